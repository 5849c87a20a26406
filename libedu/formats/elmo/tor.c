/*
 * formats/elmo/tor.c – what EWP's Incoming Mobility ToRs API asks of the transcripts in its responses, beside
 * ELMO's own rules (elmo.md, section 12): rules ewp/….
 */
#include "formats/elmo/check.h"
#include "formats/elmo/keys.h"
#include "base/text.h"

/* Whom the sender knows by a European Student Identifier: the API demands it, its own example lacks it. */
static int check_esi(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	const edu_ref learner = edu_elmo_child(t, c->doc->content, EDU_KIND_ELEMENT, elmo_n_learner);

	for (edu_ref i = learner ? edu_tree_first(t, learner) : 0; i; i = edu_tree_next(t, i)) {
		edu_elmo_token type = { "", 0 };
		if (t->items[i].cls != elmo_c_Identifier) continue;
		const edu_ref attribute = edu_elmo_child(t, i, EDU_KIND_ATTRIBUTE, elmo_n_type);
		if (attribute && edu_elmo_token_of(c, attribute, &type) < 0) return EDU_ENOMEM;
		if (edu_equal(type.text, type.length, "esi")) return 0;
	}
	return edu_finding_add(c->list, c->doc, learner, EDU_SEVERITY_WARNING, "ewp/esi",
	                       "EWP wants an identifier of type esi for the learner; add the European Student "
	                       "Identifier");
}

static int check_outside(edu_elmo_checking *c)
{
	const edu_ref elmo = c->doc->content;
	int rc = 0;

	if (c->doc->shape != EDU_ELMO_V1)
		rc = edu_finding_add(c->list, c->doc, elmo, EDU_SEVERITY_ERROR, "ewp/namespace",
		                     "a response holds ELMO of the namespace " EDU_ELMO_URI_V1);
	for (edu_ref i = edu_tree_first(c->tree, elmo); i && rc == 0; i = edu_tree_next(c->tree, i))
		if (edu_tree_is_signature(c->tree, i))
			rc = edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_INFO, "ewp/signature",
			                     "a signature inside a response can't be verified; leave it out");
	return rc;
}

/* ---- the grade conversion table ---- */

/* Fields of study have a key of the code alone, grades one of code and label. */
typedef struct grades {
	edu_elmo_keys fields, labels;
} grades;

static int attribute_of(edu_elmo_checking *c, edu_ref element, edu_name name, edu_elmo_token *out)
{
	const edu_ref attribute = edu_elmo_child(c->tree, element, EDU_KIND_ATTRIBUTE, name);

	*out = (edu_elmo_token){ "", 0 };
	return attribute ? edu_elmo_token_of(c, attribute, out) : 0;
}

static int check_sum(edu_elmo_checking *c, edu_ref field, const edu_elmo_token *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!edu_elmo_is_percentage(&values[i]))
			return edu_finding_add(c->list, c->doc, field, EDU_SEVERITY_WARNING, "ewp/percentage",
			                       "a percentage of this table is not from 0 to 100");
	if (edu_elmo_comes_to_hundred(values, count)) return 0;
	return edu_finding_add(c->list, c->doc, field, EDU_SEVERITY_WARNING, "ewp/percentage",
	                       "the percentages of this table don't add up to 100; failing grades belong to it, too");
}

/* Frequencies of one field: known from now on, and looked at. What is no number is the schema's matter. */
static int take_field(edu_elmo_checking *c, grades *g, edu_ref field)
{
	const edu_tree *t = c->tree;
	edu_elmo_token code, *values = NULL;
	size_t count = 0, capacity = 0;
	bool numbers = true;

	int rc = attribute_of(c, field, elmo_n_iscedCode, &code);
	if (rc == 0) rc = edu_elmo_keys_add(&g->fields, &(edu_elmo_key){ 0, code, { "", 0 }, field });
	for (edu_ref i = edu_tree_first(t, field); i && rc == 0; i = edu_tree_next(t, i)) {
		edu_elmo_token label, value;
		if (t->items[i].cls != elmo_c_GradeFrequency) continue;
		if (!edu_grow(&t->ctx->allocator, (void **)&values, &capacity, count, sizeof *values)) rc = EDU_ENOMEM;
		if (rc == 0) rc = attribute_of(c, i, elmo_n_label, &label);
		if (rc == 0) rc = attribute_of(c, i, elmo_n_percentage, &value);
		if (rc < 0) break;
		numbers = numbers && edu_is_decimal(value.text, value.length);
		values[count++] = value;
		rc = edu_elmo_keys_add(&g->labels, &(edu_elmo_key){ 0, code, label, i });
	}
	if (rc == 0 && count && numbers) rc = check_sum(c, field, values, count);
	edu_release(&t->ctx->allocator, values, capacity * sizeof *values);
	return rc;
}

