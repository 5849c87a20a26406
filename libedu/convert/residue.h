/*
 * convert/residue.h – values without a place in the target travel in it all the same, each with its path.
 */
#ifndef EDU_CONVERT_RESIDUE_H
#define EDU_CONVERT_RESIDUE_H

#include "convert/ledger.h"

/* Let everything travel in made that the way back would not give again. */
int edu_residue_pack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err);

/* The version of the document of a format that residue in source belongs to, an index; -1: it doesn't say. */
int edu_residue_version(const edu_document *source, const edu_format *format);

/* Does anything travel in source? */
bool edu_residue_travels(const edu_document *source);

/* Put what travels in source, and belongs to the format of made, into made. */
int edu_residue_unpack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err);

#endif
