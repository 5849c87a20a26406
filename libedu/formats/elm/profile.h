/*
 * formats/elm/profile.h – the application profiles of ELM: their shapes as tables, and the engine that checks
 * them.
 *
 * A profile is a list of SHACL shapes over the statements of a document (statements.h). The tables are
 * generated from profiles/NAME.toml, which an importer writes (docs/importing.md). Numbers of IRIs are places
 * in edu_elm_iris, 0 for none.
 */
#ifndef EDU_FORMATS_ELM_PROFILE_H
#define EDU_FORMATS_ELM_PROFILE_H

#include "model/document.h"

enum { EDU_ELM_NO_MAXIMUM = 0xFFFF, EDU_ELM_IS_SHAPE = 0x8000 };

typedef enum edu_elm_pattern {
	EDU_ELM_PATTERN_ANY = 1, /* matches every text; a blank node has none */
	EDU_ELM_PATTERN_HTTP,    /* begins with http: or https: in any case */
	EDU_ELM_PATTERN_ALL_ANY, /* the same two, stated by sh:and */
	EDU_ELM_PATTERN_ALL_HTTP
} edu_elm_pattern;

/* One property shape: what the values of a predicate must be. */
typedef struct edu_elm_shape_row {
	uint16_t path;
	uint16_t min, max; /* EDU_ELM_NO_MAXIMUM: no limit */
	uint16_t datatype, cls;
	uint16_t node;     /* a shape that the values must satisfy; 0: none */
	uint16_t value;    /* one of the values must be this IRI */
	uint16_t disjoint; /* a predicate that must not share a value with this one */
	uint16_t prefix;   /* what the values must begin with; a point stands for any one byte */
	uint16_t any,
		any_count;     /* in edu_elm_lists: classes, or shapes with EDU_ELM_IS_SHAPE; one must fit */
	uint16_t in, in_count; /* in edu_elm_lists: the values allowed */
	uint16_t max_value;    /* 0: none */
	uint8_t kind;          /* 1: an IRI, 2: a literal */
	uint8_t pattern;
	uint8_t unique_language;
	uint8_t versions; /* bit i: belongs to version i */
} edu_elm_shape_row;

typedef struct edu_elm_node_shape {
	const char *name;
	uint16_t target; /* the class whose nodes it is about; 0: only other shapes name it */
	uint16_t cls;    /* what a node must be */
	uint16_t any, any_count;
	uint16_t first, count; /* in edu_elm_shape_rows */
	uint8_t closed;        /* no predicate but those of its rows, and rdf:type */
	uint8_t versions;
} edu_elm_node_shape;

typedef struct edu_elm_part { /* shapes of one file */
	uint16_t first, count;
} edu_elm_part;

typedef struct edu_elm_profile {
	const char *name, *iri;
	uint16_t first, count; /* in edu_elm_parts: what it imports, then its own */
} edu_elm_profile;

/* A key of the contexts. */
typedef struct edu_elm_context_term {
	const char *key;
	uint16_t length;
	uint16_t iri;
	uint16_t datatype; /* of literals */
	uint8_t coercion;  /* edu_elm_coercion */
	uint8_t container; /* edu_elm_container */
	uint8_t scope;     /* 0, or the type inside whose nodes it is known: 1 credential, 2 presentation */
	uint8_t prefix;    /* may stand before a colon */
	uint8_t versions;
} edu_elm_context_term;

extern const char *const edu_elm_iris[];
extern const uint16_t edu_elm_lists[];
extern const edu_elm_shape_row edu_elm_shape_rows[];
extern const edu_elm_node_shape edu_elm_shapes[];
extern const edu_elm_part edu_elm_parts[];
extern const edu_elm_profile edu_elm_profiles[];
extern const edu_elm_context_term edu_elm_context_terms[]; /* sorted by key, bytewise */
extern const size_t edu_elm_iri_count, edu_elm_profile_count, edu_elm_context_term_count;

/* What documents of courses are checked by where no profile is named: loq, or ams where they are about accreditations
   alone. NULL: it is a credential. */
const char *edu_elm_own_profile(const edu_document *doc);

/*
 * Check a document by a profile; name: of a profile, or auto: those that credentialSchema names, or its own; with
 * @VERSION behind it where that is not the document's own. Findings of severity error stand exactly where a
 * SHACL engine reports a violation, or where there is no graph at all. 0, EDU_ENOMEM, or EDU_EUNSUPPORTED:
 * there is no such profile.
 */
int edu_elm_check_profile(const edu_document *doc, const char *name, edu_finding_list *list, edu_error *err);

#endif
