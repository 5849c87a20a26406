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

#ifdef __cplusplus
}
#endif
#endif
