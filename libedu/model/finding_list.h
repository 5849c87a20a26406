/*
 * model/finding_list.h – the list of findings as its two makers know it: findings.c collects and reads, findings_order.c
 * orders and gives places.
 */
#ifndef EDU_MODEL_FINDING_LIST_H
#define EDU_MODEL_FINDING_LIST_H

#include "model/findings.h"

typedef struct edu_finding_entry {
	edu_finding finding;
	uint32_t order;           /* of its item in the document */
	uint32_t number;          /* in the order of adding */
	uint32_t also, also_count; /* its other places; an index in others once the list is finished */
} edu_finding_entry;

/* A place of a finding besides its first. */
typedef struct edu_finding_other {
	edu_finding_place place;
	uint32_t finding;         /* number of its entry */
	uint32_t order;
} edu_finding_other;

typedef struct edu_finding_tally {
	const char *rule;
	edu_severity severity;
	size_t count;
} edu_finding_tally;

struct edu_finding_list {
	const edu_document *doc;
	const char *const *graver; /* rules whose warnings are errors, NULL ends; NULL: none */
	edu_arena *arena;
	edu_finding_entry *entries;
	size_t count, capacity;
	edu_finding_other *others;
	size_t other_count, other_capacity;
	bool listed;              /* the finding added last is among the entries */
	edu_finding_tally *tallies;
	size_t tally_count, tally_capacity;
};

/* Put findings and their places into document order, and give each its path, line and column; 0 or EDU_ENOMEM. */
int edu_finding_list_order(edu_finding_list *list);

#endif
