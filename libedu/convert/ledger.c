/*
 * convert/ledger.c – the account of a conversion: entries, counts, the report.
 */
#include "convert/ledger.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"
#include "json/json.h"

const char *edu_outcome_name(edu_outcome outcome)
{
	static const char *const names[] = { "exact", "derived", "carried", "lost", "defaulted" };
	return outcome >= 0 && outcome < 5 ? names[outcome] : "";
}

edu_ledger *edu_ledger_new(const edu_document *source, const edu_format *target, unsigned version)
{
	const edu_allocator *a = &source->tree.ctx->allocator;
	edu_ledger *l = edu_allocate(a, sizeof *l);
	if (!l) return NULL;
	memset(l, 0, sizeof *l);
	l->allocator = *a;
	l->source = source;
	l->source_format = edu_document_format(source);
	l->target_format = edu_format_name(target);
	snprintf(l->source_version, sizeof l->source_version, "%s", edu_document_version(source));
	snprintf(l->target_version, sizeof l->target_version, "%s", target->schema->versions[version]);
	l->from = edu_crosswalk_of(source->format);
	l->to = edu_crosswalk_of(target);
	return l;
}

/* ---- origins ---- */

int edu_ledger_hold_origins(edu_ledger *l, size_t count)
{
	if (count <= l->origin_count) return 0;
	uint16_t *grown = edu_resize(&l->allocator, l->origins, l->origin_count * sizeof *grown, count * sizeof *grown);
	if (!grown) return EDU_ENOMEM;
	memset(grown + l->origin_count, 0, (count - l->origin_count) * sizeof *grown);
	l->origins = grown;
	l->origin_count = count;
	return 0;
}

int edu_ledger_note_residue(edu_ledger *l, const edu_document *made, edu_ref item)
{
	/* As much as the tree has, for more will come. */
	if (made->tree.count > l->origin_count) {
		const size_t room = made->tree.capacity > made->tree.count ? made->tree.capacity : made->tree.count;
		if (edu_ledger_hold_origins(l, room) < 0) return EDU_ENOMEM;
	}
	if (!l->origins[item]) l->origins[item] = edu_rule_carry_residue;
	return 0;
}

/* ---- entries ---- */

static uint16_t absence(const edu_absence *list, uint16_t cls, edu_name name)
{
	for (; list->name; list++)
		if (list->name == name && (!list->cls || list->cls == cls)) return list->rule;
	return 0;
}

/* Why a leaf of the source never reached the core: by the nearest member above it that says why. */
static uint16_t why_not_lowered(const edu_ledger *l, edu_ref leaf)
{
	const edu_tree *t = &l->source->tree;
	if (!l->from) return edu_rule_convert_not_lowered;
	if (edu_tree_is_signature(t, leaf)) return edu_rule_elmo_signature;
	if (t->items[leaf].kind == EDU_KIND_NULL) return edu_rule_elm_null;
	bool known = true, inside = false;
	for (edu_ref i = leaf; i; i = t->items[i].parent) {
		const edu_item *item = &t->items[i];
		const edu_name name = item->name ? edu_tree_known(t, item->name) : 0;
		const uint16_t cls = item->parent ? t->items[item->parent].cls : 0;
		const uint16_t rule = name ? absence(l->from->absent, cls, name) : 0;
		if (rule) return rule;
		/* A member of a JSON object that is no node is the language of a text, or unknown as its object is. */
		if (item->name && !name && i != l->source->content && (cls || l->source->format->syntax == EDU_SYNTAX_XML)) known = false;
		inside |= i == l->source->content;
	}
	if (!inside && l->from == &edu_crosswalk_elm) return edu_rule_elm_wrapper;
	return known ? l->from == &edu_crosswalk_elm ? edu_rule_elm_not_core : edu_rule_convert_not_lowered : l->from->rule_unknown;
}

static uint16_t nowhere(const edu_ledger *l, edu_ref property)
{
	const edu_tree *t = &l->core->tree;
	const edu_ref holder = t->items[property].parent;
	return holder && t->items[property].name ? absence(l->to->nowhere, t->items[holder].cls, t->items[property].name) : 0;
}

