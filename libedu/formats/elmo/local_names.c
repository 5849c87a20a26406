/*
 * formats/elmo/local_names.c – results that name a grading scheme, attachments or a group become links.
 *
 * ELMO refers by names that mean something within one report or file only (elmo.md, rules A13 and A20),
 * often before the element they lead to; the core has links instead.
 */
#include "formats/elmo/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "model/sort.h"

int elmo_refer(edu_passage *p, elmo_references *r, edu_ref element, edu_ref core)
{
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&r->list, &r->capacity, r->count, sizeof *r->list))
		return edu_fail_memory(p->err);
	r->list[r->count++] = (elmo_reference){ element, core };
	return 0;
}

/* ---- names, sorted for look-up ---- */

typedef struct local_name {
	edu_ref scope;           /* what the name means something in: a grouping; 0: the report or file */
	const char *text;
	uint32_t length;
	edu_ref node;
} local_name;

typedef struct local_names {
	local_name *list;
	size_t count, capacity;
} local_names;

static int compare_names(const local_name *x, const local_name *y)
{
	const uint32_t n = x->length < y->length ? x->length : y->length;
	if (x->scope != y->scope) return x->scope < y->scope ? -1 : 1;
	const int order = memcmp(x->text, y->text, n);
	if (order) return order;
	return x->length == y->length ? 0 : x->length < y->length ? -1 : 1;
}

/* The first node of a name counts: duplicates are a finding of validation. */
static int compare_entries(const void *a, const void *b, const void *state)
{
	const local_name *x = a, *y = b;
	const int order = compare_names(x, y);
	return order ? order : x->node < y->node ? -1 : x->node > y->node;
}

static int add_name(edu_passage *p, local_names *names, edu_ref scope, edu_ref text, edu_ref node)
{
	const edu_item *item = &p->to->tree.items[text];
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&names->list, &names->capacity, names->count,
		      sizeof *names->list))
		return edu_fail_memory(p->err);
	names->list[names->count++] = (local_name){ scope, item->text, item->length, node };
	return 0;
}

static int sort_names(edu_passage *p, local_names *names)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const int rc = edu_sort(a, names->list, names->count, sizeof *names->list, compare_entries, NULL);
	return rc < 0 ? edu_fail_memory(p->err) : 0;
}

static edu_ref find_name(const local_names *names, edu_ref scope, const char *text, uint32_t length)
{
	const local_name key = { scope, text, length, 0 };
	size_t low = 0, high = names->count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (compare_names(&names->list[middle], &key) < 0) low = middle + 1;
		else high = middle;
	}
	return low < names->count && !compare_names(&names->list[low], &key) ? names->list[low].node : 0;
}

static void free_names(edu_passage *p, local_names *names)
{
	edu_release(&p->to->tree.ctx->allocator, names->list, names->capacity * sizeof *names->list);
}

static int link_to(edu_passage *p, edu_ref core, const uint16_t *path, unsigned depth, edu_ref node, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	const int rc = edu_core_add(p, core, path, depth, EDU_KIND_LINK, out);
	if (rc < 0 || !*out) return rc;
	t->items[*out].last = node;
	t->items[node].flags |= EDU_ITEM_SHARED;
	return edu_origin_set(p, *out, EDU_SOURCED);
}

static int token_of(edu_passage *p, edu_ref element, const char **text, uint32_t *length)
{
	bool collapsed;
	return edu_passage_text(p, element, true, text, length, &collapsed);
}

/* ---- grading schemes, within one report ---- */

static const uint16_t scheme_path[] = { core_n_assessment, core_n_gradingScheme };

/* A name that leads nowhere stays with the result, as a scheme of that name. */
static int keep_scheme_name(edu_passage *p, const elmo_reference *r, const char *text, uint32_t length)
{
	static const uint16_t local_id[] = { core_n_localId };
	edu_ref scheme, name;
	int rc = edu_core_add(p, r->core, scheme_path, 2, EDU_KIND_OBJECT, &scheme);
	if (rc < 0 || !scheme) return rc;
	rc = edu_core_add(p, scheme, local_id, 1, EDU_KIND_STRING, &name);
	if (rc < 0 || !name) return rc;
	edu_tree_use_text(&p->to->tree, name, text, length);
	edu_trace_set(p, r->element, name, EDU_OUTCOME_EXACT, 0);
	return edu_origin_set(p, name, EDU_SOURCED);
}

static int resolve_scheme(edu_passage *p, const local_names *names, const elmo_reference *r)
{
	const char *text;
	uint32_t length;
	edu_ref link;
	int rc = token_of(p, r->element, &text, &length);
	if (rc < 0 || !length) return rc;
	const edu_ref scheme = find_name(names, 0, text, length);
	if (!scheme) return keep_scheme_name(p, r, text, length);
	rc = link_to(p, r->core, scheme_path, 2, scheme, &link);
	if (rc >= 0 && link) edu_trace_set(p, r->element, link, EDU_OUTCOME_DERIVED, edu_rule_elmo_scheme_reference);
	return rc;
}

