/*
 * crypto/key_private.c – private keys: read, made, and written as PKCS#8.
 */
#include "crypto/key_inside.h"

#include "base/fail.h"
#include "crypto/der.h"
#include "crypto/openssl.h"
#include "crypto/secret.h"

#include <sodium.h>
#include <string.h>

int edu_key_from_seed(edu_key **out, const edu_allocator *a, const void *seed, edu_error *err)
{
	*out = NULL;
	edu_key *key = edu_key_new(a, EDU_KEY_ED25519);
	if (!key || !(key->secret = sodium_malloc(crypto_sign_SECRETKEYBYTES))) {
		edu_key_free(key);
		return edu_fail_memory(err);
	}
	crypto_sign_seed_keypair(key->octets, key->secret, seed);
	key->octet_length = 32;
	key->is_private = true;
	*out = key;
	return 0;
}

int edu_key_from_agreement(edu_key **out, const edu_allocator *a, const void *scalar, edu_error *err)
{
	*out = NULL;
	edu_key *key = edu_key_new(a, EDU_KEY_X25519);
	if (!key || !(key->secret = sodium_malloc(crypto_box_SECRETKEYBYTES))) {
		edu_key_free(key);
		return edu_fail_memory(err);
	}
	memcpy(key->secret, scalar, crypto_box_SECRETKEYBYTES);
	/* Fails for no scalar: the base point is not of low order. */
	if (crypto_scalarmult_base(key->octets, key->secret) != 0) sodium_memzero(key->octets, sizeof key->octets);
	key->octet_length = 32;
	key->is_private = true;
	*out = key;
	return 0;
}

/* The two types that libsodium has: 32 secret bytes make one of them. */
static int from_secret(edu_key **out, const edu_allocator *a, edu_key_type type, const void *bytes, edu_error *err)
{
	return type == EDU_KEY_X25519 ? edu_key_from_agreement(out, a, bytes, err) : edu_key_from_seed(out, a, bytes, err);
}

/* The key of an OpenSSL handle, which it takes. */
static int from_handle(edu_key **out, const edu_allocator *a, void *handle, edu_error *err)
{
	unsigned char seed[EDU_SEED_SIZE];
	edu_buffer spki;

	edu_buffer_open(&spki, a);
	int rc = edu_openssl_spki(&spki, handle);
	if (rc == EDU_EKEY) rc = edu_fail(err, rc, "key/type", "keys of this type are not supported");
	if (rc == 0) rc = edu_key_from_spki(out, a, spki.data, spki.length, err);
	edu_buffer_free(&spki);
	const edu_key_type type = rc == 0 ? (*out)->type : EDU_KEY_NONE;
	if (type == EDU_KEY_ED25519 || type == EDU_KEY_X25519) {
		edu_key_free(*out);
		*out = NULL;
		rc = edu_openssl_seed(seed, handle);
		if (rc == 0) rc = from_secret(out, a, type, seed, err);
		edu_wipe(seed, sizeof seed);
	} else if (rc == 0) {
		edu_openssl_release((*out)->handle);
		(*out)->handle = handle;
		(*out)->is_private = true;
		return 0;
	}
	edu_openssl_release(handle);
	return rc == EDU_ENOMEM ? edu_fail_memory(err) : rc;
}

/* PKCS#8 of 32 secret bytes, version 1, without their public key (RFC 8410, section 7). */
static const unsigned char seed_head[16] = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
	                                     0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20 };
static const unsigned char agreement_head[16] = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
	                                          0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20 };

