/*
 * formats/elmo/raise_names.c – grading schemes, groups and attachments by the local names that ELMO refers to them with.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"

/* ---- grading schemes: named within one report ---- */

static int use_scheme(edu_passage *p, edu_ref scheme)
{
	elmo_raising *r = elmo_raising_of(p);
	if (r->next[scheme] == r->report) return 0;
	r->next[scheme] = r->report;
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&r->used, &r->used_capacity, r->used_count, sizeof *r->used))
		return edu_fail_memory(p->err);
	r->used[r->used_count++] = scheme;
	return 0;
}

/* The scheme's own local name; else a number, given at its first use in the report. */
static int scheme_name(edu_passage *p, edu_ref scheme, const char **text, uint32_t *length)
{
	elmo_raising *r = elmo_raising_of(p);
	*text = edu_core_text(elmo_core_of(p), scheme, core_n_localId, length);
	if (*text) return 0;
	if (!r->number[scheme]) r->number[scheme] = ++r->schemes;
	char made[24];
	const int n = snprintf(made, sizeof made, "scheme-%u", (unsigned)r->number[scheme]);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	return *text ? 0 : EDU_ENOMEM;
}

static bool belongs_to_award(const edu_tree *t, edu_ref scheme)
{
	const edu_ref holder = t->items[scheme].parent;
	return t->items[holder].kind == EDU_KIND_ARRAY;
}

/* Nothing but names: of a scheme that was referred to and never described. */
static bool is_bare(const edu_tree *t, edu_ref scheme)
{
	for (edu_ref i = edu_tree_first(t, scheme); i; i = edu_tree_next(t, i)) {
		const edu_name name = edu_tree_known(t, t->items[i].name);
		if (name != core_n_localId && name != core_n_identifier) return false;
	}
	return !(t->items[scheme].flags & EDU_ITEM_SHARED);
}

int elmo_raise_scheme_reference(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	const edu_ref scheme = edu_core_follow(t, value);
	const char *text;
	uint32_t length;
	const edu_ref name = edu_tree_child(t, scheme, core_n_localId);
	const bool bare = scheme == value && is_bare(t, scheme);
	/* Of a scheme that is known by an identifier alone there is nothing to say in the report. */
	if (bare && !name && p->to->version >= elmo_v_2_0) return 0;
	int rc = scheme_name(p, scheme, &text, &length);
	if (rc < 0) return rc;
	/* A name that led nowhere when it was read leads nowhere again. */
	if (bare && name) return elmo_raise_text(p, row, name, target, text, length, 0);
	if (!belongs_to_award(t, scheme)) rc = use_scheme(p, scheme);
	if (rc < 0) return rc;
	if (t->items[value].kind == EDU_KIND_LINK)
		return elmo_raise_text(p, row, value, target, text, length, edu_rule_elmo_scheme_reference);
	edu_ref made;
	rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_scheme_reference);
}

int elmo_raise_grading_schemes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	edu_ref made;
	int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	for (size_t i = 0; i < r->used_count && rc >= 0; i++)
		rc = elmo_raise_element(p, row, r->used[i], target, &made);
	/* Numbers hold within one report. */
	for (size_t i = 0; i < r->used_count; i++) r->number[r->used[i]] = 0;
	return rc;
}

int elmo_raise_scheme_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const char *text;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	int rc = scheme_name(p, core, &text, &length);
	if (rc >= 0) rc = edu_target_member(p, target, EDU_KIND_ATTRIBUTE, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_grading_scheme_name);
}

/* ---- groups ---- */

/* A group's local name: its own, or its place among its siblings. */
static int group_name(edu_passage *p, edu_ref node, const char **text, uint32_t *length)
{
	const edu_tree *t = elmo_core_of(p);
	*text = edu_core_text(t, node, core_n_localId, length);
	if (*text) return 0;
	uint32_t *number = elmo_raising_of(p)->number, place = 0;
	if (!number[node])
		for (edu_ref s = edu_tree_first(t, t->items[node].parent); s; s = edu_tree_next(t, s)) number[s] = ++place;
	char made[24];
	const int n = snprintf(made, sizeof made, "%u", (unsigned)number[node]);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	return *text ? 0 : EDU_ENOMEM;
}

