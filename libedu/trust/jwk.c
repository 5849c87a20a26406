/*
 * trust/jwk.c – reading and writing JWKs. The tables of RFC 7518 and RFC 8037: which members make a key.
 */
#include "trust/jwk.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/der.h"
#include "crypto/secret.h"

#include <string.h>

static const struct kind {
	const char *kty, *crv;
	edu_key_type type;
	size_t size;             /* of a coordinate, exactly */
} kinds[] = {
	{ "OKP", "Ed25519", EDU_KEY_ED25519, 32 },
	{ "OKP", "X25519", EDU_KEY_X25519, 32 },
	{ "EC", "P-256", EDU_KEY_P256, 32 },
	{ "EC", "P-384", EDU_KEY_P384, 48 },
	{ "EC", "P-521", EDU_KEY_P521, 66 },
	{ "RSA", NULL, EDU_KEY_RSA, 0 },
};

static int refuse(edu_error *err, const char *rule, const char *message)
{
	return edu_fail(err, EDU_EKEY, rule, "%s", message);
}

static const struct kind *kind_of(const edu_tree *t, edu_ref jwk)
{
	const edu_ref kty = edu_member(t, jwk, "kty"), crv = edu_member(t, jwk, "crv");

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (edu_text_is(t, kty, kinds[i].kty) && (!kinds[i].crv || edu_text_is(t, crv, kinds[i].crv)))
			return &kinds[i];
	return NULL;
}

/* A key that says it is for something else than signatures is not taken for them. */
static bool permits(const edu_tree *t, edu_ref jwk, edu_key_type type)
{
	const edu_ref use = edu_member(t, jwk, "use"), ops = edu_member(t, jwk, "key_ops");
	uint32_t length;
	const char *alg = edu_member_text(t, jwk, "alg", &length);

	if (use && !edu_text_is(t, use, "sig") && type != EDU_KEY_X25519) return false;
	if (alg && edu_algorithms[edu_algorithm_named(alg, length)].key != type && type != EDU_KEY_X25519)
		return false;
	if (!ops || type == EDU_KEY_X25519) return true;
	for (edu_ref i = edu_entry_next(t, ops, 0); i; i = edu_entry_next(t, ops, i))
		if (edu_text_is(t, i, "verify") || edu_text_is(t, i, "sign")) return true;
	return false;
}

/* Append the bytes of a member. 0, EDU_ENOMEM, or EDU_EKEY: missing, no base64url, or not of that size (0: any). */
static int take(edu_buffer *out, const edu_tree *t, edu_ref jwk, const char *name, size_t size,
                edu_error *err)
{
	const size_t from = out->length;
	uint32_t length;
	const char *text = edu_member_text(t, jwk, name, &length);

	if (!text)
		return edu_fail(err, EDU_EKEY, "key/jwk-member",
		                "the JWK lacks its member %s, or it is no string", name);
	const int rc = edu_base64url_decode(out, text, length);
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	if (rc < 0)
		return edu_fail(err, EDU_EKEY, "key/jwk-base64", "the JWK's member %s is no base64url", name);
	if (size && out->length - from != size)
		return edu_fail(err, EDU_EKEY, "key/size",
		                "the JWK's member %s has not the size of its curve", name);
	return 0;
}

/* The public numbers of a key of that kind. */
static int read_public(edu_key **out, const edu_tree *t, edu_ref jwk, const struct kind *k, edu_error *err)
{
	const edu_allocator *a = &t->ctx->allocator;
	const bool curve = strcmp(k->kty, "EC") == 0, rsa = k->type == EDU_KEY_RSA;
	edu_buffer b;

	edu_buffer_open(&b, a);
	int rc = curve ? edu_buffer_add(&b, "\x04", 1) : 0;
	if (rc < 0) rc = edu_fail_memory(err);
	if (rc == 0) rc = take(&b, t, jwk, rsa ? "n" : "x", k->size, err);
	const size_t first = b.length;
	if (rc == 0 && (curve || rsa)) rc = take(&b, t, jwk, rsa ? "e" : "y", k->size, err);
	if (rc == 0)
		rc = rsa ? edu_key_from_modulus(out, a, b.data, first, b.data + first, b.length - first, err)
		         : edu_key_from_octets(out, a, k->type, b.data, b.length, err);
	edu_buffer_free(&b);
	return rc;
}

static int find_kind(const struct kind **out, const edu_tree *t, edu_ref jwk, edu_error *err)
{
	if (!edu_is_kind(t, jwk, EDU_KIND_OBJECT)) return refuse(err, "key/jwk", "a JWK is a JSON object");
	*out = kind_of(t, jwk);
	if (!*out)
		return refuse(err, "key/type",
		              "kty and crv name no type of key that is supported, or don't fit together");
	if (!permits(t, jwk, (*out)->type))
		return refuse(err, "key/use",
		              "use, key_ops or alg of the JWK don't permit signatures with it");
	return 0;
}

int edu_jwk_public(edu_key **out, const edu_tree *t, edu_ref jwk, edu_error *err)
{
	const struct kind *k;

	*out = NULL;
	const int rc = find_kind(&k, t, jwk, err);
	if (rc < 0) return rc;
	if (edu_member(t, jwk, "d"))
		return refuse(err, "key/private-part",
		              "a private key stands where a public one is expected; take it away, "
		              "and replace the key");
	return read_public(out, t, jwk, k, err);
}

