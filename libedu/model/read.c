/*
 * model/read.c – from bytes to a document: which syntax, sealed or not, which format, and the tree bound to
 * it.
 */
#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "model/document.h"
#include "model/file.h"
#include "model/refusal.h"
#include "model/sealed.h"
#include "xml/xml.h"

#include <string.h>

/* What the caller says the bytes must be. */
typedef struct wish {
	const edu_format *format;   /* NULL: anything */
	int version;                /* index, or -1: any */
} wish;

static int parse_wish(wish *w, const edu_read_options *o, edu_error *err)
{
	*w = (wish){ NULL, -1 };
	if (!o) return 0;
	if (o->version < 1 || o->version > EDU_READ_OPTIONS_VERSION)
		return edu_fail(err, EDU_EARG, NULL,
		                "read options have version %u; this library knows up to %d", o->version,
		                EDU_READ_OPTIONS_VERSION);
	if (!o->format) return 0;
	const char *at = strchr(o->format, '@');
	w->format = edu_format_find(o->format, at ? (size_t)(at - o->format) : strlen(o->format));
	if (!w->format || w->format->syntax == EDU_SYNTAX_NONE)
		return edu_fail(err, EDU_EARG, "format/name", "no format of that name is read");
	if (!at) return 0;
	w->version = edu_schema_version(w->format->schema, at + 1);
	if (w->version < 0 || !(w->format->reads >> w->version & 1))
		return edu_fail(err, EDU_EVERSION, "format/version", "%s is not read in that version",
		                w->format->title);
	return 0;
}

/* Known beginnings of what is no document by itself. */
static const struct beginning { const char *bytes, *message; } beginnings[] = {
	{ "\x1F\x8B", "the input is compressed with gzip; unpack it first" },
	{ "PK\x03\x04", "the input is a ZIP archive; unpack it first" },
	{ "%PDF", "the input is a PDF file; a PDF holds no record that can be read" },
	{ "H4sI", "the input is gzip in base64; decode and unpack it first" },
	{ "eyJ", "the input looks like a compact JWS or a JWT, which is not read" },
};

static int fail_unknown(edu_error *err, const char *data, size_t length, size_t at)
{
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		const size_t n = strlen(beginnings[i].bytes);
		if (length - at >= n && memcmp(data + at, beginnings[i].bytes, n) == 0)
			return edu_fail_at(err, EDU_EFORMAT, "format/unknown", data, length, at, "%s",
			                   beginnings[i].message);
	}
	return edu_fail_at(err, EDU_EFORMAT, "format/unknown", data, length, at,
	                   "neither XML nor a JSON object: the first byte must be '<', '{' or '['");
}

static bool is_utf16(const char *data, size_t length)
{
	static const char begin[][2] = { { '\xFE', '\xFF' }, { '\xFF', '\xFE' }, { '\0', '<' } };

	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++)
		if (length >= 2 && memcmp(data, begin[i], 2) == 0) return true;
	return false;
}

/* A format that knows documents of its own syntax by their beginning; NULL: none does. */
static const edu_format *begun_by(const char *data, size_t length)
{
	for (size_t i = 0; i < edu_formats_count; i++)
		if (edu_formats[i]->begins && edu_formats[i]->begins(data, length)) return edu_formats[i];
	return NULL;
}

/* The syntax by the first byte that is no blank. */
static int detect_syntax(edu_syntax *out, const edu_format *wanted, const char *data, size_t length, edu_error *err)
{
	size_t at = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	if (is_utf16(data, length)) {
		*out = EDU_SYNTAX_XML;
		return 0;
	}
	while (at < length && edu_is_blank(data + at, 1)) at++;
	if (at == length)
		return edu_fail(err, EDU_EFORMAT, "format/empty", length
			? "the input holds nothing but white space; a document is expected"
			: "the input is empty; a document is expected");
	const edu_format *begun = wanted && wanted->begins ? wanted : begun_by(data + at, length - at);
	if (begun) {
		*out = begun->syntax;
		return 0;
	}
	if (data[at] != '<' && data[at] != '{' && data[at] != '[') return fail_unknown(err, data, length, at);
	*out = data[at] == '<' ? EDU_SYNTAX_XML : EDU_SYNTAX_JSON;
	return 0;
}

/* One reading: the bytes, and the document they become. */
typedef struct reading {
	const edu_context *ctx;
	const edu_read_options *options;
	wish wish;
	edu_syntax syntax;
	const char *data;           /* what the tree is made of: the input, or the payload of its seal */
	size_t length;
	edu_document *doc;
	bool sealed;
} reading;

