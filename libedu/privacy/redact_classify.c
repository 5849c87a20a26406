/*
 * privacy/redact_classify.c – what each leaf of the source says in the core, and what the policy says to
 * that.
 */
#include "privacy/redacting.h"

#include <string.h>

#include "core_tables.h"
#include "crosswalk_tables.h"

const struct edu_fate_entry edu_fate_entries[EDU_FATES] = {
	[EDU_FATE_KEEP] = { EDU_OUTCOME_EXACT, edu_rule_convert_exact },
	[EDU_FATE_DEMANDED] = { EDU_OUTCOME_EXACT, edu_rule_redact_demanded },
	[EDU_FATE_RENAME] = { EDU_OUTCOME_DERIVED, edu_rule_redact_renamed },
	[EDU_FATE_PSEUDONYM] = { EDU_OUTCOME_DERIVED, edu_rule_redact_pseudonym },
	[EDU_FATE_PLACEHOLDER] = { EDU_OUTCOME_LOST, edu_rule_redact_placeholder },
	[EDU_FATE_REMOVE] = { EDU_OUTCOME_LOST, edu_rule_redact_removed },
	[EDU_FATE_SCHEME] = { EDU_OUTCOME_LOST, edu_rule_redact_pseudonym_scheme },
	[EDU_FATE_UNMAPPED] = { EDU_OUTCOME_LOST, edu_rule_redact_unmapped },
	[EDU_FATE_SEAL] = { EDU_OUTCOME_LOST, edu_rule_redact_seal },
	[EDU_FATE_EMBEDDED] = { EDU_OUTCOME_LOST, edu_rule_redact_embedded },
};

edu_name edu_redaction_name(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	return t->items[item].name ? edu_tree_known(t, t->items[item].name) : 0;
}

/* The row for the text of an element beside its attributes; NULL: it has none. */
static const edu_property *row_of_text(const edu_redaction *r, edu_ref element)
{
	const edu_schema *schema = r->source->format->schema;
	const edu_class *cls = &schema->classes[r->source->tree.items[element].cls];

	for (unsigned i = 0; i < cls->count; i++) {
		const edu_property *row = &schema->properties[cls->first + i];
		if (row->flags & EDU_PROPERTY_TEXT && row->versions >> r->source->version & 1) return row;
	}
	return NULL;
}

const edu_property *edu_redaction_row(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	const edu_property *text = t->items[item].kind == EDU_KIND_ELEMENT ? row_of_text(r, item) : NULL;

	if (text) return text;
	/* Entries of arrays, and languages of a text, belong to the member above. */
	while (item && !t->items[t->items[item].parent].cls) item = t->items[item].parent;
	const edu_name name = item ? edu_redaction_name(r, item) : 0;
	if (!name) return NULL;
	return edu_schema_property(r->source->format->schema, t->items[t->items[item].parent].cls, name,
	                           r->source->version);
}

bool edu_redaction_is_keyword(const edu_redaction *r, edu_ref member, const char *keyword)
{
	const edu_name name = edu_redaction_name(r, member);
	return r->source->format->linked && name &&
	       name == edu_table_find(r->source->tree.table, keyword, strlen(keyword));
}

unsigned edu_redaction_attendance(const edu_redaction *r, uint16_t rule)
{
	const edu_crosswalk *walk = r->lowering->from;

	for (const edu_attendant *a = walk ? walk->attendants : NULL; a && a->rule; a++)
		if (a->rule == rule) return a->what;
	return 0;
}

bool edu_redaction_is_id(const edu_redaction *r, edu_ref leaf, const edu_entry *entry)
{
	const edu_property *row = edu_redaction_row(r, leaf);

	if (edu_redaction_attendance(r, entry->rule) == EDU_ATTENDS_ID) return true;
	if (entry->target && r->core->tree.items[entry->target].name == core_n_id) return true;
	return row && (row->kind == EDU_VALUE_UUID || row->flags & EDU_PROPERTY_REFERENCE);
}

/* ---- what travels past the policy ---- */

