/*
 * edu/handles.h – a type for each class of the core model.
 *
 * Generated from formats/core/core.toml by generate/interface.py; do not edit.
 *
 * A handle is a plain value, cheap to copy: a place in a document. It needs no freeing, and is good as long
 * as its document is neither freed nor changed by others than the functions here. A handle of nothing is
 * allowed everywhere: its texts are NULL, its counts 0, its nodes handles of nothing again. Texts are
 * NUL-terminated UTF-8 and borrowed from the document; those that are set or added are copied.
 *
 * Threads: a document belongs to one thread at a time, or to many when nobody changes it.
 */
#ifndef EDU_HANDLES_H
#define EDU_HANDLES_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What one document states about one learner: the achievements, who vouches for them and since when. */
typedef struct edu_credential {
	edu_node node;
} edu_credential;

/** The act by which a body awarded achievements. */
typedef struct edu_award {
	edu_node node;
} edu_award;

/** That this learner passed, or still studies, one programme, module, course or class. */
typedef struct edu_achievement {
	edu_node node;
} edu_achievement;

/** A result: the grade, the scheme it belongs to and how others fared. */
typedef struct edu_assessment {
	edu_node node;
} edu_assessment;

/** A scale of grades. */
typedef struct edu_grading_scheme {
	edu_node node;
} edu_grading_scheme;

/** Percentages of learners with a lower, the same and a higher grade. */
typedef struct edu_shortened_grading {
	edu_node node;
} edu_shortened_grading;

/** How many learners got which result. */
typedef struct edu_result_distribution {
	edu_node node;
} edu_result_distribution;

/** One range of a result distribution. */
typedef struct edu_result_category {
	edu_node node;
} edu_result_category;

/** Credits in one framework. */
typedef struct edu_credit {
	edu_node node;
} edu_credit;

/** Studying: when, in which term, in which language, for how long. */
typedef struct edu_activity {
	edu_node node;
} edu_activity;

/** A right that follows from an achievement. */
typedef struct edu_entitlement {
	edu_node node;
} edu_entitlement;

/** A file that travels with the record. */
typedef struct edu_attachment {
	edu_node node;
} edu_attachment;

/** The bytes of a file in one language. */
typedef struct edu_content {
	edu_node node;
} edu_content;

/** A diploma supplement in numbered sections of text. */
typedef struct edu_diploma_supplement {
	edu_node node;
} edu_diploma_supplement;

/** A numbered section of a diploma supplement. */
typedef struct edu_supplement_section {
	edu_node node;
} edu_supplement_section;

/** A natural person; the learner. */
typedef struct edu_person {
	edu_node node;
} edu_person;

/** An identifier and the scheme that gives it meaning. */
typedef struct edu_identifier {
	edu_node node;
} edu_identifier;

/** A place. */
typedef struct edu_location {
	edu_node node;
} edu_location;

/** A postal address, in parts or as one text. */
typedef struct edu_address {
	edu_node node;
} edu_address;

/** Ways to reach a person or an organisation. */
typedef struct edu_contact_point {
	edu_node node;
} edu_contact_point;

/** A university, an issuer, any other body. */
typedef struct edu_organisation {
	edu_node node;
} edu_organisation;

/** A programme, module, course or class as designed, apart from any learner. */
typedef struct edu_specification {
	edu_node node;
} edu_specification;

/** An occurrence of a programme, course or class: where, when and by whom it is taught. */
typedef struct edu_offering {
	edu_node node;
} edu_offering;

/** What one document states about courses, apart from any learner: what is taught, when, and by whom. */
typedef struct edu_catalogue {
	edu_node node;
} edu_catalogue;

/** A level in a qualification framework. */
typedef struct edu_level {
	edu_node node;
} edu_level;

/** What a learner knows or can do after a course. */
typedef struct edu_learning_outcome {
	edu_node node;
} edu_learning_outcome;

/** An academic term or another stretch of the calendar. */
typedef struct edu_session {
	edu_node node;
} edu_session;

/** One way to show achievements together, such as by semester. */
typedef struct edu_grouping {
	edu_node node;
} edu_grouping;

/** Achievements that are shown together. */
typedef struct edu_group {
	edu_node node;
} edu_group;

#ifdef __cplusplus
}
#endif
#endif
