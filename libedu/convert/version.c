/*
 * convert/version.c – a document in another version of its own format: the same tree, less what that version
 * lacks, and with what it demands.
 */
#include "convert/version.h"

#include <string.h>

#include "base/fail.h"
#include "convert/adapt.h"
#include "convert/carry.h"
#include "convert/unpack.h"
#include "model/copy.h"
#include "model/order.h"

typedef struct step {
	const edu_document *source;
	edu_document *made;
	edu_ledger *ledger;
	edu_error *err;
} step;

static int copy_bytes(step *s)
{
	const edu_document *from = s->source;
	const edu_allocator *a = &s->made->tree.ctx->allocator;
	if (!from->original) return 0;
	s->made->original = edu_allocate(a, from->original_length + 1);
	if (!s->made->original) return edu_fail_memory(s->err);
	memcpy(s->made->original, from->original, from->original_length + 1);
	s->made->original_length = from->original_length;
	s->made->verbatim = true;
	return 0;
}

/* What the copy of a form means is read from its bytes again. */
static int copy_form(step *s)
{
	edu_document *made = s->made;
	const char *data = s->source->inner ? s->source->inner : s->source->original;
	const int rc = copy_bytes(s);
	if (rc < 0 || !data || !made->format->make_twin) return rc;
	return made->format->make_twin(made, data, s->source->inner ? s->source->inner_length : s->source->original_length,
				       s->err);
}

/* The copy has the items of the source in the same order, so a walk over both finds each one's copy. */
static int trace_copies(step *s)
{
	edu_ledger *l = s->ledger;
	const edu_tree *from = &s->source->tree, *to = &s->made->tree;
	l->lowered_count = from->count;
	l->lowered = edu_allocate(&l->allocator, from->count * sizeof *l->lowered);
	if (!l->lowered) return edu_fail_memory(s->err);
	memset(l->lowered, 0, from->count * sizeof *l->lowered);
	edu_ref b = to->top;
	for (edu_ref a = from->top; a;
	     a = edu_tree_walk(from, from->top, a), b = edu_tree_walk(to, to->top, b))
		l->lowered[a] = (edu_trace){ b, 0, EDU_OUTCOME_EXACT, EDU_TRACE_SET };
	return 0;
}

static int copy(step *s)
{
	const edu_tree *t = &s->source->tree;
	edu_arena_rest_on(s->made->tree.arena, t->arena);
	if (edu_tree_copy(&s->made->tree, 0, t, t->top, &s->made->tree.top) < 0)
		return edu_fail_memory(s->err);
	const int rc = trace_copies(s);
	s->made->shape = s->source->shape;
	s->made->content = rc >= 0 && s->source->content ? s->ledger->lowered[s->source->content].to : 0;
	return rc;
}

/* What came back to its place need not travel any more; nor does an element that held nothing else. */
static void take_out_restored(step *s)
{
	const edu_ledger *l = s->ledger;
	edu_tree *t = &s->made->tree;
	edu_ref holder = 0;

	for (edu_ref i = 1; l->restored && i < l->lowered_count; i++) {
		const edu_ref place = l->restored[i] ? l->lowered[i].to : 0;
		if (!place || t->items[place].kind != EDU_KIND_ELEMENT) continue;
		t->items[place].flags |= EDU_ITEM_MARK;
		holder = t->items[place].parent;
	}
	if (!holder) return;
	edu_take_out_marked(t, holder);
	if (!edu_tree_first(t, holder)) edu_tree_remove(t, holder);
}

/* A passage that adds to the document which is made; its origins are the ledger's. */
static int run(step *s, int (*work)(step *s, edu_passage *p))
{
	edu_ledger *l = s->ledger;
	edu_passage p;
	int rc = edu_passage_open(&p, s->source, s->made, edu_crosswalk_of(s->made->format), s->err);
	p.origins = l->origins;
	p.origin_count = l->origin_count;
	if (rc >= 0) rc = work(s, &p);
	l->origins = p.origins;
	l->origin_count = p.origin_count;
	p.origins = NULL;
	p.origin_count = 0;
	edu_passage_close(&p);
	return rc;
}

/* What the version demands of the format's own accord: its namespace, elements that others don't ask for. */
static int complete(step *s, edu_passage *p)
{
	return p->crosswalk && p->crosswalk->complete ? p->crosswalk->complete(p) : 0;
}

static int carry_original(step *s, edu_passage *p)
{
	return edu_carry_original(p, s->source, s->ledger);
}

static void put_in_order(edu_document *made)
{
	for (edu_ref i = 1; i < made->tree.count; i++) edu_put_in_order(&made->tree, made->format->schema, i);
}

static int change(step *s)
{
	edu_document *made = s->made;
	int rc = edu_adapt(s->source, made, s->ledger) < 0 ? edu_fail_memory(s->err) : 0;
	if (made->format->syntax != EDU_SYNTAX_XML) return rc;
	if (rc >= 0) rc = edu_residue_unpack(s->source, made, s->ledger, s->err);
	if (rc >= 0) take_out_restored(s);
	if (rc >= 0) rc = run(s, complete);
	if (rc >= 0) put_in_order(made);
	return rc < 0 ? rc : made->format->bind(made, NULL, s->err);
}

static int carry_along(step *s, edu_carry carry)
{
	edu_document *made = s->made;
	if (made->format->syntax != EDU_SYNTAX_XML || carry != EDU_CARRY_ORIGINAL) return 0;
	s->ledger->target = made;
	const int rc = run(s, carry_original);
	if (rc < 0) return rc;
	put_in_order(made);
	return made->format->bind(made, NULL, s->err);
}

/* JSON has no use for it yet: the one change between versions of ELM is a name. */
bool edu_version_leaves_residue(const edu_document *source, const edu_format *format, unsigned version)
{
	const edu_crosswalk *walk = edu_crosswalk_of(format);
	return walk && walk->park && format->syntax == EDU_SYNTAX_XML && !source->twin && source->version != version
	    && !edu_has_steps(source, version);
}

int edu_version_step(const edu_document *source, const edu_format *format, unsigned version, edu_document **made,
		     edu_carry carry, edu_ledger *ledger, edu_error *err)
{
	step s = { source, NULL, ledger, err };
	if (edu_has_steps(source, version)) return edu_steps(source, version, made, carry, ledger, err);
	s.made = edu_document_make(source->tree.ctx, format, version, false);
	if (!s.made) return edu_fail_memory(err);
	*made = s.made;
	s.made->version_given = true;
	int rc = copy(&s);
	if (rc < 0) return rc;
	if (source->twin) return copy_form(&s);
	if (source->version == version) return source->format == format ? copy_bytes(&s) : 0;
	rc = change(&s);
	return rc < 0 ? rc : carry_along(&s, carry);
}
