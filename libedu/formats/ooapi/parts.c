/*
 * formats/ooapi/parts.c – which courses are parts of which: parents and children of their own kind, the programmes of a
 * course, the course of a component. Each stands below the first whole that names it; others lead there.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"

/* One statement that an entity is part of another; places in the list of entities. */
typedef struct edge {
	uint32_t whole, part;
	edu_ref item;            /* what says so */
	bool again;              /* it was said before: from the other end, by parent and children */
} edge;

typedef struct step {
	uint32_t whole;
	size_t at, end;          /* of its parts */
} step;

typedef struct parts {
	edu_passage *p;
	edge *edges;             /* in document order; then sorted by their wholes */
	size_t count, capacity;
	size_t entities;         /* when the edges were found; lowering may meet ids that are new, of no courses */
	size_t *first;           /* for each entity: the first edge it is the whole of; one more at the end */
	uint8_t *is_part;
	step *open;
	size_t depth, open_capacity;
} parts;

enum { NEW, OPEN, DONE };

static ooapi_entity *entity_of(const parts *s, uint32_t i) { return &ooapi_lowering_of(s->p)->entities.list[i]; }

/* ---- the statements ---- */

static int add_edge(parts *s, uint32_t whole, uint32_t part, edu_ref item)
{
	if (!whole || !part || whole == part) return 0;
	if (!edu_grow(&s->p->to->tree.ctx->allocator, (void **)&s->edges, &s->capacity, s->count, sizeof *s->edges))
		return edu_fail_memory(s->p->err);
	s->edges[s->count++] = (edge){ whole, part, item, false };
	return 0;
}

/* What a member's values lead to; down: they are parts of the holder, else it is part of them. */
static int add_member(parts *s, uint32_t holder, edu_ref member, bool down)
{
	const edu_tree *t = &s->p->from->tree;
	ooapi_entities *all = &ooapi_lowering_of(s->p)->entities;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, member); v && rc >= 0; v = edu_value_next(t, member, v)) {
		uint32_t other = edu_ooapi_is_object(t, v) ? ooapi_entity_at(all, v) : 0;
		if (!other) rc = ooapi_entity_referred(s->p, all, v, &other);
		if (rc < 0 || !other || !ooapi_is_education(all->list[other].cls)) continue;
		rc = down ? add_edge(s, holder, other, v) : add_edge(s, other, holder, v);
	}
	return rc;
}

static const struct relation { uint16_t name; bool down; } relations[] = {
	{ ooapi_n_parent, false }, { ooapi_n_parentId, false }, { ooapi_n_children, true }, { ooapi_n_childIds, true },
	{ ooapi_n_programs, false }, { ooapi_n_programmes, false }, { ooapi_n_programmeIds, false },
	{ ooapi_n_course, false }, { ooapi_n_courseId, false },
};

static int add_relations(parts *s, uint32_t holder)
{
	const edu_ref object = entity_of(s, holder)->fullest;
	const bool course = entity_of(s, holder)->cls == ooapi_c_Course;
	int rc = 0;
	for (size_t i = 0; i < sizeof relations / sizeof *relations && rc >= 0; i++) {
		/* Its own id. */
		if (course && relations[i].name == ooapi_n_courseId) continue;
		const edu_ref member = edu_tree_child(&s->p->from->tree, object, relations[i].name);
		if (member) rc = add_member(s, holder, member, relations[i].down);
	}
	return rc;
}

static int find_edges(parts *s)
{
	const size_t count = ooapi_lowering_of(s->p)->entities.count;
	int rc = 0;
	for (uint32_t i = 1; i < count && rc >= 0; i++)
		if (entity_of(s, i)->fullest && ooapi_is_education(entity_of(s, i)->cls)) rc = add_relations(s, i);
	return rc;
}

