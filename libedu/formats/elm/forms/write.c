/*
 * formats/elm/forms/write.c – from the statements of an ELM document to the XML of a form; see form.h.
 *
 * The table says the order of elements, how often each may stand, and which must. What the schema demands and the
 * document lacks is an error; what the document says and the form has no place for is lost, with a trace.
 */
#include "formats/elm/forms/form.h"
#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "formats/elm/elements.h"
#include "formats/elm/traces.h"
#include "model/interface.h"
#include "model/refusal.h"

#include <stdio.h>
#include <string.h>

#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"
#define SKOS "http://www.w3.org/2004/02/skos/core#"

/* Elements inside elements inside a record; the tables allow few, and documents might lead in circles. */
enum { DEEPEST = 16 };

typedef struct writing {
	edu_passage *p;
	const edu_form_table *table;
	edu_elm_graph graph;
	edu_elm_thing_number *predicates;  /* of each row; 0: the document does not use it */
	edu_elm_thing_number *classes;     /* IRI of each class, likewise */
	uint16_t *records;                 /* of each thing, the class of the record that it becomes; 0: none */
	uint32_t *names;                   /* of records without an IRI: the number in the one that they get */
	edu_ref *elements;                 /* of each thing, where it stands first */
	edu_ref root;
	unsigned depth;
} writing;

static int write_node(writing *w, edu_elm_thing_number node, uint16_t cls, edu_ref element);

/* Small things. */

static const char *keep(writing *w, const char *text, size_t length)
{
	return edu_arena_text(w->p->to->tree.arena, text, length);
}

static int add_element(writing *w, edu_ref parent, uint16_t property, edu_ref *out)
{
	const edu_property *row = &w->table->schema->properties[property];
	const char *local = w->table->schema->names.names[row->name];
	edu_elm_qname name = { .local = local, .length = (uint32_t)strlen(local) };

	edu_form_space(w->table, w->table->rows[property].space, &name.prefix, &name.uri);
	return edu_elm_element_add(w->p, parent, &name, row->name, out);
}

static int add_attribute(writing *w, edu_ref element, uint16_t known, const char *text, size_t length, edu_ref *out)
{
	const char *local = w->table->schema->names.names[known], *kept = keep(w, text, length);
	const edu_elm_qname name = { "", NULL, local, (uint32_t)strlen(local) };

	return kept ? edu_elm_attribute_add(w->p, element, &name, known, kept, length, out) : edu_fail_memory(w->p->err);
}

static int set_text(writing *w, edu_ref element, const edu_elm_thing *v)
{
	const char *kept = keep(w, v->text, v->length);

	if (!kept) return edu_fail_memory(w->p->err);
	edu_tree_use_text(&w->p->to->tree, element, kept, v->length);
	if (v->length) w->p->to->tree.items[element].flags &= (uint8_t)~EDU_ITEM_SELF_CLOSED;
	return 0;
}

/* Traces. */

static void trace(writing *w, edu_ref from, edu_ref to, uint16_t rule)
{
	const edu_item *a = &w->p->from->tree.items[from], *b = &w->p->to->tree.items[to];
	const bool same = a->text && b->text && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;

	edu_trace_set(w->p, from, to, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED, same ? 0 : rule);
}

/* The places that make one statement, up to end: where they went. */
static void trace_statement(writing *w, size_t first, size_t end, edu_ref to)
{
	const edu_tree *t = &w->p->from->tree;

	for (size_t i = first; i < end; i++) {
		const edu_ref item = w->graph.statements[i].item;
		trace(w, item, to, edu_rule_elm_form);
		if (t->items[item].kind != EDU_KIND_OBJECT || w->graph.numbers[item]) continue;
		for (edu_ref c = edu_tree_first(t, item); c; c = edu_tree_next(t, c)) trace(w, c, to, edu_rule_elm_form);
	}
}

static void lose(writing *w, size_t first, size_t end, uint16_t rule)
{
	const edu_tree *t = &w->p->from->tree;

	for (size_t i = first; i < end; i++) {
		const edu_ref item = w->graph.statements[i].item;
		if (t->items[item].kind == EDU_KIND_OBJECT && w->graph.numbers[item]) continue;
		for (edu_ref c = item; c; c = edu_tree_walk(t, item, c)) edu_trace_set(w->p, c, 0, EDU_OUTCOME_LOST, rule);
	}
}

