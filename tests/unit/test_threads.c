/*
 * One context and one document for several threads at once. Under ThreadSanitizer this finds what the threads share and
 * should not; without it, that all of them get the same bytes.
 */
#include "support.h"

#include <pthread.h>

enum { THREADS = 4, TURNS = 10 };

typedef struct shared {
	const edu_context *ctx;
	const char *data;
	size_t length;
	const edu_document *doc;
	const char *target;
	const char *expected_document, *expected_report;
} shared;

/* What comes of the conversion of a document, as two texts. */
static int convert(const edu_document *doc, const char *target, edu_buffer *document, edu_buffer *report)
{
	edu_document *made;
	edu_ledger *ledger;
	int rc = edu_convert(&made, doc, target, NULL, &ledger, NULL);
	if (rc < 0) return rc;
	rc = edu_document_write(made, document, NULL, NULL);
	if (rc == 0) rc = edu_ledger_write(ledger, report, NULL);
	edu_ledger_free(ledger);
	edu_document_free(made);
	return rc;
}

static int is_as_expected(const shared *s, const edu_document *doc)
{
	edu_buffer document = EDU_BUFFER_INIT, report = EDU_BUFFER_INIT;
	edu_findings *findings;
	int good = convert(doc, s->target, &document, &report) == 0;
	good = good && !strcmp(document.data, s->expected_document) && !strcmp(report.data, s->expected_report);
	if (edu_validate(&findings, doc, NULL, NULL) == 0) edu_findings_free(findings);
	else good = 0;
	edu_buffer_free(&document);
	edu_buffer_free(&report);
	return good;
}

/* The document of all, and one of its own. Check's assertions are for the main thread; NULL means that all went well. */
static void *run(void *state)
{
	const shared *s = state;
	int good = 1;
	for (int i = 0; i < TURNS && good; i++) {
		edu_document *own;
		good = edu_document_read(&own, s->ctx, s->data, s->length, NULL, NULL) == 0;
		if (!good) break;
		good = is_as_expected(s, s->doc) && is_as_expected(s, own);
		edu_document_free(own);
	}
	return good ? NULL : state;
}

static const struct { const char *file, *target; } cases[] = {
	{ "examples/transcript.xml", "elm" },
	{ "tests/corpus/elmo/valid/everything-1.7.xml", "elm" },
	{ "tests/corpus/elm/valid/flat.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/sealed.jsonld", "elmo" },
};

START_TEST(threads_share_a_context_and_a_document)
{
	pthread_t threads[THREADS];
	edu_buffer document = EDU_BUFFER_INIT, report = EDU_BUFFER_INIT;
	edu_context *ctx = new_context();
	edu_document *doc;
	shared s = { .ctx = ctx, .target = cases[_i].target };
	char *data = file_bytes(source_path(cases[_i].file), &s.length);
	s.data = data;
	ck_assert_int_eq(edu_document_read(&doc, ctx, data, s.length, NULL, NULL), 0);
	ck_assert_int_eq(convert(doc, s.target, &document, &report), 0);
	s.doc = doc;
	s.expected_document = document.data;
	s.expected_report = report.data;
	for (int i = 0; i < THREADS; i++) ck_assert_int_eq(pthread_create(&threads[i], NULL, run, &s), 0);
	for (int i = 0; i < THREADS; i++) {
		void *bad;
		ck_assert_int_eq(pthread_join(threads[i], &bad), 0);
		ck_assert_ptr_null(bad);
	}
	edu_buffer_free(&document);
	edu_buffer_free(&report);
	edu_document_free(doc);
	edu_context_free(ctx);
	free(data);
}
END_TEST

/* Nothing was used before: what is set up on first use is set up by several threads at once. */
static void *run_first(void *state)
{
	const shared *s = state;
	edu_context *ctx;
	edu_document *doc;
	edu_buffer document = EDU_BUFFER_INIT, report = EDU_BUFFER_INIT;
	if (edu_context_new(&ctx, NULL, NULL) < 0) return state;
	int rc = edu_document_read(&doc, ctx, s->data, s->length, NULL, NULL);
	if (rc == 0) {
		rc = convert(doc, s->target, &document, &report);
		edu_document_free(doc);
	}
	edu_buffer_free(&document);
	edu_buffer_free(&report);
	edu_context_free(ctx);
	return rc < 0 ? state : NULL;
}

START_TEST(first_use_by_all_threads_at_once)
{
	pthread_t threads[THREADS];
	shared s = { .target = "elm" };
	char *data = file_bytes(source_path("examples/transcript.xml"), &s.length);
	s.data = data;
	for (int i = 0; i < THREADS; i++) ck_assert_int_eq(pthread_create(&threads[i], NULL, run_first, &s), 0);
	for (int i = 0; i < THREADS; i++) {
		void *bad;
		ck_assert_int_eq(pthread_join(threads[i], &bad), 0);
		ck_assert_ptr_null(bad);
	}
	free(data);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, first_use_by_all_threads_at_once);
	tcase_add_loop_test(tc, threads_share_a_context_and_a_document, 0, (int)(sizeof cases / sizeof *cases));
}

int main(void)
{
	return run_tests("threads", add_tests);
}
