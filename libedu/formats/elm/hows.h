/*
 * formats/elm/hows.h – how values cross that only ELM knows; hows.c gives them the names that the crosswalk uses.
 */
#ifndef EDU_FORMATS_ELM_HOWS_H
#define EDU_FORMATS_ELM_HOWS_H

#include "model/crosswalk.h"

#define ELM_LOWER(name) int elm_lower_##name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
#define ELM_RAISE(name) int elm_raise_##name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)

ELM_LOWER(achievement_identifier);
ELM_LOWER(activities);
ELM_LOWER(assessment_scheme);
ELM_LOWER(attachments);
ELM_LOWER(awarded_by);
ELM_LOWER(claims);
ELM_LOWER(concept);
ELM_LOWER(course_id);
ELM_LOWER(date);
ELM_LOWER(enter);
ELM_LOWER(eqf_level);
ELM_LOWER(full_address);
ELM_LOWER(global_id);
ELM_LOWER(grade_status);
ELM_LOWER(how_assessed);
ELM_LOWER(mailbox);
ELM_LOWER(notes);
ELM_LOWER(occurrence);
ELM_LOWER(offered_activity);
ELM_LOWER(organisation_notes);
ELM_LOWER(nqf_level);
ELM_LOWER(other_level);
ELM_LOWER(part);
ELM_LOWER(report_date);
ELM_LOWER(scheme_identifier);
ELM_LOWER(specification_identifier);
ELM_LOWER(specification_notes);
ELM_LOWER(specification_scheme);
ELM_LOWER(temporal);
ELM_LOWER(used);

ELM_RAISE(achievement_identifier);
ELM_RAISE(activities);
ELM_RAISE(activity);
ELM_RAISE(activity_kind);
ELM_RAISE(activity_specification);
ELM_RAISE(alt_label);
ELM_RAISE(assessment);
ELM_RAISE(assessment_scheme);
ELM_RAISE(attachments);
ELM_RAISE(awarded_by);
ELM_RAISE(birth_date);
ELM_RAISE(category);
ELM_RAISE(claims);
ELM_RAISE(concept);
ELM_RAISE(course_credit);
ELM_RAISE(course_language);
ELM_RAISE(course_page);
ELM_RAISE(credential_id);
ELM_RAISE(credit);
ELM_RAISE(date);
ELM_RAISE(default_language);
ELM_RAISE(display);
ELM_RAISE(eqf_level);
ELM_RAISE(field);
ELM_RAISE(full_address);
ELM_RAISE(global_id);
ELM_RAISE(grade_status);
ELM_RAISE(integer);
ELM_RAISE(issued);
ELM_RAISE(issuer);
ELM_RAISE(kind);
ELM_RAISE(legal_identifier);
ELM_RAISE(legal_name);
ELM_RAISE(mailbox);
ELM_RAISE(notes);
ELM_RAISE(nqf_level);
ELM_RAISE(occurrence);
ELM_RAISE(offered);
ELM_RAISE(offered_activity);
ELM_RAISE(organisation_notes);
ELM_RAISE(other_level);
ELM_RAISE(part);
ELM_RAISE(parts);
ELM_RAISE(place);
ELM_RAISE(profile);
ELM_RAISE(provided_by);
ELM_RAISE(report_date);
ELM_RAISE(schema);
ELM_RAISE(scheme_identifier);
ELM_RAISE(specification);
ELM_RAISE(specification_identifier);
ELM_RAISE(specification_notes);
ELM_RAISE(specification_scheme);
ELM_RAISE(subject);
ELM_RAISE(temporal);
ELM_RAISE(title);
ELM_RAISE(type);
ELM_RAISE(valid_from);
ELM_RAISE(whole);

#endif
