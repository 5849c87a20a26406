/*
 * formats/ooapi/step.h – from one version to the next: 4.0 ↔ 5.0 ↔ 6.
 *
 * step.c walks over the source and acts by the rows that both versions have for a member; what these don't tell, a
 * row of versions.toml names: another name, or a pair of functions.
 */
#ifndef EDU_FORMATS_OOAPI_STEP_H
#define EDU_FORMATS_OOAPI_STEP_H

#include "base/map.h"
#include "crosswalk_tables.h"
#include "formats/ooapi/ooapi.h"

/* How a member crosses where the tables don't suffice. */
typedef enum edu_ooapi_how {
	EDU_OOAPI_HOW_IMPLIED = 1, EDU_OOAPI_HOW_SPECIFICATION,
	EDU_OOAPI_HOW_LAST_DAY, EDU_OOAPI_HOW_LANGUAGE, EDU_OOAPI_HOW_OUTCOMES, EDU_OOAPI_HOW_COUNTRY, EDU_OOAPI_HOW_PERIOD,
	EDU_OOAPI_HOW_QUALIFICATION, EDU_OOAPI_HOW_NUMBER, EDU_OOAPI_HOW_CREDITS, EDU_OOAPI_HOW_MONTHS, EDU_OOAPI_HOW_CODE,
	EDU_OOAPI_HOWS
} edu_ooapi_how;

/* A member in both versions. Tables are generated from versions.toml. */
typedef struct edu_ooapi_step_row {
	uint16_t older, newer;
	uint16_t ids;                /* newer: the member that holds the ids; 0: none */
	uint8_t how;                 /* 0: by the tables */
} edu_ooapi_step_row;

typedef struct edu_ooapi_value {
	const char *text;            /* NULL: there is none */
	uint8_t derived;
} edu_ooapi_value;

typedef struct edu_ooapi_values {
	const edu_ooapi_value *up, *down;    /* in the order of the list's values */
} edu_ooapi_values;

typedef struct edu_ooapi_pair {
	const edu_ooapi_step_row *rows;      /* [0] unused */
	const uint8_t *by_older, *by_newer;  /* [class * (names + 1) + name]: index of a row, 0 none */
	const edu_ooapi_values *values;      /* by index of the list in the schema */
} edu_ooapi_pair;

extern const edu_ooapi_pair edu_ooapi_pairs[];   /* 5-6, 4-5 */

typedef struct edu_ooapi_crossings {
	edu_passage *p;
	const edu_tree *from;
	edu_tree *to;
	const edu_ooapi_pair *pair;
	unsigned from_version, to_version;   /* indices */
	bool up;
	edu_map kinds;               /* ids of components and their offerings in the source → class in version 6 */
} edu_ooapi_crossings;

/* An object, and what becomes of it. */
typedef struct edu_ooapi_crossing {
	edu_ref from, to;
	uint16_t from_cls, to_cls;
	uint16_t from_id;            /* name of the own id; 0: none */
} edu_ooapi_crossing;

/* A whole document into a neighbouring version. 0, EDU_ENOMEM, EDU_ELIMIT, EDU_EUNSUPPORTED. */
int edu_ooapi_step(edu_passage *p);
/* The version that a step towards another leads to; from itself where none is needed. */
unsigned edu_ooapi_step_to(unsigned from, unsigned to);

/* step.c: objects */
int edu_ooapi_cross_object(edu_ooapi_crossings *s, edu_ref from, edu_ref parent, edu_name name, uint16_t from_cls,
                           uint16_t to_cls, edu_ref *made);
/* A member by the rows of both versions; row_to is in the class of what is made. */
int edu_ooapi_cross_by_rows(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_property *row_from,
                            const edu_property *row_to);
/* step_classes.c: what an object of a class becomes; 0: the other version has nothing like it. */
uint16_t edu_ooapi_step_class(const edu_ooapi_crossings *s, edu_ref object, uint16_t cls);
int edu_ooapi_learn_kinds(edu_ooapi_crossings *s);

/* step_carry.c: what has no place goes into ext where the passage carries residue; and comes back. */
int edu_ooapi_carry(edu_ooapi_crossings *s, const edu_ooapi_crossing *c);
bool edu_ooapi_has_carried(const edu_ooapi_crossings *s, edu_ref ext);
int edu_ooapi_cross_ext(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref ext);   /* of those that have */
int edu_ooapi_restore(edu_ooapi_crossings *s, const edu_ooapi_crossing *c);

/* step_values.c: making, marking, and single values. */
int edu_ooapi_make(edu_ooapi_crossings *s, edu_ref parent, edu_kind kind, edu_name name, edu_ref *out);
/* A text that lives as long as the document that is made, in its arena or the source's. */
int edu_ooapi_make_text(edu_ooapi_crossings *s, edu_ref parent, edu_name name, const char *text, size_t length, edu_ref *out);
const char *edu_ooapi_keep(edu_ooapi_crossings *s, const char *text, size_t length);   /* NULL: out of memory */
int edu_ooapi_copy(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name);
/* A plain value as it is, under another name where it has one. */
int edu_ooapi_cross_plain(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool renamed);
/* codes: its list; codes_there: that of the member it goes to, 0: none. */
int edu_ooapi_cross_code(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, uint16_t codes,
                         uint16_t codes_there);
int edu_ooapi_cross_moment(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool is_last_day);
/* What version 6 calls a value that a list has in version 5; NULL: nothing. */
const char *edu_ooapi_newer_value(uint16_t codes, const char *text, size_t length);
/* Everything below an item has this outcome; to: where in the target, 0 nowhere. */
void edu_ooapi_mark(edu_ooapi_crossings *s, edu_ref item, edu_ref to, edu_outcome outcome, uint16_t rule);
static inline void edu_ooapi_lose(edu_ooapi_crossings *s, edu_ref item, uint16_t rule)
{
	edu_ooapi_mark(s, item, 0, EDU_OUTCOME_LOST, rule);
}

/* step_hows.c: 0 or a negative status. row NULL is never given. */
int edu_ooapi_cross_how(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row);

/* step_defaults.c: what the other version demands and the object lacks. */
int edu_ooapi_add_required(edu_ooapi_crossings *s, const edu_ooapi_crossing *c);

/* step_related.c: the same, where another entity says it; when all are there. */
int edu_ooapi_add_related(edu_ooapi_crossings *s);

static inline bool edu_ooapi_is_string(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].kind == EDU_KIND_STRING;
}

#endif
