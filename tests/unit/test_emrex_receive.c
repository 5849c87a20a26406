/*
 * test_emrex_receive.c – whose transcript it is, and the client's decision.
 */
#include "emrex_support.h"

#include "emrex/distance.h"

/* ---- persons */

static unsigned distance_of(const char *a, const char *b, bool folded)
{
	edu_units x = { NULL, 0, 0 }, y = { NULL, 0, 0 };
	const edu_allocator *m = edu_default_allocator();
	ck_assert_int_eq(edu_units_of(&x, m, a, strlen(a), folded), 0);
	ck_assert_int_eq(edu_units_of(&y, m, b, strlen(b), folded), 0);
	const unsigned d = edu_distance(&x, &y);
	ck_assert_uint_eq(edu_distance(&y, &x), d);
	edu_units_free(&x, m);
	edu_units_free(&y, m);
	return d;
}

START_TEST(distances_are_those_of_levenshtein)
{
	static const struct { const char *a, *b; unsigned exact, folded; } cases[] = {
		{ "", "", 0, 0 }, { "", "abc", 3, 3 }, { "kitten", "sitting", 3, 3 }, { "Hansen", "Hansson", 2, 2 },
		{ "Ada", "ADA", 2, 0 }, { "\xC3\x85se", "\xC3\xA5SE", 3, 0 },             /* Åse åSE */
		{ "Stra\xC3\x9F" "e", "STRASSE", 6, 0 }, { "\xC5\x81\xC3\xB3" "d\xC5\xBA", "\xC5\x82\xC3\x93" "D\xC5\xB9", 4, 0 },
		{ "\xC4\xB0pek", "ipek", 1, 0 }, { "\xC5\xB8", "\xC3\xBF", 1, 0 }, { "\xC4\xB9", "\xC4\xBA", 1, 0 },
		{ " Anna  Maria ", "Anna\tMaria", 4, 0 }, { "\xF0\x9F\x8E\x93", "", 2, 2 }, { "\xC4\xB8", "\xC4\xB7", 1, 1 },
		{ "e\xCC\x81", "\xC3\xA9", 2, 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(distance_of(cases[i].a, cases[i].b, false) == cases[i].exact, "%s %s: %u", cases[i].a, cases[i].b,
		              distance_of(cases[i].a, cases[i].b, false));
		ck_assert_msg(distance_of(cases[i].a, cases[i].b, true) == cases[i].folded, "%s %s: %u", cases[i].a, cases[i].b,
		              distance_of(cases[i].a, cases[i].b, true));
	}
	char huge[5001];
	memset(huge, 'x', 5000);
	huge[5000] = '\0';
	ck_assert_uint_eq(distance_of(huge, "x", false), 5000);
	huge[EDU_NAME_MOST] = '\0';
	ck_assert_uint_eq(distance_of(huge, "x", false), EDU_NAME_MOST - 1);
}
END_TEST

static edu_emrex_match match_of(const char *xml, const edu_emrex_person *p)
{
	edu_document *doc = read_text(ctx, xml, "elmo");
	edu_emrex_match m;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_match_learner(&m, doc, p, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	edu_document_free(doc);
	return m;
}

#define NAMED(given, family, more) \
	ELMO_OF("<learner><givenNames>" given "</givenNames><familyName>" family "</familyName>" more "</learner>")

START_TEST(learners_are_matched)
{
	static const edu_emrex_person jens = { "Hansson", "Jens", "1990-01-02" };
	static const edu_emrex_person unborn = { "Hansen", "Jens", NULL };
	edu_emrex_match m = match_of(ELMO, &ada);
	ck_assert(m.score == 0 && m.name == 0 && m.birth == EDU_EMREX_BIRTH_EQUAL && m.closest == EDU_EMREX_NAME_CURRENT);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-02</bday>"), &jens);
	ck_assert(m.score == 2 && m.family_name == 2 && m.given_names == 0 && m.name == 2);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-03</bday>"), &jens);
	ck_assert(m.score == 102 && m.birth == EDU_EMREX_BIRTH_DIFFERENT);
	m = match_of(NAMED("Jens", "Hansen", ""), &jens);
	ck_assert(m.score == 102 && m.birth == EDU_EMREX_BIRTH_MISSING);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-02</bday>"), &unborn);
	ck_assert(m.score == 100 && m.birth == EDU_EMREX_BIRTH_MISSING && m.name == 0);
	/* Case, blanks, zones. */
	m = match_of(NAMED(" JENS ", "hansson", "<bday>1990-01-02+01:00</bday>"), &jens);
	ck_assert(m.score > 100 && m.name == 0 && m.birth == EDU_EMREX_BIRTH_EQUAL);
	m = match_of(NAMED("Jens", "Hansson", "<bday> 1990-01-02Z </bday>"), &jens);
	ck_assert(m.birth == EDU_EMREX_BIRTH_EQUAL);
	/* Names given up, and names in two scripts. */
	m = match_of(NAMED("Jens", "Larsen", "<bday>1990-01-02</bday><birthName>HANSSON</birthName>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_AT_BIRTH && m.family_name > 0);
	m = match_of(NAMED("Jens", "Larsen", "<bday>1990-01-02</bday><birthName>Jens Hansson</birthName>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_AT_BIRTH);
	m = match_of(NAMED("J.", "H.", "<alternativeName xml:lang=\"en\">X</alternativeName>"
	                   "<alternativeName>Hansson Jens</alternativeName><dateOfBirth>1990-01-02</dateOfBirth>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_ALTERNATIVE && m.birth == EDU_EMREX_BIRTH_EQUAL);
	/* Text in pieces is one text. */
	m = match_of(NAMED("Je<!-- -->ns", "Han<![CDATA[ss]]>on", "<bday>1990-01-02</bday>"), &jens);
	ck_assert(m.score == 0);
	m = match_of(NAMED("", "", ""), &jens);
	ck_assert(m.name == 11);
}
END_TEST

START_TEST(learners_that_are_none_are_refused)
{
	edu_document *doc = read_text(ctx, ELMO_OF(LEARNER LEARNER), "elmo"), *core;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_match m;
	ck_assert_int_eq(edu_emrex_match_learner(&m, doc, &ada, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/two-learners");
	edu_document_free(doc);
	ck_assert_int_eq(edu_document_new(&core, ctx, NULL), 0);
	ck_assert_int_eq(edu_emrex_match_learner(&m, core, &ada, NULL), EDU_EUNSUPPORTED);
	edu_document_free(core);
}
END_TEST

/* ---- the client's decision */

static edu_emrex_reply *received(const char *body, const edu_emrex_person *p, const edu_emrex_receive_options *o)
{
	edu_emrex_reply *reply;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_receive(&reply, ctx, body, strlen(body), SESSION, p, o, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return reply;
}

static void expect_verdict(const char *body, const edu_emrex_person *p, const edu_emrex_receive_options *o,
                           const char *verdict, const char *rule)
{
	edu_emrex_reply *reply = received(body, p, o);
	const edu_error *reason = edu_emrex_reply_reason(reply);
	ck_assert_str_eq(edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)), verdict);
	ck_assert_str_eq(edu_emrex_signature_name(edu_emrex_reply_signature(reply)), o && o->trust ? "refused" : "not checked");
	ck_assert_int_eq(edu_emrex_reply_document(reply) != NULL, *rule == '\0');
	ck_assert_int_eq(reason != NULL, *rule != '\0');
	if (reason) ck_assert_msg(!strcmp(reason->rule, rule), "%s, not %s", reason->rule, rule);
	edu_emrex_reply_free(reply);
}

START_TEST(a_good_response_is_received)
{
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, "for you", ELMO);
	edu_emrex_reply *reply = received(body.data, &ada, NULL);
	size_t length;
	ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "for you");
	ck_assert_uint_eq(edu_emrex_reply_notes(reply), 0);
	ck_assert_uint_eq(edu_emrex_reply_match(reply)->score, 0);
	edu_document *doc = edu_emrex_reply_take_document(reply);
	ck_assert_ptr_null(edu_emrex_reply_document(reply));
	edu_emrex_reply_free(reply);
	const char *original = edu_document_original(doc, &length);
	ck_assert_uint_eq(length, strlen(ELMO));
	ck_assert_mem_eq(original, ELMO, length);
	edu_document_free(doc);
	edu_emrex_form *form = parsed(body.data);
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &ada, NULL, NULL), 0);
	ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	edu_emrex_reply_free(reply);
	edu_emrex_form_free(form);
	edu_buffer_free(&body);
}
END_TEST

#define CODE(code) "sessionId=" SESSION "&returnCode=" code "&returnMessage=m"

START_TEST(every_refusal_has_its_verdict)
{
	static const struct { const char *body, *verdict, *rule; } cases[] = {
		{ "<html>", "bad-form", "emrex/no-form" },
		{ "", "bad-form", "emrex/missing" },
		{ CODE("NCP_OK") "&sessionId=" SESSION, "bad-form", "emrex/repeated" },
		{ "sessionId=0123456789abcdef0123456789abcdeF&returnCode=NCP_OK", "other-session", "emrex/other-session" },
		{ "sessionId=0&returnCode=NCP_CANCEL", "other-session", "emrex/other-session" },
		{ CODE("NCP_ERROR"), "provider-error", "emrex/provider-error" },
		{ CODE("EMP_NO_RESULTS"), "nothing-found", "emrex/nothing-found" },
		{ CODE("NCP_CANCEL") "&elmo=x", "learner-cancelled", "emrex/cancelled" },
		{ CODE("NCP_MAYBE"), "unknown-code", "emrex/unknown-code" },
		{ CODE("NCP_OK"), "no-document", "emrex/no-document" },
		{ CODE("NCP_OK") "&elmo=null", "no-document", "emrex/no-document" },
		{ CODE("NCP_OK") "&elmo=*", "damaged", "emrex/base64" },
		{ CODE("NCP_OK") "&elmo=H4sI", "damaged", "gzip/truncated" },
		{ CODE("NCP_OK") "&elmo=PGE%2BPC9hPg", "not-elmo", "format/other" },                  /* <a></a> */
		{ CODE("NCP_OK") "&elmo=PGE", "not-elmo", "xml/syntax" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_verdict(cases[i].body, &ada, NULL, cases[i].verdict, cases[i].rule);
	/* The message is heard from the right session only. */
	edu_emrex_reply *reply = received(CODE("NCP_ERROR"), &ada, NULL);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "m");
	edu_emrex_reply_free(reply);
	reply = received("sessionId=x&returnCode=NCP_ERROR&returnMessage=m", &ada, NULL);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "");
	edu_emrex_reply_free(reply);
}
END_TEST

START_TEST(transcripts_of_others_are_refused)
{
	static const edu_emrex_person near = { "MARKER-LINDT", "Ada", "2000-02-29" };
	static const edu_emrex_person younger = { "Marker-Lind", "Ada", "2001-02-28" };
	static const edu_emrex_person undated = { "Marker-Lind", "Ada", NULL };
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_EMP, NULL, ELMO);
	expect_verdict(body.data, &near, NULL, "other-person", "emrex/name");
	expect_verdict(body.data, &younger, NULL, "other-person", "emrex/birth-date");
	expect_verdict(body.data, &undated, NULL, "other-person", "emrex/no-birth-date");
	o.name_distance = 1;
	o.without_birth_date = 1;
	expect_verdict(body.data, &near, &o, "unverified", "");
	expect_verdict(body.data, &undated, &o, "unverified", "");
	expect_verdict(body.data, &younger, &o, "other-person", "emrex/birth-date");
	edu_buffer_free(&body);
	body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO_OF(LEARNER LEARNER));
	expect_verdict(body.data, &ada, NULL, "other-person", "emrex/two-learners");
	edu_buffer_free(&body);
	body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO_OF(""));
	expect_verdict(body.data, &ada, NULL, "not-elmo", "elmo/no-learner");
	edu_buffer_free(&body);
}
END_TEST

START_TEST(what_is_wrong_with_the_options_is_told)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_reply *reply;
	o.demand_signature = 1;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION, &ada, &o, &err), EDU_EARG);
	ck_assert_str_eq(err.rule, "emrex/signature");
	ck_assert_ptr_null(reply);
	o.demand_signature = 0;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, "", &ada, &o, &err), EDU_EARG);
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION SESSION, &ada, &o, &err), EDU_EARG);
	o.version = 99;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION, &ada, &o, &err), EDU_EARG);
}
END_TEST

