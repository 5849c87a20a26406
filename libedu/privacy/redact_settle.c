/*
 * privacy/redact_settle.c – what says nothing by itself stays with what it belongs to: the class and the id
 * of a node, the label of a code. A node that is only named stays when what its name leads to does.
 */
#include "privacy/redacting.h"

#include "base/fail.h"
#include "crosswalk_tables.h"

void edu_redaction_let_stay(edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	for (edu_ref i = item; i && !(r->states[i] & EDU_REDACTION_STAYS); i = t->items[i].parent)
		r->states[i] |= EDU_REDACTION_STAYS;
}

/* The node or object that holds an item. */
static edu_ref holder_of(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	do item = t->items[item].parent;
	while (item && t->items[item].kind == EDU_KIND_ARRAY);
	return item;
}

/* ---- references ---- */

/* Is there a link to a node below a node of the core that the policy lets stand, or none at all? */
static bool link_is_kept(const edu_redaction *r, edu_ref node, edu_ref target)
{
	const edu_tree *t = &r->core->tree;
	bool removed = false;

	for (edu_ref p = edu_tree_first(t, node); p; p = edu_tree_next(t, p))
		for (edu_ref v = edu_value_first(t, p); v; v = edu_value_next(t, p, v)) {
			if (t->items[v].kind != EDU_KIND_LINK || t->items[v].last != target) continue;
			if (r->actions[v] == EDU_POLICY_KEEP) return true;
			removed = true;
		}
	return !removed;
}

/* The node of the core that a node of the source became; 0: not known. */
static edu_ref node_in_core(const edu_redaction *r, edu_ref holder)
{
	const edu_tree *t = &r->source->tree;

	if (holder == r->source->content) return r->core->content;
	for (edu_ref c = edu_tree_first(t, holder); c; c = edu_tree_next(t, c)) {
		const edu_entry entry =
			edu_tree_is_leaf(t, c) ? edu_ledger_entry(r->lowering, c) : (edu_entry){ 0 };
		if (!edu_redaction_attendance(r, entry.rule) || !entry.target) continue;
		if (r->core->tree.items[entry.target].kind == EDU_KIND_OBJECT) return entry.target;
	}
	return 0;
}

static bool names_what_stays(const edu_redaction *r, edu_ref holder, edu_ref target)
{
	const edu_ref from = node_in_core(r, holder_of(r, holder));
	return r->told[target] && (!from || link_is_kept(r, from, target));
}

/* An object of which nothing has a place of its own is a reference where its name leads to a node. */
static void settle_reference(edu_redaction *r, edu_ref leaf)
{
	const edu_tree *t = &r->source->tree;
	const edu_ref holder = holder_of(r, leaf);
	const edu_entry entry = edu_ledger_entry(r->lowering, leaf);

	if (r->states[holder] & EDU_REDACTION_SAYS || !entry.target) return;
	if (r->core->tree.items[entry.target].kind != EDU_KIND_OBJECT) return;
	const bool stays = names_what_stays(r, holder, entry.target);
	r->fates[leaf] = stays ? EDU_FATE_KEEP : EDU_FATE_REMOVE;
	for (edu_ref i = stays ? t->items[leaf].parent : 0; i; i = t->items[i].parent)
		r->states[i] |= EDU_REDACTION_TELLS;
}

/* ---- attendants ---- */

static edu_fate settled(const edu_redaction *r, edu_ref leaf)
{
	edu_ref at = holder_of(r, leaf);

	while (at && at != r->source->content) {
		if (r->states[at] & EDU_REDACTION_TELLS) return EDU_FATE_KEEP;
		if (r->states[at] & EDU_REDACTION_SAYS) return EDU_FATE_REMOVE;
		const edu_ref member = edu_redaction_member(r, at);
		if (!member || !edu_redaction_is_carried(r, member))
			return r->policy.keeps_unmapped ? EDU_FATE_KEEP : EDU_FATE_UNMAPPED;
		at = holder_of(r, at);
	}
	return EDU_FATE_KEEP;
}

