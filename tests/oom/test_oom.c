/*
 * Memory that runs out: every public call that allocates, over small documents of both formats, with each of its
 * requests refused in turn, once and from there on. What is refused says EDU_ENOMEM and nothing else, gives nothing out,
 * leaks nothing and changes nothing; the same call succeeds as soon as there is memory again.
 *
 * libxml2 allocates by itself: here, and nowhere else, its functions are replaced before its first use.
 */
#include "../unit/support.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <stdint.h>
#ifdef __SANITIZE_ADDRESS__
#  include <sanitizer/lsan_interface.h>
#endif

/* ---- memory, ours and libxml2's: one countdown for both ---- */

static faulty memory = { .countdown = SIZE_MAX };
static int kept_large;           /* a block could not be made smaller, which need not be a failure */
static int parser_refused;       /* the first request that was refused was libxml2's */
static size_t parser_blocks;

static int parser_refuses(void)
{
	const int tripped = memory.tripped, refuses = faulty_refuses(&memory);
	parser_refused |= refuses && !tripped;
	return refuses;
}

static void *resize(void *state, void *block, size_t old_size, size_t size)
{
	const int tripped = memory.tripped;
	void *moved = faulty_resize(state, block, old_size, size);
	kept_large |= size <= old_size && !tripped && memory.tripped;
	return moved;
}

static edu_allocator allocator(void)
{
	return (edu_allocator){ faulty_allocate, resize, faulty_release, &memory };
}

static void *parser_malloc(size_t size)
{
	void *block = parser_refuses() ? NULL : malloc(size);
	parser_blocks += block != NULL;
	return block;
}

static void *parser_realloc(void *old, size_t size)
{
	void *block = parser_refuses() ? NULL : realloc(old, size);
	parser_blocks += block != NULL && !old;
	return block;
}

static char *parser_strdup(const char *text)
{
	const size_t size = strlen(text) + 1;
	char *copy = parser_malloc(size);
	return copy ? memcpy(copy, text, size) : NULL;
}

static void parser_free(void *block)
{
	parser_blocks -= block != NULL;
	free(block);
}

static void grant(size_t requests, int sticky)
{
	memory.countdown = requests;
	memory.sticky = sticky;
	memory.tripped = 0;
	kept_large = parser_refused = 0;
}

/* libxml2 2.9 loses blocks of its own when its memory runs out. */
static void watch_leaks(int on)
{
#ifdef __SANITIZE_ADDRESS__
	if (on) __lsan_enable();
	else __lsan_disable();
#endif
}

static void grant_all(void)
{
	grant(SIZE_MAX, 0);
}

/* ---- one call, tried again and again ---- */

typedef struct scene {
	edu_context *ctx;
	const char *path;            /* of the document's file */
	char *data;
	size_t length;
	edu_buffer expected;         /* what the document is when written; empty: not known */
	edu_document *source;
	edu_document *target;        /* what ledger describes */
	edu_ledger *ledger;
	const char *to, *supplement;
	edu_carry carry;
	int strict;
} scene;

/* Does one thing, frees what came of it, and sees to it that nothing came when it failed. err may be NULL. */
typedef int step(scene *s, edu_error *err);

static edu_buffer bytes_of(const edu_document *doc)
{
	edu_buffer b = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_document_write(doc, &b, NULL, NULL), 0);
	return b;
}

/*
 * What came of a call with one request refused. Some success is right: a block stayed larger than it had to be, or
 * libxml2 did without. So is the refusal of a document that is bad anyway, though it may lack its path. And where
 * libxml2 takes a name that it had no memory for as none and goes on, it calls a good document malformed.
 */
static void check_outcome(const scene *s, size_t n, int expected, int rc, const edu_error *err)
{
	if (rc == expected && (kept_large || parser_refused || expected < 0)) return;
	if (rc == EDU_ESYNTAX && parser_refused) return;
	ck_assert_msg(rc == EDU_ENOMEM, "%s, request %zu%s: status %d instead of EDU_ENOMEM (%s, %s)", s->path, n,
		      parser_refused ? " of libxml2" : "", rc, err ? err->rule : "", err ? err->message : "");
	if (err) ck_assert_int_eq(err->code, EDU_ENOMEM);
}

