/*
 * test_ewp.c – responses of EWP with several transcripts: looked at, taken apart, put together.
 */
#include "support.h"

#define TWO "tests/corpus/ewp/valid/tors-two.xml"

static edu_context *ctx;
static edu_document *two;

static void set_up(void)
{
	edu_error err = EDU_ERROR_INIT;
	ctx = new_context();
	ck_assert_int_eq(edu_document_read_file(&two, ctx, source_path(TWO), NULL, &err), 0);
}

static void tear_down(void)
{
	edu_document_free(two);
	edu_context_free(ctx);
}

static edu_buffer written(const edu_document *doc)
{
	edu_buffer b = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_document_write(doc, &b, NULL, NULL), 0);
	return b;
}

static void expect_written(const edu_document *doc, const char *part, int there)
{
	edu_buffer b = written(doc);
	ck_assert_msg(!strstr(b.data, part) == !there, "%s in:\n%s", part, b.data);
	edu_buffer_free(&b);
}

START_TEST(transcripts_are_counted_and_looked_at)
{
	edu_document *one = read_text(ctx, "<elmo><learner/><report/></elmo>", NULL);
	edu_tor tor;
	ck_assert_int_ne(edu_tors_is_response(two), 0);
	ck_assert_uint_eq(edu_tors_count(two), 2);
	ck_assert_int_eq(edu_tors_at(&tor, two, 1), 0);
	ck_assert_str_eq(tor.omobility_id, "4d6f6269-0002");
	ck_assert_str_eq(edu_node_class(tor.elmo), "Elmo");
	ck_assert_int_ne(edu_node_is_null(tor.grades), 0);
	ck_assert_int_eq(tor.has_signature, 0);
	ck_assert_int_eq(edu_tors_at(&tor, two, 2), EDU_EARG);
	ck_assert_int_eq(edu_tors_is_response(one), 0);
	ck_assert_uint_eq(edu_tors_count(one), 0);
	ck_assert_uint_eq(edu_tors_count(NULL), 0);
	ck_assert_int_eq(edu_tors_at(&tor, one, 0), EDU_EARG);
	edu_document_free(one);
}
END_TEST

START_TEST(grades_are_told_one_by_one)
{
	static const char *const expected[][2] = { { "A", "18.4" }, { "B", "71.3" }, { "F", "10.3" } };
	edu_tor tor;
	edu_grade_frequency g;
	size_t n = 0;
	ck_assert_int_eq(edu_tors_at(&tor, two, 0), 0);
	for (int end = edu_grades_first(&g, &tor); !end; end = edu_grades_next(&g), n++) {
		ck_assert_str_eq(g.isced_code, "0541");
		ck_assert_str_eq(g.label, expected[n][0]);
		ck_assert_str_eq(g.percentage, expected[n][1]);
	}
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(edu_tors_at(&tor, two, 1), 0);
	ck_assert_int_eq(edu_grades_first(&g, &tor), EDU_EARG);
}
END_TEST

START_TEST(a_transcript_taken_out_stands_alone)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc, *elm;
	edu_ledger *ledger;
	ck_assert_int_eq(edu_tors_take(&doc, two, 0, &err), 0);
	/* The texts outlive the response they came from. */
	edu_document_free(two);
	two = NULL;
	ck_assert_uint_eq(edu_tors_count(doc), 1);
	expect_written(doc, "iscedCode=\"0541\"", 1);
	expect_written(doc, "4d6f6269-0002", 0);
	ck_assert_int_eq(edu_convert(&elm, doc, "elm", NULL, &ledger, &err), 0);
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_EXACT), 15);
	edu_ledger_free(ledger);
	edu_document_free(elm);
	edu_document_free(doc);
}
END_TEST

/* Prefixes that values use are declared on the response. */
START_TEST(an_unwrapped_transcript_keeps_its_namespaces)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc, *again, *in = read_text(ctx,
		"<r:imobility-tors-get-response xmlns:r=\"https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/"
		"blob/stable-v2/endpoints/get-response.xsd\" xmlns:e=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\" "
		"xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><r:tor>"
		"<r:omobility-id>x</r:omobility-id><e:elmo><e:learner/><e:report><e:attachment><e:content xsi:type=\"xs:string\">"
		"</e:content></e:attachment></e:report></e:elmo></r:tor></r:imobility-tors-get-response>", NULL);
	ck_assert_int_eq(edu_tors_unwrap(&doc, in, 0, &err), 0);
	expect_written(doc, "<e:elmo", 1);
	expect_written(doc, "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"", 1);
	edu_buffer b = written(doc);
	ck_assert_int_eq(edu_document_read(&again, ctx, b.data, b.length, NULL, &err), 0);
	ck_assert_uint_eq(edu_tors_count(again), 0);
	ck_assert_str_eq(edu_node_class(edu_document_root(again)), "Elmo");
	edu_buffer_free(&b);
	edu_document_free(again);
	edu_document_free(doc);
	edu_document_free(in);
}
END_TEST

