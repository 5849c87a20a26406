/*
 * formats/elm/levels.c – levels of qualification frameworks, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/elm.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

static bool is_eqf(const edu_tree *t, edu_ref level, const edu_vocabulary *v)
{
	uint32_t n, m;
	const char *framework = edu_core_text(t, level, core_n_framework, &n), *value = edu_core_text(t, level, core_n_value, &m);
	return framework && value && edu_equal_nocase(framework, n, "EQF") && edu_concept_of_core(v, value, m);
}

static edu_ref eqf_level(const edu_tree *t, edu_ref levels)
{
	for (edu_ref l = edu_value_first(t, levels); l; l = edu_value_next(t, levels, l))
		if (is_eqf(t, l, &edu_vocabulary_eqf)) return l;
	return 0;
}

static int add_eqf(edu_passage *p, edu_ref level, edu_name name, bool many, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref number = edu_tree_child(t, level, core_n_value), framework = edu_tree_child(t, level, core_n_framework);
	const edu_item *item = &t->items[number];
	const int rc = elm_add_concept(p, target, name, many, &edu_vocabulary_eqf, item->text, item->length, number, 0);
	edu_trace_like(p, framework, number, EDU_OUTCOME_DERIVED, edu_rule_elm_vocabulary);
	return rc;
}

/* Qualifications alone have levels of the framework; what else has one says it as its level of education. */
static bool is_qualification(const edu_passage *p, edu_ref target)
{
	return p->to->tree.items[target].cls == elm_c_Qualification;
}

int elm_raise_eqf_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref level = is_qualification(p, target) ? eqf_level(core_of(p), value) : 0;
	return level ? add_eqf(p, level, row->name, false, target) : 0;
}

/* A level of another framework: a concept whose definition names the framework. */
static int add_level(edu_passage *p, const edu_row *row, edu_ref level, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_row label = { .name = elm_n_prefLabel, .flags = EDU_ROW_UNIQUE_LANG }, definition = { .name = elm_n_definition };
	const edu_ref value = edu_tree_child(t, level, core_n_value), description = edu_tree_child(t, level, core_n_description);
	const edu_ref framework = edu_tree_child(t, level, core_n_framework);
	edu_ref concept, notation;
	int rc = elm_member(p, target, row->name, true, elm_c_Concept, &concept);
	if (rc >= 0) rc = elm_open(p, concept, elm_c_Concept);
	if (rc >= 0 && framework) rc = edu_how_lang.raise(p, &definition, level, framework, concept);
	if (rc >= 0 && value) {
		rc = edu_target_member(p, concept, EDU_KIND_STRING, elm_n_notation, &notation);
		if (rc >= 0)
			rc = edu_target_text(p, notation, t->items[value].text, t->items[value].length, value, EDU_OUTCOME_EXACT,
					     edu_rule_elm_own_concept);
	}
	return rc < 0 || !description ? rc : edu_how_lang.raise(p, &label, level, description, concept);
}

/* c_ and eight digits: a code of the European list, which a catalogue has for national levels. */
static bool is_listed_level(const edu_passage *p, edu_ref level, edu_ref target)
{
	const edu_tree *t = core_of(p);
	uint32_t n, m;
	const char *framework = edu_core_text(t, level, core_n_framework, &n), *value = edu_core_text(t, level, core_n_value, &m);
	if (!((const elm_raising *)p->state)->is_catalogue || !is_qualification(p, target) || !framework || !value) return false;
	return edu_equal_nocase(framework, n, "NQF") && m == 10 && value[0] == 'c' && value[1] == '_'
	    && strspn(value + 2, "0123456789abcdef") == 8;
}

int elm_raise_other_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref eqf = eqf_level(t, value);
	int rc = 0;
	for (edu_ref l = edu_value_first(t, value); l && rc >= 0; l = edu_value_next(t, value, l)) {
		if (is_listed_level(p, l, target)) continue;
		if (l != eqf) rc = add_level(p, row, l, target);
		else if (!is_qualification(p, target)) rc = add_eqf(p, l, row->name, true, target);
	}
	return rc;
}

