/*
 * formats/elm/raise.c – claims, specifications and results of a core record as members of a credential.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/*
 * ---- claims ----
 *
 * The crosswalk has claims as the last property of a person, and parts as the last of an achievement. So when one
 * of them is complete, so is all in front of it, and it can be handed on.
 */

static int raise_claims_of(edu_passage *p, const edu_row *row, uint16_t property, uint16_t frame, edu_ref target)
{
	const edu_tree *t = core_of(p);
	elm_raising *r = elm_raising_of(p);
	const edu_ref claims = edu_tree_child(t, r->credential, property);
	edu_row claim = *row;
	edu_ref made;
	claim.frame = frame;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, claims); v && rc >= 0; v = edu_value_next(t, claims, v)) {
		r->achievement = property == core_n_achievement ? edu_core_follow(t, v) : 0;
		rc = elm_raise_node(p, &claim, v, target, &made);
		if (rc >= 0) rc = edu_passage_hand_on(p, made);
	}
	r->achievement = 0;
	return rc;
}

int elm_raise_claims(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	int rc = raise_claims_of(p, row, core_n_achievement, elm_f_LearningAchievement, target);
	if (rc >= 0) rc = raise_claims_of(p, row, core_n_activity, elm_f_LearningActivity, target);
	return rc < 0 ? rc : raise_claims_of(p, row, core_n_entitlement, elm_f_LearningEntitlement, target);
}

int elm_raise_part(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elm_raising *r = elm_raising_of(p);
	const edu_tree *t = core_of(p);
	const edu_ref outer = r->achievement;
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		r->achievement = edu_core_follow(t, v);
		rc = elm_raise_node(p, row, v, target, &made);
		if (rc >= 0) rc = edu_passage_hand_on(p, made);
	}
	r->achievement = outer;
	return rc;
}

/* ---- titles: demanded of every claim and specification ---- */

static edu_ref texts_of_achievement(const edu_tree *t, edu_ref achievement)
{
	if (!achievement) return 0;
	const edu_ref own = edu_tree_child(t, achievement, core_n_title);
	const edu_ref specification = edu_core_one(t, achievement, core_n_specification);
	return own || !specification ? own : edu_tree_child(t, specification, core_n_title);
}

/* Copies of texts that belong elsewhere: one for each language. */
static int copy_titles(edu_passage *p, edu_ref target, edu_name name, edu_ref titles, uint16_t rule)
{
	const edu_tree *t = core_of(p);
	edu_tree *to = &p->to->tree;
	edu_ref map, made;
	int rc = edu_target_member(p, target, EDU_KIND_OBJECT, name, &map);
	for (edu_ref v = edu_value_first(t, titles); v && rc >= 0; v = edu_value_next(t, titles, v)) {
		const char *language = edu_core_language(t, v);
		edu_ref taken;
		edu_name key;
		rc = edu_target_language(p, map, language, &key, &taken);
		if (rc < 0 || taken) continue;
		rc = edu_target_member(p, map, EDU_KIND_STRING, key, &made);
		if (rc < 0) return rc;
		edu_tree_use_text(to, made, t->items[v].text, t->items[v].length);
		rc = edu_origin_set(p, made, rule);
	}
	return rc;
}

static int default_title(edu_passage *p, edu_ref target, edu_name name, const char *text, uint32_t length, uint16_t rule)
{
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	edu_ref map, made;
	int rc = und ? edu_target_member(p, target, EDU_KIND_OBJECT, name, &map) : edu_fail_memory(p->err);
	if (rc >= 0) rc = edu_target_member(p, map, EDU_KIND_STRING, und, &made);
	if (rc < 0) return rc;
	if (edu_tree_set_text(&p->to->tree, made, text, length) < 0) return edu_fail_memory(p->err);
	return edu_origin_set(p, made, rule);
}

int elm_raise_title(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	if (value) return edu_how_lang.raise(p, row, core, value, target);
	const uint16_t cls = t->items[core].cls;
	if (cls == core_c_GradingScheme) {
		uint32_t length;
		const char *name = edu_core_text(t, core, core_n_localId, &length);
		if (!name) name = "Grading scheme", length = 14;
		return default_title(p, target, row->name, name, length, edu_rule_elm_title_of_local_name);
	}
	const edu_ref achievement = cls == core_c_Achievement ? core : elm_raising_of(p)->achievement;
	const edu_ref titles = texts_of_achievement(t, achievement);
	const uint16_t rule = cls == core_c_Achievement ? edu_rule_elm_title_of_specification : edu_rule_elm_title_of_achievement;
	return titles ? copy_titles(p, target, row->name, titles, rule) : 0;
}

