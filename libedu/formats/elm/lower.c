/*
 * formats/elm/lower.c – a credential becomes a core record.
 *
 * A credential is a graph printed as a tree: one node may stand in many places, in full or by its
 * identifier. Its first place in the record owns the core node, the others link to it; a copy leaves the
 * same traces as the description it repeats.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

/* ---- nodes ---- */

const char *elm_id_of(const edu_tree *t, edu_ref value, uint32_t *length)
{
	const edu_item *item = &t->items[value];
	if (item->kind == EDU_KIND_OBJECT) {
		const edu_ref id = edu_tree_child(t, value, elm_n_id);
		if (!id || t->items[id].kind != EDU_KIND_STRING) return NULL;
		item = &t->items[id];
	} else if (item->kind != EDU_KIND_STRING) {
		return NULL;
	}
	*length = item->length;
	return item->text;
}

edu_ref elm_described(edu_passage *p, edu_ref value)
{
	const edu_ref found = edu_elm_nodes_full(&elm_lowering_of(p)->nodes, value);
	return found ? found : value;
}

const char *elm_member_text(edu_passage *p, edu_ref object, edu_name name, uint32_t *length)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref member = edu_tree_child(t, elm_described(p, object), name);
	const edu_ref value = member ? edu_value_first(t, member) : 0;
	if (!value || !t->items[value].text) return NULL;
	*length = t->items[value].length;
	return t->items[value].text;
}

static bool is_container(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_OBJECT || t->items[item].kind == EDU_KIND_ARRAY;
}

static edu_ref child_named(const edu_tree *t, edu_ref object, edu_name name)
{
	for (edu_ref c = edu_tree_first(t, object); c; c = edu_tree_next(t, c))
		if (t->items[c].name == name) return c;
	return 0;
}

/* Give the leaves of a copy the traces of the original. False where the two differ: then nothing below differs quietly. */
static bool copy_traces(edu_passage *p, edu_ref copy, edu_ref original, unsigned depth)
{
	const edu_tree *t = &p->from->tree;
	const edu_item *a = &t->items[copy], *b = &t->items[original];
	if (!is_container(t, copy)) {
		if (a->kind != b->kind || a->length != b->length || (a->text && memcmp(a->text, b->text, a->length))) return false;
		if (edu_traced(p, original) && !edu_traced(p, copy)) p->traces[copy] = p->traces[original];
		return true;
	}
	if (a->kind == EDU_KIND_OBJECT) {
		const edu_ref described = elm_described(p, copy);
		if (described != copy) b = &t->items[original = described];
	}
	if (a->kind != b->kind || depth > 200) return false;
	bool same = true;
	edu_ref entry = edu_tree_first(t, original);
	for (edu_ref c = edu_tree_first(t, copy); c; c = edu_tree_next(t, c)) {
		const edu_ref other = a->kind == EDU_KIND_ARRAY ? entry : child_named(t, original, t->items[c].name);
		if (!other || !copy_traces(p, c, other, depth + 1)) same = false;
		if (entry) entry = edu_tree_next(t, entry);
	}
	return same;
}

/* What a copy says besides its original belongs to the same core node. */
static int lower_copy(edu_passage *p, const edu_row *row, edu_ref copy, edu_ref original, edu_ref node)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref c = edu_tree_first(t, copy); c; c = edu_tree_next(t, c)) {
		const edu_ref other = child_named(t, original, t->items[c].name);
		if (other && copy_traces(p, c, other, 0)) continue;
		const int rc = edu_lower_child(p, row->frame, c, node);
		if (rc < 0) return rc;
	}
	return 0;
}

