/*
 * crypto/key.c – public keys, made of plain numbers and of DER, asked, and freed.
 */
#include "crypto/key_inside.h"

#include "base/fail.h"
#include "crypto/der.h"
#include "crypto/openssl.h"

#include <sodium.h>
#include <string.h>

enum { SPKI_ROOM = EDU_SIGNATURE_LARGEST + 64 };

const edu_key_shape edu_key_shapes[EDU_KEY_TYPES] = {
	[EDU_KEY_ED25519] = { 256, 0, 7, { 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70 } },
	[EDU_KEY_P256] = { 256, 32, 21, { 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
	                                  0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 } },
	[EDU_KEY_P384] = { 384,
	                   48,
	                   18,
	                   { 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05,
	                     0x2b, 0x81, 0x04, 0x00, 0x22 } },
	[EDU_KEY_P521] = { 521,
	                   66,
	                   18,
	                   { 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05,
	                     0x2b, 0x81, 0x04, 0x00, 0x23 } },
	[EDU_KEY_RSA] = { 0,
	                  0,
	                  15,
	                  { 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
	                    0x05, 0x00 } },
	[EDU_KEY_X25519] = { 256, 0, 7, { 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e } },
};

edu_key *edu_key_new(const edu_allocator *a, edu_key_type type)
{
	edu_key *key = edu_crypto_ready() ? edu_allocate(a, sizeof *key) : NULL;
	if (!key) return NULL;
	memset(key, 0, sizeof *key);
	key->allocator = a ? *a : *edu_default_allocator();
	key->type = type;
	key->bits = edu_key_shapes[type].bits;
	return key;
}

void edu_key_free(edu_key *key)
{
	if (!key) return;
	const edu_allocator a = key->allocator;
	if (key->secret) sodium_free(key->secret);
	edu_openssl_release(key->handle);
	edu_release(&a, key->modulus, key->modulus_length);
	edu_release(&a, key, sizeof *key);
}

/* Give a key its handle, the one that is given or one of its numbers; a build without OpenSSL does without. */
static int take_handle(edu_key *key, void *given, edu_error *err)
{
	edu_buffer spki;

	key->handle = given;
	if (given) return 0;
	edu_buffer_open(&spki, &key->allocator);
	int rc = edu_key_spki(&spki, key);
	if (rc == 0) rc = edu_openssl_public(&key->handle, spki.data, spki.length);
	edu_buffer_free(&spki);
	if (rc == EDU_EUNSUPPORTED) return 0;
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	return rc < 0 ? edu_fail(err, EDU_EKEY, "key/point",
	                         "the public key's numbers make no key; its point must lie on "
	                         "the curve")
	              : 0;
}

static int take_point(edu_key *key, const unsigned char *octets, size_t length, void *given, edu_error *err)
{
	const size_t width = edu_key_shapes[key->type].coordinate;
	const bool compressed = length == 1 + width && (octets[0] == 2 || octets[0] == 3);

	if (!compressed && (length != 1 + 2 * width || octets[0] != 4))
		return edu_fail(err, EDU_EKEY, "key/size", "the public key has not the size of its curve");
	memcpy(key->octets, octets, length);
	key->octet_length = length;
	int rc = take_handle(key, given, err);
	if (rc < 0 || !compressed) return rc;
	if (!key->handle)
		return edu_fail(err, EDU_EUNSUPPORTED, "key/not-built",
		                "this build lacks OpenSSL, which reads keys of this curve");
	key->octet_length = 1 + 2 * width;
	rc = edu_openssl_point(key->octets, key->handle, width);
	return rc < 0 ? edu_fail(err, rc, "key/point", "the public key's point does not lie on the curve")
	              : 0;
}

static int from_octets(edu_key **out, const edu_allocator *a, edu_key_type type, const void *octets,
                       size_t length, void *given, edu_error *err)
{
	*out = NULL;
	if (type <= EDU_KEY_NONE || (int)type >= EDU_KEY_TYPES || type == EDU_KEY_RSA)
		return edu_fail(err, EDU_EKEY, "key/type", "keys of this type have no such form");
	edu_key *key = edu_key_new(a, type);
	int rc = key ? 0 : edu_fail_memory(err);
	if (rc == 0 && edu_key_shapes[type].coordinate) {
		rc = take_point(key, octets, length, given, err);
	} else if (rc == 0 && length != 32) {
		rc = edu_fail(err, EDU_EKEY, "key/size", "the public key is not 32 bytes long");
	} else if (rc == 0 && sodium_is_zero(octets, 32)) {
		rc = edu_fail(err, EDU_EKEY, "key/zero", "the public key is all zeros");
	} else if (rc == 0) {
		memcpy(key->octets, octets, 32);
		key->octet_length = 32;
	}
	if (rc == 0) {
		*out = key;
		return 0;
	}
	/* What was given stays the caller's. */
	if (key && given) key->handle = NULL;
	edu_key_free(key);
	return rc;
}

