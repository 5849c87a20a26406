/*
 * convert/adapt.h – what another version of a format calls otherwise, or cannot say.
 */
#ifndef EDU_CONVERT_ADAPT_H
#define EDU_CONVERT_ADAPT_H

#include "convert/ledger.h"

/*
 * Rename and take out what the version of made has under another name, or not at all. made is a copy of
 * source, and the ledger's traces lead from each item to its copy; they learn what became of it.
 * 0 or EDU_ENOMEM.
 */
int edu_adapt(const edu_document *source, edu_document *made, edu_ledger *ledger);

#endif