static void refuse_each(scene *s, step *run, int expected, int sticky, int with_error)
{
	const size_t live = memory.live;
	for (size_t n = 0;; n++) {
		edu_error err = EDU_ERROR_INIT;
		const size_t blocks = parser_blocks;
		grant(n, sticky);
		const int rc = run(s, with_error ? &err : NULL);
		/* libxml2 keeps a copy of what it complained of last. */
		xmlResetLastError();
		ck_assert_msg(memory.live == live, "%s, request %zu leaks", s->path, n);
		ck_assert_msg(parser_blocks == blocks || parser_refused, "%s, request %zu leaks in libxml2", s->path, n);
		if (!memory.tripped) {
			ck_assert_msg(rc == expected, "%s: %d instead of %d: %s", s->path, rc, expected, err.message);
			break;
		}
		check_outcome(s, n, expected, rc, with_error ? &err : NULL);
		grant_all();
		if (n % 8 == 0) ck_assert_int_eq(run(s, NULL), expected);
	}
	grant_all();
}

static void check_unchanged(const scene *s, const edu_buffer *before)
{
	edu_buffer now = bytes_of(s->source);
	ck_assert_uint_eq(now.length, before->length);
	ck_assert_int_eq(memcmp(now.data, before->data, now.length), 0);
	edu_buffer_free(&now);
}

static void refuse_all(scene *s, step *run, int expected)
{
	edu_buffer before = EDU_BUFFER_INIT;
	ck_assert_int_eq(run(s, NULL), expected);
	if (s->source) before = bytes_of(s->source);
	watch_leaks(0);
	refuse_each(s, run, expected, 0, 1);
	refuse_each(s, run, expected, 1, 1);
	refuse_each(s, run, expected, 0, 0);
	watch_leaks(1);
	if (s->source) check_unchanged(s, &before);
	edu_buffer_free(&before);
}

/* ---- the calls ---- */

static int make_context(scene *s, edu_error *err)
{
	const edu_allocator a = allocator();
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx = (edu_context *)(uintptr_t)1;
	o.allocator = &a;
	const int rc = edu_context_new(&ctx, &o, err);
	if (rc < 0) ck_assert_ptr_null(ctx);
	else edu_context_free(ctx);
	return rc;
}

/* A document that was read although something was refused is whole. */
static void check_complete(const scene *s, const edu_document *doc)
{
	const faulty then = memory;
	const int kept = kept_large, parser = parser_refused;
	if (!s->expected.data || !memory.tripped) return;
	grant_all();
	edu_buffer b = bytes_of(doc);
	ck_assert_uint_eq(b.length, s->expected.length);
	ck_assert_int_eq(memcmp(b.data, s->expected.data, b.length), 0);
	edu_buffer_free(&b);
	memory = then;
	kept_large = kept;
	parser_refused = parser;
}

static int read_bytes(scene *s, edu_error *err)
{
	edu_document *doc = (edu_document *)(uintptr_t)1;
	const int rc = edu_document_read(&doc, s->ctx, s->data, s->length, NULL, err);
	if (rc < 0) {
		ck_assert_ptr_null(doc);
	} else {
		check_complete(s, doc);
		edu_document_free(doc);
	}
	return rc;
}

static int read_file(scene *s, edu_error *err)
{
	edu_document *doc = (edu_document *)(uintptr_t)1;
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	o.drop_original = 1;
	const int rc = edu_document_read_file(&doc, s->ctx, s->path, &o, err);
	if (rc < 0) ck_assert_ptr_null(doc);
	else edu_document_free(doc);
	return rc;
}

static int write_into(const edu_document *doc, int compact, edu_error *err)
{
	edu_write_options o = EDU_WRITE_OPTIONS_INIT;
	edu_buffer b = EDU_BUFFER_INIT;
	o.compact = compact;
	const int rc = edu_document_write(doc, &b, &o, err);
	if (rc < 0) ck_assert_ptr_null(b.data);
	edu_buffer_free(&b);
	return rc;
}

static int write_plain(scene *s, edu_error *err) { return write_into(s->source, 0, err); }
static int write_compact(scene *s, edu_error *err) { return write_into(s->source, 1, err); }

static int swallow(void *state, const void *data, size_t length)
{
	return 0;
}

static int write_to_sink(scene *s, edu_error *err)
{
	const edu_sink sink = { swallow, NULL };
	return edu_document_write_to(s->source, &sink, NULL, err);
}

static int validate(scene *s, edu_error *err)
{
	edu_findings *findings = (edu_findings *)(uintptr_t)1;
	const int rc = edu_validate(&findings, s->source, NULL, err);
	if (rc < 0) ck_assert_ptr_null(findings);
	else edu_findings_free(findings);
	return rc;
}