/* The field of study of a result, and its grade, have to be in the table for it to be of use. */
static int check_result(edu_elmo_checking *c, const grades *g, edu_ref specification)
{
	const edu_tree *t = c->tree;
	const edu_ref code = edu_elmo_child(t, specification, EDU_KIND_ELEMENT, elmo_n_iscedCode);
	const edu_ref step = edu_elmo_child(t, specification, EDU_KIND_ELEMENT, elmo_n_specifies);
	const edu_ref instance =
		step ? edu_elmo_child(t, step, EDU_KIND_ELEMENT, elmo_n_learningOpportunityInstance) : 0;
	const edu_ref label = instance ? edu_elmo_child(t, instance, EDU_KIND_ELEMENT, elmo_n_resultLabel) : 0;
	edu_elmo_key wanted = { 0, { "", 0 }, { "", 0 }, 0 };

	if (!code) return 0;
	if (edu_elmo_token_of(c, code, &wanted.kind) < 0) return EDU_ENOMEM;
	if (!edu_elmo_keys_find(&g->fields, &wanted))
		return edu_finding_add(c->list, c->doc, code, EDU_SEVERITY_WARNING, "ewp/isced",
		                       "the grade conversion table has no frequencies for this field of study");
	if (!label) return 0;
	if (edu_elmo_token_of(c, label, &wanted.text) < 0) return EDU_ENOMEM;
	if (edu_elmo_keys_find(&g->labels, &wanted)) return 0;
	return edu_finding_add(c->list, c->doc, label, EDU_SEVERITY_INFO, "ewp/grade",
	                       "the grade conversion table doesn't list this grade for its field of study");
}

static int take_table(edu_elmo_checking *c, grades *g, edu_ref table)
{
	const edu_tree *t = c->tree;
	int rc = 0;

	for (edu_ref i = edu_tree_first(t, table); i && rc == 0; i = edu_tree_next(t, i))
		if (t->items[i].cls == elmo_c_IscedTable) rc = take_field(c, g, i);
	if (rc == 0) rc = edu_elmo_keys_sort(&g->fields);
	return rc == 0 ? edu_elmo_keys_sort(&g->labels) : rc;
}

static int check_grades(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	const edu_ref elmo = c->doc->content, tor = t->items[elmo].parent;
	const edu_ref table = edu_elmo_child(t, tor, EDU_KIND_ELEMENT, elmo_n_gradeConversionTable);
	grades g;

	if (!table) return 0;
	edu_elmo_keys_open(&g.fields, c);
	edu_elmo_keys_open(&g.labels, c);
	int rc = take_table(c, &g, table);
	for (edu_ref i = elmo; i && rc == 0; i = edu_tree_walk(t, elmo, i))
		if (t->items[i].cls == elmo_c_LearningOpportunitySpecification) rc = check_result(c, &g, i);
	edu_elmo_keys_close(&g.labels);
	edu_elmo_keys_close(&g.fields);
	return rc;
}

int edu_elmo_check_tor(edu_elmo_checking *c)
{
	int rc = check_outside(c);

	if (rc == 0) rc = check_esi(c);
	return rc == 0 ? check_grades(c) : rc;
}

int edu_elmo_check_mobilities(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	edu_elmo_keys ids;
	int rc = 0;

	edu_elmo_keys_open(&ids, c);
	for (edu_ref tor = edu_tree_first(t, edu_tree_root(t)); tor && rc == 0; tor = edu_tree_next(t, tor)) {
		edu_elmo_key key = { 0, { "", 0 }, { "", 0 }, 0 };
		if (t->items[tor].cls != elmo_c_Tor) continue;
		key.item = edu_elmo_child(t, tor, EDU_KIND_ELEMENT, elmo_n_omobility_id);
		if (!key.item) continue;
		rc = edu_elmo_string_of(c, key.item, &key.text);
		if (rc == 0) rc = edu_elmo_keys_add(&ids, &key);
	}
	if (rc == 0) rc = edu_elmo_keys_sort(&ids);
	for (size_t i = 0; rc == 0 && i < ids.count; i++)
		if (edu_elmo_keys_repeats(&ids, i))
			rc = edu_finding_add(c->list, c->doc, ids.entries[i].item, EDU_SEVERITY_WARNING,
			                     "ewp/mobility-twice",
			                     "two transcripts of this response are for the same mobility");
	edu_elmo_keys_close(&ids);
	return rc;
}