START_TEST(what_is_not_there_cannot_be_taken)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = two;
	ck_assert_int_eq(edu_tors_take(&doc, two, 2, &err), EDU_EARG);
	ck_assert_ptr_null(doc);
	ck_assert_int_eq(edu_tors_unwrap(&doc, NULL, 0, NULL), EDU_EARG);
	ck_assert_int_eq(edu_tors_take(NULL, two, 0, NULL), EDU_EARG);
}
END_TEST

START_TEST(several_learners_are_not_converted_as_one)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	ck_assert_int_eq(edu_convert(&doc, two, "elm", NULL, NULL, &err), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "ewp/several");
	ck_assert_ptr_nonnull(strstr(err.message, "edu split"));
}
END_TEST

START_TEST(a_response_is_made_of_transcripts)
{
	edu_error err = EDU_ERROR_INIT;
	static const edu_grade_frequency grades[] = {
		{ .isced_code = "0541", .label = "A", .percentage = "40" },
		{ .isced_code = "0541", .label = "F", .percentage = "60.0" },
		{ .isced_code = "0613", .label = "A", .percentage = "100" },
	};
	edu_document *first, *second, *made;
	ck_assert_int_eq(edu_tors_take(&first, two, 0, &err), 0);
	ck_assert_int_eq(edu_tors_unwrap(&second, two, 1, &err), 0);
	const edu_tor_entry entries[] = {
		{ .transcript = first },
		{ .transcript = second, .omobility_id = "new", .grades = grades, .grade_count = 3 },
	};
	ck_assert_int_eq(edu_tors_make(&made, ctx, entries, 2, NULL, &err), 0);
	edu_document_free(first);
	edu_document_free(second);
	ck_assert_uint_eq(edu_tors_count(made), 2);
	edu_tor tor;
	edu_grade_frequency g;
	ck_assert_int_eq(edu_tors_at(&tor, made, 0), 0);
	ck_assert_str_eq(tor.omobility_id, "4d6f6269-0001");
	ck_assert_int_eq(edu_grades_first(&g, &tor), 0);
	ck_assert_str_eq(g.percentage, "18.4");
	ck_assert_int_eq(edu_tors_at(&tor, made, 1), 0);
	ck_assert_str_eq(tor.omobility_id, "new");
	size_t n = 0;
	for (int end = edu_grades_first(&g, &tor); !end; end = edu_grades_next(&g), n++) {
		ck_assert_str_eq(g.isced_code, grades[n].isced_code);
		ck_assert_str_eq(g.percentage, grades[n].percentage);
	}
	ck_assert_uint_eq(n, 3);
	edu_findings *f;
	ck_assert_int_eq(edu_validate(&f, made, NULL, &err), 0);
	ck_assert_uint_eq(edu_findings_count_of(f, EDU_SEVERITY_ERROR), 0);
	edu_findings_free(f);
	edu_document_free(made);
}
END_TEST

START_TEST(an_empty_response_is_made)
{
	edu_document *made;
	ck_assert_int_eq(edu_tors_make(&made, ctx, NULL, 0, NULL, NULL), 0);
	ck_assert_int_ne(edu_tors_is_response(made), 0);
	ck_assert_uint_eq(edu_tors_count(made), 0);
	edu_document_free(made);
}
END_TEST

#define NS "https://github.com/emrex-eu/elmo-schemas/tree/"
#define SIGNED "<elmo xmlns=\"" NS "v1\"><learner/><report/><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/></elmo>"

