/*
 * formats/elmo/raise_values.c – texts, codes and numbers of a core record as ELMO's schema wants them.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

#define ADDRESS_NAMESPACE "https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1"

/* ---- names ---- */

int elmo_raise_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	edu_ref made;
	if (!value) {
		const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
		return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_name_missing);
	}
	const edu_ref chosen = edu_core_chosen_text(p, value);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v))
		if (v != chosen) edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_elmo_one_name);
	return elmo_raise_text(p, row, chosen, target, t->items[chosen].text, t->items[chosen].length, 0);
}

/* ---- titles: of the specification, and of the achievement where it differs ---- */

static edu_ref same_text(const edu_tree *t, edu_ref property, edu_ref text)
{
	const edu_item *a = &t->items[text];
	const char *language = edu_core_language(t, text);
	unsigned left = 64;   /* as edu_core_same() */
	for (edu_ref v = edu_value_first(t, property); v && left; v = edu_value_next(t, property, v), left--) {
		const edu_item *b = &t->items[v];
		const char *other = edu_core_language(t, v);
		if (a->length == b->length && a->text && b->text && !memcmp(a->text, b->text, a->length)
		    && !language == !other && (!language || !strcmp(language, other)))
			return v;
	}
	return 0;
}

int elmo_raise_titles(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref also = row->also[0] ? edu_core_at(t, core, row->also, row->also[1] ? 2 : 1) : 0;
	int rc = value ? edu_how_lang.raise(p, row, core, value, target) : 0;
	for (edu_ref v = edu_value_first(t, also); v && rc >= 0; v = edu_value_next(t, also, v)) {
		const edu_ref same = value ? same_text(t, value, v) : 0;
		if (!same) {
			rc = edu_how_lang.raise(p, row, core, v, target);
			continue;
		}
		const edu_ref language = edu_tree_child(t, v, core_n_lang), said = edu_tree_child(t, same, core_n_lang);
		edu_trace_set(p, v, p->traces[same].to, EDU_OUTCOME_DERIVED, edu_rule_elmo_title_once);
		if (language && said)
			edu_trace_set(p, language, p->traces[said].to, EDU_OUTCOME_DERIVED, edu_rule_elmo_title_once);
	}
	if (rc < 0 || value || also || !(row->flags & EDU_ROW_ALWAYS)) return rc;
	edu_ref made;
	rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_title_missing);
}

/* ---- identifiers ---- */

int elmo_raise_identifier_type(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	return edu_target_default(p, target, EDU_KIND_ATTRIBUTE, row->name, "local", edu_rule_elmo_type_missing, NULL);
}

/* The web domain of a page: the best guess of a SCHAC identifier there is (rule A6). */
static bool domain_of(const char *url, uint32_t length, const char **domain, size_t *n)
{
	const char *start = url, *end = url + length;
	for (const char *s = url; s + 3 <= end; s++)
		if (!memcmp(s, "://", 3)) {
			start = s + 3;
			break;
		}
	const char *stop = start;
	while (stop < end && *stop != '/' && *stop != ':' && *stop != '?' && *stop != '#') stop++;
	if (stop - start > 4 && !memcmp(start, "www.", 4)) start += 4;
	*domain = start;
	*n = (size_t)(stop - start);
	return *n && memchr(start, '.', *n);
}

int elmo_raise_issuer_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const char *text;
	size_t n;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_node.raise(p, row, core, value, target);
	const char *url = edu_core_text(t, core, core_n_homepage, &length);
	const bool schac = url && domain_of(url, length, &text, &n);
	if (!schac) {
		text = edu_core_text(t, core, core_n_legalName, &length);
		n = length;
	}
	if (!text) text = "";
	int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	if (rc >= 0)
		rc = edu_target_default(p, made, EDU_KIND_ATTRIBUTE, elmo_n_type, schac ? "schac" : "local",
					edu_rule_elmo_identifier_missing, NULL);
	if (rc < 0) return rc;
	if (edu_tree_set_text(&p->to->tree, made, text, n) < 0) return edu_fail_memory(p->err);
	return edu_origin_set(p, made, edu_rule_elmo_identifier_missing);
}

