/*
 * trust/strict.h – JSON beneath signatures: read more strictly than documents are, and asked by literal names.
 *
 * Beyond json/json.h: no BOM, no NUL in texts, no number beyond the doubles.
 */
#ifndef EDU_TRUST_STRICT_H
#define EDU_TRUST_STRICT_H

#include "base/tree.h"

enum { EDU_HEADER_MOST = 64 * 1024, EDU_SEAL_HEADER_MOST = 1024 * 1024, EDU_HEADER_DEPTH = 16 };

/* Read into a tree that this opens, to be closed by the caller also after a failure. Errors as of edu_json_read(). */
int edu_strict_read(edu_tree *t, const edu_context *ctx, const char *data, size_t length, edu_error *err);
/*
 * The same within the bounds of headers and keys: most bytes, EDU_HEADER_DEPTH levels. limits: where the tree's
 * context lives; it must outlive the tree.
 */
int edu_strict_read_small(edu_tree *t, edu_context *limits, const edu_context *ctx, const char *data,
                          size_t length, size_t most, edu_error *err);

/* XML by its first bytes: a tag, or the byte order mark in front of one; UTF-16 as well, which is refused in XML's words. */
bool edu_is_xml(const char *data, size_t length);

/* The member of an object (or of nothing, 0) with exactly that name; 0: none. */
edu_ref edu_member(const edu_tree *t, edu_ref object, const char *name);
/* Its text where it is a string; NULL: it is missing or none. */
const char *edu_member_text(const edu_tree *t, edu_ref object, const char *name, uint32_t *length);
bool edu_is_kind(const edu_tree *t, edu_ref item, edu_kind kind);    /* false for 0 */
bool edu_text_is(const edu_tree *t, edu_ref item, const char *literal);
/* Entries of an array, or the one value itself, one after the other: start with 0. */
edu_ref edu_entry_next(const edu_tree *t, edu_ref array_or_value, edu_ref entry);
/* Has a member type (or @type) with that value among its values? */
bool edu_has_type(const edu_tree *t, edu_ref object, const char *type);
/* Same value: kinds, texts, members in any order. Numbers by their text. */
bool edu_same_text(const edu_tree *t, edu_ref a, edu_ref b);

#endif
