/*
 * formats/elm/elements.h – making XML elements, for the forms of ELM that are XML.
 */
#ifndef EDU_FORMATS_ELM_ELEMENTS_H
#define EDU_FORMATS_ELM_ELEMENTS_H

#include "model/crosswalk.h"

/* A name in a namespace. */
typedef struct edu_elm_qname {
	const char *prefix;      /* "": none */
	const char *uri;         /* NULL: no namespace */
	const char *local;
	uint32_t length;         /* of local, which need not end there */
} edu_elm_qname;

/* All return 0 or a negative status with p->err filled. Texts are used where they stand; what is made has a source. */

/* The root of an empty document. */
int edu_elm_root_make(edu_passage *p, const edu_elm_qname *name, edu_ref *out);
int edu_elm_namespace_add(edu_passage *p, edu_ref element, const char *prefix, const char *uri, size_t length);
/* known: the number of the name in the table; 0: none. out may be NULL. */
int edu_elm_element_add(edu_passage *p, edu_ref parent, const edu_elm_qname *name, edu_name known, edu_ref *out);
int edu_elm_attribute_add(edu_passage *p, edu_ref element, const edu_elm_qname *name, edu_name known, const char *text,
                          size_t length, edu_ref *out);

#endif
