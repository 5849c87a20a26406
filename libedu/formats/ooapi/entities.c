/*
 * formats/ooapi/entities.c – which entity an object is, told by its members.
 *
 * No object says what it is; and version 6 uses the names of own ids for references, too (courseId in
 * CourseOffering), so that the order of the questions decides: the first that fits is right.
 */
#include "formats/ooapi/ooapi.h"

#include <string.h>

/* Members that tell; a bit for each, and one for names that mean the same to the questions. */
enum key {
	ASSOCIATION_ID, ASSOCIATION_TYPE, ROLE, STATE, REMOTE_STATE, RESULT, ATTEMPT_ID, GROUP_ID, PERSON_ID, OFFERING_ID,
	OFFERING_TYPE, PROGRAMME_OFFERING, COURSE_OFFERING, LEARNING_OFFERING, TEST_OFFERING, PROGRAMME, COURSE, COMPONENT,
	START_DATE_TIME, COMPONENT_ID, TEST_ONLY, COURSE_ID, SPECIFICATION_ID, PROGRAMME_ID, OUTCOME_ID, ROOM_ID, BUILDING_ID,
	SESSION_ID, NEWS_ITEM_ID, NEWS_FEED_ID, ORGANISATION_ID, DOCUMENT_ID, CONTACT, SPECIFICATION, STATUS, TITLE, OFFERING,
	OTHER
};
#define BIT(key) ((uint64_t)1 << (key))

static const uint8_t keys[] = {
	[ooapi_n_associationId] = ASSOCIATION_ID + 1, [ooapi_n_associationType] = ASSOCIATION_TYPE + 1,
	[ooapi_n_role] = ROLE + 1, [ooapi_n_state] = STATE + 1, [ooapi_n_remoteState] = REMOTE_STATE + 1,
	[ooapi_n_result] = RESULT + 1, [ooapi_n_attemptId] = ATTEMPT_ID + 1, [ooapi_n_groupId] = GROUP_ID + 1,
	[ooapi_n_personId] = PERSON_ID + 1, [ooapi_n_offeringId] = OFFERING_ID + 1,
	[ooapi_n_offeringType] = OFFERING_TYPE + 1, [ooapi_n_programmeOfferingId] = PROGRAMME_OFFERING + 1,
	[ooapi_n_programmeOffering] = PROGRAMME_OFFERING + 1, [ooapi_n_courseOfferingId] = COURSE_OFFERING + 1,
	[ooapi_n_learningComponentOfferingId] = LEARNING_OFFERING + 1,
	[ooapi_n_learningComponentOffering] = LEARNING_OFFERING + 1,
	[ooapi_n_testComponentOfferingId] = TEST_OFFERING + 1, [ooapi_n_testComponentOffering] = TEST_OFFERING + 1,
	[ooapi_n_program] = PROGRAMME + 1, [ooapi_n_course] = COURSE + 1, [ooapi_n_component] = COMPONENT + 1,
	[ooapi_n_startDateTime] = START_DATE_TIME + 1, [ooapi_n_componentId] = COMPONENT_ID + 1,
	[ooapi_n_extraDuration] = TEST_ONLY + 1, [ooapi_n_resultValueType] = TEST_ONLY + 1,
	[ooapi_n_attempts] = TEST_ONLY + 1, [ooapi_n_passFrom] = TEST_ONLY + 1, [ooapi_n_courseId] = COURSE_ID + 1,
	[ooapi_n_educationSpecificationId] = SPECIFICATION_ID + 1, [ooapi_n_programId] = PROGRAMME_ID + 1,
	[ooapi_n_programmeId] = PROGRAMME_ID + 1, [ooapi_n_learningOutcomeId] = OUTCOME_ID + 1,
	[ooapi_n_roomId] = ROOM_ID + 1, [ooapi_n_buildingId] = BUILDING_ID + 1,
	[ooapi_n_academicSessionId] = SESSION_ID + 1, [ooapi_n_newsItemId] = NEWS_ITEM_ID + 1,
	[ooapi_n_newsFeedId] = NEWS_FEED_ID + 1, [ooapi_n_organizationId] = ORGANISATION_ID + 1,
	[ooapi_n_organisationId] = ORGANISATION_ID + 1, [ooapi_n_documentId] = DOCUMENT_ID + 1,
	[ooapi_n_contactEmail] = CONTACT + 1, [ooapi_n_specification] = SPECIFICATION + 1, [ooapi_n_status] = STATUS + 1,
	[ooapi_n_title] = TITLE + 1, [ooapi_n_offering] = OFFERING + 1, [ooapi_n_courseOffering] = COURSE_OFFERING + 1,
};
_Static_assert(OTHER <= 64, "keys are bits of one word");

