/*
 * trust/sign.c – which suite it is to be, with which key and certificates; and signing in one go.
 */
#include "trust/signing.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/secret.h"
#include "json/json.h"
#include "trust/did.h"

#include <string.h>

static const struct suite {
	const char *name;
	int (*prepare)(edu_preparation *p);
	bool is_xml;             /* what it signs is XML, and else JSON */
} suites[] = {
	{ "jades", edu_prepare_jades, false },
	{ "vc-jwt", edu_prepare_vc_jose, false },
	{ "eddsa-jcs-2022", edu_prepare_proof, false },
	{ "ecdsa-jcs-2019", edu_prepare_proof, false },
	{ "xmldsig", edu_prepare_xmldsig, true },
	{ "statuslist-jwt", edu_prepare_status_token, false },
	{ "sd-jwt", edu_prepare_sd_jwt, false },
	{ "kb-jwt", edu_prepare_holder_proof, false },
};

/* trust.md, section 23: of XML its own; with a certificate a seal, else a proof. */
static const char *usual_suite(const edu_preparation *p)
{
	if (edu_is_xml(p->data, p->length)) return "xmldsig";
	if (p->chain_count) return "jades";
	return edu_key_type_of(p->key) == EDU_KEY_ED25519 ? "eddsa-jcs-2022" : "ecdsa-jcs-2019";
}

static int read_json(edu_preparation *p)
{
	const int rc = edu_strict_read(p->t, p->ctx, p->data, p->length, p->err);
	if (rc < 0 || edu_is_kind(p->t, p->t->top, EDU_KIND_OBJECT)) return rc;
	return edu_fail(p->err, EDU_EINVALID, "sign/object", "what is signed has to be a JSON object");
}

static int prepare(edu_preparation *p)
{
	const char *name = p->options->suite ? p->options->suite : usual_suite(p);

	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
		if (strcmp(suites[i].name, name) != 0) continue;
		if (edu_signing_completes(p->options) && suites[i].prepare != edu_prepare_jades)
			return edu_fail(p->err, EDU_EUNSUPPORTED, "sign/complete",
			                "only what is sealed (jades) can be completed on the way");
		const int rc = suites[i].is_xml ? 0 : read_json(p);
		return rc < 0 ? rc : suites[i].prepare(p);
	}
	return edu_fail(p->err, EDU_EUNSUPPORTED, "sign/suite",
	                "no suite of that name: jades, vc-jwt, eddsa-jcs-2022, ecdsa-jcs-2019, xmldsig");
}

/* ---- the signer ---- */

/* A private key rather than a public one; a certificate's where there is no other. */
static const edu_key *key_of(const edu_keyring *r)
{
	const edu_key *key = r->key_count ? r->keys[0].key : NULL;

	for (size_t i = r->key_count; i > 0; i--)
		if (edu_key_is_private(r->keys[i - 1].key)) key = r->keys[i - 1].key;
	for (size_t i = 0; !key && i < r->certificate_count; i++)
		key = edu_certificate_facts_of(r->certificates[i])->key;
	return key;
}

static bool is_root(const edu_certificate_facts *f)
{
	return !strcmp(f->subject, f->issuer);
}

/* The key's certificate, then whoever issued the one before: a header wants them in this order, and without the root. */
static int take_chain(edu_preparation *p, const edu_keyring *r)
{
	const char *wanted = NULL;

	for (size_t i = 0; i < r->certificate_count && !p->chain_count; i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(r->certificates[i]);
		if (!f->key || !edu_keys_equal(f->key, p->key)) continue;
		p->chain[p->chain_count++] = r->certificates[i];
		wanted = f->issuer;
	}
	if (r->certificate_count && !p->chain_count)
		return edu_fail(p->err, EDU_EKEY, "sign/certificate",
		                "none of the certificates is that of the key");
	for (size_t i = 0; wanted && i < r->certificate_count && p->chain_count < EDU_CERTIFICATES_MOST;
	     i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(r->certificates[i]);
		if (strcmp(f->subject, wanted) != 0 || is_root(f) ||
		    r->certificates[i] == p->chain[p->chain_count - 1])
			continue;
		p->chain[p->chain_count++] = r->certificates[i];
		wanted = f->issuer;
		i = (size_t)-1;   /* from the front again: they come in any order */
	}
	return 0;
}

/* ---- what suites share ---- */

int edu_prepare_algorithm(edu_preparation *p)
{
	const char *name = p->options->algorithm;

	if (!name) return 0;
	p->signing->algorithm = edu_algorithm_named(name, strlen(name));
	if (edu_algorithms[p->signing->algorithm].key == edu_key_type_of(p->key)) return 0;
	return edu_fail(p->err, EDU_EKEY, "key/algorithm", "the algorithm is not one for keys of this type");
}

int edu_add_member(edu_buffer *out, const char *name, const char *text, size_t length)
{
	int rc = edu_buffer_addf(out, "%s\"%s\":", out->length > 1 ? "," : "", name);
	return rc < 0 ? rc : edu_json_quote(out, text, length);
}

int edu_add_chain(edu_buffer *out, const edu_preparation *p)
{
	int rc = edu_buffer_add(out, ",\"x5c\":[", 8);
	for (size_t i = 0; rc == 0 && i < p->chain_count; i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(p->chain[i]);
		rc = edu_buffer_add(out, ",\"", i ? 2 : 0);
		if (rc == 0 && !i) rc = edu_buffer_add(out, "\"", 1);
		if (rc == 0) rc = edu_base64_encode(out, f->der, f->der_length);
		if (rc == 0) rc = edu_buffer_add(out, "\"", 1);
	}
	return rc < 0 ? rc : edu_buffer_add(out, "]", 1);
}

