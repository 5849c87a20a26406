/*
 * formats/elm/dates.c – days, moments and stretches of time, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

/* xsd:dateTime of a date or moment of the core. The day stays as written: its zone meant the same day elsewhere. */
int elm_raise_moment(edu_passage *p, edu_ref item, edu_ref value, uint16_t rule)
{
	const edu_item *said = &core_of(p)->items[value];
	edu_moment m;
	char text[48];
	if (!edu_parse_moment(said->text, said->length, &m) || m.has_time)
		return edu_target_text(p, item, said->text, said->length, value, EDU_OUTCOME_EXACT, 0);
	static const char midnight[] = "T00:00:00Z";
	int n = 10 + (int)sizeof midnight - 1;
	/* Ten letters are a date without a zone, YYYY-MM-DD. */
	if (said->length == 10) {
		memcpy(text, said->text, 10);
		memcpy(text + 10, midnight, sizeof midnight);
	} else {
		n = snprintf(text, sizeof text, "%04lld-%02d-%02d%s", (long long)m.year, m.month, m.day, midnight);
	}
	const char *kept = edu_passage_keep(p, text, (size_t)n);
	if (!kept) return EDU_ENOMEM;
	return edu_target_text(p, item, kept, (uint32_t)n, value, EDU_OUTCOME_DERIVED, m.has_zone ? edu_rule_elm_zone_dropped : rule);
}

bool elm_is_moment(const edu_passage *p, edu_ref value)
{
	const edu_item *said = &core_of(p)->items[value];
	edu_moment m;
	return said->text && edu_parse_moment(said->text, said->length, &m);
}

static int raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	edu_ref made;
	if (!elm_is_moment(p, value)) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elm_not_date);
		return 0;
	}
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	return rc < 0 || !made ? rc : elm_raise_moment(p, made, value, rule);
}

int elm_raise_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime);
}

int elm_raise_birth_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_moment(p, row, value, target, edu_rule_elm_birth_date);
}

/* Days since an era and minutes of the day, without the zone: good for telling which date is later. */
static int64_t order_of(const edu_item *item)
{
	edu_moment m;
	if (!item->text || !edu_parse_moment(item->text, item->length, &m)) return INT64_MIN;
	return ((((m.year * 12 + m.month) * 31 + m.day) * 24 + m.hour) * 60 + m.minute - m.zone) * 60 + m.second;
}

static edu_ref latest_award(const edu_tree *t, edu_ref credential)
{
	const edu_ref awards = edu_tree_child(t, credential, core_n_award);
	edu_ref latest = 0;
	int64_t best = 0;
	for (edu_ref a = edu_value_first(t, awards); a; a = edu_value_next(t, awards, a)) {
		const edu_ref issued = edu_tree_child(t, a, core_n_issued);
		const int64_t order = issued ? order_of(&t->items[issued]) : INT64_MIN;
		if (issued && order != INT64_MIN && (!latest || order > best)) {
			latest = a;
			best = order;
		}
	}
	return latest;
}

int elm_raise_issued(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref award = elm_raising_of(p)->award;
	const edu_ref issued = award ? edu_tree_child(t, award, core_n_issued) : 0;
	if (value || !issued) return value ? raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime) : 0;
	const int rc = raise_moment(p, row, issued, target, edu_rule_elm_date_as_datetime);
	if (!p->traces[issued].rule) p->traces[issued].rule = edu_rule_elm_issue_date;
	return rc;
}

int elm_raise_valid_from(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime);
	const edu_ref issued = edu_tree_child(&p->to->tree, target, elm_n_issued);
	edu_ref made;
	if (!issued) return 0;
	const int rc = edu_target_member(p, target, EDU_KIND_STRING, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, p->to->tree.items[issued].text, p->to->tree.items[issued].length);
	return edu_origin_set(p, made, edu_rule_elm_valid_from);
}

