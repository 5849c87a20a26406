/*
 * formats/ooapi/hows.h – how values cross that only OOAPI knows, named by its crosswalk.
 */
#ifndef EDU_FORMATS_OOAPI_HOWS_H
#define EDU_FORMATS_OOAPI_HOWS_H

#include "model/crosswalk.h"

#define OOAPI_LOWER(name) int ooapi_lower_##name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)

OOAPI_LOWER(code_type);
OOAPI_LOWER(country);
OOAPI_LOWER(date);
OOAPI_LOWER(ects);
OOAPI_LOWER(family_name);
OOAPI_LOWER(gender);
OOAPI_LOWER(language);
OOAPI_LOWER(level);
OOAPI_LOWER(lines);
OOAPI_LOWER(mailbox);
OOAPI_LOWER(mode);
OOAPI_LOWER(outcome_ids);
OOAPI_LOWER(outcomes);
OOAPI_LOWER(own_id);
OOAPI_LOWER(qualification_level);
OOAPI_LOWER(study_load);
OOAPI_LOWER(texts);
OOAPI_LOWER(word);

#endif
