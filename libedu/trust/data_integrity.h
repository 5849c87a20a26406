/*
 * trust/data_integrity.h – Data Integrity proofs over JCS: the suites, and what both making and checking them need.
 */
#ifndef EDU_TRUST_DATA_INTEGRITY_H
#define EDU_TRUST_DATA_INTEGRITY_H

#include "crypto/key.h"
#include "json/canonical.h"

typedef struct edu_suite {
	const char *name;
	edu_key_type key;
	edu_algorithm algorithm;
} edu_suite;

/* The suite of that name for keys of that type (NONE: any); NULL: not supported. */
const edu_suite *edu_suite_named(const char *name, size_t length, edu_key_type type);
/* The suite that keys of a type sign with; NULL: none. */
const edu_suite *edu_suite_for(edu_key_type type);

/* The digest that both parts are hashed with. */
edu_digest_kind edu_suite_digest(const edu_suite *suite);

/*
 * Append what is signed: the digest of the proof's options, then that of the document. texts: where the canonical forms
 * go, proof first; both are opened here and the caller's to free, also after a failure. 0, EDU_ENOMEM, EDU_EINVALID,
 * EDU_EUNSUPPORTED (no such digest in this build).
 */
int edu_suite_hash(edu_buffer *out, edu_buffer texts[2], const edu_suite *suite, const edu_tree *t,
                   edu_ref proof, edu_ref document, const edu_json_swap *swaps, size_t swap_count,
                   edu_error *err);

#endif