int edu_key_from_octets(edu_key **out, const edu_allocator *a, edu_key_type type, const void *octets,
                        size_t length, edu_error *err)
{
	return from_octets(out, a, type, octets, length, NULL, err);
}

static unsigned bit_length(const unsigned char *n, size_t length)
{
	unsigned bits = (unsigned)(8 * length);
	for (unsigned top = 0x80; length && top && !(n[0] & top); top >>= 1) bits--;
	return bits;
}

static int check_rsa(const edu_key *key, edu_error *err)
{
	const unsigned char *n = key->modulus, *e = key->exponent;

	if (key->bits < EDU_RSA_SMALLEST || key->bits > EDU_RSA_LARGEST)
		return edu_fail(err, EDU_EKEY, "key/rsa-size",
		                "the RSA key has %u bits; from %d to %d are read", key->bits,
		                EDU_RSA_SMALLEST, EDU_RSA_LARGEST);
	const bool one = key->exponent_length == 1 && e[0] < 3;
	if (one || !(e[key->exponent_length - 1] & 1) || !(n[key->modulus_length - 1] & 1))
		return edu_fail(err, EDU_EKEY, "key/rsa-numbers",
		                "the RSA key's modulus must be odd, and its exponent odd and at least 3");
	return 0;
}

static int from_modulus(edu_key **out, const edu_allocator *a, const void *n, size_t n_length, const void *e,
                        size_t e_length, void *given, edu_error *err)
{
	const unsigned char *first_n = n, *first_e = e;

	*out = NULL;
	if (!n_length || !e_length || !*first_n || !*first_e || e_length > EDU_PUBLIC_EXPONENT_LARGEST
	    || n_length > EDU_SIGNATURE_LARGEST)
		return edu_fail(err, EDU_EKEY, "key/rsa-numbers",
		                "the RSA key's numbers are empty, far too large, or begin with a zero byte");
	edu_key *key = edu_key_new(a, EDU_KEY_RSA);
	if (!key || !(key->modulus = edu_allocate(&key->allocator, n_length))) {
		edu_key_free(key);
		return edu_fail_memory(err);
	}
	memcpy(key->modulus, n, n_length);
	key->modulus_length = n_length;
	memcpy(key->exponent, e, e_length);
	key->exponent_length = e_length;
	key->bits = bit_length(n, n_length);
	int rc = check_rsa(key, err);
	if (rc == 0) rc = take_handle(key, given, err);
	if (rc == 0) {
		*out = key;
		return 0;
	}
	/* What was given stays the caller's. */
	if (key && given) key->handle = NULL;
	edu_key_free(key);
	return rc;
}

int edu_key_from_modulus(edu_key **out, const edu_allocator *a, const void *n, size_t n_length, const void *e,
                         size_t e_length, edu_error *err)
{
	return from_modulus(out, a, n, n_length, e, e_length, NULL, err);
}

/* ---- SubjectPublicKeyInfo ---- */

static int add_rsa_numbers(edu_buffer *out, const edu_key *key)
{
	const size_t from = out->length;
	int rc = edu_der_integer(out, key->modulus, key->modulus_length);

	if (rc == 0) rc = edu_der_integer(out, key->exponent, key->exponent_length);
	return rc < 0 ? rc : edu_der_wrap(out, from, EDU_DER_SEQUENCE);
}

int edu_key_spki(edu_buffer *out, const edu_key *key)
{
	const edu_key_shape *s = &edu_key_shapes[key->type];
	const size_t from = out->length;

	int rc = edu_buffer_add(out, s->id, s->id_length);
	const size_t bits = out->length;
	if (rc == 0) rc = edu_buffer_add(out, "", 1);   /* no bits of the last byte are left over */
	if (rc == 0 && key->type == EDU_KEY_RSA) rc = add_rsa_numbers(out, key);
	else if (rc == 0) rc = edu_buffer_add(out, key->octets, key->octet_length);
	if (rc == 0) rc = edu_der_wrap(out, bits, EDU_DER_BITS);
	return rc < 0 ? rc : edu_der_wrap(out, from, EDU_DER_SEQUENCE);
}

