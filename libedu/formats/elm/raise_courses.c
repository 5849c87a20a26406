/*
 * formats/elm/raise_courses.c – a catalogue of the core becomes linked data about courses: bodies, what is taught and
 * its parts, then when it is taught, side by side.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- of which class a course is ---- */

/* What a course stands in as a part; 0: in the catalogue. */
static edu_ref whole_of(const edu_tree *t, edu_ref course)
{
	edu_ref whole = t->items[course].parent;
	if (whole && t->items[whole].kind == EDU_KIND_ARRAY) whole = t->items[whole].parent;
	return whole && t->items[whole].cls == core_c_Specification ? whole : 0;
}

/*
 * What is only named, as the whole of courses that stand here or as who teaches them: it stands in another file, and
 * without a title or name it is nothing to the profile. A part, or what is offered, is kept all the same.
 */
static bool is_only_named(const edu_passage *p, edu_ref node)
{
	const edu_tree *t = core_of(p);
	const bool is_course = t->items[node].cls == core_c_Specification;
	for (edu_ref i = edu_tree_first(t, node); i; i = edu_tree_next(t, i)) {
		const edu_name name = t->items[i].name;
		if (name != core_n_identifier && name != core_n_kind && name != core_n_part) return false;
	}
	if (!is_course) return t->items[node].cls == core_c_Organisation;
	return edu_tree_child(t, node, core_n_part) && !((const elm_raising *)p->state)->first_offering[node];
}

/* ---- the whole catalogue ---- */

static int add_contexts(edu_passage *p)
{
	edu_ref contexts;
	int rc = edu_target_member(p, p->to->tree.top, EDU_KIND_ARRAY, elm_n__context, &contexts);
	if (rc >= 0) rc = elm_default_text(p, contexts, 0, ELM_W3C_CONTEXT, edu_rule_elm_envelope);
	return rc < 0 ? rc : elm_default_text(p, contexts, 0, ELM_CONTEXT, edu_rule_elm_envelope);
}

/* Each node once, wherever it stands in the core: in order of the tree, so that wholes come before their parts. */
static int raise_all(edu_passage *p, uint16_t cls, uint16_t frame)
{
	const edu_tree *t = core_of(p);
	const edu_row row = { .name = elm_n__graph, .flags = EDU_ROW_MANY, .frame = frame };
	edu_ref made;
	int rc = 0;
	for (edu_ref i = p->from->content; i && rc >= 0; i = edu_tree_walk(t, p->from->content, i)) {
		if (t->items[i].kind != EDU_KIND_OBJECT || t->items[i].cls != cls || edu_traced(p, i)) continue;
		if (is_only_named(p, i)) continue;
		rc = elm_raise_node(p, &row, i, p->to->tree.top, &made);
		if (rc >= 0) rc = edu_passage_hand_on(p, made);
	}
	return rc;
}

/* The first occurrence of each course, which says what the course doesn't. */
static int find_offerings(edu_passage *p)
{
	elm_raising *r = elm_raising_of(p);
	const edu_tree *t = core_of(p);
	const edu_ref offerings = edu_tree_child(t, p->from->content, core_n_offering);
	r->offering_count = t->count;
	r->first_offering = edu_allocate(&p->to->tree.ctx->allocator, r->offering_count * sizeof *r->first_offering);
	if (!r->first_offering) return edu_fail_memory(p->err);
	memset(r->first_offering, 0, r->offering_count * sizeof *r->first_offering);
	for (edu_ref v = edu_value_first(t, offerings); v; v = edu_value_next(t, offerings, v)) {
		const edu_ref course = edu_core_one(t, edu_core_follow(t, v), core_n_specification);
		if (course && !r->first_offering[course]) r->first_offering[course] = edu_core_follow(t, v);
	}
	return 0;
}

int elm_raise_catalogue(edu_passage *p)
{
	elm_raising_of(p)->is_catalogue = true;
	edu_trace_set(p, p->from->content, p->to->tree.top, EDU_OUTCOME_EXACT, 0);
	int rc = find_offerings(p);
	if (rc >= 0) rc = add_contexts(p);
	if (rc >= 0) rc = raise_all(p, core_c_Organisation, elm_f_Organisation);
	if (rc >= 0) rc = raise_all(p, core_c_Specification, elm_f_LearningAchievementSpecification);
	return rc < 0 ? rc : raise_all(p, core_c_Offering, elm_f_LearningOpportunity);
}

