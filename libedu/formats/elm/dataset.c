/*
 * formats/elm/dataset.c – what a dataset says, statement by statement (JSON-LD 1.1 API, sections 5.1 and 8.1); see
 * dataset.h.
 *
 * One walk in document order: what an item is follows from what its parent is.
 */
#include "formats/elm/dataset.h"
#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "model/refusal.h"
#include "model/twin.h"

#include <stdio.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum { LONGEST_LABEL = 16 };

typedef enum role {
	OUTSIDE = 0,  /* means nothing, and all below it */
	CONTEXT,
	NODES,        /* an array of nodes that nothing leads to */
	NODE,
	PLACE,        /* an array of values */
	LANGUAGE_MAP,
	LANGUAGE_ENTRY,
	TYPES,
	VALUE_OBJECT
} role;

typedef struct place {
	edu_dataset_term term;    /* the property that values here are of */
	edu_elm_term node;        /* of a node object: it itself; else the node that values here belong to */
	uint8_t role;
	edu_ref name;             /* of a node object: its @id; of a text in a language map: the map's entry */
} place;

typedef struct walking {
	edu_passage *p;
	const edu_tree *tree;
	edu_elm_builder *b;
	edu_dataset_context *context;
	place *places;            /* of each item */
	edu_ref root;             /* what stands for the whole in the document that is made */
} walking;

static int refuse_keyword(const walking *w, edu_ref item)
{
	return edu_refuse(w->p->err, EDU_EUNSUPPORTED, "elm/keyword", w->tree, item,
	                  "a keyword of JSON-LD, or a term that stands for one, that datasets of ELM don't use and that is "
	                  "not read");
}

static const char *key_of(const walking *w, edu_ref item, uint32_t *length)
{
	return edu_tree_name_text(w->tree, w->tree->items[item].name, length);
}

/* Statements. */

static int say(walking *w, edu_ref item, const edu_elm_term *subject, const char *predicate, uint32_t length,
               const edu_elm_term *object)
{
	return edu_elm_builder_say_at(w->b, w->tree, item, subject, predicate, length, object);
}

/* A node by what names it; kind 0: a relative reference. */
static int name_node(walking *w, const edu_item *i, bool vocabulary, edu_elm_term *out)
{
	*out = (edu_elm_term){ .kind = EDU_ELM_IRI };
	const int rc = edu_dataset_iri(w->context, i->text, i->length, vocabulary, &out->text, &out->length);

	if (rc < 0) return rc;
	if (out->length > 2 && memcmp(out->text, "_:", 2) == 0) out->kind = EDU_ELM_BLANK;
	else if (!out->text || !edu_is_iri(out->text, out->length)) out->kind = 0;
	return 0;
}

static int refuse_relative(const walking *w, edu_ref item)
{
	return edu_refuse(w->p->err, EDU_EINVALID, "elm/relative-id", w->tree, item,
	                  "an id or reference that is no absolute IRI, in a dataset without a base to resolve it against; "
	                  "write it in full");
}

static int say_reference(walking *w, edu_ref item, const place *at)
{
	edu_elm_term node;
	const int rc = name_node(w, &w->tree->items[item], at->term.vocabulary, &node);

	if (rc < 0) return rc;
	return node.kind ? say(w, item, &at->node, at->term.iri, at->term.length, &node) : refuse_relative(w, item);
}

static int literal_of(walking *w, edu_ref item, const edu_dataset_term *term, edu_elm_term *out)
{
	edu_elm_thing thing;

	if (edu_elm_literal_of(w->p->to->tree.arena, &w->tree->items[item], term->datatype, term->datatype_length, &thing) < 0)
		return edu_fail_memory(w->p->err);
	*out = (edu_elm_term){ .text = thing.text, .length = thing.length, .kind = EDU_ELM_TEXT,
		               .datatype = thing.datatype, .datatype_length = thing.datatype_length };
	return 0;
}

