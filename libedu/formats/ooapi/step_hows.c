/*
 * formats/ooapi/step_hows.c – members whose way into another version a row names: languages, countries, enrolment
 * periods, qualifications, learning outcomes, credits, lengths, codes. R and F numbers are the handbook's.
 */
#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "formats/ooapi/ids.h"
#include "formats/ooapi/step.h"

#include <stdio.h>
#include <string.h>

typedef int cross(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row);

static uint16_t name_to(const edu_ooapi_crossings *s, const edu_ooapi_step_row *row)
{
	return s->up ? row->newer : row->older;
}

static const edu_item *item_at(const edu_ooapi_crossings *s, edu_ref item)
{
	return &s->from->items[item];
}

static bool says(const edu_ooapi_crossings *s, edu_ref item, const char *text)
{
	return edu_ooapi_is_string(s->from, item) && edu_equal(item_at(s, item)->text, item_at(s, item)->length, text);
}

/* A new text from a source: derived, by a rule. */
static int derive(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const char *text, size_t length,
                  uint16_t rule)
{
	edu_ref made;
	const char *kept = edu_ooapi_keep(s, text, length);

	if (!kept) return EDU_ENOMEM;
	const int rc = edu_ooapi_make_text(s, parent, name, kept, length, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, rule);
	return rc;
}

static int cross_implied(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	edu_ooapi_mark(s, item, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_implied);
	return 0;
}

/* The type has no place outside of RIO's consumer object; that it is a specification is said by default. */
static int cross_specification(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item,
                               const edu_ooapi_step_row *row)
{
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return 0;
}

static int cross_last_day(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const uint16_t name = name_to(s, row);

	if (edu_schema_property(&ooapi_schema, c->to_cls, name, s->to_version))
		return edu_ooapi_cross_moment(s, item, c->to, name, true);
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return 0;
}

/* Problem.status: the digits without quotes, and back. */
static int cross_number(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const edu_item *i = item_at(s, item);
	edu_ref made;
	const bool digits = i->length && i->length < 10 && i->text[0] != '0' && edu_is_integer(i->text, i->length)
	                 && i->text[0] >= '1' && i->text[0] <= '9';

	if (!i->text || !digits) return edu_ooapi_cross_plain(s, item, c->to, name_to(s, row), false);
	const int rc = edu_ooapi_make(s, c->to, s->up ? EDU_KIND_NUMBER : EDU_KIND_STRING, name_to(s, row), &made);
	if (rc < 0) return rc;
	edu_tree_use_text(s->to, made, i->text, i->length);
	edu_trace_set(s->p, item, made, EDU_OUTCOME_EXACT, edu_rule_ooapi_renamed);
	return 0;
}

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
	const edu_item *i = item_at(s, item);
	char code[4];

	if (i->kind != EDU_KIND_STRING || (three && is_three_letters(i))) return edu_ooapi_cross_plain(s, item, parent, name, true);
	if (!three && s->to_version >= ooapi_v_6_0) return edu_ooapi_cross_plain(s, item, parent, name, true);
	if (!other_code(i, three, code)) return edu_ooapi_cross_plain(s, item, parent, name, false);
	return derive(s, item, parent, name, code, strlen(code), edu_rule_ooapi_language);
}

static int cross_language(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const uint16_t name = name_to(s, row);
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
	const edu_item *i = item_at(s, item);
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
	return derive(s, item, object, strlen(text) == 2 ? ooapi_n_iso3166_1_alpha2 : ooapi_n_iso3166_1_alpha3, text,
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
		const edu_item *i = item_at(s, code);
		const size_t length = i->length >= 5 ? 2 : i->length;
		rc = derive(s, code, c->to, name, i->text, length, edu_rule_ooapi_country);
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_one_only);
	return rc;
}

static int cross_country(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? country_up(s, c, item, row->newer) : country_down(s, c, item, row->older);
}

/* ---- periods of enrolment (R13) ---- */

static int period_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	const edu_ref first = edu_tree_child(s->from, c->from, ooapi_n_enrollStartDate);
	const edu_ref last = edu_tree_child(s->from, c->from, ooapi_n_enrollEndDate);
	edu_ref array, period;

	/* A period without beginning can't be stated. */
	if (!edu_ooapi_is_string(s->from, first)) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
		return 0;
	}
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_enrolmentPeriods, &array);
	if (rc == 0) rc = edu_ooapi_make(s, array, EDU_KIND_OBJECT, 0, &period);
	if (rc < 0) return rc;
	s->to->items[period].cls = ooapi_c_EnrolmentPeriod;
	rc = edu_ooapi_cross_moment(s, first, period, ooapi_n_startDateTime, false);
	return rc == 0 && last ? edu_ooapi_cross_moment(s, last, period, ooapi_n_endDateTime, true) : rc;
}

