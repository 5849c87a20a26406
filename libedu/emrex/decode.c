/*
 * emrex/decode.c – the field elmo to the bytes of the document, and back.
 *
 * Its bytes are what was signed: they are handed on as they are.
 */
#include "emrex/decode.h"
#include "base/fail.h"
#include "crypto/base64.h"
#include "gzip/deflate.h"

#include <string.h>

enum { DEFAULT_RATIO = 100, FREE_BYTES = 1 << 20, DEFAULT_BYTES = 64 << 20 };

int edu_decoder_open(edu_decoder *d, const edu_context *ctx, const edu_emrex_decode_options *options,
                     edu_buffer *to, edu_error *err)
{
	memset(d, 0, sizeof *d);
	if (options && (options->version < 1 || options->version > EDU_EMREX_DECODE_OPTIONS_VERSION))
		return edu_fail(err, EDU_EARG, NULL,
		                "decode options have version %u; this library knows up to %d",
		                options->version, EDU_EMREX_DECODE_OPTIONS_VERSION);
	d->allocator = ctx->allocator;
	d->to = to;
	d->limits.bytes = options && options->bytes ? options->bytes : DEFAULT_BYTES;
	if (d->limits.bytes > ctx->limits.bytes) d->limits.bytes = ctx->limits.bytes;
	d->limits.ratio = options && options->ratio ? options->ratio : DEFAULT_RATIO;
	d->limits.free_bytes = FREE_BYTES;
	return 0;
}

void edu_decoder_close(edu_decoder *d)
{
	edu_inflate_free(d->inflate);
	d->inflate = NULL;
}

static bool begins_xml(unsigned char byte)
{
	/* A tag, white space, or the first byte of a byte order mark. */
	return byte == '<' || byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == 0xEF ||
	       byte == 0xFE || byte == 0xFF;
}

static int add_plain(edu_decoder *d, const void *data, size_t length, edu_error *err)
{
	if (length > d->limits.bytes - d->to->length)
		return edu_fail(err, EDU_ELIMIT, "gzip/expanded",
		                "the document has more bytes than the limit; raise the limit to read it");
	return edu_buffer_add(d->to, data, length) < 0 ? edu_fail_memory(err) : 0;
}

static int pass_on(edu_decoder *d, const void *data, size_t length, edu_error *err)
{
	return d->as == EDU_AS_PLAIN ? add_plain(d, data, length, err)
	                             : edu_inflate_add(d->inflate, data, length, err);
}

/* RFC 1950: the method deflate, and two bytes that are divisible by 31. */
static bool begins_zlib(const unsigned char *head)
{
	return (head[0] & 0x0F) == 8 && (head[0] * 256 + head[1]) % 31 == 0;
}

/* Both bytes of the head are there, or all there will be. */
static int detect(edu_decoder *d, edu_error *err)
{
	const bool two = d->head_length == 2;
	int rc = 0;

	if (two && d->head[0] == 0x1F && d->head[1] == 0x8B) {
		d->as = EDU_AS_COMPRESSED;
		rc = edu_inflate_new(&d->inflate, &d->allocator, EDU_WRAPPED_GZIP, &d->limits, d->to, err);
	} else if (two && begins_zlib(d->head)) {
		d->as = EDU_AS_COMPRESSED;
		d->notes |= EDU_EMREX_ZLIB;
		rc = edu_inflate_new(&d->inflate, &d->allocator, EDU_WRAPPED_ZLIB, &d->limits, d->to, err);
	} else if (begins_xml(d->head[0])) {
		d->as = EDU_AS_PLAIN;
		d->notes |= EDU_EMREX_NOT_COMPRESSED;
	} else {
		return edu_fail(err, EDU_EINVALID, "emrex/compression",
		                "base64 of neither gzip nor XML; a transcript is expected");
	}
	return rc < 0 ? rc : pass_on(d, d->head, d->head_length, err);
}

static int take_bytes(void *state, const void *data, size_t length, edu_error *err)
{
	edu_decoder *d = state;
	const unsigned char *at = data;
	int rc = 0;

	while (d->as == EDU_AS_UNKNOWN && length && rc == 0) {
		d->head[d->head_length++] = *at++;
		length--;
		if (d->head_length == sizeof d->head) rc = detect(d, err);
	}
	return rc < 0 || !length ? rc : pass_on(d, at, length, err);
}