/* Proofs and signatures beside or above the record (VC data model, section 5.8). */
static bool is_seal(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	uint32_t length;

	if (edu_tree_is_signature(t, item)) return true;
	const edu_item *i = &t->items[item];
	if (r->source->format->syntax != EDU_SYNTAX_JSON || !i->name) return false;
	if (i->parent != t->top && i->parent != r->source->content) return false;
	const char *name = edu_tree_name_text(t, i->name, &length);
	return length == 5 && !memcmp(name, "proof", 5);
}

static void forbid_below(edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	for (edu_ref i = item; i; i = edu_tree_walk(t, item, i)) r->forbidden[i] = EDU_FATE_EMBEDDED;
}

/* A document inside the document, and values that a conversion parked there, say again what the policy
   removes. */
static void forbid_what_travels(edu_redaction *r)
{
	const edu_crosswalk *walk = r->lowering->from;
	edu_residue residue;
	edu_ref at = 0;

	if (!walk) return;
	const edu_ref embedded = walk->embedded ? walk->embedded(r->source) : 0;
	if (embedded) forbid_below(r, embedded);
	while (walk->parked && walk->parked(r->source, &at, &residue)) forbid_below(r, residue.place);
}

/* ---- what the core does not know ---- */

static const edu_frame *frame_of(const edu_crosswalk *walk, uint16_t cls, const edu_frame *after)
{
	const edu_frame *f = after ? after + 1 : walk && walk->frames ? walk->frames + 1 : NULL;

	while (f && f->cls && f->cls != cls) f++;
	return f && f->cls ? f : NULL;
}

edu_ref edu_redaction_member(const edu_redaction *r, edu_ref value)
{
	const edu_tree *t = &r->source->tree;
	while (value && !t->items[value].name) value = t->items[value].parent;
	return value;
}

bool edu_redaction_is_carried(const edu_redaction *r, edu_ref member)
{
	const edu_crosswalk *walk = r->lowering->from;
	const edu_tree *t = &r->source->tree;
	const edu_name name = edu_redaction_name(r, member);
	const uint16_t cls = t->items[t->items[member].parent].cls;

	if (!walk || !name) return false;
	for (const edu_frame *f = frame_of(walk, cls, NULL); f; f = frame_of(walk, cls, f))
		for (unsigned i = 0; i < f->count; i++)
			if (walk->rows[f->first + i].name == name) return true;
	return !frame_of(walk, cls, NULL);
}

/* Did the class or the name of a node go nowhere? Then what is below it can't be judged, known or not. */
static bool is_nowhere(const edu_redaction *r, edu_ref node)
{
	const edu_tree *t = &r->source->tree;
	bool nowhere = false;

	for (edu_ref c = edu_tree_first(t, node); c; c = edu_tree_next(t, c)) {
		if (!edu_redaction_is_keyword(r, c, "type") && !edu_redaction_is_keyword(r, c, "id"))
			continue;
		const edu_ref leaf = t->items[c].kind == EDU_KIND_ARRAY ? edu_tree_first(t, c) : c;
		if (!leaf || !edu_tree_is_leaf(t, leaf)) continue;
		const edu_entry entry = edu_ledger_entry(r->lowering, leaf);
		if (entry.target || edu_redaction_attendance(r, entry.rule)) return false;
		nowhere = true;
	}
	return nowhere;
}

/* A node in a place that the crosswalk does not know, though it may know the node from another. */
static bool is_stray(const edu_redaction *r, edu_ref node)
{
	const edu_ref member = edu_redaction_member(r, node);

	if (!member || node == r->source->content ||
	    !frame_of(r->lowering->from, r->source->tree.items[node].cls, NULL))
		return false;
	return !edu_redaction_is_carried(r, member);
}

static bool is_unmapped_node(const edu_redaction *r, edu_ref item)
{
	return r->source->format->linked && !r->policy.keeps_unmapped &&
	       r->source->tree.items[item].kind == EDU_KIND_OBJECT &&
	       (is_nowhere(r, item) || is_stray(r, item));
}

/* ---- the rest ---- */

/* Of an identifier the value alone gives way to a pseudonym; whose scheme it was is not true of that any
   more. */
