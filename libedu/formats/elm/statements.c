/*
 * formats/elm/statements.c – JSON-LD 1.1, expansion and "to RDF", for the contexts of the tables; see
 * statements.h.
 *
 * One walk in document order: what an item is follows from what its parent is.
 */
#include "formats/elm/making.h"
#include "base/text.h"
#include "formats/elm/copies.h"
#include "formats/elm/things.h"

#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum role {
	OUTSIDE = 0,
	NODE,  /* an object that is a node */
	PLACE, /* an array of values */
	LANGUAGE_MAP,
	LANGUAGE_ENTRY, /* an array in it */
	TYPES,          /* an array of types */
	NODES           /* @graph */
};

enum { VAIN_COMPARISONS = 4 };

static edu_elm_thing_number constant(edu_elm_graph *g, const char *iri)
{
	return edu_elm_intern(g,
	              &(edu_elm_thing){ .kind = EDU_ELM_IRI, .text = iri, .length = (uint32_t)strlen(iri) });
}

/* What the members of an object say about it. */
typedef struct looks {
	edu_ref id, value; /* its id and its @value; 0: none */
	bool full;         /* it says more than who it is and of what type */
	uint8_t scopes;    /* the types whose terms are known inside */
} looks;

static uint8_t scope_of_type(const edu_item *i)
{
	if (i->kind != EDU_KIND_STRING) return 0;
	if (edu_equal(i->text, i->length, "VerifiableCredential")) return 1;
	return edu_equal(i->text, i->length, "VerifiablePresentation") ? 2 : 0;
}

static uint8_t scopes_of(const edu_tree *t, edu_ref types)
{
	uint8_t scopes = scope_of_type(&t->items[types]);

	if (t->items[types].kind != EDU_KIND_ARRAY) return scopes;
	for (edu_ref e = edu_tree_first(t, types); e; e = edu_tree_next(t, e))
		scopes |= scope_of_type(&t->items[e]);
	return scopes;
}

static int look_at(edu_elm_making *m, edu_ref object, looks *out)
{
	const edu_tree *t = m->tree;
	uint32_t index;

	*out = (looks){ 0 };
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const edu_elm_meaning *key = edu_elm_meaning_of(&m->terms, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (key->keyword == EDU_ELM_AN_ID) out->id = i;
		else if (key->keyword == EDU_ELM_A_VALUE) out->value = i;
		else if (key->keyword == EDU_ELM_A_TYPE) out->scopes |= scopes_of(t, i);
		else if (!key->keyword) out->full = true;
	}
	return 0;
}

static int state_type(edu_elm_making *m, edu_ref item, edu_elm_thing_number subject)
{
	const edu_item *i = &m->tree->items[item];
	edu_elm_thing type;

	if (i->kind != EDU_KIND_STRING)
		return edu_elm_add_fault(m, item, "elm/type", "a type must be a text, or an array of texts");
	if (edu_elm_expand(&m->terms, i->text, i->length, 0, true, &type) < 0) return EDU_ENOMEM;
	if (!type.kind) {
		m->g->outside[item] = EDU_ELM_LOST;
		return 0;
	}
	const edu_elm_thing_number number = edu_elm_intern(m->g, &type);
	if (!number) return EDU_ENOMEM;
	if (subject) m->g->things[subject].typed = true;
	return edu_elm_state(m, subject, m->g->type, number, item);
}

/*
 * Whether the object repeats what its node's fullest occurrence says. Documents that are made to be compared in
 * vain are not compared for long.
 */
static bool is_copy(edu_elm_making *m, const edu_elm_thing *thing, edu_ref object)
{
	size_t cost;

	if (!thing->text || !thing->full || !m->is_in_order || m->in_vain > VAIN_COMPARISONS * m->tree->count)
		return false;
	if (edu_elm_is_copy(m->g, thing->full, object, &cost)) return true;
	m->in_vain += cost;
	return false;
}

