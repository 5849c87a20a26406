/*
 * edu/stream.h – records of any number, one at a time, in constant memory: newline-delimited JSON, the pages of a
 * collection, arrays.
 *
 * A page or array is never held as a whole: its entries are the records. One record's error does not end the stream.
 *
 * Threads: a stream belongs to one thread at a time; the documents it hands out are independent of it and of each other.
 */
#ifndef EDU_STREAM_H
#define EDU_STREAM_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct edu_stream edu_stream;

/** Where bytes come from. read fills data with up to size bytes, *length 0 at the end; non-zero ends the stream with EDU_EIO. */
typedef struct edu_source {
	int (*read)(void *state, void *data, size_t size, size_t *length);
	void *state;
} edu_source;

typedef enum edu_stream_form {
	EDU_STREAM_EMPTY = 0,    /**< nothing was read yet, or there is nothing */
	EDU_STREAM_LINES = 1,    /**< one value a line (NDJSON, JSON Lines) */
	EDU_STREAM_PAGE = 2,     /**< the entries of the member items; pages may follow each other */
	EDU_STREAM_ARRAY = 3,    /**< the entries of an array */
	EDU_STREAM_SINGLE = 4    /**< one value, which is held as a whole */
} edu_stream_form;

/** One record. */
typedef struct edu_record {
	uint64_t number;         /**< from 0 */
	uint64_t offset;         /**< of its first byte in the stream */
	uint64_t line;           /**< of its first byte, from 1 */
	size_t length;           /**< its bytes */
	edu_document *document;  /**< to be freed with edu_document_free(); NULL where the record can't be read */
} edu_record;

/**
 * Make a stream; the first bytes are read.
 *
 * @param[out] out  to be freed with edu_stream_free(); NULL on failure
 * @param ctx       must outlive the stream and its documents; its limit of bytes holds for each record
 * @param source    copied; its state must outlive the stream
 * @param options   how each record is read; texts must outlive the stream. Without a format the first record's
 *                  format and version are taken for all. NULL: the defaults
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EIO
 */
EDU_API EDU_MUST_USE int edu_stream_new(edu_stream **out, const edu_context *ctx, const edu_source *source,
                                        const edu_read_options *options, edu_error *err);

/**
 * The next record.
 *
 * @param[out] out  filled also where the record can't be read, except for its document
 * @return 1: there is one; 0: the stream has ended; else the record's error as from edu_document_read(), with offset and
 *         line counted from the stream's beginning. Go on with the next call, which gives 0 after an error that ends it.
 */
EDU_API EDU_MUST_USE int edu_stream_next(edu_stream *stream, edu_record *out, edu_error *err);

/**
 * The next record as bytes: for who reads records on several threads. Reading them is edu_record_read()'s part.
 *
 * @param[out] out   filled except for its document, which is NULL
 * @param[out] data  out->length bytes, borrowed until the next call for the stream
 * @return as edu_stream_next(), errors within a record excepted: those come when it is read
 */
EDU_API EDU_MUST_USE int edu_stream_next_bytes(edu_stream *stream, edu_record *out, const char **data, edu_error *err);

/**
 * How the stream's records are read from here on: as edu_stream_new() was told, with the format and version of the first
 * record where it was told none. Borrowed, with its texts, as long as the stream.
 */
EDU_API const edu_read_options *edu_stream_options(const edu_stream *stream);

/**
 * Read a record that was handed out as bytes. On any thread, at the same time as others, the stream's calls included.
 *
 * @param[in,out] record  as edu_stream_next_bytes() filled it; its document is set, to be freed with edu_document_free()
 * @param data            record->length bytes; they need not be those that were borrowed
 * @param options         a copy of edu_stream_options() of the time when the record was handed out
 * @return 0, or as edu_document_read(), with offset and line counted from the stream's beginning
 */
EDU_API EDU_MUST_USE int edu_record_read(edu_record *record, const edu_context *ctx, const char *data,
                                         const edu_read_options *options, edu_error *err);

/** How the stream holds its records. */
EDU_API edu_stream_form edu_stream_form_of(const edu_stream *stream);

/**
 * A page without its entries, after the stream has ended: what stood beside them, items being empty. The last page's,
 * where there were several. Borrowed; *length bytes; NULL where the stream holds no pages.
 */
EDU_API const char *edu_stream_envelope(const edu_stream *stream, size_t *length);

/** Free a stream. NULL is allowed. */
EDU_API void edu_stream_free(edu_stream *stream);

#ifdef __cplusplus
}
#endif
#endif
