/*
 * formats/elm/identifiers.c – identifiers, and what has no property and is held by them, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

static int add_scheme_value(edu_passage *p, const edu_row *row, edu_ref target, const char *scheme, edu_ref value,
			    uint16_t rule)
{
	const edu_item *item = &core_of(p)->items[value];
	edu_ref made, notation;
	int rc = elm_member(p, target, row->name, true, elm_c_Identifier, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_Identifier);
	if (rc >= 0) rc = edu_target_member(p, made, EDU_KIND_STRING, elm_n_notation, &notation);
	if (rc >= 0) rc = edu_target_text(p, notation, item->text, item->length, value, EDU_OUTCOME_EXACT, rule);
	return rc < 0 ? rc : elm_default_text(p, made, elm_n_schemeName, scheme, rule);
}

int elm_raise_achievement_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref status = edu_tree_child(t, core, core_n_status);
	const int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	if (rc < 0 || !status || elm_has_grade(t, core)) return rc;
	return add_scheme_value(p, row, target, ELM_SCHEME_STATUS, status, edu_rule_elm_status_identifier);
}

int elm_raise_specification_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref kind = edu_tree_child(t, core, core_n_kind), fields = edu_tree_child(t, core, core_n_fieldOfStudy);
	int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	if (rc >= 0 && kind && !edu_concept_of_core(&edu_vocabulary_learning_opportunity, t->items[kind].text, t->items[kind].length))
		rc = add_scheme_value(p, row, target, ELM_SCHEME_KIND, kind, edu_rule_elm_kind_identifier);
	for (edu_ref v = edu_value_first(t, fields); v && rc >= 0; v = edu_value_next(t, fields, v))
		if (!edu_concept_of_core(&edu_vocabulary_isced_f, t->items[v].text, t->items[v].length))
			rc = add_scheme_value(p, row, target, ELM_SCHEME_FIELD, v, edu_rule_elm_field_identifier);
	return rc;
}

int elm_raise_scheme_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref name = edu_tree_child(core_of(p), core, core_n_localId);
	const int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	if (rc < 0 || !name) return rc;
	return add_scheme_value(p, row, target, ELM_SCHEME_LOCAL_ID, name, edu_rule_elm_title_of_local_name);
}

/* Codes in the vocabulary only; the others have become identifiers above. */
static int raise_listed(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_item *item = &t->items[v];
		if (edu_concept_of_core(row->vocabulary, item->text, item->length))
			rc = elm_add_concept(p, target, row->name, true, row->vocabulary, item->text, item->length, v, 0);
	}
	return rc;
}

int elm_raise_kind(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_listed(p, row, value, target);
}

int elm_raise_field(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_listed(p, row, value, target);
}
/* ---- lowering ---- */

/* An identifier of a scheme of ours is a property of the core again. *done false: it is an identifier proper. */
static int lower_scheme_value(edu_passage *p, edu_ref value, const char *scheme, edu_ref core, uint16_t property,
			      uint16_t rule, bool *done)
{
	const edu_tree *t = &p->from->tree;
	uint32_t length, n;
	edu_ref made;
	*done = false;
	const char *name = elm_member_text(p, value, elm_n_schemeName, &length);
	if (!name || !edu_equal(name, length, scheme)) return 0;
	const char *text = elm_member_text(p, value, elm_n_notation, &n);
	if (!text) return 0;
	const int rc = elm_add_core_text(p, core, property, 0, text, n, &made);
	if (rc < 0 || !made) return rc;
	const edu_ref object = elm_described(p, value);
	const edu_ref notation = edu_tree_child(t, object, elm_n_notation), kind = edu_tree_child(t, object, elm_n_schemeName);
	edu_trace_set(p, edu_value_first(t, notation), made, EDU_OUTCOME_EXACT, rule);
	edu_trace_set(p, edu_value_first(t, kind), made, EDU_OUTCOME_DERIVED, rule);
	*done = true;
	return 0;
}

int elm_lower_achievement_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	const int rc = lower_scheme_value(p, value, ELM_SCHEME_STATUS, core, core_n_status, edu_rule_elm_status_identifier, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

int elm_lower_specification_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	int rc = lower_scheme_value(p, value, ELM_SCHEME_KIND, core, core_n_kind, edu_rule_elm_kind_identifier, &done);
	if (rc < 0 || done) return rc;
	rc = lower_scheme_value(p, value, ELM_SCHEME_FIELD, core, core_n_fieldOfStudy, edu_rule_elm_field_identifier, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

int elm_lower_scheme_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	const int rc = lower_scheme_value(p, value, ELM_SCHEME_LOCAL_ID, core, core_n_localId,
					  edu_rule_elm_title_of_local_name, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

/* An identifier of a node that means something outside its document: EDCI's own are numbers within it. */
int elm_lower_global_id(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *item = &p->from->tree.items[value];
	const bool local = !item->text || !strncmp(item->text, "urn:epass:", 10) || !strncmp(item->text, "_:", 2);
	return local ? 0 : edu_how_text.lower(p, row, value, core);
}
