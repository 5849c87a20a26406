/*
 * model/records.c – edu_stream: one record after the other, as the form of the stream asks. What a record says is read by
 * the strict reader, once it is there as a whole.
 */
#include <edu/stream.h>

#include "base/fail.h"
#include "base/memory.h"
#include "json/extent.h"
#include "model/document.h"

#include <stdio.h>
#include <string.h>

enum { CHUNK = 256 * 1024, LONGEST_FORMAT = 48 };

struct edu_stream {
	const edu_context *ctx;
	edu_source source;
	edu_read_options options;
	char format[LONGEST_FORMAT]; /* what the first record was; "": not known yet */
	edu_stream_form form;
	edu_buffer bytes;            /* read and not yet passed */
	size_t at;                   /* passed already, of bytes */
	uint64_t offset, line;       /* of bytes' first one; lines from 1 */
	uint64_t number;             /* of the next record */
	bool ended;                  /* the source has */
	bool done;                   /* so has the stream */
	bool inside;                 /* a page's or array's bracket is open */
	edu_buffer envelope;
};

static char *here(const edu_stream *s)
{
	return s->bytes.data + s->at;
}

static size_t left(const edu_stream *s)
{
	return s->bytes.length - s->at;
}

static void pass(edu_stream *s, size_t count)
{
	for (const char *p = here(s), *end = p + count; (p = memchr(p, '\n', (size_t)(end - p))); p++) s->line++;
	s->at += count;
	s->offset += count;
}

/* Read on; what was passed makes room. 0, or a status that ends the stream. */
static int fill(edu_stream *s, edu_error *err)
{
	size_t length = 0;

	if (s->at) {
		memmove(s->bytes.data, here(s), left(s));
		s->bytes.length -= s->at;
		s->at = 0;
	}
	if (s->bytes.length > s->ctx->limits.bytes)
		return edu_fail(err, EDU_ELIMIT, "limit/bytes", "a record is larger than the limit of %llu bytes",
		                (unsigned long long)s->ctx->limits.bytes);
	/* By half of what is there, so that a long record is not moved for every chunk. */
	const size_t more = s->bytes.length / 2 > CHUNK ? s->bytes.length / 2 : CHUNK;
	if (edu_buffer_room(&s->bytes, more) < 0) return edu_fail_memory(err);
	if (s->source.read(s->source.state, s->bytes.data + s->bytes.length, more, &length) || length > more)
		return edu_fail(err, EDU_EIO, "stream/source", "the input can't be read");
	s->bytes.length += length;
	s->ended = length == 0;
	return 0;
}

/* To the next byte that is no white space; 0 or a status. At the end nothing is left. */
static int skip_white(edu_stream *s, edu_error *err)
{
	for (;;) {
		const size_t n = edu_json_white(here(s), left(s));
		if (n) pass(s, n);
		if (left(s) || s->ended) return 0;
		const int rc = fill(s, err);
		if (rc < 0) return rc;
	}
}

/* ---- values ---- */

/* The length of the value that begins here; 0: the stream ends within it. */
static int measure(edu_stream *s, size_t *length, edu_error *err)
{
	edu_extent c = { 0 };

	*length = 0;
	while (!edu_extent_grow(&c, here(s), left(s))) {
		if (s->ended) return 0;
		const int rc = fill(s, err);
		if (rc < 0) return rc;
	}
	*length = c.at;
	return 0;
}

/* ---- which form ---- */

static bool is_followed(const edu_stream *s, size_t value)
{
	const size_t white = edu_json_white(here(s) + value, left(s) - value);
	return value + white < left(s) && memchr(here(s) + value, '\n', white);
}

/* By the first value, as much of it as the first chunk holds. */
static edu_stream_form form_of_object(const edu_stream *s)
{
	edu_extent c = { 0 };
	const bool whole = edu_extent_grow(&c, here(s), left(s));

	if (edu_find_items(here(s), left(s))) return EDU_STREAM_PAGE;
	return whole && is_followed(s, c.at) ? EDU_STREAM_LINES : EDU_STREAM_SINGLE;
}

static int find_form(edu_stream *s, edu_error *err)
{
	int rc = fill(s, err);

	if (rc == 0 && left(s) >= 3 && memcmp(here(s), "\xEF\xBB\xBF", 3) == 0) pass(s, 3);
	if (rc == 0) rc = skip_white(s, err);
	/* One more chunk, for a first line that fills the first one nearly. */
	if (rc == 0 && !s->ended) rc = fill(s, err);
	if (rc < 0 || !left(s)) return rc;
	s->form = *here(s) == '[' ? EDU_STREAM_ARRAY : *here(s) == '{' ? form_of_object(s) : EDU_STREAM_SINGLE;
	return 0;
}

