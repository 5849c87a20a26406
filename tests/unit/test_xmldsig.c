/*
 * XML signatures: made, verified, and every byte of a signed document changed in three ways.
 */
#include "support.h"

#include "base/fail.h"
#include "crypto/openssl.h"
#include "crypto/pem.h"
#include "trust/xmldsig.h"

#define ELMO "https://github.com/emrex-eu/elmo-schemas/tree/v1"

static const char document[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c --><?p x?>\n"
	"<e:elmo xmlns:e=\"" ELMO
	"\" xmlns:x='urn:x'>\n <e:learner z='&#10;' a=\"1\"><e:givenNames>Zo\xC3\xAB &amp; J\xC3\xB8rn"
	"</e:givenNames></e:learner><![CDATA[<]]>\n</e:elmo >\n";

static edu_context *ctx;
static edu_error err;
static edu_key *key;
static edu_trust *trust;
static edu_signer *signer;

static void set_up(void)
{
	edu_buffer spki, pem, pkcs8;

	ctx = new_context();
	err = (edu_error)EDU_ERROR_INIT;
	if (!edu_openssl_present()) return;
	edu_buffer_open(&spki, NULL);
	edu_buffer_open(&pem, NULL);
	edu_buffer_open(&pkcs8, NULL);
	ck_assert_int_eq(edu_key_generate(&key, edu_default_allocator(), EDU_KEY_RSA, 2048, &err), 0);
	ck_assert_int_eq(edu_key_spki(&spki, key), 0);
	ck_assert_int_eq(edu_pem_write(&pem, "PUBLIC KEY", spki.data, spki.length), 0);
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	ck_assert_int_eq(edu_trust_add(trust, pem.data, pem.length, NULL, &err), 0);
	ck_assert_int_eq(edu_key_pkcs8(&pkcs8, key, &err), 0);
	ck_assert_int_eq(edu_signer_new(&signer, ctx, &err), 0);
	ck_assert_int_eq(edu_signer_add(signer, pkcs8.data, pkcs8.length, NULL, &err), 0);
	edu_buffer_free(&spki);
	edu_buffer_free(&pem);
	edu_buffer_free(&pkcs8);
}

static void tear_down(void)
{
	edu_trust_free(trust);
	edu_signer_free(signer);
	edu_key_free(key);
	edu_context_free(ctx);
	trust = NULL;
	signer = NULL;
	key = NULL;
}

static int sign_with(edu_buffer *out, const edu_context *c, const char *data, size_t length,
                     const char *algorithm)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;

	edu_error_clear(&err);
	o.algorithm = algorithm;
	return edu_sign(out, c, data, length, signer, &o, &err);
}

static edu_buffer sign(const char *data)
{
	edu_buffer out;
	const int rc = sign_with(&out, ctx, data, strlen(data), "RS256");
	ck_assert_msg(rc == 0, "%s: %s", err.rule, err.message);
	return out;
}

static edu_verify_options options_with(const edu_trust *t)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	o.trust = t;
	o.time = 1770000000;
	return o;
}

static edu_verdict *verify(const char *data, size_t length)
{
	const edu_verify_options o = options_with(trust);
	edu_verdict *verdict;
	edu_error_clear(&err);
	return edu_verify(&verdict, ctx, data, length, &o, &err) < 0 ? NULL : verdict;
}

static void check_verdict(const char *data, size_t length, edu_indication indication, edu_sub_indication sub,
                          const char *rule)
{
	edu_verdict *verdict = verify(data, length);
	edu_signature s = EDU_SIGNATURE_INIT;

	ck_assert_msg(verdict != NULL, "%s: %s", err.rule, err.message);
	ck_assert_uint_eq(edu_verdict_count(verdict), 1);
	ck_assert_int_eq(edu_verdict_at(verdict, 0, &s), 0);
	ck_assert_str_eq(s.rule, rule);
	ck_assert_int_eq(edu_verdict_indication(verdict), indication);
	ck_assert_int_eq(edu_verdict_sub_indication(verdict), sub);
	edu_verdict_free(verdict);
}

START_TEST(what_is_signed_verifies)
{
	static const char *const all[] = { "RS256", "RS384", "RS512" };

	if (!key) return;
	for (size_t i = 0; i < 3; i++) {
		edu_buffer out;
		ck_assert_int_eq(sign_with(&out, ctx, document, strlen(document), all[i]), 0);
		check_verdict(out.data, out.length, EDU_TOTAL_PASSED, EDU_SUB_NONE, "");
		edu_buffer_free(&out);
	}
}
END_TEST

