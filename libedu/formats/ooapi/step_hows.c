/*
 * formats/ooapi/step_hows.c – members whose way into another version a row names: numbers, days, enrolment periods,
 * qualifications; the others stand by their subjects. R and F numbers are the handbook's.
 */
#include "formats/ooapi/step_hows.h"

#include <string.h>

int edu_ooapi_derive_text(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const char *text,
                          size_t length, uint16_t rule)
{
	edu_ref made;
	const char *kept = edu_ooapi_keep(s, text, length);

	if (!kept) return EDU_ENOMEM;
	const int rc = edu_ooapi_make_text(s, parent, name, kept, length, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, rule);
	return rc;
}

static int cross_implied(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	edu_ooapi_mark(s, item, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_implied);
	return 0;
}

/* The type has no place outside of RIO's consumer object; that it is a specification is said by default. */
static int cross_specification(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item,
                               const edu_ooapi_step_row *row)
{
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return 0;
}

static int cross_last_day(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const uint16_t name = edu_ooapi_name_to(s, row);

	if (edu_schema_property(&ooapi_schema, c->to_cls, name, s->to_version))
		return edu_ooapi_cross_moment(s, item, c->to, name, true);
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return 0;
}

/* Problem.status: the digits without quotes, and back. */
static int cross_number(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const edu_item *i = edu_ooapi_item_at(s, item);
	edu_ref made;
	const bool digits = i->length && i->length < 10 && i->text[0] != '0' && edu_is_integer(i->text, i->length)
	                 && i->text[0] >= '1' && i->text[0] <= '9';

	if (!i->text || !digits) return edu_ooapi_cross_plain(s, item, c->to, edu_ooapi_name_to(s, row), false);
	const int rc = edu_ooapi_make(s, c->to, s->up ? EDU_KIND_NUMBER : EDU_KIND_STRING, edu_ooapi_name_to(s, row), &made);
	if (rc < 0) return rc;
	edu_tree_use_text(s->to, made, i->text, i->length);
	edu_trace_set(s->p, item, made, EDU_OUTCOME_EXACT, edu_rule_ooapi_renamed);
	return 0;
}

/* ---- periods of enrolment (R13) ---- */

static int period_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	const edu_ref first = edu_tree_child(s->from, c->from, ooapi_n_enrollStartDate);
	const edu_ref last = edu_tree_child(s->from, c->from, ooapi_n_enrollEndDate);
	edu_ref array, period;

	/* A period without beginning can't be stated. */
	if (!edu_ooapi_is_string(s->from, first)) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
		return 0;
	}
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_enrolmentPeriods, &array);
	if (rc == 0) rc = edu_ooapi_make(s, array, EDU_KIND_OBJECT, 0, &period);
	if (rc < 0) return rc;
	s->to->items[period].cls = ooapi_c_EnrolmentPeriod;
	rc = edu_ooapi_cross_moment(s, first, period, ooapi_n_startDateTime, false);
	return rc == 0 && last ? edu_ooapi_cross_moment(s, last, period, ooapi_n_endDateTime, true) : rc;
}

static int period_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	const edu_tree *t = s->from;
	const edu_ref period = edu_ooapi_is_array(t, item) ? edu_tree_first(t, item) : 0;
	int rc = 0;

	if (edu_ooapi_is_object(t, period)) {
		const edu_ref first = edu_tree_child(t, period, ooapi_n_startDateTime);
		const edu_ref last = edu_tree_child(t, period, ooapi_n_endDateTime);
		if (edu_ooapi_is_string(t, first)) rc = edu_ooapi_cross_moment(s, first, c->to, ooapi_n_enrollStartDate, false);
		if (rc == 0 && edu_ooapi_is_string(t, last))
			rc = edu_ooapi_cross_moment(s, last, c->to, ooapi_n_enrollEndDate, true);
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_one_only);
	return rc;
}

static int cross_period(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? period_up(s, c, item) : period_down(s, c, item);
}

/* ---- qualifications (R19) ---- */

