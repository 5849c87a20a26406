/*
 * formats/elm/forms/form.h – the XML in which courses and accreditations of ELM are exchanged: loq.xsd and ams.xsd.
 *
 * Records stand in containers below the root, each with its id, and name each other by idref; what belongs to one
 * record alone stands inside it (elm.md, section 10). One engine reads and one writes both, by tables: what each
 * element says of its parent.
 */
#ifndef EDU_FORMATS_ELM_FORMS_FORM_H
#define EDU_FORMATS_ELM_FORMS_FORM_H

#include "formats/elm/build.h"
#include "model/crosswalk.h"

typedef enum edu_form_role {
	EDU_FORM_CONTAINER = 1,  /* holds records, says nothing */
	EDU_FORM_NODE,           /* a record in a container, or what stands inside another */
	EDU_FORM_REFERENCE,      /* names a record of the file by idref */
	EDU_FORM_FREE_REFERENCE, /* names a record, of the file or elsewhere */
	EDU_FORM_CODE,           /* a concept of a list, by uri alone */
	EDU_FORM_TEXT,           /* a text with a language */
	EDU_FORM_NOTATION,       /* a text that may have a datatype */
	EDU_FORM_MAILBOX,        /* its text is the address, which is a node */
	EDU_FORM_LITERAL,
	EDU_FORM_IRI,            /* its text names a node */
	EDU_FORM_PART            /* of its element: attributes, own text */
} edu_form_role;

/* Beside each row of the schema's properties. */
typedef struct edu_form_row {
	uint8_t role;
	uint8_t space;           /* of the element: 0 the form's own, else see edu_form_space() */
	const char *predicate;   /* NULL: none */
	const char *detail;      /* of a literal, its datatype; of an IRI, the class of what it names, or NULL */
	const char *schemes[2];  /* of a code: the lists that it may be of; NULL: no more */
} edu_form_row;

typedef struct edu_form_table {
	const edu_schema *schema;
	const edu_form_row *rows;
	const char *const *classes;        /* IRI of each class; NULL: none of the model */
	const char *uri, *root;
	uint16_t root_class, concept;      /* concept: the class of elements that are concepts in full */
	uint16_t id, idref, uri_name, language, type, version;  /* names */
} edu_form_table;

extern const edu_form_table edu_form_loq, edu_form_ams;

/* Prefix and namespace of the elements of a row; the form's own has no prefix. */
void edu_form_space(const edu_form_table *table, unsigned space, const char **prefix, const char **uri);
/* The row of an element in its parent; NULL: it has none. */
const edu_form_row *edu_form_row_of(const edu_form_table *table, const edu_tree *t, edu_ref element);
const edu_property *edu_form_property_of(const edu_form_table *table, const edu_tree *t, edu_ref element);
/* Whether a namespace is one of the form's. */
bool edu_form_knows(const edu_form_table *table, const char *uri);

/* Fill p->to, an ELM document, from a form. */
int edu_form_read(edu_passage *p, const edu_form_table *table);
/* Fill p->to, a form, from an ELM document: the nodes that have a container in it, and what belongs to them. */
int edu_form_write(edu_passage *p, const edu_form_table *table);

#endif
