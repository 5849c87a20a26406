/*
 * formats/elm/crosswalk.h – what the files of ELM's crosswalk share.
 *
 * lower*.c read a merged graph into the core; raise*.c, envelope.c and notes.c write the core as a credential in which
 * each node stands in full once and is named by its identifier after that. Files named after a kind of value go both ways.
 */
#ifndef EDU_FORMATS_ELM_CROSSWALK_H
#define EDU_FORMATS_ELM_CROSSWALK_H

#include "base/map.h"
#include "formats/elm/nodes.h"
#include "model/crosswalk.h"
#include "crosswalk_tables.h"

/* Subjects of notes that say what kind of thing a note holds, so that it can be read back. */
#define ELM_NOTE_GROUP "urn:libedu:note:group"
#define ELM_NOTE_GROUPING "urn:libedu:note:grouping:"
#define ELM_NOTE_SUPPLEMENT "urn:libedu:note:diploma-supplement:"
#define ELM_NOTE_SUPPLEMENT_HEAD ELM_NOTE_SUPPLEMENT "head"
#define ELM_NOTE_RESIDUE "urn:libedu:note:residue"
#define ELM_NOTE_ISSUE_DATE "urn:libedu:note:issue-date"

#define ELM_W3C_CONTEXT "https://www.w3.org/2018/credentials/v1"
#define ELM_CONTEXT "http://data.europa.eu/snb/model/context/edc-ap"

/* Schemes of identifiers that hold what ELM has no property for; the first two are known from other converters. */
#define ELM_SCHEME_KIND "elmo:type:los"
#define ELM_SCHEME_FIELD "elmo:isced"
#define ELM_SCHEME_STATUS "elmo:loi:status"
#define ELM_SCHEME_LOCAL_ID "elmo:gradingScheme:localId"

/* A result that stands under an award; or, with award 0, a claim that stands without an achievement. */
typedef struct elm_used_result {
	edu_ref value;           /* of the source */
	edu_ref award, achievement;   /* of the core */
} elm_used_result;

typedef struct elm_lowering {
	edu_elm_nodes nodes;
	edu_ref credential;      /* of the core */
	edu_map links;           /* core node, property and node that it links to */
	edu_map users;           /* award in the core → how many achievements it awarded */
	elm_used_result *used;
	size_t used_count, used_capacity;
	edu_ref achievement;     /* of the core: the one whose members are being read; 0: none */
	edu_ref supplement;      /* of the core: the section that a note belongs below */
} elm_lowering;

/* A concept and its IRI, in the arena of the tree that is made. */
typedef struct elm_recent {
	const edu_concept *concept;
	const char *iri;
} elm_recent;

/* What a node of the core that may be named again is known by, in the arena of the tree that is made. */
typedef struct elm_known {
	edu_ref number;          /* for good, of where it stands in full */
	uint32_t length;
	const char *id;
} elm_known;

typedef struct elm_raising {
	edu_map concepts;        /* IRI of every concept and scheme that was written in full */
	edu_map own;             /* vocabulary and code of a concept of its own → number */
	edu_map groupings;       /* number of a grouping in the core → concept number */
	elm_known *known;
	size_t known_count, known_capacity;
	uint32_t *counters;      /* identifiers given so far, for each class */
	edu_ref credential;      /* of the core */
	edu_ref achievement;     /* of the core: the one that is being written; 0: none */
	edu_ref award;           /* of the core: what the envelope's date of issue was taken from */
	bool embeds_source;      /* the converted profile applies */
	bool is_catalogue;
	edu_ref *first_offering; /* of a catalogue: of each course in the core, its first occurrence; 0: none */
	size_t offering_count;   /* of these numbers */
	elm_recent recent[64];
} elm_raising;

static inline elm_lowering *elm_lowering_of(edu_passage *p) { return p->state; }
static inline elm_raising *elm_raising_of(edu_passage *p) { return p->state; }

/* lower.c */
int elm_lower(edu_passage *p);

/* lower_nodes.c */
static inline bool elm_is_container(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_OBJECT || t->items[item].kind == EDU_KIND_ARRAY;
}
const char *elm_id_of(const edu_tree *t, edu_ref value, uint32_t *length);  /* of an object or a reference; NULL */
edu_ref elm_described(edu_passage *p, edu_ref value);   /* the occurrence of value's node that says most */
/* Text of a member of an object, following a reference to where its node is described; NULL: none. */
const char *elm_member_text(edu_passage *p, edu_ref object, edu_name name, uint32_t *length);
int elm_lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);
/* The core node of a value, made at a path below core where there is none yet. *node 0: the core has no place for it. */
int elm_core_node(edu_passage *p, const edu_row *row, const uint16_t *path, unsigned depth, edu_ref value, edu_ref core,
		  edu_ref *node);