static void set_language(edu_elm_term *v, const char *language, size_t length)
{
	v->datatype = NULL;
	v->language = language;
	v->language_length = (uint32_t)length;
}

static bool is_scalar(const edu_item *i)
{
	return i->kind == EDU_KIND_STRING || i->kind == EDU_KIND_NUMBER || i->kind == EDU_KIND_TRUE
	    || i->kind == EDU_KIND_FALSE;
}

static int say_scalar(walking *w, edu_ref item, const place *at)
{
	const edu_item *i = &w->tree->items[item];
	edu_elm_term v;

	if (i->kind == EDU_KIND_STRING && at->term.reference) return say_reference(w, item, at);
	const int rc = literal_of(w, item, &at->term, &v);
	if (rc < 0) return rc;
	if (i->kind == EDU_KIND_STRING && !at->term.datatype && !at->term.by_language && w->context->language)
		set_language(&v, w->context->language, w->context->language_length);
	return say(w, item, &at->node, at->term.iri, at->term.length, &v);
}

/* A text under its language. */
static int say_entry(walking *w, edu_ref item, const place *at)
{
	const edu_item *i = &w->tree->items[item];
	uint32_t length;
	const char *tag = key_of(w, at->name, &length);
	edu_elm_term v = { .text = i->text, .length = i->length, .kind = EDU_ELM_TEXT };

	if (i->kind == EDU_KIND_NULL) return 0;
	if (i->kind != EDU_KIND_STRING)
		return edu_refuse(w->p->err, EDU_EINVALID, "elm/language-map", w->tree, item,
		                  "a language map holds texts, or arrays of texts, and nothing else");
	if (length && !edu_equal(tag, length, "@none")) set_language(&v, tag, length);
	return say(w, item, &at->node, at->term.iri, at->term.length, &v);
}

/* Objects. */

typedef struct looks {
	edu_ref id, value, type, language;
	bool graph, more;
} looks;

static int look_at(walking *w, edu_ref object, looks *out)
{
	*out = (looks){ 0 };
	for (edu_ref i = edu_tree_first(w->tree, object); i; i = edu_tree_next(w->tree, i)) {
		edu_dataset_term term;
		uint32_t length;
		const char *key = key_of(w, i, &length);
		if (edu_dataset_term_of(w->context, key, length, &term) < 0) return EDU_ENOMEM;
		switch (term.keyword) {
		case EDU_DATASET_ID: out->id = i; break;
		case EDU_DATASET_TYPE: out->type = i; break;
		case EDU_DATASET_VALUE: out->value = i; break;
		case EDU_DATASET_LANGUAGE: out->language = i; break;
		case EDU_DATASET_GRAPH: out->graph = true; break;
		case EDU_DATASET_CONTEXT: break;
		default: out->more = true;
		}
	}
	return 0;
}

static int refuse_value(const walking *w, edu_ref item)
{
	return edu_refuse(w->p->err, EDU_EINVALID, "elm/value-object", w->tree, item,
	                  "an object with @value holds a text, a number, true or false, and its @type or @language");
}

static int say_value_object(walking *w, edu_ref object, const looks *look, const place *at)
{
	const edu_item *items = w->tree->items;
	edu_dataset_term datatype = { 0 };
	edu_elm_term v;
	int rc = 0;

	if (look->id || look->more || look->graph || (look->type && look->language)) return refuse_value(w, object);
	if (items[look->value].kind == EDU_KIND_NULL) return 0;
	if (!is_scalar(&items[look->value])) return refuse_value(w, look->value);
	if (look->type && items[look->type].kind != EDU_KIND_STRING) return refuse_value(w, look->type);
	if (look->type)
		rc = edu_dataset_iri(w->context, items[look->type].text, items[look->type].length, true, &datatype.datatype,
		                     &datatype.datatype_length);
	if (rc == 0 && look->type && !(datatype.datatype && edu_is_iri(datatype.datatype, datatype.datatype_length)))
		return refuse_value(w, look->type);
	if (rc == 0) rc = literal_of(w, look->value, &datatype, &v);
	if (rc == 0 && look->language) {
		const edu_item *tag = &items[look->language];
		if (tag->kind != EDU_KIND_STRING || !edu_is_language(tag->text, tag->length)) return refuse_value(w, look->language);
		set_language(&v, tag->text, tag->length);
	}
	return rc < 0 ? rc : say(w, object, &at->node, at->term.iri, at->term.length, &v);
}