/* By a profile that judges as a schema processor does; a document of another format is refused. */
static int validate_strictly(scene *s, edu_error *err)
{
	edu_findings *findings = (edu_findings *)(uintptr_t)1;
	edu_validate_options o = EDU_VALIDATE_OPTIONS_INIT;
	o.profile = "emrex";
	const int rc = edu_validate(&findings, s->source, &o, err);
	if (rc < 0) ck_assert_ptr_null(findings);
	else edu_findings_free(findings);
	return rc;
}

static int convert_into(scene *s, edu_document **target, edu_ledger **ledger, edu_error *err)
{
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	o.carry = s->carry;
	o.strict = s->strict;
	o.supplement = s->supplement;
	o.supplement_length = s->supplement ? strlen(s->supplement) : 0;
	const int rc = edu_convert(target, s->source, s->to, &o, ledger, err);
	if (rc < 0) ck_assert_ptr_null(*target);
	if (rc < 0 && ledger && rc != EDU_ELOSS) ck_assert_ptr_null(*ledger);
	return rc;
}

static int convert(scene *s, edu_error *err)
{
	edu_document *target = (edu_document *)(uintptr_t)1;
	edu_ledger *ledger = (edu_ledger *)(uintptr_t)1;
	const int rc = convert_into(s, &target, &ledger, err);
	edu_ledger_free(ledger);
	edu_document_free(target);
	return rc;
}

static int convert_to_sink(scene *s, edu_error *err)
{
	const edu_sink sink = { swallow, NULL };
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	edu_ledger *ledger = (edu_ledger *)(uintptr_t)1;
	o.carry = s->carry;
	o.supplement = s->supplement;
	o.supplement_length = s->supplement ? strlen(s->supplement) : 0;
	const int rc = edu_convert_to(&sink, s->source, s->to, &o, NULL, &ledger, err);
	if (rc < 0) ck_assert_ptr_null(ledger);
	edu_ledger_free(ledger);
	return rc;
}

static int convert_alone(scene *s, edu_error *err)
{
	edu_document *target = (edu_document *)(uintptr_t)1;
	const int rc = convert_into(s, &target, NULL, err);
	edu_document_free(target);
	return rc;
}

/* s->to: the policy. */
static int redact(scene *s, edu_error *err)
{
	static const char key[32] = "no secret";
	const edu_redact_options o = { EDU_REDACT_OPTIONS_VERSION, key, sizeof key, "somebody" };
	edu_document *made = (edu_document *)(uintptr_t)1;
	edu_ledger *ledger = (edu_ledger *)(uintptr_t)1;
	const int rc = edu_redact(&made, s->source, s->to, strlen(s->to), &o, &ledger, err);
	if (rc < 0) ck_assert(!made && !ledger);
	edu_ledger_free(ledger);
	edu_document_free(made);
	return rc;
}

static int write_ledger(scene *s, edu_error *err)
{
	edu_buffer b = EDU_BUFFER_INIT;
	const int rc = edu_ledger_write(s->ledger, &b, err);
	if (rc < 0) ck_assert_ptr_null(b.data);
	edu_buffer_free(&b);
	return rc;
}

static int write_ledger_to_sink(scene *s, edu_error *err)
{
	const edu_sink sink = { swallow, NULL };
	return edu_ledger_write_to(s->ledger, &sink, err);
}

static int write_target(scene *s, edu_error *err) { return write_into(s->target, 0, err); }

/* Reading through the typed interface needs no memory of its own: what it shows is there or not. */
static int inspect(scene *s, edu_error *err)
{
	const edu_credential c = edu_document_credential(s->target);
	const edu_person learner = edu_credential_learner(c);
	size_t seen = edu_person_given_name_count(learner) + edu_person_identifier_count(learner);
	for (edu_achievement a = edu_credential_achievement_first(c); !edu_achievement_is_null(a); a = edu_achievement_next(a)) {
		ck_assert(edu_achievement_title_count(a) == 0 || edu_achievement_title(a, NULL));
		seen += edu_achievement_credit_count(a) + edu_achievement_part_count(a);
		seen += edu_achievement_title(a, "en") != NULL;
	}
	ck_assert_uint_gt(seen, 0);
	return 0;
}

