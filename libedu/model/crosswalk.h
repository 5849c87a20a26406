/*
 * model/crosswalk.h – carrying values between a format's tree and the core, by tables.
 *
 * A crosswalk is a set of frames; a frame pairs a class of the format with a class of the core, and its
 * rows pair places below the one with paths below the other. Each row names how its values cross: a pair
 * of functions, one for lowering (format to core), one for raising (core to format). Every crossing
 * leaves a trace on the item it read, so that the ledger can say what became of each.
 */
#ifndef EDU_MODEL_CROSSWALK_H
#define EDU_MODEL_CROSSWALK_H

#include <edu/convert.h>
#include "model/document.h"
#include "model/stream.h"

typedef struct edu_row edu_row;
typedef struct edu_passage edu_passage;

/* One direction of a correspondence. All return 0 or a negative status with p->err filled. */
typedef struct edu_how {
	/* value: one value of the format (an element, attribute, JSON scalar or object); core: the frame's core node. */
	int (*lower)(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);
	/* value: what stands at the row's path below core (an ARRAY of values or one value), 0 where nothing does;
	   target: the frame's node in the format. */
	int (*raise)(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target);
} edu_how;

enum edu_row_flag {
	EDU_ROW_ALWAYS = 1,      /* raise even where the core has no value */
	EDU_ROW_EACH = 2,        /* a wrapper for each value */
	EDU_ROW_TOKEN = 4,       /* text is a token: white space collapsed */
	EDU_ROW_LOWER_ONLY = 8,
	EDU_ROW_ATTRIBUTE = 16,  /* XML: an attribute */
	EDU_ROW_OWN_TEXT = 32,   /* XML: the text of the frame's element itself */
	EDU_ROW_MANY = 64,       /* the format takes several values here */
	EDU_ROW_UNIQUE_LANG = 128
};

typedef struct edu_concept {
	const char *core;        /* the core's code */
	const char *code;        /* last part of the concept's IRI */
	const char *label;       /* English, NULL: none */
} edu_concept;

/* A code list of the European vocabularies. */
typedef struct edu_vocabulary {
	const char *name;
	const char *base;        /* IRI of a concept = base + code */
	const char *scheme;      /* IRI of the scheme */
	const edu_concept *by_core;    /* sorted by core; NULL: the codes of core and vocabulary are the same */
	const uint16_t *by_code;       /* indexes into by_core, sorted by code */
	uint32_t count;
	uint8_t open;            /* codes that are not listed are concepts of their own */
	const char *pattern;     /* where by_core is NULL: what its codes look like ("digits2-4", "digit1-8"); NULL: any */
} edu_vocabulary;

struct edu_row {
	uint16_t name;           /* in the format; 0 for OWN_TEXT */
	uint16_t path[3];        /* names in the core, from the frame's core node */
	uint16_t also[2];        /* path to a second core property for the same place; [0] 0: none */
	uint16_t otherwise[2][2]; /* paths that are raised where the first leads nowhere; [0] 0: none */
	uint8_t depth;           /* of path */
	uint8_t flags;
	uint16_t frame;          /* index of the frame below; 0: none */
	const edu_how *how;
	const edu_vocabulary *vocabulary;
};

typedef struct edu_frame {
	uint16_t cls;            /* of the format */
	uint16_t core;           /* class of the core */
	uint16_t first, count;   /* rows */
} edu_frame;

/* What has no counterpart, and the rule that says why. */
typedef struct edu_absence {
	uint16_t cls;            /* class it is a property of; 0: any */
	uint16_t name;
	uint16_t rule;
} edu_absence;

/*
 * What a value that went nowhere, or to the node it stands in, is there for, by the rule it has in the ledger: it
 * stays as long as that stays.
 */
enum edu_attends {
	EDU_ATTENDS_NODE = 1,    /* says what a node is */
	EDU_ATTENDS_ID = 2,      /* names a node within the document */
	EDU_ATTENDS_VALUE = 3,   /* says again, in words, what a code beside it says */
	EDU_ATTENDS_RECORD = 4,  /* says what kind of document this is, and nothing of anybody */
	EDU_ATTENDS_REFERENCE = 5 /* names another node by what that is known by in the core, too */
};
typedef struct edu_attendant {
	uint16_t rule;           /* 0 ends */
	uint8_t what;            /* edu_attends */
} edu_attendant;

