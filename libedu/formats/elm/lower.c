/*
 * formats/elm/lower.c – a credential becomes a core record: the whole, claims, results, awards.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include "base/fail.h"

/* ---- the record ---- */

/* Identifiers, types and schemes say what the place of their node says already. */
static void trace_structure(edu_passage *p)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref i = 1; i < t->count; i++) {
		const edu_item *item = &t->items[i];
		if (edu_traced(p, i) || elm_is_container(t, i) || item->kind == EDU_KIND_NONE) continue;
		edu_ref member = i;
		if (!item->name && item->parent) member = item->parent;
		const edu_name name = t->items[member].name ? edu_tree_known(t, t->items[member].name) : 0;
		if (name != elm_n_id && name != elm_n_type) continue;
		edu_ref node = t->items[member].parent;
		const edu_name role = node && t->items[node].name ? edu_tree_known(t, t->items[node].name) : 0;
		if (role == elm_n_inScheme) node = t->items[node].parent;
		if (!node) continue;
		edu_ref to = elm_place_of(p, node);
		if (!to) to = elm_place_of(p, elm_described(p, node));
		if (to) edu_trace_set(p, i, to, EDU_OUTCOME_DERIVED, name == elm_n_id ? edu_rule_elm_id : edu_rule_elm_type);
	}
}

static int settle_used(edu_passage *p);

int elm_lower(edu_passage *p)
{
	elm_lowering l = { 0 };
	p->state = &l;
	l.credential = p->to->content;
	edu_map_open(&l.links, &p->to->tree.ctx->allocator);
	edu_map_open(&l.users, &p->to->tree.ctx->allocator);
	int rc = edu_elm_nodes_open(&l.nodes, p->from, false);
	if (rc < 0) edu_fail_memory(p->err);
	if (rc >= 0) {
		edu_trace_set(p, p->from->content, l.credential, EDU_OUTCOME_EXACT, 0);
		rc = p->from->shape == EDU_ELM_COURSES ? elm_lower_courses(p)
		   : edu_lower_frame(p, elm_f_EuropeanDigitalCredential, p->from->content, l.credential);
	}
	if (rc >= 0) rc = settle_used(p);
	if (rc >= 0) trace_structure(p);
	edu_elm_nodes_close(&l.nodes);
	edu_map_close(&l.links);
	edu_map_close(&l.users);
	edu_release(&p->to->tree.ctx->allocator, l.used, l.used_capacity * sizeof *l.used);
	p->state = NULL;
	return rc;
}

static bool is_of_class(edu_passage *p, edu_ref value, uint16_t cls)
{
	return p->from->tree.items[elm_described(p, value)].cls == cls;
}

static int put_off(edu_passage *p, edu_ref value, edu_ref award)
{
	elm_lowering *l = elm_lowering_of(p);
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&l->used, &l->used_capacity, l->used_count, sizeof *l->used))
		return edu_fail_memory(p->err);
	l->used[l->used_count++] = (elm_used_result){ value, award, l->achievement };
	return 0;
}

int elm_lower_claims(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const struct {
		uint16_t cls, frame, property;
	} claims[] = {
		{ elm_c_LearningAchievement, elm_f_LearningAchievement, core_n_achievement },
		{ elm_c_LearningActivity, elm_f_LearningActivity, core_n_activity },
		{ elm_c_LearningEntitlement, elm_f_LearningEntitlement, core_n_entitlement },
	};
	elm_lowering *l = elm_lowering_of(p);
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		const uint16_t path[] = { claims[i].property };
		edu_row claim = *row;
		claim.frame = claims[i].frame;
		if (!is_of_class(p, value, claims[i].cls)) continue;
		if (claims[i].cls == elm_c_LearningAchievement) {
			claim.path[0] = claims[i].property;
			claim.depth = 1;
			return elm_lower_part(p, &claim, value, l->credential);
		}
		edu_ref node;
		return elm_core_node(p, &claim, path, 1, value, l->credential, &node);
	}
	return put_off(p, value, 0);
}

/* The achievement whose members are read is known to them: grade status and schemes end up there. */
int elm_lower_part(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	elm_lowering *l = elm_lowering_of(p);
	const edu_ref outer = l->achievement;
	const edu_ref described = elm_described(p, value);
	edu_ref node = 0;
	int rc;
	if (!elm_is_container(&p->from->tree, described) || edu_traced(p, described)) {
		rc = elm_core_node(p, row, row->path, row->depth, value, core, &node);
		return rc;
	}
	rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &node);
	if (rc < 0 || !node) return rc;
	edu_trace_set(p, described, node, EDU_OUTCOME_EXACT, 0);
	l->achievement = node;
	rc = edu_lower_frame(p, row->frame, described, node);
	l->achievement = outer;
	return rc < 0 || described == value ? rc : elm_core_node(p, row, row->path, row->depth, value, core, &node);
}

int elm_lower_awarded_by(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t awards[] = { core_n_award };
	edu_ref award, link;
	int rc = elm_core_node(p, row, awards, 1, value, elm_lowering_of(p)->credential, &award);
	if (rc < 0 || !award) return rc;
	if (p->to->tree.items[core].cls == core_c_Achievement) {
		const char *key = edu_passage_keep(p, (const char *)&award, sizeof award);
		edu_map_slot *slot = key ? edu_map_slot_of(&elm_lowering_of(p)->users, key, sizeof award) : NULL;
		if (!slot) return edu_fail_memory(p->err);
		slot->value++;
	}
	return elm_link_to(p, row->path, row->depth, core, award, &link);
}

/* Some issuers put a result only under the award of its achievement (elm.md, section 5): settled when all are known. */
int elm_lower_used(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return elm_lowering_of(p)->achievement ? put_off(p, value, core) : 0;
}

/* What is put off: nodes that stand below may be described there and belong elsewhere, too. */
static int settle_used(edu_passage *p)
{
	static const uint16_t results[] = { core_n_assessment };
	const edu_row row = { .frame = elm_f_LearningAssessment };
	elm_lowering *l = elm_lowering_of(p);
	int rc = 0;
	for (size_t i = 0; i < l->used_count && rc >= 0; i++) {
		const elm_used_result *u = &l->used[i];
		edu_ref node;
		if (u->award && edu_map_get(&l->users, (const char *)&u->award, sizeof u->award) == 1) {
			l->achievement = u->achievement;
			rc = elm_core_node(p, &row, results, 1, u->value, u->achievement, &node);
			continue;
		}
		for (edu_ref v = u->value; v; v = edu_tree_walk(&p->from->tree, u->value, v))
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, u->award ? edu_rule_elm_shared_result : edu_rule_elm_claim_alone);
	}
	l->achievement = 0;
	return rc;
}

/* ---- members below a node that the core has none for ---- */

int elm_lower_enter(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	if (!elm_is_container(t, described)) return 0;
	int rc = edu_lower_frame(p, row->frame, described, core);
	if (rc < 0 || described == value) return rc;
	if (elm_is_container(t, value)) return elm_lower_copy(p, row, value, described, core);
	const edu_ref to = elm_place_of(p, described);
	if (to) edu_trace_set(p, value, to, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	return 0;
}
