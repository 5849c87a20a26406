/*
 * formats/elm/rdf_leaves.c – which leaf of an RDF/XML document says which statement.
 *
 * raptor hands out statements, not places. A leaf is the name of a node, or an object, and with the name of its
 * element or attribute that tells the statement; where several are the same, they are met in the same order.
 */
#include "formats/elm/rdf_form.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "model/sort.h"

#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XML "http://www.w3.org/XML/1998/namespace"

typedef struct matching {
	edu_passage *p;
	const edu_elm_builder *b;
	const edu_tree *tree;
	uint32_t *order;          /* statements, by predicate, then object */
	uint32_t *used;           /* of a run of equal ones, at its first: how many were met */
	size_t count;
	edu_buffer name, text;    /* of a predicate, and of a leaf */
	edu_ref graph;            /* what stands for the document as a whole */
} matching;

static const char *object_of(const matching *m, const edu_elm_said *s, uint32_t *length)
{
	const edu_elm_mention *node = &m->b->mentions[s->node];
	*length = s->node ? node->length : s->object.length;
	return s->node ? node->text : s->object.text;
}

static int compare_texts(const char *a, uint32_t m, const char *b, uint32_t n)
{
	const int order = memcmp(a, b, m < n ? m : n);
	return order ? order : (m > n) - (m < n);
}

static int by_content(const void *x, const void *y, const void *state)
{
	const matching *m = state;
	const edu_elm_said *a = &m->b->said[*(const uint32_t *)x], *b = &m->b->said[*(const uint32_t *)y];
	uint32_t n, k;

	if (a->predicate != b->predicate) return a->predicate < b->predicate ? -1 : 1;
	const char *s = object_of(m, a, &n), *t = object_of(m, b, &k);
	const int order = compare_texts(s, n, t, k);
	return order ? order : (a > b) - (a < b);
}

static uint32_t find_mention(const matching *m, edu_elm_thing_kind kind, const char *text, size_t length)
{
	edu_buffer *name = &((matching *)m)->name;
	const char first = (char)kind;

	name->length = 0;
	if (edu_buffer_add(name, &first, 1) < 0 || edu_buffer_add(name, text, length) < 0) return 0;
	return edu_map_get(&m->b->numbers, name->data, name->length);
}

/* The predicate that an element or attribute is named after; 0: none that was stated. */
static uint32_t predicate_of(matching *m, edu_ref item)
{
	const edu_name name = m->tree->items[item].name;
	const char *uri = edu_tree_name_uri(m->tree, name), *local = edu_tree_name_local(m->tree, name);
	const char kind = EDU_ELM_IRI;

	m->name.length = 0;
	if (!uri || edu_buffer_add(&m->name, &kind, 1) < 0 || edu_buffer_add(&m->name, uri, strlen(uri)) < 0
	    || edu_buffer_add(&m->name, local, strlen(local)) < 0)
		return 0;
	return edu_map_get(&m->b->numbers, m->name.data, m->name.length);
}

/* Where statements with a predicate, and with an object where text is given, begin in the order. */
static size_t find_run(const matching *m, uint32_t predicate, const char *text, uint32_t length)
{
	size_t low = 0, high = m->count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const edu_elm_said *s = &m->b->said[m->order[middle]];
		uint32_t n;
		const char *object = object_of(m, s, &n);
		const bool before = s->predicate < predicate
			|| (s->predicate == predicate && text && compare_texts(object, n, text, length) < 0);
		if (before) low = middle + 1;
		else high = middle;
	}
	return low;
}

/* The statement at a place in the order, if it has that predicate and object. */
static const edu_elm_said *statement_at(const matching *m, size_t at, uint32_t predicate, const char *text, uint32_t length)
{
	uint32_t n;

	if (at >= m->count) return NULL;
	const edu_elm_said *s = &m->b->said[m->order[at]];
	const char *object = object_of(m, s, &n);
	return s->predicate == predicate && compare_texts(object, n, text, length) == 0 ? s : NULL;
}

/* The next statement with that predicate and object that no leaf has said yet, or the first; NULL: there is none. */
static const edu_elm_said *next_statement(matching *m, edu_ref named_by, const char *text, size_t length, bool said)
{
	const uint32_t predicate = predicate_of(m, named_by);

	if (!predicate || !text || length > UINT32_MAX) return NULL;
	const size_t run = find_run(m, predicate, text, (uint32_t)length);
	if (!statement_at(m, run, predicate, text, (uint32_t)length)) return NULL;
	const edu_elm_said *s = statement_at(m, run + m->used[run], predicate, text, (uint32_t)length);
	if (s && said) m->used[run]++;
	return s ? s : &m->b->said[m->order[run]];
}

