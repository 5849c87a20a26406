/*
 * trust/judge.h – whose key it is: trust, time and binding, the same for every envelope (trust.md, section 5).
 */
#ifndef EDU_TRUST_JUDGE_H
#define EDU_TRUST_JUDGE_H

#include "trust/keyring.h"
#include "trust/verdict.h"

/* Whom a record names as its issuer. Texts are borrowed; NULL where it doesn't say. */
typedef struct edu_issuer {
	const char *id;              /* issuer, issuer.id, iss */
	size_t id_length;
	const char *identifier;      /* eIDASIdentifier.notation */
	size_t identifier_length;
	const char *country;         /* eIDASIdentifier.spatial, its last step: three letters */
	size_t country_length;
} edu_issuer;

/* The issuer that a credential (a JSON object) names. */
void edu_issuer_of(edu_issuer *out, const edu_tree *t, edu_ref credential);

/*
 * Certificates that were sent along, DER, leaf first; the leaf's key becomes the judgement's. EDU_JUDGED: one is no
 * certificate, or there are too many.
 */
int edu_judge_add_certificate(edu_verification *v, edu_judgement *j, const void *der, size_t length);
/* Take the leaf of the chain for the signer. 0, EDU_JUDGED (its key is not supported, or this build lacks OpenSSL). */
int edu_judge_take_leaf(edu_verification *v, edu_judgement *j);

/* Set trusted, period, anchor and owner for j->key, by its chain or as a bare key. 0 or EDU_ENOMEM. */
int edu_judge_key(edu_verification *v, edu_judgement *j);
/* Set binding: is it the key of the issuer that is named? 0 or EDU_ENOMEM. */
int edu_judge_issuer(edu_verification *v, edu_judgement *j, const edu_issuer *issuer);
/* The credential's own validity, from whichever of its members say so; adds to the verdict. 0 or EDU_ENOMEM. */
int edu_judge_validity(edu_verification *v, const edu_tree *t, edu_ref credential);

/* The country of an organizationIdentifier such as VATNL-…, in three letters as vocabularies have it; NULL: not listed. */
const char *edu_country_of(const char *organisation_id);

#endif
