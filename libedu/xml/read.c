/*
 * xml/read.c – driving libxml2 over a document, and turning its complaints into ours.
 *
 * It reads the bytes where they are: an input without a buffer, to which libxml2's limit of what it looks ahead
 * does not apply, so that text may be of any length and no option is needed that lifts its other limits. Handlers
 * and options are the context's own; what a host has set for the process plays no part.
 */
#include "base/text.h"
#include "xml/reader.h"
#include "xml/reasons.h"
#include "xml/xml.h"

#include <libxml/parserInternals.h>
#include <string.h>
#ifdef _WIN32
#  include <windows.h>
#else
#  include <pthread.h>
#endif

enum {
	BYTES_AN_ITEM = 64,           /* of ordinary documents, for a first guess at the number of items */
	LARGEST_GUESS = 1 << 20,
	PARSER_DEPTH = 256,           /* libxml2's own limit */
	RESOURCE_LIMIT = 114          /* XML_ERR_RESOURCE_LIMIT, since 2.13 */
};

/* Recovering means that events go on behind an error: the next one stops the parser, where it may be stopped. */
#define BASIC_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_RECOVER)
#if LIBXML_VERSION >= 21300
#  define EDU_XML_OPTIONS (BASIC_OPTIONS | XML_PARSE_NO_XXE)
#else
#  define EDU_XML_OPTIONS BASIC_OPTIONS
#endif

#if LIBXML_VERSION >= 21200
typedef const xmlError *complaint;
#else
typedef xmlErrorPtr complaint;
#endif

#ifdef _WIN32
static BOOL CALLBACK init_parser(PINIT_ONCE once, PVOID parameter, PVOID *context)
{
	xmlInitParser();
	return TRUE;
}

static void init_libxml2(void)
{
	static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
	InitOnceExecuteOnce(&once, init_parser, NULL, NULL);
}
#else
static void init_libxml2(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, xmlInitParser);
}
#endif

/* The path of the open element; without memory for it the error does without. */
static void set_path(edu_xml_reader *r)
{
	edu_buffer path;

	if (!r->open || r->open == r->tree->top) return;
	edu_buffer_open(&path, &r->tree->ctx->allocator);
	if (edu_tree_path(r->tree, r->open, &path) == 0) edu_error_set_path(r->err, path.data);
	edu_buffer_free(&path);
}

static bool is_error_open(const edu_xml_reader *r)
{
	return r->err && r->err->code == EDU_OK;
}

/* Line and column are those of the text, the offset that of the bytes. */
static void set_place(edu_xml_reader *r, size_t offset)
{
	edu_place_of(r->source.data, r->source.length, offset, &r->err->line, &r->err->column);
	r->err->offset = edu_xml_source_place(&r->source, offset);
	set_path(r);
}

void edu_xml_refuse(edu_xml_reader *r, int status, const char *rule, size_t offset, const char *message)
{
	const bool is_first = is_error_open(r);

	if (r->rc < 0) return;
	r->rc = edu_fail(r->err, status, rule, "%s", message);
	if (is_first) set_place(r, offset);
}

void edu_xml_refuse_memory(edu_xml_reader *r)
{
	if (r->rc == 0) r->rc = edu_fail_memory(r->err);
}

void edu_xml_refuse_length(edu_xml_reader *r, size_t offset)
{
	edu_xml_refuse(r, EDU_ELIMIT, "xml/size", offset,
	               "a tag, comment, instruction or CDATA section is longer than 9.5 MB");
}

void edu_xml_refuse_item(edu_xml_reader *r, size_t offset)
{
	const bool is_first = is_error_open(r);

	if (r->rc < 0) return;
	r->rc = edu_tree_add_failed(r->tree, r->err);
	if (is_first && r->rc != EDU_ENOMEM) set_place(r, offset);
}

