/*
 * formats/elmo/hows.h – how values cross that only ELMO knows, named by its crosswalk.
 */
#ifndef EDU_FORMATS_ELMO_HOWS_H
#define EDU_FORMATS_ELMO_HOWS_H

#include "model/crosswalk.h"

#define ELMO_LOWER(name) int elmo_lower_##name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
#define ELMO_RAISE(name) int elmo_raise_##name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)

ELMO_LOWER(report);
ELMO_LOWER(achievements);
ELMO_LOWER(part);
ELMO_LOWER(scheme_reference);
ELMO_LOWER(attachment_reference);
ELMO_LOWER(grouping);
ELMO_LOWER(decimal);
ELMO_LOWER(country);
ELMO_LOWER(credit_scheme);
ELMO_LOWER(credit_level);
ELMO_LOWER(external_scheme);
ELMO_LOWER(introduction);
ELMO_LOWER(content);
ELMO_LOWER(title);

ELMO_RAISE(achievements);
ELMO_RAISE(address);
ELMO_RAISE(address_line);
ELMO_RAISE(attachment_reference);
ELMO_RAISE(body);
ELMO_RAISE(category);
ELMO_RAISE(code);
ELMO_RAISE(content);
ELMO_RAISE(credit_level);
ELMO_RAISE(credit_scheme);
ELMO_RAISE(date);
ELMO_RAISE(decimal);
ELMO_RAISE(demanded);
ELMO_RAISE(distribution);
ELMO_RAISE(external_scheme);
ELMO_RAISE(generated);
ELMO_RAISE(grading_schemes);
ELMO_RAISE(group_name);
ELMO_RAISE(grouping);
ELMO_RAISE(identifier_type);
ELMO_RAISE(instance);
ELMO_RAISE(introduction);
ELMO_RAISE(issue_date);
ELMO_RAISE(issuer_identifier);
ELMO_RAISE(issuer_url);
ELMO_RAISE(language);
ELMO_RAISE(name);
ELMO_RAISE(part);
ELMO_RAISE(report);
ELMO_RAISE(scheme_name);
ELMO_RAISE(scheme_reference);
ELMO_RAISE(section_number);
ELMO_RAISE(shortened);
ELMO_RAISE(supplement_date);
ELMO_RAISE(term);
ELMO_RAISE(titles);

#endif
