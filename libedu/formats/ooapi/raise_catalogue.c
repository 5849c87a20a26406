/*
 * formats/ooapi/raise_catalogue.c – a catalogue of the core becomes a bundle without persons: courses with
 * their parts, offerings, terms and organisations.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

typedef int raise_entity(edu_passage *p, edu_ref node);

static int raise_each(edu_passage *p, uint16_t property, raise_entity *raise)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref values = edu_tree_child(t, p->from->content, property);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, values); v && rc >= 0; v = edu_value_next(t, values, v))
		rc = raise(p, edu_core_follow(t, v));
	return rc;
}

/* ---- who ---- */

/* Who publishes stands above all; where nobody is named, each is an institution of its own. */
static int raise_organisation(edu_passage *p, edu_ref node)
{
	ooapi_raising *r = ooapi_raising_of(p);
	edu_ref made;
	return ooapi_raise_organisation(p, node, r->root ? "institute" : "root", &made);
}

static int raise_publisher(edu_passage *p)
{
	const edu_ref publisher = edu_core_one(&p->from->tree, p->from->content, core_n_publisher);
	return publisher ? ooapi_raise_body(p, publisher) : 0;
}

static int find_provider(edu_passage *p, ooapi_record *r)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = ooapi_specification_of(p, r);
	edu_ref node = r->offered ? edu_core_one(t, r->offered, core_n_provider) : 0;
	if (!node && specification) node = edu_core_one(t, specification, core_n_provider);
	const int rc = node ? raise_organisation(p, node) : 0;
	r->organisation = node ? p->traces[node].to : ooapi_raising_of(p)->root;
	return rc;
}

/* ---- what is taught ---- */

static int raise_educations(edu_passage *p)
{
	ooapi_raising *r = ooapi_raising_of(p);
	int rc = 0;
	for (size_t i = 1; i < r->count && rc >= 0; i++) {
		ooapi_record *record = &r->records[i];
		if (record->again) continue;
		rc = find_provider(p, record);
		if (rc >= 0) rc = ooapi_raise_education(p, record);
	}
	return rc;
}

/* A course of several programmes stands there once and names them all. */
static int add_further_wholes(edu_passage *p)
{
	ooapi_raising *r = ooapi_raising_of(p);
	int rc = 0;
	for (size_t i = 1; i < r->count && rc >= 0; i++) {
		ooapi_record *record = &r->records[i];
		const edu_ref education = p->traces[record->node].to;
		if (!record->again || !education) continue;
		record->cls = p->to->tree.items[education].cls;
		rc = ooapi_add_whole(p, record, education);
	}
	return rc;
}

/* ---- when ---- */

/* The course's load of the same unit and amount; 0: it has none. */
static edu_ref same_load(const edu_passage *p, edu_ref education, edu_ref credit)
{
	const edu_tree *t = &p->from->tree, *to = &p->to->tree;
	const edu_ref value = edu_core_one(t, credit, core_n_value),
		      scheme = edu_core_one(t, credit, core_n_scheme);
	const edu_ref loads = edu_tree_child(to, education, ooapi_n_studyLoad);
	for (edu_ref e = value ? edu_value_first(to, loads) : 0; e; e = edu_value_next(to, loads, e)) {
		const edu_item *unit = &to->items[edu_tree_child(to, e, ooapi_n_studyLoadUnit)];
		const edu_item *amount = &to->items[edu_tree_child(to, e, ooapi_n_value)];
		if (amount->length != t->items[value].length
		    || memcmp(amount->text, t->items[value].text, amount->length))
			continue;
		if (!scheme || edu_equal_nocase(t->items[scheme].text, t->items[scheme].length, unit->text))
			return e;
	}
	return 0;
}

/* Credits that are stated with an occurrence are those of the course. */
static int add_load(edu_passage *p, const ooapi_record *r)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref credits = edu_tree_child(t, r->offered, core_n_credit);
	if (!r->education || !credits) return 0;
	if (!edu_tree_child(&p->to->tree, r->education, ooapi_n_studyLoad))
		return ooapi_raise_row(p, r->cls, ooapi_n_studyLoad, r->offered, credits, r->education);
	for (edu_ref v = edu_value_first(t, credits); v; v = edu_value_next(t, credits, v)) {
		const edu_ref load = same_load(p, r->education, edu_core_follow(t, v));
		for (edu_ref i = load ? v : 0; i; i = edu_tree_walk(t, v, i))
			edu_trace_set(p, i, load, EDU_OUTCOME_DERIVED, edu_rule_ooapi_same_entity);
	}
	return 0;
}

static int raise_offering(edu_passage *p, edu_ref node)
{
	const edu_ref specification = edu_core_one(&p->from->tree, node, core_n_specification);
	ooapi_record r = { .node = specification ? specification : node,
		           .offered = node,
		           .cls = ooapi_c_Course };
	int rc = find_provider(p, &r);
	if (rc >= 0 && specification) rc = ooapi_raise_education(p, &r);
	if (rc < 0) return rc;
	if (r.education) r.cls = p->to->tree.items[r.education].cls;
	rc = ooapi_raise_offering(p, &r);
	return rc < 0 ? rc : add_load(p, &r);
}

static int raise_session(edu_passage *p, edu_ref node)
{
	edu_ref made;
	return ooapi_raise_session(p, NULL, node, &made);
}

int ooapi_raise_catalogue(edu_passage *p)
{
	int rc = ooapi_find_records(p, core_n_specification);
	if (rc < 0) return rc;
	ooapi_find_classes(p);
	rc = ooapi_open_bundle(p);
	if (rc >= 0) rc = raise_publisher(p);
	if (rc >= 0) rc = raise_educations(p);
	if (rc >= 0) rc = add_further_wholes(p);
	if (rc >= 0) rc = raise_each(p, core_n_offering, raise_offering);
	if (rc >= 0) rc = raise_each(p, core_n_organisation, raise_organisation);
	if (rc >= 0) rc = raise_each(p, core_n_session, raise_session);
	return rc < 0 ? rc : ooapi_close_bundle(p);
}
