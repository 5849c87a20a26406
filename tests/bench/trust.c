/*
 * trust.c – what a signature costs beyond its cryptography: reading, canonical form, hashing, verdict; see trust.h.
 */
#include "trust.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/key.h"
#include "json/canonical.h"
#include "measure.h"
#include "trust/signing.h"
#include "trust/strict.h"

enum { CREDENTIAL = 2000, TIMES = 100 };

#define TIME 1769904000   /* 2026-02-01T00:00:00Z */

typedef struct work {
	const edu_context *ctx;
	edu_signer *signer;
	edu_trust *trust;
	const char *suite;
	edu_buffer document, made;
	edu_signing *signing;            /* what is signed of it */
	edu_buffer signature;
	unsigned char public_key[32], secret[64];
} work;

static void sign(const void *state)
{
	const work *w = state;
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.suite = w->suite;
	o.time = TIME;
	for (int i = 0; i < TIMES; i++) {
		edu_buffer out = EDU_BUFFER_INIT;
		if (edu_sign(&out, w->ctx, w->document.data, w->document.length, w->signer, &o, &err) < 0) give_up("signing", &err);
		edu_buffer_free(&out);
	}
}

static void prepare(const void *state)
{
	const work *w = state;
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.suite = w->suite;
	o.time = TIME;
	for (int i = 0; i < TIMES; i++) {
		edu_signing *signing;
		if (edu_sign_prepare(&signing, w->ctx, w->document.data, w->document.length, w->signer, &o, &err) < 0)
			give_up("preparing", &err);
		edu_signing_free(signing);
	}
}

static void verify(const void *state)
{
	const work *w = state;
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.trust = w->trust;
	o.time = TIME;
	for (int i = 0; i < TIMES; i++) {
		edu_verdict *verdict;
		if (edu_verify(&verdict, w->ctx, w->made.data, w->made.length, &o, &err) < 0) give_up("verifying", &err);
		if (edu_verdict_indication(verdict) == EDU_TOTAL_FAILED) give_up("a signature that does not hold", NULL);
		edu_verdict_free(verdict);
	}
}

static void sodium_sign(const void *state)
{
	const work *w = state;
	unsigned char signature[crypto_sign_BYTES];

	for (int i = 0; i < TIMES; i++)
		crypto_sign_detached(signature, NULL, (unsigned char *)w->document.data, w->document.length, w->secret);
}

static void sodium_verify(const void *state)
{
	const work *w = state;
	unsigned char signature[crypto_sign_BYTES];

	crypto_sign_detached(signature, NULL, (unsigned char *)w->document.data, w->document.length, w->secret);
	for (int i = 0; i < TIMES; i++)
		if (crypto_sign_verify_detached(signature, (unsigned char *)w->document.data, w->document.length, w->public_key) != 0)
			give_up("libsodium", NULL);
}

/* The signature alone, over bytes that lie ready, with a key that does. */
static void bare_verify(const void *state)
{
	const work *w = state;
	size_t length;
	const unsigned char *bytes = edu_signing_bytes(w->signing, &length);

	for (int i = 0; i < TIMES; i++)
		if (edu_key_verify(w->signing->public_key, w->signing->algorithm, bytes, length, w->signature.data, w->signature.length))
			give_up("the bare primitive", NULL);
}

static void row(const char *what, double mine, const char *against, double theirs, double most)
{
	const double ratio = mine / theirs;
	char target[16] = "";

	if (most > 0) snprintf(target, sizeof target, "≤ %.2f", most);
	printf("| %-52s | %8.1f | %8.0f | %-44s | %8.1f | %5.2f | %s | %s |\n", what, mine * 1e6 / TIMES, TIMES / mine, against,
	       theirs * 1e6 / TIMES, ratio, target, most > 0 ? ratio <= most ? "yes" : "no" : "");
}

