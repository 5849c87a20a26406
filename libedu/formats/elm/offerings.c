/*
 * formats/elm/offerings.c – when an offering takes place, which a learning opportunity says in one stretch of time.
 */
#include "core_tables.h"
#include "formats/elm/crosswalk.h"
#include "formats/elm/elm.h"
#include "formats/elm/hows.h"

/* The first day or the last: the offering's own, or else its session's; 0: not known, or no date. */
static edu_ref end_of(const edu_passage *p, edu_ref offering, edu_ref session, uint16_t name)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref own = edu_tree_child(t, offering, name);
	const edu_ref found = own ? own : session ? edu_tree_child(t, session, name) : 0;
	return found && elm_is_moment(p, found) ? found : 0;
}

static int raise_ends(edu_passage *p, edu_ref offering, edu_ref session, edu_ref period)
{
	static const struct { uint16_t core; edu_name name; } ends[] = {
		{ core_n_startDate, elm_n_startDate }, { core_n_endDate, elm_n_endDate }
	};
	int rc = 0;
	for (size_t i = 0; i < 2 && rc >= 0; i++) {
		const edu_ref end = end_of(p, offering, session, ends[i].core);
		edu_ref made;
		if (!end) continue;
		rc = edu_target_member(p, period, EDU_KIND_STRING, ends[i].name, &made);
		if (rc >= 0) rc = elm_raise_moment(p, made, end, edu_rule_elm_date_as_datetime);
	}
	return rc;
}

/* The session gives the stretch its name. */
int elm_raise_occurrence(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref session = edu_core_one(t, core, core_n_session);
	const edu_row label = { .name = elm_n_prefLabel, .how = &edu_how_lang };
	edu_ref period;
	if (!session && !end_of(p, core, 0, core_n_startDate) && !end_of(p, core, 0, core_n_endDate)) return 0;
	int rc = elm_member(p, target, row->name, false, elm_c_PeriodOfTime, &period);
	if (rc >= 0) rc = elm_open(p, period, elm_c_PeriodOfTime);
	const edu_ref titles = session ? edu_tree_child(t, session, core_n_title) : 0;
	if (rc >= 0 && titles) rc = label.how->raise(p, &label, session, titles, period);
	return rc < 0 ? rc : raise_ends(p, core, session, period);
}

/* Of a catalogue: the days of the stretch are the occurrence's own, and as far as is known its term's. */
int elm_lower_occurrence(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t ends[] = { core_n_startDate, core_n_endDate };
	edu_tree *t = &p->to->tree;
	int rc = elm_lower_temporal(p, row, value, core);
	const edu_ref session = edu_core_one(t, core, core_n_session);
	if (p->from->shape != EDU_ELM_COURSES || !session) return rc;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && rc >= 0; i++) {
		const edu_ref day = edu_tree_child(t, session, ends[i]);
		edu_ref made;
		if (!day || edu_tree_child(t, core, ends[i])) continue;
		rc = elm_add_core_text(p, core, ends[i], 0, t->items[day].text, t->items[day].length, &made);
		if (rc >= 0 && made) rc = edu_origin_set(p, made, edu_rule_elm_occurrence);
	}
	return rc;
}
