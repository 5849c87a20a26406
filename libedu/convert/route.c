/*
 * convert/route.c – several conversions behind one another, and the one account of them; see route.h.
 */
#include "convert/route.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"
#include "model/twin.h"

bool edu_route_has_steps(const edu_route *r)
{
	/* Another version of a form is written anew, from what this one means. */
	if (r->source->format == r->format) return r->source->twin && r->source->version != r->version;
	return r->source->twin || r->format->form_of;
}

/* ---- one ledger of two ---- */

typedef struct joining {
	const edu_ledger *first, *second;
	edu_entry *known;        /* for each item between the two: what became of it; rule 0: not asked yet */
} joining;

/* What became of an item between the two: of itself, or else of the first leaf below it that went somewhere. */
static edu_entry entry_of(const joining *j, edu_ref item)
{
	const edu_tree *t = &j->second->source->tree;
	edu_entry *known = &j->known[item];

	if (known->rule) return *known;
	*known = edu_ledger_entry(j->second, item);
	for (edu_ref i = item; i && !known->target; i = edu_tree_walk(t, item, i)) {
		const edu_entry below = edu_tree_is_leaf(t, i) ? edu_ledger_entry(j->second, i) : *known;
		if (below.target) *known = (edu_entry){ EDU_OUTCOME_DERIVED, edu_rule_convert_structure, below.target };
	}
	return *known;
}

/* What was the same text twice may have come by way of a name: then it isn't the same any more. */
static bool is_changed(const joining *j, edu_ref leaf, edu_ref target)
{
	if (!j->second->target) return false;
	const edu_item *a = &j->first->source->tree.items[leaf], *b = &j->second->target->tree.items[target];
	return a->text && b->text && (a->length != b->length || memcmp(a->text, b->text, a->length) != 0);
}

static edu_trace join(const joining *j, edu_ref leaf, edu_entry one)
{
	if (!one.target || one.outcome == EDU_OUTCOME_LOST)
		return (edu_trace){ 0, one.rule, EDU_OUTCOME_LOST, EDU_TRACE_SET };
	const edu_entry two = entry_of(j, one.target);
	const bool first = one.outcome >= two.outcome && one.rule != edu_rule_convert_exact;
	const bool exact = one.outcome == EDU_OUTCOME_EXACT && two.outcome == EDU_OUTCOME_EXACT && two.target;
	if (exact && is_changed(j, leaf, two.target))
		return (edu_trace){ two.target, edu_rule_convert_structure, EDU_OUTCOME_DERIVED, EDU_TRACE_SET };
	return (edu_trace){ two.target, first ? one.rule : two.rule,
			    (uint8_t)(one.outcome > two.outcome ? one.outcome : two.outcome), EDU_TRACE_SET };
}

/* Values that a step made without a source have none in the whole, either, unless something else led there. */
static void join_origins(const joining *j, edu_ledger *out)
{
	const edu_ledger *a = j->first, *b = j->second;
	const edu_tree *from = &a->source->tree;

	if (b->origins) memcpy(out->origins, b->origins, b->origin_count * sizeof *b->origins);
	for (edu_ref i = 1; i < b->source->tree.count; i++) {
		const uint16_t rule = edu_ledger_default(a, i);
		if (!rule) continue;
		const edu_entry to = edu_ledger_entry(b, i);
		if (to.target && to.target < out->origin_count) out->origins[to.target] = rule;
	}
	for (edu_ref leaf = edu_tree_next_leaf(from, 0); leaf; leaf = edu_tree_next_leaf(from, leaf)) {
		const edu_trace *to = &out->lowered[leaf];
		if (to->to && to->to < out->origin_count && to->outcome <= EDU_OUTCOME_DERIVED) out->origins[to->to] = EDU_SOURCED;
	}
}

static int allocate(edu_ledger *out, size_t items, size_t origins)
{
	out->lowered_count = items;
	out->origin_count = origins;
	out->lowered = edu_allocate(&out->allocator, items * sizeof *out->lowered);
	out->origins = edu_allocate(&out->allocator, origins * sizeof *out->origins);
	if (!out->lowered || !out->origins) return EDU_ENOMEM;
	memset(out->lowered, 0, items * sizeof *out->lowered);
	memset(out->origins, 0, origins * sizeof *out->origins);
	return 0;
}

