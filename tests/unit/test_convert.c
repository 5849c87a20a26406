/*
 * Converting from C: what edu_convert() promises beyond what the command shows, and records that a program builds.
 */
#include "base/memory.h"
#include "support.h"

#define ELMO(learner, course, tail)                                                                                     \
	"<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><generatedDate>2024-05-06T10:11:12Z</generatedDate>" \
	"<learner><givenNames>Ada</givenNames><familyName>Lind</familyName>" learner "</learner><report><issuer>"       \
	"<identifier type=\"schac\">example.org</identifier><title xml:lang=\"en\">Example University</title>"          \
	"<url>https://www.example.org/</url></issuer><learningOpportunitySpecification><title xml:lang=\"en\">Algebra</title>" \
	"<type>Course</type><specifies><learningOpportunityInstance>" course "</learningOpportunityInstance></specifies>" \
	"</learningOpportunitySpecification><issueDate>2024-05-06T10:11:12Z</issueDate></report>" tail "</elmo>"

static const char transcript[] = ELMO("<bday>2000-02-29</bday>",
				      "<status>passed</status><resultLabel>B</resultLabel><credit><scheme>ects</scheme><value>7.50</value></credit>",
				      "<extension><x xmlns=\"urn:x\">1</x></extension>");

static edu_context *ctx;

static void set_up(void)
{
	ctx = new_context();
}

static void tear_down(void)
{
	edu_context_free(ctx);
}

/* Convert; fails the test when that is refused. The source is freed. */
static edu_document *converted(edu_document *source, const char *target, edu_ledger **ledger)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *made;
	const int rc = edu_convert(&made, source, target, NULL, ledger, &err);
	ck_assert_msg(rc == 0, "refused: %s %s %s", err.rule, err.path, err.message);
	if (!ledger) edu_document_free(source);
	return made;
}

/* What a document is written as; to be freed with edu_buffer_free(). */
static edu_buffer written(const edu_document *doc)
{
	edu_buffer out = EDU_BUFFER_INIT;
	const edu_write_options compact = { EDU_WRITE_OPTIONS_VERSION, 1 };
	ck_assert_int_eq(edu_document_write(doc, &out, &compact, NULL), 0);
	return out;
}

static edu_buffer reported(const edu_ledger *ledger)
{
	edu_buffer out = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_ledger_write(ledger, &out, NULL), 0);
	return out;
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;
	for (const char *s = text; (s = strstr(s, part)); s += strlen(part)) n++;
	return n;
}

static void assert_has(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) != NULL, "no %s in %s", part, text);
}

/* ---- the contract of the call ---- */

START_TEST(bad_arguments_are_refused)
{
	edu_document *source = read_text(ctx, transcript, NULL), *out = (edu_document *)&ctx;
	edu_ledger *ledger = (edu_ledger *)&ctx;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_convert(NULL, source, "elm", NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(err.code, EDU_EARG);
	ck_assert_int_eq(edu_convert(&out, NULL, "elm", NULL, &ledger, NULL), EDU_EARG);
	ck_assert_ptr_null(out);
	ck_assert_ptr_null(ledger);
	ck_assert_int_eq(edu_convert(&out, source, NULL, NULL, NULL, NULL), EDU_EARG);
	edu_document_free(source);
}
END_TEST

START_TEST(unknown_targets_are_refused)
{
	static const struct {
		const char *target;
		int rc;
	} cases[] = {
		{ "", EDU_EARG }, { "elmx", EDU_EARG }, { "el", EDU_EARG }, { "elm@", EDU_EARG }, { "elm@9", EDU_EARG },
		{ "@3.2", EDU_EARG }, { "elm@3.2@1", EDU_EARG }, { "ELM", EDU_EARG }, { "elmo@2.1", EDU_EUNSUPPORTED },
	};
	edu_document *source = read_text(ctx, transcript, NULL), *out;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_ledger *ledger = (edu_ledger *)&ctx;
		edu_error err = EDU_ERROR_INIT;
		out = (edu_document *)&ctx;
		ck_assert_msg(edu_convert(&out, source, cases[i].target, NULL, &ledger, &err) == cases[i].rc, "%s", cases[i].target);
		ck_assert_str_eq(err.rule, "convert/target");
		ck_assert_ptr_null(out);
		ck_assert_ptr_null(ledger);
	}
	edu_document_free(source);
}
END_TEST