/* A credential of some 2 kB: texts in several languages, a few results with numbers. */
static void make_document(work *w, const char *did)
{
	edu_buffer *d = &w->document;

	edu_buffer_addf(d, "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"id\":\"urn:uuid:1\",\"type\":"
	                   "[\"VerifiableCredential\"],\"issuer\":\"%s\",\"validFrom\":\"2026-01-15T09:00:00Z\","
	                   "\"credentialSubject\":{\"id\":\"urn:uuid:2\",\"results\":[", did);
	for (int i = 0; d->length < CREDENTIAL - 120; i++)
		edu_buffer_addf(d, "%s{\"title\":{\"en\":\"Course %d: Waves\",\"no\":\"Emne %d: Bølger\"},\"grade\":\"%c\",\"ects\":%d.5,\"id\":"
		                   "\"urn:uuid:0000000%d\"}", i ? "," : "", i, i, 'A' + i % 6, i + 5, i % 10);
	edu_buffer_addf(d, "]}}");
}

static void make_signed(work *w)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.suite = w->suite;
	o.time = TIME;
	if (edu_sign_prepare(&w->signing, w->ctx, w->document.data, w->document.length, w->signer, &o, &err) < 0)
		give_up("preparing", &err);
	edu_buffer_open(&w->signature, NULL);
	if (edu_key_sign(&w->signature, edu_signer_key(w->signer), w->signing->algorithm, w->signing->bytes.data,
	                 w->signing->bytes.length, &err) < 0
	    || edu_sign_finish(&w->made, w->signing, w->signature.data, w->signature.length, &err) < 0)
		give_up("signing", &err);
}

static void close_work(work *w)
{
	edu_signer_free(w->signer);
	edu_trust_free(w->trust);
	edu_signing_free(w->signing);
	edu_buffer_free(&w->document);
	edu_buffer_free(&w->made);
	edu_buffer_free(&w->signature);
}

static void open_work(work *w, const edu_context *ctx, const char *type, const char *suite)
{
	edu_buffer key = EDU_BUFFER_INIT, did = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;

	*w = (work){ .ctx = ctx, .suite = suite };
	edu_buffer_open(&w->document, NULL);
	if (edu_key_make(&key, NULL, ctx, type, NULL, &err) < 0 || edu_signer_new(&w->signer, ctx, &err) < 0
	    || edu_signer_add(w->signer, key.data, key.length, NULL, &err) < 0 || edu_signer_public(&did, w->signer, "did", &err) < 0
	    || edu_trust_new(&w->trust, ctx, &err) < 0 || edu_trust_add(w->trust, did.data, did.length, NULL, &err) < 0)
		give_up("a key", &err);
	make_document(w, did.data);
	make_signed(w);
	edu_buffer_wipe(&key);
	edu_buffer_free(&did);
}

static void print_ed25519(const edu_context *ctx, double seconds)
{
	work w, t;

	open_work(&w, ctx, "Ed25519", "eddsa-jcs-2022");
	open_work(&t, ctx, "Ed25519", "vc-jwt");
	crypto_sign_keypair(w.public_key, w.secret);
	contender list[] = { { sodium_sign, &w, 0 }, { sodium_verify, &w, 0 }, { sign, &w, 0 }, { verify, &w, 0 },
	                     { prepare, &w, 0 }, { sign, &t, 0 }, { verify, &t, 0 } };
	race(list, sizeof list / sizeof *list, seconds);
	row("eddsa-jcs-2022: sign a credential of 2 kB", list[2].best, "crypto_sign_detached of 2 kB", list[0].best, 0);
	row("eddsa-jcs-2022: verify it", list[3].best, "crypto_sign_verify_detached of 2 kB", list[1].best, 1.3);
	row("eddsa-jcs-2022: sign and verify it", list[2].best + list[3].best, "both of libsodium", list[0].best + list[1].best, 1.3);
	row("eddsa-jcs-2022: prepare alone", list[4].best, "crypto_sign_detached of 2 kB", list[0].best, 0);
	row("vc-jwt, EdDSA: sign", list[5].best, "crypto_sign_detached of 2 kB", list[0].best, 0);
	row("vc-jwt, EdDSA: verify", list[6].best, "crypto_sign_verify_detached of 2 kB", list[1].best, 1.3);
	close_work(&w);
	close_work(&t);
}

