/*
 * edb_inside.h – what an edb_document is, for the files that make some.
 */
#ifndef EDB_INSIDE_H
#define EDB_INSIDE_H

#include "edb.h"

#include <stdatomic.h>

#define OUTCOMES (EDU_OUTCOME_DEFAULTED + 1)

/* A context must outlive what is converted from its documents, too: they share it. */
typedef struct edb_context {
	edu_context *ctx;
	atomic_uint users;
} edb_context;

struct edb_document {
	atomic_uint users;
	edb_context *context;
	edu_document *doc;            /* NULL: a strict conversion would have lost something, or a response was refused */
	edu_error loss;               /* what it said then */
	edu_buffer ledger;            /* or the decision on a response */
	uint64_t counts[OUTCOMES];
};

/* NULL on failure. */
edb_context *edb_make_context(edu_error *err);
/* A document without content that takes over one use of context; both are gone on failure. */
edb_document *edb_make_document(edb_context *context, edu_error *err);

/* The report of what made a document, and its counts, become the document's. 0 or a negative status. */
int edb_keep_ledger(edb_document *made, const edu_ledger *ledger, edu_error *err);

void edb_fail_memory(edu_error *err);
/* The bytes, or none where they could not be made. */
edu_buffer edb_result(edu_buffer *out, int rc, edu_error *err);

#endif