static const struct qualification { const char *older, *awarded, *designation; } qualifications[] = {
	{ "AD", "associate_degree", NULL }, { "BA", "bachelor", "of Arts" }, { "BSc", "bachelor", "of Sciences" },
	{ "LLB", "bachelor", "of Laws" }, { "MA", "master", "of Arts" }, { "MSc", "master", "of Sciences" },
	{ "LLM", "master", "of Laws" }, { "Phd", "doctoral", NULL }, { "None", "none", NULL },
};

static int qualification_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	edu_ref made, array, designation;

	for (size_t k = 0; k < sizeof qualifications / sizeof *qualifications; k++) {
		const struct qualification *q = &qualifications[k];
		if (!edu_ooapi_says(s, item, q->older)) continue;
		int rc = edu_ooapi_make_text(s, c->to, ooapi_n_qualificationAwarded, q->awarded, strlen(q->awarded), &made);
		if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		if (rc < 0 || !q->designation) return rc;
		rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_qualificationDesignations, &array);
		if (rc == 0)
			rc = edu_ooapi_make_text(s, array, 0, q->designation, strlen(q->designation), &designation);
		return rc < 0 ? rc : edu_origin_set(s->p, designation, edu_rule_ooapi_designation);
	}
	return edu_ooapi_cross_plain(s, item, c->to, ooapi_n_qualificationAwarded, false);
}

static int qualification_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_tree *t = s->from;
	const edu_ref awarded = edu_tree_child(t, c->from, ooapi_n_qualificationAwarded);
	const edu_ref designations = edu_tree_child(t, c->from, ooapi_n_qualificationDesignations);
	const edu_ref first = edu_ooapi_is_array(t, designations) ? edu_tree_first(t, designations) : 0;
	edu_ref made;
	int rc = 0;

	for (size_t k = 0; k < sizeof qualifications / sizeof *qualifications && rc == 0; k++) {
		const struct qualification *q = &qualifications[k];
		if (!edu_ooapi_says(s, awarded, q->awarded) || (q->designation && !edu_ooapi_says(s, first, q->designation))) continue;
		rc = edu_ooapi_make_text(s, c->to, ooapi_n_qualificationAwarded, q->older, strlen(q->older), &made);
		if (rc < 0) return rc;
		edu_trace_set(s->p, awarded, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		if (q->designation) edu_trace_set(s->p, first, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		break;
	}
	if (awarded) edu_ooapi_lose(s, awarded, edu_rule_ooapi_no_value);
	if (designations) edu_ooapi_lose(s, designations, edu_rule_ooapi_no_place);
	return rc;
}

static int cross_qualification(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item,
                               const edu_ooapi_step_row *row)
{
	return s->up ? qualification_up(s, c, item) : qualification_down(s, c);
}

int edu_ooapi_cross_how(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	static edu_ooapi_cross *const hows[EDU_OOAPI_HOWS] = {
		[EDU_OOAPI_HOW_IMPLIED] = cross_implied,
		[EDU_OOAPI_HOW_SPECIFICATION] = cross_specification,
		[EDU_OOAPI_HOW_LAST_DAY] = cross_last_day,
		[EDU_OOAPI_HOW_LANGUAGE] = edu_ooapi_cross_language,
		[EDU_OOAPI_HOW_OUTCOMES] = edu_ooapi_cross_outcomes,
		[EDU_OOAPI_HOW_COUNTRY] = edu_ooapi_cross_country,
		[EDU_OOAPI_HOW_PERIOD] = cross_period,
		[EDU_OOAPI_HOW_QUALIFICATION] = cross_qualification,
		[EDU_OOAPI_HOW_NUMBER] = cross_number,
		[EDU_OOAPI_HOW_CREDITS] = edu_ooapi_cross_credits,
		[EDU_OOAPI_HOW_MONTHS] = edu_ooapi_cross_months,
		[EDU_OOAPI_HOW_CODE] = edu_ooapi_cross_a_code,
	};
	return hows[row->how](s, c, item, row);
}