START_TEST(the_documents_own_bytes_stay)
{
	if (!key) return;
	edu_buffer out = sign(document);
	const size_t end = (size_t)(strstr(document, "</e:elmo >") - document), tail = strlen(document) - end;

	ck_assert_int_eq(memcmp(out.data, document, end), 0);
	ck_assert_int_eq(memcmp(out.data + out.length - tail, document + end, tail), 0);
	ck_assert_int_eq(strncmp(out.data + end, "<Signature xmlns=", 17), 0);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(weak_algorithms_are_refused_unless_allowed)
{
	edu_buffer out;
	edu_verdict *verdict;

	if (!key) return;
	ck_assert_int_eq(sign_with(&out, ctx, document, strlen(document), "RSA-SHA1"), 0);
	check_verdict(out.data, out.length, EDU_INDETERMINATE, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
	              "signature/weak");
	edu_verify_options o = options_with(trust);
	o.allow_weak = 1;
	ck_assert_int_eq(edu_verify(&verdict, ctx, out.data, out.length, &o, &err), 0);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_TOTAL_PASSED);
	edu_verdict_free(verdict);
	/* Allowed for a key that the caller vouches for, and for no other. */
	o.trust = NULL;
	ck_assert_int_eq(edu_verify(&verdict, ctx, out.data, out.length, &o, &err), 0);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_INDETERMINATE);
	edu_verdict_free(verdict);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(a_signature_of_another_key_never_gets_in)
{
	const edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_signing *signing;
	edu_buffer value, out;
	size_t length;

	if (!key) return;
	edu_buffer_open(&value, NULL);
	ck_assert_int_eq(edu_sign_prepare(&signing, ctx, document, strlen(document), signer, &o, &err), 0);
	const unsigned char *bytes = edu_signing_bytes(signing, &length);
	ck_assert_int_eq(edu_key_sign(&value, key, EDU_ALGORITHM_RS256, bytes, length, &err), 0);
	ck_assert_int_eq(edu_sign_finish(&out, signing, value.data, value.length, &err), 0);
	check_verdict(out.data, out.length, EDU_TOTAL_PASSED, EDU_SUB_NONE, "");
	edu_buffer_free(&out);
	value.data[9] ^= 1;
	ck_assert_int_eq(edu_sign_finish(&out, signing, value.data, value.length, &err), EDU_ESIGNATURE);
	edu_signing_free(signing);
	edu_buffer_free(&value);
}
END_TEST

static void check_refused(const char *data, const char *algorithm, int rc, const char *rule)
{
	edu_buffer out;
	edu_error_clear(&err);
	ck_assert_int_eq(sign_with(&out, ctx, data, strlen(data), algorithm), rc);
	ck_assert_str_eq(err.rule, rule);
}

START_TEST(what_can_not_be_signed)
{
	if (!key) return;
	edu_buffer out = sign(document);
	check_refused(out.data, "RS256", EDU_ESTATE, "xmldsig/signed");
	edu_buffer_free(&out);
	check_refused(document, "PS256", EDU_EKEY, "xmldsig/algorithm");
	check_refused("<elmo/>", "RS256", EDU_EFORMAT, "xmldsig/empty");
	check_refused("<other></other>", "RS256", EDU_EFORMAT, "xmldsig/profile");
	check_refused("<!DOCTYPE elmo><elmo></elmo>", "RS256", EDU_EUNSUPPORTED, "xml/doctype");
	check_refused("<elmo xmlns:r='relative'></elmo>", "RS256", EDU_EINVALID, "xml/relative-namespace");
}
END_TEST

/* ---- mutation ---- */

/* What the signature covers; length 0: nothing that can be read. */
static edu_buffer covered(const char *data, size_t length)
{
	edu_xmldsig x;
	edu_buffer out;
	edu_error own = EDU_ERROR_INIT;

	edu_buffer_open(&out, NULL);
	if (edu_xmldsig_open(&x, ctx, data, length, &own) == 0 && edu_xmldsig_find(&x) == EDU_XMLDSIG_OWN) {
		const edu_xml_canonical how = { .without = x.signature };
		ck_assert_int_eq(edu_xml_canonicalise(&out, &x.tree, &how, &own), 0);
	}
	edu_xmldsig_close(&x);
	return out;
}

