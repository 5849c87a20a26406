/*
 * crypto/key_inside.h – what a key is inside, for the files that make, ask and use keys.
 */
#ifndef EDU_CRYPTO_KEY_INSIDE_H
#define EDU_CRYPTO_KEY_INSIDE_H

#include "crypto/key.h"

enum { EDU_SEED_SIZE = 32, EDU_OCTETS_LARGEST = 1 + 2 * 66 };

struct edu_key {
	edu_allocator allocator;
	edu_key_type type;
	unsigned bits;
	bool is_private;
	size_t octet_length;                     /* 0 for RSA */
	unsigned char octets[EDU_OCTETS_LARGEST];
	unsigned char *modulus;
	size_t modulus_length, exponent_length;
	unsigned char exponent[EDU_PUBLIC_EXPONENT_LARGEST];
	unsigned char *secret;                   /* in locked memory: Ed25519's seed‖public as libsodium has it, X25519's scalar */
	void *handle;                            /* RSA and the curves: OpenSSL's; NULL: not in this build */
};

/* How a type's numbers and its SubjectPublicKeyInfo look: AlgorithmIdentifier as DER (RFC 3279, 5480, 8410). */
typedef struct edu_key_shape {
	unsigned bits, coordinate;           /* of a curve, bytes; 0: another type */
	unsigned char id_length;
	unsigned char id[22];
} edu_key_shape;

extern const edu_key_shape edu_key_shapes[EDU_KEY_TYPES];

/* An empty key; NULL: out of memory, or libsodium can't be used. */
edu_key *edu_key_new(const edu_allocator *a, edu_key_type type);

#endif
