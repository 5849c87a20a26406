/*
 * privacy/redact_demand.c – what the schema can't do without: where all values of a demanded property would
 * go, one of them stays as a word of the schema's own, or gives way to one that says nothing. Where none can,
 * that is an error.
 */
#include "privacy/redacting.h"

#include "base/fail.h"
#include "core_tables.h"

/* Values that say nothing, by what the property wants. RFC 2606 and RFC 9562 keep these out of use. */
static const char *const placeholders[] = {
	[EDU_VALUE_STRING] = "",
	[EDU_VALUE_TOKEN] = "",
	[EDU_VALUE_LANGSTRING] = "",
	[EDU_VALUE_HTML] = "",
	[EDU_VALUE_LITERAL] = "",
	[EDU_VALUE_ANY] = "",
	[EDU_VALUE_EMAIL] = "redacted@example.invalid",
	[EDU_VALUE_URI] = "urn:uuid:00000000-0000-8000-8000-000000000000",
};

static bool is_number(const edu_property *row)
{
	return row->kind == EDU_VALUE_INTEGER || row->kind == EDU_VALUE_POSITIVE ||
	       row->kind == EDU_VALUE_COUNT;
}

static bool is_scheme(const edu_redaction *r, edu_ref place)
{
	const edu_item *items = r->core->tree.items;
	return items[place].name == core_n_scheme && items[items[place].parent].cls == core_c_Identifier;
}

const char *edu_redaction_placeholder(const edu_redaction *r, edu_ref leaf, const edu_property *row)
{
	const edu_ref place = edu_ledger_entry(r->lowering, leaf).target;
	const edu_crosswalk *walk = r->lowering->from;
	const size_t kind = row->kind;

	if (place && is_scheme(r, place) && walk && walk->no_scheme) return *walk->no_scheme;
	/* A number with a meaning must not become another; the number of a page may. */
	if (is_number(row) && !place) return "1";

	if (row->codes || row->pattern || kind >= sizeof placeholders / sizeof *placeholders) return NULL;
	const char *text = placeholders[kind];
	return text && !*text && row->min_length ? "redacted" : text;
}

static int refuse(const edu_redaction *r, edu_ref item)
{
	const edu_tree *t = &r->source->tree;
	edu_buffer path;

	edu_buffer_open(&path, &t->ctx->allocator);
	edu_fail(r->err, EDU_EINVALID, "redact/demanded",
	         "the policy leaves nothing here, the schema demands a value, and none can stand for it; let "
	         "the policy keep it, or "
	         "remove all that it belongs to");
	if (edu_tree_path(t, item, &path) >= 0 && path.data) edu_error_set_path(r->err, path.data);
	edu_buffer_free(&path);
	return EDU_EINVALID;
}

/* One of a few words, of which the schema says what they are: it tells no more than that. */
static bool is_word(const edu_redaction *r, edu_ref leaf, const edu_property *row)
{
	const edu_schema *schema = r->source->format->schema;

	if (r->fates[leaf] != EDU_FATE_UNMAPPED) return false;
	if (row->kind == EDU_VALUE_BOOLEAN || r->source->tree.items[leaf].kind == EDU_KIND_NULL) return true;
	return row->codes && (row->flags & EDU_PROPERTY_CLOSED_CODES || schema->codes[row->codes].closed);
}

static int demand_leaf(edu_redaction *r, edu_ref leaf, const edu_property *row)
{
	const edu_entry entry = edu_ledger_entry(r->lowering, leaf);

	if (r->forbidden[leaf] == EDU_FATE_SEAL) return refuse(r, leaf);
	if (is_word(r, leaf, row)) r->fates[leaf] = EDU_FATE_DEMANDED;
	else if (edu_redaction_is_id(r, leaf, &entry)) r->fates[leaf] = EDU_FATE_RENAME;
	else if (edu_redaction_placeholder(r, leaf, row)) r->fates[leaf] = EDU_FATE_PLACEHOLDER;
	else return refuse(r, leaf);
	edu_redaction_let_stay(r, leaf);
	return 0;
}

static bool is_open(const edu_redaction *r, edu_ref node)
{
	for (const uint16_t *open = r->lowering->from ? r->lowering->from->open : NULL; open && *open; open++)
		if (*open == r->source->tree.items[node].cls) return true;
	return false;
}

/*
 * A node that is demanded stays as a shell: its class, its name anew, and what the schema demands of it in
 * turn. One whose name is a word that everybody uses, and that the core has no place for, stays as that word.
 */