/* An object, and which of the keys it has. */
typedef struct candidate {
	const edu_tree *tree;
	edu_ref object;
	unsigned version;
	uint64_t keys;
} candidate;

static uint16_t association(const candidate *c);
static uint16_t offering(const candidate *c);
static uint16_t component(const candidate *c);

/* In this order. cls 0: of asks on. */
static const struct question {
	uint64_t all, none;
	uint16_t cls;
	uint16_t (*of)(const candidate *c);
} questions[] = {
	{ BIT(ASSOCIATION_ID), 0, 0, association },
	{ BIT(ASSOCIATION_TYPE), 0, 0, association },
	{ BIT(ROLE) | BIT(STATE), BIT(GROUP_ID), 0, association },
	{ BIT(ATTEMPT_ID), 0, ooapi_c_Attempt, NULL },
	{ BIT(GROUP_ID) | BIT(PERSON_ID), 0, ooapi_c_Membership, NULL },
	{ BIT(GROUP_ID), 0, ooapi_c_Group, NULL },
	{ BIT(OFFERING_ID), 0, 0, offering },
	{ BIT(TEST_OFFERING), 0, ooapi_c_TestComponentOffering, NULL },
	{ BIT(LEARNING_OFFERING), 0, ooapi_c_LearningComponentOffering, NULL },
	/* As an object courseOffering is a relation of version 5's component offerings, which have an offeringId. */
	{ BIT(COURSE_OFFERING), 0, ooapi_c_CourseOffering, NULL },
	{ BIT(PROGRAMME_OFFERING), 0, ooapi_c_ProgrammeOffering, NULL },
	{ BIT(COMPONENT_ID), 0, 0, component },
	{ BIT(COURSE_ID), 0, ooapi_c_Course, NULL },
	{ BIT(SPECIFICATION_ID), 0, ooapi_c_EducationSpecification, NULL },
	{ BIT(PROGRAMME_ID), 0, ooapi_c_Programme, NULL },
	{ BIT(OUTCOME_ID), 0, ooapi_c_LearningOutcome, NULL },
	{ BIT(ROOM_ID), 0, ooapi_c_Room, NULL },
	{ BIT(BUILDING_ID), 0, ooapi_c_Building, NULL },
	{ BIT(SESSION_ID), 0, ooapi_c_AcademicSession, NULL },
	{ BIT(NEWS_ITEM_ID), 0, ooapi_c_NewsItem, NULL },
	{ BIT(NEWS_FEED_ID), 0, ooapi_c_NewsFeed, NULL },
	{ BIT(PERSON_ID), 0, ooapi_c_Person, NULL },
	{ BIT(ORGANISATION_ID), 0, ooapi_c_Organisation, NULL },
	{ BIT(DOCUMENT_ID), 0, ooapi_c_Document, NULL },
	{ BIT(CONTACT) | BIT(SPECIFICATION), 0, ooapi_c_Service, NULL },
	{ BIT(STATUS) | BIT(TITLE), 0, ooapi_c_Problem, NULL },
	/* A merge patch of an association: it has no id, that is in the request's path. */
	{ BIT(REMOTE_STATE), 0, 0, association },
};

static uint64_t keys_of(const edu_tree *t, edu_ref object)
{
	uint64_t found = 0;

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const edu_name known = edu_tree_known(t, t->items[i].name);
		if (known && known < sizeof keys && keys[known]) found |= BIT(keys[known] - 1);
	}
	return found;
}

uint16_t edu_ooapi_entity_of(const edu_tree *t, edu_ref object, unsigned version)
{
	if (!edu_ooapi_is_object(t, object)) return 0;
	const candidate c = { t, object, version, keys_of(t, object) };
	if (!c.keys) return 0;
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		const struct question *q = &questions[i];
		if ((c.keys & q->all) != q->all || c.keys & q->none) continue;
		return q->cls ? q->cls : q->of(&c);
	}
	return 0;
}

/* Does a member, a string, begin like this? */
static bool says(const candidate *c, edu_name name, const char *beginning)
{
	const edu_ref item = edu_tree_child(c->tree, c->object, name);
	const edu_item *i = &c->tree->items[item];
	const size_t n = strlen(beginning);

	return item && i->kind == EDU_KIND_STRING && i->length >= n && memcmp(i->text, beginning, n) == 0;
}

/* The kind that offeringType (version 4: type) or associationType state: 0 programme, 1 course, 2 component, -1 none. */
static int stated_kind(const candidate *c, edu_name name)
{
	static const char *const kinds[] = { "program", "course", "component" };

	for (int kind = 0; kind < 3; kind++)
		if (says(c, name, kinds[kind]) || says(c, ooapi_n_type, kinds[kind])) return kind;
	return -1;
}

