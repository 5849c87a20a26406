/*
 * formats/ewp/raise_values.c – what a course and its occurrences say, as EWP says it.
 */
#include "formats/ewp/ewp.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

static int put_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_outcome outcome, uint16_t rule)
{
	const edu_item *item = &core_of(p)->items[value];
	edu_ref made;
	const int rc = edu_target_add(p, row, target, EDU_KIND_ELEMENT, &made);
	if (rc < 0) return rc;
	if (made) return edu_target_text(p, made, item->text, item->length, value, outcome, rule);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
	return 0;
}

static bool is_one_of(const edu_item *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (edu_equal(text->text, text->length, words[i])) return true;
	return false;
}

/* ---- courses ---- */

int ewp_raise_title(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t code[] = { core_n_identifier, core_n_value };
	const edu_tree *t = core_of(p);
	if (value) return edu_how_lang.raise(p, row, core, value, target);
	const edu_ref found = edu_core_at(t, core, code, 2);
	return edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, found ? t->items[found].text : "", edu_rule_ewp_title, NULL);
}

int ewp_raise_kind(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const char *const kinds[] = { "Degree Programme", "Module", "Course", "Class" };
	if (is_one_of(&core_of(p)->items[value], kinds, 4)) return put_text(p, row, value, target, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_ewp_kind);
	return 0;
}

int ewp_raise_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref level = edu_core_follow(t, v), number = edu_tree_child(t, level, core_n_value);
		const edu_ref framework = edu_tree_child(t, level, core_n_framework);
		const edu_item *said = &t->items[number];
		const bool fits = number && framework && said->length == 1 && said->text[0] >= '1' && said->text[0] <= '8'
		               && edu_equal_nocase(t->items[framework].text, t->items[framework].length, "EQF");
		if (!fits || edu_tree_child(&p->to->tree, target, row->name)) {
			edu_trace_lose(p, v, edu_rule_ewp_level);
			continue;
		}
		const int rc = put_text(p, row, number, target, EDU_OUTCOME_EXACT, 0);
		if (rc < 0) return rc;
		edu_trace_like(p, framework, number, EDU_OUTCOME_DERIVED, edu_rule_ewp_eqf);
	}
	return 0;
}

static bool is_web_address(const edu_item *url)
{
	static const char *const schemes[] = { "http://", "https://" };
	for (size_t i = 0; i < 2; i++) {
		const size_t n = strlen(schemes[i]);
		if (url->length > n && edu_equal_nocase(url->text, (uint32_t)n, schemes[i])) return true;
	}
	return false;
}

int ewp_raise_url(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		if (is_web_address(&t->items[v])) rc = put_text(p, row, v, target, EDU_OUTCOME_EXACT, 0);
		else edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_ewp_url);
	}
	return rc;
}

/* ---- occurrences ---- */

static bool is_date(const edu_tree *t, edu_ref value)
{
	return value && t->items[value].text && edu_is_date(t->items[value].text, t->items[value].length);
}

/* The first day or the last: the occurrence's, or else its term's. */
static edu_ref day_of(const edu_tree *t, edu_ref offering, uint16_t name)
{
	const edu_ref own = edu_tree_child(t, offering, name), session = edu_core_one(t, offering, core_n_session);
	if (own || !session) return is_date(t, own) ? own : 0;
	const edu_ref of_session = edu_tree_child(t, session, name);
	return is_date(t, of_session) ? of_session : 0;
}

int ewp_raise_day(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref day = day_of(t, core, row->path[0]);
	edu_ref made;
	if (value) return put_text(p, row, day, target, EDU_OUTCOME_EXACT, 0);
	const int rc = edu_target_constant(p, target, EDU_KIND_ELEMENT, row->name, t->items[day].text, t->items[day].length,
					   edu_rule_ewp_of_session, &made);
	return rc;
}

static bool has_days(const edu_tree *t, edu_ref offering)
{
	return day_of(t, offering, core_n_startDate) && day_of(t, offering, core_n_endDate);
}

int ewp_raise_specifies(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const ewp_raising *r = p->state;
	bool any = false;
	edu_ref made;
	for (edu_ref o = r->first[core]; o; o = r->next[o]) {
		if (has_days(t, o)) any = true;
		else edu_trace_lose(p, o, edu_rule_ewp_no_dates);
	}
	if (!any) return 0;
	const int rc = ewp_raise_node(p, row, 0, target, &made);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, core, made);
}

