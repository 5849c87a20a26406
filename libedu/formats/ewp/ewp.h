/*
 * formats/ewp/ewp.h – what the files of this folder share: course data of Erasmus Without Paper as a format.
 */
#ifndef EDU_FORMATS_EWP_EWP_H
#define EDU_FORMATS_EWP_EWP_H

#include "ewp_tables.h"
#include "model/crosswalk.h"
#include "model/document.h"

/* A response becomes a catalogue: courses, and their occurrences. */
int ewp_lower(edu_passage *p);

#endif
