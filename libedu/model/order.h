/*
 * model/order.h – children of an XML element in the order that its schema demands.
 */
#ifndef EDU_MODEL_ORDER_H
#define EDU_MODEL_ORDER_H

#include "model/schema.h"

/*
 * Put the children of an element into the order of its class's rows. What the class doesn't know stays
 * behind what it stood behind. Elements without class, or with text among their children, stay as they are.
 */
void edu_put_in_order(edu_tree *t, const edu_schema *schema, edu_ref element);
/* Put attributes and namespace declarations that were added behind an element's content in front of it. */
void edu_put_attributes_first(edu_tree *t, edu_ref element);
/* Take out the children that bear EDU_ITEM_MARK, and the marks with them. */
void edu_take_out_marked(edu_tree *t, edu_ref element);

#endif
