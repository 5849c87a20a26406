/*
 * formats/elm/phrases.h – what is wrong under a shape, in words: class and property, what was expected, what to do.
 */
#ifndef EDU_FORMATS_ELM_PHRASES_H
#define EDU_FORMATS_ELM_PHRASES_H

#include "formats/elm/shapes.h"

/* Write one sentence into a room of so many bytes; what does not fit is left out. No value of the document. */
void edu_elm_say(const edu_elm_graph *g, unsigned version, const edu_elm_violation *v, char *out, size_t size);

#endif
