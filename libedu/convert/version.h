/*
 * convert/version.h – a document in another version of its own format.
 */
#ifndef EDU_CONVERT_VERSION_H
#define EDU_CONVERT_VERSION_H

#include "convert/ledger.h"

/*
 * A copy of source in a version (an index) of its format, or of one that has the same tree, which carries the original
 * where that is asked for and the format has a place for it; where nothing changes, the very bytes are kept with it.
 */
int edu_version_step(const edu_document *source, const edu_format *format, unsigned version, edu_document **made,
		     edu_carry carry, edu_ledger *ledger, edu_error *err);

/* Whether what the version lacks can travel in the copy as residue. */
bool edu_version_leaves_residue(const edu_document *source, const edu_format *format, unsigned version);

/* steps.c: whether the format takes steps of its own to that version, and the same by these. */
bool edu_has_steps(const edu_document *source, unsigned version);
int edu_steps(const edu_document *source, unsigned version, edu_document **made, edu_carry carry, edu_ledger *ledger,
	      edu_error *err);
/* The steps from a version that a crosswalk raises to another; *made is replaced, and the traces into it with it. */
int edu_steps_behind(edu_document **made, unsigned version, edu_ledger *ledger, edu_error *err);

#endif
