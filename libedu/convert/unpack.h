/*
 * convert/unpack.h – values that travelled come back to the places they are from.
 */
#ifndef EDU_CONVERT_UNPACK_H
#define EDU_CONVERT_UNPACK_H

#include "convert/ledger.h"

/* The version of the document of a format that residue in source belongs to, an index; -1: it doesn't say. */
int edu_residue_version(const edu_document *source, const edu_format *format);

/* Does anything travel in source? */
bool edu_residue_travels(const edu_document *source);

/* Put what travels in source, and belongs to the format of made, into made. */
int edu_residue_unpack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err);

#endif