/* One value that travels outside its place: set it, delete what stands there, or put markup there. */
typedef struct edu_residue {
	char what;               /* '=' set, '-' delete, '+' markup; 'v': no value, text is the version of the document */
	uint8_t kind;            /* edu_kind of a JSON scalar */
	const char *path;        /* as in reports, in the document it belongs to */
	size_t path_length;
	const char *text;
	size_t length;
	edu_ref place;           /* the leaf that holds it where it travels */
} edu_residue;

typedef struct edu_crosswalk {
	const edu_schema *schema;
	const edu_frame *frames;         /* [0] unused, class 0 behind the last */
	const edu_row *rows;
	const edu_absence *absent;       /* of the format: no place in the core; name 0 ends */
	const edu_absence *nowhere;      /* of the core: no place in the format; likewise */
	const edu_attendant *attendants; /* NULL: none */
	const uint16_t *open;            /* classes whose ids are words that everybody uses, 0 ends; NULL: none */
	const char *const *no_scheme;    /* how an identifier of no scheme is called where one is demanded; NULL: nohow */
	uint16_t top;                    /* frame of the whole record */
	unsigned takes;                  /* edu_about: what raise has a place for, learners' records or catalogues or both */
	uint16_t rule_no_place;          /* when no other rule says why */
	uint16_t rule_unknown;           /* for what the format's own tables don't know */
	/* A node of a class of its own crosses; NULL: plainly. */
	int (*lower_node)(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);
	int (*raise_node)(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made);
	/* A wrapper, likewise. */
	int (*lower_enter)(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);
	/* Whole records. lower fills p->to, whose root is made; raise makes the root of p->to. */
	int (*lower)(edu_passage *p);
	int (*raise)(edu_passage *p);
	/* Add to p->to, which has all that p->from gave it, what its version demands besides. NULL: nothing. */
	int (*complete)(edu_passage *p);
	/* Put the bytes of another format's document into the one that is made; *place is where they are. */
	int (*embed)(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place);
	/* Where such bytes stand in a document, as base64; 0: nowhere. */
	edu_ref (*embedded)(const edu_document *doc);
	/* Let a value travel in a finished document; *place is the new leaf, and before that the one of the last
	   call, 0 at first. */
	int (*park)(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err);
	/* The next value that travels in a document, *at = 0 at first. False: there is none. */
	bool (*parked)(const edu_document *doc, edu_ref *at, edu_residue *out);
	/* Where an item stands, told by the name of the thing it belongs to instead of positions; *thing 0: nowhere such.
	   NULL: positions say it. 0 or EDU_ENOMEM. */
	int (*address)(const edu_document *doc, edu_ref item, edu_buffer *out, edu_ref *thing);
	/* The parts of a document that a conversion from what is embedded must give again: its members by name, 0 ends. */
	const uint16_t *record;
	/* Versions that raise makes, one bit each; others are reached from the newest of them by steps. 0: all. */
	uint16_t raises;
} edu_crosswalk;

/* Rules of all crosswalks; generated from the [rule] tables. rules[0] is "". */
extern const char *const edu_rule_names[];
extern const char *const edu_rule_texts[];
extern const uint16_t edu_rule_count;

/*
 * What became of an item of the tree that is read. Items of the tree that is made are known by their numbers for
 * good here (base/outline.h), for they may leave it; where the tree stays whole, that is their own number.
 */
typedef struct edu_trace {
	edu_ref to;              /* in the tree that is made; 0: nowhere */
	uint16_t rule;           /* 0: none needed */
	uint8_t outcome;         /* edu_outcome */
	uint8_t state;           /* edu_trace_state */
} edu_trace;
enum edu_trace_state { EDU_TRACE_SET = 1, EDU_TRACE_OPEN = 2 };

