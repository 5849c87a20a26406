/*
 * base/tree.c – items: adding, hanging, removing, walking; and their texts.
 */
#include "base/fail.h"
#include "base/tree.h"

#include <string.h>

enum { FIRST_ITEMS = 24 };

/* Of the block that holds items and places. */
static size_t block_size(size_t capacity, bool with_places)
{
	return capacity * (sizeof(edu_item) + (with_places ? sizeof(uint32_t) : 0));
}

int edu_tree_open(edu_tree *t, const edu_context *ctx, const edu_name_table *table, bool with_places)
{
	memset(t, 0, sizeof *t);
	t->ctx = ctx;
	t->table = table;
	t->arena = edu_arena_new(&ctx->allocator);
	if (!t->arena) return EDU_ENOMEM;
	t->own_seed = (uint64_t)(uintptr_t)t->arena;
	/* Room is what enforces the limit: see make_room(). */
	const size_t capacity = ctx->limits.items < FIRST_ITEMS ? (size_t)ctx->limits.items + 1 : FIRST_ITEMS;
	t->items = edu_allocate(&ctx->allocator, block_size(capacity, with_places));
	if (!t->items) return EDU_ENOMEM;
	t->capacity = capacity;
	memset(&t->items[0], 0, sizeof t->items[0]);
	t->items[0].flags = EDU_ITEM_LAST;
	if (with_places) {
		t->places = (uint32_t *)(t->items + t->capacity);
		t->places[0] = 0;
	}
	t->count = 1;
	return 0;
}

void edu_tree_close(edu_tree *t)
{
	if (!t->ctx) return;
	const edu_allocator *a = &t->ctx->allocator;
	edu_release(a, t->items, block_size(t->capacity, t->places != NULL));
	edu_release(a, t->own, t->own_capacity * sizeof *t->own);
	edu_release(a, t->own_slots, t->own_slot_count * sizeof *t->own_slots);
	edu_arena_leave(t->arena);
	memset(t, 0, sizeof *t);
}

/* Bring the places from behind the room for so many items to behind the room for that many. */
static void move_places(edu_item *items, size_t from, size_t to, size_t count)
{
	memmove(items + to, items + from, count * sizeof(uint32_t));
}

void edu_tree_drop_places(edu_tree *t)
{
	if (!t->places) return;
	edu_item *items = edu_resize(&t->ctx->allocator, t->items, block_size(t->capacity, true),
	                             block_size(t->capacity, false));
	/* An allocator that can't even make a block smaller leaves them where they are. */
	if (!items) return;
	t->items = items;
	t->places = NULL;
}

int edu_tree_resize(edu_tree *t, size_t capacity)
{
	const bool with_places = t->places != NULL;
	const size_t old = t->capacity;

	if (capacity > SIZE_MAX / (sizeof *t->items + sizeof *t->places)) return EDU_ENOMEM;
	if (capacity > (size_t)t->ctx->limits.items + 1) capacity = (size_t)t->ctx->limits.items + 1;
	if (capacity < t->count) capacity = t->count;
	if (capacity < old && with_places) move_places(t->items, old, capacity, t->count);
	edu_item *items = edu_resize(&t->ctx->allocator, t->items, block_size(old, with_places),
	                             block_size(capacity, with_places));
	if (!items) {
		if (capacity < old && with_places) move_places(t->items, capacity, old, t->count);
		return EDU_ENOMEM;
	}
	if (capacity > old && with_places) move_places(items, old, capacity, t->count);
	t->items = items;
	t->capacity = capacity;
	if (with_places) t->places = (uint32_t *)(items + capacity);
	return 0;
}

static bool is_at_limit(const edu_tree *t)
{
	return t->count > t->ctx->limits.items;
}

/* Room for one more item and its place; there never is room for more than the limit. */
static bool make_room(edu_tree *t)
{
	if (is_at_limit(t)) return false;
	return edu_tree_resize(t, t->capacity + t->capacity / 2 + 8) == 0;
}

int edu_tree_add_failed(const edu_tree *t, edu_error *err)
{
	if (is_at_limit(t))
		return edu_fail(err, EDU_ELIMIT, "limit/items",
		                "more than the %u items the context allows in a document",
		                (unsigned)t->ctx->limits.items);
	return edu_fail_memory(err);
}

