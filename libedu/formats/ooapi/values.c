/*
 * formats/ooapi/values.c – how values of OOAPI become those of the core: texts with a language, dates, codes, loads.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "formats/ooapi/hows.h"
#include "formats/ooapi/ids.h"

int ooapi_lower_as(edu_passage *p, const uint16_t *path, unsigned depth, edu_ref value, edu_ref core, const char *text,
		   size_t length, uint16_t rule, edu_ref *out)
{
	edu_ref made = edu_core_same(p, core, path, depth, text, (uint32_t)length, NULL);
	int rc = made ? 0 : edu_core_add(p, core, path, depth, EDU_KIND_STRING, &made);
	if (out) *out = made;
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, (uint32_t)length);
	edu_trace_set(p, value, made, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

static int lower_changed(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, const char *text, size_t length,
			 uint16_t rule)
{
	const char *kept = edu_passage_keep(p, text, length);
	return kept ? ooapi_lower_as(p, row->path, row->depth, value, core, kept, length, rule, NULL) : EDU_ENOMEM;
}

static const edu_item *string_of(const edu_passage *p, edu_ref value)
{
	const edu_item *item = &p->from->tree.items[value];
	return value && item->kind == EDU_KIND_STRING && item->length ? item : NULL;
}

static int lose(edu_passage *p, edu_ref value, uint16_t rule)
{
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, rule);
	return 0;
}

/* ---- texts ---- */

/* Texts of version 4 are plain; since 5 they are {language, value}, neither of which has to be there. */
int ooapi_lower_texts(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const bool plain = t->items[value].kind == EDU_KIND_STRING;
	const edu_ref leaf = plain ? value : edu_tree_child(t, value, ooapi_n_value);
	const edu_ref tag = plain ? 0 : edu_tree_child(t, value, ooapi_n_language);
	const edu_item *text = string_of(p, leaf), *said = string_of(p, tag);
	const char *language = said && edu_is_language(said->text, said->length) ? said->text : NULL;
	edu_ref made;
	if (!text) return 0;
	made = edu_core_same(p, core, row->path, row->depth, text->text, text->length, language);
	int rc = made ? 0 : edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text->text, text->length);
	edu_trace_set(p, leaf, made, EDU_OUTCOME_EXACT, 0);
	rc = edu_origin_set(p, made, EDU_SOURCED);
	if (rc < 0 || !language) return rc;
	edu_ref spoken = edu_tree_child(&p->to->tree, made, core_n_lang);
	if (!spoken) rc = edu_core_set_language(p, made, language, said->length, &spoken);
	if (rc < 0) return rc;
	edu_trace_set(p, tag, spoken, EDU_OUTCOME_EXACT, 0);
	return edu_origin_set(p, spoken, EDU_SOURCED);
}

/* Lines of an address have no language. */
int ooapi_lower_lines(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref leaf = edu_ooapi_is_object(t, value) ? edu_tree_child(t, value, ooapi_n_value) : value;
	const edu_item *text = string_of(p, leaf);
	return text ? ooapi_lower_as(p, row->path, row->depth, leaf, core, text->text, text->length, 0, NULL) : 0;
}

/* "van" and "Dijk" are a family name of two words. */
int ooapi_lower_family_name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref before = edu_tree_child(t, t->items[value].parent, ooapi_n_surnamePrefix);
	const edu_item *prefix = string_of(p, before), *name = string_of(p, value);
	if (!prefix || !name) return ooapi_lower_texts(p, row, value, core);
	char *both = edu_arena_get(p->to->tree.arena, (size_t)prefix->length + name->length + 2);
	if (!both) return edu_fail_memory(p->err);
	memcpy(both, prefix->text, prefix->length);
	both[prefix->length] = ' ';
	memcpy(both + prefix->length + 1, name->text, (size_t)name->length + 1);
	edu_ref made;
	const int rc = ooapi_lower_as(p, row->path, row->depth, value, core, both, (size_t)prefix->length + name->length + 1,
				      edu_rule_ooapi_family_name, &made);
	if (made) edu_trace_set(p, before, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_family_name);
	return rc;
}

/* ---- dates, addresses of mail ---- */

enum { DAY = 10 };

int ooapi_lower_date(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *text = string_of(p, value);
	if (!text) return 0;
	if (edu_is_datetime(text->text, text->length) && text->length > DAY)
		return lower_changed(p, row, value, core, text->text, DAY, edu_rule_ooapi_date_of_datetime);
	return ooapi_lower_as(p, row->path, row->depth, value, core, text->text, text->length, 0, NULL);
}

