/*
 * OOAPI: shapes, versions, entities told by their members, documents written back as they came.
 */
#include "support.h"

#include "formats/ooapi/ooapi.h"
#include "model/compare.h"

#define NAME "\"name\":[{\"language\":\"en\",\"value\":\"x\"}]"
#define CODE "\"primaryCode\":{\"codeType\":\"identifier\",\"code\":\"x\"}"

static edu_document *read_as(const edu_context *ctx, const char *text, const char *format)
{
	edu_document *doc = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_read_options options = EDU_READ_OPTIONS_INIT;

	options.format = format;
	ck_assert_msg(edu_document_read(&doc, ctx, text, strlen(text), &options, &err) == 0, "%s: %s", text, err.message);
	ck_assert_str_eq(edu_document_format(doc), "ooapi");
	return doc;
}

static edu_node at(const edu_document *doc, const char *path)
{
	edu_node n = edu_document_root(doc);
	char step[64];

	while (*path) {
		const size_t length = strcspn(++path, "/");
		snprintf(step, sizeof step, "%.*s", (int)length, path);
		path += length;
		if (edu_node_kind(n) == EDU_KIND_ARRAY) {
			int i = atoi(step);
			for (n = edu_node_first(n); i; i--) n = edu_node_next(n);
		} else {
			n = edu_node_child(n, step);
		}
		ck_assert_msg(!edu_node_is_null(n), "nothing at %s", step);
	}
	return n;
}

