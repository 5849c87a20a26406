/*
 * model/document.c – the life of a document: made, asked what it is, freed.
 */
#include "model/twin.h"

#include <string.h>

edu_document *edu_document_make(const edu_context *ctx, const edu_format *format, unsigned version,
                                bool with_places)
{
	edu_document *doc = edu_allocate(&ctx->allocator, sizeof *doc);
	if (!doc) return NULL;
	memset(doc, 0, sizeof *doc);
	doc->format = format;
	doc->version = version;
	if (edu_tree_open(&doc->tree, ctx, &format->schema->names, with_places) < 0) {
		edu_tree_close(&doc->tree);
		edu_release(&ctx->allocator, doc, sizeof *doc);
		return NULL;
	}
	return doc;
}

void edu_document_free(edu_document *doc)
{
	if (!doc) return;
	const edu_allocator a = doc->tree.ctx->allocator;
	edu_twin_free(doc->twin);
	edu_tree_close(&doc->tree);
	edu_release(&a, doc->original, doc->original_length + 1);
	edu_release(&a, doc->inner, doc->inner_length + 1);
	edu_release(&a, doc, sizeof *doc);
}

const char *edu_document_format(const edu_document *doc)
{
	return doc ? edu_format_name(doc->format) : "";
}

const char *edu_document_version(const edu_document *doc)
{
	return doc ? doc->format->schema->versions[doc->version] : "";
}

void edu_document_drop_original(edu_document *doc)
{
	if (!doc || doc->verbatim) return;
	const edu_allocator *a = &doc->tree.ctx->allocator;
	edu_release(a, doc->original, doc->original_length + 1);
	edu_release(a, doc->inner, doc->inner_length + 1);
	doc->original = doc->inner = NULL;
	doc->original_length = doc->inner_length = 0;
	edu_tree_drop_places(&doc->tree);
}

const char *edu_document_original(const edu_document *doc, size_t *length)
{
	if (length) *length = doc ? doc->original_length : 0;
	return doc ? doc->original : NULL;
}
