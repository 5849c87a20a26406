/*
 * trust/envelopes.h – the envelopes there are. Each looks at bytes, and where they are its own, adds judgements.
 *
 * A new one: a file, two functions, and a line in one of the tables of verify.c.
 */
#ifndef EDU_TRUST_ENVELOPES_H
#define EDU_TRUST_ENVELOPES_H

#include "trust/strict.h"
#include "trust/verdict.h"

/* JSON: t is the strict tree of v->data, and theirs to change. All return 0, or negative: no verdict at all. */
bool edu_sd_jwt_json_is(const edu_tree *t);
int edu_sd_jwt_json_verify(edu_verification *v, edu_tree *t); /* SD-JWT in JSON, before JWS in JSON */
bool edu_jws_json_is(const edu_tree *t);
int edu_jws_json_verify(edu_verification *v, edu_tree *t);       /* JAdES seals, and JWS in JSON */
bool edu_enveloped_is(const edu_tree *t);
int edu_enveloped_verify(edu_verification *v, edu_tree *t);      /* EnvelopedVerifiableCredential */
bool edu_proofs_are_in(const edu_tree *t);
int edu_proofs_verify(edu_verification *v, edu_tree *t);         /* Data Integrity */

/* Text that is no JSON, white space at its ends taken off. */
bool edu_compact_is(const char *text, size_t length);
int edu_compact_verify(edu_verification *v, const char *text,
                       size_t length); /* VC-JOSE and other compact JWS */

bool edu_sd_jwt_is(const char *text, size_t length);
int edu_sd_jwt_verify(edu_verification *v, const char *text, size_t length);    /* SD-JWT and SD-JWT VC */
/* The same with the unprotected header that the token has in JSON. */
int edu_sd_jwt_verify_with(edu_verification *v, const char *text, size_t length, const edu_tree *outer,
                           edu_ref unprotected);

/* XML: ELMO documents with an XML signature. */
int edu_xml_verify(edu_verification *v);

#endif
