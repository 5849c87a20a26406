/*
 * base/outline.c – taking down where the values of a JSON tree stand; see outline.h.
 */
#include "base/outline.h"

#include <string.h>

void edu_outline_open(edu_outline *o, const edu_tree *t, bool counts_only)
{
	*o = (edu_outline){ .tree = t, .counts_only = counts_only };
}

void edu_outline_close(edu_outline *o)
{
	if (!o->tree) return;
	const edu_allocator *a = &o->tree->ctx->allocator;
	edu_release(a, o->items, o->capacity * sizeof *o->items);
	edu_release(a, o->kept, o->kept_capacity * sizeof *o->kept);
	*o = (edu_outline){ 0 };
}

/* Numbers for the new items first: an array may have been made behind an entry of it. */
static int number_items(edu_outline *o, uint32_t first)
{
	const edu_tree *t = o->tree;
	const edu_allocator *a = &t->ctx->allocator;
	while (o->kept_capacity < t->count)
		if (!edu_grow(a, (void **)&o->kept, &o->kept_capacity, o->kept_capacity, sizeof *o->kept)) return EDU_ENOMEM;
	for (size_t i = o->kept_count; i < t->count; i++)
		o->kept[i] = (edu_outline_kept){ first + (uint32_t)(i - o->kept_count), 0 };
	return 0;
}

static edu_outline_item place_of(edu_outline *o, const edu_item *item)
{
	edu_outline_kept *parent = &o->kept[item->parent];
	const bool leaf = item->kind != EDU_KIND_OBJECT && item->kind != EDU_KIND_ARRAY;
	edu_outline_item place = { item->parent ? parent->number : 0, leaf ? EDU_OUTLINE_LEAF : 0 };
	if (item->parent && o->tree->items[item->parent].kind == EDU_KIND_ARRAY)
		place.step |= EDU_OUTLINE_ENTRY | (parent->entries++ & EDU_OUTLINE_STEP);
	else
		place.step |= item->name & EDU_OUTLINE_STEP;
	return place;
}

static int add_items(edu_outline *o, size_t count)
{
	const edu_tree *t = o->tree;
	const edu_allocator *a = &t->ctx->allocator;
	while (o->capacity < count)
		if (!edu_grow(a, (void **)&o->items, &o->capacity, o->capacity, sizeof *o->items)) return EDU_ENOMEM;
	for (size_t i = o->kept_count; i < t->count; i++)
		o->items[o->count + i - o->kept_count] = place_of(o, &t->items[i]);
	return 0;
}

int edu_outline_update(edu_outline *o)
{
	const size_t count = o->count + o->tree->count - o->kept_count;
	if (count > EDU_OUTLINE_STEP || number_items(o, (uint32_t)o->count) < 0) return EDU_ENOMEM;
	if (!o->counts_only && add_items(o, count) < 0) return EDU_ENOMEM;
	o->count = count;
	o->kept_count = o->tree->count;
	return 0;
}

int edu_outline_drop(edu_outline *o, edu_tree *t, edu_ref item)
{
	const int rc = edu_outline_update(o);
	if (rc < 0) return rc;
	edu_tree_cut(t, item);
	o->kept_count = t->count;
	return 0;
}
