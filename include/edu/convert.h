/*
 * edu/convert.h – turn a document of one format into another, and account for every value of it.
 *
 * Threads: a conversion only reads its source; ledgers are immutable.
 */
#ifndef EDU_CONVERT_H
#define EDU_CONVERT_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What becomes of values that have no place in the target. */
typedef enum edu_carry {
	EDU_CARRY_NONE = 0,      /**< they are lost, and the ledger says so */
	EDU_CARRY_RESIDUE = 1,   /**< they travel in the target's extension places and come back */
	EDU_CARRY_ORIGINAL = 2   /**< the source travels inside the target, byte for byte */
} edu_carry;

typedef struct edu_convert_options {
	unsigned version;         /**< EDU_CONVERT_OPTIONS_VERSION */
	edu_carry carry;
	int strict;               /**< non-zero: EDU_ELOSS, and no document, when something is lost */
	const char *supplement;   /**< JSON object with what the source lacks; docs/supplement.md lists its members; NULL: none */
	size_t supplement_length;
} edu_convert_options;

#define EDU_CONVERT_OPTIONS_VERSION 1
#define EDU_CONVERT_OPTIONS_INIT { EDU_CONVERT_OPTIONS_VERSION, EDU_CARRY_NONE, 0, NULL, 0 }

/** What documents are about; bits. */
typedef enum edu_about {
	EDU_ABOUT_RECORDS = 1,         /**< what a learner achieved: transcripts, credentials, results */
	EDU_ABOUT_COURSES = 2,         /**< what can be learnt, apart from any learner: courses, qualifications */
	EDU_ABOUT_ACCREDITATIONS = 4   /**< that an organisation may award something */
} edu_about;

/**
 * Which documents go from one format to another.
 *
 * @param source  NAME or NAME@VERSION; a bare name stands for every version that is read
 * @param target  likewise, and every version that is written
 * @return bits of edu_about; 0: none, or there is no such format. A document may still be refused for what it lacks
 */
EDU_API unsigned edu_convert_takes(const char *source, const char *target);

/** The account of one conversion: what became of every leaf of the source, and what the target got without one. */
typedef struct edu_ledger edu_ledger;

/**
 * Convert a document.
 *
 * @param[out] out     the new document, to be freed with edu_document_free(); NULL on failure
 * @param source       not changed; need not outlive *out
 * @param target       "elm", "elmo@1.7", "core", …; a bare name of the source's own format keeps its version
 * @param options      NULL for the defaults
 * @param[out] ledger  to be freed with edu_ledger_free(); NULL where none is wanted; set as well with EDU_ELOSS
 * @return 0, EDU_ENOMEM, EDU_EARG (unknown target), EDU_EUNSUPPORTED (no way there), EDU_ELOSS, EDU_EINVALID
 *         (the supplement, or the target demands what neither source nor supplement has)
 */
EDU_API EDU_MUST_USE int edu_convert(edu_document **out, const edu_document *source, const char *target,
                                     const edu_convert_options *options, edu_ledger **ledger, edu_error *err);

/**
 * Convert a document and write the result, the same bytes as edu_convert() and edu_document_write_to() give.
 *
 * Where it can be, the result is written while it is being made and never stands in memory as a whole: into ELM,
 * one achievement after the other. With strict, with carry, and where a document travels inside the source, it is
 * made first and then written.
 *
 * @param sink         where the bytes go; a failure may come when part of them have been handed out, EDU_ELOSS never
 * @param options      NULL for the defaults
 * @param layout       NULL for the defaults
 * @param[out] ledger  to be freed with edu_ledger_free(), before source; NULL where none is wanted
 * @return as edu_convert(), and EDU_EIO when the sink refuses
 */
EDU_API EDU_MUST_USE int edu_convert_to(const edu_sink *sink, const edu_document *source, const char *target,
                                        const edu_convert_options *options, const edu_write_options *layout,
                                        edu_ledger **ledger, edu_error *err);

typedef enum edu_outcome {
	EDU_OUTCOME_EXACT = 0,     /**< the same text stands in the target */
	EDU_OUTCOME_DERIVED = 1,   /**< the target says it in another form, by a named rule */
	EDU_OUTCOME_CARRIED = 2,   /**< not said by the target, but travelling in it so that it comes back */
	EDU_OUTCOME_LOST = 3,
	EDU_OUTCOME_DEFAULTED = 4  /**< a value of the target without a source */
} edu_outcome;

/** "exact", "derived", "carried", "lost", "defaulted"; a constant. */
EDU_API const char *edu_outcome_name(edu_outcome outcome);

/** How many entries have an outcome. */
EDU_API size_t edu_ledger_count(const edu_ledger *ledger, edu_outcome outcome);

/** Write the report (JSON Lines, the command's contract) into memory; free *out with edu_buffer_free(). */
EDU_API EDU_MUST_USE int edu_ledger_write(const edu_ledger *ledger, edu_buffer *out, edu_error *err);
/** The same into a sink, in pieces. */
EDU_API EDU_MUST_USE int edu_ledger_write_to(const edu_ledger *ledger, const edu_sink *sink, edu_error *err);

/** Free a ledger. NULL is allowed. A ledger borrows from the source, and from the target of edu_convert(): free it before
    either. */
EDU_API void edu_ledger_free(edu_ledger *ledger);

#ifdef __cplusplus
}
#endif
#endif
