/*
 * formats/elm/nodes.h – the graph behind a credential: nodes by their ids, and the values of their
 * properties.
 *
 * A credential is a graph printed as a tree: a node is repeated wherever it is used, in full or by its id
 * alone, and all its occurrences together say what it is (elm.md, section 7). The index is made on demand
 * into the caller's memory; the document must not change while it is in use.
 */
#ifndef EDU_FORMATS_ELM_NODES_H
#define EDU_FORMATS_ELM_NODES_H

#include "formats/elm/roles.h"

typedef uint32_t edu_elm_number;     /* of a node, from 1 in order of first occurrence; 0: none */

typedef struct edu_elm_node {
	const char *id;              /* absolute where it has a known prefix; NULL: a blank node */
	uint32_t id_length;
	edu_ref first, last;         /* occurrences in document order */
	edu_ref full;                /* the first that says more than id and type; else the first */
	bool says_something;         /* there is such a one */
	uint64_t classes;            /* bit i: some occurrence has the type of class i */
	bool typed;                  /* some occurrence has a type, known or not */
	bool relative;               /* the id is no IRI: to RDF, nothing is said about it */
} edu_elm_node;

typedef struct edu_elm_nodes {
	const edu_document *doc;
	bool as_rdf;
	uint8_t *roles;              /* of each item, see roles.h */
	edu_elm_number *numbers;     /* of the node that each item is an occurrence of */
	edu_ref *next;               /* occurrence behind each item that is one; 0: the last */
	edu_elm_node *nodes;         /* [0]: what a reference to nothing leads to */
	size_t count, capacity;      /* [0] included */
	edu_elm_number *slots;       /* by id */
	size_t slot_count;
	edu_arena *arena;            /* ids that were put together from prefix and name */
	size_t item_count;
} edu_elm_nodes;

/*
 * Make the index. as_rdf: as the profiles' engines see the document, see roles.h; then values that are lost
 * to them, for want of an absolute id, are not among edu_elm_values(). For conversion: by key, as_rdf
 * false. 0 or EDU_ENOMEM; to be closed in either case.
 */
int edu_elm_nodes_open(edu_elm_nodes *n, const edu_document *doc, bool as_rdf);
void edu_elm_nodes_close(edu_elm_nodes *n);

/* The node with an id; 0: none. */
edu_elm_number edu_elm_nodes_number(const edu_elm_nodes *n, const char *id, size_t length);
/* Its first occurrence that says something; 0: no object has that id. */
edu_ref edu_elm_nodes_find(const edu_elm_nodes *n, const char *id, size_t length);
/* The same for an item: an occurrence, or a string that refers to a node; 0: it is neither. */
edu_ref edu_elm_nodes_full(const edu_elm_nodes *n, edu_ref item);
/* The node of such an item; 0: none. */
edu_elm_number edu_elm_nodes_number_of(const edu_elm_nodes *n, edu_ref item);
/* The first occurrence of an occurrence's node, and the one behind an occurrence; 0: none. */
edu_ref edu_elm_nodes_first(const edu_elm_nodes *n, edu_ref occurrence);
edu_ref edu_elm_nodes_next(const edu_elm_nodes *n, edu_ref occurrence);

typedef enum edu_elm_value_kind {
	EDU_ELM_LITERAL = 1,
	EDU_ELM_NODE_VALUE = 2, /* a node, here or by its id */
	EDU_ELM_BROKEN = 3 /* what JSON-LD refuses: a number in a language map, an object without meaning */
} edu_elm_value_kind;

typedef struct edu_elm_value {
	edu_elm_value_kind kind;
	edu_ref item;                /* scalar, or node object */
	edu_elm_number node;         /* 0: a literal, or a reference that leads nowhere */
	const char *text; /* of the scalar as written, true and false in letters; NULL: a node object */
	uint32_t length;
	const char *language;        /* NULL: none */
	uint32_t language_length;
	const char *datatype;        /* of a value object; NULL: that of the property */
	uint32_t datatype_length;
	bool is_value_object;
} edu_elm_value;

/* Values of one property of one node, each once, in document order. Reused from call to call. */
typedef struct edu_elm_values {
	const edu_elm_nodes *nodes;
	edu_elm_value *values;
	size_t count, capacity;
	uint32_t *slots;             /* by hash, index + 1; used where there are many */
	size_t slot_count;
} edu_elm_values;

void edu_elm_values_open(edu_elm_values *v, const edu_elm_nodes *n);
void edu_elm_values_close(edu_elm_values *v);
/* The values of a property over all occurrences of a node. Equal ones count once, null and [] not at all. */
int edu_elm_values_get(edu_elm_values *v, edu_elm_number node, edu_name property);   /* 0 or EDU_ENOMEM */

#endif
