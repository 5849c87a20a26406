/*
 * formats/ooapi/outcome.c – passed, failed or in progress: what the states of an association and of its result say
 * together (ooapi.md, section 10.2).
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static edu_ref member(const edu_tree *t, edu_ref object, uint16_t name)
{
	return edu_ooapi_is_object(t, object) ? edu_tree_child(t, object, name) : 0;
}

static bool says(const edu_tree *t, edu_ref item, const char *text)
{
	return item && t->items[item].kind == EDU_KIND_STRING && edu_equal(t->items[item].text, t->items[item].length, text);
}

bool ooapi_is_dropped(const edu_tree *t, edu_ref association)
{
	const edu_ref state = member(t, association, ooapi_n_state);
	return says(t, state, "canceled") || says(t, state, "cancelled") || says(t, state, "denied");
}

/* Credits of a result: a number above nothing. */
static bool has_load(const edu_tree *t, edu_ref result)
{
	const edu_ref ects = member(t, result, ooapi_n_ects);
	const edu_ref load = ects ? ects : member(t, member(t, result, ooapi_n_studyLoad), ooapi_n_value);
	const edu_item *i = &t->items[load];
	for (uint32_t n = 0; load && n < i->length; n++) {
		if (i->text[n] >= '1' && i->text[n] <= '9') return true;
		if (i->text[n] == 'e' || i->text[n] == 'E') return false;
	}
	return false;
}

static const char *outcome_of(const edu_tree *t, edu_ref result, uint16_t *rule)
{
	const edu_ref state = member(t, result, ooapi_n_state), pass = member(t, result, ooapi_n_pass);
	*rule = edu_rule_ooapi_status;
	if (!result || !says(t, state, "completed")) return "in-progress";
	if (says(t, pass, "passed")) return "passed";
	if (says(t, pass, "failed")) return "failed";
	*rule = edu_rule_ooapi_status_by_load;
	return has_load(t, result) ? "passed" : "failed";
}

int ooapi_lower_outcome(edu_passage *p, edu_ref association, edu_ref achievement)
{
	static const uint16_t path[] = { core_n_status };
	const edu_tree *t = &p->from->tree;
	const edu_ref held = edu_tree_child(t, association, ooapi_n_result);
	const edu_ref result = edu_ooapi_is_object(t, held) ? held : 0;
	const edu_ref said[] = { member(t, result, ooapi_n_pass), member(t, result, ooapi_n_state),
		member(t, association, ooapi_n_state), member(t, association, ooapi_n_role) };
	uint16_t rule;
	edu_ref made;
	const char *outcome = outcome_of(t, result, &rule);
	int rc = edu_core_add(p, achievement, path, 1, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	const char *kept = edu_passage_keep(p, outcome, strlen(outcome));
	if (!kept) return EDU_ENOMEM;
	edu_tree_use_text(&p->to->tree, made, kept, (uint32_t)strlen(outcome));
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		if (!said[i] || t->items[said[i]].kind == EDU_KIND_NULL) continue;
		edu_trace_set(p, said[i], made, says(t, said[i], outcome) ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
			      says(t, said[i], outcome) ? 0 : rule);
	}
	return edu_origin_set(p, made, EDU_SOURCED);
}
