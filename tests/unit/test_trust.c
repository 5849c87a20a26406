/*
 * Verdicts and signatures from C: options, what is handed out, changed bytes, and memory that runs out.
 */
#include "support.h"

#include "crypto/openssl.h"
#include "json/canonical.h"
#include "trust/strict.h"

#define DAY (INT64_C(24) * 3600)
#define NOW (INT64_C(1769904000))   /* 2026-02-01T00:00:00Z */

static const char document[] =
	"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"VerifiableCredential\"],"
	"\"issuer\":\"did:key:z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7\",\"validFrom\":\"2026-01-15T09:00:00Z\","
	"\"credentialSubject\":{\"name\":\"Zo\xC3\xAB \\\"\\u00e9\\\"\",\"ects\":7.5,\"n\":[1,true,null,{\"a\":-0.10}]}}";

/* The public key of the seed 01 02 … 20, whose DID the document names as its issuer. */
static edu_signer *new_signer(const edu_context *ctx)
{
	unsigned char seed[32];
	edu_signer *signer;

	for (int i = 0; i < 32; i++) seed[i] = (unsigned char)(i + 1);
	ck_assert_int_eq(edu_signer_new(&signer, ctx, NULL), 0);
	ck_assert_int_eq(edu_signer_add(signer, seed, sizeof seed, NULL, NULL), 0);
	return signer;
}

static edu_trust *new_trust(const edu_context *ctx)
{
	edu_signer *signer = new_signer(ctx);
	edu_buffer did = EDU_BUFFER_INIT;
	edu_trust *trust;

	ck_assert_int_eq(edu_signer_public(&did, signer, "did", NULL), 0);
	ck_assert_ptr_nonnull(strstr(document, did.data));
	ck_assert_int_eq(edu_trust_new(&trust, ctx, NULL), 0);
	ck_assert_int_eq(edu_trust_add(trust, did.data, did.length, NULL, NULL), 0);
	edu_buffer_free(&did);
	edu_signer_free(signer);
	return trust;
}

static edu_buffer sign_as(const edu_context *ctx, const char *suite, const char *text)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_signer *signer = new_signer(ctx);

	o.suite = suite;
	o.time = NOW - DAY;
	const int rc = edu_sign(&out, ctx, text, strlen(text), signer, &o, &err);
	ck_assert_msg(rc == 0, "%s %s", err.rule, err.message);
	edu_signer_free(signer);
	return out;
}

static edu_verdict *verify(const edu_context *ctx, const void *data, size_t length, const edu_trust *trust)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_verdict *verdict = NULL;
	edu_error err = EDU_ERROR_INIT;

	o.trust = trust;
	o.time = NOW;
	const int rc = edu_verify(&verdict, ctx, data, length, &o, &err);
	ck_assert(rc == 0 ? verdict != NULL : verdict == NULL && err.code == rc);
	return verdict;
}

/* ---- times ---- */

START_TEST(times_are_read_and_written)
{
	static const struct { const char *in, *out; edu_time time; } times[] = {
		{ "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", 0 }, { "2026-02-01", "2026-02-01T00:00:00Z", NOW },
		{ "2026-02-01T01:00:00+01:00", "2026-02-01T00:00:00Z", NOW }, { "2000-02-29T23:59:59Z", "2000-02-29T23:59:59Z", 951868799 },
		{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", -1 }, { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", -62135596800 },
		{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", 253402300799 }, { "2026-01-31T24:00:00Z", "2026-02-01T00:00:00Z", NOW },
	};
	char text[32];
	edu_time time;

	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		ck_assert_int_eq(edu_time_parse(&time, times[i].in), 0);
		ck_assert_int_eq(time, times[i].time);
		edu_time_write(time, text);
		ck_assert_str_eq(text, times[i].out);
	}
	ck_assert_int_eq(edu_time_parse(&time, "soon"), EDU_EARG);
	ck_assert_int_eq(edu_time_parse(&time, "10000-01-01"), EDU_EARG);
	edu_time_write(EDU_TIME_UNKNOWN, text);
	ck_assert_str_eq(text, "");
}
END_TEST

/* ---- options and arguments ---- */

