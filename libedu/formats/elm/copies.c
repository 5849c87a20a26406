/*
 * formats/elm/copies.c – finding copies, and the places inside them; see copies.h.
 */
#include "formats/elm/copies.h"

#include <string.h>

/* The last item below one, where items are numbered in document order. */
static edu_ref last_below(const edu_tree *t, edu_ref item)
{
	while (t->items[item].last && t->items[item].kind != EDU_KIND_LINK) item = t->items[item].last;
	return item;
}

/* Two items that have the same place below roots that lie so far apart. */
static bool are_alike(const edu_item *a, const edu_item *b, edu_ref apart)
{
	const uint8_t order = EDU_ITEM_LAST;

	if (a->name != b->name || a->kind != b->kind || a->length != b->length) return false;
	if (a->parent + apart != b->parent || a->next + apart != b->next) return false;
	if ((a->flags & order) != (b->flags & order) || (a->last ? a->last + apart : 0) != b->last) return false;
	return !a->length || memcmp(a->text, b->text, a->length) == 0;
}

/* What a copy would not say again: something without a meaning, or a node of its own. */
static bool is_unique(const edu_elm_graph *g, edu_ref item)
{
	const edu_elm_thing *node = &g->things[g->numbers[item]];

	return g->outside[item] == EDU_ELM_LOST || (g->numbers[item] && !node->text);
}

bool edu_elm_is_copy(const edu_elm_graph *g, edu_ref original, edu_ref object, size_t *cost)
{
	const edu_tree *t = &g->doc->tree;
	const edu_item *a = &t->items[original], *b = &t->items[object];
	const edu_ref last = last_below(t, original), apart = object - original;

	*cost = 1;
	if (object <= last || (size_t)last + apart >= t->count) return false;
	/* The roots stand under keys of their own, beside others. */
	if (a->kind != b->kind || a->last + apart != b->last) return false;
	for (edu_ref i = original + 1; i <= last; i++, ++*cost)
		if (!are_alike(&t->items[i], &t->items[i + apart], apart) || is_unique(g, i)) return false;
	return true;
}

void edu_elm_add_copy(edu_elm_graph *g, edu_ref original, edu_ref copy)
{
	g->outside[copy] = EDU_ELM_COPY;
	g->copies[copy] = g->copies[original];
	g->copies[original] = copy;
}

static int add_place(edu_elm_places *p, const edu_elm_graph *g, edu_ref item)
{
	if (!edu_grow(g->allocator, (void **)&p->items, &p->capacity, p->count, sizeof *p->items))
		return EDU_ENOMEM;
	p->items[p->count++] = item;
	return 0;
}

/* The places of a place in the copies of an object around it. */
static int add_copies(edu_elm_places *p, const edu_elm_graph *g, edu_ref place, edu_ref around, size_t limit)
{
	int rc = 0;

	if (g->outside[around] == EDU_ELM_COPY) return 0;
	for (edu_ref c = g->copies[around]; c && rc == 0 && p->count < limit; c = g->copies[c])
		rc = add_place(p, g, place + (c - around));
	return rc;
}

/*
 * Whoever stands in an object stands in its copies, too. A copy of an object inside the copy of another is found
 * from the place in the latter's original, so that no place is met twice.
 */
int edu_elm_places_add(edu_elm_places *p, const edu_elm_graph *g, edu_ref item, size_t limit)
{
	const edu_tree *t = &g->doc->tree;
	size_t next = p->count;

	int rc = p->count < limit ? add_place(p, g, item) : 0;
	for (; next < p->count && rc == 0; next++) {
		const edu_ref place = p->items[next];
		for (edu_ref i = place; i && rc == 0; i = t->items[i].parent)
			rc = add_copies(p, g, place, i, limit);
	}
	return rc;
}

void edu_elm_places_close(edu_elm_places *p, const edu_elm_graph *g)
{
	edu_release(g->allocator, p->items, p->capacity * sizeof *p->items);
	*p = (edu_elm_places){ 0 };
}