/* The scalar that a value is, or holds. */
static edu_ref scalar_of(const matching *m, edu_ref item)
{
	const edu_tree *t = &m->p->to->tree;
	const edu_ref inner = t->items[item].kind == EDU_KIND_OBJECT ? edu_tree_first(t, item) : 0;
	return inner ? inner : item;
}

static void trace(matching *m, edu_ref leaf, edu_ref to, edu_outcome outcome)
{
	edu_trace_set(m->p, leaf, to ? to : m->graph, to ? outcome : EDU_OUTCOME_DERIVED,
	              to && outcome == EDU_OUTCOME_EXACT ? 0 : edu_rule_elm_form);
}

static bool is_attribute(const matching *m, edu_ref leaf, const char *uri, const char *local)
{
	const edu_name name = m->tree->items[leaf].name;
	const char *own = edu_tree_name_uri(m->tree, name);
	return own && strcmp(own, uri) == 0 && strcmp(edu_tree_name_local(m->tree, name), local) == 0;
}

/* The name of a node: its IRI, or what is resolved to it. */
static void trace_name(matching *m, edu_ref leaf)
{
	const edu_item *i = &m->tree->items[leaf];
	const uint32_t node = i->text ? find_mention(m, EDU_ELM_IRI, i->text, i->length) : 0;
	const edu_elm_mention *known = &m->b->mentions[node];
	if (known->object) trace(m, i->parent, known->object, EDU_OUTCOME_DERIVED);
	trace(m, leaf, known->id, EDU_OUTCOME_EXACT);
}

static void trace_object(matching *m, edu_ref leaf, edu_ref named_by)
{
	const char *text;
	size_t length;

	if (edu_tree_text(m->tree, leaf, &m->text, &text, &length) < 0) text = NULL;
	const edu_elm_said *s = next_statement(m, named_by, text, length, true);
	trace(m, leaf, s ? scalar_of(m, s->item) : 0, EDU_OUTCOME_EXACT);
}

/* What an element says of its text: where the text goes, which comes behind its element's attributes. */
static void trace_quality(matching *m, edu_ref leaf, edu_ref element)
{
	const char *text;
	size_t length;

	if (edu_tree_text(m->tree, element, &m->text, &text, &length) < 0) text = NULL;
	const edu_elm_said *s = next_statement(m, element, text, length, false);
	trace(m, leaf, s ? scalar_of(m, s->item) : 0, EDU_OUTCOME_DERIVED);
}

static void trace_leaf(matching *m, edu_ref leaf)
{
	const edu_item *i = &m->tree->items[leaf];

	if (i->kind != EDU_KIND_ATTRIBUTE) trace_object(m, leaf, leaf);
	else if (is_attribute(m, leaf, RDF, "about") || is_attribute(m, leaf, RDF, "ID")) trace_name(m, leaf);
	else if (is_attribute(m, leaf, RDF, "resource")) trace_object(m, leaf, i->parent);
	else if (is_attribute(m, leaf, XML, "lang") || is_attribute(m, leaf, RDF, "datatype")) trace_quality(m, leaf, i->parent);
	else if (is_attribute(m, leaf, RDF, "nodeID") || is_attribute(m, leaf, RDF, "parseType")
	         || is_attribute(m, leaf, XML, "base"))
		trace(m, leaf, 0, EDU_OUTCOME_DERIVED);
	else trace_object(m, leaf, leaf);
}

int edu_elm_trace_rdf(edu_passage *p, const edu_elm_builder *b)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const size_t size = b->said_count * sizeof(uint32_t);
	matching m = { .p = p, .b = b, .tree = &p->from->tree };
	int rc = EDU_ENOMEM;

	edu_buffer_open(&m.name, a);
	edu_buffer_open(&m.text, a);
	m.graph = edu_tree_child(&p->to->tree, p->to->tree.top, elm_n__graph);
	m.order = edu_allocate(a, size);
	m.used = edu_allocate(a, size);
	if (!m.order || !m.used) goto out;
	memset(m.used, 0, size);
	for (uint32_t i = 1; i < b->said_count; i++) m.order[m.count++] = i;
	trace(&m, edu_tree_root(m.tree), m.graph, EDU_OUTCOME_DERIVED);
	rc = edu_sort(a, m.order, m.count, sizeof *m.order, by_content, &m);
	for (edu_ref leaf = edu_tree_next_leaf(m.tree, 0); leaf && rc == 0; leaf = edu_tree_next_leaf(m.tree, leaf))
		trace_leaf(&m, leaf);
out:
	edu_release(a, m.order, size);
	edu_release(a, m.used, size);
	edu_buffer_free(&m.name);
	edu_buffer_free(&m.text);
	return rc;
}
