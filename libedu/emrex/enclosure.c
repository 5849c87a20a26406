/*
 * emrex/enclosure.c – the files inside a document, found in its tree and decoded when they are asked for.
 */
#include <edu/enclosure.h>

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "core_tables.h"
#include "elm_tables.h"
#include "elmo_tables.h"
#include "emrex/base64.h"
#include "model/document.h"

/* Media types that are told by a beginning, and endings of file names. */
static const struct beginning { const char *bytes; size_t length; const char *media_type; } beginnings[] = {
	{ "%PDF", 4, "application/pdf" },
	{ "\x89PNG\r\n\x1A\n", 8, "image/png" },
	{ "\xFF\xD8\xFF", 3, "image/jpeg" },
};
static const struct ending { const char *media_type, *extension; } endings[] = {
	{ "application/pdf", ".pdf" },
	{ "image/png", ".png" },
	{ "image/jpeg", ".jpg" },
	{ "image/gif", ".gif" },
	{ "image/svg+xml", ".svg" },
	{ "text/plain", ".txt" },
	{ "text/html", ".html" },
	{ "text/xml", ".xml" },
	{ "application/xml", ".xml" },
	{ "application/json", ".json" },
	{ "application/ld+json", ".jsonld" },
	{ "application/zip", ".zip" },
};

/* The EU's names of file types, which ELM states media types by. */
static const struct file_type { const char *name, *media_type; } file_types[] = {
	{ "PDF", "application/pdf" },
	{ "PNG", "image/png" },
	{ "JPEG", "image/jpeg" },
	{ "GIF", "image/gif" },
	{ "SVG", "image/svg+xml" },
	{ "TXT", "text/plain" },
	{ "HTML", "text/html" },
	{ "XML", "application/xml" },
	{ "JSON", "application/json" },
	{ "JSON_LD", "application/ld+json" },
	{ "ZIP", "application/zip" },
};

const char *edu_media_type_of(const void *data, size_t length)
{
	for (size_t i = 0; data && i < sizeof beginnings / sizeof *beginnings; i++)
		if (length >= beginnings[i].length &&
		    memcmp(data, beginnings[i].bytes, beginnings[i].length) == 0)
			return beginnings[i].media_type;
	return "";
}

const char *edu_media_type_extension(const char *media_type)
{
	const size_t length = media_type ? strlen(media_type) : 0;

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (length && edu_equal_nocase(media_type, length, endings[i].media_type))
			return endings[i].extension;
	return ".bin";
}

static edu_node node_of(const edu_document *doc, edu_ref ref)
{
	return (edu_node){ doc, ref };
}

/* A media type in small letters; what is none, or too long, states nothing. */
static void state_media_type(edu_enclosure *e, const char *text, size_t length)
{
	edu_trim(&text, &length);
	e->media_type[0] = '\0';
	if (length >= sizeof e->media_type || !memchr(text, '/', length)) return;
	for (size_t i = 0; i < length; i++) {
		const char c = text[i];
		if (c <= ' ' || c > '~') {
			e->media_type[0] = '\0';
			return;
		}
		e->media_type[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		e->media_type[i + 1] = '\0';
	}
}

static const char *text_at(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].length ? t->items[item].text : NULL;
}

static const char *child_text(const edu_tree *t, edu_ref item, edu_name name)
{
	return text_at(t, item ? edu_tree_child(t, item, name) : 0);
}

/* The media type of "data:TYPE;…,": up to the first semicolon or the comma. */
static void state_data_uri(edu_enclosure *e, const char *text, size_t length)
{
	e->media_type[0] = '\0';
	if (!text) return;
	edu_trim(&text, &length);
	if (length < 5 || !edu_equal_nocase(text, 5, "data:")) return;
	size_t n = 5;
	while (n < length && text[n] != ';' && text[n] != ',') n++;
	state_media_type(e, text + 5, n - 5);
}

static bool is_elmo_content(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	return i->kind == EDU_KIND_ELEMENT && i->parent && edu_tree_known(t, i->name) == elmo_n_content
	       && t->items[i->parent].cls == elmo_c_Attachment;
}

