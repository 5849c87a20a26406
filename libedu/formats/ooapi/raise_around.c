/*
 * formats/ooapi/raise_around.c – who and what stands around a learner's achievements: organisations, the
 * learner, terms, learning outcomes.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "formats/ooapi/hows.h"

static int add_constant(edu_passage *p, edu_ref object, uint16_t name, const char *text, uint16_t rule)
{
	return edu_target_constant(p, object, EDU_KIND_STRING, name, text, strlen(text), rule, NULL);
}

/* The entity that a node of the core has become; 0: none yet. */
static edu_ref raised(const edu_passage *p, edu_ref node)
{
	return node ? p->traces[node].to : 0;
}

/* ---- names, which every entity has ---- */

int ooapi_demand_name(edu_passage *p, edu_ref object)
{
	edu_tree *t = &p->to->tree;
	edu_ref list, text;
	if (edu_tree_child(t, object, ooapi_n_name)) return 0;
	int rc = edu_target_member(p, object, EDU_KIND_ARRAY, ooapi_n_name, &list);
	if (rc >= 0) rc = edu_target_member(p, list, EDU_KIND_OBJECT, 0, &text);
	if (rc < 0) return rc;
	t->items[text].cls = ooapi_c_LanguageTypedString;
	rc = add_constant(p, text, ooapi_n_language, "und", edu_rule_ooapi_name_missing);
	return rc < 0 ? rc : add_constant(p, text, ooapi_n_value, "", edu_rule_ooapi_name_missing);
}

/* ---- organisations ---- */

int ooapi_raise_organisation(edu_passage *p, edu_ref node, const char *type, edu_ref *out)
{
	ooapi_identity identity;
	ooapi_making m;
	*out = raised(p, node);
	if (*out || !node) return 0;
	int rc = ooapi_identify_organisation(p, node, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, ooapi_c_Organisation, node, &identity, &m);
	if (rc >= 0) rc = ooapi_demand_name(p, m.object);
	if (rc >= 0 && !m.first)
		rc = add_constant(p, m.object, ooapi_n_organisationType, type,
		                  edu_rule_ooapi_organisation_type);
	/* What isn't the root has it above itself (ooapi.md, section 4). */
	if (rc >= 0 && !m.first)
		rc = ooapi_refer_to(p, m.object, ooapi_n_parentId, ooapi_raising_of(p)->root);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	*out = m.object;
	return rc;
}

/* One endpoint has one root; where several bodies award, they are roots of their own. */
int ooapi_raise_body(edu_passage *p, edu_ref node)
{
	ooapi_raising *r = ooapi_raising_of(p);
	const edu_ref above = r->root;
	edu_ref made;
	r->root = 0;
	const int rc = ooapi_raise_organisation(p, node, "root", &made);
	r->root = above ? above : made;
	return rc;
}

static int raise_bodies(edu_passage *p, edu_ref award)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref bodies = award ? edu_tree_child(t, award, core_n_body) : 0;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, bodies); v && rc >= 0; v = edu_value_next(t, bodies, v))
		rc = ooapi_raise_body(p, edu_core_follow(t, v));
	return rc;
}

int ooapi_raise_organisations(edu_passage *p)
{
	const ooapi_raising *r = ooapi_raising_of(p);
	const edu_tree *t = &p->from->tree;
	const edu_ref issuer = edu_core_one(t, r->credential, core_n_issuer),
		      awards = edu_tree_child(t, r->credential, core_n_award);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, awards); v && rc >= 0; v = edu_value_next(t, awards, v))
		rc = raise_bodies(p, edu_core_follow(t, v));
	for (size_t i = 1; i < r->count && rc >= 0; i++) rc = raise_bodies(p, r->records[i].award);
	if (rc < 0 || !issuer) return rc;
	return r->root ? ooapi_raise_organisation(p, issuer, "x-issuer", &made) : ooapi_raise_body(p, issuer);
}

