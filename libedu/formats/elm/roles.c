/*
 * formats/elm/roles.c – roles by the coercions of the contexts (elm.md, section 7, rules 3 to 6); see
 * roles.h.
 */
#include "formats/elm/roles.h"

#include <string.h>

/* What a term makes of its values, whatever the class. */
enum {
	TERM_UNKNOWN = 0,
	TERM_KEYWORD,
	TERM_NODE,
	TERM_LANGUAGE,
	TERM_LITERAL,
	TERM_KIND = 7,
	TERM_SCOPED = 8
};

static uint8_t kind_of(const edu_property *row)
{
	switch (row->kind) {
	case EDU_VALUE_NODE: case EDU_VALUE_IRI: return TERM_NODE;
	case EDU_VALUE_LANGSTRING: return TERM_LANGUAGE;
	default: return TERM_LITERAL;
	}
}

/*
 * What the context makes of a term is the same in every version that has it, though a shape may ask for a
 * link where the context makes a node.
 */
static bool has_values(const edu_tree *t)
{
	for (edu_ref i = 1; i < t->count; i++)
		if (edu_tree_known(t, t->items[i].name) == elm_n__value) return true;
	return false;
}

void edu_elm_terms_open(edu_elm_terms *t, const edu_document *doc, bool as_rdf)
{
	const uint16_t versions = as_rdf ? (uint16_t)(1u << doc->version) : UINT16_MAX;
	uint16_t found[sizeof t->of] = { 0 };

	_Static_assert(sizeof t->of > elm_n_workload, "a place for every name");
	memset(t, 0, sizeof *t);
	t->as_rdf = as_rdf;
	t->has_values = has_values(&doc->tree);
	for (uint32_t i = 0; i < elm_schema.property_count; i++) {
		const edu_property *row = &elm_schema.properties[i];
		uint8_t *term = &t->of[row->name];
		const uint8_t kind = kind_of(row);
		found[row->name] |= row->versions;
		if (!*term || kind == TERM_NODE) *term = (uint8_t)((*term & TERM_SCOPED) | kind);
		if (row->flags & EDU_PROPERTY_SCOPED) *term |= TERM_SCOPED;
	}
	for (edu_name name = 1; name <= elm_schema.names.count; name++)
		if (!(found[name] & versions)) t->of[name] = TERM_UNKNOWN;
	/* Terms of the contexts that no shape of EDC uses. */
	t->of[elm_n_publisher] = TERM_NODE;
	t->of[elm_n_dateCreated] = TERM_LITERAL;
	t->of[elm_n_refreshService] = TERM_NODE | TERM_SCOPED;
	t->of[elm_n_id] = t->of[elm_n_type] = t->of[elm_n__context] = TERM_KEYWORD;
}

static uint8_t role_of_object(const edu_elm_terms *terms, const edu_tree *t, edu_ref object, uint8_t place)
{
	if (terms->has_values && edu_tree_child(t, object, elm_n__value)) return EDU_ELM_VALUE_OBJECT;
	if (place == EDU_ELM_AT_LANGUAGE) return EDU_ELM_LANGUAGE_MAP;
	return !terms->as_rdf || edu_elm_has_type(t, object, "VerifiableCredential")
	    || edu_elm_has_type(t, object, "VerifiablePresentation") ? EDU_ELM_CREDENTIAL_NODE : EDU_ELM_NODE;
}

static uint8_t place_of_member(const edu_elm_terms *terms, edu_name known, uint8_t parent)
{
	const uint8_t term = terms->of[known];

	if (term & TERM_SCOPED && parent != EDU_ELM_CREDENTIAL_NODE) return EDU_ELM_OUTSIDE;
	switch (term & TERM_KIND) {
	case TERM_KEYWORD: return EDU_ELM_KEYWORD;
	case TERM_NODE: return EDU_ELM_AT_NODE;
	case TERM_LANGUAGE: return EDU_ELM_AT_LANGUAGE;
	case TERM_LITERAL: return EDU_ELM_AT_LITERAL;
	default: return EDU_ELM_OUTSIDE;
	}
}

/* The role of the place where an item stands, from that of its parent. */
static uint8_t place_of(const edu_tree *t, edu_ref item, const edu_elm_terms *terms, const uint8_t *roles)
{
	const edu_item *i = &t->items[item];
	const uint8_t parent = roles[i->parent];

	switch (parent) {
	case EDU_ELM_NODE: case EDU_ELM_CREDENTIAL_NODE:
		return place_of_member(terms, edu_tree_known(t, i->name), parent);
	case EDU_ELM_LANGUAGE_MAP: case EDU_ELM_LANGUAGE_ENTRY:
		return EDU_ELM_LANGUAGE_ENTRY;
	case EDU_ELM_VALUE_OBJECT:
		return edu_tree_known(t, i->name) == elm_n__value ? EDU_ELM_VALUE : EDU_ELM_KEYWORD;
	default:
		return parent;       /* an array hands its own place on; outside is outside */
	}
}

static bool is_place(uint8_t role)
{
	return role == EDU_ELM_AT_NODE || role == EDU_ELM_AT_LANGUAGE || role == EDU_ELM_AT_LITERAL;
}

uint8_t edu_elm_role_of(const edu_elm_terms *terms, const edu_document *doc, edu_ref item,
                        const uint8_t *roles)
{
	const edu_tree *t = &doc->tree;
	const edu_ref graph = edu_elm_graph_array(doc);
	const uint8_t place =
		item == (graph ? graph : doc->content) ? EDU_ELM_AT_NODE : place_of(t, item, terms, roles);

	return t->items[item].kind == EDU_KIND_OBJECT && is_place(place)
		? role_of_object(terms, t, item, place) : place;
}

void edu_elm_roles(const edu_document *doc, bool as_rdf, uint8_t *roles)
{
	const edu_tree *t = &doc->tree;
	edu_elm_terms terms;

	edu_elm_terms_open(&terms, doc, as_rdf);
	/* A parent's number is lower than its children's, so that one pass suffices. */
	roles[0] = EDU_ELM_OUTSIDE;
	for (edu_ref i = 1; i < t->count; i++)
		roles[i] = edu_elm_role_of(&terms, doc, i, roles);
}

edu_ref edu_elm_property_of(const edu_tree *t, edu_ref item)
{
	while (t->items[item].parent && t->items[t->items[item].parent].kind == EDU_KIND_ARRAY)
		item = t->items[item].parent;
	return item;
}