int ooapi_lower_mailbox(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const char scheme[] = "mailto:";
	const edu_item *text = string_of(p, value);
	if (!text) return 0;
	char *made = edu_arena_get(p->to->tree.arena, sizeof scheme + text->length);
	if (!made) return edu_fail_memory(p->err);
	memcpy(made, scheme, sizeof scheme - 1);
	memcpy(made + sizeof scheme - 1, text->text, (size_t)text->length + 1);
	return ooapi_lower_as(p, row->path, row->depth, value, core, made, sizeof scheme - 1 + text->length,
			      edu_rule_ooapi_mailbox, NULL);
}

/* ---- identifiers ---- */

/* The value of an identifier, and the name of its scheme, which is that of the member. */
int ooapi_lower_own_id(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t value_path[] = { core_n_value }, scheme_path[] = { core_n_scheme };
	const edu_tree *t = &p->from->tree;
	const edu_item *text = string_of(p, value);
	uint32_t length;
	const char *name = edu_tree_name_text(t, t->items[value].name, &length);
	edu_ref identifier, scheme;
	/* The own id of another entity, such as the course of a component, is a reference. */
	if (!text || ooapi_class_referred(p->from, value)) return 0;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &identifier);
	if (rc < 0 || !identifier) return rc;
	rc = ooapi_lower_as(p, value_path, 1, value, identifier, text->text, text->length, 0, NULL);
	if (rc >= 0) rc = edu_core_add(p, identifier, scheme_path, 1, EDU_KIND_STRING, &scheme);
	if (rc < 0) return rc;
	const char *kept = edu_passage_keep(p, name, length);
	if (!kept) return EDU_ENOMEM;
	edu_tree_use_text(&p->to->tree, scheme, kept, length);
	return edu_origin_set(p, scheme, edu_rule_ooapi_own_id);
}

/* Names of identifiers that other formats know (ooapi.md, section 11.2). */
static const struct { const char *ooapi, *elsewhere; } code_types[] = {
	{ "schacHome", "schac" }, { "schac_home", "schac" },
	{ "nationalIdentityNumber", "nationalIdentifier" }, { "national_identity_number", "nationalIdentifier" },
	{ "identifier", "local" },
};

/* What begins with x- has no name in OOAPI's list; elsewhere it needs no such mark. */
static bool is_own_type(const edu_item *text)
{
	const edu_property *place = edu_schema_property(&ooapi_schema, ooapi_c_Code, ooapi_n_codeType, ooapi_v_6_1);
	return text->length > 2 && text->text[0] == 'x' && text->text[1] == '-'
	    && !edu_codes_have(&ooapi_schema.codes[place->codes], text->text + 2, text->length - 2, ooapi_v_6_1);
}

int ooapi_lower_code_type(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *text = string_of(p, value);
	if (!text) return 0;
	for (size_t i = 0; i < sizeof code_types / sizeof *code_types; i++)
		if (edu_equal(text->text, text->length, code_types[i].ooapi))
			return lower_changed(p, row, value, core, code_types[i].elsewhere, strlen(code_types[i].elsewhere),
					     edu_rule_ooapi_code_type);
	if (is_own_type(text))
		return lower_changed(p, row, value, core, text->text + 2, text->length - 2, edu_rule_ooapi_code_type);
	return ooapi_lower_as(p, row->path, row->depth, value, core, text->text, text->length, 0, NULL);
}

/* ---- codes ---- */

static bool is_country(const edu_item *text)
{
	return text && text->length == 2 && edu_concept_of_core(&edu_vocabulary_country, text->text, 2);
}

/* Two letters; since version 6 an object of several codes; the adjective that nationality once was is no code. */
int ooapi_lower_country(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref leaf = edu_ooapi_is_object(t, value) ? edu_tree_child(t, value, ooapi_n_iso3166_1_alpha2) : value;
	const edu_item *text = string_of(p, leaf);
	if (!text) return 0;
	if (!is_country(text)) return lose(p, leaf, edu_rule_ooapi_no_code);
	return ooapi_lower_as(p, row->path, row->depth, leaf, core, text->text, text->length, 0, NULL);
}

/* A word of one of the enumerations, as version 6 spells it (ooapi.md, section 5); a word longer than all is none. */
enum { WORD = 40 };

