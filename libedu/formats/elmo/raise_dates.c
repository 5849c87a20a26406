/*
 * formats/elmo/raise_dates.c – dates of a core record in the two forms that ELMO knows.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* ---- dates ---- */

int elmo_raise_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, const char *text,
			 uint32_t length, uint16_t rule)
{
	edu_ref made;
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	if (!made) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
		return 0;
	}
	return edu_target_text(p, made, text, length, value, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
}

/* A day or moment of the calendar; readers are lenient, and the schema is not. */
static bool is_moment(const edu_passage *p, edu_ref value)
{
	const edu_item *item = &elmo_core_of(p)->items[value];
	edu_moment m;
	return item->text && edu_parse_moment(item->text, item->length, &m);
}

int elmo_raise_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &elmo_core_of(p)->items[value];
	const char *time = item->text ? memchr(item->text, 'T', item->length) : NULL;
	if (!is_moment(p, value)) return edu_trace_lose(p, value, edu_rule_elmo_not_date), 0;
	if (!time) return edu_how_text.raise(p, row, core, value, target);
	const uint32_t length = (uint32_t)(time - item->text);
	const char *date = edu_passage_keep(p, item->text, length);
	return date ? elmo_raise_text(p, row, value, target, date, length, edu_rule_elmo_date_of_datetime) : EDU_ENOMEM;
}

/* The schema wants xs:dateTime; a date without a time is seen in the core where a reader was lenient. */
static int moment_text(edu_passage *p, edu_ref value, const char **text, uint32_t *length, uint16_t *rule)
{
	const edu_item *item = &elmo_core_of(p)->items[value];
	edu_moment m;
	char made[64];
	*text = item->text;
	*length = item->length;
	if (!edu_parse_moment(item->text, item->length, &m) || m.has_time) return 0;
	const int n = snprintf(made, sizeof made, "%04lld-%02d-%02dT00:00:00Z", (long long)m.year, m.month, m.day);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	*rule = edu_rule_elmo_datetime_of_date;
	return *text ? 0 : EDU_ENOMEM;
}

static int raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	const char *text;
	uint32_t length;
	const int rc = moment_text(p, value, &text, &length, &rule);
	return rc < 0 ? rc : elmo_raise_text(p, row, value, target, text, length, rule);
}

/* A date that has its own place already, a second time where the schema demands one. */
static int repeat_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	const char *text;
	uint32_t length;
	uint16_t ignored;
	edu_ref made;
	int rc = moment_text(p, value, &text, &length, &ignored);
	if (rc >= 0) rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, rule);
}

static edu_ref first_issue_date(const edu_passage *p, edu_ref credential)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref awards = edu_tree_child(t, credential, core_n_award);
	for (edu_ref a = edu_value_first(t, awards); a; a = edu_value_next(t, awards, a)) {
		const edu_ref issued = edu_tree_child(t, a, core_n_issued);
		if (issued && is_moment(p, issued)) return issued;
	}
	return 0;
}

static edu_ref date_of_credential(const edu_passage *p, edu_ref credential)
{
	static const uint16_t names[] = { core_n_issued, core_n_issuanceDate, core_n_validFrom };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const edu_ref date = edu_tree_child(elmo_core_of(p), credential, names[i]);
		if (date && is_moment(p, date)) return date;
	}
	return first_issue_date(p, credential);
}

int elmo_raise_generated(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value && is_moment(p, value)) return raise_moment(p, row, value, target, 0);
	edu_trace_lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, core);
	/* The date itself belongs to the report: here it is only repeated. */
	return date ? repeat_moment(p, row, date, target, edu_rule_elmo_generated_of_issue) : 0;
}

int elmo_raise_issue_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value && is_moment(p, value)) return raise_moment(p, row, value, target, 0);
	edu_trace_lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, elmo_raising_of(p)->credential);
	if (!date) return 0;
	return edu_traced(p, date) ? repeat_moment(p, row, date, target, edu_rule_elmo_issue_date_missing)
				   : raise_moment(p, row, date, target, edu_rule_elmo_issue_date_missing);
}

/* The schema wants both ends of a term. */
int elmo_raise_term(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref session = edu_core_follow(t, v);
		const edu_ref start = edu_tree_child(t, session, core_n_startDate), end = edu_tree_child(t, session, core_n_endDate);
		edu_ref made;
		if (start && end && is_moment(p, start) && is_moment(p, end)) rc = elmo_raise_element(p, row, v, target, &made);
		else edu_trace_lose(p, session, edu_rule_elmo_term_dates);
	}
	return rc;
}

/* A diploma supplement has a date of its own; else that of the record. */
int elmo_raise_supplement_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	edu_ref made;
	if (value && is_moment(p, value)) return elmo_raise_date(p, row, core, value, target);
	edu_trace_lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, elmo_raising_of(p)->credential);
	if (!date) return 0;
	const char *time = memchr(t->items[date].text, 'T', t->items[date].length);
	const uint32_t length = time ? (uint32_t)(time - t->items[date].text) : t->items[date].length;
	const char *day = edu_passage_keep(p, t->items[date].text, length);
	const int rc = day ? edu_target_add(p, row, target, EDU_KIND_STRING, &made) : EDU_ENOMEM;
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, day, length);
	return edu_origin_set(p, made, edu_rule_elmo_issue_date_missing);
}
