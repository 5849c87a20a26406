/*
 * crypto/digest.h – hashes, fed piece by piece. The only folder that knows libsodium.
 */
#ifndef EDU_CRYPTO_DIGEST_H
#define EDU_CRYPTO_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

/* Sets libsodium up; may be called as often as one likes and from any thread. False: it can't be used. */
bool edu_crypto_ready(void);

typedef enum edu_digest_kind {
	EDU_DIGEST_SHA256 = 1,   /* 32 bytes */
	EDU_DIGEST_BLAKE2B = 2,  /* 16 to 64 bytes, as asked for */
	EDU_DIGEST_SHA512 = 3,   /* 64 bytes */
	EDU_DIGEST_SHA384 = 4,   /* 48 bytes; needs OpenSSL, and edu_digest_of() */
	EDU_DIGEST_SHA1 = 5      /* 20 bytes; the same. Weak */
} edu_digest_kind;

enum { EDU_DIGEST_SHA256_SIZE = 32, EDU_DIGEST_LARGEST = 64 };

/* Bytes of a digest; 0: as asked for. */
size_t edu_digest_size(edu_digest_kind kind);

typedef struct edu_digest {
	_Alignas(64) unsigned char state[384];
	edu_digest_kind kind;
	size_t size;
} edu_digest;

/* False, with nothing to be ended: libsodium can't be used, or a hash has no such size. */
bool edu_digest_begin(edu_digest *d, edu_digest_kind kind, size_t size);
void edu_digest_add(edu_digest *d, const void *data, size_t length);
/* Writes the size bytes asked for. */
void edu_digest_end(edu_digest *d, unsigned char *out);

/* The digest of bytes that lie together, edu_digest_size() bytes of it. False: not in this build, or platform. */
bool edu_digest_of(edu_digest_kind kind, const void *data, size_t length, unsigned char *out);

#endif
