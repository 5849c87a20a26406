/*
 * formats/ooapi/lower.c – one learner's associations, and what they lead to, become a credential (ooapi.md, section 10).
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "model/refusal.h"

/* Parents of parents: more of them is a circle, or no university's. */
enum { GENERATIONS = 64 };

/* Grading schemes that are compared with a new one: in a longer list an equal one may stand twice. */
enum { SEARCHED = 64 };

static const uint16_t to_person[] = { ooapi_n_person, ooapi_n_personId, 0 };
static const uint16_t to_offering[] = {
	ooapi_n_offering, ooapi_n_courseOffering, ooapi_n_courseOfferingId, ooapi_n_programmeOffering,
	ooapi_n_programmeOfferingId, ooapi_n_learningComponentOffering, ooapi_n_learningComponentOfferingId,
	ooapi_n_testComponentOffering, ooapi_n_testComponentOfferingId, 0
};
static const uint16_t to_parent[] = { ooapi_n_parent, ooapi_n_parentId, 0 };
static const uint16_t to_outer_offering[] = {
	ooapi_n_courseOffering, ooapi_n_courseOfferingId, ooapi_n_programOffering, 0
};

static ooapi_entity *entity(edu_passage *p, uint32_t i) { return &ooapi_lowering_of(p)->entities.list[i]; }

static int related(edu_passage *p, uint32_t from, const uint16_t *names, uint32_t *out)
{
	*out = 0;
	return from ? ooapi_entity_related(p, &ooapi_lowering_of(p)->entities, from, names, out) : 0;
}

/* ---- which learner, which associations ---- */

static bool is_association(uint16_t cls)
{
	return cls >= ooapi_c_ProgrammeOfferingAssociation && cls <= ooapi_c_TestComponentOfferingAssociation;
}

/* Associations of others with a course, its teachers for example, are no part of a learner's record. */
static bool is_of_learner(const edu_tree *t, edu_ref association)
{
	const edu_ref role = edu_tree_child(t, association, ooapi_n_role);
	return (!role || edu_equal(t->items[role].text, t->items[role].length, "student")) && !ooapi_is_dropped(t, association);
}

static int add_enrolment(edu_passage *p, uint32_t self)
{
	ooapi_lowering *l = ooapi_lowering_of(p);
	ooapi_enrolment made = { .item = entity(p, self)->fullest, .self = self };
	int rc = related(p, self, to_offering, &made.offering);
	if (rc >= 0) rc = related(p, made.offering, ooapi_to_education, &made.education);
	if (rc < 0) return rc;
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&l->enrolments, &l->enrolment_capacity, l->enrolment_count,
		      sizeof *l->enrolments))
		return edu_fail_memory(p->err);
	l->enrolments[l->enrolment_count++] = made;
	ooapi_entity *education = entity(p, made.education);
	if (!education->enrolment) education->enrolment = (uint32_t)l->enrolment_count;
	return 0;
}

static int find_enrolments(edu_passage *p)
{
	const ooapi_lowering *l = ooapi_lowering_of(p);
	const size_t count = l->entities.count;
	int rc = 0;
	for (uint32_t i = 1; i < count && rc >= 0; i++) {
		const ooapi_entity *e = entity(p, i);
		if (e->fullest && is_association(e->cls) && is_of_learner(&p->from->tree, e->fullest)) rc = add_enrolment(p, i);
	}
	return rc;
}

/* The only person of a file is whom its associations are about, where they don't say. */
static uint32_t only_person(edu_passage *p)
{
	const ooapi_entities *e = &ooapi_lowering_of(p)->entities;
	uint32_t found = 0;
	for (uint32_t i = 1; i < e->count; i++) {
		if (e->list[i].cls != ooapi_c_Person) continue;
		if (found) return 0;
		found = i;
	}
	return found;
}

static int refuse(edu_passage *p, edu_ref place, const char *rule, const char *message)
{
	return edu_refuse(p->err, EDU_EUNSUPPORTED, rule, &p->from->tree, place, "%s", message);
}