/* *made: the link; 0 where there was none to make. */
static int link_to(edu_passage *p, const uint16_t *path, unsigned depth, edu_ref core, edu_ref node, edu_ref *made)
{
	edu_tree *t = &p->to->tree;
	const edu_ref property = edu_core_at(t, core, path, depth);
	/* Equal values of a property count once (JSON-LD 1.1 API, section 8: a set of statements). */
	const edu_ref said[] = { core, path[depth - 1], node };
	edu_ref link;
	*made = 0;
	if (property && (t->items[node].parent == property || edu_core_follow(t, property) == node)) return 0;
	const char *key = edu_passage_keep(p, (const char *)said, sizeof said);
	edu_map_slot *slot = key ? edu_map_slot_of(&elm_lowering_of(p)->links, key, sizeof said) : NULL;
	if (!slot) return edu_fail_memory(p->err);
	if (slot->value) return 0;
	slot->value = 1;
	const int rc = edu_core_add(p, core, path, depth, EDU_KIND_LINK, &link);
	if (rc < 0 || !link) return rc;
	t->items[link].last = node;
	t->items[node].flags |= EDU_ITEM_SHARED;
	*made = link;
	return edu_origin_set(p, link, EDU_SOURCED);
}

/*
 * Where a node went, or, without one of its own in the core, the first value below it; 0: nowhere. What was sought
 * once is kept, for a node may be named very often.
 */
static edu_ref place_of(edu_passage *p, edu_ref node)
{
	const edu_tree *t = &p->from->tree;
	edu_trace *trace = &p->traces[node];
	if (trace->state) return trace->to;
	trace->state = EDU_TRACE_OPEN;
	for (edu_ref d = edu_tree_walk(t, node, node); d && !trace->to; d = edu_tree_walk(t, node, d))
		if (edu_traced(p, d) && !is_container(t, d)) trace->to = p->traces[d].to;
	return trace->to;
}

/* The core node of a value, made below holder where there is none yet. *node 0: the core has no place for it. */
static int core_node(edu_passage *p, const edu_row *row, const uint16_t *path, unsigned depth, edu_ref value, edu_ref core,
		     edu_ref *node)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref link = 0;
	int rc;
	*node = edu_traced(p, described) ? p->traces[described].to : 0;
	if (*node) {
		if (p->to->tree.items[*node].cls != p->crosswalk->frames[row->frame].core) return *node = 0, 0;
		rc = link_to(p, path, depth, core, *node, &link);
	} else {
		if (!is_container(t, described)) return 0;
		rc = edu_core_add(p, core, path, depth, EDU_KIND_OBJECT, node);
		if (rc < 0 || !*node) return rc;
		edu_trace_set(p, described, *node, EDU_OUTCOME_EXACT, 0);
		rc = edu_origin_set(p, *node, EDU_SOURCED);
		if (rc >= 0) rc = edu_lower_frame(p, row->frame, described, *node);
	}
	if (rc < 0) return rc;
	if (t->items[value].kind == EDU_KIND_STRING)
		edu_trace_set(p, value, link ? link : *node, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	else if (value != described) {
		edu_trace_set(p, value, link ? link : *node, EDU_OUTCOME_EXACT, 0);
		rc = lower_copy(p, row, value, described, *node);
	}
	return rc;
}

int elm_lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_ref node;
	return core_node(p, row, row->path, row->depth, value, core, &node);
}

/* ---- the record ---- */

/* Identifiers, types and schemes say what the place of their node says already. */
static void trace_structure(edu_passage *p)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref i = 1; i < t->count; i++) {
		const edu_item *item = &t->items[i];
		if (edu_traced(p, i) || is_container(t, i) || item->kind == EDU_KIND_NONE) continue;
		edu_ref member = i;
		if (!item->name && item->parent) member = item->parent;
		const edu_name name = t->items[member].name ? edu_tree_known(t, t->items[member].name) : 0;
		if (name != elm_n_id && name != elm_n_type) continue;
		edu_ref node = t->items[member].parent;
		const edu_name role = node && t->items[node].name ? edu_tree_known(t, t->items[node].name) : 0;
		if (role == elm_n_inScheme) node = t->items[node].parent;
		if (!node) continue;
		edu_ref to = place_of(p, node);
		if (!to) to = place_of(p, elm_described(p, node));
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
		return core_node(p, &claim, path, 1, value, l->credential, &node);
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
	if (!is_container(&p->from->tree, described) || edu_traced(p, described)) {
		rc = core_node(p, row, row->path, row->depth, value, core, &node);
		return rc;
	}
	rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &node);
	if (rc < 0 || !node) return rc;
	edu_trace_set(p, described, node, EDU_OUTCOME_EXACT, 0);
	l->achievement = node;
	rc = edu_lower_frame(p, row->frame, described, node);
	l->achievement = outer;
	return rc < 0 || described == value ? rc : core_node(p, row, row->path, row->depth, value, core, &node);
}