START_TEST(the_matrix_tells_what_goes_where)
{
	ck_assert_uint_eq(edu_convert_takes("elmo", "elm"), EDU_ABOUT_RECORDS);
	ck_assert_uint_eq(edu_convert_takes("elmo@1.5", "elm@3.1"), EDU_ABOUT_RECORDS);
	ck_assert_uint_eq(edu_convert_takes("elmo", "core"), EDU_ABOUT_RECORDS);
	ck_assert_uint_eq(edu_convert_takes("elmo", "ewp"), 0);
	ck_assert_uint_eq(edu_convert_takes("ewp", "ewp@1"), EDU_ABOUT_COURSES);
	ck_assert_uint_eq(edu_convert_takes("elm-ams", "elm-rdf"), EDU_ABOUT_ACCREDITATIONS);
}
END_TEST

START_TEST(the_matrix_knows_what_is_written)
{
	/* A draft is read, and written in the version it was read in alone. */
	ck_assert_uint_eq(edu_convert_takes("elmo@1.7", "elmo@2.1"), 0);
	ck_assert_uint_eq(edu_convert_takes("elmo@2.1", "elmo@2.1"), EDU_ABOUT_RECORDS);
	ck_assert_uint_eq(edu_convert_takes("elm", "elm-turtle"), 0);
}
END_TEST

START_TEST(the_matrix_has_nothing_for_unknown_names)
{
	ck_assert_uint_eq(edu_convert_takes("elmo", "elmx"), 0);
	ck_assert_uint_eq(edu_convert_takes("elmo@9", "elm"), 0);
	ck_assert_uint_eq(edu_convert_takes("elmo", "elm@9"), 0);
	ck_assert_uint_eq(edu_convert_takes(NULL, "elm"), 0);
	ck_assert_uint_eq(edu_convert_takes("elm", NULL), 0);
}
END_TEST

START_TEST(options_of_the_future_are_refused)
{
	edu_document *source = read_text(ctx, transcript, NULL), *out;
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	o.version = 0;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, NULL), EDU_EARG);
	o.version = EDU_CONVERT_OPTIONS_VERSION + 1;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, NULL), EDU_EARG);
	o.version = EDU_CONVERT_OPTIONS_VERSION;
	o.carry = (edu_carry)7;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, NULL), EDU_EARG);
	ck_assert_ptr_null(out);
	edu_document_free(source);
}
END_TEST

START_TEST(a_wrong_supplement_leaves_nothing)
{
	edu_document *source = read_text(ctx, transcript, NULL), *out;
	edu_ledger *ledger;
	edu_error err = EDU_ERROR_INIT;
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	o.supplement = "{\"isued\":\"2024-01-01T00:00:00Z\"}";
	o.supplement_length = strlen(o.supplement);
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, &ledger, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "supplement/unknown-member");
	ck_assert_str_eq(err.path, "/isued");
	ck_assert_ptr_null(out);
	ck_assert_ptr_null(ledger);
	o.supplement_length = 5;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, &ledger, &err), EDU_ESYNTAX);
	edu_document_free(source);
}
END_TEST

START_TEST(a_strict_conversion_leaves_its_ledger)
{
	edu_document *source = read_text(ctx, transcript, NULL), *out = NULL;
	edu_ledger *ledger = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	o.strict = 1;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, &ledger, &err), EDU_ELOSS);
	ck_assert_str_eq(err.rule, "convert/strict");
	ck_assert_ptr_null(out);
	ck_assert_ptr_nonnull(ledger);
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_LOST), 0);
	ck_assert_uint_eq(edu_ledger_count(ledger, EDU_OUTCOME_DEFAULTED), 0);
	edu_buffer report = reported(ledger);
	assert_has(report.data, "{\"source\":\"/elmo/extension[1]/x[1]\",\"target\":null,\"outcome\":\"lost\",\"rule\":\"elmo/extension\"}");
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, NULL), EDU_ELOSS);
	ck_assert_ptr_null(out);
	o.carry = EDU_CARRY_ORIGINAL;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, NULL), 0);
	edu_document_free(out);
	edu_document_free(source);
}
END_TEST

START_TEST(an_original_that_was_dropped_cannot_travel)
{
	edu_read_options drop = EDU_READ_OPTIONS_INIT;
	edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
	edu_document *source, *out;
	edu_error err = EDU_ERROR_INIT;
	drop.drop_original = 1;
	o.carry = EDU_CARRY_ORIGINAL;
	ck_assert_int_eq(edu_document_read(&source, ctx, transcript, strlen(transcript), &drop, NULL), 0);
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, &err), EDU_ESTATE);
	ck_assert_str_eq(err.rule, "carry/original");
	ck_assert_ptr_null(out);
	o.carry = EDU_CARRY_NONE;
	ck_assert_int_eq(edu_convert(&out, source, "elm", &o, NULL, &err), 0);
	edu_document_free(out);
	edu_document_free(source);
}
END_TEST

