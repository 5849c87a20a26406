/*
 * trust/pattern.h – values of a JSON tree named by JSON Pointers in which a star stands for any one step.
 */
#ifndef EDU_TRUST_PATTERN_H
#define EDU_TRUST_PATTERN_H

#include "base/tree.h"

typedef struct edu_patterns {
	const edu_allocator *allocator;
	const char *const *list;
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