/* ---- signatures, over the documents and keys of the reference */

static edu_trust *trusting(const char *certificate)
{
	edu_trust *trust;
	edu_error err = EDU_ERROR_INIT;
	size_t length;
	char *pem = file_bytes(shared_path(certificate), &length);
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	ck_assert_int_eq(edu_trust_add(trust, pem, length, NULL, &err), 0);
	free(pem);
	return trust;
}

#define VECTORS "reference/vectors/own/"
#define SEAL VECTORS "pki/seal-rsa.pem"

static const struct {
	const char *file, *certificate;
	int allow_weak;
	edu_emrex_verdict verdict;
	edu_emrex_signature signature;
} signatures[] = {
	{ "elmo-mini-sha256.xml", SEAL, 0, EDU_EMREX_ACCEPTED, EDU_EMREX_SIGNATURE_VERIFIED },
	{ "elmo-mini-sha256.xml", NULL, 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha256.xml", VECTORS "pki/anchor.pem", 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha1.xml", SEAL, 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha1.xml", SEAL, 1, EDU_EMREX_ACCEPTED, EDU_EMREX_SIGNATURE_VERIFIED },
	{ "bad-value-changed.xml", SEAL, 1, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "bad-wrapped.xml", SEAL, 1, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
};

START_TEST(signatures_are_verified_with_the_certificates_given)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_form *form;
	edu_emrex_reply *reply;
	edu_trust *trust = NULL;
	char path[256];
	if (!have_shared("signed transcripts")) return;
	snprintf(path, sizeof path, VECTORS "xmldsig/%s", signatures[_i].file);
	char *xml = file_bytes(shared_path(path), &a.xml_length);
	a.session_id = SESSION;
	a.xml = xml;
	ck_assert_int_eq(edu_emrex_response_make(&form, ctx, &a, &err), 0);
	if (signatures[_i].certificate) trust = trusting(signatures[_i].certificate);
	else ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	o.trust = trust;
	o.allow_weak = signatures[_i].allow_weak;
	o.demand_signature = 1;
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &signer, &o, &err), EDU_EARG);
	ck_assert_int_eq(edu_time_parse(&o.time, "2026-02-01T00:00:00Z"), 0);
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &signer, &o, &err), 0);
	ck_assert_str_eq(edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)), edu_emrex_verdict_name(signatures[_i].verdict));
	ck_assert_int_eq(edu_emrex_reply_signature(reply), signatures[_i].signature);
	ck_assert_ptr_nonnull(edu_emrex_reply_signature_verdict(reply));
	ck_assert_int_eq(edu_emrex_reply_document(reply) != NULL, signatures[_i].verdict == EDU_EMREX_ACCEPTED);
	if (edu_emrex_reply_reason(reply)) ck_assert_int_ne(edu_emrex_reply_reason(reply)->message[0], 0);
	edu_emrex_reply_free(reply);
	edu_trust_free(trust);
	edu_emrex_form_free(form);
	free(xml);
}
END_TEST