static int build_achievement(edu_credential c, edu_error *err)
{
	edu_achievement a = { { NULL, 0 } };
	edu_credit credit = { { NULL, 0 } };
	edu_organisation body = { { NULL, 0 } };
	edu_award award = { { NULL, 0 } };
	int rc = edu_credential_add_achievement(&a, c, err);
	if (rc == 0) rc = edu_achievement_add_title(a, "Snow Physics", "en", err);
	if (rc == 0) rc = edu_achievement_add_title(a, "Snøfysikk", "nb", err);
	if (rc == 0) rc = edu_achievement_add_credit(&credit, a, err);
	if (rc == 0) rc = edu_credit_set_value(credit, "7.50", err);
	if (rc == 0) rc = edu_credential_add_award(&award, c, err);
	if (rc == 0) rc = edu_award_add_body(&body, award, err);
	if (rc == 0) rc = edu_organisation_add_legal_name(body, "Fjellheim College", NULL, err);
	return rc == 0 ? edu_achievement_link_awarded_by(a, award, err) : rc;
}

static int build(scene *s, edu_error *err)
{
	edu_document *doc = (edu_document *)(uintptr_t)1, *made = NULL;
	edu_person person = { { NULL, 0 } };
	int rc = edu_document_new(&doc, s->ctx, err);
	if (rc < 0) {
		ck_assert_ptr_null(doc);
		return rc;
	}
	const edu_credential c = edu_document_credential(doc);
	rc = edu_credential_add_learner(&person, c, err);
	if (rc == 0) rc = edu_person_add_family_name(person, "Prøve", NULL, err);
	if (rc == 0) rc = edu_person_set_birth_date(person, "1998-05-17", err);
	if (rc == 0) rc = build_achievement(c, err);
	if (rc == 0) rc = edu_convert(&made, doc, "elm", NULL, NULL, err);
	if (rc == 0) rc = write_into(made, 0, err);
	edu_document_free(made);
	edu_document_free(doc);
	return rc;
}

/* A value that can't be set leaves the one that was there. */
static int replace(scene *s, edu_error *err)
{
	const edu_person person = edu_credential_learner(edu_document_credential(s->target));
	const int rc = edu_person_set_birth_date(person, "2001-01-01", err);
	const char *now = edu_person_birth_date(person);
	ck_assert(now != NULL);
	if (rc == 0) ck_assert_str_eq(now, "2001-01-01");
	if (rc == 0) ck_assert_int_eq(edu_person_set_birth_date(person, "2000-02-02", NULL), 0);
	else ck_assert_str_eq(now, "2000-02-02");
	return rc;
}

/* ---- documents ---- */

static void open_scene(scene *s, const char *path)
{
	const edu_allocator a = allocator();
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	*s = (scene){ .path = path };
	memory = (faulty){ .countdown = SIZE_MAX };
	o.allocator = &a;
	ck_assert_int_eq(edu_context_new(&s->ctx, &o, NULL), 0);
	if (path) s->data = file_bytes(path, &s->length);
}

static void read_source(scene *s)
{
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_document_read(&s->source, s->ctx, s->data, s->length, NULL, &err);
	ck_assert_msg(rc == 0, "%s: %s", s->path, err.message);
}

static void close_scene(scene *s)
{
	edu_ledger_free(s->ledger);
	edu_document_free(s->target);
	edu_document_free(s->source);
	edu_buffer_free(&s->expected);
	edu_context_free(s->ctx);
	free(s->data);
	ck_assert_uint_eq(memory.live, 0);
}

static void run_reading(const char *path, void *state)
{
	scene s;
	open_scene(&s, path);
	const int expected = read_bytes(&s, NULL);
	ck_assert_int_ne(expected, EDU_ENOMEM);
	if (expected == 0) {
		read_source(&s);
		s.expected = bytes_of(s.source);
	}
	refuse_all(&s, read_bytes, expected);
	refuse_all(&s, read_file, expected);
	if (expected == 0) {
		refuse_all(&s, validate, 0);
		if (!strcmp(edu_document_format(s.source), "elmo")) refuse_all(&s, validate_strictly, 0);
		refuse_all(&s, write_plain, 0);
		refuse_all(&s, write_compact, 0);
		refuse_all(&s, write_to_sink, 0);
	}
	close_scene(&s);
}

