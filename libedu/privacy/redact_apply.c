/*
 * privacy/redact_apply.c – the result: a copy of the source without what does not stay, and the ledger of it.
 */
#include "privacy/redacting.h"

#include <string.h>

#include "base/fail.h"
#include "core_tables.h"
#include "crosswalk_tables.h"
#include "model/copy.h"
#include "model/order.h"
#include "privacy/pseudonym.h"

/* ---- what stays besides values ---- */

static bool is_piece(uint8_t kind)
{
	return kind == EDU_KIND_TEXT || kind == EDU_KIND_CDATA;
}

/* Markup without a meaning in the record. What comments say is nobody's to judge: they go. */
static bool is_kept_markup(const edu_redaction *r, edu_ref item)
{
	const edu_item *i = &r->source->tree.items[item];

	if (i->kind == EDU_KIND_NAMESPACE) return true;
	if (i->kind == EDU_KIND_ATTRIBUTE) return !edu_tree_is_leaf(&r->source->tree, item);
	return is_piece(i->kind) && r->fates[i->parent] == EDU_FATE_KEEP;
}

/* Was there nothing in it from the beginning? Then its name, if it is one of the format's, is all it says. */
static bool is_empty(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	const edu_item *i = &t->items[item];
	const bool holds =
		i->kind == EDU_KIND_OBJECT || i->kind == EDU_KIND_ARRAY || i->kind == EDU_KIND_ELEMENT;

	return holds && !edu_tree_first(t, item) && !edu_tree_is_leaf(t, item) && edu_redaction_row(r, item);
}

static bool stays(const edu_redaction *r, edu_ref item)
{
	if (r->forbidden[item]) return r->states[item] & EDU_REDACTION_STAYS;
	return r->states[item] & EDU_REDACTION_STAYS || is_kept_markup(r, item) || is_empty(r, item);
}

/* ---- copying ---- */

/* The copy has the items of the source in the same order, so a walk over both finds each one's copy. */
static int copy(edu_redaction *r)
{
	const edu_tree *from = &r->source->tree;
	edu_tree *to = &r->made->tree;

	edu_arena_rest_on(to->arena, from->arena);
	if (edu_tree_copy(to, 0, from, from->top, &to->top) < 0) return edu_fail_memory(r->err);
	edu_ref b = to->top;
	for (edu_ref a = from->top; a;
	     a = edu_tree_walk(from, from->top, a), b = edu_tree_walk(to, to->top, b))
		r->copies[a] = b;
	r->made->shape = r->source->shape;
	r->made->content = r->copies[r->source->content];
	return 0;
}

/* Take out what bears a mark, and put the children of what stays in the order they had. */
static void take_out(edu_tree *t)
{
	for (edu_ref i = 1; i < t->count; i++) {
		if (!(t->items[i].flags & EDU_ITEM_MARK)) continue;
		if (t->items[i].parent) edu_take_out_marked(t, t->items[i].parent);
		else t->items[i].flags &= (uint8_t)~EDU_ITEM_MARK;
	}
}

static void drop_text(edu_redaction *r, edu_ref item)
{
	edu_tree *t = &r->made->tree;

	for (edu_ref c = edu_tree_first(t, item); c; c = edu_tree_next(t, c))
		if (is_piece(t->items[c].kind)) t->items[c].flags |= EDU_ITEM_MARK;
	t->items[item].flags &= (uint8_t)~EDU_ITEM_MIXED;
	t->items[item].text = NULL;
	t->items[item].length = 0;
}

static void remove_what_goes(edu_redaction *r)
{
	const edu_tree *from = &r->source->tree;
	const edu_ref root = edu_tree_root(from);

	for (edu_ref i = from->top; i; i = edu_tree_walk(from, from->top, i)) {
		const bool is_top = i == root || i == from->top;
		if (!is_top && !stays(r, i)) r->made->tree.items[r->copies[i]].flags |= EDU_ITEM_MARK;
		else if (from->items[i].kind == EDU_KIND_ELEMENT && r->fates[i] &&
		         !edu_fate_stays(r->fates[i]))
			drop_text(r, r->copies[i]);
	}
	take_out(&r->made->tree);
}

/* ---- values that change ---- */

static int set_text(edu_redaction *r, edu_ref item, const char *text)
{
	edu_tree *t = &r->made->tree;
	const edu_property *row = edu_redaction_row(r, item);
	const bool wants_bare = row && (row->kind == EDU_VALUE_UUID || row->flags & EDU_PROPERTY_REFERENCE);
	const size_t prefix = sizeof EDU_PSEUDONYM_PREFIX - 1;
	const edu_ref copy = r->copies[item];

	if (wants_bare && !strncmp(text, EDU_PSEUDONYM_PREFIX, prefix)) text += prefix;
	if (t->items[copy].kind == EDU_KIND_ELEMENT) drop_text(r, copy);
	else if (t->items[copy].kind != EDU_KIND_ATTRIBUTE && t->items[copy].kind != EDU_KIND_NUMBER)
		t->items[copy].kind = EDU_KIND_STRING;
	return edu_tree_set_text(t, copy, text, strlen(text)) < 0 ? edu_fail_memory(r->err) : 0;
}