START_TEST(an_entity_is_told_by_its_members)
{
	static const struct {
		const char *text, *version, *cls;
	} cases[] = {
		{ "{\"associationId\":\"x\"}", "5", "CourseOfferingAssociation" },
		{ "{\"associationType\":\"programOfferingAssociation\"}", "5", "ProgrammeOfferingAssociation" },
		{ "{\"type\":\"componentOfferingAssociation\",\"associationId\":\"x\"}", "4", "ComponentOfferingAssociation" },
		{ "{\"role\":\"student\",\"state\":\"associated\"}", "5", "CourseOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"result\":{\"weight\":1}}", "5", "ComponentOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"offering\":{\"offeringId\":\"x\",\"offeringType\":\"program\"}}", "5",
		  "ProgrammeOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"testComponentOfferingId\":\"x\"}", "6", "TestComponentOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"learningComponentOffering\":{}}", "6", "LearningComponentOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"courseOfferingId\":\"x\"}", "6", "CourseOfferingAssociation" },
		{ "{\"associationId\":\"x\",\"programmeOfferingId\":\"x\"}", "6", "ProgrammeOfferingAssociation" },
		{ "{\"remoteState\":\"associated\",\"result\":{\"state\":\"completed\"}}", "5", "CourseOfferingAssociation" },
		{ "{\"attemptId\":\"x\"}", "6", "Attempt" },
		{ "{\"groupId\":\"x\",\"personId\":\"x\",\"role\":\"student\",\"state\":\"active\"}", "6", "Membership" },
		{ "{\"groupId\":\"x\"}", "5", "Group" },
		{ "{\"offeringId\":\"x\",\"offeringType\":\"component\"}", "5", "ComponentOffering" },
		{ "{\"offeringId\":\"x\",\"type\":\"program\"}", "4", "ProgrammeOffering" },
		{ "{\"offeringId\":\"x\",\"course\":\"x\"}", "5", "CourseOffering" },
		{ "{\"offeringId\":\"x\",\"startDateTime\":\"x\"}", "5", "ComponentOffering" },
		{ "{\"testComponentOfferingId\":\"x\",\"componentId\":\"x\"}", "6", "TestComponentOffering" },
		{ "{\"learningComponentOfferingId\":\"x\"}", "6", "LearningComponentOffering" },
		{ "{\"courseOfferingId\":\"x\",\"courseId\":\"x\"}", "6", "CourseOffering" },
		{ "{\"programmeOfferingId\":\"x\"}", "6", "ProgrammeOffering" },
		{ "{\"componentId\":\"x\",\"componentType\":\"test\"}", "5", "Component" },
		{ "{\"componentId\":\"x\",\"componentType\":\"oral_test\"}", "6", "TestComponent" },
		{ "{\"componentId\":\"x\",\"componentType\":\"lecture\",\"attempts\":2}", "6", "TestComponent" },
		{ "{\"componentId\":\"x\",\"componentType\":\"lecture\",\"courseId\":\"x\"}", "6", "LearningComponent" },
		{ "{\"courseId\":\"x\"}", "5", "Course" },
		{ "{\"educationSpecificationId\":\"x\"}", "5", "EducationSpecification" },
		{ "{\"programId\":\"x\"}", "5", "Programme" },
		{ "{\"programmeId\":\"x\",\"organisationId\":\"x\"}", "6", "Programme" },
		{ "{\"learningOutcomeId\":\"x\"}", "6", "LearningOutcome" },
		{ "{\"roomId\":\"x\",\"buildingId\":\"x\"}", "6", "Room" },
		{ "{\"buildingId\":\"x\"}", "5", "Building" },
		{ "{\"academicSessionId\":\"x\"}", "5", "AcademicSession" },
		{ "{\"newsItemId\":\"x\"}", "5", "NewsItem" },
		{ "{\"newsFeedId\":\"x\"}", "5", "NewsFeed" },
		{ "{\"personId\":\"x\"}", "5", "Person" },
		{ "{\"organizationId\":\"x\"}", "5", "Organisation" },
		{ "{\"organisationId\":\"x\"}", "6", "Organisation" },
		{ "{\"documentId\":\"x\"}", "6", "Document" },
		{ "{\"contactEmail\":\"x\",\"specification\":\"x\"}", "5", "Service" },
		{ "{\"status\":\"404\",\"title\":\"x\"}", "5", "Problem" },
	};
	edu_context *ctx = new_context();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char format[16];
		snprintf(format, sizeof format, "ooapi@%s", cases[i].version);
		edu_document *doc = read_as(ctx, cases[i].text, format);
		ck_assert_int_eq(doc->shape, EDU_OOAPI_ENTITY);
		ck_assert_msg(strcmp(edu_node_class(edu_document_root(doc)), cases[i].cls) == 0, "%s is no %s, but %s",
		              cases[i].text, cases[i].cls, edu_node_class(edu_document_root(doc)));
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(shapes_are_told_apart)
{
	static const struct {
		const char *text;
		edu_ooapi_shape shape;
		const char *place, *cls;
	} cases[] = {
		{ "{\"courseId\":\"x\"}", EDU_OOAPI_ENTITY, "", "Course" },
		{ "[{\"courseId\":\"x\"},{\"roomId\":\"x\"}]", EDU_OOAPI_ARRAY, "/1", "Room" },
		{ "{\"pageSize\":10,\"pageNumber\":1,\"items\":[{\"courseId\":\"x\"}]}", EDU_OOAPI_PAGE, "/items/0", "Course" },
		{ "{\"items\":[{\"courseId\":\"x\"}]}", EDU_OOAPI_PAGE, "/items/0", "Course" },
		{ "{\"pageSize\":10,\"pageNumber\":1,\"items\":[]}", EDU_OOAPI_PAGE, "", "Page" },
		{ "{\"persons\":[{\"personId\":\"x\"}],\"courses\":[]}", EDU_OOAPI_BUNDLE, "/persons/0", "Person" },
		{ "{\"ooapi\":\"5.0\"}", EDU_OOAPI_BUNDLE, "", "Bundle" },
		{ "{\"anything\":[{\"personId\":\"x\"}],\"ext\":{}}", EDU_OOAPI_BUNDLE, "/anything/0", "Person" },
		{ "{\"gateway\":{},\"responses\":{\"a\":{\"items\":[{\"roomId\":\"x\"}]},\"b\":[{\"courseId\":\"x\"}]}}",
		  EDU_OOAPI_GATEWAY, "/responses/a/items/0", "Room" },
		{ "{\"gateway\":{},\"responses\":{\"a\":{\"items\":[{\"roomId\":\"x\"}]},\"b\":[{\"courseId\":\"x\"}]}}",
		  EDU_OOAPI_GATEWAY, "/responses/b/0", "Course" },
	};
	edu_context *ctx = new_context();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_document *doc = read_as(ctx, cases[i].text, NULL);
		ck_assert_int_eq(doc->shape, cases[i].shape);
		ck_assert_str_eq(edu_node_class(at(doc, cases[i].place)), cases[i].cls);
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(other_json_is_not_taken_for_a_page_or_bundle)
{
	static const char *const cases[] = {
		"{\"items\":[1,2]}", "{\"items\":[]}", "{\"a\":[{\"courseId\":\"x\"}],\"b\":1}", "[]", "[1]", "{}",
		"{\"gateway\":1,\"responses\":{}}", "[[{\"courseId\":\"x\"}]]",
	};
	edu_context *ctx = new_context();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_document *doc = NULL;
		edu_error err = EDU_ERROR_INIT;
		ck_assert_msg(edu_document_read(&doc, ctx, cases[i], strlen(cases[i]), NULL, &err) == EDU_EFORMAT, "%s",
		              cases[i]);
		ck_assert_str_eq(err.rule, "format/unknown-json");
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(the_version_has_most_marks)
{
	static const struct {
		const char *text, *version;
	} cases[] = {
		{ "{\"courseId\":\"x\"}", "5.0" },
		{ "{\"courseId\":\"x\",\"name\":\"x\",\"ects\":5}", "4.0" },
		{ "{\"courseId\":\"x\"," NAME ",\"teachingLanguage\":\"nld\"}", "5.0" },
		{ "{\"courseId\":\"x\"," NAME ",\"teachingLanguages\":[\"nl\"]}", "6.1" },
		{ "{\"courseId\":\"x\",\"studyLoad\":[]}", "6.1" },
		{ "{\"organisationId\":\"x\"," CODE "}", "6.1" },
		{ "{\"organizationId\":\"x\"," CODE "}", "5.0" },
		{ "{\"personId\":\"x\",\"mail\":\"x\"}", "4.0" },
		{ "{\"personId\":\"x\",\"mail\":\"x\"," CODE "}", "5.0" },
		{ "{\"personId\":\"x\",\"groupId\":\"x\",\"state\":\"active\",\"role\":\"student\"}", "6.1" },
		/* Two of version 5 outweigh one of version 6. */
		{ "{\"courseId\":\"x\",\"consumers\":[],\"teachingLanguage\":\"nld\",\"modesOfDelivery\":[]}", "5.0" },
	};
	edu_context *ctx = new_context();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_document *doc = read_as(ctx, cases[i].text, NULL);
		ck_assert_msg(strcmp(edu_document_version(doc), cases[i].version) == 0, "%s: %s", cases[i].text,
		              edu_document_version(doc));
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(a_major_version_means_its_newest)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_as(ctx, "{\"courseId\":\"x\"}", "ooapi@6");

	ck_assert_str_eq(edu_document_version(doc), "6.1");
	edu_document_free(doc);
	doc = read_as(ctx, "{\"courseId\":\"x\"}", "ooapi@6.0");
	ck_assert_str_eq(edu_document_version(doc), "6.0");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(classes_follow_relations)
{
	static const char text[] =
		"{\"associationId\":\"x\",\"associationType\":\"courseOfferingAssociation\",\"role\":\"student\",\"state\":"
		"\"associated\",\"person\":{\"personId\":\"x\"," CODE "},\"result\":{\"studyLoad\":{\"value\":7.50}},"
		"\"offering\":{\"offeringId\":\"y\",\"offeringType\":\"course\"," NAME ",\"course\":{\"courseId\":\"z\","
		"\"learningOutcomes\":[[{\"value\":\"a\"}]],\"ext\":{\"courseId\":{}}},\"academicSession\":\"s\"},"
		"\"selfLink\":{\"courseId\":\"q\"}}";
	static const char *const expected[][2] = {
		{ "/person/primaryCode", "Code" }, { "/result", "CourseResult" }, { "/result/studyLoad", "StudyLoad" },
		{ "/offering", "CourseOffering" }, { "/offering/name/0", "LanguageTypedString" },
		{ "/offering/course", "Course" }, { "/offering/course/learningOutcomes/0/0", "LanguageTypedString" },
		{ "/offering/course/ext", "Ext" }, { "/offering/course/ext/courseId", "" }, { "/selfLink", "" },
		{ "/offering/academicSession", "" },
	};
	edu_context *ctx = new_context();
	edu_document *doc = read_as(ctx, text, NULL);

	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		ck_assert_str_eq(edu_node_class(at(doc, expected[i][0])), expected[i][1]);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(an_offering_states_its_kind_against_the_association)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_as(ctx,
		"{\"associationId\":\"x\",\"associationType\":\"courseOfferingAssociation\",\"offering\":"
		"{\"offeringId\":\"y\",\"offeringType\":\"program\"}}", NULL);

	ck_assert_str_eq(edu_node_class(at(doc, "/offering")), "ProgrammeOffering");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(own_ids_differ_between_versions)
{
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_Organisation, ooapi_v_5_0), ooapi_n_organizationId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_Organisation, ooapi_v_6_1), ooapi_n_organisationId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_CourseOffering, ooapi_v_4_0), ooapi_n_offeringId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_CourseOffering, ooapi_v_6_0), ooapi_n_courseOfferingId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_TestComponentOffering, ooapi_v_6_1), ooapi_n_testComponentOfferingId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_TestComponent, ooapi_v_6_1), ooapi_n_componentId);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_Membership, ooapi_v_6_1), 0);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_Code, ooapi_v_5_0), 0);
	ck_assert_uint_eq(edu_ooapi_id_name(ooapi_c_NewsItem, ooapi_v_6_1), 0);
}
END_TEST

