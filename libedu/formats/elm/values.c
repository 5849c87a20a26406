/*
 * formats/elm/values.c – the values of a property over all occurrences of a node, each once; see nodes.h.
 */
#include "formats/elm/nodes.h"
#include "base/text.h"

#include <string.h>

/* Up to so many values are compared one by one; beyond, a table finds equal ones. */
enum { FEW = 8 };

void edu_elm_values_open(edu_elm_values *v, const edu_elm_nodes *n)
{
	*v = (edu_elm_values){ .nodes = n };
}

void edu_elm_values_close(edu_elm_values *v)
{
	if (!v->nodes) return;
	const edu_allocator *a = &v->nodes->doc->tree.ctx->allocator;
	edu_release(a, v->values, v->capacity * sizeof *v->values);
	edu_release(a, v->slots, v->slot_count * sizeof *v->slots);
	*v = (edu_elm_values){ 0 };
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_text(const char *a, uint32_t n, const char *b, uint32_t m)
{
	if (!a || !b) return a == b;
	return n == m && (n == 0 || memcmp(a, b, n) == 0);
}

/* Language tags are equal in any case. */
static bool same_language(const edu_elm_value *a, const edu_elm_value *b)
{
	if (!a->language || !b->language) return a->language == b->language;
	if (a->language_length != b->language_length) return false;
	for (uint32_t i = 0; i < a->language_length; i++)
		if (lower(a->language[i]) != lower(b->language[i])) return false;
	return true;
}

static bool is_same(const edu_elm_value *a, const edu_elm_value *b)
{
	if (a->kind != b->kind) return false;
	if (a->kind == EDU_ELM_BROKEN) return a->item == b->item;
	if (a->kind == EDU_ELM_NODE_VALUE && (a->node || b->node)) return a->node == b->node;
	return same_text(a->text, a->length, b->text, b->length) && same_language(a, b)
	    && same_text(a->datatype, a->datatype_length, b->datatype, b->datatype_length);
}

static uint32_t hash(const edu_elm_values *v, const edu_elm_value *value)
{
	uint64_t h = 0xCBF29CE484222325u ^ v->nodes->doc->tree.own_seed;

	if (value->kind == EDU_ELM_NODE_VALUE && value->node) h ^= value->node;
	else
		for (uint32_t i = 0; i < value->length; i++)
			h = (h ^ (unsigned char)value->text[i]) * 0x100000001B3u;
	for (uint32_t i = 0; i < value->language_length; i++)
		h = (h ^ (unsigned char)lower(value->language[i])) * 0x100000001B3u;
	return (uint32_t)(h >> 32 ^ h);
}

/* Where the value stands in the table, or would stand. */
static uint32_t *slot_of(const edu_elm_values *v, const edu_elm_value *value)
{
	size_t i = hash(v, value) & (v->slot_count - 1);

	while (v->slots[i] && !is_same(&v->values[v->slots[i] - 1], value)) i = (i + 1) & (v->slot_count - 1);
	return &v->slots[i];
}

/* Make the table twice as large as the values need, with all of them in it. */
static int fill_table(edu_elm_values *v)
{
	const edu_allocator *a = &v->nodes->doc->tree.ctx->allocator;
	size_t count = 4 * FEW;

	while (count < v->count * 4) count *= 2;
	if (count > v->slot_count) {
		uint32_t *slots =
			edu_resize(a, v->slots, v->slot_count * sizeof *slots, count * sizeof *slots);
		if (!slots) return EDU_ENOMEM;
		v->slots = slots;
		v->slot_count = count;
	}
	memset(v->slots, 0, v->slot_count * sizeof *v->slots);
	for (size_t i = 0; i < v->count; i++) *slot_of(v, &v->values[i]) = (uint32_t)i + 1;
	return 0;
}

static bool is_there(const edu_elm_values *v, const edu_elm_value *value)
{
	if (v->count > FEW) return *slot_of(v, value) != 0;
	for (size_t i = 0; i < v->count; i++)
		if (is_same(&v->values[i], value)) return true;
	return false;
}

static int add(edu_elm_values *v, const edu_elm_value *value)
{
	const edu_allocator *a = &v->nodes->doc->tree.ctx->allocator;

	if (is_there(v, value)) return 0;
	if (!edu_grow(a, (void **)&v->values, &v->capacity, v->count, sizeof *v->values)) return EDU_ENOMEM;
	v->values[v->count++] = *value;
	if (v->count == FEW + 1 || (v->count > FEW && v->count * 2 > v->slot_count)) return fill_table(v);
	if (v->count > FEW) *slot_of(v, value) = (uint32_t)v->count;
	return 0;
}

static bool is_scalar(const edu_item *i)
{
	return i->kind == EDU_KIND_STRING || i->kind == EDU_KIND_NUMBER || i->kind == EDU_KIND_TRUE
	    || i->kind == EDU_KIND_FALSE;
}

static void take_text(edu_elm_value *value, const edu_item *i)
{
	value->text = i->kind == EDU_KIND_TRUE ? "true" : i->kind == EDU_KIND_FALSE ? "false" : i->text;
	value->length = i->kind == EDU_KIND_TRUE ? 4 : i->kind == EDU_KIND_FALSE ? 5 : i->length;
}

static int add_literal(edu_elm_values *v, edu_ref item, edu_ref language)
{
	const edu_tree *t = &v->nodes->doc->tree;
	edu_elm_value value = { .kind = EDU_ELM_LITERAL, .item = item };

	if (!is_scalar(&t->items[item])) {
		value.kind = EDU_ELM_BROKEN;
		return add(v, &value);
	}
	take_text(&value, &t->items[item]);
	if (language) value.language = edu_tree_name_text(t, t->items[language].name, &value.language_length);
	/* To JSON-LD @none, and a name that is empty, say that there is no language. */
	if (value.language &&
	    (!value.language_length || edu_equal(value.language, value.language_length, "@none")))
		value.language = NULL, value.language_length = 0;
	return add(v, &value);
}

/* An entry of a language map: text, or several of them. */
static int add_entry(edu_elm_values *v, edu_ref entry)
{
	const edu_tree *t = &v->nodes->doc->tree;
	const edu_item *i = &t->items[entry];
	int rc = 0;

	if (i->kind == EDU_KIND_NULL) return 0;
	if (i->kind == EDU_KIND_STRING) return add_literal(v, entry, entry);
	if (i->kind != EDU_KIND_ARRAY)
		return add(v, &(edu_elm_value){ .kind = EDU_ELM_BROKEN, .item = entry });
	for (edu_ref e = edu_tree_first(t, entry); e && rc == 0; e = edu_tree_next(t, e)) {
		if (t->items[e].kind == EDU_KIND_NULL) continue;
		rc = t->items[e].kind == EDU_KIND_STRING ? add_literal(v, e, entry)
			: add(v, &(edu_elm_value){ .kind = EDU_ELM_BROKEN, .item = e });
	}
	return rc;
}

static int add_language_map(edu_elm_values *v, edu_ref map)
{
	const edu_tree *t = &v->nodes->doc->tree;
	int rc = 0;

	for (edu_ref e = edu_tree_first(t, map); e && rc == 0; e = edu_tree_next(t, e)) rc = add_entry(v, e);
	return rc;
}

static int add_value_object(edu_elm_values *v, edu_ref object)
{
	const edu_tree *t = &v->nodes->doc->tree;
	edu_elm_value value = { .kind = EDU_ELM_LITERAL, .item = object, .is_value_object = true };

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const edu_item *item = &t->items[i];
		switch (edu_tree_known(t, item->name)) {
		case elm_n__value:
			if (item->kind == EDU_KIND_NULL) return 0;
			if (!is_scalar(item)) value.kind = EDU_ELM_BROKEN;
			value.item = i;
			take_text(&value, item);
			break;
		case elm_n__language:
			value.language = item->text;
			value.language_length = item->text ? item->length : 0;
			break;
		case elm_n_type:
			value.datatype = item->text;
			value.datatype_length = item->text ? item->length : 0;
			break;
		}
	}
	return add(v, &value);
}