START_TEST(verifying_needs_a_time_and_options)
{
	edu_context *ctx = new_context();
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_verdict *verdict;
	edu_error err = EDU_ERROR_INIT;

	ck_assert_int_eq(edu_verify(&verdict, ctx, "{}", 2, &o, &err), EDU_EARG);
	ck_assert_int_eq(edu_verify(&verdict, ctx, "{}", 2, NULL, NULL), EDU_EARG);
	o.time = NOW;
	o.version = 99;
	ck_assert_int_eq(edu_verify(&verdict, ctx, "{}", 2, &o, NULL), EDU_EARG);
	o.version = EDU_VERIFY_OPTIONS_VERSION;
	ck_assert_int_eq(edu_verify(&verdict, NULL, "{}", 2, &o, NULL), EDU_EARG);
	ck_assert_int_eq(edu_verify(&verdict, ctx, "", 0, &o, &err), EDU_EFORMAT);
	ck_assert_int_eq(edu_verify(&verdict, ctx, "{}", 2, &o, NULL), 0);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_NOT_SIGNED);
	ck_assert_int_eq(edu_verdict_is_good(verdict), 0);
	ck_assert_ptr_null(edu_verdict_payload(verdict, NULL));
	edu_verdict_free(verdict);
	edu_verdict_free(NULL);
	edu_trust_free(NULL);
	edu_signer_free(NULL);
	edu_signing_free(NULL);
	edu_context_free(ctx);
}
END_TEST

START_TEST(domain_and_challenge_have_to_be_as_expected)
{
	static const struct { const char *made_domain, *made_challenge, *domain, *challenge; int good; } cases[] = {
		{ "a.example", "n", NULL, NULL, 1 }, { "a.example", "n", "a.example", "n", 1 }, { "a.example", "n", "b.example", NULL, 0 },
		{ "a.example", "n", NULL, "m", 0 }, { NULL, NULL, "a.example", NULL, 0 }, { NULL, NULL, NULL, "n", 0 },
	};
	edu_context *ctx = new_context();
	edu_signer *signer = new_signer(ctx);
	edu_trust *trust = new_trust(ctx);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_sign_options s = EDU_SIGN_OPTIONS_INIT;
		edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
		edu_buffer out = EDU_BUFFER_INIT;
		edu_verdict *verdict;
		s.domain = cases[i].made_domain;
		s.challenge = cases[i].made_challenge;
		ck_assert_int_eq(edu_sign(&out, ctx, document, strlen(document), signer, &s, NULL), 0);
		o.trust = trust;
		o.time = NOW;
		o.domain = cases[i].domain;
		o.challenge = cases[i].challenge;
		ck_assert_int_eq(edu_verify(&verdict, ctx, out.data, out.length, &o, NULL), 0);
		ck_assert_int_eq(edu_verdict_is_good(verdict), cases[i].good);
		if (!cases[i].good) ck_assert_int_eq(edu_verdict_sub_indication(verdict), EDU_SUB_SIG_CONSTRAINTS_FAILURE);
		edu_verdict_free(verdict);
		edu_buffer_free(&out);
	}
	edu_trust_free(trust);
	edu_signer_free(signer);
	edu_context_free(ctx);
}
END_TEST

static int stop(void *state, edu_resource what, const char *url, void (*answer)(void *, const void *, size_t), void *sink)
{
	ck_assert_int_eq(what, EDU_RESOURCE_CONTROLLER);
	ck_assert_str_eq(url, "https://uni.example/i");
	return *(const int *)state;
}

START_TEST(a_resolver_may_say_stop_or_not_available)
{
	edu_context *ctx = new_context();
	edu_signer *signer = new_signer(ctx);
	edu_sign_options s = EDU_SIGN_OPTIONS_INIT;
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_verdict *verdict;
	int said = -1;

	s.key_name = "https://uni.example/i#key";
	ck_assert_int_eq(edu_sign(&out, ctx, document, strlen(document), signer, &s, NULL), 0);
	o.time = NOW;
	o.resolve = stop;
	o.resolve_state = &said;
	ck_assert_int_eq(edu_verify(&verdict, ctx, out.data, out.length, &o, NULL), EDU_EUSER);
	ck_assert_ptr_null(verdict);
	for (said = 0; said < 2; said++) {   /* 0 without having given anything is as good as 1 */
		ck_assert_int_eq(edu_verify(&verdict, ctx, out.data, out.length, &o, NULL), 0);
		ck_assert_int_eq(edu_verdict_sub_indication(verdict), EDU_SUB_NO_SIGNING_CERTIFICATE_FOUND);
		edu_verdict_free(verdict);
	}
	edu_buffer_free(&out);
	edu_signer_free(signer);
	edu_context_free(ctx);
}
END_TEST