static int find_learner(edu_passage *p, uint32_t *learner)
{
	const ooapi_lowering *l = ooapi_lowering_of(p);
	*learner = 0;
	for (size_t i = 0; i < l->enrolment_count; i++) {
		uint32_t person;
		const int rc = related(p, l->enrolments[i].self, to_person, &person);
		if (rc < 0) return rc;
		if (*learner && person && person != *learner)
			return refuse(p, l->enrolments[i].item, "ooapi/several",
				      "associations of several persons, and a record is about one learner; `edu split` makes a file of each, "
				      "`edu convert -o DIR/` a result");
		if (person) *learner = person;
	}
	if (!*learner) *learner = only_person(p);
	return 0;
}

/* ---- who awards ---- */

static bool is_root(edu_passage *p, uint32_t organisation)
{
	static const uint16_t types[] = { ooapi_n_organizationType, ooapi_n_organisationType, ooapi_n_type };
	const edu_tree *t = &p->from->tree;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const edu_ref type = entity(p, organisation)->fullest
			? edu_tree_child(t, entity(p, organisation)->fullest, types[i]) : 0;
		if (type && edu_equal(t->items[type].text, t->items[type].length, "root")) return true;
	}
	return false;
}

/* The institution: an organisation's ancestor of type root, or else the topmost. */
static int institution_of(edu_passage *p, uint32_t organisation, uint32_t *out)
{
	*out = organisation;
	for (unsigned i = 0; i < GENERATIONS && *out && !is_root(p, *out); i++) {
		uint32_t parent;
		const int rc = related(p, *out, to_parent, &parent);
		if (rc < 0) return rc;
		if (!parent) break;
		*out = parent;
	}
	return 0;
}

static int organisation_of(edu_passage *p, const ooapi_enrolment *e, uint32_t *out)
{
	int rc = related(p, e->offering, ooapi_to_organisation, out);
	return rc < 0 || *out ? rc : related(p, e->education, ooapi_to_organisation, out);
}

static int find_award(edu_passage *p, const ooapi_enrolment *e, edu_ref *award)
{
	static const uint16_t path[] = { core_n_award };
	ooapi_lowering *l = ooapi_lowering_of(p);
	uint32_t organisation, institution;
	int rc = organisation_of(p, e, &organisation);
	if (rc >= 0) rc = institution_of(p, organisation, &institution);
	if (rc < 0) return rc;
	edu_ref *known = institution ? &entity(p, institution)->award : &l->award;
	if (!*known) {
		rc = edu_core_add(p, l->credential, path, 1, EDU_KIND_OBJECT, known);
		if (rc >= 0 && institution) rc = ooapi_place_entity(p, institution, *known, core_n_body);
	}
	*award = *known;
	return rc;
}

/* ---- what is part of what ---- */

static ooapi_enrolment *enrolment_in(edu_passage *p, uint32_t education)
{
	const uint32_t found = education ? entity(p, education)->enrolment : 0;
	return found ? &ooapi_lowering_of(p)->enrolments[found - 1] : NULL;
}

/* Of the programmes a course belongs to, the one the learner is enrolled in. */
static int programme_of(edu_passage *p, uint32_t course, ooapi_enrolment **out)
{
	static const uint16_t lists[] = { ooapi_n_programs, ooapi_n_programmes, ooapi_n_programmeIds };
	const edu_tree *t = &p->from->tree;
	const edu_ref object = entity(p, course)->fullest;
	for (size_t i = 0; i < sizeof lists / sizeof *lists && object; i++) {
		const edu_ref list = edu_tree_child(t, object, lists[i]);
		for (edu_ref v = edu_value_first(t, list); v; v = edu_value_next(t, list, v)) {
			uint32_t programme = ooapi_entity_at(&ooapi_lowering_of(p)->entities, v);
			const int rc = programme ? 0 : ooapi_entity_referred(p, &ooapi_lowering_of(p)->entities, v, &programme);
			ooapi_enrolment *found = enrolment_in(p, programme);
			if (rc < 0) return rc;
			if (found && *out && found != *out) return *out = NULL, 0;
			if (found) *out = found;
		}
	}
	return 0;
}