/* Read r->data with the names of a format. */
static int read_tree(reading *r, const edu_format *format, edu_error *err)
{
	edu_tree *t = &r->doc->tree;

	edu_tree_close(t);
	if (edu_tree_open(t, r->ctx, &format->schema->names, true) < 0)
		return edu_fail_memory(err);
	r->doc->format = format;
	r->doc->version = r->wish.version >= 0 ? (unsigned)r->wish.version : format->default_version;
	r->doc->version_given = r->wish.version >= 0;
	if (format->read) return format->read(r->doc, r->data, r->length, err);
	if (r->syntax == EDU_SYNTAX_XML) return edu_xml_read(t, r->data, r->length, format->belongs, err);
	return edu_json_read(t, r->data, r->length, err);
}

/* Where the tree is that of a sealed file, read the payload instead. */
static int open_seal(reading *r, const edu_format *format, edu_error *err)
{
	edu_document *doc = r->doc;
	int rc;

	const edu_ref payload = edu_sealed_payload(&doc->tree, &rc, err);
	if (!payload) return rc;
	if (r->sealed)
		return edu_fail(err, EDU_EUNSUPPORTED, "format/seal-nested",
		                "the sealed file holds another sealed file");
	const edu_item *item = &doc->tree.items[payload];
	char *inner = edu_allocate(&r->ctx->allocator, (size_t)item->length + 1);
	if (!inner) return edu_fail_memory(err);
	memcpy(inner, item->text, (size_t)item->length + 1);
	doc->inner = inner;
	doc->inner_length = item->length;
	r->data = inner;
	r->length = item->length;
	r->sealed = true;
	rc = read_tree(r, format, err);
	return rc < 0 ? rc : open_seal(r, format, err);
}

/* How much of a text fits a message without cutting a character. */
static int fitting(const char *text, size_t most)
{
	size_t n = strlen(text);

	if (n > most)
		for (n = most; n && ((unsigned char)text[n] & 0xC0) == 0x80;) n--;
	return (int)n;
}

/* Name what was met; names are no values. */
static int fail_unrecognised(const reading *r, edu_error *err)
{
	const edu_tree *t = &r->doc->tree;
	const edu_ref root = edu_tree_root(t);

	if (r->wish.format)
		return edu_refuse(err, EDU_EFORMAT, "format/other", t, root,
		                  "the document is not %s, which was asked for", r->wish.format->title);
	if (r->syntax == EDU_SYNTAX_JSON)
		return edu_refuse(err, EDU_EFORMAT, "format/unknown-json", t, root,
		                  "well-formed JSON, but no credential or record that is known");
	const edu_name name = t->items[root].name;
	const char *local = edu_tree_name_local(t, name), *uri = edu_tree_name_uri(t, name);
	return edu_refuse(err, EDU_EFORMAT, "format/unknown-root", t, root,
	                  "no format is known with the root element %.*s%s%.*s", fitting(local, 60), local,
	                  uri ? " of namespace " : " without namespace", fitting(uri ? uri : "", 100),
	                  uri ? uri : "");
}

static int bind(reading *r, edu_error *err)
{
	edu_document *doc = r->doc;

	doc->content = edu_tree_root(&doc->tree);
	const int rc = doc->format->bind(doc, r->options, err);
	return rc < 0 || !doc->format->make_twin ? rc : doc->format->make_twin(doc, r->data, r->length, err);
}

/*
 * Try the formats of the syntax in their order. Reads the bytes anew only where a format has names of its
 * own.
 */
static int recognise(reading *r, edu_error *err)
{
	static const edu_read_options defaults = EDU_READ_OPTIONS_INIT;
	const edu_read_options *options = r->options ? r->options : &defaults;

	for (size_t i = 0; i < edu_formats_count; i++) {
		const edu_format *f = edu_formats[i];
		if (f->syntax != r->syntax || (r->wish.format && r->wish.format != f)) continue;
		int rc = read_tree(r, f, err);
		if (rc == 0 && r->syntax == EDU_SYNTAX_JSON) rc = open_seal(r, f, err);
		if (rc < 0) return rc;
		const edu_recognition found = f->recognise(&r->doc->tree, options, err);
		if (found == EDU_RECOGNISED_REFUSED) return err->code;
		if (found == EDU_RECOGNISED) return bind(r, err);
	}
	return fail_unrecognised(r, err);
}

/* Refusals of a tree know an offset; lines are counted here, in the bytes that were read last. */
static void place_error(const reading *r, int rc, edu_error *err)
{
	const bool of_the_tree =
		rc == EDU_EFORMAT || rc == EDU_EVERSION || rc == EDU_EUNSUPPORTED || rc == EDU_EINVALID;

	if (err->line || !of_the_tree || !r->doc || !r->doc->tree.places) return;
	edu_place_of(r->data, r->length, (size_t)err->offset, &err->line, &err->column);
}

/* The format whose names the empty tree is opened with; there is one for every syntax. */
static const edu_format *first_format(const reading *r)
{
	for (size_t i = 0; i < edu_formats_count; i++)
		if (edu_formats[i]->syntax == r->syntax) return edu_formats[i];
	return edu_formats[0];
}

