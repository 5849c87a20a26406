/*
 * model/sort.h – a stable sort that takes its memory from the caller's allocator.
 *
 * The C library's qsort() is not stable, and may allocate behind the allocator's back or recurse.
 */
#ifndef EDU_MODEL_SORT_H
#define EDU_MODEL_SORT_H

#include "base/memory.h"

/* <0, 0, >0 as a stands before, with or behind b. */
typedef int edu_order(const void *a, const void *b, const void *state);

/* Sort count entries of size bytes each; 0 or EDU_ENOMEM, which leaves them as they were. */
int edu_sort(const edu_allocator *a, void *entries, size_t count, size_t size, edu_order *order,
             const void *state);

#endif
