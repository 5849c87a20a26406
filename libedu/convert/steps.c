/*
 * convert/steps.c – a document in another version of a format whose versions differ in more than what one lacks: by
 * way of the versions between, each step being the format's own.
 */
#include "base/fail.h"
#include "convert/version.h"

/* One step into a neighbouring version; *traces has an entry for each item of from. */
static int make_step(const edu_document *from, unsigned version, edu_carry carry, edu_document **made, edu_trace **traces,
		     edu_ledger *ledger, edu_error *err)
{
	edu_passage p;
	edu_document *to = edu_document_make(from->tree.ctx, from->format, version, false);
	if (!to) return edu_fail_memory(err);
	to->version_given = true;
	edu_arena_rest_on(to->tree.arena, from->tree.arena);
	*made = to;
	int rc = edu_passage_open(&p, from, to, NULL, err);
	p.carry = carry;
	if (rc >= 0) rc = from->format->step(&p);
	if (rc >= 0) edu_passage_take(&p, traces, NULL, &ledger->origins, &ledger->origin_count);
	edu_passage_close(&p);
	return rc;
}

/* Traces of two steps as one: the outcome is the weaker of the two, the rule that of the step that changed the value. */
static void join_traces(edu_trace *first, size_t count, const edu_trace *second)
{
	for (size_t i = 0; i < count; i++) {
		if (!(first[i].state & EDU_TRACE_SET) || !first[i].to) continue;
		const edu_trace then = second[first[i].to];
		const bool weaker = then.outcome > first[i].outcome || (then.outcome == first[i].outcome && !first[i].rule);
		first[i].to = then.state & EDU_TRACE_SET ? then.to : 0;
		if (!weaker) continue;
		first[i].outcome = then.outcome;
		first[i].rule = then.rule;
	}
}

/* What the first step defaulted and the second passed on has no source, either. */
static int join_origins(edu_ledger *l, const uint16_t *first, size_t count, const edu_trace *second, edu_error *err)
{
	for (size_t i = 1; i < count; i++) {
		const edu_ref to = first[i] && first[i] != EDU_SOURCED ? second[i].to : 0;
		if (!to) continue;
		if (to >= l->origin_count && edu_ledger_hold_origins(l, (size_t)to + to / 2 + 1) < 0) return edu_fail_memory(err);
		if (!l->origins[to]) l->origins[to] = first[i];
	}
	return 0;
}

bool edu_has_steps(const edu_document *source, unsigned version)
{
	const edu_format *f = source->format;
	return f->step_to && f->step_to(source->version, version) != source->version;
}

/* One more step: *made is replaced, and the traces that led into it lead into what replaces it. */
static int go_on(edu_document **made, unsigned version, edu_carry carry, edu_trace *traces, size_t count, edu_ledger *l,
		 edu_error *err)
{
	edu_document *between = *made;
	const size_t items = between->tree.count, origin_count = l->origin_count;
	edu_trace *second = NULL;
	uint16_t *origins = l->origins;
	*made = NULL;
	l->origins = NULL;
	l->origin_count = 0;
	int rc = make_step(between, version, carry, made, &second, l, err);
	if (rc >= 0) rc = join_origins(l, origins, origin_count < items ? origin_count : items, second, err);
	if (rc >= 0) join_traces(traces, count, second);
	if (rc >= 0 && l->carrier) l->carrier = second[l->carrier].to;
	edu_release(&l->allocator, second, items * sizeof *second);
	edu_release(&l->allocator, origins, origin_count * sizeof *origins);
	edu_document_free(between);
	return rc;
}

int edu_steps(const edu_document *source, unsigned version, edu_document **made, edu_carry carry, edu_ledger *l,
	      edu_error *err)
{
	const unsigned next = source->format->step_to(source->version, version);
	int rc = make_step(source, next, carry, made, &l->lowered, l, err);
	l->lowered_count = l->lowered ? source->tree.count : 0;
	return rc < 0 || next == version ? rc : go_on(made, version, carry, l->lowered, l->lowered_count, l, err);
}

int edu_steps_behind(edu_document **made, unsigned version, edu_ledger *l, edu_error *err)
{
	edu_trace *traces = l->core ? l->raised : l->lowered;
	const size_t count = l->core ? l->raised_count : l->lowered_count;
	int rc = 0;
	while (rc >= 0 && edu_has_steps(*made, version)) {
		const unsigned next = (*made)->format->step_to((*made)->version, version);
		rc = go_on(made, next, EDU_CARRY_NONE, traces, count, l, err);
	}
	return rc < 0 ? rc : (*made)->format->bind(*made, NULL, err);
}
