/*
 * formats/ooapi/one_of.c – official verdict: the one-of-three of answers with associations, versions 4 and 5.
 *
 * Their schemas say that exactly one kind of association, and of offering, must fit; but kinds differ in few members,
 * and programme and course in none, so that most of what is right fails (handbook, D1 and D2). Counted here by those
 * members.
 */
#include "formats/ooapi/profile.h"

static bool is_kind(const edu_tree *t, edu_ref item, edu_kind kind)
{
	return item && t->items[item].kind == kind;
}

/* How many kinds of association a result fits: two where it is like a course's, one more where it is weighed. */
static unsigned fitting_results(const edu_tree *t, edu_ref result, unsigned version)
{
	if (!result) return 3;
	const bool load = version == ooapi_v_4_0
		? is_kind(t, edu_tree_child(t, result, ooapi_n_ects), EDU_KIND_NUMBER)
		: is_kind(t, edu_tree_child(t, result, ooapi_n_studyLoad), EDU_KIND_OBJECT);
	const bool weight = is_kind(t, edu_tree_child(t, result, ooapi_n_weight), EDU_KIND_NUMBER);
	return (load ? 2u : 0u) + weight;
}

static unsigned fitting_offerings(const edu_tree *t, edu_ref offering)
{
	const bool days = edu_tree_child(t, offering, ooapi_n_startDate) && edu_tree_child(t, offering, ooapi_n_endDate);
	const bool moments = edu_tree_child(t, offering, ooapi_n_startDateTime)
	                  && edu_tree_child(t, offering, ooapi_n_endDateTime);
	return (days ? 2u : 0u) + moments;
}

static bool is_association(uint16_t cls)
{
	return cls == ooapi_c_ProgrammeOfferingAssociation || cls == ooapi_c_CourseOfferingAssociation
	    || cls == ooapi_c_ComponentOfferingAssociation;
}

static int add(const edu_document *doc, edu_ref item, edu_finding_list *list, const char *what)
{
	return edu_finding_add(list, doc, item, EDU_SEVERITY_ERROR, "ooapi/one-of",
	                       "the published schema of answers wants exactly one kind of %s to fit, and not one does; the sound "
	                       "verdict goes by the stated kind", what);
}

static int check_association(const edu_document *doc, edu_ref object, unsigned version, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;
	const edu_ref offering = edu_tree_child(t, object, ooapi_n_offering);
	int rc = 0;

	/* Without a relation it is no answer, but the plain schema's. */
	if (!offering && !edu_tree_child(t, object, ooapi_n_person)) return 0;
	if (fitting_results(t, edu_tree_child(t, object, ooapi_n_result), version) != 1)
		rc = add(doc, object, list, "association");
	/* Version 4 takes any offering there. */
	if (rc == 0 && version == ooapi_v_5_0 && edu_ooapi_is_object(t, offering) && fitting_offerings(t, offering) != 1)
		rc = add(doc, offering, list, "offering");
	return rc;
}

int edu_ooapi_check_one_of(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;
	int rc = 0;

	if (judgement->version >= ooapi_v_6_0) return 0;
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (is_association(t->items[i].cls)) rc = check_association(doc, i, judgement->version, list);
	return rc;
}
