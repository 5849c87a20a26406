/*
 * model/copy.c – copying subtrees; see copy.h.
 *
 * The copy follows the walk of the original: down, beside or up, so that nothing is remembered but the place.
 */
#include "model/copy.h"

#include <string.h>

static edu_name translate(edu_tree *to, const edu_tree *from, edu_name name)
{
	if (!name || to == from || (to->table == from->table && name <= from->table->count)) return name;
	uint32_t length;
	const char *text = edu_tree_name_text(from, name, &length);
	if (name <= from->table->count) return edu_tree_name(to, text, length);
	const edu_own_name *own = &from->own[name - from->table->count - 1];
	const edu_name known = to->table == from->table ? own->known : 0;
	if (own->uri || own->local)
		return edu_tree_name_xml(to, text, length, own->local, own->uri, known);
	const edu_name made = edu_tree_name(to, text, length);
	if (made > to->table->count && known) edu_tree_name_means(to, made, known);
	return made;
}

static int copy_text(edu_tree *to, edu_ref copy, const edu_tree *from, edu_ref item)
{
	const edu_item *i = &from->items[item];

	if (!i->text) return 0;
	if (to->arena == from->arena || to->arena->base == from->arena) {
		edu_tree_use_text(to, copy, i->text, i->length);
		return 0;
	}
	return edu_tree_set_text(to, copy, i->text, i->length);
}

/* The copy of one item without its children; 0: out of memory. */
static edu_ref copy_item(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item)
{
	const edu_kind kind = (edu_kind)from->items[item].kind;
	const edu_name name = translate(to, from, from->items[item].name);
	if (!name && from->items[item].name) return 0;

	const edu_ref copy = edu_tree_add(to, parent, kind, name);
	if (!copy || copy_text(to, copy, from, item) < 0) return 0;
	const edu_item *old = &from->items[item];
	edu_item *made = &to->items[copy];
	made->flags |= old->flags & (EDU_ITEM_SELF_CLOSED | EDU_ITEM_MIXED);
	if (to->table == from->table) made->cls = old->cls;
	if (kind == EDU_KIND_LINK) made->last = old->last;
	return copy;
}

int edu_tree_copy_item(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item, edu_ref *out)
{
	*out = copy_item(to, parent, from, item);
	return *out ? 0 : EDU_ENOMEM;
}

static bool has_links(const edu_tree *t, edu_ref top)
{
	for (edu_ref i = top; i; i = edu_tree_walk(t, top, i))
		if (t->items[i].kind == EDU_KIND_LINK) return true;
	return false;
}

/* Links of the copy lead into the copy. EDU_EARG: one leads to what was not copied. */
static int relink(edu_tree *to, edu_ref copy, const edu_tree *from, edu_ref item)
{
	const edu_allocator *a = &to->ctx->allocator;
	edu_ref *copies = edu_allocate(a, from->count * sizeof *copies);
	int rc = 0;

	if (!copies) return EDU_ENOMEM;
	memset(copies, 0, from->count * sizeof *copies);
	for (edu_ref i = item, c = copy; i; i = edu_tree_walk(from, item, i), c = edu_tree_walk(to, copy, c))
		copies[i] = c;
	for (edu_ref i = item; i && rc == 0; i = edu_tree_walk(from, item, i)) {
		if (from->items[i].kind != EDU_KIND_LINK) continue;
		const edu_ref target = copies[from->items[i].last];
		to->items[copies[i]].last = target;
		to->items[target].flags |= EDU_ITEM_SHARED;
		if (!target) rc = EDU_EARG;
	}
	edu_release(a, copies, from->count * sizeof *copies);
	return rc;
}

int edu_tree_copy(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item, edu_ref *out)
{
	*out = 0;

	/* Within one tree the copy hangs nowhere until it is whole, or it would be walked into. */
	const edu_ref top = copy_item(to, 0, from, item);
	if (!top) return EDU_ENOMEM;
	edu_ref at = item, copy = top;
	for (;;) {
		edu_ref next = edu_tree_first(from, at);
		if (next) {
			copy = copy_item(to, copy, from, next);
		} else {
			while (at != item && !edu_tree_next(from, at)) {
				at = from->items[at].parent;
				copy = to->items[copy].parent;
			}
			if (at == item) break;
			next = edu_tree_next(from, at);
			copy = copy_item(to, to->items[copy].parent, from, next);
		}
		if (!copy) return EDU_ENOMEM;
		at = next;
	}
	const int rc = to != from && has_links(from, item) ? relink(to, top, from, item) : 0;
	if (rc < 0) return rc;
	if (parent) edu_tree_hang(to, parent, top);
	*out = top;
	return 0;
}
