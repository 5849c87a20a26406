/*
 * formats/elm/terms.c – from keys and types as written to the tables: the JSON-LD contexts, offline.
 *
 * A key is a term, or a compact or absolute IRI that equals the predicate of a term (elm.md, section 7,
 * rule 3).
 */
#include "formats/elm/elm.h"
#include "base/text.h"
#include "elm_predicates.h"

#include <string.h>

#define ELM_BASE "http://data.europa.eu/snb/model/elm/"

/*
 * The prefixes of both contexts. clv ends in no delimiter, so that JSON-LD 1.1 does not take it for a
 * prefix; it stands here for the predicates that the profiles name with it.
 */
static const struct prefix_row { const char *name, *iri; bool usable; } prefixes[] = {
	{ "elm", ELM_BASE, true },
	{ "dc", "http://purl.org/dc/terms/", true },
	{ "skos", "http://www.w3.org/2004/02/skos/core#", true },
	{ "cred", "https://www.w3.org/2018/credentials#", true },
	{ "adms", "http://www.w3.org/ns/adms#", true },
	{ "foaf", "http://xmlns.com/foaf/0.1/", true },
	{ "org", "http://www.w3.org/ns/org#", true },
	{ "rov", "http://www.w3.org/ns/regorg#", true },
	{ "person", "http://www.w3.org/ns/person#", true },
	{ "locn", "http://www.w3.org/ns/locn#", true },
	{ "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", true },
	{ "rdfs", "http://www.w3.org/2000/01/rdf-schema#", true },
	{ "xsd", "http://www.w3.org/2001/XMLSchema#", true },
	{ "vc", "http://data.europa.eu/snb/model/w3c/vc/", true },
	{ "sec", "https://w3id.org/security#", false },
	{ "clv", "http://data.europa.eu/m8g/", false },
};

enum { PREFIX_COUNT = sizeof prefixes / sizeof *prefixes, LONGEST_COMPACT = 80 };

/* Classes whose IRI is not elm: and their term. */
static const struct class_row { const char *compact; uint16_t cls; } other_classes[] = {
	{ "skos:Concept", elm_c_Concept },
	{ "skos:ConceptScheme", elm_c_ConceptScheme },
	{ "dc:Location", elm_c_Location },
	{ "dc:PeriodOfTime", elm_c_PeriodOfTime },
	{ "locn:Geometry", elm_c_Geometry },
	{ "cred:VerifiableCredential", elm_c_VerifiableCredential },
	{ "cred:VerifiablePresentation", elm_c_VerifiablePresentation },
};

bool edu_elm_split_compact(const char *text, size_t length, const char **iri, const char **rest)
{
	const char *colon = length ? memchr(text, ':', length) : NULL;
	if (!colon || (colon + 2 < text + length && colon[1] == '/' && colon[2] == '/')) return false;
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		if (!prefixes[i].usable || !edu_equal(text, (size_t)(colon - text), prefixes[i].name))
			continue;
		*iri = prefixes[i].iri;
		*rest = colon + 1;
		return true;
	}
	return false;
}

bool edu_elm_prefix_at(size_t i, const char **name, const char **iri)
{
	if (i >= PREFIX_COUNT) return false;
	*name = prefixes[i].name;
	*iri = prefixes[i].iri;
	return true;
}

/*
 * Write a key or type that is an IRI as prefix:name; false where it is none of the context's, or too long
 * to be.
 */
static bool compact(char out[LONGEST_COMPACT], const char *text, size_t length)
{
	const char *iri, *rest;

	if (length < LONGEST_COMPACT && edu_elm_split_compact(text, length, &iri, &rest)) {
		memcpy(out, text, length);
		out[length] = '\0';
		return true;
	}
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		const size_t base = strlen(prefixes[i].iri), prefix = strlen(prefixes[i].name);
		if (length <= base || memcmp(text, prefixes[i].iri, base) != 0) continue;
		if (prefix + 1 + length - base >= LONGEST_COMPACT) return false;
		memcpy(out, prefixes[i].name, prefix);
		out[prefix] = ':';
		memcpy(out + prefix + 1, text + base, length - base);
		out[prefix + 1 + length - base] = '\0';
		return true;
	}
	return false;
}