START_TEST(the_source_is_not_changed)
{
	edu_document *source = read_text(ctx, transcript, NULL);
	edu_buffer before = written(source);
	static const char *const targets[] = { "elm", "elm@3.1", "elmo", "elmo@1.5", "core" };
	for (size_t i = 0; i < 5; i++) {
		edu_document *made;
		ck_assert_int_eq(edu_convert(&made, source, targets[i], NULL, NULL, NULL), 0);
		edu_document_free(made);
		edu_buffer after = written(source);
		ck_assert_str_eq(before.data, after.data);
		edu_buffer_free(&after);
	}
	edu_buffer_free(&before);
	edu_document_free(source);
}
END_TEST

/* The result stands alone: neither the source's texts nor the ledger's core are needed any more. */
START_TEST(the_result_outlives_its_source)
{
	static const char *const targets[] = { "elm", "elmo@1.5", "core" };
	static const edu_carry carries[] = { EDU_CARRY_NONE, EDU_CARRY_RESIDUE, EDU_CARRY_ORIGINAL };
	for (size_t i = 0; i < 9; i++) {
		edu_convert_options o = EDU_CONVERT_OPTIONS_INIT;
		/* The core has no place to carry anything in. */
		if (i % 3 == 2 && carries[i / 3]) continue;
		edu_document *source = read_text(ctx, transcript, NULL), *made;
		edu_ledger *ledger;
		edu_buffer before = EDU_BUFFER_INIT, after = EDU_BUFFER_INIT;
		o.carry = carries[i / 3];
		ck_assert_int_eq(edu_convert(&made, source, targets[i % 3], &o, &ledger, NULL), 0);
		if (i % 3 < 2) before = written(made);
		edu_ledger_free(ledger);
		edu_document_free(source);
		if (i % 3 < 2) {
			after = written(made);
			ck_assert_str_eq(before.data, after.data);
		} else {
			ck_assert_str_eq(edu_person_family_name(edu_credential_learner(edu_document_credential(made)), NULL), "Lind");
		}
		edu_buffer_free(&before);
		edu_buffer_free(&after);
		edu_document_free(made);
	}
}
END_TEST

START_TEST(a_conversion_of_a_conversion_outlives_both)
{
	edu_document *made = converted(read_text(ctx, transcript, NULL), "core", NULL);
	for (int i = 0; i < 3; i++) made = converted(converted(made, "elm", NULL), "elmo", NULL);
	edu_buffer out = written(made);
	assert_has(out.data, ">Algebra<");
	assert_has(out.data, "<value>7.50</value>");
	edu_buffer_free(&out);
	edu_document_free(made);
}
END_TEST

/* ---- the ledger ---- */

START_TEST(counts_are_those_of_the_lines)
{
	edu_document *source = read_text(ctx, transcript, NULL);
	edu_ledger *ledger;
	edu_document *made = converted(source, "elm", &ledger);
	edu_buffer report = reported(ledger);
	size_t all = 0;
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_DEFAULTED; o++) {
		char part[64];
		snprintf(part, sizeof part, "\"outcome\":\"%s\"", edu_outcome_name((edu_outcome)o));
		ck_assert_uint_eq(edu_ledger_count(ledger, (edu_outcome)o), count_of(report.data, part));
		all += edu_ledger_count(ledger, (edu_outcome)o);
	}
	ck_assert_uint_eq(count_of(report.data, "\n"), all + 2);
	ck_assert_uint_eq(edu_ledger_count(ledger, (edu_outcome)9), 0);
	ck_assert_uint_eq(edu_ledger_count(NULL, EDU_OUTCOME_LOST), 0);
	ck_assert_str_eq(edu_outcome_name((edu_outcome)9), "");
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_ledger_free(NULL);
	edu_document_free(made);
	edu_document_free(source);
}
END_TEST

static int stop_writing(void *state, const void *data, size_t length)
{
	return ++*(int *)state;
}

