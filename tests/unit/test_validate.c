/*
 * Validation: the corpus with what is expected of it, the reference documents and test vectors, and the
 * list of findings itself.
 *
 * A document of the corpus has a neighbour .expect with one line for each finding, or for the refusal:
 * severity or status, rule, path (- where it is empty), line. Without one nothing is found. With EDU_UPDATE=1
 * set the files are written anew; review the difference.
 */
#include "support.h"

#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "model/compare.h"
#include "model/copy.h"
#include "model/document.h"
#include "model/findings.h"

typedef struct corpus {
	const edu_context *ctx;
	int valid;               /* a folder of what is read, and without errors */
	int updates;
} corpus;

static void add_line(edu_buffer *out, const char *what, const char *rule, const char *path, unsigned line)
{
	ck_assert_int_eq(edu_buffer_addf(out, "%s %s %s %u\n", what, rule, path[0] ? path : "-", line), 0);
}

/* Everything that is found, as it stands in an .expect file. */
static void describe(edu_buffer *out, const edu_findings *f)
{
	for (size_t i = 0; i < edu_findings_count(f); i++) {
		edu_finding x;
		ck_assert_int_eq(edu_findings_at(f, i, &x), 0);
		ck_assert_int_ne(x.message[0], 0);
		ck_assert_uint_ge(x.column, 1);
		add_line(out, edu_severity_name(x.severity), x.rule, x.path, x.line);
	}
}

static void expect_text(const corpus *c, const char *path, const edu_buffer *found)
{
	char expect[2048];
	size_t length = 0;
	char *text = NULL;
	struct stat s;
	snprintf(expect, sizeof expect, "%s.expect", path);
	if (c->updates) {
		if (!found->length) {
			remove(expect);
			return;
		}
		FILE *f = fopen(expect, "wb");
		ck_assert_ptr_nonnull(f);
		ck_assert_uint_eq(fwrite(found->data, 1, found->length, f), found->length);
		fclose(f);
		return;
	}
	if (stat(expect, &s) == 0) text = file_bytes(expect, &length);
	ck_assert_msg(!c->valid || !text || (strncmp(text, "error", 5) && !strstr(text, "\nerror")),
	              "%s has errors", path);
	ck_assert_msg(c->valid || text, "%s has no .expect", path);
	ck_assert_msg(!strcmp(text ? text : "", found->data ? found->data : ""), "%s:\n%sinstead of\n%s",
	              path, found->data ? found->data : "", text ? text : "");
	free(text);
}

static void expect_same_when_written(const edu_context *ctx, const edu_document *doc, const char *path)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *again;
	edu_buffer b = EDU_BUFFER_INIT;
	for (int compact = 0; compact < 2; compact++) {
		edu_write_options w = EDU_WRITE_OPTIONS_INIT;
		w.compact = compact;
		ck_assert_int_eq(edu_document_write(doc, &b, &w, &err), 0);
		ck_assert_msg(edu_document_read(&again, ctx, b.data, b.length, NULL, &err) == 0,
		              "%s written: %s", path, err.message);
		ck_assert_msg(
			edu_tree_compare(&doc->tree, doc->tree.top, &again->tree, again->tree.top, NULL) == 0,
			"%s differs after writing", path);
		ck_assert_str_eq(edu_document_version(again), edu_document_version(doc));
		edu_document_free(again);
	}
	edu_buffer_free(&b);
}

static void visit(const char *path, void *state)
{
	corpus *c = state;
	edu_error err = EDU_ERROR_INIT;
	edu_buffer found = EDU_BUFFER_INIT;
	edu_document *doc;
	edu_findings *f;
	edu_buffer_open(&found, NULL);
	const int rc = edu_document_read_file(&doc, c->ctx, path, NULL, &err);
	if (rc < 0) {
		ck_assert_msg(!c->valid, "%s: %s", path, err.message);
		add_line(&found, edu_status_name(rc), err.rule, err.path, err.line);
	} else {
		ck_assert_int_eq(edu_validate(&f, doc, NULL, &err), 0);
		describe(&found, f);
		edu_findings_free(f);
		expect_same_when_written(c->ctx, doc, path);
		edu_document_free(doc);
	}
	expect_text(c, path, &found);
	edu_buffer_free(&found);
}

