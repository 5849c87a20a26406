/*
 * validate/graph.c – JSON-LD against the tables: each node, all its occurrences together, by the rows of
 * its classes.
 *
 * The verdict is that of a SHACL engine with the profile's shapes (elm.md, sections 7 and 9), with two
 * exceptions: impossible dates are refused here, and what such an engine never sees is mentioned.
 */
#include "validate/checking.h"
#include "validate/values.h"
#include "base/text.h"
#include "formats/elm/claims.h"
#include "model/sort.h"

#include <string.h>

typedef struct graph {
	edu_checking *c;
	edu_elm_nodes nodes;
	edu_elm_values values;       /* of the property that is looked at */
	edu_elm_values others;       /* for questions about their nodes */
} graph;

/* One property of one node of one class. */
typedef struct slot {
	edu_elm_number node;
	const edu_class *cls;
	const edu_property *row;
	const char *name;
} slot;

static const edu_tree *tree_of(const graph *g)
{
	return &g->c->doc->tree;
}

/* The node object around an item. */
static edu_ref owner(const graph *g, edu_ref item)
{
	do item = tree_of(g)->items[item].parent;
	while (item && !edu_elm_is_node(g->nodes.roles[item]));
	return item;
}

/* Do the values come from several occurrences of the node, each of which is fine by itself? */
static bool is_conflict(const graph *g)
{
	const edu_elm_values *v = &g->values;

	for (size_t i = 1; i < v->count; i++)
		if (owner(g, v->values[i].item) == owner(g, v->values[i - 1].item)) return false;
	return true;
}

enum { LISTED_PLACES = 1000 };

/* Where else the node of the last finding stands. */
static int add_occurrences(graph *g, edu_elm_number node)
{
	const edu_ref told = g->nodes.nodes[node].full;
	size_t listed = 0;
	int rc = 0;

	for (edu_ref o = g->nodes.nodes[node].first; o && rc == 0 && listed < LISTED_PLACES; o = g->nodes.next[o]) {
		if (o == told) continue;
		rc = edu_finding_also(g->c->list, g->c->doc, o);
		listed++;
	}
	return rc;
}

/* Where the other values of the last finding's property stand; it is about the one at told. */
static int add_values(graph *g, size_t told)
{
	int rc = 0;

	for (size_t i = 0; i < g->values.count && i <= LISTED_PLACES && rc == 0; i++)
		if (i != told) rc = edu_finding_also(g->c->list, g->c->doc, g->values.values[i].item);
	return rc;
}

static int report_minimum(graph *g, const slot *s)
{
	return edu_checking_add(g->c, g->nodes.nodes[s->node].full, EDU_SEVERITY_ERROR, "min-count",
	                        "%s needs %s%s", s->cls->name, s->name,
	                        s->row->kind == EDU_VALUE_LANGSTRING ? ", by language, as in {\"en\": \"…\"}"
	                                                             : "");
}

static int check_minimum(graph *g, const slot *s)
{
	if (g->values.count >= s->row->min) return 0;
	const int rc = report_minimum(g, s);
	return rc < 0 ? rc : add_occurrences(g, s->node);
}

static int report_maximum(graph *g, const slot *s)
{
	const edu_ref item = g->values.values[s->row->max].item;
	if (s->row->max == 1 && is_conflict(g))
		return edu_checking_add(
			g->c, item, EDU_SEVERITY_ERROR, "merge-conflict",
			"%s.%s may have one value; another place with the same id gives another one. Give "
			"different nodes different ids",
			s->cls->name, s->name);
	return edu_checking_add(g->c, item, EDU_SEVERITY_ERROR, "max-count",
	                        "%s.%s may have %u value%s at most", s->cls->name, s->name, s->row->max,
	                        s->row->max > 1 ? "s" : "");
}

static int check_maximum(graph *g, const slot *s)
{
	if (!s->row->max || g->values.count <= s->row->max) return 0;
	const int rc = report_maximum(g, s);
	return rc < 0 ? rc : add_values(g, s->row->max);
}

static bool is_in_range(const graph *g, const edu_property *row, uint64_t classes)
{
	for (uint16_t i = 0; i < row->range_count; i++)
		if (classes >> g->c->schema->ranges[row->range + i] & 1) return true;
	return false;
}

