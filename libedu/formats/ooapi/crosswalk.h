/*
 * formats/ooapi/crosswalk.h – what the files of OOAPI's crosswalk share.
 */
#ifndef EDU_FORMATS_OOAPI_CROSSWALK_H
#define EDU_FORMATS_OOAPI_CROSSWALK_H

#include "base/map.h"
#include "core_tables.h"
#include "crosswalk_tables.h"
#include "formats/ooapi/ooapi.h"
#include "model/crosswalk.h"

/* What one id means in a file, or an object without one: any number of copies, some of which are ids alone. */
typedef struct ooapi_entity {
	uint16_t cls;
	uint32_t members;        /* of the fullest copy */
	edu_ref fullest;         /* 0: it is referred to and not here */
	edu_ref id;              /* a leaf that says its id; 0: it has none */
	edu_ref core;            /* the node it has become; 0: none */
	edu_ref award;           /* an organisation's */
	uint32_t enrolment;      /* the learner's first one in a programme or course, from 1 */
	uint32_t part_of;        /* of a catalogue: what it was last said to be a part of */
	uint8_t stage;           /* likewise: whether its parts are being looked at */
} ooapi_entity;

typedef struct ooapi_copy {
	edu_ref item;
	uint32_t entity;
} ooapi_copy;

typedef struct ooapi_entities {
	ooapi_entity *list;      /* [0] is none */
	size_t count, capacity;
	ooapi_copy *copies;      /* in document order */
	size_t copy_count, copy_capacity;
	edu_map ids;             /* family and id → place in the list */
	edu_arena *keys;
} ooapi_entities;

/* An association of the learner's, and what it leads to; places in the list of entities, 0: none. */
typedef struct ooapi_enrolment {
	edu_ref item;
	uint32_t self, offering, education;
	edu_ref achievement;     /* of the core; 0: not yet */
	bool open;               /* its parents are being looked for */
} ooapi_enrolment;

typedef struct ooapi_lowering {
	ooapi_entities entities;
	ooapi_enrolment *enrolments;
	size_t enrolment_count, enrolment_capacity;
	edu_ref credential;
	edu_ref award;           /* of results whose organisation isn't known; 0: none yet */
	bool is_catalogue;
	edu_ref schemes[16];     /* of a catalogue: grading schemes so far; there are some ten value types */
	size_t scheme_count;
} ooapi_lowering;

static inline ooapi_lowering *ooapi_lowering_of(edu_passage *p) { return p->state; }

/* collect.c: every copy of every entity. */
int ooapi_collect(edu_passage *p, ooapi_entities *e);
void ooapi_entities_close(edu_passage *p, ooapi_entities *e);
/* The entity that an object is a copy of; 0: it is none. */
uint32_t ooapi_entity_at(const ooapi_entities *e, edu_ref object);
/* The entity that an id stands for, known or not; 0: the item is no reference. */
int ooapi_entity_referred(edu_passage *p, ooapi_entities *e, edu_ref item, uint32_t *out);
/* The entity that the first of some members of another leads to, by id or as an object; names end with 0. */
int ooapi_entity_related(edu_passage *p, ooapi_entities *e, uint32_t entity, const uint16_t *names, uint32_t *out);

/* classes.c: programmes, courses and what they consist of; members that lead to them and to what stands around. */
extern const uint16_t ooapi_to_education[], ooapi_to_organisation[], ooapi_to_session[];
bool ooapi_is_education(uint16_t cls);
bool ooapi_is_offering(uint16_t cls);

/* entity_node.c: an entity becomes a node of the core. */
int ooapi_lower_entity(edu_passage *p, uint32_t entity, edu_ref core);
/* A node at a property of another, or a link to the one that the entity has become already. */
int ooapi_place_entity(edu_passage *p, uint32_t entity, edu_ref node, uint16_t property);
/* What further copies say, and ids that refer to it. */
int ooapi_settle_copies(edu_passage *p);

/* education.c: programmes, courses and what they consist of, apart from who takes them. */
/* As ooapi_place_entity(), with the kind of course. */
int ooapi_place_education(edu_passage *p, uint32_t education, edu_ref node, uint16_t property);
/* Does the file say anything of courses? */
bool ooapi_has_courses(edu_passage *p);
/* What is said of courses that are no part of a learner's record is lost. */
void ooapi_lose_courses(edu_passage *p);

/* parts.c: which courses are parts of which. */
int ooapi_lower_parts(edu_passage *p);

/* catalogue.c: a file without a student's associations becomes a catalogue. */
int ooapi_lower_catalogue(edu_passage *p);

/* lower.c */
int ooapi_lower(edu_passage *p);
/* outcome.c: passed, failed or in progress, of an association. */
int ooapi_lower_outcome(edu_passage *p, edu_ref association, edu_ref achievement);
bool ooapi_is_dropped(const edu_tree *t, edu_ref association);     /* cancelled or denied: no part of the record */

/* A text of the core for a leaf; rule 0: it is the same. */
int ooapi_lower_as(edu_passage *p, const uint16_t *path, unsigned depth, edu_ref value, edu_ref core, const char *text,
		   size_t length, uint16_t rule, edu_ref *out);
int ooapi_lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);

#endif