/* Which report the date of issue is taken from is settled before the claims. */
int elm_raise_subject(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elm_raising *r = elm_raising_of(p);
	edu_ref made;
	if (!edu_tree_child(core_of(p), core, core_n_issued)) r->award = latest_award(core_of(p), core);
	if (value) return elm_raise_node(p, row, value, target, &made);
	int rc = elm_member(p, target, row->name, false, elm_c_Person, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_Person);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, 0, made);
}
int elm_raise_temporal(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref ends[] = { edu_tree_child(t, core, core_n_startDate), edu_tree_child(t, core, core_n_endDate) };
	const edu_name names[] = { elm_n_startDate, elm_n_endDate };
	const edu_ref sessions = edu_tree_child(t, core, core_n_session);
	edu_ref period, made;
	int rc = 0;
	for (size_t i = 0; i < 2; i++) {
		if (!ends[i] || elm_is_moment(p, ends[i])) continue;
		edu_trace_set(p, ends[i], 0, EDU_OUTCOME_LOST, edu_rule_elm_not_date);
		ends[i] = 0;
	}
	if (ends[0] || ends[1]) {
		rc = elm_member(p, target, row->name, true, elm_c_PeriodOfTime, &period);
		if (rc >= 0) rc = elm_open(p, period, elm_c_PeriodOfTime);
		for (size_t i = 0; i < 2 && rc >= 0; i++) {
			if (!ends[i]) continue;
			rc = edu_target_member(p, period, EDU_KIND_STRING, names[i], &made);
			if (rc >= 0) rc = elm_raise_moment(p, made, ends[i], edu_rule_elm_date_as_datetime);
		}
	}
	for (edu_ref v = edu_value_first(t, sessions); v && rc >= 0; v = edu_value_next(t, sessions, v))
		rc = elm_raise_node(p, row, v, target, &made);
	return rc;
}
/* ---- lowering ---- */

/* The day that a moment means (elm.md, section 6, day shift). */
static const char *day_of(edu_passage *p, const char *text, uint32_t length, uint32_t *out_length, uint16_t *rule)
{
	edu_moment m;
	char day[32];
	*out_length = length;
	*rule = 0;
	if (!edu_parse_moment(text, length, &m) || !m.has_time) return text;
	const bool whole = !m.minute && !m.second && !m.has_fraction;
	*rule = edu_rule_elm_date_as_datetime;
	if (whole && m.hour >= 21 && m.has_zone && !m.zone) {
		edu_next_day(&m);
		*rule = edu_rule_elm_day_shift;
	} else if (!whole || m.hour) {
		*rule = edu_rule_elm_time_dropped;
	}
	const int n = snprintf(day, sizeof day, "%04lld-%02d-%02d", (long long)m.year, m.month, m.day);
	*out_length = (uint32_t)n;
	return edu_passage_keep(p, day, (size_t)n);
}

int elm_lower_date(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *item = &p->from->tree.items[value];
	uint32_t length;
	uint16_t rule;
	edu_ref made;
	if (item->kind != EDU_KIND_STRING) return 0;
	const char *day = day_of(p, item->text, item->length, &length, &rule);
	if (!day) return EDU_ENOMEM;
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, day, length);
	edu_trace_set(p, value, made, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

/* A stretch of time with a name is a session; without one it is when the learner studied. */
int elm_lower_temporal(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t sessions[] = { core_n_session };
	const edu_tree *t = &p->from->tree;
	const edu_ref period = elm_described(p, value);
	edu_ref node;
	if (!elm_is_container(t, period)) return 0;
	if (edu_tree_child(t, period, elm_n_prefLabel) || edu_tree_child(&p->to->tree, core, core_n_startDate)
	    || edu_tree_child(&p->to->tree, core, core_n_endDate))
		return elm_core_node(p, row, sessions, 1, value, core, &node);
	static const struct {
		edu_name name;
		uint16_t property;
	} ends[] = { { elm_n_startDate, core_n_startDate }, { elm_n_endDate, core_n_endDate } };
	for (size_t i = 0; i < 2; i++) {
		const edu_ref date = edu_tree_child(t, period, ends[i].name);
		edu_row plain = *row;
		plain.path[0] = ends[i].property;
		plain.depth = 1;
		const int rc = date ? elm_lower_date(p, &plain, edu_value_first(t, date), core) : 0;
		if (rc < 0) return rc;
	}
	return 0;
}
