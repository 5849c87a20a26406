/*
 * xml/write.c – writing a tree as XML 1.0 in UTF-8, such that reading it again gives an equal tree.
 */
#include "base/fail.h"
#include "xml/xml.h"

#include <string.h>

enum { BUFFER = 64 * 1024 };

typedef struct writer {
	const edu_tree *t;
	const edu_sink *sink;
	edu_error *err;
	const edu_xml_style *style;
	edu_ref root;
	edu_ref mixed;           /* the outermost open element whose white space counts; 0: none */
	uint32_t depth;
	edu_kind before;         /* of the sibling that was written last; EDU_KIND_NONE: none */
	int rc;                  /* negative: failed; nothing more is written */
	size_t used;
	char bytes[BUFFER];
} writer;

static void flush(writer *w)
{
	if (w->used && w->rc == 0 && w->sink->write(w->sink->state, w->bytes, w->used) != 0)
		w->rc = edu_fail(w->err, EDU_EIO, NULL, "writing failed");
	w->used = 0;
}

static void put_large(writer *w, const char *text, size_t length)
{
	flush(w);
	for (size_t n; length; text += n, length -= n) {
		n = length < BUFFER ? length : BUFFER;
		memcpy(w->bytes, text, n);
		w->used = n;
		if (n == BUFFER) flush(w);
	}
}

static inline void put(writer *w, const char *text, size_t length)
{
	if (length > BUFFER - w->used) {
		put_large(w, text, length);
		return;
	}
	memcpy(w->bytes + w->used, text, length);
	w->used += length;
}

static inline void put_byte(writer *w, char c)
{
	if (w->used == BUFFER) flush(w);
	w->bytes[w->used++] = c;
}

static void put_literal(writer *w, const char *text)
{
	put(w, text, strlen(text));
}

/* What a byte of text needs. Tab, line feed and carriage return in attributes would be read back as blanks. */
enum { PLAIN = 0, AMP, LT, GT, QUOTE, TAB, LF, CR, MAYBE, NEVER };

static const char *const references[] = { "", "&amp;", "&lt;", "&gt;", "&quot;", "&#9;", "&#10;", "&#13;" };

/* XML has no way to write the controls; EF may begin U+FFFE or U+FFFF, which it doesn't allow either. */
#define CONTROLS \
	[0x00] = NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, [0x0B] = NEVER, NEVER, \
	[0x0E] = NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, \
	NEVER, NEVER, NEVER, NEVER, [0xEF] = MAYBE

static const uint8_t in_text[256] = { CONTROLS, ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['\r'] = CR };
static const uint8_t in_attribute[256] = {
	CONTROLS, ['&'] = AMP, ['<'] = LT, ['"'] = QUOTE, ['\t'] = TAB, ['\n'] = LF, ['\r'] = CR,
};
/* Comments, instructions and CDATA: nothing can be escaped. */
static const uint8_t in_verbatim[256] = { CONTROLS, ['\r'] = NEVER };

static bool is_noncharacter(const char *text, size_t left)
{
	return left >= 3 && text[1] == '\xBF' && (text[2] == '\xBE' || text[2] == '\xBF');
}

static void fail_character(writer *w)
{
	if (w->rc == 0)
		w->rc = edu_fail(w->err, EDU_EINVALID, "xml/character",
		                 "a text has a character or sequence that XML can't hold there");
}

static void put_escaped(writer *w, const char *text, size_t length, const uint8_t *needs)
{
	if (!length) return;
	const char *end = text + length;
	for (;;) {
		const char *run = text;
		while (run < end && !needs[(unsigned char)*run]) run++;
		put(w, text, (size_t)(run - text));
		if (run == end) return;
		const unsigned need = needs[(unsigned char)*run];
		if (need == NEVER || (need == MAYBE && is_noncharacter(run, (size_t)(end - run)))) {
			fail_character(w);
			return;
		}
		if (need == MAYBE)
			put_byte(w, *run);
		else
			put_literal(w, references[need]);
		text = run + 1;
	}
}

