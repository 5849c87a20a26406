/*
 * formats/ooapi/raise_codes.c – identifiers as codes, and words of the core as values of OOAPI's lists.
 *
 * Since version 6 nearly every list takes values of one's own, which begin with x-: nothing has to be left
 * out.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "formats/ooapi/hows.h"
#include "formats/ooapi/step.h"

static const edu_item *text_of(const edu_passage *p, edu_ref value)
{
	const edu_item *item = &p->from->tree.items[value];
	return value && item->text && item->length ? item : NULL;
}

/* ---- values of lists ---- */

static int raise_own_word(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target,
                          const edu_item *text)
{
	char *own = edu_arena_get(p->to->tree.arena, (size_t)text->length + 3);
	if (!own) return edu_fail_memory(p->err);
	memcpy(own, "x-", 2);
	memcpy(own + 2, text->text, (size_t)text->length + 1);
	return ooapi_raise_as(p, row, value, target, own, (size_t)text->length + 2, edu_rule_ooapi_own_word);
}

/* As it is, as version 6 calls what an older one has, or as a value of one's own. */
static int raise_listed(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t codes)
{
	const edu_item *text = text_of(p, value);
	if (!text) return 0;
	const bool own = text->length > 2 && text->text[0] == 'x' && text->text[1] == '-';
	if (own || edu_codes_have(&ooapi_schema.codes[codes], text->text, text->length, p->to->version))
		return ooapi_raise_as(p, row, value, target, text->text, text->length, 0);
	const char *newer = edu_ooapi_newer_value(codes, text->text, text->length);
	if (newer) return ooapi_raise_as(p, row, value, target, newer, strlen(newer), edu_rule_ooapi_renamed);
	return raise_own_word(p, row, value, target, text);
}

int ooapi_raise_word(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const edu_property *place =
		edu_schema_property(&ooapi_schema, p->to->tree.items[target].cls, row->name, p->to->version);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0 && place; v = edu_value_next(t, value, v))
		rc = raise_listed(p, row, v, target, place->codes);
	return rc;
}

int ooapi_raise_value_type(edu_passage *p, edu_ref scheme, edu_ref offering)
{
	const edu_tree *t = &p->from->tree;
	const edu_row row = { .name = ooapi_n_resultValueType };
	const edu_property *place =
		edu_schema_property(&ooapi_schema, p->to->tree.items[offering].cls, row.name, p->to->version);
	const edu_ref named = edu_core_one(t, scheme, core_n_localId);
	const edu_ref said = named ? named : edu_core_chosen_text(p, edu_tree_child(t, scheme, core_n_title));
	const int rc = said && place ? raise_listed(p, &row, said, offering, place->codes) : 0;
	const edu_ref made = edu_tree_child(&p->to->tree, offering, row.name);
	if (rc >= 0 && made) edu_trace_set(p, scheme, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_value_type);
	return rc;
}

/* ---- identifiers ---- */

/* Names of identifiers that other formats have; lowering has the same (values.c). */
static const struct { const char *core, *ooapi;
} code_types[] = {
	{ "schac", "schac_home" },
	{ "nationalIdentifier", "national_identity_number" },
	{ "local", "identifier" },
};

int ooapi_raise_code_type(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *text = text_of(p, first);
	if (!text)
		return edu_target_default(p, target, EDU_KIND_STRING, row->name, "identifier",
		                          edu_rule_ooapi_code_type, NULL);
	for (size_t i = 0; i < sizeof code_types / sizeof *code_types; i++)
		if (edu_equal(text->text, text->length, code_types[i].core))
			return ooapi_raise_as(p, row, first, target, code_types[i].ooapi,
			                      strlen(code_types[i].ooapi), edu_rule_ooapi_code_type);
	return ooapi_raise_word(p, row, core, value, target);
}

