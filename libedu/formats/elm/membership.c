/*
 * formats/elm/membership.c – is a concept in the scheme that it names? See membership.h.
 */
#include "formats/elm/membership.h"
#include "formats/core/schemes.h"
#include "formats/elm/copies.h"

#include <string.h>

#define IN_SCHEME "http://www.w3.org/2004/02/skos/core#inScheme"

enum { LISTED_PLACES = 1001 };

static edu_elm_thing_number find_predicate(const edu_elm_graph *g)
{
	for (size_t i = 1; i < edu_elm_iri_count; i++)
		if (strcmp(edu_elm_iris[i], IN_SCHEME) == 0) return g->iris[i];
	return 0;
}

/* The scheme that a concept should be in and is not; NULL: none, or one of its schemes is not known here. */
static const edu_scheme *missing_from(const edu_elm_graph *g, edu_elm_thing_number concept, size_t first, size_t end)
{
	const edu_elm_thing *t = &g->things[concept];
	const edu_scheme *missing = NULL;

	for (size_t i = first; i < end; i++) {
		const edu_elm_thing *value = &g->things[g->statements[i].object];
		const edu_scheme *s =
			value->kind == EDU_ELM_IRI ? edu_scheme_of_iri(value->text, value->length) : NULL;
		if (!s || !s->complete || edu_scheme_lists(s, t->text, t->length)) return NULL;
		missing = s;
	}
	return missing;
}

static int report(const edu_elm_graph *g, edu_elm_thing_number concept, const edu_scheme *scheme,
                  edu_finding_list *list)
{
	const edu_elm_thing *t = &g->things[concept];
	const size_t base = strlen(scheme->base);
	const bool is_foreign = t->length <= base || memcmp(t->text, scheme->base, base) != 0;
	edu_elm_places places = { 0 };

	int rc = edu_finding_add(
		list, g->doc, t->full, EDU_SEVERITY_WARNING, "elm/unlisted-code",
		is_foreign ? "a Concept in the scheme %s whose id is none of that scheme; they begin with %s"
			   : "a Concept in the scheme %s that the list known here, of 2022 to 2024, does not have; "
			     "compare what follows %s letter by letter with the published list",
		scheme->name, scheme->base);
	for (edu_ref o = t->first; o && rc == 0; o = g->next[o])
		rc = edu_elm_places_add(&places, g, o, LISTED_PLACES);
	for (size_t i = 0; i < places.count && rc == 0; i++)
		if (places.items[i] != t->full) rc = edu_finding_also(list, g->doc, places.items[i]);
	edu_elm_places_close(&places, g);
	return rc;
}

int edu_elm_check_membership(const edu_elm_graph *g, edu_finding_list *list)
{
	const edu_elm_thing_number in_scheme = find_predicate(g);
	size_t first;
	int rc = 0;

	for (edu_elm_thing_number n = 1; n < g->thing_count && rc == 0; n++) {
		if (g->things[n].kind != EDU_ELM_IRI || !g->things[n].full) continue;
		const size_t end = edu_elm_graph_values(g, n, in_scheme, &first);
		const edu_scheme *scheme = missing_from(g, n, first, end);
		if (scheme) rc = report(g, n, scheme, list);
	}
	return rc;
}