int ewp_raise_offering(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const ewp_raising *r = p->state;
	edu_ref made;
	int rc = 0;
	for (edu_ref o = r->first[core]; o && rc >= 0; o = r->next[o])
		if (has_days(t, o)) rc = ewp_raise_node(p, row, o, target, &made);
	return rc;
}

/* EWP says it of each occurrence, the core of a course, too. */
int ewp_raise_of_course(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref of_course = edu_tree_child(t, ewp_raising_of(p)->course, row->path[0]);
	if (value) return edu_how_text.raise(p, row, core, value, target);
	const edu_ref first = edu_value_first(t, of_course);
	return first ? put_text(p, row, first, target, EDU_OUTCOME_DERIVED, edu_rule_ewp_of_course) : 0;
}

int ewp_raise_hours(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref of_course = edu_tree_child(core_of(p), ewp_raising_of(p)->course, row->path[0]);
	const edu_item *hours = &core_of(p)->items[value ? value : of_course];
	if (hours->text && edu_is_decimal(hours->text, hours->length)) return ewp_raise_of_course(p, row, core, value, target);
	if (value) edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_ewp_hours);
	return 0;
}

int ewp_raise_credit(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref credits = value ? value : edu_tree_child(t, ewp_raising_of(p)->course, core_n_credit);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, credits); v && rc >= 0; v = edu_value_next(t, credits, v)) {
		const edu_ref credit = edu_core_follow(t, v);
		const edu_item *number = &t->items[edu_tree_child(t, credit, core_n_value)];
		if (edu_tree_child(t, credit, core_n_scheme) && number->text && edu_is_decimal(number->text, number->length))
			rc = ewp_raise_node(p, row, v, target, &made);
		else edu_trace_lose(p, v, edu_rule_ewp_credit);
	}
	return rc;
}

int ewp_raise_credit_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const char *const levels[] = { "Bachelor", "Master", "PhD" };
	if (is_one_of(&core_of(p)->items[value], levels, 3)) return put_text(p, row, value, target, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_ewp_credit_level);
	return 0;
}

int ewp_raise_grading_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (!value) value = edu_tree_child(t, ewp_raising_of(p)->course, core_n_gradingScheme);
	if (!value) return 0;
	const edu_ref scheme = edu_core_follow(t, value);
	if (edu_tree_child(t, scheme, core_n_title) || edu_tree_child(t, scheme, core_n_localId))
		return ewp_raise_node(p, row, value, target, &made);
	edu_trace_lose(p, value, edu_rule_ewp_grading_scheme);
	return 0;
}

/* ---- terms ---- */

/* They stand in a namespace of their own. */
static int set_prefix(edu_passage *p, edu_ref term)
{
	static const char name[] = "trm:academic-term";
	edu_tree *t = &p->to->tree;
	const edu_name own = edu_tree_name_xml(t, name, sizeof name - 1, 4, EWP_TERM_URI, ewp_n_academic_term);
	if (!own) return edu_fail_memory(p->err);
	t->items[term].name = own;
	for (edu_ref i = edu_tree_first(t, term); i; i = edu_tree_next(t, i)) {
		const edu_name beside = edu_tree_name_beside(t, term, t->items[i].name);
		if (!beside) return edu_fail_memory(p->err);
		t->items[i].name = beside;
	}
	return 0;
}

int ewp_raise_term(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref term = 0;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref session = edu_core_follow(t, v);
		const bool whole = edu_tree_child(t, session, core_n_title) && is_date(t, edu_tree_child(t, session, core_n_startDate))
		                && is_date(t, edu_tree_child(t, session, core_n_endDate));
		if (whole && !term) rc = ewp_raise_node(p, row, v, target, &term);
		else if (v == session) edu_trace_lose(p, v, whole ? edu_rule_convert_one_only : edu_rule_ewp_term);
	}
	return rc < 0 || !term ? rc : set_prefix(p, term);
}

/* Academic years of Europe begin in August at the earliest. */
int ewp_raise_year(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	enum { AUGUST = 8 };
	const edu_tree *t = core_of(p);
	const edu_item *start = &t->items[edu_tree_child(t, core, core_n_startDate)];
	char year[16];
	edu_moment m;
	if (ewp_identifier_with(t, value, ewp_scheme_of(row->name))) return ewp_raise_scheme_id(p, row, core, value, target);
	if (!edu_parse_moment(start->text, start->length, &m) || m.year < 1000 || m.year > 9998) return 0;
	const int first = (int)m.year - (m.month < AUGUST);
	snprintf(year, sizeof year, "%04d/%04d", first, first + 1);
	return edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, year, edu_rule_ewp_academic_year, NULL);
}
