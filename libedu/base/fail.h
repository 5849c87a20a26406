/*
 * base/fail.h – filling the caller's edu_error.
 */
#ifndef EDU_BASE_FAIL_H
#define EDU_BASE_FAIL_H

#include <edu/base.h>
#include <stdbool.h>

/*
 * Fill *err (NULL allowed) and return code. An error that is already set is kept: the innermost cause
 * says most. rule NULL keeps it empty. The message must not hold values of the document.
 */
int edu_fail(edu_error *err, int code, const char *rule, const char *format, ...) __attribute__((format(printf, 4, 5)));
int edu_fail_memory(edu_error *err);                   /* EDU_ENOMEM, with its message */

/* The same with a place in bytes: line and column are counted from data. */
int edu_fail_at(edu_error *err, int code, const char *rule, const char *data, size_t length, size_t offset,
                const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Line and column (from 1, in bytes) of an offset; a BOM does not count, CR LF is one line end. */
void edu_place_of(const char *data, size_t length, size_t offset, uint32_t *line, uint32_t *column);

/* Set a path on an error that has none yet; a long one keeps head and tail. */
void edu_error_set_path(edu_error *err, const char *path);
void edu_error_clear(edu_error *err);

#endif