static bool is_forbidden(char c)
{
	return (unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* libxml2 has one code for bytes that are no UTF-8 and for characters that XML forbids, and an inexact place. */
static void refuse_character(edu_xml_reader *r, size_t at)
{
	const size_t bad = edu_utf8_check(r->source.data, r->source.length);
	size_t forbidden = at;

	while (forbidden < r->source.length && !is_forbidden(r->source.data[forbidden])) forbidden++;
	if (bad < r->source.length && bad < forbidden)
		edu_xml_refuse(r, EDU_ESYNTAX, "xml/encoding", bad,
		               edu_xml_reason_of(XML_ERR_INVALID_ENCODING)->message);
	else
		edu_xml_refuse(r, EDU_ESYNTAX, "xml/syntax", forbidden < r->source.length ? forbidden : at,
		               edu_xml_reason_of(XML_ERR_INVALID_CHAR)->message);
}

/* The end of a CDATA section that stands in text is complained of at the text's beginning. */
static size_t find_section_end(const edu_xml_reader *r, size_t at)
{
	for (size_t i = at; i + 3 <= r->source.length; i++)
		if (memcmp(r->source.data + i, "]]>", 3) == 0) return i;
	return at;
}

/* Is what the parser reads, since the latest event, longer than it can be? */
static bool is_too_long(const edu_xml_reader *r)
{
	const char *data = r->source.data, *begin = memchr(data + r->reached, '<', r->source.length - r->reached);
	const size_t at = begin ? (size_t)(begin - data) : r->source.length;
	return begin && edu_xml_markup_end(data, r->source.length, at) - r->reached >= EDU_XML_LONGEST_MARKUP;
}

static void refuse_complaint(edu_xml_reader *r, int code)
{
	const edu_xml_reason *reason = edu_xml_reason_of(code);
	size_t at = edu_xml_position(r);

	if (code == XML_ERR_MISPLACED_CDATA_END) at = find_section_end(r, at);
	if (code == XML_ERR_NO_MEMORY)
		edu_xml_refuse_memory(r);
	else if (is_too_long(r))
		edu_xml_refuse_length(r, r->reached);
	else if (code == XML_ERR_INVALID_CHAR || code == XML_ERR_INVALID_ENCODING)
		refuse_character(r, at);
	else if ((code == XML_ERR_INTERNAL_ERROR || code == RESOURCE_LIMIT) && r->depth >= PARSER_DEPTH)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/depth", at, "elements nest deeper than the XML parser allows");
	else
		edu_xml_refuse(r, reason->status, reason->rule, at, reason->message);
}

static void on_complaint(void *user, complaint e)
{
	edu_xml_reader *r = user;

	r->complained = true;
	if (r->rc < 0 || e->level < XML_ERR_ERROR) return;
	/* Namespace names that are no URIs, or relative ones: nothing in them makes a document unreadable. */
	if (e->code == XML_WAR_NS_URI || e->code == XML_WAR_NS_URI_RELATIVE) return;
	if (!r->ctxt || !r->ctxt->input)
		edu_xml_refuse_memory(r);
	else
		refuse_complaint(r, e->code);
}

/* The source as an input that libxml2 neither copies nor frees. */
static bool push_source(edu_xml_reader *r)
{
	xmlParserInputPtr input = xmlNewInputStream(r->ctxt);
	if (!input) return false;
	input->base = input->cur = (const xmlChar *)r->source.data;
	input->end = input->base + r->source.length;
	if (inputPush(r->ctxt, input) >= 0) return true;
	xmlFreeInputStream(input);
	return false;
}

static int open_parser(edu_xml_reader *r)
{
	r->ctxt = xmlNewParserCtxt();
	if (!r->ctxt) return edu_fail_memory(r->err);
	xmlSAXHandler *sax = r->ctxt->sax;
	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->serror = on_complaint;
	edu_xml_set_events(sax);
	r->ctxt->userData = r;
	/* The source is UTF-8 by now, whatever its declaration says. */
	xmlCtxtUseOptions(r->ctxt, EDU_XML_OPTIONS | (r->source.converted ? XML_PARSE_IGNORE_ENC : 0));
	r->ctxt->keepBlanks = 1;
	return push_source(r) ? 0 : edu_fail_memory(r->err);
}

static void parse(edu_xml_reader *r)
{
	xmlParseDocument(r->ctxt);
	if (r->rc < 0) return;
	const size_t at = edu_xml_position(r);
	/* No complaint and yet not all was read: a NUL behind the root element is the end to libxml2. */
	if (!r->ctxt->wellFormed || r->depth || !edu_tree_root(r->tree))
		refuse_complaint(r, r->ctxt->errNo);
	else if (at < r->source.length)
		refuse_character(r, at);
}

static int check_input(const edu_xml_reader *r, const char *data, size_t length)
{
	if (length > r->tree->ctx->limits.bytes || length >= UINT32_MAX)
		return edu_fail(r->err, EDU_ELIMIT, "xml/size", "the input is longer than the context allows");
	const size_t begin = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	if (edu_is_blank(data + begin, length - begin))
		return edu_fail_at(r->err, EDU_ESYNTAX, "xml/empty", data, length, 0, "the input holds no XML");
	return 0;
}

static int read_source(edu_xml_reader *r)
{
	edu_tree *t = r->tree;
	size_t guess = r->source.length / BYTES_AN_ITEM;
	if (guess > LARGEST_GUESS) guess = LARGEST_GUESS;
	if (guess > t->capacity && edu_tree_resize(t, guess) < 0) return edu_fail_memory(r->err);
	t->top = r->open = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	if (!t->top) return edu_tree_add_failed(t, r->err);
	const size_t overfull = edu_xml_overfull_tag(r->source.data, r->source.length);
	if (overfull < r->source.length)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/size", overfull, "an element has more than 1024 attributes");
	if (r->rc < 0) return r->rc;
	const int rc = open_parser(r);
	if (rc < 0) return rc;
	parse(r);
	if (r->rc < 0) return r->rc;
	return edu_tree_resize(t, t->count) < 0 ? edu_fail_memory(r->err) : 0;
}

static void close_parser(edu_xml_reader *r)
{
	if (!r->ctxt) return;
	/* Behind a first error the declaration of an entity makes a tree although none was asked for. */
	if (r->ctxt->myDoc) xmlFreeDoc(r->ctxt->myDoc);
	r->ctxt->myDoc = NULL;
	xmlFreeParserCtxt(r->ctxt);
	/* The last complaint of the thread quotes the document; nobody else is to find it. */
	if (r->complained) xmlResetLastError();
}

static int read_document(edu_xml_reader *r, const char *data, size_t length, bool (*belongs)(const char *uri))
{
	const edu_allocator *a = &r->tree->ctx->allocator;

	int rc = check_input(r, data, length);
	if (rc < 0) return rc;
	init_libxml2();
	r->none_belongs = belongs(NULL);
	edu_buffer_open(&r->pending.copy, a);
	rc = edu_xml_source_open(&r->source, a, data, length, r->err);
	if (rc == 0 && r->whole && r->source.encoding != EDU_XML_UTF8)
		rc = edu_fail(r->err, EDU_EUNSUPPORTED, "xml/encoding", "signed XML is read in UTF-8 alone");
	if (rc == 0 && !r->terminated && edu_xml_source_terminate(&r->source) < 0) rc = edu_fail_memory(r->err);
	if (rc == 0) rc = edu_xml_names_open(&r->names, r->tree, belongs) < 0 ? edu_fail_memory(r->err) : 0;
	if (rc == 0) rc = read_source(r);
	close_parser(r);
	if (r->names.tree) edu_xml_names_close(&r->names);
	edu_xml_source_close(&r->source);
	edu_release(a, r->blanks, r->blank_capacity * sizeof *r->blanks);
	edu_buffer_free(&r->pending.copy);
	return rc;
}

int edu_xml_read(edu_tree *t, const char *data, size_t length, bool (*belongs)(const char *uri), edu_error *err)
{
	edu_xml_reader r = { .tree = t, .err = err, .terminated = true };
	return read_document(&r, data, length, belongs);
}

static bool belongs_nowhere(const char *uri)
{
	return false;
}

int edu_xml_read_whole(edu_tree *t, const char *data, size_t length, size_t *root_end, edu_error *err)
{
	edu_xml_reader r = { .tree = t, .err = err, .whole = true };
	const int rc = read_document(&r, data, length, belongs_nowhere);
	*root_end = rc == 0 ? r.root_end : 0;
	return rc;
}
