/*
 * trust/keyring_add.c – recognising the dress of keys, and taking them out of it.
 */
#include "trust/keyring_add.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/der.h"
#include "crypto/pem.h"
#include "crypto/sealed_key.h"
#include "crypto/secret.h"
#include "trust/did.h"

#include <string.h>

enum { FILE_MOST = 16 * 1024 * 1024 };

static int add_certificate(edu_adding *x, const void *der, size_t length)
{
	edu_certificate *c;
	const int rc = edu_certificate_read(&c, &x->r->ctx->allocator, der, length, x->err);
	return rc < 0 ? rc : edu_ring_take_certificate(x, c);
}

static int add_crl(edu_adding *x, const void *der, size_t length)
{
	edu_crl *crl;
	const int rc = edu_crl_read(&crl, &x->r->ctx->allocator, der, length, x->err);
	return rc < 0 ? rc : edu_ring_take_crl(x, crl);
}

/* What is no key begins alike: a certificate, or a list of revoked ones. */
static int add_certificate_or_crl(edu_adding *x, const void *der, size_t length)
{
	edu_error as_crl = EDU_ERROR_INIT;
	edu_crl *crl;

	const int rc = add_certificate(x, der, length);
	if (rc != EDU_EKEY || edu_crl_read(&crl, &x->r->ctx->allocator, der, length, &as_crl) < 0) return rc;
	edu_error_clear(x->err);
	return edu_ring_take_crl(x, crl);
}

static int add_spki(edu_adding *x, const void *der, size_t length)
{
	edu_key *key;
	const int rc = edu_key_from_spki(&key, &x->r->ctx->allocator, der, length, x->err);
	return rc < 0 ? rc : edu_ring_take_key(x, key, NULL, 0, true);
}

static int add_private_der(edu_adding *x, const void *der, size_t length)
{
	edu_key *key;

	if (!x->private) return edu_ring_refuse_private(x);
	const int rc =
		edu_key_from_private_der(&key, &x->r->ctx->allocator, der, length, x->password, x->err);
	return rc < 0 ? rc : edu_ring_take_key(x, key, NULL, 0, true);
}

/* ---- PEM and DER ---- */

static int add_block(edu_adding *x, const edu_pem *p, const edu_buffer *der)
{
	if (edu_pem_is(p, "CERTIFICATE")) return add_certificate(x, der->data, der->length);
	if (edu_pem_is(p, "X509 CRL")) return add_crl(x, der->data, der->length);
	if (edu_pem_is(p, "PUBLIC KEY")) return add_spki(x, der->data, der->length);
	if (edu_pem_is(p, "PRIVATE KEY") || edu_pem_is(p, "RSA PRIVATE KEY") ||
	    edu_pem_is(p, "EC PRIVATE KEY") || edu_pem_is(p, "ENCRYPTED PRIVATE KEY"))
		return add_private_der(x, der->data, der->length);
	/* Which openssl ecparam writes in front of a key. */
	if (edu_pem_is(p, "EC PARAMETERS")) return 0;
	return edu_fail(x->err, EDU_EKEY, "key/pem-label",
	                "a PEM block is neither a certificate, nor a key, nor a list of revoked ones");
}

static int add_pem(edu_adding *x, const char *data, size_t length)
{
	edu_buffer der;
	edu_pem p;
	int rc;

	edu_buffer_open(&der, &x->r->ctx->allocator);
	edu_pem_open(&p, data, length);
	/* Room for any key at once: growing would leave copies behind. */
	rc = edu_buffer_room(&der, length) < 0 ? edu_fail_memory(x->err) : 1;
	while (rc > 0) {
		rc = edu_pem_next(&p, &der, x->err);
		if (rc > 0 && add_block(x, &p, &der) < 0) rc = x->err->code;
	}
	edu_wipe_buffer(&der);
	return rc;
}

static int add_pkcs12(edu_adding *x, const void *data, size_t length)
{
	edu_certificate *leaf, *others[EDU_CERTIFICATES_MOST];
	edu_key *key;
	size_t count;

	int rc = edu_pkcs12_read(&key, &leaf, others, &count, &x->r->ctx->allocator, data, length,
	                         x->password, x->err);
	if (rc == 0) {
		rc = edu_ring_take_key(x, key, NULL, 0, true);
		key = NULL;
	}
	if (rc == 0) {
		rc = edu_ring_take_certificate(x, leaf);
		leaf = NULL;
	}
	size_t taken = 0;
	for (; rc == 0 && taken < count; taken++) rc = edu_ring_take_certificate(x, others[taken]);
	for (; taken < count; taken++) edu_certificate_free(others[taken]);
	edu_certificate_free(leaf);
	edu_key_free(key);
	return rc;
}

/* Is it PKCS#12: SEQUENCE { INTEGER 3, …? */
static bool is_pkcs12(const unsigned char *data, size_t length)
{
	edu_der all = { data, data + length }, body, version;
	return edu_der_take(&all, EDU_DER_SEQUENCE, &body) && edu_der_take_number(&body, &version)
	    && version.end - version.at == 1 && *version.at == 3;
}