START_TEST(a_sink_may_stop_the_report)
{
	edu_document *source = read_text(ctx, transcript, NULL);
	edu_ledger *ledger;
	edu_document *made = converted(source, "elm", &ledger);
	int calls = 0;
	const edu_sink sink = { stop_writing, &calls }, none = { NULL, NULL };
	ck_assert_int_eq(edu_ledger_write_to(ledger, &sink, NULL), EDU_EIO);
	ck_assert_int_eq(calls, 1);
	ck_assert_int_eq(edu_ledger_write_to(ledger, &none, NULL), EDU_EARG);
	ck_assert_int_eq(edu_ledger_write_to(NULL, &sink, NULL), EDU_EARG);
	ck_assert_int_eq(edu_ledger_write(ledger, NULL, NULL), EDU_EARG);
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(source);
}
END_TEST

/* ---- written while it is made ---- */

/* The same bytes, the same ledger, whether the result stands as a whole or not. */
static void check_streamed(const edu_document *source, const char *target, const edu_convert_options *options, int compact)
{
	const edu_write_options layout = { EDU_WRITE_OPTIONS_VERSION, compact };
	edu_buffer whole = EDU_BUFFER_INIT, streamed = EDU_BUFFER_INIT;
	edu_document *made;
	edu_ledger *ledger, *other;
	edu_sink sink = edu_buffer_sink(&streamed);
	const int expected = edu_convert(&made, source, target, options, &ledger, NULL);
	ck_assert_int_eq(edu_convert_to(&sink, source, target, options, &layout, &other, NULL), expected);
	ck_assert(!ledger == !other);
	if (expected < 0) ck_assert_uint_eq(streamed.length, 0);
	if (expected == 0) {
		ck_assert_int_eq(edu_document_write(made, &whole, &layout, NULL), 0);
		ck_assert_str_eq(streamed.data, whole.data);
		edu_buffer_free(&streamed);
		sink = edu_buffer_sink(&streamed);
		ck_assert_int_eq(edu_convert_to(&sink, source, target, options, &layout, NULL, NULL), 0);
		ck_assert_str_eq(streamed.data, whole.data);
	}
	if (ledger) {
		edu_buffer a = reported(ledger), b = reported(other);
		ck_assert_str_eq(a.data, b.data);
		edu_buffer_free(&a);
		edu_buffer_free(&b);
	}
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_DEFAULTED; o++)
		ck_assert_uint_eq(edu_ledger_count(ledger, (edu_outcome)o), edu_ledger_count(other, (edu_outcome)o));
	edu_buffer_free(&whole);
	edu_buffer_free(&streamed);
	edu_ledger_free(ledger);
	edu_ledger_free(other);
	edu_document_free(made);
}

static void check_streamed_document(const char *path, void *state)
{
	static const char *const targets[] = { "elm", "elm@3.1", "elmo" };
	edu_convert_options options = EDU_CONVERT_OPTIONS_INIT;
	edu_document *source;
	ck_assert_msg(edu_document_read_file(&source, ctx, path, NULL, NULL) == 0, "%s", path);
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		options.strict = 0;
		for (int carry = EDU_CARRY_NONE; carry <= EDU_CARRY_ORIGINAL; carry++) {
			options.carry = (edu_carry)carry;
			check_streamed(source, targets[i], &options, carry & 1);
		}
		options.carry = EDU_CARRY_NONE;
		options.strict = 1;
		check_streamed(source, targets[i], &options, 0);
	}
	edu_document_free(source);
}

START_TEST(what_is_written_while_it_is_made_is_the_same)
{
	ck_assert_int_gt(for_each_document(source_path("tests/corpus/elmo/valid"), check_streamed_document, NULL), 0);
	ck_assert_int_gt(for_each_document(source_path("tests/corpus/elm/valid"), check_streamed_document, NULL), 0);
	check_streamed_document(source_path("examples/transcript.xml"), NULL);
}
END_TEST

/* Counts down; refuses from 0 on. */
static int write_some(void *state, const void *data, size_t length)
{
	int *left = state;
	return *left && (*left)-- ? 0 : -1;
}

START_TEST(a_sink_may_stop_the_conversion)
{
	size_t length, calls = 0;
	char *text = file_bytes(source_path("examples/transcript.xml"), &length);
	edu_document *source = read_text(ctx, text, NULL);
	int rc = EDU_EIO;
	for (int granted = 0; rc == EDU_EIO && granted < 1000; granted++) {
		int left = granted;
		edu_ledger *ledger;
		const edu_sink sink = { write_some, &left };
		rc = edu_convert_to(&sink, source, "elm", NULL, NULL, &ledger, NULL);
		ck_assert(rc == EDU_EIO ? !ledger : rc == 0 && ledger);
		edu_ledger_free(ledger);
		calls++;
	}
	ck_assert_int_eq(rc, 0);
	ck_assert_uint_gt(calls, 1);
	edu_document_free(source);
	free(text);
}
END_TEST

