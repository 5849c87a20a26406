/*
 * formats/elm/v2_values.c – values of ELM 2 as values of ELM 3; see v2.h.
 */
#include "formats/elm/v2.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "formats/core/schemes.h"

/* ---- plain ---- */

int edu_elm_v2_text(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key, edu_kind kind, uint16_t rule)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_ref item;

	if (!edu_tree_is_leaf(v->t, leaf)) return 0;
	int rc = edu_passage_text(v->p, leaf, kind != EDU_KIND_STRING, &text, &length, &collapsed);
	if (rc < 0) return rc;
	rc = edu_target_member(v->p, node, kind, key, &item);
	if (rc < 0) return rc;
	return edu_target_text(v->p, item, text, length, leaf, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
}

/* Digits are a number in JSON; anything else stays where it was. */
static int add_number(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_item *i = &v->t->items[element];
	const bool plain = i->length && i->length < 10 && i->text[0] >= '1' && edu_is_integer(i->text, i->length);

	return plain ? edu_elm_v2_text(v, element, node, key, EDU_KIND_NUMBER, 0) : 0;
}

static int add_boolean(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_item *i = &v->t->items[element];
	edu_ref item;

	if (!i->length || !edu_is_boolean(i->text, i->length)) return 0;
	const bool is_true = edu_equal(i->text, i->length, "true") || edu_equal(i->text, i->length, "1");
	const int rc = edu_target_member(v->p, node, is_true ? EDU_KIND_TRUE : EDU_KIND_FALSE, key, &item);
	edu_trace_set(v->p, element, item, EDU_OUTCOME_EXACT, 0);
	return rc < 0 ? rc : edu_origin_set(v->p, item, EDU_SOURCED);
}

/* A decimal where the profile wants an integer. */
static int add_integer(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_item *i = &v->t->items[element];
	char digits[24];
	edu_ref item;

	if (!i->length || i->length > sizeof digits - 2 || !edu_is_decimal(i->text, i->length)) return 0;
	const size_t length = edu_round_decimal(digits, i->text, i->length);
	const bool exact = length == i->length && memcmp(digits, i->text, length) == 0;
	const char *text = edu_passage_keep(v->p, digits, length);
	const int rc = text ? edu_target_member(v->p, node, EDU_KIND_NUMBER, key, &item) : EDU_ENOMEM;
	if (rc < 0) return rc;
	return edu_target_text(v->p, item, text, (uint32_t)length, element, exact ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
			       exact ? 0 : edu_rule_elm_rounded);
}

/* A date with its zone as a moment: midnight there, or of UTC. */
int edu_elm_v2_date(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key)
{
	static const char midnight[] = "T00:00:00";
	const edu_item *i = &v->t->items[leaf];
	edu_moment m;
	edu_ref item;

	if (!i->length || !edu_parse_moment(i->text, i->length, &m)) return 0;
	if (m.has_time) return edu_elm_v2_text(v, leaf, node, key, EDU_KIND_STRING, 0);
	if (i->length < 10) return 0;
	char *text = edu_arena_get(v->p->to->tree.arena, i->length + sizeof midnight + 1);
	if (!text) return edu_fail_memory(v->p->err);
	memcpy(text, i->text, 10);
	memcpy(text + 10, midnight, sizeof midnight - 1);
	memcpy(text + 10 + sizeof midnight - 1, m.has_zone ? i->text + 10 : "Z", m.has_zone ? i->length - 10 : 1);
	const size_t length = 10 + sizeof midnight - 1 + (m.has_zone ? i->length - 10 : 1);
	text[length] = '\0';
	const int rc = edu_target_member(v->p, node, EDU_KIND_STRING, key, &item);
	if (rc < 0) return rc;
	return edu_target_text(v->p, item, text, (uint32_t)length, leaf, EDU_OUTCOME_DERIVED, edu_rule_elm_date_as_datetime);
}

/* ---- texts by language ---- */

/* One text under its language; a second one of the same has no place. */
static int add_text(edu_elm_v2 *v, edu_ref leaf, edu_ref map, edu_ref said, const char *language)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_name name;
	edu_ref entry;

	if (!edu_tree_is_leaf(v->t, leaf)) return 0;
	int rc = edu_target_language(v->p, map, language, &name, &entry);
	if (rc < 0 || entry) return rc;
	rc = edu_passage_text(v->p, leaf, false, &text, &length, &collapsed);
	if (rc >= 0) rc = edu_target_member(v->p, map, EDU_KIND_STRING, name, &entry);
	if (rc >= 0) rc = edu_target_text(v->p, entry, text, length, leaf, EDU_OUTCOME_EXACT, 0);
	if (said) edu_trace_set(v->p, said, entry, EDU_OUTCOME_EXACT, 0);
	return rc;
}

