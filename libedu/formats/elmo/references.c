/*
 * formats/elmo/references.c – rules A9, A13 and A20: names that are unique, and references that lead
 * somewhere.
 */
#include "formats/elmo/keys.h"
#include "base/text.h"

static int empty_or_string(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out)
{
	*out = (edu_elmo_token){ "", 0 };
	return item ? edu_elmo_string_of(c, item, out) : 0;
}

static int empty_or_token(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out)
{
	*out = (edu_elmo_token){ "", 0 };
	return item ? edu_elmo_token_of(c, item, out) : 0;
}

/* A9 is about identifiers of type local, of specifications alone. */
static int add_local_identifiers(edu_elmo_keys *keys, edu_ref specification)
{
	edu_elmo_checking *c = keys->c;
	const edu_tree *t = c->tree;
	edu_elmo_key key = { .scope = edu_elmo_around(t, specification, elmo_c_Report,
		                                      elmo_c_RecognitionReport) };

	if (empty_or_token(c, edu_elmo_child(t, specification, EDU_KIND_ELEMENT, elmo_n_type), &key.kind) < 0)
		return EDU_ENOMEM;
	for (edu_ref i = edu_tree_first(t, specification); i; i = edu_tree_next(t, i)) {
		edu_elmo_token type;
		if (t->items[i].cls != elmo_c_Identifier) continue;
		if (empty_or_token(c, edu_elmo_child(t, i, EDU_KIND_ATTRIBUTE, elmo_n_type), &type) < 0)
			return EDU_ENOMEM;
		if (!edu_equal(type.text, type.length, "local")) continue;
		key.item = i;
		if (edu_elmo_token_of(c, i, &key.text) < 0 || edu_elmo_keys_add(keys, &key) < 0)
			return EDU_ENOMEM;
	}
	return 0;
}

static int report_repeated(edu_elmo_keys *keys, edu_severity severity, const char *rule, const char *message)
{
	edu_elmo_checking *c = keys->c;
	int rc = edu_elmo_keys_sort(keys);

	for (size_t i = 0; i < keys->count && rc == 0; i++)
		if (edu_elmo_keys_repeats(keys, i))
			rc = edu_finding_add(c->list, c->doc, keys->entries[i].item, severity, rule, "%s",
			                     message);
	return rc;
}

int edu_elmo_check_identifiers(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	edu_elmo_keys keys;
	int rc = 0;

	edu_elmo_keys_open(&keys, c);
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		if (t->items[i].cls == elmo_c_LearningOpportunitySpecification)
			rc = add_local_identifiers(&keys, i);
	if (rc == 0)
		rc = report_repeated(
			&keys, EDU_SEVERITY_WARNING, "elmo/A9",
			"another specification of the same type has this local identifier, too; within one "
			"issuer it must tell them apart, or be left out");
	edu_elmo_keys_close(&keys);
	return rc;
}

static int add_grading_scheme(edu_elmo_keys *schemes, edu_ref scheme)
{
	const edu_tree *t = schemes->c->tree;
	const edu_ref id = edu_elmo_child(t, scheme, EDU_KIND_ATTRIBUTE, elmo_n_localId);
	edu_elmo_key key = { .scope = edu_elmo_around(t, scheme, elmo_c_Report, elmo_c_RecognitionReport),
		             .item = scheme };

	if (!id) return 0;
	return edu_elmo_token_of(schemes->c, id, &key.text) < 0 ? EDU_ENOMEM
	                                                        : edu_elmo_keys_add(schemes, &key);
}

/* A13: within the report, or in 2.0 within the report that a recognition is based on. */
static int check_scheme_reference(const edu_elmo_keys *schemes, edu_ref instance)
{
	edu_elmo_checking *c = schemes->c;
	const edu_tree *t = c->tree;
	const edu_ref reference = edu_elmo_child(t, instance, EDU_KIND_ELEMENT, elmo_n_gradingSchemeLocalId);
	edu_elmo_key key = { .scope = edu_elmo_around(t, instance, elmo_c_Report, elmo_c_RecognitionReport) };

	if (!reference) return 0;
	if (edu_elmo_token_of(c, reference, &key.text) < 0) return EDU_ENOMEM;
	if (edu_elmo_keys_find(schemes, &key)) return 0;
	return edu_finding_add(
		c->list, c->doc, reference, EDU_SEVERITY_ERROR, "elmo/A13",
		"no gradingScheme of this report has that localId; add it to the report, or leave the "
		"reference out");
}

int edu_elmo_check_grading_schemes(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	edu_elmo_keys schemes;
	int rc = 0;

	edu_elmo_keys_open(&schemes, c);
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		if (t->items[i].cls == elmo_c_GradingScheme) rc = add_grading_scheme(&schemes, i);
	if (rc == 0)
		rc = report_repeated(
			&schemes, EDU_SEVERITY_ERROR, "elmo/duplicate-grading-scheme",
			"another gradingScheme of this report has the same localId; results can't tell which "
			"they mean");
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		if (t->items[i].cls == elmo_c_LearningOpportunityInstance)
			rc = check_scheme_reference(&schemes, i);
	edu_elmo_keys_close(&schemes);
	return rc;
}

