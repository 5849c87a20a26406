/*
 * formats/elm/courses.c – courses without a learner become a catalogue: what could be achieved with its parts, when it
 * is taught, and who teaches.
 */
#include "formats/elm/crosswalk.h"
#include "base/fail.h"
#include "formats/elm/hows.h"

#include <string.h>

/* A course to come, and the course that it is to stand in; or the end of one's parts. */
typedef struct waiting {
	edu_elm_number node;
	edu_ref item;            /* what leads there; 0: nothing */
	edu_ref holder;          /* of the core; 0: all of the node's parts have been seen */
} waiting;

/* That a course is part of another, as the part says it. */
typedef struct upward {
	edu_elm_number whole, part;
	size_t next;             /* of the same whole; 0: none */
} upward;

typedef struct catalogue {
	edu_passage *p;
	const edu_elm_nodes *nodes;
	edu_elm_values values;
	waiting *stack;
	size_t depth, capacity;
	upward *upwards;         /* [0] is none */
	size_t upward_count, upward_capacity;
	size_t *first_upward;    /* of each node as a whole */
	uint8_t *state;          /* of each node: PART, SEEN and OPEN */
} catalogue;

enum { PART = 1, SEEN = 2, OPEN = 4 };

/* ---- which nodes are courses ---- */

static bool is_of(const catalogue *c, edu_elm_number n, uint16_t cls)
{
	return (c->nodes->nodes[n].classes >> cls & 1) && c->nodes->nodes[n].says_something;
}

/* An activity with an identifier is a class; one without says how many hours a course takes. */
static bool is_class(const catalogue *c, edu_elm_number n)
{
	return is_of(c, n, elm_c_LearningActivitySpecification)
	    && edu_tree_child(&c->p->from->tree, c->nodes->nodes[n].full, elm_n_identifier);
}

static bool is_course(const catalogue *c, edu_elm_number n)
{
	return is_of(c, n, elm_c_LearningAchievementSpecification) || is_of(c, n, elm_c_Qualification) || is_class(c, n);
}

/* ---- which are parts of which ---- */

static int get_values(catalogue *c, edu_elm_number node, edu_name name)
{
	return edu_elm_values_get(&c->values, node, name) < 0 ? edu_fail_memory(c->p->err) : 0;
}

/* Members that lead from a whole to its parts. */
static const edu_name to_parts[] = { elm_n_hasPart, elm_n_influencedBy };
enum { TO_PARTS = sizeof to_parts / sizeof *to_parts };

static int find_parts_of(catalogue *c, edu_elm_number n)
{
	int rc = 0;
	for (size_t k = 0; k < TO_PARTS && rc == 0; k++) {
		rc = get_values(c, n, to_parts[k]);
		for (size_t i = 0; i < c->values.count && rc == 0; i++)
			if (c->values.values[i].node != n) c->state[c->values.values[i].node] |= PART;
	}
	return rc;
}

static int add_upward(catalogue *c, edu_elm_number whole, edu_elm_number part)
{
	const edu_allocator *a = &c->p->to->tree.ctx->allocator;
	if (!c->upward_count) c->upward_count = 1;
	if (!edu_grow(a, (void **)&c->upwards, &c->upward_capacity, c->upward_count, sizeof *c->upwards))
		return edu_fail_memory(c->p->err);
	c->upwards[c->upward_count] = (upward){ whole, part, c->first_upward[whole] };
	c->first_upward[whole] = c->upward_count++;
	c->state[part] |= PART;
	return 0;
}

static int find_wholes_of(catalogue *c, edu_elm_number n)
{
	int rc = get_values(c, n, elm_n_isPartOf);
	for (size_t i = 0; i < c->values.count && rc == 0; i++) {
		const edu_elm_number whole = c->values.values[i].node;
		if (whole && whole != n && is_course(c, whole)) rc = add_upward(c, whole, n);
	}
	return rc;
}

static int find_parts(catalogue *c)
{
	int rc = 0;
	/* From the last, for what is said of one whole is a list to whose front is added. */
	for (edu_elm_number n = (edu_elm_number)c->nodes->count - 1; n && rc == 0; n--) {
		if (!is_course(c, n)) continue;
		rc = find_parts_of(c, n);
		if (rc == 0) rc = find_wholes_of(c, n);
	}
	return rc;
}