static edu_ref next_text(const edu_tree *t, edu_ref i)
{
	while (i && (t->items[i].kind != EDU_KIND_ELEMENT || strcmp(edu_elm_v2_name(t, i), "text") != 0))
		i = edu_tree_next(t, i);
	return i;
}

static int open_map(edu_elm_v2 *v, edu_ref node, edu_name key, edu_ref *map)
{
	*map = edu_tree_child(&v->p->to->tree, node, key);
	return *map ? 0 : edu_target_member(v->p, node, EDU_KIND_OBJECT, key, map);
}

int edu_elm_v2_texts(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_tree *t = v->t;
	edu_ref first = next_text(t, edu_tree_first(t, element)), map;
	int rc = first ? open_map(v, node, key, &map) : 0;

	for (edu_ref i = first; i && rc >= 0; i = next_text(t, edu_tree_next(t, i))) {
		const edu_ref said = edu_elm_v2_child(t, i, "lang");
		const edu_item *tag = &t->items[said];
		const bool good = said && tag->length && edu_is_language(tag->text, tag->length);
		rc = add_text(v, i, map, good ? said : 0, good ? tag->text : v->language);
	}
	return rc;
}

/* The subject of a note is text there and a concept here. */
static int add_subject(edu_elm_v2 *v, edu_ref subject, edu_ref note)
{
	edu_ref concept, map;

	int rc = edu_elm_v2_member(v, note, elm_n_subject, elm_c_Concept, &concept);
	const edu_ref uri = edu_elm_v2_child(v->t, subject, "uri");
	if (rc >= 0 && uri) rc = edu_elm_v2_iri(v, uri, concept, elm_n_id, 1);
	if (rc >= 0) rc = elm_default_text(v->p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc < 0 || !v->t->items[subject].length) return rc;
	rc = open_map(v, concept, elm_n_prefLabel, &map);
	return rc < 0 ? rc : add_text(v, subject, map, 0, v->language);
}

static int add_note(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_ref subject = edu_elm_v2_child(v->t, element, "subject");
	const bool has_texts = next_text(v->t, edu_tree_first(v->t, element)) != 0;
	edu_ref note, map;

	if (!has_texts && !edu_tree_is_leaf(v->t, element)) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_Note, &note);
	if (rc >= 0) rc = elm_default_text(v->p, note, elm_n_type, "Note", edu_rule_elm_type);
	if (rc >= 0 && has_texts) rc = edu_elm_v2_texts(v, element, note, elm_n_noteLiteral);
	else if (rc >= 0) rc = open_map(v, note, elm_n_noteLiteral, &map);
	if (rc >= 0 && !has_texts) rc = add_text(v, element, map, 0, v->language);
	return rc < 0 || !subject ? rc : add_subject(v, subject, note);
}

/* ---- concepts ---- */

static int add_scheme(edu_elm_v2 *v, edu_ref concept, const char *iri, uint32_t length, edu_ref said, uint16_t rule)
{
	edu_ref scheme, id;

	int rc = edu_elm_v2_member(v, concept, elm_n_inScheme, elm_c_ConceptScheme, &scheme);
	if (rc >= 0) rc = edu_target_member(v->p, scheme, EDU_KIND_STRING, elm_n_id, &id);
	if (rc < 0) return rc;
	rc = said ? edu_target_text(v->p, id, iri, length, said, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule)
		  : edu_origin_set(v->p, id, rule);
	if (!said) edu_tree_use_text(&v->p->to->tree, id, iri, length);
	return rc < 0 ? rc : elm_default_text(v->p, scheme, elm_n_type, "ConceptScheme", edu_rule_elm_type);
}