START_TEST(bad_arguments_of_a_conversion_into_a_sink_are_refused)
{
	edu_document *source = read_text(ctx, transcript, NULL);
	edu_buffer out = EDU_BUFFER_INIT;
	const edu_sink sink = edu_buffer_sink(&out), none = { NULL, NULL };
	const edu_write_options future = { EDU_WRITE_OPTIONS_VERSION + 1, 0 };
	edu_ledger *ledger = (edu_ledger *)&ctx;
	ck_assert_int_eq(edu_convert_to(NULL, source, "elm", NULL, NULL, &ledger, NULL), EDU_EARG);
	ck_assert_ptr_null(ledger);
	ck_assert_int_eq(edu_convert_to(&none, source, "elm", NULL, NULL, NULL, NULL), EDU_EARG);
	ck_assert_int_eq(edu_convert_to(&sink, NULL, "elm", NULL, NULL, NULL, NULL), EDU_EARG);
	ck_assert_int_eq(edu_convert_to(&sink, source, NULL, NULL, NULL, NULL, NULL), EDU_EARG);
	ck_assert_int_eq(edu_convert_to(&sink, source, "elm", NULL, &future, NULL, NULL), EDU_EARG);
	ck_assert_int_eq(edu_convert_to(&sink, source, "core", NULL, NULL, NULL, NULL), EDU_EUNSUPPORTED);
	ck_assert_uint_eq(out.length, 0);
	edu_document_free(source);
}
END_TEST

/* ---- the core as a target ---- */

START_TEST(the_core_is_a_target)
{
	edu_document *source = read_text(ctx, transcript, NULL);
	edu_ledger *ledger;
	edu_document *core = converted(source, "core", &ledger);
	ck_assert_str_eq(edu_document_format(core), "core");
	const edu_credential credential = edu_document_credential(core);
	const edu_person learner = edu_credential_learner(credential);
	const edu_achievement a = edu_credential_achievement_first(credential);
	ck_assert_str_eq(edu_person_given_name(learner, NULL), "Ada");
	ck_assert_str_eq(edu_person_birth_date(learner), "2000-02-29");
	ck_assert_str_eq(edu_achievement_title(a, "en"), "Algebra");
	ck_assert_str_eq(edu_achievement_status(a), "passed");
	ck_assert_str_eq(edu_specification_kind(edu_achievement_specification(a)), "Course");
	ck_assert_str_eq(edu_assessment_grade(edu_achievement_assessment_first(a), NULL), "B");
	ck_assert_str_eq(edu_credit_value(edu_achievement_credit_first(a)), "7.50");
	const edu_organisation body = edu_award_body_first(edu_achievement_awarded_by(a));
	ck_assert_str_eq(edu_organisation_legal_name(body, "en"), "Example University");
	ck_assert(edu_achievement_is_null(edu_achievement_next(a)));
	ck_assert_uint_eq(edu_ledger_count(ledger, EDU_OUTCOME_LOST), 1);
	edu_buffer report = reported(ledger);
	assert_has(report.data, "\"target\":{\"format\":\"core\",\"version\":\"1\"}");
	assert_has(report.data, "\"target\":\"/achievement/0/credit/0/value\",\"outcome\":\"exact\"");
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(core);
	edu_document_free(source);
}
END_TEST

START_TEST(references_become_links_in_the_core)
{
	static const char text[] = ELMO("", "<attachments><ref>a1</ref></attachments>",
					"<attachment><identifier type=\"internal\">a1</identifier><title>T</title></attachment>");
	edu_document *source = read_text(ctx, text, NULL);
	edu_ledger *ledger;
	edu_document *core = converted(source, "core", &ledger);
	const edu_credential credential = edu_document_credential(core);
	const edu_attachment linked = edu_achievement_attachment_first(edu_credential_achievement_first(credential));
	ck_assert_str_eq(edu_attachment_title(linked, NULL), "T");
	ck_assert_uint_eq(edu_node_resolve(linked.node).ref, edu_credential_attachment_first(credential).node.ref);
	edu_buffer report = reported(ledger);
	assert_has(report.data, "\"outcome\":\"derived\",\"rule\":\"elmo/attachment-reference\"");
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(source);
	core = converted(core, "elmo", NULL);
	edu_buffer out = written(core);
	assert_has(out.data, "<attachments><ref>a1</ref></attachments>");
	edu_buffer_free(&out);
	edu_document_free(core);
}
END_TEST

