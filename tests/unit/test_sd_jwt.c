/*
 * SD-JWT: issued, presented and verified in memory; every byte of a presentation changed in three ways; memory that runs
 * out.
 */
#include "support.h"

#include "base/fail.h"
#include "base/memory.h"

static const char claims[] = "{\"iss\":\"https://uni.example\",\"vct\":\"urn:t\",\"name\":\"Zo\xC3\xAB\",\"courses\":[{\"grade\":8},\"x\"]}";
static const char *const hidden[] = { "/name", "/courses/*", "/courses/*/grade" };
static const char *const shown[] = { "/name", "/courses/0/grade" };

static edu_context *ctx;
static edu_error err;
static edu_trust *trust;
static edu_signer *signer;
static unsigned next_number;

/* Reproducible, and no two salts alike. */
static int count_up(void *state, void *out, size_t length)
{
	unsigned char *bytes = out;
	for (size_t i = 0; i < length; i++) bytes[i] = (unsigned char)i;
	memcpy(bytes, &next_number, sizeof next_number);
	next_number++;
	return 0;
}

static int stop(void *state, void *out, size_t length)
{
	return -1;
}

static void set_up(void)
{
	edu_buffer key, jwk;

	ctx = new_context();
	err = (edu_error)EDU_ERROR_INIT;
	ck_assert_int_eq(edu_key_make(&key, &jwk, ctx, "Ed25519", NULL, &err), 0);
	ck_assert_int_eq(edu_signer_new(&signer, ctx, &err), 0);
	ck_assert_int_eq(edu_signer_add(signer, key.data, key.length, NULL, &err), 0);
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	ck_assert_int_eq(edu_trust_add(trust, jwk.data, jwk.length, "https://uni.example", &err), 0);
	edu_buffer_wipe(&key);
	edu_buffer_free(&jwk);
}

static void tear_down(void)
{
	edu_signer_free(signer);
	edu_trust_free(trust);
	edu_context_free(ctx);
}

static int issue_in(edu_buffer *out, const edu_context *c, edu_random random)
{
	edu_sd_jwt_options o = EDU_SD_JWT_OPTIONS_INIT;
	const edu_sign_options signing = EDU_SIGN_OPTIONS_INIT;

	next_number = 0;
	o.hidden = hidden;
	o.hidden_count = 3;
	o.decoys = 2;
	o.random = random;
	return edu_sd_jwt_issue(out, c, claims, strlen(claims), &o, signer, &signing, &err);
}

static int present_in(edu_buffer *out, const edu_context *c)
{
	edu_buffer whole = EDU_BUFFER_INIT;
	int rc = issue_in(&whole, c, count_up);
	if (rc == 0) rc = edu_sd_jwt_present(out, c, whole.data, whole.length, shown, 2, &err);
	if (whole.data) edu_buffer_free(&whole);
	return rc;
}

static const char credential[] =
	"{\"@context\":[\"https://www.w3.org/2018/credentials/v1\",\"http://data.europa.eu/snb/model/context/"
        "edc-ap\"],"
	"\"id\":\"urn:credential:1\",\"type\":[\"VerifiableCredential\",\"EuropeanDigitalCredential\"],"
	"\"issuer\":\"https://"
        "uni.example\",\"credentialSubject\":{\"type\":\"Person\",\"givenName\":{\"en\":\"Zo\xC3\xAB\"},"
	"\"hasClaim\":[{\"type\":\"LearningAchievement\",\"provenBy\":[{\"grade\":1}],\"creditReceived\":[]}]"
        "}}";
static const char *const shown_elm[] = { "/elm/credentialSubject/givenName",
	                                 "/elm/credentialSubject/hasClaim/0/provenBy" };

/* By the shipped policy; what goes together is shown together. */
static int present_credential(edu_buffer *out, const edu_context *c)
{
	edu_sd_jwt_options o = EDU_SD_JWT_OPTIONS_INIT;
	edu_sign_options signing = EDU_SIGN_OPTIONS_INIT;
	edu_disclosure_policy *policy;
	edu_buffer whole = EDU_BUFFER_INIT;

	int rc = edu_disclosure_policy_named(&policy, c, "transcript", &err);
	if (rc < 0) return rc;
	next_number = 0;
	o.policy = policy;
	o.random = count_up;
	rc = edu_sd_jwt_issue(&whole, c, credential, strlen(credential), &o, signer, &signing, &err);
	if (rc == 0) rc = edu_sd_jwt_present_by(out, c, whole.data, whole.length, shown_elm, 2, policy, &err);
	if (whole.data) edu_buffer_free(&whole);
	edu_disclosure_policy_free(policy);
	return rc;
}