/* ---- records ---- */

/* Errors of a record are told where they stand in the stream. */
static void place_error(const edu_record *r, edu_error *err)
{
	if (err->line) err->line += (uint32_t)(r->line - 1);
	err->offset += r->offset;
}

/* The record that begins here, length bytes long; the stream stays in front of it. */
static int describe(edu_stream *s, edu_record *out, size_t length)
{
	*out = (edu_record){ s->number++, s->offset, s->line, length, NULL };
	return 1;
}

/* An end that no one expects: the rest is one record, which can't be read. */
static int cut_off(edu_stream *s, edu_record *out, edu_error *err)
{
	describe(s, out, left(s));
	s->done = true;
	edu_fail(err, EDU_ESYNTAX, "json/truncated", "the input ends within this record");
	err->offset = s->offset + left(s);
	err->line = (uint32_t)s->line;
	return EDU_ESYNTAX;
}

static int next_value(edu_stream *s, edu_record *out, edu_error *err)
{
	size_t length;

	const int rc = measure(s, &length, err);
	if (rc < 0) return s->done = true, rc;
	return length ? describe(s, out, length) : cut_off(s, out, err);
}

static int next_line(edu_stream *s, edu_record *out, edu_error *err)
{
	size_t from = 0;
	const char *end;

	while (!(end = memchr(here(s) + from, '\n', left(s) - from)) && !s->ended) {
		from = left(s);
		const int rc = fill(s, err);
		if (rc < 0) return s->done = true, rc;
	}
	return describe(s, out, end ? (size_t)(end - here(s)) : left(s));
}

/* Step into the page that begins here: what stands in front of its entries is kept. */
static int enter_page(edu_stream *s, edu_error *err)
{
	size_t items;

	while (!(items = edu_find_items(here(s), left(s))) && !s->ended) {
		const int rc = fill(s, err);
		if (rc < 0) return rc;
	}
	if (!items) return edu_fail(err, EDU_ESYNTAX, "json/truncated", "the input ends before the entries of a page");
	s->envelope.length = 0;
	if (edu_buffer_add(&s->envelope, here(s), items) < 0) return edu_fail_memory(err);
	pass(s, items);
	s->inside = true;
	return 0;
}

/* Behind the entries: what is left of the page is kept, too. */
static int leave_page(edu_stream *s, edu_error *err)
{
	edu_extent c = { .depth = 1 };

	/* The bracket of the entries goes into the envelope first. */
	if (edu_buffer_add(&s->envelope, "]", 1) < 0) return edu_fail_memory(err);
	pass(s, 1);
	while (!edu_extent_grow(&c, here(s), left(s))) {
		if (s->ended) break;
		const int rc = fill(s, err);
		if (rc < 0) return rc;
	}
	if (edu_buffer_add(&s->envelope, here(s), c.at) < 0) return edu_fail_memory(err);
	pass(s, c.at);
	if (c.depth) return edu_fail(err, EDU_ESYNTAX, "json/truncated", "the input ends within a page");
	s->inside = false;
	return 0;
}

/* To the next entry of a page or array. 1: it is here; 0: the stream ends. */
static int to_entry(edu_stream *s, edu_error *err)
{
	for (;;) {
		int rc = skip_white(s, err);
		if (rc < 0) return rc;
		if (!left(s)) return s->inside ? edu_fail(err, EDU_ESYNTAX, "json/truncated", "the input ends within a list") : 0;
		if (s->inside && *here(s) == ',') {
			pass(s, 1);
		} else if (s->inside && *here(s) == ']') {
			if (s->form == EDU_STREAM_PAGE) rc = leave_page(s, err);
			else pass(s, 1), s->inside = false;
		} else if (s->inside) {
			return 1;
		} else if (s->form == EDU_STREAM_ARRAY && *here(s) == '[') {
			pass(s, 1), s->inside = true;
		} else if (s->form == EDU_STREAM_PAGE && *here(s) == '{') {
			rc = enter_page(s, err);
		} else {
			return edu_fail(err, EDU_ESYNTAX, "json/trailing-bytes", "something follows the end of the records");
		}
		if (rc < 0) return rc;
	}
}

static int next_entry(edu_stream *s, edu_record *out, edu_error *err)
{
	const int rc = to_entry(s, err);

	if (rc == 1) return next_value(s, out, err);
	s->done = true;
	if (rc < 0) *out = (edu_record){ s->number, s->offset, s->line, 0, NULL };
	if (rc < 0 && !err->line) err->offset = s->offset, err->line = (uint32_t)s->line;
	return rc;
}