static edu_key_type type_of_id(const unsigned char *id, size_t length)
{
	for (int i = 1; i < EDU_KEY_TYPES; i++)
		if (edu_key_shapes[i].id_length == length && memcmp(edu_key_shapes[i].id, id, length) == 0)
			return (edu_key_type)i;
	return EDU_KEY_NONE;
}

int edu_key_adopt(edu_key **out, const edu_allocator *a, const void *der, size_t length, void *given,
                  edu_error *err)
{
	edu_der all = { der, (const unsigned char *)der + length }, body, id, bits, numbers, n, e;

	*out = NULL;
	const bool framed = edu_der_take(&all, EDU_DER_SEQUENCE, &body) && all.at == all.end;
	const unsigned char *first = framed ? body.at : NULL;
	if (!framed || !edu_der_take(&body, EDU_DER_SEQUENCE, &id) ||
	    !edu_der_take(&body, EDU_DER_BITS, &bits) || body.at != body.end || bits.at == bits.end ||
	    *bits.at++)
		return edu_fail(err, EDU_EKEY, "key/syntax",
		                "no public key in the form SubjectPublicKeyInfo");
	const edu_key_type type = type_of_id(first, (size_t)(id.end - first));
	if (type == EDU_KEY_NONE)
		return edu_fail(err, EDU_EKEY, "key/type", "keys of this type are not supported");
	if (type != EDU_KEY_RSA)
		return from_octets(out, a, type, bits.at, (size_t)(bits.end - bits.at), given, err);
	if (!edu_der_take(&bits, EDU_DER_SEQUENCE, &numbers) || bits.at != bits.end ||
	    !edu_der_take_number(&numbers, &n) || !edu_der_take_number(&numbers, &e) ||
	    numbers.at != numbers.end)
		return edu_fail(err, EDU_EKEY, "key/syntax", "the RSA public key is no DER");
	return from_modulus(out, a, n.at, (size_t)(n.end - n.at), e.at, (size_t)(e.end - e.at), given, err);
}

int edu_key_from_spki(edu_key **out, const edu_allocator *a, const void *der, size_t length, edu_error *err)
{
	return edu_key_adopt(out, a, der, length, NULL, err);
}

/* ---- questions ---- */

edu_key_type edu_key_type_of(const edu_key *key)
{
	return key->type;
}

unsigned edu_key_bits(const edu_key *key)
{
	return key->bits;
}

bool edu_key_is_private(const edu_key *key)
{
	return key->is_private;
}

const unsigned char *edu_key_octets(const edu_key *key, size_t *length)
{
	*length = key->octet_length;
	return key->octet_length ? key->octets : NULL;
}

const unsigned char *edu_key_modulus(const edu_key *key, size_t *length)
{
	*length = key->modulus_length;
	return key->modulus;
}

const unsigned char *edu_key_exponent(const edu_key *key, size_t *length)
{
	*length = key->exponent_length;
	return key->modulus ? key->exponent : NULL;
}

const unsigned char *edu_key_seed(const edu_key *key)
{
	return key->type == EDU_KEY_ED25519 ? key->secret : NULL;
}

bool edu_key_has_handle(const edu_key *key)
{
	return key->handle != NULL;
}

bool edu_keys_equal(const edu_key *a, const edu_key *b)
{
	return a->type == b->type && a->octet_length == b->octet_length &&
	       a->modulus_length == b->modulus_length && memcmp(a->octets, b->octets, a->octet_length) == 0 &&
	       (!a->modulus || (memcmp(a->modulus, b->modulus, a->modulus_length) == 0 &&
	                        memcmp(a->exponent, b->exponent, sizeof a->exponent) == 0));
}

bool edu_key_fingerprint(const edu_key *key, unsigned char *out)
{
	edu_buffer spki;

	edu_buffer_open(&spki, &key->allocator);
	const bool good = edu_buffer_room(&spki, SPKI_ROOM) == 0 && edu_key_spki(&spki, key) == 0
	               && edu_digest_of(EDU_DIGEST_SHA256, spki.data, spki.length, out);
	edu_buffer_free(&spki);
	return good;
}
