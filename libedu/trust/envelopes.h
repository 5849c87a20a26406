/*
 * trust/envelopes.h – the envelopes there are. Each looks at bytes, and where they are its own, adds judgements.
 *
 * A new one: a file, two functions, and a line in the table of verify.c.
 */
#ifndef EDU_TRUST_ENVELOPES_H
#define EDU_TRUST_ENVELOPES_H

#include "trust/strict.h"
#include "trust/verdict.h"

/* JSON: t is the strict tree of v->data. Return 0, or negative: no verdict at all. */
bool edu_jws_json_is(const edu_tree *t);
int edu_jws_json_verify(edu_verification *v, const edu_tree *t);     /* JAdES seals, and JWS in JSON */

/* XML: ELMO documents with an XML signature. */
int edu_xml_verify(edu_verification *v);

#endif
