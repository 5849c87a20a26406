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
OOAPI_LOWER(enrolment_periods);
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

#define OOAPI_RAISE(name) \
	int ooapi_raise_##name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)

OOAPI_RAISE(address_type);
OOAPI_RAISE(code_type);
OOAPI_RAISE(country);
OOAPI_RAISE(date);
OOAPI_RAISE(enrolment_periods);
OOAPI_RAISE(gender);
OOAPI_RAISE(language);
OOAPI_RAISE(last_day);
OOAPI_RAISE(level);
OOAPI_RAISE(lines);
OOAPI_RAISE(mailbox);
OOAPI_RAISE(other_codes);
OOAPI_RAISE(outcome_ids);
OOAPI_RAISE(own_end);
OOAPI_RAISE(own_start);
OOAPI_RAISE(phones);
OOAPI_RAISE(primary_code);
OOAPI_RAISE(qualification_level);
OOAPI_RAISE(result);
OOAPI_RAISE(result_date);
OOAPI_RAISE(result_load);
OOAPI_RAISE(study_load);
OOAPI_RAISE(texts);
OOAPI_RAISE(word);

#endif
