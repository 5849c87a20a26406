/*
 * Documents: reading and refusing, keeping and dropping bytes, nodes, writing, comparing, copying, formats,
 * memory.
 */
#include "support.h"

#include <time.h>

#include "base/fail.h"
#include "model/compare.h"
#include "model/copy.h"
#include "model/document.h"
#include "model/sort.h"

#define ELMO_NS "https://github.com/emrex-eu/elmo-schemas/tree/v1"

static const char small_elmo[] =
	"<?xml version=\"1.0\"?>\n<elmo xmlns=\"" ELMO_NS
	"\">\n <generatedDate>2026-01-01T00:00:00Z</generatedDate>\n"
	" <learner><givenNames>A</givenNames><familyName/></learner>\n"
	" <report><issuer><identifier type=\"schac\">x.example</identifier><title>T &amp; "
        "<![CDATA[<U>]]></title><url/>"
	"</issuer><issueDate>2026-01-01T00:00:00Z</issueDate></report><!-- c -->\n</elmo>";

static const char small_elm[] =
	"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\",\"http://data.europa.eu/snb/model/context/"
        "edc-ap\"],"
	"\"id\":\"urn:a\",\"type\":[\"VerifiableCredential\",\"EuropeanDigitalCredential\"],\n"
	"\"credentialSubject\":{\"id\":\"urn:p\",\"type\":\"Person\",\"givenName\":{\"en\":\"\\u00c5sa\"},"
	"\"hasClaim\":[{\"type\":\"LearningAchievement\",\"levelOfCompletion\":1.50e1,\"x\":[true,null,{}]}]}"
        "}";

static int read_bytes(edu_document **doc, const edu_context *ctx, const void *data, size_t length,
                      const edu_read_options *o, edu_error *err)
{
	/* A block of exactly that size, so that one byte too much shows. */
	char *copy = malloc(length ? length : 1);
	ck_assert_ptr_nonnull(copy);
	if (length) memcpy(copy, data, length);
	edu_error_clear(err);
	const int rc = edu_document_read(doc, ctx, copy, length, o, err);
	free(copy);
	return rc;
}

static void expect_refusal(const edu_context *ctx, const char *text, const char *format, int code,
                           const char *rule)
{
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = (edu_document *)&o;
	o.format = format;
	ck_assert_int_eq(read_bytes(&doc, ctx, text, strlen(text), &o, &err), code);
	ck_assert_ptr_null(doc);
	ck_assert_int_eq(err.code, code);
	ck_assert_str_eq(err.rule, rule);
	ck_assert_int_ne(err.message[0], 0);
	/* The same without a place for the error. */
	ck_assert_int_eq(edu_document_read(&doc, ctx, text, strlen(text), &o, NULL), code);
}

