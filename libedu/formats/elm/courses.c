/*
 * formats/elm/courses.c – courses without a learner become a core record: what could be achieved stands where
 * achievements do, with a specification and no result.
 */
#include "formats/elm/crosswalk.h"
#include "base/fail.h"
#include "formats/elm/hows.h"

#include <string.h>

/* A specification to come, and the record or achievement that it is to stand in. */
typedef struct waiting {
	edu_elm_number node;
	edu_ref item;            /* the link that leads there; 0: none */
	edu_ref holder;
} waiting;

typedef struct catalogue {
	edu_passage *p;
	const edu_elm_nodes *nodes;
	edu_elm_values parts;
	waiting *stack;
	size_t depth, capacity;
	uint8_t *state;          /* of each node: PART and SEEN */
} catalogue;

enum { PART = 1, SEEN = 2 };

static bool is_specification(const catalogue *c, edu_elm_number n)
{
	const uint64_t classes = (uint64_t)1 << elm_c_LearningAchievementSpecification | (uint64_t)1 << elm_c_Qualification;
	return (c->nodes->nodes[n].classes & classes) != 0 && c->nodes->nodes[n].says_something;
}

static int push(catalogue *c, edu_elm_number node, edu_ref item, edu_ref holder)
{
	const edu_allocator *a = &c->p->to->tree.ctx->allocator;
	if (!edu_grow(a, (void **)&c->stack, &c->capacity, c->depth, sizeof *c->stack)) return edu_fail_memory(c->p->err);
	c->stack[c->depth++] = (waiting){ node, item, holder };
	return 0;
}

static int get_parts(catalogue *c, edu_elm_number node)
{
	return edu_elm_values_get(&c->parts, node, elm_n_hasPart) < 0 ? edu_fail_memory(c->p->err) : 0;
}

static int find_parts(catalogue *c)
{
	int rc = 0;

	for (edu_elm_number n = 1; n < c->nodes->count && rc == 0; n++) {
		if (!is_specification(c, n)) continue;
		rc = get_parts(c, n);
		for (size_t i = 0; i < c->parts.count && rc == 0; i++)
			if (c->parts.values[i].node != n) c->state[c->parts.values[i].node] |= PART;
	}
	return rc;
}

/* What was pushed last comes first, so that parts are pushed from the last. */
static int push_parts(catalogue *c, edu_elm_number node, edu_ref achievement)
{
	int rc = get_parts(c, node);

	for (size_t i = c->parts.count; i && rc == 0; i--) {
		const edu_elm_value *v = &c->parts.values[i - 1];
		if (v->node && is_specification(c, v->node)) rc = push(c, v->node, v->item, achievement);
	}
	return rc;
}

/* Each specification stands once; other places that name it lead there. */
static int lower_one(catalogue *c, const waiting *w)
{
	static const uint16_t achievements[] = { core_n_achievement }, parts[] = { core_n_part };
	const edu_row row = { .frame = elm_f_LearningAchievementSpecification, .path = { core_n_specification }, .depth = 1 };
	elm_lowering *l = elm_lowering_of(c->p);
	const edu_elm_node *node = &c->nodes->nodes[w->node];
	const bool top = w->holder == l->credential;
	edu_ref achievement;

	if (c->state[w->node] & SEEN) return 0;
	c->state[w->node] |= SEEN;
	int rc = edu_core_add(c->p, w->holder, top ? achievements : parts, 1, EDU_KIND_OBJECT, &achievement);
	if (rc < 0 || !achievement) return rc;
	rc = edu_origin_set(c->p, achievement, EDU_SOURCED);
	if (rc == 0 && w->item) edu_trace_set(c->p, w->item, achievement, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	l->achievement = achievement;
	if (rc == 0) rc = elm_lower_node(c->p, &row, node->full, achievement);
	l->achievement = 0;
	return rc < 0 ? rc : push_parts(c, w->node, achievement);
}

/* Those that are part of no other first; what is left then stands in a circle. */
static int lower_all(catalogue *c, uint8_t with)
{
	const edu_ref credential = elm_lowering_of(c->p)->credential;
	int rc = 0;

	for (edu_elm_number n = 1; n < c->nodes->count && rc == 0; n++) {
		if (!is_specification(c, n) || (c->state[n] & ~with)) continue;
		rc = push(c, n, 0, credential);
		while (rc == 0 && c->depth) {
			const waiting next = c->stack[--c->depth];
			rc = lower_one(c, &next);
		}
	}
	return rc;
}

int elm_lower_courses(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	catalogue c = { .p = p, .nodes = &elm_lowering_of(p)->nodes };
	const size_t size = c.nodes->count;

	edu_elm_values_open(&c.parts, c.nodes);
	c.state = edu_allocate(a, size);
	int rc = c.state ? 0 : edu_fail_memory(p->err);
	if (rc == 0) {
		memset(c.state, 0, size);
		rc = find_parts(&c);
	}
	if (rc == 0) rc = lower_all(&c, 0);
	if (rc == 0) rc = lower_all(&c, PART);
	edu_elm_values_close(&c.parts);
	edu_release(a, c.stack, c.capacity * sizeof *c.stack);
	edu_release(a, c.state, size);
	return rc;
}
