/*
 * formats/ewp/identify.c – what courses, their occurrences and units are called in EWP: CR/… for a course, CRI/… for an
 * occurrence of one; its own identifiers as they are, others behind the kind of course.
 */
#include "formats/ewp/ewp.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

/* Of what stands behind the prefix, and of an identifier in all (elmo.md, section 12). */
enum { LONGEST_TAIL = 40, LONGEST = 64 };

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

static const char *prefix_of(const edu_tree *t, edu_ref course)
{
	static const struct { const char *kind, *prefix; } prefixes[] = {
		{ "Degree Programme", "DEP" }, { "Module", "MOD" }, { "Class", "CLS" },
	};
	uint32_t length;
	const char *kind = edu_core_text(t, course, core_n_kind, &length);
	for (size_t i = 0; kind && i < sizeof prefixes / sizeof *prefixes; i++)
		if (edu_equal(kind, length, prefixes[i].kind)) return prefixes[i].prefix;
	return "CR";
}

static bool is_ascii(const edu_item *text, uint32_t longest)
{
	return text->text && text->length && text->length <= longest && edu_is_visible(text->text, text->length);
}

static const edu_item *value_of(const edu_tree *t, edu_ref identifier)
{
	return &t->items[edu_tree_child(t, identifier, core_n_value)];
}

static bool has_scheme(const edu_tree *t, edu_ref identifier, const char *scheme)
{
	uint32_t length;
	const char *said = edu_core_text(t, identifier, core_n_scheme, &length);
	return said && edu_equal(said, length, scheme);
}

edu_ref ewp_identifier_with(const edu_tree *core, edu_ref identifiers, const char *scheme)
{
	for (edu_ref v = edu_value_first(core, identifiers); v; v = edu_value_next(core, identifiers, v))
		if (has_scheme(core, edu_core_follow(core, v), scheme)) return edu_core_follow(core, v);
	return 0;
}

/* ---- identifiers of courses and occurrences ---- */

/* *taken: another has it already. */
static int take(edu_passage *p, edu_ref node, const char *text, size_t length, ewp_known known, bool *taken)
{
	const char *kept = edu_passage_keep(p, text, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&ewp_raising_of(p)->ids, kept, length) : NULL;
	if (!slot) return edu_fail_memory(p->err);
	*taken = slot->value != 0;
	if (*taken) return 0;
	slot->value = 1;
	known.id = kept;
	ewp_raising_of(p)->known[node] = known;
	return 0;
}

static int take_identifier(edu_passage *p, edu_ref node, const char *beginning, edu_ref identifier, bool *taken)
{
	const edu_item *value = value_of(core_of(p), identifier);
	char text[LONGEST + 1];
	*taken = true;
	if (!is_ascii(value, LONGEST_TAIL)) return 0;
	const int length = snprintf(text, sizeof text, "%s/%.*s", beginning, (int)value->length, value->text);
	return take(p, node, text, (size_t)length, (ewp_known){ .identifier = identifier }, taken);
}

static int count_one(edu_passage *p, edu_ref node, const char *beginning)
{
	char text[LONGEST + 1];
	bool taken = true;
	int rc = 0;
	for (unsigned i = 1; taken && rc >= 0; i++) {
		const int length = snprintf(text, sizeof text, "%s/%zu.%u", beginning, ewp_raising_of(p)->course_count + 1, i);
		rc = take(p, node, text, (size_t)length, (ewp_known){ 0 }, &taken);
	}
	return rc;
}

