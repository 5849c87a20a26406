/*
 * formats/elm/rdf_write.c – any document of ELM as RDF/XML; see rdf_write.h.
 *
 * Each node is an element below rdf:RDF, named after its first type, with one element for each statement about it
 * (RDF 1.1 XML Syntax, section 2). What JSON-LD readers don't see is not in the statements, and lost here, too.
 */
#include "formats/elm/rdf_write.h"
#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "formats/elm/elements.h"
#include "formats/elm/traces.h"

#include <stdio.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"

/* Prefix of a namespace that has none of its own. */
#define FOREIGN "x"

typedef struct writing {
	edu_passage *p;
	edu_elm_graph graph;
	uint32_t *labels;         /* of blank nodes that something leads to, from 1 */
	edu_ref root;
} writing;

static const edu_elm_qname about = { "rdf", RDF, "about", 5 }, node_id = { "rdf", RDF, "nodeID", 6 },
	resource = { "rdf", RDF, "resource", 8 },
	datatype_name = { "rdf", RDF, "datatype", 8 },
	description = { "rdf", RDF, "Description", 11 },
	language_name = { "xml", "http://www.w3.org/XML/1998/namespace", "lang", 4 };

/* Names. */

static bool is_name_start(unsigned char c)
{
	return (unsigned)(c | 0x20) - 'a' < 26 || c == '_' || c >= 0x80;
}

/* Where the local name of an IRI begins: behind the last sign that no name has; length: there is none. */
static size_t local_start(const char *iri, size_t length)
{
	size_t at = length;

	while (at && (is_name_start((unsigned char)iri[at - 1]) || (iri[at - 1] >= '0' && iri[at - 1] <= '9')
	              || iri[at - 1] == '-' || iri[at - 1] == '.'))
		at--;
	while (at < length && !is_name_start((unsigned char)iri[at])) at++;
	return at;
}

/* An IRI as the name of an element: 1; 0: it can't be one; negative: out of memory. */
static int name_of(writing *w, edu_elm_thing_number number, edu_elm_qname *out)
{
	const edu_elm_thing *thing = &w->graph.things[number];
	const size_t at = thing->kind == EDU_ELM_IRI ? local_start(thing->text, thing->length) : thing->length;
	const char *name, *iri;

	if (at == thing->length || at == 0) return 0;
	*out = (edu_elm_qname){ FOREIGN, NULL, thing->text + at, thing->length - (uint32_t)at };
	for (size_t i = 0; edu_elm_prefix_at(i, &name, &iri); i++) {
		if (!edu_equal(thing->text, at, iri)) continue;
		out->prefix = name;
		out->uri = iri;
		return 1;
	}
	out->uri = edu_arena_text(w->p->to->tree.arena, thing->text, at);
	return out->uri ? 1 : edu_fail_memory(w->p->err);
}

/* A namespace without a prefix of its own is declared where it is needed: a document may have very many. */
static int add_element(writing *w, edu_ref parent, const edu_elm_qname *name, edu_ref *out)
{
	const int rc = edu_elm_element_add(w->p, parent, name, 0, out);
	return rc < 0 || strcmp(name->prefix, FOREIGN) != 0
	     ? rc : edu_elm_namespace_add(w->p, *out, FOREIGN, name->uri, strlen(name->uri));
}

/* What the graph put together goes with the graph; texts of the document stay. */
static const char *keep(writing *w, const char *text, size_t length)
{
	return edu_arena_text(w->p->to->tree.arena, text, length);
}

static int add_attribute(writing *w, edu_ref element, const edu_elm_qname *name, const char *text, size_t length,
                         edu_ref *out)
{
	const char *kept = keep(w, text, length);
	return kept ? edu_elm_attribute_add(w->p, element, name, 0, kept, length, out) : edu_fail_memory(w->p->err);
}

