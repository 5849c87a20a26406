/*
 * trust/sd_jwt_claims.h – a credential as one claim of an SD-JWT VC.
 */
#ifndef EDU_TRUST_SD_JWT_CLAIMS_H
#define EDU_TRUST_SD_JWT_CLAIMS_H

#include <edu/trust.h>
#include "base/tree.h"

/* What is written around a credential. Texts may be NULL: left out. */
typedef struct edu_claims_around {
	const char *claim; /* needed: the one that it becomes */
	const char *vct;
	const char *iss; /* where the id of the credential's issuer is neither a URL nor a DID */
	edu_time time;   /* of iat; EDU_TIME_UNKNOWN: left out */
} edu_claims_around;

/*
 * Write the claims: iss, vct, iat, exp where the credential ends, and itself, byte by byte. EDU_EINVALID: no object, or
 * signed already (rule sd-jwt/signed).
 */
int edu_sd_jwt_claims(edu_buffer *out, const edu_context *ctx, const char *data, size_t length,
                      const edu_claims_around *around, edu_error *err);
/* The credential that stands in a claim of its own, as pilots of ELM do; 0: the claims are it. */
edu_ref edu_sd_jwt_credential_in(const edu_tree *claims);

#endif
