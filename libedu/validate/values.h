/*
 * validate/values.h – is a text a value of its kind?
 */
#ifndef EDU_VALIDATE_VALUES_H
#define EDU_VALIDATE_VALUES_H

#include "model/schema.h"

/* Does the schema collapse white space before it looks at a value of that kind? */
bool edu_kind_collapses(uint8_t kind);
/* Whether a text, collapsed where that is done, is in the lexical and value space of a kind. */
bool edu_kind_has(uint8_t kind, const char *text, size_t length);
/* The same for one of the patterns that tables name; an unknown one has everything. */
bool edu_pattern_has(const char *pattern, const char *text, size_t length);
/* What is expected, in words with an example: "a date such as 2026-01-31". */
const char *edu_kind_words(uint8_t kind);
const char *edu_pattern_words(const char *pattern);

/* An integer without sign + and leading zeros, for comparing it with codes; text stays where it is. */
void edu_bare_integer(const char **text, size_t *length);
/* Is an integer, of the shape of its kind, larger than a limit? */
bool edu_exceeds(const char *text, size_t length, uint32_t limit);

#endif
