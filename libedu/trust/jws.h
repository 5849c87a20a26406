/*
 * trust/jws.h – the core of JSON Web Signatures (RFC 7515, 7797), for every envelope that is one: JAdES, VC-JOSE, SD-JWT
 * and its holder's proof, status list tokens.
 *
 * The caller finds the three texts, opens, and lets the signature be checked:
 *
 *     edu_jws jws = { .protected_text = …, .payload = …, .signature_text = … };
 *     rc = edu_jws_open(&jws, v, j, &profile);        header read strictly, all its rules checked
 *     if (rc == 0) rc = edu_jws_check(&jws, v, j);    key found, signature checked, trust and time judged
 *     edu_jws_close(&jws);
 */
#ifndef EDU_TRUST_JWS_H
#define EDU_TRUST_JWS_H

#include "trust/judge.h"
#include "trust/strict.h"

typedef struct edu_jws_profile {
	const char *const *critical;      /* names in crit that are understood, NULL behind the last */
	const char *const
		*types; /* what typ may be, without application/; NULL: anything but a foreign token's */
	bool type_needed;
	size_t header_most;               /* bytes */
	bool unencoded;                   /* b64:false may be used */
	bool embedded_key; /* jwk in the header is taken where nothing else is found: it proves possession only */
} edu_jws_profile;

typedef struct edu_jws {
	/* Given, as received. */
	const char *protected_text, *payload, *signature_text;
	size_t protected_length, payload_length, signature_length;
	const edu_tree *outer;            /* JSON serialisation: where the unprotected header stands */
	edu_ref unprotected;              /* 0: none */
	const edu_key *fixed_key; /* the only one that counts (a holder's cnf); NULL: it is to be found */
	/* By edu_jws_open(). */
	edu_context limits;
	edu_tree header;
	edu_buffer signature;
	edu_algorithm algorithm;
	bool takes_embedded_key;
	bool is_unencoded;                /* b64 is false: payload goes into the signing input as octets */
} edu_jws;

/* Cut a compact serialisation in three; false: it is none. */
bool edu_jws_split(edu_jws *jws, const char *text, size_t length);

/* 0, EDU_JUDGED or negative. edu_jws_close() in any case. */
int edu_jws_open(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile);
int edu_jws_check(edu_jws *jws, edu_verification *v, edu_judgement *j);
void edu_jws_close(edu_jws *jws);

/* A text of the protected header; NULL: it is missing or no string. */
const char *edu_jws_text(const edu_jws *jws, const char *name, uint32_t *length);
/* Is it, by its typ, the issuer's token of an SD-JWT VC? */
bool edu_jws_is_sd_jwt_vc(const edu_jws *jws);
/* nbf, exp and iat of claims: they bound the credential like its own dates. 0, EDU_JUDGED or negative. */
int edu_judge_claimed_time(edu_verification *v, edu_judgement *j, const edu_tree *t);
/* A NumericDate (RFC 7519): false where it is no number from 0 to the year 9999. */
bool edu_numeric_date(edu_time *out, const edu_tree *t, edu_ref item);

#endif
