/*
 * convert/adapt.c – see adapt.h.
 */
#include "convert/adapt.h"

#include <string.h>

#include "base/text.h"
#include "crosswalk_tables.h"
#include "model/order.h"

typedef struct adaptation {
	const edu_document *source;
	edu_document *made;
	edu_ledger *ledger;
	const edu_schema *schema;
	edu_buffer text, collapsed;
	bool dropped; /* something bears a mark, to be taken out */
} adaptation;

/* The same property under two names; the first is that of the older versions. */
static const struct {
	const edu_schema *schema;
	uint16_t older, newer;
} renamed[] = {
	{ &elm_schema, elm_n_resultDestribution, elm_n_resultDistribution },
	{ &elmo_schema, elmo_n_bday, elmo_n_dateOfBirth },
};

/* ---- what becomes of an item ---- */

static void trace_all(adaptation *a, edu_ref item, edu_trace trace)
{
	for (edu_ref i = item; i; i = edu_tree_walk(&a->source->tree, item, i)) a->ledger->lowered[i] = trace;
}

static int rename_item(adaptation *a, edu_ref item, edu_name name)
{
	const edu_ref copy = a->ledger->lowered[item].to;
	const edu_name made = edu_tree_name_beside(&a->made->tree, copy, name);
	if (!made) return EDU_ENOMEM;
	a->made->tree.items[copy].name = made;
	for (edu_ref i = item; i; i = edu_tree_walk(&a->source->tree, item, i)) {
		a->ledger->lowered[i].rule = edu_rule_version_renamed;
		a->ledger->lowered[i].outcome = EDU_OUTCOME_DERIVED;
	}
	return 0;
}

static void drop_item(adaptation *a, edu_ref item, uint16_t rule)
{
	a->made->tree.items[a->ledger->lowered[item].to].flags |= EDU_ITEM_MARK;
	a->dropped = true;
	trace_all(a, item, (edu_trace){ 0, rule, EDU_OUTCOME_LOST, EDU_TRACE_SET });
}

static bool say_the_same(const adaptation *a, edu_ref item, edu_ref other)
{
	const edu_item *x = &a->source->tree.items[item], *y = &a->source->tree.items[other];
	return x->length == y->length && (!x->length || !memcmp(x->text, y->text, x->length));
}

/* A property of which both names are given: the one that the version has counts. */
static void merge_item(adaptation *a, edu_ref item, edu_ref other)
{
	const edu_ref copy = a->ledger->lowered[other].to;
	const bool same = copy && say_the_same(a, item, other);

	drop_item(a, item, edu_rule_convert_one_only);
	if (same)
		trace_all(a, item,
		          (edu_trace){ copy, edu_rule_convert_repeated, EDU_OUTCOME_DERIVED, EDU_TRACE_SET });
}

/* The name that the version of the target has for a property it knows; 0: none. */
static edu_name other_name(const adaptation *a, uint16_t cls, edu_name name)
{
	for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++) {
		if (renamed[i].schema != a->schema) continue;
		if (name != renamed[i].older && name != renamed[i].newer) continue;
		const uint16_t other = name == renamed[i].older ? renamed[i].newer : renamed[i].older;
		return edu_schema_property(a->schema, cls, other, a->made->version) ? other : 0;
	}
	return 0;
}

/* ---- what the version says otherwise ---- */

static int adapt_unknown(adaptation *a, edu_ref item, uint16_t cls, edu_name name)
{
	const edu_name other = other_name(a, cls, name);
	const edu_ref twin =
		other ? edu_tree_child(&a->source->tree, a->source->tree.items[item].parent, other) : 0;

	if (other && !twin) return rename_item(a, item, other);
	if (twin) merge_item(a, item, twin);
	/* What no version knows stays: it was kept so far, too. */
	else if (edu_schema_any_property(a->schema, cls, name)) drop_item(a, item, edu_rule_version_absent);
	return 0;
}

/* A text collapsed as an enumeration wants it; 0 or EDU_ENOMEM. */
static int code_of(adaptation *a, edu_ref item, const char **text, size_t *length)
{
	if (edu_tree_text(&a->source->tree, item, &a->text, text, length) < 0) return EDU_ENOMEM;
	if (!*text) *text = "", *length = 0;
	a->collapsed.length = 0;
	if (edu_buffer_room(&a->collapsed, *length + 1) < 0) return EDU_ENOMEM;
	*length = edu_collapse(a->collapsed.data, *text, *length);
	*text = a->collapsed.data;
	return 0;
}

