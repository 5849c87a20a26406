/*
 * formats/ooapi/raise_record.c – an achievement becomes what was studied (programme, course or component),
 * its offering, and the learner's association with that, which holds the result (ooapi.md, section 11).
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "formats/ooapi/hows.h"

/* What goes with an education of a class. */
typedef struct companions {
	uint16_t education, offering, association, result;
	uint16_t to_education, to_offering;     /* members that refer to them */
} companions;

static const companions *companions_of(const ooapi_record *r)
{
	static const companions kinds[] = {
		{ ooapi_c_Programme, ooapi_c_ProgrammeOffering, ooapi_c_ProgrammeOfferingAssociation,
		  ooapi_c_ProgrammeResult, ooapi_n_programmeId, ooapi_n_programmeOfferingId },
		{ ooapi_c_Course, ooapi_c_CourseOffering, ooapi_c_CourseOfferingAssociation,
		  ooapi_c_CourseResult, ooapi_n_courseId, ooapi_n_courseOfferingId },
		{ ooapi_c_LearningComponent, ooapi_c_LearningComponentOffering,
		  ooapi_c_LearningComponentOfferingAssociation, ooapi_c_ComponentResult,
		  ooapi_n_learningComponentId, ooapi_n_learningComponentOfferingId },
	};
	return &kinds[r->cls == ooapi_c_Programme ? 0 : r->cls == ooapi_c_Course ? 1 : 2];
}

static int add_constant(edu_passage *p, edu_ref object, uint16_t name, const char *text, uint16_t rule)
{
	return edu_target_constant(p, object, EDU_KIND_STRING, name, text, strlen(text), rule, NULL);
}

/* ---- programme, course, component ---- */

/* An achievement's title that is the course's says no more; its source is the same. */
static void trace_titles(edu_passage *p, edu_ref titles, edu_ref name)
{
	const edu_tree *t = &p->from->tree, *to = &p->to->tree;
	for (edu_ref v = edu_value_first(t, titles); v; v = edu_value_next(t, titles, v)) {
		const edu_item *text = &t->items[v];
		for (edu_ref e = name ? edu_tree_first(to, name) : 0; e; e = edu_tree_next(to, e)) {
			const edu_ref value = edu_tree_child(to, e, ooapi_n_value),
				      language = edu_tree_child(to, e, ooapi_n_language);
			const edu_ref said = edu_tree_child(t, v, core_n_lang);
			if (!value || to->items[value].length != text->length
			    || memcmp(to->items[value].text, text->text, text->length))
				continue;
			if (said && !(language && edu_equal_nocase(t->items[said].text, t->items[said].length,
			                                           to->items[language].text)))
				continue;
			edu_trace_set(p, v, value, EDU_OUTCOME_EXACT, 0);
			if (said && language) edu_trace_set(p, said, language, EDU_OUTCOME_EXACT, 0);
			break;
		}
	}
}

static bool is_kind(const edu_tree *t, edu_ref kind, const char *text)
{
	return kind && edu_equal(t->items[kind].text, t->items[kind].length, text);
}

/* Which kind of course it was stands in the class, and with programmes in their type. */
static int add_kind(edu_passage *p, const ooapi_record *r, edu_ref specification, edu_ref object)
{
	static const struct { const char *kind, *type;
	} types[] = {
		{ "Degree Programme", "programme" },
		{ "Module", "x-module" },
		{ "Course", "x-course" },
		{ "Class", "x-class" },
	};
	const edu_tree *t = &p->from->tree;
	const edu_ref said = specification ? edu_core_one(t, specification, core_n_kind) : 0;
	const uint16_t name = r->cls == ooapi_c_Programme ? ooapi_n_programmeType : ooapi_n_componentType;
	const char *type = said ? "x-other" : "x-unspecified";
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (is_kind(t, said, types[i].kind)) type = types[i].type;
	edu_ref made = object;
	if (r->cls == ooapi_c_Course) {
		if (said && is_kind(t, said, "Course"))
			edu_trace_set(p, said, object, EDU_OUTCOME_DERIVED, edu_rule_ooapi_course_kind);
		return 0;
	}
	const int rc = edu_target_constant(p, object, EDU_KIND_STRING, name, type, strlen(type),
	                                   edu_rule_ooapi_programme_type, &made);
	if (rc < 0 || !said || !strcmp(type, "x-other")) return rc;
	edu_trace_set(p, said, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_programme_type);
	return edu_origin_set(p, made, EDU_SOURCED);
}

