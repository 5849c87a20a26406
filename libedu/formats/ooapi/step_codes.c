/*
 * formats/ooapi/step_codes.c – languages and countries on their way into another version.
 */
#include "formats/ooapi/step_hows.h"

#include <string.h>

/* ---- languages (F5, R12) ---- */

/* "en-GB" as "eng", or "eng" as "en"; NULL: unknown. */
static const char *other_code(const edu_item *i, bool to_three, char *out)
{
	const size_t n = strcspn(i->text, "-");
	const edu_concept *found;
	char code[4];

	if (n < 2 || n > 3 || n > i->length) return NULL;
	for (size_t k = 0; k < n; k++) code[k] = (char)(to_three ? i->text[k] | 0x20 : i->text[k] & ~0x20);
	code[n] = '\0';
	found = to_three ? edu_concept_of_core(&edu_vocabulary_language, code, n)
	                 : edu_concept_of_code(&edu_vocabulary_language, code, n);
	const char *text = !found ? NULL : to_three ? found->code : found->core;
	if (!text || strlen(text) != (to_three ? 3u : 2u)) return NULL;
	for (size_t k = 0; text[k]; k++) out[k] = (char)(text[k] | 0x20);
	out[to_three ? 3 : 2] = '\0';
	return out;
}

static bool is_three_letters(const edu_item *i)
{
	return i->length == 3 && i->text[0] >= 'a' && i->text[1] >= 'a' && i->text[2] >= 'a';
}

/* One language as the other version writes it. three: in three letters. */
static int cross_tag(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool three)
{
	const edu_item *i = edu_ooapi_item_at(s, item);
	char code[4];

	if (i->kind != EDU_KIND_STRING || (three && is_three_letters(i))) return edu_ooapi_cross_plain(s, item, parent, name, true);
	if (!three && s->to_version >= ooapi_v_6_0) return edu_ooapi_cross_plain(s, item, parent, name, true);
	if (!other_code(i, three, code)) return edu_ooapi_cross_plain(s, item, parent, name, false);
	return edu_ooapi_derive_text(s, item, parent, name, code, strlen(code), edu_rule_ooapi_language);
}

int edu_ooapi_cross_language(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const uint16_t name = edu_ooapi_name_to(s, row);
	const edu_tree *t = s->from;
	edu_ref array;

	if (s->to_version >= ooapi_v_6_0) {
		const int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, name, &array);
		return rc < 0 ? rc : cross_tag(s, item, array, 0, false);
	}
	const bool three = s->to_version == ooapi_v_5_0;
	if (!edu_ooapi_is_array(t, item)) return cross_tag(s, item, c->to, name, three);
	const edu_ref first = edu_tree_first(t, item);
	const int rc = first ? cross_tag(s, first, c->to, name, three) : 0;
	for (edu_ref e = first; e; e = edu_tree_next(t, e))
		if (e != first) edu_ooapi_lose(s, e, edu_rule_ooapi_one_only);
	return rc;
}

/* ---- countries (R15, R16) ---- */

static bool is_code(const edu_item *i)
{
	if (i->length != 2 && i->length != 3) return false;
	for (uint32_t k = 0; k < i->length; k++)
		if ((i->text[k] | 0x20) < 'a' || (i->text[k] | 0x20) > 'z') return false;
	return true;
}

/* A nationality in words; those that educational exchange meets most. */
static const struct { const char *word, *code; } demonyms[] = {
	{ "Austrian", "AT" }, { "Belgian", "BE" }, { "British", "GB" }, { "Danish", "DK" }, { "Dutch", "NL" }, { "Finnish", "FI" },
	{ "French", "FR" }, { "German", "DE" }, { "Greek", "GR" }, { "Irish", "IE" }, { "Italian", "IT" }, { "Norwegian", "NO" },
	{ "Polish", "PL" }, { "Portuguese", "PT" }, { "Romanian", "RO" }, { "Spanish", "ES" }, { "Swedish", "SE" },
	{ "Turkish", "TR" },
};

static const char *code_of_word(const edu_item *i)
{
	for (size_t k = 0; k < sizeof demonyms / sizeof *demonyms; k++)
		if (edu_equal_nocase(i->text, i->length, demonyms[k].word)) return demonyms[k].code;
	return NULL;
}

static int country_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, uint16_t name)
{
	const edu_item *i = edu_ooapi_item_at(s, item);
	char code[4] = "";
	edu_ref object;

	const char *word = i->kind == EDU_KIND_STRING && name == ooapi_n_nationality ? code_of_word(i) : NULL;
	if (i->kind != EDU_KIND_STRING || (!word && !is_code(i))) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_value);
		return 0;
	}
	for (uint32_t k = 0; !word && k < i->length; k++) code[k] = (char)(i->text[k] & ~0x20);
	const int rc = edu_ooapi_make(s, c->to, EDU_KIND_OBJECT, name, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = name == ooapi_n_nationality ? ooapi_c_Nationality : ooapi_c_Country;
	const char *text = word ? word : code;
	return edu_ooapi_derive_text(s, item, object, strlen(text) == 2 ? ooapi_n_iso3166_1_alpha2 : ooapi_n_iso3166_1_alpha3, text,
	              strlen(text), edu_rule_ooapi_country);
}

static int country_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, uint16_t name)
{
	static const uint16_t codes[] = { ooapi_n_iso3166_1_alpha2, ooapi_n_iso3166_1_alpha3, ooapi_n_iso3166_2 };
	edu_ref code = 0;
	int rc = 0;

	if (!edu_ooapi_is_object(s->from, item)) return edu_ooapi_cross_plain(s, item, c->to, name, false);
	for (size_t k = 0; k < 3 && !edu_ooapi_is_string(s->from, code); k++) code = edu_tree_child(s->from, item, codes[k]);
	if (edu_ooapi_is_string(s->from, code)) {
		const edu_item *i = edu_ooapi_item_at(s, code);
		const size_t length = i->length >= 5 ? 2 : i->length;
		rc = edu_ooapi_derive_text(s, code, c->to, name, i->text, length, edu_rule_ooapi_country);
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_one_only);
	return rc;
}

int edu_ooapi_cross_country(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? country_up(s, c, item, row->newer) : country_down(s, c, item, row->older);
}