/* data was allocated with length + 1 bytes; it goes to the document, or is released. */
static int read_owned(edu_document **out, const edu_context *ctx, char *data, size_t length,
                      const edu_read_options *options, const wish *w, edu_error *err)
{
	reading r = { .ctx = ctx, .options = options, .wish = *w, .data = data, .length = length };

	int rc = detect_syntax(&r.syntax, w->format, data, length, err);
	if (rc == 0 && w->format && w->format->syntax != r.syntax)
		rc = edu_fail(err, EDU_EFORMAT, "format/other",
		              "the input is %s, so it can't be %s, which was asked for",
		              r.syntax == EDU_SYNTAX_XML ? "XML" : r.syntax == EDU_SYNTAX_JSON ? "JSON" : "Turtle",
		              w->format->title);
	if (rc == 0 && !(r.doc = edu_document_make(ctx, first_format(&r), 0, false)))
		rc = edu_fail_memory(err);
	if (rc == 0) rc = recognise(&r, err);
	if (rc < 0) place_error(&r, rc, err);
	if (rc < 0) {
		edu_release(&ctx->allocator, data, length + 1);
		edu_document_free(r.doc);
		return rc;
	}
	r.doc->original = data;
	r.doc->original_length = length;
	/* Until here they were needed, for errors have places. */
	if (options && options->drop_original) edu_document_drop_original(r.doc);
	*out = r.doc;
	return 0;
}

static int check_size(const edu_context *ctx, size_t length, edu_error *err)
{
	if (length <= ctx->limits.bytes) return 0;
	return edu_fail(err, EDU_ELIMIT, "limit/bytes",
	                "the input is larger than the limit of %llu bytes; raise the context's limit to read it",
	                (unsigned long long)ctx->limits.bytes);
}

/* What a call that reads begins with; whole: it has all that it needs. */
static int begin(edu_document **out, wish *w, const edu_read_options *options, bool whole, const char *from, edu_error *err)
{
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !whole)
		return edu_fail(err, EDU_EARG, NULL, "reading needs a place for the document, a context and %s", from);
	return parse_wish(w, options, err);
}

int edu_document_read(edu_document **out, const edu_context *ctx, const void *data, size_t length,
                      const edu_read_options *options, edu_error *err)
{
	edu_error own;
	wish w;

	/* Statuses travel in errors inside the library, so that there is always one. */
	if (!err) err = &own;
	int rc = begin(out, &w, options, ctx && (data || !length), "bytes", err);
	if (rc == 0) rc = check_size(ctx, length, err);
	if (rc < 0) return rc;
	char *copy = edu_allocate(&ctx->allocator, length + 1);
	if (!copy) return edu_fail_memory(err);
	if (length) memcpy(copy, data, length);
	copy[length] = '\0';
	return read_owned(out, ctx, copy, length, options, &w, err);
}

static bool is_same(const edu_allocator *a, const edu_allocator *b)
{
	return a->allocate == b->allocate && a->resize == b->resize && a->release == b->release && a->state == b->state;
}

/* The bytes of a buffer in a block of just that size; NULL: they have to be copied. */
static char *take_over(edu_buffer *data, const edu_context *ctx)
{
	char *block = NULL;

	if (data->data && is_same(&data->allocator, &ctx->allocator))
		block = edu_resize(&data->allocator, data->data, data->capacity, data->length + 1);
	if (!block) return NULL;
	block[data->length] = '\0';
	*data = (edu_buffer)EDU_BUFFER_INIT;
	return block;
}

int edu_document_read_buffer(edu_document **out, const edu_context *ctx, edu_buffer *data,
                             const edu_read_options *options, edu_error *err)
{
	edu_error own;
	wish w;

	if (!err) err = &own;
	int rc = begin(out, &w, options, ctx && data, "a buffer", err);
	if (!out || !ctx || !data) return rc;
	const size_t length = data->length;
	if (rc == 0) rc = check_size(ctx, length, err);
	char *block = rc == 0 ? take_over(data, ctx) : NULL;
	if (block) rc = read_owned(out, ctx, block, length, options, &w, err);
	else if (rc == 0) rc = edu_document_read(out, ctx, data->data ? data->data : "", length, options, err);
	edu_buffer_free(data);
	return rc;
}

int edu_document_read_file(edu_document **out, const edu_context *ctx, const char *path,
                           const edu_read_options *options, edu_error *err)
{
	edu_error own;
	wish w;
	char *data;
	size_t length;

	if (!err) err = &own;
	int rc = begin(out, &w, options, ctx && path, "a path", err);
	if (rc == 0) rc = edu_file_read(&data, &length, ctx, path, err);
	return rc < 0 ? rc : read_owned(out, ctx, data, length, options, &w, err);
}