#define EDU_SOURCED 0xffffu  /* origin of an item of the tree that is made: it has a source */
#define EDU_UNPACKED 0xfffeu /* its source is residue, which stands in the place of what was there */

struct edu_passage {
	const edu_document *from;
	edu_document *to;
	const edu_crosswalk *crosswalk;
	edu_trace *traces;       /* one for each item of from */
	uint16_t *origins;       /* one for each item of to, by its number for good: 0, EDU_SOURCED, EDU_UNPACKED, or the rule of a default */
	size_t origin_count;
	edu_error *err;
	edu_buffer scratch;
	unsigned depth;          /* of frames; limited, for frames nest as the document does */
	edu_carry carry;
	const char *default_language;
	edu_stream *stream;      /* what is made is written piece by piece; NULL: it stays whole */
	void *state;             /* the format's own for the time of one passage */
};

int edu_passage_open(edu_passage *p, const edu_document *from, edu_document *to, const edu_crosswalk *crosswalk,
                     edu_error *err);
void edu_passage_close(edu_passage *p);      /* leaves from and to alone */
/* What the passage found out is the caller's from here on; trace_count NULL: it is known. */
void edu_passage_take(edu_passage *p, edu_trace **traces, size_t *trace_count, uint16_t **origins, size_t *origin_count);

/* The engines. */
int edu_lower_frame(edu_passage *p, uint16_t frame, edu_ref node, edu_ref core);
int edu_lower_child(edu_passage *p, uint16_t frame, edu_ref child, edu_ref core);   /* one child of a frame's node */
int edu_lower_value(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core);   /* arrays entry by entry */
int edu_raise_frame(edu_passage *p, uint16_t frame, edu_ref core, edu_ref target);
/*
 * A node of the core, followed from value, as an object of the row's frame below target; value 0: an object without
 * anything in it. Values of a node that stands elsewhere already bear the rule repeated. *made 0: there was no room.
 */
int edu_raise_below(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t repeated, edu_ref *made);
bool edu_frame_has(const edu_passage *p, uint16_t frame, edu_ref core);     /* anything to raise? */

/* The number for good of an item of the tree that is made. */
static inline edu_ref edu_passage_number(const edu_passage *p, edu_ref item)
{
	return p->stream && item ? edu_outline_number(&p->stream->outline, item) : item;
}
/* item of the tree that is made is complete, as is all in front of it: it may be written and dropped. */
int edu_passage_hand_on(edu_passage *p, edu_ref item);

/* Traces and origins. */
static inline void edu_trace_set(edu_passage *p, edu_ref from, edu_ref to, edu_outcome outcome, uint16_t rule)
{
	edu_trace *t = &p->traces[from];
	if (t->state & EDU_TRACE_SET) return;
	t->to = edu_passage_number(p, to);
	t->outcome = (uint8_t)outcome;
	t->rule = rule;
	t->state |= EDU_TRACE_SET;
}
static inline bool edu_traced(const edu_passage *p, edu_ref from) { return p->traces[from].state & EDU_TRACE_SET; }
/* from went where other went. */
static inline void edu_trace_like(edu_passage *p, edu_ref from, edu_ref other, edu_outcome outcome, uint16_t rule)
{
	if (p->traces[from].state & EDU_TRACE_SET) return;
	edu_trace_set(p, from, 0, outcome, rule);
	p->traces[from].to = p->traces[other].to;
}
/* A value and all that is below it get lost, but for what has gone somewhere already. 0: nothing. */
void edu_trace_lose(edu_passage *p, edu_ref value, uint16_t rule);
int edu_origin_set(edu_passage *p, edu_ref to, uint16_t rule);              /* EDU_SOURCED or a rule */
int edu_origin_set_number(edu_passage *p, edu_ref number, uint16_t rule);   /* of an item that may be gone */
/* What was made from an item on has its source elsewhere: its values bear the rule instead. */
void edu_origins_repeat(edu_passage *p, edu_ref first, uint16_t rule);

