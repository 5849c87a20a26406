/*
 * trust/find_key.c – finding keys by kid, DID, certificate, and in controller documents.
 */
#include "trust/find_key.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "trust/did.h"
#include "trust/jwk.h"
#include "trust/resolve.h"

#include <string.h>

static bool fits(const edu_key *key, edu_algorithm algorithm)
{
	return edu_algorithms[algorithm].key == edu_key_type_of(key);
}

static bool verifies(const edu_key *key, const edu_signed_bytes *b)
{
	return edu_key_verify(key, b->algorithm, b->data, b->length, b->signature, b->signature_length) ==
	       EDU_CHECK_GOOD;
}

static void take(edu_judgement *j, const edu_key *key, edu_key_origin origin)
{
	j->key = key;
	j->said.key_origin = origin;
}

/* Of the keys with that kid (NULL: of all), the first that verifies; else the first that fits by its type. */
static void find_by_caller(edu_verification *v, edu_judgement *j, const char *kid, size_t length,
                           const edu_signed_bytes *bytes)
{
	const edu_keyring *r = v->trust;

	for (size_t i = 0; r && i < r->key_count; i++) {
		const edu_ring_key *k = &r->keys[i];
		if (!fits(k->key, bytes->algorithm) ||
		    (kid && (!k->name || !edu_equal(kid, length, k->name))))
			continue;
		if (verifies(k->key, bytes)) {
			take(j, k->key, EDU_KEY_ORIGIN_CALLER);
			return;
		}
		if (kid && !j->key) take(j, k->key, EDU_KEY_ORIGIN_CALLER);
	}
}

/* The certificate that x5t#S256 names, among those that the caller gave. */
static int find_by_thumbprint(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	uint32_t length;
	const char *text = edu_jws_text(jws, "x5t#S256", &length);
	edu_buffer digest;

	if (!text) return 0;
	edu_buffer_open(&digest, &v->ctx->allocator);
	int rc = edu_base64url_decode(&digest, text, length);
	const edu_certificate *c = NULL;
	if (rc == 0 && digest.length == EDU_DIGEST_SHA256_SIZE)
		c = edu_keyring_certificate(v->trust, (const unsigned char *)digest.data);
	edu_buffer_free(&digest);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (!c) return 0;
	const edu_certificate_facts *f = edu_certificate_facts_of(c);
	rc = edu_judge_add_certificate(v, j, f->der, f->der_length);
	if (rc == 0) rc = edu_judge_take_leaf(v, j);
	j->said.key_origin = EDU_KEY_ORIGIN_CALLER;
	return rc;
}

/* Certificates of the caller whose key verifies, where the header names none. */
static void find_by_certificates(edu_verification *v, edu_judgement *j, const edu_signed_bytes *bytes)
{
	for (size_t i = 0; v->trust && i < v->trust->certificate_count && !j->key; i++) {
		const edu_key *key = edu_certificate_facts_of(v->trust->certificates[i])->key;
		if (key && fits(key, bytes->algorithm) && verifies(key, bytes))
			take(j, key, EDU_KEY_ORIGIN_CALLER);
	}
}

/* The key that the header itself brings: whoever signed had it, and nothing more is known. */
static int take_embedded(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_ref jwk = edu_member(&jws->header, jws->header.top, "jwk");
	edu_error own = EDU_ERROR_INIT;

	if (!jwk || !jws->takes_embedded_key) return 0;
	const int rc = edu_jwk_public(&j->own_key, &jws->header, jwk, &own);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc < 0)
		return edu_judge_malformed(v, j, own.rule, "the key in the header can't be read: %s",
		                           own.message);
	take(j, j->own_key, EDU_KEY_ORIGIN_EMBEDDED);
	return 0;
}

int edu_find_jws_key(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_signed_bytes *bytes)
{
	uint32_t length = 0;
	const char *kid = edu_jws_text(jws, "kid", &length);

	if (jws->fixed_key) {
		take(j, jws->fixed_key, EDU_KEY_ORIGIN_EMBEDDED);
		return 0;
	}
	if (kid) find_by_caller(v, j, kid, length, bytes);
	if (j->key) return 0;
	if (j->chain_count) return edu_judge_take_leaf(v, j);
	int rc = kid && (edu_did_is_key(kid, length) || memchr(kid, ':', length))
	       ? edu_find_method(v, j, kid, length, EDU_PURPOSE_ASSERTION) : 0;
	if (rc != 0 || j->key) return rc;
	rc = find_by_thumbprint(jws, v, j);
	if (rc != 0 || j->key) return rc;
	find_by_caller(v, j, NULL, 0, bytes);
	if (!j->key) find_by_certificates(v, j, bytes);
	return j->key ? 0 : take_embedded(jws, v, j);
}