static void fill_elmo(edu_enclosure *e, const edu_document *doc, edu_ref item)
{
	const edu_tree *t = &doc->tree;
	const edu_ref owner = t->items[item].parent;

	e->node = node_of(doc, item);
	e->owner = node_of(doc, owner);
	e->title = child_text(t, owner, elmo_n_title);
	e->kind = child_text(t, owner, elmo_n_type);
	e->language = child_text(t, item, elmo_n_xml_lang);
	state_data_uri(e, t->items[item].text, t->items[item].length);
	/*
	 * A text beside an attribute or comment stands in pieces below the element; its beginning is in the
	 * first.
	 */
	for (edu_ref c = edu_tree_first(t, item); c && !t->items[item].text && !e->media_type[0];
	     c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_TEXT || t->items[c].kind == EDU_KIND_CDATA)
			state_data_uri(e, t->items[c].text, t->items[c].length);
}

/* The text of a value that may stand in a language map or an array. */
static const char *first_text(const edu_tree *t, edu_ref item)
{
	for (int depth = 0; item && depth < 3; depth++) {
		if (t->items[item].kind == EDU_KIND_STRING) return text_at(t, item);
		item = edu_tree_first(t, item);
	}
	return NULL;
}

/* The node that has a node among its values, which may stand in an array. */
static edu_ref node_above(const edu_tree *t, edu_ref node)
{
	const edu_ref above = t->items[node].parent;
	return above && t->items[above].kind == EDU_KIND_ARRAY ? t->items[above].parent : above;
}

static void fill_core(edu_enclosure *e, const edu_document *doc, edu_ref item)
{
	const edu_tree *t = &doc->tree;
	const edu_ref attachment = node_above(t, item);
	const edu_ref title = attachment ? edu_tree_child(t, attachment, core_n_title) : 0;
	const edu_ref data = edu_tree_child(t, item, core_n_data);
	const char *stated = child_text(t, item, core_n_mediaType);
	const edu_ref text = edu_tree_child(t, item, core_n_text);

	e->node = node_of(doc, data ? data : text);
	e->owner = node_of(doc, item);
	e->title = title ? first_text(t, title) : NULL;
	e->kind = child_text(t, attachment, core_n_kind);
	e->language = child_text(t, item, core_n_language);
	if (stated) state_media_type(e, stated, strlen(stated));
	else state_data_uri(e, text_at(t, e->node.ref), t->items[e->node.ref].length);
}

static const char *last_step(const char *iri)
{
	const char *slash = iri ? strrchr(iri, '/') : NULL;
	return slash ? slash + 1 : iri;
}

static const char *concept_id(const edu_tree *t, edu_ref media, edu_name property)
{
	const edu_ref concept_node = edu_tree_child(t, media, property);
	return concept_node ? child_text(t, concept_node, elm_n_id) : NULL;
}

static const char *concept_label(const edu_tree *t, edu_ref media, edu_name property)
{
	const edu_ref concept_node = edu_tree_child(t, media, property);
	const edu_ref label = concept_node ? edu_tree_child(t, concept_node, elm_n_prefLabel) : 0;
	return label ? first_text(t, label) : NULL;
}

/* Pictures that a credential is displayed with are no files that travel with it. */
static bool is_decoration(const edu_tree *t, edu_ref media)
{
	edu_ref place = media;

	if (!t->items[place].name && t->items[place].parent) place = t->items[place].parent;
	const edu_name name = edu_tree_known(t, t->items[place].name);
	return name == elm_n_image || name == elm_n_logo || name == elm_n_bannerImage;
}

