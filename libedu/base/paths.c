/*
 * base/paths.c – where an item stands, said as the reports say it: a JSON Pointer, or XML's local names.
 */
#include "base/outline.h"

#include <stdio.h>
#include <string.h>

/* The name of a step: local, but attributes of XML's own namespace keep the prefix that is bound to it. */
static const char *step_name(const edu_tree *t, const edu_item *i)
{
	const char *text = edu_tree_name_text(t, i->name, NULL);
	if (i->kind == EDU_KIND_ATTRIBUTE && strncmp(text, "xml:", 4) == 0) return text;
	return edu_tree_name_local(t, i->name);
}

static bool is_xml_step(const edu_item *i)
{
	return i->kind == EDU_KIND_ELEMENT || i->kind == EDU_KIND_ATTRIBUTE;
}

/* Items that have no step of their own and stand at their parent's path. */
static bool is_stepless(const edu_item *i)
{
	return i->kind == EDU_KIND_NONE || (i->kind >= EDU_KIND_NAMESPACE && i->kind <= EDU_KIND_INSTRUCTION);
}

/* The item itself or the nearest one above that has a step; 0: the path is empty. */
static edu_ref with_step(const edu_tree *t, edu_ref item)
{
	while (item && is_stepless(&t->items[item])) item = t->items[item].parent;
	return item;
}

/* The item whose step stands before item's; 0: item's is the first. */
static edu_ref step_above(const edu_tree *t, edu_ref item)
{
	return with_step(t, t->items[item].parent);
}

/* The position is left out where there can be one item only: members, attributes, the root element. */
static bool is_counted(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	if (i->kind == EDU_KIND_ATTRIBUTE) return false;
	if (i->kind == EDU_KIND_ELEMENT) return step_above(t, item) != 0;
	return i->parent && t->items[i->parent].kind == EDU_KIND_ARRAY;
}

static int add_pointer_name(edu_buffer *out, const char *name, size_t length)
{
	int rc = edu_buffer_room(out, 1 + 2 * length);
	if (rc < 0) return rc;
	char *p = out->data + out->length;
	*p++ = '/';
	for (size_t i = 0; i < length; i++) {
		if (name[i] == '~' || name[i] == '/') {
			*p++ = '~';
			*p++ = name[i] == '~' ? '0' : '1';
		} else {
			*p++ = name[i];
		}
	}
	*p = '\0';
	out->length = (size_t)(p - out->data);
	return 0;
}

static int add_number(edu_buffer *out, uint32_t number)
{
	char digits[10];
	size_t at = sizeof digits;
	do digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	return edu_buffer_add(out, digits + at, sizeof digits - at);
}

static int add_pointer_index(edu_buffer *out, uint32_t index)
{
	const int rc = edu_buffer_add(out, "/", 1);
	return rc < 0 ? rc : add_number(out, index);
}

static int add_member(const edu_tree *t, edu_name name, edu_buffer *out)
{
	uint32_t length;
	const char *text = edu_tree_name_text(t, name, &length);
	return add_pointer_name(out, text, length);
}

static int add_xml_step(const edu_tree *t, edu_ref item, uint32_t position, edu_buffer *out)
{
	const edu_item *i = &t->items[item];
	const char *name = step_name(t, i);
	const bool attribute = i->kind == EDU_KIND_ATTRIBUTE;
	int rc = edu_buffer_add(out, "/@", attribute ? 2 : 1);
	if (rc == 0) rc = edu_buffer_add(out, name, strlen(name));
	if (rc < 0 || !position) return rc;
	if ((rc = edu_buffer_add(out, "[", 1)) < 0 || (rc = add_number(out, position)) < 0) return rc;
	return edu_buffer_add(out, "]", 1);
}

/* position: from 1; 0 where the step has none. */
static int add_step(const edu_tree *t, edu_ref item, uint32_t position, edu_buffer *out)
{
	const edu_item *i = &t->items[item];
	if (is_xml_step(i)) return add_xml_step(t, item, position, out);
	if (!i->parent) return 0;   /* the top value of JSON, or of a piece that hangs nowhere */
	return position ? add_pointer_index(out, position - 1) : add_member(t, i->name, out);
}

static bool same_local(const edu_tree *t, edu_name a, edu_name b)
{
	return a == b || strcmp(edu_tree_name_local(t, a), edu_tree_name_local(t, b)) == 0;
}

