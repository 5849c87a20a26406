/*
 * formats/elm/membership.h – codes that their vocabulary does not have.
 *
 * Shapes ask a concept for its scheme and never whether the scheme knows the concept; so these are warnings, and a
 * list here may be older than the document.
 */
#ifndef EDU_FORMATS_ELM_MEMBERSHIP_H
#define EDU_FORMATS_ELM_MEMBERSHIP_H

#include "formats/elm/statements.h"

int edu_elm_check_membership(const edu_elm_graph *g, edu_finding_list *list); /* 0 or EDU_ENOMEM */

#endif