/* A code that other versions list and this one doesn't; one that none lists is a fault already. */
static int adapt_code(adaptation *a, edu_ref item, const edu_property *row, bool was_open)
{
	const edu_codes *codes = &a->schema->codes[row->codes];
	const char *text;
	size_t length;
	bool known = was_open;

	if (!codes->versions && !was_open) return 0;
	if (code_of(a, item, &text, &length) < 0) return EDU_ENOMEM;
	if (edu_codes_have(codes, text, length, a->made->version)) return 0;
	for (unsigned v = 0; v < a->schema->version_count && !known; v++)
		known = edu_codes_have(codes, text, length, v);
	if (known) drop_item(a, item, edu_rule_version_code);
	return 0;
}

/* Where anything was allowed, and now it is a text: attributes and elements of it have no place. */
static void strip(adaptation *a, edu_ref item, const edu_property *row)
{
	const edu_tree *t = &a->source->tree;
	const bool has_language = row->kind == EDU_VALUE_LANGSTRING || row->kind == EDU_VALUE_HTML;

	for (edu_ref c = edu_tree_first(t, item); c; c = edu_tree_next(t, c)) {
		const edu_kind kind = (edu_kind)t->items[c].kind;
		if (kind != EDU_KIND_ATTRIBUTE && kind != EDU_KIND_ELEMENT) continue;
		if (has_language && !strcmp(edu_tree_name_text(t, t->items[c].name, NULL), "xml:lang"))
			continue;
		drop_item(a, c, edu_rule_version_absent);
	}
}

/* nth: the how many-th of its name it is among its siblings. */
static int adapt_known(adaptation *a, edu_ref item, uint16_t cls, const edu_property *row, unsigned nth)
{
	const edu_property *was = edu_schema_property(a->schema, cls, row->name, a->source->version);
	const bool was_open = was && was->kind == EDU_VALUE_ANY && row->kind != EDU_VALUE_ANY;

	if (row->max && nth > row->max && was && (!was->max || nth <= was->max)) {
		drop_item(a, item, edu_rule_convert_one_only);
		return 0;
	}
	if (was_open && row->kind != EDU_VALUE_NODE) strip(a, item, row);
	return row->codes ? adapt_code(a, item, row, was_open) : 0;
}

static int adapt_item(adaptation *a, edu_ref item, uint16_t cls, edu_name name, unsigned nth)
{
	if (!name || !a->ledger->lowered[item].to) return 0;
	const edu_property *row = edu_schema_property(a->schema, cls, name, a->made->version);
	return row ? adapt_known(a, item, cls, row, nth) : adapt_unknown(a, item, cls, name);
}

static int adapt_children(adaptation *a, edu_ref parent)
{
	const edu_tree *t = &a->source->tree;
	const uint16_t cls = t->items[parent].cls;
	edu_name last = 0;
	unsigned nth = 0;
	int rc = 0;

	for (edu_ref c = edu_tree_first(t, parent); c && rc == 0; c = edu_tree_next(t, c)) {
		const edu_name name = t->items[c].name ? edu_tree_known(t, t->items[c].name) : 0;
		nth = name == last ? nth + 1 : 1;
		last = name;
		rc = adapt_item(a, c, cls, name, nth);
	}
	return rc;
}

static void take_out(adaptation *a)
{
	edu_tree *t = &a->made->tree;

	for (edu_ref i = 1; i < t->count && a->dropped; i++) {
		if (!(t->items[i].flags & EDU_ITEM_MARK)) continue;
		/* Below something that was taken out, the mark is all there is to take. */
		if (t->items[i].parent) edu_take_out_marked(t, t->items[i].parent);
		else t->items[i].flags &= (uint8_t)~EDU_ITEM_MARK;
	}
}

int edu_adapt(const edu_document *source, edu_document *made, edu_ledger *ledger)
{
	const edu_tree *t = &source->tree;
	adaptation a = { .source = source, .made = made, .ledger = ledger, .schema = source->format->schema };
	int rc = 0;

	edu_buffer_open(&a.text, &t->ctx->allocator);
	edu_buffer_open(&a.collapsed, &t->ctx->allocator);
	for (edu_ref i = 1; i < t->count && rc == 0; i++)
		if (t->items[i].cls && ledger->lowered[i].to) rc = adapt_children(&a, i);
	take_out(&a);
	edu_buffer_free(&a.collapsed);
	edu_buffer_free(&a.text);
	return rc;
}
