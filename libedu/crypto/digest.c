/*
 * crypto/digest.c – SHA-2 and BLAKE2b through libsodium, SHA-384 and SHA-1 through OpenSSL.
 *
 * libsodium aborts the process on lengths it does not like; every length is checked before it gets there.
 */
#include "crypto/digest.h"
#include "crypto/openssl.h"

#include <sodium.h>

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((edu_digest *)0)->state), "the state fits");
_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((edu_digest *)0)->state), "the state fits");
_Static_assert(sizeof(crypto_hash_sha512_state) <= sizeof(((edu_digest *)0)->state), "the state fits");
_Static_assert(crypto_hash_sha256_BYTES == EDU_DIGEST_SHA256_SIZE, "the size is right");
_Static_assert(crypto_generichash_BYTES_MAX == EDU_DIGEST_LARGEST, "no digest is larger");

static crypto_generichash_state *blake2b(edu_digest *d)
{
	return (crypto_generichash_state *)(void *)d->state;
}

static crypto_hash_sha256_state *sha256(edu_digest *d)
{
	return (crypto_hash_sha256_state *)(void *)d->state;
}

static crypto_hash_sha512_state *sha512(edu_digest *d)
{
	return (crypto_hash_sha512_state *)(void *)d->state;
}

size_t edu_digest_size(edu_digest_kind kind)
{
	static const unsigned char sizes[] = { [EDU_DIGEST_SHA256] = 32,
		                               [EDU_DIGEST_BLAKE2B] = 0,
		                               [EDU_DIGEST_SHA512] = 64,
		                               [EDU_DIGEST_SHA384] = 48,
		                               [EDU_DIGEST_SHA1] = 20 };
	return sizes[kind];
}

bool edu_crypto_ready(void)
{
	return sodium_init() >= 0;
}

bool edu_digest_begin(edu_digest *d, edu_digest_kind kind, size_t size)
{
	if (!edu_crypto_ready()) return false;
	d->kind = kind;
	d->size = size;
	if (kind == EDU_DIGEST_SHA256)
		return size == EDU_DIGEST_SHA256_SIZE && crypto_hash_sha256_init(sha256(d)) == 0;
	if (kind == EDU_DIGEST_SHA512)
		return size == crypto_hash_sha512_BYTES && crypto_hash_sha512_init(sha512(d)) == 0;
	if (kind != EDU_DIGEST_BLAKE2B) return false;
	if (size < crypto_generichash_BYTES_MIN || size > crypto_generichash_BYTES_MAX) return false;
	return crypto_generichash_init(blake2b(d), NULL, 0, size) == 0;
}

void edu_digest_add(edu_digest *d, const void *data, size_t length)
{
	if (!length) return;
	if (d->kind == EDU_DIGEST_SHA256) crypto_hash_sha256_update(sha256(d), data, length);
	else if (d->kind == EDU_DIGEST_SHA512) crypto_hash_sha512_update(sha512(d), data, length);
	else crypto_generichash_update(blake2b(d), data, length);
}

void edu_digest_end(edu_digest *d, unsigned char *out)
{
	if (d->kind == EDU_DIGEST_SHA256) crypto_hash_sha256_final(sha256(d), out);
	else if (d->kind == EDU_DIGEST_SHA512) crypto_hash_sha512_final(sha512(d), out);
	else crypto_generichash_final(blake2b(d), out, d->size);
}

bool edu_digest_of(edu_digest_kind kind, const void *data, size_t length, unsigned char *out)
{
	edu_digest d;

	/* OpenSSL's SHA-256 uses the processor's own instructions, which libsodium's does not: five times as fast. */
	if (edu_openssl_digest(kind, data, length, out)) return true;
	if (kind == EDU_DIGEST_SHA384 || kind == EDU_DIGEST_SHA1) return false;
	if (!edu_digest_begin(&d, kind, edu_digest_size(kind))) return false;
	edu_digest_add(&d, data, length);
	edu_digest_end(&d, out);
	return true;
}
