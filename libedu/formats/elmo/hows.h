/*
 * formats/elmo/hows.h – how values cross that only ELMO knows, named by its crosswalk.
 */
#ifndef EDU_FORMATS_ELMO_HOWS_H
#define EDU_FORMATS_ELMO_HOWS_H

#include "model/crosswalk.h"

#define ELMO_LOWER(name) int elmo_lower_##name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)

ELMO_LOWER(report);
ELMO_LOWER(achievements);
ELMO_LOWER(part);
ELMO_LOWER(scheme_reference);
ELMO_LOWER(attachment_reference);
ELMO_LOWER(grouping);
ELMO_LOWER(decimal);
ELMO_LOWER(credit_scheme);
ELMO_LOWER(credit_level);
ELMO_LOWER(introduction);
ELMO_LOWER(content);
ELMO_LOWER(title);

#endif
