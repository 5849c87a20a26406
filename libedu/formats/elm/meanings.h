/*
 * formats/elm/meanings.h – what keys and references mean by the contexts of the tables.
 */
#ifndef EDU_FORMATS_ELM_MEANINGS_H
#define EDU_FORMATS_ELM_MEANINGS_H

#include "formats/elm/statements.h"

enum { EDU_ELM_SCOPES = 4 };
enum { EDU_ELM_AN_ID = 1, EDU_ELM_A_TYPE, EDU_ELM_A_VALUE, EDU_ELM_ANOTHER_KEYWORD };

/* What a key means; one for each name and scope, looked up once. */
typedef struct edu_elm_meaning {
	edu_elm_thing_number predicate;
	uint16_t datatype;
	uint8_t coercion, container;
	uint8_t keyword; /* a keyword, above; 0: none */
	bool known;      /* was looked up */
} edu_elm_meaning;

typedef struct edu_elm_meanings {
	edu_elm_graph *g;
	const edu_tree *tree;
	edu_elm_meaning *list; /* [name * EDU_ELM_SCOPES + scope]; all zero at first */
	unsigned version;      /* of the contexts, an index */
} edu_elm_meanings;

/* The meaning of a member's name inside a node; NULL: out of memory. */
const edu_elm_meaning *edu_elm_meaning_of(edu_elm_meanings *m, edu_name name, unsigned scope, uint32_t *index);

/*
 * Write a reference as an absolute IRI. vocabulary: terms are known too, as in types and keys. out->kind is 0
 * where there is none: a relative one, which is lost. 0 or EDU_ENOMEM.
 */
int edu_elm_expand(edu_elm_meanings *m, const char *text, size_t length, unsigned scope, bool vocabulary,
                   edu_elm_thing *out);

#endif