static uint16_t why_not_raised(const edu_ledger *l, edu_ref item)
{
	const edu_tree *t = &l->core->tree;
	uint16_t rule = 0;
	for (edu_ref i = item; i && !rule; i = t->items[i].parent) rule = nowhere(l, i);
	return rule ? rule : l->to->rule_no_place;
}

/* What became of a link that was not raised by itself: it is as good as what it leads to, if links have a place there. */
static const edu_trace *trace_of_link(const edu_ledger *l, edu_ref link)
{
	const edu_item *items = l->core->tree.items;
	const edu_ref property = items[link].name ? link : items[link].parent;
	return nowhere(l, property) ? &l->raised[link] : &l->raised[items[link].last];
}

static edu_entry lost(uint16_t rule) { return (edu_entry){ EDU_OUTCOME_LOST, rule, 0 }; }

/* Both halves: the outcome is the weaker of the two, the rule that of the half that changed the value. */
static edu_entry through_core(const edu_ledger *l, const edu_trace *lowered)
{
	const edu_trace *raised = &l->raised[lowered->to];
	if (!(raised->state & EDU_TRACE_SET) && l->core->tree.items[lowered->to].kind == EDU_KIND_LINK)
		raised = trace_of_link(l, lowered->to);
	if (!(raised->state & EDU_TRACE_SET)) return lost(why_not_raised(l, lowered->to));
	if (raised->outcome == EDU_OUTCOME_LOST || !raised->to)
		return lost(raised->rule ? raised->rule : why_not_raised(l, lowered->to));
	const bool first = lowered->outcome >= raised->outcome && lowered->rule;
	return (edu_entry){ (edu_outcome)(lowered->outcome > raised->outcome ? lowered->outcome : raised->outcome),
			    first ? lowered->rule : raised->rule, raised->to };
}

static edu_entry uncarried(const edu_ledger *l, edu_ref leaf)
{
	const edu_trace *trace = &l->lowered[leaf];
	if (!(trace->state & EDU_TRACE_SET)) return lost(why_not_lowered(l, leaf));
	if (trace->outcome == EDU_OUTCOME_LOST) return lost(trace->rule);
	if (!l->core) return (edu_entry){ (edu_outcome)trace->outcome, trace->rule, trace->to };
	return trace->to ? through_core(l, trace) : lost(trace->rule ? trace->rule : edu_rule_convert_not_lowered);
}

/* Whether an item was taken out of the target, with what it stood below. */
static bool is_gone(const edu_ledger *l, edu_ref item)
{
	const edu_tree *t = &l->target->tree;
	while (t->items[item].parent) item = t->items[item].parent;
	return item != t->top;
}

/* Residue may have taken the place of what the crosswalk made, or taken it away. */
static edu_entry after_unpacking(const edu_ledger *l, edu_entry entry)
{
	const edu_tree *t = &l->target->tree;
	const bool gone = is_gone(l, entry.target), replaced = entry.target < l->origin_count && l->origins[entry.target] == EDU_UNPACKED;
	if (!gone && !replaced) return entry;
	return (edu_entry){ EDU_OUTCOME_DERIVED, edu_rule_carry_unpacked, gone ? edu_tree_root(t) : entry.target };
}

edu_entry edu_ledger_entry(const edu_ledger *l, edu_ref leaf)
{
	edu_entry entry = uncarried(l, leaf);
	if (l->restored && l->restored[leaf])
		return (edu_entry){ EDU_OUTCOME_DERIVED, edu_rule_carry_unpacked, l->restored[leaf] };
	if (l->restored && entry.target && l->target) entry = after_unpacking(l, entry);
	if (l->carried && l->carried[leaf] && entry.outcome != EDU_OUTCOME_EXACT)
		return (edu_entry){ EDU_OUTCOME_CARRIED, l->carry_rule, l->carried[leaf] };
	if (l->carrier && entry.outcome == EDU_OUTCOME_LOST)
		return (edu_entry){ EDU_OUTCOME_CARRIED, l->carry_rule, l->carrier };
	if (!entry.rule) entry.rule = edu_rule_convert_exact;
	return entry;
}

uint16_t edu_ledger_default(const edu_ledger *l, edu_ref item)
{
	const uint16_t origin = item < l->origin_count ? l->origins[item] : 0;
	return origin >= EDU_UNPACKED || (origin && l->restored && is_gone(l, item)) ? 0 : origin;
}

