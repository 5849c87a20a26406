/*
 * formats/elm/bind.c – classes for the nodes, by their types or else by the property they are values of.
 */
#include "formats/elm/elm.h"
#include "base/fail.h"
#include "base/text.h"
#include "formats/elm/roles.h"
#include "model/refusal.h"

typedef struct binding {
	edu_document *doc;
	edu_elm_types types;
	edu_elm_terms terms;
	uint8_t *roles;
} binding;

/* JSON-LD that the offline contexts don't cover (elm.md, section 7, rule 8). */
static bool is_uncovered(edu_name known)
{
	switch (known) {
	case elm_n__reverse: case elm_n__included: case elm_n__nest: case elm_n__index: case elm_n__json:
	case elm_n__direction: case elm_n__list: case elm_n__set: case elm_n__import: case elm_n__graph:
		return true;
	default:
		return false;
	}
}

static int check_keyword(const binding *b, edu_ref item, edu_name known, edu_error *err)
{
	const edu_tree *t = &b->doc->tree;
	const edu_ref parent = t->items[item].parent;
	const bool in_node = edu_elm_is_node(b->roles[parent]);

	if ((in_node || b->roles[parent] == EDU_ELM_VALUE_OBJECT) && is_uncovered(known))
		return edu_refuse(err, EDU_EUNSUPPORTED, "elm/keyword", t, item,
		                  "a keyword of JSON-LD that credentials don't use and that is not read");
	if (in_node && parent != b->doc->content && known == elm_n__context)
		return edu_refuse(
			err, EDU_EUNSUPPORTED, "elm/nested-context", t, item,
			"a @context inside a node would change what its members mean; it is not read");
	return 0;
}

/* The class that an entry of type means; that of the W3C envelope gives way to any other. */
static uint16_t prefer(uint16_t found, uint16_t cls)
{
	const bool envelope = found == elm_c_VerifiableCredential || found == elm_c_VerifiablePresentation;
	return !found || (envelope && cls) ? cls : found;
}

/* A node states a type: the mark stays on it until all classes are known. */
static void take_type(const binding *b, edu_ref node, const edu_item *type)
{
	edu_item *item = &b->doc->tree.items[node];

	item->flags |= EDU_ITEM_MARK;
	if (type->kind == EDU_KIND_STRING)
		item->cls = prefer(item->cls, edu_elm_types_find(&b->types, type->text, type->length));
}

/* What an item says of the class of the node that it, or the array that it is an entry of, is a member of. */
static void take_types(const binding *b, const edu_item *item, edu_name known)
{
	const edu_item *array = &b->doc->tree.items[item->parent];

	if (known == elm_n_type && edu_elm_is_node(b->roles[item->parent]))
		take_type(b, item->parent, item);
	else if (!item->name && item->kind == EDU_KIND_STRING && array->kind == EDU_KIND_ARRAY
	         && edu_tree_known(&b->doc->tree, array->name) == elm_n_type
	         && edu_elm_is_node(b->roles[array->parent]))
		take_type(b, array->parent, item);
}

/* By the property, where that takes nodes of one class only. */
static uint16_t class_by_property(const binding *b, edu_ref node)
{
	const edu_tree *t = &b->doc->tree;
	const edu_ref member = edu_elm_property_of(t, node);
	const uint16_t parent = t->items[t->items[member].parent].cls;
	const edu_name known = edu_tree_known(t, t->items[member].name);

	if (!parent || !known) return 0;
	const edu_property *row = edu_schema_property(&elm_schema, parent, known, b->doc->version);
	if (!row) row = edu_schema_any_property(&elm_schema, parent, known);
	return row && row->kind == EDU_VALUE_NODE && row->range_count == 1 ? elm_schema.ranges[row->range]
	                                                                   : 0;
}

/* A parent's number is lower than its children's, so that one pass suffices. */
static int bind_items(const binding *b, edu_error *err)
{
	edu_document *doc = b->doc;
	const edu_tree *t = &doc->tree;

	b->roles[0] = EDU_ELM_OUTSIDE;
	for (edu_ref i = 1; i < t->count; i++) {
		edu_item *item = &t->items[i];
		const edu_name known = edu_tree_known(t, item->name);
		/* Keywords are the first names of the table, for @ comes before all letters. */
		if (known && known <= elm_n__value && check_keyword(b, i, known, err) < 0)
			return EDU_EUNSUPPORTED;
		b->roles[i] = edu_elm_role_of(&b->terms, doc, i, b->roles);
		if (edu_elm_is_node(b->roles[i])) item->cls = 0;
		else take_types(b, item, known);
		/* No file names its version; a key that only the context of 3.1 has is a hint. */
		if (known == elm_n_resultDestribution && b->roles[i] != EDU_ELM_OUTSIDE &&
		    !doc->version_given)
			doc->version = elm_v_3_1;
	}
	return 0;
}

/* Nodes that state no type. */
static void classify_by_property(const binding *b)
{
	const edu_tree *t = &b->doc->tree;

	for (edu_ref i = 1; i < t->count; i++) {
		edu_item *item = &t->items[i];
		if (item->flags & EDU_ITEM_MARK) item->flags &= (uint8_t)~EDU_ITEM_MARK;
		else if (edu_elm_is_node(b->roles[i])) item->cls = class_by_property(b, i);
	}
}

int edu_elm_bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	const edu_elm_form form = edu_elm_form_of(&doc->tree);
	const edu_allocator *a = &doc->tree.ctx->allocator;
	binding b = { .doc = doc };

	doc->shape = form.shape;
	doc->content = form.content;
	if (!doc->version_given) doc->version = elm_v_3_2;
	/* Its keys mean what its own contexts say. */
	if (form.shape == EDU_ELM_DATASET) return 0;
	edu_elm_map_names(&doc->tree);
	b.roles = edu_allocate(a, doc->tree.count);
	if (!b.roles) return edu_fail_memory(err);
	edu_elm_terms_open(&b.terms, doc, false);
	edu_elm_types_open(&b.types);
	const int rc = bind_items(&b, err);
	if (rc == 0) classify_by_property(&b);
	edu_release(a, b.roles, doc->tree.count);
	return rc;
}