/* Make an object an occurrence of its node. *number 0: its id is no IRI. */
static int add_occurrence(edu_elm_making *m, edu_ref object, const looks *look, edu_elm_thing_number *number)
{
	const edu_item *id = &m->tree->items[look->id];
	edu_elm_thing node = { .kind = EDU_ELM_BLANK };

	*number = 0;
	if (look->id && id->kind != EDU_KIND_STRING)
		return edu_elm_add_fault(m, look->id, "elm/id",
		                 "an id must be a text: an absolute IRI such as urn:uuid:…");
	if (look->id && edu_elm_expand(&m->terms, id->text, id->length, 0, false, &node) < 0) return EDU_ENOMEM;
	m->roles[object] = NODE;
	m->scopes[object] = look->scopes;
	if (!node.kind) {
		m->g->outside[object] = EDU_ELM_LOST;
		return 0;
	}
	*number = edu_elm_intern(m->g, &node);
	if (!*number) return EDU_ENOMEM;
	m->g->numbers[object] = *number;
	edu_elm_thing *thing = &m->g->things[*number];
	if (is_copy(m, thing, object)) {
		m->copy = object;
		edu_elm_add_copy(m->g, thing->full, object);
		return 0;
	}
	if (thing->last) m->g->next[thing->last] = object;
	else thing->first = object;
	thing->last = object;
	if (!thing->full || (look->full && !thing->said)) thing->full = object;
	thing->said |= look->full;
	return 0;
}

/* An object where nodes stand that nothing leads to. */
static int take_root(edu_elm_making *m, edu_ref object)
{
	looks look;
	edu_elm_thing_number number;

	return look_at(m, object, &look) < 0 ? EDU_ENOMEM : add_occurrence(m, object, &look, &number);
}

static int take_node(edu_elm_making *m, edu_ref object, const looks *look)
{
	edu_elm_thing_number number;

	const int rc = add_occurrence(m, object, look, &number);
	if (rc < 0 || !number) return rc;
	return edu_elm_state(m, m->subjects[object], m->terms.list[m->places[object]].predicate, number, object);
}

/* An object where values stand. direct: not in an array. */
static int take_object(edu_elm_making *m, edu_ref object, bool direct)
{
	const edu_elm_meaning *place = &m->terms.list[m->places[object]];
	looks look;

	if (place->container == EDU_ELM_OWN_GRAPH) {
		/* Its content is told in a graph of its own, of which only the name belongs to this one. */
		m->g->outside[object] = EDU_ELM_LOST;
		return edu_elm_state_thing(m, object, &(edu_elm_thing){ .kind = EDU_ELM_BLANK });
	}
	if (direct && place->container == EDU_ELM_BY_LANGUAGE) {
		m->roles[object] = LANGUAGE_MAP;
		return 0;
	}
	if (look_at(m, object, &look) < 0) return EDU_ENOMEM;
	return look.value ? edu_elm_state_value_object(m, object) : take_node(m, object, &look);
}

/* An item where values of a property stand. */
static int take_value(edu_elm_making *m, edu_ref item, bool direct)
{
	const edu_item *i = &m->tree->items[item];
	const edu_elm_meaning *place = &m->terms.list[m->places[item]];

	switch (i->kind) {
	case EDU_KIND_ARRAY: m->roles[item] = PLACE; return 0;
	case EDU_KIND_OBJECT: return take_object(m, item, direct);
	case EDU_KIND_STRING:
	case EDU_KIND_NUMBER:
	case EDU_KIND_TRUE:
	case EDU_KIND_FALSE:
		if (place->container == EDU_ELM_OWN_GRAPH) return take_object(m, item, direct);
		return edu_elm_state_scalar(m, item);
	default: return 0;
	}
}

static int take_member(edu_elm_making *m, edu_ref item, edu_ref node)
{
	const edu_item *i = &m->tree->items[item];
	uint32_t index;

	const edu_elm_meaning *key = edu_elm_meaning_of(&m->terms, i->name, m->scopes[node], &index);
	if (!key) return EDU_ENOMEM;
	m->subjects[item] = m->g->numbers[node];
	m->places[item] = index;
	if (key->keyword == EDU_ELM_A_TYPE) {
		if (i->kind != EDU_KIND_ARRAY) return state_type(m, item, m->subjects[item]);
		m->roles[item] = TYPES;
		return 0;
	}
	if (key->keyword) return 0;
	if (key->predicate) return take_value(m, item, true);
	m->g->outside[item] = EDU_ELM_LOST;
	return 0;
}

static int take_item(edu_elm_making *m, edu_ref item)
{
	const edu_tree *t = m->tree;
	const edu_ref parent = t->items[item].parent;

	m->places[item] = m->places[parent];
	m->subjects[item] = m->subjects[parent];
	switch (m->roles[parent]) {
	case NODE: return take_member(m, item, parent);
	case PLACE: return take_value(m, item, false);
	case LANGUAGE_MAP:
		if (t->items[item].kind != EDU_KIND_ARRAY) return edu_elm_state_entry(m, item, item);
		m->roles[item] = LANGUAGE_ENTRY;
		return 0;
	case LANGUAGE_ENTRY: return edu_elm_state_entry(m, item, parent);
	case TYPES: return state_type(m, item, m->subjects[item]);
	case NODES:
		if (t->items[item].kind == EDU_KIND_ARRAY) m->roles[item] = NODES;
		return t->items[item].kind == EDU_KIND_OBJECT ? take_root(m, item) : 0;
	default: return 0;
	}
}