edu_ref elm_of_offering(const edu_passage *p, edu_ref course, uint16_t property)
{
	const elm_raising *r = p->state;
	const edu_ref offering = r->is_catalogue && course < r->offering_count ? r->first_offering[course] : 0;
	return offering ? edu_tree_child(core_of(p), offering, property) : 0;
}

/* ---- parts ---- */

/* A part stands inside its whole, in full or by its identifier. What the class of the whole doesn't take names the whole. */
int elm_raise_parts(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const uint16_t whole = p->to->tree.items[target].cls;
	edu_ref made;
	int rc = 0;
	if (!elm_raising_of(p)->is_catalogue) return 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const uint16_t part = elm_course_class(p, edu_core_follow(t, v));
		const bool activities = whole == elm_c_LearningActivitySpecification;
		if (activities != (part == elm_c_LearningActivitySpecification)) continue;
		/* Qualifications consist of qualifications alone. */
		if (whole == elm_c_Qualification && part != whole) continue;
		rc = elm_raise_node(p, row, v, target, &made);
	}
	return rc;
}

int elm_raise_whole(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref whole = elm_raising_of(p)->is_catalogue ? whole_of(core_of(p), core) : 0;
	edu_ref made;
	if (!whole || elm_course_class(p, whole) != elm_c_Qualification) return 0;
	if (p->to->tree.items[target].cls != elm_c_LearningAchievementSpecification || !p->traces[whole].to) return 0;
	const int rc = elm_member(p, target, row->name, true, elm_c_Qualification, &made);
	return rc < 0 ? rc : elm_add_reference(p, made, whole, edu_rule_elm_reference);
}

/* Hours of teaching are an activity's, not an achievement's. */
static int add_hours(edu_passage *p, edu_name name, bool many, edu_ref hours, edu_ref titles, edu_ref target)
{
	const edu_row row = { .name = elm_n_contactHour, .flags = EDU_ROW_MANY };
	edu_ref made;
	int rc = elm_member(p, target, name, many, elm_c_LearningActivitySpecification, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_LearningActivitySpecification);
	if (rc >= 0 && titles) rc = elm_copy_titles(p, made, elm_n_title, titles, edu_rule_elm_course_title);
	return rc < 0 ? rc : edu_how_text.raise(p, &row, 0, hours, made);
}

int elm_raise_activities(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref parts = edu_tree_child(t, core, core_n_part), hours = edu_tree_child(t, core, core_n_contactHours);
	edu_ref made;
	int rc = 0;
	if (!elm_raising_of(p)->is_catalogue) return 0;
	for (edu_ref v = edu_value_first(t, parts); v && rc >= 0; v = edu_value_next(t, parts, v))
		if (elm_course_class(p, edu_core_follow(t, v)) == elm_c_LearningActivitySpecification)
			rc = elm_raise_node(p, row, v, target, &made);
	return rc < 0 || !hours ? rc : add_hours(p, row->name, true, hours, edu_tree_child(t, core, core_n_title), target);
}

/* That a course is a class is said by its being an activity. */
int elm_raise_activity_kind(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_trace_set(p, value, edu_tree_child(&p->to->tree, target, elm_n_type), EDU_OUTCOME_DERIVED, edu_rule_elm_class_activity);
	return 0;
}

/* ---- what the first occurrence says of a course ---- */

static int add_languages(edu_passage *p, const edu_row *row, edu_ref languages, bool many, uint16_t rule, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, languages); v && rc >= 0; v = edu_value_next(t, languages, v)) {
		rc = elm_add_concept(p, target, row->name, many, row->vocabulary, t->items[v].text, t->items[v].length, 0, rule);
		if (!many) break;
	}
	return rc;
}

int elm_raise_course_language(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return elm_raise_concept(p, row, core, value, target);
	return add_languages(p, row, elm_of_offering(p, core, core_n_language), true, edu_rule_elm_of_offering, target);
}

int elm_raise_course_credit(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref credits = value ? value : elm_of_offering(p, core, core_n_credit);
	return credits ? elm_raise_credit(p, row, core, credits, target) : 0;
}