static edu_verdict *verify(const edu_context *c, const char *text, size_t length)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_verdict *verdict = NULL;

	o.trust = trust;
	o.time = 1770000000;
	return edu_verify(&verdict, c, text, length, &o, &err) < 0 ? NULL : verdict;
}

START_TEST(a_selection_is_what_is_handed_out)
{
	edu_buffer out;
	size_t length;

	ck_assert_int_eq(present_in(&out, ctx), 0);
	edu_verdict *verdict = verify(ctx, out.data, out.length);
	ck_assert_ptr_nonnull(verdict);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_TOTAL_PASSED);
	const char *payload = edu_verdict_payload(verdict, &length);
	ck_assert_str_eq(payload, "{\"iss\":\"https://uni.example\",\"vct\":\"urn:t\",\"courses\":[{\"grade\":8}],\"name\":\"Zo\xC3\xAB\"}");
	edu_verdict_free(verdict);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(the_document_is_the_credential_inside)
{
	edu_document *doc;
	edu_buffer out;

	ck_assert_int_eq(present_credential(&out, ctx), 0);
	edu_verdict *verdict = verify(ctx, out.data, out.length);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_TOTAL_PASSED);
	ck_assert_int_eq(edu_verdict_document(&doc, verdict, &err), 0);
	ck_assert_str_eq(edu_document_format(doc), "elm");
	edu_document_free(doc);
	edu_verdict_free(verdict);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(policies_have_names)
{
	edu_disclosure_policy *policy;
	size_t i = 0;

	for (const char *name; (name = edu_disclosure_policy_name(i)); i++) {
		ck_assert_int_eq(edu_disclosure_policy_named(&policy, ctx, name, &err), 0);
		edu_disclosure_policy_free(policy);
	}
	ck_assert_uint_eq(i, 2);
	ck_assert_int_eq(edu_disclosure_policy_named(&policy, ctx, "other", &err), EDU_EUNSUPPORTED);
	ck_assert_ptr_null(policy);
}
END_TEST