static uint32_t position_of(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	if (!is_counted(t, item)) return 0;
	uint32_t position = 1;
	for (edu_ref s = edu_tree_first(t, i->parent); s != item; s = t->items[s].next) {
		const edu_item *sibling = &t->items[s];
		if (i->kind != EDU_KIND_ELEMENT) position++;
		else if (sibling->kind == EDU_KIND_ELEMENT && same_local(t, sibling->name, i->name)) position++;
	}
	return position;
}

static void reverse(char *begin, char *end)
{
	while (begin + 1 < end) {
		const char c = *begin;
		*begin++ = *--end;
		*end = c;
	}
}

int edu_tree_path(const edu_tree *t, edu_ref item, edu_buffer *out)
{
	/* From below upwards, each step backwards; the whole is turned round in the end. */
	if (edu_buffer_room(out, 0) < 0) return EDU_ENOMEM;
	const size_t begin = out->length;
	for (item = with_step(t, item); item; item = step_above(t, item)) {
		const size_t step = out->length;
		const int rc = add_step(t, item, position_of(t, item), out);
		if (rc < 0) return rc;
		reverse(out->data + step, out->data + out->length);
	}
	reverse(out->data + begin, out->data + out->length);
	return 0;
}

void edu_path_walker_open(edu_path_walker *w, const edu_tree *t)
{
	memset(w, 0, sizeof *w);
	w->tree = t;
	edu_buffer_open(&w->text, &t->ctx->allocator);
}

void edu_path_walker_open_outline(edu_path_walker *w, const edu_outline *o)
{
	edu_path_walker_open(w, o->tree);
	w->outline = o;
}

void edu_path_walker_close(edu_path_walker *w)
{
	if (!w->tree) return;
	const edu_allocator *a = &w->tree->ctx->allocator;
	edu_buffer_free(&w->text);
	edu_release(a, w->levels, w->level_capacity * sizeof *w->levels);
	edu_release(a, w->chain, w->chain_capacity * sizeof *w->chain);
	edu_release(a, w->positions, w->tree->count * sizeof *w->positions);
	edu_release(a, w->local, w->name_count * sizeof *w->local);
	edu_release(a, w->counts, 2 * w->name_count * sizeof *w->counts);
	memset(w, 0, sizeof *w);
}

static void *zeroed(const edu_allocator *a, size_t count, size_t size)
{
	void *block = edu_allocate(a, count * size);
	if (block) memset(block, 0, count * size);
	return block;
}

static uint32_t text_hash(const char *s, uint64_t seed)
{
	uint32_t h = 2166136261u ^ (uint32_t)(seed >> 4);
	for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u;
	return h ^ h >> 15;
}

/* For each name the lowest number with the same local part, found through a hash that lives for this call. */
static int number_local_names(edu_path_walker *w)
{
	const edu_tree *t = w->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t count = t->table->count + t->own_count + 1;
	size_t slot_count = 16;
	while (slot_count < 2 * count) slot_count *= 2;
	const size_t mask = slot_count - 1;

	edu_name *slots = zeroed(a, slot_count, sizeof *slots);
	edu_name *local = zeroed(a, count, sizeof *local);
	uint32_t *counts = zeroed(a, 2 * count, sizeof *counts);
	const bool have_all = slots && local && counts;
	if (have_all) {
		for (edu_name name = 1; name < count; name++) {
			size_t slot = text_hash(edu_tree_name_local(t, name), t->own_seed) & mask;
			while (slots[slot] && !same_local(t, slots[slot], name)) slot = (slot + 1) & mask;
			if (!slots[slot]) slots[slot] = name;
			local[name] = slots[slot];
		}
		w->local = local;
		w->counts = counts;
		w->name_count = count;
	} else {
		edu_release(a, local, count * sizeof *local);
		edu_release(a, counts, 2 * count * sizeof *counts);
	}
	edu_release(a, slots, slot_count * sizeof *slots);
	return have_all ? 0 : EDU_ENOMEM;
}