START_TEST(what_the_caller_asks_for_is_checked)
{
	edu_context *ctx = new_context();
	expect_refusal(ctx, small_elmo, "emrex", EDU_EARG, "format/name");
	expect_refusal(ctx, small_elmo, "core", EDU_EARG, "format/name");
	expect_refusal(ctx, small_elmo, "", EDU_EARG, "format/name");
	expect_refusal(ctx, small_elmo, "elmo@9", EDU_EVERSION, "format/version");
	expect_refusal(ctx, small_elmo, "elmo@", EDU_EVERSION, "format/version");
	expect_refusal(ctx, small_elmo, "elm", EDU_EFORMAT, "format/other");
	expect_refusal(ctx, small_elm, "elmo", EDU_EFORMAT, "format/other");
	expect_refusal(ctx, "{\"a\":1}", "elm", EDU_EFORMAT, "format/other");
	edu_document *doc = read_text(ctx, small_elmo, "elmo@1.6");
	ck_assert_str_eq(edu_document_version(doc), "1.6");
	edu_document_free(doc);
	doc = read_text(ctx, small_elm, "elm@3.1");
	ck_assert_str_eq(edu_document_format(doc), "elm");
	ck_assert_str_eq(edu_document_version(doc), "3.1");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(broken_contracts_are_told)
{
	edu_context *ctx = new_context();
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_write_options w = EDU_WRITE_OPTIONS_INIT;
	edu_buffer b = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	ck_assert_int_eq(edu_document_read(NULL, ctx, "x", 1, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_read(&doc, NULL, "x", 1, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_read(&doc, ctx, NULL, 1, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, NULL, NULL, &err), EDU_EARG);
	o.version = 7;
	ck_assert_int_eq(edu_document_read(&doc, ctx, "{}", 2, &o, &err), EDU_EARG);
	o.version = 0;
	ck_assert_int_eq(edu_document_read(&doc, ctx, "{}", 2, &o, &err), EDU_EARG);
	doc = read_text(ctx, small_elm, NULL);
	w.version = 2;
	ck_assert_int_eq(edu_document_write(doc, &b, &w, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_write(doc, NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_write(NULL, &b, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_write_to(doc, NULL, NULL, &err), EDU_EARG);
	edu_document_free(doc);
	edu_document_free(NULL);
	edu_context_free(ctx);
}
END_TEST

START_TEST(what_is_no_document_is_refused)
{
	edu_context *ctx = new_context();
	expect_refusal(ctx, "", NULL, EDU_EFORMAT, "format/empty");
	expect_refusal(ctx, "\xEF\xBB\xBF", NULL, EDU_EFORMAT, "format/empty");
	expect_refusal(ctx, "\xEF\xBB\xBF \r\n\t", NULL, EDU_EFORMAT, "format/empty");
	expect_refusal(ctx, "true", NULL, EDU_EFORMAT, "format/unknown");
	expect_refusal(ctx, "\"text\"", NULL, EDU_EFORMAT, "format/unknown");
	expect_refusal(ctx, "%PDF-1.4", NULL, EDU_EFORMAT, "format/unknown");
	expect_refusal(ctx, "PK\x03\x04", NULL, EDU_EFORMAT, "format/unknown");
	expect_refusal(ctx, "H4sIAAAA", NULL, EDU_EFORMAT, "format/unknown");
	expect_refusal(ctx, "[]", NULL, EDU_EFORMAT, "format/unknown-json");
	expect_refusal(ctx, "{}", NULL, EDU_EFORMAT, "format/unknown-json");
	expect_refusal(ctx, "<a/>", NULL, EDU_EFORMAT, "format/unknown-root");
	expect_refusal(ctx, "<a", NULL, EDU_ESYNTAX, "xml/syntax");
	edu_context_free(ctx);
}
END_TEST

static void refuse_every_prefix(const edu_context *ctx, const char *text, size_t length)
{
	for (size_t n = 0; n < length; n++) {
		edu_error err = EDU_ERROR_INIT;
		edu_document *doc;
		const int rc = read_bytes(&doc, ctx, text, n, NULL, &err);
		ck_assert_msg(rc == EDU_ESYNTAX || (rc == EDU_EFORMAT && n < 5), "%zu bytes: %d %s", n, rc,
		              err.rule);
		ck_assert_uint_le(err.offset, n);
		if (n > 5) ck_assert_uint_ge(err.line, 1);
	}
}

START_TEST(a_document_cut_anywhere_is_refused)
{
	edu_context *ctx = new_context();
	refuse_every_prefix(ctx, small_elmo, sizeof small_elmo - 1);
	refuse_every_prefix(ctx, small_elm, sizeof small_elm - 1);
	edu_context_free(ctx);
}
END_TEST

START_TEST(the_bytes_are_kept_or_dropped)
{
	edu_context *ctx = new_context();
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	size_t length;
	uint32_t line, column;
	ck_assert_int_eq(read_bytes(&doc, ctx, small_elmo, sizeof small_elmo - 1, &o, &err), 0);
	ck_assert_str_eq(edu_document_original(doc, &length), small_elmo);
	ck_assert_uint_eq(length, sizeof small_elmo - 1);
	edu_node_place(edu_node_child(edu_document_root(doc), "learner"), &line, &column);
	ck_assert_uint_eq(line, 4);
	ck_assert_uint_eq(column, 2);
	edu_document_free(doc);
	o.drop_original = 1;
	ck_assert_int_eq(read_bytes(&doc, ctx, small_elmo, sizeof small_elmo - 1, &o, &err), 0);
	ck_assert_ptr_null(edu_document_original(doc, &length));
	ck_assert_uint_eq(length, 0);
	edu_node_place(edu_document_root(doc), &line, &column);
	ck_assert_uint_eq(line, 0);
	ck_assert_uint_eq(column, 0);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

static const char sealed[] = "{ \"signatures\": [ {} ],\n\n \"payload\": "
                             "\"{\\n\\\"@context\\\":[\\\"https://www.w3.org/2018/credentials/v1\\\","
			     "\\\"http://data.europa.eu/snb/model/context/edc-ap\\\"],\\n "
                             "\\\"type\\\":[\\\"EuropeanDigitalCredential\\\"]}\" }";

START_TEST(a_sealed_file_is_read_from_its_payload)
{
	edu_context *ctx = new_context();
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = read_text(ctx, sealed, NULL);
	edu_buffer b = EDU_BUFFER_INIT;
	char path[64];
	uint32_t line, column;
	ck_assert_str_eq(edu_document_original(doc, NULL), sealed);
	ck_assert_ptr_nonnull(doc->inner);
	const edu_node type = edu_node_child(edu_document_root(doc), "type");
	edu_node_path(type, path, sizeof path);
	ck_assert_str_eq(path, "/type");
	edu_node_place(type, &line, &column);
	ck_assert_uint_eq(line, 3);
	ck_assert_uint_eq(column, 2);
	/* What is written is the document inside. */
	edu_write_options w = EDU_WRITE_OPTIONS_INIT;
	w.compact = 1;
	ck_assert_int_eq(edu_document_write(doc, &b, &w, &err), 0);
	ck_assert_ptr_null(strstr(b.data, "payload"));
	ck_assert_ptr_nonnull(strstr(b.data, "EuropeanDigitalCredential"));
	edu_buffer_free(&b);
	edu_document_free(doc);
	o.drop_original = 1;
	ck_assert_int_eq(read_bytes(&doc, ctx, sealed, sizeof sealed - 1, &o, &err), 0);
	ck_assert_ptr_null(doc->inner);
	ck_assert_ptr_null(edu_document_original(doc, NULL));
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

static const char *write_file(const char *text, size_t length)
{
	static char path[L_tmpnam + 32];
	const char *folder = getenv("TMPDIR");
	snprintf(path, sizeof path, "%.20s/libedu-test-%ld", folder ? folder : "/tmp",
	         (long)time(NULL) % 100000);
	FILE *f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, length, f), length);
	fclose(f);
	return path;
}

START_TEST(files_are_read_like_bytes)
{
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc, *other = read_text(ctx, small_elmo, NULL);
	size_t length;
	const char *path = write_file(small_elmo, sizeof small_elmo - 1);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), 0);
	ck_assert_str_eq(edu_document_original(doc, &length), small_elmo);
	ck_assert_int_eq(edu_tree_compare(&doc->tree, doc->tree.top, &other->tree, other->tree.top, NULL), 0);
	edu_document_free(doc);
	edu_document_free(other);
	write_file("", 0);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), EDU_EFORMAT);
	ck_assert_str_eq(err.rule, "format/empty");
	remove(path);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), EDU_EIO);
	ck_assert_str_eq(err.rule, "file/missing");
	ck_assert_ptr_nonnull(strstr(err.message, "no such file"));
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, "/", NULL, &err), EDU_EIO);
	ck_assert_ptr_nonnull(strstr(err.message, "folder"));
	ck_assert_ptr_null(doc);
	edu_context_free(ctx);
}
END_TEST