START_TEST(options_of_the_first_version_are_read_no_further)
{
	edu_sd_jwt_options o = EDU_SD_JWT_OPTIONS_INIT;
	const edu_sign_options signing = EDU_SIGN_OPTIONS_INIT;
	edu_buffer out;

	o.version = 1;
	o.policy = (const edu_disclosure_policy *)&o;
	o.vct = (const char *)1;
	ck_assert_int_eq(edu_sd_jwt_issue(&out, ctx, claims, strlen(claims), &o, signer, &signing, &err), 0);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(the_same_random_bytes_give_the_same_token)
{
	edu_buffer a, b;
	ck_assert_int_eq(issue_in(&a, ctx, count_up), 0);
	ck_assert_int_eq(issue_in(&b, ctx, count_up), 0);
	ck_assert_str_eq(a.data, b.data);
	edu_buffer_free(&a);
	edu_buffer_free(&b);
}
END_TEST

START_TEST(without_random_bytes_there_is_no_token)
{
	edu_buffer out = EDU_BUFFER_INIT;
	ck_assert_int_eq(issue_in(&out, ctx, stop), EDU_EUSER);
}
END_TEST

/* The issuer's token in JSON, with what it discloses. */
static void to_json(char *out, size_t size, const char *token, size_t length)
{
	const char *tilde = memchr(token, '~', length), *first = memchr(token, '.', length);
	const char *second = strchr(first + 1, '.'), *last = strchr(tilde + 1, '~');

	snprintf(out, size,
	         "{\"protected\":\"%.*s\",\"payload\":\"%.*s\",\"signature\":\"%.*s\",\"header\":{"
	         "\"disclosures\":[\"%.*s\"]}}",
	         (int)(first - token), token, (int)(second - first - 1), first + 1, (int)(tilde - second - 1),
	         second + 1, (int)(last - tilde - 1), tilde + 1);
}

static void check_changed(const char *text, size_t length)
{
	edu_verdict *verdict = verify(ctx, text, length);
	ck_assert(!verdict || edu_verdict_indication(verdict) != EDU_TOTAL_PASSED);
	edu_verdict_free(verdict);
}

static void change_every_byte(const char *text, size_t length)
{
	char *changed = malloc(length + 1);

	for (size_t i = 0; i < length; i++) {
		memcpy(changed, text, length);
		changed[i] ^= (char)(1 << i % 8);
		check_changed(changed, length);
		memcpy(changed + i, text + i + 1, length - i - 1);
		check_changed(changed, length - 1);
		memcpy(changed, text, i + 1);
		memcpy(changed + i + 1, text + i, length - i);
		check_changed(changed, length + 1);
	}
	free(changed);
}

START_TEST(every_byte_changed_three_ways)
{
	edu_buffer out;

	ck_assert_int_eq(present_in(&out, ctx), 0);
	change_every_byte(out.data, out.length);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(every_byte_of_the_json_changed_three_ways)
{
	static const char *const name[] = { "/name" };
	edu_buffer whole, out;
	char json[4096];

	ck_assert_int_eq(issue_in(&whole, ctx, count_up), 0);
	ck_assert_int_eq(edu_sd_jwt_present(&out, ctx, whole.data, whole.length, name, 1, &err), 0);
	to_json(json, sizeof json, out.data, out.length);
	change_every_byte(json, strlen(json));
	edu_buffer_free(&whole);
	edu_buffer_free(&out);
}
END_TEST

static int json_in(const edu_allocator *a, const void *json)
{
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	static const char *const name[] = { "/name" };
	edu_buffer out = EDU_BUFFER_INIT, proven = EDU_BUFFER_INIT;
	edu_verdict *verdict = NULL;
	edu_context *own;

	int rc = edu_context_new(&own, &options, &err);
	if (rc < 0) return rc;
	rc = edu_sd_jwt_present(&out, own, json, strlen(json), name, 1, &err);
	if (rc == 0)
		rc = edu_sd_jwt_prove(&proven, own, out.data, out.length, signer, "https://v.example", "n",
		                      1770000000, &err);
	if (rc == 0 && !(verdict = verify(own, json, strlen(json)))) rc = err.code;
	edu_verdict_free(verdict);
	if (out.data) edu_buffer_free(&out);
	if (proven.data) edu_buffer_free(&proven);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out_in_json)
{
	static const char *const name[] = { "/name" };
	edu_buffer whole, out;
	char json[4096];

	ck_assert_int_eq(issue_in(&whole, ctx, count_up), 0);
	ck_assert_int_eq(edu_sd_jwt_present(&out, ctx, whole.data, whole.length, name, 1, &err), 0);
	to_json(json, sizeof json, out.data, out.length);
	ck_assert_uint_gt(refuse_each_request(json_in, json, 0), 50);
	edu_buffer_free(&whole);
	edu_buffer_free(&out);
}
END_TEST

static int everything_in(const edu_allocator *a, const void *state)
{
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	edu_buffer out = EDU_BUFFER_INIT, proven = EDU_BUFFER_INIT;
	edu_verdict *verdict = NULL;
	edu_context *own;

	int rc = edu_context_new(&own, &options, &err);
	if (rc < 0) return rc;
	rc = present_in(&out, own);
	if (rc == 0)
		rc = edu_sd_jwt_prove(&proven, own, out.data, out.length, signer, "https://v.example", "n", 1770000000, &err);
	if (rc == 0) edu_buffer_free(&out);
	if (rc == 0) rc = present_credential(&out, own);
	if (rc == 0 && !(verdict = verify(own, out.data, out.length))) rc = err.code;
	edu_verdict_free(verdict);
	if (out.data) edu_buffer_free(&out);
	if (proven.data) edu_buffer_free(&proven);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out)
{
	ck_assert_uint_gt(refuse_each_request(everything_in, NULL, 0), 50);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_selection_is_what_is_handed_out);
	tcase_add_test(tc, the_document_is_the_credential_inside);
	tcase_add_test(tc, policies_have_names);
	tcase_add_test(tc, options_of_the_first_version_are_read_no_further);
	tcase_add_test(tc, the_same_random_bytes_give_the_same_token);
	tcase_add_test(tc, without_random_bytes_there_is_no_token);
	tcase_add_test(tc, every_byte_changed_three_ways);
	tcase_add_test(tc, every_byte_of_the_json_changed_three_ways);
	tcase_add_test(tc, memory_that_runs_out);
	tcase_add_test(tc, memory_that_runs_out_in_json);
}

int main(void)
{
	return run_tests("sd_jwt", add_tests);
}
