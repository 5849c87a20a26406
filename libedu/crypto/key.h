/*
 * crypto/key.h – keys: public and private, Ed25519 through libsodium, RSA and the NIST curves through OpenSSL.
 *
 * A key is immutable once made and may be shared by threads. Its public part is kept in plain numbers, so that
 * fingerprints and JWKs need no OpenSSL; without it, keys of those types can be read and told, but not used.
 * Private parts lie in locked memory that is wiped when it is freed.
 */
#ifndef EDU_CRYPTO_KEY_H
#define EDU_CRYPTO_KEY_H

#include "base/memory.h"
#include "crypto/algorithm.h"

enum {
	EDU_RSA_SMALLEST = 1024,       /* bits; what is smaller is no key at all */
	EDU_RSA_ACCEPTABLE = 2048,     /* what is smaller is weak */
	EDU_RSA_LARGEST = 16384,
	EDU_SIGNATURE_LARGEST = EDU_RSA_LARGEST / 8,
	EDU_PUBLIC_EXPONENT_LARGEST = 8
};

typedef struct edu_key edu_key;

/* What checking a signature found. */
typedef enum edu_check {
	EDU_CHECK_GOOD = 0,
	EDU_CHECK_BAD = 1,             /* the key did not make this signature for these bytes */
	EDU_CHECK_MALFORMED = 2,       /* the signature has the wrong length for key and algorithm */
	EDU_CHECK_MISMATCH = 3,        /* the algorithm is not one for keys of this type */
	EDU_CHECK_NOT_BUILT = 4,       /* this build lacks OpenSSL */
	EDU_CHECK_DISABLED = 5         /* the platform's policy forbids the algorithm */
} edu_check;

/*
 * Public keys of plain numbers. All return 0, EDU_ENOMEM, EDU_EKEY (with rule and message: wrong size, all zero, off the
 * curve, an exponent of one, …) or EDU_EUNSUPPORTED (a compressed point without OpenSSL).
 */
/* Ed25519 and X25519: 32 bytes; curves: 04‖x‖y, or the compressed form. */
int edu_key_from_octets(edu_key **out, const edu_allocator *a, edu_key_type type, const void *octets,
                        size_t length, edu_error *err);
/* Big-endian without leading zeros. */
int edu_key_from_modulus(edu_key **out, const edu_allocator *a, const void *n, size_t n_length, const void *e,
                         size_t e_length, edu_error *err);
/* SubjectPublicKeyInfo (RFC 5280), DER. */
int edu_key_from_spki(edu_key **out, const edu_allocator *a, const void *der, size_t length, edu_error *err);
/*
 * The same with OpenSSL's handle of that key at hand, which becomes the key's own; after a failure, and for Ed25519, it
 * stays the caller's.
 */
int edu_key_adopt(edu_key **out, const edu_allocator *a, const void *der, size_t length, void *handle,
                  edu_error *err);

/*
 * Private keys. seed: 32 bytes of Ed25519. scalar: of a curve, with its public point. der: PKCS#8, encrypted or not,
 * PKCS#1 or SEC 1; password NULL: none is known, and none is ever asked for.
 */
int edu_key_from_seed(edu_key **out, const edu_allocator *a, const void *seed, edu_error *err);
/* scalar: 32 bytes of X25519 (RFC 7748, section 5). */
int edu_key_from_agreement(edu_key **out, const edu_allocator *a, const void *scalar, edu_error *err);
int edu_key_from_scalar(edu_key **out, const edu_allocator *a, edu_key_type type, const void *d,
                        size_t d_length, edu_error *err);
int edu_key_from_private_der(edu_key **out, const edu_allocator *a, const void *der, size_t length,
                             const char *password, edu_error *err);
/* A new key of type Ed25519, X25519, P-256, P-384, P-521 or RSA (bits counts there). */
int edu_key_generate(edu_key **out, const edu_allocator *a, edu_key_type type, unsigned bits, edu_error *err);

void edu_key_free(edu_key *key);   /* NULL allowed */

edu_key_type edu_key_type_of(const edu_key *key);
unsigned edu_key_bits(const edu_key *key);
bool edu_key_is_private(const edu_key *key);
bool edu_key_has_handle(const edu_key *key);      /* of OpenSSL's */
bool edu_keys_equal(const edu_key *a, const edu_key *b);   /* their public parts */

/* 32 bytes, or 04‖x‖y; NULL for RSA. */
const unsigned char *edu_key_octets(const edu_key *key, size_t *length);
/* Modulus and exponent; NULL for others than RSA. */
const unsigned char *edu_key_modulus(const edu_key *key, size_t *length);
const unsigned char *edu_key_exponent(const edu_key *key, size_t *length);
/* The Ed25519 seed of a private key, 32 bytes; NULL: another key. */
const unsigned char *edu_key_seed(const edu_key *key);

/* Append the SubjectPublicKeyInfo, DER; 0 or EDU_ENOMEM. */
int edu_key_spki(edu_buffer *out, const edu_key *key);
/* Append a private key as PKCS#8, DER, unencrypted. 0, EDU_ENOMEM, EDU_EKEY, EDU_EUNSUPPORTED. */
int edu_key_pkcs8(edu_buffer *out, const edu_key *key, edu_error *err);
/* SHA-256 of the SubjectPublicKeyInfo, 32 bytes; false: out of memory. */
bool edu_key_fingerprint(const edu_key *key, unsigned char *out);

/*
 * Check a signature over bytes; hashing them is the algorithm's business. Elliptic curves: r‖s of fixed width.
 * Returns an edu_check; EDU_ENOMEM is the one negative answer.
 */
int edu_key_verify(const edu_key *key, edu_algorithm algorithm, const void *data, size_t length,
                   const void *signature, size_t signature_length);
/* Append the signature of a private key. 0, EDU_ENOMEM, EDU_EKEY, EDU_EUNSUPPORTED. */
int edu_key_sign(edu_buffer *out, const edu_key *key, edu_algorithm algorithm, const void *data,
                 size_t length, edu_error *err);

/* ECDSA signatures of devices arrive as DER: append r‖s of the width a curve has. 0, EDU_ENOMEM, EDU_EINVALID. */
int edu_signature_from_der(edu_buffer *out, edu_key_type type, const void *der, size_t length);

#endif