int elmo_resolve_schemes(edu_passage *p)
{
	elmo_lowering *l = elmo_lowering_of(p);
	const edu_tree *t = &p->to->tree;
	local_names names = { NULL, 0, 0 };
	const edu_ref schemes = edu_tree_child(t, l->award, core_n_gradingScheme);
	int rc = 0;
	for (edu_ref s = edu_value_first(t, schemes); s && rc >= 0; s = edu_value_next(t, schemes, s)) {
		const edu_ref name = edu_tree_child(t, s, core_n_localId);
		if (name) rc = add_name(p, &names, 0, name, s);
	}
	if (rc >= 0) rc = sort_names(p, &names);
	for (size_t i = 0; i < l->schemes.count && rc >= 0; i++) rc = resolve_scheme(p, &names, &l->schemes.list[i]);
	l->schemes.count = 0;
	free_names(p, &names);
	return rc;
}

/* ---- attachments, within the file ---- */

static int add_attachments(edu_passage *p, local_names *names, edu_ref holder)
{
	const edu_tree *t = &p->to->tree;
	const edu_ref attachments = edu_tree_child(t, holder, core_n_attachment);
	int rc = 0;
	for (edu_ref a = edu_value_first(t, attachments); a && rc >= 0; a = edu_value_next(t, attachments, a)) {
		const edu_ref identifiers = edu_tree_child(t, a, core_n_identifier);
		for (edu_ref i = edu_value_first(t, identifiers); i && rc >= 0; i = edu_value_next(t, identifiers, i)) {
			const edu_ref value = edu_tree_child(t, i, core_n_value);
			if (value) rc = add_name(p, names, 0, value, a);
		}
	}
	return rc;
}

static int resolve_attachment(edu_passage *p, const local_names *names, const elmo_reference *r)
{
	static const uint16_t path[] = { core_n_attachment };
	const char *text;
	uint32_t length;
	edu_ref link;
	int rc = token_of(p, r->element, &text, &length);
	const edu_ref attachment = rc < 0 ? 0 : find_name(names, 0, text, length);
	if (!attachment) return rc;
	rc = link_to(p, r->core, path, 1, attachment, &link);
	if (rc >= 0 && link)
		edu_trace_set(p, r->element, link, EDU_OUTCOME_DERIVED, edu_rule_elmo_attachment_reference);
	return rc;
}

int elmo_resolve_attachments(edu_passage *p)
{
	elmo_lowering *l = elmo_lowering_of(p);
	const edu_tree *t = &p->to->tree;
	local_names names = { NULL, 0, 0 };
	const edu_ref awards = edu_tree_child(t, l->credential, core_n_award);
	if (!l->attachments.count) return 0;
	int rc = add_attachments(p, &names, l->credential);
	for (edu_ref a = edu_value_first(t, awards); a && rc >= 0; a = edu_value_next(t, awards, a))
		rc = add_attachments(p, &names, a);
	if (rc >= 0) rc = sort_names(p, &names);
	for (size_t i = 0; i < l->attachments.count && rc >= 0; i++)
		rc = resolve_attachment(p, &names, &l->attachments.list[i]);
	free_names(p, &names);
	return rc;
}

/* ---- groups: a grouping and, within it, a group ---- */

static int add_groups(edu_passage *p, local_names *types, local_names *groups)
{
	const edu_tree *t = &p->to->tree;
	const edu_ref groupings = edu_tree_child(t, elmo_lowering_of(p)->credential, core_n_grouping);
	int rc = 0;
	for (edu_ref g = edu_value_first(t, groupings); g && rc >= 0; g = edu_value_next(t, groupings, g)) {
		const edu_ref type = edu_tree_child(t, g, core_n_localId), all = edu_tree_child(t, g, core_n_group);
		if (type) rc = add_name(p, types, 0, type, g);
		for (edu_ref n = edu_value_first(t, all); n && rc >= 0; n = edu_value_next(t, all, n)) {
			const edu_ref id = edu_tree_child(t, n, core_n_localId);
			if (id) rc = add_name(p, groups, g, id, n);
		}
	}
	if (rc >= 0) rc = sort_names(p, types);
	return rc < 0 ? rc : sort_names(p, groups);
}

static int resolve_group(edu_passage *p, const local_names *types, const local_names *groups, const elmo_reference *r)
{
	static const uint16_t path[] = { core_n_group };
	const edu_tree *from = &p->from->tree;
	const edu_ref type = edu_tree_child(from, r->element, elmo_n_typeref);
	const edu_ref id = edu_tree_child(from, r->element, elmo_n_idref);
	const edu_item *said_type = &from->items[type], *said_id = &from->items[id];
	edu_ref link;
	if (!type || !id || !said_type->text || !said_id->text) return 0;
	const edu_ref grouping = find_name(types, 0, said_type->text, said_type->length);
	const edu_ref group = grouping ? find_name(groups, grouping, said_id->text, said_id->length) : 0;
	if (!group) return 0;
	const int rc = link_to(p, r->core, path, 1, group, &link);
	if (rc < 0 || !link) return rc;
	edu_trace_set(p, type, link, EDU_OUTCOME_DERIVED, edu_rule_elmo_group_reference);
	edu_trace_set(p, id, link, EDU_OUTCOME_DERIVED, edu_rule_elmo_group_reference);
	return 0;
}

int elmo_resolve_groups(edu_passage *p)
{
	elmo_lowering *l = elmo_lowering_of(p);
	local_names types = { NULL, 0, 0 }, groups = { NULL, 0, 0 };
	if (!l->groups.count) return 0;
	int rc = add_groups(p, &types, &groups);
	for (size_t i = 0; i < l->groups.count && rc >= 0; i++) rc = resolve_group(p, &types, &groups, &l->groups.list[i]);
	free_names(p, &types);
	free_names(p, &groups);
	return rc;
}