static edu_fate pseudonym(const edu_redaction *r, edu_ref place)
{
	const edu_name name = r->core->tree.items[place].name;
	return name == core_n_value || name == core_n_id ? EDU_FATE_PSEUDONYM : EDU_FATE_SCHEME;
}

static edu_fate by_policy(const edu_redaction *r, edu_ref place)
{
	const edu_item *item = &r->core->tree.items[place];

	if (item->kind == EDU_KIND_LINK && !r->told[item->last]) return EDU_FATE_REMOVE;
	switch (r->actions[place]) {
	case EDU_POLICY_KEEP: return EDU_FATE_KEEP;
	case EDU_POLICY_PSEUDONYM: return pseudonym(r, place);
	default: return EDU_FATE_REMOVE;
	}
}

static edu_fate fate_of(const edu_redaction *r, edu_ref leaf, const edu_entry *entry)
{
	const edu_tree *t = &r->source->tree;
	const unsigned attends = edu_redaction_attendance(r, entry->rule);

	if (r->forbidden[leaf]) return (edu_fate)r->forbidden[leaf];
	if (attends == EDU_ATTENDS_RECORD) return EDU_FATE_KEEP;
	if (attends == EDU_ATTENDS_NODE || attends == EDU_ATTENDS_ID) return EDU_FATE_ATTENDS;
	if (entry->target) return by_policy(r, entry->target);
	if (attends == EDU_ATTENDS_VALUE) return EDU_FATE_ATTENDS;
	if (t->items[leaf].kind == EDU_KIND_NULL && edu_redaction_name(r, leaf)) return EDU_FATE_ATTENDS;
	return r->policy.keeps_unmapped ? EDU_FATE_KEEP : EDU_FATE_UNMAPPED;
}

/* Tell all that a value stands in that there is one; linear, for what is told already is not told again. */
static void tell(edu_redaction *r, edu_ref leaf, uint8_t state)
{
	const edu_tree *t = &r->source->tree;
	for (edu_ref i = leaf; i && (r->states[i] & state) != state; i = t->items[i].parent)
		r->states[i] |= state;
}

static void tell_core(edu_redaction *r, edu_ref place)
{
	const edu_tree *t = &r->core->tree;
	for (edu_ref i = place; i && !r->told[i]; i = t->items[i].parent) r->told[i] = 1;
}

static void classify(edu_redaction *r, edu_ref leaf)
{
	const edu_entry entry = edu_ledger_entry(r->lowering, leaf);
	const edu_fate fate = fate_of(r, leaf, &entry);

	r->fates[leaf] = (uint8_t)fate;
	if (fate == EDU_FATE_ATTENDS || edu_redaction_attendance(r, entry.rule) == EDU_ATTENDS_REFERENCE)
		return;
	if (edu_fate_stays((uint8_t)fate)) tell_core(r, entry.target);
	if ((entry.target && !r->forbidden[leaf]) || edu_fate_stays((uint8_t)fate))
		tell(r, leaf, EDU_REDACTION_SAYS | (edu_fate_stays((uint8_t)fate) ? EDU_REDACTION_TELLS : 0));
}

static bool is_link(const edu_redaction *r, edu_ref leaf)
{
	const edu_ref place = edu_ledger_entry(r->lowering, leaf).target;
	return place && r->core->tree.items[place].kind == EDU_KIND_LINK;
}

void edu_redaction_classify(edu_redaction *r)
{
	const edu_tree *t = &r->source->tree;

	forbid_what_travels(r);
	/* Items stand behind their parents. */
	for (edu_ref i = 1; i < t->count; i++) {
		if (is_seal(r, i)) r->forbidden[i] = EDU_FATE_SEAL;
		else if (is_unmapped_node(r, i)) r->forbidden[i] = EDU_FATE_UNMAPPED;
		else if (!r->forbidden[i] && t->items[i].parent)
			r->forbidden[i] = r->forbidden[t->items[i].parent];
	}
	/* What names something else comes last: it stays only when something of that does. */
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf))
		if (!is_link(r, leaf)) classify(r, leaf);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf))
		if (is_link(r, leaf)) classify(r, leaf);
}
