/*
 * Streams: forms, records with their places, errors that end nothing, ends that nobody expects, memory that is refused.
 */
#include "support.h"

#include <edu/stream.h>
#include <stdbool.h>

/* A source that hands out a text in pieces of that size. */
typedef struct pieces {
	const char *text;
	size_t length, at, size;
	bool fails;
} pieces;

static int read_piece(void *state, void *data, size_t size, size_t *length)
{
	pieces *p = state;
	const size_t left = p->length - p->at, wanted = p->size < size ? p->size : size;

	if (p->fails && p->at) return -1;
	*length = left < wanted ? left : wanted;
	memcpy(data, p->text + p->at, *length);
	p->at += *length;
	return 0;
}

#define COURSE "{\"courseId\":\"x\",\"name\":[{\"language\":\"en\",\"value\":\"a ] } \\\" b\"}]}"

static const struct {
	const char *text;
	edu_stream_form form;
	int records, errors;
} cases[] = {
	{ "", EDU_STREAM_EMPTY, 0, 0 },
	{ " \n\t\r\n", EDU_STREAM_EMPTY, 0, 0 },
	{ COURSE, EDU_STREAM_SINGLE, 1, 0 },
	{ COURSE "\n" COURSE "\n", EDU_STREAM_LINES, 2, 0 },
	{ COURSE "\r\n\n" COURSE, EDU_STREAM_LINES, 2, 0 },
	{ "\xEF\xBB\xBF" COURSE "\n" COURSE "\n", EDU_STREAM_LINES, 2, 0 },
	{ COURSE "\n{\"courseId\":\n" COURSE "\n", EDU_STREAM_LINES, 2, 1 },
	{ "[]", EDU_STREAM_ARRAY, 0, 0 },
	{ "[" COURSE " , " COURSE "\n]\n", EDU_STREAM_ARRAY, 2, 0 },
	{ "[" COURSE ",7," COURSE "]", EDU_STREAM_ARRAY, 2, 1 },
	{ "[" COURSE ",\"a, b\"," COURSE "]", EDU_STREAM_ARRAY, 2, 1 },
	{ "[" COURSE "," COURSE, EDU_STREAM_ARRAY, 2, 1 },
	{ "[" COURSE ",{\"courseId\"", EDU_STREAM_ARRAY, 1, 1 },
	{ "[" COURSE "] x", EDU_STREAM_ARRAY, 1, 1 },
	{ "{\"items\":[" COURSE "," COURSE "]}", EDU_STREAM_PAGE, 2, 0 },
	{ "{\"a\":{\"items\":[1]},\"b\":\"items\",\"items\" : [" COURSE "],\"pageSize\":1}\n", EDU_STREAM_PAGE, 1, 0 },
	{ "{\"items\":[" COURSE "]}\n{\"items\":[" COURSE "]}", EDU_STREAM_PAGE, 2, 0 },
	{ "{\"items\":[" COURSE "],\"pageSize\":", EDU_STREAM_PAGE, 1, 1 },
	{ "{\"items\":[" COURSE ",", EDU_STREAM_PAGE, 1, 1 },
};

typedef int next_record(edu_stream *stream, const edu_context *ctx, edu_record *out, edu_error *err);

static int next_at_once(edu_stream *stream, const edu_context *ctx, edu_record *out, edu_error *err)
{
	(void)ctx;
	return edu_stream_next(stream, out, err);
}

/* Handed out as bytes, which are copied, and read after the stream has gone on. */
static int next_by_bytes(edu_stream *stream, const edu_context *ctx, edu_record *out, edu_error *err)
{
	const char *data;
	int rc = edu_stream_next_bytes(stream, out, &data, err);

	if (rc <= 0) return rc;
	ck_assert_ptr_null(out->document);
	const edu_read_options options = *edu_stream_options(stream);
	char *copy = malloc(out->length + 1);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, data, out->length);
	rc = edu_record_read(out, ctx, copy, &options, err);
	free(copy);
	return rc < 0 ? rc : 1;
}

