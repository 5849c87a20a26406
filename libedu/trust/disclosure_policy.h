/*
 * trust/disclosure_policy.h – a policy of selective disclosure as issuing and presenting work with it.
 */
#ifndef EDU_TRUST_DISCLOSURE_POLICY_H
#define EDU_TRUST_DISCLOSURE_POLICY_H

#include <edu/sd_jwt.h>
#include "trust/pattern.h"

typedef struct edu_place_list {
	edu_pattern *list; /* from the top of the claims on */
	size_t count, capacity;
} edu_place_list;

/* Members of one object that are shown together or not at all. */
typedef struct edu_disclosure_group {
	edu_place_list members; /* each the pattern of one member */
} edu_disclosure_group;

/* Objects and arrays whose hidden entries are made a multiple of a number. */
typedef struct edu_disclosure_pad {
	edu_pattern at;
	unsigned to;
} edu_disclosure_pad;

struct edu_disclosure_policy {
	const edu_context *ctx;
	edu_tree t; /* where its texts live */
	const char *claim; /* NULL: the document's members are the claims */
	const char *vct;   /* NULL: the document says itself of which type it is */
	edu_place_list alone, open;
	edu_disclosure_group *groups;
	size_t group_count, group_capacity;
	edu_disclosure_pad *pads;
	size_t pad_count, pad_capacity;
};

/* Does one of them name it? */
bool edu_places_fit(const edu_place_list *list, const edu_place *place);
/* Is the value at a place hidden? */
bool edu_policy_hides(const edu_disclosure_policy *p, const edu_place *place);
/* What the number of hidden entries there has to be a multiple of; 0: of nothing. */
unsigned edu_policy_pad(const edu_disclosure_policy *p, const edu_place *place);

/* The policies that are shipped; made in the build of policies/. */
typedef struct edu_shipped_policy {
	const char *name;
	const char *text;
	size_t length;
} edu_shipped_policy;

extern const edu_shipped_policy edu_shipped_policies[]; /* the last one has no name */

#endif
