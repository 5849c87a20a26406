/*
 * formats/elm/notes.c – what ELM has no property for and a person should still read: notes.
 *
 * The subject of a note says what it holds, so that it can be read back (crosswalk.h).
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <stdio.h>

#include "base/fail.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

const edu_row elm_note_literal = { .name = elm_n_noteLiteral };

int elm_add_note(edu_passage *p, edu_ref target, edu_name name, bool many, edu_ref *note)
{
	const int rc = elm_member(p, target, name, many, elm_c_Note, note);
	return rc < 0 ? rc : elm_open(p, *note, elm_c_Note);
}

/* ---- groups of results ---- */

/* The concept of a grouping is made once; its titles are its labels. */
static int add_grouping(edu_passage *p, edu_ref note, edu_ref group)
{
	elm_raising *r = elm_raising_of(p);
	const edu_tree *t = core_of(p);
	const edu_row label = { .name = elm_n_prefLabel, .flags = EDU_ROW_UNIQUE_LANG };
	const edu_ref grouping = t->items[t->items[group].parent].parent;
	const edu_ref title = edu_tree_child(t, grouping, core_n_title);
	const bool first = !edu_traced(p, grouping);
	edu_ref concept, id;
	char made[48];
	int rc = elm_member(p, note, elm_n_subject, false, elm_c_Concept, &concept);
	if (rc < 0) return rc;
	if (first) {
		snprintf(made, sizeof made, ELM_NOTE_GROUPING "%u", (unsigned)++r->counters[elm_c_ConceptScheme]);
		rc = edu_target_default(p, concept, EDU_KIND_STRING, elm_n_id, made, edu_rule_elm_group_note, &id);
		if (rc < 0) return rc;
		rc = elm_remember(p, id, id);
		edu_trace_set(p, grouping, id, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		if (rc >= 0) rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
		return rc < 0 || !title ? rc : edu_how_lang.raise(p, &label, grouping, title, concept);
	}
	return elm_add_reference(p, concept, grouping, edu_rule_elm_reference);
}

static int add_group(edu_passage *p, edu_ref target, edu_ref link)
{
	const edu_tree *t = core_of(p);
	const edu_ref group = edu_core_follow(t, link);
	const edu_ref title = edu_tree_child(t, group, core_n_title);
	edu_ref note;
	int rc = elm_member(p, target, elm_n_additionalNote, true, elm_c_Note, &note);
	if (rc < 0) return rc;
	if (edu_traced(p, group)) {
		edu_trace_set(p, link, note, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		return elm_add_reference(p, note, group, edu_rule_elm_reference);
	}
	edu_trace_set(p, group, note, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
	edu_trace_set(p, link, note, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
	rc = elm_open(p, note, elm_c_Note);
	if (rc >= 0) rc = elm_remember(p, note, edu_tree_first(&p->to->tree, note));
	if (rc >= 0 && title) rc = edu_how_lang.raise(p, &elm_note_literal, group, title, note);
	return rc < 0 ? rc : add_grouping(p, note, group);
}

/*
 * Groups that no result names belong to no achievement: the body that made them has the note, so that their
 * titles are not lost and nothing false is said of a result.
 */
int elm_raise_organisation_notes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref award = edu_core_one(t, elm_raising_of(p)->credential, core_n_award);
	if (!award || edu_core_one(t, award, core_n_body) != core) return 0;
	const edu_ref groupings = edu_tree_child(t, elm_raising_of(p)->credential, core_n_grouping);
	int rc = 0;
	for (edu_ref g = edu_value_first(t, groupings); g && rc >= 0; g = edu_value_next(t, groupings, g)) {
		const edu_ref groups = edu_tree_child(t, g, core_n_group);
		for (edu_ref v = edu_value_first(t, groups); v && rc >= 0; v = edu_value_next(t, groups, v))
			if (!(t->items[v].flags & EDU_ITEM_SHARED)) rc = add_group(p, target, v);
	}
	return rc;
}

/* ---- the diploma supplement ---- */

static int add_section_texts(edu_passage *p, edu_ref note, edu_ref section, edu_name language)
{
	const edu_tree *t = core_of(p);
	edu_tree *to = &p->to->tree;
	const edu_ref content = edu_tree_child(t, section, core_n_content);
	const edu_ref remarks = edu_tree_child(t, section, core_n_additionalInformation);
	edu_ref map, texts, made;
	int rc = edu_target_member(p, note, EDU_KIND_OBJECT, elm_n_noteLiteral, &map);
	if (rc >= 0) rc = edu_target_member(p, map, remarks ? EDU_KIND_ARRAY : EDU_KIND_STRING, language, &texts);
	if (rc < 0) return rc;
	made = texts;
	if (remarks) rc = edu_target_member(p, texts, EDU_KIND_STRING, 0, &made);
	if (rc < 0) return rc;
	if (content)
		rc = edu_target_text(p, made, t->items[content].text, t->items[content].length, content, EDU_OUTCOME_EXACT,
				     edu_rule_elm_supplement_note);
	else {
		edu_tree_use_text(to, made, "", 0);
		rc = edu_origin_set(p, made, edu_rule_elm_supplement_note);
	}
	for (edu_ref v = edu_value_first(t, remarks); v && rc >= 0; v = edu_value_next(t, remarks, v)) {
		rc = edu_target_member(p, texts, EDU_KIND_STRING, 0, &made);
		if (rc >= 0)
			rc = edu_target_text(p, made, t->items[v].text, t->items[v].length, v, EDU_OUTCOME_EXACT,
					     edu_rule_elm_supplement_note);
	}
	return rc;
}

static int add_section_subject(edu_passage *p, edu_ref note, edu_ref section)
{
	const edu_tree *t = core_of(p);
	const edu_ref number = edu_tree_child(t, section, core_n_number), title = edu_tree_child(t, section, core_n_title);
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	edu_ref concept, made, labels;
	char id[80];
	snprintf(id, sizeof id, ELM_NOTE_SUPPLEMENT "%u", (unsigned)++elm_raising_of(p)->counters[elm_c_ConceptScheme]);
	int rc = und ? elm_member(p, note, elm_n_subject, false, elm_c_Concept, &concept) : edu_fail_memory(p->err);
	if (rc >= 0)
		rc = edu_target_default(p, concept, EDU_KIND_STRING, elm_n_id, id, edu_rule_elm_supplement_note, NULL);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0 && number) {
		rc = edu_target_member(p, concept, EDU_KIND_STRING, elm_n_notation, &made);
		if (rc >= 0)
			rc = edu_target_text(p, made, t->items[number].text, t->items[number].length, number, EDU_OUTCOME_EXACT,
					     edu_rule_elm_supplement_note);
	}
	if (rc < 0 || !title) return rc;
	rc = edu_target_member(p, concept, EDU_KIND_OBJECT, elm_n_prefLabel, &labels);
	if (rc >= 0) rc = edu_target_member(p, labels, EDU_KIND_STRING, und, &made);
	return rc < 0 ? rc : edu_target_text(p, made, t->items[title].text, t->items[title].length, title, EDU_OUTCOME_EXACT,
					     edu_rule_elm_supplement_note);
}

static int add_section(edu_passage *p, edu_ref target, edu_ref section, edu_name language)
{
	edu_ref note;
	int rc = elm_add_note(p, target, elm_n_additionalNote, true, &note);
	if (rc < 0) return rc;
	edu_trace_set(p, section, note, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	rc = add_section_texts(p, note, section, language);
	const edu_ref type = edu_tree_child(core_of(p), section, core_n_contentType);
	if (rc >= 0 && type) {
		const edu_item *item = &core_of(p)->items[type];
		rc = elm_add_concept(p, note, elm_n_noteFormat, false, &edu_vocabulary_file_type, item->text, item->length, type, 0);
	}
	return rc < 0 ? rc : add_section_subject(p, note, section);
}

static int add_sourced(edu_passage *p, edu_ref object, edu_name name, edu_ref value)
{
	edu_ref made;
	const edu_item *item = &core_of(p)->items[value];
	const int rc = edu_target_member(p, object, EDU_KIND_STRING, name, &made);
	return rc < 0 ? rc : edu_target_text(p, made, item->text, item->length, value, EDU_OUTCOME_EXACT,
					     edu_rule_elm_supplement_note);
}

/* What the supplement as a whole says: version and date with the subject, the introduction as text. */
static int add_supplement_head(edu_passage *p, edu_ref target, edu_ref supplement, edu_name language)
{
	const edu_tree *t = core_of(p);
	const edu_ref version = edu_tree_child(t, supplement, core_n_version), issued = edu_tree_child(t, supplement, core_n_issued);
	const edu_ref introduction = edu_tree_child(t, supplement, core_n_introduction);
	const edu_ref tag = edu_tree_child(t, supplement, core_n_language);
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	edu_ref note, literal, text, concept, definition;
	int rc = und ? elm_add_note(p, target, elm_n_additionalNote, true, &note) : edu_fail_memory(p->err);
	if (rc >= 0) rc = edu_target_member(p, note, EDU_KIND_OBJECT, elm_n_noteLiteral, &literal);
	if (rc < 0) return rc;
	if (introduction) rc = add_sourced(p, literal, language, introduction);
	else rc = edu_target_default(p, literal, EDU_KIND_STRING, language, "", edu_rule_elm_supplement_note, &text);
	if (rc >= 0 && tag) {
		text = edu_tree_first(&p->to->tree, literal);
		edu_trace_set(p, tag, text, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
		rc = edu_origin_set(p, text, EDU_SOURCED);
	}
	if (rc >= 0) rc = elm_member(p, note, elm_n_subject, false, elm_c_Concept, &concept);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_id, ELM_NOTE_SUPPLEMENT_HEAD, edu_rule_elm_supplement_note);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0 && version) rc = add_sourced(p, concept, elm_n_notation, version);
	if (rc < 0 || !issued) return rc;
	rc = edu_target_member(p, concept, EDU_KIND_OBJECT, elm_n_definition, &definition);
	return rc < 0 ? rc : add_sourced(p, definition, und, issued);
}

/* Every section becomes a note, in document order; the numbers tell which stands below which. */
static int add_supplement(edu_passage *p, edu_ref target, edu_ref supplement)
{
	const edu_tree *t = core_of(p);
	uint32_t length;
	const char *tag = edu_core_text(t, supplement, core_n_language, &length);
	const edu_name language = edu_tree_name(&p->to->tree, tag ? tag : "und", tag ? length : 3);
	int rc = language ? add_supplement_head(p, target, supplement, language) : edu_fail_memory(p->err);
	for (edu_ref i = edu_tree_walk(t, supplement, supplement); i && rc >= 0; i = edu_tree_walk(t, supplement, i))
		if (t->items[i].cls == core_c_SupplementSection && t->items[i].kind == EDU_KIND_OBJECT)
			rc = add_section(p, target, i, language);
	return rc;
}

/* ---- all notes of an achievement ---- */

int elm_raise_notes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref groups = edu_tree_child(t, core, core_n_group);
	const edu_ref supplement = edu_tree_child(t, core, core_n_supplement);
	edu_ref note;
	int rc = 0;
	if (value) {
		rc = elm_add_note(p, target, elm_n_additionalNote, true, &note);
		if (rc >= 0) rc = edu_how_lang.raise(p, &elm_note_literal, core, value, note);
	}
	for (edu_ref v = edu_value_first(t, groups); v && rc >= 0; v = edu_value_next(t, groups, v)) rc = add_group(p, target, v);
	return rc < 0 || !supplement ? rc : add_supplement(p, target, supplement);
}

/* A description in HTML: the context coerces the property made for it to an IRI, so it would vanish (elm.md, 8 d). */
int elm_raise_specification_notes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref html = edu_tree_child(core_of(p), core, core_n_descriptionHtml);
	edu_ref note;
	int rc = 0;
	if (value) {
		rc = elm_add_note(p, target, row->name, true, &note);
		if (rc >= 0) rc = edu_how_lang.raise(p, &elm_note_literal, core, value, note);
	}
	if (rc < 0 || !html) return rc;
	rc = elm_add_note(p, target, row->name, true, &note);
	if (rc >= 0)
		rc = elm_add_concept(p, note, elm_n_noteFormat, false, &edu_vocabulary_file_type, "text/html", 9, 0,
				     edu_rule_elm_html_note);
	return rc < 0 ? rc : edu_how_lang.raise(p, &elm_note_literal, core, html, note);
}

