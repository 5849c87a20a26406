/*
 * model/write.c – a document back into bytes of its own format.
 */
#include "base/fail.h"
#include "json/json.h"
#include "model/document.h"
#include "xml/xml.h"

int edu_write_options_check(const edu_write_options *o, edu_error *err)
{
	if (!o || (o->version >= 1 && o->version <= EDU_WRITE_OPTIONS_VERSION)) return 0;
	return edu_fail(err, EDU_EARG, NULL, "write options have version %u; this library knows up to %d",
	                o->version, EDU_WRITE_OPTIONS_VERSION);
}

static int write_xml(const edu_document *doc, const edu_sink *sink, bool compact, edu_error *err)
{
	const edu_xml_style style = {
		.indent = !compact,
		.default_uri = doc->format->root_uri ? doc->format->root_uri(doc) : NULL,
	};
	return edu_xml_write(&doc->tree, sink, &style, err);
}

/* Signatures hold for the very bytes: what was not changed is handed out as it came. */
static int write_original(const edu_document *doc, const edu_sink *sink, edu_error *err)
{
	if (sink->write(sink->state, doc->original, doc->original_length))
		return edu_fail(err, EDU_EIO, "write/sink", "the output can't be written");
	return 0;
}

int edu_document_write_to(const edu_document *doc, const edu_sink *sink, const edu_write_options *options,
                          edu_error *err)
{
	edu_error_clear(err);
	if (!doc || !sink || !sink->write)
		return edu_fail(err, EDU_EARG, NULL, "writing needs a document and a sink with a function");
	const int rc = edu_write_options_check(options, err);
	if (rc < 0) return rc;
	const bool compact = options && options->compact;
	if (doc->verbatim) return write_original(doc, sink, err);
	switch (doc->format->syntax) {
	case EDU_SYNTAX_JSON:
		return edu_json_write(&doc->tree, edu_tree_root(&doc->tree), sink,
		                      compact ? EDU_JSON_COMPACT : EDU_JSON_PRETTY, err);
	case EDU_SYNTAX_XML:
		return write_xml(doc, sink, compact, err);
	default:
		return edu_fail(err, EDU_EUNSUPPORTED, "format/no-syntax",
		                "a document of the core model has no bytes of its own; convert it first");
	}
}

int edu_document_write(const edu_document *doc, edu_buffer *out, const edu_write_options *options,
                       edu_error *err)
{
	edu_error_clear(err);
	if (!doc || !out) return edu_fail(err, EDU_EARG, NULL, "writing needs a document and a buffer");
	edu_buffer_free(out);
	edu_buffer_open(out, &doc->tree.ctx->allocator);
	const edu_sink sink = edu_buffer_sink(out);
	int rc = edu_document_write_to(doc, &sink, options, err);
	/* The only way in which appending to a buffer fails. */
	if (rc == EDU_EIO) {
		edu_error_clear(err);
		rc = edu_fail_memory(err);
	}
	if (rc < 0) edu_buffer_free(out);
	return rc;
}