static void run_conversion(scene *s)
{
	const int expected = convert(s, NULL);
	ck_assert_int_ne(expected, EDU_ENOMEM);
	refuse_all(s, convert, expected);
	refuse_all(s, convert_alone, expected);
	if (expected < 0) return;
	ck_assert_int_eq(convert_into(s, &s->target, &s->ledger, NULL), 0);
	refuse_all(s, write_ledger, 0);
	refuse_all(s, write_ledger_to_sink, 0);
	if (strcmp(s->to, "core")) refuse_all(s, write_target, 0);
	if (strcmp(s->to, "core")) refuse_all(s, convert_to_sink, 0);
	else refuse_all(s, inspect, 0);
	edu_ledger_free(s->ledger);
	edu_document_free(s->target);
	s->ledger = NULL;
	s->target = NULL;
}

static const char supplement[] =
	"{\"id\":\"urn:example:1\",\"defaultLanguage\":\"nb\",\"title\":{\"en\":\"Record\",\"nb\":\"Utskrift\"},"
	"\"issuer\":{\"legalName\":{\"en\":\"Registry\"},\"country\":\"NO\"},\"issued\":\"2026-02-02T00:00:00Z\"}";

static void run_conversions(const char *file, const char *to)
{
	scene s;
	open_scene(&s, source_path(file));
	read_source(&s);
	for (int carry = EDU_CARRY_NONE; carry <= EDU_CARRY_ORIGINAL; carry++) {
		s.to = to;
		s.carry = (edu_carry)carry;
		run_conversion(&s);
	}
	s.carry = EDU_CARRY_NONE;
	s.supplement = supplement;
	run_conversion(&s);
	s.supplement = NULL;
	s.strict = 1;
	run_conversion(&s);
	close_scene(&s);
}

/* ---- tests ---- */

START_TEST(contexts)
{
	scene s = { .path = "a context" };
	refuse_all(&s, make_context, 0);
}
END_TEST

static const char *const folders[] = { "tests/corpus/elmo/valid", "tests/corpus/elm/valid", "tests/corpus/elmo/invalid",
				       "tests/corpus/elm/invalid", "tests/corpus/ooapi/valid",
				       "tests/corpus/ooapi/invalid" };

START_TEST(documents_are_read_checked_and_written)
{
	ck_assert_int_gt(for_each_document(source_path(folders[_i]), run_reading, NULL), 0);
}
END_TEST

static const struct { const char *file, *to; } conversions[] = {
	{ "examples/transcript.xml", "elm" },
	{ "examples/transcript.xml", "core" },
	{ "tests/corpus/elmo/valid/everything-1.7.xml", "elm@3.1" },
	{ "tests/corpus/elmo/valid/everything-1.7.xml", "elmo@1.1" },
	{ "tests/corpus/elmo/valid/everything-1.7.xml", "elmo@2.0" },
	{ "tests/corpus/elmo/valid/everything-2.0.xml", "elmo@1.7" },
	{ "tests/corpus/elmo/valid/draft-2.1.xml", "elm" },
	{ "tests/corpus/elmo/valid/extension.xml", "elm" },
	{ "tests/corpus/elmo/valid/two-reports-one-scheme-id.xml", "elm" },
	{ "tests/corpus/elmo/valid/signature.xml", "elm" },
	{ "tests/corpus/elmo/valid/unknown-codes.xml", "elm" },
	{ "tests/corpus/elm/valid/plain.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/plain.jsonld", "elm-rdf" },
	{ "tests/courses/documents/accreditation.json", "elm-ams" },
	{ "tests/courses/documents/dataset.jsonld", "elm-rdf" },
	{ "tests/corpus/elm/valid/plain.jsonld", "core" },
	{ "tests/corpus/elm/valid/plain.jsonld", "elm@3.1" },
	{ "tests/corpus/elm/valid/flat.jsonld", "elmo@1.0" },
	{ "tests/corpus/elm/valid/sealed.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/unknown-members.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/merged-languages.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/keywords.jsonld", "elmo" },
	{ "tests/corpus/elm2/valid/supplement.xml", "elm" },
	{ "tests/corpus/elm2/valid/supplement.xml", "elmo" },
	{ "tests/corpus/ewp/valid/courses.xml", "elm" },
	{ "tests/corpus/elm/valid/plain.jsonld", "ooapi@5" },
	{ "tests/corpus/elmo/valid/two-reports-one-scheme-id.xml", "ooapi@6.1" },
	{ "tests/corpus/ewp/valid/courses.xml", "ooapi@6.1" },
	{ "tests/corpus/ooapi/valid/bundle-5.json", "ooapi@6" },
	{ "tests/corpus/ooapi/valid/catalogue-5.json", "elm-loq" },
	{ "tests/corpus/ooapi/valid/catalogue-5.json", "ewp" },
	{ "tests/courses/documents/catalogue.jsonld", "ewp" },
	{ "tests/corpus/ooapi/valid/course-4.json", "ooapi@6" },
	{ "tests/corpus/ooapi/valid/course-6.json", "ooapi@4" },
};

