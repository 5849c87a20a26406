/*
 * crypto/openssl_certificate.h – what the parts of the X.509 side share: a certificate's inside.
 */
#ifndef EDU_CRYPTO_OPENSSL_CERTIFICATE_H
#define EDU_CRYPTO_OPENSSL_CERTIFICATE_H

#include "crypto/certificate.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

struct edu_certificate {
	edu_arena *arena;            /* holds this, too */
	X509 *x509;
	edu_key *key;
	edu_certificate_facts facts;
};

/* Level 2: no SHA-1 and no RSA key below 2048 bits in a chain; an anchor's own signature is not looked at. */
enum { EDU_CHAIN_STRENGTH = 2 };

/* Seconds since 1970-01-01T00:00:00Z, fractions cut off; INT64_MIN: it is no time. */
int64_t edu_openssl_seconds(const ASN1_TIME *t);
/* Anchors, and what a path to one of them has to be at a time; NULL: out of memory. */
X509_STORE *edu_openssl_store(const edu_certificate *const *anchors, size_t count, int64_t time);
/* A list that does not own what is in it; NULL: out of memory. */
STACK_OF(X509) *edu_openssl_stack(const edu_certificate *const *list, size_t count);

#endif