START_TEST(a_time_of_day_is_dropped_where_a_date_is_wanted)
{
	static const char text[] = ELMO("<bday>2000-02-29T12:00:00Z</bday>", "", "");
	edu_document *source = read_text(ctx, text, NULL);
	edu_document *core = converted(source, "core", NULL);
	edu_ledger *ledger;
	edu_document *made = converted(core, "elmo", &ledger);
	edu_buffer out = written(made), report = reported(ledger);
	assert_has(out.data, "<bday>2000-02-29</bday>");
	assert_has(report.data, "\"rule\":\"elmo/date-of-datetime\"");
	edu_buffer_free(&out);
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(core);
}
END_TEST

/* ---- records that a program builds ---- */

static edu_document *new_record(edu_credential *credential)
{
	edu_document *doc;
	edu_person learner;
	ck_assert_int_eq(edu_document_new(&doc, ctx, NULL), 0);
	*credential = edu_document_credential(doc);
	ck_assert_int_eq(edu_credential_set_issued(*credential, "2024-05-06T10:11:12Z", NULL), 0);
	ck_assert_int_eq(edu_credential_add_learner(&learner, *credential, NULL), 0);
	ck_assert_int_eq(edu_person_add_given_name(learner, "Ada", NULL, NULL), 0);
	ck_assert_int_eq(edu_person_add_family_name(learner, "Lind", NULL, NULL), 0);
	return doc;
}

static edu_award new_award(edu_credential credential, const char *name)
{
	edu_award award;
	edu_organisation body;
	ck_assert_int_eq(edu_credential_add_award(&award, credential, NULL), 0);
	ck_assert_int_eq(edu_award_add_body(&body, award, NULL), 0);
	ck_assert_int_eq(edu_organisation_add_legal_name(body, name, "en", NULL), 0);
	return award;
}

/* An achievement whose title stands with its specification. */
static edu_achievement new_achievement(edu_credential credential, const char *title)
{
	edu_achievement a;
	edu_specification s;
	ck_assert_int_eq(edu_credential_add_achievement(&a, credential, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_specification(&s, a, NULL), 0);
	ck_assert_int_eq(edu_specification_add_title(s, title, "en", NULL), 0);
	return a;
}

START_TEST(a_record_becomes_a_credential_and_a_transcript)
{
	edu_credential credential;
	edu_credit credit;
	edu_ledger *ledger;
	edu_document *core = new_record(&credential);
	const edu_award award = new_award(credential, "Example University");
	const edu_achievement a = new_achievement(credential, "Algebra");
	ck_assert_int_eq(edu_achievement_link_awarded_by(a, award, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_credit(&credit, a, NULL), 0);
	ck_assert_int_eq(edu_credit_set_scheme(credit, "ects", NULL), 0);
	ck_assert_int_eq(edu_credit_set_value(credit, "7.50", NULL), 0);
	edu_document *elm = converted(core, "elm", &ledger);
	edu_buffer out = written(elm), report = reported(ledger);
	assert_has(out.data, "\"point\":\"7.50\"");
	assert_has(out.data, "\"title\":{\"en\":\"Algebra\"}");
	/* The achievement has no title of its own, and the profile demands one. */
	assert_has(report.data, "\"outcome\":\"defaulted\",\"rule\":\"elm/title-of-specification\"");
	assert_has(report.data, "{\"source\":\"/achievement/0/credit/0/value\"");
	assert_has(report.data, "{\"source\":{\"format\":\"core\",\"version\":\"1\"}");
	edu_document *again = read_text(ctx, out.data, "elm");
	edu_document_free(again);
	edu_buffer_free(&out);
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(elm);
	edu_document *elmo = converted(core, "elmo", NULL);
	out = written(elmo);
	assert_has(out.data, "<title xml:lang=\"en\">Algebra</title>");
	assert_has(out.data, "<credit><scheme>ects</scheme><value>7.50</value></credit>");
	assert_has(out.data, "<title xml:lang=\"en\">Example University</title>");
	edu_document_free(read_text(ctx, out.data, "elmo"));
	edu_buffer_free(&out);
	edu_document_free(elmo);
}
END_TEST

START_TEST(an_award_may_stand_with_its_achievement)
{
	edu_credential credential;
	edu_document *core = new_record(&credential);
	for (int i = 0; i < 3; i++) {
		edu_award award;
		edu_organisation body;
		const edu_achievement a = new_achievement(credential, i ? "Logic" : "Algebra");
		if (i == 2) continue;
		ck_assert_int_eq(edu_achievement_add_awarded_by(&award, a, NULL), 0);
		ck_assert_int_eq(edu_award_add_body(&body, award, NULL), 0);
		ck_assert_int_eq(edu_organisation_add_legal_name(body, i ? "Second" : "First", "en", NULL), 0);
	}
	edu_document *made = converted(core, "elmo", NULL);
	edu_buffer out = written(made);
	ck_assert_uint_eq(count_of(out.data, "<report>"), 3);
	assert_has(out.data, ">First<");
	assert_has(out.data, ">Second<");
	ck_assert_uint_eq(count_of(out.data, "<learningOpportunitySpecification>"), 3);
	edu_buffer_free(&out);
	edu_document_free(made);
}
END_TEST

START_TEST(an_empty_record_converts)
{
	edu_document *core, *made;
	edu_ledger *ledger;
	ck_assert_int_eq(edu_document_new(&core, ctx, NULL), 0);
	made = converted(core, "elm", &ledger);
	ck_assert_uint_eq(edu_ledger_count(ledger, EDU_OUTCOME_EXACT), 0);
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_DEFAULTED), 0);
	edu_ledger_free(ledger);
	edu_document_free(made);
	made = converted(core, "elmo", NULL);
	edu_document_free(made);
}
END_TEST