int edu_key_from_private_der(edu_key **out, const edu_allocator *a, const void *der, size_t length,
                             const char *password, edu_error *err)
{
	void *handle;

	*out = NULL;
	if (length == sizeof seed_head + EDU_SEED_SIZE && memcmp(der, seed_head, sizeof seed_head) == 0)
		return edu_key_from_seed(out, a, (const unsigned char *)der + sizeof seed_head, err);
	if (length == sizeof agreement_head + EDU_SEED_SIZE && memcmp(der, agreement_head, sizeof agreement_head) == 0)
		return edu_key_from_agreement(out, a, (const unsigned char *)der + sizeof agreement_head, err);
	const int rc = edu_openssl_private(&handle, der, length, password, err);
	return rc < 0 ? rc : from_handle(out, a, handle, err);
}

int edu_key_from_scalar(edu_key **out, const edu_allocator *a, edu_key_type type, const void *d,
                        size_t d_length, edu_error *err)
{
	const size_t width = edu_key_shapes[type].coordinate;
	edu_buffer der;

	*out = NULL;
	if (!width || d_length != width)
		return edu_fail(err, EDU_EKEY, "key/size", "the private key has not the size of its curve");
	/* ECPrivateKey of SEC 1: version 1, the scalar, and [0] with the name of the curve; OpenSSL finds the point. */
	const unsigned char *curve = edu_key_shapes[type].id + 11;
	edu_buffer_open(&der, a);
	int rc = edu_buffer_room(&der, 256);
	if (rc == 0) rc = edu_buffer_add(&der, "\x02\x01\x01", 3);
	const size_t scalar = der.length;
	if (rc == 0) rc = edu_buffer_add(&der, d, d_length);
	if (rc == 0) rc = edu_der_wrap(&der, scalar, EDU_DER_OCTETS);
	const size_t parameters = der.length;
	if (rc == 0) rc = edu_buffer_add(&der, curve, (size_t)curve[1] + 2);
	if (rc == 0) rc = edu_der_wrap(&der, parameters, 0xA0);
	if (rc == 0) rc = edu_der_wrap(&der, 0, EDU_DER_SEQUENCE);
	rc = rc < 0 ? edu_fail_memory(err)
	            : edu_key_from_private_der(out, a, der.data, der.length, NULL, err);
	edu_wipe_buffer(&der);
	return rc;
}

int edu_key_generate(edu_key **out, const edu_allocator *a, edu_key_type type, unsigned bits, edu_error *err)
{
	unsigned char seed[EDU_SEED_SIZE];
	void *handle;

	*out = NULL;
	if (!edu_crypto_ready()) return edu_fail_memory(err);
	if (type == EDU_KEY_ED25519 || type == EDU_KEY_X25519) {
		randombytes_buf(seed, sizeof seed);
		const int rc = from_secret(out, a, type, seed, err);
		edu_wipe(seed, sizeof seed);
		return rc;
	}
	if (type == EDU_KEY_RSA ? bits < EDU_RSA_ACCEPTABLE || bits > EDU_RSA_LARGEST
	                        : !edu_key_shapes[type].coordinate)
		return edu_fail(err, EDU_EKEY, "key/type", "no new keys of that type and size are made");
	const int rc = edu_openssl_generate(&handle, type, bits);
	if (rc == EDU_EUNSUPPORTED)
		return edu_fail(err, rc, "key/not-built",
		                "this build lacks OpenSSL, which makes keys of this type");
	return rc < 0 ? edu_fail(err, rc, "key/generate", "the key could not be made")
	              : from_handle(out, a, handle, err);
}

int edu_key_pkcs8(edu_buffer *out, const edu_key *key, edu_error *err)
{
	if (!key->is_private)
		return edu_fail(err, EDU_EKEY, "key/public",
		                "a private key is needed, and this one is public");
	const unsigned char *head = key->type == EDU_KEY_X25519 ? agreement_head : seed_head;
	int rc = key->secret ? edu_buffer_add(out, head, sizeof seed_head) : edu_openssl_pkcs8(out, key->handle);
	if (rc == 0 && key->secret) rc = edu_buffer_add(out, key->secret, EDU_SEED_SIZE);
	return rc == EDU_ENOMEM ? edu_fail_memory(err) : rc;
}