/* ---- verification methods ---- */

static int find_in_did(edu_verification *v, edu_judgement *j, const char *method, size_t length)
{
	edu_error own = EDU_ERROR_INIT;
	size_t did;

	const int rc = edu_did_read(&j->own_key, v->ctx, method, length, &did, &own);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc == EDU_EUNSUPPORTED) return edu_judge_unsupported(v, j, own.rule, "%s", own.message);
	if (rc < 0)
		return edu_judge_malformed(v, j, own.rule, "the key that is named can't be read: %s",
		                           own.message);
	take(j, j->own_key, EDU_KEY_ORIGIN_DID);
	j->owner = edu_verdict_keep(v, method, did);
	return j->owner ? 0 : EDU_ENOMEM;
}

/* A method of that id in a ring, permitted for the purpose. EDU_JUDGED: it is there, and not permitted. */
static int find_in_ring(edu_verification *v, edu_judgement *j, const edu_keyring *r, const char *method,
                        size_t length, unsigned purpose, edu_key_origin origin)
{
	size_t at = 0;
	bool forbidden = false;

	for (const edu_ring_key *k; !j->key && (k = edu_keyring_named(r, method, length, &at));) {
		if (k->purposes & purpose) take(j, k->key, origin);
		else forbidden = true;
		if (j->key) j->owner = k->owner;
	}
	if (j->key || !forbidden) return 0;
	const int rc = edu_judge_constraint(v, j, "key/purpose",
	                                    "its controller does not let the key be used for this purpose");
	return rc < 0 ? rc : EDU_JUDGED;
}

/* The controller document at the URL in front of the fragment, from the resolver. */
static int find_by_resolver(edu_verification *v, edu_judgement *j, const char *method, size_t length,
                            unsigned purpose)
{
	const char *hash = memchr(method, '#', length);
	const size_t url = hash ? (size_t)(hash - method) : length;
	edu_error own = EDU_ERROR_INIT;
	edu_buffer document;
	edu_keyring ring;

	edu_buffer_open(&document, &v->ctx->allocator);
	int rc = edu_resolve_url(&document, v, EDU_RESOURCE_CONTROLLER, method, url);
	if (rc <= 0) {
		edu_buffer_free(&document);
		return rc;
	}
	rc = edu_keyring_open(&ring, v->ctx) < 0 ? EDU_ENOMEM : 0;
	const char *owner = rc == 0 ? edu_arena_text(v->verdict->arena, method, url) : NULL;
	if (owner) rc = edu_keyring_add(&ring, document.data, document.length, owner, &own);
	edu_buffer_free(&document);
	if (!owner || rc == EDU_ENOMEM) {
		rc = edu_fail_memory(v->err);
	} else if (rc < 0) {
		rc = edu_remark_add(v, j, EDU_REMARK_WARNING, own.rule,
		                    "the controller document is of no use: %s", own.message);
	} else {
		rc = find_in_ring(v, j, &ring, method, length, purpose, EDU_KEY_ORIGIN_RESOLVED);
		/* The ring goes; the key stays with the judgement. */
		for (size_t i = 0; j->key && i < ring.key_count; i++) {
			if (ring.keys[i].key != j->key) continue;
			j->own_key = ring.keys[i].key;
			ring.keys[i].key = NULL;
		}
		if (j->key) j->owner = owner;
		/* What the caller resolves, the caller vouches for. */
		if (j->key) j->said.trusted = EDU_TRUSTED_ANCHORED;
	}
	edu_keyring_close(&ring);
	return rc;
}

int edu_find_method(edu_verification *v, edu_judgement *j, const char *method, size_t length,
                    unsigned purpose)
{
	int rc = find_in_ring(v, j, v->trust, method, length, purpose, EDU_KEY_ORIGIN_CALLER);

	if (rc != 0 || j->key) return rc;
	if (edu_did_is_key(method, length)) return find_in_did(v, j, method, length);
	/* Never out of the fragment: https://uni.example#z6Mk… would be anybody's key. */
	return find_by_resolver(v, j, method, length, purpose);
}
