/*
 * formats/elm/roles.h – what each item of a document is in the graph that JSON-LD makes of it.
 */
#ifndef EDU_FORMATS_ELM_ROLES_H
#define EDU_FORMATS_ELM_ROLES_H

#include "formats/elm/elm.h"

typedef enum edu_elm_role {
	EDU_ELM_OUTSIDE = 0,     /* not in the graph: a wrapper, an unknown member, and all below it */
	EDU_ELM_KEYWORD,         /* id, type, @context and what stands below them */
	EDU_ELM_AT_NODE,         /* scalar, or array, where nodes are expected */
	EDU_ELM_AT_LANGUAGE,     /* scalar, or array, where a language map is expected */
	EDU_ELM_AT_LITERAL,      /* scalar, or array, where literals are expected */
	EDU_ELM_NODE,            /* an object that is a node */
	EDU_ELM_CREDENTIAL_NODE, /* the same, of a type inside which the terms of W3C credentials are known */
	EDU_ELM_LANGUAGE_MAP,
	EDU_ELM_LANGUAGE_ENTRY, /* a member of it, and the entries of an array there */
	EDU_ELM_VALUE_OBJECT,
	EDU_ELM_VALUE /* its @value */
} edu_elm_role;

/* What the terms of the context make of their values, by name. */
typedef struct edu_elm_terms {
	uint8_t of[512];
	bool as_rdf;
	bool has_values; /* the document has value objects, which are rare; looking for them is not cheap */
} edu_elm_terms;

void edu_elm_terms_open(edu_elm_terms *terms, const edu_document *doc, bool as_rdf);
/* The role of one item; that of its parent is known. */
uint8_t edu_elm_role_of(const edu_elm_terms *terms, const edu_document *doc, edu_ref item,
                        const uint8_t *roles);

/*
 * Fill roles[doc->tree.count]. as_rdf: as a JSON-LD processor does it, for which a term that the version
 * lacks means nothing, nor does one of W3C credentials outside a node of type VerifiableCredential or
 * -Presentation; else by key.
 */
void edu_elm_roles(const edu_document *doc, bool as_rdf, uint8_t *roles);

static inline bool edu_elm_is_node(uint8_t role)
{
	return role == EDU_ELM_NODE || role == EDU_ELM_CREDENTIAL_NODE;
}

/* The item whose name is the property that an entry, at any depth of arrays, is a value of. */
edu_ref edu_elm_property_of(const edu_tree *t, edu_ref item);

#endif