static const char *const folders[] = {
	"tests/corpus/elm/valid",
	"tests/corpus/elm/invalid",
	"tests/corpus/elmo/valid",
	"tests/corpus/elmo/invalid",
	"tests/corpus/ewp/valid",
	"tests/corpus/ooapi/valid",
	"tests/corpus/ooapi/invalid",
};

START_TEST(the_corpus_is_judged_as_expected)
{
	edu_context *ctx = new_context();
	corpus c = { ctx, strstr(folders[_i], "/valid") != NULL, getenv("EDU_UPDATE") != NULL };
	ck_assert_int_gt(for_each_document(source_path(folders[_i]), visit, &c), 1);
	edu_context_free(ctx);
}
END_TEST

/* How many errors validation finds in a file; -1: it is not read. */
static int errors_of(const edu_context *ctx, const char *path, const char *format)
{
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	edu_findings *f;
	o.format = format;
	if (edu_document_read_file(&doc, ctx, path, &o, &err) < 0) return -1;
	ck_assert_int_eq(edu_validate(&f, doc, NULL, &err), 0);
	const int errors = (int)edu_findings_count_of(f, EDU_SEVERITY_ERROR);
	edu_findings_free(f);
	edu_document_free(doc);
	return errors;
}

/* The column no-cv of the reference folder's VERDICTS.md, which is the same for 3.1 and 3.2. */
START_TEST(credentials_are_judged_like_the_profile)
{
	static const struct {
		const char *file;
		int errors;
	} files[] = {
		{ "samples/Sample-CertOfPart-unsigned.jsonld", 2 },
		{ "samples/Sample-CertOfPart-unsigned-uploadable.json", 2 },
		{ "samples/Sample-CertOfPart-signed.jsonld", 0 },
		{ "samples/Sample-MC-Annex1-unsigned.jsonld", 2 },
		{ "samples/Sample-MC-Annex1-unsigned-uploadable.json", 2 },
		{ "samples/Sample-MC-Annex1-signed.jsonld", 0 },
		{ "samples/credential-sample.jsonld", 2 },
		{ "own/minimal-generic-full.jsonld", 0 },
		{ "own/rich-generic-full.jsonld", 0 },
		{ "own/rich-generic-full-flattened.jsonld", 0 },
		{ "own/minimal-converted.jsonld", 0 },
		{ "own/minimal-accredited.jsonld", 0 },
		{ "own/diploma-supplement-cyclic.jsonld", 0 },
		{ "own/diploma-supplement-acyclic.jsonld", 0 },
	};
	if (!have_shared("verdicts on credentials")) return;
	edu_context *ctx = new_context();
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[256];
		snprintf(path, sizeof path, "reference/elm/%s", files[i].file);
		ck_assert_msg(errors_of(ctx, shared_path(path), "elm@3.1") == files[i].errors, "3.1: %s",
		              path);
		ck_assert_msg(errors_of(ctx, shared_path(path), "elm@3.2") == files[i].errors, "3.2: %s",
		              path);
	}
	edu_context_free(ctx);
}
END_TEST

/*
 * Errors by the schema of a version, or none: what schema processors say in VERDICTS.md, but for what
 * readers must pass over (rule A1) and, in example-1.0.0, the declarations that 1.0 wanted for extensions.
 */
