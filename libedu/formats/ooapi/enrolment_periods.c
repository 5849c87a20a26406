/*
 * formats/ooapi/enrolment_periods.c – from when until when one may enrol: since version 6 any number of
 * periods, of which the core has one.
 */
#include "formats/ooapi/crosswalk.h"
#include "formats/ooapi/hows.h"
#include "formats/ooapi/raise.h"

static int lower_end(edu_passage *p, edu_ref period, uint16_t name, edu_ref core, uint16_t path)
{
	const edu_row row = { .name = name, .path = { path }, .depth = 1 };
	const edu_ref value = edu_tree_child(&p->from->tree, period, name);
	return value ? ooapi_lower_date(p, &row, value, core) : 0;
}

int ooapi_lower_enrolment_periods(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *from = &p->from->tree, *to = &p->to->tree;
	if (edu_tree_child(to, core, core_n_enrolmentStart)
	    || edu_tree_child(to, core, core_n_enrolmentEnd)) {
		for (edu_ref i = value; i; i = edu_tree_walk(from, value, i))
			edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
		return 0;
	}
	const int rc = lower_end(p, value, ooapi_n_startDateTime, core, core_n_enrolmentStart);
	return rc < 0 ? rc : lower_end(p, value, ooapi_n_endDateTime, core, core_n_enrolmentEnd);
}

/* A period has a beginning; an end alone is none. */
int ooapi_raise_enrolment_periods(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value,
                                  edu_ref target)
{
	static const edu_row start = { .name = ooapi_n_startDateTime }, end = { .name = ooapi_n_endDateTime };
	const edu_tree *t = &p->from->tree;
	const edu_ref first = edu_tree_child(t, core, core_n_enrolmentStart),
		      last = edu_tree_child(t, core, core_n_enrolmentEnd);
	edu_ref period;
	if (!first) return ooapi_lose_core(p, last, edu_rule_ooapi_period), 0;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &period);
	if (rc < 0) return rc;
	p->to->tree.items[period].cls = ooapi_c_EnrolmentPeriod;
	rc = ooapi_raise_moment(p, &start, first, period, false, 0);
	return rc < 0 ? rc : ooapi_raise_moment(p, &end, last, period, true, 0);
}