/* Courses name the programmes they belong to, programmes and components what is above them. */
int ooapi_add_whole(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	const ooapi_record *whole = &ooapi_raising_of(p)->records[r->whole];
	if (!r->whole) return 0;
	const bool alike = whole->cls == r->cls;
	return ooapi_refer_to(p, object,
	                      alike                      ? ooapi_n_parentId
	                      : r->cls == ooapi_c_Course ? ooapi_n_programmeIds
	                                                 : ooapi_n_courseId,
	                      whole->education);
}

int ooapi_raise_education(edu_passage *p, ooapi_record *r)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = ooapi_specification_of(p, r);
	const edu_ref titles = edu_tree_child(t, r->node, core_n_title);
	const edu_ref activity = edu_core_one(t, r->node, core_n_activity);
	ooapi_identity identity;
	ooapi_making m;
	r->education = specification ? p->traces[specification].to : 0;
	if (r->education) return 0;
	int rc = ooapi_identify_education(p, r, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, r->cls, specification, &identity, &m);
	if (rc < 0) return rc;
	rc = add_kind(p, r, specification, m.object);
	if (rc >= 0 && !edu_tree_child(&p->to->tree, m.object, ooapi_n_name))
		rc = ooapi_raise_row(p, r->cls, ooapi_n_name, r->node, titles, m.object);
	if (rc >= 0) rc = ooapi_demand_name(p, m.object);
	if (rc >= 0 && activity) {
		const edu_row load = { .name = ooapi_n_studyLoad, .flags = EDU_ROW_MANY };
		const bool takes =
			edu_schema_property(&ooapi_schema, r->cls, load.name, p->to->version) != NULL;
		if (takes)
			rc = ooapi_raise_hours(p, &load, edu_tree_child(t, activity, core_n_hours), m.object);
	}
	if (rc >= 0) rc = ooapi_add_whole(p, r, m.object);
	if (rc >= 0) rc = ooapi_refer_to(p, m.object, ooapi_n_organisationId, r->organisation);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	r->education = m.object;
	return rc;
}

/* ---- its offering ---- */

/* What the record says of the learner's activity alone is said of what was offered. */
static int add_activity(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	static const struct { uint16_t core, name; } members[] = {
		{ core_n_startDate, ooapi_n_startDateTime }, { core_n_language, ooapi_n_teachingLanguages },
	};
	const edu_tree *t = &p->from->tree;
	const edu_ref activity = edu_core_one(t, r->node, core_n_activity);
	int rc = 0;
	for (size_t i = 0; i < sizeof members / sizeof *members && rc >= 0 && activity; i++)
		if (!edu_tree_child(&p->to->tree, object, members[i].name))
			rc = ooapi_raise_row(p, companions_of(r)->offering, members[i].name, activity,
					     edu_tree_child(t, activity, members[i].core), object);
	return rc;
}

/* The offering's own name, or the title of the achievement where it isn't the course's, or else the course's. */
static int add_offering_name(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	const edu_tree *t = &p->from->tree;
	edu_tree *to = &p->to->tree;
	const edu_ref titles = edu_tree_child(t, r->node, core_n_title),
		      name = edu_tree_child(to, r->education, ooapi_n_name);
	const edu_ref first = edu_value_first(t, titles);
	trace_titles(p, titles, name);
	if (edu_tree_child(to, object, ooapi_n_name)) return 0;
	if (first && !edu_traced(p, first))
		return ooapi_raise_row(p, companions_of(r)->offering, ooapi_n_name, r->node, titles, object);
	const int rc = ooapi_repeat_name(p, name, object);
	return rc < 0 ? rc : ooapi_demand_name(p, object);
}

static int add_session(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref activity = edu_core_one(t, r->node, core_n_activity);
	edu_ref session = r->offered ? edu_core_one(t, r->offered, core_n_session) : 0, made;
	if (!session && activity) session = edu_core_one(t, activity, core_n_session);
	const int rc = ooapi_raise_session(p, r, session, &made);
	return rc < 0 ? rc : ooapi_refer_to(p, object, ooapi_n_academicSessionId, made);
}