static bool takes_claims(const graph *g, const edu_property *row)
{
	for (uint16_t i = 0; i < row->range_count; i++)
		if (g->c->schema->ranges[row->range + i] == elm_c_Claim) return true;
	return false;
}

/* 1: the node is of a class that the row takes. */
static int is_accepted(graph *g, const slot *s, const edu_elm_value *value)
{
	const uint64_t claim = (uint64_t)1 << elm_c_Claim;
	const uint64_t classes = g->nodes.nodes[value->node].classes;

	if (!takes_claims(g, s->row)) return is_in_range(g, s->row, classes);
	if (is_in_range(g, s->row, classes & ~claim)) return 1;
	return value->node ? edu_elm_passes_for_claim(&g->others, value->node) : 0;
}

/* The classes of a row in words, as many as fit. */
static void list_range(const graph *g, const edu_property *row, char *out, size_t size)
{
	size_t length = 0;

	out[0] = '\0';
	for (uint16_t i = 0; i < row->range_count; i++) {
		const char *name = g->c->schema->classes[g->c->schema->ranges[row->range + i]].name;
		const char *joint = i == 0 ? "" : i + 1 == row->range_count ? " or " : ", ";
		const size_t more = strlen(joint) + strlen(name);
		if (length + more >= size) return;
		memcpy(out + length, joint, strlen(joint));
		memcpy(out + length + strlen(joint), name, strlen(name) + 1);
		length += more;
	}
}

static int check_class(graph *g, const slot *s, const edu_elm_value *value)
{
	char range[200];

	const int accepted = value->kind == EDU_ELM_NODE_VALUE ? is_accepted(g, s, value) : 0;
	if (accepted) return accepted < 0 ? accepted : 0;
	list_range(g, s->row, range, sizeof range);
	const edu_elm_node *node = value->kind == EDU_ELM_NODE_VALUE ? &g->nodes.nodes[value->node] : NULL;
	const char *why = !node          ? "this is a plain value"
	                  : !value->node ? "nothing in the document has that id"
	                  : !node->typed ? "the node has no type"
	                  : node->classes >> elm_c_Claim & 1 && takes_claims(g, s->row)
	                          ? "a bare Claim needs title, awardedBy and dcType"
	                          : "the node has another type";
	return edu_checking_add(g->c, value->item, EDU_SEVERITY_ERROR, "class",
	                        "%s.%s must be a node of type %s: %s", s->cls->name, s->name, range, why);
}

static bool has_fraction(const edu_elm_value *value)
{
	return memchr(value->text, '.', value->length) || memchr(value->text, 'e', value->length)
	    || memchr(value->text, 'E', value->length);
}

/* A JSON number with zeros only behind the point is an integer to JSON-LD. */
static size_t integral_length(const edu_elm_value *value)
{
	const char *point = memchr(value->text, '.', value->length);
	size_t length = value->length;

	if (!point || memchr(value->text, 'e', length) || memchr(value->text, 'E', length)) return length;
	while (value->text[length - 1] == '0') length--;
	return value->text + length - 1 == point ? length - 1 : value->length;
}

/* Does a value object state the datatype of the row? */
static bool is_of_datatype(const edu_elm_value *value, uint8_t kind)
{
	static const char base[] = "http://www.w3.org/2001/XMLSchema#";
	static const struct {
		uint8_t kind;
		const char *name;
	} names[] = {
		{ EDU_VALUE_STRING, "string" },     { EDU_VALUE_DATETIME, "dateTime" },
		{ EDU_VALUE_DURATION, "duration" }, { EDU_VALUE_DECIMAL, "decimal" },
		{ EDU_VALUE_INTEGER, "integer" },   { EDU_VALUE_POSITIVE, "positiveInteger" },
		{ EDU_VALUE_BOOLEAN, "boolean" },   { EDU_VALUE_URI, "anyURI" },
	};
	const char *iri, *rest, *type = value->datatype;
	size_t length = value->datatype_length;

	if (!type) return kind == EDU_VALUE_STRING;
	if (edu_elm_split_compact(type, length, &iri, &rest)) {
		if (strcmp(iri, base) != 0) return false;
		length -= (size_t)(rest - type);
		type = rest;
	} else if (length > sizeof base - 1 && memcmp(type, base, sizeof base - 1) == 0) {
		type += sizeof base - 1;
		length -= sizeof base - 1;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].kind == kind) return edu_equal(type, length, names[i].name);
	return kind == EDU_VALUE_HTML;
}