static void put_name(writer *w, edu_name name)
{
	uint32_t length;
	const char *text = edu_tree_name_text(w->t, name, &length);
	put(w, text, length);
}

static void put_attribute(writer *w, const edu_item *i)
{
	if (i->kind == EDU_KIND_NAMESPACE)
		put_literal(w, i->name ? " xmlns:" : " xmlns");
	else
		put_byte(w, ' ');
	put_name(w, i->name);
	put(w, "=\"", 2);
	put_escaped(w, i->text, i->length, in_attribute);
	put_byte(w, '"');
}

static bool is_attribute(const edu_item *i)
{
	return i->kind == EDU_KIND_ATTRIBUTE || i->kind == EDU_KIND_NAMESPACE;
}

/* The first child that stands between the tags. */
static edu_ref first_content(const edu_tree *t, edu_ref element)
{
	const edu_ref last = t->items[element].last;
	if (!last || is_attribute(&t->items[last])) return 0;
	edu_ref child = t->items[last].next;
	while (child && is_attribute(&t->items[child])) child = edu_tree_next(t, child);
	return child;
}

/* A prefixed root has its namespace already; a default one would take in what stands in none below it. */
static bool needs_default(const writer *w, edu_ref element)
{
	const edu_tree *t = w->t;
	const edu_name name = t->items[element].name;

	if (element != w->root || !w->style->default_uri) return false;
	if (edu_tree_name_local(t, name) != edu_tree_name_text(t, name, NULL)) return false;
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_NAMESPACE && t->items[c].name == 0) return false;
	return true;
}

static void put_start_tag(writer *w, edu_ref element, bool is_empty)
{
	const edu_tree *t = w->t;

	put_byte(w, '<');
	put_name(w, t->items[element].name);
	if (needs_default(w, element)) {
		put_literal(w, " xmlns=\"");
		put_escaped(w, w->style->default_uri, strlen(w->style->default_uri), in_attribute);
		put_byte(w, '"');
	}
	for (edu_ref c = edu_tree_first(t, element); c && is_attribute(&t->items[c]); c = edu_tree_next(t, c))
		put_attribute(w, &t->items[c]);
	if (is_empty && t->items[element].flags & EDU_ITEM_SELF_CLOSED) put_byte(w, '/');
	put_byte(w, '>');
}

static void put_end_tag(writer *w, edu_ref element)
{
	put(w, "</", 2);
	put_name(w, w->t->items[element].name);
	put_byte(w, '>');
}

/* May white space be put here? Not beside text, and behind comments and instructions it would be read back. */
static bool breaks_line(const writer *w)
{
	return w->style->indent && !w->mixed && w->depth
	    && (w->before == EDU_KIND_NONE || w->before == EDU_KIND_ELEMENT);
}

static void put_line_break(writer *w)
{
	static const char blanks[] = "                                ";
	size_t left = (size_t)w->depth * 2;

	put_byte(w, '\n');
	for (size_t n; left; left -= n) {
		n = left < sizeof blanks - 1 ? left : sizeof blanks - 1;
		put(w, blanks, n);
	}
}

/* The next place in text where a CDATA section has to be left: before the > of ]]>, and at a carriage return. */
static size_t section_length(const char *text, size_t length)
{
	for (size_t n = 0; n < length; n++) {
		if (text[n] == '\r') return n;
		if (text[n] == '>' && n >= 2 && text[n - 1] == ']' && text[n - 2] == ']') return n;
	}
	return length;
}

static void put_cdata(writer *w, const char *text, size_t length)
{
	put_literal(w, "<![CDATA[");
	for (size_t n; (n = section_length(text, length)) < length; text += n, length -= n) {
		put_escaped(w, text, n, in_verbatim);
		put_literal(w, text[n] == '\r' ? "]]>&#13;<![CDATA[" : "]]><![CDATA[");
		if (text[n] == '\r') n++;
	}
	put_escaped(w, text, length, in_verbatim);
	put_literal(w, "]]>");
}

static bool contains(const char *text, size_t length, const char *what)
{
	const size_t n = strlen(what);
	for (size_t i = 0; i + n <= length; i++)
		if (memcmp(text + i, what, n) == 0) return true;
	return false;
}

