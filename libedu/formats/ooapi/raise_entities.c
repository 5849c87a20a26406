/*
 * formats/ooapi/raise_entities.c – entities in the lists of a bundle: each stands there once. One that is
 * met again, for a record names it in several places, adds what the first didn't say.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "formats/ooapi/ids.h"
#include "formats/ooapi/step.h"
#include "model/compare.h"
#include "model/copy.h"

/* ---- the bundle ---- */

/* Persons and bodies before what they do; educations before what is offered of them. */
static const struct list { uint16_t cls, name; } lists[] = {
	{ ooapi_c_Person, ooapi_n_persons },
	{ ooapi_c_Organisation, ooapi_n_organisations },
	{ ooapi_c_AcademicSession, ooapi_n_academicSessions },
	{ ooapi_c_Programme, ooapi_n_programmes },
	{ ooapi_c_Course, ooapi_n_courses },
	{ ooapi_c_LearningComponent, ooapi_n_learningComponents },
	{ ooapi_c_LearningOutcome, ooapi_n_learningOutcomes },
	{ ooapi_c_ProgrammeOffering, ooapi_n_programmeOfferings },
	{ ooapi_c_CourseOffering, ooapi_n_courseOfferings },
	{ ooapi_c_LearningComponentOffering, ooapi_n_learningComponentOfferings },
	{ ooapi_c_ProgrammeOfferingAssociation, ooapi_n_programmeOfferingAssociations },
	{ ooapi_c_CourseOfferingAssociation, ooapi_n_courseOfferingAssociations },
	{ ooapi_c_LearningComponentOfferingAssociation, ooapi_n_learningComponentOfferingAssociations },
};

enum { LISTS = sizeof lists / sizeof *lists };

int ooapi_open_bundle(edu_passage *p)
{
	edu_tree *t = &p->to->tree;
	const char *version = ooapi_schema.versions[p->to->version];
	edu_ref list;
	t->top = edu_tree_add(t, 0, EDU_KIND_OBJECT, 0);
	if (!t->top) return edu_fail_memory(p->err);
	t->items[t->top].cls = ooapi_c_Bundle;
	p->to->content = ooapi_raising_of(p)->bundle = t->top;
	int rc = edu_target_constant(p, t->top, EDU_KIND_STRING, ooapi_n_ooapi, version, strlen(version),
	                             edu_rule_ooapi_bundle, NULL);
	for (size_t i = 0; i < LISTS && rc >= 0; i++)
		rc = edu_target_member(p, t->top, EDU_KIND_ARRAY, lists[i].name, &list);
	return rc;
}

static edu_ref list_of(const edu_passage *p, uint16_t cls)
{
	for (size_t i = 0; i < LISTS; i++)
		if (lists[i].cls == cls)
			return edu_tree_child(&p->to->tree, ooapi_raising_of((edu_passage *)p)->bundle,
			                      lists[i].name);
	return 0;
}

/* What stands for an item in the end. */
static edu_ref settled(const ooapi_raising *r, edu_ref item)
{
	while (item < r->moved_count && r->moved[item]) {
		if (r->moved[item] == OOAPI_GONE) return 0;
		item = r->moved[item];
	}
	return item;
}

/* Traces into entities that gave way lead to those that stayed. */
static void settle_traces(edu_passage *p)
{
	const ooapi_raising *r = ooapi_raising_of(p);
	for (size_t i = 1; i < p->from->tree.count && r->moved_count; i++) {
		edu_trace *trace = &p->traces[i];
		const edu_ref to = settled(r, trace->to);
		if (to == trace->to) continue;
		trace->to = to;
		trace->outcome = to ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_LOST;
		trace->rule = to ? edu_rule_ooapi_same_entity : edu_rule_ooapi_different_copy;
	}
}

