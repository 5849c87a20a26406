/*
 * formats/elm/unseen.c – keys that get lost, ids that are none, dates that no calendar has; see unseen.h.
 */
#include "formats/elm/unseen.h"
#include "base/text.h"
#include "formats/elm/copies.h"
#include "formats/elm/nearest.h"
#include "formats/elm/shapes.h"

#include <string.h>

/* Looking for the name that was meant costs time; so many different unknown names get it. */
enum { LISTED_PLACES = 1001 };

typedef struct looking {
	const edu_elm_graph *g;
	const edu_document *doc;
	const edu_tree *tree;
	edu_finding_list *list;
	edu_elm_guesses guesses;
	unsigned version;
	bool told_local_ids;
	edu_elm_places places;
	bool lost[512]; /* by name of the tables: the context loses what stands under it */
} looking;

static int add(looking *l, edu_ref item, edu_severity severity, const char *rule, const char *message)
{
	return edu_finding_add(l->list, l->doc, item, severity, rule, "%s", message);
}

/* Note the names of properties that the context of the version loses. */
static void find_lost(looking *l)
{
	for (uint32_t i = 0; i < elm_schema.property_count; i++) {
		const edu_property *row = &elm_schema.properties[i];
		if (row->versions >> l->version & 1 && row->flags & EDU_PROPERTY_VANISHES)
			l->lost[row->name] = true;
	}
}

static bool gets_lost(const looking *l, edu_name known)
{
	return known && l->lost[known];
}

static int report_unknown_term(looking *l, edu_ref item)
{
	const edu_name meant = edu_elm_meant_by(&l->guesses, l->tree->items[item].name);

	if (!meant)
		return add(l, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		           "the contexts give this key no meaning here, so that readers pass over it");
	return edu_finding_add(
		l->list, l->doc, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		"the contexts don't know this key, so that readers pass over it; %s may be meant: compare "
		"letter by letter",
		elm_schema.names.names[meant]);
}

/* urn:epass:org:1 and its like are numbers of one document, and mean somebody else in the next. */
static bool is_local_id(const edu_elm_thing *t)
{
	static const char start[] = "urn:epass:";

	if (!t->text || t->length <= sizeof start - 1 || memcmp(t->text, start, sizeof start - 1) != 0)
		return false;
	uint32_t digits = 0;
	while (digits < t->length && t->text[t->length - 1 - digits] >= '0' &&
	       t->text[t->length - 1 - digits] <= '9')
		digits++;
	return digits && digits < 10 && t->text[t->length - 1 - digits] == ':';
}

static int check_node(looking *l, edu_ref item)
{
	const edu_elm_thing_number number = l->g->numbers[item];
	const edu_ref id = edu_elm_id(l->tree, item);

	if (l->g->outside[item] == EDU_ELM_LOST)
		return add(l, id ? id : item, EDU_SEVERITY_WARNING, "elm/relative-id",
		           "the id is no absolute IRI, so that linked-data tools lose the whole node and "
		           "every link to it; write "
		           "one such as urn:uuid:…");
	if (l->told_local_ids || !is_local_id(&l->g->things[number])) return 0;
	l->told_local_ids = true;
	return add(l, id ? id : item, EDU_SEVERITY_INFO, "elm/local-id",
	           "ids of this kind are numbered in each document anew; don't join documents by them");
}

static int check_type(looking *l, edu_ref item)
{
	return add(l, item, EDU_SEVERITY_INFO, "elm/unknown-type", "the contexts don't know this type");
}

static bool is_below_type(const looking *l, edu_ref item)
{
	uint32_t length;
	const edu_tree *t = l->tree;

	if (t->items[item].parent && t->items[t->items[item].parent].kind == EDU_KIND_ARRAY)
		item = t->items[item].parent;
	const char *name = edu_tree_name_text(t, t->items[item].name, &length);
	return edu_equal(name, length, "type") || edu_equal(name, length, "@type");
}

/* An item that the graph has not got. */
static int check_lost(looking *l, edu_ref item)
{
	const edu_item *i = &l->tree->items[item];
	edu_ref member = item;

	if (edu_tree_known(l->tree, i->name) == elm_n__graph)
		return add(l, item, EDU_SEVERITY_WARNING, "elm/named-graph",
		           "other members beside @graph set its nodes apart, so that no profile checks them; "
		           "leave only "
		           "@context beside it");
	if (is_below_type(l, item)) return check_type(l, item);
	while (l->tree->items[l->tree->items[member].parent].kind == EDU_KIND_ARRAY)
		member = l->tree->items[member].parent;
	const edu_name known = edu_tree_known(l->tree, l->tree->items[member].name);
	if (gets_lost(l, known))
		return edu_finding_add(l->list, l->doc, item, EDU_SEVERITY_WARNING, "elm/vanishes",
		                       "the context of ELM %s loses this value, so that no profile checks it "
		                       "and linked-data tools "
		                       "don't see it",
		                       elm_schema.versions[l->version]);
	if (i->kind == EDU_KIND_OBJECT && member == item && known == 0)
		return report_unknown_term(l, item);
	if (i->kind == EDU_KIND_OBJECT && edu_elm_id(l->tree, item)) return check_node(l, item);
	if (i->kind == EDU_KIND_STRING && known)
		return add(l, item, EDU_SEVERITY_WARNING, "elm/relative-id",
		           "a reference that is no absolute IRI, so that linked-data tools lose it; write "
		           "the id of a node in "
		           "full");
	return report_unknown_term(l, item);
}