/* A literal as the value of a kind, after the coercions of JSON-LD (elm.md, section 7, rule 4). */
static bool is_value_of(const graph *g, const edu_property *row, const edu_elm_value *value)
{
	const edu_kind written = (edu_kind)tree_of(g)->items[value->item].kind;
	size_t length = value->length;

	if (row->kind == EDU_VALUE_LANGSTRING) return value->language && !value->datatype;
	if (row->kind == EDU_VALUE_LITERAL) return true;
	if (value->language || (value->is_value_object && !is_of_datatype(value, row->kind))) return false;
	if (written == EDU_KIND_NUMBER && row->kind != EDU_VALUE_STRING && row->kind != EDU_VALUE_URI) {
		/* A fraction becomes a double in scientific notation, which is no decimal. */
		length = integral_length(value);
		if (length == value->length && has_fraction(value)) return false;
	}
	return edu_kind_has(row->kind, value->text, length);
}

static int check_literal(graph *g, const slot *s, const edu_elm_value *value)
{
	const edu_property *row = s->row;

	if (row->kind == EDU_VALUE_LITERAL && value->kind == EDU_ELM_NODE_VALUE)
		return edu_checking_add(g->c, value->item, EDU_SEVERITY_ERROR, "node-kind",
		                        "%s.%s must be a plain value, not a node", s->cls->name, s->name);
	/* The rules of the format tell what is wrong in a language map. */
	if (row->kind == EDU_VALUE_LANGSTRING && value->kind == EDU_ELM_BROKEN) return 0;
	/* What the context makes a node of can't be a literal, whatever is written. */
	if (value->kind != EDU_ELM_LITERAL || !is_value_of(g, row, value))
		return edu_checking_add(g->c, value->item, EDU_SEVERITY_ERROR, "datatype", "%s.%s must be %s",
		                        s->cls->name, s->name, edu_kind_words(row->kind));
	if (row->max_value && edu_exceeds(value->text, integral_length(value), row->max_value))
		return edu_checking_add(g->c, value->item, EDU_SEVERITY_ERROR, "max-value",
		                        "%s.%s must be %u at most", s->cls->name, s->name,
		                        (unsigned)row->max_value);
	return 0;
}

static int check_reference(graph *g, const slot *s, const edu_elm_value *value)
{
	const bool named =
		value->kind == EDU_ELM_NODE_VALUE && (!value->node || g->nodes.nodes[value->node].id);

	if (named) return 0;
	return edu_checking_add(g->c, value->item, EDU_SEVERITY_ERROR, "node-kind", "%s.%s must be %s",
	                        s->cls->name, s->name, edu_kind_words(EDU_VALUE_IRI));
}