START_TEST(transcripts_are_judged_like_the_schema)
{
	static const char *const versions[] = { "elmo@1.0", "elmo@1.2", "elmo@1.3",
		                                "elmo@1.4", "elmo@1.7", "elmo@2.0" };
	static const struct {
		const char *file, *errors;
	} files[] = {
		{ "example-1.0.0.xml", "001001" },
		{ "example-1.1.0.xml", "101001" },
		{ "example-1.2.0.xml", "101001" },
		{ "example-1.3.0.xml", "101001" },
		{ "example-1.4.0.xml", "111001" },
		{ "example-1.7.0.xml", "111001" },
		{ "example-2.0.0.xml", "111001" },
		{ "dk-elmo-tomcat-signed.xml", "111111" },
		{ "dk-elmo-tomcat-unsigned.xml", "111111" },
		{ "nor-emrex-1.0.xml", "001001" },
		{ "swedish_1.xml", "111111" },
		{ "gateway-sampleElmo.xml", "111111" },
	};
	if (!have_shared("verdicts on transcripts")) return;
	edu_context *ctx = new_context();
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		for (size_t v = 0; v < sizeof versions / sizeof *versions; v++) {
			char path[256];
			snprintf(path, sizeof path, "reference/elmo/documents/%s", files[i].file);
			const int errors = errors_of(ctx, shared_path(path), versions[v]);
			ck_assert_int_ge(errors, 0);
			ck_assert_msg((errors > 0) == (files[i].errors[v] == '1'), "%s as %s: %d",
			              files[i].file, versions[v], errors);
		}
	/* Without a version asked for, every 1.x document is judged by 1.7. */
	ck_assert_int_eq(errors_of(ctx, shared_path("reference/elmo/documents/nor-emrex-1.0.xml"), NULL), 0);
	ck_assert_int_gt(errors_of(ctx, shared_path("reference/elmo/documents/swedish_1.xml"), NULL), 0);
	edu_context_free(ctx);
}
END_TEST

/* One-change vectors: a JSON Patch of the kinds add, remove and replace, applied to the tree. */

static edu_ref member(const edu_tree *t, edu_ref object, const char *name, size_t length)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		uint32_t n;
		const char *text = edu_tree_name_text(t, t->items[i].name, &n);
		if (n == length && !memcmp(text, name, n)) return i;
	}
	return 0;
}

static edu_ref child_named(const edu_tree *t, edu_ref object, const char *name)
{
	return member(t, object, name, strlen(name));
}

/* The parent of what a pointer names; *last is its last step. No step of the vectors needs unescaping. */
static edu_ref walk(const edu_tree *t, const char *pointer, const char **last)
{
	edu_ref at = t->top;
	for (const char *step = pointer + 1;; step = strchr(step, '/') + 1) {
		const char *end = strchr(step, '/');
		if (!end) {
			*last = step;
			return at;
		}
		at = member(t, at, step, (size_t)(end - step));
		ck_assert_msg(at != 0, "nothing at %s", pointer);
	}
}

static void apply(edu_tree *t, const edu_tree *vectors, edu_ref op)
{
	const char *kind = vectors->items[child_named(vectors, op, "op")].text, *last;
	const edu_ref parent = walk(t, vectors->items[child_named(vectors, op, "path")].text, &last);
	const edu_ref old = child_named(t, parent, last), value = child_named(vectors, op, "value");
	edu_ref copy;
	if (old) edu_tree_remove(t, old);
	if (!strcmp(kind, "remove")) return;
	ck_assert_int_eq(edu_tree_copy(t, parent, vectors, value, &copy), 0);
	t->items[copy].name = edu_tree_name(t, last, strlen(last));
}

/* The kind of constraint that a rule stands for, as the vectors call it. */
static const char *component(const edu_finding *f)
{
	static const char *const names[][2] = {
		{ "elm/min-count", "MinCount" },   { "elm/max-count", "MaxCount" },
		{ "elm/merge-conflict", "merge" }, { "elm/class", "Class" },
		{ "elm/datatype", "Datatype" },    { "elm/unique-lang", "UniqueLang" },
		{ "elm/node-kind", "NodeKind" },   { "elm/max-value", "MaxInclusive" },
		{ "elm/issuer-eidas", "Node" },    { "elm/proof", "Class" },
		{ "elm/language-tag", "ERROR" },   { "elm/language-map", "ERROR" },
		{ "elm/relative-id", "lost" },
	};
	if (!strcmp(f->rule, "elm/class") && ends_with(f->path, "/hasClaim")) return "Node";
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(f->rule, names[i][0])) return names[i][1];
	return f->rule;
}