static bool normal_word(const edu_item *text, char out[WORD])
{
	if (!text || text->length >= WORD) return false;
	for (uint32_t i = 0; i <= text->length; i++) {
		const char c = i < text->length ? text->text[i] : 0;
		out[i] = c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	return true;
}

typedef struct word_pair { const char *ooapi, *core; } word_pair;

static const char *find_word(const word_pair *pairs, size_t count, const edu_item *text)
{
	char word[WORD];
	if (!normal_word(text, word)) return NULL;
	for (size_t i = 0; i < count; i++)
		if (!strcmp(pairs[i].ooapi, word)) return pairs[i].core;
	return NULL;
}
#define FIND_WORD(pairs, text) find_word(pairs, sizeof(pairs) / sizeof *(pairs), text)

int ooapi_lower_gender(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const word_pair numbers[] = { { "m", "1" }, { "f", "2" }, { "u", "0" }, { "n", "9" } };
	const char *number = FIND_WORD(numbers, string_of(p, value));
	if (!number) return lose(p, value, edu_rule_ooapi_no_code);
	return lower_changed(p, row, value, core, number, 1, edu_rule_ooapi_gender);
}

int ooapi_lower_mode(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const word_pair modes[] = {
		{ "on_campus", "presential" }, { "situated", "presential" }, { "distance_learning", "online" },
	};
	const edu_item *text = string_of(p, value);
	const char *mode = FIND_WORD(modes, text);
	if (mode) return lower_changed(p, row, value, core, mode, strlen(mode), edu_rule_ooapi_mode);
	return text ? ooapi_lower_as(p, row->path, row->depth, value, core, text->text, text->length, 0, NULL) : 0;
}

int ooapi_lower_word(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *text = string_of(p, value);
	char word[WORD];
	if (!text) return 0;
	if (!normal_word(text, word) || !strcmp(word, text->text))
		return ooapi_lower_as(p, row->path, row->depth, value, core, text->text, text->length, 0, NULL);
	return lower_changed(p, row, value, core, word, text->length, edu_rule_ooapi_mode);
}

/* ISO 639-2 has two codes for some languages; these are the bibliographic ones (ooapi.md, section 2.1). */
static const word_pair bibliographic[] = {
	{ "alb", "sqi" }, { "arm", "hye" }, { "baq", "eus" }, { "bur", "mya" }, { "chi", "zho" }, { "cze", "ces" },
	{ "dut", "nld" }, { "fre", "fra" }, { "geo", "kat" }, { "ger", "deu" }, { "gre", "ell" }, { "ice", "isl" },
	{ "mac", "mkd" }, { "mao", "mri" }, { "may", "msa" }, { "per", "fas" }, { "rum", "ron" }, { "slo", "slk" },
	{ "tib", "bod" }, { "wel", "cym" },
};

/* The code of two letters for one of three; NULL: there is none. */
static const char *short_language(const edu_item *text)
{
	const char *other = FIND_WORD(bibliographic, text);
	char code[4] = { 0 };
	if (text->length != 3) return NULL;
	for (unsigned i = 0; i < 3; i++) code[i] = (char)((other ? other : text->text)[i] & ~0x20);
	const edu_concept *found = edu_concept_of_code(&edu_vocabulary_language, code, 3);
	return found && strlen(found->core) == 2 ? found->core : NULL;
}

int ooapi_lower_language(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_item *text = string_of(p, value);
	if (!text) return 0;
	const char *two = short_language(text);
	if (two) return lower_changed(p, row, value, core, two, 2, edu_rule_ooapi_language_code);
	if (text->length > 2 && text->text[2] == '-')
		return lower_changed(p, row, value, core, text->text, 2, edu_rule_ooapi_language_code);
	return ooapi_lower_as(p, row->path, row->depth, value, core, text->text, text->length, 0, NULL);
}

/* ---- levels ---- */

static int lower_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, const char *framework,
		       const char *level)
{
	static const uint16_t framework_path[] = { core_n_framework }, value_path[] = { core_n_value };
	edu_ref node, made;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &node);
	if (rc < 0) return rc;
	rc = ooapi_lower_as(p, value_path, 1, value, node, level, strlen(level), edu_rule_ooapi_level, NULL);
	if (rc >= 0) rc = edu_core_add(p, node, framework_path, 1, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, framework, (uint32_t)strlen(framework));
	return edu_origin_set(p, made, edu_rule_ooapi_level);
}