/* The attribute that names a node: its IRI, or a label counted anew. */
static int add_node_name(writing *w, edu_ref element, edu_elm_thing_number node, const edu_elm_qname *by_iri, edu_ref *out)
{
	const edu_elm_thing *thing = &w->graph.things[node];
	char label[16];

	if (thing->kind == EDU_ELM_IRI) return add_attribute(w, element, by_iri, thing->text, thing->length, out);
	const int n = snprintf(label, sizeof label, "b%u", (unsigned)w->labels[node] - 1);
	return add_attribute(w, element, &node_id, label, (size_t)n, out);
}

/* Traces. */

static bool same_text(const edu_tree *a, edu_ref x, const edu_tree *b, edu_ref y)
{
	const edu_item *i = &a->items[x], *j = &b->items[y];
	return i->text && j->text && i->length == j->length && memcmp(i->text, j->text, i->length) == 0;
}

static void trace(writing *w, edu_ref from, edu_ref to)
{
	const bool same = same_text(&w->p->from->tree, from, &w->p->to->tree, to);
	edu_trace_set(w->p, from, to, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED, same ? 0 : edu_rule_elm_form);
}

/* A value, and what stands inside it where it is an object that says no more than a value or an id. */
static void trace_value(writing *w, edu_ref item, edu_ref to)
{
	const edu_tree *t = &w->p->from->tree;

	trace(w, item, to);
	if (t->items[item].kind != EDU_KIND_OBJECT) return;
	const edu_ref id = edu_elm_id(t, item);
	if (w->graph.numbers[item] && id) trace(w, id, to);
	for (edu_ref i = w->graph.numbers[item] ? 0 : edu_tree_first(t, item); i; i = edu_tree_next(t, i)) trace(w, i, to);
}

/* Statements. */

static int add_object(writing *w, const edu_elm_statement *s, edu_ref element, edu_ref *out)
{
	const edu_elm_thing *o = &w->graph.things[s->object];
	int rc;

	*out = element;
	if (o->kind != EDU_ELM_TEXT) return add_node_name(w, element, s->object, &resource, out);
	if (o->language) rc = add_attribute(w, element, &language_name, o->language, o->language_length, NULL);
	else if (edu_equal(o->datatype, o->datatype_length, XSD_STRING)) rc = 0;
	else rc = add_attribute(w, element, &datatype_name, o->datatype, o->datatype_length, NULL);
	w->p->to->tree.items[element].flags &= (uint8_t)~EDU_ITEM_SELF_CLOSED;
	const char *text = w->p->from->tree.items[s->item].kind == EDU_KIND_STRING ? o->text : keep(w, o->text, o->length);
	if (!text) return edu_fail_memory(w->p->err);
	edu_tree_use_text(&w->p->to->tree, element, text, o->length);
	return rc;
}

/* One statement, which several places of the document may make: up to end. */
static int add_statement(writing *w, size_t first, size_t end, edu_ref node)
{
	const edu_elm_statement *s = &w->graph.statements[first];
	edu_elm_qname name;
	edu_ref element, object;

	int rc = name_of(w, s->predicate, &name);
	if (rc == 0)
		for (size_t i = first; i < end; i++)
			edu_trace_set(w->p, w->graph.statements[i].item, 0, EDU_OUTCOME_LOST, edu_rule_elm_no_place);
	if (rc <= 0) return rc;
	rc = add_element(w, node, &name, &element);
	if (rc == 0) rc = add_object(w, s, element, &object);
	for (size_t i = first; i < end && rc == 0; i++) trace_value(w, w->graph.statements[i].item, object);
	return rc;
}

/* Where the type that the node's element is named after is said; end: it is named otherwise. */
static size_t find_type(writing *w, edu_elm_thing_number node, edu_elm_qname *name, size_t *end, int *rc)
{
	const edu_elm_graph *g = &w->graph;
	size_t at;

	*end = edu_elm_graph_values(g, node, g->type, &at);
	for (*rc = 0; at < *end && *rc == 0; at = edu_elm_graph_next(g, at, *end)) {
		*rc = name_of(w, g->statements[at].object, name);
		if (*rc > 0) break;
	}
	if (*rc == 0) *name = description;
	return at;
}

