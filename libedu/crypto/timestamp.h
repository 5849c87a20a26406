/*
 * crypto/timestamp.h – timestamps of RFC 3161: whether somebody the caller trusts says that bytes existed at a time.
 */
#ifndef EDU_CRYPTO_TIMESTAMP_H
#define EDU_CRYPTO_TIMESTAMP_H

#include "crypto/certificate.h"

typedef enum edu_timestamp_answer {
	EDU_TIMESTAMP_HOLDS = 0,
	EDU_TIMESTAMP_NOT_BUILT = 1,  /* no OpenSSL */
	EDU_TIMESTAMP_MALFORMED = 2,  /* no token, or not of version 1 */
	EDU_TIMESTAMP_OTHER_DATA = 3, /* of something else */
	EDU_TIMESTAMP_WEAK = 4,       /* by a digest below SHA-256 */
	/* No path from its certificate to an anchor at that time, or the certificate is not meant for this. */
	EDU_TIMESTAMP_NOT_ANCHORED = 5,
	EDU_TIMESTAMP_BAD_SIGNATURE = 6
} edu_timestamp_answer;

typedef struct edu_timestamp {
	edu_timestamp_answer answer;
	int64_t time; /* seconds since 1970-01-01T00:00:00Z; good where it holds */
} edu_timestamp;

/*
 * Check a token (DER) over bytes: their digest, the signature, and at a time the path from the authority's certificate,
 * which has to be one for timestamps, to an anchor. 0 or EDU_ENOMEM.
 */
int edu_timestamp_check(edu_timestamp *out, const void *token, size_t token_length, const void *data,
                        size_t length, const edu_certificate *const *anchors, size_t anchor_count,
                        int64_t time);

#endif
