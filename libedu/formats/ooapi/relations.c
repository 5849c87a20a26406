/*
 * formats/ooapi/relations.c – what holds between entities: one id has one content, references of a bundle lead
 * somewhere, and nothing is its own ancestor.
 */
#include "base/map.h"
#include "base/text.h"
#include "formats/ooapi/ids.h"
#include "formats/ooapi/profile.h"
#include "model/compare.h"

#include <string.h>

typedef struct relations {
	const edu_document *doc;
	edu_finding_list *list;
	edu_map places;              /* class and id, in small letters → the first full object with it */
	edu_arena *arena;            /* the keys */
} relations;

static const edu_tree *tree_of(const relations *r)
{
	return &r->doc->tree;
}

/* An object with its id alone is a reference. */
static bool is_full(const relations *r, edu_ref object)
{
	const edu_ref first = edu_tree_first(tree_of(r), object);
	return first && edu_tree_next(tree_of(r), first);
}

static int register_object(relations *r, edu_ref object)
{
	char key[OOAPI_KEY_SIZE];
	const size_t length = ooapi_key_of(tree_of(r), tree_of(r)->items[object].cls, ooapi_own_id(r->doc, object), key);

	if (!length || !is_full(r, object)) return 0;
	const char *kept = edu_arena_text(r->arena, key, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&r->places, kept, length) : NULL;
	if (!slot) return EDU_ENOMEM;
	if (!slot->value) {
		slot->value = object;
		return 0;
	}
	const int differs = edu_tree_compare(tree_of(r), slot->value, tree_of(r), object, NULL);
	if (differs <= 0) return differs;
	return edu_finding_add(r->list, r->doc, object, EDU_SEVERITY_WARNING, "ooapi/conflict",
	                       "another entity of this kind has the same id and other content; the first one counts");
}

static edu_ref find(const relations *r, uint16_t cls, edu_ref id)
{
	char key[OOAPI_KEY_SIZE];
	const size_t length = ooapi_key_of(tree_of(r), cls, id, key);
	return length ? edu_map_get(&r->places, key, length) : 0;
}

/* ---- references ---- */

/* A page is part of a whole that isn't here; a bundle is meant to be one. */
static int check_references(relations *r)
{
	const edu_tree *t = tree_of(r);
	int rc = 0;

	if (r->doc->shape != EDU_OOAPI_BUNDLE) return 0;
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		const uint16_t cls = ooapi_class_referred(r->doc, i);
		if (!cls || find(r, cls, i)) continue;
		rc = edu_finding_add(r->list, r->doc, i, EDU_SEVERITY_WARNING, "ooapi/dangling",
		                     "the bundle has no %s with this id; add it, for a conversion needs what it says",
		                     ooapi_schema.classes[cls].name);
	}
	return rc;
}

/* ---- ancestors ---- */

/* The entity that is stated as an entity's parent, in the document; 0: none is, or it isn't here. */
static edu_ref parent_of(const relations *r, edu_ref object)
{
	const edu_tree *t = tree_of(r);
	const uint16_t cls = t->items[object].cls;
	const edu_ref member = edu_tree_child(t, object, ooapi_n_parent);

	if (edu_ooapi_is_object(t, member)) {
		const edu_ref full = find(r, cls, ooapi_own_id(r->doc, member));
		return full ? full : member;
	}
	return find(r, cls, member ? member : edu_tree_child(t, object, ooapi_n_parentId));
}

static int add_cycle(relations *r, edu_ref object)
{
	const edu_ref id = edu_tree_child(tree_of(r), object, ooapi_n_parentId);
	const edu_ref parent = edu_tree_child(tree_of(r), object, ooapi_n_parent);

	return edu_finding_add(r->list, r->doc, parent ? parent : id, EDU_SEVERITY_ERROR, "ooapi/cycle",
	                       "the entity is its own ancestor by this parent; one of the parents in the circle is wrong");
}

/* Up from every entity, as far as no one came before; meeting one's own steps is a circle. */
static int climb(relations *r, uint32_t *steps)
{
	const edu_tree *t = tree_of(r);
	int rc = 0;

	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].kind != EDU_KIND_OBJECT || !ooapi_own_id(r->doc, i)) continue;
		edu_ref at = i;
		for (; at && !steps[at]; at = parent_of(r, at)) steps[at] = i;
		if (at && steps[at] == i) rc = add_cycle(r, at);
	}
	return rc;
}

static int check_ancestors(relations *r)
{
	const edu_allocator *a = &tree_of(r)->ctx->allocator;
	const size_t size = tree_of(r)->count * sizeof(uint32_t);
	uint32_t *steps = edu_allocate(a, size);

	if (!steps) return EDU_ENOMEM;
	memset(steps, 0, size);
	const int rc = climb(r, steps);
	edu_release(a, steps, size);
	return rc;
}

int edu_ooapi_check_relations(const edu_document *doc, edu_finding_list *list)
{
	relations r = { .doc = doc, .list = list };
	const edu_tree *t = &doc->tree;
	int rc = 0;

	edu_map_open(&r.places, &t->ctx->allocator);
	r.arena = edu_arena_new(&t->ctx->allocator);
	if (!r.arena) rc = EDU_ENOMEM;
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_OBJECT && t->items[i].cls) rc = register_object(&r, i);
	if (rc == 0) rc = check_references(&r);
	if (rc == 0) rc = check_ancestors(&r);
	edu_map_close(&r.places);
	if (r.arena) edu_arena_leave(r.arena);
	return rc;
}