/* Bytes of the library are taken over, others are copied; the buffer is empty in the end, even after a refusal. */
START_TEST(buffers_are_read_like_bytes)
{
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_buffer b = EDU_BUFFER_INIT;
	edu_document *doc, *again;
	size_t length;
	char *data = file_bytes(source_path("examples/transcript.xml"), &length);
	ck_assert_int_eq(edu_document_read(&doc, ctx, data, length, NULL, &err), 0);
	ck_assert_int_eq(edu_document_write(doc, &b, NULL, &err), 0);
	const char *bytes = b.data;
	ck_assert_int_eq(edu_document_read_buffer(&again, ctx, &b, NULL, &err), 0);
	ck_assert_ptr_null(b.data);
	ck_assert_uint_eq(b.length, 0);
	const char *original = edu_document_original(again, &length);
	ck_assert_msg(original[0] == '<' && original[length] == '\0' && bytes != NULL, "the bytes that were handed over");
	edu_document_free(again);
	faulty f = { .countdown = SIZE_MAX };
	b.allocator = faulty_allocator(&f);
	b.data = faulty_allocate(&f, 7);
	b.capacity = 7;
	b.length = 6;
	memcpy(b.data, "<html>", 7);
	ck_assert_int_eq(edu_document_read_buffer(&again, ctx, &b, NULL, &err), EDU_ESYNTAX);
	ck_assert_ptr_null(again);
	ck_assert_uint_eq(f.live, 0);
	ck_assert_int_eq(edu_document_read_buffer(&again, ctx, &b, NULL, &err), EDU_EFORMAT);
	ck_assert_int_eq(edu_document_read_buffer(&again, ctx, NULL, NULL, &err), EDU_EARG);
	edu_document_free(doc);
	edu_context_free(ctx);
	free(data);
}
END_TEST