static int add_node(edu_elm_values *v, edu_ref item)
{
	const edu_elm_nodes *n = v->nodes;
	const edu_item *i = &n->doc->tree.items[item];
	edu_elm_value value = { .kind = EDU_ELM_NODE_VALUE,
		                .item = item,
		                .node = edu_elm_nodes_number_of(n, item) };

	if (i->kind == EDU_KIND_STRING) {
		value.text = i->text;
		value.length = i->length;
	}
	/* RDF loses every link to what has no IRI. */
	if (n->as_rdf) {
		const char *iri, *rest;
		if (value.node ? n->nodes[value.node].relative
		               : !edu_is_iri(i->text, i->length) &&
		                         !edu_elm_split_compact(i->text, i->length, &iri, &rest) &&
		                         !(i->length > 2 && memcmp(i->text, "_:", 2) == 0))
			return 0;
	}
	return add(v, &value);
}

/* One value below a property, arrays aside. */
static int add_item(edu_elm_values *v, edu_ref item)
{
	const edu_item *i = &v->nodes->doc->tree.items[item];

	if (i->kind == EDU_KIND_NULL) return 0;
	switch (v->nodes->roles[item]) {
	case EDU_ELM_NODE: case EDU_ELM_CREDENTIAL_NODE:
		return add_node(v, item);
	case EDU_ELM_AT_NODE:
		return i->kind == EDU_KIND_STRING ? add_node(v, item) : add_literal(v, item, 0);
	case EDU_ELM_LANGUAGE_MAP:
		return add_language_map(v, item);
	case EDU_ELM_VALUE_OBJECT:
		return add_value_object(v, item);
	default:
		return add_literal(v, item, 0);
	}
}

/* The next entry of arrays in arrays, which JSON-LD makes one; objects are not entered. */
static edu_ref next_entry(const edu_tree *t, edu_ref top, edu_ref item)
{
	edu_ref next = t->items[item].kind == EDU_KIND_ARRAY ? edu_tree_first(t, item) : 0;

	while (!next && item != top) {
		next = edu_tree_next(t, item);
		item = t->items[item].parent;
	}
	return next;
}

static int add_member(edu_elm_values *v, edu_ref member)
{
	const edu_tree *t = &v->nodes->doc->tree;
	int rc = 0;

	for (edu_ref i = member; i && rc == 0; i = next_entry(t, member, i))
		if (t->items[i].kind != EDU_KIND_ARRAY) rc = add_item(v, i);
	return rc;
}

int edu_elm_values_get(edu_elm_values *v, edu_elm_number node, edu_name property)
{
	const edu_elm_nodes *n = v->nodes;
	const edu_tree *t = &n->doc->tree;
	int rc = 0;

	v->count = 0;
	for (edu_ref o = n->nodes[node].first; o && rc == 0; o = n->next[o])
		for (edu_ref i = edu_tree_first(t, o); i && rc == 0; i = edu_tree_next(t, i))
			if (edu_tree_known(t, t->items[i].name) == property && n->roles[i] != EDU_ELM_OUTSIDE)
				rc = add_member(v, i);
	return rc;
}