static int is_expected(const edu_tree *t, edu_ref expected, const edu_finding *f, uint64_t *met)
{
	const char *kind = component(f);
	int n = 0;
	for (edu_ref e = edu_tree_first(t, expected); e; e = edu_tree_next(t, e), n++) {
		const char *text = t->items[e].text;
		const int same = !strncmp(text, kind, strlen(kind)) ||
		                 (!strcmp(kind, "merge") &&
		                  (!strncmp(text, "MaxCount", 8) || !strncmp(text, "UniqueLang", 10)));
		if (!same || *met >> n & 1) continue;
		*met |= (uint64_t)1 << n;
		return 1;
	}
	return 0;
}

/* Vectors on which a SHACL engine says nothing, because nothing is left to check, or says too little. */
static int is_stricter(const char *name, const edu_finding *f)
{
	return !strcmp(f->rule, "elm/relative-id") ||
	       (!strcmp(name, "issued-feb-30") && !strcmp(f->rule, "elm/datatype"));
}

static int is_refused(const char *name)
{
	static const char *const names[] = { "no-context", "no-type", "type-vc-only", "context-edc-only",
		                             "context-vc-only" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name)) return 1;
	return 0;
}

typedef struct vectors {
	edu_context *ctx;
	edu_tree tree;           /* of the file of vectors */
	char *base;
	size_t base_length;
} vectors;

/* The base document with one vector's patch applied, as bytes. */
static void patched(const vectors *v, edu_ref vector, edu_buffer *out)
{
	edu_tree t;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_tree_open(&t, v->ctx, v->tree.table, false), 0);
	ck_assert_int_eq(edu_json_read(&t, v->base, v->base_length, &err), 0);
	const edu_ref patch = child_named(&v->tree, vector, "patch");
	for (edu_ref op = edu_tree_first(&v->tree, patch); op; op = edu_tree_next(&v->tree, op))
		apply(&t, &v->tree, op);
	edu_buffer_open(out, NULL);
	const edu_sink sink = edu_buffer_sink(out);
	ck_assert_int_eq(edu_json_write(&t, t.top, &sink, EDU_JSON_COMPACT, &err), 0);
	edu_tree_close(&t);
}

static void judge(const vectors *v, edu_ref vector, const char *format, const char *key)
{
	const char *name = v->tree.items[child_named(&v->tree, vector, "name")].text;
	const edu_ref expected = child_named(&v->tree, child_named(&v->tree, vector, "expect"), key);
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	edu_findings *f;
	edu_buffer text;
	uint64_t met = 0;
	int count = 0;
	o.format = format;
	patched(v, vector, &text);
	const int rc = edu_document_read(&doc, v->ctx, text.data, text.length, &o, &err);
	edu_buffer_free(&text);
	ck_assert_msg((rc < 0) == is_refused(name), "%s: %s", name, err.message);
	if (rc < 0) return;
	ck_assert_int_eq(edu_validate(&f, doc, NULL, &err), 0);
	for (size_t i = 0; i < edu_findings_count(f); i++) {
		edu_finding x;
		ck_assert_int_eq(edu_findings_at(f, i, &x), 0);
		if (x.severity != EDU_SEVERITY_ERROR || is_stricter(name, &x)) continue;
		ck_assert_msg(is_expected(&v->tree, expected, &x, &met), "%s (%s): %s %s is not expected",
		              name, key, x.rule, x.path);
	}
	for (edu_ref e = edu_tree_first(&v->tree, expected); e; e = edu_tree_next(&v->tree, e), count++)
		ck_assert_msg(met >> count & 1, "%s (%s): %s is not found", name, key, v->tree.items[e].text);
	edu_findings_free(f);
	edu_document_free(doc);
}

