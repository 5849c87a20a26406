/*
 * formats/elm/statement_values.c – the values of a JSON-LD document as literals and references; see making.h.
 */
#include "formats/elm/making.h"
#include "base/text.h"
#include "formats/elm/things.h"

#include <string.h>

int edu_elm_add_fault(edu_elm_making *m, edu_ref item, const char *rule, const char *message)
{
	edu_elm_graph *g = m->g;

	if (g->fault_count == EDU_ELM_FAULTS) return 0;
	if (!edu_grow(g->allocator, (void **)&g->faults, &g->fault_capacity, g->fault_count,
	              sizeof *g->faults))
		return EDU_ENOMEM;
	g->faults[g->fault_count++] = (edu_elm_fault){ item, rule, message };
	return 0;
}

int edu_elm_state(edu_elm_making *m, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                 edu_elm_thing_number object, edu_ref item)
{
	edu_elm_graph *g = m->g;

	if (!subject || !predicate) return 0;
	if (!edu_grow(g->allocator, (void **)&g->statements, &g->statement_capacity, g->statement_count,
	              sizeof *g->statements))
		return EDU_ENOMEM;
	g->statements[g->statement_count++] = (edu_elm_statement){ subject, predicate, object, item };
	return 0;
}

int edu_elm_state_thing(edu_elm_making *m, edu_ref item, const edu_elm_thing *thing)
{
	const edu_elm_thing_number object = edu_elm_intern(m->g, thing);

	if (!object) return EDU_ENOMEM;
	return edu_elm_state(m, m->subjects[item], m->terms.list[m->places[item]].predicate, object, item);
}

static int literal_of(edu_elm_making *m, edu_ref item, const char *datatype, size_t datatype_length,
                      edu_elm_thing *out)
{
	return edu_elm_literal_of(m->g->arena, &m->tree->items[item], datatype, datatype_length, out);
}

static int set_language(edu_elm_making *m, edu_elm_thing *out, const char *tag, size_t length, edu_ref item)
{
	out->datatype = NULL;
	out->datatype_length = 0;
	out->language = tag;
	out->language_length = (uint32_t)length;
	if (edu_is_language(tag, length)) return 0;
	return edu_elm_add_fault(
		m, item, "elm/language-tag",
		"this is no language tag such as en or de-AT, so that linked-data tools refuse the document");
}

int edu_elm_state_scalar(edu_elm_making *m, edu_ref item)
{
	const edu_item *i = &m->tree->items[item];
	const edu_elm_meaning *place = &m->terms.list[m->places[item]];
	edu_elm_thing thing;

	if (i->kind == EDU_KIND_STRING && place->coercion == EDU_ELM_REFERENCE) {
		if (edu_elm_expand(&m->terms, i->text, i->length, 0, false, &thing) < 0) return EDU_ENOMEM;
		if (thing.kind) return edu_elm_state_thing(m, item, &thing);
		m->g->outside[item] = EDU_ELM_LOST;
		return 0;
	}
	const char *datatype = place->coercion == EDU_ELM_TYPED_VALUE ? edu_elm_iris[place->datatype] : NULL;
	if (literal_of(m, item, datatype, datatype ? strlen(datatype) : 0, &thing) < 0) return EDU_ENOMEM;
	return edu_elm_state_thing(m, item, &thing);
}

static bool is_key(const edu_tree *t, edu_ref item, const char *key)
{
	uint32_t length;
	const char *text = edu_tree_name_text(t, t->items[item].name, &length);
	return edu_equal(text, length, key);
}

int edu_elm_state_value_object(edu_elm_making *m, edu_ref object)
{
	static const char rule[] = "elm/value-object";
	const edu_tree *t = m->tree;
	edu_ref value = 0, type = 0, language = 0;
	edu_elm_thing thing, datatype = { 0 };
	uint32_t index;

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const edu_elm_meaning *key = edu_elm_meaning_of(&m->terms, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (is_key(t, i, "@value")) value = i;
		else if (is_key(t, i, "@language")) language = i;
		else if (key->keyword == EDU_ELM_A_TYPE) type = i;
		else if (key->keyword == EDU_ELM_AN_ID || key->predicate)
			return edu_elm_add_fault(m, i, rule,
			                 "an object with @value may have @type or @language besides, and "
			                 "nothing else");
	}
	if (type && language) return edu_elm_add_fault(m, object, rule, "a value has a type or a language, not both");
	if (t->items[value].kind == EDU_KIND_NULL) return 0;
	if (!edu_elm_is_scalar(&t->items[value]))
		return edu_elm_add_fault(m, value, rule, "@value must be a text, a number, true or false");
	if (type && t->items[type].kind != EDU_KIND_NULL) {
		if (t->items[type].kind != EDU_KIND_STRING)
			return edu_elm_add_fault(m, type, rule, "the type of a value must be an IRI");
		if (edu_elm_expand(&m->terms, t->items[type].text, t->items[type].length, 0, true, &datatype) < 0)
			return EDU_ENOMEM;
		if (datatype.kind != EDU_ELM_IRI)
			return edu_elm_add_fault(m, type, rule, "the type of a value must be an IRI");
	}
	if (literal_of(m, value, datatype.text, datatype.length, &thing) < 0) return EDU_ENOMEM;
	if (language && t->items[language].kind != EDU_KIND_NULL) {
		if (t->items[language].kind != EDU_KIND_STRING || t->items[value].kind != EDU_KIND_STRING)
			return edu_elm_add_fault(m, language, rule, "a language belongs to a text");
		if (t->items[language].length &&
		    set_language(m, &thing, t->items[language].text, t->items[language].length, language) < 0)
			return EDU_ENOMEM;
	}
	return edu_elm_state_thing(m, object, &thing);
}

int edu_elm_state_entry(edu_elm_making *m, edu_ref item, edu_ref entry)
{
	uint32_t length;
	edu_elm_thing thing;
	const edu_item *i = &m->tree->items[item];
	const char *tag = edu_tree_name_text(m->tree, m->tree->items[entry].name, &length);

	if (i->kind == EDU_KIND_NULL) return 0;
	if (i->kind != EDU_KIND_STRING)
		return edu_elm_add_fault(m, item, "elm/language-map",
		                 "a language map holds texts, or arrays of texts, and nothing else");
	if (literal_of(m, item, NULL, 0, &thing) < 0) return EDU_ENOMEM;
	/* @none, and a name that is empty, say that there is no language. */
	if (length && !edu_equal(tag, length, "@none") && set_language(m, &thing, tag, length, entry) < 0)
		return EDU_ENOMEM;
	return edu_elm_state_thing(m, item, &thing);
}