/* ---- what is handed out ---- */

static edu_buffer canonical(const edu_context *ctx, const char *text, size_t length)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;

	edu_buffer_open(&out, &ctx->allocator);
	ck_assert_int_eq(edu_strict_read(&t, ctx, text, length, &err), 0);
	ck_assert_int_eq(edu_json_canonical(&out, &t, t.top, NULL, 0, &err), 0);
	edu_tree_close(&t);
	return out;
}

static int same_value(const edu_context *ctx, const char *a, size_t a_length, const char *b, size_t b_length)
{
	edu_buffer x = canonical(ctx, a, a_length), y = canonical(ctx, b, b_length);
	const int same = x.length == y.length && memcmp(x.data, y.data, x.length) == 0;
	edu_buffer_free(&x);
	edu_buffer_free(&y);
	return same;
}

START_TEST(what_is_handed_out_is_what_was_signed)
{
	static const char *const suites[] = { "eddsa-jcs-2022", "vc-jwt" };
	edu_context *ctx = new_context();
	edu_trust *trust = new_trust(ctx);

	for (int i = 0; i < 2; i++) {
		size_t length;
		edu_buffer out = sign_as(ctx, suites[i], document);
		edu_verdict *verdict = verify(ctx, out.data, out.length, trust);
		ck_assert(edu_verdict_is_good(verdict));
		const char *payload = edu_verdict_payload(verdict, &length);
		if (i) ck_assert(length == strlen(document) && !memcmp(payload, document, length));
		else ck_assert(same_value(ctx, payload, length, document, strlen(document)));
		/* Numbers keep the text they are written with. */
		ck_assert_ptr_nonnull(strstr(payload, "-0.10"));
		edu_verdict_free(verdict);
		edu_buffer_free(&out);
	}
	edu_trust_free(trust);
	edu_context_free(ctx);
}
END_TEST

START_TEST(the_document_of_a_verdict_is_read_from_the_signed_bytes)
{
	edu_context *ctx = new_context();
	size_t length;
	char *elm = file_bytes(source_path("tests/corpus/elm/valid/context-alias.jsonld"), &length);
	edu_signer *signer = new_signer(ctx);
	edu_sign_options s = EDU_SIGN_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_document *doc;
	edu_error err = EDU_ERROR_INIT;

	ck_assert_int_eq(edu_sign(&out, ctx, elm, length, signer, &s, &err), 0);
	edu_verdict *verdict = verify(ctx, out.data, out.length, NULL);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_INDETERMINATE);
	ck_assert_int_eq(edu_verdict_document(&doc, verdict, &err), 0);
	ck_assert_str_eq(edu_document_format(doc), "elm");
	ck_assert(edu_node_is_null(edu_node_child(edu_document_root(doc), "proof")));
	edu_document_free(doc);
	edu_verdict_free(verdict);

	/* Nothing is handed out of what was changed. */
	char *at = strstr(out.data, "\"proofValue\":\"z");
	at[20] = at[20] == 'A' ? 'B' : 'A';
	verdict = verify(ctx, out.data, out.length, NULL);
	ck_assert_int_eq(edu_verdict_indication(verdict), EDU_TOTAL_FAILED);
	ck_assert_int_eq(edu_verdict_document(&doc, verdict, &err), EDU_ESTATE);
	edu_verdict_free(verdict);
	edu_buffer_free(&out);
	edu_signer_free(signer);
	free(elm);
	edu_context_free(ctx);
}
END_TEST

/* ---- changed bytes ---- */

typedef struct mutation {
	const edu_context *ctx;
	const edu_trust *trust;
	const char *signed_bytes;   /* what the untouched document hands out */
	size_t signed_length;
	size_t good;                /* verdicts that are still good */
} mutation;

/* A changed document: not good, or what it hands out is the same as before. */
static void try_changed(mutation *m, const char *data, size_t length, size_t at)
{
	size_t payload_length;
	edu_verdict *verdict = verify(m->ctx, data, length, m->trust);

	if (!verdict || !edu_verdict_is_good(verdict)) {
		edu_verdict_free(verdict);
		return;
	}
	const char *payload = edu_verdict_payload(verdict, &payload_length);
	ck_assert_msg(same_value(m->ctx, payload, payload_length, m->signed_bytes, m->signed_length),
	              "good over changed content, byte %zu", at);
	m->good++;
	edu_verdict_free(verdict);
}

