/*
 * model/findings_order.c – findings in document order, with the paths, lines and columns of all their places.
 *
 * Paths and places are made once, at the end: in document order all of them together cost one walk.
 */
#include "model/finding_list.h"
#include "base/fail.h"
#include "model/sort.h"

#include <string.h>

/* A place to be filled: of a finding, or of the others. */
typedef struct spot {
	edu_finding_entry *entry;
	edu_finding_other *other;  /* NULL: the entry's own */
	edu_ref ref;
	uint32_t order;
} spot;

static const edu_allocator *allocator_of(const edu_finding_list *list)
{
	return &list->doc->tree.ctx->allocator;
}

static bool refs_follow_the_document(const edu_tree *t)
{
	edu_ref last = 0;

	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		if (i < last) return false;
		last = i;
	}
	return true;
}

/* Give each finding and place its item's rank; ranks NULL: that is the item's number. */
static void rank(edu_finding_list *list, const uint32_t *ranks)
{
	for (size_t i = 0; i < list->count; i++) {
		edu_finding_entry *e = &list->entries[i];
		e->order = ranks ? ranks[e->finding.ref] : e->finding.ref;
	}
	for (size_t i = 0; i < list->other_count; i++) {
		edu_finding_other *o = &list->others[i];
		o->order = ranks ? ranks[o->place.ref] : o->place.ref;
	}
}

/* A read tree numbers its items in document order; one that was made need not. */
static int rank_items(edu_finding_list *list)
{
	const edu_tree *t = &list->doc->tree;

	if (refs_follow_the_document(t)) {
		rank(list, NULL);
		return 0;
	}
	uint32_t *ranks = edu_allocate(allocator_of(list), t->count * sizeof *ranks);
	if (!ranks) return EDU_ENOMEM;
	memset(ranks, 0, t->count * sizeof *ranks);
	uint32_t n = 0;
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) ranks[i] = ++n;
	rank(list, ranks);
	edu_release(allocator_of(list), ranks, t->count * sizeof *ranks);
	return 0;
}

static int by_order(const void *a, const void *b, const void *state)
{
	const uint32_t x = ((const edu_finding_entry *)a)->order, y = ((const edu_finding_entry *)b)->order;
	return (x > y) - (x < y);
}

static int by_finding(const void *a, const void *b, const void *state)
{
	const edu_finding_other *x = a, *y = b;

	if (x->finding != y->finding) return x->finding < y->finding ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int by_spot(const void *a, const void *b, const void *state)
{
	const uint32_t x = ((const spot *)a)->order, y = ((const spot *)b)->order;
	return (x > y) - (x < y);
}

/* Others stand behind one another by finding, in the order in which findings were added. */
static int sort_others(edu_finding_list *list)
{
	const edu_allocator *a = allocator_of(list);

	int rc = edu_sort(a, list->others, list->other_count, sizeof *list->others, by_finding, NULL);
	for (size_t i = 0, at = 0; i < list->count; at += list->entries[i++].also_count)
		list->entries[i].also = (uint32_t)at;
	if (rc == 0) rc = edu_sort(a, list->entries, list->count, sizeof *list->entries, by_order, NULL);
	return rc;
}

static int fill_paths(edu_finding_list *list, const spot *spots, size_t count)
{
	edu_path_walker w;
	const char *last = NULL;
	int rc = 0;

	edu_path_walker_open(&w, &list->doc->tree);
	for (size_t i = 0; i < count && rc == 0; i++) {
		const char *path;
		size_t length;
		if (!last || spots[i - 1].ref != spots[i].ref) {
			rc = edu_path_walker_to(&w, spots[i].ref, &path, &length);
			if (rc == 0 && !(last = edu_arena_text(list->arena, path, length))) rc = EDU_ENOMEM;
			if (rc < 0) break;
		}
		if (spots[i].other) spots[i].other->place.path = last;
		else spots[i].entry->finding.path = last;
	}
	edu_path_walker_close(&w);
	return rc;
}

/* Lines are counted on from the last place asked for, so that all places together cost one pass. */
static void fill_lines(edu_finding_list *list, const spot *spots, size_t count)
{
	const edu_document *doc = list->doc;
	const char *data = doc->inner ? doc->inner : doc->original;
	const size_t length = doc->inner ? doc->inner_length : doc->original_length;
	size_t last = 0;             /* the last place asked for, and its line and column */
	uint32_t line = 1, column = 1;

	if (!data || !doc->tree.places) return;
	for (size_t i = 0; i < count; i++) {
		const size_t offset = doc->tree.places[spots[i].ref];
		uint32_t lines, columns;
		if (offset < last) {
			last = 0;
			line = column = 1;
		}
		edu_place_of(data + last, length - last, offset - last, &lines, &columns);
		column = lines > 1 ? columns : column + columns - 1;
		line += lines - 1;
		last = offset;
		if (spots[i].other) {
			spots[i].other->place.line = line;
			spots[i].other->place.column = column;
		} else {
			spots[i].entry->finding.line = line;
			spots[i].entry->finding.column = column;
		}
	}
}

static int fill_spots(edu_finding_list *list)
{
	const size_t count = list->count + list->other_count;
	spot *spots = edu_allocate(allocator_of(list), (count ? count : 1) * sizeof *spots);
	size_t n = 0;

	if (!spots) return EDU_ENOMEM;
	for (size_t i = 0; i < list->count; i++, n++) {
		edu_finding_entry *e = &list->entries[i];
		spots[n] = (spot){ .entry = e, .ref = e->finding.ref, .order = e->order };
	}
	for (size_t i = 0; i < list->other_count; i++, n++) {
		edu_finding_other *o = &list->others[i];
		spots[n] = (spot){ .other = o, .ref = o->place.ref, .order = o->order };
	}
	int rc = edu_sort(allocator_of(list), spots, count, sizeof *spots, by_spot, NULL);
	if (rc == 0) rc = fill_paths(list, spots, count);
	if (rc == 0) fill_lines(list, spots, count);
	edu_release(allocator_of(list), spots, (count ? count : 1) * sizeof *spots);
	return rc;
}

int edu_finding_list_order(edu_finding_list *list)
{
	int rc = rank_items(list);

	if (rc == 0) rc = sort_others(list);
	return rc == 0 ? fill_spots(list) : rc;
}
