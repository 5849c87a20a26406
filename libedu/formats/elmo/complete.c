/*
 * formats/elmo/complete.c – what one version of the schema demands and another does not: its namespace, and
 * elements that were not there because nobody had to write them.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/elmo.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "model/order.h"

const char *edu_elmo_uri(unsigned version)
{
	return version >= elmo_v_2_0 ? EDU_ELMO_URI_V2 : EDU_ELMO_URI_V1;
}

/* ---- the namespace ---- */

/* All declarations of ELMO's namespace, and no other; *found: there is one. */
static void redeclare(edu_tree *t, const char *uri, bool *found)
{
	for (edu_ref i = 1; i < t->count; i++) {
		const edu_item *item = &t->items[i];
		if (item->kind != EDU_KIND_NAMESPACE || !item->text || !edu_elmo_is_uri(item->text)) continue;
		edu_tree_use_text(t, i, uri, (uint32_t)strlen(uri));
		*found = true;
	}
}

/* A name with a prefix is the tree's own, and has its namespace. */
static int rename_element(edu_tree *t, edu_ref element, const char *uri)
{
	uint32_t length;
	const char *text = edu_tree_name_text(t, t->items[element].name, &length);
	const char *local = edu_tree_name_local(t, t->items[element].name);

	if (!edu_tree_name_uri(t, t->items[element].name)) return 0;
	const edu_name known = edu_tree_known(t, t->items[element].name);
	const edu_name name = edu_tree_name_xml(t, text, length, (size_t)(local - text), uri, known);
	t->items[element].name = name;
	return name ? 0 : EDU_ENOMEM;
}

static int adopt_namespace(edu_document *doc)
{
	edu_tree *t = &doc->tree;
	const char *uri = edu_elmo_uri(doc->version);
	bool found = false;

	redeclare(t, uri, &found);
	if (!found && t->items[doc->content].cls == elmo_c_Elmo) {
		const edu_ref declaration = edu_tree_add(t, doc->content, EDU_KIND_NAMESPACE, 0);
		if (!declaration) return EDU_ENOMEM;
		edu_tree_use_text(t, declaration, uri, (uint32_t)strlen(uri));
		edu_put_in_order(t, doc->format->schema, doc->content);
	}
	return rename_element(t, doc->content, uri);
}

/* ---- elements ---- */

static int add_empty(edu_passage *p, edu_ref parent, edu_name name, uint16_t rule, edu_ref *made)
{
	const edu_name prefixed = edu_tree_name_beside(&p->to->tree, parent, name);
	const int rc = prefixed ? edu_target_member(p, parent, EDU_KIND_ELEMENT, prefixed, made)
	                        : edu_fail_memory(p->err);
	return rc < 0 ? rc : edu_origin_set(p, *made, rule);
}

/* Its place among all specifications: no other has it, and it says nothing of the learner. */
static int add_identifier(edu_passage *p, edu_ref parent, uint16_t rule, unsigned number)
{
	char text[32];
	edu_ref made;
	int rc = add_empty(p, parent, elmo_n_identifier, rule, &made);

	if (rc < 0) return rc;
	p->to->tree.items[made].cls = elmo_c_Identifier;
	const int n = snprintf(text, sizeof text, "specification-%u", number);
	if (edu_tree_set_text(&p->to->tree, made, text, (size_t)n) < 0) return edu_fail_memory(p->err);
	return edu_target_default(p, made, EDU_KIND_ATTRIBUTE, elmo_n_type, "local", rule, NULL);
}

static const struct demand {
	uint16_t cls, name, rule;
} demands[] = {
	{ elmo_c_Learner, elmo_n_alternativeName, edu_rule_elmo_alternative_name_missing },
	{ elmo_c_LearningOpportunitySpecification, elmo_n_identifier,
	  edu_rule_elmo_specification_identifier_missing },
	{ elmo_c_LearningOpportunityInstance, elmo_n_grouping, edu_rule_elmo_grouping_missing },
	{ elmo_c_Attachment, elmo_n_content, edu_rule_elmo_content_missing },
};

static bool is_demanded(const edu_document *doc, const struct demand *d)
{
	const edu_property *row = edu_schema_property(doc->format->schema, d->cls, d->name, doc->version);
	return row && row->min;
}

static int add_demanded(edu_passage *p, const struct demand *d)
{
	edu_tree *t = &p->to->tree;
	unsigned number = 0;
	edu_ref made;
	int rc = 0;

	for (edu_ref i = p->to->content; i && rc >= 0; i = edu_tree_walk(t, p->to->content, i)) {
		if (t->items[i].cls != d->cls) continue;
		number++;
		if (edu_tree_child(t, i, d->name)) continue;
		rc = d->name == elmo_n_identifier ? add_identifier(p, i, d->rule, number)
		                                  : add_empty(p, i, d->name, d->rule, &made);
		edu_put_in_order(t, p->to->format->schema, i);
	}
	return rc;
}

int elmo_complete(edu_passage *p)
{
	int rc = adopt_namespace(p->to) < 0 ? edu_fail_memory(p->err) : 0;

	for (size_t i = 0; i < sizeof demands / sizeof *demands && rc >= 0; i++)
		if (is_demanded(p->to, &demands[i])) rc = add_demanded(p, &demands[i]);
	return rc;
}