static int check_values(graph *g, const slot *s)
{
	int rc = 0;

	for (size_t i = 0; i < g->values.count && rc == 0; i++) {
		const edu_elm_value *value = &g->values.values[i];
		if (s->row->kind == EDU_VALUE_NODE) rc = check_class(g, s, value);
		else if (s->row->kind == EDU_VALUE_IRI) rc = check_reference(g, s, value);
		else if (s->row->kind != EDU_VALUE_ANY) rc = check_literal(g, s, value);
	}
	return rc;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int by_language(const void *a, const void *b, const void *state)
{
	const edu_elm_value *x = a, *y = b;
	int order = (x->language_length > y->language_length) - (x->language_length < y->language_length);

	for (uint32_t i = 0; i < x->language_length && !order; i++)
		order = lower(x->language[i]) - lower(y->language[i]);
	return order;
}

/* At most one value for each language; sorts the values, so that it comes last. */
static int check_languages(graph *g, const slot *s)
{
	edu_elm_value *v = g->values.values;
	int rc = 0;

	if (!(s->row->flags & EDU_PROPERTY_UNIQUE_LANG) || g->values.count < 2) return 0;
	if (edu_sort(&tree_of(g)->ctx->allocator, v, g->values.count, sizeof *v, by_language, NULL) < 0)
		return EDU_ENOMEM;
	for (size_t i = 1; i < g->values.count && rc == 0; i++) {
		if (!v[i].language || by_language(&v[i - 1], &v[i], NULL) != 0) continue;
		if (i > 1 && by_language(&v[i - 2], &v[i], NULL) == 0) continue;
		const bool conflict = owner(g, v[i - 1].item) != owner(g, v[i].item);
		rc = edu_checking_add(g->c, v[i].item, EDU_SEVERITY_ERROR,
		                      conflict ? "merge-conflict" : "unique-lang",
		                      conflict ? "%s.%s may have one text in each language; another place "
		                                 "with the same id gives another one. Give different nodes "
		                                 "different ids"
		                               : "%s.%s may have one text in each language",
		                      s->cls->name, s->name);
		/* Sorted by language: the others stand around it. */
		for (size_t k = i - 1; k < g->values.count && rc == 0 && by_language(&v[k], &v[i], NULL) == 0; k++)
			if (k != i && k < i + LISTED_PLACES) rc = edu_finding_also(g->c->list, g->c->doc, v[k].item);
	}
	return rc;
}

/* A property that the profile's engine never sees under this key, or sees as value objects only. */
static int check_vanishing(graph *g, const slot *s)
{
	const bool by_object = s->row->kind == EDU_VALUE_DATETIME || s->row->kind == EDU_VALUE_HTML;
	int rc = 0;

	for (size_t i = 0; i < g->values.count && rc == 0; i++) {
		const edu_elm_value *value = &g->values.values[i];
		if (by_object && value->is_value_object) rc = check_literal(g, s, value);
		else
			rc = edu_checking_add(g->c, value->item, EDU_SEVERITY_WARNING, "vanishes",
			                      "the context of ELM %s loses %s.%s, so no profile checks it "
			                      "and linked-data tools don't see it",
			                      g->c->schema->versions[g->c->version], s->cls->name, s->name);
	}
	return rc;
}

static int check_slot(graph *g, const slot *s)
{
	int rc = edu_elm_values_get(&g->values, s->node, s->row->name);

	if (rc == 0 && s->row->flags & EDU_PROPERTY_VANISHES) return check_vanishing(g, s);
	if (rc == 0) rc = check_minimum(g, s);
	if (rc == 0) rc = check_maximum(g, s);
	if (rc == 0) rc = check_values(g, s);
	return rc == 0 ? check_languages(g, s) : rc;
}

static int check_as(graph *g, edu_elm_number node, uint16_t cls)
{
	const edu_schema *schema = g->c->schema;
	slot s = { .node = node, .cls = &schema->classes[cls] };
	int rc = 0;

	for (uint16_t r = 0; r < s.cls->count && rc == 0; r++) {
		s.row = &schema->properties[s.cls->first + r];
		s.name = schema->names.names[s.row->name];
		if (s.row->versions >> g->c->version & 1) rc = check_slot(g, &s);
	}
	return rc;
}

/* The W3C shapes of the envelope are switched off in the profiles; ELM's own repeat them. */
static bool is_switched_off(uint16_t cls)
{
	return cls == elm_c_VerifiableCredential;
}

static int check_node(graph *g, edu_elm_number node)
{
	const uint64_t classes = g->nodes.nodes[node].classes;
	int rc = 0;

	if (g->nodes.nodes[node].relative) return 0;
	for (uint16_t cls = 1; cls < g->c->schema->class_count && rc == 0; cls++)
		if (classes >> cls & 1 && !is_switched_off(cls)) rc = check_as(g, node, cls);
	return rc;
}

int edu_check_graph(edu_checking *c)
{
	graph g = { .c = c };

	int rc = edu_elm_nodes_open(&g.nodes, c->doc, true);
	edu_elm_values_open(&g.values, &g.nodes);
	edu_elm_values_open(&g.others, &g.nodes);
	for (edu_elm_number node = 1; node < g.nodes.count && rc == 0; node++) rc = check_node(&g, node);
	edu_elm_values_close(&g.others);
	edu_elm_values_close(&g.values);
	edu_elm_nodes_close(&g.nodes);
	return rc;
}
