/*
 * formats/elm/residue.h – values of another format that travel in a credential.
 */
#ifndef EDU_FORMATS_ELM_RESIDUE_H
#define EDU_FORMATS_ELM_RESIDUE_H

#include "model/crosswalk.h"

int elm_park(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err);
bool elm_parked(const edu_document *doc, edu_ref *at, edu_residue *out);

#endif
