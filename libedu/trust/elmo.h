/*
 * trust/elmo.h – what XML signatures have to know of ELMO.
 */
#ifndef EDU_TRUST_ELMO_H
#define EDU_TRUST_ELMO_H

#include "base/tree.h"

/* Is it an elmo element, in one of its namespaces or in none? */
bool edu_is_elmo(const edu_tree *t, edu_ref element);
/* Is it an element of ELMO's own with that local name? */
bool edu_is_elmos(const edu_tree *t, edu_ref element, const char *local);

#endif
