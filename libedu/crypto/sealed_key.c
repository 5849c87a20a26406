/*
 * crypto/sealed_key.c – key files encrypted with libsodium's Argon2id and secretstream (XChaCha20-Poly1305).
 *
 * Magic (8 bytes), passes and KiB of Argon2id (4 each, little-endian), salt (16), the stream's header (24), and one
 * final message whose additional data is everything in front of the stream's header.
 */
#include "crypto/sealed_key.h"

#include "base/fail.h"
#include "base/memory.h"
#include "crypto/digest.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "EDUKEY1\n"

enum {
	MAGIC_SIZE = 8,
	SALT_AT = 16,
	STREAM_AT = SALT_AT + crypto_pwhash_argon2id_SALTBYTES,
	MESSAGE_AT = STREAM_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	PASSES = 3,
	KIB = 256 * 1024, /* RFC 9106's second choice has 64 MiB; libsodium's MODERATE 256 */
	PASSES_MOST = 16,
	KIB_MOST = 1024 * 1024 /* what a hostile file may cost */
};

bool edu_sealed_key_is(const void *data, size_t length)
{
	return length >= MAGIC_SIZE && memcmp(data, MAGIC, MAGIC_SIZE) == 0;
}

static uint32_t number_at(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void put_number(unsigned char *p, uint32_t n)
{
	for (int i = 0; i < 4; i++) p[i] = (unsigned char)(n >> 8 * i);
}

/* The key of a password, in locked memory; NULL: out of memory. */
static unsigned char *stretch(const char *password, const unsigned char *head)
{
	unsigned char *key =
		edu_crypto_ready() ? sodium_malloc(crypto_secretstream_xchacha20poly1305_KEYBYTES) : NULL;

	if (key && crypto_pwhash(key, crypto_secretstream_xchacha20poly1305_KEYBYTES, password,
	                         strlen(password), head + SALT_AT, number_at(head + MAGIC_SIZE),
	                         (size_t)number_at(head + MAGIC_SIZE + 4) * 1024,
	                         crypto_pwhash_ALG_ARGON2ID13) != 0) {
		sodium_free(key);
		key = NULL;
	}
	return key;
}

int edu_sealed_key_read(edu_buffer *out, const void *data, size_t length, const char *password,
                        edu_error *err)
{
	crypto_secretstream_xchacha20poly1305_state state;
	const unsigned char *head = data;
	unsigned char tag = 0;

	if (!password)
		return edu_fail(err, EDU_EKEY, "key/password-needed",
		                "the key file is encrypted; give its password");
	if (length < MESSAGE_AT + crypto_secretstream_xchacha20poly1305_ABYTES)
		return edu_fail(err, EDU_EKEY, "key/sealed", "the key file is cut off");
	const uint32_t passes = number_at(head + MAGIC_SIZE), kib = number_at(head + MAGIC_SIZE + 4);
	if (passes < 1 || passes > PASSES_MOST || kib < 8 || kib > KIB_MOST)
		return edu_fail(err, EDU_ELIMIT, "limit/key-file",
		                "the key file asks for more work than a password is worth");
	const size_t message = length - MESSAGE_AT;
	if (edu_buffer_room(out, message) < 0) return edu_fail_memory(err);
	unsigned char *key = stretch(password, head);
	if (!key) return edu_fail_memory(err);
	const bool good =
		crypto_secretstream_xchacha20poly1305_init_pull(&state, head + STREAM_AT, key) == 0 &&
		crypto_secretstream_xchacha20poly1305_pull(&state, (unsigned char *)out->data + out->length,
	                                                   NULL, &tag, head + MESSAGE_AT, message, head,
	                                                   STREAM_AT) == 0 &&
		tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
	sodium_free(key);
	sodium_memzero(&state, sizeof state);
	if (!good)
		return edu_fail(err, EDU_EKEY, "key/password",
		                "the password does not open the key file, or it is damaged");
	out->length += message - crypto_secretstream_xchacha20poly1305_ABYTES;
	out->data[out->length] = '\0';
	return 0;
}

int edu_sealed_key_write(edu_buffer *out, const void *key, size_t length, const char *password,
                         edu_error *err)
{
	crypto_secretstream_xchacha20poly1305_state state;

	if (!password || !*password)
		return edu_fail(err, EDU_EKEY, "key/password-needed", "a password is needed");
	const size_t message = length + crypto_secretstream_xchacha20poly1305_ABYTES;
	if (!edu_crypto_ready() || edu_buffer_room(out, MESSAGE_AT + message) < 0)
		return edu_fail_memory(err);
	unsigned char *head = (unsigned char *)out->data + out->length;
	memcpy(head, MAGIC, MAGIC_SIZE);
	put_number(head + MAGIC_SIZE, PASSES);
	put_number(head + MAGIC_SIZE + 4, KIB);
	randombytes_buf(head + SALT_AT, crypto_pwhash_argon2id_SALTBYTES);
	unsigned char *secret = stretch(password, head);
	if (!secret) return edu_fail_memory(err);
	crypto_secretstream_xchacha20poly1305_init_push(&state, head + STREAM_AT, secret);
	crypto_secretstream_xchacha20poly1305_push(&state, head + MESSAGE_AT, NULL, key, length, head,
	                                           STREAM_AT,
	                                           crypto_secretstream_xchacha20poly1305_TAG_FINAL);
	sodium_free(secret);
	sodium_memzero(&state, sizeof state);
	out->length += MESSAGE_AT + message;
	out->data[out->length] = '\0';
	return 0;
}
