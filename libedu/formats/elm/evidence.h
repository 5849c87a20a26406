/*
 * formats/elm/evidence.h – the document a credential was made from.
 */
#ifndef EDU_FORMATS_ELM_EVIDENCE_H
#define EDU_FORMATS_ELM_EVIDENCE_H

#include "model/crosswalk.h"

extern const uint16_t elm_record[];
int elm_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place);
edu_ref elm_embedded(const edu_document *doc);

#endif
