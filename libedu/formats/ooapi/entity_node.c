/*
 * formats/ooapi/entity_node.c – an entity becomes a node of the core: its fullest copy by the rows of its class, further
 * copies by what they add, ids that refer to it by the identifier they name.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "formats/ooapi/ids.h"
#include "model/compare.h"

static uint16_t frame_of(uint16_t cls)
{
	for (uint16_t f = 1; f <= ooapi_f_TestComponentResult; f++)
		if (edu_ooapi_frames[f].cls == cls) return f;
	return 0;
}

static bool has_identifier(uint16_t cls)
{
	const edu_frame *f = &edu_ooapi_frames[frame_of(cls)];
	return f->core && edu_schema_property(&core_schema, f->core, core_n_identifier, 0);
}

/* An entity that isn't here is known by the id that others call it: in a catalogue it may stand in another file. */
static int lower_id(edu_passage *p, const ooapi_entity *e, edu_ref core)
{
	static const uint16_t identifier[] = { core_n_identifier, core_n_value };
	static const uint16_t scheme[] = { core_n_identifier, core_n_scheme };
	const edu_item *id = &p->from->tree.items[e->id];
	const uint16_t name = edu_ooapi_id_name(e->cls, p->from->version);
	edu_tree *t = &p->to->tree;
	uint32_t length;
	edu_ref made;
	if (!ooapi_lowering_of(p)->is_catalogue || !e->id || !name || !has_identifier(e->cls)) return 0;
	int rc = edu_core_add(p, core, identifier, 2, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(t, made, id->text, id->length);
	rc = edu_origin_set(p, made, EDU_SOURCED);
	if (rc >= 0) rc = edu_core_add(p, core, scheme, 2, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	const char *text = edu_tree_name_text(&p->from->tree, name, &length);
	edu_tree_use_text(t, made, text, length);
	return edu_origin_set(p, made, edu_rule_ooapi_own_id);
}

int ooapi_lower_entity(edu_passage *p, uint32_t entity, edu_ref core)
{
	ooapi_entity *e = &ooapi_lowering_of(p)->entities.list[entity];
	e->core = core;
	return e->fullest ? edu_lower_frame(p, frame_of(e->cls), e->fullest, core) : lower_id(p, e, core);
}

int ooapi_place_entity(edu_passage *p, uint32_t entity, edu_ref node, uint16_t property)
{
	const edu_ref made = ooapi_lowering_of(p)->entities.list[entity].core;
	edu_tree *t = &p->to->tree;
	edu_ref place;
	int rc = edu_core_add(p, node, &property, 1, made ? EDU_KIND_LINK : EDU_KIND_OBJECT, &place);
	if (rc < 0 || !place) return rc;
	if (!made) return ooapi_lower_entity(p, entity, place);
	t->items[place].last = made;
	t->items[made].flags |= EDU_ITEM_SHARED;
	return 0;
}

/* ---- further copies ---- */

/* What became of one value became of an equal one. */
static void trace_alike(edu_passage *p, edu_ref from, edu_ref equal)
{
	const edu_tree *t = &p->from->tree;
	edu_ref a = from, b = equal;
	while (a && b) {
		p->traces[a] = p->traces[b];
		a = edu_tree_walk(t, from, a);
		b = edu_tree_walk(t, equal, b);
	}
}

static void lose(edu_passage *p, edu_ref value, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref i = value; i; i = edu_tree_walk(t, value, i)) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, rule);
}

/* Entities inside are copies of their own. */
static bool holds_entities(const ooapi_entities *e, const edu_tree *t, edu_ref member)
{
	const edu_ref first = edu_ooapi_is_array(t, member) ? edu_tree_first(t, member) : member;
	return first && ooapi_entity_at(e, first);
}

static int settle_member(edu_passage *p, const ooapi_entity *e, edu_ref member)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref same = edu_tree_child(t, e->fullest, t->items[member].name);
	if (holds_entities(&ooapi_lowering_of(p)->entities, t, member)) return 0;
	if (!same) return edu_lower_child(p, frame_of(e->cls), member, e->core);
	const int differs = edu_tree_compare(t, member, t, same, NULL);
	if (differs < 0) return edu_fail_memory(p->err);
	if (differs) lose(p, member, edu_rule_ooapi_conflict);
	else trace_alike(p, member, same);
	return 0;
}