/* The enrolment that another is part of: only where the learner is enrolled in the whole, too. NULL: none. */
static int whole_of(edu_passage *p, const ooapi_enrolment *e, ooapi_enrolment **out)
{
	static const uint16_t to_course[] = { ooapi_n_course, ooapi_n_courseId, 0 };
	uint32_t outer, education;
	*out = NULL;
	if (!e->education) return 0;
	const uint16_t cls = entity(p, e->education)->cls;
	const bool component = cls == ooapi_c_Component || cls == ooapi_c_LearningComponent || cls == ooapi_c_TestComponent;
	int rc = related(p, e->education, component ? to_course : to_parent, &education);
	if (rc >= 0) *out = enrolment_in(p, education);
	if (rc < 0 || *out) return rc;
	rc = related(p, e->offering, to_outer_offering, &outer);
	if (rc >= 0) rc = related(p, outer, ooapi_to_education, &education);
	if (rc >= 0) *out = enrolment_in(p, education);
	return rc < 0 || *out || cls != ooapi_c_Course ? rc : programme_of(p, e->education, out);
}

/* ---- an enrolment becomes an achievement ---- */

static int copy_titles(edu_passage *p, edu_ref from, edu_ref achievement)
{
	static const uint16_t path[] = { core_n_title };
	edu_tree *t = &p->to->tree;
	const edu_ref titles = from ? edu_tree_child(t, from, core_n_title) : 0;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, titles); v && rc >= 0; v = edu_value_next(t, titles, v)) {
		const char *language = edu_core_language(t, v);
		edu_ref copy;
		rc = edu_core_add(p, achievement, path, 1, EDU_KIND_STRING, &copy);
		if (rc < 0 || !copy) return rc;
		edu_tree_use_text(t, copy, t->items[v].text, t->items[v].length);
		if (language) rc = edu_core_set_language(p, copy, language, strlen(language), NULL);
		if (rc >= 0) rc = edu_origin_set(p, copy, edu_rule_ooapi_title_of_course);
	}
	return rc;
}

static int lower_education(edu_passage *p, const ooapi_enrolment *e)
{
	if (!e->education) return 0;
	const int rc = ooapi_place_education(p, e->education, e->achievement, core_n_specification);
	return rc < 0 ? rc : copy_titles(p, entity(p, e->education)->core, e->achievement);
}

/* How results are expressed names a grading scheme, one of the award's for each such way. */
static int lower_value_type(edu_passage *p, const ooapi_enrolment *e, edu_ref award)
{
	static const uint16_t schemes[] = { core_n_gradingScheme }, assessment[] = { core_n_assessment, core_n_gradingScheme };
	static const uint16_t name[] = { core_n_localId };
	edu_tree *t = &p->to->tree;
	const edu_ref object = entity(p, e->offering)->fullest;
	const edu_ref type = object ? edu_tree_child(&p->from->tree, object, ooapi_n_resultValueType) : 0;
	const edu_item *said = &p->from->tree.items[type];
	edu_ref scheme = 0, text, link;
	unsigned left = SEARCHED;
	if (!type || said->kind != EDU_KIND_STRING || !edu_tree_child(t, e->achievement, core_n_assessment)) return 0;
	const edu_ref all = edu_tree_child(t, award, core_n_gradingScheme);
	for (edu_ref s = edu_value_first(t, all); s && !scheme && left; s = edu_value_next(t, all, s), left--) {
		text = edu_tree_child(t, s, core_n_localId);
		if (text && edu_equal(t->items[text].text, t->items[text].length, said->text)) scheme = s;
	}
	int rc = scheme ? 0 : edu_core_add(p, award, schemes, 1, EDU_KIND_OBJECT, &scheme);
	if (rc < 0) return rc;
	text = edu_tree_child(t, scheme, core_n_localId);
	if (text) edu_trace_set(p, type, text, EDU_OUTCOME_DERIVED, edu_rule_ooapi_value_type);
	else rc = ooapi_lower_as(p, name, 1, type, scheme, said->text, said->length, edu_rule_ooapi_value_type, &text);
	if (rc >= 0) rc = edu_core_add(p, e->achievement, assessment, 2, EDU_KIND_LINK, &link);
	if (rc < 0 || !link) return rc;
	t->items[link].last = scheme;
	t->items[scheme].flags |= EDU_ITEM_SHARED;
	return edu_origin_set(p, link, edu_rule_ooapi_value_type);
}

static int lower_offering(edu_passage *p, const ooapi_enrolment *e)
{
	uint32_t session, organisation;
	if (!e->offering) return 0;
	const bool known = entity(p, e->offering)->core != 0;
	int rc = ooapi_place_entity(p, e->offering, e->achievement, core_n_offering);
	const edu_ref offering = entity(p, e->offering)->core;
	if (rc < 0 || known) return rc;
	rc = related(p, e->offering, ooapi_to_session, &session);
	if (rc >= 0 && !session) rc = related(p, e->self, ooapi_to_session, &session);
	if (rc >= 0 && session) rc = ooapi_place_entity(p, session, offering, core_n_session);
	if (rc >= 0) rc = organisation_of(p, e, &organisation);
	return rc < 0 || !organisation ? rc : ooapi_place_entity(p, organisation, offering, core_n_provider);
}

