/*
 * work.c – the pieces of work that are measured; see work.h.
 */
#include "work.h"

#include <libxml/parser.h>
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "json/json.h"
#include "model/document.h"
#include "xml/xml.h"

edu_document *read_bytes(const edu_context *ctx, const char *data, size_t length)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	if (edu_document_read(&doc, ctx, data, length, NULL, &err) < 0) give_up("reading", &err);
	return doc;
}

void work_read(const void *state)
{
	const input *in = state;
	edu_document_free(read_bytes(in->ctx, in->data, in->length));
}

static void read_tree(const input *in, const edu_format *format)
{
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	if (edu_tree_open(&t, in->ctx, &format->schema->names, true) < 0) give_up("opening a tree", NULL);
	const int rc = format->syntax == EDU_SYNTAX_JSON ? edu_json_read(&t, in->data, in->length, &err)
							 : edu_xml_read(&t, in->data, in->length, format->belongs, &err);
	if (rc < 0) give_up("reading a tree", &err);
	edu_tree_close(&t);
}

void work_json_tree(const void *state) { read_tree(state, &edu_format_elm); }
void work_xml_tree(const void *state) { read_tree(state, &edu_format_elmo); }

void work_cjson(const void *state)
{
	const input *in = state;
	cJSON *tree = cJSON_ParseWithLength(in->data, in->length);
	if (!tree) give_up("cJSON", NULL);
	cJSON_Delete(tree);
}

void work_libxml2(const void *state)
{
	const input *in = state;
	xmlDoc *doc = xmlReadMemory(in->data, (int)in->length, NULL, NULL, XML_PARSE_NONET);
	if (!doc) give_up("libxml2", NULL);
	xmlFreeDoc(doc);
}

static void write(const edu_document *doc, int compact)
{
	edu_error err = EDU_ERROR_INIT;
	edu_write_options options = EDU_WRITE_OPTIONS_INIT;
	size_t bytes = 0;
	const edu_sink sink = counting_sink(&bytes);
	options.compact = compact;
	if (edu_document_write_to(doc, &sink, &options, &err) < 0) give_up("writing", &err);
}

void work_write(const void *doc) { write(doc, 0); }
void work_write_compact(const void *doc) { write(doc, 1); }

/* From a document that was read to the bytes of the other format. */
static void finish(edu_document *source, int with_ledger, int with_report)
{
	edu_error err = EDU_ERROR_INIT;
	edu_ledger *ledger = NULL;
	size_t bytes = 0;
	const edu_sink sink = counting_sink(&bytes);
	if (edu_convert_to(&sink, source, "elm", NULL, NULL, with_ledger ? &ledger : NULL, &err) < 0) give_up("converting", &err);
	if (with_report && edu_ledger_write_to(ledger, &sink, &err) < 0) give_up("writing the report", &err);
	edu_ledger_free(ledger);
	edu_document_free(source);
}

void work_convert(const void *state)
{
	const input *in = state;
	finish(read_bytes(in->ctx, in->data, in->length), 0, 0);
}

void work_convert_ledger(const void *state)
{
	const input *in = state;
	finish(read_bytes(in->ctx, in->data, in->length), 1, 0);
}

void work_convert_report(const void *state)
{
	const input *in = state;
	finish(read_bytes(in->ctx, in->data, in->length), 1, 1);
}

void convert_file(const edu_context *ctx, const char *path, int ledger, int report)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *source;
	if (edu_document_read_file(&source, ctx, path, NULL, &err) < 0) give_up("reading a file", &err);
	edu_document_drop_original(source);
	finish(source, ledger, report);
}

void make_credential(const input *transcript, int compact, edu_buffer *out)
{
	edu_error err = EDU_ERROR_INIT;
	edu_write_options options = EDU_WRITE_OPTIONS_INIT;
	edu_document *source = read_bytes(transcript->ctx, transcript->data, transcript->length), *target;
	options.compact = compact;
	if (edu_convert(&target, source, "elm", NULL, NULL, &err) < 0) give_up("converting", &err);
	if (edu_document_write(target, out, &options, &err) < 0) give_up("writing", &err);
	edu_document_free(target);
	edu_document_free(source);
}
