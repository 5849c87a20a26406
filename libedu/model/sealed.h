/*
 * model/sealed.h – a document inside a seal: a JSON Web Signature whose payload is readable text.
 */
#ifndef EDU_MODEL_SEALED_H
#define EDU_MODEL_SEALED_H

#include "base/tree.h"

/*
 * The payload, where the top is a JWS in general JSON serialisation (RFC 7515 section 7.2.1: a payload and
 * an array of signatures); 0 where it is none. Another serialisation is refused: then *rc is negative and
 * *err filled.
 */
edu_ref edu_sealed_payload(const edu_tree *t, int *rc, edu_error *err);

#endif
