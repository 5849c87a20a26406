/*
 * formats/ooapi/raise_values.c – texts, days, countries and loads of the core as OOAPI 6 has them.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "formats/ooapi/hows.h"

static const edu_item *text_of(const edu_passage *p, edu_ref value)
{
	const edu_item *item = &p->from->tree.items[value];
	return value && item->text && item->length ? item : NULL;
}

static const edu_property *place_of(const edu_passage *p, const edu_row *row, edu_ref target)
{
	return edu_schema_property(&ooapi_schema, p->to->tree.items[target].cls, row->name, p->to->version);
}

void ooapi_lose_core(edu_passage *p, edu_ref value, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref i = value; i; i = edu_tree_walk(t, value, i))
		edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, rule);
}

/* Values that a member for one has no room for. */
static void lose_further(edu_passage *p, edu_ref property, edu_ref one, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref v = edu_value_first(t, property); v; v = edu_value_next(t, property, v))
		if (v != one) ooapi_lose_core(p, v, rule);
}

int ooapi_raise_as(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, const char *text,
                   size_t length, uint16_t rule)
{
	edu_ref made;
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	if (made)
		return edu_target_text(p, made, text, (uint32_t)length, value,
		                       rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
	return 0;
}

/* ---- texts ---- */

static int add_language(edu_passage *p, edu_ref value, edu_ref object)
{
	const edu_tree *t = &p->from->tree;
	const char *language = edu_core_language(t, value);
	const edu_ref said = edu_tree_child(t, value, core_n_lang);
	edu_ref made;
	if (!language) {
		if (said) edu_trace_set(p, said, 0, EDU_OUTCOME_LOST, edu_rule_convert_language_tag);
		return edu_target_default(p, object, EDU_KIND_STRING, ooapi_n_language,
		                          p->default_language ? p->default_language : "und",
		                          edu_rule_ooapi_text_language, NULL);
	}
	const int rc = edu_target_member(p, object, EDU_KIND_STRING, ooapi_n_language, &made);
	return rc < 0 ? rc
	              : edu_target_text(p, made, language, t->items[said].length, said, EDU_OUTCOME_EXACT, 0);
}

/* {language, value}: an entry of an array for each text. */
static int raise_with_languages(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	edu_ref object, made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		if (!text_of(p, v)) continue;
		rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &object);
		if (rc < 0) return rc;
		p->to->tree.items[object].cls = ooapi_c_LanguageTypedString;
		rc = add_language(p, v, object);
		if (rc >= 0) rc = edu_target_member(p, object, EDU_KIND_STRING, ooapi_n_value, &made);
		if (rc >= 0)
			rc = edu_target_text(p, made, t->items[v].text, t->items[v].length, v,
			                     EDU_OUTCOME_EXACT, 0);
	}
	return rc;
}

int ooapi_raise_texts(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_property *place = place_of(p, row, target);
	const edu_ref chosen = edu_core_chosen_text(p, value);
	const edu_item *text = text_of(p, chosen);
	if (place && place->kind == EDU_VALUE_NODE) return raise_with_languages(p, row, value, target);
	lose_further(p, value, chosen, edu_rule_ooapi_one_text);
	if (!text) return 0;
	ooapi_lose_core(p, edu_tree_child(&p->from->tree, chosen, core_n_lang), edu_rule_ooapi_one_text);
	return ooapi_raise_as(p, row, chosen, target, text->text, text->length, 0);
}

int ooapi_raise_lines(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_with_languages(p, row, value, target);
}

/* One number is the telephone's, a second one that of a mobile. */
int ooapi_raise_phones(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	edu_row mobile = *row;
	mobile.name = ooapi_n_mobileNumber;
	const edu_ref first = edu_value_first(t, value), second = first ? edu_value_next(t, value, first) : 0;
	int rc = first ? edu_how_text.raise(p, row, core, first, target) : 0;
	if (rc >= 0 && second) rc = edu_how_text.raise(p, &mobile, core, second, target);
	for (edu_ref v = second ? edu_value_next(t, value, second) : 0; v; v = edu_value_next(t, value, v))
		edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
	return rc;
}

int ooapi_raise_mailbox(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const char scheme[] = "mailto:";
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *text = text_of(p, first);
	const size_t skip = text && text->length >= sizeof scheme - 1
	                                    && edu_equal_nocase(text->text, sizeof scheme - 1, scheme)
	                            ? sizeof scheme - 1
	                            : 0;
	lose_further(p, value, first, edu_rule_convert_one_only);
	if (!text) return 0;
	return ooapi_raise_as(p, row, first, target, text->text + skip, text->length - skip,
	                      skip ? edu_rule_ooapi_mailbox : 0);
}

/* ---- days ---- */

enum { DAY = 10 };

int ooapi_raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, bool is_last,
                       uint16_t rule)
{
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *text = text_of(p, first);
	const edu_property *place = place_of(p, row, target);
	char moment[] = "YYYY-MM-DDT00:00:00Z";
	if (!text || !place) return 0;
	const bool has_day = text->length >= DAY && edu_is_full_date(text->text, DAY);
	if (!has_day) return ooapi_lose_core(p, value, edu_rule_ooapi_no_code), 0;
	if (place->kind == EDU_VALUE_DATE)
		return ooapi_raise_as(p, row, first, target, text->text, DAY,
		                      text->length > DAY ? edu_rule_ooapi_moment_to_day : rule);
	if (edu_is_timestamp(text->text, text->length))
		return ooapi_raise_as(p, row, first, target, text->text, text->length, rule);
	memcpy(moment, text->text, DAY);
	if (is_last) memcpy(moment + DAY + 1, "23:59:59", 8);
	const char *kept = edu_passage_keep(p, moment, sizeof moment - 1);
	return kept ? ooapi_raise_as(p, row, first, target, kept, sizeof moment - 1,
	                             rule ? rule : edu_rule_ooapi_day_to_moment)
	            : EDU_ENOMEM;
}