int elm_lower_awarded_by(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t awards[] = { core_n_award };
	edu_ref award, link;
	int rc = core_node(p, row, awards, 1, value, elm_lowering_of(p)->credential, &award);
	if (rc < 0 || !award) return rc;
	if (p->to->tree.items[core].cls == core_c_Achievement) {
		const char *key = edu_passage_keep(p, (const char *)&award, sizeof award);
		edu_map_slot *slot = key ? edu_map_slot_of(&elm_lowering_of(p)->users, key, sizeof award) : NULL;
		if (!slot) return edu_fail_memory(p->err);
		slot->value++;
	}
	return link_to(p, row->path, row->depth, core, award, &link);
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
			rc = core_node(p, &row, results, 1, u->value, u->achievement, &node);
			continue;
		}
		for (edu_ref v = u->value; v; v = edu_tree_walk(&p->from->tree, u->value, v))
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, u->award ? edu_rule_elm_shared_result : edu_rule_elm_claim_alone);
	}
	l->achievement = 0;
	return rc;
}

/* ---- identifiers that hold what has no property ---- */

static int add_core_text(edu_passage *p, edu_ref node, uint16_t first, uint16_t second, const char *text, uint32_t length,
			 edu_ref *out)
{
	const uint16_t path[] = { first, second };
	const int rc = edu_core_add(p, node, path, second ? 2 : 1, EDU_KIND_STRING, out);
	if (rc < 0 || !*out) return rc;
	edu_tree_use_text(&p->to->tree, *out, text, length);
	return edu_origin_set(p, *out, EDU_SOURCED);
}

/* An identifier of a scheme of ours is a property of the core again. *done false: it is an identifier proper. */
static int lower_scheme_value(edu_passage *p, edu_ref value, const char *scheme, edu_ref core, uint16_t property,
			      uint16_t rule, bool *done)
{
	const edu_tree *t = &p->from->tree;
	uint32_t length, n;
	edu_ref made;
	*done = false;
	const char *name = elm_member_text(p, value, elm_n_schemeName, &length);
	if (!name || !edu_equal(name, length, scheme)) return 0;
	const char *text = elm_member_text(p, value, elm_n_notation, &n);
	if (!text) return 0;
	const int rc = add_core_text(p, core, property, 0, text, n, &made);
	if (rc < 0 || !made) return rc;
	const edu_ref object = elm_described(p, value);
	const edu_ref notation = edu_tree_child(t, object, elm_n_notation), kind = edu_tree_child(t, object, elm_n_schemeName);
	edu_trace_set(p, edu_value_first(t, notation), made, EDU_OUTCOME_EXACT, rule);
	edu_trace_set(p, edu_value_first(t, kind), made, EDU_OUTCOME_DERIVED, rule);
	*done = true;
	return 0;
}