static bool is_code(const edu_passage *p, edu_ref identifier)
{
	const edu_tree *t = &p->from->tree;
	return text_of(p, edu_core_one(t, identifier, core_n_value)) && !ooapi_is_own_id(t, identifier);
}

/* The first that isn't the entity's own id; 0: there is none. */
static edu_ref first_code(const edu_passage *p, edu_ref value)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v))
		if (is_code(p, edu_core_follow(t, v))) return v;
	return 0;
}

int ooapi_raise_primary_code(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref first = first_code(p, value);
	edu_ref made;
	return first ? ooapi_raise_node(p, row, first, target, &made) : 0;
}

int ooapi_raise_other_codes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref first = first_code(p, value);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = first ? edu_value_next(t, value, first) : 0; v && rc >= 0;
	     v = edu_value_next(t, value, v))
		if (is_code(p, edu_core_follow(t, v))) rc = ooapi_raise_node(p, row, v, target, &made);
	return rc;
}

int ooapi_raise_address_type(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_target_default(p, target, EDU_KIND_STRING, row->name, "postal",
	                          edu_rule_ooapi_address_type, NULL);
}

/* ---- the person ---- */

int ooapi_raise_gender(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const char *const letters[] = { ['0'] = "u", ['1'] = "m", ['2'] = "f", ['9'] = "n" };
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *text = text_of(p, first);
	const unsigned char code = text && text->length == 1 ? (unsigned char)*text->text : 0;
	if (code >= sizeof letters / sizeof *letters || !letters[code])
		return ooapi_lose_core(p, first, edu_rule_ooapi_no_code), 0;
	return ooapi_raise_as(p, row, first, target, letters[code], 1, edu_rule_ooapi_gender);
}

/* ---- languages ---- */

int ooapi_raise_language(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return edu_how_text.raise(p, row, core, value, target);
}

/* ---- levels ---- */

typedef struct level_word { const char *framework, *level, *word; } level_word;

static int raise_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target,
                       const level_word *words, size_t count)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v), level = edu_core_one(t, node, core_n_value);
		const edu_ref framework = edu_core_one(t, node, core_n_framework);
		const edu_item *said = text_of(p, level), *of = text_of(p, framework);
		for (size_t i = 0; i < count && said && of; i++) {
			if (!edu_equal_nocase(of->text, of->length, words[i].framework)
			    || !edu_equal(said->text, said->length, words[i].level))
				continue;
			const int rc = ooapi_raise_as(p, row, level, target, words[i].word,
			                              strlen(words[i].word), edu_rule_ooapi_level_word);
			if (rc >= 0)
				edu_trace_like(p, framework, level, EDU_OUTCOME_DERIVED,
				               edu_rule_ooapi_level_word);
			return rc;
		}
	}
	return 0;
}
#define RAISE_LEVEL(words) raise_level(p, row, value, target, words, sizeof(words) / sizeof *(words))

int ooapi_raise_qualification_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value,
                                    edu_ref target)
{
	static const level_word words[] = {
		{ "EQF", "0", "eqf_0" },        { "EQF", "1", "eqf_1" }, { "EQF", "2", "eqf_2" },
		{ "EQF", "3", "eqf_3" },        { "EQF", "4", "eqf_4" }, { "EQF", "5", "eqf_5" },
		{ "EQF", "6", "eqf_6" },        { "EQF", "7", "eqf_7" }, { "EQF", "8", "eqf_8" },
		{ "NLQF", "4+", "nlqf_4plus" },
	};
	return RAISE_LEVEL(words);
}

/* Where there is a member for the level itself, that says it. Below 5 a level is no degree of one kind alone. */
int ooapi_raise_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const level_word words[] = {
		{ "EQF", "5", "associate_degree" },
		{ "EQF", "6", "bachelor" },
		{ "EQF", "7", "master" },
		{ "EQF", "8", "doctoral" },
	};
	return edu_tree_child(&p->to->tree, target, ooapi_n_levelOfQualification) ? 0 : RAISE_LEVEL(words);
}