static int period_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	const edu_tree *t = s->from;
	const edu_ref period = edu_ooapi_is_array(t, item) ? edu_tree_first(t, item) : 0;
	int rc = 0;

	if (edu_ooapi_is_object(t, period)) {
		const edu_ref first = edu_tree_child(t, period, ooapi_n_startDateTime);
		const edu_ref last = edu_tree_child(t, period, ooapi_n_endDateTime);
		if (edu_ooapi_is_string(t, first)) rc = edu_ooapi_cross_moment(s, first, c->to, ooapi_n_enrollStartDate, false);
		if (rc == 0 && edu_ooapi_is_string(t, last))
			rc = edu_ooapi_cross_moment(s, last, c->to, ooapi_n_enrollEndDate, true);
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_one_only);
	return rc;
}

static int cross_period(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? period_up(s, c, item) : period_down(s, c, item);
}

/* ---- qualifications (R19) ---- */

static const struct qualification { const char *older, *awarded, *designation; } qualifications[] = {
	{ "AD", "associate_degree", NULL }, { "BA", "bachelor", "of Arts" }, { "BSc", "bachelor", "of Sciences" },
	{ "LLB", "bachelor", "of Laws" }, { "MA", "master", "of Arts" }, { "MSc", "master", "of Sciences" },
	{ "LLM", "master", "of Laws" }, { "Phd", "doctoral", NULL }, { "None", "none", NULL },
};

static int qualification_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	edu_ref made, array, designation;

	for (size_t k = 0; k < sizeof qualifications / sizeof *qualifications; k++) {
		const struct qualification *q = &qualifications[k];
		if (!says(s, item, q->older)) continue;
		int rc = edu_ooapi_make_text(s, c->to, ooapi_n_qualificationAwarded, q->awarded, strlen(q->awarded), &made);
		if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		if (rc < 0 || !q->designation) return rc;
		rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_qualificationDesignations, &array);
		if (rc == 0)
			rc = edu_ooapi_make_text(s, array, 0, q->designation, strlen(q->designation), &designation);
		return rc < 0 ? rc : edu_origin_set(s->p, designation, edu_rule_ooapi_designation);
	}
	return edu_ooapi_cross_plain(s, item, c->to, ooapi_n_qualificationAwarded, false);
}

static int qualification_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_tree *t = s->from;
	const edu_ref awarded = edu_tree_child(t, c->from, ooapi_n_qualificationAwarded);
	const edu_ref designations = edu_tree_child(t, c->from, ooapi_n_qualificationDesignations);
	const edu_ref first = edu_ooapi_is_array(t, designations) ? edu_tree_first(t, designations) : 0;
	edu_ref made;
	int rc = 0;

	for (size_t k = 0; k < sizeof qualifications / sizeof *qualifications && rc == 0; k++) {
		const struct qualification *q = &qualifications[k];
		if (!says(s, awarded, q->awarded) || (q->designation && !says(s, first, q->designation))) continue;
		rc = edu_ooapi_make_text(s, c->to, ooapi_n_qualificationAwarded, q->older, strlen(q->older), &made);
		if (rc < 0) return rc;
		edu_trace_set(s->p, awarded, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		if (q->designation) edu_trace_set(s->p, first, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_designation);
		break;
	}
	if (awarded) edu_ooapi_lose(s, awarded, edu_rule_ooapi_no_value);
	if (designations) edu_ooapi_lose(s, designations, edu_rule_ooapi_no_place);
	return rc;
}

static int cross_qualification(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item,
                               const edu_ooapi_step_row *row)
{
	return s->up ? qualification_up(s, c, item) : qualification_down(s, c);
}

/* ---- learning outcomes (R14, G2) ---- */

/* A name-based UUID, version 8 of RFC 9562: a hash over the entity's id, the member and a number. */
static bool derived_id(const edu_item *entity, unsigned number, char *out)
{
	static const char space[] = "urn:libedu:ooapi:learningOutcomes";
	unsigned char hash[EDU_DIGEST_SHA256_SIZE];
	char index[16];
	edu_digest d;

	if (!edu_crypto_ready() || !edu_digest_begin(&d, EDU_DIGEST_SHA256, sizeof hash)) return false;
	const int n = snprintf(index, sizeof index, "/%u", number);
	edu_digest_add(&d, space, sizeof space);
	edu_digest_add(&d, entity->text, entity->length);
	edu_digest_add(&d, index, (size_t)n);
	edu_digest_end(&d, hash);
	ooapi_uuid_of_hash(hash, out);
	return true;
}

