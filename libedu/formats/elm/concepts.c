/*
 * formats/elm/concepts.c – codes as concepts: in full where they first stand, by their IRI after that.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"

int elm_default_text(edu_passage *p, edu_ref object, edu_name name, const char *text, uint16_t rule)
{
	return edu_target_constant(p, object, EDU_KIND_STRING, name, text, strlen(text), rule, NULL);
}

int elm_member(edu_passage *p, edu_ref object, edu_name name, bool many, uint16_t cls, edu_ref *out)
{
	edu_ref holder = many ? edu_tree_child(&p->to->tree, object, name) : 0;
	int rc = 0;
	if (many && !holder) rc = edu_target_member(p, object, EDU_KIND_ARRAY, name, &holder);
	if (rc >= 0) rc = edu_target_member(p, many ? holder : object, EDU_KIND_OBJECT, many ? 0 : name, out);
	if (rc >= 0) p->to->tree.items[*out].cls = cls;
	return rc;
}

/* Members of a concept that is written for the first time, behind its id. */
static int describe(edu_passage *p, edu_ref concept, const char *scheme, const char *label)
{
	edu_ref in_scheme, labels;
	int rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0 && scheme && *scheme) {
		const uint32_t known = edu_map_get(&elm_raising_of(p)->concepts, scheme, strlen(scheme));
		rc = elm_member(p, concept, elm_n_inScheme, true, elm_c_ConceptScheme, &in_scheme);
		if (rc >= 0) rc = elm_default_text(p, in_scheme, elm_n_id, scheme, edu_rule_elm_vocabulary);
		if (rc >= 0 && !known) rc = elm_default_text(p, in_scheme, elm_n_type, "ConceptScheme", edu_rule_elm_type);
		edu_map_slot *slot = edu_map_slot_of(&elm_raising_of(p)->concepts, scheme, strlen(scheme));
		if (!slot) return edu_fail_memory(p->err);
		slot->value = 1;
	}
	if (rc < 0 || !label) return rc;
	const edu_name english = edu_tree_name(&p->to->tree, "en", 2);
	rc = english ? edu_target_member(p, concept, EDU_KIND_OBJECT, elm_n_prefLabel, &labels) : edu_fail_memory(p->err);
	return rc < 0 ? rc : elm_default_text(p, labels, english, label, edu_rule_elm_label);
}

/* What a concept is derived from, an item of the core; or 0 and the rule of a default. */
typedef struct reason {
	edu_ref core;
	uint16_t rule;
} reason;

static int add_iri(edu_passage *p, edu_ref concept, const char *iri, uint32_t length, reason why)
{
	edu_ref id;
	if (!why.core) return edu_target_constant(p, concept, EDU_KIND_STRING, elm_n_id, iri, length, why.rule, NULL);
	const int rc = edu_target_member(p, concept, EDU_KIND_STRING, elm_n_id, &id);
	return rc < 0 ? rc : edu_target_text(p, id, iri, length, why.core, EDU_OUTCOME_DERIVED, why.rule);
}

/* The concept that has an IRI; *kept is the one copy of it for all places that name the concept. */
static int add_listed(edu_passage *p, edu_ref concept, const char *iri, const char *scheme, const char *label, reason why,
		      const char **kept)
{
	const size_t length = strlen(iri);
	edu_map_slot *slot = edu_map_slot_of(&elm_raising_of(p)->concepts, iri, length);
	if (!slot) return edu_fail_memory(p->err);
	const bool first = !slot->value;
	if (first) {
		slot->key = edu_passage_keep(p, iri, length);
		if (!slot->key) return EDU_ENOMEM;
		slot->value = 1;
	}
	*kept = slot->key;
	const int rc = add_iri(p, concept, slot->key, (uint32_t)length, why);
	return rc < 0 || !first ? rc : describe(p, concept, scheme, label);
}

int elm_add_named_concept(edu_passage *p, edu_ref target, edu_name name, bool many, const char *iri, const char *label,
			  uint16_t rule)
{
	const char *kept;
	edu_ref concept;
	const int rc = elm_member(p, target, name, many, elm_c_Concept, &concept);
	return rc < 0 ? rc : add_listed(p, concept, iri, NULL, label, (reason){ 0, rule }, &kept);
}

