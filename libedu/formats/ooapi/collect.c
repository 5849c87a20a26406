/*
 * formats/ooapi/collect.c – the entities of a file: which objects are copies of one, and what an id stands for.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "formats/ooapi/ids.h"

static bool add_entity(edu_passage *p, ooapi_entities *e, uint16_t cls, uint32_t *out)
{
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&e->list, &e->capacity, e->count, sizeof *e->list)) return false;
	*out = (uint32_t)e->count++;
	e->list[*out] = (ooapi_entity){ .cls = cls };
	return true;
}

/* The entity of an id, made where it is new. */
static int entity_of_id(edu_passage *p, ooapi_entities *e, uint16_t cls, edu_ref id, uint32_t *out)
{
	char key[OOAPI_KEY_SIZE];
	const size_t length = ooapi_key_of(&p->from->tree, cls, id, key);
	*out = 0;
	if (!length) return 0;
	const char *kept = edu_arena_text(e->keys, key, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&e->ids, kept, length) : NULL;
	if (!slot) return edu_fail_memory(p->err);
	if (!slot->value) {
		uint32_t made;
		if (!add_entity(p, e, cls, &made)) return edu_fail_memory(p->err);
		e->list[made].id = id;
		slot->value = made;
	}
	*out = slot->value;
	return 0;
}

static uint32_t count_members(const edu_tree *t, edu_ref object)
{
	uint32_t count = 0;
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) count++;
	return count;
}

static int add_copy(edu_passage *p, ooapi_entities *e, edu_ref object)
{
	const edu_tree *t = &p->from->tree;
	const uint16_t cls = t->items[object].cls;
	const edu_ref id = ooapi_own_id(p->from, object);
	uint32_t entity;
	int rc = entity_of_id(p, e, cls, id, &entity);
	if (rc < 0) return rc;
	if (!entity && !add_entity(p, e, cls, &entity)) return edu_fail_memory(p->err);
	ooapi_entity *found = &e->list[entity];
	const uint32_t members = count_members(t, object);
	if (!found->fullest || members > found->members) {
		found->fullest = object;
		found->members = members;
		found->cls = cls;
		if (id) found->id = id;
	}
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&e->copies, &e->copy_capacity, e->copy_count, sizeof *e->copies))
		return edu_fail_memory(p->err);
	e->copies[e->copy_count++] = (ooapi_copy){ object, entity };
	return 0;
}

int ooapi_collect(edu_passage *p, ooapi_entities *e)
{
	const edu_tree *t = &p->from->tree;
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	uint32_t none;
	int rc = 0;
	edu_map_open(&e->ids, a);
	e->keys = edu_arena_new(a);
	if (!e->keys || !add_entity(p, e, 0, &none)) return edu_fail_memory(p->err);
	for (edu_ref i = t->top; i && rc >= 0; i = edu_tree_walk(t, t->top, i))
		if (edu_ooapi_is_object(t, i) && t->items[i].cls && ooapi_is_entity(t->items[i].cls)) rc = add_copy(p, e, i);
	return rc;
}

void ooapi_entities_close(edu_passage *p, ooapi_entities *e)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_release(a, e->list, e->capacity * sizeof *e->list);
	edu_release(a, e->copies, e->copy_capacity * sizeof *e->copies);
	edu_map_close(&e->ids);
	edu_arena_leave(e->keys);
}

uint32_t ooapi_entity_at(const ooapi_entities *e, edu_ref object)
{
	size_t low = 0, high = e->copy_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (e->copies[middle].item == object) return e->copies[middle].entity;
		if (e->copies[middle].item < object) low = middle + 1;
		else high = middle;
	}
	return 0;
}

int ooapi_entity_referred(edu_passage *p, ooapi_entities *e, edu_ref item, uint32_t *out)
{
	const uint16_t cls = ooapi_class_referred(p->from, item);
	*out = 0;
	return cls ? entity_of_id(p, e, cls, item, out) : 0;
}

int ooapi_entity_related(edu_passage *p, ooapi_entities *e, uint32_t entity, const uint16_t *names, uint32_t *out)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref object = e->list[entity].fullest;
	*out = 0;
	for (; *names && object && !*out; names++) {
		const edu_ref member = edu_tree_child(t, object, *names);
		if (!member) continue;
		if (edu_ooapi_is_object(t, member)) *out = ooapi_entity_at(e, member);
		const int rc = *out ? 0 : ooapi_entity_referred(p, e, member, out);
		if (rc < 0) return rc;
	}
	return 0;
}
