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

/** Where else the node or the value of a finding stands. Its path is borrowed from the findings. */
typedef struct edu_finding_place {
	const char *path;      /**< as in edu_finding */
	uint32_t line;         /**< from 1; 0 where not known */
	uint32_t column;
	uint32_t ref;          /**< edu_document_node() */
} edu_finding_place;

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
/**
 * How many other places the i-th finding has. A credential is a graph that is printed as a tree: a node may stand in
 * many places, and all of them together are checked. At most 1,000 of one finding and 100,000 in all are listed.
 */
EDU_API size_t edu_findings_also_count(const edu_findings *findings, size_t i);
/** The j-th other place of the i-th finding, in document order; returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_findings_also(const edu_findings *findings, size_t i, size_t j, edu_finding_place *out);
/** Free findings. NULL is allowed. */
EDU_API void edu_findings_free(edu_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
