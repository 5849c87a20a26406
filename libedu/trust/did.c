/*
 * trust/did.c – Multikey (Controlled Identifiers 1.0), did:key and did:jwk.
 */
#include "trust/did.h"

#include "base/fail.h"
#include "crypto/base58.h"
#include "crypto/base64url.h"
#include "crypto/der.h"
#include "crypto/secret.h"
#include "trust/jwk.h"
#include "trust/strict.h"

#include <string.h>

enum { DID_MOST = 4096 };

#define DID_KEY "did:key:"
#define DID_JWK "did:jwk:"

/* Multicodec prefixes, as the bytes of their shortest varint. */
static const struct prefix {
	unsigned char bytes[2];
	edu_key_type type;       /* NONE: known by name, not supported */
	size_t size;             /* behind the prefix; 0: DER of PKCS#1 */
	bool secret;
} prefixes[] = {
	{ { 0xed, 0x01 }, EDU_KEY_ED25519, 32, false },
	{ { 0xec, 0x01 }, EDU_KEY_X25519, 32, false },
	{ { 0x80, 0x24 }, EDU_KEY_P256, 33, false },
	{ { 0x81, 0x24 }, EDU_KEY_P384, 49, false },
	{ { 0x82, 0x24 }, EDU_KEY_P521, 67, false },
	{ { 0x85, 0x24 }, EDU_KEY_RSA, 0, false },
	{ { 0x80, 0x26 }, EDU_KEY_ED25519, 32, true },
	{ { 0x86, 0x26 }, EDU_KEY_P256, 32, true },
	{ { 0x87, 0x26 }, EDU_KEY_P384, 48, true },
};

static const struct prefix *prefix_of(const edu_buffer *b)
{
	for (size_t i = 0; b->length >= 2 && i < sizeof prefixes / sizeof *prefixes; i++)
		if (memcmp(prefixes[i].bytes, b->data, 2) == 0) return &prefixes[i];
	return NULL;
}

/* RSAPublicKey of PKCS#1. */
static int read_rsa(edu_key **out, const edu_allocator *a, const unsigned char *der, size_t length,
                    edu_error *err)
{
	edu_der all = { der, der + length }, body, n, e;

	if (!edu_der_take(&all, EDU_DER_SEQUENCE, &body) || all.at != all.end ||
	    !edu_der_take_number(&body, &n) || !edu_der_take_number(&body, &e) || body.at != body.end)
		return edu_fail(err, EDU_EKEY, "key/multikey", "the RSA key in the Multikey is no DER");
	return edu_key_from_modulus(out, a, n.at, (size_t)(n.end - n.at), e.at, (size_t)(e.end - e.at), err);
}

static int read_decoded(edu_key **out, const edu_allocator *a, const edu_buffer *b, bool secret,
                        edu_error *err)
{
	const struct prefix *p = prefix_of(b);
	const unsigned char *key = (const unsigned char *)b->data + 2;

	if (!p)
		return edu_fail(err, EDU_EKEY, "key/type",
		                "the Multikey's prefix names no type of key that is supported");
	if (p->secret != secret)
		return edu_fail(err, EDU_EKEY, secret ? "key/public" : "key/private-part",
		                secret ? "a private key is needed, and this one is public"
		                       : "a private key stands where a public one is expected");
	if (p->size && b->length - 2 != p->size)
		return edu_fail(err, EDU_EKEY, "key/size", "the Multikey has not the size of its type");
	if (!p->size) return read_rsa(out, a, key, b->length - 2, err);
	if (!secret) return edu_key_from_octets(out, a, p->type, key, p->size, err);
	if (p->type == EDU_KEY_ED25519) return edu_key_from_seed(out, a, key, err);
	return edu_key_from_scalar(out, a, p->type, key, p->size, err);
}

static int read_multikey(edu_key **out, const edu_context *ctx, const char *text, size_t length, bool secret,
                         edu_error *err)
{
	edu_buffer b;

	*out = NULL;
	if (length < 2 || text[0] != 'z')
		return edu_fail(err, EDU_EKEY, "key/multikey", "a Multikey begins with z, for base58btc");
	edu_buffer_open(&b, &ctx->allocator);
	int rc = edu_buffer_room(&b, length);
	if (rc == 0) rc = edu_base58_decode(&b, text + 1, length - 1);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(err);
	else if (rc == EDU_ELIMIT)
		rc = edu_fail(err, rc, "limit/base58", "a text in base58 is longer than %d letters",
		              EDU_BASE58_LONGEST);
	else if (rc < 0)
		rc = edu_fail(err, EDU_EKEY, "key/multikey",
		              "the Multikey holds letters that base58btc has not");
	else rc = read_decoded(out, &ctx->allocator, &b, secret, err);
	edu_wipe_buffer(&b);
	return rc;
}

