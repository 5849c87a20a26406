/*
 * matrix.h – what converts to what, from the library's own word.
 */
#ifndef EDU_TOOLS_MATRIX_H
#define EDU_TOOLS_MATRIX_H

#include "text.h"

/* Formats that are read against formats that are written: a table for people, or one JSON object a line. */
void put_matrix(text *out);
void put_matrix_json(text *out);

#endif
