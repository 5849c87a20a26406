/*
 * xml/reader.h – the state of one reading, shared by the files that fill the tree from libxml2's events.
 */
#ifndef EDU_XML_READER_H
#define EDU_XML_READER_H

#include "base/fail.h"
#include "base/tree.h"
#include "xml/names.h"
#include "xml/source.h"

#include <libxml/parser.h>

/* libxml2 up to 2.11 compares each attribute with each other one, and looks every prefix up one by one. */
enum { EDU_XML_MOST_ATTRIBUTES = 1024, EDU_XML_MOST_NAMESPACES = 1024 };

/* Text that has begun and may go on. Mostly it stands in the source as it is: then it is copied once, when over. */
typedef struct edu_xml_pending {
	bool begun;
	bool copied;               /* into copy, because a reference or line end stands otherwise in the source */
	const char *view;          /* in the source */
	size_t length;
	size_t place;
	edu_buffer copy;
} edu_xml_pending;

/* White space between child elements: dropped unless its element turns out to have text after all. */
typedef struct edu_xml_blank {
	const char *text;          /* in the source or the arena */
	uint32_t length, place;
	edu_ref owner;
	edu_ref after;             /* the child behind which it stands; 0: in front */
} edu_xml_blank;

typedef struct edu_xml_reader {
	edu_tree *tree;
	edu_error *err;
	xmlParserCtxtPtr ctxt;
	edu_xml_source source;
	size_t delivered;          /* of the source to the parser */
	size_t reached;            /* in the source, by the latest event */
	size_t next_check;         /* of what the parser is kept busy with; in delivered */
	edu_xml_names names;
	bool none_belongs;         /* names without namespace belong to the format everywhere */
	bool whole;                /* all white space is kept: the bytes are to be put into canonical form */
	size_t root_end;           /* in the source, where the root's end tag begins; 0: it has none */
	edu_ref open;              /* the innermost open element; the top item outside the root element */
	uint32_t depth;            /* open elements */
	size_t declared;           /* namespace declarations so far, closed elements included */
	edu_xml_pending pending;
	edu_xml_blank *blanks;     /* of the open elements, outermost first */
	size_t blank_count, blank_capacity;
	bool complained;           /* libxml2 has reported something, if only a warning */
	int rc;                    /* negative: refused; libxml2 may still send events, which are ignored */
} edu_xml_reader;

/* Bytes of the source that the parser has consumed. */
static inline size_t edu_xml_position(const edu_xml_reader *r)
{
	const xmlParserInput *in = r->ctxt->input;
	const size_t at = (size_t)in->consumed + (size_t)(in->cur - in->base);
	return at < r->source.length ? at : r->source.length;
}

/*
 * Where in the source a text begins that lies in the parser's own buffer, which is a copy of the source.
 * False: it lies elsewhere, because it was rewritten.
 */
static inline bool edu_xml_in_buffer(const edu_xml_reader *r, const xmlChar *text, size_t length, size_t *at)
{
	const xmlParserInput *in = r->ctxt->input;
	const uintptr_t begin = (uintptr_t)in->base, t = (uintptr_t)text;

	if (t < begin || t + length > (uintptr_t)in->end) return false;
	*at = (size_t)in->consumed + (size_t)(t - begin);
	return *at <= r->source.length && length <= r->source.length - *at;
}

static inline bool edu_xml_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* End the reading with an error; offset: in the source. The first call wins. */
void edu_xml_refuse(edu_xml_reader *r, int status, const char *rule, size_t offset, const char *message);
void edu_xml_refuse_memory(edu_xml_reader *r);
void edu_xml_refuse_item(edu_xml_reader *r, size_t offset);    /* edu_tree_add() gave none */

/* A new item at offset in the source, below the open element or nowhere; 0: refused. */
edu_ref edu_xml_add_item(edu_xml_reader *r, edu_ref parent, edu_kind kind, edu_name name, size_t offset);
/* Copy an item's text; refuses what is over the limit. */
void edu_xml_set_text(edu_xml_reader *r, edu_ref item, const char *text, size_t length, size_t offset);

/* text.c. A piece of text; end: where it ends in the source; verbatim: it stands there as it is. */
void edu_xml_text_add(edu_xml_reader *r, const char *text, size_t length, size_t end, bool verbatim);
void edu_xml_text_flush(edu_xml_reader *r);    /* a child, comment or instruction begins */
void edu_xml_text_close(edu_xml_reader *r);    /* the open element ends */
void edu_xml_text_cdata(edu_xml_reader *r, const char *text, size_t length, size_t place);

/* Has an element children that are no attributes? */
static inline bool edu_xml_has_content(const edu_xml_reader *r, edu_ref element)
{
	const edu_item *items = r->tree->items;
	const edu_ref last = items[element].last;
	return last && items[last].kind != EDU_KIND_ATTRIBUTE && items[last].kind != EDU_KIND_NAMESPACE;
}

/* events.c: the handlers, with NULL where events are of no interest. */
void edu_xml_set_events(xmlSAXHandler *sax);

#endif