/* The date of issue of one report among several: ELM has one date of issue for the credential. */
int elm_raise_report_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref note, concept, literal, made;
	if (core == elm_raising_of(p)->award) return 0;
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	int rc = und ? elm_add_note(p, target, row->name, true, &note) : edu_fail_memory(p->err);
	if (rc >= 0) rc = elm_member(p, note, elm_n_subject, false, elm_c_Concept, &concept);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_id, ELM_NOTE_ISSUE_DATE, edu_rule_elm_award_date);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0) rc = edu_target_member(p, note, EDU_KIND_OBJECT, elm_n_noteLiteral, &literal);
	if (rc >= 0) rc = edu_target_member(p, literal, EDU_KIND_STRING, und, &made);
	return rc < 0 ? rc : edu_target_text(p, made, t->items[value].text, t->items[value].length, value, EDU_OUTCOME_EXACT,
					     edu_rule_elm_award_date);
}

/* ---- addresses ---- */

/* Address parts in the order of an envelope, each on a line of its own. */
static int compose_address(edu_passage *p, edu_ref address, edu_buffer *out)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	out->length = 0;
	for (edu_ref part = edu_tree_first(t, address); part && rc >= 0; part = edu_tree_next(t, part)) {
		const edu_name name = t->items[part].name;
		if (name == core_n_country || name == core_n_fullAddress) continue;
		for (edu_ref v = edu_value_first(t, part); v && rc >= 0; v = edu_value_next(t, part, v)) {
			if (out->length) rc = edu_buffer_add(out, "\n", 1);
			if (rc >= 0) rc = edu_buffer_add(out, t->items[v].text, t->items[v].length);
		}
	}
	return rc < 0 ? edu_fail_memory(p->err) : 0;
}

