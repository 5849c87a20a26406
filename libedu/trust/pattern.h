/*
 * trust/pattern.h – values of a JSON tree named by JSON Pointers in which a step may stand for others: a star for any one
 * step, [*] for any element of an array, two stars for any number of steps, none among them.
 */
#ifndef EDU_TRUST_PATTERN_H
#define EDU_TRUST_PATTERN_H

#include "base/tree.h"

typedef struct edu_pattern {
	const char *text; /* borrowed */
	const char *last; /* its last step, which tells it from most paths */
	size_t last_length;
} edu_pattern;

/* Where a value stands: its JSON Pointer, and the last step of that. */
typedef struct edu_place {
	const char *path, *last;
	size_t last_length;
} edu_place;

edu_pattern edu_pattern_of(const char *text);
edu_place edu_place_at(const char *path, size_t length);
/* Does a pattern name the value that stands there? */
bool edu_pattern_fits(const edu_pattern *pattern, const edu_place *place);

typedef struct edu_patterns {
	const edu_allocator *allocator;
	edu_pattern *list;
	size_t count;
	bool *used; /* each: it has named something */
	edu_path_walker walker;
} edu_patterns;

/* The tree must not change until edu_patterns_close(), which also follows a failure. 0 or EDU_ENOMEM. */
int edu_patterns_open(edu_patterns *p, const edu_tree *t, const char *const *list, size_t count);
/* 1: a pattern names the item; 0: none does; EDU_ENOMEM. */
int edu_patterns_match(edu_patterns *p, edu_ref item);
bool edu_patterns_all_used(const edu_patterns *p);
void edu_patterns_close(edu_patterns *p);

#endif