int elmo_raise_issuer_url(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	edu_ref made;
	const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_url_missing);
}

/* ---- codes: the schema's lists are complete, and what is read may say more ---- */

/* One code of ISO 639-1, and none at all where there are several (rule A17). */
int elmo_raise_language(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref first = edu_value_first(t, value);
	const edu_item *item = &t->items[first];
	const bool several = edu_value_next(t, value, first);
	const bool two_letters = item->length == 2 && item->text[0] >= 'a' && item->text[0] <= 'z' && item->text[1] >= 'a'
			      && item->text[1] <= 'z';
	if (!several && two_letters) return edu_how_text.raise(p, row, core, first, target);
	for (edu_ref v = first; v; v = edu_value_next(t, value, v))
		edu_trace_lose(p, v, several ? edu_rule_elmo_several_languages : edu_rule_elmo_language_code);
	return 0;
}

int elmo_raise_code(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_schema *schema = &elmo_schema;
	const uint16_t cls = p->to->tree.items[target].cls;
	const edu_property *property = edu_schema_property(schema, cls, row->name, p->to->version);
	const edu_codes *codes = property && property->codes ? &schema->codes[property->codes] : NULL;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_item *item = &t->items[v];
		if (!codes || edu_codes_have(codes, item->text, item->length, p->to->version))
			rc = edu_how_text.raise(p, row, core, v, target);
		else
			edu_trace_lose(p, v, edu_rule_elmo_code);
	}
	return rc;
}

/* ---- numbers and levels ---- */

int elmo_raise_decimal(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &elmo_core_of(p)->items[value];
	if (edu_is_decimal(item->text, item->length)) return edu_how_text.raise(p, row, core, value, target);
	char *text = edu_arena_text(p->to->tree.arena, item->text, item->length);
	if (!text) return edu_fail_memory(p->err);
	char *comma = memchr(text, ',', item->length);
	if (comma) *comma = '.';
	if (comma && edu_is_decimal(text, item->length))
		return elmo_raise_text(p, row, value, target, text, item->length, edu_rule_elmo_decimal_comma);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elmo_not_decimal);
	return 0;
}

int elmo_raise_credit_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	return edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, "local", edu_rule_elmo_scheme_missing, NULL);
}

/* Only the three levels of the schema; others were read leniently. */
int elmo_raise_credit_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &elmo_core_of(p)->items[value];
	if (edu_equal(item->text, item->length, "Bachelor") || edu_equal(item->text, item->length, "Master")
	    || edu_equal(item->text, item->length, "PhD"))
		return edu_how_text.raise(p, row, core, value, target);
	return 0;
}

int elmo_raise_introduction(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	edu_ref made;
	const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_introduction_missing);
}

/* ---- what the schema demands to be whole ---- */

static bool is_number(const edu_passage *p, edu_ref node, uint16_t name, bool count)
{
	const edu_ref value = edu_tree_child(elmo_core_of(p), node, name);
	const edu_item *item = &elmo_core_of(p)->items[value];
	if (!value || !item->text) return false;
	return count ? edu_is_integer(item->text, item->length) && item->text[0] != '-' : edu_is_decimal(item->text, item->length);
}

int elmo_raise_shortened(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(elmo_core_of(p), value);
	edu_ref made;
	if (is_number(p, node, core_n_percentageLower, false) && is_number(p, node, core_n_percentageEqual, false)
	    && is_number(p, node, core_n_percentageHigher, false))
		return elmo_raise_element(p, row, value, target, &made);
	return edu_trace_lose(p, node, edu_rule_elmo_percentage_missing), 0;
}

static edu_ref first_category(const edu_passage *p, edu_ref distribution)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref all = edu_tree_child(t, distribution, core_n_category);
	for (edu_ref c = edu_value_first(t, all); c; c = edu_value_next(t, all, c))
		if (is_number(p, edu_core_follow(t, c), core_n_count, true)) return c;
	return 0;
}

