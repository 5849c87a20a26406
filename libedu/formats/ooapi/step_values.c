/*
 * formats/ooapi/step_values.c – single values on their way into another version, and the marks they leave.
 */
#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "formats/ooapi/step.h"
#include "model/copy.h"

#include <string.h>

enum { DAY = 10 };

int edu_ooapi_make(edu_ooapi_crossings *s, edu_ref parent, edu_kind kind, edu_name name, edu_ref *out)
{
	*out = edu_tree_add(s->to, parent, kind, name);
	return *out ? 0 : edu_tree_add_failed(s->to, s->p->err);
}

int edu_ooapi_make_text(edu_ooapi_crossings *s, edu_ref parent, edu_name name, const char *text, size_t length, edu_ref *out)
{
	const int rc = edu_ooapi_make(s, parent, EDU_KIND_STRING, name, out);
	if (rc == 0) edu_tree_use_text(s->to, *out, text, (uint32_t)length);
	return rc;
}

const char *edu_ooapi_keep(edu_ooapi_crossings *s, const char *text, size_t length)
{
	const char *kept = edu_arena_text(s->to->arena, text, length);
	if (!kept) edu_fail_memory(s->p->err);
	return kept;
}

void edu_ooapi_mark(edu_ooapi_crossings *s, edu_ref item, edu_ref to, edu_outcome outcome, uint16_t rule)
{
	for (edu_ref i = item; i; i = edu_tree_walk(s->from, item, i)) edu_trace_set(s->p, i, to, outcome, rule);
}

int edu_ooapi_copy(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name)
{
	edu_ref copy;

	if (edu_tree_copy(s->to, parent, s->from, item, &copy) < 0) return edu_fail_memory(s->p->err);
	if (name) s->to->items[copy].name = name;
	edu_ref b = copy;
	for (edu_ref a = item; a; a = edu_tree_walk(s->from, item, a), b = edu_tree_walk(s->to, copy, b))
		edu_trace_set(s->p, a, b, EDU_OUTCOME_EXACT, 0);
	return 0;
}