int edu_multikey_read(edu_key **out, const edu_context *ctx, const char *text, size_t length, edu_error *err)
{
	return read_multikey(out, ctx, text, length, false, err);
}

int edu_multikey_read_secret(edu_key **out, const edu_context *ctx, const char *text, size_t length,
                             edu_error *err)
{
	return read_multikey(out, ctx, text, length, true, err);
}

int edu_multikey_write(edu_buffer *out, const edu_key *key)
{
	unsigned char bytes[2 + 67];
	size_t length;
	const unsigned char *octets = edu_key_octets(key, &length);

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		const struct prefix *p = &prefixes[i];
		if (p->type != edu_key_type_of(key) || p->secret || !p->size) continue;
		memcpy(bytes, p->bytes, 2);
		memcpy(bytes + 2, octets, p->size);
		/* A point's compressed form is the first coordinate, and whether the second is odd. */
		if (length > p->size) bytes[2] = octets[length - 1] & 1 ? 3 : 2;
		const int rc = edu_buffer_add(out, "z", 1);
		return rc < 0 ? rc : edu_base58_encode(out, bytes, 2 + p->size);
	}
	return EDU_EKEY;
}

static bool begins(const char *text, size_t length, const char *with)
{
	const size_t n = strlen(with);
	return length > n && memcmp(text, with, n) == 0;
}

bool edu_did_is_key(const char *text, size_t length)
{
	return begins(text, length, DID_KEY) || begins(text, length, DID_JWK);
}

/* did:jwk: base64url of the JSON text of a JWK. */
static int read_did_jwk(edu_key **out, const edu_context *ctx, const char *id, size_t length, edu_error *err)
{
	edu_buffer json;
	edu_context limits;
	edu_tree t = { 0 };

	edu_buffer_open(&json, &ctx->allocator);
	int rc = edu_base64url_decode(&json, id, length);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(err);
	else if (rc < 0)
		rc = edu_fail(err, EDU_EKEY, "key/did", "what stands behind did:jwk: is no base64url");
	else rc = edu_strict_read_small(&t, &limits, ctx, json.data, json.length, EDU_HEADER_MOST, err);
	if (rc == EDU_ESYNTAX) rc = EDU_EKEY;
	if (rc == 0) rc = edu_jwk_public(out, &t, t.top, err);
	edu_tree_close(&t);
	edu_buffer_free(&json);
	return rc;
}

int edu_did_read(edu_key **out, const edu_context *ctx, const char *text, size_t length, size_t *did_length,
                 edu_error *err)
{
	const char *hash = memchr(text, '#', length);
	const size_t did = hash ? (size_t)(hash - text) : length, head = sizeof DID_KEY - 1;
	const size_t fragment = hash ? length - did - 1 : 0;
	const bool key = begins(text, did, DID_KEY);

	*out = NULL;
	if (did_length) *did_length = did;
	if (!key && !begins(text, did, DID_JWK))
		return edu_fail(err, EDU_EKEY, "key/did", "neither a did:key nor a did:jwk");
	if (length > DID_MOST + head)
		return edu_fail(err, EDU_ELIMIT, "limit/did", "a DID is longer than %d bytes", DID_MOST);
	const char *method = key ? text + head : "0";
	const size_t method_length = key ? did - head : 1;
	if (hash && (fragment != method_length || memcmp(hash + 1, method, fragment) != 0))
		return edu_fail(err, EDU_EKEY, "key/did-fragment",
		                "the fragment names another method than the DID has");
	return key ? edu_multikey_read(out, ctx, text + head, did - head, err)
	           : read_did_jwk(out, ctx, text + head, did - head, err);
}

int edu_did_write(edu_buffer *out, const edu_key *key, bool with_method)
{
	const size_t head = out->length + sizeof DID_KEY - 1;
	int rc = edu_buffer_add(out, DID_KEY, sizeof DID_KEY - 1);
	if (rc == 0) rc = edu_multikey_write(out, key);
	if (rc < 0 || !with_method) return rc;
	const size_t length = out->length - head;
	if (edu_buffer_room(out, length + 1) < 0) return EDU_ENOMEM;
	out->data[out->length++] = '#';
	return edu_buffer_add(out, out->data + head, length);
}
