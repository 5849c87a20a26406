/*
 * edu/format.h – which formats and versions this library reads, writes, validates and converts.
 *
 * Threads: everything here is constant.
 */
#ifndef EDU_FORMAT_H
#define EDU_FORMAT_H

#include <edu/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One version of a format and what can be done with it. */
typedef struct edu_format_info {
	const char *name;      /**< "elmo" */
	const char *version;   /**< "1.7" */
	const char *title;     /**< for people: "EMREX ELMO" */
	const char *syntax;    /**< "xml", "json" or "turtle" */
	int reads;
	int writes;
	int is_default;        /**< non-zero: what the bare name means as a target */
} edu_format_info;

/** How many there are. */
EDU_API size_t edu_format_count(void);
/** The i-th, in a fixed order; returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_format_at(size_t i, edu_format_info *out);

#ifdef __cplusplus
}
#endif
#endif
