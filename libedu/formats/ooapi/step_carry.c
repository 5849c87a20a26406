/*
 * formats/ooapi/step_carry.c – members that the other version has no place for travel in the entity's ext, and come back.
 *
 * They stand as they were, under their names, in the member libedu of ext. On the way back each takes its place
 * again, unless something stands there.
 */
#include "base/fail.h"
#include "formats/ooapi/step.h"
#include "model/copy.h"

#include <string.h>

static bool has_ext(uint16_t cls, unsigned version)
{
	return edu_schema_property(&ooapi_schema, cls, ooapi_n_ext, version) != NULL;
}

/* Copy a subtree and say of every value in it what became of it, whatever was said before. */
static int put(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, edu_outcome outcome, uint16_t rule)
{
	edu_ref copy;

	if (edu_tree_copy(s->to, parent, s->from, item, &copy) < 0) return edu_fail_memory(s->p->err);
	if (name) s->to->items[copy].name = name;
	edu_ref b = copy;
	for (edu_ref a = item; a; a = edu_tree_walk(s->from, item, a), b = edu_tree_walk(s->to, copy, b))
		s->p->traces[a] = (edu_trace){ b, rule, (uint8_t)outcome, EDU_TRACE_SET };
	return 0;
}

/* ---- away ---- */

static bool has_no_place(const edu_ooapi_crossings *s, edu_ref member)
{
	const edu_trace *t = &s->p->traces[member];
	return t->state & EDU_TRACE_SET && t->outcome == EDU_OUTCOME_LOST
	    && (t->rule == edu_rule_ooapi_no_place || t->rule == edu_rule_ooapi_no_value);
}

/* A child of an object, made where it is missing. 0: out of memory, or another value stands there. */
static int object_in(edu_ooapi_crossings *s, edu_ref parent, edu_name name, edu_ref *out)
{
	*out = edu_tree_child(s->to, parent, name);
	if (*out) {
		if (s->to->items[*out].kind != EDU_KIND_OBJECT) *out = 0;
		return 0;
	}
	return edu_ooapi_make(s, parent, EDU_KIND_OBJECT, name, out);
}

int edu_ooapi_carry(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	edu_ref ext = 0, own = 0;
	int rc = 0;

	if (s->p->carry != EDU_CARRY_RESIDUE || !has_ext(c->to_cls, s->to_version)) return 0;
	for (edu_ref i = edu_tree_first(s->from, c->from); i && rc == 0; i = edu_tree_next(s->from, i)) {
		if (!has_no_place(s, i)) continue;
		if (!ext) rc = object_in(s, c->to, ooapi_n_ext, &ext);
		if (rc == 0 && ext && !own) rc = object_in(s, ext, ooapi_n_libedu, &own);
		if (rc < 0 || !own) return rc;
		rc = put(s, i, own, 0, EDU_OUTCOME_CARRIED, edu_rule_carry_residue);
	}
	return rc;
}

/* ---- and back ---- */

static edu_ref carried_in(const edu_ooapi_crossings *s, edu_ref ext)
{
	const edu_ref own = edu_ooapi_is_object(s->from, ext) ? edu_tree_child(s->from, ext, ooapi_n_libedu) : 0;
	return edu_ooapi_is_object(s->from, own) ? own : 0;
}

static bool takes(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref member)
{
	const edu_name known = edu_tree_known(s->from, s->from->items[member].name);
	return known && edu_schema_property(&ooapi_schema, c->to_cls, known, s->to_version);
}

bool edu_ooapi_has_carried(const edu_ooapi_crossings *s, edu_ref ext)
{
	return carried_in(s, ext) != 0;
}

/* What is not for this version travels on. */
static int pass_on(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref own, edu_ref ext)
{
	edu_ref there = 0;
	int rc = 0;

	for (edu_ref i = edu_tree_first(s->from, own); i && rc == 0; i = edu_tree_next(s->from, i)) {
		if (takes(s, c, i)) continue;
		if (!there) rc = edu_ooapi_make(s, ext, EDU_KIND_OBJECT, ooapi_n_libedu, &there);
		if (rc == 0) rc = edu_ooapi_copy(s, i, there, 0);
	}
	return rc;
}

static bool says_more(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref ext, edu_ref own)
{
	for (edu_ref i = edu_tree_first(s->from, ext); i; i = edu_tree_next(s->from, i))
		if (i != own) return true;
	for (edu_ref i = edu_tree_first(s->from, own); i; i = edu_tree_next(s->from, i))
		if (!takes(s, c, i)) return true;
	return !edu_tree_first(s->from, own);
}

int edu_ooapi_cross_ext(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref ext)
{
	const edu_ref own = carried_in(s, ext);
	edu_ref made;

	if (!says_more(s, c, ext, own)) return 0;
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_OBJECT, ooapi_n_ext, &made);
	for (edu_ref i = edu_tree_first(s->from, ext); i && rc == 0; i = edu_tree_next(s->from, i))
		rc = i == own ? pass_on(s, c, own, made) : edu_ooapi_copy(s, i, made, 0);
	return rc;
}

int edu_ooapi_restore(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_ref own = carried_in(s, edu_tree_child(s->from, c->from, ooapi_n_ext));
	int rc = 0;

	for (edu_ref i = own ? edu_tree_first(s->from, own) : 0; i && rc == 0; i = edu_tree_next(s->from, i)) {
		const edu_name known = edu_tree_known(s->from, s->from->items[i].name);
		if (!takes(s, c, i)) continue;
		if (edu_tree_child(s->to, c->to, known)) edu_ooapi_lose(s, i, edu_rule_ooapi_one_only);
		else rc = put(s, i, c->to, known, EDU_OUTCOME_DERIVED, edu_rule_carry_unpacked);
	}
	return rc;
}
