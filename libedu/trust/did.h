/*
 * trust/did.h – keys that are their own names: Multikey, did:key, did:jwk.
 */
#ifndef EDU_TRUST_DID_H
#define EDU_TRUST_DID_H

#include "crypto/key.h"

/* z and base58btc of a prefix and the key. 0, EDU_ENOMEM, EDU_EKEY, EDU_ELIMIT, EDU_EUNSUPPORTED. */
int edu_multikey_read(edu_key **out, const edu_context *ctx, const char *text, size_t length, edu_error *err);
/* The same for the secret form of an Ed25519 key. */
int edu_multikey_read_secret(edu_key **out, const edu_context *ctx, const char *text, size_t length,
                             edu_error *err);
/* Append. 0, EDU_ENOMEM, EDU_EKEY (RSA: not written). */
int edu_multikey_write(edu_buffer *out, const edu_key *key);

/* Is it a DID (or the URL of a method in one) that is itself the key? */
bool edu_did_is_key(const char *text, size_t length);
/*
 * The key of a did:key or did:jwk. A fragment, if there is one, must name its one method. did_length: of the part in
 * front of the fragment; may be NULL.
 */
int edu_did_read(edu_key **out, const edu_context *ctx, const char *text, size_t length, size_t *did_length,
                 edu_error *err);
/* Append did:key:M, and with_method #M behind it. 0, EDU_ENOMEM, EDU_EKEY. */
int edu_did_write(edu_buffer *out, const edu_key *key, bool with_method);

#endif