/* A concept of a vocabulary. A record names few of them, and those often: the IRIs of the last ones are at hand. */
static int add_known(edu_passage *p, edu_ref concept, const edu_vocabulary *v, const edu_concept *known, reason why)
{
	elm_raising *r = elm_raising_of(p);
	elm_recent *recent = &r->recent[(size_t)(known - v->by_core) % (sizeof r->recent / sizeof *r->recent)];
	const size_t base = strlen(v->base), code = strlen(known->code);
	char iri[160];
	if (recent->concept == known) return add_iri(p, concept, recent->iri, (uint32_t)(base + code), why);
	if (base + code >= sizeof iri) return edu_fail(p->err, EDU_EINTERNAL, NULL, "the IRI of a concept is too long");
	memcpy(iri, v->base, base);
	memcpy(iri + base, known->code, code + 1);
	recent->concept = known;
	return add_listed(p, concept, iri, v->scheme, known->label, why, &recent->iri);
}

/* A code of no list: a concept of its own, the same one for the same code. */
static int add_own(edu_passage *p, edu_ref concept, const edu_vocabulary *v, const char *code, uint32_t length, edu_ref core,
		   uint16_t rule)
{
	elm_raising *r = elm_raising_of(p);
	const size_t prefix = strlen(v->name) + 1;
	char *key = edu_arena_reserve(p->to->tree.arena, prefix + length + 1);
	edu_ref id, labels, label, notation;
	char made[40];
	if (!key) return edu_fail_memory(p->err);
	memcpy(key, v->name, prefix);
	memcpy(key + prefix, code, length);
	key[prefix + length] = 0;
	edu_map_slot *slot = edu_map_slot_of(&r->own, key, prefix + length);
	if (!slot) return edu_fail_memory(p->err);
	const bool first = !slot->value;
	if (first) {
		edu_arena_commit(p->to->tree.arena, prefix + length + 1);
		slot->value = ++r->counters[elm_c_Concept];
	} else {
		edu_arena_commit(p->to->tree.arena, 0);
	}
	snprintf(made, sizeof made, "urn:epass:concept:%u", (unsigned)slot->value);
	int rc = edu_target_default(p, concept, EDU_KIND_STRING, elm_n_id, made, edu_rule_elm_id, &id);
	if (rc < 0) return rc;
	if (!first) {
		if (!core) return 0;
		edu_trace_set(p, core, id, EDU_OUTCOME_DERIVED, edu_rule_elm_own_concept);
		return edu_origin_set(p, id, EDU_SOURCED);
	}
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	rc = und ? elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type) : edu_fail_memory(p->err);
	if (rc >= 0) rc = edu_target_member(p, concept, EDU_KIND_STRING, elm_n_notation, &notation);
	if (rc >= 0) rc = edu_target_member(p, concept, EDU_KIND_OBJECT, elm_n_prefLabel, &labels);
	if (rc >= 0) rc = edu_target_member(p, labels, EDU_KIND_STRING, und, &label);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, label, key + prefix, length);
	edu_tree_use_text(&p->to->tree, notation, key + prefix, length);
	if (core) edu_trace_set(p, core, label, EDU_OUTCOME_EXACT, edu_rule_elm_own_concept);
	rc = edu_origin_set(p, label, core ? EDU_SOURCED : rule);
	return rc < 0 ? rc : edu_origin_set(p, notation, core ? edu_rule_elm_repeated : rule);
}

int elm_add_concept(edu_passage *p, edu_ref target, edu_name name, bool many, const edu_vocabulary *v, const char *code,
		    uint32_t length, edu_ref core, uint16_t rule)
{
	const edu_concept *known = edu_concept_of_core(v, code, length);
	edu_ref concept;
	const int rc = elm_member(p, target, name, many, elm_c_Concept, &concept);
	if (rc < 0) return rc;
	if (known) return add_known(p, concept, v, known, (reason){ core, core ? edu_rule_elm_vocabulary : rule });
	return add_own(p, concept, v, code, length, core, rule);
}

