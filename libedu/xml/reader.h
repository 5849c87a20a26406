/*
 * xml/reader.h – the state of one reading, shared by the files that fill the tree from libxml2's events.
 */
#ifndef EDU_XML_READER_H
#define EDU_XML_READER_H

#include "base/fail.h"
#include "base/tree.h"
#include "xml/markup.h"
#include "xml/names.h"
#include "xml/source.h"

#include <libxml/parser.h>

/* libxml2 gives up, with other words in every release, on markup that isn't complete within 10 000 000 bytes. */
enum { EDU_XML_LONGEST_MARKUP = 9500000 };

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
	size_t reached;            /* in the source, by the latest event */
	edu_xml_names names;
	bool none_belongs;         /* names without namespace belong to the format everywhere */
	bool terminated;           /* there is a NUL behind the input */
	bool whole;                /* all white space is kept: the bytes are to be put into canonical form */
	size_t root_end;           /* in the source, where the root's end tag begins; 0: it has none */
	edu_ref open;              /* the innermost open element; the top item outside the root element */
	uint32_t depth;            /* open elements */
	size_t declared;           /* namespace declarations so far, closed elements included */
	edu_xml_pending pending;
	edu_xml_blank *blanks;     /* of the open elements, outermost first */
	size_t blank_count, blank_capacity;
	bool complained;           /* libxml2 has reported something, if only a warning */
	int rc;                    /* negative: refused; the next event ends the reading */
} edu_xml_reader;

/* Where in the source the parser stands. */
static inline size_t edu_xml_position(const edu_xml_reader *r)
{
	return (size_t)((const char *)r->ctxt->input->cur - r->source.data);
}

/* Where in the source a text begins, which the parser reads in place. False: it lies elsewhere, because it was rewritten. */
static inline bool edu_xml_in_source(const edu_xml_reader *r, const xmlChar *text, size_t length, size_t *at)
{
	*at = (size_t)((uintptr_t)text - (uintptr_t)r->source.data);
	return *at <= r->source.length && length <= r->source.length - *at;
}

static inline bool edu_xml_is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* End the reading with an error; offset: in the source. The first call wins. */
void edu_xml_refuse(edu_xml_reader *r, int status, const char *rule, size_t offset, const char *message);
void edu_xml_refuse_memory(edu_xml_reader *r);
void edu_xml_refuse_length(edu_xml_reader *r, size_t offset);  /* of markup, see EDU_XML_LONGEST_MARKUP */
void edu_xml_refuse_item(edu_xml_reader *r, size_t offset);    /* edu_tree_add() gave none */

/* A new item at offset in the source, below the open element or nowhere; 0: refused. */
edu_ref edu_xml_add_item(edu_xml_reader *r, edu_ref parent, edu_kind kind, edu_name name, size_t offset);
/* Copy an item's text; refuses what is over the limit. */
void edu_xml_set_text(edu_xml_reader *r, edu_ref item, const char *text, size_t length, size_t offset);

/* A text begins, with so many bytes that stand in the source. */
static inline void edu_xml_text_begin(edu_xml_reader *r, size_t place, size_t length)
{
	edu_xml_pending *p = &r->pending;
	p->begun = true;
	p->copied = false;
	p->place = place;
	p->view = r->source.data + place;
	p->length = length;
}

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