/* One outcome: its id, a number for its code, and the texts as its name. */
static int add_outcome(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref texts, unsigned number, edu_ref ids,
                       edu_ref list)
{
	const edu_ref own = edu_tree_child(s->from, c->from, edu_ooapi_id_name(c->from_cls, s->from_version));
	edu_ref object, code, made;
	char id[40], digits[16];

	if (!edu_ooapi_is_string(s->from, own) || !derived_id(item_at(s, own), number, id)) {
		edu_ooapi_lose(s, texts, edu_rule_ooapi_no_place);
		return 0;
	}
	const char *kept = edu_ooapi_keep(s, id, 36);
	const int n = snprintf(digits, sizeof digits, "%u", number);
	const char *counted = kept ? edu_ooapi_keep(s, digits, (size_t)n) : NULL;
	if (!counted) return EDU_ENOMEM;
	int rc = edu_ooapi_make_text(s, ids, 0, kept, 36, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make(s, list, EDU_KIND_OBJECT, 0, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_LearningOutcome;
	rc = edu_ooapi_make_text(s, object, ooapi_n_learningOutcomeId, kept, 36, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make(s, object, EDU_KIND_OBJECT, ooapi_n_primaryCode, &code);
	if (rc < 0) return rc;
	s->to->items[code].cls = ooapi_c_Code;
	rc = edu_ooapi_make_text(s, code, ooapi_n_codeType, "identifier", 10, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make_text(s, code, ooapi_n_code, counted, (size_t)n, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc < 0 || s->from->items[texts].kind == EDU_KIND_ARRAY)
		return rc < 0 ? rc : edu_ooapi_copy(s, texts, object, ooapi_n_name);
	rc = edu_ooapi_make(s, object, EDU_KIND_ARRAY, ooapi_n_name, &made);
	return rc < 0 ? rc : edu_ooapi_copy(s, texts, made, 0);
}

static int outcomes_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	unsigned number = 0;
	edu_ref ids, list;

	if (!edu_ooapi_is_array(s->from, item)) return edu_ooapi_copy(s, item, c->to, ooapi_n_learningOutcomes);
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomeIds, &ids);
	if (rc == 0) rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomes, &list);
	for (edu_ref e = edu_tree_first(s->from, item); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = add_outcome(s, c, e, ++number, ids, list);
	return rc;
}

/* An array of texts as an entry of an array: it has no name there. */
static int copy_texts(edu_ooapi_crossings *s, edu_ref texts, edu_ref parent)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_ARRAY, 0, &made);
	for (edu_ref e = edu_tree_first(s->from, texts); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = edu_ooapi_copy(s, e, made, 0);
	return rc;
}

static int outcomes_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_tree *t = s->from;
	const edu_ref ids = edu_tree_child(t, c->from, ooapi_n_learningOutcomeIds);
	const edu_ref list = edu_tree_child(t, c->from, ooapi_n_learningOutcomes);
	edu_ref made = 0;
	int rc = 0;

	for (edu_ref e = edu_ooapi_is_array(t, list) ? edu_tree_first(t, list) : 0; e && rc == 0; e = edu_tree_next(t, e)) {
		const edu_ref name = edu_ooapi_is_object(t, e) ? edu_tree_child(t, e, ooapi_n_name) : 0;
		if (!edu_ooapi_is_array(t, name)) continue;
		if (!made) rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomes, &made);
		if (rc == 0) rc = copy_texts(s, name, made);
	}
	if (list) edu_ooapi_lose(s, list, edu_rule_ooapi_no_place);
	if (ids) edu_ooapi_lose(s, ids, edu_rule_ooapi_no_entity);
	return rc;
}

static int cross_outcomes(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? outcomes_up(s, c, item) : outcomes_down(s, c);
}

/* ---- versions 4 and 5: credits, lengths, codes (F4, F7, F9) ---- */

static int credits_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	edu_ref load, unit;

	int rc = edu_ooapi_make(s, c->to, EDU_KIND_OBJECT, ooapi_n_studyLoad, &load);
	if (rc < 0) return rc;
	s->to->items[load].cls = ooapi_c_StudyLoad;
	rc = edu_ooapi_make_text(s, load, ooapi_n_studyLoadUnit, "ects", 4, &unit);
	if (rc == 0) rc = edu_origin_set(s->p, unit, edu_rule_ooapi_credits);
	return rc < 0 ? rc : edu_ooapi_cross_plain(s, item, load, ooapi_n_value, true);
}