/* Non-zero: a good verdict, which is only for content that is the same. */
static int passes(const char *data, size_t length, const edu_buffer *content)
{
	edu_verdict *verdict = verify(data, length);
	const int good = verdict && edu_verdict_indication(verdict) == EDU_TOTAL_PASSED;

	if (good) {
		size_t n;
		edu_buffer now = covered(data, length);
		ck_assert_uint_eq(now.length, content->length);
		ck_assert_int_eq(memcmp(now.data, content->data, now.length), 0);
		const char *payload = edu_verdict_payload(verdict, &n);
		ck_assert_uint_eq(n, length);
		ck_assert_int_eq(memcmp(payload, data, n), 0);
		edu_buffer_free(&now);
	}
	edu_verdict_free(verdict);
	return good;
}

START_TEST(every_byte_changed_three_ways)
{
	size_t good = 0;

	if (!key) return;
	edu_buffer out = sign(document), content = covered(out.data, out.length);
	char *changed = malloc(out.length + 1);
	ck_assert_int_eq(passes(out.data, out.length, &content), 1);
	for (size_t i = 0; i < out.length; i++) {
		memcpy(changed, out.data, out.length);
		changed[i] ^= (char)(1 << i % 8);
		good += (size_t)passes(changed, out.length, &content);
		memcpy(changed, out.data, i);
		memcpy(changed + i, out.data + i + 1, out.length - i - 1);
		good += (size_t)passes(changed, out.length - 1, &content);
		memcpy(changed, out.data, i + 1);
		memcpy(changed + i + 1, out.data + i, out.length - i);
		good += (size_t)passes(changed, out.length + 1, &content);
	}
	/* Comments, blanks inside tags and outside the root, references written otherwise: they are not content. */
	ck_assert_uint_gt(good, 10);
	ck_assert_uint_lt(good, 150);
	free(changed);
	edu_buffer_free(&out);
	edu_buffer_free(&content);
}
END_TEST

START_TEST(every_prefix)
{
	if (!key) return;
	edu_buffer out = sign(document), content = covered(out.data, out.length);
	for (size_t i = 0; i + 1 < out.length; i++) ck_assert_int_eq(passes(out.data, i, &content), 0);
	edu_buffer_free(&out);
	edu_buffer_free(&content);
}
END_TEST

/* ---- memory ---- */

static int verify_with(const edu_allocator *a, const void *state)
{
	const edu_buffer *signed_bytes = state;
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	edu_verify_options o = options_with(trust);
	edu_verdict *verdict = NULL;
	edu_context *own;
	edu_error e = EDU_ERROR_INIT;

	int rc = edu_context_new(&own, &options, &e);
	if (rc < 0) return rc;
	o.explain = 1;
	rc = edu_verify(&verdict, own, signed_bytes->data, signed_bytes->length, &o, &e);
	if (rc == 0) rc = edu_verdict_indication(verdict) == EDU_NOT_SIGNED;
	edu_verdict_free(verdict);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out_while_verifying)
{
	if (!key) return;
	edu_buffer out = sign(document);
	ck_assert_uint_gt(refuse_each_request(verify_with, &out, 0), 20);
	/* And while it is found out why it fails. */
	out.data[strstr(out.data, "Zo") - out.data] = 'X';
	ck_assert_uint_gt(refuse_each_request(verify_with, &out, 0), 20);
	edu_buffer_free(&out);
}
END_TEST

static int sign_in(const edu_allocator *a, const void *state)
{
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	edu_context *own;
	edu_buffer out;

	edu_error_clear(&err);
	int rc = edu_context_new(&own, &options, &err);
	if (rc < 0) return rc;
	rc = sign_with(&out, own, document, strlen(document), "RS256");
	if (rc == 0) edu_buffer_free(&out);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out_while_signing)
{
	if (!key) return;
	ck_assert_uint_gt(refuse_each_request(sign_in, NULL, 0), 20);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, what_is_signed_verifies);
	tcase_add_test(tc, the_documents_own_bytes_stay);
	tcase_add_test(tc, weak_algorithms_are_refused_unless_allowed);
	tcase_add_test(tc, a_signature_of_another_key_never_gets_in);
	tcase_add_test(tc, what_can_not_be_signed);
	tcase_add_test(tc, every_byte_changed_three_ways);
	tcase_add_test(tc, every_prefix);
	tcase_add_test(tc, memory_that_runs_out_while_verifying);
	tcase_add_test(tc, memory_that_runs_out_while_signing);
}

int main(void)
{
	return run_tests("xmldsig", add_tests);
}
