/*
 * convert/places.h – the place in a tree that a path names: found, or made.
 */
#ifndef EDU_CONVERT_PLACES_H
#define EDU_CONVERT_PLACES_H

#include "base/tree.h"

/* One step of an XML path: local name, position; an attribute begins with @. */
typedef struct edu_path_step {
	const char *name;
	size_t length;
	unsigned position;
} edu_path_step;

/* Where a step was found last below one element: values come in document order, so the next is near. */
typedef struct edu_last_place {
	edu_ref parent, child;
	edu_path_step step;
} edu_last_place;

enum { EDU_LAST_PLACES = 16 };       /* steps of a path whose last place is remembered */

/* Places in an XML tree. The paths outlive it; .last is emptied whenever something is taken out of the tree. */
typedef struct edu_places {
	edu_tree *tree;
	edu_last_place last[EDU_LAST_PLACES];
} edu_places;

/*
 * The item at a path of local names and positions; with make, what is missing on the way is made. *out 0: it is not
 * there, and can't be made where the path leads into another document or has a name that is none. 0 or EDU_ENOMEM.
 */
int edu_places_find(edu_places *p, const char *path, size_t length, bool make, edu_ref *out);

/*
 * The item at a JSON Pointer below another, made as a value of that kind where it is missing; a single value and an array of one pass
 * for each other. *out 0: a step leads below a value that has nothing below it. 0 or EDU_ENOMEM.
 */
int edu_pointer_make(edu_tree *t, edu_ref from, const char *pointer, size_t length, edu_kind kind, edu_ref *out);

#endif