/* Its own; or the first that fits and is free; or a number. */
int ewp_identify(edu_passage *p, edu_ref node, edu_ref course)
{
	const edu_tree *t = core_of(p);
	const bool occurs = node != course;
	const edu_ref identifiers = edu_tree_child(t, node, core_n_identifier);
	const edu_ref own = ewp_identifier_with(t, identifiers, ewp_scheme_of(occurs ? ewp_n_loi_id : ewp_n_los_id));
	char beginning[8];
	bool taken = true;
	int rc = 0;
	snprintf(beginning, sizeof beginning, "%s%s", prefix_of(t, course), occurs ? "I" : "");
	if (own && value_of(t, own)->text)
		rc = take(p, node, value_of(t, own)->text, value_of(t, own)->length, (ewp_known){ .identifier = own, .same = true }, &taken);
	for (edu_ref v = edu_value_first(t, identifiers); v && taken && rc >= 0; v = edu_value_next(t, identifiers, v))
		if (edu_core_follow(t, v) != own) rc = take_identifier(p, node, beginning, edu_core_follow(t, v), &taken);
	return rc < 0 || !taken ? rc : count_one(p, node, beginning);
}

int ewp_put_identifier(edu_passage *p, edu_ref target, edu_name name, edu_ref identifier, const char *text, uint16_t rule)
{
	const edu_tree *t = core_of(p);
	const edu_ref value = edu_tree_child(t, identifier, core_n_value), scheme = edu_tree_child(t, identifier, core_n_scheme);
	edu_ref made;
	int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, name, &made);
	if (rc >= 0)
		rc = edu_target_text(p, made, text, (uint32_t)strlen(text), value, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	if (rc >= 0 && scheme) edu_trace_set(p, scheme, made, EDU_OUTCOME_DERIVED, edu_rule_ewp_scheme);
	return rc;
}

int ewp_raise_id(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const ewp_known *known = &ewp_raising_of(p)->known[core];
	if (known->identifier)
		return ewp_put_identifier(p, target, row->name, known->identifier, known->id, known->same ? 0 : edu_rule_ewp_id);
	return edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, known->id, edu_rule_ewp_id_counted, NULL);
}

/* ---- codes, units, terms ---- */

/* What an institution calls the course by itself: said to be that, or the first after the identifier. */
int ewp_raise_code(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref used = ewp_raising_of(p)->known[core].identifier;
	edu_ref code = ewp_identifier_with(t, value, ewp_scheme_of(row->name));
	for (edu_ref v = edu_value_first(t, value); v && (!code || code == used); v = edu_value_next(t, value, v))
		code = edu_core_follow(t, v);
	if (!code || code == used || !value_of(t, code)->text) return 0;
	const bool same = has_scheme(t, code, ewp_scheme_of(row->name));
	const int rc = ewp_put_identifier(p, target, row->name, code, value_of(t, code)->text, 0);
	if (rc >= 0 && !same && edu_tree_child(t, code, core_n_scheme)) {
		edu_trace *scheme = &p->traces[edu_tree_child(t, code, core_n_scheme)];
		*scheme = (edu_trace){ 0, edu_rule_ewp_identifiers, EDU_OUTCOME_LOST, EDU_TRACE_SET };
	}
	return rc;
}

/* Of who teaches the course, or its first occurrence. */
int ewp_raise_unit(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t of_offering[] = { core_n_provider, core_n_identifier };
	const edu_tree *t = core_of(p);
	const edu_ref first = ewp_raising_of(p)->first[core];
	if (!value && first) value = edu_core_at(t, first, of_offering, 2);
	edu_ref unit = ewp_identifier_with(t, value, ewp_scheme_of(row->name));
	const bool own = unit != 0;
	for (edu_ref v = edu_value_first(t, value); v && !unit; v = edu_value_next(t, value, v))
		if (is_ascii(value_of(t, edu_core_follow(t, v)), LONGEST)) unit = edu_core_follow(t, v);
	if (!unit || !is_ascii(value_of(t, unit), LONGEST)) return 0;
	return ewp_put_identifier(p, target, row->name, unit, value_of(t, unit)->text, own ? 0 : edu_rule_ewp_provider);
}

int ewp_raise_scheme_id(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref found = ewp_identifier_with(core_of(p), value, ewp_scheme_of(row->name));
	if (!found || !value_of(core_of(p), found)->text) return 0;
	return ewp_put_identifier(p, target, row->name, found, value_of(core_of(p), found)->text, 0);
}
