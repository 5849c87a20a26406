/*
 * model/order.c – see order.h.
 */
#include "model/order.h"

#include <string.h>

/* The children, unhooked, as a list by their own next; 0 ends it. */
static edu_ref take_children(edu_tree *t, edu_ref element)
{
	edu_ref taken = 0, child, *link = &taken;

	while ((child = edu_tree_first(t, element))) {
		edu_tree_remove(t, child);
		*link = child;
		t->items[child].next = 0;
		link = &t->items[child].next;
	}
	return taken;
}

static bool stands_in_front(const edu_item *item)
{
	return item->kind == EDU_KIND_ATTRIBUTE || item->kind == EDU_KIND_NAMESPACE;
}

static edu_name name_of(const edu_tree *t, edu_ref child)
{
	static const char signature[] = "ds:Signature";

	if (t->items[child].kind != EDU_KIND_ELEMENT) return 0;
	if (edu_tree_is_signature(t, child)) return edu_table_find(t->table, signature, strlen(signature));
	return edu_tree_known(t, t->items[child].name);
}

/* The first row of a name, from 1; 0: none. */
static unsigned row_of(const edu_schema *schema, const edu_class *cls, edu_name name)
{
	for (unsigned r = 0; name && r < cls->count; r++)
		if (schema->properties[cls->first + r].name == name) return r + 1;
	return 0;
}

static bool is_in_order(const edu_tree *t, const edu_schema *schema, edu_ref element)
{
	const edu_class *cls = &schema->classes[t->items[element].cls];
	unsigned last = 0;
	bool front = true;

	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c)) {
		if (stands_in_front(&t->items[c]) && !front) return false;
		front = front && stands_in_front(&t->items[c]);
		const unsigned row = row_of(schema, cls, name_of(t, c));
		if (row && row < last) return false;
		if (row) last = row;
	}
	return true;
}

/* Hang what belongs to a row, 0: attributes and declarations, and what stands behind that. */
static void hang_row(edu_tree *t, edu_ref element, edu_ref *taken, edu_name name, bool front)
{
	bool follows = false;
	edu_ref *link = taken, child;

	while ((child = *link)) {
		const edu_item *item = &t->items[child];
		const edu_name known = name_of(t, child);
		const bool in_front = stands_in_front(item);
		const bool mine = (front && in_front) || (known && known == name);
		if (mine || (!known && !in_front && follows)) {
			*link = item->next;
			edu_tree_hang(t, element, child);
			follows = !front || !in_front;
		} else {
			follows = false;
			link = &t->items[child].next;
		}
	}
}

void edu_put_in_order(edu_tree *t, const edu_schema *schema, edu_ref element)
{
	const edu_class *cls = &schema->classes[t->items[element].cls];

	if (!t->items[element].cls || t->items[element].flags & EDU_ITEM_MIXED) return;
	if (is_in_order(t, schema, element)) return;
	edu_ref taken = take_children(t, element);
	hang_row(t, element, &taken, 0, true);
	for (unsigned r = 0; r < cls->count && taken; r++) {
		const edu_name name = schema->properties[cls->first + r].name;
		if (!r || name != schema->properties[cls->first + r - 1].name)
			hang_row(t, element, &taken, name, false);
	}
	while (taken) {
		const edu_ref child = taken;
		taken = t->items[child].next;
		edu_tree_hang(t, element, child);
	}
}

void edu_put_attributes_first(edu_tree *t, edu_ref element)
{
	const edu_ref end = t->items[element].last;
	edu_ref next;

	for (edu_ref c = edu_tree_first(t, element); c; c = next) {
		next = c == end ? 0 : edu_tree_next(t, c);
		if (stands_in_front(&t->items[c])) continue;
		edu_tree_remove(t, c);
		edu_tree_hang(t, element, c);
	}
}

void edu_take_out_marked(edu_tree *t, edu_ref element)
{
	edu_ref taken = take_children(t, element);

	while (taken) {
		const edu_ref child = taken;
		edu_item *item = &t->items[child];
		taken = item->next;
		if (item->flags & EDU_ITEM_MARK) {
			item->flags &= (uint8_t)~EDU_ITEM_MARK;
			item->next = child;
		} else {
			edu_tree_hang(t, element, child);
		}
	}
}
