/*
 * model/hows.c – how values cross that every format knows: text, text with a language, nodes, wrappers.
 */
#include "model/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "core_tables.h"
#include "crosswalk_tables.h"

/* ---- text ---- */

/* An element that is empty, or holds white space alone, is no leaf: it has no value to carry. */
static bool is_void(const edu_passage *p, edu_ref value, const char *text, uint32_t length)
{
	return p->from->tree.items[value].kind == EDU_KIND_ELEMENT && edu_is_blank(text, length);
}

static bool has_text(const edu_passage *p, edu_ref value)
{
	const edu_kind kind = (edu_kind)p->from->tree.items[value].kind;
	return kind != EDU_KIND_OBJECT && kind != EDU_KIND_TRUE && kind != EDU_KIND_FALSE;
}

static int lower_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_ref made;
	if (!has_text(p, value)) return 0;
	int rc = edu_passage_text(p, value, row->flags & EDU_ROW_TOKEN, &text, &length, &collapsed);
	if (rc < 0) return rc;
	if (is_void(p, value, text, length)) return 0;
	/* What a node says that stands in two places has its source in the first. */
	const bool again = edu_traced(p, value);
	made = edu_core_same(p, core, row->path, row->depth, text, length, NULL);
	if (!made) {
		rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &made);
		if (rc < 0 || !made) return rc;
		edu_tree_use_text(&p->to->tree, made, text, length);
		if (again) return edu_origin_set(p, made, edu_rule_convert_repeated);
	}

	edu_trace_set(p, value, made, collapsed ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT,
		      collapsed ? edu_rule_elmo_token_collapsed : 0);
	return edu_origin_set(p, made, EDU_SOURCED);
}

/* *made 0: the property takes no further. */
static int raise_one_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	const edu_item *said = &p->from->tree.items[value];
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, made);
	if (rc < 0) return rc;
	if (*made) return edu_target_text(p, *made, said->text, said->length, value, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
	return 0;
}

static int raise_text(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		edu_ref made;
		const int rc = raise_one_text(p, row, v, target, &made);
		if (rc < 0) return rc;
	}
	return 0;
}

const edu_how edu_how_text = { lower_text, raise_text };

/* ---- text with a language ---- */

static int add_text(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, const char *language,
		    size_t language_length, edu_ref *out)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	int rc = edu_passage_text(p, value, row->flags & EDU_ROW_TOKEN, &text, &length, &collapsed);
	if (rc < 0) return rc;
	/* A title may be empty and has to be there (elmo.md, rule A10); it came from no leaf. */
	const bool nothing = is_void(p, value, text, length);
	*out = edu_core_same(p, core, row->path, row->depth, text, length, language);
	if (!*out) {
		rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, out);
		if (rc < 0 || !*out) return rc;
		edu_tree_use_text(&p->to->tree, *out, text, length);
		if (language) rc = edu_core_set_language(p, *out, language, language_length, NULL);
		if (rc < 0) return rc;
	}
	edu_trace_set(p, value, *out, collapsed ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT,
		      collapsed ? edu_rule_elmo_token_collapsed : 0);
	return edu_origin_set(p, *out, nothing && !language ? edu_rule_elmo_empty : EDU_SOURCED);
}

static edu_ref language_attribute(const edu_tree *t, edu_ref element)
{
	for (edu_ref a = edu_tree_first(t, element); a; a = edu_tree_next(t, a))
		if (t->items[a].kind == EDU_KIND_ATTRIBUTE && !strcmp(edu_tree_name_text(t, t->items[a].name, NULL), "xml:lang"))
			return a;
	return 0;
}

static int lower_lang_xml(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref attribute = language_attribute(t, value);
	const edu_item *tag = attribute && t->items[attribute].length ? &t->items[attribute] : NULL;
	edu_ref made;
	int rc = add_text(p, row, core, value, tag ? tag->text : NULL, tag ? tag->length : 0, &made);
	if (rc < 0 || !made || !tag) return rc;
	const edu_ref language = edu_tree_child(&p->to->tree, made, core_n_lang);
	edu_trace_set(p, attribute, language, EDU_OUTCOME_EXACT, 0);
	return edu_origin_set(p, language, EDU_SOURCED);
}