int elm_lower_achievement_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	const int rc = lower_scheme_value(p, value, ELM_SCHEME_STATUS, core, core_n_status, edu_rule_elm_status_identifier, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

int elm_lower_specification_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	int rc = lower_scheme_value(p, value, ELM_SCHEME_KIND, core, core_n_kind, edu_rule_elm_kind_identifier, &done);
	if (rc < 0 || done) return rc;
	rc = lower_scheme_value(p, value, ELM_SCHEME_FIELD, core, core_n_fieldOfStudy, edu_rule_elm_field_identifier, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

int elm_lower_scheme_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	bool done;
	const int rc = lower_scheme_value(p, value, ELM_SCHEME_LOCAL_ID, core, core_n_localId,
					  edu_rule_elm_title_of_local_name, &done);
	return rc < 0 || done ? rc : elm_lower_node(p, row, value, core);
}

/* An identifier of a node that means something outside its document: EDCI's own are numbers within it. */
int elm_lower_global_id(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *item = &p->from->tree.items[value];
	const bool local = !item->text || !strncmp(item->text, "urn:epass:", 10) || !strncmp(item->text, "_:", 2);
	return local ? 0 : edu_how_text.lower(p, row, value, core);
}

/* ---- dates ---- */

/* The day that a moment means (elm.md, section 6, day shift). */
static const char *day_of(edu_passage *p, const char *text, uint32_t length, uint32_t *out_length, uint16_t *rule)
{
	edu_moment m;
	char day[32];
	*out_length = length;
	*rule = 0;
	if (!edu_parse_moment(text, length, &m) || !m.has_time) return text;
	const bool whole = !m.minute && !m.second && !m.has_fraction;
	*rule = edu_rule_elm_date_as_datetime;
	if (whole && m.hour >= 21 && m.has_zone && !m.zone) {
		edu_next_day(&m);
		*rule = edu_rule_elm_day_shift;
	} else if (!whole || m.hour) {
		*rule = edu_rule_elm_time_dropped;
	}
	const int n = snprintf(day, sizeof day, "%04lld-%02d-%02d", (long long)m.year, m.month, m.day);
	*out_length = (uint32_t)n;
	return edu_passage_keep(p, day, (size_t)n);
}

int elm_lower_date(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *item = &p->from->tree.items[value];
	uint32_t length;
	uint16_t rule;
	edu_ref made;
	if (item->kind != EDU_KIND_STRING) return 0;
	const char *day = day_of(p, item->text, item->length, &length, &rule);
	if (!day) return EDU_ENOMEM;
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, day, length);
	edu_trace_set(p, value, made, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

/* A stretch of time with a name is a session; without one it is when the learner studied. */
int elm_lower_temporal(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t sessions[] = { core_n_session };
	const edu_tree *t = &p->from->tree;
	const edu_ref period = elm_described(p, value);
	edu_ref node;
	if (!is_container(t, period)) return 0;
	if (edu_tree_child(t, period, elm_n_prefLabel) || edu_tree_child(&p->to->tree, core, core_n_startDate)
	    || edu_tree_child(&p->to->tree, core, core_n_endDate))
		return core_node(p, row, sessions, 1, value, core, &node);
	static const struct {
		edu_name name;
		uint16_t property;
	} ends[] = { { elm_n_startDate, core_n_startDate }, { elm_n_endDate, core_n_endDate } };
	for (size_t i = 0; i < 2; i++) {
		const edu_ref date = edu_tree_child(t, period, ends[i].name);
		edu_row plain = *row;
		plain.path[0] = ends[i].property;
		plain.depth = 1;
		const int rc = date ? elm_lower_date(p, &plain, edu_value_first(t, date), core) : 0;
		if (rc < 0) return rc;
	}
	return 0;
}

/* ---- concepts ---- */

static const char *label_of(const edu_tree *t, edu_ref concept, uint32_t *length, edu_ref *leaf)
{
	const edu_ref notation = edu_tree_child(t, concept, elm_n_notation);
	const edu_ref label = edu_tree_child(t, concept, elm_n_prefLabel);
	/* EDCI writes the name of the list into notation: a label says more where both are there. */
	const edu_ref holder = label ? edu_tree_first(t, label) : notation;
	*leaf = holder ? edu_value_first(t, holder) : 0;
	if (!*leaf || !t->items[*leaf].text) return NULL;
	*length = t->items[*leaf].length;
	return t->items[*leaf].text;
}

static int trace_code(edu_passage *p, edu_ref value, edu_ref described, edu_ref leaf, edu_ref made, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref id = is_container(t, value) ? edu_tree_child(t, value, elm_n_id) : value;
	const edu_ref said = is_container(t, described) ? edu_tree_child(t, described, elm_n_id) : 0;
	if (leaf) edu_trace_set(p, leaf, made, EDU_OUTCOME_EXACT, rule);
	if (id) edu_trace_set(p, id, made, EDU_OUTCOME_DERIVED, rule);
	if (said) edu_trace_set(p, said, made, EDU_OUTCOME_DERIVED, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

int elm_lower_concept(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_vocabulary *v = row->vocabulary;
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	const size_t base = strlen(v->base);
	uint32_t length;
	edu_ref leaf = 0, made;
	const char *id = elm_id_of(t, value, &length), *code = NULL;
	uint16_t rule = edu_rule_elm_vocabulary;
	if (base && id && length > base && !memcmp(id, v->base, base)) {
		const edu_concept *known = edu_concept_of_code(v, id + base, length - base);
		code = known ? known->core : id + base;
		length = known ? (uint32_t)strlen(known->core) : length - (uint32_t)base;
	} else {
		rule = edu_rule_elm_own_concept;
		code = is_container(t, described) ? label_of(t, described, &length, &leaf) : NULL;
		if (!code) code = id, leaf = 0;
	}
	if (!code) return 0;
	made = edu_core_same(p, core, row->path, row->depth, code, length, NULL);
	if (!made) {
		const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
		if (rc < 0 || !made) return rc;
		edu_tree_use_text(&p->to->tree, made, code, length);
	}
	return trace_code(p, value, described, leaf, made, rule);
}

int elm_lower_grade_status(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_row status = *row;
	const edu_ref achievement = elm_lowering_of(p)->achievement;
	if (!achievement) return 0;
	status.path[0] = core_n_status;
	status.depth = 1;
	return elm_lower_concept(p, &status, value, achievement);
}

/* A level: which framework, its value, and what it is called. */
static int lower_level(edu_passage *p, edu_ref value, edu_ref core, const char *framework, const edu_vocabulary *v)
{
	static const uint16_t levels[] = { core_n_level };
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref level, made;
	int rc = edu_core_add(p, core, levels, 1, EDU_KIND_OBJECT, &level);
	if (rc < 0) return rc;
	const edu_ref definition = is_container(t, described) ? edu_tree_child(t, described, elm_n_definition) : 0;
	const edu_ref named = definition ? edu_value_first(t, edu_tree_first(t, definition)) : 0;
	if (named && t->items[named].text) {
		rc = add_core_text(p, level, core_n_framework, 0, t->items[named].text, t->items[named].length, &made);
		edu_trace_set(p, named, made, EDU_OUTCOME_EXACT, edu_rule_elm_own_concept);
	} else {
		rc = add_core_text(p, level, core_n_framework, 0, framework, (uint32_t)strlen(framework), &made);
		if (rc >= 0) rc = edu_origin_set(p, made, edu_rule_elm_level_framework);
	}
	if (rc < 0) return rc;
	const edu_ref notation = is_container(t, described) ? edu_tree_child(t, described, elm_n_notation) : 0;
	const edu_row inner = { .path = { core_n_value }, .depth = 1, .vocabulary = v };
	if (notation && t->items[notation].text && (named || !strlen(v->base))) {
		rc = add_core_text(p, level, core_n_value, 0, t->items[notation].text, t->items[notation].length, &made);
		edu_trace_set(p, notation, made, EDU_OUTCOME_EXACT, edu_rule_elm_own_concept);
		edu_trace_set(p, described, level, EDU_OUTCOME_EXACT, 0);
	} else {
		rc = elm_lower_concept(p, &inner, value, level);
	}
	const edu_ref label = is_container(t, described) ? edu_tree_child(t, described, elm_n_prefLabel) : 0;
	const edu_row text = { .path = { core_n_description }, .depth = 1 };
	return rc < 0 || !label || !named ? rc : edu_how_lang.lower(p, &text, label, level);
}

int elm_lower_eqf_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_level(p, value, core, "EQF", row->vocabulary);
}

int elm_lower_other_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_level(p, value, core, "other", &edu_vocabulary_level);
}

int elm_lower_nqf_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_level(p, value, core, "NQF", &edu_vocabulary_level);
}

/* ---- members below a node that the core has none for ---- */

/* specifiedBy and provenBy lead to a specification that holds the grading scheme. */
static int lower_scheme_below(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, const uint16_t *path,
			      unsigned depth)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = elm_described(p, value);
	const edu_ref scheme = is_container(t, specification) ? edu_tree_child(t, specification, elm_n_gradingScheme) : 0;
	edu_ref node;
	if (!scheme) return 0;
	return core_node(p, row, path, depth, edu_value_first(t, scheme), core, &node);
}