/* One more than the last number of the target's items. */
static size_t target_count(const edu_ledger *l)
{
	if (!l->target) return 0;
	return l->outline.tree ? l->outline.count : l->target->tree.count;
}

static bool is_target_leaf(const edu_ledger *l, edu_ref item)
{
	const edu_tree *t = &l->target->tree;
	if (l->outline.tree) return l->outline.items[item].step & EDU_OUTLINE_LEAF;
	if (edu_tree_is_leaf(t, item)) return true;
	/* An empty element that the schema demands is a value of the target, too. */
	if (t->items[item].kind != EDU_KIND_ELEMENT) return false;
	for (edu_ref c = edu_tree_first(t, item); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_ELEMENT) return false;
	return true;
}

/*
 * In the order of their numbers, which is cheap. False where that counts too many: what is below a signature is no
 * leaf, nor is what was removed.
 */
static bool count_leaves(edu_ledger *l)
{
	const edu_tree *t = &l->source->tree;
	if (t->has_removed) return false;
	for (edu_ref i = 1; i < t->count; i++) {
		if (!edu_tree_is_leaf(t, i)) continue;
		if (edu_tree_is_signature(t, i)) return false;
		l->counts[edu_ledger_entry(l, i).outcome]++;
	}
	return true;
}

static void count_leaves_in_order(edu_ledger *l)
{
	const edu_tree *t = &l->source->tree;
	memset(l->counts, 0, sizeof l->counts);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf))
		l->counts[edu_ledger_entry(l, leaf).outcome]++;
}

void edu_ledger_count_up(edu_ledger *l)
{
	memset(l->counts, 0, sizeof l->counts);
	if (!count_leaves(l)) count_leaves_in_order(l);
	for (edu_ref i = 1; i < target_count(l); i++)
		if (edu_ledger_default(l, i) && is_target_leaf(l, i)) l->counts[EDU_OUTCOME_DEFAULTED]++;
}

size_t edu_ledger_count(const edu_ledger *ledger, edu_outcome outcome)
{
	return ledger && outcome >= 0 && outcome < 5 ? ledger->counts[outcome] : 0;
}

/* ---- the report ---- */

#define PIECE (60 * 1024)

typedef struct report {
	const edu_ledger *ledger;
	const edu_sink *sink;
	edu_error *err;
	edu_buffer line;               /* several lines, sent when they fill a piece */
	edu_path_walker source, target;
} report;

static int flush(report *r)
{
	if (!r->line.length) return 0;
	const int rc = r->sink->write(r->sink->state, r->line.data, r->line.length);
	r->line.length = 0;
	return rc ? edu_fail(r->err, EDU_EIO, NULL, "the report can't be written") : 0;
}

static int add(report *r, const char *text, size_t length)
{
	return edu_buffer_add(&r->line, text, length) < 0 ? edu_fail_memory(r->err) : 0;
}

static int add_string(report *r, const char *text)
{
	return add(r, text, strlen(text));
}

static int add_path(report *r, edu_path_walker *walker, const edu_tree *t, edu_ref item)
{
	const char *path;
	size_t length;
	if (!item) return add_string(r, "null");
	if (edu_path_walker_to(walker, item, &path, &length) < 0) return edu_fail_memory(r->err);
	return edu_json_quote(&r->line, path, length) < 0 ? edu_fail_memory(r->err) : 0;
}

static int add_line(report *r, edu_ref source, edu_ref target, edu_outcome outcome, uint16_t rule)
{
	const edu_ledger *l = r->ledger;
	int rc = add_string(r, "{\"source\":");
	if (rc >= 0) rc = add_path(r, &r->source, &l->source->tree, source);
	if (rc >= 0) rc = add_string(r, ",\"target\":");
	if (rc >= 0) rc = add_path(r, &r->target, l->target ? &l->target->tree : NULL, l->target ? target : 0);
	if (rc >= 0) rc = add_string(r, ",\"outcome\":\"");
	if (rc >= 0) rc = add_string(r, edu_outcome_name(outcome));
	if (rc >= 0) rc = add_string(r, "\",\"rule\":\"");
	if (rc >= 0) rc = add_string(r, edu_rule_names[rule]);
	if (rc >= 0) rc = add_string(r, "\"}\n");
	return rc >= 0 && r->line.length >= PIECE ? flush(r) : rc;
}