START_TEST(a_large_file_is_read_whole)
{
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	const size_t blanks = 300000;
	char *text = malloc(sizeof small_elm + blanks);
	ck_assert_ptr_nonnull(text);
	memset(text, ' ', blanks);
	memcpy(text + blanks, small_elm, sizeof small_elm);
	const char *path = write_file(text, blanks + sizeof small_elm - 1);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), 0);
	remove(path);
	size_t length;
	ck_assert_int_eq(memcmp(edu_document_original(doc, &length), text, sizeof small_elm + blanks), 0);
	edu_document_free(doc);
	free(text);
	edu_context_free(ctx);
}
END_TEST

START_TEST(the_limit_of_bytes_holds)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	o.limits.bytes = 100;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), 0);
	ck_assert_int_eq(edu_document_read(&doc, ctx, small_elm, 101, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "limit/bytes");
	ck_assert_int_eq(edu_document_read(&doc, ctx, small_elm, 100, NULL, &err), EDU_ESYNTAX);
	const char *path = write_file(small_elm, 101);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), EDU_ELIMIT);
	write_file(small_elm, 100);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), EDU_ESYNTAX);
	remove(path);
	edu_context_free(ctx);
}
END_TEST

static void expect_node(edu_node node, edu_kind kind, const char *name, const char *text)
{
	size_t length = 99;
	ck_assert(!edu_node_is_null(node));
	ck_assert_int_eq(edu_node_kind(node), kind);
	ck_assert_str_eq(edu_node_name(node), name);
	const char *own = edu_node_text(node, &length);
	if (text) ck_assert_str_eq(own, text);
	else ck_assert_ptr_null(own);
	ck_assert_uint_eq(length, text ? strlen(text) : 0);
}

START_TEST(nodes_show_the_tree)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, small_elm, NULL);
	const edu_node root = edu_document_root(doc);
	expect_node(root, EDU_KIND_OBJECT, "", NULL);
	ck_assert_str_eq(edu_node_class(root), "EuropeanDigitalCredential");
	const edu_node person = edu_node_child(root, "credentialSubject");
	ck_assert_str_eq(edu_node_class(person), "Person");
	expect_node(edu_node_first(edu_node_child(person, "givenName")), EDU_KIND_STRING, "en", "\xC3\x85sa");
	const edu_node claim = edu_node_first(edu_node_child(person, "hasClaim"));
	ck_assert_str_eq(edu_node_class(claim), "LearningAchievement");
	expect_node(edu_node_child(claim, "levelOfCompletion"), EDU_KIND_NUMBER, "levelOfCompletion",
	            "1.50e1");
	const edu_node list = edu_node_child(claim, "x");
	expect_node(edu_node_first(list), EDU_KIND_TRUE, "", NULL);
	expect_node(edu_node_next(edu_node_first(list)), EDU_KIND_NULL, "", NULL);
	ck_assert(edu_node_is_null(edu_node_next(edu_node_next(edu_node_next(edu_node_first(list))))));
	ck_assert_uint_eq(edu_node_parent(list).ref, claim.ref);
	ck_assert_uint_eq(edu_node_resolve(claim).ref, claim.ref);
	ck_assert(edu_node_is_null(edu_node_parent(root)));
	ck_assert(edu_node_is_null(edu_node_child(root, "nothing")));
	char path[16];
	ck_assert_uint_eq(edu_node_path(list, NULL, 0), strlen("/credentialSubject/hasClaim/0/x"));
	ck_assert_uint_eq(edu_node_path(list, path, sizeof path), strlen("/credentialSubject/hasClaim/0/x"));
	ck_assert_str_eq(path, "/credentialSubj");
	edu_document_free(doc);
	doc = read_text(ctx, small_elmo, NULL);
	const edu_node elmo = edu_document_root(doc);
	expect_node(elmo, EDU_KIND_ELEMENT, "elmo", NULL);
	ck_assert_str_eq(edu_node_class(elmo), "Elmo");
	ck_assert(edu_node_is_null(edu_node_parent(elmo)));
	ck_assert_str_eq(edu_node_class(edu_node_child(elmo, "report")), "Report");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(no_node_is_harmless)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, small_elm, NULL);
	const edu_node nodes[] = { { NULL, 0 }, { NULL, 5 }, { doc, 0 }, { doc, 1u << 30 } };
	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
		const edu_node n = nodes[i];
		uint32_t line = 1, column = 1;
		char path[4] = "x";
		ck_assert(edu_node_is_null(n));
		ck_assert_int_eq(edu_node_kind(n), EDU_KIND_NONE);
		ck_assert_str_eq(edu_node_name(n), "");
		ck_assert_str_eq(edu_node_class(n), "");
		ck_assert_ptr_null(edu_node_text(n, NULL));
		ck_assert(edu_node_is_null(edu_node_first(n)));
		ck_assert(edu_node_is_null(edu_node_next(n)));
		ck_assert(edu_node_is_null(edu_node_parent(n)));
		ck_assert(edu_node_is_null(edu_node_child(n, "a")));
		ck_assert(edu_node_is_null(edu_node_resolve(n)));
		ck_assert_uint_eq(edu_node_path(n, path, sizeof path), 0);
		ck_assert_str_eq(path, "");
		edu_node_place(n, &line, &column);
		ck_assert_uint_eq(line + column, 0);
	}
	ck_assert(edu_node_is_null(edu_document_node(doc, 0)));
	ck_assert(edu_node_is_null(edu_document_node(doc, 100000)));
	ck_assert(!edu_node_is_null(edu_document_node(doc, doc->tree.top)));
	ck_assert(edu_node_is_null(edu_document_root(NULL)));
	ck_assert_str_eq(edu_document_format(NULL), "");
	ck_assert_str_eq(edu_document_version(NULL), "");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

