/*
 * trust/find_key.h – the key that a signature is checked with: the caller's first, then what the envelope brings.
 *
 * No URL is opened. What a header says of its key (jwk, jku, x5u) is never followed.
 */
#ifndef EDU_TRUST_FIND_KEY_H
#define EDU_TRUST_FIND_KEY_H

#include "trust/jws.h"

/* What a key that fits has to verify, where several have the same name. */
typedef struct edu_signed_bytes {
	edu_algorithm algorithm;
	const void *data;
	size_t length;
	const void *signature;
	size_t signature_length;
} edu_signed_bytes;

/* Set j->key and its origin; none found is no failure. 0, EDU_JUDGED or negative. */
int edu_find_jws_key(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_signed_bytes *bytes);

/*
 * The key of a verification method (Data Integrity), or of a kid that is a DID URL: the caller's, the DID itself, or by
 * the resolver's controller document. purpose: of edu_purpose. The same answers.
 */
int edu_find_method(edu_verification *v, edu_judgement *j, const char *method, size_t length,
                    unsigned purpose);

#endif
