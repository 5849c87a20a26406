/*
 * edu/enclosure.h – the files that travel inside a document, whatever its format, as bytes.
 *
 * ELMO has them as content of attachments, ELM as media objects (pictures for display aside), the core model
 * as contents. An enclosure is a plain value; its bytes are decoded when they are asked for.
 *
 * Threads: as in edu/document.h.
 */
#ifndef EDU_ENCLOSURE_H
#define EDU_ENCLOSURE_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One file inside a document; texts are borrowed from it and NULL where it has none. */
typedef struct edu_enclosure {
	edu_node node;           /**< where its bytes stand */
	edu_node owner;          /**< the attachment, media object or content */
	const char *title;       /**< the first */
	const char *kind;        /**< such as "Transcript of Records" */
	const char *language;    /**< of this file */
	char media_type[64];     /**< as stated, in small letters, without parameters; "" where none is stated */
} edu_enclosure;

/**
 * The first enclosure of a document, in document order; returns 0, or EDU_EARG where there is none.
 * An attachment in several languages is several enclosures.
 */
EDU_API EDU_MUST_USE int edu_enclosure_first(edu_enclosure *out, const edu_document *doc);
/** The one behind it, in its place; returns 0, or EDU_EARG behind the last. */
EDU_API EDU_MUST_USE int edu_enclosure_next(edu_enclosure *enclosure);

/**
 * Decode the bytes of an enclosure: a data URI, or bare base64. Line breaks and missing padding don't matter.
 * Where a data URI should stand, bare base64 counts when it turns out to be PDF, PNG or JPEG.
 *
 * @param[out] out  free with edu_buffer_free(); empty on failure
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EINVALID: rules enclosure/empty, enclosure/data-uri, enclosure/base64,
 *         enclosure/no-file
 */
EDU_API EDU_MUST_USE int edu_enclosure_bytes(const edu_enclosure *enclosure, edu_buffer *out, edu_error *err);

/**
 * What bytes are by their beginning: "application/pdf", "image/png", "image/jpeg"; "" for others. A constant.
 */
EDU_API const char *edu_media_type_of(const void *data, size_t length);
/** The ending of file names for a media type, such as ".pdf"; ".bin" where it is not known. A constant. */
EDU_API const char *edu_media_type_extension(const char *media_type);

#ifdef __cplusplus
}
#endif
#endif
