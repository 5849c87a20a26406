/*
 * formats/elmo/later.c – what ELMO says since 2.0 only: grading schemes by a name that holds everywhere, and
 * countries by codes of other lists.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/hows.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

/* ---- gradingSchemeExternalId: an identifier of the scheme that gradingSchemeLocalId names ---- */

static const uint16_t scheme_path[] = { core_n_assessment, core_n_gradingScheme };

int elmo_lower_external_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return elmo_refer(p, &elmo_lowering_of(p)->externals, value, core);
}

static int add_identifier(edu_passage *p, edu_ref scheme, edu_ref element, const char *text, uint32_t length)
{
	static const uint16_t path[] = { core_n_identifier }, value_path[] = { core_n_value };
	edu_ref identifier, value;
	int rc = edu_core_add(p, scheme, path, 1, EDU_KIND_OBJECT, &identifier);
	if (rc >= 0) rc = edu_core_add(p, identifier, value_path, 1, EDU_KIND_STRING, &value);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, value, text, length);
	edu_trace_set(p, element, value, EDU_OUTCOME_EXACT, 0);
	return edu_origin_set(p, value, EDU_SOURCED);
}

/* Results share a scheme of the report: of its names the first counts. */
static int resolve_external(edu_passage *p, const elmo_reference *r)
{
	const edu_tree *t = &p->to->tree;
	const char *text;
	uint32_t length, said_length;
	bool collapsed;
	edu_ref scheme = edu_core_at(t, r->core, scheme_path, 2);
	int rc = edu_passage_text(p, r->element, true, &text, &length, &collapsed);
	if (rc < 0 || !length) return rc;
	if (!scheme) rc = edu_core_add(p, r->core, scheme_path, 2, EDU_KIND_OBJECT, &scheme);
	if (rc < 0 || !scheme) return rc;
	scheme = edu_core_follow(t, scheme);
	const edu_ref said = edu_core_one(t, scheme, core_n_identifier);
	if (!said) return add_identifier(p, scheme, r->element, text, length);
	const char *name = edu_core_text(t, said, core_n_value, &said_length);
	const bool same = name && said_length == length && !memcmp(name, text, length);
	edu_trace_set(p, r->element, same ? edu_core_one(t, said, core_n_value) : 0,
	              same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_LOST, same ? 0 : edu_rule_convert_one_only);
	return 0;
}

int elmo_resolve_externals(edu_passage *p)
{
	elmo_references *r = &elmo_lowering_of(p)->externals;
	int rc = 0;
	for (size_t i = 0; i < r->count && rc >= 0; i++) rc = resolve_external(p, &r->list[i]);
	r->count = 0;
	return rc;
}

int elmo_raise_external_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value,
                               edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref identifier = edu_core_follow(t, edu_value_first(t, value));
	const edu_ref name = identifier ? edu_tree_child(t, identifier, core_n_value) : 0;
	const bool again = name && p->traces[name].to;
	if (!name) return 0;
	const int rc = elmo_raise_text(p, row, name, target, t->items[name].text, t->items[name].length, 0);
	if (rc < 0 || !again) return rc;
	return edu_origin_set(p, p->to->tree.items[target].last, edu_rule_elmo_repeated);
}

/* ---- countries ---- */

static const char *last_part(const char *text, uint32_t *length)
{
	const char *end = text + *length, *start = end;
	while (start > text && start[-1] != '/') start--;
	*length = (uint32_t)(end - start);
	return start;
}

/* Since 2.1 a country may be a code of the European list, of three letters; the core wants ISO's two. */
static int lower_listed(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, edu_ref *made)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	if (rc < 0) return rc;
	const char *code = last_part(text, &length);
	const edu_concept *concept = edu_concept_of_code(&edu_vocabulary_country, code, length);
	*made = 0;
	if (!concept) return 0;
	rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, made);
	if (rc < 0 || !*made) return rc;
	edu_tree_use_text(&p->to->tree, *made, concept->core, (uint32_t)strlen(concept->core));
	edu_trace_set(p, value, *made, EDU_OUTCOME_DERIVED, edu_rule_elmo_country_list);
	return edu_origin_set(p, *made, EDU_SOURCED);
}

int elmo_lower_country(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref list = edu_tree_child(t, value, elmo_n_type);
	edu_ref made = 0;
	edu_row token = *row;
	token.flags |= EDU_ROW_TOKEN;
	int rc = list && !edu_equal(t->items[list].text, t->items[list].length, "ISO")
	                 ? lower_listed(p, row, value, core, &made)
	                 : 0;
	if (rc >= 0 && !made) rc = edu_how_text.lower(p, &token, value, core);
	if (rc >= 0 && list && p->traces[value].to)
		edu_trace_set(p, list, p->traces[value].to, EDU_OUTCOME_DERIVED, edu_rule_elmo_country_list);
	return rc;
}
