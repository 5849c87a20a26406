/*
 * files.h – small files that verbs about keys read and write.
 */
#ifndef EDU_TOOLS_FILES_H
#define EDU_TOOLS_FILES_H

#include "command.h"

/* Write a whole file, or standard output ("-"). 0 or an exit status. */
int write_file(const char *path, const void *data, size_t length);
/* The same for what nobody else may read: a new file of mode 0600; one that exists is refused. */
int write_private_file(const char *path, const void *data, size_t length);

/* A disclosure policy: one that is shipped, by its name, or a file. NULL in *out where value is NULL. */
int load_policy(edu_disclosure_policy **out, const edu_context *ctx, const char *value);

/* The line for an error of the library on standard error; returns its exit status. */
int tell_error(const char *file, const edu_error *err);

#endif
