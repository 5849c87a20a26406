/*
 * convert/version.c – a document in another version of its own format: the same tree, less what that version lacks.
 */
#include "convert/version.h"

#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"
#include "model/copy.h"

typedef struct step {
	const edu_document *source;
	edu_document *made;
	edu_ledger *ledger;
	edu_error *err;
} step;

/* The same property under two names; the first is that of the older versions. */
static const struct {
	const edu_schema *schema;
	uint16_t older, newer;
} renamed[] = {
	{ &elm_schema, elm_n_resultDestribution, elm_n_resultDistribution },
};

static int copy_bytes(step *s)
{
	const edu_document *from = s->source;
	const edu_allocator *a = &s->made->tree.ctx->allocator;
	if (!from->original) return 0;
	s->made->original = edu_allocate(a, from->original_length + 1);
	if (!s->made->original) return edu_fail_memory(s->err);
	memcpy(s->made->original, from->original, from->original_length + 1);
	s->made->original_length = from->original_length;
	s->made->verbatim = true;
	return 0;
}

/* The copy has the items of the source in the same order, so a walk over both finds each one's copy. */
static int trace_copies(step *s)
{
	edu_ledger *l = s->ledger;
	const edu_tree *from = &s->source->tree, *to = &s->made->tree;
	l->lowered_count = from->count;
	l->lowered = edu_allocate(&l->allocator, from->count * sizeof *l->lowered);
	if (!l->lowered) return edu_fail_memory(s->err);
	memset(l->lowered, 0, from->count * sizeof *l->lowered);
	edu_ref b = to->top;
	for (edu_ref a = from->top; a; a = edu_tree_walk(from, from->top, a), b = edu_tree_walk(to, to->top, b))
		l->lowered[a] = (edu_trace){ b, 0, EDU_OUTCOME_EXACT, EDU_TRACE_SET };
	return 0;
}

static void rename_item(step *s, edu_ref item, edu_ref copy, uint16_t name)
{
	s->made->tree.items[copy].name = name;
	s->ledger->lowered[item].rule = edu_rule_version_renamed;
	for (edu_ref i = item; i; i = edu_tree_walk(&s->source->tree, item, i)) {
		s->ledger->lowered[i].rule = edu_rule_version_renamed;
		s->ledger->lowered[i].outcome = EDU_OUTCOME_DERIVED;
	}
}

static void drop_item(step *s, edu_ref item, edu_ref copy)
{
	edu_tree_remove(&s->made->tree, copy);
	for (edu_ref i = item; i; i = edu_tree_walk(&s->source->tree, item, i))
		s->ledger->lowered[i] = (edu_trace){ 0, edu_rule_version_absent, EDU_OUTCOME_LOST, EDU_TRACE_SET };
}

/* Rename or drop one item that the other version has not, or not under this name. */
static void adapt(step *s, edu_ref item)
{
	const edu_tree *t = &s->source->tree;
	const edu_schema *schema = s->source->format->schema;
	const edu_name name = t->items[item].name ? edu_tree_known(t, t->items[item].name) : 0;
	const uint16_t cls = t->items[item].parent ? t->items[t->items[item].parent].cls : 0;
	const edu_ref copy = s->ledger->lowered[item].to;
	if (!name || !cls || !copy || edu_schema_property(schema, cls, name, s->made->version)) return;
	for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++) {
		if (renamed[i].schema != schema || (name != renamed[i].older && name != renamed[i].newer)) continue;
		const uint16_t other = name == renamed[i].older ? renamed[i].newer : renamed[i].older;
		if (edu_schema_property(schema, cls, other, s->made->version)) rename_item(s, item, copy, other);
		return;
	}
	/* What no version knows stays: it was kept so far, too. */
	if (edu_schema_any_property(schema, cls, name)) drop_item(s, item, copy);
}

/* XML: children in the order that the schema demands; what it doesn't know stays behind what it stood behind. */
static void put_in_order(step *s, edu_ref element)
{
	edu_tree *t = &s->made->tree;
	const edu_schema *schema = s->made->format->schema;
	const edu_class *cls = &schema->classes[t->items[element].cls];
	if (!t->items[element].cls || t->items[element].flags & EDU_ITEM_MIXED) return;
	edu_ref taken = 0, child;
	/* The children, unhooked, as a list by their own next. */
	edu_ref *link = &taken;
	while ((child = edu_tree_first(t, element))) {
		edu_tree_remove(t, child);
		*link = child;
		t->items[child].next = 0;
		link = &t->items[child].next;
	}
	for (unsigned row = 0; row <= cls->count && taken; row++) {
		link = &taken;
		bool follows = false;
		while (*link) {
			child = *link;
			const edu_item *item = &t->items[child];
			const edu_name name = item->kind == EDU_KIND_ELEMENT ? edu_tree_known(t, item->name) : 0;
			const bool front = item->kind == EDU_KIND_ATTRIBUTE || item->kind == EDU_KIND_NAMESPACE;
			const bool mine = row == cls->count || (row == 0 && front)
				       || (name && schema->properties[cls->first + row].name == name) || (!name && !front && follows);
			if (mine) {
				*link = item->next;
				edu_tree_hang(t, element, child);
				follows = row != 0 || !front;
			} else {
				follows = false;
				link = &t->items[child].next;
			}
		}
	}
}

int edu_version_step(const edu_document *source, unsigned version, edu_document **made, edu_ledger *ledger, edu_error *err)
{
	step s = { source, NULL, ledger, err };
	const edu_tree *t = &source->tree;
	s.made = edu_document_make(t->ctx, source->format, version, false);
	if (!s.made) return edu_fail_memory(err);
	*made = s.made;
	edu_arena_rest_on(s.made->tree.arena, t->arena);
	if (edu_tree_copy(&s.made->tree, 0, t, t->top, &s.made->tree.top) < 0) return edu_fail_memory(err);
	const int rc = trace_copies(&s);
	if (rc < 0) return rc;
	s.made->shape = source->shape;
	s.made->content = source->content ? ledger->lowered[source->content].to : 0;
	if (source->version == version) return copy_bytes(&s);
	for (edu_ref i = 1; i < t->count; i++) adapt(&s, i);
	if (source->format->syntax == EDU_SYNTAX_XML)
		for (edu_ref i = 1; i < s.made->tree.count; i++) put_in_order(&s, i);
	return 0;
}
