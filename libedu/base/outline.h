/*
 * base/outline.h – where the values of a JSON tree stood, kept when the values themselves are gone.
 *
 * Who makes a large tree, writes what is finished and drops it, may still have to tell paths in the end: eight
 * bytes an item do. An item that leaves the tree frees its place for another one; so that it can be spoken of
 * afterwards, each has a number for good: its turn in the order in which all were made.
 */
#ifndef EDU_BASE_OUTLINE_H
#define EDU_BASE_OUTLINE_H

#include "base/tree.h"

#define EDU_OUTLINE_ENTRY 0x80000000u    /* of an array; otherwise a member */
#define EDU_OUTLINE_LEAF 0x40000000u
#define EDU_OUTLINE_STEP 0x3fffffffu     /* the entry's index, or the member's name */

typedef struct edu_outline_item {
	uint32_t parent;         /* its number; 0: the top */
	uint32_t step;
} edu_outline_item;

typedef struct edu_outline_kept {
	uint32_t number;
	uint32_t entries;        /* of an array, so far */
} edu_outline_kept;

typedef struct edu_outline {
	const edu_tree *tree;    /* what remains of it, its names above all */
	edu_outline_item *items; /* by number; [0] is never used */
	size_t count, capacity;
	bool counts_only;        /* nobody will ask for a path: there are numbers, but no items */
	edu_outline_kept *kept;  /* items of the tree that are taken down already */
	size_t kept_count, kept_capacity;
} edu_outline;

void edu_outline_open(edu_outline *o, const edu_tree *t, bool counts_only);
void edu_outline_close(edu_outline *o);

/* The number for good of an item that stands in the tree. */
static inline uint32_t edu_outline_number(const edu_outline *o, edu_ref item)
{
	if (item < o->kept_count) return o->kept[item].number;
	return (uint32_t)(o->count + item - o->kept_count);
}

/* Take down where all items stand that were made since the last call. 0, or EDU_ENOMEM. */
int edu_outline_update(edu_outline *o);
/* Take down, and drop everything below item, which has to be all that was made since. */
int edu_outline_drop(edu_outline *o, edu_tree *t, edu_ref item);

#endif
