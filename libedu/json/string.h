/*
 * json/string.h – what stands between the quotes of a JSON string.
 */
#ifndef EDU_JSON_STRING_H
#define EDU_JSON_STRING_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Decode the escape at *in (a backslash) to *out, which has room for as many bytes as it is written with,
 * and move both on. False, with both untouched, where it is none or is cut off by end.
 */
bool edu_json_unescape(const char **in, const char *end, char **out);

/* The closing quote of the string whose body begins at body; NULL: there is none before end. */
const char *edu_json_string_end(const char *body, const char *end);

/* Decode a body without its quotes; returns the bytes written, at most length, or (size_t)-1: it is faulty. */
size_t edu_json_decode(char *out, const char *body, size_t length);

typedef struct edu_json_fault {
	const char *at;
	const char *rule;
	const char *message;
} edu_json_fault;

/* The first thing wrong with a body that was found faulty, in the order of its bytes. */
edu_json_fault edu_json_string_fault(const char *body, const char *end, bool is_name);

#endif
