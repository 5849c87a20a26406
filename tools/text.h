/*
 * text.h – text that grows while it is put together, and how it is made fit for a terminal or for JSON.
 *
 * When memory runs out a text stays as it is and remembers that: whoever prints it asks text_failed once.
 */
#ifndef EDU_TOOLS_TEXT_H
#define EDU_TOOLS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct text {
	char *data;               /* NUL-terminated, NULL while empty */
	size_t length, capacity;
	bool failed;
} text;

void text_add(text *t, const char *data, size_t length);
void text_puts(text *t, const char *string);
void text_putf(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The string with control characters shown as '?': names in a document must not steer a terminal. */
void text_put_shown(text *t, const char *string);
/* The string as a JSON string, quotes included; null for NULL. */
void text_put_json(text *t, const char *string);
/* Print to a stream and make empty; false when memory had run out or the stream refuses. */
bool text_print(text *t, FILE *to);
void text_free(text *t);

/* A new string, printf-like; NULL: out of memory. */
char *text_make(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool text_ends_with(const char *string, const char *end);

#endif