static int cross_credits(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	if (s->up) return credits_up(s, c, item);
	const edu_ref unit = edu_ooapi_is_object(s->from, item) ? edu_tree_child(s->from, item, ooapi_n_studyLoadUnit) : 0;
	const edu_ref value = unit ? edu_tree_child(s->from, item, ooapi_n_value) : 0;
	int rc = 0;

	if (value && says(s, unit, "ects")) {
		rc = edu_ooapi_cross_plain(s, value, c->to, ooapi_n_ects, true);
		edu_ooapi_mark(s, unit, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_credits);
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return rc;
}

/* Years and months of a duration that has nothing else, as months; -1: it has. */
static long months_of(const edu_item *i)
{
	long months = 0, number = 0;

	if (i->kind != EDU_KIND_STRING || i->length < 3 || i->length > 8 || i->text[0] != 'P') return -1;
	for (uint32_t k = 1; k < i->length; k++) {
		const char c = i->text[k];
		if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
		else if (c == 'Y' || c == 'M') months += c == 'Y' ? number * 12 : number, number = 0;
		else return -1;
	}
	return edu_is_period(i->text, i->length) ? months : -1;
}

static int cross_months(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const edu_item *i = item_at(s, item);
	char text[32];
	edu_ref made;

	if (s->up && i->kind == EDU_KIND_NUMBER && i->length < 8 && edu_is_integer(i->text, i->length)) {
		const int n = snprintf(text, sizeof text, "P%sM", i->text);
		return derive(s, item, c->to, ooapi_n_duration, text, (size_t)n, edu_rule_ooapi_months);
	}
	const long months = s->up ? -1 : months_of(i);
	if (months < 0) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
		return 0;
	}
	const int n = snprintf(text, sizeof text, "%ld", months);
	const char *kept = edu_ooapi_keep(s, text, (size_t)n);
	if (!kept) return EDU_ENOMEM;
	const int rc = edu_ooapi_make(s, c->to, EDU_KIND_NUMBER, ooapi_n_lengthOfProgram, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(s->to, made, kept, (uint32_t)n);
	edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_months);
	return 0;
}

static int code_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const char *type = ooapi_schema.names.names[row->older];
	edu_ref array, object, made;

	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_otherCodes, &array);
	if (rc == 0) rc = edu_ooapi_make(s, array, EDU_KIND_OBJECT, 0, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_Code;
	rc = edu_ooapi_make_text(s, object, ooapi_n_codeType, type, strlen(type), &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_code);
	return rc < 0 ? rc : edu_ooapi_cross_plain(s, item, object, ooapi_n_code, true);
}

static int code_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const char *type = ooapi_schema.names.names[row->older];
	const edu_tree *t = s->from;
	int rc = 0;

	for (edu_ref e = edu_ooapi_is_array(t, item) ? edu_tree_first(t, item) : 0; e; e = edu_tree_next(t, e)) {
		const edu_ref kind = edu_ooapi_is_object(t, e) ? edu_tree_child(t, e, ooapi_n_codeType) : 0;
		const edu_ref code = kind ? edu_tree_child(t, e, ooapi_n_code) : 0;
		if (!code || !says(s, kind, type)) continue;
		rc = edu_ooapi_cross_plain(s, code, c->to, row->older, true);
		edu_ooapi_mark(s, kind, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_code);
		break;
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return rc;
}

static int cross_a_code(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? code_up(s, c, item, row) : code_down(s, c, item, row);
}

int edu_ooapi_cross_how(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	static cross *const hows[EDU_OOAPI_HOWS] = {
		[EDU_OOAPI_HOW_IMPLIED] = cross_implied,
		[EDU_OOAPI_HOW_SPECIFICATION] = cross_specification,
		[EDU_OOAPI_HOW_LAST_DAY] = cross_last_day,
		[EDU_OOAPI_HOW_LANGUAGE] = cross_language,
		[EDU_OOAPI_HOW_OUTCOMES] = cross_outcomes,
		[EDU_OOAPI_HOW_COUNTRY] = cross_country,
		[EDU_OOAPI_HOW_PERIOD] = cross_period,
		[EDU_OOAPI_HOW_QUALIFICATION] = cross_qualification,
		[EDU_OOAPI_HOW_NUMBER] = cross_number,
		[EDU_OOAPI_HOW_CREDITS] = cross_credits,
		[EDU_OOAPI_HOW_MONTHS] = cross_months,
		[EDU_OOAPI_HOW_CODE] = cross_a_code,
	};
	return hows[row->how](s, c, item, row);
}