static void count(const edu_context *ctx, next_record *next, const char *text, size_t size, int *records, int *errors,
                  edu_stream_form *form)
{
	pieces p = { text, strlen(text), 0, size, false };
	const edu_source source = { read_piece, &p };
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;
	int rc;

	*records = *errors = 0;
	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), 0);
	*form = edu_stream_form_of(stream);
	while ((rc = next(stream, ctx, &record, &err)) != 0) {
		*(rc > 0 ? records : errors) += 1;
		ck_assert_int_eq(rc > 0, record.document != NULL);
		if (rc > 0) ck_assert_str_eq(edu_document_format(record.document), "ooapi");
		ck_assert_uint_lt(record.offset, strlen(text) + 1);
		if (rc > 0) ck_assert_int_eq(text[record.offset], '{');
		edu_document_free(record.document);
	}
	ck_assert_int_eq(next(stream, ctx, &record, &err), 0);
	edu_stream_free(stream);
}

START_TEST(forms_and_records)
{
	static next_record *const ways[] = { next_at_once, next_by_bytes };
	edu_context *ctx = new_context();
	int records, errors;
	edu_stream_form form;

	for (size_t size = 1; size < 5000; size = size * 3 + 1) {
		for (size_t w = 0; w < 2; w++) {
			count(ctx, ways[w], cases[_i].text, size, &records, &errors, &form);
			/* The form is told by what the first two pieces hold. */
			if (size < strlen(cases[_i].text)) continue;
			ck_assert_int_eq(form, cases[_i].form);
			ck_assert_int_eq(records, cases[_i].records);
			ck_assert_int_eq(errors, cases[_i].errors);
		}
	}
	edu_context_free(ctx);
}
END_TEST

static void check_places(next_record *next)
{
	static const char text[] = COURSE "\n\n{\"courseId\":\n";
	pieces p = { text, sizeof text - 1, 0, 4096, false };
	const edu_source source = { read_piece, &p };
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;

	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), 0);
	ck_assert_int_eq(next(stream, ctx, &record, &err), 1);
	ck_assert_uint_eq(record.number, 0);
	ck_assert_uint_eq(record.line, 1);
	ck_assert_uint_eq(record.length, strlen(COURSE));
	edu_document_free(record.document);
	ck_assert_int_eq(next(stream, ctx, &record, &err), EDU_ESYNTAX);
	ck_assert_uint_eq(record.number, 1);
	ck_assert_uint_eq(record.line, 3);
	ck_assert_uint_eq(record.offset, strlen(COURSE) + 2);
	ck_assert_uint_eq(err.line, 3);
	ck_assert_uint_ge(err.offset, record.offset);
	edu_stream_free(stream);
	edu_context_free(ctx);
}

START_TEST(places_are_those_of_the_stream)
{
	check_places(next_at_once);
	check_places(next_by_bytes);
}
END_TEST

START_TEST(the_first_record_says_what_all_are)
{
	static const char text[] = "{\"courseId\":\"x\",\"teachingLanguages\":[\"nl\"]}\n{\"courseId\":\"y\"}\n";
	pieces p = { text, sizeof text - 1, 0, 4096, false };
	const edu_source source = { read_piece, &p };
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;

	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), 0);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(edu_stream_next(stream, &record, &err), 1);
		ck_assert_str_eq(edu_document_version(record.document), "6.1");
		edu_document_free(record.document);
	}
	edu_stream_free(stream);
	edu_context_free(ctx);
}
END_TEST

START_TEST(a_page_keeps_its_envelope)
{
	static const char text[] = "{\"a\":1,\"items\":[" COURSE "],\"b\":[\"]\"]}";
	pieces p = { text, sizeof text - 1, 0, 4096, false };
	const edu_source source = { read_piece, &p };
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;
	size_t length;

	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), 0);
	ck_assert_ptr_null(edu_stream_envelope(stream, &length));
	ck_assert_int_eq(edu_stream_next(stream, &record, &err), 1);
	edu_document_free(record.document);
	ck_assert_ptr_null(edu_stream_envelope(stream, &length));
	ck_assert_int_eq(edu_stream_next(stream, &record, &err), 0);
	const char *envelope = edu_stream_envelope(stream, &length);
	ck_assert_ptr_nonnull(envelope);
	ck_assert_int_eq(length, strlen("{\"a\":1,\"items\":[],\"b\":[\"]\"]}"));
	ck_assert_int_eq(memcmp(envelope, "{\"a\":1,\"items\":[],\"b\":[\"]\"]}", length), 0);
	edu_stream_free(stream);
	edu_context_free(ctx);
}
END_TEST

