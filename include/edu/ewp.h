/*
 * edu/ewp.h – Erasmus Without Paper: transcripts of several learners in one response.
 *
 * The response of the Incoming Mobility ToRs API (version 2; version 1 is read, too) holds any number of ELMO
 * transcripts, each for one mobility and with a grade conversion table or without. It is read as a document of
 * the format elmo. With exactly one transcript it is that transcript, in a wrapper; with several it can be
 * validated and written back, and its transcripts are taken out one by one to be converted.
 *
 * Threads: as in edu/document.h. Transcripts that were taken out are documents of their own.
 */
#ifndef EDU_EWP_H
#define EDU_EWP_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One transcript of a response; texts are borrowed from it. */
typedef struct edu_tor {
	const char *omobility_id;  /**< the mobility it is for; "" where the response lacks it */
	edu_node elmo;             /**< its root element */
	edu_node grades;           /**< its grade conversion table; no node where it has none */
	int has_signature;         /**< non-zero: signed, which nobody can verify inside a response */
} edu_tor;

/** How many transcripts there are; 0 also for a document that is no response. */
EDU_API size_t edu_tors_count(const edu_document *response);
/** Non-zero for a response, be it without any transcript. */
EDU_API int edu_tors_is_response(const edu_document *doc);
/** The i-th transcript, from 0; returns 0, or EDU_EARG behind the last. Passes over those before it. */
EDU_API EDU_MUST_USE int edu_tors_at(edu_tor *out, const edu_document *response, size_t i);

/**
 * Take one transcript out, as a response that holds it alone: its mobility and grade conversion table come along,
 * and comments that stand outside of it don't. Texts are shared, so that attachments are not copied; the response
 * may be freed first.
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure. It has no original bytes
 * @return 0, EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (no response, or behind the last)
 */
EDU_API EDU_MUST_USE int edu_tors_take(edu_document **out, const edu_document *response, size_t i, edu_error *err);
/** The same without the wrapper: the ELMO document itself. Its signature, if it has one, will not hold. */
EDU_API EDU_MUST_USE int edu_tors_unwrap(edu_document **out, const edu_document *response, size_t i, edu_error *err);

/** One grade of a grade conversion table; texts are borrowed, and "" where the document lacks them. */
typedef struct edu_grade_frequency {
	const char *isced_code;    /**< field of study its table is for, ISCED-F 2013 */
	const char *label;         /**< the grade, as resultLabel writes it */
	const char *percentage;    /**< of the learners who get it, a decimal as written */
	edu_node node;             /**< where it stands; not needed for edu_tors_make() */
} edu_grade_frequency;

/** The first grade of a transcript's table; returns 0, or EDU_EARG where there is none. */
EDU_API EDU_MUST_USE int edu_grades_first(edu_grade_frequency *out, const edu_tor *tor);
/** The one behind it, in its place; returns 0, or EDU_EARG behind the last. */
EDU_API EDU_MUST_USE int edu_grades_next(edu_grade_frequency *grade);

/** One transcript for a response. */
typedef struct edu_tor_entry {
	const edu_document *transcript;     /**< ELMO 1.x, or a response with exactly one */
	const char *omobility_id;           /**< 1 to 64 printable ASCII characters; NULL: that of the response it comes from */
	const edu_grade_frequency *grades;  /**< its grade conversion table, those of one field side by side; NULL: that of
	                                         the response it comes from */
	size_t grade_count;
} edu_tor_entry;

typedef struct edu_tors_options {
	unsigned version;          /**< EDU_TORS_OPTIONS_VERSION */
	int drop_signatures;       /**< non-zero: leave out signatures, which don't hold in a response; 0: refuse them */
} edu_tors_options;

#define EDU_TORS_OPTIONS_VERSION 1
#define EDU_TORS_OPTIONS_INIT { EDU_TORS_OPTIONS_VERSION, 0 }

/**
 * Make a response of transcripts, to be written with edu_document_write(). Without entries it is an empty one,
 * which answers that no mobility is known.
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param entries   in the order of the response; may be NULL where count is 0. Not needed after the call
 * @param options   NULL for the defaults
 * @return 0, EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (no ELMO, or not exactly one transcript), EDU_EINVALID: rules ewp/mobility
 *         (none, or not of that form), ewp/signature, ewp/namespace (not ELMO 1.x), ewp/grades (a grade without
 *         field, label or decimal percentage)
 */
EDU_API EDU_MUST_USE int edu_tors_make(edu_document **out, const edu_context *ctx, const edu_tor_entry *entries,
                                       size_t count, const edu_tors_options *options, edu_error *err);

#ifdef __cplusplus
}
#endif
#endif