/* Values. Each returns 1 where an element was made, 0 where the value has no place, with *rule why. */

static int write_text(writing *w, const edu_elm_thing *v, uint16_t property, edu_ref parent, edu_ref *made)
{
	const bool by_language = w->table->rows[property].role == EDU_FORM_TEXT;
	int rc = add_element(w, parent, property, made);

	if (rc == 0 && by_language)
		rc = add_attribute(w, *made, w->table->language, v->language ? v->language : "und",
		                   v->language ? v->language_length : 3, NULL);
	else if (rc == 0 && v->datatype && !edu_equal(v->datatype, v->datatype_length, XSD_STRING))
		rc = add_attribute(w, *made, w->table->type, v->datatype, v->datatype_length, NULL);
	if (rc == 0) rc = set_text(w, *made, v);
	return rc < 0 ? rc : 1;
}

static int write_literal(writing *w, const edu_elm_thing *v, uint16_t property, edu_ref parent, edu_ref *made,
                         uint16_t *rule)
{
	const edu_value_kind kind = (edu_value_kind)w->table->schema->properties[property].kind;

	if (kind != EDU_VALUE_URI && !edu_interface_has_form(kind, v->text, v->length)) {
		*rule = edu_rule_elm_form_value;
		return 0;
	}
	int rc = add_element(w, parent, property, made);
	if (rc == 0) rc = set_text(w, *made, v);
	return rc < 0 ? rc : 1;
}

/* Concepts of a list stand by their uri; what is said of them is said by the list. */
static int write_code(writing *w, edu_elm_thing_number node, uint16_t property, edu_ref parent, edu_ref *made)
{
	const edu_elm_thing *v = &w->graph.things[node];
	const uint16_t cls = w->table->schema->ranges[w->table->schema->properties[property].range];
	edu_ref attribute;
	int rc = add_element(w, parent, property, made);

	if (rc == 0) rc = add_attribute(w, *made, w->table->uri_name, v->text, v->length, &attribute);
	if (rc == 0 && !w->elements[node]) w->elements[node] = *made;
	if (rc == 0 && cls == w->table->concept) rc = write_node(w, node, cls, *made);
	if (rc == 0) *made = attribute;
	return rc < 0 ? rc : 1;
}

static int add_record_name(writing *w, edu_elm_thing_number node, edu_ref element, uint16_t name, edu_ref *out)
{
	const edu_elm_thing *v = &w->graph.things[node];
	char own[64];

	if (v->kind == EDU_ELM_IRI) return add_attribute(w, element, name, v->text, v->length, out);
	const int n = snprintf(own, sizeof own, "urn:epass:record:%u", (unsigned)w->names[node]);
	const int rc = add_attribute(w, element, name, own, (size_t)n, out);
	return rc < 0 || name != w->table->id ? rc : edu_origin_set(w->p, *out, edu_rule_elm_id);
}

static int write_reference(writing *w, edu_elm_thing_number node, uint16_t property, edu_ref parent, edu_ref *made,
                           uint16_t *rule)
{
	const bool free = w->table->rows[property].role == EDU_FORM_FREE_REFERENCE && w->graph.things[node].kind == EDU_ELM_IRI;
	edu_ref element;

	if (!w->records[node] && !free) {
		*rule = edu_rule_elm_form_dangling;
		return 0;
	}
	int rc = add_element(w, parent, property, &element);
	if (rc == 0) rc = add_record_name(w, node, element, w->table->idref, made);
	return rc < 0 ? rc : 1;
}

static int write_inner(writing *w, edu_elm_thing_number node, uint16_t property, edu_ref parent, edu_ref *made,
                       uint16_t *rule)
{
	const uint16_t cls = w->table->schema->ranges[w->table->schema->properties[property].range];

	if (cls == w->table->concept) return w->graph.things[node].kind == EDU_ELM_IRI
		? write_code(w, node, property, parent, made) : (*rule = edu_rule_elm_form_value, 0);
	if (w->depth == DEEPEST) {
		*rule = edu_rule_elm_form_dangling;
		return 0;
	}
	int rc = add_element(w, parent, property, made);
	if (rc == 0 && !w->elements[node]) w->elements[node] = *made;
	if (rc == 0) rc = write_node(w, node, cls, *made);
	return rc < 0 ? rc : 1;
}

