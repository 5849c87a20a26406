/*
 * formats/elm/things.h – each node and literal of a graph once, while the graph is made.
 */
#ifndef EDU_FORMATS_ELM_THINGS_H
#define EDU_FORMATS_ELM_THINGS_H

#include "formats/elm/statements.h"

/* The number of a thing, made when new; 0: out of memory. A blank node without a label is always new. */
edu_elm_thing_number edu_elm_intern(edu_elm_graph *g, const edu_elm_thing *thing);

#endif
