/*
 * The typed interface: building a record of the core model and reading it.
 */
#include <edu.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

static edu_context *ctx;
static edu_document *doc;
static edu_credential credential;

static void set_up(void)
{
	ck_assert_int_eq(edu_context_new(&ctx, NULL, NULL), 0);
	ck_assert_int_eq(edu_document_new(&doc, ctx, NULL), 0);
	credential = edu_document_credential(doc);
}

static void tear_down(void)
{
	edu_document_free(doc);
	edu_context_free(ctx);
}

static edu_person make_learner(void)
{
	edu_person person;
	ck_assert_int_eq(edu_credential_add_learner(&person, credential, NULL), 0);
	return person;
}

static edu_achievement make_achievement(const char *title)
{
	edu_achievement achievement;
	ck_assert_int_eq(edu_credential_add_achievement(&achievement, credential, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_title(achievement, title, "en", NULL), 0);
	return achievement;
}

START_TEST(a_new_document_holds_an_empty_credential)
{
	ck_assert_str_eq(edu_document_format(doc), "core");
	ck_assert(!edu_credential_is_null(credential));
	ck_assert_str_eq(edu_node_class(credential.node), "Credential");
	ck_assert_ptr_null(edu_credential_issued(credential));
	ck_assert_ptr_null(edu_credential_title(credential, NULL));
	ck_assert_uint_eq(edu_credential_achievement_count(credential), 0);
	ck_assert(edu_person_is_null(edu_credential_learner(credential)));
	ck_assert(edu_achievement_is_null(edu_credential_achievement_first(credential)));
}
END_TEST

START_TEST(a_new_catalogue_is_no_credential)
{
	edu_document *catalogue;
	edu_offering offering;
	edu_specification course;
	ck_assert_int_eq(edu_document_new_catalogue(&catalogue, ctx, NULL), 0);
	const edu_catalogue top = edu_document_catalogue(catalogue);
	ck_assert(edu_credential_is_null(edu_document_credential(catalogue)));
	ck_assert(edu_catalogue_is_null(edu_document_catalogue(doc)));
	ck_assert_int_eq(edu_catalogue_add_specification(&course, top, NULL), 0);
	ck_assert_int_eq(edu_catalogue_add_offering(&offering, top, NULL), 0);
	ck_assert_int_eq(edu_offering_link_specification(offering, course, NULL), 0);
	ck_assert_int_eq(edu_specification_add_title(course, "Statistics", "en", NULL), 0);
	ck_assert_str_eq(edu_specification_title(edu_offering_specification(offering), "en"), "Statistics");
	edu_document_free(catalogue);
}
END_TEST

START_TEST(texts_are_set_replaced_and_removed)
{
	const edu_person person = make_learner();
	ck_assert_int_eq(edu_person_set_birth_date(person, "2000-02-29", NULL), 0);
	ck_assert_str_eq(edu_person_birth_date(person), "2000-02-29");
	ck_assert_int_eq(edu_person_set_birth_date(person, "2000-03-01", NULL), 0);
	ck_assert_str_eq(edu_person_birth_date(person), "2000-03-01");
	ck_assert_int_eq(edu_person_set_birth_date(person, NULL, NULL), 0);
	ck_assert_ptr_null(edu_person_birth_date(person));
	ck_assert_int_eq(edu_person_set_birth_date(person, NULL, NULL), 0);
}
END_TEST

START_TEST(texts_are_copied)
{
	char text[] = "esi";
	edu_identifier identifier;
	ck_assert_int_eq(edu_person_add_identifier(&identifier, make_learner(), NULL), 0);
	ck_assert_int_eq(edu_identifier_set_scheme(identifier, text, NULL), 0);
	text[0] = 'x';
	ck_assert_str_eq(edu_identifier_scheme(identifier), "esi");
}
END_TEST

START_TEST(what_lacks_the_form_is_refused)
{
	edu_error err = EDU_ERROR_INIT;
	const edu_person person = make_learner();
	ck_assert_int_eq(edu_person_set_birth_date(person, "2001-02-29", &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "build/form");
	ck_assert_ptr_null(strstr(err.message, "2001"));
	ck_assert_ptr_null(edu_person_birth_date(person));
	ck_assert_int_eq(edu_credential_set_id(credential, "no IRI", NULL), EDU_EINVALID);
	ck_assert_int_eq(edu_person_add_given_name(person, "\xff", NULL, NULL), EDU_EINVALID);
	ck_assert_int_eq(edu_person_add_given_name(person, "Ada", "en_GB", NULL), EDU_EINVALID);
	ck_assert_int_eq(edu_person_add_given_name(person, NULL, "en", NULL), EDU_EARG);
	ck_assert_uint_eq(edu_person_given_name_count(person), 0);
	ck_assert_int_eq(edu_achievement_set_status(make_achievement("A"), "Passed", NULL), EDU_EINVALID);
}
END_TEST

START_TEST(numbers_have_their_bounds)
{
	edu_achievement a = make_achievement("A");
	edu_assessment assessment;
	edu_result_distribution distribution;
	edu_result_category category;
	ck_assert_int_eq(edu_achievement_add_assessment(&assessment, a, NULL), 0);
	ck_assert_int_eq(edu_assessment_add_result_distribution(&distribution, assessment, NULL), 0);
	ck_assert_int_eq(edu_result_distribution_add_category(&category, distribution, NULL), 0);
	ck_assert_int_eq(edu_result_category_set_count(category, "-1", NULL), EDU_EINVALID);
	ck_assert_int_eq(edu_result_category_set_count(category, "1.5", NULL), EDU_EINVALID);
	ck_assert_int_eq(edu_result_category_set_count(category, "0", NULL), 0);
	ck_assert_str_eq(edu_result_category_count(category), "0");
}
END_TEST

START_TEST(languages_are_matched)
{
	const edu_achievement a = make_achievement("Algebra");
	ck_assert_int_eq(edu_achievement_add_title(a, "Lineare Algebra", "de-AT", NULL), 0);
	ck_assert_int_eq(edu_achievement_add_title(a, "Algebra lineare", NULL, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_title(a, "Algebra, DE", "DE", NULL), 0);
	ck_assert_uint_eq(edu_achievement_title_count(a), 4);
	ck_assert_str_eq(edu_achievement_title(a, NULL), "Algebra");
	ck_assert_str_eq(edu_achievement_title(a, "EN"), "Algebra");
	ck_assert_str_eq(edu_achievement_title(a, "en-GB"), "Algebra");
	ck_assert_str_eq(edu_achievement_title(a, "de"), "Algebra, DE");
	ck_assert_str_eq(edu_achievement_title(a, "de-CH"), "Lineare Algebra");
	ck_assert_ptr_null(edu_achievement_title(a, "fr"));
	ck_assert_ptr_null(edu_achievement_title(a, "d"));
	ck_assert_ptr_null(edu_achievement_title(a, "deu"));
	ck_assert_str_eq(edu_achievement_title_at(a, 2), "Algebra lineare");
	ck_assert_str_eq(edu_achievement_title_language_at(a, 1), "de-AT");
	ck_assert_ptr_null(edu_achievement_title_language_at(a, 2));
	ck_assert_ptr_null(edu_achievement_title_at(a, 4));
}
END_TEST

START_TEST(several_texts_keep_their_order)
{
	const edu_person person = make_learner();
	ck_assert_int_eq(edu_person_add_citizenship(person, "SE", NULL), 0);
	ck_assert_int_eq(edu_person_add_citizenship(person, "FI", NULL), 0);
	ck_assert_uint_eq(edu_person_citizenship_count(person), 2);
	ck_assert_str_eq(edu_person_citizenship_at(person, 0), "SE");
	ck_assert_str_eq(edu_person_citizenship_at(person, 1), "FI");
	ck_assert_ptr_null(edu_person_citizenship_at(person, 2));
}
END_TEST

START_TEST(nodes_follow_each_other)
{
	make_achievement("one");
	make_achievement("two");
	make_achievement("three");
	const char *const titles[] = { "one", "two", "three" };
	size_t n = 0;
	edu_achievement a = edu_credential_achievement_first(credential);
	for (; !edu_achievement_is_null(a); a = edu_achievement_next(a))
		ck_assert_str_eq(edu_achievement_title(a, NULL), titles[n++]);
	ck_assert_uint_eq(n, 3);
	ck_assert_uint_eq(edu_credential_achievement_count(credential), 3);
	ck_assert(edu_achievement_is_null(edu_achievement_next(a)));
}
END_TEST

START_TEST(an_only_node_has_no_next)
{
	const edu_person person = make_learner();
	make_achievement("behind the learner");
	ck_assert(edu_person_is_null(edu_person_next(person)));
	ck_assert_int_eq(edu_credential_add_learner(NULL, credential, NULL), EDU_ESTATE);
}
END_TEST

START_TEST(links_are_followed)
{
	edu_award first, second;
	const edu_achievement a = make_achievement("one"), b = make_achievement("two");
	ck_assert_int_eq(edu_credential_add_award(&first, credential, NULL), 0);
	ck_assert_int_eq(edu_credential_add_award(&second, credential, NULL), 0);
	ck_assert_int_eq(edu_achievement_link_awarded_by(a, first, NULL), 0);
	ck_assert_int_eq(edu_achievement_link_awarded_by(b, edu_achievement_awarded_by(a), NULL), 0);
	ck_assert_int_eq(edu_award_set_date(first, "2024-05-06T10:11:12+02:00", NULL), 0);
	const edu_award seen = edu_achievement_awarded_by(b);
	ck_assert_str_eq(edu_award_date(seen), "2024-05-06T10:11:12+02:00");
	ck_assert_uint_eq(edu_node_resolve(seen.node).ref, first.node.ref);
	ck_assert(edu_award_is_null(edu_award_next(seen)));
	ck_assert_int_eq(edu_award_set_date(seen, "2024-05-07T00:00:00Z", NULL), 0);
	ck_assert_str_eq(edu_award_date(first), "2024-05-07T00:00:00Z");
}
END_TEST

START_TEST(links_follow_each_other_where_they_stand)
{
	edu_attachment kept[2];
	const edu_achievement a = make_achievement("one");
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(edu_credential_add_attachment(&kept[i], credential, NULL), 0);
		ck_assert_int_eq(edu_attachment_set_kind(kept[i], i ? "second" : "first", NULL), 0);
	}
	ck_assert_int_eq(edu_achievement_link_attachment(a, kept[1], NULL), 0);
	ck_assert_int_eq(edu_achievement_link_attachment(a, kept[0], NULL), 0);
	edu_attachment at = edu_achievement_attachment_first(a);
	ck_assert_str_eq(edu_attachment_kind(at), "second");
	at = edu_attachment_next(at);
	ck_assert_str_eq(edu_attachment_kind(at), "first");
	ck_assert(edu_attachment_is_null(edu_attachment_next(at)));
}
END_TEST

START_TEST(links_lead_to_fitting_nodes_of_the_same_document)
{
	edu_document *other;
	edu_award foreign;
	ck_assert_int_eq(edu_document_new(&other, ctx, NULL), 0);
	ck_assert_int_eq(edu_credential_add_award(&foreign, edu_document_credential(other), NULL), 0);
	const edu_achievement a = make_achievement("one");
	ck_assert_int_eq(edu_achievement_link_awarded_by(a, foreign, NULL), EDU_EARG);
	ck_assert_int_eq(edu_achievement_link_awarded_by(a, (edu_award){ a.node }, NULL), EDU_EARG);
	ck_assert_int_eq(edu_achievement_link_awarded_by(a, (edu_award){ { NULL, 0 } }, NULL), EDU_EARG);
	ck_assert(edu_award_is_null(edu_achievement_awarded_by(a)));
	edu_document_free(other);
}
END_TEST

START_TEST(a_handle_of_nothing_is_harmless)
{
	const edu_person nobody = { { NULL, 0 } };
	edu_identifier identifier;
	ck_assert(edu_person_is_null(nobody));
	ck_assert(edu_person_is_null(edu_person_next(nobody)));
	ck_assert_ptr_null(edu_person_birth_date(nobody));
	ck_assert_ptr_null(edu_person_given_name(nobody, "en"));
	ck_assert_uint_eq(edu_person_identifier_count(nobody), 0);
	ck_assert(edu_identifier_is_null(edu_person_identifier_first(nobody)));
	ck_assert_int_eq(edu_person_set_birth_date(nobody, "2000-01-01", NULL), EDU_EARG);
	ck_assert_int_eq(edu_person_add_identifier(&identifier, nobody, NULL), EDU_EARG);
	ck_assert(edu_identifier_is_null(identifier));
	ck_assert(edu_credential_is_null(edu_document_credential(NULL)));
	const edu_person misled = { credential.node };
	ck_assert_int_eq(edu_person_set_birth_date(misled, "2000-01-01", NULL), EDU_EARG);
}
END_TEST

/* An allocator that refuses after so many calls. */
static void *allocate(void *state, size_t size)
{
	int *left = state;
	return (*left)-- > 0 ? malloc(size) : NULL;
}

static void *resize(void *state, void *block, size_t old_size, size_t size)
{
	int *left = state;
	(void)old_size;
	return (*left)-- > 0 ? realloc(block, size) : NULL;
}

static void release(void *state, void *block, size_t size)
{
	(void)state;
	(void)size;
	free(block);
}

static int build_something(const edu_context *c, edu_document **out, edu_error *err)
{
	int rc = edu_document_new(out, c, err);
	edu_achievement a;
	for (int i = 0; i < 40 && rc >= 0; i++) {
		rc = edu_credential_add_achievement(&a, edu_document_credential(*out), err);
		if (rc >= 0) rc = edu_achievement_add_title(a, "a title that takes some room", "en", err);
	}
	return rc;
}

START_TEST(every_refusal_of_memory_is_told)
{
	int rc = EDU_ENOMEM, tries = 0;
	for (; rc == EDU_ENOMEM; tries++) {
		int left = tries;
		const edu_allocator a = { allocate, resize, release, &left };
		edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
		options.allocator = &a;
		edu_context *small = NULL;
		edu_document *made = NULL;
		edu_error err = EDU_ERROR_INIT;
		rc = edu_context_new(&small, &options, &err);
		if (rc >= 0) rc = build_something(small, &made, &err);
		ck_assert_int_eq(err.code, rc);
		edu_document_free(made);
		edu_context_free(small);
	}
	ck_assert_int_eq(rc, 0);
	ck_assert_int_gt(tries, 4);
}
END_TEST

START_TEST(the_limit_of_items_holds)
{
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	options.limits.items = 20;
	edu_context *small;
	edu_document *made;
	ck_assert_int_eq(edu_context_new(&small, &options, NULL), 0);
	ck_assert_int_eq(build_something(small, &made, NULL), EDU_ELIMIT);
	edu_document_free(made);
	edu_context_free(small);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("interface");
	TCase *texts = tcase_create("texts");
	tcase_add_checked_fixture(texts, set_up, tear_down);
	tcase_add_test(texts, a_new_document_holds_an_empty_credential);
	tcase_add_test(texts, a_new_catalogue_is_no_credential);
	tcase_add_test(texts, texts_are_set_replaced_and_removed);
	tcase_add_test(texts, texts_are_copied);
	tcase_add_test(texts, what_lacks_the_form_is_refused);
	tcase_add_test(texts, numbers_have_their_bounds);
	tcase_add_test(texts, languages_are_matched);
	tcase_add_test(texts, several_texts_keep_their_order);
	suite_add_tcase(suite, texts);
	TCase *nodes = tcase_create("nodes");
	tcase_add_checked_fixture(nodes, set_up, tear_down);
	tcase_add_test(nodes, nodes_follow_each_other);
	tcase_add_test(nodes, an_only_node_has_no_next);
	tcase_add_test(nodes, links_are_followed);
	tcase_add_test(nodes, links_follow_each_other_where_they_stand);
	tcase_add_test(nodes, links_lead_to_fitting_nodes_of_the_same_document);
	tcase_add_test(nodes, a_handle_of_nothing_is_harmless);
	suite_add_tcase(suite, nodes);
	TCase *bounds = tcase_create("bounds");
	tcase_add_test(bounds, every_refusal_of_memory_is_told);
	tcase_add_test(bounds, the_limit_of_items_holds);
	suite_add_tcase(suite, bounds);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	const int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