START_TEST(an_unsigned_document_is_refused_where_signatures_are_verified)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_trust *trust;
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	o.trust = trust;
	o.time = 0;
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO);
	expect_verdict(body.data, &ada, &o, "bad-signature", "emrex/not-signed");
	edu_buffer_free(&body);
	edu_trust_free(trust);
}
END_TEST

/* ---- every allocation fails once, and from there on */

static int round_trip_in(const edu_context *c)
{
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_emrex_form *request = NULL, *form = NULL;
	edu_emrex_reply *reply = NULL;
	edu_buffer body = EDU_BUFFER_INIT, page = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	a.session_id = SESSION;
	a.message = "\xC3\xA5";
	a.xml = NAMED("Ada", "Lind", "<bday>2000-02-29</bday><birthName>Marker-Lind</birthName>");
	a.xml_length = strlen(a.xml);
	int rc = edu_emrex_request_make(&request, c, SESSION, "https://client.example/", NULL, 0, &err);
	if (rc == 0) rc = edu_emrex_form_write_html(request, "https://emp.example/", &page, &err);
	if (rc == 0) rc = edu_emrex_response_make(&form, c, &a, &err);
	if (rc == 0) rc = edu_emrex_form_write(form, &body, &err);
	if (rc == 0) rc = edu_emrex_receive(&reply, c, body.data, body.length, SESSION, &ada, NULL, &err);
	if (rc == 0) ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	else ck_assert_int_eq(err.code, rc);
	edu_emrex_form_free(request);
	edu_emrex_form_free(form);
	edu_emrex_reply_free(reply);
	edu_buffer_free(&body);
	edu_buffer_free(&page);
	return rc;
}

static int round_trip(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c;
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = round_trip_in(c);
	edu_context_free(c);
	return rc;
}

START_TEST(allocations_may_fail)
{
	ck_assert_uint_gt(refuse_each_request(round_trip, NULL, 0), 20);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, distances_are_those_of_levenshtein);
	tcase_add_test(tc, learners_are_matched);
	tcase_add_test(tc, learners_that_are_none_are_refused);
	tcase_add_test(tc, a_good_response_is_received);
	tcase_add_test(tc, every_refusal_has_its_verdict);
	tcase_add_test(tc, transcripts_of_others_are_refused);
	tcase_add_test(tc, what_is_wrong_with_the_options_is_told);
	tcase_add_loop_test(tc, signatures_are_verified_with_the_certificates_given, 0,
	                    (int)(sizeof signatures / sizeof *signatures));
	tcase_add_test(tc, an_unsigned_document_is_refused_where_signatures_are_verified);
	tcase_add_test(tc, allocations_may_fail);
}

int main(void)
{
	return run_tests("emrex_receive", add);
}