static void print_ecdsa(const edu_context *ctx, double seconds)
{
	work w;

	open_work(&w, ctx, "P-256", "ecdsa-jcs-2019");
	contender list[] = { { bare_verify, &w, 0 }, { verify, &w, 0 } };
	race(list, 2, seconds);
	row("ecdsa-jcs-2019, P-256: verify", list[1].best, "EVP_DigestVerify, key at hand", list[0].best, 0);
	close_work(&w);
}

/* A seal needs a certificate: those of the reference documents, where they are. */
static void print_seal(const edu_context *ctx, const char *what, const char *path, const char *key_path, double seconds)
{
	edu_error err = EDU_ERROR_INIT;
	work w = { .ctx = ctx, .suite = "jades" };
	char key[8192], seal[200000];
	FILE *k = fopen(key_path, "rb"), *s = fopen(path, "rb");

	if (!k || !s) {
		printf("| %s | | | not measured: no reference documents beside the checkout | | | | |\n", what);
	} else {
		const size_t key_length = fread(key, 1, sizeof key, k), length = fread(seal, 1, sizeof seal, s);
		edu_buffer_open(&w.document, NULL);
		edu_buffer_open(&w.made, NULL);
		edu_buffer_add(&w.document, "{}", 2);
		if (edu_signer_new(&w.signer, ctx, &err) < 0 || edu_signer_add(w.signer, key, key_length, NULL, &err) < 0)
			give_up("a key", &err);
		w.suite = "vc-jwt";
		edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
		o.suite = w.suite;
		o.key_name = "k";
		/* The same number of bytes under the bare signature. */
		edu_buffer_addf(&w.made, "{\"x\":\"%*s\"}", (int)(length / 4 * 3), "");
		if (edu_sign_prepare(&w.signing, ctx, w.made.data, w.made.length, w.signer, &o, &err) < 0) give_up("preparing", &err);
		edu_buffer_open(&w.signature, NULL);
		if (edu_key_sign(&w.signature, edu_signer_key(w.signer), w.signing->algorithm, w.signing->bytes.data,
		                 w.signing->bytes.length, &err) < 0)
			give_up("signing", &err);
		w.made.length = 0;
		edu_buffer_add(&w.made, seal, length);
		contender list[] = { { bare_verify, &w, 0 }, { verify, &w, 0 } };
		race(list, 2, seconds);
		row(what, list[1].best, "EVP_DigestVerify of as many bytes, RSA-2048", list[0].best, 0);
		close_work(&w);
	}
	if (k) fclose(k);
	if (s) fclose(s);
}

void print_trust(const edu_context *ctx, double seconds)
{
	const char *shared = getenv("EDU_SHARED") ? getenv("EDU_SHARED") : "../shared";
	char seal[1024], sample[1024], key[1024];

	snprintf(seal, sizeof seal, "%s/reference/vectors/own/jades/seal-rs256-iat.json", shared);
	snprintf(sample, sizeof sample, "%s/reference/elm/samples/Sample-CertOfPart-signed.jsonld", shared);
	snprintf(key, sizeof key, "%s/reference/vectors/own/pki/seal-rsa-TEST-ONLY-key.pem", shared);
	printf("\n### Seals and proofs\n\nOne thread; a credential of 2 kB with numbers and letters beyond ASCII.\n\n"
	       "| what | µs | a second | against | µs | ratio | target | met |\n|---|---:|---:|---|---:|---:|---|---|\n");
	print_ed25519(ctx, seconds);
	print_ecdsa(ctx, seconds);
	print_seal(ctx, "JAdES, RS256: verify a seal of 3 kB, one certificate", seal, key, seconds);
	print_seal(ctx, "JAdES, RS256: verify a seal of EDC, 134 kB", sample, key, seconds);
}