/* 4+ is a level of the Dutch framework alone (ooapi.md, section 11.2). */
int ooapi_lower_qualification_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const word_pair levels[] = {
		{ "1", "1" }, { "2", "2" }, { "3", "3" }, { "4", "4" }, { "5", "5" }, { "6", "6" }, { "7", "7" }, { "8", "8" },
		{ "eqf_1", "1" }, { "eqf_2", "2" }, { "eqf_3", "3" }, { "eqf_4", "4" }, { "eqf_5", "5" }, { "eqf_6", "6" },
		{ "eqf_7", "7" }, { "eqf_8", "8" },
	};
	const edu_item *text = string_of(p, value);
	const char *level = FIND_WORD(levels, text);
	if (level) return lower_level(p, row, value, core, "EQF", level);
	if (text && (edu_equal(text->text, text->length, "4+") || edu_equal(text->text, text->length, "nlqf_4plus")))
		return lower_level(p, row, value, core, "NLQF", "4+");
	return lose(p, value, edu_rule_ooapi_no_code);
}

/* A degree has a level of the European framework; one that is stated as such says it better. */
int ooapi_lower_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const word_pair levels[] = {
		{ "secondary_vocational_education_1", "1" }, { "secondary_vocational_education_2", "2" },
		{ "secondary_vocational_education_3", "3" }, { "secondary_vocational_education_4", "4" },
		{ "associate_degree", "5" }, { "bachelor", "6" }, { "master", "7" }, { "doctoral", "8" },
	};
	const edu_tree *t = &p->from->tree;
	const char *level = FIND_WORD(levels, string_of(p, value));
	if (!level || edu_tree_child(t, t->items[value].parent, ooapi_n_levelOfQualification))
		return lose(p, value, edu_rule_ooapi_no_code);
	return lower_level(p, row, value, core, "EQF", level);
}

/* ---- credits ---- */

/* scheme: of the length, in an arena that the core rests on. */
static int add_credit(edu_passage *p, const edu_row *row, edu_ref value, edu_ref unit, edu_ref core, const char *scheme,
		      size_t length)
{
	static const uint16_t value_path[] = { core_n_value }, scheme_path[] = { core_n_scheme };
	const edu_item *number = &p->from->tree.items[value];
	const bool same = unit && p->from->tree.items[unit].length == length;
	edu_ref credit, made;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &credit);
	if (rc < 0 || !credit) return rc;
	rc = edu_core_add(p, credit, scheme_path, 1, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, scheme, (uint32_t)length);
	if (unit) edu_trace_set(p, unit, made, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED, same ? 0 : edu_rule_ooapi_own_word);
	rc = edu_origin_set(p, made, unit ? EDU_SOURCED : edu_rule_ooapi_ects);
	return rc < 0 ? rc : ooapi_lower_as(p, value_path, 1, value, credit, number->text, number->length, 0, NULL);
}

int ooapi_lower_ects(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return p->from->tree.items[value].kind == EDU_KIND_NUMBER ? add_credit(p, row, value, 0, core, "ects", 4) : 0;
}

static bool is_contact_time(const edu_item *unit)
{
	return edu_equal(unit->text, unit->length, "contacttime") || edu_equal(unit->text, unit->length, "contact_time");
}

static int add_hours(edu_passage *p, edu_ref unit, edu_ref amount, edu_ref core)
{
	static const uint16_t path[] = { core_n_contactHours };
	const edu_item *number = &p->from->tree.items[amount];
	edu_ref made;
	const int rc = ooapi_lower_as(p, path, 1, amount, core, number->text, number->length, 0, &made);
	if (made) edu_trace_set(p, unit, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_contact_time);
	return rc;
}

int ooapi_lower_study_load(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	if (!edu_ooapi_is_object(t, value)) return 0;
	const edu_ref unit = edu_tree_child(t, value, ooapi_n_studyLoadUnit), amount = edu_tree_child(t, value, ooapi_n_value);
	const edu_item *said = string_of(p, unit);
	if (!amount || t->items[amount].kind != EDU_KIND_NUMBER) return 0;
	if (!said || edu_equal(said->text, said->length, "ects")) return add_credit(p, row, amount, said ? unit : 0, core, "ects", 4);
	/* A unit of one's own is another scheme of credits; those that are listed are hours of several kinds. */
	if (said->length > 2 && said->text[0] == 'x' && said->text[1] == '-')
		return add_credit(p, row, amount, unit, core, said->text + 2, said->length - 2);
	if (is_contact_time(said) && p->to->tree.items[core].cls == core_c_Specification) return add_hours(p, unit, amount, core);
	lose(p, unit, edu_rule_ooapi_load_unit);
	return lose(p, amount, edu_rule_ooapi_load_unit);
}
