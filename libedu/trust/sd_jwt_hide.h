/*
 * trust/sd_jwt_hide.h – claims hidden behind digests, as a list of places and a policy say.
 */
#ifndef EDU_TRUST_SD_JWT_HIDE_H
#define EDU_TRUST_SD_JWT_HIDE_H

#include "trust/disclosure_policy.h"

/* Something to hide, or (pad_to not 0) to fill up with decoys once what is in it is hidden. */
typedef struct edu_hidden_place {
	edu_ref item;
	unsigned pad_to;
} edu_hidden_place;

typedef struct edu_hiding {
	/* Given. */
	const edu_context *ctx;
	edu_error *err;
	const char *const *hidden;
	size_t hidden_count;
	unsigned decoys;                     /* in each object that hides something */
	const edu_disclosure_policy *policy; /* NULL: none */
	edu_random random;                   /* NULL: libsodium's */
	void *random_state;
	edu_tree tree;   /* the claims, read by the caller */
	edu_buffer tail; /* opened by the caller; disclosure~…~ */
	/* In document order. */
	edu_hidden_place *places;
	size_t place_count, place_capacity;
} edu_hiding;

/* Hide what is named: the tree becomes the issuer's payload, the tail holds the disclosures. 0 or negative. */
int edu_hiding_hide(edu_hiding *h);
void edu_hiding_close(edu_hiding *h);

#endif