START_TEST(documents_are_converted)
{
	run_conversions(conversions[_i].file, conversions[_i].to);
}
END_TEST

/* What travelled comes back: the source is a document that carries another. */
START_TEST(what_was_carried_is_unpacked)
{
	static const struct { const char *file, *there, *back; } trips[] = {
		{ "tests/corpus/elmo/valid/everything-1.7.xml", "elm", "elmo" },
		{ "tests/corpus/elm/valid/unknown-members.jsonld", "elmo", "elm" },
		{ "tests/corpus/elmo/valid/everything-2.0.xml", "elmo@1.7", "elmo@2.0" },
		{ "tests/corpus/elmo/valid/two-reports-one-scheme-id.xml", "ooapi", "elmo" },
		{ "examples/results.ooapi.json", "elm", "ooapi" },
	};
	scene s;
	open_scene(&s, source_path(trips[_i / 2].file));
	read_source(&s);
	s.to = trips[_i / 2].there;
	s.carry = _i % 2 ? EDU_CARRY_ORIGINAL : EDU_CARRY_RESIDUE;
	edu_document *carrier;
	ck_assert_int_eq(convert_into(&s, &carrier, NULL, NULL), 0);
	edu_buffer b = bytes_of(carrier);
	edu_document_free(carrier);
	edu_document_free(s.source);
	ck_assert_int_eq(edu_document_read(&s.source, s.ctx, b.data, b.length, NULL, NULL), 0);
	edu_buffer_free(&b);
	s.to = trips[_i / 2].back;
	s.carry = EDU_CARRY_NONE;
	run_conversion(&s);
	close_scene(&s);
}
END_TEST

START_TEST(records_are_built)
{
	scene s;
	edu_person person;
	open_scene(&s, NULL);
	s.path = "a new document";
	refuse_all(&s, build, 0);
	ck_assert_int_eq(edu_document_new(&s.target, s.ctx, NULL), 0);
	ck_assert_int_eq(edu_credential_add_learner(&person, edu_document_credential(s.target), NULL), 0);
	ck_assert_int_eq(edu_person_set_birth_date(person, "2000-02-02", NULL), 0);
	ck_assert_int_eq(replace(&s, NULL), 0);
	/* Each success takes a little more of the document's arena, so that only the outcome is watched. */
	for (size_t n = 0; n < 64; n++) {
		grant(n % 2, 0);
		const int rc = replace(&s, NULL);
		ck_assert_int_eq(rc, memory.tripped ? EDU_ENOMEM : 0);
		grant_all();
	}
	close_scene(&s);
}
END_TEST

START_TEST(documents_are_redacted)
{
	static const char *const policies[] = { "results-only", "pseudonymous" };
	static const char *const sources[] = { "tests/corpus/elmo/valid/everything-1.7.xml", "tests/corpus/elm/valid/plain.jsonld",
		                               "tests/corpus/ooapi/valid/bundle-5.json" };
	scene s;
	open_scene(&s, source_path(sources[_i / 2]));
	read_source(&s);
	s.to = policies[_i % 2];
	refuse_all(&s, redact, 0);
	close_scene(&s);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, contexts);
	tcase_add_loop_test(tc, documents_are_read_checked_and_written, 0, (int)(sizeof folders / sizeof *folders));
	tcase_add_loop_test(tc, documents_are_converted, 0, (int)(sizeof conversions / sizeof *conversions));
	tcase_add_loop_test(tc, what_was_carried_is_unpacked, 0, 10);
	tcase_add_loop_test(tc, documents_are_redacted, 0, 6);
	tcase_add_test(tc, records_are_built);
}

/* What libxml2 says before it knows whom to tell. */
static void say_nothing(void *state, const char *format, ...)
{
}

int main(void)
{
	xmlMemSetup(parser_free, parser_malloc, parser_realloc, parser_strdup);
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, say_nothing);
	const int failed = run_tests("oom", add_tests);
	xmlCleanupParser();
	return failed;
}
