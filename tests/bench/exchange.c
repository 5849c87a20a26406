/*
 * exchange.c – the answer of an EMREX provider taken in: base64, gzip, decode, validate, convert; see exchange.h.
 */
#include "exchange.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/memory.h"
#include "crypto/base64.h"
#include "generate.h"
#include "work.h"

enum { MB = 1000 * 1000, RECORD = 2 * MB, FILES = 8, SEED = 20260714 };

/* What stands in the field elmo, and what it holds. */
typedef struct answer {
	const edu_context *ctx;
	input xml;
	edu_buffer bytes, field; /* bytes: those of xml */
	edu_buffer gzip;         /* field, decoded from base64 */
} answer;

/* ---- the transcript ---- */

static void add(edu_buffer *b, const char *text, size_t length)
{
	if (edu_buffer_add(b, text, length) < 0) give_up("no memory for a transcript", NULL);
}

static void add_text(edu_buffer *b, const char *text) { add(b, text, strlen(text)); }

/* Bytes that can't be compressed, as those of a PDF mostly can't. */
static void add_file(edu_buffer *b, size_t bytes)
{
	uint64_t state = SEED + b->length;
	unsigned char *file = malloc(bytes);
	if (!file || bytes < 16) give_up("no memory for a file", NULL);
	for (size_t i = 0; i < bytes; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		file[i] = (unsigned char)state;
	}
	memcpy(file, "%PDF-1.7\n", 9);
	add_text(b, "  <attachment>\n    <title xml:lang=\"en\">Transcript</title>\n    <type>EMREX transcript</type>\n"
	            "    <content>data:application/pdf;base64,");
	if (edu_base64_encode(b, file, bytes) < 0) give_up("no memory for a file", NULL);
	add_text(b, "</content>\n  </attachment>\n");
	free(file);
}

/* A record, and the rest in files behind its reports. */
static void make_answer(answer *a, size_t bytes)
{
	edu_buffer *xml = &a->bytes;
	edu_error err = EDU_ERROR_INIT;
	size_t length;
	char *record = generate_transcript(RECORD < bytes / 2 ? RECORD : bytes / 2, SEED, &length);
	const char *end = record ? strstr(record, "</elmo>") : NULL;
	if (!end) give_up("no transcript", NULL);
	add(xml, record, (size_t)(end - record));
	for (int i = 0; i < FILES; i++) add_file(xml, (bytes - length) / FILES / 4 * 3);
	add_text(xml, end);
	free(record);
	a->xml = (input){ a->ctx, xml->data, xml->length };
	if (edu_emrex_encode(&a->field, a->ctx, xml->data, xml->length, &err) < 0) give_up("encoding", &err);
	if (edu_base64_decode(&a->gzip, a->field.data, a->field.length) < 0) give_up("decoding", NULL);
}

/* ---- what is done with it ---- */

/* The text of each attachment is far below libxml2's limit, so that it needs no option that lifts it. */
static void tree_of_libxml2(const void *state)
{
	const answer *a = state;
	xmlDocPtr doc = xmlReadMemory(a->xml.data, (int)a->xml.length, NULL, NULL, XML_PARSE_NONET);
	if (!doc) give_up("libxml2", NULL);
	xmlFreeDoc(doc);
}

/* Expanding in one go, into memory that is there: nobody who uses zlib is faster. */
static void zlib_alone(const void *state)
{
	const answer *a = state;
	z_stream z = { .next_in = (Bytef *)a->gzip.data, .avail_in = (uInt)a->gzip.length };
	Bytef *out = malloc(a->xml.length);
	if (!out || inflateInit2(&z, MAX_WBITS + 16) != Z_OK) give_up("zlib", NULL);
	z.next_out = out;
	z.avail_out = (uInt)a->xml.length;
	if (inflate(&z, Z_FINISH) != Z_STREAM_END) give_up("zlib", NULL);
	inflateEnd(&z);
	free(out);
}

static void decode(const answer *a, edu_buffer *xml)
{
	edu_error err = EDU_ERROR_INIT;
	if (edu_emrex_decode(xml, a->ctx, a->field.data, a->field.length, NULL, NULL, &err) < 0) give_up("decoding", &err);
}

