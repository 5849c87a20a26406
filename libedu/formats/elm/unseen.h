/*
 * formats/elm/unseen.h – what profiles can't see, because it never reaches the graph that they check.
 */
#ifndef EDU_FORMATS_ELM_UNSEEN_H
#define EDU_FORMATS_ELM_UNSEEN_H

#include "formats/elm/statements.h"

/* Add warnings and notes; never an error, so that errors alone are the profile's verdict. 0 or EDU_ENOMEM. */
int edu_elm_check_unseen(const edu_elm_graph *g, unsigned version, edu_finding_list *list);

#endif
