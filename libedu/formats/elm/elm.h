/*
 * formats/elm/elm.h – what the files of this folder share: the European Learning Model as a format.
 */
#ifndef EDU_FORMATS_ELM_ELM_H
#define EDU_FORMATS_ELM_ELM_H

#include "elm_tables.h"
#include "model/document.h"

/*
 * edu_document.shape: which of the file shapes of elm.md, section 3. A sealed file (D) has the shape of its
 * payload.
 */
typedef enum edu_elm_file_shape {
	EDU_ELM_MADE = 0,             /* by a conversion: plain */
	EDU_ELM_PLAIN = 1,            /* A: the credential is the top */
	EDU_ELM_WRAPPED = 2,          /* B: it is the member credential of the top */
	EDU_ELM_API_INPUT = 3,        /* C: the same, with what an issuer adds still lacking */
	EDU_ELM_FLAT = 4,             /* E: nodes side by side in @graph */
	/* Courses, qualifications, accreditations, and no credential: nodes in @graph, or one node that is the top. */
	EDU_ELM_COURSES = 5,
	EDU_ELM_DATASET = 6           /* F: linked data with contexts of its own or none, told by its twin; dataset.h */
} edu_elm_file_shape;

/* Context URLs of a credential, in the order in which they are written. */
#define EDU_ELM_CONTEXT_W3C "https://www.w3.org/2018/credentials/v1"
#define EDU_ELM_CONTEXT_EDC "http://data.europa.eu/snb/model/context/edc-ap"

/* recognise.c: where the credential stands in a tree. */
typedef struct edu_elm_form {
	edu_elm_file_shape shape;
	edu_ref content;             /* the credential; 0: none */
} edu_elm_form;
edu_elm_form edu_elm_form_of(const edu_tree *t);
/* Whether the twin of a form or dataset says anything of ELM: 0, or a refusal. */
int edu_elm_check_twin(const edu_document *doc, edu_error *err);
edu_recognition edu_elm_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err);

/* context.c: which context an address means. */
typedef enum edu_elm_context_address {
	EDU_ELM_CONTEXT_UNKNOWN, EDU_ELM_CONTEXT_OF_W3C, EDU_ELM_CONTEXT_OF_EDC, EDU_ELM_CONTEXT_OF_W3C_2
} edu_elm_context_address;
edu_elm_context_address edu_elm_context_url(const char *text, size_t length);

/* Is the @context of an object, or its absence, one that the tables stand for? 0 or a refusal. */
int edu_elm_check_context(const edu_tree *t, edu_ref object, bool may_lack, edu_error *err);

/* terms.c: what names and types mean. */
typedef struct edu_elm_types {       /* classes by their terms */
	uint8_t slots[128];
	uint8_t lengths[128];        /* of the term in each slot */
} edu_elm_types;
void edu_elm_types_open(edu_elm_types *types);
/* The class that a value of type means (a term, prefix:Name or an IRI); 0: none. */
uint16_t edu_elm_types_find(const edu_elm_types *types, const char *text, size_t length);
/*
 * Let names as written stand for the tables': @id for id, elm:title or an IRI for the term of that
 * predicate.
 */
void edu_elm_map_names(edu_tree *t);
/*
 * Whether a text begins with one of the context's prefixes; then *iri is what the prefix stands for, *rest
 * what follows it.
 */
bool edu_elm_split_compact(const char *text, size_t length, const char **iri, const char **rest);
/* The prefixes that ELM's vocabularies go by, one by one; false: there is none any more. */
bool edu_elm_prefix_at(size_t i, const char **name, const char **iri);

/* Whether a node object says that it has a type. */
bool edu_elm_has_type(const edu_tree *t, edu_ref object, const char *type);
/* The array of nodes of a flat document; 0: its nodes are not side by side. */
edu_ref edu_elm_graph_array(const edu_document *doc);
/* The member id of a node object, a string; 0: none. */
edu_ref edu_elm_id(const edu_tree *t, edu_ref object);

int edu_elm_bind(edu_document *doc, const edu_read_options *options, edu_error *err);
int edu_elm_check(const edu_document *doc, edu_finding_list *list, edu_error *err);

#endif
