/*
 * privacy/encrypt.c – edu_encrypt() and edu_decrypt(): the recipient's key in whatever dress it comes, and
 * the box.
 */
#include <edu/privacy.h>

#include "base/fail.h"
#include "crypto/sealed_box.h"
#include "crypto/secret.h"
#include "trust/keyring.h"

/* The one key of a keyring that things can be encrypted for; else the first, which says why not. */
static const edu_key *agreement_key(const edu_keyring *ring)
{
	for (size_t i = 0; i < ring->key_count; i++)
		if (edu_key_type_of(ring->keys[i].key) == EDU_KEY_X25519) return ring->keys[i].key;
	return ring->key_count ? ring->keys[0].key : NULL;
}

static int fail_no_key(edu_error *err)
{
	return edu_fail(err, EDU_EKEY, "encrypt/key",
	                "there is no key of type X25519 in it, as edu keygen makes it");
}

static int check(const edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
                 const void *key, edu_error *err)
{
	edu_error_clear(err);
	if (!out || !ctx || (!data && length) || !key)
		return edu_fail(err, EDU_EARG, NULL, "a place, a context, bytes and a key are needed");
	if (length <= ctx->limits.bytes) return 0;
	return edu_fail(err, EDU_ELIMIT, "limit/bytes", "the input is larger than the context allows");
}

int edu_encrypt(edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
                const void *recipient, size_t recipient_length, edu_error *err)
{
	edu_keyring ring;

	int rc = check(out, ctx, data, length, recipient, err);
	if (rc < 0) return rc;
	edu_buffer_open(out, &ctx->allocator);
	if (edu_keyring_open(&ring, ctx) < 0) return edu_fail_memory(err);
	rc = edu_keyring_add(&ring, recipient, recipient_length, NULL, err);
	const edu_key *key = rc == 0 ? agreement_key(&ring) : NULL;
	if (rc == 0) rc = key ? edu_sealed_box_write(out, key, data, length, err) : fail_no_key(err);
	edu_keyring_close(&ring);
	if (rc < 0) edu_buffer_free(out);
	return rc;
}

int edu_decrypt(edu_buffer *out, const edu_context *ctx, const void *data, size_t length, const void *key,
                size_t key_length, const char *password, edu_error *err)
{
	edu_keyring ring;

	int rc = check(out, ctx, data, length, key, err);
	if (rc < 0) return rc;
	edu_buffer_open(out, &ctx->allocator);
	if (edu_keyring_open(&ring, ctx) < 0) return edu_fail_memory(err);
	rc = edu_keyring_add_private(&ring, key, key_length, password, err);
	const edu_key *own = rc == 0 ? agreement_key(&ring) : NULL;
	if (rc == 0) rc = own ? edu_sealed_box_read(out, own, data, length, err) : fail_no_key(err);
	edu_keyring_close(&ring);
	if (rc < 0) edu_wipe_buffer(out);
	return rc;
}

int edu_is_encrypted(const void *data, size_t length)
{
	return data && edu_sealed_box_is(data, length);
}
