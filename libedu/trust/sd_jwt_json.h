/*
 * trust/sd_jwt_json.h – SD-JWT in JSON serialisation (RFC 9901, section 8): disclosures and the holder's proof stand in the
 * unprotected header of the first signature. Everything is done with the compact form, which a proof binds anyway.
 */
#ifndef EDU_TRUST_SD_JWT_JSON_H
#define EDU_TRUST_SD_JWT_JSON_H

#include "trust/sd_jwt.h"

/* The object with the members protected, signature and header of the first signature; 0: there is none. */
edu_ref edu_sd_jwt_json_first(const edu_tree *t);
/*
 * Append the compact form of one signature's token, with the disclosures and the proof of the first. 0, EDU_ENOMEM, or 1:
 * *rule and *reason say what is wrong.
 */
int edu_sd_jwt_json_compact(edu_buffer *out, const edu_tree *t, edu_ref signature, const char **rule,
                            const char **reason);
/*
 * Write it with those disclosures of the token that are used. Head ends behind the disclosures, where a proof belongs, tail
 * is the rest. 0 or EDU_ENOMEM.
 */
int edu_sd_jwt_json_write(edu_buffer *head, edu_buffer *tail, const edu_tree *t, const edu_sd_jwt *s);

#endif
