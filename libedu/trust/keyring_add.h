/*
 * trust/keyring_add.h – one addition to a keyring, shared by the files that know the dresses of keys.
 */
#ifndef EDU_TRUST_KEYRING_ADD_H
#define EDU_TRUST_KEYRING_ADD_H

#include "trust/keyring.h"

/* One addition: how its keys are taken. */
typedef struct edu_adding {
	edu_keyring *r;
	const char *owner;           /* kept; NULL: nobody said */
	const char *password;
	bool private;
	edu_error *err;
} edu_adding;

/* Take a key, certificate or list of revoked ones, which is freed where that fails. 0 or EDU_ENOMEM. */
int edu_ring_take_key(edu_adding *x, edu_key *key, const char *name, size_t name_length, bool pinned);
int edu_ring_take_certificate(edu_adding *x, edu_certificate *c);
int edu_ring_take_crl(edu_adding *x, edu_crl *crl);
/* EDU_EKEY: what is trusted is public. */
int edu_ring_refuse_private(edu_adding *x);
/* A JWK, a JWK set or a controller document. */
int edu_ring_add_json(edu_adding *x, const char *data, size_t length);

#endif