static int check_items(looking *l)
{
	int rc = 0;

	for (edu_ref i = 1; i < l->tree->count && rc == 0; i++) {
		if (l->g->outside[i] == EDU_ELM_LOST) rc = check_lost(l, i);
		else if (l->g->numbers[i]) rc = check_node(l, i);
	}
	return rc;
}

static bool is_datetime(const edu_elm_thing *t)
{
	static const char iri[] = "http://www.w3.org/2001/XMLSchema#dateTime";

	return t->kind == EDU_ELM_TEXT && t->datatype_length == sizeof iri - 1 &&
	       memcmp(t->datatype, iri, sizeof iri - 1) == 0;
}

/* Add a finding about a statement, with its places in copies. */
static int add_at_statement(looking *l, const edu_elm_statement *s, const char *rule, const char *message)
{
	l->places.count = 0;
	int rc = add(l, s->item, EDU_SEVERITY_WARNING, rule, message);
	if (rc == 0) rc = edu_elm_places_add(&l->places, l->g, s->item, LISTED_PLACES);
	for (size_t i = 1; i < l->places.count && rc == 0; i++)
		rc = edu_finding_also(l->list, l->doc, l->places.items[i]);
	return rc;
}

/* A value that reaches the graph under a predicate that no shape looks at. */
static int check_statement(looking *l, const edu_elm_statement *s)
{
	const edu_elm_thing *value = &l->g->things[s->object];
	edu_ref member = s->item;

	if (is_datetime(value) && !edu_is_datetime(value->text, value->length) &&
	    edu_elm_is_datetime_pattern(value->text, value->length))
		return add_at_statement(l, s, "elm/impossible-date",
		                        "no calendar has this day, which SHACL engines don't notice; write one "
		                        "that there is");
	while (l->tree->items[l->tree->items[member].parent].kind == EDU_KIND_ARRAY)
		member = l->tree->items[member].parent;
	const edu_name known = edu_tree_known(l->tree, l->tree->items[member].name);
	/* Dates and markup written as value objects do reach their predicates. */
	if (known == elm_n_dateModified || known == elm_n_descriptionHtml || l->g->outside[s->item] == EDU_ELM_LOST)
		return 0;
	if (!gets_lost(l, known)) return 0;
	return add_at_statement(l, s, "elm/vanishes",
	                        "the context of ELM maps this key to a predicate that no profile checks");
}

/* The terms of W3C credentials are known inside nodes of that type only. */
static int check_envelopes(looking *l)
{
	const edu_elm_graph *g = l->g;
	int rc = 0;

	for (edu_elm_thing_number n = 1; n < g->thing_count && rc == 0; n++) {
		const edu_elm_thing *t = &g->things[n];
		bool credential = false, envelope = false;
		for (size_t i = t->statements; i < t->statements + t->count; i++) {
			if (g->statements[i].predicate != g->type) continue;
			const edu_elm_thing *type = &g->things[g->statements[i].object];
			credential |=
				edu_equal(type->text, type->length,
			                  "http://data.europa.eu/snb/model/elm/EuropeanDigitalCredential");
			envelope |= edu_equal(type->text, type->length,
			                      "https://www.w3.org/2018/credentials#VerifiableCredential");
		}
		if (credential && !envelope)
			rc = add(l, t->full, EDU_SEVERITY_WARNING, "elm/type",
			         "type lacks VerifiableCredential, so that the members of the envelope mean "
			         "nothing");
	}
	return rc;
}

int edu_elm_check_unseen(const edu_elm_graph *g, unsigned version, edu_finding_list *list)
{
	looking l = { .g = g, .doc = g->doc, .tree = &g->doc->tree, .list = list, .version = version };

	if (edu_elm_guesses_open(&l.guesses, l.tree) < 0) return EDU_ENOMEM;
	_Static_assert(sizeof l.lost > elm_n_workload, "a place for every name");
	find_lost(&l);
	int rc = check_items(&l);
	for (size_t i = 0; i < g->statement_count && rc == 0; i++)
		rc = check_statement(&l, &g->statements[i]);
	if (rc == 0) rc = check_envelopes(&l);
	edu_elm_places_close(&l.places, g);
	edu_elm_guesses_close(&l.guesses);
	return rc;
}
