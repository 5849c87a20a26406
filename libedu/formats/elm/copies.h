/*
 * formats/elm/copies.h – objects that say again, word for word, what an object before them said.
 *
 * Issuing software prints a node in full wherever it is used: of a transcript's objects nine in ten are such
 * copies. They add no statement, only places; so they are compared, which is quick, and not taken apart.
 */
#ifndef EDU_FORMATS_ELM_COPIES_H
#define EDU_FORMATS_ELM_COPIES_H

#include "formats/elm/statements.h"

/* Whether an object is a copy of one that was taken apart; *cost: how many items were looked at. Both trees'
   items must be numbered in document order. An original with members that got lost, or with nodes without an
   id, has no copies: each of those counts. */
bool edu_elm_is_copy(const edu_elm_graph *g, edu_ref original, edu_ref object, size_t *cost);
void edu_elm_add_copy(edu_elm_graph *g, edu_ref original, edu_ref copy);

/* Every place of an item, itself the first, those inside copies included. */
typedef struct edu_elm_places {
	edu_ref *items;
	size_t count, capacity;
} edu_elm_places;

/* Add the places of an item, up to so many in all; 0 or EDU_ENOMEM. To be closed in either case. */
int edu_elm_places_add(edu_elm_places *p, const edu_elm_graph *g, edu_ref item, size_t limit);
void edu_elm_places_close(edu_elm_places *p, const edu_elm_graph *g);

#endif
