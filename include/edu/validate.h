/*
 * edu/validate.h – check a document against the tables and rules of its format.
 *
 * A finding is no error: validation of a bad document succeeds and says what is bad.
 * Threads: edu_validate() only reads its document; findings are immutable.
 */
#ifndef EDU_VALIDATE_H
#define EDU_VALIDATE_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum edu_severity {
	EDU_SEVERITY_ERROR = 0,
	EDU_SEVERITY_WARNING = 1,
	EDU_SEVERITY_INFO = 2
} edu_severity;

/** "error", "warning", "info"; a constant. */
EDU_API const char *edu_severity_name(edu_severity severity);

/** One thing to know about a document. Every text is borrowed from the findings. */
typedef struct edu_finding {
	edu_severity severity;
	const char *rule;      /**< id, such as "elmo/missing" */
	const char *path;      /**< where, as in reports */
	const char *message;   /**< what was expected and what to do; no value of the document */
	uint32_t line;         /**< from 1; 0 where not known */
	uint32_t column;
	uint32_t ref;          /**< edu_document_node() */
} edu_finding;

typedef struct edu_findings edu_findings;

typedef struct edu_validate_options {
	unsigned version;      /**< EDU_VALIDATE_OPTIONS_VERSION */
	const char *profile;   /**< of the format: "edc-generic-full", "loq@3.1", "auto"; NULL: its tables */
} edu_validate_options;

#define EDU_VALIDATE_OPTIONS_VERSION 1
#define EDU_VALIDATE_OPTIONS_INIT { EDU_VALIDATE_OPTIONS_VERSION, NULL }

/**
 * Validate a document.
 *
 * @param[out] out  to be freed with edu_findings_free(); in document order
 * @return 0 (also where there are errors among the findings), EDU_ENOMEM, EDU_EARG, EDU_EUNSUPPORTED (unknown profile)
 */
EDU_API EDU_MUST_USE int edu_validate(edu_findings **out, const edu_document *doc, const edu_validate_options *options,
                                      edu_error *err);

/** How many findings there are. */
EDU_API size_t edu_findings_count(const edu_findings *findings);
/** How many of them have a severity; none of EDU_SEVERITY_ERROR means valid. */
EDU_API size_t edu_findings_count_of(const edu_findings *findings, edu_severity severity);
/** The i-th; returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_findings_at(const edu_findings *findings, size_t i, edu_finding *out);
/** Free findings. NULL is allowed. */
EDU_API void edu_findings_free(edu_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
