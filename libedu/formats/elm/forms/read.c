/*
 * formats/elm/forms/read.c – from the XML of a form to the statements that it makes; see form.h.
 */
#include "formats/elm/forms/form.h"
#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"

#include <stdio.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"

typedef struct reading {
	edu_passage *p;
	const edu_form_table *table;
	const edu_tree *tree;
	edu_elm_builder b;
	edu_elm_term *nodes;      /* of each element that is a node */
	edu_buffer text;
} reading;

static int say(reading *r, edu_ref item, const edu_elm_term *subject, const char *predicate, const edu_elm_term *object)
{
	return edu_elm_builder_say_at(&r->b, r->tree, item, subject, predicate, strlen(predicate), object);
}

static edu_elm_term iri_of(const char *text, size_t length)
{
	return (edu_elm_term){ .text = text, .length = (uint32_t)length, .kind = EDU_ELM_IRI };
}

static int say_type(reading *r, edu_ref item, const edu_elm_term *node, const char *cls)
{
	const edu_elm_term type = iri_of(cls, strlen(cls));
	return say(r, item, node, RDF "type", &type);
}

/* Text of an element or attribute. collapse: white space around it does not count (XML Schema, 4.3.6). */
static int text_of(reading *r, edu_ref item, bool collapse, const char **text, size_t *length)
{
	if (edu_tree_text(r->tree, item, &r->text, text, length) < 0) return edu_fail_memory(r->p->err);
	while (collapse && *length && edu_is_blank(*text, 1)) (*text)++, (*length)--;
	while (collapse && *length && edu_is_blank(*text + *length - 1, 1)) (*length)--;
	return 0;
}

/* Elements. */

/* The scheme that the schema restricts a code to; NULL: none, or it is of another. */
static const char *scheme_of(const edu_form_row *row, const edu_elm_term *code)
{
	static const char shared[] = "25831c2";
	const size_t tail = sizeof shared - 1;

	for (size_t i = 0; i < 2 && row->schemes[i]; i++) {
		size_t n = strlen(row->schemes[i]);
		if (n > tail && strcmp(row->schemes[i] + n - tail, shared) == 0) n -= tail;
		if (code->length > n && memcmp(code->text, row->schemes[i], n) == 0) return row->schemes[i];
	}
	return NULL;
}

/* A list that the element stands for without naming it: no leaf says that. */
static int say_scheme(reading *r, const edu_form_row *row, const edu_elm_term *code)
{
	const char *scheme = scheme_of(row, code);
	if (!scheme) return 0;
	const edu_elm_term node = iri_of(scheme, strlen(scheme));
	const int rc = say(r, 0, code, SKOS "inScheme", &node);
	return rc < 0 ? rc : say_type(r, 0, &node, SKOS "ConceptScheme");
}

static int say_node(reading *r, edu_ref element, const edu_form_row *row, const edu_elm_term *parent)
{
	const uint16_t cls = r->tree->items[element].cls;
	const bool is_concept = cls == r->table->concept || row->role == EDU_FORM_CODE;
	const edu_ref name = edu_tree_child(r->tree, element, is_concept ? r->table->uri_name : r->table->id);
	edu_elm_term *node = &r->nodes[element];
	char label[16];
	int rc = 0;

	if (name && r->tree->items[name].text) {
		const char *text;
		size_t length;
		rc = text_of(r, name, true, &text, &length);
		*node = iri_of(text, length);
	} else {
		const int n = snprintf(label, sizeof label, "n%u", (unsigned)element);
		*node = (edu_elm_term){ .text = edu_arena_text(r->p->to->tree.arena, label, (size_t)n), .length = (uint32_t)n,
			                .kind = EDU_ELM_BLANK };
		if (!node->text) rc = edu_fail_memory(r->p->err);
	}
	const char *type = row->role == EDU_FORM_CODE ? SKOS "Concept" : r->table->classes[cls];
	if (rc == 0 && row->predicate) rc = say(r, name ? name : element, parent, row->predicate, node);
	if (rc == 0 && type) rc = say_type(r, element, node, type);
	return rc < 0 || row->role != EDU_FORM_CODE ? rc : say_scheme(r, row, node);
}

static int say_reference(reading *r, edu_ref element, const edu_form_row *row, const edu_elm_term *parent)
{
	const edu_ref name = edu_tree_child(r->tree, element, r->table->idref);
	const char *text;
	size_t length;

	if (!name) return 0;
	const int rc = text_of(r, name, true, &text, &length);
	const edu_elm_term node = iri_of(text, length);
	return rc < 0 ? rc : say(r, name, parent, row->predicate, &node);
}

static int say_literal(reading *r, edu_ref element, const edu_form_row *row, const edu_elm_term *parent)
{
	const bool by_language = row->role == EDU_FORM_TEXT;
	const edu_ref detail = row->role == EDU_FORM_LITERAL ? 0
		: edu_tree_child(r->tree, element, by_language ? r->table->language : r->table->type);
	const edu_item *quality = &r->tree->items[detail];
	const bool plain = row->role != EDU_FORM_LITERAL || strcmp(row->detail, XSD_STRING) == 0;
	edu_elm_term v = { .kind = EDU_ELM_TEXT, .datatype = row->role == EDU_FORM_LITERAL ? row->detail : XSD_STRING };
	size_t length;

	const int rc = text_of(r, element, !plain, &v.text, &length);
	if (rc < 0) return rc;
	v.length = (uint32_t)length;
	v.datatype_length = (uint32_t)strlen(v.datatype);
	if (detail && quality->length && by_language) {
		v.datatype = NULL;
		v.datatype_length = 0;
		v.language = quality->text;
		v.language_length = quality->length;
	} else if (detail && quality->length) {
		v.datatype = quality->text;
		v.datatype_length = quality->length;
	}
	return say(r, element, parent, row->predicate, &v);
}

