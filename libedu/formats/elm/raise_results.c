/*
 * formats/elm/raise_results.c – credits and results of a core record as members of a credential.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

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

bool elm_has_grade(const edu_tree *t, edu_ref achievement)
{
	const edu_ref assessments = edu_tree_child(t, achievement, core_n_assessment);
	for (edu_ref a = edu_value_first(t, assessments); a; a = edu_value_next(t, assessments, a))
		if (edu_tree_child(t, edu_core_follow(t, a), core_n_grade)) return true;
	return false;
}

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
		elm_lose_texts(p, node, edu_rule_elm_grade_demanded);
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
		elm_lose_texts(p, v, edu_rule_elm_zero_count);
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