int edu_decoder_add(edu_decoder *d, const char *text, size_t length, edu_error *err)
{
	const edu_base64_taker to = { take_bytes, d };

	return edu_base64_add(&d->base64, text, length, &to, err);
}

int edu_decoder_end(edu_decoder *d, edu_error *err)
{
	const edu_base64_taker to = { take_bytes, d };

	int rc = edu_base64_end(&d->base64, &to, err);
	if (rc < 0) return rc;
	d->notes |= d->base64.notes;
	if (!d->head_length)
		return edu_fail(err, EDU_EINVALID, "emrex/empty", "there is nothing in the field elmo");
	if (d->as == EDU_AS_UNKNOWN) rc = detect(d, err);
	if (rc < 0 || !d->inflate) return rc;
	rc = edu_inflate_end(d->inflate, err);
	if (edu_inflate_had_members(d->inflate)) d->notes |= EDU_EMREX_MEMBERS;
	if (edu_inflate_had_more(d->inflate)) d->notes |= EDU_EMREX_TRAILING_BYTES;
	return rc;
}

const char *edu_emrex_note_text(edu_emrex_note note)
{
	switch (note) {
	case EDU_EMREX_PLUS_RESTORED:
		return "blanks were read as plus signs: the form was decoded twice, or not encoded";
	case EDU_EMREX_LINE_BREAKS: return "the base64 was broken into lines";
	case EDU_EMREX_NO_PADDING: return "the base64 has no equals signs at its end";
	case EDU_EMREX_URL_ALPHABET: return "the base64 has the alphabet for URLs";
	case EDU_EMREX_NOT_COMPRESSED: return "the document was not compressed";
	case EDU_EMREX_ZLIB: return "the document was compressed as zlib, not as gzip";
	case EDU_EMREX_MEMBERS: return "the document came in several gzip members";
	case EDU_EMREX_TRAILING_BYTES: return "bytes behind the compressed document were passed over";
	default: return "unknown note";
	}
}

/* Give back what growing took too much; a refusal to do so changes nothing. */
static void fit(edu_buffer *b)
{
	char *data = edu_resize(&b->allocator, b->data, b->capacity, b->length + 1);

	if (!data) return;
	b->data = data;
	b->capacity = b->length + 1;
}

int edu_emrex_decode(edu_buffer *out, const edu_context *ctx, const char *text, size_t length,
                     const edu_emrex_decode_options *options, unsigned *notes, edu_error *err)
{
	edu_error own;
	edu_decoder d;

	if (!err) err = &own;
	edu_error_clear(err);
	if (notes) *notes = 0;
	if (!out || !ctx || (!text && length))
		return edu_fail(err, EDU_EARG, NULL, "decoding needs a buffer, a context and a text");
	edu_buffer_free(out);
	edu_buffer_open(out, &ctx->allocator);
	int rc = edu_decoder_open(&d, ctx, options, out, err);
	/* Mostly files in base64, which gzip makes about as small as base64 makes it large again. */
	if (rc == 0 && length <= d.limits.bytes && edu_buffer_room(out, length) < 0) rc = edu_fail_memory(err);
	if (rc == 0) rc = edu_decoder_add(&d, text, length, err);
	if (rc == 0) rc = edu_decoder_end(&d, err);
	edu_decoder_close(&d);
	if (rc < 0) {
		edu_buffer_free(out);
		return rc;
	}
	fit(out);
	if (notes) *notes = d.notes;
	return 0;
}

int edu_emrex_encode(edu_buffer *out, const edu_context *ctx, const void *xml, size_t length, edu_error *err)
{
	edu_buffer compressed;

	edu_error_clear(err);
	if (!out || !ctx || (!xml && length))
		return edu_fail(err, EDU_EARG, NULL, "encoding needs a buffer, a context and a document");
	edu_buffer_free(out);
	edu_buffer_open(out, &ctx->allocator);
	edu_buffer_open(&compressed, &ctx->allocator);
	int rc = edu_gzip(&compressed, &ctx->allocator, xml, length);
	if (rc == 0) rc = edu_base64_encode(out, compressed.data, compressed.length);
	edu_buffer_free(&compressed);
	if (rc < 0) edu_buffer_free(out);
	return rc < 0 ? edu_fail_memory(err) : 0;
}