static void decode_alone(const void *state)
{
	edu_buffer xml = EDU_BUFFER_INIT;
	decode(state, &xml);
	edu_buffer_free(&xml);
}

static void validate_document(const edu_document *doc)
{
	edu_error err = EDU_ERROR_INIT;
	edu_findings *findings;
	if (edu_validate(&findings, doc, NULL, &err) < 0) give_up("validating", &err);
	edu_findings_free(findings);
}

static void convert_document(edu_document *doc)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *credential;
	edu_ledger *ledger;
	size_t written = 0;
	const edu_sink sink = counting_sink(&written);
	if (edu_convert(&credential, doc, "elm", NULL, &ledger, &err) < 0) give_up("converting", &err);
	edu_document_free(doc);
	if (edu_document_write_to(credential, &sink, NULL, &err) < 0) give_up("writing", &err);
	edu_ledger_free(ledger);
	edu_document_free(credential);
}

static void read_alone(const void *state)
{
	const answer *a = state;
	edu_document_free(read_bytes(a->ctx, a->xml.data, a->xml.length));
}

static void take_in(const void *state)
{
	const answer *a = state;
	edu_error err = EDU_ERROR_INIT;
	edu_buffer xml = EDU_BUFFER_INIT;
	edu_document *doc;
	decode(a, &xml);
	if (edu_document_read_buffer(&doc, a->ctx, &xml, NULL, &err) < 0) give_up("reading", &err);
	validate_document(doc);
	convert_document(doc);
}

static size_t peak_of_library(const answer *a)
{
	counted c = { 0, 0 };
	const edu_allocator counting = counting_allocator(&c);
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	options.allocator = &counting;
	if (edu_context_new(&ctx, &options, NULL) < 0) give_up("no context", NULL);
	answer counted_one = *a;
	counted_one.ctx = ctx;
	take_in(&counted_one);
	edu_context_free(ctx);
	return c.peak;
}

void print_exchange(const edu_context *ctx, size_t bytes, double seconds)
{
	answer a = { .ctx = ctx, .bytes = EDU_BUFFER_INIT, .field = EDU_BUFFER_INIT, .gzip = EDU_BUFFER_INIT };
	make_answer(&a, bytes);
	contender list[] = { { tree_of_libxml2, &a, 0 }, { decode_alone, &a, 0 }, { read_alone, &a, 0 }, { take_in, &a, 0 },
			     { zlib_alone, &a, 0 } };
	race(list, 5, seconds);
	const double tree = list[0].best, all = list[3].best;
	const double peak = (double)peak_of_library(&a) / (double)a.xml.length;
	printf("\n### An answer of EMREX\n\nELMO of %.1f MB with %d attachments; as base64 of gzip %.1f MB.\n\n",
	       (double)a.xml.length / MB, FILES, (double)a.field.length / MB);
	printf("| what | ms | against | ms | ratio | target | met |\n|---|---:|---|---:|---:|---|---|\n");
	printf("| zlib alone | %.0f | xmlReadMemory, xmlFreeDoc of the XML | %.0f | %.2f | | |\n", list[4].best * 1e3, tree * 1e3,
	       list[4].best / tree);
	printf("| base64, gzip | %.0f | the same | %.0f | %.2f | | |\n", list[1].best * 1e3, tree * 1e3,
	       list[1].best / tree);
	printf("| ELMO decode | %.0f | the same | %.0f | %.2f | | |\n", list[2].best * 1e3, tree * 1e3, list[2].best / tree);
	printf("| base64, gzip, decode, validate, convert with ledger, write | %.0f | the same | %.0f | %.2f | ≤ 1 | %s |\n", all * 1e3,
	       tree * 1e3, all / tree, all <= tree ? "yes" : "no");
	printf("\nThe library's requests at their peak are %.2f × the XML (target ≤ 3: %s); the field itself is the caller's.\n", peak,
	       peak <= 3 ? "yes" : "no");
	fflush(stdout);
	edu_buffer_free(&a.bytes);
	edu_buffer_free(&a.field);
	edu_buffer_free(&a.gzip);
}