START_TEST(a_source_that_fails_ends_the_stream)
{
	static const char text[] = "[" COURSE "," COURSE "]";
	pieces p = { text, sizeof text - 1, 0, 40, true };
	const edu_source source = { read_piece, &p };
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;

	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), EDU_EIO);
	ck_assert_ptr_null(stream);
	ck_assert_int_eq(edu_stream_new(&stream, ctx, NULL, NULL, &err), EDU_EARG);
	edu_stream_free(NULL);
	ck_assert_int_eq(edu_stream_form_of(NULL), EDU_STREAM_EMPTY);
	edu_context_free(ctx);
}
END_TEST

START_TEST(a_record_beyond_the_limit_ends_the_stream)
{
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;
	const size_t length = 3000000;
	char *text = malloc(length);

	ck_assert_ptr_nonnull(text);
	memset(text, ' ', length);
	memcpy(text, "[{\"courseId\":\"", 14);
	memset(text + 14, 'x', length - 14);
	options.limits.bytes = 100000;
	ck_assert_int_eq(edu_context_new(&ctx, &options, &err), 0);
	pieces p = { text, length, 0, length, false };
	const edu_source source = { read_piece, &p };
	ck_assert_int_eq(edu_stream_new(&stream, ctx, &source, NULL, &err), EDU_ELIMIT);
	ck_assert_ptr_null(stream);
	(void)record;
	free(text);
	edu_context_free(ctx);
}
END_TEST

/* Read, step to the next version and write, all with one allocator. */
static int everything(const edu_allocator *a, const void *state)
{
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	pieces p = { state, strlen(state), 0, 4096, false };
	const edu_source source = { read_piece, &p };
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx;
	edu_stream *stream = NULL;
	edu_record record;
	int rc;

	options.allocator = a;
	if ((rc = edu_context_new(&ctx, &options, &err)) < 0) return rc;
	rc = edu_stream_new(&stream, ctx, &source, NULL, &err);
	while (rc >= 0 && (rc = next_by_bytes(stream, ctx, &record, &err)) > 0) {
		edu_document *made = NULL;
		edu_findings *findings = NULL;
		edu_convert_options carrying = EDU_CONVERT_OPTIONS_INIT;
		carrying.carry = EDU_CARRY_RESIDUE;
		rc = edu_convert(&made, record.document, "ooapi@4", &carrying, NULL, &err);
		if (rc >= 0) rc = edu_validate(&findings, made, NULL, &err);
		edu_findings_free(findings);
		edu_document_free(made);
		edu_document_free(record.document);
	}
	edu_stream_free(stream);
	edu_context_free(ctx);
	return rc;
}

START_TEST(survives_lack_of_memory)
{
	static const char text[] =
		"{\"items\":[{\"courseId\":\"123e4567-e89b-42d3-a456-426614174000\",\"name\":[{\"language\":\"en\",\"value\":\"x\"}],"
		"\"teachingLanguages\":[\"nl\",\"en\"],\"level\":\"bachelor\",\"own\":[1,{\"a\":null}],\"studyLoad\":[{\"studyLoadUnit\":"
		"\"ects\",\"value\":5}],\"instructorIds\":[\"x\"],\"learningOutcomes\":[{\"learningOutcomeId\":\"x\",\"name\":[{\"language\":"
		"\"en\",\"value\":\"x\"}]}],\"validFrom\":\"2026-01-31T00:00:00Z\",\"organisationId\":\"x\"}]}";
	ck_assert_uint_gt(refuse_each_request(everything, text, 0), 40);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_loop_test(tc, forms_and_records, 0, (int)(sizeof cases / sizeof *cases));
	tcase_add_test(tc, places_are_those_of_the_stream);
	tcase_add_test(tc, the_first_record_says_what_all_are);
	tcase_add_test(tc, a_page_keeps_its_envelope);
	tcase_add_test(tc, a_source_that_fails_ends_the_stream);
	tcase_add_test(tc, a_record_beyond_the_limit_ends_the_stream);
	tcase_add_test(tc, survives_lack_of_memory);
}

int main(void)
{
	return run_tests("stream", add_tests);
}
