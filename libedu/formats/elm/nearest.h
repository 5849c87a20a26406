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

/* What was meant by the names of a tree that the tables don't have; looked for once for each, and not too often. */
typedef struct edu_elm_guesses {
	const edu_tree *tree;
	uint16_t *meant;         /* by own name */
	size_t searches;
} edu_elm_guesses;

int edu_elm_guesses_open(edu_elm_guesses *g, const edu_tree *t);    /* 0 or EDU_ENOMEM; to be closed in either case */
void edu_elm_guesses_close(edu_elm_guesses *g);
/* The name of the tables that was meant; 0: none, or it is one of theirs. */
edu_name edu_elm_meant_by(edu_elm_guesses *g, edu_name name);

#endif