/* ESCO's concepts named a class as their framework, and are in a scheme now. */
static const char *esco_scheme(const edu_item *uri)
{
	static const char *const rows[][2] = {
		{ "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/concept-scheme/skills" },
		{ "http://data.europa.eu/esco/occupation/", "http://data.europa.eu/esco/concept-scheme/occupations" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (uri->length > strlen(rows[i][0]) && memcmp(uri->text, rows[i][0], strlen(rows[i][0])) == 0)
			return rows[i][1];
	return NULL;
}

static int add_framework(edu_elm_v2 *v, edu_ref element, const edu_item *uri, edu_ref concept)
{
	const edu_ref said = edu_elm_v2_child(v->t, element, "targetFrameworkUrl");
	const char *esco = uri ? esco_scheme(uri) : NULL;

	if (esco) return add_scheme(v, concept, esco, (uint32_t)strlen(esco), said, edu_rule_elm_v2_esco);
	if (!said || !edu_is_iri(v->t->items[said].text, v->t->items[said].length)) return 0;
	return add_scheme(v, concept, v->t->items[said].text, v->t->items[said].length, said, 0);
}

/* The first concept of an IRI stands in full; others name it, whatever else they say. 1: this is the first. */
static int is_first_concept(edu_elm_v2 *v, edu_ref element, const edu_item *uri)
{
	edu_map_slot *slot = edu_map_slot_of(&v->concepts, uri->text, uri->length);

	if (!slot) return edu_fail_memory(v->p->err);
	if (slot->value) {
		edu_elm_v2_repeats(v, element, slot->value);
		return 0;
	}
	slot->value = element;
	return 1;
}

static int add_code(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_ref uri = edu_elm_v2_child(v->t, element, "uri");
	const edu_ref name = edu_elm_v2_child(v->t, element, "targetName");
	const edu_ref more = edu_elm_v2_child(v->t, element, "targetDescription");
	const edu_ref list = edu_elm_v2_child(v->t, element, "targetNotation");
	const bool known = uri && v->t->items[uri].length;
	edu_ref concept;

	if (!known && !name) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_Concept, &concept);
	if (rc >= 0 && known) rc = edu_elm_v2_iri(v, uri, concept, elm_n_id, 1);
	if (rc >= 0 && known && (rc = is_first_concept(v, element, &v->t->items[uri])) == 0) return 0;
	if (rc >= 0) rc = elm_default_text(v->p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0) rc = add_framework(v, element, known ? &v->t->items[uri] : NULL, concept);
	if (rc >= 0 && name) rc = edu_elm_v2_texts(v, name, concept, elm_n_prefLabel);
	if (rc >= 0 && more) rc = edu_elm_v2_texts(v, more, concept, elm_n_definition);
	if (rc >= 0 && list) rc = edu_elm_v2_text(v, list, concept, elm_n_notation, EDU_KIND_STRING, 0);
	return rc;
}

/* A concept of a list; said: the leaf that names it, 0: none does. */
static int add_listed(edu_elm_v2 *v, edu_ref node, edu_name key, const edu_scheme *scheme, const char *code, edu_ref said,
		      uint16_t rule)
{
	const size_t size = edu_code_iri(NULL, 0, scheme, code) + 1;
	char *iri = edu_arena_get(v->p->to->tree.arena, size);
	edu_ref concept, id;

	if (!iri) return edu_fail_memory(v->p->err);
	edu_code_iri(iri, size, scheme, code);
	int rc = edu_elm_v2_member(v, node, key, elm_c_Concept, &concept);
	if (rc >= 0) rc = edu_target_member(v->p, concept, EDU_KIND_STRING, elm_n_id, &id);
	if (rc < 0) return rc;
	rc = said ? edu_target_text(v->p, id, iri, (uint32_t)size - 1, said, EDU_OUTCOME_DERIVED, rule)
		  : edu_origin_set(v->p, id, rule);
	if (!said) edu_tree_use_text(&v->p->to->tree, id, iri, (uint32_t)size - 1);
	if (rc >= 0) rc = elm_default_text(v->p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	return rc < 0 ? rc : add_scheme(v, concept, scheme->iri, (uint32_t)strlen(scheme->iri), 0, edu_rule_elm_vocabulary);
}

int edu_elm_v2_constant(edu_elm_v2 *v, edu_ref node, edu_name key, const char *scheme, const char *code, uint16_t rule)
{
	return add_listed(v, node, key, edu_scheme_find(scheme), code, 0, rule);
}

/* A concept by what others call its code; nothing where the list has none. */
static int add_by_other(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key, const char *scheme)
{
	const edu_scheme *s = edu_scheme_find(scheme);
	edu_code code;

	if (!v->t->items[leaf].text || !edu_code_find_other(&code, s, v->t->items[leaf].text)) return 0;
	return add_listed(v, node, key, s, code.code, leaf, edu_rule_elm_vocabulary);
}

int edu_elm_v2_language(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key)
{
	return add_by_other(v, leaf, node, key, "language");
}

/* ---- identifiers, addresses, credits ---- */

static int add_identifier(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key, bool legal)
{
	static const struct { const char *attribute; uint16_t key; } parts[] = {
		{ "schemeID", elm_n_schemeId }, { "schemeName", elm_n_schemeName },
	};
	const edu_ref country = edu_elm_v2_child(v->t, element, "spatialID");
	const edu_ref agency = edu_elm_v2_child(v->t, element, "schemeAgencyName");
	const edu_ref issued = edu_elm_v2_child(v->t, element, "issuedDate");
	edu_ref made, map;

	/* A legal identifier has to say its country: one that doesn't is an identifier like others. */
	const bool unplaced = legal && !country;
	legal = country != 0;
	if (unplaced) key = elm_n_identifier;
	if (!edu_tree_is_leaf(v->t, element) || !edu_elm_v2_takes(v, node, key)) return 0;
	int rc = edu_elm_v2_member(v, node, key, legal ? elm_c_LegalIdentifier : elm_c_Identifier, &made);
	if (rc >= 0) rc = elm_default_text(v->p, made, elm_n_type, legal ? "LegalIdentifier" : "Identifier", edu_rule_elm_type);
	if (rc >= 0) rc = edu_elm_v2_text(v, element, made, elm_n_notation, EDU_KIND_STRING, 0);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && rc >= 0; i++) {
		const edu_ref part = edu_elm_v2_child(v->t, element, parts[i].attribute);
		if (part) rc = edu_elm_v2_text(v, part, made, parts[i].key, EDU_KIND_STRING, 0);
	}
	if (rc >= 0 && unplaced && !edu_elm_v2_child(v->t, element, "schemeName"))
		rc = edu_target_default(v->p, made, EDU_KIND_STRING, elm_n_schemeName, edu_elm_v2_name(v->t, element),
					edu_rule_elm_v2_country, NULL);
	if (rc >= 0 && agency) rc = open_map(v, made, elm_n_schemeAgency, &map);
	if (rc >= 0 && agency) rc = add_text(v, agency, map, 0, v->language);
	if (rc >= 0 && issued) rc = edu_elm_v2_date(v, issued, made, elm_n_dateIssued);
	return rc < 0 || !country ? rc : add_by_other(v, country, made, elm_n_spatial, "country");
}

static int add_resource(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_ref uri = edu_elm_v2_child(v->t, element, "uri"), title = edu_elm_v2_child(v->t, element, "title");
	const edu_ref language = edu_elm_v2_child(v->t, element, "language");
	edu_ref made;

	if (!uri || !v->t->items[uri].length) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_WebResource, &made);
	if (rc >= 0) rc = elm_default_text(v->p, made, elm_n_type, "WebResource", edu_rule_elm_type);
	if (rc >= 0) rc = edu_elm_v2_text(v, uri, made, elm_n_contentURL, EDU_KIND_STRING, 0);
	if (rc >= 0 && title) rc = edu_elm_v2_texts(v, title, made, elm_n_title);
	return rc < 0 || !language ? rc : add_code(v, language, made, elm_n_language);
}

