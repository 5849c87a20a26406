/*
 * formats/elm/statements.h – a document as RDF: the statements that JSON-LD 1.1 makes of it with the two
 * contexts.
 *
 * What conversion reads by key (nodes.h) is kinder than this: here a key that the context does not know is
 * gone, and so is what hangs on an id that is no IRI. It is what the engines see that check the profiles.
 */
#ifndef EDU_FORMATS_ELM_STATEMENTS_H
#define EDU_FORMATS_ELM_STATEMENTS_H

#include "formats/elm/profile.h"
#include "formats/elm/elm.h"

typedef uint32_t edu_elm_thing_number; /* 0: none */

typedef enum edu_elm_thing_kind { EDU_ELM_IRI = 1, EDU_ELM_BLANK, EDU_ELM_TEXT } edu_elm_thing_kind;
typedef enum edu_elm_coercion {
	EDU_ELM_PLAIN_VALUE,
	EDU_ELM_REFERENCE,
	EDU_ELM_TYPED_VALUE
} edu_elm_coercion;
typedef enum edu_elm_container { EDU_ELM_BARE, EDU_ELM_BY_LANGUAGE, EDU_ELM_OWN_GRAPH } edu_elm_container;

/* A node or a literal; equal ones are one thing. */
typedef struct edu_elm_thing {
	const char *text; /* IRI, label of a blank node, or lexical form; NULL: a blank node without label */
	const char *language; /* NULL: none */
	const char *datatype; /* IRI; NULL: a text with a language, or no literal */
	uint32_t length, language_length, datatype_length;
	uint8_t kind;               /* edu_elm_thing_kind */
	bool typed;                 /* some statement gives it a type */
	bool said;                  /* some occurrence states more than a type */
	edu_ref first, last;        /* objects that are occurrences of it, in document order; 0: none */
	edu_ref full;               /* the first of them that states more than a type */
	uint32_t statements, count; /* those it is the subject of */
} edu_elm_thing;

typedef struct edu_elm_statement {
	edu_elm_thing_number subject, predicate, object;
	edu_ref item; /* the value: scalar, object, or entry of type */
} edu_elm_statement;

/* What makes a document no JSON-LD, so that there are no statements for other readers. */
typedef struct edu_elm_fault {
	edu_ref item;
	const char *rule, *message;
} edu_elm_fault;

enum { EDU_ELM_FAULTS = 100 };

/* What an item is outside of the statements. */
enum {
	EDU_ELM_LOST = 1, /* a member without a meaning, or a value that got lost */
	EDU_ELM_COPY      /* an object that repeats one before it: nothing below it was looked at, see copies.h */
};

typedef struct edu_elm_graph {
	const edu_document *doc;
	const edu_allocator *allocator;
	edu_arena *arena;
	edu_elm_thing *things; /* [0]: none */
	size_t thing_count, thing_capacity;
	uint32_t *slots; /* by content */
	size_t slot_count;
	edu_elm_statement
		*statements; /* by subject, predicate, object, place; equal ones stand side by side */
	size_t statement_count, statement_capacity;
	edu_elm_thing_number *numbers; /* of each item that is a node */
	edu_ref *next;                 /* the occurrence behind each */
	edu_ref *copies;            /* of an object: the last one equal to it, and the one before that */
	uint8_t *outside;           /* of each item */
	edu_elm_thing_number *iris; /* of the tables' IRIs that the document has */
	edu_elm_thing_number type;  /* rdf:type */
	edu_elm_fault *faults;
	size_t fault_count, fault_capacity;
} edu_elm_graph;

/* With the contexts of a version, an index. 0 or EDU_ENOMEM; to be closed in either case. The document must
   not change meanwhile. */
int edu_elm_graph_open(edu_elm_graph *g, const edu_document *doc, unsigned version);
void edu_elm_graph_close(edu_elm_graph *g);

/* Put the statements in their order, and the things in order with them. 0 or EDU_ENOMEM. */
int edu_elm_graph_sort(edu_elm_graph *g);

/* A scalar as a literal of a datatype; NULL: that of its kind. Numbers are written anew. 0 or EDU_ENOMEM. */
int edu_elm_literal_of(edu_arena *arena, const edu_item *i, const char *datatype, size_t datatype_length,
                       edu_elm_thing *out);

/* The number of an IRI; 0: the document does not name it. */
edu_elm_thing_number edu_elm_graph_find(const edu_elm_graph *g, const char *iri);

/* Equal statements behind one another are one: where the next one begins; end at g->statement_count. */
size_t edu_elm_graph_next(const edu_elm_graph *g, size_t i, size_t end);
/* The statements about a subject with a predicate: *first up to the index returned. */
size_t edu_elm_graph_values(const edu_elm_graph *g, edu_elm_thing_number subject,
                            edu_elm_thing_number predicate, size_t *first);
bool edu_elm_graph_has(const edu_elm_graph *g, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                       edu_elm_thing_number object);
/* The object around an item that is an occurrence of a node; 0: none. */
edu_ref edu_elm_graph_owner(const edu_elm_graph *g, edu_ref item);

#endif
