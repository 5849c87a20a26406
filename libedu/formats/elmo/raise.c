/*
 * formats/elmo/raise.c – a core record becomes an ELMO document: its root, its reports and what stands in which.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/elmo.h"
#include "formats/elmo/hows.h"

#include <string.h>

#include "base/fail.h"

/* ---- which achievements stand in which report ---- */

/* Awards of one body that were issued together are one report; the first of them leads. */
static int find_leader(edu_passage *p, edu_map *leaders, edu_ref award)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref body = edu_core_one(t, award, core_n_body);
	uint32_t length;
	const char *issued = edu_core_text(t, award, core_n_issued, &length);
	elmo_raising_of(p)->next[award] = award;
	if (!body) return 0;
	char *key = edu_arena_reserve(p->to->tree.arena, sizeof body + length + 1);
	if (!key) return edu_fail_memory(p->err);
	memcpy(key, &body, sizeof body);
	if (issued) memcpy(key + sizeof body, issued, length);
	edu_arena_commit(p->to->tree.arena, sizeof body + length + 1);
	edu_map_slot *slot = edu_map_slot_of(leaders, key, sizeof body + length);
	if (!slot) return edu_fail_memory(p->err);
	if (!slot->value) slot->value = award;
	elmo_raising_of(p)->next[award] = slot->value;
	return 0;
}

/* The credential's awards, and those that stand with their achievement alone, which are chained. */
static int find_leaders(edu_passage *p)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = elmo_core_of(p);
	const edu_ref awards = edu_tree_child(t, r->credential, core_n_award);
	const edu_ref achievements = edu_tree_child(t, r->credential, core_n_achievement);
	edu_map leaders;
	edu_ref last = 0;
	int rc = 0;
	edu_map_open(&leaders, &p->to->tree.ctx->allocator);
	for (edu_ref a = edu_value_first(t, awards); a && rc >= 0; a = edu_value_next(t, awards, a)) rc = find_leader(p, &leaders, a);
	for (edu_ref v = edu_value_first(t, achievements); v && rc >= 0; v = edu_value_next(t, achievements, v)) {
		const edu_ref award = edu_core_one(t, edu_core_follow(t, v), core_n_awardedBy);
		if (!award || r->next[award]) continue;
		rc = find_leader(p, &leaders, award);
		if (last) r->number[last] = award;
		else r->alone = award;
		last = award;
	}
	edu_map_close(&leaders);
	return rc;
}

static int sort_into_reports(edu_passage *p)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = elmo_core_of(p);
	const edu_ref achievements = edu_tree_child(t, r->credential, core_n_achievement);
	const edu_ref awards = edu_tree_child(t, r->credential, core_n_award);
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_ref *last = edu_allocate(a, r->count * sizeof *last);
	if (!last) return edu_fail_memory(p->err);
	memset(last, 0, r->count * sizeof *last);
	for (edu_ref v = edu_value_first(t, achievements); v; v = edu_value_next(t, achievements, v)) {
		const edu_ref node = edu_core_follow(t, v);
		edu_ref award = edu_core_one(t, node, core_n_awardedBy);
		if (!award) award = edu_value_first(t, awards);
		const edu_ref leader = r->next[award];
		if (last[leader]) r->next[last[leader]] = v;
		else r->first[leader] = v;
		last[leader] = v;
	}
	edu_release(a, last, r->count * sizeof *last);
	return 0;
}

/* ---- the whole record ---- */

static int raise_root(edu_passage *p)
{
	edu_tree *t = &p->to->tree;
	const char *uri = edu_elmo_uri(p->to->version);
	edu_ref root, declaration;
	t->top = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	if (!t->top) return edu_fail_memory(p->err);
	int rc = edu_target_member(p, t->top, EDU_KIND_ELEMENT, elmo_n_elmo, &root);
	if (rc >= 0) rc = edu_target_member(p, root, EDU_KIND_NAMESPACE, 0, &declaration);
	if (rc < 0) return rc;
	edu_tree_use_text(t, declaration, uri, (uint32_t)strlen(uri));
	p->to->content = root;
	return edu_raise_frame(p, elmo_f_Elmo, elmo_raising_of(p)->credential, root);
}

