/*
 * edb.h – the narrow C interface that the bindings wrap: flat functions over the public API.
 *
 * A document is the only pointer that crosses; its nodes are numbers, 0 is no node, and a number
 * that is none of the document's is no node either. Text is UTF-8 with its length. SWIG's typemaps go
 * by the types and by the names of the arguments: both are part of the contract of libedu.i.
 */
#ifndef EDB_H
#define EDB_H

#include <edu.h>

/** A document with the context it was made with; users are counted, so that closing it under a call is safe. */
typedef struct edb_document edb_document;

/** Text borrowed from the document or constant; data is NULL where there is none. */
typedef struct edb_text {
	const char *data;
	size_t length;
} edb_text;

/** Bytes borrowed from the document; data is NULL where there are none. */
typedef struct edb_view {
	const char *data;
	size_t length;
} edb_view;

edb_text edb_version(void);
/** What is read and written: JSON Lines with name, version, title, syntax, reads, writes, default. */
edu_buffer edb_formats(edu_error *err);

/** The vocabularies whose codes are held: JSON Lines with name. */
edu_buffer edb_schemes(edu_error *err);
/**
 * The codes of one, by its name or its IRI: a line with name, iri, base, complete, then lines with code, other, label.
 * Fails with EDU_EARG where there is no such vocabulary.
 */
edu_buffer edb_codes(const char *name, edu_error *err);

/** Read a document; format NULL: detect. To be closed with edb_close(); NULL on failure. */
edb_document *edb_open(const char *format, const void *data, size_t length, int lenient, int keep_original,
                       edu_error *err);
/** One more user of a document, who closes it as well. */
void edb_retain(edb_document *doc);
/** Free a document when this was its last user. */
void edb_close(edb_document *doc);

edb_text edb_format(const edb_document *doc);
edb_text edb_format_version(const edb_document *doc);
/** The bytes that were read, where they were kept. */
edb_view edb_original(const edb_document *doc);
edu_buffer edb_write(const edb_document *working, int compact, edu_error *err);
/**
 * Findings as JSON Lines: line, column, severity, rule, path, message, places; and behind each so many lines of its
 * other places: line, column, path. profile NULL: the format's own.
 */
edu_buffer edb_validate(const edb_document *working, const char *profile, edu_error *err);

/**
 * Convert into another format. account: whether a ledger is wanted. supplement NULL: none.
 * A strict conversion that would lose something succeeds here, with a document that holds the ledger and
 * nothing else: edb_check() tells. To be closed with edb_close(); NULL on failure.
 */
edb_document *edb_convert(const edb_document *working, const char *target, int carry, int strict, int account,
                          const void *supplement, size_t supplement_length, edu_error *err);
/** Fails with EDU_ELOSS where edb_convert() made a ledger and no document. */
void edb_check(const edb_document *doc, edu_error *err);
/** The report of the conversion that made the document, JSON Lines; the document has it no longer. */
edu_buffer edb_take_ledger(edb_document *doc);
/** How many entries of that report had an outcome (edu_outcome). */
uint64_t edb_ledger_count(const edb_document *doc, int outcome);

uint32_t edb_root(const edb_document *doc);
int edb_node_kind(const edb_document *doc, uint32_t ref);
edb_text edb_node_name(const edb_document *doc, uint32_t ref);
edb_text edb_node_class(const edb_document *doc, uint32_t ref);
edb_text edb_node_text(const edb_document *doc, uint32_t ref);
uint32_t edb_node_first(const edb_document *doc, uint32_t ref);
uint32_t edb_node_next(const edb_document *doc, uint32_t ref);
uint32_t edb_node_parent(const edb_document *doc, uint32_t ref);
uint32_t edb_node_child(const edb_document *doc, uint32_t ref, const char *name);
uint32_t edb_node_resolve(const edb_document *doc, uint32_t ref);
/** Where it stands in the original: line in the upper 32 bits, column in the lower; 0 where not known. */
uint64_t edb_node_place(const edb_document *doc, uint32_t ref);
/** Its path as in reports. */
edu_buffer edb_node_path(const edb_document *doc, uint32_t ref, edu_error *err);

#endif
