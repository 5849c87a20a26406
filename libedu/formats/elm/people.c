/*
 * formats/elm/people.c – names and addresses of people and organisations, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

/* No valid address without a country, and no valid location without an address (elm.md, 13.1). */
int elm_raise_place(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v);
		const edu_ref address = edu_core_one(t, node, core_n_address);
		if (address && edu_tree_child(t, address, core_n_country)) {
			rc = elm_raise_node(p, row, v, target, &made);
			continue;
		}
		elm_lose_texts(p, node, edu_rule_elm_no_country);
	}
	return rc;
}

/* A mailbox is known by its address, and that is all there is of it (elm.md, section 6). */
int elm_raise_mailbox(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref mailbox, id;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		rc = elm_member(p, target, row->name, true, elm_c_Mailbox, &mailbox);
		if (rc >= 0) rc = edu_target_member(p, mailbox, EDU_KIND_STRING, elm_n_id, &id);
		if (rc >= 0) rc = edu_target_text(p, id, t->items[v].text, t->items[v].length, v, EDU_OUTCOME_EXACT, 0);
		if (rc >= 0) rc = elm_default_text(p, mailbox, elm_n_type, "Mailbox", edu_rule_elm_type);
	}
	return rc;
}

/* Legal names are unique for each language: the first of each counts, the others are further names. */
int elm_raise_legal_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref map = 0, taken;
	edu_name key;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		taken = 0;
		if (map) rc = edu_target_language(p, map, edu_core_language(t, v), &key, &taken);
		if (rc >= 0 && !taken) rc = edu_how_lang.raise(p, row, core, v, target);
		if (rc >= 0 && !map) map = edu_tree_child(&p->to->tree, target, row->name);
	}
	return rc;
}

int elm_raise_alt_label(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref names = edu_tree_child(t, core, core_n_legalName);
	int rc = value ? edu_how_lang.raise(p, row, core, value, target) : 0;
	for (edu_ref v = edu_value_first(t, names); v && rc >= 0; v = edu_value_next(t, names, v)) {
		if (edu_traced(p, v)) continue;
		rc = edu_how_lang.raise(p, row, core, v, target);
		p->traces[v].outcome = EDU_OUTCOME_DERIVED;
		p->traces[v].rule = edu_rule_elm_name_per_language;
	}
	return rc;
}
/* ---- lowering ---- */

int elm_lower_mailbox(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref id = elm_is_container(t, value) ? edu_tree_child(t, value, elm_n_id) : value;
	return id ? edu_how_text.lower(p, row, id, core) : 0;
}