/* PKCS#1's RSAPrivateKey (RFC 8017, A.1.2) of the members of RFC 7518, section 6.3.2. */
static int rsa_private(edu_key **out, const edu_tree *t, edu_ref jwk, edu_error *err)
{
	static const char *const members[] = { "n", "e", "d", "p", "q", "dp", "dq", "qi" };
	const edu_allocator *a = &t->ctx->allocator;
	edu_buffer der, number;
	int rc = 0;

	edu_buffer_open(&der, a);
	edu_buffer_open(&number, a);
	if (edu_buffer_room(&der, 6 * EDU_SIGNATURE_LARGEST) < 0 ||
	    edu_buffer_room(&number, 4 * EDU_SIGNATURE_LARGEST) < 0 ||
	    edu_buffer_add(&der, "\x02\x01\x00", 3) < 0)
		rc = edu_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < sizeof members / sizeof *members; i++) {
		number.length = 0;
		rc = take(&number, t, jwk, members[i], 0, err);
		if (rc == 0 && edu_der_integer(&der, (unsigned char *)number.data, number.length) < 0)
			rc = edu_fail_memory(err);
	}
	if (rc == 0 && edu_der_wrap(&der, 0, EDU_DER_SEQUENCE) < 0) rc = edu_fail_memory(err);
	if (rc == 0) rc = edu_key_from_private_der(out, a, der.data, der.length, NULL, err);
	edu_wipe_buffer(&der);
	edu_wipe_buffer(&number);
	return rc;
}

static int curve_private(edu_key **out, const edu_tree *t, edu_ref jwk, const struct kind *k, edu_error *err)
{
	const edu_allocator *a = &t->ctx->allocator;
	edu_buffer d;

	edu_buffer_open(&d, a);
	int rc = take(&d, t, jwk, "d", k->size, err);
	if (rc == 0)
		rc = k->type == EDU_KEY_ED25519  ? edu_key_from_seed(out, a, d.data, err)
		     : k->type == EDU_KEY_X25519 ? edu_key_from_agreement(out, a, d.data, err)
		                                 : edu_key_from_scalar(out, a, k->type, d.data, d.length, err);
	edu_wipe_buffer(&d);
	return rc;
}

int edu_jwk_private(edu_key **out, const edu_tree *t, edu_ref jwk, edu_error *err)
{
	const struct kind *k;
	edu_key *public = NULL;

	*out = NULL;
	int rc = find_kind(&k, t, jwk, err);
	if (rc < 0) return rc;
	rc = k->type == EDU_KEY_RSA ? rsa_private(out, t, jwk, err) : curve_private(out, t, jwk, k, err);
	if (rc == 0) rc = read_public(&public, t, jwk, k, err);
	if (rc == 0 && !edu_keys_equal(*out, public))
		rc = refuse(err, "key/pair", "the JWK's private part does not belong to its public one");
	if (rc < 0) {
		edu_key_free(*out);
		*out = NULL;
	}
	edu_key_free(public);
	return rc;
}

/* ---- writing ---- */

static int add_member(edu_buffer *out, const char *name, const void *bytes, size_t length)
{
	int rc = edu_buffer_addf(out, "\"%s\":\"", name);
	if (rc == 0) rc = edu_base64url_encode(out, bytes, length);
	return rc < 0 ? rc : edu_buffer_add(out, "\"", 1);
}

static int write_rsa(edu_buffer *out, const edu_key *key)
{
	size_t n_length, e_length;
	const unsigned char *n = edu_key_modulus(key, &n_length), *e = edu_key_exponent(key, &e_length);

	int rc = edu_buffer_add(out, "{", 1);
	if (rc == 0) rc = add_member(out, "e", e, e_length);
	if (rc == 0) rc = edu_buffer_add(out, ",\"kty\":\"RSA\",", 13);
	if (rc == 0) rc = add_member(out, "n", n, n_length);
	return rc < 0 ? rc : edu_buffer_add(out, "}", 1);
}

int edu_jwk_write(edu_buffer *out, const edu_key *key)
{
	const edu_key_type type = edu_key_type_of(key);
	size_t length;
	const unsigned char *octets = edu_key_octets(key, &length);

	if (type == EDU_KEY_RSA) return write_rsa(out, key);
	const bool curve = type != EDU_KEY_ED25519 && type != EDU_KEY_X25519;
	const size_t width = curve ? (length - 1) / 2 : length;
	int rc = edu_buffer_addf(out, "{\"crv\":\"%s\",\"kty\":\"%s\",", edu_key_type_name(type),
	                         curve ? "EC" : "OKP");
	if (rc == 0) rc = add_member(out, "x", octets + curve, width);
	if (rc == 0 && curve) rc = edu_buffer_add(out, ",", 1);
	if (rc == 0 && curve) rc = add_member(out, "y", octets + 1 + width, width);
	return rc < 0 ? rc : edu_buffer_add(out, "}", 1);
}

int edu_jwk_thumbprint(edu_buffer *out, const edu_key *key)
{
	unsigned char digest[EDU_DIGEST_SHA256_SIZE];
	edu_buffer jwk;

	edu_buffer_open(&jwk, &out->allocator);
	int rc = edu_jwk_write(&jwk, key);
	if (rc == 0 && !edu_digest_of(EDU_DIGEST_SHA256, jwk.data, jwk.length, digest)) rc = EDU_ENOMEM;
	if (rc == 0) rc = edu_base64url_encode(out, digest, sizeof digest);
	edu_buffer_free(&jwk);
	return rc;
}