int ooapi_raise_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return ooapi_raise_moment(p, row, value, target, false, 0);
}

int ooapi_raise_last_day(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return ooapi_raise_moment(p, row, value, target, true, 0);
}

/* What the learner did began with the offering, unless that says its own beginning. */
int ooapi_raise_own_start(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t path[] = { core_n_offering, core_n_startDate };
	if (!edu_core_at(&p->from->tree, core, path, 2)) return 0;
	return ooapi_raise_moment(p, row, value, target, false, 0);
}

/* Likewise its end, which is the date of the result where that has none of its own. */
int ooapi_raise_own_end(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t path[] = { core_n_assessment, core_n_issued };
	uint32_t length;
	const char *status = edu_core_text(&p->from->tree, core, core_n_status, &length);
	const bool has_result = !status || !edu_equal(status, length, "in-progress");
	if (has_result && !edu_core_at(&p->from->tree, core, path, 2)) return 0;
	return ooapi_raise_moment(p, row, value, target, true, 0);
}

/* ---- countries: an object of codes since version 6 ---- */

int ooapi_raise_country(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *text = text_of(p, first);
	const edu_property *place = place_of(p, row, target);
	edu_ref object, made;
	lose_further(p, value, first, edu_rule_convert_one_only);
	if (!text || !place) return 0;
	if (text->length != 2) return ooapi_lose_core(p, first, edu_rule_ooapi_no_code), 0;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &object);
	if (rc < 0 || !object) return rc;
	p->to->tree.items[object].cls = ooapi_schema.ranges[place->range];
	rc = edu_target_member(p, object, EDU_KIND_STRING, ooapi_n_iso3166_1_alpha2, &made);
	return rc < 0 ? rc : edu_target_text(p, made, text->text, text->length, first, EDU_OUTCOME_EXACT, 0);
}

/* ---- loads ---- */

static int add_number(edu_passage *p, edu_ref object, edu_ref value)
{
	const edu_item *number = &p->from->tree.items[value];
	edu_ref made;
	const int rc = edu_target_member(p, object, EDU_KIND_NUMBER, ooapi_n_value, &made);
	return rc < 0 ? rc
	              : edu_target_text(p, made, number->text, number->length, value, EDU_OUTCOME_EXACT, 0);
}

/* Credits of another scheme than ECTS are a unit of one's own. */
static int add_unit(edu_passage *p, edu_ref object, edu_ref scheme)
{
	const edu_row row = { .name = ooapi_n_studyLoadUnit };
	const edu_item *said = text_of(p, scheme);
	if (!said)
		return edu_target_default(p, object, EDU_KIND_STRING, row.name, "ects", edu_rule_ooapi_ects,
		                          NULL);
	if (edu_equal_nocase(said->text, said->length, "ects"))
		return ooapi_raise_as(p, &row, scheme, object, "ects", 4,
		                      edu_equal(said->text, said->length, "ects") ? 0 : edu_rule_ooapi_ects);
	char *own = edu_arena_get(p->to->tree.arena, (size_t)said->length + 3);
	if (!own) return edu_fail_memory(p->err);
	memcpy(own, "x-", 2);
	memcpy(own + 2, said->text, (size_t)said->length + 1);
	return ooapi_raise_as(p, &row, scheme, object, own, (size_t)said->length + 2,
	                      edu_rule_ooapi_own_word);
}

int ooapi_raise_load(edu_passage *p, const edu_row *row, edu_ref credit, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref node = edu_core_follow(t, credit), value = edu_core_one(t, node, core_n_value);
	const edu_item *number = text_of(p, value);
	edu_ref object;
	if (!number || !edu_is_json_number(number->text, number->length))
		return ooapi_lose_core(p, node, edu_rule_ooapi_not_number), 0;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &object);
	if (rc < 0) return rc;
	if (!object) return ooapi_lose_core(p, node, edu_rule_convert_one_only), 0;
	p->to->tree.items[object].cls = ooapi_c_StudyLoad;
	edu_trace_set(p, node, object, EDU_OUTCOME_EXACT, 0);
	rc = add_unit(p, object, edu_core_one(t, node, core_n_scheme));
	return rc < 0 ? rc : add_number(p, object, value);
}

int ooapi_raise_hours(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target)
{
	const edu_ref first = edu_value_first(&p->from->tree, value);
	const edu_item *number = text_of(p, first);
	edu_ref object, made;
	if (!number) return 0;
	if (!edu_is_json_number(number->text, number->length))
		return ooapi_lose_core(p, first, edu_rule_ooapi_not_number), 0;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &object);
	if (rc < 0 || !object) return rc;
	p->to->tree.items[object].cls = ooapi_c_StudyLoad;
	rc = edu_target_default(p, object, EDU_KIND_STRING, ooapi_n_studyLoadUnit, "contact_time",
	                        edu_rule_ooapi_contact_hours, NULL);
	if (rc >= 0) rc = edu_target_member(p, object, EDU_KIND_NUMBER, ooapi_n_value, &made);
	return rc < 0 ? rc
	              : edu_target_text(p, made, number->text, number->length, first, EDU_OUTCOME_DERIVED,
	                                edu_rule_ooapi_contact_hours);
}

/* Hours of teaching stand among the credits. */
int ooapi_raise_study_load(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v))
		rc = ooapi_raise_load(p, row, v, target);
	return rc < 0 ? rc : ooapi_raise_hours(p, row, edu_tree_child(t, core, core_n_contactHours), target);
}
