/*
 * formats/elm/traces.h – traces that all ways from ELM's statements into a form leave.
 */
#ifndef EDU_FORMATS_ELM_TRACES_H
#define EDU_FORMATS_ELM_TRACES_H

#include "formats/elm/statements.h"
#include "model/crosswalk.h"

/* When all statements have their traces: copies of an object go where it went, and contexts into the root that is made. */
void edu_elm_trace_rest(edu_passage *p, const edu_elm_graph *g, edu_ref root);

#endif