static int add_mailbox(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_ref uri = edu_elm_v2_child(v->t, element, "uri");
	edu_ref made;

	if (!uri || !v->t->items[uri].length) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_Mailbox, &made);
	if (rc >= 0) rc = edu_elm_v2_iri(v, uri, made, elm_n_id, 1);
	return rc < 0 ? rc : elm_default_text(v->p, made, elm_n_type, "Mailbox", edu_rule_elm_type);
}

/* What credits are of: ECTS, or what their scheme names by its last part; else a concept of its own. */
static int add_credit_scheme(edu_elm_v2 *v, edu_ref said, edu_ref credits)
{
	const edu_scheme *schemes = edu_scheme_find("education-credit");
	const char *name = said ? strrchr(v->t->items[said].text, '/') : NULL;
	edu_ref framework, map;
	edu_code code;

	if (!said || (name && edu_code_find_other(&code, schemes, name + 1)))
		return add_listed(v, credits, elm_n_framework, schemes, said ? code.code : "6fcec5c5af", said,
				  edu_rule_elm_vocabulary);
	int rc = edu_elm_v2_member(v, credits, elm_n_framework, elm_c_Concept, &framework);
	if (rc >= 0) rc = elm_default_text(v->p, framework, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0) rc = open_map(v, framework, elm_n_prefLabel, &map);
	return rc < 0 ? rc : add_text(v, said, map, 0, v->language);
}

