/*
 * trust/jwk.h – keys as JSON: JWK (RFC 7517, 7518, 8037) and its thumbprint (RFC 7638).
 */
#ifndef EDU_TRUST_JWK_H
#define EDU_TRUST_JWK_H

#include "crypto/key.h"
#include "trust/strict.h"

/*
 * The public key of a JWK. A private part in it is refused (key/private-part), for it stands where everybody reads.
 * 0, EDU_ENOMEM, EDU_EKEY (rule key/…), EDU_EUNSUPPORTED.
 */
int edu_jwk_public(edu_key **out, const edu_tree *t, edu_ref jwk, edu_error *err);
/* The private key of a JWK with its private part. */
int edu_jwk_private(edu_key **out, const edu_tree *t, edu_ref jwk, edu_error *err);

/* Append the public key as a JWK, members in lexicographic order: what a thumbprint is made of. 0 or EDU_ENOMEM. */
int edu_jwk_write(edu_buffer *out, const edu_key *key);
/* Append base64url of the SHA-256 of that. 0 or EDU_ENOMEM. */
int edu_jwk_thumbprint(edu_buffer *out, const edu_key *key);

#endif