/* second begins where first ended. Frees both, whether it succeeds or not; *out is the account of the whole. */
static int join_ledgers(edu_ledger **out, edu_ledger *first, edu_ledger *second, edu_error *err)
{
	const size_t between = second->source->tree.count, size = between * sizeof(edu_entry);
	joining j = { first, second, edu_allocate(&first->allocator, size) };
	edu_ledger *whole = edu_ledger_new(first->source, second->source->format, second->source->version);
	int rc = EDU_ENOMEM;

	if (j.known && whole) {
		const edu_tree *t = &first->source->tree;
		memset(j.known, 0, size);
		whole->target = second->target;
		whole->to = second->to;
		whole->target_format = second->target_format;
		snprintf(whole->target_version, sizeof whole->target_version, "%s", second->target_version);
		const size_t made = second->target ? second->target->tree.count : 1;
		rc = allocate(whole, t->count, made > second->origin_count ? made : second->origin_count);
		for (edu_ref leaf = rc < 0 ? 0 : edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf))
			whole->lowered[leaf] = join(&j, leaf, edu_ledger_entry(first, leaf));
		if (rc == 0 && second->target) join_origins(&j, whole);
	}
	edu_release(&first->allocator, j.known, size);
	edu_ledger_free(first);
	edu_ledger_free(second);
	if (rc < 0) edu_ledger_free(whole);
	*out = rc < 0 ? NULL : whole;
	return rc < 0 ? edu_fail_memory(err) : 0;
}

static bool is_leaf_of_target(const edu_tree *t, edu_ref item)
{
	edu_ref top = item;
	while (t->items[top].parent) top = t->items[top].parent;
	return top == t->top && edu_tree_is_leaf(t, item);
}

enum { SAID = 1, CARRIED = 2 };      /* how a value of the target was reached */

/* Values of the target that no leaf of the source led to: what a form says by names and places, it says by values there. */
static int account_for_rest(edu_ledger *l)
{
	const edu_tree *from = &l->source->tree, *t = &l->target->tree;
	uint8_t *reached = edu_allocate(&l->allocator, t->count);

	if (!reached) return EDU_ENOMEM;
	if (edu_ledger_hold_origins(l, t->count) < 0) {
		edu_release(&l->allocator, reached, t->count);
		return EDU_ENOMEM;
	}
	memset(reached, 0, t->count);
	for (edu_ref leaf = edu_tree_next_leaf(from, 0); leaf; leaf = edu_tree_next_leaf(from, leaf)) {
		const edu_entry e = edu_ledger_entry(l, leaf);
		reached[e.target] |= e.outcome == EDU_OUTCOME_CARRIED ? CARRIED : SAID;
	}
	for (edu_ref i = 1; i < t->count; i++) {
		const bool by_default = edu_ledger_default(l, i);
		if (!reached[i] && !by_default && is_leaf_of_target(t, i)) l->origins[i] = edu_rule_convert_structure;
		/* Of several values in one place, one that has a source gives it to the place. */
		if (reached[i] & SAID && by_default) l->origins[i] = EDU_SOURCED;
	}
	edu_release(&l->allocator, reached, t->count);
	return 0;
}

/* ---- the steps ---- */

/* What the twin of a form is to it, as the ledger of a conversion that was made while reading. */
static int ledger_of_twin(edu_ledger **out, const edu_document *form, edu_error *err)
{
	const edu_twin *twin = form->twin;
	edu_ledger *l = edu_ledger_new(form, twin->doc->format, twin->doc->version);

	*out = l;
	if (!l) return edu_fail_memory(err);
	l->target = twin->doc;
	if (allocate(l, twin->form_count, twin->origin_count ? twin->origin_count : 1) < 0) {
		edu_ledger_free(l);
		*out = NULL;
		return edu_fail_memory(err);
	}
	memcpy(l->lowered, twin->traces, twin->form_count * sizeof *l->lowered);
	if (twin->origin_count) memcpy(l->origins, twin->origins, twin->origin_count * sizeof *l->origins);
	return 0;
}

/* From a document of the format that the target is a form of. */
static int transcribe(const edu_document *from, const edu_format *format, unsigned version, edu_document **made,
		      edu_ledger **ledger, edu_error *err)
{
	edu_passage p = { 0 };

	*ledger = edu_ledger_new(from, format, version);
	*made = edu_document_make(from->tree.ctx, format, version, false);
	if (!*ledger || !*made) return edu_fail_memory(err);
	(*made)->version_given = true;
	edu_arena_rest_on((*made)->tree.arena, from->tree.arena);
	int rc = edu_passage_open(&p, from, *made, NULL, err);
	if (rc == 0) rc = format->transcribe(&p);
	if (rc == 0) {
		edu_ledger *l = *ledger;
		l->target = *made;
		edu_passage_take(&p, &l->lowered, &l->lowered_count, &l->origins, &l->origin_count);
	}
	edu_passage_close(&p);
	return rc < 0 ? rc : format->bind(*made, NULL, err);
}

