/*
 * xml/canonical.h – Canonical XML 1.0 (W3C, 2001-03-15) and Exclusive XML Canonicalization 1.0 (2002-07-18), both without
 * comments, of a document or of one element where it stands.
 *
 * Works on the tree of edu_xml_read_whole(): one reader for everything, so that what is digested is what is read. A tree
 * of libxml2 would be a second reading, refuses texts beyond 10 MB, and takes its memory from the process.
 */
#ifndef EDU_XML_CANONICAL_H
#define EDU_XML_CANONICAL_H

#include "base/tree.h"

/* To find out what happened to a document after it was signed; only KEPT is canonical. */
typedef enum edu_xml_blanks {
	EDU_XML_BLANKS_KEPT = 0,
	EDU_XML_BLANKS_DROPPED = 1, /* without white space between elements */
	EDU_XML_BLANKS_TRIMMED = 2  /* nor at the ends of texts */
} edu_xml_blanks;

typedef struct edu_xml_canonical {
	edu_ref apex;    /* this element with its context; 0: the whole document */
	edu_ref without; /* an element that is left out, with everything in it; 0: none */
	bool exclusive;
	edu_xml_blanks blanks;
	edu_ref undeclared; /* a namespace declaration that is passed over; 0: none */
} edu_xml_canonical;

/* Append the canonical form. 0, EDU_ENOMEM, EDU_EINVALID (rule xml/relative-namespace: there is none then). */
int edu_xml_canonicalise(edu_buffer *out, const edu_tree *t, const edu_xml_canonical *how, edu_error *err);

#endif
