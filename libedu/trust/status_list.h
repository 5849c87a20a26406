/*
 * trust/status_list.h – what the files of status lists share.
 *
 * A list is kept as the JSON it stands in, whose encoded entries are put in anew when it is written; so nothing that
 * an issuer says besides gets lost.
 */
#ifndef EDU_TRUST_STATUS_LIST_H
#define EDU_TRUST_STATUS_LIST_H

#include <edu/status_list.h>

#include "base/tree.h"
#include "gzip/inflate.h"

enum { EDU_STATUS_LIST_LEAST = 131072, EDU_STATUS_LIST_MOST_BYTES = 8 * 1024 * 1024 };

struct edu_status_list {
	const edu_context *ctx;
	edu_tree tree;
	edu_status_list_kind kind;
	unsigned bits;
	edu_ref encoded;  /* in the tree */
	edu_ref purposes; /* a text or a list of them; 0: none */
	edu_buffer bytes;
};

/* What a standard lays down. */
typedef struct edu_status_list_rules {
	const char *name;
	const char *type;              /* of the credential; NULL: claims of a token */
	const char *subject;           /* member that holds the list */
	const char *encoded;           /* its member with the entries */
	const char *id, *from, *until; /* members beside subject */
	const char *prefix;            /* of the encoding: multibase */
	edu_wrapping wrapping;
	bool first_is_highest; /* entry 0 is the most significant bit */
	uint64_t least;
} edu_status_list_rules;

/* By kind; [0]: none. */
extern const edu_status_list_rules edu_status_list_all_rules[EDU_STATUS_LIST_2021 + 1];

static inline const edu_status_list_rules *edu_status_list_rules_of(const edu_status_list *list)
{
	return &edu_status_list_all_rules[list->kind];
}

/* An empty list of no kind yet; NULL: out of memory. */
edu_status_list *edu_status_list_allocate(const edu_context *ctx);
/* Where the parts stand in the tree. */
void edu_status_list_find_parts(edu_status_list *list);
/* How far an entry's bits stand from the low end of its byte. */
unsigned edu_status_list_shift(const edu_status_list *list, uint64_t index);

#endif