/* ---- who awarded ---- */

int elm_raise_awarded_by(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (value) return elm_raise_node(p, row, value, target, &made);
	const edu_ref achievement = elm_raising_of(p)->achievement;
	const edu_ref award = achievement ? edu_core_one(t, achievement, core_n_awardedBy) : 0;
	if (!award || !edu_traced(p, award)) return 0;
	const int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &made);
	return rc < 0 || !made ? rc : elm_add_reference(p, made, award, edu_rule_elm_award_of_achievement);
}

/* ---- identifiers that hold what has no property ---- */

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

static bool has_grade(const edu_tree *t, edu_ref achievement)
{
	const edu_ref assessments = edu_tree_child(t, achievement, core_n_assessment);
	for (edu_ref a = edu_value_first(t, assessments); a; a = edu_value_next(t, assessments, a))
		if (edu_tree_child(t, edu_core_follow(t, a), core_n_grade)) return true;
	return false;
}

int elm_raise_achievement_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref status = edu_tree_child(t, core, core_n_status);
	const int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	if (rc < 0 || !status || has_grade(t, core)) return rc;
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

/* ---- levels ---- */

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

int elm_raise_eqf_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref level = eqf_level(t, value);
	if (!level) return 0;
	const edu_ref number = edu_tree_child(t, level, core_n_value), framework = edu_tree_child(t, level, core_n_framework);
	const edu_item *item = &t->items[number];
	const int rc = elm_add_concept(p, target, row->name, false, row->vocabulary, item->text, item->length, number, 0);
	edu_trace_like(p, framework, number, EDU_OUTCOME_DERIVED, edu_rule_elm_vocabulary);
	return rc;
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

int elm_raise_other_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref eqf = eqf_level(t, value);
	int rc = 0;
	for (edu_ref l = edu_value_first(t, value); l && rc >= 0; l = edu_value_next(t, value, l))
		if (l != eqf) rc = add_level(p, row, l, target);
	return rc;
}

/* The European list of national levels is known by opaque codes only: educationLevel holds them. */
int elm_raise_nqf_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return 0;
}

/* ---- credits ---- */

int elm_raise_credit(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v), scheme = edu_tree_child(t, node, core_n_scheme);
		if (edu_tree_child(t, node, core_n_value)) rc = elm_raise_node(p, row, v, target, &made);
		else if (scheme) edu_trace_set(p, scheme, 0, EDU_OUTCOME_LOST, edu_rule_elm_no_credit_value);
	}
	return rc;
}

/* ---- results ---- */

int elm_raise_assessment(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v);
		if (edu_tree_child(t, node, core_n_grade)) {
			rc = elm_raise_node(p, row, v, target, &made);
			continue;
		}
		/* Everything below it has lost its place, but for a scheme, which stands with the specification. */
		for (edu_ref i = edu_tree_walk(t, node, node); i; i = edu_tree_walk(t, node, i))
			if (t->items[i].text) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_grade_demanded);
	}
	return rc;
}

int elm_raise_grade_status(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref achievement = elm_raising_of(p)->achievement;
	const edu_ref status = achievement ? edu_tree_child(core_of(p), achievement, core_n_status) : 0;
	if (!status) return 0;
	const edu_item *item = &core_of(p)->items[status];
	return elm_add_concept(p, target, row->name, false, row->vocabulary, item->text, item->length, status, 0);
}

/* A specification of the assessment, made to hold its grading scheme. */
static int add_scheme_holder(edu_passage *p, const edu_row *row, edu_ref scheme, bool many, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_row title = { .name = elm_n_title, .flags = EDU_ROW_UNIQUE_LANG };
	const edu_row member = { .name = elm_n_gradingScheme, .frame = row->frame };
	const edu_ref titles = texts_of_achievement(t, elm_raising_of(p)->achievement);
	edu_ref holder, made;
	int rc = elm_member(p, target, row->name, many, elm_c_LearningAssessmentSpecification, &holder);
	if (rc >= 0) rc = elm_open(p, holder, elm_c_LearningAssessmentSpecification);
	if (rc >= 0 && titles) rc = copy_titles(p, holder, title.name, titles, edu_rule_elm_title_of_achievement);
	return rc < 0 ? rc : elm_raise_node(p, &member, scheme, holder, &made);
}