static int add_value_type(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	static const uint16_t path[] = { core_n_assessment, core_n_gradingScheme };
	const edu_tree *t = &p->from->tree;
	edu_ref link = edu_value_first(t, edu_core_at(t, r->node, path, 2));
	if (!link && r->offered)
		link = edu_value_first(t, edu_tree_child(t, r->offered, core_n_gradingScheme));
	if (!link || edu_tree_child(&p->to->tree, object, ooapi_n_resultValueType)) return 0;
	return ooapi_raise_value_type(p, edu_core_follow(t, link), object);
}

int ooapi_raise_offering(edu_passage *p, ooapi_record *r)
{
	ooapi_identity identity;
	ooapi_making m;
	r->offering = r->offered ? p->traces[r->offered].to : 0;
	if (r->offering) return 0;
	int rc = ooapi_identify_offering(p, r, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, companions_of(r)->offering, r->offered, &identity, &m);
	if (rc >= 0) rc = add_offering_name(p, r, m.object);
	if (rc >= 0) rc = add_activity(p, r, m.object);
	if (rc >= 0) rc = add_value_type(p, r, m.object);
	if (rc >= 0) rc = add_session(p, r, m.object);
	if (rc >= 0) rc = ooapi_refer_to(p, m.object, companions_of(r)->to_education, r->education);
	if (rc >= 0) rc = ooapi_refer_to(p, m.object, ooapi_n_organisationId, r->organisation);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	r->offering = m.object;
	return rc;
}

/* ---- the association and its result ---- */

enum { DAY = 10 };

static bool is_in_progress(const edu_passage *p, edu_ref achievement)
{
	uint32_t length;
	const char *status = edu_core_text(&p->from->tree, achievement, core_n_status, &length);
	return status && edu_equal(status, length, "in-progress");
}

static int add_state(edu_passage *p, const ooapi_record *r, edu_ref object)
{
	const edu_ref status = edu_core_one(&p->from->tree, r->node, core_n_status);
	const bool going_on = is_in_progress(p, r->node);
	edu_ref made;
	int rc = add_constant(p, object, ooapi_n_role, "student", edu_rule_ooapi_student);
	if (rc >= 0) {
		const char *state = going_on ? "associated" : "finished";
		rc = edu_target_constant(p, object, EDU_KIND_STRING, ooapi_n_state, state, strlen(state),
		                         edu_rule_ooapi_status, &made);
	}
	if (rc < 0 || !going_on) return rc;
	edu_trace_set(p, status, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_status);
	return edu_origin_set(p, made, EDU_SOURCED);
}

static int raise_association(edu_passage *p, ooapi_record *r)
{
	ooapi_identity identity;
	ooapi_making m;
	int rc = ooapi_identify_association(p, r, &identity);
	if (rc >= 0) rc = ooapi_begin_entity(p, companions_of(r)->association, 0, &identity, &m);
	if (rc >= 0) rc = add_state(p, r, m.object);
	if (rc >= 0) rc = ooapi_refer_to(p, m.object, ooapi_n_personId, ooapi_raising_of(p)->learner);
	if (rc >= 0) rc = ooapi_refer_to(p, m.object, companions_of(r)->to_offering, r->offering);
	if (rc >= 0) edu_trace_set(p, r->node, m.object, EDU_OUTCOME_EXACT, 0);
	if (rc >= 0) rc = edu_raise_frame(p, ooapi_frame_of(m.cls), r->node, m.object);
	if (rc >= 0) rc = ooapi_end_entity(p, &m);
	r->association = m.object;
	return rc;
}

static int add_pass(edu_passage *p, edu_ref achievement, edu_ref object)
{
	static const char *const words[] = { "passed", "failed" };
	const edu_tree *t = &p->from->tree;
	const edu_ref status = edu_core_one(t, achievement, core_n_status);
	const edu_row row = { .name = ooapi_n_pass };
	const edu_item *said = &t->items[status];
	const char *pass = "unknown";
	const int rc = add_constant(p, object, ooapi_n_state, "completed", edu_rule_ooapi_status);
	if (rc < 0) return rc;
	if (!status) return add_constant(p, object, row.name, "passed", edu_rule_ooapi_status_missing);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (edu_equal_nocase(said->text, said->length, words[i])) pass = words[i];
	return ooapi_raise_as(p, &row, status, object, pass, strlen(pass),
	                      edu_equal(said->text, said->length, pass) ? 0 : edu_rule_ooapi_status);
}