static void demand_node(edu_redaction *r, edu_ref node)
{
	const edu_tree *t = &r->source->tree;

	for (edu_ref c = edu_tree_first(t, node); c; c = edu_tree_next(t, c)) {
		const bool is_type = edu_redaction_is_keyword(r, c, "type"),
			   is_id = edu_redaction_is_keyword(r, c, "id");
		if (!is_type && !is_id) continue;
		const edu_fate fate = is_type            ? EDU_FATE_KEEP
		                      : is_open(r, node) ? EDU_FATE_DEMANDED
		                                         : EDU_FATE_RENAME;
		if (fate == EDU_FATE_DEMANDED && r->fates[c] != EDU_FATE_UNMAPPED) continue;
		for (edu_ref leaf = c; leaf; leaf = edu_tree_walk(t, c, leaf)) {
			if (edu_tree_is_leaf(t, leaf)) r->fates[leaf] = (uint8_t)fate;
			edu_redaction_let_stay(r, leaf);
		}
	}
	edu_redaction_let_stay(r, node);
}

/* The first value of a member. */
static edu_ref first_value(const edu_tree *t, edu_ref member)
{
	while (member && t->items[member].kind == EDU_KIND_ARRAY) member = edu_tree_first(t, member);
	return member;
}

static edu_ref first_leaf(const edu_tree *t, edu_ref top)
{
	for (edu_ref i = top; i; i = edu_tree_walk(t, top, i))
		if (edu_tree_is_leaf(t, i)) return i;
	return 0;
}

static int demand_value(edu_redaction *r, edu_ref member, const edu_property *row)
{
	const edu_tree *t = &r->source->tree;
	const edu_ref value = first_value(t, member);

	if (!value) return 0;
	const uint8_t kind = t->items[value].kind;
	if (t->items[value].cls && (kind == EDU_KIND_OBJECT || kind == EDU_KIND_ELEMENT) &&
	    row->kind == EDU_VALUE_NODE) {
		demand_node(r, value);
		return 0;
	}
	const edu_ref leaf = first_leaf(t, value);
	return leaf ? demand_leaf(r, leaf, row) : 0;
}

static bool is_attribute(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_ATTRIBUTE;
}

/* The first child that a row is about; 0 where the source has none, or where one of them stays. */
static edu_ref missing(const edu_redaction *r, edu_ref node, const edu_property *row)
{
	const edu_tree *t = &r->source->tree;
	const bool attribute = row->flags & EDU_PROPERTY_ATTRIBUTE;
	edu_ref first = 0;

	for (edu_ref c = edu_tree_first(t, node); c; c = edu_tree_next(t, c)) {
		if (edu_redaction_name(r, c) != row->name || is_attribute(t, c) != attribute) continue;
		if (r->states[c] & EDU_REDACTION_STAYS) return 0;
		if (!first) first = c;
	}
	return first;
}

static bool has_version(const edu_redaction *r, const edu_property *row)
{
	return row->versions >> r->source->version & 1;
}

/* Of several rows one has to be there: is this the first of them that the source has, and does none stay? */
static bool is_last_choice(const edu_redaction *r, edu_ref node, const edu_property *row)
{
	const edu_tree *t = &r->source->tree;
	const edu_schema *schema = r->source->format->schema;
	const edu_class *cls = &schema->classes[t->items[node].cls];
	const edu_property *first = NULL;

	for (unsigned p = 0; p < cls->count; p++) {
		const edu_property *other = &schema->properties[cls->first + p];
		const edu_ref member =
			other->alternative == row->alternative ? edu_tree_child(t, node, other->name) : 0;
		if (!member || !has_version(r, other)) continue;
		if (r->states[member] & EDU_REDACTION_STAYS) return false;
		if (!first) first = other;
	}
	return first == row;
}

static int demand_row(edu_redaction *r, edu_ref node, const edu_property *row)
{
	const bool needed = row->min || (row->alternative && is_last_choice(r, node, row));

	if (!needed || !has_version(r, row)) return 0;
	if (row->flags & EDU_PROPERTY_TEXT) {
		const bool gone = edu_tree_is_leaf(&r->source->tree, node) && !edu_fate_stays(r->fates[node]);
		return gone ? demand_leaf(r, node, row) : 0;
	}
	const edu_ref member = missing(r, node, row);
	return member ? demand_value(r, member, row) : 0;
}

int edu_redaction_demand(edu_redaction *r)
{
	const edu_tree *t = &r->source->tree;
	int rc = 0;

	/* Parents come first: what is demanded of one may be a node that demands something in turn. */
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		if (!t->items[i].cls || !(r->states[i] & EDU_REDACTION_STAYS)) continue;
		const edu_class *cls = &r->source->format->schema->classes[t->items[i].cls];
		for (unsigned p = 0; p < cls->count && rc == 0; p++)
			rc = demand_row(r, i, &r->source->format->schema->properties[cls->first + p]);
	}
	return rc;
}