/* Every byte of a signed document: one bit of it flipped, left out, twice. */
static void change_each_byte(const edu_context *ctx, const char *data, size_t length, const edu_trust *trust)
{
	edu_verdict *untouched = verify(ctx, data, length, trust);
	mutation m = { .ctx = ctx, .trust = trust };
	char *changed = malloc(length + 2);

	ck_assert(untouched && edu_verdict_is_good(untouched) && changed);
	m.signed_bytes = edu_verdict_payload(untouched, &m.signed_length);
	for (size_t i = 0; i < length; i++) {
		memcpy(changed, data, length + 1);
		changed[i] = (char)(changed[i] ^ 1 << i % 8);
		try_changed(&m, changed, length, i);
		memcpy(changed + i, data + i + 1, length - i);
		try_changed(&m, changed, length - 1, i);
		memcpy(changed, data, i + 1);
		memcpy(changed + i + 1, data + i, length - i + 1);
		try_changed(&m, changed, length + 1, i);
	}
	/* Changes that mean nothing exist (7.50 for 7.5), and are few. */
	ck_assert_uint_lt(m.good, length / 10);
	edu_verdict_free(untouched);
	free(changed);
}

START_TEST(no_changed_byte_leaves_a_good_verdict_over_changed_content)
{
	static const char *const suites[] = { "eddsa-jcs-2022", "vc-jwt" };
	edu_context *ctx = new_context();
	edu_trust *trust = new_trust(ctx);
	edu_buffer out = sign_as(ctx, suites[_i], document);

	change_each_byte(ctx, out.data, out.length, trust);
	edu_buffer_free(&out);
	edu_trust_free(trust);
	edu_context_free(ctx);
}
END_TEST

START_TEST(no_changed_byte_leaves_a_good_verdict_over_a_changed_seal)
{
	static const char *const seals[] = { "seal-es256-iat.json", "seal-rs256-sigT.json" };
	edu_context *ctx = new_context();
	edu_trust *trust;
	char path[256];
	size_t length;

	if (have_shared("seals with each byte changed")) {
		char *anchor = file_bytes(shared_path("reference/vectors/own/pki/anchor.pem"), &length);
		ck_assert_int_eq(edu_trust_new(&trust, ctx, NULL), 0);
		if (edu_trust_add(trust, anchor, length, NULL, NULL) == 0) {
			snprintf(path, sizeof path, "reference/vectors/own/jades/%s", seals[_i]);
			char *seal = file_bytes(shared_path(path), &length);
			change_each_byte(ctx, seal, length, trust);
			free(seal);
		}
		edu_trust_free(trust);
		free(anchor);
	}
	edu_context_free(ctx);
}
END_TEST

