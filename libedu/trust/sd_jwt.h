/*
 * trust/sd_jwt.h – SD-JWT (RFC 9901) taken apart: the issuer's token, its disclosures, the holder's proof; and the claims
 * that remain when every disclosure is put where its digest stands.
 */
#ifndef EDU_TRUST_SD_JWT_H
#define EDU_TRUST_SD_JWT_H

#include "base/map.h"
#include "crypto/digest.h"
#include "trust/strict.h"

enum {
	EDU_DISCLOSURES_MOST = 10000,
	EDU_DISCLOSURES_DEEP = 16, /* disclosures within disclosures */
	EDU_SD_DIGEST_MOST = 88    /* a digest of 64 bytes in base64url, and NUL */
};

typedef struct edu_disclosure {
	const char *text; /* as sent: base64url */
	size_t length;
	char digest[EDU_SD_DIGEST_MOST]; /* base64url */
	edu_ref name, value;             /* in the tree; name 0: of an array's element */
	bool used;
} edu_disclosure;

typedef struct edu_sd_jwt {
	const edu_context *ctx;
	const char *jwt, *proof;         /* borrowed; the holder's proof */
	size_t jwt_length, proof_length; /* 0: there is no proof */
	size_t bound_length;             /* what a proof binds: up to the last ~ */
	edu_disclosure *list;
	size_t count, capacity;
	edu_digest_kind digest;
	edu_tree tree; /* the claims */
	edu_map by_digest, seen;
	size_t hidden; /* digests that no disclosure was sent for, decoys among them */
	/* What is wrong, where a function returns 1. */
	const char *rule, *reason;
	bool is_orphan; /* a digest and what it stands for don't fit together */
} edu_sd_jwt;

/* 0; 1: something is wrong; EDU_ENOMEM. edu_sd_jwt_close() in any case. text must live as long. */
int edu_sd_jwt_open(edu_sd_jwt *s, const edu_context *ctx, const char *text, size_t length);
/* Read the issuer's payload, and put every disclosure in its place. */
int edu_sd_jwt_process(edu_sd_jwt *s, const char *payload, size_t length);
void edu_sd_jwt_close(edu_sd_jwt *s);

/* Append the digest of something that is sent, in base64url; 0, 1 (not in this build) or EDU_ENOMEM. */
int edu_sd_jwt_digest(edu_buffer *out, edu_digest_kind kind, const char *text, size_t length);
/* sha-256, sha-384, sha-512; false: another one. */
bool edu_sd_jwt_digest_named(edu_digest_kind *out, const char *name, size_t length);
/* May a member of this name of the topmost claims be disclosed? Else hiding it would make a verifier blind. */
bool edu_sd_jwt_may_hide(const char *name, size_t length);

#endif