typedef struct journey {
	const edu_route *route;
	const edu_document *at;        /* where it has come so far */
	edu_document *between, *made;  /* what a step made */
	edu_ledger *ledger;            /* of the way so far; NULL: it stands at the source */
	edu_error *err;
} journey;

/* Account for a step that was made. */
static int add_step(journey *j, edu_ledger *step)
{
	edu_ledger *so_far = j->ledger;

	j->ledger = NULL;
	if (so_far) return join_ledgers(&j->ledger, so_far, step, j->err);
	j->ledger = step;
	return 0;
}

/* A conversion that is no form's, by way of the core. */
static int convert(journey *j, const edu_format *format, unsigned version, edu_document **made)
{
	edu_ledger *step = NULL;
	char target[64];

	snprintf(target, sizeof target, "%s@%s", edu_format_name(format), format->schema->versions[version]);
	int rc = j->route->step(made, j->at, target, j->route->options, &step, j->err);
	if (rc < 0 && rc != EDU_ELOSS) return rc;
	const int joined = step ? add_step(j, step) : rc;
	return joined < 0 ? joined : rc;
}

/* What is refused on the way stands in no file: the value of the source that it came from is where to look. */
static void say_place_in_source(journey *j)
{
	const edu_tree *from = &j->route->source->tree, *between = &j->at->tree;
	const size_t length = strlen(j->err->path);
	edu_buffer path;
	bool found = false;

	edu_buffer_open(&path, &from->ctx->allocator);
	for (edu_ref leaf = edu_tree_next_leaf(from, 0); leaf && !found; leaf = edu_tree_next_leaf(from, leaf)) {
		const edu_entry entry = edu_ledger_entry(j->ledger, leaf);
		path.length = 0;
		if (!entry.target || edu_tree_path(between, entry.target, &path) < 0 || path.length < length) continue;
		if (memcmp(path.data, j->err->path, length) != 0 || (path.length > length && path.data[length] != '/')) continue;
		path.length = 0;
		found = edu_tree_path(from, leaf, &path) >= 0;
	}
	j->err->path[0] = '\0';
	if (found && path.data) edu_error_set_path(j->err, path.data);
	edu_buffer_free(&path);
}

static int into_form(journey *j)
{
	const edu_format *format = j->route->format, *of = format->form_of;
	edu_ledger *step = NULL;
	int rc = 0;

	if (!format->transcribe)
		return edu_fail(j->err, EDU_EUNSUPPORTED, "convert/target", "%s is not written by this release", format->title);
	if (j->at->format != of && j->at->format->form_of != of) {
		rc = convert(j, of, of->default_version, &j->between);
		j->at = j->between;
	}
	if (rc < 0) return rc;
	rc = transcribe(j->at, format, j->route->version, &j->made, &step, j->err);
	if (rc == 0) return add_step(j, step);
	if (j->at == j->between && j->ledger && j->err) say_place_in_source(j);
	edu_ledger_free(step);
	return rc;
}

int edu_route_go(const edu_route *route, edu_document **made, edu_ledger **ledger, edu_error *err)
{
	journey j = { .route = route, .at = route->source, .err = err };
	int rc = 0;

	/* Residue is told by paths, and a path leads into the document that was read, not into its twin. */
	if (route->options->carry == EDU_CARRY_RESIDUE)
		return edu_fail(err, EDU_EUNSUPPORTED, "carry/residue",
				"values of a form, or for one, can't travel as residue; --carry original takes the whole along");

	if (route->source->twin) {
		rc = ledger_of_twin(&j.ledger, route->source, err);
		j.at = route->source->twin->doc;
	}
	if (rc == 0) rc = route->format->form_of ? into_form(&j) : convert(&j, route->format, route->version, &j.made);
	edu_document_free(j.between);
	if (rc == 0 && account_for_rest(j.ledger) < 0) rc = edu_fail_memory(err);
	if (rc < 0 && rc != EDU_ELOSS) {
		edu_document_free(j.made);
		edu_ledger_free(j.ledger);
		return rc;
	}
	*made = j.made;
	*ledger = j.ledger;
	return rc;
}
