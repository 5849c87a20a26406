/*
 * xml/markup.h – where markup begins and ends, by the bytes alone: for what libxml2 should not have to read.
 */
#ifndef EDU_XML_MARKUP_H
#define EDU_XML_MARKUP_H

#include <stddef.h>

/* libxml2 up to 2.11 compares each attribute with each other one, and looks every prefix up one by one. */
enum { EDU_XML_MOST_ATTRIBUTES = 1024, EDU_XML_MOST_NAMESPACES = 1024 };

/*
 * A start tag of more than EDU_XML_MOST_ATTRIBUTES that is longer than 64 KB; length: there is none. What is shorter
 * costs no more than can be borne before the parser reports it. Looks at a fraction of the bytes of usual documents.
 */
size_t edu_xml_overfull_tag(const char *data, size_t length);

/* Where the comment, instruction or CDATA section ends that begins at an offset; of a tag: where other markup begins. */
size_t edu_xml_markup_end(const char *data, size_t length, size_t at);

#endif