/* Make an object a node, with the name it has or a label from its number. */
static int begin_node(walking *w, edu_ref object, const looks *look)
{
	place *at = &w->places[object];
	char label[LONGEST_LABEL];

	at->role = NODE;
	at->name = look->id;
	if (look->graph) return refuse_keyword(w, object);
	if (!look->id) {
		const int n = snprintf(label, sizeof label, "n%u", (unsigned)object);
		const char *text = edu_arena_text(w->p->to->tree.arena, label, (size_t)n);
		at->node = (edu_elm_term){ .text = text, .length = (uint32_t)n, .kind = EDU_ELM_BLANK };
		return text ? 0 : edu_fail_memory(w->p->err);
	}
	if (w->tree->items[look->id].kind != EDU_KIND_STRING)
		return edu_refuse(w->p->err, EDU_EINVALID, "elm/id", w->tree, look->id, "an @id must be a text: an absolute IRI");
	const int rc = name_node(w, &w->tree->items[look->id], false, &at->node);
	return rc < 0 || at->node.kind ? rc : refuse_relative(w, look->id);
}

static int take_object(walking *w, edu_ref object, const place *at, bool direct)
{
	looks look;

	if (look_at(w, object, &look) < 0) return edu_fail_memory(w->p->err);
	if (look.value) {
		w->places[object].role = VALUE_OBJECT;
		return say_value_object(w, object, &look, at);
	}
	if (direct && at->term.by_language) {
		w->places[object].role = LANGUAGE_MAP;
		return 0;
	}
	const edu_elm_term subject = at->node;
	const edu_dataset_term term = at->term;
	const int rc = begin_node(w, object, &look);
	return rc < 0 ? rc : say(w, object, &subject, term.iri, term.length, &w->places[object].node);
}

/* Items, by what they stand in. */

static int take_value(walking *w, edu_ref item, const place *at, bool direct)
{
	const edu_item *i = &w->tree->items[item];
	place *own = &w->places[item];

	own->term = at->term;
	own->node = at->node;
	if (i->kind == EDU_KIND_ARRAY) {
		own->role = PLACE;
		return 0;
	}
	if (i->kind == EDU_KIND_OBJECT) {
		const place outer = *own;
		return take_object(w, item, &outer, direct);
	}
	return is_scalar(i) ? say_scalar(w, item, own) : 0;
}

static int say_type(walking *w, edu_ref item, const edu_elm_term *subject)
{
	const edu_item *i = &w->tree->items[item];
	edu_elm_term type;

	if (i->kind != EDU_KIND_STRING)
		return edu_refuse(w->p->err, EDU_EINVALID, "elm/type", w->tree, item, "a type must be a text, or an array of texts");
	const int rc = name_node(w, i, true, &type);
	return rc < 0 || !type.kind ? rc : say(w, item, subject, RDF "type", sizeof RDF "type" - 1, &type);
}

static int take_member(walking *w, edu_ref item, const place *node)
{
	const edu_item *i = &w->tree->items[item];
	place *own = &w->places[item];
	uint32_t length;
	const char *key = key_of(w, item, &length);

	if (edu_dataset_term_of(w->context, key, length, &own->term) < 0) return EDU_ENOMEM;
	own->node = node->node;
	switch (own->term.keyword) {
	case 0: break;
	case EDU_DATASET_ID: return 0;
	case EDU_DATASET_TYPE:
		own->role = TYPES;
		return i->kind == EDU_KIND_ARRAY ? 0 : say_type(w, item, &own->node);
	case EDU_DATASET_CONTEXT:
		own->role = CONTEXT;
		if (i->parent == w->tree->top) return 0;
		return edu_refuse(w->p->err, EDU_EUNSUPPORTED, "elm/nested-context", w->tree, item,
		                  "a @context inside a node would change what its members mean; it is not read");
	default: return refuse_keyword(w, item);
	}
	if (own->term.uncovered) return refuse_keyword(w, item);
	if (!own->term.iri || !edu_is_iri(own->term.iri, own->term.length)) return 0;
	const place at = *own;
	return take_value(w, item, &at, true);
}