static uint16_t offering(const candidate *c)
{
	static const uint16_t classes[] = {
		ooapi_c_ProgrammeOffering, ooapi_c_CourseOffering, ooapi_c_ComponentOffering
	};
	const int kind = stated_kind(c, ooapi_n_offeringType);

	if (kind >= 0) return classes[kind];
	if (c->keys & BIT(PROGRAMME)) return ooapi_c_ProgrammeOffering;
	if (c->keys & BIT(COURSE)) return ooapi_c_CourseOffering;
	return c->keys & (BIT(COMPONENT) | BIT(START_DATE_TIME)) ? ooapi_c_ComponentOffering : ooapi_c_CourseOffering;
}

/* Of versions 4 and 5, where associationType is missing. */
static uint16_t association_by_offering(const candidate *c)
{
	const uint16_t held =
		edu_ooapi_entity_of(c->tree, edu_tree_child(c->tree, c->object, ooapi_n_offering), c->version);
	const edu_ref result = edu_tree_child(c->tree, c->object, ooapi_n_result);

	if (held == ooapi_c_ProgrammeOffering) return ooapi_c_ProgrammeOfferingAssociation;
	/* Only results of components are weighed. */
	const bool weighed = !held && result && edu_tree_child(c->tree, result, ooapi_n_weight);
	if (held != ooapi_c_ComponentOffering && !weighed) return ooapi_c_CourseOfferingAssociation;
	return c->version < ooapi_v_6_0 ? ooapi_c_ComponentOfferingAssociation : ooapi_c_TestComponentOfferingAssociation;
}

static uint16_t association(const candidate *c)
{
	static const uint16_t classes[] = {
		ooapi_c_ProgrammeOfferingAssociation, ooapi_c_CourseOfferingAssociation, ooapi_c_ComponentOfferingAssociation
	};

	if (c->keys & BIT(TEST_OFFERING)) return ooapi_c_TestComponentOfferingAssociation;
	if (c->keys & BIT(LEARNING_OFFERING)) return ooapi_c_LearningComponentOfferingAssociation;
	if (c->keys & BIT(COURSE_OFFERING)) return ooapi_c_CourseOfferingAssociation;
	if (c->keys & BIT(PROGRAMME_OFFERING)) return ooapi_c_ProgrammeOfferingAssociation;
	const int kind = stated_kind(c, ooapi_n_associationType);
	return kind >= 0 ? classes[kind] : association_by_offering(c);
}

static bool is_type_of_test(const candidate *c)
{
	const edu_property *row =
		edu_schema_property(&ooapi_schema, ooapi_c_TestComponent, ooapi_n_componentType, ooapi_v_6_1);
	const edu_ref type = edu_tree_child(c->tree, c->object, ooapi_n_componentType);
	const edu_item *item = &c->tree->items[type];

	return type && item->kind == EDU_KIND_STRING
	    && edu_codes_have(&ooapi_schema.codes[row->codes], item->text, item->length, ooapi_v_6_1);
}

/* In version 6 two entities have a componentId. */
static uint16_t component(const candidate *c)
{
	if (c->version < ooapi_v_6_0) return ooapi_c_Component;
	if (c->keys & (BIT(TEST_ONLY) | BIT(STATE)) || is_type_of_test(c)) return ooapi_c_TestComponent;
	return ooapi_c_LearningComponent;
}

uint16_t edu_ooapi_id_name(uint16_t cls, unsigned version)
{
	const edu_class *c = &ooapi_schema.classes[cls];
	uint16_t found = 0;

	/* Entities come first in the table; values and holders have no id. */
	if (cls > ooapi_c_Service) return 0;
	for (uint16_t r = 0; r < c->count; r++) {
		const edu_property *row = &ooapi_schema.properties[c->first + r];
		if (row->kind != EDU_VALUE_UUID || !row->min || !(row->versions >> version & 1)) continue;
		/* A membership is between a person and a group, and has no id of its own. */
		if (found) return 0;
		found = row->name;
	}
	return found;
}

/* What versions before 6 call differently. */
static const struct former_name { const char *name; uint16_t cls; } former_names[] = {
	{ "Organization", ooapi_c_Organisation },
	{ "Program", ooapi_c_Programme },
	{ "ProgramOffering", ooapi_c_ProgrammeOffering },
	{ "ProgramOfferingAssociation", ooapi_c_ProgrammeOfferingAssociation },
	{ "ProgramResult", ooapi_c_ProgrammeResult },
};

uint16_t edu_ooapi_class_named(const char *name)
{
	for (size_t i = 0; i < sizeof former_names / sizeof *former_names; i++)
		if (strcmp(former_names[i].name, name) == 0) return former_names[i].cls;
	return edu_schema_class(&ooapi_schema, name);
}
