/*
 * xml/xml.h – XML in and out of a tree. The only folder that knows libxml2.
 *
 * Refused: every DOCTYPE, and with it entities and defaulted attributes; XML that is not namespace
 * well-formed. Nothing is loaded from anywhere. libxml2's global state is left alone, for hosts share it.
 *
 * Encodings: UTF-8, UTF-16, US-ASCII, ISO-8859-1 and -15, windows-1252. Rules of errors: xml/empty,
 * xml/syntax, xml/entity, xml/doctype, xml/encoding, xml/version, xml/depth (also libxml2's own limit of 256
 * levels), xml/size (also 9.5 MB for a tag, comment, instruction or CDATA section, 1024 attributes of an
 * element, 1024 namespaces in scope), limit/items; when writing xml/character.
 */
#ifndef EDU_XML_XML_H
#define EDU_XML_XML_H

#include "base/tree.h"

/*
 * Read a document into t. Names in one of the namespaces that belong() accepts (uri NULL: no namespace)
 * become the table's names whatever their prefix; so do names without namespace below such an element.
 * White space between elements is dropped, comments and instructions are kept with the white space behind
 * them (a piece of text that doesn't make its element MIXED), CDATA stays CDATA.
 * It is read in place: data[length] has to be there, and NUL.
 */
int edu_xml_read(edu_tree *t, const char *data, size_t length, bool (*belongs)(const char *uri), edu_error *err);

/*
 * Read a document such that it can be put into canonical form: with all its white space, every name with its namespace.
 * t: opened with a table without names. Of UTF-8 alone. *root_end: the offset in data where the root's end tag begins;
 * 0: it is written with one tag. Needs no NUL behind data.
 */
int edu_xml_read_whole(edu_tree *t, const char *data, size_t length, size_t *root_end, edu_error *err);

typedef struct edu_xml_style {
	bool indent;               /* line breaks and two blanks a level between elements */
	const char *default_uri;   /* namespace to declare on the root when it has none declared; NULL: none */
} edu_xml_style;

/* Write the document: XML declaration, top's children. Names as written; no prefix is invented. */
int edu_xml_write(const edu_tree *t, const edu_sink *sink, const edu_xml_style *style, edu_error *err);

#endif
