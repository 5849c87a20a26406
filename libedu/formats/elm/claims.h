/*
 * formats/elm/claims.h – what may stand where a claim is expected.
 */
#ifndef EDU_FORMATS_ELM_CLAIMS_H
#define EDU_FORMATS_ELM_CLAIMS_H

#include "formats/elm/nodes.h"

/*
 * ClaimTypeNodeShape of the profiles: a node of any class, even an unknown one, passes for a claim when it
 * has a title, an awarding process and a type of its own (elm.md, section 9.1). 1 yes, 0 no, EDU_ENOMEM.
 */
int edu_elm_passes_for_claim(edu_elm_values *scratch, edu_elm_number node);

#endif