static void count_children(edu_path_walker *w, edu_ref parent)
{
	const edu_tree *t = w->tree;
	uint32_t entries = 0;
	for (edu_ref c = edu_tree_first(t, parent); c; c = edu_tree_next(t, c)) {
		const edu_item *i = &t->items[c];
		if (i->kind != EDU_KIND_ELEMENT) {
			w->positions[c] = ++entries;
			continue;
		}
		uint32_t *count = &w->counts[2 * w->local[i->name]];
		if (count[1] != parent) {
			count[0] = 0;
			count[1] = parent;
		}
		w->positions[c] = ++count[0];
	}
}

/* The same as position_of(), but all siblings are counted when the first of them is asked for. */
static int counted_position(edu_path_walker *w, edu_ref item, uint32_t *position)
{
	const edu_tree *t = w->tree;
	*position = 0;
	if (!is_counted(t, item)) return 0;
	if (!w->positions && !(w->positions = zeroed(&t->ctx->allocator, t->count, sizeof *w->positions)))
		return EDU_ENOMEM;
	if (!w->positions[item]) {
		if (t->items[item].kind == EDU_KIND_ELEMENT && !w->name_count) {
			const int rc = number_local_names(w);
			if (rc < 0) return rc;
		}
		count_children(w, t->items[item].parent);
	}
	*position = w->positions[item];
	return 0;
}

static edu_ref first_step(const edu_path_walker *w, edu_ref item)
{
	return w->outline ? item : with_step(w->tree, item);
}

static edu_ref next_step(const edu_path_walker *w, edu_ref item)
{
	return w->outline ? w->outline->items[item].parent : step_above(w->tree, item);
}

/* The chain of steps from item to the top; its length, or 0 with *rc set. */
static size_t find_chain(edu_path_walker *w, edu_ref item, int *rc)
{
	const edu_allocator *a = &w->tree->ctx->allocator;
	size_t length = 0;
	*rc = 0;
	for (item = first_step(w, item); item; item = next_step(w, item)) {
		if (!edu_grow(a, (void **)&w->chain, &w->chain_capacity, length, sizeof *w->chain)) {
			*rc = EDU_ENOMEM;
			return 0;
		}
		w->chain[length++] = item;
	}
	return length;
}

static int add_outlined_step(const edu_outline *o, edu_ref item, edu_buffer *out)
{
	const edu_outline_item *i = &o->items[item];
	if (!i->parent) return 0;
	return i->step & EDU_OUTLINE_ENTRY ? add_pointer_index(out, i->step & EDU_OUTLINE_STEP)
					   : add_member(o->tree, i->step & EDU_OUTLINE_STEP, out);
}

static int add_walked_step(edu_path_walker *w, edu_ref item)
{
	uint32_t position;
	if (w->outline) return add_outlined_step(w->outline, item, &w->text);
	const int rc = counted_position(w, item, &position);
	return rc < 0 ? rc : add_step(w->tree, item, position, &w->text);
}

static int push_level(edu_path_walker *w, edu_ref item)
{
	const edu_allocator *a = &w->tree->ctx->allocator;
	if (!edu_grow(a, (void **)&w->levels, &w->level_capacity, w->level_count, sizeof *w->levels))
		return EDU_ENOMEM;
	const int rc = add_walked_step(w, item);
	if (rc < 0) return rc;
	w->levels[w->level_count++] = (edu_path_level){ item, w->text.length };
	return 0;
}

int edu_path_walker_to(edu_path_walker *w, edu_ref item, const char **path, size_t *length)
{
	int rc;
	const size_t depth = find_chain(w, item, &rc);
	if (rc < 0 || (rc = edu_buffer_room(&w->text, 0)) < 0) return rc;
	w->text.data[w->cut] = w->text.length > w->cut ? w->kept : '\0';

	size_t same = 0;
	while (same < depth && same < w->level_count && w->levels[same].item == w->chain[depth - 1 - same])
		same++;
	if (same < depth) {
		/* A path above the remembered one leaves it as it is: the next is likely below again. */
		w->level_count = same;
		w->text.length = same ? w->levels[same - 1].end : 0;
		for (size_t i = depth - same; i > 0; i--) {
			if ((rc = push_level(w, w->chain[i - 1])) < 0) {
				w->text.length = w->level_count ? w->levels[w->level_count - 1].end : 0;
				w->cut = w->text.length;
				return rc;
			}
		}
	}
	w->cut = depth ? w->levels[depth - 1].end : 0;
	w->kept = w->text.data[w->cut];
	w->text.data[w->cut] = '\0';
	*path = w->text.data;
	*length = w->cut;
	return 0;
}