/* ---- courses ---- */

static int push(catalogue *c, edu_elm_number node, edu_ref item, edu_ref holder)
{
	const edu_allocator *a = &c->p->to->tree.ctx->allocator;
	if (!edu_grow(a, (void **)&c->stack, &c->capacity, c->depth, sizeof *c->stack)) return edu_fail_memory(c->p->err);
	c->stack[c->depth++] = (waiting){ node, item, holder };
	return 0;
}

/* What was pushed last comes first: in the end they are turned round. */
static int push_parts(catalogue *c, edu_elm_number node, edu_ref core)
{
	const size_t bottom = c->depth;
	int rc = 0;
	for (size_t k = 0; k < TO_PARTS && rc == 0; k++) {
		rc = get_values(c, node, to_parts[k]);
		for (size_t i = 0; i < c->values.count && rc == 0; i++) {
			const edu_elm_value *v = &c->values.values[i];
			if (v->node && is_course(c, v->node)) rc = push(c, v->node, v->item, core);
		}
	}
	for (size_t u = c->first_upward[node]; u && rc == 0; u = c->upwards[u].next) rc = push(c, c->upwards[u].part, 0, core);
	for (size_t i = bottom, j = c->depth; i + 1 < j; i++) {
		const waiting last = c->stack[--j];
		c->stack[j] = c->stack[i];
		c->stack[i] = last;
	}
	return rc;
}

static int add_kind(edu_passage *p, edu_ref course)
{
	edu_ref kind;
	const int rc = elm_add_core_text(p, course, core_n_kind, 0, "Class", 5, &kind);
	return rc < 0 || !kind ? rc : edu_origin_set(p, kind, edu_rule_elm_class_activity);
}

static int cut_circle(edu_passage *p, edu_ref item)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref i = item; i; i = edu_tree_walk(t, item, i)) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, edu_rule_elm_circle);
	return 0;
}

/* Each course stands once; other places that name it lead there. */
static int lower_one(catalogue *c, const waiting *w)
{
	static const uint16_t courses[] = { core_n_specification }, parts[] = { core_n_part };
	const bool top = w->holder == c->p->to->content;
	const edu_row row = { .frame = is_class(c, w->node) ? elm_f_CourseActivity : elm_f_LearningAchievementSpecification };
	edu_ref made;
	if (c->state[w->node] & OPEN) return cut_circle(c->p, w->item);
	const bool first = !(c->state[w->node] & SEEN);
	int rc = elm_core_node(c->p, &row, top ? courses : parts, 1, w->item ? w->item : c->nodes->nodes[w->node].full, w->holder,
			       &made);
	if (rc < 0 || !made || !first) return rc;
	c->state[w->node] |= SEEN | OPEN;
	if (is_class(c, w->node)) rc = add_kind(c->p, made);
	if (rc == 0) rc = push(c, w->node, 0, 0);
	return rc < 0 ? rc : push_parts(c, w->node, made);
}

static int lower_waiting(catalogue *c)
{
	int rc = 0;
	while (rc == 0 && c->depth) {
		const waiting next = c->stack[--c->depth];
		if (next.holder) rc = lower_one(c, &next);
		else c->state[next.node] &= (uint8_t)~OPEN;
	}
	return rc;
}

/* Those that are part of no other first; what is left then stands in a circle. */
static int lower_courses(catalogue *c, uint8_t with)
{
	int rc = 0;
	for (edu_elm_number n = 1; n < c->nodes->count && rc == 0; n++) {
		if (!is_course(c, n) || (c->state[n] & ~with)) continue;
		rc = push(c, n, 0, c->p->to->content);
		if (rc == 0) rc = lower_waiting(c);
	}
	return rc;
}

/* ---- what stands beside courses ---- */

static int lower_others(catalogue *c, uint16_t cls, uint16_t frame, uint16_t property)
{
	const edu_row row = { .frame = frame };
	edu_ref made;
	int rc = 0;
	for (edu_elm_number n = 1; n < c->nodes->count && rc == 0; n++) {
		const edu_ref full = c->nodes->nodes[n].full;
		if (is_of(c, n, cls) && !edu_traced(c->p, full))
			rc = elm_core_node(c->p, &row, &property, 1, full, c->p->to->content, &made);
	}
	return rc;
}

