/*
 * formats/elm/graph.c – statements in order, and finding among them; see statements.h.
 */
#include "formats/elm/statements.h"
#include "model/sort.h"

static int by_content(const void *a, const void *b, const void *state)
{
	const edu_elm_statement *x = a, *y = b;

	if (x->predicate != y->predicate) return x->predicate < y->predicate ? -1 : 1;
	if (x->object != y->object) return x->object < y->object ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static int sort_some(const edu_elm_graph *g, edu_elm_statement *s, size_t count)
{
	if (count > 16) return edu_sort(g->allocator, s, count, sizeof *s, by_content, NULL);
	for (size_t i = 1; i < count; i++) {
		const edu_elm_statement moved = s[i];
		size_t at = i;
		for (; at && by_content(&s[at - 1], &moved, NULL) > 0; at--) s[at] = s[at - 1];
		s[at] = moved;
	}
	return 0;
}

/* By subject in one pass, then those of each subject. */
int edu_elm_graph_sort(edu_elm_graph *g)
{
	const size_t size = g->statement_count * sizeof *g->statements;
	edu_elm_statement *sorted = edu_allocate(g->allocator, size ? size : 1);
	int rc = 0;

	if (!sorted) return EDU_ENOMEM;
	for (size_t i = 0; i < g->statement_count; i++) g->things[g->statements[i].subject].count++;
	for (uint32_t i = 1, at = 0; i < g->thing_count; at += g->things[i++].count)
		g->things[i].statements = at;
	for (size_t i = 1; i < g->thing_count; i++) g->things[i].count = 0;
	for (size_t i = 0; i < g->statement_count; i++) {
		edu_elm_thing *subject = &g->things[g->statements[i].subject];
		sorted[subject->statements + subject->count++] = g->statements[i];
	}
	edu_release(g->allocator, g->statements, g->statement_capacity * sizeof *g->statements);
	g->statements = sorted;
	g->statement_capacity = size ? g->statement_count : 0;
	if (!size) edu_release(g->allocator, sorted, 1), g->statements = NULL;
	for (size_t i = 1; i < g->thing_count && rc == 0; i++)
		rc = sort_some(g, g->statements + g->things[i].statements, g->things[i].count);
	return rc;
}

void edu_elm_graph_close(edu_elm_graph *g)
{
	if (!g->doc) return;
	const edu_allocator *a = g->allocator;
	const size_t items = g->doc->tree.count;
	edu_release(a, g->things, g->thing_capacity * sizeof *g->things);
	edu_release(a, g->slots, g->slot_count * sizeof *g->slots);
	edu_release(a, g->statements, g->statement_capacity * sizeof *g->statements);
	edu_release(a, g->numbers, items * sizeof *g->numbers);
	edu_release(a, g->next, items * sizeof *g->next);
	edu_release(a, g->copies, items * sizeof *g->copies);
	edu_release(a, g->outside, items);
	edu_release(a, g->iris, edu_elm_iri_count * sizeof *g->iris);
	edu_release(a, g->faults, g->fault_capacity * sizeof *g->faults);
	edu_arena_leave(g->arena);
	*g = (edu_elm_graph){ 0 };
}

size_t edu_elm_graph_next(const edu_elm_graph *g, size_t i, size_t end)
{
	const edu_elm_statement *s = g->statements;
	size_t next = i + 1;

	while (next < end && s[next].predicate == s[i].predicate && s[next].object == s[i].object) next++;
	return next;
}

size_t edu_elm_graph_values(const edu_elm_graph *g, edu_elm_thing_number subject,
                            edu_elm_thing_number predicate, size_t *first)
{
	const edu_elm_thing *thing = &g->things[subject];
	size_t low = thing->statements, high = low + thing->count;
	const size_t end = high;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].predicate < predicate) low = middle + 1;
		else high = middle;
	}
	*first = low;
	for (high = end; low < high;) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].predicate <= predicate) low = middle + 1;
		else high = middle;
	}
	return low;
}

bool edu_elm_graph_has(const edu_elm_graph *g, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                       edu_elm_thing_number object)
{
	size_t low, high = edu_elm_graph_values(g, subject, predicate, &low);
	const size_t end = high;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].object < object) low = middle + 1;
		else high = middle;
	}
	return low < end && g->statements[low].object == object;
}

edu_ref edu_elm_graph_owner(const edu_elm_graph *g, edu_ref item)
{
	const edu_tree *t = &g->doc->tree;

	do item = t->items[item].parent;
	while (item && !g->numbers[item]);
	return item;
}