int elmo_raise_distribution(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(elmo_core_of(p), value);
	edu_ref made;
	if (first_category(p, node)) return elmo_raise_element(p, row, value, target, &made);
	return edu_trace_lose(p, node, edu_rule_elmo_category_count), 0;
}

int elmo_raise_category(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v);
		edu_ref made;
		if (is_number(p, node, core_n_count, true)) rc = elmo_raise_element(p, row, v, target, &made);
		else edu_trace_lose(p, node, edu_rule_elmo_category_count);
	}
	return rc;
}

/* A text that must be there, and may be empty. */
int elmo_raise_demanded(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	const edu_kind kind = row->flags & EDU_ROW_ATTRIBUTE ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT;
	const int rc = edu_target_member(p, target, kind, row->name, &made);
	if (rc < 0) return rc;
	if (kind == EDU_KIND_ATTRIBUTE) edu_tree_use_text(&p->to->tree, made, "", 0);
	return edu_origin_set(p, made, edu_rule_elmo_text_missing);
}

static bool is_section_number(const edu_item *item)
{
	for (uint32_t i = 0; i < item->length; i++)
		if (item->text[i] != '.' && (item->text[i] < '0' || item->text[i] > '9')) return false;
	return item->length > 0;
}

/* Digits and points; else the section's place among its siblings. */
int elmo_raise_section_number(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	unsigned place = 1;
	char number[24];
	if (value && is_section_number(&t->items[value])) return edu_how_text.raise(p, row, core, value, target);
	edu_trace_lose(p, value, edu_rule_elmo_section_number);
	for (edu_ref s = edu_tree_first(t, t->items[core].parent); s && s != core; s = edu_tree_next(t, s)) place++;
	snprintf(number, sizeof number, "%u", place);
	return edu_target_default(p, target, EDU_KIND_ATTRIBUTE, row->name, number, edu_rule_elmo_section_number, NULL);
}

/* Every specification has an instance, be it empty. */
int elmo_raise_instance(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref made;
	int rc = elmo_raise_element(p, row, 0, target, &made);
	if (rc < 0 || !made) return rc;
	rc = edu_raise_frame(p, row->frame, core, made);
	return rc < 0 || edu_tree_first(&p->to->tree, made) ? rc : edu_origin_set(p, made, edu_rule_elmo_instance_missing);
}

/* ---- addresses: their parts are in a namespace of their own ---- */

int elmo_raise_address(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *from = elmo_core_of(p);
	edu_tree *to = &p->to->tree;
	edu_ref made, declaration;
	const edu_ref first = edu_value_first(from, value);
	int rc = elmo_raise_element(p, row, first, target, &made);
	if (rc < 0 || !made) return rc;
	for (edu_ref part = edu_tree_first(to, made); part; part = edu_tree_next(to, part)) {
		rc = edu_target_member(p, part, EDU_KIND_NAMESPACE, 0, &declaration);
		if (rc < 0) return rc;
		edu_tree_use_text(to, declaration, ADDRESS_NAMESPACE, sizeof ADDRESS_NAMESPACE - 1);
	}
	return 0;
}

static bool has_address_parts(const edu_tree *t, edu_ref address)
{
	for (edu_ref c = edu_tree_first(t, address); c; c = edu_tree_next(t, c))
		if (t->items[c].name != core_n_fullAddress && t->items[c].name != core_n_country) return true;
	return false;
}

int elmo_raise_address_line(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	if (value) return edu_how_text.raise(p, row, core, value, target);
	const edu_ref full = edu_tree_child(t, core, core_n_fullAddress);
	if (!full || has_address_parts(t, core)) return 0;
	const edu_ref chosen = edu_core_chosen_text(p, full);
	return elmo_raise_text(p, row, chosen, target, t->items[chosen].text, t->items[chosen].length,
			     edu_rule_elmo_address_text);
}