int elmo_raise_group_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const char *text;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	int rc = group_name(p, core, &text, &length);
	if (rc >= 0) rc = edu_target_member(p, target, EDU_KIND_ATTRIBUTE, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_group_name);
}

int elmo_raise_grouping(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref group = edu_core_follow(t, v);
		const edu_ref grouping = t->items[t->items[group].parent].parent;
		edu_ref made, type, id;
		const char *type_text, *id_text;
		uint32_t type_length, id_length;
		int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &made);
		if (rc < 0) return rc;
		if (!made) {
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
			continue;
		}
		rc = group_name(p, grouping, &type_text, &type_length);
		if (rc >= 0) rc = group_name(p, group, &id_text, &id_length);
		if (rc >= 0) rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_typeref, &type);
		if (rc >= 0) rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_idref, &id);
		if (rc < 0) return rc;
		edu_tree_use_text(&p->to->tree, type, type_text, type_length);
		edu_tree_use_text(&p->to->tree, id, id_text, id_length);
		edu_trace_set(p, v, type, EDU_OUTCOME_DERIVED, edu_rule_elmo_group_reference);
		rc = edu_origin_set(p, type, edu_rule_elmo_group_reference);
		if (rc >= 0) rc = edu_origin_set(p, id, edu_rule_elmo_group_reference);
		if (rc < 0) return rc;
	}
	return 0;
}

/* ---- attachments ---- */

int elmo_raise_attachment_reference(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref identifier = edu_core_one(t, edu_core_follow(t, v), core_n_identifier);
		uint32_t length;
		const char *text = identifier ? edu_core_text(t, identifier, core_n_value, &length) : NULL;
		if (text) rc = elmo_raise_text(p, row, v, target, text, length, edu_rule_elmo_attachment_reference);
	}
	return rc;
}

static int raise_data_uri(edu_passage *p, edu_ref content, edu_ref target, edu_ref data)
{
	const edu_tree *t = elmo_core_of(p);
	uint32_t type_length;
	const char *type = edu_core_text(t, content, core_n_mediaType, &type_length);
	if (!type) type = "application/octet-stream", type_length = 24;
	const edu_item *bytes = &t->items[data];
	const size_t length = 5 + type_length + 8 + (size_t)bytes->length;
	char *uri = edu_arena_reserve(p->to->tree.arena, length + 1);
	if (!uri) return edu_fail_memory(p->err);
	memcpy(uri, "data:", 5);
	memcpy(uri + 5, type, type_length);
	memcpy(uri + 5 + type_length, ";base64,", 8);
	memcpy(uri + 13 + type_length, bytes->text, bytes->length);
	uri[length] = 0;
	edu_arena_commit(p->to->tree.arena, length + 1);
	const edu_ref media = edu_tree_child(t, content, core_n_mediaType);
	if (media) edu_trace_set(p, media, target, EDU_OUTCOME_DERIVED, edu_rule_elmo_data_uri);
	return edu_target_text(p, target, uri, (uint32_t)length, data, EDU_OUTCOME_DERIVED, edu_rule_elmo_data_uri);
}

int elmo_raise_content(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = elmo_core_of(p);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref data = edu_tree_child(t, v, core_n_data), text = edu_tree_child(t, v, core_n_text);
		const edu_ref language = edu_tree_child(t, v, core_n_language);
		edu_ref made, attribute;
		int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &made);
		if (rc < 0 || !made) return rc;
		if (data) rc = raise_data_uri(p, v, made, data);
		else if (text)
			rc = edu_target_text(p, made, t->items[text].text, t->items[text].length, text, EDU_OUTCOME_EXACT, 0);
		if (rc < 0 || !language) {
			if (rc < 0) return rc;
			continue;
		}
		rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_xml_lang, &attribute);
		if (rc >= 0)
			rc = edu_target_text(p, attribute, t->items[language].text, t->items[language].length, language,
					     EDU_OUTCOME_EXACT, 0);
		if (rc < 0) return rc;
	}
	return 0;
}
