/*
 * emrex/decode.h – the field elmo, piece by piece: base64, then gzip, zlib or plain XML.
 */
#ifndef EDU_EMREX_DECODE_H
#define EDU_EMREX_DECODE_H

#include "base/memory.h"
#include "emrex/base64.h"
#include "gzip/inflate.h"

typedef enum edu_wrapped_as {
	EDU_AS_UNKNOWN = 0,      /* too few bytes so far */
	EDU_AS_COMPRESSED = 1,
	EDU_AS_PLAIN = 2
} edu_wrapped_as;

typedef struct edu_decoder {
	edu_allocator allocator;
	edu_inflate_limits limits;
	edu_base64_reader base64;
	edu_inflate *inflate;
	edu_buffer *to;
	edu_wrapped_as as;
	unsigned char head[2];
	size_t head_length;
	unsigned notes;          /* edu_emrex_note, complete after edu_decoder_end() */
} edu_decoder;

/* Appends to an opened buffer. 0, or EDU_EARG for options of the future. */
int edu_decoder_open(edu_decoder *d, const edu_context *ctx, const edu_emrex_decode_options *options,
                     edu_buffer *to, edu_error *err);
int edu_decoder_add(edu_decoder *d, const char *text, size_t length, edu_error *err);
int edu_decoder_end(edu_decoder *d, edu_error *err);
void edu_decoder_close(edu_decoder *d);    /* in any case */

#endif
