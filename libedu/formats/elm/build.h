/*
 * formats/elm/build.h – from statements to a document: nodes side by side in @graph, as a flat file has them.
 *
 * The opposite of statements.h. What comes as RDF in another form, or as JSON-LD with contexts that the tables don't
 * stand for, is written down with the two contexts of ELM here; so that everything else needs to know those alone.
 */
#ifndef EDU_FORMATS_ELM_BUILD_H
#define EDU_FORMATS_ELM_BUILD_H

#include "base/map.h"
#include "formats/elm/statements.h"

/* A node or a literal, as something says it. */
typedef struct edu_elm_term {
	const char *text;                       /* IRI, label of a blank node, or lexical form */
	const char *language, *datatype;        /* of a literal; NULL: none */
	uint32_t length, language_length, datatype_length;
	uint8_t kind;                           /* edu_elm_thing_kind */
} edu_elm_term;

/* What was said, and after edu_elm_builder_build() where it stands. */
typedef struct edu_elm_said {
	edu_elm_term object;                    /* a literal */
	uint32_t subject, predicate, node;      /* things; node: the object where it is one, else 0 */
	uint32_t language;                      /* number of its language; 0: none */
	uint32_t next;                          /* statement about the same subject; 0: the last */
	uint32_t mark;                          /* the caller's */
	uint32_t same;                          /* the statement that said it first; 0: this is it */
	edu_ref item;                           /* the value that says it: a scalar, or an object */
} edu_elm_said;

/* A node or an IRI that was mentioned. */
typedef struct edu_elm_mention {
	const char *text;
	uint32_t length;
	uint32_t first, last, count;            /* statements about it */
	uint32_t links;                         /* statements that lead to it */
	uint32_t label;                         /* of a blank node, from 1; 0: none needed so far */
	edu_ref object, id;                     /* where it stands; 0: nowhere */
	edu_name keys[4];                       /* as a key, for each scope; 0: not looked up */
	const edu_elm_context_term *terms[4];   /* what the key means; NULL: nothing more than its IRI */
	uint8_t kind;
	uint8_t scope;                          /* the types inside whose nodes more terms are known */
} edu_elm_mention;

typedef struct edu_elm_builder {
	edu_document *doc;
	edu_error *err;
	unsigned version;
	edu_map numbers;                        /* of mentions, by kind and text */
	edu_map languages;
	edu_map sayings;                        /* what was said, by content */
	edu_elm_mention *mentions;              /* [0]: none */
	size_t mention_count, mention_capacity;
	edu_elm_said *said;                     /* [0]: none */
	size_t said_count, said_capacity;
	uint32_t labels;
	uint32_t type;                          /* the mention of rdf:type */
} edu_elm_builder;

/* All return 0, EDU_ENOMEM, EDU_ELIMIT, or EDU_EINVALID for an IRI that is none (rule elm/iri). */
int edu_elm_builder_open(edu_elm_builder *b, edu_document *doc, edu_error *err);
/* Texts are copied. What is said again is written once, and both stand there. */
int edu_elm_builder_say(edu_elm_builder *b, const edu_elm_term *subject, const edu_elm_term *predicate,
                        const edu_elm_term *object, uint32_t mark);
/* The same for an item of a document, which is the mark, and which a refusal points at; 0: no item says it. */
int edu_elm_builder_say_at(edu_elm_builder *b, const edu_tree *t, edu_ref item, const edu_elm_term *subject,
                           const char *predicate, size_t length, const edu_elm_term *object);
/* The number of a node or IRI that was mentioned; 0: it was not, or there is no memory to look for it. */
uint32_t edu_elm_builder_find(const edu_elm_builder *b, const edu_elm_term *term);
/* Fills the document's tree, which is empty so far. */
int edu_elm_builder_build(edu_elm_builder *b);
void edu_elm_builder_close(edu_elm_builder *b);     /* also after a failed open */

#endif