static int rename_node(edu_redaction *r, edu_ref leaf)
{
	const edu_item *i = &r->source->tree.items[leaf];
	char name[EDU_PSEUDONYM_SIZE];
	edu_map_slot *slot = edu_map_slot_of(&r->names, i->text ? i->text : "", i->length);

	if (!slot) return edu_fail_memory(r->err);
	if (!slot->value) slot->value = ++r->name_count;
	edu_pseudonym_count(name, slot->value);
	return set_text(r, leaf, name);
}

/* A number gives way to a text. */
static void make_text(edu_redaction *r, edu_ref leaf)
{
	edu_item *copy = &r->made->tree.items[r->copies[leaf]];
	if (copy->kind == EDU_KIND_NUMBER) copy->kind = EDU_KIND_STRING;
}

/* The value of the core that a leaf says; 0: it names a node, or has no place there. */
static edu_ref value_in_core(const edu_redaction *r, edu_ref leaf)
{
	const edu_entry entry = edu_ledger_entry(r->lowering, leaf);
	const bool names_node = edu_redaction_attendance(r, entry.rule) == EDU_ATTENDS_ID;

	return !names_node && r->core->tree.items[entry.target].kind == EDU_KIND_STRING ? entry.target : 0;
}

/* Made of what the core says there, so that one identifier has one pseudonym in every format. */
static int put_pseudonym(edu_redaction *r, edu_ref leaf)
{
	const edu_tree *t = &r->core->tree;
	const edu_redact_options *o = r->options;
	const edu_pseudonym_key key = { o->key, o->key_length, o->recipient ? o->recipient : "" };
	const edu_ref place = value_in_core(r, leaf), holder = t->items[place].parent;
	const edu_item *value = place ? &t->items[place] : &r->source->tree.items[leaf];
	const bool schemed = place && t->items[holder].cls == core_c_Identifier;
	uint32_t length = 0;
	const char *scheme = schemed ? edu_core_text(t, holder, core_n_scheme, &length) : NULL;
	char made[EDU_PSEUDONYM_SIZE];

	if (!edu_pseudonym_make(made, &key, scheme ? scheme : "", length, value->text ? value->text : "",
	                        value->length))
		return edu_fail(r->err, EDU_EUNSUPPORTED, "redact/key", "libsodium can't be used here");
	make_text(r, leaf);
	return set_text(r, leaf, made);
}

static int put_placeholder(edu_redaction *r, edu_ref leaf)
{
	const char *text = edu_redaction_placeholder(r, leaf, edu_redaction_row(r, leaf));

	r->ledger->origins[r->copies[leaf]] = edu_rule_redact_placeholder;
	/* A number for a number, as it is in JSON. */
	if (text[0] != '1') make_text(r, leaf);
	return set_text(r, leaf, text);
}

/* ---- the ledger ---- */

static int account(edu_redaction *r, edu_ref leaf)
{
	const uint8_t fate = r->fates[leaf];
	const struct edu_fate_entry entry = edu_fate_entries[fate];
	int rc = 0;

	if (fate == EDU_FATE_RENAME) rc = rename_node(r, leaf);
	else if (fate == EDU_FATE_PSEUDONYM) rc = put_pseudonym(r, leaf);
	else if (fate == EDU_FATE_PLACEHOLDER) rc = put_placeholder(r, leaf);
	r->ledger->lowered[leaf] = (edu_trace){ entry.outcome == EDU_OUTCOME_LOST ? 0 : r->copies[leaf],
		                                entry.rule, entry.outcome, EDU_TRACE_SET };
	return rc;
}

static int open_ledger(edu_redaction *r)
{
	const size_t items = r->source->tree.count, made = r->made->tree.count;
	edu_ledger *l = edu_ledger_new(r->source, r->source->format, r->source->version);

	r->ledger = l;
	if (!l) return edu_fail_memory(r->err);
	l->target = r->made;
	l->lowered_count = items;
	l->lowered = edu_allocate(&l->allocator, items * sizeof *l->lowered);
	l->origin_count = made;
	l->origins = edu_allocate(&l->allocator, made * sizeof *l->origins);
	if (!l->lowered || !l->origins) return edu_fail_memory(r->err);
	memset(l->lowered, 0, items * sizeof *l->lowered);
	memset(l->origins, 0, made * sizeof *l->origins);
	return 0;
}

int edu_redaction_make(edu_redaction *r)
{
	const edu_tree *t = &r->source->tree;

	r->made = edu_document_make(t->ctx, r->source->format, r->source->version, false);
	if (!r->made) return edu_fail_memory(r->err);
	r->made->version_given = true;
	int rc = copy(r);
	if (rc == 0) rc = open_ledger(r);
	for (edu_ref leaf = rc ? 0 : edu_tree_next_leaf(t, 0); leaf && rc == 0;
	     leaf = edu_tree_next_leaf(t, leaf))
		rc = account(r, leaf);
	if (rc == 0) remove_what_goes(r);
	if (rc == 0) rc = r->made->format->bind(r->made, NULL, r->err);
	if (rc == 0) edu_ledger_count_up(r->ledger);
	return rc;
}