/* One entry of a language map: a text, or several of one language. */
static int lower_map_entry(edu_passage *p, const edu_row *row, edu_ref entry, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	uint32_t length;
	const char *tag = edu_tree_name_text(t, t->items[entry].name, &length);
	const bool untagged = !length || !strcmp(tag, "und") || !strcmp(tag, "@none");
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, entry); v && rc >= 0; v = edu_value_next(t, entry, v)) {
		const edu_kind kind = (edu_kind)t->items[v].kind;
		if (kind != EDU_KIND_STRING && kind != EDU_KIND_NUMBER) continue;
		rc = add_text(p, row, core, v, untagged ? NULL : tag, length, &made);
		const edu_ref language = made ? edu_tree_child(&p->to->tree, made, core_n_lang) : 0;
		if (rc >= 0 && language) rc = edu_origin_set(p, language, EDU_SOURCED);
	}
	return rc;
}

static int lower_lang(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	edu_ref made;
	if (p->from->format->syntax == EDU_SYNTAX_XML) return lower_lang_xml(p, row, value, core);
	if (t->items[value].kind != EDU_KIND_OBJECT) return has_text(p, value) ? add_text(p, row, core, value, NULL, 0, &made) : 0;
	for (edu_ref e = edu_tree_first(t, value); e; e = edu_tree_next(t, e)) {
		const int rc = lower_map_entry(p, row, e, core);
		if (rc < 0) return rc;
	}
	return 0;
}

/* A tag that is none can stand in no format; the text goes on without it. */
static bool said_language(edu_passage *p, edu_ref text, edu_ref language)
{
	if (!language || edu_core_language(&p->from->tree, text)) return language;
	edu_trace_set(p, language, 0, EDU_OUTCOME_LOST, edu_rule_convert_language_tag);
	return false;
}

static int raise_lang_xml(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		edu_ref made, attribute;
		int rc = raise_one_text(p, row, v, target, &made);
		if (rc < 0) return rc;
		const edu_ref language = made ? edu_tree_child(t, v, core_n_lang) : 0;
		if (!made || !said_language(p, v, language)) continue;
		rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE,
				       edu_table_find(p->to->tree.table, "xml:lang", 8), &attribute);
		if (rc >= 0)
			rc = edu_target_text(p, attribute, t->items[language].text, t->items[language].length, language,
					     EDU_OUTCOME_EXACT, 0);
		if (rc < 0) return rc;
	}
	return 0;
}

/* More languages than anybody speaks: looking for each among the others would take ages. */
#define LANGUAGES 1000

int edu_target_language(edu_passage *p, edu_ref map, const char *language, edu_name *key, edu_ref *entry)
{
	edu_tree *t = &p->to->tree;
	const char *tag = language ? language : p->default_language ? p->default_language : "und";
	const size_t length = strlen(tag);
	unsigned count = 0;
	*entry = 0;
	*key = edu_tree_name(t, tag, length);
	if (!*key) return edu_fail_memory(p->err);
	for (edu_ref e = edu_tree_first(t, map); e; e = edu_tree_next(t, e)) {
		if (++count > LANGUAGES)
			return edu_fail(p->err, EDU_ELIMIT, "convert/languages", "a text is given in more than %d languages", LANGUAGES);
		/* A tag is the same in capitals (BCP 47, section 2.1.1). */
		if (t->items[e].name == *key || edu_equal_nocase(tag, length, edu_tree_name_text(t, t->items[e].name, NULL)))
			return *entry = e, 0;
	}
	return 0;
}

/* A second text of one language: both stand in an array. The first keeps its item, for traces lead to it. */
static int add_map_text(edu_passage *p, edu_ref map, edu_name key, edu_ref entry, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	if (!entry) return edu_target_member(p, map, EDU_KIND_STRING, key, out);
	if (t->items[entry].kind != EDU_KIND_ARRAY) {
		edu_ref array;
		const int rc = edu_target_member(p, map, EDU_KIND_ARRAY, t->items[entry].name, &array);
		if (rc < 0) return rc;
		edu_tree_remove(t, entry);
		t->items[entry].name = 0;
		edu_tree_hang(t, array, entry);
		entry = array;
	}
	return edu_target_member(p, entry, EDU_KIND_STRING, 0, out);
}