START_TEST(signatures_are_dropped_only_when_told)
{
	edu_error err = EDU_ERROR_INIT;
	edu_tors_options o = EDU_TORS_OPTIONS_INIT;
	edu_document *made, *doc = read_text(ctx, SIGNED, NULL);
	const edu_tor_entry entry = { .transcript = doc, .omobility_id = "x" };
	ck_assert_int_eq(edu_tors_make(&made, ctx, &entry, 1, NULL, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "ewp/signature");
	ck_assert_ptr_null(made);
	o.drop_signatures = 1;
	ck_assert_int_eq(edu_tors_make(&made, ctx, &entry, 1, &o, &err), 0);
	expect_written(made, "Signature", 0);
	edu_document_free(made);
	edu_document_free(doc);
}
END_TEST

static const struct { const char *elmo, *id; edu_grade_frequency grade; int rc; const char *rule; } refusals[] = {
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", NULL, { 0 }, EDU_EINVALID, "ewp/mobility" },
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", "", { 0 }, EDU_EINVALID, "ewp/mobility" },
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", "a b", { 0 }, EDU_EINVALID, "ewp/mobility" },
	{ "<elmo xmlns=\"" NS "v2\"><learner/><report/></elmo>", "x", { 0 }, EDU_EINVALID, "ewp/namespace" },
	{ "<elmo><learner/><report/></elmo>", "x", { 0 }, EDU_EINVALID, "ewp/namespace" },
	{ "<e:elmo xmlns:e=\"" NS "v1.3.0\"><e:learner/><e:report/></e:elmo>", "x", { 0 }, EDU_EINVALID, "ewp/namespace" },
	{ "<elmo xmlns=\"" NS "v1.3.0\"><learner/><report/></elmo>", "x", { 0 }, 0, "" },
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", "x", { .isced_code = "", .label = "A", .percentage = "1" },
	  EDU_EINVALID, "ewp/grades" },
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", "x", { .isced_code = "05", .label = "A", .percentage = "1,5" },
	  EDU_EINVALID, "ewp/grades" },
	{ "<elmo xmlns=\"" NS "v1\"><learner/><report/></elmo>", "x", { .isced_code = "05", .percentage = "1" },
	  EDU_EINVALID, "ewp/grades" },
};

START_TEST(what_makes_no_response_is_refused)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *made, *doc = read_text(ctx, refusals[_i].elmo, NULL);
	edu_tor_entry entry = { .transcript = doc, .omobility_id = refusals[_i].id };
	if (refusals[_i].grade.isced_code) {
		entry.grades = &refusals[_i].grade;
		entry.grade_count = 1;
	}
	ck_assert_int_eq(edu_tors_make(&made, ctx, &entry, 1, NULL, &err), refusals[_i].rc);
	ck_assert_str_eq(err.rule, refusals[_i].rule);
	if (made) expect_written(made, "elmo xmlns=\"" NS "v1\"", 1);
	edu_document_free(made);
	edu_document_free(doc);
}
END_TEST

START_TEST(several_transcripts_are_no_entry)
{
	edu_document *made;
	const edu_tor_entry entry = { .transcript = two, .omobility_id = "x" };
	ck_assert_int_eq(edu_tors_make(&made, ctx, &entry, 1, NULL, NULL), EDU_EARG);
}
END_TEST

/* Out of the response, into another. */
static int around(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *own = NULL;
	edu_document *doc = NULL, *one = NULL, *bare = NULL, *made = NULL;
	o.allocator = a;
	int rc = edu_context_new(&own, &o, NULL);
	if (rc == 0) rc = edu_document_read_file(&doc, own, source_path(TWO), NULL, NULL);
	if (rc == 0) rc = edu_tors_take(&one, doc, 0, NULL);
	if (rc == 0) rc = edu_tors_unwrap(&bare, doc, 1, NULL);
	const edu_tor_entry entries[] = { { .transcript = one }, { .transcript = bare, .omobility_id = "x" } };
	if (rc == 0) rc = edu_tors_make(&made, own, entries, 2, NULL, NULL);
	edu_document_free(made);
	edu_document_free(bare);
	edu_document_free(one);
	edu_document_free(doc);
	edu_context_free(own);
	return rc;
}

START_TEST(allocations_may_fail)
{
	ck_assert_uint_gt(refuse_each_request(around, NULL, 0), 20);
}
END_TEST

/* ---- courses */

START_TEST(courses_are_a_catalogue_of_the_core)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc, *core;
	edu_ledger *ledger;
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, source_path("tests/corpus/ewp/valid/courses.xml"), NULL, &err), 0);
	ck_assert_str_eq(edu_document_format(doc), "ewp");
	ck_assert_int_eq(edu_convert(&core, doc, "core", NULL, &ledger, &err), 0);
	edu_document_free(doc);
	const edu_catalogue catalogue = edu_document_catalogue(core);
	const edu_specification algebra = edu_catalogue_specification_first(catalogue);
	const edu_offering offering = edu_catalogue_offering_first(catalogue);
	ck_assert_str_eq(edu_specification_title(algebra, "sv"), "Algebra och geometri");
	ck_assert_str_eq(edu_identifier_scheme(edu_specification_identifier_first(algebra)), "ewp-los-id");
	ck_assert_str_eq(edu_level_value(edu_specification_level_first(algebra)), "6");
	ck_assert_str_eq(edu_offering_contact_hours(offering), "60");
	ck_assert_str_eq(edu_identifier_value(edu_session_identifier_first(edu_offering_session_first(offering))), "2023/2024");
	ck_assert_uint_eq(edu_specification_part_count(algebra), 2);
	ck_assert_str_eq(edu_offering_start_date(offering), "2024-01-15");
	ck_assert_str_eq(edu_specification_title(edu_offering_specification(offering), "en"), "Algebra");
	ck_assert_str_eq(edu_offering_start_date(edu_offering_next(offering)), "2025-01-15");
	/* The counts and labels of two results, and the language of the page. */
	ck_assert_uint_eq(edu_ledger_count(ledger, EDU_OUTCOME_LOST), 5);
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_EXACT), 30);
	edu_ledger_free(ledger);
	edu_document_free(core);
}
END_TEST

