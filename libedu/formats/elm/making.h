/*
 * formats/elm/making.h – what the walk that makes statements of a document goes by.
 */
#ifndef EDU_FORMATS_ELM_MAKING_H
#define EDU_FORMATS_ELM_MAKING_H

#include "formats/elm/meanings.h"

typedef struct edu_elm_making {
	edu_elm_graph *g;
	const edu_tree *tree;
	edu_elm_meanings terms;
	uint8_t *roles;                 /* of each item */
	uint8_t *scopes;                /* of nodes: the types whose terms are known inside */
	uint32_t *places;               /* of what is below a member: index of its meaning */
	edu_elm_thing_number *subjects; /* and the node it belongs to; 0: nobody */
	edu_ref copy;                   /* the object looked at last, where it is one; 0: it is none */
	size_t in_vain;                 /* items that were compared and differed */
	bool is_in_order;               /* items are numbered in document order, as far as walked */
} edu_elm_making;

static inline bool edu_elm_is_scalar(const edu_item *i)
{
	return i->kind == EDU_KIND_STRING || i->kind == EDU_KIND_NUMBER || i->kind == EDU_KIND_TRUE ||
	       i->kind == EDU_KIND_FALSE;
}

/* All give 0 or EDU_ENOMEM. */
int edu_elm_add_fault(edu_elm_making *m, edu_ref item, const char *rule, const char *message);
int edu_elm_state(edu_elm_making *m, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                  edu_elm_thing_number object, edu_ref item);
/* The thing as what stands at an item. */
int edu_elm_state_thing(edu_elm_making *m, edu_ref item, const edu_elm_thing *thing);
/* A scalar, by what its key coerces it to. */
int edu_elm_state_scalar(edu_elm_making *m, edu_ref item);
/* {"@value": …} with a language or a datatype of its own. */
int edu_elm_state_value_object(edu_elm_making *m, edu_ref object);
/* A text of a language map under the name of its entry. */
int edu_elm_state_entry(edu_elm_making *m, edu_ref item, edu_ref entry);

#endif
