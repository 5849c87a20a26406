/*
 * json/extent.h – where a JSON value ends that has not been read yet: brackets and quotes are counted, and nothing is
 * checked.
 */
#ifndef EDU_JSON_EXTENT_H
#define EDU_JSON_EXTENT_H

#include <stdbool.h>
#include <stddef.h>

/* A value that is looked through, as far as bytes are there; all zeros at its first byte. */
typedef struct edu_extent {
	size_t at;                   /* next byte, from the value's first */
	size_t depth;
	bool in_string, escaped;
} edu_extent;

/* Look through what is there. True: the value ends at c->at. Of a scalar the end is what follows it. */
bool edu_extent_grow(edu_extent *c, const char *text, size_t length);

/* Where the entries of items begin in the object that begins here, behind the bracket; 0: not as far as was looked. */
size_t edu_find_items(const char *text, size_t length);

/* How many bytes of white space stand in front. */
size_t edu_json_white(const char *text, size_t length);

#endif