static int add_der(edu_adding *x, const unsigned char *data, size_t length)
{
	edu_der all = { data, data + length }, body, first;
	const bool framed = edu_der_take(&all, EDU_DER_SEQUENCE, &body);

	if (framed && is_pkcs12(data, length))
		return x->private ? add_pkcs12(x, data, length) : edu_ring_refuse_private(x);
	if (framed && edu_der_take_number(&body, &first)) return add_private_der(x, data, length);
	/* A key begins with an AlgorithmIdentifier, whose first member is an OBJECT IDENTIFIER; so does an encrypted one,
	   which goes on with an OCTET STRING. */
	if (framed && edu_der_take(&body, EDU_DER_SEQUENCE, &first) && first.at < first.end &&
	    *first.at == 0x06) {
		if (body.at < body.end && *body.at == EDU_DER_OCTETS) return add_private_der(x, data, length);
		return add_spki(x, data, length);
	}
	return add_certificate_or_crl(x, data, length);
}

/* ---- DIDs, Multikeys, raw bytes ---- */

static int add_did(edu_adding *x, const char *text, size_t length)
{
	edu_key *key;
	size_t did;

	const int rc = edu_did_read(&key, x->r->ctx, text, length, &did, x->err);
	if (rc < 0) return rc;
	x->owner = edu_arena_text(x->r->arena, text, did);
	if (x->owner) return edu_ring_take_key(x, key, NULL, 0, false);
	edu_key_free(key);
	return edu_fail_memory(x->err);
}

static int add_multikey(edu_adding *x, const char *text, size_t length)
{
	edu_key *key;
	const int rc = x->private ? edu_multikey_read_secret(&key, x->r->ctx, text, length, x->err)
	                          : edu_multikey_read(&key, x->r->ctx, text, length, x->err);
	return rc < 0 ? rc : edu_ring_take_key(x, key, NULL, 0, true);
}

/* Ed25519 alone has raw forms: 32 bytes, public or seed as the occasion demands, or 64 of seed‖public. */
static int add_raw(edu_adding *x, const unsigned char *data, size_t length)
{
	edu_key *key;
	int rc = x->private ? edu_key_from_seed(&key, &x->r->ctx->allocator, data, x->err)
	                    : edu_key_from_octets(&key, &x->r->ctx->allocator, EDU_KEY_ED25519, data, length,
	                                          x->err);
	if (rc < 0) return rc;
	size_t n;
	if (length == 64 && memcmp(edu_key_octets(key, &n), data + 32, 32) != 0) {
		edu_key_free(key);
		return edu_fail(x->err, EDU_EKEY, "key/pair",
		                "the secret key's halves don't belong together");
	}
	return edu_ring_take_key(x, key, NULL, 0, true);
}

static int add_any(edu_adding *x, const char *data, size_t length)
{
	const char *text = data;
	size_t trimmed = length;

	if (length > FILE_MOST)
		return edu_fail(x->err, EDU_ELIMIT, "limit/key-file", "a key file has at most 16 MiB");
	if (length == 32 || (length == 64 && x->private))
		return add_raw(x, (const unsigned char *)data, length);
	if (edu_sealed_key_is(data, length))
		return edu_fail(x->err, EDU_EKEY, "key/sealed",
		                "an encrypted key file of edu; open it with its password");
	if (edu_pem_is_near(data, length)) return add_pem(x, data, length);
	if (length && data[0] == 0x30 && (unsigned char)data[length > 1] & 0x80)
		return add_der(x, (const unsigned char *)data, length);
	edu_trim(&text, &trimmed);
	if (trimmed && text[0] == '{') return edu_ring_add_json(x, text, trimmed);
	if (edu_did_is_key(text, trimmed)) return add_did(x, text, trimmed);
	if (trimmed && text[0] == 'z') return add_multikey(x, text, trimmed);
	if (length && data[0] == 0x30) return add_der(x, (const unsigned char *)data, length);
	return edu_fail(
		x->err, EDU_EKEY, "key/unknown",
		"neither PEM, DER, PKCS#12, a JWK, a JWK set, a Multikey, a DID nor a controller document");
}

static int add(edu_keyring *r, const void *data, size_t length, const char *owner, const char *password,
               bool private, edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;
	edu_adding x = { r, NULL, password, private, err ? err : &own };

	edu_error_clear(x.err);
	if (owner && !(x.owner = edu_arena_text(r->arena, owner, strlen(owner))))
		return edu_fail_memory(x.err);
	const size_t before = r->key_count + r->certificate_count + r->crl_count;
	const int rc = add_any(&x, data, length);
	if (rc == 0 && r->key_count + r->certificate_count + r->crl_count == before)
		return edu_fail(x.err, EDU_EKEY, "key/none", "no key and no certificate in it can be used");
	return rc;
}

int edu_keyring_add(edu_keyring *r, const void *data, size_t length, const char *owner, edu_error *err)
{
	return add(r, data, length, owner, NULL, false, err);
}

int edu_keyring_add_private(edu_keyring *r, const void *data, size_t length, const char *password,
                            edu_error *err)
{
	edu_buffer opened;

	if (!edu_sealed_key_is(data, length)) return add(r, data, length, NULL, password, true, err);
	edu_buffer_open(&opened, &r->ctx->allocator);
	int rc = edu_sealed_key_read(&opened, data, length, password, err);
	if (rc == 0) rc = add(r, opened.data, opened.length, NULL, NULL, true, err);
	edu_wipe_buffer(&opened);
	return rc;
}