int ooapi_close_bundle(edu_passage *p)
{
	edu_tree *t = &p->to->tree;
	for (size_t i = 0; i < LISTS; i++) {
		const edu_ref list = list_of(p, lists[i].cls);
		if (list && !edu_tree_first(t, list)) edu_tree_remove(t, list);
	}
	settle_traces(p);
	return 0;
}

/* ---- one entity ---- */

uint16_t ooapi_frame_of(uint16_t cls)
{
	for (uint16_t f = 1; f <= ooapi_f_TestComponentResult; f++)
		if (edu_ooapi_frames[f].cls == cls) return f;
	return 0;
}

const char *ooapi_id_of(const edu_passage *p, edu_ref entity)
{
	const edu_tree *t = &p->to->tree;
	const uint16_t name = entity ? edu_ooapi_id_name(t->items[entity].cls, p->to->version) : 0;
	const edu_ref id = name ? edu_tree_child(t, entity, name) : 0;
	return id ? t->items[id].text : NULL;
}

static int add_id(edu_passage *p, const ooapi_identity *identity, ooapi_making *m)
{
	edu_ref id;
	char key[OOAPI_KEY_SIZE];
	edu_tree *t = &p->to->tree;
	int rc = edu_target_member(p, m->object, EDU_KIND_STRING, edu_ooapi_id_name(m->cls, p->to->version),
	                           &id);
	if (rc < 0) return rc;
	edu_tree_use_text(t, id, identity->id, OOAPI_UUID_SIZE - 1);
	if (identity->source) edu_trace_set(p, identity->source, id, EDU_OUTCOME_EXACT, 0);
	rc = edu_origin_set(p, id, identity->source ? EDU_SOURCED : edu_rule_ooapi_derived_id);
	const size_t length = ooapi_key_of(t, m->cls, id, key);
	const char *kept = rc < 0 ? NULL : edu_passage_keep(p, key, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&ooapi_raising_of(p)->ids, kept, length) : NULL;
	if (!slot) return edu_fail_memory(p->err);
	m->first = slot->value;
	if (!m->first) slot->value = m->object;
	return 0;
}

/* An id that came in an IRI isn't the text that stood there. */
static void trace_id(edu_passage *p, const ooapi_identity *identity)
{
	const edu_item *source = &p->from->tree.items[identity->source];
	if (identity->source && source->length != OOAPI_UUID_SIZE - 1) {
		p->traces[identity->source].outcome = EDU_OUTCOME_DERIVED;
		p->traces[identity->source].rule = edu_rule_ooapi_own_id;
	}
}

int ooapi_begin_entity(edu_passage *p, uint16_t cls, edu_ref node, const ooapi_identity *identity,
                       ooapi_making *m)
{
	edu_tree *t = &p->to->tree;
	*m = (ooapi_making){ .cls = cls };
	int rc = edu_target_member(p, 0, EDU_KIND_OBJECT, 0, &m->object);
	if (rc < 0) return rc;
	t->items[m->object].cls = cls;
	rc = add_id(p, identity, m);
	if (rc < 0) return rc;
	trace_id(p, identity);
	if (!m->first) edu_tree_hang(t, list_of(p, cls), m->object);
	if (!node) return 0;
	edu_trace_set(p, node, m->object, EDU_OUTCOME_EXACT, 0);
	return edu_raise_frame(p, ooapi_frame_of(cls), node, m->object);
}

int ooapi_refer_to(edu_passage *p, edu_ref object, uint16_t name, edu_ref entity)
{
	const edu_property *place =
		edu_schema_property(&ooapi_schema, p->to->tree.items[object].cls, name, p->to->version);
	const char *id = ooapi_id_of(p, entity);
	edu_ref holder = object;
	int rc = 0;
	if (!id || !place) return 0;
	if (place->max != 1) {
		holder = edu_tree_child(&p->to->tree, object, name);
		if (!holder) rc = edu_target_member(p, object, EDU_KIND_ARRAY, name, &holder);
	} else if (edu_tree_child(&p->to->tree, object, name)) {
		return 0;
	}
	if (rc < 0) return rc;
	return edu_target_constant(p, holder, EDU_KIND_STRING, place->max == 1 ? name : 0, id,
	                           OOAPI_UUID_SIZE - 1, edu_rule_ooapi_reference, NULL);
}