static int raise_lang_json(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	edu_ref map = edu_tree_child(&p->to->tree, target, row->name);
	/* Where a property takes one text, it takes one in all languages together (elm.md, section 6). */
	const bool many = edu_target_takes_many(p, row, target);
	int rc = map || !value ? 0 : edu_target_member(p, target, EDU_KIND_OBJECT, row->name, &map);
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const char *language = edu_core_language(t, v);
		edu_ref made, entry;
		edu_name key;
		rc = edu_target_language(p, map, language, &key, &entry);
		if (rc < 0) return rc;
		const bool full = !many && edu_tree_first(&p->to->tree, map);
		if (full || (row->flags & EDU_ROW_UNIQUE_LANG && entry)) {
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, full ? edu_rule_convert_one_only : edu_rule_elm_one_per_language);
			continue;
		}
		rc = add_map_text(p, map, key, entry, &made);
		if (rc >= 0)
			rc = edu_target_text(p, made, t->items[v].text, t->items[v].length, v, EDU_OUTCOME_EXACT,
					     language ? 0 : edu_rule_elm_language_und);
		const edu_ref said = edu_tree_child(t, v, core_n_lang);
		if (rc >= 0 && said_language(p, v, said)) edu_trace_set(p, said, made, EDU_OUTCOME_EXACT, 0);
	}
	return rc;
}

static int raise_lang(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return p->to->format->syntax == EDU_SYNTAX_XML ? raise_lang_xml(p, row, value, target)
						       : raise_lang_json(p, row, value, target);
}

const edu_how edu_how_lang = { lower_lang, raise_lang };

/* ---- nodes ---- */

static int lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_ref made;
	if (p->crosswalk->lower_node) return p->crosswalk->lower_node(p, row, value, core);
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &made);
	return rc < 0 || !made ? rc : edu_lower_frame(p, row->frame, value, made);
}

static int raise_node(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v))
		rc = p->crosswalk->raise_node(p, row, v, target, &made);
	if (rc < 0 || value || !(row->flags & EDU_ROW_ALWAYS)) return rc;
	rc = p->crosswalk->raise_node(p, row, 0, target, &made);
	return rc < 0 || !made ? rc : edu_raise_frame(p, row->frame, 0, made);
}

const edu_how edu_how_node = { lower_node, raise_node };

/* ---- wrappers: nodes of the format that have none of their own in the core ---- */

static int lower_enter(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_kind kind = (edu_kind)p->from->tree.items[value].kind;
	if (p->crosswalk->lower_enter) return p->crosswalk->lower_enter(p, row, value, core);
	if (kind != EDU_KIND_OBJECT && kind != EDU_KIND_ELEMENT) return 0;
	return edu_lower_frame(p, row->frame, value, core);
}

static int raise_each(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = &p->from->tree;
	const edu_row *inner = &p->crosswalk->rows[p->crosswalk->frames[row->frame].first];
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		edu_ref wrapper;
		int rc = p->crosswalk->raise_node(p, row, 0, target, &wrapper);
		if (rc < 0) return rc;
		if (!wrapper) return 0;
		/* A row takes a whole property; this one shall take a single entry of it. */
		rc = inner->how->raise(p, inner, core, v, wrapper);
		if (rc < 0) return rc;
		if (!edu_tree_first(&p->to->tree, wrapper)) edu_tree_remove(&p->to->tree, wrapper);
	}
	return 0;
}

static int raise_enter(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref wrapper;
	if (row->flags & EDU_ROW_EACH) return raise_each(p, row, core, value, target);
	if (!(row->flags & EDU_ROW_ALWAYS) && !edu_frame_has(p, row->frame, core)) return 0;
	int rc = p->crosswalk->raise_node(p, row, 0, target, &wrapper);
	if (rc < 0 || !wrapper) return rc;
	rc = edu_raise_frame(p, row->frame, core, wrapper);
	const bool bare = !edu_tree_first(&p->to->tree, wrapper) && !p->to->tree.items[wrapper].text;
	if (bare && !(row->flags & EDU_ROW_ALWAYS)) edu_tree_remove(&p->to->tree, wrapper);
	return rc;
}

const edu_how edu_how_enter = { lower_enter, raise_enter };
