/*
 * edu/course.h – courses: specifications, levels, outcomes, sessions, organisations.
 *
 * Generated from formats/core/core.toml by generate/interface.py; do not edit.
 *
 * A handle is a plain value, cheap to copy: a place in a document. It needs no freeing, and is good as long
 * as its document is neither freed nor changed by others than the functions here. A handle of nothing is
 * allowed everywhere: its texts are NULL, its counts 0, its nodes handles of nothing again. Texts are
 * NUL-terminated UTF-8 and borrowed from the document; those that are set or added are copied.
 *
 * The functions that set, add or link return 0, or a negative status and fill *err (NULL allowed):
 * EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (a handle of nothing, or one of another document), EDU_EINVALID (not the
 * form or code that is told, not UTF-8), EDU_ESTATE (the property has its only value already).
 *
 * Threads: a document belongs to one thread at a time, or to many when nobody changes it.
 */
#ifndef EDU_COURSE_H
#define EDU_COURSE_H

#include <edu/handles.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Organisation: A university, an issuer, any other body.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_organisation_is_null(edu_organisation organisation);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_organisation edu_organisation_next(edu_organisation organisation);

/**
 * Its identifier in linked data.
 * An absolute IRI; 0..1. From ELM Organisation id.
 * NULL where it is absent.
 */
EDU_API const char *edu_organisation_id(edu_organisation organisation);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_organisation_set_id(edu_organisation organisation, const char *text,
                                                 edu_error *err);

