/*
 * formats/elm/shapes.h – is a node what a shape asks for? The constraints of SHACL that the profiles use.
 */
#ifndef EDU_FORMATS_ELM_SHAPES_H
#define EDU_FORMATS_ELM_SHAPES_H

#include "formats/elm/statements.h"

typedef enum edu_elm_constraint {
	EDU_ELM_MIN_COUNT = 1,
	EDU_ELM_MAX_COUNT,
	EDU_ELM_DATATYPE,
	EDU_ELM_CLASS,
	EDU_ELM_NODE_KIND,
	EDU_ELM_ANY_OF,
	EDU_ELM_ALL_OF,
	EDU_ELM_NODE_SHAPE,
	EDU_ELM_HAS_VALUE,
	EDU_ELM_IN,
	EDU_ELM_PATTERN,
	EDU_ELM_UNIQUE_LANG,
	EDU_ELM_CLOSED,
	EDU_ELM_DISJOINT,
	EDU_ELM_MAX_VALUE
} edu_elm_constraint;

/* A fault of one node under one shape. */
typedef struct edu_elm_violation {
	edu_elm_constraint constraint;
	const edu_elm_node_shape *shape;
	const edu_elm_shape_row *row; /* NULL: of the shape itself */
	edu_elm_thing_number focus;
	edu_elm_thing_number predicate;
	edu_elm_thing_number value; /* the value at fault; 0: all of them together */
	size_t first, end;          /* the statements with that predicate, or with that value */
	/* EDU_ELM_NODE_SHAPE, EDU_ELM_ANY_OF: what the value itself lacks, as far as a shape says so; else
	 * row is NULL */
	const struct edu_elm_violation *inner;
} edu_elm_violation;

typedef int edu_elm_report(void *state, const edu_elm_violation *violation); /* 0 or EDU_ENOMEM */

/* Check a node by a shape; 0 or what report gives. */
int edu_elm_shape_check(const edu_elm_graph *g, const edu_elm_node_shape *shape, unsigned version,
                        edu_elm_thing_number focus, edu_elm_report *report, void *state);

/* A date and time by the pattern alone, for which every month has 31 days. That is all that SHACL engines
 * look at. */
bool edu_elm_is_datetime_pattern(const char *text, size_t length);

#endif