static int add_head(report *r)
{
	const edu_ledger *l = r->ledger;
	char line[256];
	const int n = snprintf(line, sizeof line,
			       "{\"source\":{\"format\":\"%s\",\"version\":\"%s\"},\"target\":{\"format\":\"%s\",\"version\":\"%s\"}}\n",
			       l->source_format, l->source_version, l->target_format, l->target_version);
	return add(r, line, (size_t)n);
}

static int add_counts(report *r)
{
	const size_t *c = r->ledger->counts;
	char line[256];
	const int n = snprintf(line, sizeof line,
			       "{\"counts\":{\"exact\":%zu,\"derived\":%zu,\"carried\":%zu,\"lost\":%zu,\"defaulted\":%zu}}\n", c[0], c[1],
			       c[2], c[3], c[4]);
	return add(r, line, (size_t)n);
}

static int add_entries(report *r)
{
	const edu_ledger *l = r->ledger;
	const edu_tree *t = &l->source->tree;
	int rc = 0;
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(t, leaf)) {
		const edu_entry entry = edu_ledger_entry(l, leaf);
		rc = add_line(r, leaf, entry.target, entry.outcome, entry.rule);
	}
	for (edu_ref i = 1; i < target_count(l) && rc >= 0; i++) {
		const uint16_t rule = edu_ledger_default(l, i);
		if (rule && is_target_leaf(l, i)) rc = add_line(r, 0, i, EDU_OUTCOME_DEFAULTED, rule);
	}
	return rc;
}

int edu_ledger_write_to(const edu_ledger *ledger, const edu_sink *sink, edu_error *err)
{
	edu_error_clear(err);
	if (!ledger || !sink || !sink->write) return edu_fail(err, EDU_EARG, NULL, "a report needs a ledger and a sink");
	report r = { .ledger = ledger, .sink = sink, .err = err };
	edu_buffer_open(&r.line, &ledger->allocator);
	edu_path_walker_open(&r.source, &ledger->source->tree);
	if (ledger->outline.tree) edu_path_walker_open_outline(&r.target, &ledger->outline);
	else edu_path_walker_open(&r.target, ledger->target ? &ledger->target->tree : &ledger->source->tree);
	int rc = add_head(&r);
	if (rc >= 0) rc = add_entries(&r);
	if (rc >= 0) rc = add_counts(&r);
	if (rc >= 0) rc = flush(&r);
	edu_path_walker_close(&r.source);
	edu_path_walker_close(&r.target);
	edu_buffer_free(&r.line);
	return rc;
}

int edu_ledger_write(const edu_ledger *ledger, edu_buffer *out, edu_error *err)
{
	if (!ledger || !out) return edu_fail(err, EDU_EARG, NULL, "a report needs a ledger and a buffer");
	edu_buffer_free(out);
	edu_buffer_open(out, &ledger->allocator);
	const edu_sink sink = edu_buffer_sink(out);
	int rc = edu_ledger_write_to(ledger, &sink, err);
	if (rc == EDU_EIO) {
		edu_error_clear(err);
		rc = edu_fail_memory(err);
	}
	if (rc < 0) edu_buffer_free(out);
	return rc;
}

void edu_ledger_free(edu_ledger *l)
{
	if (!l) return;
	const edu_allocator a = l->allocator;
	edu_release(&a, l->lowered, l->lowered_count * sizeof *l->lowered);
	edu_release(&a, l->raised, l->raised_count * sizeof *l->raised);
	edu_release(&a, l->core_origins, l->core_origin_count * sizeof *l->core_origins);
	edu_release(&a, l->origins, l->origin_count * sizeof *l->origins);
	edu_release(&a, l->restored, l->lowered_count * sizeof *l->restored);
	edu_release(&a, l->carried, l->lowered_count * sizeof *l->carried);
	edu_document_free(l->core);
	edu_outline_close(&l->outline);
	edu_document_free(l->written);
	edu_release(&a, l, sizeof *l);
}
