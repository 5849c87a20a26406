/*
 * formats/elmo/crosswalk.h – what the files of ELMO's crosswalk share.
 */
#ifndef EDU_FORMATS_ELMO_CROSSWALK_H
#define EDU_FORMATS_ELMO_CROSSWALK_H

#include "base/map.h"
#include "model/crosswalk.h"
#include "crosswalk_tables.h"

int elmo_lower(edu_passage *p);
int elmo_raise(edu_passage *p);
int elmo_complete(edu_passage *p);

/* References by local name are resolved once the element they lead to has been met. */
typedef struct elmo_reference {
	edu_ref element;         /* of the source */
	edu_ref core;            /* node that refers */
} elmo_reference;

typedef struct elmo_references {
	elmo_reference *list;
	size_t count, capacity;
} elmo_references;

typedef struct elmo_lowering {
	edu_ref credential;      /* of the core */
	edu_ref award;           /* of the report that is being lowered */
	elmo_references schemes, externals, attachments, groups;
} elmo_lowering;

typedef struct elmo_raising {
	edu_ref *next;           /* for each core item: an achievement's next one of the same report; an award's leader,
	                            in whose report it is; the report that named a scheme last */
	edu_ref *first;          /* for each core item that is an award: its report's first achievement */
	uint32_t *number;        /* for each core item that is a grading scheme or group: its place in the report, from 1;
	                            for an award that stands with its achievement: the next such */
	size_t count;            /* entries of all three */
	edu_ref credential;
	edu_ref alone;           /* first award that stands with its achievement; 0: none */
	uint32_t report;         /* from 1 */
	uint32_t schemes;        /* named so far in this report */
	edu_ref *used;           /* grading schemes of this report in order of their first use */
	size_t used_count, used_capacity;
} elmo_raising;

static inline elmo_lowering *elmo_lowering_of(edu_passage *p) { return p->state; }
static inline elmo_raising *elmo_raising_of(edu_passage *p) { return p->state; }

static inline const edu_tree *elmo_core_of(const edu_passage *p) { return &p->from->tree; }

/* An element for a node of the core, or for 0 an empty one; *made 0: the schema takes no further. */
int elmo_raise_element(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made);
/* A text for a value of the core, changed by a rule; rule 0: it is the same. */
int elmo_raise_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, const char *text, uint32_t length,
		    uint16_t rule);

int elmo_refer(edu_passage *p, elmo_references *r, edu_ref element, edu_ref core);
int elmo_resolve_schemes(edu_passage *p);
int elmo_resolve_externals(edu_passage *p);          /* behind the schemes */
int elmo_resolve_attachments(edu_passage *p);
int elmo_resolve_groups(edu_passage *p);

#endif