/* Without what is between the tags, which says nothing, and without a part of the text. */
static void strip(char *text)
{
	char *out = text;
	for (const char *c = text; *c; c++) {
		const size_t blanks = strspn(c, " \n");
		if (blanks && c > text && c[-1] == '>' && c[blanks] == '<') c += blanks;
		*out++ = *c;
	}
	*out = '\0';
}

static void cut(char *text, const char *from, const char *to)
{
	char *start = strstr(text, from), *end = start ? strstr(start, to) : NULL;
	ck_assert_msg(end, "no %s in:\n%s", from, text);
	end += strlen(to);
	memmove(start, end, strlen(end) + 1);
}

/* All but the results and the language of a page, which the core has no place for. */
START_TEST(courses_come_back_from_the_core)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc, *core, *made;
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, source_path("tests/corpus/ewp/valid/courses.xml"), NULL, &err), 0);
	ck_assert_int_eq(edu_convert(&core, doc, "core", NULL, NULL, &err), 0);
	ck_assert_msg(edu_convert(&made, core, "ewp", NULL, NULL, &err) == 0, "%s %s", err.rule, err.message);
	edu_buffer before = written(doc), after = written(made);
	strip(before.data);
	strip(after.data);
	cut(before.data, "<!--", "-->");
	cut(before.data, "<resultDistribution>", "</resultDistribution>");
	cut(strstr(before.data, "<url"), " xml:lang", "en\"");
	strip(before.data);
	ck_assert_str_eq(after.data, before.data);
	edu_buffer_free(&before);
	edu_buffer_free(&after);
	edu_document_free(made);
	edu_document_free(core);
	edu_document_free(doc);
}
END_TEST

static int there_and_back(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *own = NULL;
	edu_document *doc = NULL, *core = NULL, *made = NULL;
	o.allocator = a;
	int rc = edu_context_new(&own, &o, NULL);
	if (rc == 0) rc = edu_document_read_file(&doc, own, source_path("tests/corpus/ewp/valid/courses.xml"), NULL, NULL);
	if (rc == 0) rc = edu_convert(&core, doc, "core", NULL, NULL, NULL);
	if (rc == 0) rc = edu_convert(&made, core, "ewp", NULL, NULL, NULL);
	edu_document_free(made);
	edu_document_free(core);
	edu_document_free(doc);
	edu_context_free(own);
	return rc;
}

START_TEST(allocations_for_courses_may_fail)
{
	ck_assert_uint_gt(refuse_each_request(there_and_back, NULL, 0), 10);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, transcripts_are_counted_and_looked_at);
	tcase_add_test(tc, grades_are_told_one_by_one);
	tcase_add_test(tc, a_transcript_taken_out_stands_alone);
	tcase_add_test(tc, an_unwrapped_transcript_keeps_its_namespaces);
	tcase_add_test(tc, what_is_not_there_cannot_be_taken);
	tcase_add_test(tc, several_learners_are_not_converted_as_one);
	tcase_add_test(tc, a_response_is_made_of_transcripts);
	tcase_add_test(tc, an_empty_response_is_made);
	tcase_add_test(tc, signatures_are_dropped_only_when_told);
	tcase_add_loop_test(tc, what_makes_no_response_is_refused, 0, (int)(sizeof refusals / sizeof *refusals));
	tcase_add_test(tc, several_transcripts_are_no_entry);
	tcase_add_test(tc, allocations_may_fail);
	tcase_add_test(tc, courses_are_a_catalogue_of_the_core);
	tcase_add_test(tc, courses_come_back_from_the_core);
	tcase_add_test(tc, allocations_for_courses_may_fail);
}

int main(void)
{
	return run_tests("ewp", add);
}