/**
 * Identifiers, each with its scheme.
 * edu_identifier; 0..*. From ELM Organisation.identifier; ELMO issuer/identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_organisation_identifier_first(edu_organisation organisation);
/** How many there are. */
EDU_API size_t edu_organisation_identifier_count(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_identifier(edu_identifier *out, edu_organisation organisation,
                                                         edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_identifier(edu_organisation organisation,
                                                          edu_identifier target, edu_error *err);

/**
 * Its legal name.
 * Any text, for each language; 0..*. From ELM Organisation.legalName; ELMO issuer/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_organisation_legal_name(edu_organisation organisation, const char *language);
/** How many texts there are. */
EDU_API size_t edu_organisation_legal_name_count(edu_organisation organisation);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_organisation_legal_name_at(edu_organisation organisation, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_organisation_legal_name_language_at(edu_organisation organisation, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_organisation_add_legal_name(edu_organisation organisation, const char *text,
                                                         const char *language, edu_error *err);

/**
 * Other names.
 * Any text, for each language; 0..*. From ELM Organisation.altLabel.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_organisation_alt_label(edu_organisation organisation, const char *language);
/** How many texts there are. */
EDU_API size_t edu_organisation_alt_label_count(edu_organisation organisation);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_organisation_alt_label_at(edu_organisation organisation, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_organisation_alt_label_language_at(edu_organisation organisation, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_organisation_add_alt_label(edu_organisation organisation, const char *text,
                                                        const char *language, edu_error *err);

/**
 * Its pages on the web.
 * An absolute IRI; 0..*. From ELM Organisation.homepage; ELMO issuer/url.
 * How many there are.
 */
EDU_API size_t edu_organisation_homepage_count(edu_organisation organisation);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_organisation_homepage_at(edu_organisation organisation, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_organisation_add_homepage(edu_organisation organisation, const char *text,
                                                       edu_error *err);

/**
 * Where it is.
 * edu_location; 0..*. From ELM Organisation.location; ELMO issuer/country.
 * The first; edu_location_next() leads to the others.
 */
EDU_API edu_location edu_organisation_location_first(edu_organisation organisation);
/** How many there are. */
EDU_API size_t edu_organisation_location_count(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_location(edu_location *out, edu_organisation organisation,
                                                       edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_location(edu_organisation organisation, edu_location target,
                                                        edu_error *err);

/**
 * Its identifier in the certificate of its seal.
 * edu_identifier; 0..1. From ELM Organisation.eIDASIdentifier.
 * A handle of nothing where it is absent.
 */
EDU_API edu_identifier edu_organisation_eidas_identifier(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_eidas_identifier(edu_identifier *out,
                                                               edu_organisation organisation, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_eidas_identifier(edu_organisation organisation,
                                                                edu_identifier target, edu_error *err);

/**
 * Its number in a business register.
 * edu_identifier; 0..1. From ELM Organisation.registration.
 * A handle of nothing where it is absent.
 */
EDU_API edu_identifier edu_organisation_registration(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_registration(edu_identifier *out, edu_organisation organisation,
                                                           edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_registration(edu_organisation organisation,
                                                            edu_identifier target, edu_error *err);

/**
 * Its VAT numbers.
 * edu_identifier; 0..*. From ELM Organisation.vatIdentifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_organisation_vat_identifier_first(edu_organisation organisation);
/** How many there are. */
EDU_API size_t edu_organisation_vat_identifier_count(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_vat_identifier(edu_identifier *out,
                                                             edu_organisation organisation, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_vat_identifier(edu_organisation organisation,
                                                              edu_identifier target, edu_error *err);

/**
 * How to reach it.
 * edu_contact_point; 0..*. From ELM Organisation.contactPoint.
 * The first; edu_contact_point_next() leads to the others.
 */
EDU_API edu_contact_point edu_organisation_contact_first(edu_organisation organisation);
/** How many there are. */
EDU_API size_t edu_organisation_contact_count(edu_organisation organisation);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_organisation_add_contact(edu_contact_point *out, edu_organisation organisation,
                                                      edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_organisation_link_contact(edu_organisation organisation,
                                                       edu_contact_point target, edu_error *err);

/*
 * Specification: A programme, module, course or class as designed, apart from any learner.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_specification_is_null(edu_specification specification);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_specification edu_specification_next(edu_specification specification);

/**
 * Degree Programme, Module, Course or Class; other texts are kept.
 * Text in one line; 0..1. From ELM dcType; ELMO learningOpportunitySpecification/type.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_kind(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_kind(edu_specification specification, const char *text,
                                                    edu_error *err);

/**
 * Identifiers of the course.
 * edu_identifier; 0..*. From ELM LearningAchievementSpecification.identifier; ELMO
 * learningOpportunitySpecification/identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_specification_identifier_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_identifier_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_identifier(edu_identifier *out,
                                                          edu_specification specification, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_identifier(edu_specification specification,
                                                           edu_identifier target, edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningAchievementSpecification.title; ELMO
 * learningOpportunitySpecification/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_title(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_title_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_title_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_title_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_title(edu_specification specification, const char *text,
                                                     const char *language, edu_error *err);

/**
 * What it is about, plain text.
 * Any text, for each language; 0..*. From ELM LearningAchievementSpecification.description; ELMO description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_description(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_description_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_description_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_description_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_description(edu_specification specification, const char *text,
                                                           const char *language, edu_error *err);

/**
 * The same as HTML.
 * Any text, for each language; 0..*. From ELMO descriptionHtml.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_description_html(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_description_html_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_description_html_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_description_html_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_description_html(edu_specification specification,
                                                                const char *text, const char *language,
                                                                edu_error *err);

/**
 * Its pages on the web.
 * An absolute IRI; 0..*. From ELM LearningAchievementSpecification.homepage; ELMO url.
 * How many there are.
 */
EDU_API size_t edu_specification_homepage_count(edu_specification specification);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_specification_homepage_at(edu_specification specification, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_specification_add_homepage(edu_specification specification, const char *text,
                                                        edu_error *err);

/**
 * Erasmus subject area code.
 * Text in one line; 0..*. From ELM educationSubject; ELMO subjectArea.
 * How many there are.
 */
EDU_API size_t edu_specification_subject_area_count(edu_specification specification);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_specification_subject_area_at(edu_specification specification, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_specification_add_subject_area(edu_specification specification, const char *text,
                                                            edu_error *err);

/**
 * ISCED-F 2013 code of 2 to 4 digits.
 * Text in one line; 0..*. From ELM thematicArea; ELMO iscedCode.
 * How many there are.
 */
EDU_API size_t edu_specification_field_of_study_count(edu_specification specification);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_specification_field_of_study_at(edu_specification specification, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_specification_add_field_of_study(edu_specification specification,
                                                              const char *text, edu_error *err);

/**
 * Levels in qualification frameworks.
 * edu_level; 0..*. From ELM eqfLevel, nqfLevel, educationLevel; ELMO level.
 * The first; edu_level_next() leads to the others.
 */
EDU_API edu_level edu_specification_level_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_level_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_level(edu_level *out, edu_specification specification,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_level(edu_specification specification, edu_level target,
                                                      edu_error *err);

/**
 * Languages of instruction, ISO 639-1 code.
 * Text in one line; 0..*. From ELM LearningAchievementSpecification.language.
 * How many there are.
 */
EDU_API size_t edu_specification_language_count(edu_specification specification);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_specification_language_at(edu_specification specification, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_specification_add_language(edu_specification specification, const char *text,
                                                        edu_error *err);

/**
 * Credits it is worth.
 * edu_credit; 0..*. From ELM LearningAchievementSpecification.creditPoint.
 * The first; edu_credit_next() leads to the others.
 */
EDU_API edu_credit edu_specification_credit_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_credit_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_credit(edu_credit *out, edu_specification specification,
                                                      edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_credit(edu_specification specification, edu_credit target,
                                                       edu_error *err);

/**
 * What learners can do afterwards.
 * edu_learning_outcome; 0..*. From ELM LearningAchievementSpecification.learningOutcome.
 * The first; edu_learning_outcome_next() leads to the others.
 */
EDU_API edu_learning_outcome edu_specification_learning_outcome_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_learning_outcome_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_learning_outcome(edu_learning_outcome *out,
                                                                edu_specification specification,
                                                                edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_learning_outcome(edu_specification specification,
                                                                 edu_learning_outcome target, edu_error *err);

/**
 * Time it takes on average.
 * Xs:duration, such as P6M or PT25H; 0..1. From ELM volumeOfLearning.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_volume_of_learning(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_volume_of_learning(edu_specification specification,
                                                                  const char *text, edu_error *err);

/**
 * Time it may take at most.
 * Xs:duration, such as P6M or PT25H; 0..1. From ELM maximumDuration.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_maximum_duration(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_maximum_duration(edu_specification specification,
                                                                const char *text, edu_error *err);

/**
 * What it requires.
 * Any text, for each language; 0..*. From ELM entryRequirement.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_entry_requirement(edu_specification specification,
                                                        const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_entry_requirement_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_entry_requirement_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_entry_requirement_language_at(edu_specification specification,
                                                                    size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_entry_requirement(edu_specification specification,
                                                                 const char *text, const char *language,
                                                                 edu_error *err);

/**
 * Further remarks.
 * Any text, for each language; 0..*. From ELM additionalNote.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_note(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_note_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_note_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_note_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_note(edu_specification specification, const char *text,
                                                    const char *language, edu_error *err);

/**
 * The scheme its results are given in.
 * edu_grading_scheme; 0..1. From ELM LearningAssessmentSpecification.gradingScheme.
 * A handle of nothing where it is absent.
 */
EDU_API edu_grading_scheme edu_specification_grading_scheme(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_grading_scheme(edu_grading_scheme *out,
                                                              edu_specification specification,
                                                              edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_grading_scheme(edu_specification specification,
                                                               edu_grading_scheme target, edu_error *err);

/**
 * Its identifier in linked data.
 * An absolute IRI; 0..1. From ELM LearningAchievementSpecification id.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_id(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_id(edu_specification specification, const char *text,
                                                  edu_error *err);

/**
 * Other names, such as an abbreviation.
 * Any text, for each language; 0..*. From ELM LearningAchievementSpecification.altLabel; OOAPI abbreviation.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_alt_label(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_alt_label_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_alt_label_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_alt_label_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_alt_label(edu_specification specification, const char *text,
                                                         const char *language, edu_error *err);

/**
 * Who teaches it.
 * edu_organisation; 0..*. From ELM LearningOpportunity.providedBy; OOAPI organization; EWP institution of the
 * LOS.
 * The first; edu_organisation_next() leads to the others.
 */
EDU_API edu_organisation edu_specification_provider_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_provider_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_provider(edu_organisation *out,
                                                        edu_specification specification, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_provider(edu_specification specification,
                                                         edu_organisation target, edu_error *err);

/**
 * The modules, courses and classes it consists of.
 * edu_specification; 0..*. From ELM LearningAchievementSpecification.hasPart; OOAPI children,
 * course.programs; EWP contains.
 * The first; edu_specification_next() leads to the others.
 */
EDU_API edu_specification edu_specification_part_first(edu_specification specification);
/** How many there are. */
EDU_API size_t edu_specification_part_count(edu_specification specification);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_specification_add_part(edu_specification *out, edu_specification specification,
                                                    edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_specification_link_part(edu_specification specification,
                                                     edu_specification target, edu_error *err);

/**
 * How results are reached.
 * Any text, for each language; 0..*. From ELM LearningAchievementSpecification.provenBy description; OOAPI
 * assessment.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_specification_assessment(edu_specification specification, const char *language);
/** How many texts there are. */
EDU_API size_t edu_specification_assessment_count(edu_specification specification);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_specification_assessment_at(edu_specification specification, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_specification_assessment_language_at(edu_specification specification, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_specification_add_assessment(edu_specification specification, const char *text,
                                                          const char *language, edu_error *err);

/**
 * Hours of teaching.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM LearningActivitySpecification.contactHour; OOAPI
 * studyLoad of unit contacttime; EWP engagementHours.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_contact_hours(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_contact_hours(edu_specification specification,
                                                             const char *text, edu_error *err);

/**
 * How it is taught: presential, online, hybrid, blended, or another word.
 * Text in one line; 0..*. From ELM LearningAchievementSpecification.mode; OOAPI modeOfDelivery.
 * How many there are.
 */
EDU_API size_t edu_specification_mode_count(edu_specification specification);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_specification_mode_at(edu_specification specification, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_specification_add_mode(edu_specification specification, const char *text,
                                                    edu_error *err);

/**
 * Full-time, part-time, or another word.
 * Text in one line; 0..1. From ELM LearningOpportunity.learningSchedule; OOAPI modeOfStudy.
 * NULL where it is absent.
 */
EDU_API const char *edu_specification_schedule(edu_specification specification);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_specification_set_schedule(edu_specification specification, const char *text,
                                                        edu_error *err);

/*
 * Offering: An occurrence of a programme, course or class: where, when and by whom it is taught.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_offering_is_null(edu_offering offering);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_offering edu_offering_next(edu_offering offering);

/**
 * Its identifier in linked data.
 * An absolute IRI; 0..1. From ELM LearningOpportunity id.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_id(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_id(edu_offering offering, const char *text, edu_error *err);

/**
 * Identifiers of the occurrence, not of the course.
 * edu_identifier; 0..*. From ELM LearningOpportunity.identifier; OOAPI offeringId; EWP loiId.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_offering_identifier_first(edu_offering offering);
/** How many there are. */
EDU_API size_t edu_offering_identifier_count(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_identifier(edu_identifier *out, edu_offering offering,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_identifier(edu_offering offering, edu_identifier target,
                                                      edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningOpportunity.title; OOAPI offering.name.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_offering_title(edu_offering offering, const char *language);
/** How many texts there are. */
EDU_API size_t edu_offering_title_count(edu_offering offering);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_offering_title_at(edu_offering offering, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_offering_title_language_at(edu_offering offering, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_offering_add_title(edu_offering offering, const char *text, const char *language,
                                                edu_error *err);

/**
 * Other names, such as an abbreviation.
 * Any text, for each language; 0..*. From ELM LearningOpportunity.altLabel; OOAPI offering.abbreviation.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_offering_alt_label(edu_offering offering, const char *language);
/** How many texts there are. */
EDU_API size_t edu_offering_alt_label_count(edu_offering offering);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_offering_alt_label_at(edu_offering offering, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_offering_alt_label_language_at(edu_offering offering, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_offering_add_alt_label(edu_offering offering, const char *text,
                                                    const char *language, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM LearningOpportunity.description; OOAPI offering.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_offering_description(edu_offering offering, const char *language);
/** How many texts there are. */
EDU_API size_t edu_offering_description_count(edu_offering offering);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_offering_description_at(edu_offering offering, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_offering_description_language_at(edu_offering offering, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_offering_add_description(edu_offering offering, const char *text,
                                                      const char *language, edu_error *err);

/**
 * What is taught.
 * edu_specification; 0..1. From ELM LearningOpportunity.learningAchievementSpecification; OOAPI
 * offering.course; EWP los.
 * A handle of nothing where it is absent.
 */
EDU_API edu_specification edu_offering_specification(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_specification(edu_specification *out, edu_offering offering,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_specification(edu_offering offering, edu_specification target,
                                                         edu_error *err);

/**
 * Who teaches it.
 * edu_organisation; 0..*. From ELM LearningOpportunity.providedBy; OOAPI offering.organization.
 * The first; edu_organisation_next() leads to the others.
 */
EDU_API edu_organisation edu_offering_provider_first(edu_offering offering);
/** How many there are. */
EDU_API size_t edu_offering_provider_count(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_provider(edu_organisation *out, edu_offering offering,
                                                   edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_provider(edu_offering offering, edu_organisation target,
                                                    edu_error *err);

/**
 * Its first day.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM LearningOpportunity.temporal; OOAPI
 * offering.startDate; EWP start.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_start_date(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_start_date(edu_offering offering, const char *text, edu_error *err);

/**
 * Its last day.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM LearningOpportunity.temporal; OOAPI
 * offering.endDate; EWP end.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_end_date(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_end_date(edu_offering offering, const char *text, edu_error *err);

/**
 * The academic terms it falls into.
 * edu_session; 0..*. From ELM LearningOpportunity.temporal; OOAPI offering.academicSession; EWP academicTerm.
 * The first; edu_session_next() leads to the others.
 */
EDU_API edu_session edu_offering_session_first(edu_offering offering);
/** How many there are. */
EDU_API size_t edu_offering_session_count(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_session(edu_session *out, edu_offering offering, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_session(edu_offering offering, edu_session target, edu_error *err);

/**
 * Languages of instruction, ISO 639-1 code.
 * Text in one line; 0..*. From ELM LearningOpportunity.defaultLanguage; OOAPI teachingLanguage; EWP
 * languageOfInstruction.
 * How many there are.
 */
EDU_API size_t edu_offering_language_count(edu_offering offering);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_offering_language_at(edu_offering offering, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_offering_add_language(edu_offering offering, const char *text, edu_error *err);

/**
 * How it is taught: presential, online, hybrid, blended, or another word.
 * Text in one line; 0..*. From ELM LearningOpportunity.mode; OOAPI modeOfDelivery.
 * How many there are.
 */
EDU_API size_t edu_offering_mode_count(edu_offering offering);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_offering_mode_at(edu_offering offering, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_offering_add_mode(edu_offering offering, const char *text, edu_error *err);

/**
 * Full-time, part-time, or another word.
 * Text in one line; 0..1. From ELM LearningOpportunity.learningSchedule; OOAPI modeOfStudy.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_schedule(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_schedule(edu_offering offering, const char *text, edu_error *err);

/**
 * Its pages on the web.
 * An absolute IRI; 0..*. From ELM LearningOpportunity.homepage; OOAPI link.
 * How many there are.
 */
EDU_API size_t edu_offering_homepage_count(edu_offering offering);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_offering_homepage_at(edu_offering offering, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_offering_add_homepage(edu_offering offering, const char *text, edu_error *err);

/**
 * Where it takes place.
 * edu_location; 0..*. From ELM LearningOpportunity.location; OOAPI addresses.
 * The first; edu_location_next() leads to the others.
 */
EDU_API edu_location edu_offering_location_first(edu_offering offering);
/** How many there are. */
EDU_API size_t edu_offering_location_count(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_location(edu_location *out, edu_offering offering, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_location(edu_offering offering, edu_location target,
                                                    edu_error *err);

/**
 * The scheme its results are given in.
 * edu_grading_scheme; 0..1. From OOAPI resultValueType; EWP gradingSchemeId.
 * A handle of nothing where it is absent.
 */
EDU_API edu_grading_scheme edu_offering_grading_scheme(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_grading_scheme(edu_grading_scheme *out, edu_offering offering,
                                                         edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_grading_scheme(edu_offering offering, edu_grading_scheme target,
                                                          edu_error *err);

/**
 * How to enrol.
 * Any text, for each language; 0..*. From ELM LearningOpportunity.admissionProcedure; OOAPI enrollment.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_offering_admission_procedure(edu_offering offering, const char *language);
/** How many texts there are. */
EDU_API size_t edu_offering_admission_procedure_count(edu_offering offering);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_offering_admission_procedure_at(edu_offering offering, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_offering_admission_procedure_language_at(edu_offering offering, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_offering_add_admission_procedure(edu_offering offering, const char *text,
                                                              const char *language, edu_error *err);

/**
 * From when on one may enrol.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM
 * LearningOpportunity.scheduleInformation; OOAPI enrollStartDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_enrolment_start(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_enrolment_start(edu_offering offering, const char *text,
                                                          edu_error *err);

/**
 * Until when one may enrol.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM
 * LearningOpportunity.applicationDeadline; OOAPI enrollEndDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_enrolment_end(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_enrolment_end(edu_offering offering, const char *text,
                                                        edu_error *err);

/**
 * Credits it is worth.
 * edu_credit; 0..*. From EWP LOI credit.
 * The first; edu_credit_next() leads to the others.
 */
EDU_API edu_credit edu_offering_credit_first(edu_offering offering);
/** How many there are. */
EDU_API size_t edu_offering_credit_count(edu_offering offering);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_offering_add_credit(edu_credit *out, edu_offering offering, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_offering_link_credit(edu_offering offering, edu_credit target, edu_error *err);

/**
 * Further remarks.
 * Any text, for each language; 0..*. From ELM LearningOpportunity.additionalNote.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_offering_note(edu_offering offering, const char *language);
/** How many texts there are. */
EDU_API size_t edu_offering_note_count(edu_offering offering);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_offering_note_at(edu_offering offering, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_offering_note_language_at(edu_offering offering, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_offering_add_note(edu_offering offering, const char *text, const char *language,
                                               edu_error *err);

/**
 * Hours of teaching.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM
 * LearningOpportunity.learningActivitySpecification.contactHour; EWP engagementHours.
 * NULL where it is absent.
 */
EDU_API const char *edu_offering_contact_hours(edu_offering offering);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_offering_set_contact_hours(edu_offering offering, const char *text,
                                                        edu_error *err);

/*
 * Catalogue: What one document states about courses, apart from any learner: what is taught, when, and by
 * whom.
 */

/** The catalogue that a document of the core model is; a handle of nothing for another document. */
EDU_API edu_catalogue edu_document_catalogue(const edu_document *doc);
/**
 * Make an empty document of the core model that is a catalogue, as edu_document_new() makes a credential.
 */
EDU_API int edu_document_new_catalogue(edu_document **out, const edu_context *ctx, edu_error *err);
/** Non-zero for a handle of nothing. */
EDU_API int edu_catalogue_is_null(edu_catalogue catalogue);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_catalogue edu_catalogue_next(edu_catalogue catalogue);

/**
 * Its identifier, an absolute IRI.
 * An absolute IRI; 0..1. From libedu.
 * NULL where it is absent.
 */
EDU_API const char *edu_catalogue_id(edu_catalogue catalogue);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_catalogue_set_id(edu_catalogue catalogue, const char *text, edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From libedu.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_catalogue_title(edu_catalogue catalogue, const char *language);
/** How many texts there are. */
EDU_API size_t edu_catalogue_title_count(edu_catalogue catalogue);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_catalogue_title_at(edu_catalogue catalogue, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_catalogue_title_language_at(edu_catalogue catalogue, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_catalogue_add_title(edu_catalogue catalogue, const char *text,
                                                 const char *language, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From libedu.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_catalogue_description(edu_catalogue catalogue, const char *language);
/** How many texts there are. */
EDU_API size_t edu_catalogue_description_count(edu_catalogue catalogue);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_catalogue_description_at(edu_catalogue catalogue, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_catalogue_description_language_at(edu_catalogue catalogue, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_catalogue_add_description(edu_catalogue catalogue, const char *text,
                                                       const char *language, edu_error *err);

/**
 * The language it is written in, ISO 639-1 code.
 * Text in one line; 0..1. From libedu.
 * NULL where it is absent.
 */
EDU_API const char *edu_catalogue_language(edu_catalogue catalogue);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_catalogue_set_language(edu_catalogue catalogue, const char *text,
                                                    edu_error *err);

/**
 * Who publishes it.
 * edu_organisation; 0..1. From ELM publisher.
 * A handle of nothing where it is absent.
 */
EDU_API edu_organisation edu_catalogue_publisher(edu_catalogue catalogue);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_catalogue_add_publisher(edu_organisation *out, edu_catalogue catalogue,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_catalogue_link_publisher(edu_catalogue catalogue, edu_organisation target,
                                                      edu_error *err);

/**
 * What is taught, outermost first; parts stand below what they are parts of.
 * edu_specification; 0..*. From ELM LearningAchievementSpecification, Qualification; OOAPI Programme, Course,
 * Component; EWP los.
 * The first; edu_specification_next() leads to the others.
 */
EDU_API edu_specification edu_catalogue_specification_first(edu_catalogue catalogue);
/** How many there are. */
EDU_API size_t edu_catalogue_specification_count(edu_catalogue catalogue);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_catalogue_add_specification(edu_specification *out, edu_catalogue catalogue,
                                                         edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_catalogue_link_specification(edu_catalogue catalogue, edu_specification target,
                                                          edu_error *err);

/**
 * When it is taught.
 * edu_offering; 0..*. From ELM LearningOpportunity; OOAPI offerings; EWP loi.
 * The first; edu_offering_next() leads to the others.
 */
EDU_API edu_offering edu_catalogue_offering_first(edu_catalogue catalogue);
/** How many there are. */
EDU_API size_t edu_catalogue_offering_count(edu_catalogue catalogue);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_catalogue_add_offering(edu_offering *out, edu_catalogue catalogue,
                                                    edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_catalogue_link_offering(edu_catalogue catalogue, edu_offering target,
                                                     edu_error *err);

/**
 * Bodies that nothing else here names.
 * edu_organisation; 0..*. From ELM Organisation; OOAPI Organization.
 * The first; edu_organisation_next() leads to the others.
 */
EDU_API edu_organisation edu_catalogue_organisation_first(edu_catalogue catalogue);
/** How many there are. */
EDU_API size_t edu_catalogue_organisation_count(edu_catalogue catalogue);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_catalogue_add_organisation(edu_organisation *out, edu_catalogue catalogue,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_catalogue_link_organisation(edu_catalogue catalogue, edu_organisation target,
                                                         edu_error *err);

/**
 * Academic terms that nothing else here names.
 * edu_session; 0..*. From OOAPI AcademicSession.
 * The first; edu_session_next() leads to the others.
 */
EDU_API edu_session edu_catalogue_session_first(edu_catalogue catalogue);
/** How many there are. */
EDU_API size_t edu_catalogue_session_count(edu_catalogue catalogue);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_catalogue_add_session(edu_session *out, edu_catalogue catalogue, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_catalogue_link_session(edu_catalogue catalogue, edu_session target,
                                                    edu_error *err);

/*
 * Level: A level in a qualification framework.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_level_is_null(edu_level level);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_level edu_level_next(edu_level level);

/**
 * EQF, NQF or the name of a national one.
 * Text in one line; 0..1. From ELM eqfLevel, nqfLevel, educationLevel; ELMO level/type.
 * NULL where it is absent.
 */
EDU_API const char *edu_level_framework(edu_level level);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_level_set_framework(edu_level level, const char *text, edu_error *err);

/**
 * What the level is called.
 * Any text, for each language; 0..*. From ELM Concept.prefLabel; ELMO level/description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_level_description(edu_level level, const char *language);
/** How many texts there are. */
EDU_API size_t edu_level_description_count(edu_level level);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_level_description_at(edu_level level, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_level_description_language_at(edu_level level, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_level_add_description(edu_level level, const char *text, const char *language,
                                                   edu_error *err);

/**
 * The level.
 * Text in one line; 0..1. From ELM Concept; ELMO level/value.
 * NULL where it is absent.
 */
EDU_API const char *edu_level_value(edu_level level);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_level_set_value(edu_level level, const char *text, edu_error *err);

/*
 * LearningOutcome: What a learner knows or can do after a course.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_learning_outcome_is_null(edu_learning_outcome learning_outcome);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_learning_outcome edu_learning_outcome_next(edu_learning_outcome learning_outcome);

/**
 * The outcome.
 * Any text, for each language; 0..*. From ELM LearningOutcome.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_learning_outcome_title(edu_learning_outcome learning_outcome, const char *language);
/** How many texts there are. */
EDU_API size_t edu_learning_outcome_title_count(edu_learning_outcome learning_outcome);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_learning_outcome_title_at(edu_learning_outcome learning_outcome, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_learning_outcome_title_language_at(edu_learning_outcome learning_outcome, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_learning_outcome_add_title(edu_learning_outcome learning_outcome,
                                                        const char *text, const char *language,
                                                        edu_error *err);

/**
 * Identifiers of it.
 * edu_identifier; 0..*. From ELM LearningOutcome.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_learning_outcome_identifier_first(edu_learning_outcome learning_outcome);
/** How many there are. */
EDU_API size_t edu_learning_outcome_identifier_count(edu_learning_outcome learning_outcome);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_learning_outcome_add_identifier(edu_identifier *out,
                                                             edu_learning_outcome learning_outcome,
                                                             edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_learning_outcome_link_identifier(edu_learning_outcome learning_outcome,
                                                              edu_identifier target, edu_error *err);

/**
 * Further remarks.
 * Any text, for each language; 0..*. From ELM LearningOutcome.additionalNote.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_learning_outcome_note(edu_learning_outcome learning_outcome, const char *language);
/** How many texts there are. */
EDU_API size_t edu_learning_outcome_note_count(edu_learning_outcome learning_outcome);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_learning_outcome_note_at(edu_learning_outcome learning_outcome, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_learning_outcome_note_language_at(edu_learning_outcome learning_outcome, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_learning_outcome_add_note(edu_learning_outcome learning_outcome,
                                                       const char *text, const char *language,
                                                       edu_error *err);

/*
 * Session: An academic term or another stretch of the calendar.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_session_is_null(edu_session session);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_session edu_session_next(edu_session session);

/**
 * Its name.
 * Any text, for each language; 0..*. From ELM PeriodOfTime.prefLabel; ELMO academicTerm/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_session_title(edu_session session, const char *language);
/** How many texts there are. */
EDU_API size_t edu_session_title_count(edu_session session);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_session_title_at(edu_session session, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_session_title_language_at(edu_session session, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_session_add_title(edu_session session, const char *text, const char *language,
                                               edu_error *err);

/**
 * Its first day.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM PeriodOfTime.startDate; ELMO
 * academicTerm/start.
 * NULL where it is absent.
 */
EDU_API const char *edu_session_start_date(edu_session session);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_session_set_start_date(edu_session session, const char *text, edu_error *err);

/**
 * Its last day.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM PeriodOfTime.endDate; ELMO
 * academicTerm/end.
 * NULL where it is absent.
 */
EDU_API const char *edu_session_end_date(edu_session session);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_session_set_end_date(edu_session session, const char *text, edu_error *err);

/**
 * Identifiers of the term, or of the academic year it belongs to.
 * edu_identifier; 0..*. From OOAPI AcademicSession.primaryCode; EWP academic-year-id, ewp-id, term-id.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_session_identifier_first(edu_session session);
/** How many there are. */
EDU_API size_t edu_session_identifier_count(edu_session session);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_session_add_identifier(edu_identifier *out, edu_session session, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_session_link_identifier(edu_session session, edu_identifier target,
                                                     edu_error *err);

#ifdef __cplusplus
}
#endif
#endif