static void trace_parts(edu_passage *p, edu_ref address, edu_ref to)
{
	const edu_tree *t = core_of(p);
	for (edu_ref part = edu_tree_first(t, address); part; part = edu_tree_next(t, part)) {
		const edu_name name = t->items[part].name;
		if (name == core_n_country || name == core_n_fullAddress) continue;
		for (edu_ref v = edu_value_first(t, part); v; v = edu_value_next(t, part, v))
			edu_trace_set(p, v, to, EDU_OUTCOME_DERIVED, edu_rule_elm_address_text);
	}
}

int elm_raise_full_address(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref note, literal, made;
	int rc = compose_address(p, core, &p->scratch);
	if (rc < 0 || (!value && !p->scratch.length)) return rc;
	rc = elm_add_note(p, target, row->name, false, &note);
	if (rc < 0) return rc;
	if (value) return edu_how_lang.raise(p, &elm_note_literal, core, value, note);
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	const char *text = und ? edu_passage_keep(p, p->scratch.data, p->scratch.length) : NULL;
	if (!text) return edu_fail_memory(p->err);
	rc = edu_target_member(p, note, EDU_KIND_OBJECT, elm_n_noteLiteral, &literal);
	if (rc >= 0) rc = edu_target_member(p, literal, EDU_KIND_STRING, und, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, (uint32_t)p->scratch.length);
	trace_parts(p, core, made);
	return edu_origin_set(p, made, EDU_SOURCED);
}