/* A member of the object around @graph. */
static int take_top_member(walking *w, edu_ref item)
{
	place *own = &w->places[item];
	uint32_t length;
	const char *key = key_of(w, item, &length);

	if (edu_dataset_term_of(w->context, key, length, &own->term) < 0) return EDU_ENOMEM;
	if (own->term.keyword == EDU_DATASET_CONTEXT) own->role = CONTEXT;
	if (own->term.keyword == EDU_DATASET_GRAPH) own->role = NODES;
	if (own->role || (!own->term.keyword && !own->term.iri)) return 0;
	return edu_refuse(w->p->err, EDU_EUNSUPPORTED, "elm/named-graph", w->tree, item,
	                  "other members beside @graph set its nodes apart under a name; leave only @context beside it");
}

static int take_root(walking *w, edu_ref object)
{
	looks look;

	if (look_at(w, object, &look) < 0) return edu_fail_memory(w->p->err);
	return begin_node(w, object, &look);
}

static int take_item(walking *w, edu_ref item)
{
	const edu_item *i = &w->tree->items[item];
	const place parent = w->places[i->parent];

	switch (parent.role) {
	case NODES:
		return i->kind == EDU_KIND_OBJECT && (i->parent != w->tree->top || w->tree->items[w->tree->top].kind == EDU_KIND_ARRAY)
		     ? take_root(w, item) : i->parent == w->tree->top ? take_top_member(w, item) : 0;
	case NODE: return take_member(w, item, &parent);
	case PLACE: return take_value(w, item, &parent, false);
	case LANGUAGE_MAP:
		w->places[item] = parent;
		w->places[item].name = item;
		w->places[item].role = LANGUAGE_ENTRY;
		return i->kind == EDU_KIND_ARRAY ? 0 : say_entry(w, item, &w->places[item]);
	case LANGUAGE_ENTRY: return say_entry(w, item, &parent);
	case TYPES: return say_type(w, item, &parent.node);
	case CONTEXT: case VALUE_OBJECT: w->places[item].role = parent.role; return 0;
	default: return 0;
	}
}

/* The top is an array of nodes, an object with @graph, or one node. */
static int take_items(walking *w)
{
	const edu_tree *t = w->tree;
	looks look = { 0 };
	int rc = 0;

	if (t->items[t->top].kind == EDU_KIND_OBJECT && look_at(w, t->top, &look) < 0) return edu_fail_memory(w->p->err);
	w->places[t->top].role = NODES;
	if (t->items[t->top].kind == EDU_KIND_OBJECT && !look.graph) rc = begin_node(w, t->top, &look);
	for (edu_ref i = edu_tree_walk(t, t->top, t->top); i && rc == 0; i = edu_tree_walk(t, t->top, i)) rc = take_item(w, i);
	return rc;
}

/* Traces: where each leaf went. */

static void trace(walking *w, edu_ref leaf, edu_ref to, edu_outcome outcome)
{
	edu_trace_set(w->p, leaf, to, outcome, outcome == EDU_OUTCOME_EXACT ? 0 : edu_rule_elm_form);
}

static edu_outcome outcome_of(const walking *w, edu_ref leaf, edu_ref to)
{
	const edu_item *a = &w->tree->items[leaf], *b = &w->p->to->tree.items[to];
	const bool same = a->text && b->text && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
	return same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED;
}