static int add_node(writing *w, edu_elm_thing_number node)
{
	const edu_elm_graph *g = &w->graph;
	const edu_elm_thing *thing = &g->things[node];
	edu_elm_qname name;
	size_t types;
	edu_ref element, id = 0;
	int rc;

	const size_t type = find_type(w, node, &name, &types, &rc);
	if (rc >= 0) rc = add_element(w, w->root, &name, &element);
	if (rc == 0 && (thing->kind == EDU_ELM_IRI || w->labels[node])) rc = add_node_name(w, element, node, &about, &id);
	for (edu_ref o = thing->first; o && rc == 0; o = g->next[o]) {
		const edu_ref written = edu_elm_id(&w->p->from->tree, o);
		if (written && id) trace(w, written, id);
	}
	const size_t end = thing->statements + thing->count;
	for (size_t i = thing->statements, next; i < end && rc == 0; i = next) {
		next = edu_elm_graph_next(g, i, end);
		if (i != type || type == types) {
			rc = add_statement(w, i, next, element);
			continue;
		}
		for (size_t k = i; k < next; k++) trace(w, g->statements[k].item, element);
	}
	return rc;
}

/* The document. */

static int label_blanks(writing *w)
{
	const edu_elm_graph *g = &w->graph;
	uint32_t count = 0;

	w->labels = edu_allocate(g->allocator, g->thing_count * sizeof *w->labels);
	if (!w->labels) return edu_fail_memory(w->p->err);
	memset(w->labels, 0, g->thing_count * sizeof *w->labels);
	for (size_t i = 0; i < g->statement_count; i++) {
		const edu_elm_thing_number object = g->statements[i].object;
		if (g->things[object].kind == EDU_ELM_BLANK && !w->labels[object]) w->labels[object] = ++count;
	}
	return 0;
}

static bool is_used(const edu_elm_graph *g, const char *iri)
{
	const size_t n = strlen(iri);

	for (size_t i = 0; i < g->statement_count; i++) {
		const edu_elm_thing *p = &g->things[g->statements[i].predicate], *o = &g->things[g->statements[i].object];
		if (p->length > n && memcmp(p->text, iri, n) == 0) return true;
		if (g->statements[i].predicate == g->type && o->length > n && o->text && memcmp(o->text, iri, n) == 0)
			return true;
	}
	return false;
}

static int add_root(writing *w)
{
	static const edu_elm_qname name = { "rdf", RDF, "RDF", 3 };
	const char *prefix, *iri;

	int rc = edu_elm_root_make(w->p, &name, &w->root);
	for (size_t i = 0; rc == 0 && edu_elm_prefix_at(i, &prefix, &iri); i++)
		if (strcmp(iri, RDF) == 0 || is_used(&w->graph, iri))
			rc = edu_elm_namespace_add(w->p, w->root, prefix, iri, strlen(iri));
	return rc;
}

int edu_elm_write_rdf(edu_passage *p)
{
	writing w = { .p = p };
	edu_elm_graph *g = &w.graph;

	int rc = edu_elm_graph_open(g, p->from, p->from->version) < 0 ? edu_fail_memory(p->err) : 0;
	if (rc == 0) rc = label_blanks(&w);
	if (rc == 0) rc = add_root(&w);
	for (edu_elm_thing_number n = 1; rc == 0 && n < g->thing_count; n++)
		if (g->things[n].count) rc = add_node(&w, n);
	if (rc == 0) edu_elm_trace_rest(p, g, w.root);
	edu_release(&p->to->tree.ctx->allocator, w.labels, w.labels ? g->thing_count * sizeof *w.labels : 0);
	edu_elm_graph_close(g);
	return rc;
}
