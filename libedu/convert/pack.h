/*
 * convert/pack.h – values without a place in the target travel in it all the same, each with its path.
 */
#ifndef EDU_CONVERT_PACK_H
#define EDU_CONVERT_PACK_H

#include "convert/ledger.h"

/* Let everything travel in made that the way back would not give again. */
int edu_residue_pack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err);

#endif