int ooapi_raise_result(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const ooapi_record *r = ooapi_raising_of(p)->at;
	edu_ref object;
	if (is_in_progress(p, core)) return 0;
	int rc = edu_target_member(p, target, EDU_KIND_OBJECT, row->name, &object);
	if (rc < 0) return rc;
	p->to->tree.items[object].cls = companions_of(r)->result;
	rc = add_pass(p, core, object);
	return rc < 0 ? rc : edu_raise_frame(p, ooapi_frame_of(companions_of(r)->result), core, object);
}

static bool is_day(const edu_tree *t, edu_ref property)
{
	const edu_item *text = &t->items[edu_value_first(t, property)];
	return property && text->length >= DAY && edu_is_full_date(text->text, DAY);
}

/* Of the achievement, and then of the credential: what is nearest to the date of a result (ooapi.md, section 6.5). */
static edu_ref nearest_date(const edu_passage *p, edu_ref achievement, edu_ref award)
{
	static const uint16_t paths[][2] = {
		{ core_n_offering, core_n_endDate },
		{ core_n_awardedBy, core_n_date },
		{ core_n_awardedBy, core_n_issued },
	};
	static const uint16_t of_award[] = { core_n_date, core_n_issued };
	static const uint16_t of_credential[] = { core_n_issued, core_n_issuanceDate, core_n_validFrom,
		                                  core_n_generated };
	const edu_tree *t = &p->from->tree;
	edu_ref date = 0;
	for (size_t i = 0; i < sizeof paths / sizeof *paths && !is_day(t, date); i++)
		date = edu_core_at(t, achievement, paths[i], 2);
	for (size_t i = 0; i < sizeof of_award / sizeof *of_award && award && !is_day(t, date); i++)
		date = edu_tree_child(t, award, of_award[i]);
	for (size_t i = 0; i < sizeof of_credential / sizeof *of_credential && !is_day(t, date); i++)
		date = edu_tree_child(t, p->from->content, of_credential[i]);
	return is_day(t, date) ? date : 0;
}

int ooapi_raise_result_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t own_end[] = { core_n_activity, core_n_endDate };
	const edu_tree *t = &p->from->tree;
	if (is_day(t, value)) return ooapi_raise_moment(p, row, value, target, false, 0);
	edu_ref date = edu_core_at(t, core, own_end, 2);
	if (is_day(t, date)) return ooapi_raise_moment(p, row, date, target, false, 0);
	date = nearest_date(p, core, ooapi_raising_of(p)->at->award);
	if (date) return ooapi_raise_moment(p, row, date, target, false, edu_rule_ooapi_result_date);
	return edu_fail(p->err, EDU_EUNSUPPORTED, "ooapi/result-date",
	                "a result of OOAPI has a date, and nothing in the document gives one; give `issued` "
	                "with --supplement");
}

static int add_no_load(edu_passage *p, const edu_row *row, edu_ref target)
{
	edu_ref object;
	int rc = edu_target_member(p, target, EDU_KIND_OBJECT, row->name, &object);
	if (rc < 0) return rc;
	p->to->tree.items[object].cls = ooapi_c_StudyLoad;
	rc = add_constant(p, object, ooapi_n_studyLoadUnit, "ects", edu_rule_ooapi_result_load);
	return rc < 0 ? rc
	              : edu_target_constant(p, object, EDU_KIND_NUMBER, ooapi_n_value, "0", 1,
	                                    edu_rule_ooapi_result_load, NULL);
}

/* The schema wants a load in every result of a course, be it failed. */
int ooapi_raise_result_load(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v))
		rc = ooapi_raise_load(p, row, v, target);
	return rc < 0 || edu_tree_child(&p->to->tree, target, row->name) ? rc : add_no_load(p, row, target);
}

/* ---- all of it ---- */

int ooapi_raise_record(edu_passage *p, ooapi_record *r)
{
	r->offered = edu_core_one(&p->from->tree, r->node, core_n_offering);
	int rc = ooapi_raise_education(p, r);
	ooapi_raising_of(p)->at = r;
	if (rc >= 0) rc = ooapi_raise_offering(p, r);
	return rc < 0 ? rc : raise_association(p, r);
}