static void fill_elm(edu_enclosure *e, const edu_document *doc, edu_ref content)
{
	const edu_tree *t = &doc->tree;
	const edu_ref media = t->items[content].parent;
	const char *type = last_step(concept_id(t, media, elm_n_contentType));
	const edu_ref title = edu_tree_child(t, media, elm_n_title);

	e->node = node_of(doc, content);
	e->owner = node_of(doc, media);
	e->title = title ? first_text(t, title) : NULL;
	e->kind = concept_label(t, media, elm_n_attachmentType);
	e->language = NULL;
	e->media_type[0] = '\0';
	for (size_t i = 0; type && i < sizeof file_types / sizeof *file_types; i++)
		if (!strcmp(type, file_types[i].name))
			state_media_type(e, file_types[i].media_type, strlen(file_types[i].media_type));
}

/* Is an item the place of an enclosure? Then it is filled in. */
static bool take(edu_enclosure *e, const edu_document *doc, edu_ref item)
{
	const edu_tree *t = &doc->tree;
	const edu_item *i = &t->items[item];

	if (doc->format == &edu_format_elmo) {
		if (!is_elmo_content(t, item)) return false;
		fill_elmo(e, doc, item);
		return true;
	}
	if (doc->format == &edu_format_core) {
		if (i->kind != EDU_KIND_OBJECT || i->cls != core_c_Content) return false;
		if (!edu_tree_child(t, item, core_n_data) && !edu_tree_child(t, item, core_n_text))
			return false;
		fill_core(e, doc, item);
		return true;
	}
	if (doc->format != &edu_format_elm || i->kind != EDU_KIND_STRING || !i->parent || !i->name)
		return false;
	if (t->items[i->parent].cls != elm_c_MediaObject || edu_tree_known(t, i->name) != elm_n_content)
		return false;
	if (is_decoration(t, i->parent)) return false;
	fill_elm(e, doc, item);
	return true;
}

static int find_from(edu_enclosure *e, const edu_document *doc, edu_ref item)
{
	const edu_ref root = doc->content;

	for (; item; item = edu_tree_walk(&doc->tree, root, item))
		if (take(e, doc, item)) return 0;
	return EDU_EARG;
}

int edu_enclosure_first(edu_enclosure *out, const edu_document *doc)
{
	if (!out) return EDU_EARG;
	memset(out, 0, sizeof *out);
	return doc ? find_from(out, doc, doc->content) : EDU_EARG;
}

int edu_enclosure_next(edu_enclosure *enclosure)
{
	edu_enclosure next;

	if (!enclosure || edu_node_is_null(enclosure->node)) return EDU_EARG;
	const edu_document *doc = enclosure->node.document;
	/* In the core the walk looks at contents, the owner of the bytes. */
	const edu_ref here = doc->format == &edu_format_core ? enclosure->owner.ref : enclosure->node.ref;
	memset(&next, 0, sizeof next);
	const edu_ref behind = edu_tree_walk(&doc->tree, doc->content, here);
	if (!behind || find_from(&next, doc, behind) < 0) return EDU_EARG;
	*enclosure = next;
	return 0;
}

static int take_bytes(void *state, const void *data, size_t length, edu_error *err)
{
	return edu_buffer_add(state, data, length) < 0 ? edu_fail_memory(err) : 0;
}

