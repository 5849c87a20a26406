/*
 * formats/elmo/check.c – the rules that look at one element alone, and the order in which all are asked.
 */
#include "formats/elmo/check.h"
#include "base/fail.h"

/* A4: what is not known of the learner is left out, not left empty. */
static int check_learner(edu_elmo_checking *c, edu_ref learner)
{
	for (edu_ref i = edu_tree_first(c->tree, learner); i; i = edu_tree_next(c->tree, i)) {
		edu_elmo_token text;
		switch (edu_tree_known(c->tree, c->tree->items[i].name)) {
		case elmo_n_citizenship: case elmo_n_bday: case elmo_n_dateOfBirth: case elmo_n_placeOfBirth:
		case elmo_n_birthName:
			break;
		default:
			continue;
		}
		if (edu_tree_first(c->tree, i) && !(c->tree->items[i].flags & EDU_ITEM_MIXED)) continue;
		if (edu_elmo_token_of(c, i, &text) < 0) return EDU_ENOMEM;
		if (text.length) continue;
		if (edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_WARNING, "elmo/A4",
		                    "the element is empty; leave it out when the value is not known") < 0)
			return EDU_ENOMEM;
	}
	return 0;
}

/* A12: a result without status counts as passed. */
static int check_instance(edu_elmo_checking *c, edu_ref instance)
{
	if (edu_elmo_child(c->tree, instance, EDU_KIND_ELEMENT, elmo_n_status)) return 0;
	return edu_finding_add(c->list, c->doc, instance, EDU_SEVERITY_INFO, "elmo/A12",
	                       "no status; readers take the result as passed, so state it");
}

static int check_namespace(edu_elmo_checking *c)
{
	switch (c->doc->shape) {
	case EDU_ELMO_V130:
		return edu_finding_add(
			c->list, c->doc, c->doc->content, EDU_SEVERITY_WARNING, "elmo/namespace",
			"the namespace ends in v1.3.0; every 1.x version has the one that ends in v1");
	case EDU_ELMO_NO_NAMESPACE:
		return edu_finding_add(c->list, c->doc, c->doc->content, EDU_SEVERITY_WARNING,
		                       "elmo/namespace",
		                       "the document has no namespace; declare " EDU_ELMO_URI_V1);
	default:
		return 0;
	}
}

static int check_item(edu_elmo_checking *c, edu_ref i)
{
	const edu_item *item = &c->tree->items[i];

	switch (item->cls) {
	case elmo_c_Learner:
		return check_learner(c, i);
	case elmo_c_LearningOpportunityInstance:
		return check_instance(c, i);
	case elmo_c_Issuer:
		return edu_elmo_check_issuer(c, i);
	case elmo_c_ShortenedGrading:
		return edu_elmo_check_shortened_grading(c, i);
	case elmo_c_FlexibleAddress:
		return edu_elmo_check_address(c, i);
	default:
		return 0;
	}
}

/* Of a draft's element one finding suffices: there is no schema for what is in it, either. */
static int check_draft(edu_elmo_checking *c, edu_ref i)
{
	const edu_ref around = c->tree->items[i].parent;

	if (!around || !edu_elmo_is_draft(c->tree, i) || edu_elmo_is_draft(c->tree, around)) return 0;
	return edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_INFO, "elmo/draft",
	                       "known to the drafts of ELMO 2.1 only, which has no schema yet");
}

static int check_items(edu_elmo_checking *c)
{
	int rc = check_namespace(c);

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(c->tree, c->doc->content, i)) {
		rc = check_item(c, i);
		if (rc == 0) rc = check_draft(c, i);
	}
	return rc;
}

static int (*const transcript_rules[])(edu_elmo_checking *) = {
	check_items,
	edu_elmo_check_forms,
	edu_elmo_check_texts,
	edu_elmo_check_types,
	edu_elmo_check_credits,
	edu_elmo_check_identifiers,
	edu_elmo_check_grading_schemes,
	edu_elmo_check_references,
	edu_elmo_check_attachments,
	edu_elmo_check_transcripts,
	edu_elmo_check_encoding,
	edu_elmo_check_schemes,
	edu_elmo_check_signature,
};

static int check_transcript(edu_elmo_checking *c, const void *state)
{
	int rc = 0;

	for (size_t i = 0; i < sizeof transcript_rules / sizeof *transcript_rules && rc == 0; i++)
		rc = transcript_rules[i](c);
	return rc == 0 && edu_elmo_is_response(c->tree) ? edu_elmo_check_tor(c) : rc;
}

/* The learners of a response have nothing to do with each other: each transcript is looked at by itself. */
static int check_each(edu_elmo_checking *c, edu_elmo_rule rule, const void *state)
{
	edu_document one = *c->doc;
	const edu_document *whole = c->doc;
	int rc = 0;

	c->doc = &one;
	for (one.content = 0; rc == 0 && (one.content = edu_elmo_next_transcript(c->tree, one.content));) {
		one.shape = edu_elmo_shape_of(c->tree, one.content);
		rc = rule(c, state);
	}
	c->doc = whole;
	return rc;
}

int edu_elmo_check_each(const edu_document *doc, edu_finding_list *list, edu_elmo_rule rule, const void *state,
                        edu_error *err)
{
	const edu_allocator *a = &doc->tree.ctx->allocator;
	edu_elmo_checking c = { .doc = doc, .tree = &doc->tree, .list = list, .arena = edu_arena_new(a) };

	int rc = c.arena ? 0 : EDU_ENOMEM;
	edu_buffer_open(&c.scratch, a);
	if (rc == 0) rc = check_each(&c, rule, state);
	if (rc == 0 && rule == check_transcript && edu_elmo_is_response(&doc->tree))
		rc = edu_elmo_check_mobilities(&c);
	edu_buffer_free(&c.scratch);
	edu_arena_leave(c.arena);
	return rc < 0 ? edu_fail_memory(err) : 0;
}

int edu_elmo_check(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	return edu_elmo_check_each(doc, list, check_transcript, NULL, err);
}