/* By their wholes, those of one whole as they stood. */
static int sort_edges(parts *s)
{
	const edu_allocator *a = &s->p->to->tree.ctx->allocator;
	const size_t entities = s->entities;
	edge *sorted = s->count ? edu_allocate(a, s->count * sizeof *sorted) : NULL;
	s->first = edu_allocate(a, (entities + 1) * sizeof *s->first);
	s->is_part = edu_allocate(a, entities);
	if ((s->count && !sorted) || !s->first || !s->is_part) {
		edu_release(a, sorted, s->count * sizeof *sorted);
		return edu_fail_memory(s->p->err);
	}
	memset(s->first, 0, (entities + 1) * sizeof *s->first);
	memset(s->is_part, 0, entities);
	for (size_t i = 0; i < s->count; i++) {
		s->first[s->edges[i].whole + 1]++;
		s->is_part[s->edges[i].part] = 1;
	}
	for (size_t i = 1; i <= entities; i++) s->first[i] += s->first[i - 1];
	/* Filling moves each start to the next one's; moved back below. */
	for (size_t i = 0; i < s->count; i++) sorted[s->first[s->edges[i].whole]++] = s->edges[i];
	memmove(s->first + 1, s->first, entities * sizeof *s->first);
	s->first[0] = 0;
	edu_release(a, s->edges, s->capacity * sizeof *s->edges);
	s->edges = sorted;
	s->capacity = s->count;
	for (size_t i = 0; i < s->count; i++) {
		uint32_t *whole = &entity_of(s, sorted[i].part)->part_of;
		sorted[i].again = *whole == sorted[i].whole;
		*whole = sorted[i].whole;
	}
	return 0;
}

/* ---- the nodes ---- */

static int open_step(parts *s, uint32_t entity)
{
	if (!edu_grow(&s->p->to->tree.ctx->allocator, (void **)&s->open, &s->open_capacity, s->depth, sizeof *s->open))
		return edu_fail_memory(s->p->err);
	s->open[s->depth++] = (step){ entity, s->first[entity], s->first[entity + 1] };
	entity_of(s, entity)->stage = OPEN;
	return 0;
}

static int lower_part(parts *s, size_t at)
{
	const edge *e = &s->edges[at];
	const ooapi_entity *part = entity_of(s, e->part);
	if (part->stage == OPEN) {
		edu_trace_set(s->p, e->item, 0, EDU_OUTCOME_LOST, edu_rule_ooapi_circle);
		return 0;
	}
	if (e->again) return 0;
	const bool known = part->stage == DONE;
	const int rc = ooapi_place_education(s->p, e->part, entity_of(s, e->whole)->core, core_n_part);
	return rc < 0 || known ? rc : open_step(s, e->part);
}

static int lower_whole(parts *s, uint32_t entity)
{
	int rc = ooapi_place_education(s->p, entity, s->p->to->content, core_n_specification);
	if (rc >= 0) rc = open_step(s, entity);
	while (rc >= 0 && s->depth) {
		step *at = &s->open[s->depth - 1];
		if (at->at < at->end) {
			rc = lower_part(s, at->at++);
			continue;
		}
		entity_of(s, at->whole)->stage = DONE;
		s->depth--;
	}
	return rc;
}

/* Those that are part of no other first; what is left then stands in a circle. */
static int lower_all(parts *s, bool circles)
{
	int rc = 0;
	for (uint32_t i = 1; i < s->entities && rc >= 0; i++) {
		const ooapi_entity *e = entity_of(s, i);
		const bool is_whole = e->fullest || s->first[i] < s->first[i + 1];
		if (is_whole && ooapi_is_education(e->cls) && e->stage == NEW && (circles || !s->is_part[i])) rc = lower_whole(s, i);
	}
	return rc;
}

int ooapi_lower_parts(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	parts s = { .p = p };
	int rc = find_edges(&s);
	/* An id may have brought entities that were not known before. */
	s.entities = ooapi_lowering_of(p)->entities.count;
	if (rc >= 0) rc = sort_edges(&s);
	if (rc >= 0) rc = lower_all(&s, false);
	if (rc >= 0) rc = lower_all(&s, true);
	edu_release(a, s.edges, s.capacity * sizeof *s.edges);
	edu_release(a, s.first, (s.entities + 1) * sizeof *s.first);
	edu_release(a, s.is_part, s.entities);
	edu_release(a, s.open, s.open_capacity * sizeof *s.open);
	return rc;
}