int elm_lower_assessment_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_scheme_below(p, row, value, core, row->path, row->depth);
}

/* A course whose results are in a scheme, and no result: the scheme belongs to the result that is missing. */
int elm_lower_specification_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t of_result[] = { core_n_assessment, core_n_gradingScheme };
	const edu_ref achievement = elm_lowering_of(p)->achievement;
	const edu_tree *t = &p->to->tree;
	if (achievement && !edu_core_at(t, achievement, of_result, 2))
		return lower_scheme_below(p, row, value, achievement, of_result, 2);
	return lower_scheme_below(p, row, value, core, row->path, row->depth);
}

int elm_lower_enter(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	if (!is_container(t, described)) return 0;
	int rc = edu_lower_frame(p, row->frame, described, core);
	if (rc < 0 || described == value) return rc;
	if (is_container(t, value)) return lower_copy(p, row, value, described, core);
	const edu_ref to = place_of(p, described);
	if (to) edu_trace_set(p, value, to, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	return 0;
}

int elm_lower_mailbox(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref id = is_container(t, value) ? edu_tree_child(t, value, elm_n_id) : value;
	return id ? edu_how_text.lower(p, row, id, core) : 0;
}

/* ---- files ---- */

int elm_lower_attachments(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t contents[] = { core_n_content };
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref attachment, content;
	if (!is_container(t, described) || edu_traced(p, described)) return 0;
	int rc = core_node(p, row, row->path, row->depth, value, core, &attachment);
	if (rc < 0 || !attachment) return rc;
	rc = edu_core_add(p, attachment, contents, 1, EDU_KIND_OBJECT, &content);
	const edu_ref data = edu_tree_child(t, described, elm_n_content);
	const edu_ref type = edu_tree_child(t, described, elm_n_contentType);
	const edu_ref encoding = edu_tree_child(t, described, elm_n_contentEncoding);
	const edu_ref url = edu_tree_child(t, described, elm_n_contentURL);
	const edu_row data_row = { .path = { core_n_data }, .depth = 1 }, url_row = { .path = { core_n_url }, .depth = 1 };
	const edu_row type_row = { .path = { core_n_mediaType }, .depth = 1, .vocabulary = &edu_vocabulary_file_type };
	if (rc >= 0 && type) rc = elm_lower_concept(p, &type_row, edu_value_first(t, type), content);
	if (rc >= 0 && data) rc = edu_how_text.lower(p, &data_row, edu_value_first(t, data), content);
	if (rc >= 0 && url) rc = edu_how_text.lower(p, &url_row, edu_value_first(t, url), content);
	if (rc < 0 || !encoding) return rc;
	/* base64 is how the core holds bytes. */
	const edu_ref held = edu_tree_child(&p->to->tree, content, core_n_data);
	const edu_ref id = is_container(t, encoding) ? edu_tree_child(t, encoding, elm_n_id) : encoding;
	if (held && id) edu_trace_set(p, id, held, EDU_OUTCOME_DERIVED, edu_rule_elm_content_encoding);
	return 0;
}

/* ---- notes ---- */

static const char *subject_of(edu_passage *p, edu_ref note, edu_ref *subject, uint32_t *length)
{
	const edu_tree *t = &p->from->tree;
	*subject = is_container(t, note) ? edu_tree_child(t, note, elm_n_subject) : 0;
	return *subject ? elm_id_of(t, *subject, length) : NULL;
}

static bool begins(const char *text, uint32_t length, const char *prefix)
{
	const size_t n = strlen(prefix);
	return length >= n && !memcmp(text, prefix, n);
}

static int lower_plain_note(edu_passage *p, edu_ref value, edu_ref core, uint16_t property)
{
	const edu_ref note = elm_described(p, value);
	const edu_row row = { .how = &edu_how_lang, .path = { property }, .depth = 1 };
	const edu_ref literal = is_container(&p->from->tree, note) ? edu_tree_child(&p->from->tree, note, elm_n_noteLiteral) : 0;
	return literal ? edu_lower_value(p, &row, literal, core) : 0;
}

/* A group of results: its grouping is the note's subject. core 0: no result is in it. */
static int lower_group(edu_passage *p, edu_ref value, edu_ref note, edu_ref subject, edu_ref core)
{
	edu_ref link;
	static const uint16_t groupings[] = { core_n_grouping }, groups[] = { core_n_group };
	elm_lowering *l = elm_lowering_of(p);
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject);
	edu_ref grouping = edu_traced(p, concept) ? p->traces[concept].to : 0;
	edu_ref group = edu_traced(p, note) ? p->traces[note].to : 0;
	int rc = 0;
	if (!grouping) {
		const edu_row title = { .how = &edu_how_lang, .path = { core_n_title }, .depth = 1 };
		const edu_ref label = is_container(t, concept) ? edu_tree_child(t, concept, elm_n_prefLabel) : 0;
		rc = edu_core_add(p, l->credential, groupings, 1, EDU_KIND_OBJECT, &grouping);
		edu_trace_set(p, concept, grouping, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		if (rc >= 0 && label) rc = edu_lower_value(p, &title, label, grouping);
	}
	if (rc >= 0 && !group) {
		const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral);
		const edu_row title = { .how = &edu_how_lang, .path = { core_n_title }, .depth = 1 };
		rc = edu_core_add(p, grouping, groups, 1, EDU_KIND_OBJECT, &group);
		edu_trace_set(p, note, group, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		if (rc >= 0 && literal) rc = edu_lower_value(p, &title, literal, group);
	}
	if (rc >= 0 && core) rc = link_to(p, groups, 1, core, group, &link);
	if (t->items[value].kind == EDU_KIND_STRING) edu_trace_set(p, value, group, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	return rc;
}

/* A section's parent is the last one whose number its own begins with: 4.2 below 4. */
static edu_ref section_holder(edu_passage *p, edu_ref supplement, const char *number, uint32_t length)
{
	const edu_tree *t = &p->to->tree;
	edu_ref holder = supplement;
	for (;;) {
		const edu_ref sections = edu_tree_child(t, holder, core_n_section);
		const edu_ref last = sections ? t->items[sections].last : 0;
		uint32_t n = 0;
		const char *text = last ? edu_core_text(t, last, core_n_number, &n) : NULL;
		if (!text || n >= length || memcmp(text, number, n) || number[n] != '.') return holder;
		holder = last;
	}
}

static int lower_section_texts(edu_passage *p, edu_ref literal, edu_ref section)
{
	const edu_tree *t = &p->from->tree;
	edu_ref made;
	int rc = 0;
	bool content = true;
	for (edu_ref e = edu_tree_first(t, literal); e && rc >= 0; e = edu_tree_next(t, e))
		for (edu_ref v = edu_value_first(t, e); v && rc >= 0; v = edu_value_next(t, e, v)) {
			const edu_item *item = &t->items[v];
			/* An empty content holds the place where a section has remarks only, or none. */
			if (!item->length && content) edu_trace_set(p, v, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
			if (!item->length) {
				content = false;
				continue;
			}
			rc = add_core_text(p, section, content ? core_n_content : core_n_additionalInformation, 0, item->text,
					   item->length, &made);
			if (rc >= 0) edu_trace_set(p, v, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
			content = false;
		}
	return rc;
}

static int lower_section(edu_passage *p, edu_ref note, edu_ref subject, edu_ref core)
{
	static const uint16_t supplements[] = { core_n_supplement }, sections[] = { core_n_section };
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject);
	const edu_ref notation = is_container(t, concept) ? edu_tree_child(t, concept, elm_n_notation) : 0;
	const edu_ref label = is_container(t, concept) ? edu_tree_child(t, concept, elm_n_prefLabel) : 0;
	const edu_ref title = label ? edu_value_first(t, edu_tree_first(t, label)) : 0;
	edu_ref supplement = edu_tree_child(&p->to->tree, core, core_n_supplement), section, made;
	int rc = supplement ? 0 : edu_core_add(p, core, supplements, 1, EDU_KIND_OBJECT, &supplement);
	if (rc < 0 || !notation || !t->items[notation].text) return rc;
	const edu_item *number = &t->items[notation];
	rc = edu_core_add(p, section_holder(p, supplement, number->text, number->length), sections, 1, EDU_KIND_OBJECT, &section);
	if (rc < 0) return rc;
	edu_trace_set(p, concept, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	edu_trace_set(p, note, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	rc = add_core_text(p, section, core_n_number, 0, number->text, number->length, &made);
	edu_trace_set(p, notation, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	if (rc >= 0 && title && t->items[title].text) {
		rc = add_core_text(p, section, core_n_title, 0, t->items[title].text, t->items[title].length, &made);
		edu_trace_set(p, title, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	}
	const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral), format = edu_tree_child(t, note, elm_n_noteFormat);
	const edu_row type = { .path = { core_n_contentType }, .depth = 1, .vocabulary = &edu_vocabulary_file_type };
	if (rc >= 0 && format) rc = elm_lower_concept(p, &type, edu_value_first(t, format), section);
	return rc < 0 || !literal ? rc : lower_section_texts(p, literal, section);
}

static int lower_first_text(edu_passage *p, edu_ref map, edu_ref core, uint16_t property)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref text = map ? edu_value_first(t, edu_tree_first(t, map)) : 0;
	edu_ref made;
	if (!text || !t->items[text].length) return 0;
	const int rc = add_core_text(p, core, property, 0, t->items[text].text, t->items[text].length, &made);
	if (rc >= 0 && made) edu_trace_set(p, text, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	return rc;
}

static int lower_supplement_head(edu_passage *p, edu_ref note, edu_ref subject, edu_ref core)
{
	static const uint16_t supplements[] = { core_n_supplement };
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject), literal = edu_tree_child(t, note, elm_n_noteLiteral);
	const edu_ref version = is_container(t, concept) ? edu_tree_child(t, concept, elm_n_notation) : 0;
	const edu_ref entry = literal ? edu_tree_first(t, literal) : 0;
	edu_ref supplement, made;
	int rc = edu_core_add(p, core, supplements, 1, EDU_KIND_OBJECT, &supplement);
	if (rc < 0 || !supplement) return rc;
	edu_trace_set(p, note, supplement, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	edu_trace_set(p, concept, supplement, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	if (version && t->items[version].text) {
		rc = add_core_text(p, supplement, core_n_version, 0, t->items[version].text, t->items[version].length, &made);
		edu_trace_set(p, version, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	}
	if (rc >= 0) rc = lower_first_text(p, edu_tree_child(t, concept, elm_n_definition), supplement, core_n_issued);
	if (rc >= 0) rc = lower_first_text(p, literal, supplement, core_n_introduction);
	if (rc < 0 || !entry) return rc;
	uint32_t length;
	const char *language = edu_tree_name_text(t, t->items[entry].name, &length);
	return edu_equal(language, length, "und") ? 0 : add_core_text(p, supplement, core_n_language, 0, language, length, &made);
}

int elm_lower_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	if (id && begins(id, length, ELM_NOTE_GROUPING)) return lower_group(p, value, note, subject, core);
	if (id && edu_equal(id, length, ELM_NOTE_RESIDUE)) return 0;
	if (id && edu_equal(id, length, ELM_NOTE_SUPPLEMENT_HEAD)) return lower_supplement_head(p, note, subject, core);
	if (id && begins(id, length, ELM_NOTE_SUPPLEMENT)) return lower_section(p, note, subject, core);
	return lower_plain_note(p, value, core, core_n_note);
}

int elm_lower_organisation_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	return id && begins(id, length, ELM_NOTE_GROUPING) ? lower_group(p, value, note, subject, 0) : 0;
}

int elm_lower_specification_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref note = elm_described(p, value);
	const edu_ref format = is_container(t, note) ? edu_tree_child(t, note, elm_n_noteFormat) : 0;
	uint32_t length = 0;
	const char *id = format ? elm_id_of(t, format, &length) : NULL;
	const char *html = "http://publications.europa.eu/resource/authority/file-type/HTML";
	const bool is_html = id && edu_equal(id, length, html);
	return lower_plain_note(p, value, core, is_html ? core_n_descriptionHtml : core_n_note);
}

int elm_lower_report_date(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	if (!id || !edu_equal(id, length, ELM_NOTE_ISSUE_DATE)) return 0;
	const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral);
	const edu_ref text = literal ? edu_value_first(t, edu_tree_first(t, literal)) : 0;
	return text ? edu_how_text.lower(p, row, text, core) : 0;
}

int elm_lower_full_address(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_plain_note(p, value, core, row->path[0]);
}