/* A concept that a conversion made up for a word is in no list. */
static bool is_own_concept(const edu_elm_thing *v)
{
	static const char beginning[] = "urn:epass:concept:";
	return v->length > sizeof beginning - 1 && memcmp(v->text, beginning, sizeof beginning - 1) == 0;
}

static int write_value(writing *w, edu_elm_thing_number object, uint16_t property, edu_ref parent, edu_ref *made,
                       uint16_t *rule)
{
	const edu_elm_thing *v = &w->graph.things[object];
	const uint8_t role = w->table->rows[property].role;

	*rule = edu_rule_elm_form_value;
	switch (role) {
	case EDU_FORM_TEXT: case EDU_FORM_NOTATION:
		return v->kind == EDU_ELM_TEXT ? write_text(w, v, property, parent, made) : 0;
	case EDU_FORM_LITERAL:
		return v->kind == EDU_ELM_TEXT ? write_literal(w, v, property, parent, made, rule) : 0;
	case EDU_FORM_CODE:
		return v->kind == EDU_ELM_IRI && !is_own_concept(v) ? write_code(w, object, property, parent, made) : 0;
	case EDU_FORM_IRI: case EDU_FORM_MAILBOX: {
		if (v->kind != EDU_ELM_IRI) return 0;
		int rc = add_element(w, parent, property, made);
		if (rc == 0) rc = set_text(w, *made, v);
		if (rc == 0 && !w->elements[object]) w->elements[object] = *made;
		return rc < 0 ? rc : 1;
	}
	case EDU_FORM_REFERENCE: case EDU_FORM_FREE_REFERENCE:
		return v->kind != EDU_ELM_TEXT ? write_reference(w, object, property, parent, made, rule) : 0;
	case EDU_FORM_NODE:
		return v->kind != EDU_ELM_TEXT ? write_inner(w, object, property, parent, made, rule) : 0;
	default: return 0;
	}
}

/* Nodes. */

static int refuse_missing(writing *w, edu_elm_thing_number node, uint16_t cls, uint16_t property)
{
	const edu_schema *s = w->table->schema;
	return edu_refuse(w->p->err, EDU_EINVALID, "elm/form-missing", &w->p->from->tree, w->graph.things[node].full,
	                  "the XML form demands %s in every %s, and this one has none that can stand there",
	                  s->names.names[s->properties[property].name], s->classes[cls].name);
}

/* All values of one property, as many as the form takes. */
static int write_property(writing *w, edu_elm_thing_number node, uint16_t cls, uint16_t property, edu_ref element)
{
	const edu_property *row = &w->table->schema->properties[property];
	const edu_elm_graph *g = &w->graph;
	size_t first = 0, end = 0, count = 0;
	int rc = 0;

	if (w->predicates[property]) end = edu_elm_graph_values(g, node, w->predicates[property], &first);
	for (size_t i = first, next; i < end && rc >= 0; i = next) {
		uint16_t rule = edu_rule_convert_one_only;
		edu_ref made = 0;
		next = edu_elm_graph_next(g, i, end);
		const bool fits = !row->max || count < row->max;
		rc = fits ? write_value(w, g->statements[i].object, property, element, &made, &rule) : 0;
		count += rc > 0;
		if (rc > 0) trace_statement(w, i, next, made);
		if (rc == 0) lose(w, i, next, rule);
	}
	if (rc < 0) return rc;
	if (count) w->p->to->tree.items[element].flags &= (uint8_t)~EDU_ITEM_SELF_CLOSED;
	return count < row->min ? refuse_missing(w, node, cls, property) : 0;
}

static bool is_known(const writing *w, uint16_t cls, edu_elm_thing_number predicate)
{
	const edu_class *c = &w->table->schema->classes[cls];

	for (uint16_t i = c->first; i < c->first + c->count; i++)
		if (w->predicates[i] == predicate) return true;
	return false;
}

/* What the form has no element for. */
static void lose_rest(writing *w, edu_elm_thing_number node, uint16_t cls)
{
	const edu_elm_graph *g = &w->graph;
	const edu_elm_thing *t = &g->things[node];
	const size_t end = t->statements + t->count;

	for (size_t i = t->statements, next; i < end; i = next) {
		next = edu_elm_graph_next(g, i, end);
		if (g->statements[i].predicate != g->type && !is_known(w, cls, g->statements[i].predicate))
			lose(w, i, next, edu_rule_elm_no_place);
	}
}