static int link_award(edu_passage *p, edu_ref achievement, edu_ref award)
{
	static const uint16_t path[] = { core_n_awardedBy };
	edu_ref link;
	const int rc = edu_core_add(p, achievement, path, 1, EDU_KIND_LINK, &link);
	if (rc < 0 || !link) return rc;
	p->to->tree.items[link].last = award;
	p->to->tree.items[award].flags |= EDU_ITEM_SHARED;
	return 0;
}

static int lower_enrolment(edu_passage *p, ooapi_enrolment *e, const ooapi_enrolment *whole)
{
	const uint16_t top[] = { core_n_achievement }, part[] = { core_n_part };
	edu_ref award;
	int rc = edu_core_add(p, whole ? whole->achievement : ooapi_lowering_of(p)->credential, whole ? part : top, 1,
			      EDU_KIND_OBJECT, &e->achievement);
	if (rc >= 0) rc = find_award(p, e, &award);
	if (rc >= 0) rc = link_award(p, e->achievement, award);
	if (rc >= 0) rc = ooapi_lower_entity(p, e->self, e->achievement);
	if (rc >= 0) rc = ooapi_lower_outcome(p, e->item, e->achievement);
	if (rc >= 0) rc = lower_education(p, e);
	if (rc >= 0) rc = lower_offering(p, e);
	if (rc >= 0 && !e->education) rc = copy_titles(p, e->offering ? entity(p, e->offering)->core : 0, e->achievement);
	return rc < 0 || !e->offering ? rc : lower_value_type(p, e, award);
}

/* Wholes come before their parts. What is its own whole stands alone. */
static int lower_with_wholes(edu_passage *p, ooapi_enrolment *e)
{
	ooapi_enrolment *chain[GENERATIONS];
	size_t depth = 0;
	int rc = 0;
	for (ooapi_enrolment *at = e; at && !at->achievement && !at->open && depth < GENERATIONS && rc >= 0;) {
		at->open = true;
		chain[depth++] = at;
		rc = whole_of(p, at, &at);
	}
	while (depth && rc >= 0) {
		ooapi_enrolment *whole;
		e = chain[--depth];
		rc = whole_of(p, e, &whole);
		if (rc >= 0) rc = lower_enrolment(p, e, whole && whole->achievement ? whole : NULL);
		e->open = false;
	}
	return rc;
}

/* No student's association: what is said of courses is all there is. */
static int lower_courses(edu_passage *p)
{
	if (ooapi_has_courses(p)) return ooapi_lower_catalogue(p);
	return refuse(p, p->from->content, "ooapi/no-association",
		      "no student's association with a course or programme, and no course, programme or offering: there is "
		      "neither a learner's record nor a catalogue in it");
}

static int lower_record(edu_passage *p)
{
	ooapi_lowering *l = ooapi_lowering_of(p);
	uint32_t learner;
	int rc = ooapi_collect(p, &l->entities);
	if (rc >= 0) rc = find_enrolments(p);
	if (rc < 0 || !l->enrolment_count) return rc < 0 ? rc : lower_courses(p);
	rc = find_learner(p, &learner);
	if (rc >= 0 && learner) rc = ooapi_place_entity(p, learner, l->credential, core_n_learner);
	for (size_t i = 0; i < l->enrolment_count && rc >= 0; i++)
		if (!l->enrolments[i].achievement) rc = lower_with_wholes(p, &l->enrolments[i]);
	if (rc >= 0) rc = ooapi_settle_copies(p);
	if (rc >= 0) ooapi_lose_courses(p);
	return rc;
}

int ooapi_lower(edu_passage *p)
{
	ooapi_lowering l = { .credential = p->to->content };
	p->state = &l;
	const int rc = lower_record(p);
	ooapi_entities_close(p, &l.entities);
	edu_release(&p->to->tree.ctx->allocator, l.enrolments, l.enrolment_capacity * sizeof *l.enrolments);
	p->state = NULL;
	return rc;
}
