/*
 * formats/ooapi/carried.h – what travels in a bundle besides what it says.
 */
#ifndef EDU_FORMATS_OOAPI_CARRIED_H
#define EDU_FORMATS_OOAPI_CARRIED_H

#include "formats/ooapi/ooapi.h"
#include "model/crosswalk.h"

int ooapi_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place);
edu_ref ooapi_embedded(const edu_document *doc);
int ooapi_park(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err);
bool ooapi_parked(const edu_document *doc, edu_ref *at, edu_residue *out);

extern const uint16_t ooapi_record_lists[];

#endif
