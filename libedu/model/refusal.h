/*
 * model/refusal.h – an error that points at an item of a tree.
 */
#ifndef EDU_MODEL_REFUSAL_H
#define EDU_MODEL_REFUSAL_H

#include "base/tree.h"

/*
 * edu_fail() with the item's path, and its offset where the tree has places. Line and column are left to
 * edu_document_read(), which has the bytes.
 */
int edu_refuse(edu_error *err, int code, const char *rule, const edu_tree *t, edu_ref item,
               const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