int ooapi_repeat_name(edu_passage *p, edu_ref name, edu_ref object)
{
	edu_tree *t = &p->to->tree;
	edu_ref copy;
	int rc = 0;
	if (!name) return 0;
	if (edu_tree_copy(t, object, t, name, &copy) < 0) return edu_fail_memory(p->err);
	for (edu_ref i = copy; i && rc >= 0; i = edu_tree_walk(t, copy, i))
		if (t->items[i].kind == EDU_KIND_STRING)
			rc = edu_origin_set(p, i, edu_rule_ooapi_title_of_course);
	return rc;
}

int ooapi_raise_row(edu_passage *p, uint16_t cls, uint16_t name, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_frame *f = &edu_ooapi_frames[ooapi_frame_of(cls)];
	const edu_row *rows = &edu_ooapi_rows[f->first];
	for (unsigned i = 0; value && i < f->count; i++)
		if (rows[i].name == name) return rows[i].how->raise(p, &rows[i], core, value, target);
	return 0;
}

/* ---- an entity that is said again ---- */

static int stand_in(edu_passage *p, edu_ref item, edu_ref for_it)
{
	ooapi_raising *r = ooapi_raising_of(p);
	const size_t count = p->to->tree.count;
	if (item >= r->moved_count) {
		edu_ref *grown = edu_resize(&p->to->tree.ctx->allocator, r->moved,
		                            r->moved_count * sizeof *grown, 2 * count * sizeof *grown);
		if (!grown) return edu_fail_memory(p->err);
		memset(grown + r->moved_count, 0, (2 * count - r->moved_count) * sizeof *grown);
		r->moved = grown;
		r->moved_count = 2 * count;
	}
	r->moved[item] = for_it;
	return edu_origin_set(p, item, 0);
}

/* Each value of what gives way is said by the one in the same place of what stays, which is equal; or by none. */
static int give_way(edu_passage *p, edu_ref going, edu_ref equal)
{
	const edu_tree *t = &p->to->tree;
	edu_ref b = equal;
	int rc = 0;
	for (edu_ref a = going; a && rc >= 0; a = edu_tree_walk(t, going, a)) {
		rc = stand_in(p, a, b ? b : OOAPI_GONE);
		if (b) b = edu_tree_walk(t, equal, b);
	}
	return rc;
}

static int merge_member(edu_passage *p, edu_ref member, edu_ref first)
{
	edu_tree *t = &p->to->tree;
	const edu_ref there = edu_tree_child(t, first, t->items[member].name);
	if (!there) {
		edu_tree_remove(t, member);
		edu_tree_hang(t, first, member);
		return 0;
	}
	const int differs = edu_tree_compare(t, member, t, there, NULL);
	return differs < 0 ? edu_fail_memory(p->err) : give_way(p, member, differs ? 0 : there);
}

static int merge(edu_passage *p, ooapi_making *m)
{
	const edu_tree *t = &p->to->tree;
	int rc = stand_in(p, m->object, m->first);
	for (edu_ref i = edu_tree_first(t, m->object), next; i && rc >= 0; i = next) {
		next = edu_tree_next(t, i);
		rc = merge_member(p, i, m->first);
	}
	m->object = m->first;
	return rc;
}

int ooapi_end_entity(edu_passage *p, ooapi_making *m)
{
	edu_ooapi_crossings s = {
		.p = p, .from = &p->from->tree, .to = &p->to->tree, .to_version = p->to->version
	};
	const edu_ooapi_crossing c = { .to = m->object, .to_cls = m->cls };
	return m->first ? merge(p, m) : edu_ooapi_add_required(&s, &c);
}
