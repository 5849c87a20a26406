/*
 * convert/conversion.h – one conversion: to and from the core by the crosswalks, between versions by their tables.
 *
 * What travels inside the source as a whole is for convert/convert.c to look for, and what travels in the result as
 * residue for it to put there: both take conversions of their own.
 */
#ifndef EDU_CONVERT_CONVERSION_H
#define EDU_CONVERT_CONVERSION_H

#include "convert/ledger.h"

typedef struct edu_conversion {
	const edu_document *source;
	const edu_format *format;          /* of the target */
	unsigned version;
	bool version_asked;                /* by name */
	bool version_is_own;               /* the source is of that version, or brings residue of it */
	bool counts;                       /* somebody asks what became of the values */
	const edu_convert_options *options;
	const edu_sink *sink;              /* where the bytes of the result go; NULL: it is wanted as a document */
	const edu_write_options *layout;
	edu_error *err;
	edu_document *core, *made;         /* the result is made, the caller's */
	edu_ledger *ledger;                /* there before it runs */
	bool leaves_residue;               /* what has no place in the result can travel in it by itself */
	const char *default_language;
} edu_conversion;

/* Of versions that share what was named, the newest that is written, an index; -1: there is none of that name. */
int edu_version_named(const edu_format *format, const char *name);

/* Set format and version by a target's name. 0 or EDU_EARG. */
int edu_conversion_aim(edu_conversion *c, const char *target);

/* 0, or the status of what failed; made and ledger then hold what there is of them. */
int edu_conversion_run(edu_conversion *c);

#endif
