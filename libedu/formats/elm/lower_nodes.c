/*
 * formats/elm/lower_nodes.c – nodes of a credential become nodes of the core.
 *
 * A credential is a graph printed as a tree: one node may stand in many places, in full or by its
 * identifier. Its first place in the record owns the core node, the others link to it; a copy leaves the
 * same traces as the description it repeats.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"

const char *elm_id_of(const edu_tree *t, edu_ref value, uint32_t *length)
{
	const edu_item *item = &t->items[value];
	if (item->kind == EDU_KIND_OBJECT) {
		const edu_ref id = edu_tree_child(t, value, elm_n_id);
		if (!id || t->items[id].kind != EDU_KIND_STRING) return NULL;
		item = &t->items[id];
	} else if (item->kind != EDU_KIND_STRING) {
		return NULL;
	}
	*length = item->length;
	return item->text;
}

edu_ref elm_described(edu_passage *p, edu_ref value)
{
	const edu_ref found = edu_elm_nodes_full(&elm_lowering_of(p)->nodes, value);
	return found ? found : value;
}

const char *elm_member_text(edu_passage *p, edu_ref object, edu_name name, uint32_t *length)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref member = edu_tree_child(t, elm_described(p, object), name);
	const edu_ref value = member ? edu_value_first(t, member) : 0;
	if (!value || !t->items[value].text) return NULL;
	*length = t->items[value].length;
	return t->items[value].text;
}

static edu_ref child_named(const edu_tree *t, edu_ref object, edu_name name)
{
	for (edu_ref c = edu_tree_first(t, object); c; c = edu_tree_next(t, c))
		if (t->items[c].name == name) return c;
	return 0;
}

/* Give the leaves of a copy the traces of the original. False where the two differ: then nothing below differs quietly. */
static bool copy_traces(edu_passage *p, edu_ref copy, edu_ref original, unsigned depth)
{
	const edu_tree *t = &p->from->tree;
	const edu_item *a = &t->items[copy], *b = &t->items[original];
	if (!elm_is_container(t, copy)) {
		if (a->kind != b->kind || a->length != b->length || (a->text && memcmp(a->text, b->text, a->length))) return false;
		if (edu_traced(p, original) && !edu_traced(p, copy)) p->traces[copy] = p->traces[original];
		return true;
	}
	if (a->kind == EDU_KIND_OBJECT) {
		const edu_ref described = elm_described(p, copy);
		if (described != copy) b = &t->items[original = described];
	}
	if (a->kind != b->kind || depth > 200) return false;
	bool same = true;
	edu_ref entry = edu_tree_first(t, original);
	for (edu_ref c = edu_tree_first(t, copy); c; c = edu_tree_next(t, c)) {
		const edu_ref other = a->kind == EDU_KIND_ARRAY ? entry : child_named(t, original, t->items[c].name);
		if (!other || !copy_traces(p, c, other, depth + 1)) same = false;
		if (entry) entry = edu_tree_next(t, entry);
	}
	return same;
}

/* What a copy says besides its original belongs to the same core node. */
int elm_lower_copy(edu_passage *p, const edu_row *row, edu_ref copy, edu_ref original, edu_ref node)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref c = edu_tree_first(t, copy); c; c = edu_tree_next(t, c)) {
		const edu_ref other = child_named(t, original, t->items[c].name);
		if (other && copy_traces(p, c, other, 0)) continue;
		const int rc = edu_lower_child(p, row->frame, c, node);
		if (rc < 0) return rc;
	}
	return 0;
}

/* *made: the link; 0 where there was none to make. */
int elm_link_to(edu_passage *p, const uint16_t *path, unsigned depth, edu_ref core, edu_ref node, edu_ref *made)
{
	edu_tree *t = &p->to->tree;
	const edu_ref property = edu_core_at(t, core, path, depth);
	/* Equal values of a property count once (JSON-LD 1.1 API, section 8: a set of statements). */
	const edu_ref said[] = { core, path[depth - 1], node };
	edu_ref link;
	*made = 0;
	if (property && (t->items[node].parent == property || edu_core_follow(t, property) == node)) return 0;
	const char *key = edu_passage_keep(p, (const char *)said, sizeof said);
	edu_map_slot *slot = key ? edu_map_slot_of(&elm_lowering_of(p)->links, key, sizeof said) : NULL;
	if (!slot) return edu_fail_memory(p->err);
	if (slot->value) return 0;
	slot->value = 1;
	const int rc = edu_core_add(p, core, path, depth, EDU_KIND_LINK, &link);
	if (rc < 0 || !link) return rc;
	t->items[link].last = node;
	t->items[node].flags |= EDU_ITEM_SHARED;
	*made = link;
	return edu_origin_set(p, link, EDU_SOURCED);
}

/*
 * Where a node went, or, without one of its own in the core, the first value below it; 0: nowhere. What was sought
 * once is kept, for a node may be named very often.
 */
edu_ref elm_place_of(edu_passage *p, edu_ref node)
{
	const edu_tree *t = &p->from->tree;
	edu_trace *trace = &p->traces[node];
	if (trace->state) return trace->to;
	trace->state = EDU_TRACE_OPEN;
	for (edu_ref d = edu_tree_walk(t, node, node); d && !trace->to; d = edu_tree_walk(t, node, d))
		if (edu_traced(p, d) && !elm_is_container(t, d)) trace->to = p->traces[d].to;
	return trace->to;
}

/* The core node of a value, made below holder where there is none yet. *node 0: the core has no place for it. */
int elm_core_node(edu_passage *p, const edu_row *row, const uint16_t *path, unsigned depth, edu_ref value, edu_ref core,
		     edu_ref *node)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref link = 0;
	int rc;
	*node = edu_traced(p, described) ? p->traces[described].to : 0;
	if (*node) {
		if (p->to->tree.items[*node].cls != p->crosswalk->frames[row->frame].core) return *node = 0, 0;
		rc = elm_link_to(p, path, depth, core, *node, &link);
	} else {
		if (!elm_is_container(t, described)) return 0;
		rc = edu_core_add(p, core, path, depth, EDU_KIND_OBJECT, node);
		if (rc < 0 || !*node) return rc;
		edu_trace_set(p, described, *node, EDU_OUTCOME_EXACT, 0);
		rc = edu_origin_set(p, *node, EDU_SOURCED);
		if (rc >= 0) rc = edu_lower_frame(p, row->frame, described, *node);
	}
	if (rc < 0) return rc;
	if (t->items[value].kind == EDU_KIND_STRING)
		edu_trace_set(p, value, link ? link : *node, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	else if (value != described) {
		edu_trace_set(p, value, link ? link : *node, EDU_OUTCOME_EXACT, 0);
		rc = elm_lower_copy(p, row, value, described, *node);
	}
	return rc;
}

int elm_lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_ref node;
	return elm_core_node(p, row, row->path, row->depth, value, core, &node);
}

int elm_add_core_text(edu_passage *p, edu_ref node, uint16_t first, uint16_t second, const char *text, uint32_t length,
			 edu_ref *out)
{
	const uint16_t path[] = { first, second };
	const int rc = edu_core_add(p, node, path, second ? 2 : 1, EDU_KIND_STRING, out);
	if (rc < 0 || !*out) return rc;
	edu_tree_use_text(&p->to->tree, *out, text, length);
	return edu_origin_set(p, *out, EDU_SOURCED);
}