int elmo_raise(edu_passage *p)
{
	elmo_raising r = { 0 };
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const size_t bytes = elmo_core_of(p)->count * sizeof(edu_ref);
	r.credential = p->from->content;
	r.count = elmo_core_of(p)->count;
	r.next = edu_allocate(a, bytes);
	r.first = edu_allocate(a, bytes);
	r.number = edu_allocate(a, bytes);
	p->state = &r;
	int rc = r.next && r.first && r.number ? 0 : edu_fail_memory(p->err);
	if (rc >= 0) {
		memset(r.next, 0, bytes);
		memset(r.first, 0, bytes);
		memset(r.number, 0, bytes);
		rc = find_leaders(p);
	}
	if (rc >= 0) rc = sort_into_reports(p);
	if (rc >= 0) rc = raise_root(p);
	edu_release(a, r.next, bytes);
	edu_release(a, r.first, bytes);
	edu_release(a, r.number, bytes);
	edu_release(a, r.used, r.used_capacity * sizeof *r.used);
	p->state = NULL;
	return rc;
}

int elmo_raise_element(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	return edu_raise_below(p, row, value, target, edu_rule_elmo_repeated, made);
}

/* ---- reports and what is in them ---- */

/* award 0: what nobody awarded. */
static int raise_one_report(edu_passage *p, const edu_row *row, edu_ref award, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_ref leader = r->next[award];
	edu_ref made;
	if (leader != award) {
		edu_trace_set(p, award, p->traces[leader].to, EDU_OUTCOME_EXACT, 0);
		return 0;
	}
	r->report++;
	r->schemes = 0;
	r->used_count = 0;
	const int rc = elmo_raise_element(p, row, award, target, &made);
	return rc < 0 || award ? rc : edu_raise_frame(p, row->frame, 0, made);
}

int elmo_raise_report(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = elmo_core_of(p);
	int rc = 0;
	for (edu_ref a = edu_value_first(t, value); a && rc >= 0; a = edu_value_next(t, value, a))
		rc = raise_one_report(p, row, a, target);
	for (edu_ref a = r->alone; a && rc >= 0; a = r->number[a]) rc = raise_one_report(p, row, a, target);
	if (rc < 0 || (!r->first[0] && r->report)) return rc;
	/* Achievements that nobody awarded, or none at all: a report of the issuer's, for the schema wants one. */
	return raise_one_report(p, row, 0, target);
}

/* Who awarded; where that is not known, who issued. The schema wants an issuer in every report. */
int elmo_raise_body(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	edu_ref made;
	if (value) return edu_how_node.raise(p, row, core, value, target);
	const edu_ref issuer = edu_tree_child(t, elmo_raising_of(p)->credential, core_n_issuer);
	if (issuer) return elmo_raise_element(p, row, issuer, target, &made);
	const int rc = elmo_raise_element(p, row, 0, target, &made);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, 0, made);
}

int elmo_raise_achievements(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	int rc = 0;
	for (edu_ref v = r->first[core]; v && rc >= 0; v = r->next[v]) {
		edu_trace *trace = &p->traces[edu_core_follow(elmo_core_of(p), v)];
		edu_ref made;
		trace->state |= EDU_TRACE_OPEN;
		rc = elmo_raise_element(p, row, v, target, &made);
		trace->state &= (uint8_t)~EDU_TRACE_OPEN;
	}
	return rc;
}

/* A part that contains itself can't be said by a tree; links make that possible in the core. */
int elmo_raise_part(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(elmo_core_of(p), value);
	edu_trace *trace = &p->traces[node];
	edu_ref made;
	if (trace->state & EDU_TRACE_OPEN) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elmo_cycle);
		return 0;
	}
	trace->state |= EDU_TRACE_OPEN;
	const int rc = elmo_raise_element(p, row, value, target, &made);
	p->traces[node].state &= (uint8_t)~EDU_TRACE_OPEN;
	return rc;
}
