/*
 * emrex/distance.h – how far two names are from each other.
 */
#ifndef EDU_EMREX_DISTANCE_H
#define EDU_EMREX_DISTANCE_H

#include "base/memory.h"

/*
 * Names longer than this are not compared letter by letter: the work grows with the product of both lengths.
 */
enum { EDU_NAME_MOST = 1024 };

/* UTF-16 units, for that is what the verifier that came first counts. */
typedef struct edu_units {
	uint16_t *units;
	size_t count, capacity;
} edu_units;

/*
 * Make out the units of a text, folded: without regard to case and to blanks repeated or at the ends. 0 or
 * EDU_ENOMEM.
 */
int edu_units_of(edu_units *out, const edu_allocator *a, const char *text, size_t length, bool folded);
void edu_units_free(edu_units *u, const edu_allocator *a);
/* Levenshtein's distance; the longer length where one is longer than EDU_NAME_MOST. */
unsigned edu_distance(const edu_units *a, const edu_units *b);

#endif
