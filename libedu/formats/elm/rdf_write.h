/*
 * formats/elm/rdf_write.h – any document of ELM as RDF/XML.
 */
#ifndef EDU_FORMATS_ELM_RDF_WRITE_H
#define EDU_FORMATS_ELM_RDF_WRITE_H

#include "model/crosswalk.h"

/* Fill p->to with the statements that p->from makes. What makes none is lost. */
int edu_elm_write_rdf(edu_passage *p);

#endif
