/*
 * formats/elmo/bind.c – classes for the elements, by the class of the parent and the name.
 *
 * What the tables don't know at its place has no class, and neither has anything below it: so an
 * extension's content, or a learner inside a report, is kept and means nothing.
 */
#include "formats/elmo/elmo.h"
#include "base/fail.h"
#include "model/refusal.h"

static uint16_t class_below(const edu_schema *s, uint16_t parent, edu_name known)
{
	const edu_property *row = parent ? edu_schema_any_property(s, parent, known) : NULL;
	return row && row->kind == EDU_VALUE_NODE ? s->ranges[row->range] : 0;
}

/* A parent's number is lower than its children's, so that one pass suffices. */
static void classify(edu_document *doc)
{
	edu_tree *t = &doc->tree;
	const edu_schema *s = doc->format->schema;

	const edu_ref root = edu_tree_root(t);

	t->items[root].cls = edu_elmo_is_response(t) ? elmo_c_TorsResponse : elmo_c_Elmo;
	for (edu_ref i = root + 1; i < t->count; i++) {
		edu_item *item = &t->items[i];
		if (item->kind != EDU_KIND_ELEMENT || !item->parent) continue;
		item->cls = class_below(s, t->items[item->parent].cls, edu_tree_known(t, item->name));
	}
}

static int demand(const edu_document *doc, edu_ref elmo, edu_name name, const char *rule, const char *message,
                  edu_error *err)
{
	const edu_tree *t = &doc->tree;

	for (edu_ref i = edu_tree_first(t, elmo); i; i = edu_tree_next(t, i))
		if (t->items[i].kind == EDU_KIND_ELEMENT && edu_tree_known(t, t->items[i].name) == name)
			return 0;
	return edu_refuse(err, EDU_EINVALID, rule, t, elmo, "%s", message);
}

static int demand_parts(const edu_document *doc, edu_ref elmo, edu_error *err)
{
	const int rc = demand(doc, elmo, elmo_n_learner, "elmo/no-learner",
	                      "the elmo element has no learner child; a transcript is about one learner", err);
	if (rc < 0) return rc;
	return demand(doc, elmo, elmo_n_report, "elmo/no-report",
	              "the elmo element has no report child; at least one institution must report", err);
}

static edu_elmo_shape shape_of(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	const bool many = doc->content == edu_tree_root(t) && edu_elmo_is_response(t);
	return many ? EDU_ELMO_RESPONSE : edu_elmo_shape_of(t, doc->content);
}

int edu_elmo_bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	const edu_tree *t = &doc->tree;
	int rc = 0;

	doc->content = edu_elmo_content(t);
	doc->shape = shape_of(doc);
	classify(doc);
	for (edu_ref elmo = 0; rc == 0 && (elmo = edu_elmo_next_transcript(t, elmo));)
		rc = demand_parts(doc, elmo, err);
	if (rc == 0 && !doc->version_given && edu_elmo_find_version(doc, &doc->version) < 0)
		rc = edu_fail_memory(err);
	return rc;
}