START_TEST(what_was_read_is_written_equal)
{
	static const char text[] =
		"{ \"courseId\":\"x\",\"unknown\":{\"deep\":[null,1.50,1e400,\"\\u00e9\"]},\"ext\":null,"
		"\"consumers\":[{\"consumerKey\":\"rio\",\"own\":true}],\"level\":null}";
	edu_context *ctx = new_context();
	edu_document *doc = read_as(ctx, text, "ooapi@5"), *same = NULL, *again = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_buffer out = EDU_BUFFER_INIT;

	/* The very bytes, where nothing was changed. */
	ck_assert_int_eq(edu_convert(&same, doc, "ooapi", NULL, NULL, &err), 0);
	ck_assert_int_eq(edu_document_write(same, &out, NULL, &err), 0);
	ck_assert_str_eq(out.data, text);
	/* And an equal document where the tree is written. */
	ck_assert_int_eq(edu_document_write(doc, &out, NULL, &err), 0);
	again = read_as(ctx, out.data, "ooapi@5");
	ck_assert_int_eq(edu_tree_compare(&doc->tree, doc->tree.top, &again->tree, again->tree.top, NULL), 0);
	edu_buffer_free(&out);
	edu_document_free(again);
	edu_document_free(same);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

#define ASSOCIATION(id, person, role) \
	"{\"associationId\":\"" id "\",\"role\":\"" role "\",\"state\":\"associated\",\"associationType\":\"courseOfferingAssociation\"," \
	"\"person\":\"" person "\"}"

START_TEST(learners_are_taken_out)
{
	static const char text[] = "[" ASSOCIATION("a1", "P1", "student") "," ASSOCIATION("a2", "p2", "student") ","
		ASSOCIATION("a3", "p1", "student") "," ASSOCIATION("a4", "p3", "lecturer") ",{\"personId\":\"P2\"},{\"personId\":\"p3\"}]";
	edu_context *ctx = new_context();
	edu_document *doc = read_as(ctx, text, "ooapi@5"), *one = NULL;
	edu_error err = EDU_ERROR_INIT;

	/* UUIDs are the same in capitals; a lecturer is no learner. */
	ck_assert_uint_eq(edu_learners_count(doc), 2);
	ck_assert_uint_eq(edu_learners_count(NULL), 0);
	ck_assert_int_eq(edu_learners_take(&one, doc, 2, &err), EDU_EARG);
	ck_assert_ptr_null(one);
	ck_assert_int_eq(edu_learners_take(NULL, doc, 0, &err), EDU_EARG);
	ck_assert_int_eq(edu_learners_take(&one, doc, 0, &err), 0);
	edu_document_free(doc);
	ck_assert_uint_eq(edu_learners_count(one), 1);
	ck_assert_str_eq(edu_node_text(at(one, "/1/associationId"), NULL), "a3");
	ck_assert_str_eq(edu_node_text(at(one, "/3/personId"), NULL), "p3");
	ck_assert(edu_node_is_null(edu_node_next(at(one, "/3"))));
	edu_document_free(one);
	edu_context_free(ctx);
}
END_TEST

/* Ids that are met while courses are being lowered: of outcomes, which are no courses, and stand nowhere. */
START_TEST(outcomes_of_a_course_may_be_elsewhere)
{
	static const char text[] = "{\"courses\":[{\"courseId\":\"c1\"," NAME "," CODE ",\"teachingLanguages\":[\"en\"],"
		"\"learningOutcomeIds\":[\"o1\",\"o2\",\"o3\",\"o4\",\"o5\",\"o6\",\"o7\",\"o8\",\"o9\"]}]}";
	edu_context *own = new_context();
	edu_document *doc = read_as(own, text, "ooapi@6"), *core;
	edu_error err = EDU_ERROR_INIT;

	ck_assert_msg(edu_convert(&core, doc, "core", NULL, NULL, &err) == 0, "%s", err.message);
	const edu_catalogue catalogue = edu_document_catalogue(core);
	const edu_specification course = edu_catalogue_specification_first(catalogue);
	ck_assert_str_eq(edu_specification_kind(course), "Course");
	ck_assert_uint_eq(edu_specification_learning_outcome_count(course), 0);
	ck_assert(edu_specification_is_null(edu_specification_next(course)));
	edu_document_free(core);
	edu_document_free(doc);
	edu_context_free(own);
}
END_TEST

/* A record built in the core, in versions that are raised and that are reached by steps. */
START_TEST(a_record_of_the_core_is_written)
{
	static const struct { const char *target, *list, *start; } cases[] = {
		{ "ooapi@6.1", "/courseOfferings/0", "enrolmentPeriods" }, { "ooapi@5", "/offerings/0", "enrollStartDate" },
	};
	edu_context *ctx = new_context();
	edu_document *doc = NULL, *made = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_person person;
	edu_achievement achievement;
	edu_offering offering;

	ck_assert_int_eq(edu_document_new(&doc, ctx, &err), 0);
	const edu_credential credential = edu_document_credential(doc);
	ck_assert_int_eq(edu_credential_add_learner(&person, credential, &err), 0);
	ck_assert_int_eq(edu_person_add_family_name(person, "Lind", NULL, &err), 0);
	ck_assert_int_eq(edu_credential_add_achievement(&achievement, credential, &err), 0);
	ck_assert_int_eq(edu_achievement_add_title(achievement, "Algebra", "en", &err), 0);
	ck_assert_int_eq(edu_achievement_add_offering(&offering, achievement, &err), 0);
	ck_assert_int_eq(edu_offering_set_enrolment_start(offering, "2026-03-01", &err), 0);
	/* A result has a date, and nothing gives one. */
	ck_assert_int_eq(edu_convert(&made, doc, "ooapi", NULL, NULL, &err), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "ooapi/result-date");
	ck_assert_int_eq(edu_credential_set_issued(credential, "2026-07-01T00:00:00Z", &err), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_int_eq(edu_convert(&made, doc, cases[i].target, NULL, NULL, &err), 0);
		const edu_node found = edu_node_child(at(made, cases[i].list), cases[i].start);
		ck_assert(!edu_node_is_null(found));
		if (i == 0) ck_assert_str_eq(edu_node_text(at(made, "/courseOfferings/0/enrolmentPeriods/0/startDateTime"), NULL), "2026-03-01T00:00:00Z");
		else ck_assert_str_eq(edu_node_text(found, NULL), "2026-03-01");
		ck_assert_str_eq(edu_node_text(at(made, "/persons/0/surname"), NULL), "Lind");
		edu_document_free(made);
	}
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, a_record_of_the_core_is_written);
	tcase_add_test(tc, learners_are_taken_out);
	tcase_add_test(tc, an_entity_is_told_by_its_members);
	tcase_add_test(tc, shapes_are_told_apart);
	tcase_add_test(tc, other_json_is_not_taken_for_a_page_or_bundle);
	tcase_add_test(tc, the_version_has_most_marks);
	tcase_add_test(tc, a_major_version_means_its_newest);
	tcase_add_test(tc, classes_follow_relations);
	tcase_add_test(tc, an_offering_states_its_kind_against_the_association);
	tcase_add_test(tc, own_ids_differ_between_versions);
	tcase_add_test(tc, what_was_read_is_written_equal);
	tcase_add_test(tc, outcomes_of_a_course_may_be_elsewhere);
}

int main(void)
{
	return run_tests("ooapi", add_tests);
}