static void put_comment(writer *w, const edu_item *i)
{
	if (contains(i->text, i->length, "--") || (i->length && i->text[i->length - 1] == '-')) {
		fail_character(w);
		return;
	}
	put_literal(w, "<!--");
	put_escaped(w, i->text, i->length, in_verbatim);
	put_literal(w, "-->");
}

static void put_instruction(writer *w, const edu_item *i)
{
	if (contains(i->text, i->length, "?>")) {
		fail_character(w);
		return;
	}
	put(w, "<?", 2);
	put_name(w, i->name);
	if (i->text) put_byte(w, ' ');
	put_escaped(w, i->text, i->length, in_verbatim);
	put(w, "?>", 2);
}

/* Begin an element; returns the child to go on with, 0: it is written to its end. */
static edu_ref begin_element(writer *w, edu_ref element)
{
	const edu_item *i = &w->t->items[element];
	const edu_ref child = first_content(w->t, element);

	put_start_tag(w, element, !child && !i->length);
	put_escaped(w, i->text, i->length, in_text);
	if (child) {
		if (!w->mixed && (i->flags & EDU_ITEM_MIXED || i->length)) w->mixed = element;
		w->depth++;
		w->before = EDU_KIND_NONE;
		return child;
	}
	if (i->length || !(i->flags & EDU_ITEM_SELF_CLOSED)) put_end_tag(w, element);
	return 0;
}

static void end_element(writer *w, edu_ref element)
{
	const bool breaks = breaks_line(w);

	w->depth--;
	if (breaks) put_line_break(w);
	put_end_tag(w, element);
	if (w->mixed == element) w->mixed = 0;
	w->before = EDU_KIND_ELEMENT;
}

/* Write one item without what follows; returns its first child, 0: none. */
static edu_ref put_item(writer *w, edu_ref item)
{
	const edu_item *i = &w->t->items[item];

	switch (i->kind) {
	case EDU_KIND_ELEMENT:
		return begin_element(w, item);
	case EDU_KIND_TEXT:
		put_escaped(w, i->text, i->length, in_text);
		return 0;
	case EDU_KIND_CDATA:
		put_cdata(w, i->text, i->length);
		return 0;
	case EDU_KIND_COMMENT:
		put_comment(w, i);
		return 0;
	case EDU_KIND_INSTRUCTION:
		put_instruction(w, i);
		return 0;
	default:
		if (w->rc == 0) w->rc = edu_fail(w->err, EDU_EARG, NULL, "the tree has an item that is not XML");
		return 0;
	}
}

static void put_document(writer *w)
{
	const edu_tree *t = w->t;
	edu_ref item = edu_tree_first(t, t->top);

	put_literal(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	while (item && w->rc == 0) {
		if (t->items[item].kind != EDU_KIND_TEXT && breaks_line(w)) put_line_break(w);
		const edu_ref child = put_item(w, item);
		if (child) {
			item = child;
			continue;
		}
		w->before = (edu_kind)t->items[item].kind;
		/* Up to the nearest ancestor that has a next sibling, closing what ends on the way. */
		while (!edu_tree_next(t, item) && t->items[item].parent != t->top) {
			item = t->items[item].parent;
			end_element(w, item);
		}
		if (t->items[item].parent == t->top) put_byte(w, '\n');
		item = edu_tree_next(t, item);
	}
	flush(w);
}

int edu_xml_write(const edu_tree *t, const edu_sink *sink, const edu_xml_style *style, edu_error *err)
{
	const edu_allocator *a = &t->ctx->allocator;
	writer *w = edu_allocate(a, sizeof *w);

	if (!w) return edu_fail_memory(err);
	w->t = t;
	w->sink = sink;
	w->err = err;
	w->style = style;
	w->root = edu_tree_root(t);
	w->mixed = 0;
	w->depth = 0;
	w->before = EDU_KIND_NONE;
	w->rc = 0;
	w->used = 0;
	put_document(w);
	const int rc = w->rc;
	edu_release(a, w, sizeof *w);
	return rc;
}
