/*
 * base/leaves.c – which items are leaves, and walking them in document order.
 */
#include "base/text.h"
#include "base/tree.h"

#include <string.h>

static bool is_attribute(const edu_item *i)
{
	return i->kind == EDU_KIND_ATTRIBUTE || i->kind == EDU_KIND_NAMESPACE;
}

bool edu_tree_is_signature(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	/* Names of a table have no URI of their own, so that most elements are told by their number. */
	const char *uri = i->kind == EDU_KIND_ELEMENT ? edu_tree_name_uri(t, i->name) : NULL;
	return uri && strcmp(uri, "http://www.w3.org/2000/09/xmldsig#") == 0
	    && strcmp(edu_tree_name_local(t, i->name), "Signature") == 0;
}

/* Attributes for schema processors only; a table may list them by their usual prefix. */
static bool is_xsi(const edu_tree *t, edu_name name)
{
	const char *uri = edu_tree_name_uri(t, name);
	if (uri) return strcmp(uri, "http://www.w3.org/2001/XMLSchema-instance") == 0;
	return name <= t->table->count && strncmp(edu_tree_name_text(t, name, NULL), "xsi:", 4) == 0;
}

static bool has_own_text(const edu_tree *t, edu_ref element)
{
	const edu_item *i = &t->items[element];
	if (i->text && !edu_is_white(i->text, i->length)) return true;
	if (!(i->flags & EDU_ITEM_MIXED)) return false;
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c)) {
		const edu_item *piece = &t->items[c];
		if (piece->kind != EDU_KIND_TEXT && piece->kind != EDU_KIND_CDATA) continue;
		if (!edu_is_white(piece->text, piece->length)) return true;
	}
	return false;
}

bool edu_tree_is_leaf(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	switch (i->kind) {
	case EDU_KIND_STRING:
	case EDU_KIND_NUMBER:
	case EDU_KIND_TRUE:
	case EDU_KIND_FALSE:
	case EDU_KIND_NULL:
		return true;
	case EDU_KIND_ATTRIBUTE:
		return !is_xsi(t, i->name);
	case EDU_KIND_ELEMENT:
		return edu_tree_is_signature(t, item) || has_own_text(t, item);
	default:
		return false;
	}
}

/* The first attribute at item or behind it that is a leaf. */
static edu_ref attribute_from(const edu_tree *t, edu_ref item)
{
	while (item && (t->items[item].kind != EDU_KIND_ATTRIBUTE || is_xsi(t, t->items[item].name)))
		item = edu_tree_next(t, item);
	return item;
}

/* The first child at item or behind it that is no attribute. */
static edu_ref content_from(const edu_tree *t, edu_ref item)
{
	while (item && is_attribute(&t->items[item])) item = edu_tree_next(t, item);
	return item;
}

/* What follows item, and everything below it, among the contents of the elements above. */
static edu_ref behind(const edu_tree *t, edu_ref item)
{
	for (; item; item = t->items[item].parent) {
		const edu_ref next = content_from(t, edu_tree_next(t, item));
		if (next) return next;
	}
	return 0;
}

static edu_ref below_or_behind(const edu_tree *t, edu_ref item)
{
	const edu_ref child = content_from(t, edu_tree_first(t, item));
	return child ? child : behind(t, item);
}

/* The first leaf of what begins at item, or behind it. */
static edu_ref leaf_from(const edu_tree *t, edu_ref item)
{
	while (item) {
		if (t->items[item].kind == EDU_KIND_ELEMENT && !edu_tree_is_signature(t, item)) {
			const edu_ref attribute = attribute_from(t, edu_tree_first(t, item));
			if (attribute) return attribute;
		}
		if (edu_tree_is_leaf(t, item)) return item;
		item = below_or_behind(t, item);
	}
	return 0;
}

edu_ref edu_tree_next_leaf(const edu_tree *t, edu_ref item)
{
	if (!item) return leaf_from(t, edu_tree_root(t));
	const edu_item *i = &t->items[item];
	if (i->kind == EDU_KIND_ATTRIBUTE) {
		const edu_ref attribute = attribute_from(t, edu_tree_next(t, item));
		if (attribute) return attribute;
		const edu_ref element = i->parent;
		if (has_own_text(t, element)) return element;
		return leaf_from(t, below_or_behind(t, element));
	}
	if (edu_tree_is_signature(t, item)) return leaf_from(t, behind(t, item));
	return leaf_from(t, below_or_behind(t, item));
}
