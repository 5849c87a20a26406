/*
 * formats/elm/v2_format.c – ELM 2 as a format: how its XML is recognised, and the ways from it; see v2.h.
 */
#include "formats/elm/v2.h"

#include <string.h>

#include "base/fail.h"
#include "elm2_tables.h"
#include "formats/elm/elm.h"
#include "model/refusal.h"

#define NAMESPACE "http://data.europa.eu/snb"

static bool is_in(const edu_tree *t, edu_ref item, const char *local, const char *uri)
{
	const edu_name name = t->items[item].name;
	const char *said = edu_tree_name_uri(t, name);

	return t->items[item].kind == EDU_KIND_ELEMENT && strcmp(edu_elm_v2_name(t, item), local) == 0 && said &&
	       strcmp(said, uri) == 0;
}

/* The credential: the root, or a child of the presentation that was sealed. 0: none. */
static edu_ref find_credential(const edu_tree *t)
{
	const edu_ref root = edu_tree_root(t);

	if (!root || is_in(t, root, "europassCredential", NAMESPACE)) return root;
	if (!is_in(t, root, "verifiablePresentation", NAMESPACE "/vp")) return 0;
	for (edu_ref i = edu_tree_first(t, root); i; i = edu_tree_next(t, i))
		if (is_in(t, i, "europassCredential", NAMESPACE)) return i;
	return 0;
}

static edu_recognition recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_ref root = edu_tree_root(t);

	if (find_credential(t)) return EDU_RECOGNISED;
	if (!root || !is_in(t, root, "verifiablePresentation", NAMESPACE "/vp")) return EDU_RECOGNISED_NOT;
	edu_refuse(err, EDU_EFORMAT, "elm2/no-credential", t, root,
		   "a presentation of ELM 2 without a europassCredential inside");
	return EDU_RECOGNISED_REFUSED;
}

/* Names are compared as they are written: none of them stands for a name of the table. */
static bool belongs(const char *uri)
{
	return false;
}

static int bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	doc->content = find_credential(&doc->tree);
	doc->version = elm2_v_2;
	return doc->content ? 0
			    : edu_fail(err, EDU_EFORMAT, "elm2/no-credential", "this is no europassCredential of ELM 2");
}

static int check(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	const edu_tree *t = &doc->tree;
	int rc = edu_finding_add(list, doc, doc->content, EDU_SEVERITY_INFO, "elm2/not-checked",
				 "nothing is checked in this form; convert it to elm and check the result by "
				 "edc-converted");

	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (edu_tree_is_signature(t, i))
			rc = edu_finding_add(list, doc, i, EDU_SEVERITY_INFO, "elm2/signature",
					     "a XAdES signature is present, and was not verified");
	return rc < 0 ? edu_fail_memory(err) : 0;
}

/* ---- into the core: by way of ELM 3 ---- */

/* An ELM document whose texts live with the document that is made. */
static edu_document *make_between(const edu_passage *p)
{
	edu_document *doc = edu_document_make(p->to->tree.ctx, &edu_format_elm, elm_v_3_2, false);

	if (!doc) return NULL;
	edu_arena_leave(doc->tree.arena);
	doc->tree.arena = edu_arena_share(p->to->tree.arena);
	return doc;
}

static bool is_language(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_ATTRIBUTE && strcmp(edu_elm_v2_name(t, item), "lang") == 0;
}

/* What became of each item over both steps: the outcome is the weaker, the rule that of the step that changed it. */
static void join_traces(edu_passage *p, const edu_passage *first, const edu_passage *second)
{
	for (size_t i = 1; i < p->from->tree.count; i++) {
		const edu_trace *a = &first->traces[i];
		const edu_trace *b = a->to ? &second->traces[a->to] : NULL;
		if (!(a->state & EDU_TRACE_SET) || !b || !(b->state & EDU_TRACE_SET)) continue;
		p->traces[i] = a->outcome > b->outcome || !b->rule ? *a : *b;
		p->traces[i].to = b->to;
		if (b->outcome > a->outcome) p->traces[i].outcome = b->outcome;
		if (is_language(&p->from->tree, (edu_ref)i)) {
			p->traces[i].outcome = EDU_OUTCOME_DERIVED;
			p->traces[i].rule = edu_rule_elm_v2_language;
		}
	}
}

/* What the first step defaulted has no source after the second, either. */
static int join_origins(edu_passage *p, const edu_passage *first, const edu_passage *second)
{
	int rc = 0;

	for (size_t i = 1; i < second->from->tree.count && i < first->origin_count && rc == 0; i++) {
		const uint16_t rule = first->origins[i];
		const edu_ref to = second->traces[i].to;
		/* What a type becomes is a node, and the node has parts of its own. */
		if (rule && rule != EDU_SOURCED && to && p->to->tree.items[to].kind != EDU_KIND_OBJECT)
			rc = edu_origin_set(p, to, rule);
	}
	for (size_t i = 1; i < p->from->tree.count && rc == 0; i++)
		if (p->traces[i].to && p->traces[i].outcome != EDU_OUTCOME_LOST)
			rc = edu_origin_set(p, p->traces[i].to, EDU_SOURCED);
	return rc;
}

static int lower(edu_passage *p)
{
	edu_document *between = make_between(p);
	edu_passage first = { 0 }, second = { 0 };

	if (!between) return edu_fail_memory(p->err);
	int rc = edu_passage_open(&first, p->from, between, &edu_crosswalk_elm, p->err);
	if (rc >= 0) rc = edu_elm_v2_translate(&first);
	if (rc >= 0) rc = edu_format_elm.bind(between, NULL, p->err);
	if (rc >= 0) rc = edu_passage_open(&second, between, p->to, &edu_crosswalk_elm, p->err);
	if (rc >= 0) rc = elm_lower(&second);
	if (rc >= 0) {
		join_traces(p, &first, &second);
		p->origins = second.origins;
		p->origin_count = second.origin_count;
		p->default_language = second.default_language;
		second.origins = NULL;
		second.origin_count = 0;
		rc = join_origins(p, &first, &second);
	}
	edu_passage_close(&second);
	edu_passage_close(&first);
	edu_document_free(between);
	return rc;
}

static const edu_absence none = { 0 };

const edu_crosswalk edu_crosswalk_elm2 = {
	.schema = &elm2_schema,
	.absent = &none,
	.nowhere = &none,
	.rule_no_place = edu_rule_elm_v2_no_place,
	.rule_unknown = edu_rule_elm_v2_no_place,
	.lower = lower,
};

const edu_format edu_format_elm2 = {
	.title = "European Learning Model 2 (XML)",
	.syntax = EDU_SYNTAX_XML,
	.schema = &elm2_schema,
	.default_version = elm2_v_2,
	.reads = 1 << elm2_v_2,
	.holds = EDU_ABOUT_RECORDS,
	.recognise = recognise,
	.belongs = belongs,
	.bind = bind,
	.check = check,
	.translates_to = &edu_format_elm,
	.translate = edu_elm_v2_translate,
};
