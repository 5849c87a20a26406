/*
 * validate/members.h – what the two halves of the engine for plain JSON share: objects, and values.
 */
#ifndef EDU_VALIDATE_MEMBERS_H
#define EDU_VALIDATE_MEMBERS_H

#include "validate/checking.h"

typedef struct edu_members {
	edu_checking *c;
	const edu_judgement *judgement;
	const edu_tree *tree;
	uint8_t *seen;               /* by row of the class of the current object: 1 there, 2 there as null */
} edu_members;

/* What the profile says of a property; NULL: nothing. */
const edu_delta *edu_members_delta(const edu_members *m, uint16_t cls, uint16_t name);
/* The value of a member by its row. cls: the object's class. 0 or EDU_ENOMEM. */
int edu_check_member_value(edu_members *m, edu_ref item, uint16_t cls, const edu_property *row);

#endif