static int decode_base64(edu_buffer *out, const char *text, size_t length, edu_error *err)
{
	edu_base64_reader reader = { .keep_blanks_out = true };
	const edu_base64_taker to = { take_bytes, out };

	if (edu_buffer_room(out, length / 4 * 3 + 3) < 0) return edu_fail_memory(err);
	int rc = edu_base64_add(&reader, text, length, &to, err);
	if (rc == 0) rc = edu_base64_end(&reader, &to, err);
	if (rc != EDU_EINVALID) return rc;
	edu_error_clear(err);
	return edu_fail(err, EDU_EINVALID, "enclosure/base64",
	                "the file inside the document is not in base64, or was damaged");
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* RFC 2397: data without ;base64 is written as in URLs. */
static int decode_url(edu_buffer *out, const char *text, size_t length, edu_error *err)
{
	if (edu_buffer_room(out, length) < 0) return edu_fail_memory(err);
	for (size_t i = 0; i < length; i++) {
		int c = (unsigned char)text[i];
		if (c == '%') {
			const int high = i + 2 < length ? hex_value(text[i + 1]) : -1;
			const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
			if (low < 0)
				return edu_fail(
					err, EDU_EINVALID, "enclosure/data-uri",
					"a percent sign without two hexadecimal digits in a data URI");
			c = high << 4 | low;
			i += 2;
		}
		out->data[out->length++] = (char)c;
	}
	out->data[out->length] = '\0';
	return 0;
}

static int decode_data_uri(edu_buffer *out, const char *text, size_t length, edu_error *err)
{
	static const char mark[] = ";base64";
	const char *comma = memchr(text, ',', length);

	if (!comma)
		return edu_fail(err, EDU_EINVALID, "enclosure/data-uri",
		                "the data URI has no comma in front of its data");
	const char *data = comma + 1;
	const size_t rest = length - (size_t)(data - text);
	const char *end = comma;
	while (end > text && edu_is_blank(end - 1, 1)) end--;
	if ((size_t)(end - text) >= sizeof mark - 1 &&
	    edu_equal_nocase(end - (sizeof mark - 1), sizeof mark - 1, mark))
		return decode_base64(out, data, rest, err);
	return decode_url(out, data, rest, err);
}

/* Say where; without memory for the path the error does without. */
static void set_path(const edu_enclosure *e, edu_error *err)
{
	const edu_tree *t = &e->node.document->tree;
	edu_buffer path;

	edu_buffer_open(&path, &t->ctx->allocator);
	if (edu_tree_path(t, e->node.ref, &path) == 0 && path.data) edu_error_set_path(err, path.data);
	edu_buffer_free(&path);
	edu_node_place(e->node, &err->line, &err->column);
}

/* Where formats have base64 and nothing else. */
static bool is_base64_by_nature(const edu_enclosure *e)
{
	const edu_document *doc = e->node.document;
	const edu_name name = edu_tree_known(&doc->tree, doc->tree.items[e->node.ref].name);

	return doc->format == &edu_format_elm || (doc->format == &edu_format_core && name == core_n_data);
}

/* What should be a data URI and isn't: base64 when it shows by its result, for words can be base64, too. */
static int decode_bare(edu_buffer *out, const char *text, size_t length, edu_error *err)
{
	const int rc = decode_base64(out, text, length, err);

	if (rc == EDU_ENOMEM || (rc == 0 && *edu_media_type_of(out->data, out->length))) return rc;
	edu_error_clear(err);
	return edu_fail(err, EDU_EINVALID, "enclosure/no-file",
	                "a text that is neither a data URI nor a file in base64");
}

static int decode(const edu_enclosure *e, edu_buffer *out, edu_error *err)
{
	const edu_tree *t = &e->node.document->tree;
	const char *text = NULL;
	size_t length = 0;
	edu_buffer scratch;
	int rc;

	edu_buffer_open(&scratch, &t->ctx->allocator);
	if (edu_tree_text(t, e->node.ref, &scratch, &text, &length) < 0) {
		edu_buffer_free(&scratch);
		return edu_fail_memory(err);
	}
	if (text) edu_trim(&text, &length);
	if (!text || !length)
		rc = edu_fail(err, EDU_EINVALID, "enclosure/empty",
		              "there is nothing where the file should be");
	else if (length >= 5 && edu_equal_nocase(text, 5, "data:"))
		rc = decode_data_uri(out, text, length, err);
	else if (is_base64_by_nature(e))
		rc = decode_base64(out, text, length, err);
	else
		rc = decode_bare(out, text, length, err);
	edu_buffer_free(&scratch);
	return rc;
}

int edu_enclosure_bytes(const edu_enclosure *enclosure, edu_buffer *out, edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (!enclosure || edu_node_is_null(enclosure->node) || !out)
		return edu_fail(err, EDU_EARG, NULL, "decoding needs an enclosure and a buffer");
	edu_buffer_free(out);
	edu_buffer_open(out, &enclosure->node.document->tree.ctx->allocator);
	const int rc = decode(enclosure, out, err);
	if (rc < 0) edu_buffer_free(out);
	if (rc == EDU_EINVALID) set_path(enclosure, err);
	return rc;
}
