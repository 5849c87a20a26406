/*
 * formats/elm/nearest.h – which name of the tables was meant.
 */
#ifndef EDU_FORMATS_ELM_NEAREST_H
#define EDU_FORMATS_ELM_NEAREST_H

#include "formats/elm/elm.h"

/*
 * The name that differs least from a text: by case, by a letter of another script, by one or two letters.
 * 0: none.
 */
edu_name edu_elm_nearest(const char *text, size_t length);

#endif