/* Its text names a node, whose class is that of the element, or the row's. */
static int say_named(reading *r, edu_ref element, const edu_form_row *row, const edu_elm_term *parent)
{
	const char *text, *cls = row->role == EDU_FORM_MAILBOX ? r->table->classes[r->tree->items[element].cls] : row->detail;
	size_t length;

	int rc = text_of(r, element, true, &text, &length);
	if (rc < 0 || !length) return rc;
	const edu_elm_term node = iri_of(text, length);
	rc = say(r, element, parent, row->predicate, &node);
	return rc < 0 || !cls ? rc : say_type(r, element, &node, cls);
}

static int say_element(reading *r, edu_ref element)
{
	const edu_form_row *row = edu_form_row_of(r->table, r->tree, element);
	const edu_elm_term *parent = &r->nodes[r->tree->items[element].parent];

	if (!row || (row->predicate && !parent->kind)) return 0;
	switch (row->role) {
	case EDU_FORM_NODE: case EDU_FORM_CODE: return say_node(r, element, row, parent);
	case EDU_FORM_REFERENCE: case EDU_FORM_FREE_REFERENCE: return say_reference(r, element, row, parent);
	case EDU_FORM_TEXT: case EDU_FORM_NOTATION: case EDU_FORM_LITERAL: return say_literal(r, element, row, parent);
	case EDU_FORM_MAILBOX: case EDU_FORM_IRI: return say_named(r, element, row, parent);
	default: return 0;
	}
}

/* Traces. */

static void trace(reading *r, edu_ref from, edu_ref to, bool says)
{
	const edu_item *a = &r->tree->items[from], *b = &r->p->to->tree.items[to];
	const bool same = says && a->length == b->length && a->text && b->text && memcmp(a->text, b->text, a->length) == 0;
	edu_trace_set(r->p, from, to, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED, same ? 0 : edu_rule_elm_form);
}

/* A statement that no leaf made has a value without a source; the others are where the leaf went. */
static int trace_statements(reading *r)
{
	const edu_tree *to = &r->p->to->tree;
	int rc = 0;

	for (size_t i = 1; i < r->b.said_count && rc == 0; i++) {
		const edu_elm_said *s = &r->b.said[i];
		const edu_ref inner = to->items[s->item].kind == EDU_KIND_OBJECT ? edu_tree_first(to, s->item) : 0;
		const bool is_type = s->predicate == r->b.type;
		if (!s->mark) rc = edu_origin_set(r->p, inner && !s->node ? inner : s->item, edu_rule_elm_scheme_implied);
		else if (!is_type) trace(r, s->mark, inner && !s->node ? inner : s->item, true);
	}
	return rc;
}

/* What names a record, and what is said of a text, go with what they belong to. */
static void trace_part(reading *r, edu_ref leaf, edu_ref root)
{
	const edu_ref element = r->tree->items[leaf].parent;
	const edu_elm_term *node = &r->nodes[element];
	const uint32_t number = node->kind ? edu_elm_builder_find(&r->b, node) : 0;
	const edu_elm_mention *m = &r->b.mentions[number];
	const edu_name known = edu_tree_known(r->tree, r->tree->items[leaf].name);

	if (m->object && known && (known == r->table->id || known == r->table->uri_name)) {
		trace(r, leaf, m->id ? m->id : m->object, true);
		trace(r, element, m->object, false);
	} else if (known && (known == r->table->language || known == r->table->type) && r->p->traces[element].to) {
		trace(r, leaf, r->p->traces[element].to, false);
	} else if (known == r->table->version && element == edu_tree_root(r->tree)) {
		trace(r, leaf, root, false);
	}
}

static int trace_all(reading *r)
{
	const edu_ref root = edu_tree_child(&r->p->to->tree, r->p->to->tree.top, elm_n__graph);
	const int rc = trace_statements(r);

	trace(r, edu_tree_root(r->tree), root, false);
	for (edu_ref i = edu_tree_next_leaf(r->tree, 0); i; i = edu_tree_next_leaf(r->tree, i)) {
		if (r->tree->items[i].kind == EDU_KIND_ATTRIBUTE) trace_part(r, i, root);
		edu_trace_set(r->p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_unknown_term);
	}
	/* A node without an id is where what it says is. */
	for (edu_ref i = 1; i < r->tree->count; i++) {
		const uint32_t number = r->nodes[i].kind ? edu_elm_builder_find(&r->b, &r->nodes[i]) : 0;
		if (number && r->b.mentions[number].object) trace(r, i, r->b.mentions[number].object, false);
	}
	return rc;
}

int edu_form_read(edu_passage *p, const edu_form_table *table)
{
	const edu_tree *t = &p->from->tree;
	const size_t size = t->count * sizeof(edu_elm_term);
	reading r = { .p = p, .table = table, .tree = t };

	edu_buffer_open(&r.text, &t->ctx->allocator);
	r.nodes = edu_allocate(&t->ctx->allocator, size);
	int rc = edu_elm_builder_open(&r.b, p->to, p->err);
	if (rc == 0 && !r.nodes) rc = edu_fail_memory(p->err);
	if (rc == 0) memset(r.nodes, 0, size);
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_ELEMENT) rc = say_element(&r, i);
	if (rc == 0) rc = edu_elm_builder_build(&r.b);
	if (rc == 0) rc = trace_all(&r);
	edu_elm_builder_close(&r.b);
	edu_release(&t->ctx->allocator, r.nodes, size);
	edu_buffer_free(&r.text);
	return rc;
}
