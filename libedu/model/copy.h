/*
 * model/copy.h – a part of one tree put into another.
 */
#ifndef EDU_MODEL_COPY_H
#define EDU_MODEL_COPY_H

#include "base/tree.h"

/*
 * Copy the subtree at item behind the children of parent (0: hang it nowhere); *out is the copy. Names
 * become the other tree's; classes go along between trees of one name table. Texts are shared where the
 * trees share an arena. Links lead where they led within one tree, and into the copy in another, where one
 * that leads to what is not copied is EDU_EARG. Also EDU_ENOMEM.
 */
int edu_tree_copy(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item, edu_ref *out);
/* The same for one item without what is below it, which is no link. 0 or EDU_ENOMEM. */
int edu_tree_copy_item(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item, edu_ref *out);

#endif
