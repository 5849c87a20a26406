/*
 * formats/ewp/raise.c – a catalogue of the core becomes a response of the Courses API: each course once, side by side,
 * its occurrences below it, its parts by their identifiers.
 */
#include "formats/ewp/ewp.h"

#include <string.h>

#include "base/fail.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- which courses, in which order ---- */

/* Below its course each occurrence, as they stood. */
static void sort_offerings(edu_passage *p, edu_ref *last)
{
	const edu_tree *t = core_of(p);
	ewp_raising *r = ewp_raising_of(p);
	const edu_ref offerings = edu_tree_child(t, p->from->content, core_n_offering);
	for (edu_ref v = edu_value_first(t, offerings); v; v = edu_value_next(t, offerings, v)) {
		const edu_ref offering = edu_core_follow(t, v), course = edu_core_one(t, offering, core_n_specification);
		if (!course || r->known[offering].same) continue;
		r->known[offering].same = true;
		if (last[course]) r->next[last[course]] = offering;
		else r->first[course] = offering;
		last[course] = offering;
	}
	for (size_t i = 0; i < r->count; i++) r->known[i].same = false;
}

static int group_offerings(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const size_t bytes = ewp_raising_of(p)->count * sizeof(edu_ref);
	edu_ref *last = edu_allocate(a, bytes);
	if (!last) return edu_fail_memory(p->err);
	memset(last, 0, bytes);
	sort_offerings(p, last);
	edu_release(a, last, bytes);
	return 0;
}

/* What is only named, as a part or a whole, stands in another response, or in none. */
static bool is_only_named(const edu_passage *p, const ewp_raising *r, edu_ref course)
{
	const edu_tree *t = core_of(p);
	for (edu_ref i = edu_tree_first(t, course); i; i = edu_tree_next(t, i)) {
		const edu_name name = t->items[i].name;
		if (name != core_n_identifier && name != core_n_kind && name != core_n_part) return false;
	}
	return !r->first[course];
}

static int add_course(edu_passage *p, edu_ref course)
{
	ewp_raising *r = ewp_raising_of(p);
	if (r->known[course].id) return 0;
	int rc = ewp_identify(p, course, course);
	for (edu_ref o = r->first[course]; o && rc >= 0; o = r->next[o]) rc = ewp_identify(p, o, course);
	if (rc < 0 || is_only_named(p, r, course)) return rc;
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&r->courses, &r->course_capacity, r->course_count, sizeof *r->courses))
		return edu_fail_memory(p->err);
	r->courses[r->course_count++] = course;
	return 0;
}

/* Wherever it stands in the core: the tree is walked without its links, so that each comes once. */
static int find_courses(edu_passage *p)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref i = p->from->content; i && rc >= 0; i = edu_tree_walk(t, p->from->content, i))
		if (t->items[i].kind == EDU_KIND_OBJECT && t->items[i].cls == core_c_Specification) rc = add_course(p, i);
	return rc;
}

/* ---- the document ---- */

static int add_namespace(edu_passage *p, edu_ref root, edu_name prefix, const char *uri)
{
	edu_ref declaration;
	const int rc = edu_target_member(p, root, EDU_KIND_NAMESPACE, prefix, &declaration);
	if (rc >= 0) edu_tree_use_text(&p->to->tree, declaration, uri, (uint32_t)strlen(uri));
	return rc;
}

static int raise_root(edu_passage *p)
{
	static const char name[] = "courses-response";
	edu_tree *t = &p->to->tree;
	const edu_name own = edu_tree_name_xml(t, name, sizeof name - 1, 0, EWP_URI, 0), term = edu_tree_name(t, "trm", 3);
	edu_ref root;
	t->top = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	if (!t->top || !own || !term) return edu_fail_memory(p->err);
	int rc = edu_target_member(p, t->top, EDU_KIND_ELEMENT, own, &root);
	if (rc >= 0) rc = add_namespace(p, root, 0, EWP_URI);
	if (rc >= 0) rc = add_namespace(p, root, term, EWP_TERM_URI);
	if (rc < 0) return rc;
	p->to->content = root;
	t->items[root].cls = ewp_c_CoursesResponse;
	return edu_raise_frame(p, ewp_f_CoursesResponse, p->from->content, root);
}

static int open_raising(edu_passage *p)
{
	ewp_raising *r = ewp_raising_of(p);
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_map_open(&r->ids, a);
	r->count = core_of(p)->count;
	r->known = edu_allocate(a, r->count * sizeof *r->known);
	r->first = edu_allocate(a, r->count * sizeof *r->first);
	r->next = edu_allocate(a, r->count * sizeof *r->next);
	if (!r->known || !r->first || !r->next) return edu_fail_memory(p->err);
	memset(r->known, 0, r->count * sizeof *r->known);
	memset(r->first, 0, r->count * sizeof *r->first);
	memset(r->next, 0, r->count * sizeof *r->next);
	return 0;
}

static void close_raising(edu_passage *p)
{
	ewp_raising *r = ewp_raising_of(p);
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_release(a, r->known, r->count * sizeof *r->known);
	edu_release(a, r->first, r->count * sizeof *r->first);
	edu_release(a, r->next, r->count * sizeof *r->next);
	edu_release(a, r->courses, r->course_capacity * sizeof *r->courses);
	edu_map_close(&r->ids);
	p->state = NULL;
}

int ewp_raise(edu_passage *p)
{
	ewp_raising r = { 0 };
	p->state = &r;
	int rc = open_raising(p);
	if (rc >= 0) rc = group_offerings(p);
	if (rc >= 0) rc = find_courses(p);
	if (rc >= 0) rc = raise_root(p);
	close_raising(p);
	return rc;
}

/* ---- nodes ---- */

int ewp_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	return edu_raise_below(p, row, value, target, edu_rule_ewp_repeated, made);
}

static void lose_unplaced(edu_passage *p)
{
	const edu_tree *t = core_of(p);
	const edu_ref offerings = edu_tree_child(t, p->from->content, core_n_offering);
	for (edu_ref v = edu_value_first(t, offerings); v; v = edu_value_next(t, offerings, v))
		if (!edu_core_one(t, edu_core_follow(t, v), core_n_specification)) edu_trace_lose(p, v, edu_rule_ewp_no_course);
}

int ewp_raise_specification(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	ewp_raising *r = ewp_raising_of(p);
	edu_ref made;
	int rc = 0;
	for (size_t i = 0; i < r->course_count && rc >= 0; i++) {
		r->course = r->courses[i];
		rc = ewp_raise_node(p, row, r->course, target, &made);
	}
	if (rc >= 0) lose_unplaced(p);
	return rc;
}

int ewp_raise_part(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref part = edu_core_follow(t, v);
		const ewp_known *known = &ewp_raising_of(p)->known[part];
		if (is_only_named(p, ewp_raising_of(p), part) && known->identifier) {
			rc = ewp_put_identifier(p, target, row->name, known->identifier, known->id, known->same ? 0 : edu_rule_ewp_id);
		} else {
			/* That it is a part is said by where it stands; its identifier has its source with the part. */
			rc = edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, known->id, edu_rule_ewp_part, NULL);
			if (v != part) edu_trace_set(p, v, target, EDU_OUTCOME_DERIVED, edu_rule_ewp_part);
		}
	}
	return rc;
}