/* The core side. */
edu_ref edu_core_at(const edu_tree *core, edu_ref node, const uint16_t *path, unsigned depth);  /* 0: nothing there */
edu_ref edu_core_one(const edu_tree *core, edu_ref node, uint16_t name);    /* its first value, links followed; 0 */
const char *edu_core_text(const edu_tree *core, edu_ref node, uint16_t name, uint32_t *length); /* NULL */
edu_ref edu_core_follow(const edu_tree *core, edu_ref item);                /* what a link leads to, or itself */
static inline edu_ref edu_value_first(const edu_tree *t, edu_ref property)
{
	return property && t->items[property].kind == EDU_KIND_ARRAY ? edu_tree_first(t, property) : property;
}
static inline edu_ref edu_value_next(const edu_tree *t, edu_ref property, edu_ref value)
{
	return t->items[property].kind == EDU_KIND_ARRAY ? edu_tree_next(t, value) : 0;
}
/*
 * A new value at a path below a core node; nodes on the way are made where they are missing.
 * *out is 0 when the core takes one value there and has it.
 */
int edu_core_add(edu_passage *p, edu_ref node, const uint16_t *path, unsigned depth, edu_kind kind, edu_ref *out);
/* A value of the same text and language that is there already; 0: none. */
edu_ref edu_core_same(const edu_passage *p, edu_ref node, const uint16_t *path, unsigned depth, const char *text,
                      uint32_t length, const char *language);
/* The language is used where it stands: in an arena that the core rests on, or in its own. */
int edu_core_set_language(edu_passage *p, edu_ref text, const char *language, size_t length, edu_ref *out);
const char *edu_core_language(const edu_tree *core, edu_ref text);          /* NULL: none, or what is no tag */
/* chosen.c: of the values of a property, the one text where the format takes one without language. 0: there is none. */
edu_ref edu_core_chosen_text(const edu_passage *p, edu_ref value);

/* Text of a value of the source, good as long as either document: collapsed when the row says token. */
int edu_passage_text(edu_passage *p, edu_ref item, bool token, const char **text, uint32_t *length, bool *collapsed);

/* The format side. */
bool edu_target_takes_many(const edu_passage *p, const edu_row *row, edu_ref target);
/* A new value where the row says: attribute, element, own text, member or entry of an array. */
int edu_target_add(edu_passage *p, const edu_row *row, edu_ref target, edu_kind kind, edu_ref *out);
int edu_target_member(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, edu_ref *out);
/* The same with text and a default's rule; out may be NULL. */
int edu_target_default(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, const char *text, uint16_t rule,
                       edu_ref *out);
/* The same with a text that is used where it stands: a constant, or in the target's arena. */
int edu_target_constant(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, const char *text, size_t length,
                        uint16_t rule, edu_ref *out);
/* A core text arrives: text of the new item, trace and origin at once. */
int edu_target_text(edu_passage *p, edu_ref item, const char *text, uint32_t length, edu_ref core, edu_outcome outcome,
                    uint16_t rule);
/* JSON: the name of a language in a map of them, or of the default one for NULL, and its entry; 0: not there yet. */
int edu_target_language(edu_passage *p, edu_ref map, const char *language, edu_name *key, edu_ref *entry);
/* A copy of a text that has to live with the document being made. */
const char *edu_passage_keep(edu_passage *p, const char *text, size_t length);

/* How values cross that every format knows. */
extern const edu_how edu_how_text, edu_how_lang, edu_how_node, edu_how_enter;

const edu_concept *edu_concept_of_core(const edu_vocabulary *v, const char *code, size_t length);
const edu_concept *edu_concept_of_code(const edu_vocabulary *v, const char *code, size_t length);

extern const edu_crosswalk edu_crosswalk_elmo, edu_crosswalk_elm, edu_crosswalk_elm2, edu_crosswalk_ewp, edu_crosswalk_ooapi;
/* Whether a record of the core whose root is of a class, Credential or Catalogue, has a place in the format. */
bool edu_crosswalk_takes(const edu_crosswalk *walk, uint16_t cls);
const edu_crosswalk *edu_crosswalk_of(const edu_format *format);            /* NULL: none */

#endif