/* The name of a node that stays tells nothing any more; those that everybody uses are let be. */
static edu_fate fate_of_id(const edu_redaction *r, edu_ref leaf)
{
	const uint16_t cls = r->source->tree.items[r->source->tree.items[leaf].parent].cls;

	for (const uint16_t *open = r->lowering->from ? r->lowering->from->open : NULL; open && *open; open++)
		if (*open == cls) return EDU_FATE_KEEP;
	if (r->policy.ids == EDU_POLICY_IDS_KEEP) return EDU_FATE_KEEP;
	return r->policy.ids == EDU_POLICY_IDS_RENAME ? EDU_FATE_RENAME : EDU_FATE_PSEUDONYM;
}

/* Is a text in the place of a node its name? */
static bool is_bare_reference(const edu_redaction *r, edu_ref leaf)
{
	const edu_property *row = edu_redaction_row(r, leaf);

	if (!r->source->format->linked || r->source->tree.items[leaf].kind != EDU_KIND_STRING || !row)
		return false;
	return row->kind == EDU_VALUE_NODE || row->kind == EDU_VALUE_IRI;
}

/* What the policy keeps by its place in the core keeps its name wherever it is named. */
static int keep_name(edu_redaction *r, edu_ref leaf, const edu_entry *entry)
{
	const edu_item *i = &r->source->tree.items[leaf];

	if (r->fates[leaf] != EDU_FATE_KEEP || edu_redaction_attendance(r, entry->rule)) return 0;
	if (!edu_redaction_is_id(r, leaf, entry) || !i->length) return 0;
	edu_map_slot *slot = edu_map_slot_of(&r->kept_names, i->text, i->length);
	if (!slot) return edu_fail_memory(r->err);
	slot->value = 1;
	return 0;
}

/* Names of nodes are not taken away where the node stays, or what refers to it would lead nowhere: they
   change. */
static void settle_id(edu_redaction *r, edu_ref leaf, const edu_entry *entry)
{
	const edu_item *i = &r->source->tree.items[leaf];
	const bool attends = edu_redaction_attendance(r, entry->rule) == EDU_ATTENDS_ID;
	const bool is_name = attends || is_bare_reference(r, leaf);

	if (i->length && edu_map_get(&r->kept_names, i->text, i->length)) return;
	if (edu_fate_stays(r->fates[leaf])) {
		if (is_name) r->fates[leaf] = (uint8_t)fate_of_id(r, leaf);
	} else if (r->fates[leaf] == EDU_FATE_REMOVE && !is_name &&
	           r->states[holder_of(r, leaf)] & EDU_REDACTION_TELLS) {
		r->fates[leaf] = EDU_FATE_RENAME;
	}
}

/* Documents of the core: a link stays where the policy keeps its place, and something of what it leads to stays. */
static void settle_links(edu_redaction *r)
{
	const edu_tree *t = &r->source->tree;

	if (r->source->format != &edu_format_core) return;
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].kind != EDU_KIND_LINK || !(r->states[t->items[i].last] & EDU_REDACTION_STAYS)) continue;
		const edu_ref place = r->lowering->lowered[i].to;
		if (r->actions[place] == EDU_POLICY_KEEP) edu_redaction_let_stay(r, i);
	}
}

int edu_redaction_settle(edu_redaction *r)
{
	const edu_tree *t = &r->source->tree;
	int rc = 0;

	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf))
		if (r->fates[leaf] == EDU_FATE_ATTENDS) settle_reference(r, leaf);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf)) {
		const edu_entry entry = edu_ledger_entry(r->lowering, leaf);
		const bool refers = edu_redaction_attendance(r, entry.rule) == EDU_ATTENDS_REFERENCE;
		if (r->fates[leaf] == EDU_FATE_ATTENDS) r->fates[leaf] = (uint8_t)settled(r, leaf);
		else if (refers && !(r->states[holder_of(r, leaf)] & EDU_REDACTION_TELLS))
			r->fates[leaf] = EDU_FATE_UNMAPPED;
		else if (rc == 0) rc = keep_name(r, leaf, &entry);
	}
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf)) {
		const edu_entry entry = edu_ledger_entry(r->lowering, leaf);
		if (edu_redaction_is_id(r, leaf, &entry) || is_bare_reference(r, leaf))
			settle_id(r, leaf, &entry);
		if (edu_fate_stays(r->fates[leaf])) edu_redaction_let_stay(r, leaf);
	}
	edu_redaction_let_stay(r, edu_tree_root(t));
	settle_links(r);
	return rc;
}
