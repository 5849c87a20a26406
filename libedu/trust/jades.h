/*
 * trust/jades.h – what JAdES (ETSI TS 119 182-1) adds to the headers of a JWS, level B.
 */
#ifndef EDU_TRUST_JADES_H
#define EDU_TRUST_JADES_H

#include "trust/jws.h"

extern const edu_jws_profile edu_jades_profile;

/* Signing time, certificate reference, extensions: after edu_jws_open(). 0, EDU_JUDGED or negative. */
int edu_jades_check_header(edu_jws *jws, edu_verification *v, edu_judgement *j);
/*
 * Timestamps of the content and of the signature: those that hold set proven_time, at which the certificate is judged; the
 * rest is told. Before edu_jws_check(). 0 or negative.
 */
int edu_jades_judge_timestamps(edu_jws *jws, edu_verification *v, edu_judgement *j);
/* What nothing protects: present, and not verified. 0 or negative. */
int edu_jades_tell_unsigned(edu_jws *jws, edu_verification *v, edu_judgement *j);
/* Is it a JAdES signature at all, by its header? */
bool edu_jades_is(const edu_jws *jws);

#endif
