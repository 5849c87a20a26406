/*
 * crypto/keyed.h – HMAC-SHA-256 (RFC 2104, FIPS 198-1) of bytes in pieces.
 */
#ifndef EDU_CRYPTO_KEYED_H
#define EDU_CRYPTO_KEYED_H

#include <stdbool.h>
#include <stddef.h>

enum { EDU_KEYED_SIZE = 32 };

typedef struct edu_piece {
	const void *data;
	size_t length;
} edu_piece;

/* Of all pieces, one behind the other. False: libsodium can't be used. */
bool edu_keyed_digest(unsigned char out[EDU_KEYED_SIZE], const void *key, size_t key_length,
                      const edu_piece *pieces, size_t count);

#endif
