/*
 * formats/ooapi/rio.c – what the register RIO refuses though the schema has it: texts, levels, languages, places,
 * periods. None of it stands in a schema; docs/ooapi.md lists the rules.
 */
#include "base/text.h"
#include "formats/ooapi/profile.h"

#include <string.h>

enum { LONGEST_DESCRIPTION = 3000, MOST_LANGUAGES = 3 };

typedef struct rio {
	const edu_document *doc;
	const edu_tree *t;
	edu_finding_list *list;
} rio;

static int add(const rio *r, edu_ref item, const char *rule, const char *message)
{
	return edu_finding_add(r->list, r->doc, item, EDU_SEVERITY_ERROR, rule, "%s", message);
}

static bool is_text(const rio *r, edu_ref item)
{
	return item && r->t->items[item].kind == EDU_KIND_STRING;
}

static bool says(const rio *r, edu_ref item, const char *text)
{
	return is_text(r, item) && edu_equal(r->t->items[item].text, r->t->items[item].length, text);
}

/* ---- texts ---- */

/* Names and codes: no line breaks and tabs, no blanks at the ends or side by side. */
static bool is_clean(const edu_item *i)
{
	if (i->length && (i->text[0] == ' ' || i->text[i->length - 1] == ' ')) return false;
	for (uint32_t k = 0; k < i->length; k++) {
		if ((unsigned char)i->text[k] < 0x20) return false;
		if (k && i->text[k] == ' ' && i->text[k - 1] == ' ') return false;
	}
	return true;
}

/* A tag such as <b> or </p>; a lone < is none. */
static bool has_markup(const edu_item *i)
{
	for (uint32_t k = 0; k + 1 < i->length; k++) {
		const char c = i->text[k] == '<' ? i->text[k + 1] : 0;
		if (c == '/' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
	}
	return false;
}

static size_t characters(const edu_item *i)
{
	size_t n = 0;
	for (uint32_t k = 0; k < i->length; k++) n += ((unsigned char)i->text[k] & 0xC0) != 0x80;
	return n;
}

static int check_name(const rio *r, edu_ref text)
{
	if (!is_text(r, text) || is_clean(&r->t->items[text])) return 0;
	return add(r, text, "ooapi/rio-text",
	           "RIO takes names and codes without line breaks, tabs, and blanks at the ends or side by side");
}

static int check_description(const rio *r, edu_ref text)
{
	if (!is_text(r, text)) return 0;
	if (has_markup(&r->t->items[text])) return add(r, text, "ooapi/rio-html", "RIO refuses HTML; write plain text");
	if (characters(&r->t->items[text]) <= LONGEST_DESCRIPTION) return 0;
	return add(r, text, "ooapi/rio-length", "RIO takes descriptions of 3000 characters at most");
}

/* Each text of an array of texts with languages. */
static int check_texts(const rio *r, edu_ref array, int (*check)(const rio *r, edu_ref text))
{
	int rc = 0;

	if (!edu_ooapi_is_array(r->t, array)) return 0;
	for (edu_ref e = edu_tree_first(r->t, array); e && rc == 0; e = edu_tree_next(r->t, e))
		if (r->t->items[e].kind == EDU_KIND_OBJECT) rc = check(r, edu_tree_child(r->t, e, ooapi_n_value));
	return rc;
}

/* ---- levels and sectors ---- */

enum sector { VOCATIONAL = 1, PROFESSIONAL = 2, UNIVERSITY = 4, ANY = 7 };

static const struct level { const char *name; int sectors; } levels[] = {
	{ "secondary vocational education", VOCATIONAL }, { "secondary vocational education 1", VOCATIONAL },
	{ "secondary vocational education 2", VOCATIONAL }, { "secondary vocational education 3", VOCATIONAL },
	{ "secondary vocational education 4", VOCATIONAL }, { "associate degree", PROFESSIONAL },
	{ "bachelor", PROFESSIONAL | UNIVERSITY }, { "master", PROFESSIONAL | UNIVERSITY },
	{ "doctoral", PROFESSIONAL | UNIVERSITY }, { "undivided", PROFESSIONAL | UNIVERSITY }, { "undefined", ANY },
	{ "nt2-1", ANY }, { "nt2-2", ANY },
};
static const struct level sectors[] = {
	{ "secondary vocational education", VOCATIONAL }, { "higher professional education", PROFESSIONAL },
	{ "university education", UNIVERSITY },
};

static int bits_of(const rio *r, edu_ref item, const struct level *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (says(r, item, table[i].name)) return table[i].sectors;
	return 0;
}

static int check_level(const rio *r, edu_ref object)
{
	const edu_ref level = edu_tree_child(r->t, object, ooapi_n_level), sector = edu_tree_child(r->t, object, ooapi_n_sector);
	const int allowed = bits_of(r, level, levels, sizeof levels / sizeof *levels);
	const int stated = bits_of(r, sector, sectors, sizeof sectors / sizeof *sectors);

	if (!allowed || !stated || allowed & stated) return 0;
	return add(r, level, "ooapi/rio-level", "RIO knows no education of this level in this sector");
}

/* ---- education specifications ---- */

static int check_specification(const rio *r, edu_ref object)
{
	static const uint16_t wanted[] = { ooapi_n_formalDocument, ooapi_n_level, ooapi_n_sector };
	const edu_ref type = edu_tree_child(r->t, object, ooapi_n_educationSpecificationType);
	int rc = check_level(r, object);

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted && rc == 0 && says(r, type, "program"); i++)
		if (!edu_tree_child(r->t, object, wanted[i]))
			rc = edu_finding_add(r->list, r->doc, object, EDU_SEVERITY_ERROR, "ooapi/required",
			                     "to RIO an EducationSpecification of type program needs the member %s",
			                     ooapi_schema.names.names[wanted[i]]);
	return rc;
}

