/*
 * trust/signing.h – a document prepared for its signature: what every suite makes, and one way to finish it.
 *
 * The finished document is head, the signature in the suite's encoding, tail. A suite's file fills the buffers and nothing
 * else; finishing, saving and restoring know no suite. A new suite: a file, and a line in the table of sign.c.
 */
#ifndef EDU_TRUST_SIGNING_H
#define EDU_TRUST_SIGNING_H

#include <edu/sign.h>
#include "trust/keyring.h"
#include "trust/strict.h"

typedef enum edu_encoding {
	EDU_ENCODING_BASE64URL = 0,
	EDU_ENCODING_BASE58 = 1,         /* z and base58btc */
	EDU_ENCODING_BASE64 = 2
} edu_encoding;

struct edu_signer {
	edu_keyring ring;
};

struct edu_signing {
	const edu_context *ctx;
	edu_key *public_key;
	edu_algorithm algorithm;
	edu_encoding encoding;
	edu_buffer bytes;                /* to be signed */
	edu_buffer head, tail;
};

/* The key of a signer; NULL: it has none. */
const edu_key *edu_signer_key(const edu_signer *signer);

/* What a suite works with. */
typedef struct edu_preparation {
	const edu_context *ctx;
	const edu_sign_options *options; /* never NULL */
	const char *data;                /* the document */
	size_t length;
	edu_tree *t;                     /* JSON: its strict tree; of XML there is none */
	const edu_key *key;              /* the signer's, private or not */
	const edu_certificate
		*chain[EDU_CERTIFICATES_MOST]; /* the signer's first, then those above it, no root */
	size_t chain_count;
	edu_signing *signing;            /* algorithm set to the key's usual one */
	edu_error *err;
} edu_preparation;

/* A signing with the public part of a key, and nothing else yet; NULL: the error says why. */
edu_signing *edu_signing_new(const edu_context *ctx, const edu_key *key, edu_error *err);

/* Put a signature in, unchecked. 0 or EDU_ENOMEM. */
int edu_signing_assemble(edu_buffer *out, const edu_signing *s, const void *signature, size_t length,
                         edu_error *err);

/* Is the credential to be completed first? Options of the first version can't ask for it. */
static inline bool edu_signing_completes(const edu_sign_options *o)
{
	return o->version >= 2 && o->complete;
}

/* The suites. 0 or negative. */
int edu_prepare_jades(edu_preparation *p);
int edu_prepare_vc_jose(edu_preparation *p);
int edu_prepare_status_token(edu_preparation *p);
int edu_prepare_sd_jwt(edu_preparation *p);
int edu_prepare_holder_proof(edu_preparation *p);
int edu_prepare_proof(edu_preparation *p);
int edu_prepare_xmldsig(edu_preparation *p);

/* JOSE: algorithm as the options say; it has to fit the key. */
int edu_prepare_algorithm(edu_preparation *p);
/* Append ,"name":"text" to a JSON object; 0 or EDU_ENOMEM. */
int edu_add_member(edu_buffer *out, const char *name, const char *text, size_t length);
/* Append ,"x5c":[…] of the chain; 0 or EDU_ENOMEM. */
int edu_add_chain(edu_buffer *out, const edu_preparation *p);
/* Append the name of the key: as the options say, else its did:key with its method. 0, EDU_ENOMEM, EDU_EKEY. */
int edu_add_key_name(edu_buffer *out, const edu_preparation *p);
/* The signing input of a JWS, header and payload in base64url; head becomes it, with a dot behind. */
int edu_prepare_compact(edu_preparation *p, const edu_buffer *header, const void *payload, size_t length);

#endif