/* What a copy says besides its original belongs to the same core node. */
int elm_lower_copy(edu_passage *p, const edu_row *row, edu_ref copy, edu_ref original, edu_ref node);
/* Link a path below core to a node. *made: the link; 0 where there was none to make. */
int elm_link_to(edu_passage *p, const uint16_t *path, unsigned depth, edu_ref core, edu_ref node, edu_ref *made);
/* Where a node went, or, without one of its own in the core, the first value below it; 0: nowhere. */
edu_ref elm_place_of(edu_passage *p, edu_ref node);
/* A text at a path of one or, with second, two properties. */
int elm_add_core_text(edu_passage *p, edu_ref node, uint16_t first, uint16_t second, const char *text, uint32_t length,
		      edu_ref *out);

/* raise.c */
int elm_raise(edu_passage *p);

/* titles.c */
/* Its own, or else those of its specification; 0: none. */
edu_ref elm_titles_of_achievement(const edu_tree *t, edu_ref achievement);
/* Copies of texts that belong elsewhere: one for each language. */
int elm_copy_titles(edu_passage *p, edu_ref target, edu_name name, edu_ref titles, uint16_t rule);

/* raise_results.c */
bool elm_has_grade(const edu_tree *t, edu_ref achievement);

/* credential_id.c: "urn:credential:" and a UUID, in at least 52 bytes. */
int elm_derive_id(edu_passage *p, char *out, size_t size);

/* raise_nodes.c */
int elm_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made);
/* Texts below a node get lost, but for those that have gone somewhere already. */
void elm_lose_texts(edu_passage *p, edu_ref node, uint16_t rule);
/* An object with an identifier and a type of its own. */
int elm_open(edu_passage *p, edu_ref object, uint16_t cls);
/* What stands in full at made will be named again by its identifier, id. The traces of its node lead to made. */
int elm_remember(edu_passage *p, edu_ref made, edu_ref id);
/* Another place of a node that was remembered: its identifier; the rule says why it stands there. */
int elm_add_reference(edu_passage *p, edu_ref object, edu_ref node, uint16_t rule);
int elm_member(edu_passage *p, edu_ref object, edu_name name, bool many, uint16_t cls, edu_ref *out);
/* A text that is a constant. */
int elm_default_text(edu_passage *p, edu_ref object, edu_name name, const char *text, uint16_t rule);

/* Concepts. code: the core's; core: the item it comes from, 0 for a default with rule. */
int elm_add_concept(edu_passage *p, edu_ref target, edu_name name, bool many, const edu_vocabulary *v, const char *code,
		    uint32_t length, edu_ref core, uint16_t rule);
/* A code of a list that isn't known code by code, of a property that takes several. */
int elm_add_code(edu_passage *p, edu_ref target, edu_name name, const edu_vocabulary *v, const char *code, uint32_t length,
		 edu_ref core);
/* A concept known by its IRI, with a label; written in full the first time. */
int elm_add_named_concept(edu_passage *p, edu_ref target, edu_name name, bool many, const char *iri, const char *label,
			  uint16_t rule);

/* A note below target; the texts of value, a langstring of the core, are its literal. subject NULL: none. */
int elm_add_note(edu_passage *p, edu_ref target, edu_name name, bool many, edu_ref *note);
extern const edu_row elm_note_literal;

/* dates.c. Whether a date of the core is one of the calendar: readers are lenient. */
bool elm_is_moment(const edu_passage *p, edu_ref value);
/* Lay a date of the core out as xsd:dateTime. */
int elm_raise_moment(edu_passage *p, edu_ref item, edu_ref value, uint16_t rule);

/* courses.c: documents without a credential become a catalogue. */
int elm_lower_courses(edu_passage *p);

/* raise_courses.c: and a catalogue such a document. */
int elm_raise_catalogue(edu_passage *p);
uint16_t elm_course_class(const edu_passage *p, edu_ref course);
/* What the first occurrence of a course says; 0: nothing, or this is no catalogue. */
edu_ref elm_of_offering(const edu_passage *p, edu_ref course, uint16_t property);
int elm_raise_how_assessed(edu_passage *p, const edu_row *row, edu_ref core, edu_ref scheme, edu_ref target);

#endif
