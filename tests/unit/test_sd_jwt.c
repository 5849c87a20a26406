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
static unsigned char next_byte;

/* Reproducible, and no two salts alike. */
static int count_up(void *state, void *out, size_t length)
{
	unsigned char *bytes = out;
	for (size_t i = 0; i < length; i++) bytes[i] = next_byte++;
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

	next_byte = 0;
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

static void check_changed(const char *text, size_t length)
{
	edu_verdict *verdict = verify(ctx, text, length);
	ck_assert(!verdict || edu_verdict_indication(verdict) != EDU_TOTAL_PASSED);
	edu_verdict_free(verdict);
}

START_TEST(every_byte_changed_three_ways)
{
	edu_buffer out;

	ck_assert_int_eq(present_in(&out, ctx), 0);
	char *changed = malloc(out.length + 1);
	for (size_t i = 0; i < out.length; i++) {
		memcpy(changed, out.data, out.length);
		changed[i] ^= (char)(1 << i % 8);
		check_changed(changed, out.length);
		memcpy(changed + i, out.data + i + 1, out.length - i - 1);
		check_changed(changed, out.length - 1);
		memcpy(changed, out.data, i + 1);
		memcpy(changed + i + 1, out.data + i, out.length - i);
		check_changed(changed, out.length + 1);
	}
	free(changed);
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
	tcase_add_test(tc, the_same_random_bytes_give_the_same_token);
	tcase_add_test(tc, without_random_bytes_there_is_no_token);
	tcase_add_test(tc, every_byte_changed_three_ways);
	tcase_add_test(tc, memory_that_runs_out);
}

int main(void)
{
	return run_tests("sd_jwt", add_tests);
}
