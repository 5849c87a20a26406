/*
 * formats/elmo/keys.h – names that must be unique, or must exist, within a part of the document.
 */
#ifndef EDU_FORMATS_ELMO_KEYS_H
#define EDU_FORMATS_ELMO_KEYS_H

#include "formats/elmo/check.h"

typedef struct edu_elmo_key {
	edu_ref scope;               /* the part: a report, a group type; 0: the whole document */
	edu_elmo_token kind, text;   /* kind: what else must be equal; empty where nothing */
	edu_ref item;                /* where it stands */
} edu_elmo_key;

typedef struct edu_elmo_keys {
	edu_elmo_checking *c;
	edu_elmo_key *entries;
	size_t count, capacity;
} edu_elmo_keys;

void edu_elmo_keys_open(edu_elmo_keys *keys, edu_elmo_checking *c);
void edu_elmo_keys_close(edu_elmo_keys *keys);
int edu_elmo_keys_add(edu_elmo_keys *keys, const edu_elmo_key *key);       /* 0 or EDU_ENOMEM */
int edu_elmo_keys_sort(edu_elmo_keys *keys); /* 0 or EDU_ENOMEM; before the next two */
/* The first in document order that is equal; NULL: none. */
const edu_elmo_key *edu_elmo_keys_find(const edu_elmo_keys *keys, const edu_elmo_key *wanted);
/* Is the i-th the second of equal ones? */
bool edu_elmo_keys_repeats(const edu_elmo_keys *keys, size_t i);

#endif