/* ---- languages ---- */

static int check_languages(const rio *r, edu_ref object)
{
	static const char *const known[] = {
		"ara", "chi", "deu", "eng", "fra", "hrv", "ita", "jpn", "nld", "nor", "pap", "pol", "por", "ron", "rus", "spa",
		"swe", "tur",
	};
	const edu_ref language = edu_tree_child(r->t, object, ooapi_n_teachingLanguage);
	const edu_ref several = edu_tree_child(r->t, object, ooapi_n_teachingLanguages);
	unsigned count = 0;

	for (edu_ref e = edu_ooapi_is_array(r->t, several) ? edu_tree_first(r->t, several) : 0; e; e = edu_tree_next(r->t, e))
		if (++count > MOST_LANGUAGES) return add(r, e, "ooapi/rio-language", "RIO takes three languages at most");
	if (!is_text(r, language)) return 0;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (says(r, language, known[i])) return 0;
	return add(r, language, "ooapi/rio-language",
	           "RIO knows ara chi deu eng fra hrv ita jpn nld nor pap pol por ron rus spa swe tur alone");
}

/* ---- periods ---- */

/* Dates and date-times compare as texts up to the day. */
static int compare_days(const rio *r, edu_ref a, edu_ref b)
{
	return strncmp(r->t->items[a].text, r->t->items[b].text, 10);
}

static bool is_day(const rio *r, edu_ref item)
{
	return is_text(r, item) && r->t->items[item].length >= 10;
}

/* Each period ends after it begins, and no two have a gap or an overlap between them: in the order they stand in. */
static int check_periods(const rio *r, edu_ref object)
{
	const edu_ref overrides = edu_tree_child(r->t, object, ooapi_n_timelineOverrides);
	edu_ref before = 0;
	int rc = 0;

	if (!edu_ooapi_is_array(r->t, overrides)) return 0;
	for (edu_ref e = edu_tree_first(r->t, overrides); e && rc == 0; e = edu_tree_next(r->t, e)) {
		if (r->t->items[e].kind != EDU_KIND_OBJECT) continue;
		const edu_ref from = edu_tree_child(r->t, e, ooapi_n_validFrom), to = edu_tree_child(r->t, e, ooapi_n_validTo);
		if (is_day(r, from) && is_day(r, to) && compare_days(r, from, to) >= 0)
			rc = add(r, to, "ooapi/rio-period", "a period must end after it begins");
		else if (before && is_day(r, before) && is_day(r, from) && compare_days(r, before, from) != 0)
			rc = add(r, from, "ooapi/rio-period",
			         "RIO wants periods one after the other: each begins on the day on which the one before ends");
		before = to;
	}
	return rc;
}

/* ---- places ---- */

static edu_ref location_code(const rio *r, edu_ref object)
{
	for (edu_ref i = object; i; i = edu_tree_walk(r->t, object, i))
		if (strcmp(edu_tree_name_text(r->t, r->t->items[i].name, NULL), "educationLocationCode") == 0) return i;
	return 0;
}

static int check_location(const rio *r, edu_ref object)
{
	const edu_ref addresses = edu_tree_child(r->t, object, ooapi_n_addresses);
	unsigned teaching = 0;

	for (edu_ref e = edu_ooapi_is_array(r->t, addresses) ? edu_tree_first(r->t, addresses) : 0; e;
	     e = edu_tree_next(r->t, e))
		if (r->t->items[e].kind == EDU_KIND_OBJECT)
			teaching += says(r, edu_tree_child(r->t, e, ooapi_n_addressType), "teaching");
	if (teaching == 1 || location_code(r, object)) return 0;
	return add(r, object, "ooapi/rio-location",
	           "RIO needs educationLocationCode in its consumer object, or exactly one address of type teaching");
}

/* ---- all of it ---- */

static int check_education(const rio *r, edu_ref object)
{
	int rc = check_texts(r, edu_tree_child(r->t, object, ooapi_n_name), check_name);

	if (rc == 0) rc = check_name(r, edu_tree_child(r->t, object, ooapi_n_abbreviation));
	if (rc == 0) rc = check_texts(r, edu_tree_child(r->t, object, ooapi_n_description), check_description);
	if (rc == 0) rc = check_languages(r, object);
	return rc == 0 ? check_periods(r, object) : rc;
}

static int check_object(const rio *r, edu_ref object)
{
	int rc;

	switch (r->t->items[object].cls) {
	case ooapi_c_EducationSpecification:
		rc = check_education(r, object);
		return rc == 0 ? check_specification(r, object) : rc;
	case ooapi_c_Programme:
		rc = check_education(r, object);
		if (rc == 0) rc = check_location(r, object);
		return rc == 0 ? check_level(r, object) : rc;
	case ooapi_c_Course: return check_education(r, object);
	case ooapi_c_Code: return check_name(r, edu_tree_child(r->t, object, ooapi_n_code));
	default: return 0;
	}
}

int edu_ooapi_check_rio(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list)
{
	const rio r = { doc, &doc->tree, list };
	int rc = 0;

	for (edu_ref i = r.t->top; i && rc == 0; i = edu_tree_walk(r.t, r.t->top, i))
		if (r.t->items[i].kind == EDU_KIND_OBJECT) rc = check_object(&r, i);
	return rc;
}