/* ---- the learner ---- */

/* One of a person's names has to be there: the last word of the whole name, or an empty one. */
static int demand_surname(edu_passage *p, edu_ref person)
{
	const edu_tree *t = &p->to->tree;
	const edu_ref whole = edu_tree_child(t, person, ooapi_n_displayName);
	if (edu_tree_child(t, person, ooapi_n_givenName) || edu_tree_child(t, person, ooapi_n_surname))
		return 0;
	if (!whole) return add_constant(p, person, ooapi_n_surname, "", edu_rule_ooapi_name_missing);
	const char *text = t->items[whole].text, *blank = strrchr(text, ' ');
	return add_constant(p, person, ooapi_n_surname, blank ? blank + 1 : text, edu_rule_ooapi_last_word);
}

int ooapi_raise_learner(edu_passage *p)
{
	const edu_ref node = edu_core_one(&p->from->tree, ooapi_raising_of(p)->credential, core_n_learner);
	ooapi_identity identity;
	ooapi_making m;
	int rc = ooapi_identify_learner(p, node, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, ooapi_c_Person, node, &identity, &m);
	if (rc >= 0) rc = demand_surname(p, m.object);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	if (rc >= 0) ooapi_raising_of(p)->learner = m.object;
	return rc;
}

/* ---- terms ---- */

static int add_end(edu_passage *p, edu_ref object, edu_ref occurrence, uint16_t name, uint16_t from)
{
	if (edu_tree_child(&p->to->tree, object, name) || !occurrence) return 0;
	const edu_row row = { .name = name };
	return ooapi_raise_moment(p, &row, edu_tree_child(&p->from->tree, occurrence, from), object,
	                          name == ooapi_n_endDateTime, edu_rule_ooapi_session);
}

static bool has_end(const edu_tree *t, edu_ref session, edu_ref occurrence, uint16_t name)
{
	return edu_core_text(t, session, name, NULL)
	       || (occurrence && edu_core_text(t, occurrence, name, NULL));
}

int ooapi_raise_session(edu_passage *p, const ooapi_record *r, edu_ref node, edu_ref *out)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref occurrence = !r           ? 0
	                           : r->offered ? r->offered
	                                        : edu_core_one(t, r->node, core_n_activity);
	ooapi_identity identity;
	ooapi_making m;
	*out = raised(p, node);
	if (*out || !node) return 0;
	if (!has_end(t, node, occurrence, core_n_startDate)
	    || !has_end(t, node, occurrence, core_n_endDate)) {
		ooapi_lose_core(p, node, edu_rule_ooapi_session_dates);
		return 0;
	}
	int rc = ooapi_identify_session(p, node, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, ooapi_c_AcademicSession, node, &identity, &m);
	if (rc >= 0) rc = ooapi_demand_name(p, m.object);
	if (rc >= 0) rc = add_end(p, m.object, occurrence, ooapi_n_startDateTime, core_n_startDate);
	if (rc >= 0) rc = add_end(p, m.object, occurrence, ooapi_n_endDateTime, core_n_endDate);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	*out = m.object;
	return rc;
}

/* ---- learning outcomes ---- */

static int raise_outcome(edu_passage *p, edu_ref node, edu_ref education, edu_ref *out)
{
	ooapi_identity identity;
	ooapi_making m;
	*out = raised(p, node);
	if (*out) return 0;
	int rc = ooapi_identify_outcome(p, node, ooapi_id_of(p, education), &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, ooapi_c_LearningOutcome, node, &identity, &m);
	if (rc >= 0) rc = ooapi_demand_name(p, m.object);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	*out = m.object;
	return rc;
}

int ooapi_raise_outcome_ids(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		rc = raise_outcome(p, edu_core_follow(t, v), target, &made);
		if (rc >= 0) rc = ooapi_refer_to(p, target, row->name, made);
	}
	return rc;
}