/* A value object holds its text, and says of what kind it is; a node that a statement leads to has its own traces. */
static void trace_statement(walking *w, const edu_elm_said *s)
{
	const edu_tree *to = &w->p->to->tree;
	const edu_ref inner = to->items[s->item].kind == EDU_KIND_OBJECT ? edu_tree_first(to, s->item) : 0;
	const edu_ref target = inner ? inner : s->item, item = s->mark;

	if (w->tree->items[item].kind != EDU_KIND_OBJECT) {
		trace(w, item, target, outcome_of(w, item, target));
		return;
	}
	if (s->node) {
		trace(w, item, s->item, EDU_OUTCOME_DERIVED);
		return;
	}
	trace(w, item, target, EDU_OUTCOME_DERIVED);
	for (edu_ref i = edu_tree_first(w->tree, item); i; i = edu_tree_next(w->tree, i))
		trace(w, i, target, outcome_of(w, i, target));
}

static void trace_node(walking *w, edu_ref object)
{
	const place *at = &w->places[object];
	const edu_elm_builder *b = w->b;

	if (at->role != NODE) return;
	/* The place of a reference to it counts where nothing is said of the node itself. */
	const uint32_t number = edu_elm_builder_find(b, &at->node);
	const edu_elm_mention *m = &b->mentions[number];
	const edu_ref to = m->id ? m->id : m->object ? m->object : w->p->traces[object].to;
	if (m->object) edu_trace_set(w->p, object, m->object, EDU_OUTCOME_DERIVED, edu_rule_elm_form);
	if (at->name && to) trace(w, at->name, to, outcome_of(w, at->name, to));
}

static void trace_items(walking *w)
{
	const edu_elm_builder *b = w->b;

	trace(w, w->tree->top, w->root, EDU_OUTCOME_DERIVED);
	for (size_t i = 1; i < b->said_count; i++) trace_statement(w, &b->said[i]);
	for (edu_ref i = w->tree->top; i; i = edu_tree_walk(w->tree, w->tree->top, i)) {
		trace_node(w, i);
		if (w->places[i].role == CONTEXT) trace(w, i, w->root, EDU_OUTCOME_DERIVED);
		if (w->tree->items[i].kind == EDU_KIND_NULL) edu_trace_set(w->p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_null);
	}
	/* A member that no context knows; and the name of a node of which nothing is said, and that nothing leads to. */
	for (edu_ref i = edu_tree_next_leaf(w->tree, 0); i; i = edu_tree_next_leaf(w->tree, i))
		edu_trace_set(w->p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_unknown_term);
}

static int fill(edu_passage *p, void *state)
{
	const edu_tree *t = &p->from->tree;
	const size_t size = t->count * sizeof(place);
	edu_elm_builder b;
	edu_dataset_context context = { 0 };
	walking w = { .p = p, .tree = t, .b = &b, .context = &context };

	int rc = edu_elm_builder_open(&b, p->to, p->err);
	if (rc == 0) rc = edu_dataset_context_open(&context, t, p->to->tree.arena, p->to->version, p->err);
	w.places = edu_allocate(&t->ctx->allocator, size);
	if (rc == 0 && !w.places) rc = edu_fail_memory(p->err);
	if (rc == 0) {
		memset(w.places, 0, size);
		rc = take_items(&w);
	}
	if (rc == 0) rc = edu_elm_builder_build(&b);
	if (rc == 0) {
		w.root = edu_tree_child(&p->to->tree, p->to->tree.top, elm_n__graph);
		trace_items(&w);
	}
	edu_release(&t->ctx->allocator, w.places, size);
	edu_dataset_context_close(&context);
	edu_elm_builder_close(&b);
	return rc;
}

int edu_elm_make_dataset_twin(edu_document *doc, edu_error *err)
{
	const int rc = edu_twin_make(doc, &edu_format_elm, fill, NULL, err);
	return rc < 0 ? rc : edu_elm_check_twin(doc, err);
}