int edu_ooapi_cross_plain(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool renamed)
{
	const edu_item *i = &s->from->items[item];
	edu_ref made;

	if (i->kind == EDU_KIND_OBJECT || i->kind == EDU_KIND_ARRAY) return edu_ooapi_copy(s, item, parent, name);
	const int rc = edu_ooapi_make(s, parent, (edu_kind)i->kind, name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(s->to, made, i->text, i->length);
	edu_trace_set(s->p, item, made, EDU_OUTCOME_EXACT, renamed ? edu_rule_ooapi_renamed : 0);
	return 0;
}

/* ---- values of lists ---- */

/* Index of a value in its list; -1: it is not there. */
static long index_of(const edu_codes *codes, const char *text)
{
	uint32_t low = 0, high = codes->count;

	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const int order = strcmp(codes->values[middle], text);
		if (order == 0) return middle;
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return -1;
}

const char *edu_ooapi_newer_value(uint16_t codes, const char *text, size_t length)
{
	const edu_codes *list = &ooapi_schema.codes[codes];
	const long index = strlen(text) == length ? index_of(list, text) : -1;

	return index < 0 ? NULL : edu_ooapi_pairs[0].values[codes].up[index].text;
}

/* "joint-degree" as a value of one's own: "x-joint_degree". */
static const char *own_value(edu_ooapi_crossings *s, const edu_item *item, size_t *length)
{
	char *text = edu_arena_get(s->to->arena, (size_t)item->length + 3);

	if (!text) {
		edu_fail_memory(s->p->err);
		return NULL;
	}
	text[0] = 'x', text[1] = '-';
	for (uint32_t i = 0; i < item->length; i++) {
		const char c = item->text[i];
		text[i + 2] = (char)(c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	*length = (size_t)item->length + 2;
	text[*length] = '\0';
	return text;
}

static bool is_own_value(const edu_item *item)
{
	return item->length > 2 && item->text[0] == 'x' && item->text[1] == '-';
}

/* Values of one's own that this library gives (raise_record.c), and the nearest there are. */
static const char *nearest(const edu_item *item)
{
	return edu_equal(item->text, item->length, "x-module") ? "track" : NULL;
}

/* A value that the other version's list lacks. */
static int cross_unmatched(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const edu_codes *list)
{
	size_t length;
	edu_ref made;

	const char *near = nearest(&s->from->items[item]);
	if (list->closed >> s->to_version & 1 && !near) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_value);
		return 0;
	}
	const char *text = near ? near : own_value(s, &s->from->items[item], &length);
	if (near) length = strlen(near);
	if (!text) return EDU_ENOMEM;
	const int rc = edu_ooapi_make_text(s, parent, name, text, length, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, near ? edu_rule_ooapi_value : edu_rule_ooapi_own_value);
	return rc;
}

/* "x-eckid" where the other version has eckid, and this one has not. */
static bool is_others_value(const edu_ooapi_crossings *s, const edu_codes *list, const edu_item *item)
{
	return edu_codes_have(list, item->text + 2, item->length - 2, s->to_version)
	    && !edu_codes_have(list, item->text + 2, item->length - 2, s->from_version);
}

static int cross_own_to_listed(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name)
{
	const edu_item *i = &s->from->items[item];
	edu_ref made;

	const int rc = edu_ooapi_make_text(s, parent, name, i->text + 2, i->length - 2, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_renamed);
	return rc;
}

int edu_ooapi_cross_code(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, uint16_t codes,
                         uint16_t codes_there)
{
	const edu_item *i = &s->from->items[item];
	const edu_codes *list = &ooapi_schema.codes[codes];
	edu_ref made;

	/* What the version itself does not list is passed on as it is. */
	if (i->kind != EDU_KIND_STRING) return edu_ooapi_cross_plain(s, item, parent, name, false);
	const bool listed = edu_codes_have(list, i->text, i->length, s->from_version);
	const long index = index_of(list, i->text);
	const edu_ooapi_values *values = &s->pair->values[codes];
	const edu_ooapi_value *v = index < 0 ? NULL : s->up ? &values->up[index] : &values->down[index];
	if (v && !v->text) v = NULL;
	if (!v && is_own_value(i) && is_others_value(s, list, i)) return cross_own_to_listed(s, item, parent, name);
	/* One's own values are for lists that take them. */
	const bool has_no_place = is_own_value(i) && codes_there && ooapi_schema.codes[codes_there].closed >> s->to_version & 1;
	if (!v && !listed && !has_no_place) return edu_ooapi_cross_plain(s, item, parent, name, false);
	if (!v) return cross_unmatched(s, item, parent, name, has_no_place ? &ooapi_schema.codes[codes_there] : list);
	const int rc = edu_ooapi_make_text(s, parent, name, v->text, strlen(v->text), &made);
	const bool same = strcmp(v->text, i->text) == 0;
	if (rc == 0)
		edu_trace_set(s->p, item, made, same && !v->derived ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
		              v->derived ? edu_rule_ooapi_value : same ? 0 : edu_rule_ooapi_renamed);
	return rc;
}

/* ---- days and moments ---- */

static int to_moment(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool is_last_day)
{
	char text[DAY + 16];
	edu_ref made;

	memcpy(text, s->from->items[item].text, DAY);
	memcpy(text + DAY, is_last_day ? "T23:59:59Z" : "T00:00:00Z", 11);
	const char *kept = edu_ooapi_keep(s, text, DAY + 10);
	if (!kept) return EDU_ENOMEM;
	const int rc = edu_ooapi_make_text(s, parent, name, kept, DAY + 10, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_day_to_moment);
	return rc;
}

/* The date in the stated offset. */
static int to_day(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name)
{
	const edu_item *i = &s->from->items[item];
	edu_ref made;

	const char *kept = edu_ooapi_keep(s, i->text, DAY);
	if (!kept) return EDU_ENOMEM;
	const int rc = edu_ooapi_make_text(s, parent, name, kept, DAY, &made);
	if (rc == 0) edu_trace_set(s->p, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_moment_to_day);
	return rc;
}

int edu_ooapi_cross_moment(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, bool is_last_day)
{
	const edu_item *i = &s->from->items[item];

	if (i->kind == EDU_KIND_STRING && s->up && edu_is_full_date(i->text, i->length))
		return to_moment(s, item, parent, name, is_last_day);
	if (i->kind == EDU_KIND_STRING && !s->up && edu_is_timestamp(i->text, i->length))
		return to_day(s, item, parent, name);
	return edu_ooapi_cross_plain(s, item, parent, name, true);
}
