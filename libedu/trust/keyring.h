/*
 * trust/keyring.h – keys and certificates in whatever dress they come: what callers trust, and what they sign with.
 */
#ifndef EDU_TRUST_KEYRING_H
#define EDU_TRUST_KEYRING_H

#include <edu/trust.h>
#include "crypto/certificate.h"

/* What a controller document permits a key to be used for. */
enum edu_purpose { EDU_PURPOSE_ASSERTION = 1, EDU_PURPOSE_AUTHENTICATION = 2, EDU_PURPOSE_ANY = 3 };

typedef struct edu_ring_key {
	edu_key *key;
	const char *name;            /* kid, or the full id of a verification method; NULL: none */
	const char *owner;           /* whose it is; NULL: nobody said */
	bool pinned;                 /* a single key, handed in as the signer's */
	unsigned purposes;           /* of edu_purpose */
} edu_ring_key;

typedef struct edu_keyring {
	const edu_context *ctx;
	edu_arena *arena;            /* texts */
	edu_ring_key *keys;
	size_t key_count, key_capacity;
	edu_certificate **certificates;
	size_t certificate_count, certificate_capacity;
	edu_crl **crls;
	size_t crl_count, crl_capacity;
} edu_keyring;

struct edu_trust {
	edu_keyring ring;
};

int edu_keyring_open(edu_keyring *r, const edu_context *ctx);       /* 0 or EDU_ENOMEM */
void edu_keyring_close(edu_keyring *r);

/*
 * Add public keys and certificates of bytes: see edu_trust_add(). Private ones are refused: what is trusted is public.
 */
int edu_keyring_add(edu_keyring *r, const void *data, size_t length, const char *owner, edu_error *err);
/* Add private keys, and the certificates that come with them. password NULL: none; never asked for. */
int edu_keyring_add_private(edu_keyring *r, const void *data, size_t length, const char *password,
                            edu_error *err);

/* The certificate with these bytes; NULL: not there. */
const edu_certificate *edu_keyring_certificate(const edu_keyring *r, const unsigned char *sha256);
/* The next entry from number *at on (start with 0) for that key, or of that name; NULL: none. r may be NULL. */
const edu_ring_key *edu_keyring_find(const edu_keyring *r, const edu_key *key, size_t *at);
const edu_ring_key *edu_keyring_named(const edu_keyring *r, const char *name, size_t length, size_t *at);

#endif