START_TEST(one_change_gives_the_findings_of_the_vectors)
{
	vectors v;
	edu_error err = EDU_ERROR_INIT;
	size_t length;
	int count = 0;
	if (!have_shared("test vectors for credentials")) return;
	v.ctx = new_context();
	char *data = file_bytes(shared_path("reference/elm/own/mutation-vectors.json"), &length);
	v.base = file_bytes(shared_path("reference/elm/own/rich-generic-full.jsonld"), &v.base_length);
	ck_assert_int_eq(edu_tree_open(&v.tree, v.ctx, &edu_format_find("elm", 3)->schema->names, false), 0);
	ck_assert_int_eq(edu_json_read(&v.tree, data, length, &err), 0);
	const edu_ref list = child_named(&v.tree, v.tree.top, "vectors");
	for (edu_ref i = edu_tree_first(&v.tree, list); i; i = edu_tree_next(&v.tree, i), count++) {
		judge(&v, i, "elm@3.1", "3.1 no-cv");
		judge(&v, i, "elm@3.2", "3.2 no-cv");
	}
	ck_assert_int_eq(count, 124);
	edu_tree_close(&v.tree);
	free(data);
	free(v.base);
	edu_context_free(v.ctx);
}
END_TEST

START_TEST(options_are_checked)
{
	edu_context *ctx = new_context();
	edu_validate_options o = EDU_VALIDATE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_findings *f = (edu_findings *)&o;
	edu_finding finding;
	edu_document *doc;
	ck_assert_int_eq(edu_document_read_file(
				 &doc, ctx, source_path("tests/corpus/elmo/invalid/no-url.xml"), NULL, &err),
	                 0);
	ck_assert_int_eq(edu_validate(NULL, doc, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_validate(&f, NULL, NULL, &err), EDU_EARG);
	o.profile = "nonsense";
	ck_assert_int_eq(edu_validate(&f, doc, &o, &err), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "validate/profile");
	ck_assert_ptr_null(f);
	o.profile = "tables";
	o.version = 2;
	ck_assert_int_eq(edu_validate(&f, doc, &o, &err), EDU_EARG);
	o.version = 1;
	ck_assert_int_eq(edu_validate(&f, doc, &o, &err), 0);
	ck_assert_uint_eq(edu_findings_count_of(f, EDU_SEVERITY_ERROR), 1);
	ck_assert_int_eq(edu_findings_at(f, edu_findings_count(f), &finding), EDU_EARG);
	ck_assert_int_eq(edu_findings_at(f, 0, NULL), EDU_EARG);
	edu_finding_place place;
	ck_assert_uint_eq(edu_findings_also_count(f, edu_findings_count(f)), 0);
	ck_assert_uint_eq(edu_findings_also_count(NULL, 0), 0);
	ck_assert_int_eq(edu_findings_also(f, 0, 0, &place), EDU_EARG);
	ck_assert_int_eq(edu_findings_also(f, 0, 0, NULL), EDU_EARG);
	/* Findings outlive their document. */
	edu_document_free(doc);
	ck_assert_int_eq(edu_findings_at(f, 0, &finding), 0);
	ck_assert_str_eq(finding.path, "/elmo");
	edu_findings_free(f);
	edu_findings_free(NULL);
	ck_assert_uint_eq(edu_findings_count(NULL), 0);
	ck_assert_str_eq(edu_severity_name(EDU_SEVERITY_ERROR), "error");
	ck_assert_str_eq(edu_severity_name((edu_severity)9), "");
	edu_document *core = edu_document_make(ctx, edu_format_find("core", 4), 0, false);
	ck_assert_int_eq(edu_validate(&f, core, NULL, &err), EDU_EUNSUPPORTED);
	edu_document_free(core);
	edu_context_free(ctx);
}
END_TEST

START_TEST(findings_stand_in_document_order)
{
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_findings *f;
	edu_finding x;
	edu_document *doc = edu_document_make(ctx, edu_format_find("elm", 3), 0, false);
	edu_tree *t = &doc->tree;
	/* Numbers of items that don't follow the document. */
	const edu_ref late = edu_tree_add(t, 0, EDU_KIND_OBJECT, edu_tree_name(t, "a", 1));
	const edu_ref inner = edu_tree_add(t, late, EDU_KIND_NULL, edu_tree_name(t, "b", 1));
	t->top = edu_tree_add(t, 0, EDU_KIND_OBJECT, 0);
	const edu_ref first = edu_tree_add(t, t->top, EDU_KIND_NULL, edu_tree_name(t, "c", 1));
	edu_tree_hang(t, t->top, late);
	const edu_ref asked[] = { inner, late, first, t->top, inner };
	ck_assert_int_eq(edu_findings_new(&f, doc, &err), 0);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(edu_finding_add(edu_findings_list(f), doc, asked[i], EDU_SEVERITY_INFO,
		                                 "a/b", "%d", i),
		                 0);
	ck_assert_int_eq(edu_findings_finish(f, &err), 0);
	static const char *const paths[] = { "", "/c", "/a", "/a/b", "/a/b" };
	static const char *const messages[] = { "3", "2", "1", "0", "4" };
	for (size_t i = 0; i < 5; i++) {
		ck_assert_int_eq(edu_findings_at(f, i, &x), 0);
		ck_assert_str_eq(x.path, paths[i]);
		ck_assert_str_eq(x.message, messages[i]);
		ck_assert_uint_eq(x.line, 0);
	}
	edu_findings_free(f);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(findings_of_one_rule_are_not_listed_without_end)
{
	enum { MANY = 25000 };
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_buffer b = EDU_BUFFER_INIT;
	edu_findings *f;
	edu_finding x;
	edu_buffer_open(&b, NULL);
	ck_assert_int_eq(
		edu_buffer_addf(&b,
	                        "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner/>"
	                        "<report>"),
		0);
	for (int i = 0; i < MANY; i++) ck_assert_int_eq(edu_buffer_addf(&b, "<x%d/>\n", i % 7), 0);
	ck_assert_int_eq(edu_buffer_addf(&b, "</report></elmo>"), 0);
	edu_document *doc = read_text(ctx, b.data, NULL);
	ck_assert_int_eq(edu_validate(&f, doc, NULL, &err), 0);
	ck_assert_uint_eq(edu_findings_count_of(f, EDU_SEVERITY_INFO), 10000 + 1);
	ck_assert_int_eq(edu_findings_at(f, 0, &x), 0);
	int more = 0, last = 0;
	for (size_t i = 0; i < edu_findings_count(f); i++) {
		ck_assert_int_eq(edu_findings_at(f, i, &x), 0);
		if (!strcmp(x.rule, "validate/more")) more = strstr(x.message, "15000") != NULL;
		if (!strcmp(x.path, "/elmo/report[1]/x3[1429]")) last = (int)x.line;
	}
	ck_assert_int_eq(more, 1);
	ck_assert_int_eq(last, 1428 * 7 + 4);
	edu_findings_free(f);
	edu_document_free(doc);
	edu_buffer_free(&b);
	edu_context_free(ctx);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_loop_test(tc, the_corpus_is_judged_as_expected, 0, sizeof folders / sizeof *folders);
	tcase_add_test(tc, credentials_are_judged_like_the_profile);
	tcase_add_test(tc, transcripts_are_judged_like_the_schema);
	tcase_add_test(tc, one_change_gives_the_findings_of_the_vectors);
	tcase_add_test(tc, options_are_checked);
	tcase_add_test(tc, findings_stand_in_document_order);
	tcase_add_test(tc, findings_of_one_rule_are_not_listed_without_end);
}

int main(void)
{
	return run_tests("validate", add_tests);
}