/* How a course is assessed, and the scheme of its results, are of one specification. */
int elm_raise_how_assessed(edu_passage *p, const edu_row *row, edu_ref core, edu_ref scheme, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_row member = { .name = elm_n_gradingScheme, .frame = row->frame };
	const edu_row description = { .name = elm_n_description, .flags = EDU_ROW_UNIQUE_LANG | EDU_ROW_MANY };
	const edu_ref text = edu_tree_child(t, core, core_n_assessment), titles = edu_tree_child(t, core, core_n_title);
	edu_ref holder, made;
	if (!scheme) scheme = elm_of_offering(p, core, core_n_gradingScheme);
	if (!scheme && !text) return 0;
	int rc = elm_member(p, target, row->name, true, elm_c_LearningAssessmentSpecification, &holder);
	if (rc >= 0) rc = elm_open(p, holder, elm_c_LearningAssessmentSpecification);
	if (rc >= 0 && titles) rc = elm_copy_titles(p, holder, elm_n_title, titles, edu_rule_elm_course_title);
	if (rc >= 0 && text) rc = edu_how_lang.raise(p, &description, core, text, holder);
	return rc < 0 || !scheme ? rc : elm_raise_node(p, &member, scheme, holder, &made);
}

/* ---- occurrences ---- */

static edu_ref of_course(const edu_passage *p, edu_ref offering, uint16_t property)
{
	const edu_tree *t = core_of(p);
	const edu_ref course = ((const elm_raising *)p->state)->is_catalogue ? edu_core_one(t, offering, core_n_specification) : 0;
	return course ? edu_tree_child(t, course, property) : 0;
}

int elm_raise_default_language(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (!elm_raising_of(p)->is_catalogue) return 0;
	if (value) return elm_raise_concept(p, row, core, value, target);
	const edu_ref course = edu_core_one(core_of(p), core, core_n_specification), own = of_course(p, core, core_n_language);
	const edu_ref languages = own || !course ? own : elm_of_offering(p, course, core_n_language);
	return add_languages(p, row, languages, false, edu_rule_elm_of_course, target);
}

int elm_raise_course_page(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref page = value ? 0 : edu_value_first(t, of_course(p, core, core_n_homepage));
	edu_ref made;
	if (!page) return 0;
	int rc = elm_member(p, target, row->name, true, elm_c_WebResource, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_WebResource);
	if (rc < 0) return rc;
	return edu_target_constant(p, made, EDU_KIND_STRING, elm_n_contentURL, t->items[page].text, t->items[page].length,
				   edu_rule_elm_of_course, NULL);
}

int elm_raise_provided_by(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref providers = value ? 0 : of_course(p, core, core_n_provider);
	edu_ref made;
	int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	for (edu_ref v = edu_value_first(t, providers); v && rc >= 0; v = edu_value_next(t, providers, v)) {
		const edu_ref body = edu_core_follow(t, v);
		if (!edu_traced(p, body)) {
			rc = elm_raise_node(p, row, body, target, &made);
			continue;
		}
		rc = elm_member(p, target, row->name, true, elm_c_Organisation, &made);
		if (rc >= 0) rc = elm_add_reference(p, made, body, edu_rule_elm_of_course);
	}
	return rc;
}

/* An opportunity to take part in a class is one of its course's, too: the profile demands an achievement. */
int elm_raise_offered(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref course = value ? edu_core_follow(t, value) : 0, made;
	if (!elm_raising_of(p)->is_catalogue) return edu_how_node.raise(p, row, core, value, target);
	while (course && elm_course_class(p, course) == elm_c_LearningActivitySpecification) course = whole_of(t, course);
	if (!course) return 0;
	if (course == edu_core_follow(t, value)) return elm_raise_node(p, row, value, target, &made);
	const int rc = elm_member(p, target, row->name, false, elm_course_class(p, course), &made);
	return rc < 0 ? rc : elm_add_reference(p, made, course, edu_rule_elm_reference);
}

int elm_raise_offered_activity(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref link = edu_tree_child(t, core, core_n_specification), hours = edu_tree_child(t, core, core_n_contactHours);
	const edu_ref course = link ? edu_core_follow(t, link) : 0, titles = edu_tree_child(t, core, core_n_title);
	edu_ref made;
	if (!elm_raising_of(p)->is_catalogue) return 0;
	if (course && elm_course_class(p, course) == elm_c_LearningActivitySpecification)
		return elm_raise_node(p, row, link, target, &made);
	return hours ? add_hours(p, row->name, false, hours, titles ? titles : of_course(p, core, core_n_title), target) : 0;
}