/* What A20's references may lead to. */
typedef struct targets {
	edu_elmo_keys attachments;   /* by identifier */
	edu_elmo_keys group_types;   /* by id */
	edu_elmo_keys groups;        /* by group type and id */
} targets;

static int add_attachment(edu_elmo_keys *attachments, edu_ref attachment)
{
	const edu_tree *t = attachments->c->tree;

	for (edu_ref i = edu_tree_first(t, attachment); i; i = edu_tree_next(t, i)) {
		edu_elmo_key key = { .item = i };
		if (t->items[i].cls != elmo_c_Identifier) continue;
		if (edu_elmo_token_of(attachments->c, i, &key.text) < 0 ||
		    edu_elmo_keys_add(attachments, &key) < 0)
			return EDU_ENOMEM;
	}
	return 0;
}

static int add_group(edu_elmo_keys *keys, edu_ref item, edu_ref scope)
{
	const edu_ref id = edu_elmo_child(keys->c->tree, item, EDU_KIND_ATTRIBUTE, elmo_n_id);
	edu_elmo_key key = { .scope = scope, .item = item };

	if (!id) return 0;
	return edu_elmo_string_of(keys->c, id, &key.text) < 0 ? EDU_ENOMEM : edu_elmo_keys_add(keys, &key);
}

static int add_target(targets *to, edu_ref i)
{
	const edu_item *item = &to->attachments.c->tree->items[i];

	switch (item->cls) {
	case elmo_c_Attachment: return add_attachment(&to->attachments, i);
	case elmo_c_GroupType: return add_group(&to->group_types, i, 0);
	case elmo_c_Group: return add_group(&to->groups, i, item->parent);
	default: return 0;
	}
}

/* The schema calls a reference a string, and what it leads to a token; both are compared as tokens. */
static int check_attachment_reference(const targets *to, edu_ref reference)
{
	edu_elmo_checking *c = to->attachments.c;
	edu_elmo_key key = { .scope = 0 };

	if (edu_elmo_token_of(c, reference, &key.text) < 0) return EDU_ENOMEM;
	if (edu_elmo_keys_find(&to->attachments, &key)) return 0;
	return edu_finding_add(
		c->list, c->doc, reference, EDU_SEVERITY_ERROR, "elmo/A20",
		"no attachment has that identifier; add the attachment, or leave the reference out");
}

static int check_grouping(const targets *to, edu_ref grouping)
{
	edu_elmo_checking *c = to->groups.c;
	const edu_ref type = edu_elmo_child(c->tree, grouping, EDU_KIND_ATTRIBUTE, elmo_n_typeref);
	const edu_ref group = edu_elmo_child(c->tree, grouping, EDU_KIND_ATTRIBUTE, elmo_n_idref);
	edu_elmo_key key = { .scope = 0 };

	if (!type) return 0;
	if (empty_or_string(c, type, &key.text) < 0) return EDU_ENOMEM;
	const edu_elmo_key *found = edu_elmo_keys_find(&to->group_types, &key);
	if (!found)
		return edu_finding_add(
			c->list, c->doc, type, EDU_SEVERITY_ERROR, "elmo/A20",
			"no groupType has that id; add it to groups, or leave the reference out");
	if (!group) return 0;
	key.scope = found->item;
	if (empty_or_string(c, group, &key.text) < 0) return EDU_ENOMEM;
	if (edu_elmo_keys_find(&to->groups, &key)) return 0;
	return edu_finding_add(c->list, c->doc, group, EDU_SEVERITY_ERROR, "elmo/A20",
	                       "no group of that groupType has that id; add it, or leave the reference out");
}

static int check_reference(const targets *to, edu_ref i)
{
	const edu_tree *t = to->groups.c->tree;
	const edu_item *item = &t->items[i];

	if (item->cls == elmo_c_Grouping) return check_grouping(to, i);
	if (item->kind == EDU_KIND_ELEMENT && item->parent && t->items[item->parent].cls == elmo_c_Attachments
	    && edu_tree_known(t, item->name) == elmo_n_ref)
		return check_attachment_reference(to, i);
	return 0;
}

int edu_elmo_check_references(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	targets to;
	int rc = 0;

	edu_elmo_keys_open(&to.attachments, c);
	edu_elmo_keys_open(&to.group_types, c);
	edu_elmo_keys_open(&to.groups, c);
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		rc = add_target(&to, i);
	if (rc == 0) rc = edu_elmo_keys_sort(&to.attachments);
	if (rc == 0) rc = edu_elmo_keys_sort(&to.group_types);
	if (rc == 0) rc = edu_elmo_keys_sort(&to.groups);
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		rc = check_reference(&to, i);
	edu_elmo_keys_close(&to.attachments);
	edu_elmo_keys_close(&to.group_types);
	edu_elmo_keys_close(&to.groups);
	return rc;
}
