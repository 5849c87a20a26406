/*
 * formats/ooapi/step_amounts.c – credits, lengths and codes between versions 4 and 5 (F4, F7, F9).
 */
#include "formats/ooapi/step_hows.h"
#include "base/forms.h"

#include <stdio.h>
#include <string.h>

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

int edu_ooapi_cross_credits(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	if (s->up) return credits_up(s, c, item);
	const edu_ref unit = edu_ooapi_is_object(s->from, item) ? edu_tree_child(s->from, item, ooapi_n_studyLoadUnit) : 0;
	const edu_ref value = unit ? edu_tree_child(s->from, item, ooapi_n_value) : 0;
	int rc = 0;

	if (value && edu_ooapi_says(s, unit, "ects")) {
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

int edu_ooapi_cross_months(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const edu_item *i = edu_ooapi_item_at(s, item);
	char text[32];
	edu_ref made;

	if (s->up && i->kind == EDU_KIND_NUMBER && i->length < 8 && edu_is_integer(i->text, i->length)) {
		const int n = snprintf(text, sizeof text, "P%sM", i->text);
		return edu_ooapi_derive_text(s, item, c->to, ooapi_n_duration, text, (size_t)n, edu_rule_ooapi_months);
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
		if (!code || !edu_ooapi_says(s, kind, type)) continue;
		rc = edu_ooapi_cross_plain(s, code, c->to, row->older, true);
		edu_ooapi_mark(s, kind, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_code);
		break;
	}
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return rc;
}

int edu_ooapi_cross_a_code(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? code_up(s, c, item, row) : code_down(s, c, item, row);
}