/* RSA needs OpenSSL: with it the seal is intact; without, it is told, and nothing is said of its content. */
START_TEST(what_this_build_cannot_check_is_told_and_never_good)
{
	edu_context *ctx = new_context();
	edu_signature s = EDU_SIGNATURE_INIT;
	size_t length;

	if (have_shared("a seal that needs OpenSSL")) {
		char *seal = file_bytes(shared_path("reference/vectors/own/jades/seal-rs256-iat.json"), &length);
		edu_verdict *verdict = verify(ctx, seal, length, NULL);
		ck_assert_int_eq(edu_verdict_indication(verdict), EDU_INDETERMINATE);
		ck_assert_int_eq(edu_verdict_is_good(verdict), 0);
		ck_assert_int_eq(edu_verdict_at(verdict, 0, &s), 0);
		ck_assert_str_eq(s.algorithm, "RS256");
		if (edu_openssl_present()) {
			ck_assert_int_eq(s.integrity, EDU_INTEGRITY_INTACT);
			ck_assert_int_eq(s.sub_indication, EDU_SUB_NO_CERTIFICATE_CHAIN_FOUND);
		} else {
			ck_assert_int_eq(s.integrity, EDU_INTEGRITY_UNCHECKED);
			ck_assert_int_eq(s.strength, EDU_STRENGTH_NOT_BUILT);
			ck_assert_int_eq(s.sub_indication, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
		}
		edu_verdict_free(verdict);
		free(seal);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(every_beginning_of_a_signed_document_is_refused_or_not_good)
{
	edu_context *ctx = new_context();
	edu_trust *trust = new_trust(ctx);
	edu_buffer out = sign_as(ctx, "eddsa-jcs-2022", document), token = sign_as(ctx, "vc-jwt", document);

	for (size_t i = 0; i < out.length; i++) {
		edu_verdict *verdict = verify(ctx, out.data, i, trust);
		ck_assert(!edu_verdict_is_good(verdict));
		edu_verdict_free(verdict);
	}
	for (size_t i = 0; i < token.length; i++) {
		edu_verdict *verdict = verify(ctx, token.data, i, trust);
		ck_assert(!edu_verdict_is_good(verdict));
		edu_verdict_free(verdict);
	}
	edu_buffer_free(&out);
	edu_buffer_free(&token);
	edu_trust_free(trust);
	edu_context_free(ctx);
}
END_TEST

/* ---- three steps ---- */

START_TEST(a_signing_can_be_saved_and_finished_elsewhere)
{
	edu_context *ctx = new_context();
	edu_signer *signer = new_signer(ctx);
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_signing *signing, *again;
	edu_buffer state = EDU_BUFFER_INIT, out = EDU_BUFFER_INIT, expected = EDU_BUFFER_INIT;
	unsigned char digest[64], wrong[64] = { 1 };
	size_t length;
	edu_error err = EDU_ERROR_INIT;

	o.suite = "vc-jwt";
	ck_assert_int_eq(edu_sign(&expected, ctx, document, strlen(document), signer, &o, NULL), 0);
	ck_assert_int_eq(edu_sign_prepare(&signing, ctx, document, strlen(document), signer, &o, NULL), 0);
	ck_assert_str_eq(edu_signing_algorithm(signing), "EdDSA");
	ck_assert_int_eq(edu_signing_digest(signing, digest, &length, NULL), EDU_EUNSUPPORTED);
	ck_assert_int_eq(edu_signing_save(signing, &state, NULL), 0);
	ck_assert_int_eq(edu_signing_restore(&again, ctx, state.data, state.length, NULL), 0);
	const unsigned char *bytes = edu_signing_bytes(again, &length);
	ck_assert_uint_eq(length, strrchr(expected.data, '.') - expected.data);
	ck_assert_int_eq(memcmp(bytes, expected.data, length), 0);
	ck_assert_int_eq(edu_sign_finish(&out, again, wrong, sizeof wrong, &err), EDU_ESIGNATURE);
	ck_assert_str_eq(err.rule, "sign/wrong");
	ck_assert_ptr_null(out.data);
	edu_signing_free(signing);
	edu_signing_free(again);
	edu_buffer_free(&state);
	edu_buffer_free(&expected);
	edu_signer_free(signer);
	edu_context_free(ctx);
}
END_TEST

/* ---- memory ---- */

static edu_context *faulty_context(faulty *f)
{
	const edu_allocator a = faulty_allocator(f);
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;

	o.allocator = &a;
	f->countdown = SIZE_MAX;
	ck_assert_int_eq(edu_context_new(&ctx, &o, NULL), 0);
	return ctx;
}

#define JWK "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"

static const char *const public_keys[] = {
	"{\"id\":\"https://a.example\",\"verificationMethod\":[{\"id\":\"https://a.example#1\",\"controller\":"
	"\"https://a.example\",\"publicKeyJwk\":" JWK "}],\"assertionMethod\":[\"https://a.example#1\"]}",
	"{\"keys\":[{\"kty\":\"new\"}," JWK "]}",
	"did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2c3aGN2UGFwaU1scndJYWFQY0hVUm8ifQ",
	"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n",
};

enum { PUBLIC_KEYS = sizeof public_keys / sizeof *public_keys, OTHER_SCENES = 6 };

typedef struct memory_scene {
	edu_context *ctx;
	const edu_trust *trust;
	edu_buffer proof, token;
} memory_scene;

static int verify_once(memory_scene *s, const edu_buffer *data, int explain, edu_error *err)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_verdict *verdict;

	o.trust = s->trust;
	o.time = NOW;
	o.explain = explain;
	const int rc = edu_verify(&verdict, s->ctx, data->data, data->length, &o, err);
	if (rc == 0) ck_assert(edu_verdict_is_good(verdict));
	edu_verdict_free(verdict);
	return rc;
}

static int sign_once(memory_scene *s, const char *suite, edu_error *err)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_signer *signer = NULL;

	o.suite = suite;
	int rc = edu_signer_new(&signer, s->ctx, err);
	if (rc == 0) rc = edu_signer_add(signer, "01234567890123456789012345678901", 32, NULL, err);
	if (rc == 0) rc = edu_sign(&out, s->ctx, document, strlen(document), signer, &o, err);
	if (rc < 0) ck_assert_ptr_null(out.data);
	edu_buffer_free(&out);
	edu_signer_free(signer);
	return rc;
}

static int run_scene(memory_scene *s, int which, edu_error *err)
{
	edu_trust *trust = NULL;
	edu_buffer a = EDU_BUFFER_INIT, b = EDU_BUFFER_INIT;
	int rc;

	switch (which) {
	case 0: return verify_once(s, &s->proof, 0, err);
	case 1: return verify_once(s, &s->token, 1, err);
	case 2: return sign_once(s, "eddsa-jcs-2022", err);
	case 3: return sign_once(s, "vc-jwt", err);
	case 4: return verify_once(s, &s->proof, 1, err);
	case 5:
		rc = edu_key_make(&a, &b, s->ctx, "Ed25519", NULL, err);
		edu_buffer_wipe(&a);
		edu_buffer_free(&b);
		return rc;
	default:
		rc = edu_trust_new(&trust, s->ctx, err);
		if (rc == 0)
			rc = edu_trust_add(trust, public_keys[which - OTHER_SCENES], strlen(public_keys[which - OTHER_SCENES]), which == OTHER_SCENES ? NULL : "a:b", err);
		edu_trust_free(trust);
		return rc;
	}
}

/* Each request refused, once and from there on: EDU_ENOMEM, nothing given out, nothing leaked. */
START_TEST(memory_that_runs_out_is_an_error_like_others)
{
	faulty f = { 0 };
	memory_scene s = { .ctx = faulty_context(&f) };
	edu_trust *trust = new_trust(s.ctx);

	s.trust = trust;
	s.proof = sign_as(s.ctx, "eddsa-jcs-2022", document);
	s.token = sign_as(s.ctx, "vc-jwt", document);
	const size_t live = f.live;
	for (int sticky = 0; sticky < 2; sticky++) {
		for (size_t n = 0;; n++) {
			edu_error err = EDU_ERROR_INIT;
			f.countdown = n;
			f.sticky = sticky;
			f.tripped = 0;
			const int rc = run_scene(&s, _i, &err);
			ck_assert_uint_eq(f.live, live);
			if (!f.tripped) {
				ck_assert_int_eq(rc, 0);
				ck_assert_uint_gt(n, 3);
				break;
			}
			ck_assert_msg(rc == EDU_ENOMEM, "scene %d, request %zu: %d %s %s", _i, n, rc, err.rule, err.message);
			ck_assert_int_eq(err.code, EDU_ENOMEM);
		}
	}
	f.countdown = SIZE_MAX;
	f.sticky = f.tripped = 0;
	edu_buffer_free(&s.proof);
	edu_buffer_free(&s.token);
	edu_trust_free(trust);
	edu_context_free(s.ctx);
	ck_assert_uint_eq(f.live, 0);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, times_are_read_and_written);
	tcase_add_test(tc, verifying_needs_a_time_and_options);
	tcase_add_test(tc, domain_and_challenge_have_to_be_as_expected);
	tcase_add_test(tc, a_resolver_may_say_stop_or_not_available);
	tcase_add_test(tc, what_is_handed_out_is_what_was_signed);
	tcase_add_test(tc, the_document_of_a_verdict_is_read_from_the_signed_bytes);
	tcase_add_loop_test(tc, no_changed_byte_leaves_a_good_verdict_over_changed_content, 0, 2);
	tcase_add_loop_test(tc, no_changed_byte_leaves_a_good_verdict_over_a_changed_seal, 0, 2);
	tcase_add_test(tc, what_this_build_cannot_check_is_told_and_never_good);
	tcase_add_test(tc, every_beginning_of_a_signed_document_is_refused_or_not_good);
	tcase_add_test(tc, a_signing_can_be_saved_and_finished_elsewhere);
	tcase_add_loop_test(tc, memory_that_runs_out_is_an_error_like_others, 0, OTHER_SCENES + PUBLIC_KEYS);
}

int main(void)
{
	return run_tests("trust", add_tests);
}