/* ---- the public calls ---- */

int edu_stream_new(edu_stream **out, const edu_context *ctx, const edu_source *source, const edu_read_options *options,
                   edu_error *err)
{
	static const edu_read_options defaults = EDU_READ_OPTIONS_INIT;

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !source || !source->read)
		return edu_fail(err, EDU_EARG, NULL, "a stream needs a place, a context and a source with a function");
	edu_stream *s = edu_allocate(&ctx->allocator, sizeof *s);
	if (!s) return edu_fail_memory(err);
	*s = (edu_stream){ .ctx = ctx, .source = *source, .options = options ? *options : defaults, .line = 1 };
	edu_buffer_open(&s->bytes, &ctx->allocator);
	edu_buffer_open(&s->envelope, &ctx->allocator);
	const int rc = find_form(s, err);
	if (rc < 0) {
		edu_stream_free(s);
		return rc;
	}
	*out = s;
	return 0;
}

/* To the next record, by the stream's form: 1, with the stream in front of its bytes; 0: there is none; or a status. */
static int to_record(edu_stream *s, edu_record *out, edu_error *err)
{
	if (s->done || s->form == EDU_STREAM_EMPTY) return 0;
	if (s->form == EDU_STREAM_PAGE || s->form == EDU_STREAM_ARRAY) return next_entry(s, out, err);
	const int rc = skip_white(s, err);
	if (rc < 0) return s->done = true, rc;
	if (!left(s)) return s->done = true, 0;
	if (s->form == EDU_STREAM_LINES) return next_line(s, out, err);
	while (!s->ended) {
		const int more = fill(s, err);
		if (more < 0) return s->done = true, more;
	}
	s->done = true;
	return describe(s, out, left(s));
}

/* What the first one is, all are. */
static void keep_format(edu_stream *s, const edu_document *first)
{
	if (s->options.format) return;
	snprintf(s->format, sizeof s->format, "%s@%s", edu_document_format(first), edu_document_version(first));
	s->options.format = s->format;
}

int edu_stream_next(edu_stream *s, edu_record *out, edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (!s || !out) return edu_fail(err, EDU_EARG, NULL, "the next record needs a stream and a place");
	*out = (edu_record){ 0 };
	int rc = to_record(s, out, err);
	if (rc != 1) return rc;
	rc = edu_record_read(out, s->ctx, here(s), &s->options, err);
	pass(s, out->length);
	if (rc < 0) return rc;
	keep_format(s, out->document);
	return 1;
}

/* A record that can't be read says so to who reads it; here only memory counts. */
static int learn_format(edu_stream *s, edu_record record)
{
	edu_error err;
	const int rc = edu_record_read(&record, s->ctx, here(s), &s->options, &err);

	if (rc == 0) keep_format(s, record.document);
	edu_document_free(record.document);
	return rc == EDU_ENOMEM ? rc : 0;
}

int edu_stream_next_bytes(edu_stream *s, edu_record *out, const char **data, edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (!s || !out || !data) return edu_fail(err, EDU_EARG, NULL, "the next record needs a stream and places");
	*out = (edu_record){ 0 };
	*data = NULL;
	const int rc = to_record(s, out, err);
	if (rc != 1) return rc;
	if (!s->options.format && learn_format(s, *out) < 0) return pass(s, out->length), edu_fail_memory(err);
	*data = here(s);
	pass(s, out->length);
	return 1;
}

const edu_read_options *edu_stream_options(const edu_stream *s)
{
	return s ? &s->options : NULL;
}

int edu_record_read(edu_record *record, const edu_context *ctx, const char *data, const edu_read_options *options,
                    edu_error *err)
{
	edu_error_clear(err);
	if (!record || !ctx || !data) return edu_fail(err, EDU_EARG, NULL, "a record needs its place, a context and bytes");
	const int rc = edu_document_read(&record->document, ctx, data, record->length, options, err);
	if (rc < 0 && err) place_error(record, err);
	return rc;
}

edu_stream_form edu_stream_form_of(const edu_stream *s)
{
	return s ? s->form : EDU_STREAM_EMPTY;
}

const char *edu_stream_envelope(const edu_stream *s, size_t *length)
{
	const bool is_there = s && s->form == EDU_STREAM_PAGE && s->envelope.length && !s->inside;

	if (length) *length = is_there ? s->envelope.length : 0;
	return is_there ? s->envelope.data : NULL;
}

void edu_stream_free(edu_stream *s)
{
	if (!s) return;
	edu_buffer_free(&s->bytes);
	edu_buffer_free(&s->envelope);
	edu_release(&s->ctx->allocator, s, sizeof *s);
}