/*
 * The array of nodes in a flat document. What else is said beside @graph, be it an id, makes of it a graph
 * with a name of its own, which is another than the one that gets checked. *nodes is 0 then. 0 or EDU_ENOMEM.
 */
static int find_nodes(edu_elm_making *m, edu_ref graph, edu_ref *nodes)
{
	const edu_tree *t = m->tree;
	uint32_t index;

	*nodes = graph;
	for (edu_ref i = edu_tree_first(t, t->items[graph].parent); i; i = edu_tree_next(t, i)) {
		const edu_elm_meaning *key = edu_elm_meaning_of(&m->terms, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (key->predicate || key->keyword == EDU_ELM_AN_ID || key->keyword == EDU_ELM_A_TYPE) *nodes = 0;
	}
	if (!*nodes) m->g->outside[graph] = EDU_ELM_LOST;
	return 0;
}

/* The item behind another and all that is below it; 0: none. */
static edu_ref behind(const edu_tree *t, edu_ref item)
{
	while (item != t->top && t->items[item].flags & EDU_ITEM_LAST) item = t->items[item].parent;
	return item == t->top ? 0 : t->items[item].next;
}

static int take_items(edu_elm_making *m)
{
	const edu_tree *t = m->tree;
	const edu_document *doc = m->g->doc;
	const edu_ref graph = edu_elm_graph_array(doc);
	const edu_ref node = graph ? t->items[graph].parent : doc->content;
	edu_ref nodes = 0;

	int rc = graph ? find_nodes(m, graph, &nodes) : 0;
	m->is_in_order = true;
	for (edu_ref i = t->top, next; i && rc == 0; i = next) {
		if (nodes && i == nodes) m->roles[i] = NODES;
		else if (!nodes && i == node) rc = take_root(m, i);
		else if (i != t->top) rc = take_item(m, i);
		next = m->copy ? behind(t, i) : edu_tree_walk(t, t->top, i);
		m->is_in_order &= m->copy || !next || next == i + 1;
		m->copy = 0;
	}
	return rc;
}

static void *zeroed(const edu_allocator *a, size_t size)
{
	void *block = edu_allocate(a, size);
	if (block) memset(block, 0, size);
	return block;
}

static int intern_constants(edu_elm_graph *g)
{
	edu_elm_thing none = { 0 };

	if (edu_elm_intern(g, &none) != 0 || !g->thing_count) return EDU_ENOMEM;
	for (size_t i = 1; i < edu_elm_iri_count; i++)
		if (!(g->iris[i] = constant(g, edu_elm_iris[i]))) return EDU_ENOMEM;
	return (g->type = constant(g, RDF "type")) ? 0 : EDU_ENOMEM;
}

int edu_elm_graph_open(edu_elm_graph *g, const edu_document *doc, unsigned version)
{
	const edu_tree *t = &doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t items = t->count, names = (t->table->count + t->own_count + 1) * EDU_ELM_SCOPES;
	edu_elm_making m = { .g = g, .tree = t, .terms = { .g = g, .tree = t, .version = version } };

	*g = (edu_elm_graph){ .doc = doc, .allocator = a };
	g->arena = edu_arena_new(a);
	g->numbers = zeroed(a, items * sizeof *g->numbers);
	g->next = zeroed(a, items * sizeof *g->next);
	g->copies = zeroed(a, items * sizeof *g->copies);
	g->outside = zeroed(a, items);
	g->iris = zeroed(a, edu_elm_iri_count * sizeof *g->iris);
	m.terms.list = zeroed(a, names * sizeof *m.terms.list);
	m.roles = zeroed(a, items);
	m.scopes = zeroed(a, items);
	m.places = zeroed(a, items * sizeof *m.places);
	m.subjects = zeroed(a, items * sizeof *m.subjects);
	int rc = g->arena && g->numbers && g->next && g->copies && g->outside && g->iris && m.terms.list && m.roles &&
	                         m.scopes && m.places && m.subjects
	                 ? intern_constants(g)
	                 : EDU_ENOMEM;
	if (rc == 0) rc = take_items(&m);
	if (rc == 0) rc = edu_elm_graph_sort(g);
	edu_release(a, m.terms.list, names * sizeof *m.terms.list);
	edu_release(a, m.roles, items);
	edu_release(a, m.scopes, items);
	edu_release(a, m.places, items * sizeof *m.places);
	edu_release(a, m.subjects, items * sizeof *m.subjects);
	return rc;
}
