/*
 * edu/credential.h – credentials: achievements, results, credits, awards, attachments.
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
#ifndef EDU_CREDENTIAL_H
#define EDU_CREDENTIAL_H

#include <edu/handles.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Credential: What one document states about one learner: the achievements, who vouches for them and since
 * when.
 */

/** The credential that a document of the core model is; a handle of nothing for another document. */
EDU_API edu_credential edu_document_credential(const edu_document *doc);
/** Non-zero for a handle of nothing. */
EDU_API int edu_credential_is_null(edu_credential credential);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_credential edu_credential_next(edu_credential credential);

/**
 * Its identifier, an absolute IRI.
 * An absolute IRI; 0..1. From ELM EuropeanDigitalCredential id.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_id(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_id(edu_credential credential, const char *text, edu_error *err);

/**
 * Its title, as shown to people.
 * Any text, for each language; 0..*. From ELM DisplayParameter.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_credential_title(edu_credential credential, const char *language);
/** How many texts there are. */
EDU_API size_t edu_credential_title_count(edu_credential credential);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_credential_title_at(edu_credential credential, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_credential_title_language_at(edu_credential credential, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_credential_add_title(edu_credential credential, const char *text,
                                                  const char *language, edu_error *err);

/**
 * A longer text about it.
 * Any text, for each language; 0..*. From ELM DisplayParameter.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_credential_description(edu_credential credential, const char *language);
/** How many texts there are. */
EDU_API size_t edu_credential_description_count(edu_credential credential);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_credential_description_at(edu_credential credential, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_credential_description_language_at(edu_credential credential, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_credential_add_description(edu_credential credential, const char *text,
                                                        const char *language, edu_error *err);

/**
 * The language it is written in, ISO 639-1 code.
 * Text in one line; 0..1. From ELM DisplayParameter.primaryLanguage.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_primary_language(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_primary_language(edu_credential credential, const char *text,
                                                             edu_error *err);

/**
 * When the file was made.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELMO generatedDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_generated(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_generated(edu_credential credential, const char *text,
                                                      edu_error *err);

/**
 * When it was issued.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * EuropeanDigitalCredential.issued; ELMO report/issueDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_issued(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_issued(edu_credential credential, const char *text,
                                                   edu_error *err);

/**
 * When the envelope was issued, as the W3C data model 1.1 calls it.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * EuropeanDigitalCredential.issuanceDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_issuance_date(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_issuance_date(edu_credential credential, const char *text,
                                                          edu_error *err);

/**
 * From when on it holds.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * EuropeanDigitalCredential.validFrom.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_valid_from(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_valid_from(edu_credential credential, const char *text,
                                                       edu_error *err);

/**
 * Until when it holds.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * EuropeanDigitalCredential.validUntil.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_valid_until(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_valid_until(edu_credential credential, const char *text,
                                                        edu_error *err);

/**
 * When it expires.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * EuropeanDigitalCredential.expirationDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_credential_expiration_date(edu_credential credential);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credential_set_expiration_date(edu_credential credential, const char *text,
                                                            edu_error *err);

/**
 * Who issued or sealed it; not always who awarded what it says.
 * edu_organisation; 0..1. From ELM EuropeanDigitalCredential.issuer.
 * A handle of nothing where it is absent.
 */
EDU_API edu_organisation edu_credential_issuer(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_issuer(edu_organisation *out, edu_credential credential,
                                                   edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_issuer(edu_credential credential, edu_organisation target,
                                                    edu_error *err);

/**
 * Whom it is about.
 * edu_person; 0..1. From ELM credentialSubject; ELMO learner.
 * A handle of nothing where it is absent.
 */
EDU_API edu_person edu_credential_learner(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_learner(edu_person *out, edu_credential credential,
                                                    edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_learner(edu_credential credential, edu_person target,
                                                     edu_error *err);

/**
 * The awards behind the achievements: one for each report of a transcript.
 * edu_award; 0..*. From ELM AwardingProcess; ELMO report.
 * The first; edu_award_next() leads to the others.
 */
EDU_API edu_award edu_credential_award_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_award_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_award(edu_award *out, edu_credential credential, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_award(edu_credential credential, edu_award target,
                                                   edu_error *err);

/**
 * What the learner achieved, outermost first.
 * edu_achievement; 0..*. From ELM Person.hasClaim; ELMO report/learningOpportunitySpecification.
 * The first; edu_achievement_next() leads to the others.
 */
EDU_API edu_achievement edu_credential_achievement_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_achievement_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_achievement(edu_achievement *out, edu_credential credential,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_achievement(edu_credential credential, edu_achievement target,
                                                         edu_error *err);

/**
 * Activities stated without an achievement.
 * edu_activity; 0..*. From ELM Person.hasClaim of class LearningActivity.
 * The first; edu_activity_next() leads to the others.
 */
EDU_API edu_activity edu_credential_activity_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_activity_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_activity(edu_activity *out, edu_credential credential,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_activity(edu_credential credential, edu_activity target,
                                                      edu_error *err);

/**
 * Entitlements stated without an achievement.
 * edu_entitlement; 0..*. From ELM Person.hasClaim of class LearningEntitlement.
 * The first; edu_entitlement_next() leads to the others.
 */
EDU_API edu_entitlement edu_credential_entitlement_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_entitlement_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_entitlement(edu_entitlement *out, edu_credential credential,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_entitlement(edu_credential credential, edu_entitlement target,
                                                         edu_error *err);

/**
 * Files that travel with it.
 * edu_attachment; 0..*. From ELM EuropeanDigitalCredential.attachment; ELMO attachment.
 * The first; edu_attachment_next() leads to the others.
 */
EDU_API edu_attachment edu_credential_attachment_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_attachment_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_attachment(edu_attachment *out, edu_credential credential,
                                                       edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_attachment(edu_credential credential, edu_attachment target,
                                                        edu_error *err);

/**
 * Ways to show the achievements together.
 * edu_grouping; 0..*. From ELMO groups/groupType.
 * The first; edu_grouping_next() leads to the others.
 */
EDU_API edu_grouping edu_credential_grouping_first(edu_credential credential);
/** How many there are. */
EDU_API size_t edu_credential_grouping_count(edu_credential credential);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_credential_add_grouping(edu_grouping *out, edu_credential credential,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_credential_link_grouping(edu_credential credential, edu_grouping target,
                                                      edu_error *err);

/*
 * Award: The act by which a body awarded achievements.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_award_is_null(edu_award award);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_award edu_award_next(edu_award award);

/**
 * Who awarded.
 * edu_organisation; 0..*. From ELM AwardingProcess.awardingBody; ELMO report/issuer.
 * The first; edu_organisation_next() leads to the others.
 */
EDU_API edu_organisation edu_award_body_first(edu_award award);
/** How many there are. */
EDU_API size_t edu_award_body_count(edu_award award);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_award_add_body(edu_organisation *out, edu_award award, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_award_link_body(edu_award award, edu_organisation target, edu_error *err);

/**
 * When it was awarded.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELM
 * AwardingProcess.awardingDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_award_date(edu_award award);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_award_set_date(edu_award award, const char *text, edu_error *err);

/**
 * When the report about it was issued.
 * Xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing; 0..1. From ELMO report/issueDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_award_issued(edu_award award);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_award_set_issued(edu_award award, const char *text, edu_error *err);

/**
 * Grading schemes of the body, used or not.
 * edu_grading_scheme; 0..*. From ELMO report/gradingScheme.
 * The first; edu_grading_scheme_next() leads to the others.
 */
EDU_API edu_grading_scheme edu_award_grading_scheme_first(edu_award award);
/** How many there are. */
EDU_API size_t edu_award_grading_scheme_count(edu_award award);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_award_add_grading_scheme(edu_grading_scheme *out, edu_award award,
                                                      edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_award_link_grading_scheme(edu_award award, edu_grading_scheme target,
                                                       edu_error *err);

/**
 * Files of this body alone.
 * edu_attachment; 0..*. From ELMO report/attachment.
 * The first; edu_attachment_next() leads to the others.
 */
EDU_API edu_attachment edu_award_attachment_first(edu_award award);
/** How many there are. */
EDU_API size_t edu_award_attachment_count(edu_award award);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_award_add_attachment(edu_attachment *out, edu_award award, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_award_link_attachment(edu_award award, edu_attachment target, edu_error *err);

/**
 * Identifiers of the act.
 * edu_identifier; 0..*. From ELM AwardingProcess.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_award_identifier_first(edu_award award);
/** How many there are. */
EDU_API size_t edu_award_identifier_count(edu_award award);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_award_add_identifier(edu_identifier *out, edu_award award, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_award_link_identifier(edu_award award, edu_identifier target, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM AwardingProcess.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_award_description(edu_award award, const char *language);
/** How many texts there are. */
EDU_API size_t edu_award_description_count(edu_award award);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_award_description_at(edu_award award, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_award_description_language_at(edu_award award, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_award_add_description(edu_award award, const char *text, const char *language,
                                                   edu_error *err);

/*
 * Achievement: That this learner passed, or still studies, one programme, module, course or class.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_achievement_is_null(edu_achievement achievement);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_achievement edu_achievement_next(edu_achievement achievement);

/**
 * Identifiers of the fact, not of the course.
 * edu_identifier; 0..*. From ELM LearningAchievement.identifier; ELMO learningOpportunityInstance/identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_achievement_identifier_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_identifier_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_identifier(edu_identifier *out, edu_achievement achievement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_identifier(edu_achievement achievement, edu_identifier target,
                                                         edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningAchievement.title; ELMO
 * learningOpportunitySpecification/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_achievement_title(edu_achievement achievement, const char *language);
/** How many texts there are. */
EDU_API size_t edu_achievement_title_count(edu_achievement achievement);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_achievement_title_at(edu_achievement achievement, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_achievement_title_language_at(edu_achievement achievement, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_achievement_add_title(edu_achievement achievement, const char *text,
                                                   const char *language, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM LearningAchievement.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_achievement_description(edu_achievement achievement, const char *language);
/** How many texts there are. */
EDU_API size_t edu_achievement_description_count(edu_achievement achievement);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_achievement_description_at(edu_achievement achievement, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_achievement_description_language_at(edu_achievement achievement, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_achievement_add_description(edu_achievement achievement, const char *text,
                                                         const char *language, edu_error *err);

/**
 * Whether it is passed, failed or still going on.
 * One of passed, failed, in-progress; 0..1. From ELMO learningOpportunityInstance/status; ELM
 * LearningAssessment.gradeStatus.
 * NULL where it is absent.
 */
EDU_API const char *edu_achievement_status(edu_achievement achievement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_achievement_set_status(edu_achievement achievement, const char *text,
                                                    edu_error *err);

/**
 * The programme or course as designed.
 * edu_specification; 0..1. From ELM LearningAchievement.specifiedBy; ELMO learningOpportunitySpecification.
 * A handle of nothing where it is absent.
 */
EDU_API edu_specification edu_achievement_specification(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_specification(edu_specification *out,
                                                           edu_achievement achievement, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_specification(edu_achievement achievement,
                                                            edu_specification target, edu_error *err);

/**
 * Who awarded it and when.
 * edu_award; 0..1. From ELM LearningAchievement.awardedBy; ELMO report.
 * A handle of nothing where it is absent.
 */
EDU_API edu_award edu_achievement_awarded_by(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_awarded_by(edu_award *out, edu_achievement achievement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_awarded_by(edu_achievement achievement, edu_award target,
                                                         edu_error *err);

/**
 * The results that prove it.
 * edu_assessment; 0..*. From ELM LearningAchievement.provenBy.
 * The first; edu_assessment_next() leads to the others.
 */
EDU_API edu_assessment edu_achievement_assessment_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_assessment_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_assessment(edu_assessment *out, edu_achievement achievement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_assessment(edu_achievement achievement, edu_assessment target,
                                                         edu_error *err);

/**
 * What the learner did for it.
 * edu_activity; 0..*. From ELM LearningAchievement.influencedBy.
 * The first; edu_activity_next() leads to the others.
 */
EDU_API edu_activity edu_achievement_activity_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_activity_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_activity(edu_activity *out, edu_achievement achievement,
                                                      edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_activity(edu_achievement achievement, edu_activity target,
                                                       edu_error *err);

/**
 * Credits received.
 * edu_credit; 0..*. From ELM LearningAchievement.creditReceived; ELMO learningOpportunityInstance/credit.
 * The first; edu_credit_next() leads to the others.
 */
EDU_API edu_credit edu_achievement_credit_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_credit_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_credit(edu_credit *out, edu_achievement achievement,
                                                    edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_credit(edu_achievement achievement, edu_credit target,
                                                     edu_error *err);

/**
 * Achievements it consists of.
 * edu_achievement; 0..*. From ELM LearningAchievement.hasPart; ELMO learningOpportunitySpecification/hasPart.
 * The first; edu_achievement_next() leads to the others.
 */
EDU_API edu_achievement edu_achievement_part_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_part_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_part(edu_achievement *out, edu_achievement achievement,
                                                  edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_part(edu_achievement achievement, edu_achievement target,
                                                   edu_error *err);

/**
 * What it entitles to.
 * edu_entitlement; 0..*. From ELM LearningAchievement.entitlesTo.
 * The first; edu_entitlement_next() leads to the others.
 */
EDU_API edu_entitlement edu_achievement_entitlement_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_entitlement_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_entitlement(edu_entitlement *out, edu_achievement achievement,
                                                         edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_entitlement(edu_achievement achievement, edu_entitlement target,
                                                          edu_error *err);

/**
 * Files about it, links to those of the credential.
 * edu_attachment; 0..*. From ELMO learningOpportunityInstance/attachments/ref.
 * The first; edu_attachment_next() leads to the others.
 */
EDU_API edu_attachment edu_achievement_attachment_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_attachment_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_attachment(edu_attachment *out, edu_achievement achievement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_attachment(edu_achievement achievement, edu_attachment target,
                                                         edu_error *err);

/**
 * The diploma supplement in words.
 * edu_diploma_supplement; 0..1. From ELMO learningOpportunityInstance/diplomaSupplement.
 * A handle of nothing where it is absent.
 */
EDU_API edu_diploma_supplement edu_achievement_supplement(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_supplement(edu_diploma_supplement *out,
                                                        edu_achievement achievement, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_supplement(edu_achievement achievement,
                                                         edu_diploma_supplement target, edu_error *err);

/**
 * The occurrence of the course the learner took part in.
 * edu_offering; 0..1. From ELM LearningAchievement.learningOpportunity; OOAPI association.offering.
 * A handle of nothing where it is absent.
 */
EDU_API edu_offering edu_achievement_offering(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_offering(edu_offering *out, edu_achievement achievement,
                                                      edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_offering(edu_achievement achievement, edu_offering target,
                                                       edu_error *err);

/**
 * Groups it is shown in, links to those of the credential.
 * edu_group; 0..*. From ELMO learningOpportunityInstance/grouping.
 * The first; edu_group_next() leads to the others.
 */
EDU_API edu_group edu_achievement_group_first(edu_achievement achievement);
/** How many there are. */
EDU_API size_t edu_achievement_group_count(edu_achievement achievement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_achievement_add_group(edu_group *out, edu_achievement achievement,
                                                   edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_achievement_link_group(edu_achievement achievement, edu_group target,
                                                    edu_error *err);

/**
 * Further remarks.
 * Any text, for each language; 0..*. From ELM LearningAchievement.additionalNote.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_achievement_note(edu_achievement achievement, const char *language);
/** How many texts there are. */
EDU_API size_t edu_achievement_note_count(edu_achievement achievement);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_achievement_note_at(edu_achievement achievement, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_achievement_note_language_at(edu_achievement achievement, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_achievement_add_note(edu_achievement achievement, const char *text,
                                                  const char *language, edu_error *err);

/*
 * Assessment: A result: the grade, the scheme it belongs to and how others fared.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_assessment_is_null(edu_assessment assessment);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_assessment edu_assessment_next(edu_assessment assessment);

/**
 * Identifiers of the result.
 * edu_identifier; 0..*. From ELM LearningAssessment.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_assessment_identifier_first(edu_assessment assessment);
/** How many there are. */
EDU_API size_t edu_assessment_identifier_count(edu_assessment assessment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_assessment_add_identifier(edu_identifier *out, edu_assessment assessment,
                                                       edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_assessment_link_identifier(edu_assessment assessment, edu_identifier target,
                                                        edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningAssessment.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_assessment_title(edu_assessment assessment, const char *language);
/** How many texts there are. */
EDU_API size_t edu_assessment_title_count(edu_assessment assessment);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_assessment_title_at(edu_assessment assessment, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_assessment_title_language_at(edu_assessment assessment, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_assessment_add_title(edu_assessment assessment, const char *text,
                                                  const char *language, edu_error *err);

/**
 * The grade as its scheme writes it; never converted.
 * Any text, for each language; 0..*. From ELM LearningAssessment.grade; ELMO
 * learningOpportunityInstance/resultLabel.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_assessment_grade(edu_assessment assessment, const char *language);
/** How many texts there are. */
EDU_API size_t edu_assessment_grade_count(edu_assessment assessment);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_assessment_grade_at(edu_assessment assessment, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_assessment_grade_language_at(edu_assessment assessment, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_assessment_add_grade(edu_assessment assessment, const char *text,
                                                  const char *language, edu_error *err);

/**
 * The scheme the grade belongs to.
 * edu_grading_scheme; 0..1. From ELM LearningAssessmentSpecification.gradingScheme; ELMO
 * learningOpportunityInstance/gradingSchemeLocalId.
 * A handle of nothing where it is absent.
 */
EDU_API edu_grading_scheme edu_assessment_grading_scheme(edu_assessment assessment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_assessment_add_grading_scheme(edu_grading_scheme *out, edu_assessment assessment,
                                                           edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_assessment_link_grading_scheme(edu_assessment assessment,
                                                            edu_grading_scheme target, edu_error *err);

/**
 * Where the grade stands among the others' grades.
 * edu_shortened_grading; 0..1. From ELM LearningAssessment.shortenedGrading; ELMO
 * learningOpportunityInstance/shortenedGrading.
 * A handle of nothing where it is absent.
 */
EDU_API edu_shortened_grading edu_assessment_shortened_grading(edu_assessment assessment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_assessment_add_shortened_grading(edu_shortened_grading *out,
                                                              edu_assessment assessment, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_assessment_link_shortened_grading(edu_assessment assessment,
                                                               edu_shortened_grading target, edu_error *err);

/**
 * Histogram of all results.
 * edu_result_distribution; 0..1. From ELM LearningAssessment.resultDistribution; ELMO
 * learningOpportunityInstance/resultDistribution.
 * A handle of nothing where it is absent.
 */
EDU_API edu_result_distribution edu_assessment_result_distribution(edu_assessment assessment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_assessment_add_result_distribution(edu_result_distribution *out,
                                                                edu_assessment assessment, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_assessment_link_result_distribution(edu_assessment assessment,
                                                                 edu_result_distribution target,
                                                                 edu_error *err);

/**
 * When the result was given.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM LearningAssessment.dateIssued.
 * NULL where it is absent.
 */
EDU_API const char *edu_assessment_issued(edu_assessment assessment);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_assessment_set_issued(edu_assessment assessment, const char *text,
                                                   edu_error *err);

/**
 * Who gave it.
 * edu_award; 0..1. From ELM LearningAssessment.awardedBy.
 * A handle of nothing where it is absent.
 */
EDU_API edu_award edu_assessment_awarded_by(edu_assessment assessment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_assessment_add_awarded_by(edu_award *out, edu_assessment assessment,
                                                       edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_assessment_link_awarded_by(edu_assessment assessment, edu_award target,
                                                        edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM LearningAssessment.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_assessment_description(edu_assessment assessment, const char *language);
/** How many texts there are. */
EDU_API size_t edu_assessment_description_count(edu_assessment assessment);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_assessment_description_at(edu_assessment assessment, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_assessment_description_language_at(edu_assessment assessment, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_assessment_add_description(edu_assessment assessment, const char *text,
                                                        const char *language, edu_error *err);

/*
 * GradingScheme: A scale of grades.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_grading_scheme_is_null(edu_grading_scheme grading_scheme);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_grading_scheme edu_grading_scheme_next(edu_grading_scheme grading_scheme);

/**
 * Identifiers of the scheme.
 * edu_identifier; 0..*. From ELM GradingScheme.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_grading_scheme_identifier_first(edu_grading_scheme grading_scheme);
/** How many there are. */
EDU_API size_t edu_grading_scheme_identifier_count(edu_grading_scheme grading_scheme);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_grading_scheme_add_identifier(edu_identifier *out,
                                                           edu_grading_scheme grading_scheme, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_grading_scheme_link_identifier(edu_grading_scheme grading_scheme,
                                                            edu_identifier target, edu_error *err);

/**
 * Its name.
 * Any text, for each language; 0..*. From ELM GradingScheme.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_grading_scheme_title(edu_grading_scheme grading_scheme, const char *language);
/** How many texts there are. */
EDU_API size_t edu_grading_scheme_title_count(edu_grading_scheme grading_scheme);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_grading_scheme_title_at(edu_grading_scheme grading_scheme, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_grading_scheme_title_language_at(edu_grading_scheme grading_scheme, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_grading_scheme_add_title(edu_grading_scheme grading_scheme, const char *text,
                                                      const char *language, edu_error *err);

/**
 * What its grades mean.
 * Any text, for each language; 0..*. From ELM GradingScheme.description; ELMO
 * report/gradingScheme/description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_grading_scheme_description(edu_grading_scheme grading_scheme, const char *language);
/** How many texts there are. */
EDU_API size_t edu_grading_scheme_description_count(edu_grading_scheme grading_scheme);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_grading_scheme_description_at(edu_grading_scheme grading_scheme, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_grading_scheme_description_language_at(edu_grading_scheme grading_scheme, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_grading_scheme_add_description(edu_grading_scheme grading_scheme,
                                                            const char *text, const char *language,
                                                            edu_error *err);

/**
 * Its name within one document only.
 * Text in one line; 0..1. From ELMO report/gradingScheme/@localId.
 * NULL where it is absent.
 */
EDU_API const char *edu_grading_scheme_local_id(edu_grading_scheme grading_scheme);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_grading_scheme_set_local_id(edu_grading_scheme grading_scheme, const char *text,
                                                         edu_error *err);

/*
 * ShortenedGrading: Percentages of learners with a lower, the same and a higher grade.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_shortened_grading_is_null(edu_shortened_grading shortened_grading);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_shortened_grading edu_shortened_grading_next(edu_shortened_grading shortened_grading);

/**
 * Percent with a lower grade.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM ShortenedGrading.percentageLower; ELMO
 * shortenedGrading/percentageLower.
 * NULL where it is absent.
 */
EDU_API const char *edu_shortened_grading_percentage_lower(edu_shortened_grading shortened_grading);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_shortened_grading_set_percentage_lower(edu_shortened_grading shortened_grading,
                                                                    const char *text, edu_error *err);

/**
 * Percent with the same grade.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM ShortenedGrading.percentageEqual; ELMO
 * shortenedGrading/percentageEqual.
 * NULL where it is absent.
 */
EDU_API const char *edu_shortened_grading_percentage_equal(edu_shortened_grading shortened_grading);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_shortened_grading_set_percentage_equal(edu_shortened_grading shortened_grading,
                                                                    const char *text, edu_error *err);

/**
 * Percent with a higher grade.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM ShortenedGrading.percentageHigher; ELMO
 * shortenedGrading/percentageHigher.
 * NULL where it is absent.
 */
EDU_API const char *edu_shortened_grading_percentage_higher(edu_shortened_grading shortened_grading);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_shortened_grading_set_percentage_higher(edu_shortened_grading shortened_grading,
                                                                     const char *text, edu_error *err);

/*
 * ResultDistribution: How many learners got which result.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_result_distribution_is_null(edu_result_distribution result_distribution);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_result_distribution edu_result_distribution_next(edu_result_distribution result_distribution);

/**
 * Its ranges, in order.
 * edu_result_category; 0..*. From ELM ResultDistribution.resultCategory; ELMO resultDistribution/category.
 * The first; edu_result_category_next() leads to the others.
 */
EDU_API edu_result_category edu_result_distribution_category_first(
	edu_result_distribution result_distribution);
/** How many there are. */
EDU_API size_t edu_result_distribution_category_count(edu_result_distribution result_distribution);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_result_distribution_add_category(edu_result_category *out,
                                                              edu_result_distribution result_distribution,
                                                              edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_result_distribution_link_category(edu_result_distribution result_distribution,
                                                               edu_result_category target, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM ResultDistribution.description; ELMO
 * resultDistribution/description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_result_distribution_description(edu_result_distribution result_distribution,
                                                        const char *language);
/** How many texts there are. */
EDU_API size_t edu_result_distribution_description_count(edu_result_distribution result_distribution);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_result_distribution_description_at(edu_result_distribution result_distribution,
                                                           size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_result_distribution_description_language_at(
	edu_result_distribution result_distribution, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_result_distribution_add_description(edu_result_distribution result_distribution,
                                                                 const char *text, const char *language,
                                                                 edu_error *err);

/*
 * ResultCategory: One range of a result distribution.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_result_category_is_null(edu_result_category result_category);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_result_category edu_result_category_next(edu_result_category result_category);

/**
 * Name of the range.
 * Any text; 0..1. From ELM ResultCategory.label; ELMO category/@label.
 * NULL where it is absent.
 */
EDU_API const char *edu_result_category_label(edu_result_category result_category);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_result_category_set_label(edu_result_category result_category, const char *text,
                                                       edu_error *err);

/**
 * How many learners fall into it.
 * An integer from 0; 0..1. From ELM ResultCategory.count; ELMO category/@count.
 * NULL where it is absent.
 */
EDU_API const char *edu_result_category_count(edu_result_category result_category);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_result_category_set_count(edu_result_category result_category, const char *text,
                                                       edu_error *err);

/**
 * The score it stands for.
 * Any text; 0..1. From ELM ResultCategory.score.
 * NULL where it is absent.
 */
EDU_API const char *edu_result_category_score(edu_result_category result_category);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_result_category_set_score(edu_result_category result_category, const char *text,
                                                       edu_error *err);

/**
 * Lowest score of the range.
 * Any text; 0..1. From ELM ResultCategory.minimumScore.
 * NULL where it is absent.
 */
EDU_API const char *edu_result_category_minimum_score(edu_result_category result_category);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_result_category_set_minimum_score(edu_result_category result_category,
                                                               const char *text, edu_error *err);

/**
 * Highest score of the range.
 * Any text; 0..1. From ELM ResultCategory.maximumScore.
 * NULL where it is absent.
 */
EDU_API const char *edu_result_category_maximum_score(edu_result_category result_category);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_result_category_set_maximum_score(edu_result_category result_category,
                                                               const char *text, edu_error *err);

/*
 * Credit: Credits in one framework.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_credit_is_null(edu_credit credit);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_credit edu_credit_next(edu_credit credit);

/**
 * The framework: `ects`, `ecvet`, or the name of another.
 * Text in one line; 0..1. From ELM CreditPoint.framework; ELMO credit/scheme.
 * NULL where it is absent.
 */
EDU_API const char *edu_credit_scheme(edu_credit credit);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credit_set_scheme(edu_credit credit, const char *text, edu_error *err);

/**
 * How many, a decimal as written.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM CreditPoint.point; ELMO credit/value.
 * NULL where it is absent.
 */
EDU_API const char *edu_credit_value(edu_credit credit);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credit_set_value(edu_credit credit, const char *text, edu_error *err);

/**
 * Bachelor, Master or PhD; deprecated.
 * Text in one line; 0..1. From ELMO credit/level.
 * NULL where it is absent.
 */
EDU_API const char *edu_credit_level(edu_credit credit);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_credit_set_level(edu_credit credit, const char *text, edu_error *err);

/*
 * Activity: Studying: when, in which term, in which language, for how long.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_activity_is_null(edu_activity activity);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_activity edu_activity_next(edu_activity activity);

/**
 * Identifiers of the activity.
 * edu_identifier; 0..*. From ELM LearningActivity.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_activity_identifier_first(edu_activity activity);
/** How many there are. */
EDU_API size_t edu_activity_identifier_count(edu_activity activity);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_activity_add_identifier(edu_identifier *out, edu_activity activity,
                                                     edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_activity_link_identifier(edu_activity activity, edu_identifier target,
                                                      edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningActivity.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_activity_title(edu_activity activity, const char *language);
/** How many texts there are. */
EDU_API size_t edu_activity_title_count(edu_activity activity);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_activity_title_at(edu_activity activity, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_activity_title_language_at(edu_activity activity, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_activity_add_title(edu_activity activity, const char *text, const char *language,
                                                edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM LearningActivity.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_activity_description(edu_activity activity, const char *language);
/** How many texts there are. */
EDU_API size_t edu_activity_description_count(edu_activity activity);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_activity_description_at(edu_activity activity, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_activity_description_language_at(edu_activity activity, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_activity_add_description(edu_activity activity, const char *text,
                                                      const char *language, edu_error *err);

/**
 * When it began.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM PeriodOfTime.startDate; ELMO
 * learningOpportunityInstance/start.
 * NULL where it is absent.
 */
EDU_API const char *edu_activity_start_date(edu_activity activity);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_activity_set_start_date(edu_activity activity, const char *text, edu_error *err);

/**
 * When it ended.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM PeriodOfTime.endDate; ELMO
 * learningOpportunityInstance/date.
 * NULL where it is absent.
 */
EDU_API const char *edu_activity_end_date(edu_activity activity);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_activity_set_end_date(edu_activity activity, const char *text, edu_error *err);

/**
 * The academic terms it fell into.
 * edu_session; 0..*. From ELM LearningActivity.temporal; ELMO learningOpportunityInstance/academicTerm.
 * The first; edu_session_next() leads to the others.
 */
EDU_API edu_session edu_activity_session_first(edu_activity activity);
/** How many there are. */
EDU_API size_t edu_activity_session_count(edu_activity activity);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_activity_add_session(edu_session *out, edu_activity activity, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_activity_link_session(edu_activity activity, edu_session target, edu_error *err);

/**
 * Language of instruction, ISO 639-1 code.
 * Text in one line; 0..*. From ELM LearningActivitySpecification.language; ELMO
 * learningOpportunityInstance/languageOfInstruction.
 * How many there are.
 */
EDU_API size_t edu_activity_language_count(edu_activity activity);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_activity_language_at(edu_activity activity, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_activity_add_language(edu_activity activity, const char *text, edu_error *err);

/**
 * Hours attended.
 * Xs:decimal, such as 7.5, digits as written; 0..1. From ELM LearningActivitySpecification.contactHour; ELMO
 * learningOpportunityInstance/engagementHours.
 * NULL where it is absent.
 */
EDU_API const char *edu_activity_hours(edu_activity activity);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_activity_set_hours(edu_activity activity, const char *text, edu_error *err);

/**
 * Time spent in all.
 * Xs:duration, such as P6M or PT25H; 0..1. From ELM LearningActivity.workload.
 * NULL where it is absent.
 */
EDU_API const char *edu_activity_workload(edu_activity activity);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_activity_set_workload(edu_activity activity, const char *text, edu_error *err);

/**
 * Who vouches for it.
 * edu_award; 0..1. From ELM LearningActivity.awardedBy.
 * A handle of nothing where it is absent.
 */
EDU_API edu_award edu_activity_awarded_by(edu_activity activity);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_activity_add_awarded_by(edu_award *out, edu_activity activity, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_activity_link_awarded_by(edu_activity activity, edu_award target,
                                                      edu_error *err);

/*
 * Entitlement: A right that follows from an achievement.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_entitlement_is_null(edu_entitlement entitlement);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_entitlement edu_entitlement_next(edu_entitlement entitlement);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM LearningEntitlement.title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_entitlement_title(edu_entitlement entitlement, const char *language);
/** How many texts there are. */
EDU_API size_t edu_entitlement_title_count(edu_entitlement entitlement);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_entitlement_title_at(edu_entitlement entitlement, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_entitlement_title_language_at(edu_entitlement entitlement, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_entitlement_add_title(edu_entitlement entitlement, const char *text,
                                                   const char *language, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM LearningEntitlement.description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_entitlement_description(edu_entitlement entitlement, const char *language);
/** How many texts there are. */
EDU_API size_t edu_entitlement_description_count(edu_entitlement entitlement);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_entitlement_description_at(edu_entitlement entitlement, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_entitlement_description_language_at(edu_entitlement entitlement, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_entitlement_add_description(edu_entitlement entitlement, const char *text,
                                                         const char *language, edu_error *err);

/**
 * Identifiers of it.
 * edu_identifier; 0..*. From ELM LearningEntitlement.identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_entitlement_identifier_first(edu_entitlement entitlement);
/** How many there are. */
EDU_API size_t edu_entitlement_identifier_count(edu_entitlement entitlement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_entitlement_add_identifier(edu_identifier *out, edu_entitlement entitlement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_entitlement_link_identifier(edu_entitlement entitlement, edu_identifier target,
                                                         edu_error *err);

/**
 * When it was given.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM LearningEntitlement.dateIssued.
 * NULL where it is absent.
 */
EDU_API const char *edu_entitlement_issued(edu_entitlement entitlement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_entitlement_set_issued(edu_entitlement entitlement, const char *text,
                                                    edu_error *err);

/**
 * When it ends.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELM LearningEntitlement.expiryDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_entitlement_expires(edu_entitlement entitlement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_entitlement_set_expires(edu_entitlement entitlement, const char *text,
                                                     edu_error *err);

/**
 * Who gave it.
 * edu_award; 0..1. From ELM LearningEntitlement.awardedBy.
 * A handle of nothing where it is absent.
 */
EDU_API edu_award edu_entitlement_awarded_by(edu_entitlement entitlement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_entitlement_add_awarded_by(edu_award *out, edu_entitlement entitlement,
                                                        edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_entitlement_link_awarded_by(edu_entitlement entitlement, edu_award target,
                                                         edu_error *err);

/*
 * Attachment: A file that travels with the record.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_attachment_is_null(edu_attachment attachment);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_attachment edu_attachment_next(edu_attachment attachment);

/**
 * Identifiers by which the record refers to it.
 * edu_identifier; 0..*. From ELMO attachment/identifier.
 * The first; edu_identifier_next() leads to the others.
 */
EDU_API edu_identifier edu_attachment_identifier_first(edu_attachment attachment);
/** How many there are. */
EDU_API size_t edu_attachment_identifier_count(edu_attachment attachment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_attachment_add_identifier(edu_identifier *out, edu_attachment attachment,
                                                       edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_attachment_link_identifier(edu_attachment attachment, edu_identifier target,
                                                        edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELM MediaObject.title; ELMO attachment/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_attachment_title(edu_attachment attachment, const char *language);
/** How many texts there are. */
EDU_API size_t edu_attachment_title_count(edu_attachment attachment);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_attachment_title_at(edu_attachment attachment, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_attachment_title_language_at(edu_attachment attachment, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_attachment_add_title(edu_attachment attachment, const char *text,
                                                  const char *language, edu_error *err);

/**
 * What it is, in ELMO's words.
 * Text in one line; 0..1. From ELM MediaObject.attachmentType; ELMO attachment/type.
 * NULL where it is absent.
 */
EDU_API const char *edu_attachment_kind(edu_attachment attachment);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_attachment_set_kind(edu_attachment attachment, const char *text, edu_error *err);

/**
 * A text about it.
 * Any text, for each language; 0..*. From ELM MediaObject.description; ELMO attachment/description.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_attachment_description(edu_attachment attachment, const char *language);
/** How many texts there are. */
EDU_API size_t edu_attachment_description_count(edu_attachment attachment);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_attachment_description_at(edu_attachment attachment, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_attachment_description_language_at(edu_attachment attachment, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_attachment_add_description(edu_attachment attachment, const char *text,
                                                        const char *language, edu_error *err);

/**
 * The bytes, once for each language.
 * edu_content; 0..*. From ELM MediaObject; ELMO attachment/content.
 * The first; edu_content_next() leads to the others.
 */
EDU_API edu_content edu_attachment_content_first(edu_attachment attachment);
/** How many there are. */
EDU_API size_t edu_attachment_content_count(edu_attachment attachment);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_attachment_add_content(edu_content *out, edu_attachment attachment,
                                                    edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_attachment_link_content(edu_attachment attachment, edu_content target,
                                                     edu_error *err);

/*
 * Content: The bytes of a file in one language.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_content_is_null(edu_content content);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_content edu_content_next(edu_content content);

/**
 * Media type, such as application/pdf.
 * Text in one line; 0..1. From ELM MediaObject.contentType; ELMO attachment/content.
 * NULL where it is absent.
 */
EDU_API const char *edu_content_media_type(edu_content content);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_content_set_media_type(edu_content content, const char *text, edu_error *err);

/**
 * The bytes in base64.
 * Any text; 0..1. From ELM MediaObject.content; ELMO attachment/content.
 * NULL where it is absent.
 */
EDU_API const char *edu_content_data(edu_content content);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_content_set_data(edu_content content, const char *text, edu_error *err);

/**
 * What stood in the place of bytes and is no data URI.
 * Any text; 0..1. From ELMO attachment/content.
 * NULL where it is absent.
 */
EDU_API const char *edu_content_text(edu_content content);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_content_set_text(edu_content content, const char *text, edu_error *err);

/**
 * Its language, BCP 47.
 * Text in one line; 0..1. From ELMO attachment/content/@xml:lang.
 * NULL where it is absent.
 */
EDU_API const char *edu_content_language(edu_content content);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_content_set_language(edu_content content, const char *text, edu_error *err);

/**
 * Where the same bytes can be had.
 * An absolute IRI; 0..1. From ELM MediaObject.contentURL.
 * NULL where it is absent.
 */
EDU_API const char *edu_content_url(edu_content content);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_content_set_url(edu_content content, const char *text, edu_error *err);

/*
 * DiplomaSupplement: A diploma supplement in numbered sections of text.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_diploma_supplement_is_null(edu_diploma_supplement diploma_supplement);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_diploma_supplement edu_diploma_supplement_next(edu_diploma_supplement diploma_supplement);

/**
 * Its language, BCP 47.
 * Text in one line; 0..1. From ELMO diplomaSupplement/@xml:lang.
 * NULL where it is absent.
 */
EDU_API const char *edu_diploma_supplement_language(edu_diploma_supplement diploma_supplement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_diploma_supplement_set_language(edu_diploma_supplement diploma_supplement,
                                                             const char *text, edu_error *err);

/**
 * Year of the rules it follows: 1997, 2007 or 2018.
 * Text in one line; 0..1. From ELMO diplomaSupplement/version.
 * NULL where it is absent.
 */
EDU_API const char *edu_diploma_supplement_version(edu_diploma_supplement diploma_supplement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_diploma_supplement_set_version(edu_diploma_supplement diploma_supplement,
                                                            const char *text, edu_error *err);

/**
 * When it was issued.
 * Xs:date, such as 2024-05-31, a time zone may follow; 0..1. From ELMO diplomaSupplement/issueDate.
 * NULL where it is absent.
 */
EDU_API const char *edu_diploma_supplement_issued(edu_diploma_supplement diploma_supplement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_diploma_supplement_set_issued(edu_diploma_supplement diploma_supplement,
                                                           const char *text, edu_error *err);

/**
 * Introductory text.
 * Any text; 0..1. From ELMO diplomaSupplement/introduction.
 * NULL where it is absent.
 */
EDU_API const char *edu_diploma_supplement_introduction(edu_diploma_supplement diploma_supplement);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_diploma_supplement_set_introduction(edu_diploma_supplement diploma_supplement,
                                                                 const char *text, edu_error *err);

/**
 * Its sections.
 * edu_supplement_section; 0..*. From ELMO diplomaSupplement/section.
 * The first; edu_supplement_section_next() leads to the others.
 */
EDU_API edu_supplement_section edu_diploma_supplement_section_first(
	edu_diploma_supplement diploma_supplement);
/** How many there are. */
EDU_API size_t edu_diploma_supplement_section_count(edu_diploma_supplement diploma_supplement);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_diploma_supplement_add_section(edu_supplement_section *out,
                                                            edu_diploma_supplement diploma_supplement,
                                                            edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_diploma_supplement_link_section(edu_diploma_supplement diploma_supplement,
                                                             edu_supplement_section target, edu_error *err);

/*
 * SupplementSection: A numbered section of a diploma supplement.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_supplement_section_is_null(edu_supplement_section supplement_section);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_supplement_section edu_supplement_section_next(edu_supplement_section supplement_section);

/**
 * Such as 4.2.
 * Text in one line; 0..1. From ELMO section/@number.
 * NULL where it is absent.
 */
EDU_API const char *edu_supplement_section_number(edu_supplement_section supplement_section);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_supplement_section_set_number(edu_supplement_section supplement_section,
                                                           const char *text, edu_error *err);

/**
 * Its heading.
 * Text in one line; 0..1. From ELMO section/title.
 * NULL where it is absent.
 */
EDU_API const char *edu_supplement_section_title(edu_supplement_section supplement_section);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_supplement_section_set_title(edu_supplement_section supplement_section,
                                                          const char *text, edu_error *err);

/**
 * Its text.
 * Any text; 0..1. From ELMO section/content.
 * NULL where it is absent.
 */
EDU_API const char *edu_supplement_section_content(edu_supplement_section supplement_section);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_supplement_section_set_content(edu_supplement_section supplement_section,
                                                            const char *text, edu_error *err);

/**
 * Media type of the text; text/plain where absent.
 * Text in one line; 0..1. From ELMO section/content/@type.
 * NULL where it is absent.
 */
EDU_API const char *edu_supplement_section_content_type(edu_supplement_section supplement_section);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_supplement_section_set_content_type(edu_supplement_section supplement_section,
                                                                 const char *text, edu_error *err);

/**
 * Remarks.
 * Any text; 0..*. From ELMO section/additionalInformation.
 * How many there are.
 */
EDU_API size_t edu_supplement_section_additional_information_count(edu_supplement_section supplement_section);
/** The i-th; NULL beyond the last. */
EDU_API const char *edu_supplement_section_additional_information_at(
	edu_supplement_section supplement_section, size_t i);
/** Add one. */
EDU_API EDU_MUST_USE int edu_supplement_section_add_additional_information(
	edu_supplement_section supplement_section, const char *text, edu_error *err);

/**
 * Files of this section.
 * edu_attachment; 0..*. From ELMO section/attachment.
 * The first; edu_attachment_next() leads to the others.
 */
EDU_API edu_attachment edu_supplement_section_attachment_first(edu_supplement_section supplement_section);
/** How many there are. */
EDU_API size_t edu_supplement_section_attachment_count(edu_supplement_section supplement_section);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_supplement_section_add_attachment(edu_attachment *out,
                                                               edu_supplement_section supplement_section,
                                                               edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_supplement_section_link_attachment(edu_supplement_section supplement_section,
                                                                edu_attachment target, edu_error *err);

/**
 * Sections below it.
 * edu_supplement_section; 0..*. From ELMO section/section.
 * The first; edu_supplement_section_next() leads to the others.
 */
EDU_API edu_supplement_section edu_supplement_section_section_first(
	edu_supplement_section supplement_section);
/** How many there are. */
EDU_API size_t edu_supplement_section_section_count(edu_supplement_section supplement_section);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_supplement_section_add_section(edu_supplement_section *out,
                                                            edu_supplement_section supplement_section,
                                                            edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_supplement_section_link_section(edu_supplement_section supplement_section,
                                                             edu_supplement_section target, edu_error *err);

/*
 * Grouping: One way to show achievements together, such as by semester.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_grouping_is_null(edu_grouping grouping);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_grouping edu_grouping_next(edu_grouping grouping);

/**
 * Its name within one document only.
 * Any text; 0..1. From ELMO groupType/@id.
 * NULL where it is absent.
 */
EDU_API const char *edu_grouping_local_id(edu_grouping grouping);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_grouping_set_local_id(edu_grouping grouping, const char *text, edu_error *err);

/**
 * What the groups differ in.
 * Any text, for each language; 0..*. From ELMO groupType/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_grouping_title(edu_grouping grouping, const char *language);
/** How many texts there are. */
EDU_API size_t edu_grouping_title_count(edu_grouping grouping);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_grouping_title_at(edu_grouping grouping, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_grouping_title_language_at(edu_grouping grouping, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_grouping_add_title(edu_grouping grouping, const char *text, const char *language,
                                                edu_error *err);

/**
 * Its groups.
 * edu_group; 0..*. From ELMO groupType/group.
 * The first; edu_group_next() leads to the others.
 */
EDU_API edu_group edu_grouping_group_first(edu_grouping grouping);
/** How many there are. */
EDU_API size_t edu_grouping_group_count(edu_grouping grouping);
/** Add a new one, given out in *out (NULL allowed). */
EDU_API EDU_MUST_USE int edu_grouping_add_group(edu_group *out, edu_grouping grouping, edu_error *err);
/** Add one that stands elsewhere in the same document already. */
EDU_API EDU_MUST_USE int edu_grouping_link_group(edu_grouping grouping, edu_group target, edu_error *err);

/*
 * Group: Achievements that are shown together.
 */

/** Non-zero for a handle of nothing. */
EDU_API int edu_group_is_null(edu_group group);
/** The next value of the property it was found in; a handle of nothing behind the last. */
EDU_API edu_group edu_group_next(edu_group group);

/**
 * Its name within its grouping only.
 * Any text; 0..1. From ELMO group/@id.
 * NULL where it is absent.
 */
EDU_API const char *edu_group_local_id(edu_group group);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_group_set_local_id(edu_group group, const char *text, edu_error *err);

/**
 * Sorts the groups of a grouping.
 * Any text; 0..1. From ELMO group/@sortingKey.
 * NULL where it is absent.
 */
EDU_API const char *edu_group_sorting_key(edu_group group);
/** Set it; NULL removes it. */
EDU_API EDU_MUST_USE int edu_group_set_sorting_key(edu_group group, const char *text, edu_error *err);

/**
 * Its title.
 * Any text, for each language; 0..*. From ELMO group/title.
 * The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: neither is there.
 * language NULL asks for the first text.
 */
EDU_API const char *edu_group_title(edu_group group, const char *language);
/** How many texts there are. */
EDU_API size_t edu_group_title_count(edu_group group);
/** The i-th text; NULL beyond the last. */
EDU_API const char *edu_group_title_at(edu_group group, size_t i);
/** The language of the i-th text; NULL where it has none. */
EDU_API const char *edu_group_title_language_at(edu_group group, size_t i);
/** Add a text in a language (BCP 47; NULL: in none that is known). */
EDU_API EDU_MUST_USE int edu_group_add_title(edu_group group, const char *text, const char *language,
                                             edu_error *err);

#ifdef __cplusplus
}
#endif
#endif