static int write_node(writing *w, edu_elm_thing_number node, uint16_t cls, edu_ref element)
{
	const edu_class *c = &w->table->schema->classes[cls];
	int rc = 0;

	w->depth++;
	for (uint16_t i = c->first; i < c->first + c->count && rc == 0; i++)
		if (w->table->rows[i].predicate) rc = write_property(w, node, cls, i, element);
	w->depth--;
	if (rc == 0) lose_rest(w, node, cls);
	return rc;
}

/* The document. */

static int write_record(writing *w, edu_elm_thing_number node, uint16_t cls, uint16_t property, edu_ref container)
{
	edu_ref element, id;
	int rc = add_element(w, container, property, &element);

	if (rc == 0) rc = add_record_name(w, node, element, w->table->id, &id);
	if (rc == 0) w->elements[node] = element;
	return rc < 0 ? rc : write_node(w, node, cls, element);
}

static int write_container(writing *w, uint16_t property)
{
	const edu_schema *s = w->table->schema;
	const edu_class *c = &s->classes[s->ranges[s->properties[property].range]];
	edu_ref container = 0;
	int rc = 0;

	for (uint16_t i = c->first; i < c->first + c->count && rc == 0; i++) {
		const uint16_t cls = s->ranges[s->properties[i].range];
		for (edu_elm_thing_number n = 1; n < w->graph.thing_count && rc == 0; n++) {
			if (w->records[n] != cls) continue;
			if (!container) rc = add_element(w, w->root, property, &container);
			if (rc == 0) w->p->to->tree.items[container].flags &= (uint8_t)~EDU_ITEM_SELF_CLOSED;
			if (rc == 0) rc = write_record(w, n, cls, i, container);
		}
	}
	return rc;
}

static int write_root(writing *w)
{
	const edu_class *c = &w->table->schema->classes[w->table->root_class];
	const edu_elm_qname name = { "", w->table->uri, w->table->root, (uint32_t)strlen(w->table->root) };
	const char *version = w->p->to->version == elm_v_3_1 ? "3.1.0" : "3.2.0";
	const char *prefix, *uri;

	int rc = edu_elm_root_make(w->p, &name, &w->root);
	if (rc == 0) rc = edu_elm_namespace_add(w->p, w->root, "", w->table->uri, strlen(w->table->uri));
	for (unsigned i = 1; rc == 0; i++) {
		edu_form_space(w->table, i, &prefix, &uri);
		if (!prefix) break;
		rc = edu_elm_namespace_add(w->p, w->root, prefix, uri, strlen(uri));
	}
	if (rc == 0) rc = add_attribute(w, w->root, w->table->version, version, strlen(version), NULL);
	w->p->to->tree.items[w->root].flags &= (uint8_t)~EDU_ITEM_SELF_CLOSED;
	for (uint16_t i = c->first; i < c->first + c->count && rc == 0; i++)
		if (w->table->rows[i].role == EDU_FORM_CONTAINER) rc = write_container(w, i);
	return rc;
}

/* Which nodes become records: those of a class that some container holds. */
static size_t find_records(writing *w)
{
	const edu_elm_graph *g = &w->graph;
	const edu_schema *s = w->table->schema;
	size_t count = 0;
	uint32_t names = 0;

	for (uint32_t row = 0; row < s->property_count; row++) {
		if (w->table->rows[row].role != EDU_FORM_NODE || w->table->rows[row].predicate) continue;
		const uint16_t cls = s->ranges[s->properties[row].range];
		for (edu_elm_thing_number n = 1; n < g->thing_count && w->classes[cls]; n++) {
			if (w->records[n] || !edu_elm_graph_has(g, n, g->type, w->classes[cls])) continue;
			w->records[n] = cls;
			if (g->things[n].kind == EDU_ELM_BLANK) w->names[n] = ++names;
			count++;
		}
	}
	return count;
}

/* Numbers of the tables' IRIs in the document. */
static void find_numbers(writing *w)
{
	const edu_schema *s = w->table->schema;

	for (uint32_t i = 0; i < s->property_count; i++)
		if (w->table->rows[i].predicate) w->predicates[i] = edu_elm_graph_find(&w->graph, w->table->rows[i].predicate);
	for (uint32_t i = 1; i < s->class_count; i++)
		if (w->table->classes[i]) w->classes[i] = edu_elm_graph_find(&w->graph, w->table->classes[i]);
}

