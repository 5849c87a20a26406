/*
 * model/compare.h – whether two documents say the same.
 */
#ifndef EDU_MODEL_COMPARE_H
#define EDU_MODEL_COMPARE_H

#include "base/tree.h"

/* Where two trees differ first; 0 on the side that lacks the item. */
typedef struct edu_difference {
	edu_ref a, b;
} edu_difference;

/*
 * Compare the subtrees at a and b: 0 equal, 1 different (*first says where; NULL allowed), EDU_ENOMEM.
 * JSON: members in any order, entries in theirs, numbers as written. XML: names by namespace, attributes and
 * declarations in any order, text joined over its pieces; comments, instructions and white space between
 * elements don't count.
 */
int edu_tree_compare(const edu_tree *a, edu_ref item_a, const edu_tree *b, edu_ref item_b,
                     edu_difference *first);

#endif