static int settle_copy(edu_passage *p, const ooapi_copy *copy)
{
	const edu_tree *t = &p->from->tree;
	const ooapi_entity *e = &ooapi_lowering_of(p)->entities.list[copy->entity];
	int rc = 0;
	if (!e->core || e->fullest == copy->item) return 0;
	for (edu_ref m = edu_tree_first(t, copy->item); m && rc >= 0; m = edu_tree_next(t, m)) rc = settle_member(p, e, m);
	return rc;
}

/* ---- references ---- */

/* The text of an identifier of a node; 0: it has none of that text. */
static edu_ref identifier_text(const edu_passage *p, edu_ref node, const edu_item *id)
{
	const edu_tree *t = &p->to->tree;
	const edu_ref identifiers = edu_tree_child(t, node, core_n_identifier);
	for (edu_ref i = edu_value_first(t, identifiers); i; i = edu_value_next(t, identifiers, i)) {
		const edu_ref value = edu_tree_child(t, i, core_n_value);
		if (value && edu_equal_nocase(t->items[value].text, t->items[value].length, id->text)) return value;
	}
	return 0;
}

/* Relations that no catalogue says, though both ends may stand in it. */
static bool is_unsaid(const edu_passage *p, edu_ref item)
{
	static const uint16_t unsaid[] = {
		ooapi_n_educationSpecification, ooapi_n_year, ooapi_n_yearId, ooapi_n_root, ooapi_n_rootId, ooapi_n_parentIds,
		ooapi_n_programOffering, ooapi_n_programmeOfferingIds, ooapi_n_courseOffering, ooapi_n_courseOfferingIds,
	};
	static const uint16_t of_courses[] = { ooapi_n_parent, ooapi_n_parentId, ooapi_n_children, ooapi_n_childIds };
	const edu_tree *t = &p->from->tree;
	edu_ref member = item;
	while (!t->items[member].name && t->items[member].parent) member = t->items[member].parent;
	const edu_name name = edu_tree_known(t, t->items[member].name);
	const bool is_education = ooapi_is_education(t->items[t->items[member].parent].cls);
	for (size_t i = 0; i < sizeof unsaid / sizeof *unsaid; i++)
		if (name == unsaid[i]) return true;
	for (size_t i = 0; i < sizeof of_courses / sizeof *of_courses && !is_education; i++)
		if (name == of_courses[i]) return true;
	return false;
}

static int settle_reference(edu_passage *p, edu_ref item)
{
	ooapi_entities *all = &ooapi_lowering_of(p)->entities;
	uint32_t entity;
	if (edu_traced(p, item)) return 0;
	const int rc = ooapi_entity_referred(p, all, item, &entity);
	if (rc < 0 || !entity) return rc;
	const edu_ref core = all->list[entity].core;
	const edu_ref text = core ? identifier_text(p, core, &p->from->tree.items[item]) : 0;
	if (text && ooapi_lowering_of(p)->is_catalogue && is_unsaid(p, item))
		edu_trace_set(p, item, 0, EDU_OUTCOME_LOST, edu_rule_ooapi_relation);
	else if (text) edu_trace_set(p, item, text, EDU_OUTCOME_DERIVED, edu_rule_ooapi_reference);
	else edu_trace_set(p, item, 0, EDU_OUTCOME_LOST, core ? edu_rule_ooapi_reference : edu_rule_ooapi_reference_nowhere);
	return 0;
}

int ooapi_settle_copies(edu_passage *p)
{
	const edu_tree *t = &p->from->tree;
	const ooapi_entities *e = &ooapi_lowering_of(p)->entities;
	int rc = 0;
	for (size_t i = 0; i < e->copy_count && rc >= 0; i++) rc = settle_copy(p, &e->copies[i]);
	for (edu_ref i = t->top; i && rc >= 0; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_STRING) rc = settle_reference(p, i);
	return rc;
}