static edu_name name_of_predicate(const char *predicate)
{
	size_t low = 0, high = sizeof elm_predicates / sizeof *elm_predicates;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = strcmp(elm_predicates[middle].predicate, predicate);
		if (order == 0) return elm_predicates[middle].name;
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return 0;
}

void edu_elm_map_names(edu_tree *t)
{
	for (size_t i = 0; i < t->own_count; i++) {
		const edu_own_name *own = &t->own[i];
		const edu_name name = t->table->count + (edu_name)i + 1;
		char written[LONGEST_COMPACT];
		if (edu_equal(own->text, own->length, "@id")) edu_tree_name_means(t, name, elm_n_id);
		else if (edu_equal(own->text, own->length, "@type")) edu_tree_name_means(t, name, elm_n_type);
		else if (compact(written, own->text, own->length))
			edu_tree_name_means(t, name, name_of_predicate(written));
	}
}

static size_t type_slot(const char *text, size_t length)
{
	return edu_name_hash(text, length) & (sizeof ((edu_elm_types *)0)->slots - 1);
}

void edu_elm_types_open(edu_elm_types *types)
{
	_Static_assert(sizeof types->slots > UINT8_MAX / 2, "half of the slots stay free");

	memset(types, 0, sizeof *types);
	for (uint32_t i = 1; i < elm_schema.class_count && i < sizeof types->slots / 2; i++) {
		const char *term = elm_schema.classes[i].term;
		if (!term) continue;
		size_t slot = type_slot(term, strlen(term));
		while (types->slots[slot]) slot = (slot + 1) & (sizeof types->slots - 1);
		types->slots[slot] = (uint8_t)i;
		types->lengths[slot] = (uint8_t)strlen(term);
	}
}

static uint16_t class_of_term(const edu_elm_types *types, const char *text, size_t length)
{
	for (size_t slot = type_slot(text, length); types->slots[slot];
	     slot = (slot + 1) & (sizeof types->slots - 1))
		if (types->lengths[slot] == length &&
		    memcmp(text, elm_schema.classes[types->slots[slot]].term, length) == 0)
			return types->slots[slot];
	return 0;
}

uint16_t edu_elm_types_find(const edu_elm_types *types, const char *text, size_t length)
{
	char written[LONGEST_COMPACT];

	const uint16_t cls = class_of_term(types, text, length);
	if (cls || !length || !memchr(text, ':', length) || !compact(written, text, length)) return cls;
	for (size_t i = 0; i < sizeof other_classes / sizeof *other_classes; i++)
		if (strcmp(written, other_classes[i].compact) == 0) return other_classes[i].cls;
	if (strncmp(written, "elm:", 4) != 0) return 0;
	const uint16_t named = class_of_term(types, written + 4, strlen(written + 4));
	for (size_t i = 0; i < sizeof other_classes / sizeof *other_classes; i++)
		if (named == other_classes[i].cls) return 0;
	return named;
}

static bool is_member(const edu_tree *t, edu_ref item, edu_name name, const char *keyword)
{
	uint32_t length;

	if (edu_tree_known(t, t->items[item].name) == name) return true;
	const char *text = edu_tree_name_text(t, t->items[item].name, &length);
	return edu_equal(text, length, keyword);
}

static bool says(const edu_tree *t, edu_ref item, const char *type)
{
	const edu_item *i = &t->items[item];
	return i->kind == EDU_KIND_STRING && edu_equal(i->text, i->length, type);
}

/* Recognition asks before the names are mapped, so that the keyword is looked for, too. */
bool edu_elm_has_type(const edu_tree *t, edu_ref object, const char *type)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		if (!is_member(t, i, elm_n_type, "@type")) continue;
		if (says(t, i, type)) return true;
		if (t->items[i].kind != EDU_KIND_ARRAY) continue;
		for (edu_ref e = edu_tree_first(t, i); e; e = edu_tree_next(t, e))
			if (says(t, e, type)) return true;
	}
	return false;
}

edu_ref edu_elm_id(const edu_tree *t, edu_ref object)
{
	const edu_ref id = edu_tree_child(t, object, elm_n_id);
	return id && t->items[id].kind == EDU_KIND_STRING ? id : 0;
}
