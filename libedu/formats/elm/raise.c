/*
 * formats/elm/raise.c – a core record becomes a credential: the whole, claims and their titles, activities.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- the whole record ---- */

static int raise_credential(edu_passage *p)
{
	const edu_ref top = p->to->tree.top, credential = elm_raising_of(p)->credential;
	p->to->tree.items[top].cls = elm_c_EuropeanDigitalCredential;
	edu_trace_set(p, credential, top, EDU_OUTCOME_EXACT, 0);
	return edu_raise_frame(p, elm_f_EuropeanDigitalCredential, credential, top);
}

int elm_raise(edu_passage *p)
{
	elm_raising r = { 0 };
	edu_tree *t = &p->to->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t bytes = elm_schema.class_count * sizeof *r.counters;
	edu_map_open(&r.concepts, a);
	edu_map_open(&r.own, a);
	r.credential = p->from->content;
	r.embeds_source = p->carry == EDU_CARRY_ORIGINAL;
	r.counters = edu_allocate(a, bytes);
	p->state = &r;
	t->top = r.counters ? edu_tree_add(t, 0, EDU_KIND_OBJECT, 0) : 0;
	int rc = t->top ? 0 : edu_fail_memory(p->err);
	if (rc >= 0) {
		memset(r.counters, 0, bytes);
		p->to->content = t->top;
		rc = p->from->tree.items[r.credential].cls == core_c_Catalogue ? elm_raise_catalogue(p) : raise_credential(p);
	}
	edu_release(a, r.first_offering, r.offering_count * sizeof *r.first_offering);
	edu_release(a, r.counters, bytes);
	edu_release(a, r.known, r.known_capacity * sizeof *r.known);
	edu_map_close(&r.concepts);
	edu_map_close(&r.own);
	p->state = NULL;
	return rc;
}

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

/* ---- activities ---- */

int elm_raise_activity(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_how_node.raise(p, row, core, value, target);
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

int elm_raise_specification(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_how_node.raise(p, row, core, value, target);
}
