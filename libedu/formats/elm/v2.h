/*
 * formats/elm/v2.h – ELM 2, which was XML, read as what ELM 3 says.
 *
 * A table (v2_rows.c) tells for each element what becomes of it; an engine (v2_nodes.c, v2_values.c) goes by it, and
 * v2_envelope.c makes of the credential what a table can't say. What has no place travels in the original, which the
 * profile edc-converted embeds.
 */
#ifndef EDU_FORMATS_ELM_V2_H
#define EDU_FORMATS_ELM_V2_H

#include <edu/vocabulary.h>
#include "base/map.h"
#include "crosswalk_tables.h"
#include "formats/elm/crosswalk.h"

/* What an element becomes. */
typedef enum edu_elm_v2_how {
	V2_TEXTS = 1,   /* texts by language */
	V2_NOTE,        /* a note of such texts, with its subject; or of plain text */
	V2_TEXT,        /* plain text as it is */
	V2_NUMBER,      /* digits */
	V2_BOOLEAN,
	V2_INTEGER,     /* a decimal that has to be whole */
	V2_DATE,        /* a date or a moment */
	V2_CODE,        /* a concept */
	V2_IDENTIFIER,
	V2_LEGAL,       /* an identifier with its country */
	V2_WEB,         /* a resource by its address */
	V2_MAILBOX,
	V2_ECTS,        /* credits */
	V2_CREDITS,
	V2_AMOUNT,
	V2_START,       /* of a period */
	V2_END,
	V2_NODE,        /* a node, here or by its id */
	V2_NODES        /* an element that holds such elements */
} edu_elm_v2_how;

typedef struct edu_elm_v2_row {
	uint16_t cls;         /* that the element is said of; 0: any that has the property */
	const char *element;
	uint8_t how;
	uint16_t key;         /* the property */
	uint16_t value;       /* class of the node; 0: by the name of its element */
} edu_elm_v2_row;

/* The row for an element of a class's node; NULL: it has no place. */
const edu_elm_v2_row *edu_elm_v2_find_row(uint16_t cls, const char *element);
/* The class that an element is by its name; 0: none. */
uint16_t edu_elm_v2_class_of(const char *element);

typedef struct edu_elm_v2 {
	edu_passage *p;
	const edu_tree *t;        /* of the XML */
	edu_map elements;         /* id → the element that has it first */
	edu_map printed;          /* id → the element whose node bears it */
	edu_map concepts;         /* IRI → the element whose concept stands in full */
	unsigned copies;          /* nodes that got an id of their own */
	edu_ref credential;       /* element */
	const char *language;     /* of texts that don't say theirs, and of the display: ISO 639-1 */
	edu_ref award;            /* id of the award that what is being written belongs to, in the target; 0: none */
	unsigned depth;
} edu_elm_v2;

/* v2_nodes.c. All give 0 or a negative status. */
const char *edu_elm_v2_name(const edu_tree *t, edu_ref item);   /* without prefix */
edu_ref edu_elm_v2_child(const edu_tree *t, edu_ref element, const char *name);
/* An element became a node; text that stands beside its children did not. */
void edu_elm_v2_trace(edu_elm_v2 *v, edu_ref element, edu_ref node);
/* A member of a node: an object in an array where the property may have several. */
int edu_elm_v2_member(edu_elm_v2 *v, edu_ref node, edu_name key, uint16_t cls, edu_ref *out);
bool edu_elm_v2_takes(const edu_elm_v2 *v, edu_ref node, edu_name key);  /* the property has room for one more */
/* What stands below an element, said of a node; other rows than those of its class are not applied. */
int edu_elm_v2_members(edu_elm_v2 *v, edu_ref element, edu_ref node, uint16_t cls);
int edu_elm_v2_node(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key, uint16_t cls);
int edu_elm_v2_nodes(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key);
/* Whether an element says what another said, word for word; then its parts have gone where the other's went. */
bool edu_elm_v2_repeats(edu_elm_v2 *v, edu_ref element, edu_ref first);
/* Write an id or a reference as an IRI, with a trace. */
int edu_elm_v2_iri(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key, unsigned copy);

/* v2_values.c */
int edu_elm_v2_value(edu_elm_v2 *v, const edu_elm_v2_row *row, edu_ref element, edu_ref node);
int edu_elm_v2_text(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key, edu_kind kind, uint16_t rule);
int edu_elm_v2_texts(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key);
int edu_elm_v2_date(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key);
/* A concept by ISO 639-1; nothing where the list has none. */
int edu_elm_v2_language(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key);
/* A concept that no element tells: of a scheme, by its code. */
int edu_elm_v2_constant(edu_elm_v2 *v, edu_ref node, edu_name key, const char *scheme, const char *code, uint16_t rule);

/* v2_envelope.c: p->from is ELM 2, p->to an ELM document without items. */
int edu_elm_v2_translate(edu_passage *p);

#endif
