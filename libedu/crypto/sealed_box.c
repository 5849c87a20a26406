/*
 * crypto/sealed_box.c – see sealed_box.h.
 */
#include "crypto/sealed_box.h"

#include "base/fail.h"
#include "crypto/key_inside.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "EDUBOX"
#define VERSION "1\n"

enum {
	VERSION_AT = sizeof MAGIC - 1,
	PRINT_AT = VERSION_AT + sizeof VERSION - 1,
	PRINT_SIZE = 16,
	BOX_AT = PRINT_AT + PRINT_SIZE,
};

bool edu_sealed_box_is(const void *data, size_t length)
{
	return length >= VERSION_AT && memcmp(data, MAGIC, VERSION_AT) == 0;
}

/* Which of the recipient's keys it is for; who knows the public key can tell, too. */
static void put_print(unsigned char *out, const edu_key *key)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(digest, key->octets, key->octet_length);
	memcpy(out, digest, PRINT_SIZE);
}

static int check_type(const edu_key *key, edu_error *err)
{
	if (!edu_crypto_ready()) return edu_fail_memory(err);
	if (key->type == EDU_KEY_X25519) return 0;
	return edu_fail(
		err, EDU_EKEY, "encrypt/key",
		"a key of another type signs; encryption takes one of type X25519, as edu keygen makes it");
}

int edu_sealed_box_write(edu_buffer *out, const edu_key *recipient, const void *data, size_t length,
                         edu_error *err)
{
	int rc = check_type(recipient, err);
	if (rc < 0) return rc;
	if (length > SIZE_MAX - BOX_AT - crypto_box_SEALBYTES ||
	    edu_buffer_room(out, BOX_AT + crypto_box_SEALBYTES + length) < 0)
		return edu_fail_memory(err);
	unsigned char *head = (unsigned char *)out->data + out->length;
	memcpy(head, MAGIC VERSION, PRINT_AT);
	put_print(head + PRINT_AT, recipient);
	/* Refuses public keys of low order alone. */
	if (crypto_box_seal(head + BOX_AT, data, length, recipient->octets) != 0)
		return edu_fail(err, EDU_EKEY, "encrypt/key",
		                "the public key is one that gives everything away");
	out->length += BOX_AT + crypto_box_SEALBYTES + length;
	out->data[out->length] = '\0';
	return 0;
}

static int check_head(const edu_key *key, const unsigned char *head, size_t length, edu_error *err)
{
	unsigned char print[PRINT_SIZE];

	if (!edu_sealed_box_is(head, length))
		return edu_fail(err, EDU_EFORMAT, "encrypt/format",
		                "not encrypted by edu encrypt: the first bytes are others");
	if (length >= PRINT_AT && memcmp(head + VERSION_AT, VERSION, PRINT_AT - VERSION_AT) != 0)
		return edu_fail(err, EDU_EVERSION, "encrypt/version",
		                "a container of a version that this release does not know");
	if (length < BOX_AT + crypto_box_SEALBYTES)
		return edu_fail(err, EDU_EFORMAT, "encrypt/truncated", "the container is cut off");
	if (!key->secret)
		return edu_fail(err, EDU_EKEY, "key/public",
		                "a private key is needed, and this one is public");
	put_print(print, key);
	if (sodium_memcmp(print, head + PRINT_AT, PRINT_SIZE) != 0)
		return edu_fail(err, EDU_EKEY, "encrypt/recipient",
		                "encrypted for another key than this one");
	return 0;
}

int edu_sealed_box_read(edu_buffer *out, const edu_key *key, const void *data, size_t length, edu_error *err)
{
	const unsigned char *head = data;

	int rc = check_type(key, err);
	if (rc == 0) rc = check_head(key, head, length, err);
	if (rc < 0) return rc;
	const size_t message = length - BOX_AT - crypto_box_SEALBYTES;
	if (edu_buffer_room(out, message) < 0) return edu_fail_memory(err);
	if (crypto_box_seal_open((unsigned char *)out->data + out->length, head + BOX_AT, length - BOX_AT,
	                         key->octets, key->secret) != 0)
		return edu_fail(err, EDU_EINVALID, "encrypt/changed", "the container was changed or cut off");
	out->length += message;
	out->data[out->length] = '\0';
	return 0;
}
