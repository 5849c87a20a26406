/*
 * formats/ooapi/raise.h – what the files share that make a bundle of entities out of a record of the core.
 */
#ifndef EDU_FORMATS_OOAPI_RAISE_H
#define EDU_FORMATS_OOAPI_RAISE_H

#include "base/map.h"
#include "core_tables.h"
#include "crosswalk_tables.h"
#include "crypto/digest.h"
#include "formats/ooapi/ooapi.h"
#include "model/crosswalk.h"

/* An achievement, or in a catalogue a specification, and what it becomes; items of the bundle, 0: none. */
typedef struct ooapi_record {
	edu_ref node, offered;   /* of the core: itself, and its occurrence */
	uint32_t whole;          /* place in the list of what it is part of; 0: of nothing */
	edu_ref parts, next;     /* of the core: its parts, and which is to be looked at next */
	bool again;              /* it was met before, as part of another; nothing but that is to be said */
	uint16_t cls;            /* of the education */
	bool holds_more;         /* not all of its parts are components */
	edu_ref award, body;     /* of the core: who awarded */
	edu_ref organisation, education, offering, association, result;
} ooapi_record;

typedef struct ooapi_raising {
	edu_ref credential, bundle;
	edu_ref root, learner;   /* in the bundle: the organisation above all, and the person */
	ooapi_record *records;   /* [0] stands for the credential; wholes come before their parts */
	size_t count, capacity;
	edu_map ids;             /* family and id → entity of the bundle */
	edu_map repeats;         /* derived id of an association → how many have it */
	edu_ref *moved;          /* what stands for an item that gave way to an equal one; OOAPI_GONE: nothing */
	size_t moved_count;
	const ooapi_record *at;  /* the one that is being raised */
} ooapi_raising;

#define OOAPI_GONE ((edu_ref)-1)

static inline ooapi_raising *ooapi_raising_of(edu_passage *p) { return p->state; }

/* raise_ids.c: who is who. An own id of the core's, or one that is derived from identifiers (ooapi.md, 6.1 G2). */
typedef struct ooapi_identity {
	const char *id;          /* 36 characters, as long as the target */
	edu_ref source;          /* the text of the core; 0: it is derived */
} ooapi_identity;

int ooapi_identify_organisation(edu_passage *p, edu_ref node, ooapi_identity *out);
int ooapi_identify_learner(edu_passage *p, edu_ref node, ooapi_identity *out);
int ooapi_identify_education(edu_passage *p, const ooapi_record *r, ooapi_identity *out);
int ooapi_identify_offering(edu_passage *p, const ooapi_record *r, ooapi_identity *out);
int ooapi_identify_association(edu_passage *p, const ooapi_record *r, ooapi_identity *out);
int ooapi_identify_session(edu_passage *p, edu_ref node, ooapi_identity *out);
int ooapi_identify_outcome(edu_passage *p, edu_ref node, const char *education, ooapi_identity *out);
/* Whether an identifier of the core is an entity's own id. */
bool ooapi_is_own_id(const edu_tree *core, edu_ref identifier);

/* raise_entities.c: an entity is begun, gets its members, and is ended, when an equal one may take its place. */
typedef struct ooapi_making {
	edu_ref object;          /* after the end: the one that stays */
	edu_ref first;           /* of the same id; 0: none */
	uint16_t cls;
} ooapi_making;

int ooapi_begin_entity(edu_passage *p, uint16_t cls, edu_ref node, const ooapi_identity *identity, ooapi_making *m);
int ooapi_end_entity(edu_passage *p, ooapi_making *m);
/* Its id, a constant of the bundle's; NULL for 0. */
const char *ooapi_id_of(const edu_passage *p, edu_ref entity);
/* A reference by id, where there is an entity; into an array where the member is one. */
int ooapi_refer_to(edu_passage *p, edu_ref object, uint16_t name, edu_ref entity);
/* A list of the bundle; made where it is missing. */
int ooapi_open_bundle(edu_passage *p);
int ooapi_close_bundle(edu_passage *p);
uint16_t ooapi_frame_of(uint16_t cls);
/* One row of a frame for a value of the core; value 0: nothing is done. */
int ooapi_raise_row(edu_passage *p, uint16_t cls, uint16_t name, edu_ref core, edu_ref value, edu_ref target);

/* The name of another entity as its own, where it has none. */
int ooapi_repeat_name(edu_passage *p, edu_ref name, edu_ref object);

/* raise_around.c: organisations, learner, terms, learning outcomes. */
int ooapi_raise_organisations(edu_passage *p);
int ooapi_raise_body(edu_passage *p, edu_ref node);      /* as a root */
int ooapi_raise_organisation(edu_passage *p, edu_ref node, const char *type, edu_ref *out);
int ooapi_raise_learner(edu_passage *p);
/* A name where there is none: empty, for every entity has one. */
int ooapi_demand_name(edu_passage *p, edu_ref object);
/* *out 0: it can't be said. */
int ooapi_raise_session(edu_passage *p, const ooapi_record *r, edu_ref node, edu_ref *out);   /* r NULL: of nothing */

/* raise_record.c: an achievement becomes education, offering and association. */
int ooapi_raise_record(edu_passage *p, ooapi_record *r);
int ooapi_raise_education(edu_passage *p, ooapi_record *r);
int ooapi_raise_offering(edu_passage *p, ooapi_record *r);
/* What is above it, as one of its members says. */
int ooapi_add_whole(edu_passage *p, const ooapi_record *r, edu_ref object);

/* raise_catalogue.c */
int ooapi_raise_catalogue(edu_passage *p);

/* raise.c */
int ooapi_raise(edu_passage *p);
/* What there is to raise, wholes before parts, and of which class each is. top: the property with the outermost. */
int ooapi_find_records(edu_passage *p, uint16_t top);
void ooapi_find_classes(edu_passage *p);
int ooapi_find_organisation(edu_passage *p, ooapi_record *r);
edu_ref ooapi_specification_of(const edu_passage *p, const ooapi_record *r);   /* 0: none */
int ooapi_complete(edu_passage *p);
int ooapi_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made);

/* raise_values.c: a text of the target from one of the core; rule 0: it is the same. */
int ooapi_raise_as(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, const char *text, size_t length,
		   uint16_t rule);
/* Everything that a value says is lost, by one rule. */
void ooapi_lose_core(edu_passage *p, edu_ref value, uint16_t rule);
/* A day as a moment where the member wants that. */
int ooapi_raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, bool is_last, uint16_t rule);
int ooapi_raise_load(edu_passage *p, const edu_row *row, edu_ref credit, edu_ref target);
int ooapi_raise_hours(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target);

/* raise_codes.c: a grading scheme's name as a way to express results. */
int ooapi_raise_value_type(edu_passage *p, edu_ref scheme, edu_ref offering);

#endif
