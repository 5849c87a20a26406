/*
 * edu/document.h – documents: read bytes of any known format, walk the tree, write it back.
 *
 * A document is the faithful tree of what was read: nothing is dropped, numbers and dates keep
 * their text, unknown members stay where they stood.
 *
 * Threads: a document belongs to one thread at a time, or to many when nobody changes it.
 * Pointers and nodes obtained from a document live as long as it does and until it is changed.
 */
#ifndef EDU_DOCUMENT_H
#define EDU_DOCUMENT_H

#include <edu/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct edu_document edu_document;

typedef struct edu_read_options {
	unsigned version;       /**< EDU_READ_OPTIONS_VERSION */
	const char *format;     /**< "elmo", "elm@3.2", …: what the bytes must be; NULL: detect */
	int lenient;            /**< non-zero: read what is refused by default where a reading by name is possible */
	int drop_original;      /**< non-zero: don't keep a copy of the bytes: less memory, no --carry original, no seals */
	const char *entity;     /**< OOAPI: what the object is, or each of a list, such as "Course"; NULL: told by its members */
} edu_read_options;

#define EDU_READ_OPTIONS_VERSION 1
#define EDU_READ_OPTIONS_INIT { EDU_READ_OPTIONS_VERSION, NULL, 0, 0, NULL }

/**
 * Read a document from memory.
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param data      not changed; need not outlive the call
 * @param options   NULL for the defaults
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ESYNTAX, EDU_EFORMAT, EDU_EVERSION, EDU_ELIMIT, EDU_EUNSUPPORTED, EDU_EINVALID
 */
EDU_API EDU_MUST_USE int edu_document_read(edu_document **out, const edu_context *ctx, const void *data, size_t length,
                                           const edu_read_options *options, edu_error *err);

/**
 * The same for bytes that the document takes over and that are not copied: a buffer of the library's, such as
 * edu_emrex_decode() fills, of the same context. It is empty afterwards, whatever came of it.
 */
EDU_API EDU_MUST_USE int edu_document_read_buffer(edu_document **out, const edu_context *ctx, edu_buffer *data,
                                                  const edu_read_options *options, edu_error *err);

/** The same for a file; also EDU_EIO. The path is what fopen() takes. */
EDU_API EDU_MUST_USE int edu_document_read_file(edu_document **out, const edu_context *ctx, const char *path,
                                                const edu_read_options *options, edu_error *err);

/**
 * Make an empty document of the core model, to be filled with the functions of learner.h, course.h and
 * credential.h; its root is a credential without properties, edu_document_credential().
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure
 * @param ctx       must outlive *out
 * @return 0, EDU_ENOMEM, EDU_EARG
 */
EDU_API EDU_MUST_USE int edu_document_new(edu_document **out, const edu_context *ctx, edu_error *err);

/** Free a document and everything obtained from it. NULL is allowed. */
EDU_API void edu_document_free(edu_document *doc);

/** The name of its format, such as "elmo"; a constant. */
EDU_API const char *edu_document_format(const edu_document *doc);

/** The version of its format, such as "1.7"; a constant. Where a file doesn't name it: the lowest that explains it. */
EDU_API const char *edu_document_version(const edu_document *doc);

/** The exact bytes that were read, *length of them; NULL for a document that was made or whose bytes were dropped. Borrowed. */
EDU_API const char *edu_document_original(const edu_document *doc, size_t *length);

/**
 * Free the bytes that were read, as with drop_original: less memory, but no --carry original, no seals and no places
 * any more. A document that is written back byte for byte keeps them. NULL is allowed.
 */
EDU_API void edu_document_drop_original(edu_document *doc);

typedef struct edu_write_options {
	unsigned version;   /**< EDU_WRITE_OPTIONS_VERSION */
	int compact;        /**< non-zero: no line breaks and indentation of our own */
} edu_write_options;

#define EDU_WRITE_OPTIONS_VERSION 1
#define EDU_WRITE_OPTIONS_INIT { EDU_WRITE_OPTIONS_VERSION, 0 }

/** Write a document in its own format into memory; free *out with edu_buffer_free(). Deterministic. */
EDU_API EDU_MUST_USE int edu_document_write(const edu_document *doc, edu_buffer *out, const edu_write_options *options,
                                            edu_error *err);

/** The same into a sink, in pieces, with constant memory. */
EDU_API EDU_MUST_USE int edu_document_write_to(const edu_document *doc, const edu_sink *sink,
                                               const edu_write_options *options, edu_error *err);

/** What a node of the tree is. */
typedef enum edu_kind {
	EDU_KIND_NONE = 0,
	EDU_KIND_OBJECT = 1,     /**< JSON object, or a node of the core model */
	EDU_KIND_ARRAY = 2,
	EDU_KIND_STRING = 3,
	EDU_KIND_NUMBER = 4,     /**< as written */
	EDU_KIND_TRUE = 5,
	EDU_KIND_FALSE = 6,
	EDU_KIND_NULL = 7,
	EDU_KIND_ELEMENT = 8,    /**< XML element; its text, where it has text alone, is its own */
	EDU_KIND_ATTRIBUTE = 9,
	EDU_KIND_NAMESPACE = 10, /**< a namespace declaration; not a leaf */
	EDU_KIND_TEXT = 11,      /**< a piece of text beside child elements or CDATA */
	EDU_KIND_CDATA = 12,
	EDU_KIND_COMMENT = 13,
	EDU_KIND_INSTRUCTION = 14, /**< processing instruction */
	EDU_KIND_LINK = 15       /**< in the core model: another place of a node that stands elsewhere */
} edu_kind;

/** A place in a document's tree: a value, cheap to copy. ref 0 is no node. */
typedef struct edu_node {
	const edu_document *document;
	uint32_t ref;
} edu_node;

/** The top: the object, array or root element. */
EDU_API edu_node edu_document_root(const edu_document *doc);
/** The node with a number; no node where there is none. For bindings. */
EDU_API edu_node edu_document_node(const edu_document *doc, uint32_t ref);
/** Non-zero where there is no node. */
EDU_API int edu_node_is_null(edu_node node);
EDU_API edu_kind edu_node_kind(edu_node node);
/** Its name as written: member name, qualified element or attribute name; "" for entries of arrays. Borrowed. */
EDU_API const char *edu_node_name(edu_node node);
/** Its class in the tables, such as "LearningAchievement"; "" where the tables know none. A constant. */
EDU_API const char *edu_node_class(edu_node node);
/** Its text, NUL-terminated, *length bytes (length may be NULL); NULL where it has none. Borrowed. */
EDU_API const char *edu_node_text(edu_node node, size_t *length);
EDU_API edu_node edu_node_first(edu_node node);
EDU_API edu_node edu_node_next(edu_node node);
EDU_API edu_node edu_node_parent(edu_node node);
/** The first child of that name (canonical name of the tables or name as written). */
EDU_API edu_node edu_node_child(edu_node node, const char *name);
/** What a link of the core model leads to; any other node itself. */
EDU_API edu_node edu_node_resolve(edu_node node);
/** The node's path as in reports; writes at most size bytes with NUL, returns the length it would have. */
EDU_API size_t edu_node_path(edu_node node, char *out, size_t size);
/** Line and column (from 1) where it stands in the original; 0 where not known. */
EDU_API void edu_node_place(edu_node node, uint32_t *line, uint32_t *column);

#ifdef __cplusplus
}
#endif
#endif