edu_ref edu_tree_add(edu_tree *t, edu_ref parent, edu_kind kind, edu_name name)
{
	if (t->count >= t->capacity && !make_room(t)) return 0;
	const edu_ref item = (edu_ref)t->count++;
	edu_ref next = item;
	if (parent) {
		edu_item *p = &t->items[parent];
		if (p->last) {
			edu_item *last = &t->items[p->last];
			next = last->next;
			last->next = item;
			last->flags &= (uint8_t)~EDU_ITEM_LAST;
		}
		p->last = item;
	}
	t->items[item] = (edu_item){
		.name = name, .next = next, .parent = parent, .kind = (uint8_t)kind, .flags = EDU_ITEM_LAST
	};
	if (t->places) t->places[item] = 0;
	return item;
}

void edu_tree_hang(edu_tree *t, edu_ref parent, edu_ref item)
{
	edu_item *p = &t->items[parent], *i = &t->items[item];
	if (p->last) {
		edu_item *last = &t->items[p->last];
		i->next = last->next;
		last->next = item;
		last->flags &= (uint8_t)~EDU_ITEM_LAST;
	} else {
		i->next = item;
	}
	i->flags |= EDU_ITEM_LAST;
	i->parent = parent;
	p->last = item;
}

void edu_tree_remove(edu_tree *t, edu_ref item)
{
	edu_item *i = &t->items[item];
	if (!i->parent) return;
	t->has_removed = true;
	edu_item *p = &t->items[i->parent];
	if (i->next == item) {
		p->last = 0;
	} else {
		edu_ref before = p->last;
		while (t->items[before].next != item) before = t->items[before].next;
		t->items[before].next = i->next;
		if (p->last == item) {
			p->last = before;
			t->items[before].flags |= EDU_ITEM_LAST;
		}
	}
	i->flags |= EDU_ITEM_LAST;
	i->next = item;
	i->parent = 0;
}

void edu_tree_cut(edu_tree *t, edu_ref item)
{
	t->items[item].last = 0;
	t->count = (size_t)item + 1;
}

int edu_tree_set_text(edu_tree *t, edu_ref item, const char *text, size_t length)
{
	if (length >= UINT32_MAX) return EDU_ENOMEM;
	const char *copy = edu_arena_text(t->arena, text, length);
	if (!copy) return EDU_ENOMEM;
	edu_tree_use_text(t, item, copy, (uint32_t)length);
	return 0;
}

edu_ref edu_tree_walk(const edu_tree *t, edu_ref top, edu_ref item)
{
	edu_ref next = edu_tree_first(t, item);
	while (!next && item != top) {
		next = edu_tree_next(t, item);
		item = t->items[item].parent;
	}
	return next;
}

edu_ref edu_tree_child(const edu_tree *t, edu_ref item, edu_name known)
{
	const edu_item *items = t->items;
	const bool own = t->own_count > 0;
	if (!known || !items[item].last || items[item].kind == EDU_KIND_LINK) return 0;
	const edu_ref last = items[item].last;
	for (edu_ref child = items[last].next;; child = items[child].next) {
		const edu_name name = items[child].name;
		if (name == known || (own && edu_tree_known(t, name) == known)) return child;
		if (child == last) return 0;
	}
}

edu_ref edu_tree_root(const edu_tree *t)
{
	if (t->items[t->top].kind != EDU_KIND_NONE) return t->top;
	edu_ref child = edu_tree_first(t, t->top);
	while (child && t->items[child].kind != EDU_KIND_ELEMENT) child = edu_tree_next(t, child);
	return child;
}

static bool is_piece(const edu_item *i)
{
	return i->kind == EDU_KIND_TEXT || i->kind == EDU_KIND_CDATA;
}

/* The piece of text at item or behind it among its siblings; 0: none. */
static edu_ref piece_from(const edu_tree *t, edu_ref item)
{
	while (item && !is_piece(&t->items[item])) item = edu_tree_next(t, item);
	return item;
}

int edu_tree_text(const edu_tree *t, edu_ref item, edu_buffer *scratch, const char **text, size_t *length)
{
	const edu_item *i = &t->items[item];
	if (i->kind == EDU_KIND_ELEMENT && i->flags & EDU_ITEM_MIXED) {
		const edu_ref only = piece_from(t, edu_tree_first(t, item));
		edu_ref piece = only ? piece_from(t, edu_tree_next(t, only)) : 0;
		if (piece) {
			scratch->length = 0;
			for (piece = only; piece; piece = piece_from(t, edu_tree_next(t, piece))) {
				i = &t->items[piece];
				if (edu_buffer_add(scratch, i->text, i->length) < 0) return EDU_ENOMEM;
			}
			*text = scratch->data;
			*length = scratch->length;
			return 0;
		}
		if (only) i = &t->items[only];
	}
	*text = i->text;
	*length = i->length;
	return 0;
}