static int add_credits(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key, bool ects)
{
	const edu_ref scheme = edu_elm_v2_child(v->t, element, "schemeID");
	edu_ref made;

	if (!edu_tree_is_leaf(v->t, element) || !(ects || (scheme && v->t->items[scheme].text))) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_CreditPoint, &made);
	if (rc >= 0) rc = elm_default_text(v->p, made, elm_n_type, "CreditPoint", edu_rule_elm_type);
	if (rc >= 0) rc = edu_elm_v2_text(v, element, made, elm_n_point, EDU_KIND_STRING, 0);
	return rc < 0 ? rc : add_credit_scheme(v, ects ? 0 : scheme, made);
}

static int add_amount(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	const edu_ref unit = edu_elm_v2_child(v->t, element, "unit");
	edu_code code;
	edu_ref made;

	if (!edu_tree_is_leaf(v->t, element)) return 0;
	int rc = edu_elm_v2_member(v, node, key, elm_c_Amount, &made);
	if (rc >= 0) rc = elm_default_text(v->p, made, elm_n_type, "Amount", edu_rule_elm_type);
	if (rc >= 0) rc = edu_elm_v2_text(v, element, made, elm_n_value, EDU_KIND_STRING, 0);
	if (rc < 0 || !unit || !edu_code_find(&code, edu_scheme_find("currency"), v->t->items[unit].text)) return rc;
	return add_listed(v, made, elm_n_unit, edu_scheme_find("currency"), code.code, unit, edu_rule_elm_vocabulary);
}

/* Start and end stand side by side there and make a period here. */
static int add_period(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key, edu_name end)
{
	const edu_tree *made = &v->p->to->tree;
	edu_ref period = edu_value_first(made, edu_tree_child(made, node, key));
	int rc = 0;

	if (!period) {
		rc = edu_elm_v2_member(v, node, key, elm_c_PeriodOfTime, &period);
		if (rc >= 0) rc = elm_default_text(v->p, period, elm_n_type, "PeriodOfTime", edu_rule_elm_type);
	}
	return rc < 0 || edu_tree_child(made, period, end) ? rc : edu_elm_v2_date(v, element, period, end);
}

int edu_elm_v2_value(edu_elm_v2 *v, const edu_elm_v2_row *row, edu_ref element, edu_ref node)
{
	switch ((edu_elm_v2_how)row->how) {
	case V2_TEXTS: return edu_elm_v2_texts(v, element, node, row->key);
	case V2_NOTE: return add_note(v, element, node, row->key);
	case V2_TEXT: return edu_elm_v2_text(v, element, node, row->key, EDU_KIND_STRING, 0);
	case V2_NUMBER: return add_number(v, element, node, row->key);
	case V2_BOOLEAN: return add_boolean(v, element, node, row->key);
	case V2_INTEGER: return add_integer(v, element, node, row->key);
	case V2_DATE: return edu_elm_v2_date(v, element, node, row->key);
	case V2_CODE: return add_code(v, element, node, row->key);
	case V2_IDENTIFIER: return add_identifier(v, element, node, row->key, false);
	case V2_LEGAL: return add_identifier(v, element, node, row->key, true);
	case V2_WEB: return add_resource(v, element, node, row->key);
	case V2_MAILBOX: return add_mailbox(v, element, node, row->key);
	case V2_ECTS: return add_credits(v, element, node, row->key, true);
	case V2_CREDITS: return add_credits(v, element, node, row->key, false);
	case V2_AMOUNT: return add_amount(v, element, node, row->key);
	case V2_START: return add_period(v, element, node, row->key, elm_n_startDate);
	case V2_END: return add_period(v, element, node, row->key, elm_n_endDate);
	case V2_NODE: return edu_elm_v2_node(v, element, node, row->key, row->value);
	case V2_NODES: return edu_elm_v2_nodes(v, element, node, row->key);
	}
	return 0;
}