int elm_add_code(edu_passage *p, edu_ref target, edu_name name, const edu_vocabulary *v, const char *code, uint32_t length,
		 edu_ref core)
{
	const size_t base = strlen(v->base);
	char *iri = edu_arena_get(p->to->tree.arena, base + length + 1);
	const char *kept;
	edu_ref concept;
	if (!iri) return edu_fail_memory(p->err);
	memcpy(iri, v->base, base);
	memcpy(iri + base, code, length);
	iri[base + length] = 0;
	const int rc = elm_member(p, target, name, true, elm_c_Concept, &concept);
	return rc < 0 ? rc : add_listed(p, concept, iri, v->scheme, NULL, (reason){ core, edu_rule_elm_vocabulary }, &kept);
}

/* Why a code that is in no closed list has no place. */
static uint16_t rule_of_unlisted(const edu_vocabulary *v)
{
	return v == &edu_vocabulary_human_sex ? edu_rule_elm_gender_unknown : edu_rule_elm_no_place;
}

int elm_raise_concept(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const bool many = row->flags & EDU_ROW_MANY;
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_item *item = &t->items[v];
		const bool taken = !many && edu_tree_child(&p->to->tree, target, row->name);
		const edu_concept *known = edu_concept_of_core(row->vocabulary, item->text, item->length);
		if (taken || (!known && !row->vocabulary->open)) {
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, taken ? edu_rule_convert_one_only : rule_of_unlisted(row->vocabulary));
			continue;
		}
		const int rc = elm_add_concept(p, target, row->name, many, row->vocabulary, item->text, item->length, v, 0);
		if (rc < 0) return rc;
	}
	return 0;
}
/* ---- lowering ---- */

static const char *label_of(const edu_tree *t, edu_ref concept, uint32_t *length, edu_ref *leaf)
{
	const edu_ref notation = edu_tree_child(t, concept, elm_n_notation);
	const edu_ref label = edu_tree_child(t, concept, elm_n_prefLabel);
	/* EDCI writes the name of the list into notation: a label says more where both are there. */
	const edu_ref holder = label ? edu_tree_first(t, label) : notation;
	*leaf = holder ? edu_value_first(t, holder) : 0;
	if (!*leaf || !t->items[*leaf].text) return NULL;
	*length = t->items[*leaf].length;
	return t->items[*leaf].text;
}

static int trace_code(edu_passage *p, edu_ref value, edu_ref described, edu_ref leaf, edu_ref made, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref id = elm_is_container(t, value) ? edu_tree_child(t, value, elm_n_id) : value;
	const edu_ref said = elm_is_container(t, described) ? edu_tree_child(t, described, elm_n_id) : 0;
	if (leaf) edu_trace_set(p, leaf, made, EDU_OUTCOME_EXACT, rule);
	if (id) edu_trace_set(p, id, made, EDU_OUTCOME_DERIVED, rule);
	if (said) edu_trace_set(p, said, made, EDU_OUTCOME_DERIVED, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

int elm_lower_concept(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_vocabulary *v = row->vocabulary;
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	const size_t base = strlen(v->base);
	uint32_t length;
	edu_ref leaf = 0, made;
	const char *id = elm_id_of(t, value, &length), *code = NULL;
	uint16_t rule = edu_rule_elm_vocabulary;
	if (base && id && length > base && !memcmp(id, v->base, base)) {
		const edu_concept *known = edu_concept_of_code(v, id + base, length - base);
		code = known ? known->core : id + base;
		length = known ? (uint32_t)strlen(known->core) : length - (uint32_t)base;
	} else {
		rule = edu_rule_elm_own_concept;
		code = elm_is_container(t, described) ? label_of(t, described, &length, &leaf) : NULL;
		if (!code) code = id, leaf = 0;
	}
	if (!code) return 0;
	made = edu_core_same(p, core, row->path, row->depth, code, length, NULL);
	if (!made) {
		const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
		if (rc < 0 || !made) return rc;
		edu_tree_use_text(&p->to->tree, made, code, length);
	}
	return trace_code(p, value, described, leaf, made, rule);
}

int elm_lower_grade_status(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_row status = *row;
	const edu_ref achievement = elm_lowering_of(p)->achievement;
	if (!achievement) return 0;
	status.path[0] = core_n_status;
	status.depth = 1;
	return elm_lower_concept(p, &status, value, achievement);
}