/* National levels are known by opaque codes of the European list, or by none: then educationLevel holds them. */
int elm_raise_nqf_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref l = edu_value_first(t, value); l && rc >= 0; l = edu_value_next(t, value, l)) {
		if (!is_listed_level(p, l, target)) continue;
		const edu_ref code = edu_tree_child(t, l, core_n_value), framework = edu_tree_child(t, l, core_n_framework);
		rc = elm_add_code(p, target, row->name, &edu_vocabulary_qdr, t->items[code].text, t->items[code].length, code);
		edu_trace_like(p, framework, code, EDU_OUTCOME_DERIVED, edu_rule_elm_vocabulary);
	}
	return rc;
}
/* ---- lowering ---- */

/* A level: which framework, its value, and what it is called. */
static int lower_level(edu_passage *p, edu_ref value, edu_ref core, const char *framework, const edu_vocabulary *v)
{
	static const uint16_t levels[] = { core_n_level };
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref level, made;
	int rc = edu_core_add(p, core, levels, 1, EDU_KIND_OBJECT, &level);
	if (rc < 0) return rc;
	const edu_ref definition = elm_is_container(t, described) ? edu_tree_child(t, described, elm_n_definition) : 0;
	const edu_ref named = definition ? edu_value_first(t, edu_tree_first(t, definition)) : 0;
	if (named && t->items[named].text) {
		rc = elm_add_core_text(p, level, core_n_framework, 0, t->items[named].text, t->items[named].length, &made);
		edu_trace_set(p, named, made, EDU_OUTCOME_EXACT, edu_rule_elm_own_concept);
	} else {
		rc = elm_add_core_text(p, level, core_n_framework, 0, framework, (uint32_t)strlen(framework), &made);
		if (rc >= 0) rc = edu_origin_set(p, made, edu_rule_elm_level_framework);
	}
	if (rc < 0) return rc;
	const edu_ref notation = elm_is_container(t, described) ? edu_tree_child(t, described, elm_n_notation) : 0;
	const edu_row inner = { .path = { core_n_value }, .depth = 1, .vocabulary = v };
	if (notation && t->items[notation].text && (named || !strlen(v->base))) {
		rc = elm_add_core_text(p, level, core_n_value, 0, t->items[notation].text, t->items[notation].length, &made);
		edu_trace_set(p, notation, made, EDU_OUTCOME_EXACT, edu_rule_elm_own_concept);
		edu_trace_set(p, described, level, EDU_OUTCOME_EXACT, 0);
	} else {
		rc = elm_lower_concept(p, &inner, value, level);
	}
	const edu_ref label = elm_is_container(t, described) ? edu_tree_child(t, described, elm_n_prefLabel) : 0;
	const edu_row text = { .path = { core_n_description }, .depth = 1 };
	return rc < 0 || !label || !named ? rc : edu_how_lang.lower(p, &text, label, level);
}

int elm_lower_eqf_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_level(p, value, core, "EQF", row->vocabulary);
}

int elm_lower_other_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *base = edu_vocabulary_eqf.base;
	uint32_t length;
	const char *id = elm_id_of(&p->from->tree, value, &length);
	if (id && length > strlen(base) && !memcmp(id, base, strlen(base)) && p->from->shape == EDU_ELM_COURSES)
		return lower_level(p, value, core, "EQF", &edu_vocabulary_eqf);
	return lower_level(p, value, core, "other", &edu_vocabulary_level);
}

int elm_lower_nqf_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	/* Elsewhere a level's label says more. */
	const bool is_catalogue = p->from->shape == EDU_ELM_COURSES;
	return lower_level(p, value, core, "NQF", is_catalogue ? &edu_vocabulary_qdr : &edu_vocabulary_level);
}