static void expect_round_trip(const edu_context *ctx, const char *text)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = read_text(ctx, text, NULL);
	for (int compact = 0; compact < 2; compact++) {
		edu_write_options w = EDU_WRITE_OPTIONS_INIT;
		edu_buffer once = EDU_BUFFER_INIT, again = EDU_BUFFER_INIT;
		w.compact = compact;
		ck_assert_int_eq(edu_document_write(doc, &once, &w, &err), 0);
		ck_assert_int_eq(edu_document_write(doc, &again, &w, &err), 0);
		ck_assert_str_eq(once.data, again.data);
		edu_document *copy = read_text(ctx, once.data, NULL);
		ck_assert_int_eq(
			edu_tree_compare(&doc->tree, doc->tree.top, &copy->tree, copy->tree.top, NULL), 0);
		edu_document_free(copy);
		edu_buffer_free(&once);
		edu_buffer_free(&again);
	}
	edu_document_free(doc);
}

START_TEST(what_is_written_is_what_was_read)
{
	edu_context *ctx = new_context();
	expect_round_trip(ctx, small_elmo);
	expect_round_trip(ctx, small_elm);
	edu_context_free(ctx);
}
END_TEST

static int refuse_write(void *state, const void *data, size_t length)
{
	return 1;
}

START_TEST(a_sink_may_refuse)
{
	edu_context *ctx = new_context();
	const char *const texts[] = { small_elm, small_elmo };
	for (int i = 0; i < 2; i++) {
		edu_document *doc = read_text(ctx, texts[i], NULL);
		edu_error err = EDU_ERROR_INIT;
		const edu_sink sink = { refuse_write, NULL };
		ck_assert_int_eq(edu_document_write_to(doc, &sink, NULL, &err), EDU_EIO);
		ck_assert_int_eq(err.code, EDU_EIO);
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

static int compare_texts(const edu_context *ctx, const char *a, const char *b, char where[2][128])
{
	edu_document *x = read_text(ctx, a, NULL), *y = read_text(ctx, b, NULL);
	edu_difference d = { 0, 0 };
	const int rc = edu_tree_compare(&x->tree, x->tree.top, &y->tree, y->tree.top, &d);
	const int back = edu_tree_compare(&y->tree, y->tree.top, &x->tree, x->tree.top, NULL);
	ck_assert_int_eq(rc, back);
	edu_node_path((edu_node){ x, d.a }, where[0], sizeof where[0]);
	edu_node_path((edu_node){ y, d.b }, where[1], sizeof where[1]);
	edu_document_free(x);
	edu_document_free(y);
	return rc;
}

#define ELM(members)                                                                                   \
	"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\",\"http://data.europa.eu/snb/model/" \
	"context/edc-ap\"],"                                                                           \
	"\"type\":\"EuropeanDigitalCredential\"," members "}"
#define ELMO(attributes, children) \
	"<elmo xmlns=\"" ELMO_NS "\" " attributes "><learner/><report/>" children "</elmo>"

START_TEST(equal_documents_compare_equal)
{
	static const char *const pairs[][2] = {
		{ ELM("\"a\":1,\"b\":[{\"c\":null,\"d\":true}]"),
		  ELM("\"b\":[{\"d\":true,\"c\":null}],\"a\":1") },
		{ ELM("\"a\":\"\\u00e9\\/\""), ELM("\"a\":\"\xC3\xA9/\"") },
		{ ELMO("", "<a>xyz</a>"), ELMO("", "<a>x<!-- c --><![CDATA[y]]>z</a>") },
		{ ELMO("b=\"1\" a=\"2\"", ""), ELMO("a=\"2\" b=\"1\"", "") },
		{ ELMO("", "<a><b/> <c></c>\n</a>"), ELMO("", "\n<a><?p i?><b></b><c/></a>") },
		{ ELMO("", "<a/>"),
		  "<e:elmo xmlns:e=\"" ELMO_NS "\"><e:learner/><e:report/><e:a/></e:elmo>" },
		{ ELMO("xmlns:p=\"urn:p\"", "<p:a p:b=\"1\"/>"),
		  ELMO("xmlns:p=\"urn:p\"", "<p:a p:b=\"1\"></p:a>") },
	};
	edu_context *ctx = new_context();
	char where[2][128];
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		/* Declarations count; those of the prefixed twin differ. */
		const int expected = strstr(pairs[i][1], "<e:") ? 1 : 0;
		ck_assert_msg(compare_texts(ctx, pairs[i][0], pairs[i][1], where) == expected,
		              "pair %zu at %s", i, where[0]);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(the_first_difference_is_found)
{
	static const char *const cases[][4] = {
		{ ELM("\"a\":1"), ELM("\"a\":1.0"), "/a", "/a" },
		{ ELM("\"a\":1"), ELM("\"a\":\"1\""), "/a", "/a" },
		{ ELM("\"a\":[1,2,3]"), ELM("\"a\":[1,3,2]"), "/a/1", "/a/1" },
		{ ELM("\"a\":[1,2]"), ELM("\"a\":[1,2,3]"), "", "/a/2" },
		{ ELM("\"a\":1,\"b\":2"), ELM("\"a\":1"), "/b", "" },
		{ ELM("\"a\":1"), ELM("\"b\":1"), "/a", "" },
		{ ELM("\"z\":{\"y\":[{\"x\":\"s\"}]}"), ELM("\"z\":{\"y\":[{\"x\":\"t\"}]}"), "/z/y/0/x",
		  "/z/y/0/x" },
		{ ELMO("", "<a>x</a>"), ELMO("", "<a>x </a>"), "/elmo/a[1]", "/elmo/a[1]" },
		{ ELMO("", "<a/><b/>"), ELMO("", "<b/><a/>"), "/elmo/a[1]", "/elmo/b[1]" },
		{ ELMO("", "<a/>"), ELMO("", "<a/><a/>"), "", "/elmo/a[2]" },
		{ ELMO("", "<a b=\"1\"/>"), ELMO("", "<a b=\"2\"/>"), "/elmo/a[1]/@b", "/elmo/a[1]/@b" },
		{ ELMO("", "<a b=\"1\"/>"), ELMO("", "<a/>"), "/elmo/a[1]/@b", "" },
		{ ELMO("", "<a xmlns=\"urn:a\"/>"), ELMO("", "<a xmlns=\"urn:b\"/>"), "/elmo/a[1]",
		  "/elmo/a[1]" },
		{ ELMO("", "<a>x<b/>y</a>"), ELMO("", "<a>x<b/>z</a>"), "/elmo/a[1]", "/elmo/a[1]" },
		{ ELMO("", "<a>xy</a>"), ELMO("", "<a>x<b/>y</a>"), "/elmo/a[1]", "/elmo/a[1]" },
	};
	edu_context *ctx = new_context();
	char where[2][128];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(compare_texts(ctx, cases[i][0], cases[i][1], where) == 1, "case %zu", i);
		ck_assert_str_eq(where[0], cases[i][2]);
		ck_assert_str_eq(where[1], cases[i][3]);
	}
	edu_context_free(ctx);
}
END_TEST

static void copy_and_compare(const edu_context *ctx, const char *text, bool same_table)
{
	edu_document *doc = read_text(ctx, text, NULL);
	const edu_format *format = same_table ? doc->format : edu_format_find("elmo", 4) == doc->format
		? edu_format_find("elm", 3) : edu_format_find("elmo", 4);
	edu_document *other = edu_document_make(ctx, format, 0, false);
	ck_assert_ptr_nonnull(other);
	edu_ref copy;
	ck_assert_int_eq(edu_tree_copy(&other->tree, 0, &doc->tree, doc->tree.top, &copy), 0);
	other->tree.top = copy;
	ck_assert_int_eq(edu_tree_compare(&doc->tree, doc->tree.top, &other->tree, copy, NULL), 0);
	if (same_table)
		ck_assert_str_eq(edu_node_class(edu_document_root(other)),
		                 edu_node_class(edu_document_root(doc)));
	edu_document_free(doc);
	/* The copy has its own texts. */
	doc = read_text(ctx, text, NULL);
	ck_assert_int_eq(edu_tree_compare(&doc->tree, doc->tree.top, &other->tree, copy, NULL), 0);
	edu_document_free(doc);
	edu_document_free(other);
}

START_TEST(a_copy_equals_and_outlives_its_source)
{
	edu_context *ctx = new_context();
	copy_and_compare(ctx, small_elm, true);
	copy_and_compare(ctx, small_elm, false);
	copy_and_compare(ctx, small_elmo, true);
	edu_context_free(ctx);
}
END_TEST

START_TEST(a_copy_may_hang_in_its_own_tree)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, ELM("\"a\":{\"b\":[1,[2,{\"c\":\"d\"}]]}"), NULL);
	edu_tree *t = &doc->tree;
	const edu_ref a = edu_node_child(edu_document_root(doc), "a").ref;
	edu_ref copy, deeper;
	ck_assert_int_eq(edu_tree_copy(t, t->top, t, a, &copy), 0);
	ck_assert_int_eq(edu_tree_compare(t, a, t, copy, NULL), 0);
	ck_assert_ptr_eq(t->items[a].text, t->items[copy].text);
	/* Below itself: what is copied is the subtree as it was. */
	const edu_ref before = (edu_ref)t->count;
	ck_assert_int_eq(edu_tree_copy(t, a, t, a, &deeper), 0);
	ck_assert_int_eq(edu_tree_compare(t, copy, t, deeper, NULL), 0);
	ck_assert_uint_eq(t->count - before, 7);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(links_lead_into_the_copy)
{
	edu_context *ctx = new_context();
	edu_document *doc = edu_document_make(ctx, edu_format_find("elm", 3), 0, false);
	edu_document *other = edu_document_make(ctx, edu_format_find("elm", 3), 0, false);
	edu_tree *t = &doc->tree;
	edu_ref copy;
	t->top = edu_tree_add(t, 0, EDU_KIND_OBJECT, 0);
	const edu_ref node = edu_tree_add(t, t->top, EDU_KIND_OBJECT, 1),
		      link = edu_tree_add(t, t->top, EDU_KIND_LINK, 2);
	t->items[link].last = node;
	ck_assert_int_eq(edu_tree_copy(&other->tree, 0, t, link, &copy), EDU_EARG);
	ck_assert_int_eq(edu_tree_copy(&other->tree, 0, t, t->top, &copy), 0);
	const edu_node copied = { other, edu_tree_next(&other->tree, edu_tree_first(&other->tree, copy)) };
	ck_assert_uint_eq(edu_node_resolve(copied).ref, edu_tree_first(&other->tree, copy));
	ck_assert_int_eq(edu_tree_copy(t, 0, t, link, &copy), 0);
	ck_assert_uint_eq(edu_node_resolve((edu_node){ doc, copy }).ref, node);
	edu_document_free(doc);
	edu_document_free(other);
	edu_context_free(ctx);
}
END_TEST

static int by_tens(const void *a, const void *b, const void *state)
{
	return *(const int *)a / 10 - *(const int *)b / 10;
}

START_TEST(sorting_is_stable)
{
	int n[1000];
	for (int i = 0; i < 1000; i++) n[i] = (i * 7919 % 100) * 10 + i / 100;
	for (size_t count = 0; count <= 1000; count += count < 20 ? 1 : 97) {
		int copy[1000];
		memcpy(copy, n, sizeof n);
		ck_assert_int_eq(edu_sort(NULL, copy, count, sizeof *copy, by_tens, NULL), 0);
		for (size_t i = 1; i < count; i++) ck_assert_int_le(copy[i - 1], copy[i]);
	}
}
END_TEST

START_TEST(formats_are_listed)
{
	edu_format_info info;
	int defaults = 0, elmo_17 = 0, names = 0;
	const char *before = "";
	const size_t count = edu_format_count();
	for (size_t i = 0; i < count; i++) {
		ck_assert_int_eq(edu_format_at(i, &info), 0);
		ck_assert(info.reads || info.writes);
		if (!info.writes || strcmp(before, info.name) == 0) continue;
		names++;
		before = info.name;
	}
	for (size_t i = 0; i < count; i++) {
		ck_assert_int_eq(edu_format_at(i, &info), 0);
		defaults += info.is_default;
		if (!strcmp(info.name, "elmo") && !strcmp(info.version, "1.7"))
			elmo_17 = info.reads && info.writes && info.is_default && !strcmp(info.syntax, "xml");
		if (!strcmp(info.name, "elmo") && !strcmp(info.version, "2.0"))
			ck_assert_int_eq(info.writes, 1);
	}
	ck_assert_int_eq(defaults, names);
	ck_assert_int_eq(elmo_17, 1);
	ck_assert_int_eq(edu_format_at(count, &info), EDU_EARG);
	ck_assert_int_eq(edu_format_at(0, NULL), EDU_EARG);
	ck_assert_ptr_null(edu_format_find("elmos", 5));
	ck_assert_str_eq(edu_format_find("core", 4)->schema->format, "core");
}
END_TEST

typedef struct bytes {
	const char *data;
	size_t length;
} bytes;

/* Read, validate, write, read back and compare, all with one allocator. */
static int everything(const edu_allocator *a, const void *state)
{
	const bytes *in = state;
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	edu_document *doc = NULL, *again = NULL;
	edu_findings *findings = NULL;
	edu_buffer b = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_ref copy;
	o.allocator = a;
	int rc = edu_context_new(&ctx, &o, &err);
	if (rc < 0) return rc;
	rc = edu_document_read(&doc, ctx, in->data, in->length, NULL, &err);
	if (rc == 0) rc = edu_validate(&findings, doc, NULL, &err);
	if (rc == 0) rc = edu_document_write(doc, &b, NULL, &err);
	if (rc == 0) rc = edu_document_read(&again, ctx, b.data, b.length, NULL, &err);
	if (rc < 0) ck_assert_int_eq(err.code, rc);
	if (rc == 0) rc = edu_tree_compare(&doc->tree, doc->tree.top, &again->tree, again->tree.top, NULL);
	if (rc == 0) rc = edu_tree_copy(&again->tree, 0, &doc->tree, doc->tree.top, &copy);
	edu_buffer_free(&b);
	edu_findings_free(findings);
	edu_document_free(doc);
	edu_document_free(again);
	edu_context_free(ctx);
	return rc;
}

START_TEST(every_allocation_may_fail)
{
	static const char *const files[] = {
		"tests/corpus/elm/valid/sealed.jsonld", "tests/corpus/elm/invalid/one-id-two-nodes.jsonld",
		"tests/corpus/elmo/valid/everything-1.7.xml", "tests/corpus/elmo/invalid/group-nowhere.xml",
		"tests/corpus/elmo/valid/comments-and-cdata.xml",
	};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		bytes in;
		char *data = file_bytes(source_path(files[i]), &in.length);
		in.data = data;
		refuse_each_request(everything, &in, 0);
		free(data);
	}
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, what_the_caller_asks_for_is_checked);
	tcase_add_test(tc, broken_contracts_are_told);
	tcase_add_test(tc, what_is_no_document_is_refused);
	tcase_add_test(tc, a_document_cut_anywhere_is_refused);
	tcase_add_test(tc, the_bytes_are_kept_or_dropped);
	tcase_add_test(tc, a_sealed_file_is_read_from_its_payload);
	tcase_add_test(tc, files_are_read_like_bytes);
	tcase_add_test(tc, buffers_are_read_like_bytes);
	tcase_add_test(tc, a_large_file_is_read_whole);
	tcase_add_test(tc, the_limit_of_bytes_holds);
	tcase_add_test(tc, nodes_show_the_tree);
	tcase_add_test(tc, no_node_is_harmless);
	tcase_add_test(tc, what_is_written_is_what_was_read);
	tcase_add_test(tc, a_sink_may_refuse);
	tcase_add_test(tc, equal_documents_compare_equal);
	tcase_add_test(tc, the_first_difference_is_found);
	tcase_add_test(tc, a_copy_equals_and_outlives_its_source);
	tcase_add_test(tc, a_copy_may_hang_in_its_own_tree);
	tcase_add_test(tc, links_lead_into_the_copy);
	tcase_add_test(tc, sorting_is_stable);
	tcase_add_test(tc, formats_are_listed);
	tcase_add_test(tc, every_allocation_may_fail);
}

int main(void)
{
	return run_tests("document", add_tests);
}
