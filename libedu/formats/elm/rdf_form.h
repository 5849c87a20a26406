/*
 * formats/elm/rdf_form.h – RDF/XML and Turtle as forms of ELM: linked data of courses, qualifications and
 * accreditations is exchanged in them.
 */
#ifndef EDU_FORMATS_ELM_RDF_FORM_H
#define EDU_FORMATS_ELM_RDF_FORM_H

#include "formats/elm/build.h"
#include "model/crosswalk.h"
#include "rdf/rdf.h"

/* Let a builder know what RDF says; each mark is the line of a statement. */
int edu_elm_read_rdf(edu_elm_builder *b, edu_rdf_syntax syntax, const char *data, size_t length);

/* Leave traces on the leaves of an RDF/XML document: where the statements that they say were written. 0 or EDU_ENOMEM. */
int edu_elm_trace_rdf(edu_passage *p, const edu_elm_builder *b);

#endif
