/*
 * test_elm_forms.c – ELM's XML forms of courses and accreditations: written, read, refused.
 */
#include "support.h"

#include "model/twin.h"

static edu_context *ctx;

static void set_up(void) { ctx = new_context(); }
static void tear_down(void) { edu_context_free(ctx); }

static edu_document *read_bytes(const char *data, size_t length)
{
	edu_document *doc;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_document_read(&doc, ctx, data, length, NULL, &err);
	ck_assert_msg(rc == 0, "%s: %s at %s", err.rule, err.message, err.path);
	return doc;
}

static edu_document *read_accreditation(void)
{
	edu_document *doc;
	const char *path = source_path("tests/courses/documents/accreditation.json");
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, NULL), 0);
	return doc;
}

static edu_document *converted(const edu_document *source, const char *target)
{
	edu_document *made;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_convert(&made, source, target, NULL, NULL, &err);
	ck_assert_msg(rc == 0, "%s: %s at %s", err.rule, err.message, err.path);
	return made;
}

static edu_buffer written(const edu_document *doc)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_document_write(doc, &out, NULL, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return out;
}

/* What a form is when its bytes are read. */
static edu_document *read_form(const char *target)
{
	edu_document *source = read_accreditation(), *made = converted(source, target);
	edu_buffer bytes = written(made);
	edu_document *form = read_bytes(bytes.data, bytes.length);
	edu_buffer_free(&bytes);
	edu_document_free(made);
	edu_document_free(source);
	return form;
}

START_TEST(a_form_is_written_and_read)
{
	edu_document *form = read_form("elm-ams");
	ck_assert_str_eq(edu_document_format(form), "elm-ams");
	ck_assert_str_eq(edu_document_version(form), "3.2");
	ck_assert_ptr_nonnull(form->twin);
	ck_assert_str_eq(edu_document_format(form->twin->doc), "elm");
	ck_assert_str_eq(edu_node_name(edu_document_root(form)), "Accreditations");
	edu_document_free(form);
}
END_TEST

START_TEST(what_a_form_says_comes_back)
{
	edu_document *form = read_form("elm-ams"), *back = converted(form, "elm");
	edu_buffer bytes = written(back);
	static const char *const said[] = { "Accreditation of a university", "University of Nowhere", "https://agency.example/" };
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		ck_assert_msg(strstr(bytes.data, said[i]) != NULL, "%s is gone", said[i]);
	edu_buffer_free(&bytes);
	edu_document_free(back);
	edu_document_free(form);
}
END_TEST

START_TEST(another_version_of_a_form_is_written_anew)
{
	edu_document *form = read_form("elm-ams"), *older = converted(form, "elm-ams@3.1"), *own = converted(form, "elm-ams");
	size_t length;
	ck_assert_str_eq(edu_document_version(older), "3.1");
	ck_assert_ptr_null(edu_document_original(older, &length));
	/* Its own version keeps the bytes. */
	ck_assert_ptr_nonnull(edu_document_original(own, &length));
	edu_document_free(own);
	edu_document_free(older);
	edu_document_free(form);
}
END_TEST

/* It has no twin: it was made, not read. */
START_TEST(a_form_that_was_made_has_other_versions_too)
{
	edu_document *source = read_accreditation(), *made = converted(source, "elm-ams"), *older = converted(made, "elm-ams@3.1");
	ck_assert_ptr_null(made->twin);
	ck_assert_str_eq(edu_document_version(older), "3.1");
	edu_document_free(older);
	edu_document_free(made);
	edu_document_free(source);
}
END_TEST

#define GRAPH(nodes) "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"," \
	"\"http://data.europa.eu/snb/model/context/edc-ap\"],\"@graph\":[" nodes "]}"
#define TITLED "{\"id\":\"urn:a:1\",\"type\":\"Accreditation\",\"title\":{\"en\":\"A\"}}"
#define COURSE "{\"id\":\"urn:a:2\",\"type\":\"LearningAchievementSpecification\",\"title\":{\"en\":\"B\"}}"

static const struct refusal {
	const char *json, *target, *rule;
} refusals[] = {
	{ GRAPH(TITLED), "elm-ams", "elm/form-missing" },
	{ GRAPH(COURSE), "elm-ams", "elm/form-empty" },
};

START_TEST(what_a_form_cannot_say_is_refused)
{
	const struct refusal *r = &refusals[_i];
	edu_document *source = read_bytes(r->json, strlen(r->json)), *made;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_lt(edu_convert(&made, source, r->target, NULL, NULL, &err), 0);
	ck_assert_msg(strcmp(err.rule, r->rule) == 0, "%s: %s", err.rule, err.message);
	ck_assert_ptr_null(made);
	edu_document_free(source);
}
END_TEST

START_TEST(residue_cannot_travel_in_a_form)
{
	edu_document *source = read_accreditation(), *made;
	edu_convert_options options = EDU_CONVERT_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	options.carry = EDU_CARRY_RESIDUE;
	ck_assert_int_eq(edu_convert(&made, source, "elm-ams", &options, NULL, &err), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "carry/residue");
	edu_document_free(source);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_form_is_written_and_read);
	tcase_add_test(tc, what_a_form_says_comes_back);
	tcase_add_test(tc, another_version_of_a_form_is_written_anew);
	tcase_add_test(tc, a_form_that_was_made_has_other_versions_too);
	tcase_add_loop_test(tc, what_a_form_cannot_say_is_refused, 0, (int)(sizeof refusals / sizeof *refusals));
	tcase_add_test(tc, residue_cannot_travel_in_a_form);
}

int main(void)
{
	return run_tests("elm_forms", add);
}
