/*
 * convert/ledger.h – what a ledger is made of: the traces of both halves of a conversion.
 *
 * Nothing is copied into it: an entry is found by following a leaf's trace into the core and from there
 * into the target, so a ledger over a million values costs what the conversion needed anyway. Items of the target
 * are known by their numbers for good (base/outline.h).
 */
#ifndef EDU_CONVERT_LEDGER_H
#define EDU_CONVERT_LEDGER_H

#include "model/crosswalk.h"

struct edu_ledger {
	edu_allocator allocator;
	const edu_document *source, *target;   /* borrowed; target NULL after EDU_ELOSS */
	edu_document *written;                 /* owned: a target that nobody else has; NULL: it is the caller's */
	edu_outline outline;                   /* of a target that was written while it was made; tree NULL: it stands whole */
	edu_document *core;                    /* owned; NULL where there was one half only */
	edu_trace *lowered;                    /* for each item of the source: where it went in the core, or in the
	                                          target where there was one half only */
	size_t lowered_count;
	edu_trace *raised;                     /* for each item of the core */
	size_t raised_count;
	uint16_t *core_origins;                /* of items of the core; NULL where there was one half only */
	size_t core_origin_count;
	uint16_t *origins;                     /* of items of the target */
	size_t origin_count;
	const edu_crosswalk *from, *to;        /* of the source's and the target's format; NULL: the core */
	edu_ref *carried;                      /* for each item of the source that travels as residue: its place */
	edu_ref *restored;                     /* for each item of the source that was residue: where it came back to */
	edu_ref carrier;                       /* place in the target of the source as a whole; 0: none */
	uint16_t carry_rule;
	size_t counts[5];
	char *source_name, *target_name;       /* "elmo 1.7" split in the report's first line */
	char source_version[16], target_version[16];
	const char *source_format, *target_format;
};

/* An empty one about a conversion into a format and version, an index; NULL: out of memory. */
edu_ledger *edu_ledger_new(const edu_document *source, const edu_format *target, unsigned version);

/* What became of one leaf of the source. */
typedef struct edu_entry {
	edu_outcome outcome;
	uint16_t rule;
	edu_ref target;          /* 0: nowhere */
} edu_entry;

edu_entry edu_ledger_entry(const edu_ledger *l, edu_ref leaf);
/* The rule by which an item of the target has a value without a source; 0: it has a source, or is no leaf. */
uint16_t edu_ledger_default(const edu_ledger *l, edu_ref item);
void edu_ledger_count_up(edu_ledger *l);

/* Room for the origins of so many items of the target; those that are new have none. 0 or EDU_ENOMEM. */
int edu_ledger_hold_origins(edu_ledger *l, size_t count);
/* An item of made that has no origin yet came by residue. 0 or EDU_ENOMEM. */
int edu_ledger_note_residue(edu_ledger *l, const edu_document *made, edu_ref item);

#endif