static int lower_all(catalogue *c)
{
	int rc = find_parts(c);
	if (rc == 0) rc = lower_courses(c, 0);
	if (rc == 0) rc = lower_courses(c, PART);
	if (rc == 0) rc = lower_others(c, elm_c_LearningOpportunity, elm_f_LearningOpportunity, core_n_offering);
	return rc < 0 ? rc : lower_others(c, elm_c_Organisation, elm_f_Organisation, core_n_organisation);
}

int elm_lower_courses(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	catalogue c = { .p = p, .nodes = &elm_lowering_of(p)->nodes };
	const size_t count = c.nodes->count;

	p->to->tree.items[p->to->content].cls = core_c_Catalogue;
	edu_elm_values_open(&c.values, c.nodes);
	c.state = edu_allocate(a, count);
	c.first_upward = edu_allocate(a, count * sizeof *c.first_upward);
	int rc = c.state && c.first_upward ? 0 : edu_fail_memory(p->err);
	if (rc == 0) {
		memset(c.state, 0, count);
		memset(c.first_upward, 0, count * sizeof *c.first_upward);
		rc = lower_all(&c);
	}
	edu_elm_values_close(&c.values);
	edu_release(a, c.stack, c.capacity * sizeof *c.stack);
	edu_release(a, c.upwards, c.upward_capacity * sizeof *c.upwards);
	edu_release(a, c.first_upward, count * sizeof *c.first_upward);
	edu_release(a, c.state, count);
	return rc;
}

/* ---- members of courses alone ---- */

/* In a credential a specification's identifier links its parts, and no more. */
int elm_lower_course_id(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return p->from->shape == EDU_ELM_COURSES ? elm_lower_global_id(p, row, value, core) : 0;
}

/* An opportunity of a class: the class is what is taught, its course what is achieved. Else the activity says how long. */
int elm_lower_offered_activity(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t specification[] = { core_n_specification };
	const edu_row hours = { .how = &edu_how_text, .path = { core_n_contactHours }, .depth = 1 };
	const edu_tree *t = &p->from->tree;
	const edu_ref activity = elm_described(p, value), node = edu_traced(p, activity) ? p->traces[activity].to : 0;
	edu_ref link = edu_tree_child(&p->to->tree, core, core_n_specification), made;
	if (p->from->shape != EDU_ELM_COURSES || !elm_is_container(t, activity)) return 0;
	const edu_ref said = edu_tree_child(t, activity, elm_n_contactHour);
	if (!node || p->to->tree.items[node].cls != core_c_Specification) return said ? edu_lower_value(p, &hours, said, core) : 0;
	if (!link || p->to->tree.items[link].kind != EDU_KIND_LINK) return elm_link_to(p, specification, 1, core, node, &made);
	p->to->tree.items[link].last = node;
	p->to->tree.items[node].flags |= EDU_ITEM_SHARED;
	if (activity != value) edu_trace_set(p, value, link, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	return 0;
}

/* Of what a course is influenced by, classes are its parts; another activity says how many hours it takes. */
int elm_lower_activities(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_row hours = { .how = &edu_how_text, .path = { core_n_contactHours }, .depth = 1 };
	const edu_tree *t = &p->from->tree;
	const edu_ref activity = elm_described(p, value);
	if (p->from->shape != EDU_ELM_COURSES || !elm_is_container(t, activity)) return 0;
	const edu_ref said = edu_tree_child(t, activity, elm_n_contactHour);
	return said && !edu_tree_child(t, activity, elm_n_identifier) ? edu_lower_value(p, &hours, said, core) : 0;
}

/* How it is assessed: the scheme of its results, and in words. */
int elm_lower_how_assessed(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_row text = { .how = &edu_how_lang, .path = { core_n_assessment }, .depth = 1 };
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	const int rc = elm_lower_specification_scheme(p, row, value, core);
	if (rc < 0 || p->from->shape != EDU_ELM_COURSES || !elm_is_container(t, described)) return rc;
	const edu_ref words = edu_tree_child(t, described, elm_n_description);
	return words ? edu_lower_value(p, &text, words, core) : 0;
}