START_TEST(white_space_in_base64_is_dropped)
{
	edu_credential credential;
	edu_attachment file;
	edu_content content;
	edu_ledger *ledger;
	edu_document *core = new_record(&credential);
	ck_assert_int_eq(edu_credential_add_attachment(&file, credential, NULL), 0);
	ck_assert_int_eq(edu_attachment_add_content(&content, file, NULL), 0);
	ck_assert_int_eq(edu_content_set_media_type(content, "application/pdf", NULL), 0);
	ck_assert_int_eq(edu_content_set_data(content, "JVBERi0x\nLjQK", NULL), 0);
	edu_document *made = converted(core, "elm", &ledger);
	edu_buffer out = written(made), report = reported(ledger);
	assert_has(out.data, "\"content\":\"JVBERi0xLjQK\"");
	assert_has(report.data, "\"outcome\":\"derived\",\"rule\":\"elm/data-uri\"");
	edu_buffer_free(&out);
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(core);
}
END_TEST

/* ---- graphs ---- */

START_TEST(shared_parts)
{
	edu_credential credential;
	edu_achievement part;
	edu_document *core = new_record(&credential);
	const edu_achievement a = new_achievement(credential, "Algebra"), b = new_achievement(credential, "Logic");
	ck_assert_int_eq(edu_achievement_add_part(&part, a, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_title(part, "Shared", "en", NULL), 0);
	ck_assert_int_eq(edu_achievement_link_part(b, part, NULL), 0);
	edu_document *elm;
	ck_assert_int_eq(edu_convert(&elm, core, "elm", NULL, NULL, NULL), 0);
	edu_buffer out = written(elm);
	/* Once in full, once by its identifier. */
	ck_assert_uint_eq(count_of(out.data, "\"title\":{\"en\":\"Shared\"}"), 1);
	ck_assert_uint_eq(count_of(out.data, "\"hasPart\""), 2);
	check_streamed(core, "elm", NULL, 1);
	edu_buffer_free(&out);
	edu_document_free(elm);
	edu_document *elmo = converted(core, "elmo", NULL);
	out = written(elmo);
	ck_assert_uint_eq(count_of(out.data, ">Shared<"), 2);
	edu_buffer_free(&out);
	edu_document_free(elmo);
}
END_TEST

START_TEST(cycles_are_cut_or_named)
{
	edu_credential credential;
	edu_achievement part;
	edu_document *core = new_record(&credential);
	const edu_achievement a = new_achievement(credential, "Algebra");
	ck_assert_int_eq(edu_achievement_add_part(&part, a, NULL), 0);
	ck_assert_int_eq(edu_achievement_add_title(part, "Part", "en", NULL), 0);
	ck_assert_int_eq(edu_achievement_link_part(part, a, NULL), 0);
	ck_assert_int_eq(edu_achievement_link_part(part, part, NULL), 0);
	edu_document *elm;
	ck_assert_int_eq(edu_convert(&elm, core, "elm", NULL, NULL, NULL), 0);
	edu_buffer out = written(elm);
	ck_assert_uint_eq(count_of(out.data, "\"title\":{\"en\":\"Part\"}"), 1);
	assert_has(out.data, "\"hasPart\":[{\"id\":\"urn:epass:learningAchievement:1\"},{\"id\":\"urn:epass:learningAchievement:2\"}]");
	check_streamed(core, "elm", NULL, 1);
	edu_buffer_free(&out);
	edu_document_free(elm);
	edu_document *elmo = converted(core, "elmo", NULL);
	out = written(elmo);
	ck_assert_uint_eq(count_of(out.data, ">Part<"), 1);
	ck_assert_uint_eq(count_of(out.data, "<hasPart>"), 1);
	edu_buffer_free(&out);
	edu_document_free(elmo);
}
END_TEST

START_TEST(what_would_never_end_is_refused)
{
	edu_credential credential;
	edu_document *core = new_record(&credential), *out;
	edu_achievement level = new_achievement(credential, "Top");
	edu_error err = EDU_ERROR_INIT;
	for (int i = 0; i < 40; i++) {
		edu_achievement first, second;
		ck_assert_int_eq(edu_achievement_add_part(&first, level, NULL), 0);
		ck_assert_int_eq(edu_achievement_add_part(&second, level, NULL), 0);
		edu_achievement below;
		ck_assert_int_eq(edu_achievement_add_part(&below, first, NULL), 0);
		ck_assert_int_eq(edu_achievement_link_part(second, below, NULL), 0);
		level = below;
	}
	ck_assert_int_eq(edu_convert(&out, core, "elmo", NULL, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "convert/expansion");
	ck_assert_ptr_null(out);
	ck_assert_int_eq(edu_convert(&out, core, "elm", NULL, NULL, NULL), 0);
	edu_document_free(out);
	edu_document_free(core);
}
END_TEST

START_TEST(nesting_has_an_end)
{
	edu_credential credential;
	edu_document *core = new_record(&credential), *out;
	edu_achievement level = new_achievement(credential, "Top");
	edu_error err = EDU_ERROR_INIT;
	for (int i = 0; i < 1000; i++) ck_assert_int_eq(edu_achievement_add_part(&level, level, NULL), 0);
	ck_assert_int_eq(edu_convert(&out, core, "elmo", NULL, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "convert/depth");
	ck_assert_int_eq(edu_convert(&out, core, "elm", NULL, NULL, &err), EDU_ELIMIT);
	ck_assert_ptr_null(out);
	edu_document_free(core);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, bad_arguments_are_refused);
	tcase_add_test(tc, unknown_targets_are_refused);
	tcase_add_test(tc, the_matrix_tells_what_goes_where);
	tcase_add_test(tc, the_matrix_knows_what_is_written);
	tcase_add_test(tc, the_matrix_has_nothing_for_unknown_names);
	tcase_add_test(tc, options_of_the_future_are_refused);
	tcase_add_test(tc, a_wrong_supplement_leaves_nothing);
	tcase_add_test(tc, a_strict_conversion_leaves_its_ledger);
	tcase_add_test(tc, an_original_that_was_dropped_cannot_travel);
	tcase_add_test(tc, the_source_is_not_changed);
	tcase_add_test(tc, the_result_outlives_its_source);
	tcase_add_test(tc, a_conversion_of_a_conversion_outlives_both);
	tcase_add_test(tc, counts_are_those_of_the_lines);
	tcase_add_test(tc, a_sink_may_stop_the_report);
	tcase_add_test(tc, what_is_written_while_it_is_made_is_the_same);
	tcase_add_test(tc, a_sink_may_stop_the_conversion);
	tcase_add_test(tc, bad_arguments_of_a_conversion_into_a_sink_are_refused);
	tcase_add_test(tc, the_core_is_a_target);
	tcase_add_test(tc, references_become_links_in_the_core);
	tcase_add_test(tc, a_time_of_day_is_dropped_where_a_date_is_wanted);
	tcase_add_test(tc, a_record_becomes_a_credential_and_a_transcript);
	tcase_add_test(tc, an_award_may_stand_with_its_achievement);
	tcase_add_test(tc, an_empty_record_converts);
	tcase_add_test(tc, white_space_in_base64_is_dropped);
	tcase_add_test(tc, shared_parts);
	tcase_add_test(tc, cycles_are_cut_or_named);
	tcase_add_test(tc, what_would_never_end_is_refused);
	tcase_add_test(tc, nesting_has_an_end);
}

int main(void)
{
	return run_tests("convert", add);
}