/* Types are said by elements, codes by their lists; ids of what stands inside a record are not needed there. */
static void trace_rest(writing *w)
{
	const edu_elm_graph *g = &w->graph;
	const edu_tree *t = &w->p->from->tree;

	for (size_t i = 0; i < g->statement_count; i++) {
		const edu_elm_statement *s = &g->statements[i];
		const edu_ref element = w->elements[s->subject];
		const edu_elm_thing *predicate = &g->things[s->predicate];
		const bool of_scheme = edu_equal(predicate->text, predicate->length, SKOS "inScheme");
		if (!element) continue;
		if (s->predicate == g->type) edu_trace_set(w->p, s->item, element, EDU_OUTCOME_DERIVED, edu_rule_elm_type);
		else if (of_scheme) edu_trace_set(w->p, s->item, element, EDU_OUTCOME_DERIVED, edu_rule_elm_vocabulary);
		else lose(w, i, i + 1, edu_rule_elm_label);
		if (of_scheme && !w->elements[s->object]) w->elements[s->object] = element;
	}
	for (edu_elm_thing_number n = 1; n < g->thing_count; n++)
		for (edu_ref o = g->things[n].first; o; o = g->next[o]) {
			const edu_ref id = edu_elm_id(t, o);
			const edu_ref named = w->elements[n] ? edu_tree_first(&w->p->to->tree, w->elements[n]) : 0;
			if (id && named) trace(w, id, named, edu_rule_elm_id);
			else if (id && w->elements[n]) trace(w, id, w->elements[n], edu_rule_elm_id);
			else if (id) edu_trace_set(w->p, id, 0, EDU_OUTCOME_LOST, edu_rule_elm_no_place);
		}
}

/* The types of schemes, and what is said of nodes that no record names. */
static void trace_unnamed(writing *w)
{
	const edu_elm_graph *g = &w->graph;

	for (size_t i = 0; i < g->statement_count; i++) {
		const edu_elm_statement *s = &g->statements[i];
		const edu_ref element = w->elements[s->subject];
		if (element && s->predicate == g->type)
			edu_trace_set(w->p, s->item, element, EDU_OUTCOME_DERIVED, edu_rule_elm_type);
		lose(w, i, i + 1, edu_rule_elm_no_place);
	}
}

static void *zeroed(const edu_allocator *a, size_t size)
{
	void *block = edu_allocate(a, size);
	if (block) memset(block, 0, size);
	return block;
}

static int run(writing *w)
{
	find_numbers(w);
	if (!find_records(w))
		return edu_refuse(w->p->err, EDU_EUNSUPPORTED, "elm/form-empty", &w->p->from->tree, w->p->from->content,
		                  "nothing here is of a class that %s holds", w->p->to->format->title);
	const int rc = write_root(w);
	if (rc < 0) return rc;
	trace_rest(w);
	trace_unnamed(w);
	edu_elm_trace_rest(w->p, &w->graph, w->root);
	return 0;
}

int edu_form_write(edu_passage *p, const edu_form_table *table)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	writing w = { .p = p, .table = table };
	edu_elm_graph *g = &w.graph;

	int rc = edu_elm_graph_open(g, p->from, p->from->version) < 0 ? edu_fail_memory(p->err) : 0;
	const size_t things = rc == 0 ? g->thing_count : 1, rows = table->schema->property_count, classes = table->schema->class_count;
	w.predicates = zeroed(a, rows * sizeof *w.predicates);
	w.classes = zeroed(a, classes * sizeof *w.classes);
	w.records = zeroed(a, things * sizeof *w.records);
	w.names = zeroed(a, things * sizeof *w.names);
	w.elements = zeroed(a, things * sizeof *w.elements);
	if (rc == 0) rc = w.predicates && w.classes && w.records && w.names && w.elements ? run(&w) : edu_fail_memory(p->err);
	edu_release(a, w.predicates, rows * sizeof *w.predicates);
	edu_release(a, w.classes, classes * sizeof *w.classes);
	edu_release(a, w.records, things * sizeof *w.records);
	edu_release(a, w.names, things * sizeof *w.names);
	edu_release(a, w.elements, things * sizeof *w.elements);
	edu_elm_graph_close(g);
	return rc;
}