int edu_add_key_name(edu_buffer *out, const edu_preparation *p)
{
	const char *name = p->options->key_name;

	if (name) return edu_buffer_add(out, name, strlen(name));
	const int rc = edu_did_write(out, p->key, true);
	if (rc == EDU_EKEY)
		return edu_fail(p->err, rc, "sign/key-name",
		                "a key of this type has no DID of its own; say how it is called");
	return rc;
}

int edu_prepare_compact(edu_preparation *p, const edu_buffer *header, const void *payload, size_t length)
{
	edu_signing *s = p->signing;

	int rc = edu_base64url_encode(&s->bytes, header->data, header->length);
	if (rc == 0) rc = edu_buffer_add(&s->bytes, ".", 1);
	if (rc == 0) rc = edu_base64url_encode(&s->bytes, payload, length);
	if (rc == 0) rc = edu_buffer_add(&s->head, s->bytes.data, s->bytes.length);
	if (rc == 0) rc = edu_buffer_add(&s->head, ".", 1);
	s->encoding = EDU_ENCODING_BASE64URL;
	return rc;
}

/* ---- the public side ---- */

static int check_arguments(const void *out, const edu_context *ctx, const void *data,
                           const edu_signer *signer, const edu_sign_options *o, edu_error *err)
{
	if (!out || !ctx || !data || !signer)
		return edu_fail(err, EDU_EARG, NULL,
		                "signing needs a place, a context, a document and a signer");
	if (!o || o->version < 1 || o->version > EDU_SIGN_OPTIONS_VERSION)
		return edu_fail(err, EDU_EARG, NULL,
		                "signing needs options of a version that this library knows");
	return 0;
}

int edu_sign_prepare(edu_signing **out, const edu_context *ctx, const void *data, size_t length,
                     const edu_signer *signer, const edu_sign_options *options, edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;
	edu_tree t = { 0 };

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	int rc = check_arguments(out, ctx, data, signer, options, err);
	if (rc < 0) return rc;
	edu_preparation p = {
		.ctx = ctx, .options = options, .data = data, .length = length, .t = &t, .err = err
	};
	p.key = key_of(&signer->ring);
	if (!p.key) return edu_fail(err, EDU_EKEY, "sign/no-key", "the signer has no key");
	rc = take_chain(&p, &signer->ring);
	if (rc == 0 && !(p.signing = edu_signing_new(ctx, p.key, err))) rc = err->code;
	if (rc == 0) rc = prepare(&p);
	if (rc == EDU_ENOMEM) edu_fail_memory(err);
	edu_tree_close(&t);
	if (rc < 0) edu_signing_free(p.signing);
	else *out = p.signing;
	return rc;
}

int edu_signing_sign(edu_buffer *out, const edu_signing *s, const edu_signer *signer, edu_error *err)
{
	edu_buffer signature;

	if (!out || !s || !signer)
		return edu_fail(err, EDU_EARG, NULL, "a place, a signing and a signer are needed");

	edu_buffer_open(&signature, &s->ctx->allocator);
	const edu_key *key = key_of(&signer->ring);
	int rc = key ? edu_key_sign(&signature, key, s->algorithm, s->bytes.data, s->bytes.length, err)
	             : edu_fail(err, EDU_EKEY, "sign/no-key", "the signer has no key");
	/* libsodium's own, of a pair that it derived from the seed: checking it again would take twice the time. */
	if (rc == 0 && s->algorithm == EDU_ALGORITHM_EDDSA && edu_keys_equal(key, s->public_key))
		rc = edu_signing_assemble(out, s, signature.data, signature.length, err);
	else if (rc == 0) rc = edu_sign_finish(out, s, signature.data, signature.length, err);
	edu_buffer_free(&signature);
	return rc;
}

int edu_sign(edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
             const edu_signer *signer, const edu_sign_options *options, edu_error *err)
{
	edu_signing *s = NULL;

	if (!out) return edu_fail(err, EDU_EARG, NULL, "signing needs a place for its result");
	int rc = edu_sign_prepare(&s, ctx, data, length, signer, options, err);
	if (rc < 0) return rc;
	rc = edu_signing_sign(out, s, signer, err);
	edu_signing_free(s);
	return rc;
}

int edu_signer_new(edu_signer **out, const edu_context *ctx, edu_error *err)
{
	if (out) *out = NULL;
	if (!out || !ctx)
		return edu_fail(err, EDU_EARG, NULL, "a place for the signer and a context are needed");
	edu_signer *signer = edu_allocate(&ctx->allocator, sizeof *signer);
	if (signer && edu_keyring_open(&signer->ring, ctx) < 0) {
		edu_release(&ctx->allocator, signer, sizeof *signer);
		signer = NULL;
	}
	if (!signer) return edu_fail_memory(err);
	*out = signer;
	return 0;
}

int edu_signer_add(edu_signer *signer, const void *data, size_t length, const char *password, edu_error *err)
{
	if (!signer || (!data && length))
		return edu_fail(err, EDU_EARG, NULL, "a signer and bytes are needed");
	return edu_keyring_add_private(&signer->ring, data, length, password, err);
}

void edu_signer_free(edu_signer *signer)
{
	if (!signer) return;
	const edu_context *ctx = signer->ring.ctx;
	edu_keyring_close(&signer->ring);
	edu_release(&ctx->allocator, signer, sizeof *signer);
}

const edu_key *edu_signer_key(const edu_signer *signer)
{
	return key_of(&signer->ring);
}

void edu_buffer_wipe(edu_buffer *buffer)
{
	if (buffer) edu_wipe_buffer(buffer);
}