int elm_raise_assessment_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return add_scheme_holder(p, row, value, false, target);
}

/* The scheme of a result that has no grade yet belongs to how the course is assessed. */
int elm_raise_specification_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t of_result[] = { core_n_assessment, core_n_gradingScheme };
	const edu_tree *t = core_of(p);
	const edu_ref achievement = elm_raising_of(p)->achievement;
	edu_ref scheme = value;
	if (!scheme && achievement && !has_grade(t, achievement)) scheme = edu_core_at(t, achievement, of_result, 2);
	return scheme ? add_scheme_holder(p, row, scheme, true, target) : 0;
}

int elm_raise_category(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		uint32_t length = 0;
		const char *count = edu_core_text(t, v, core_n_count, &length);
		if (!count || !edu_is_integer(count, length) || edu_compare_decimals(count, length, "0", 1) > 0) {
			rc = elm_raise_node(p, row, v, target, &made);
			continue;
		}
		for (edu_ref i = edu_tree_walk(t, v, v); i; i = edu_tree_walk(t, v, i))
			if (t->items[i].text) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_zero_count);
	}
	return rc;
}

int elm_raise_integer(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &core_of(p)->items[value];
	edu_ref made;
	if (!edu_is_decimal(item->text, item->length)) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elm_rounded);
		return 0;
	}
	char *text = edu_arena_reserve(p->to->tree.arena, (size_t)item->length + 3);
	if (!text) return edu_fail_memory(p->err);
	const size_t length = edu_round_decimal(text, item->text, item->length);
	text[length] = 0;
	edu_arena_commit(p->to->tree.arena, length + 1);
	const int rc = edu_target_add(p, row, target, EDU_KIND_NUMBER, &made);
	if (rc < 0 || !made) return rc;
	const bool same = length == item->length && !memcmp(text, item->text, length);
	return edu_target_text(p, made, text, (uint32_t)length, value, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
			       same ? 0 : edu_rule_elm_rounded);
}

/* ---- activities ---- */

int elm_raise_activity(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_how_node.raise(p, row, core, value, target);
}

int elm_raise_temporal(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref ends[] = { edu_tree_child(t, core, core_n_startDate), edu_tree_child(t, core, core_n_endDate) };
	const edu_name names[] = { elm_n_startDate, elm_n_endDate };
	const edu_ref sessions = edu_tree_child(t, core, core_n_session);
	edu_ref period, made;
	int rc = 0;
	for (size_t i = 0; i < 2; i++) {
		if (!ends[i] || elm_is_moment(p, ends[i])) continue;
		edu_trace_set(p, ends[i], 0, EDU_OUTCOME_LOST, edu_rule_elm_not_date);
		ends[i] = 0;
	}
	if (ends[0] || ends[1]) {
		rc = elm_member(p, target, row->name, true, elm_c_PeriodOfTime, &period);
		if (rc >= 0) rc = elm_open(p, period, elm_c_PeriodOfTime);
		for (size_t i = 0; i < 2 && rc >= 0; i++) {
			if (!ends[i]) continue;
			rc = edu_target_member(p, period, EDU_KIND_STRING, names[i], &made);
			if (rc >= 0) rc = elm_raise_moment(p, made, ends[i], edu_rule_elm_date_as_datetime);
		}
	}
	for (edu_ref v = edu_value_first(t, sessions); v && rc >= 0; v = edu_value_next(t, sessions, v))
		rc = elm_raise_node(p, row, v, target, &made);
	return rc;
}

int elm_raise_activity_specification(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (!edu_tree_child(t, core, core_n_language) && !edu_tree_child(t, core, core_n_hours)) return 0;
	int rc = elm_member(p, target, row->name, false, elm_c_LearningActivitySpecification, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_LearningActivitySpecification);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, core, made);
}

/* ---- people and places ---- */

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
		for (edu_ref i = edu_tree_walk(t, node, node); i; i = edu_tree_walk(t, node, i))
			if (t->items[i].text) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_no_country);
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

int elm_raise_specification(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_how_node.raise(p, row, core, value, target);
}
