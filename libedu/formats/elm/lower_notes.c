/*
 * formats/elm/lower_notes.c – notes are read back: their subject says what they hold (crosswalk.h).
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/text.h"

static const char *subject_of(edu_passage *p, edu_ref note, edu_ref *subject, uint32_t *length)
{
	const edu_tree *t = &p->from->tree;
	*subject = elm_is_container(t, note) ? edu_tree_child(t, note, elm_n_subject) : 0;
	return *subject ? elm_id_of(t, *subject, length) : NULL;
}

static bool begins(const char *text, uint32_t length, const char *prefix)
{
	const size_t n = strlen(prefix);
	return length >= n && !memcmp(text, prefix, n);
}

static int lower_plain_note(edu_passage *p, edu_ref value, edu_ref core, uint16_t property)
{
	const edu_ref note = elm_described(p, value);
	const edu_row row = { .how = &edu_how_lang, .path = { property }, .depth = 1 };
	const edu_ref literal = elm_is_container(&p->from->tree, note) ? edu_tree_child(&p->from->tree, note, elm_n_noteLiteral) : 0;
	return literal ? edu_lower_value(p, &row, literal, core) : 0;
}

/* A group of results: its grouping is the note's subject. core 0: no result is in it. */
static int lower_group(edu_passage *p, edu_ref value, edu_ref note, edu_ref subject, edu_ref core)
{
	edu_ref link;
	static const uint16_t groupings[] = { core_n_grouping }, groups[] = { core_n_group };
	elm_lowering *l = elm_lowering_of(p);
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject);
	edu_ref grouping = edu_traced(p, concept) ? p->traces[concept].to : 0;
	edu_ref group = edu_traced(p, note) ? p->traces[note].to : 0;
	int rc = 0;
	if (!grouping) {
		const edu_row title = { .how = &edu_how_lang, .path = { core_n_title }, .depth = 1 };
		const edu_ref label = elm_is_container(t, concept) ? edu_tree_child(t, concept, elm_n_prefLabel) : 0;
		rc = edu_core_add(p, l->credential, groupings, 1, EDU_KIND_OBJECT, &grouping);
		edu_trace_set(p, concept, grouping, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		if (rc >= 0 && label) rc = edu_lower_value(p, &title, label, grouping);
	}
	if (rc >= 0 && !group) {
		const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral);
		const edu_row title = { .how = &edu_how_lang, .path = { core_n_title }, .depth = 1 };
		rc = edu_core_add(p, grouping, groups, 1, EDU_KIND_OBJECT, &group);
		edu_trace_set(p, note, group, EDU_OUTCOME_DERIVED, edu_rule_elm_group_note);
		if (rc >= 0 && literal) rc = edu_lower_value(p, &title, literal, group);
	}
	if (rc >= 0 && core) rc = elm_link_to(p, groups, 1, core, group, &link);
	if (t->items[value].kind == EDU_KIND_STRING) edu_trace_set(p, value, group, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
	return rc;
}

/* A section's parent is the last one whose number its own begins with: 4.2 below 4. */
static edu_ref section_holder(edu_passage *p, edu_ref supplement, const char *number, uint32_t length)
{
	const edu_tree *t = &p->to->tree;
	edu_ref holder = supplement;
	for (;;) {
		const edu_ref sections = edu_tree_child(t, holder, core_n_section);
		const edu_ref last = sections ? t->items[sections].last : 0;
		uint32_t n = 0;
		const char *text = last ? edu_core_text(t, last, core_n_number, &n) : NULL;
		if (!text || n >= length || memcmp(text, number, n) || number[n] != '.') return holder;
		holder = last;
	}
}

static int lower_section_texts(edu_passage *p, edu_ref literal, edu_ref section)
{
	const edu_tree *t = &p->from->tree;
	edu_ref made;
	int rc = 0;
	bool content = true;
	for (edu_ref e = edu_tree_first(t, literal); e && rc >= 0; e = edu_tree_next(t, e))
		for (edu_ref v = edu_value_first(t, e); v && rc >= 0; v = edu_value_next(t, e, v)) {
			const edu_item *item = &t->items[v];
			/* An empty content holds the place where a section has remarks only, or none. */
			if (!item->length && content) edu_trace_set(p, v, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
			if (!item->length) {
				content = false;
				continue;
			}
			rc = elm_add_core_text(p, section, content ? core_n_content : core_n_additionalInformation, 0, item->text,
					   item->length, &made);
			if (rc >= 0) edu_trace_set(p, v, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
			content = false;
		}
	return rc;
}

static int lower_section(edu_passage *p, edu_ref note, edu_ref subject, edu_ref core)
{
	static const uint16_t supplements[] = { core_n_supplement }, sections[] = { core_n_section };
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject);
	const edu_ref notation = elm_is_container(t, concept) ? edu_tree_child(t, concept, elm_n_notation) : 0;
	const edu_ref label = elm_is_container(t, concept) ? edu_tree_child(t, concept, elm_n_prefLabel) : 0;
	const edu_ref title = label ? edu_value_first(t, edu_tree_first(t, label)) : 0;
	edu_ref supplement = edu_tree_child(&p->to->tree, core, core_n_supplement), section, made;
	int rc = supplement ? 0 : edu_core_add(p, core, supplements, 1, EDU_KIND_OBJECT, &supplement);
	if (rc < 0 || !notation || !t->items[notation].text) return rc;
	const edu_item *number = &t->items[notation];
	rc = edu_core_add(p, section_holder(p, supplement, number->text, number->length), sections, 1, EDU_KIND_OBJECT, &section);
	if (rc < 0) return rc;
	edu_trace_set(p, concept, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	edu_trace_set(p, note, section, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	rc = elm_add_core_text(p, section, core_n_number, 0, number->text, number->length, &made);
	edu_trace_set(p, notation, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	if (rc >= 0 && title && t->items[title].text) {
		rc = elm_add_core_text(p, section, core_n_title, 0, t->items[title].text, t->items[title].length, &made);
		edu_trace_set(p, title, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	}
	const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral), format = edu_tree_child(t, note, elm_n_noteFormat);
	const edu_row type = { .path = { core_n_contentType }, .depth = 1, .vocabulary = &edu_vocabulary_file_type };
	if (rc >= 0 && format) rc = elm_lower_concept(p, &type, edu_value_first(t, format), section);
	return rc < 0 || !literal ? rc : lower_section_texts(p, literal, section);
}

static int lower_first_text(edu_passage *p, edu_ref map, edu_ref core, uint16_t property)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref text = map ? edu_value_first(t, edu_tree_first(t, map)) : 0;
	edu_ref made;
	if (!text || !t->items[text].length) return 0;
	const int rc = elm_add_core_text(p, core, property, 0, t->items[text].text, t->items[text].length, &made);
	if (rc >= 0 && made) edu_trace_set(p, text, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	return rc;
}

static int lower_supplement_head(edu_passage *p, edu_ref note, edu_ref subject, edu_ref core)
{
	static const uint16_t supplements[] = { core_n_supplement };
	const edu_tree *t = &p->from->tree;
	const edu_ref concept = elm_described(p, subject), literal = edu_tree_child(t, note, elm_n_noteLiteral);
	const edu_ref version = elm_is_container(t, concept) ? edu_tree_child(t, concept, elm_n_notation) : 0;
	const edu_ref entry = literal ? edu_tree_first(t, literal) : 0;
	edu_ref supplement, made;
	int rc = edu_core_add(p, core, supplements, 1, EDU_KIND_OBJECT, &supplement);
	if (rc < 0 || !supplement) return rc;
	edu_trace_set(p, note, supplement, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	edu_trace_set(p, concept, supplement, EDU_OUTCOME_DERIVED, edu_rule_elm_supplement_note);
	if (version && t->items[version].text) {
		rc = elm_add_core_text(p, supplement, core_n_version, 0, t->items[version].text, t->items[version].length, &made);
		edu_trace_set(p, version, made, EDU_OUTCOME_EXACT, edu_rule_elm_supplement_note);
	}
	if (rc >= 0) rc = lower_first_text(p, edu_tree_child(t, concept, elm_n_definition), supplement, core_n_issued);
	if (rc >= 0) rc = lower_first_text(p, literal, supplement, core_n_introduction);
	if (rc < 0 || !entry) return rc;
	uint32_t length;
	const char *language = edu_tree_name_text(t, t->items[entry].name, &length);
	return edu_equal(language, length, "und") ? 0 : elm_add_core_text(p, supplement, core_n_language, 0, language, length, &made);
}

int elm_lower_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	if (id && begins(id, length, ELM_NOTE_GROUPING)) return lower_group(p, value, note, subject, core);
	if (id && edu_equal(id, length, ELM_NOTE_RESIDUE)) return 0;
	if (id && edu_equal(id, length, ELM_NOTE_SUPPLEMENT_HEAD)) return lower_supplement_head(p, note, subject, core);
	if (id && begins(id, length, ELM_NOTE_SUPPLEMENT)) return lower_section(p, note, subject, core);
	return lower_plain_note(p, value, core, core_n_note);
}

int elm_lower_organisation_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	return id && begins(id, length, ELM_NOTE_GROUPING) ? lower_group(p, value, note, subject, 0) : 0;
}

int elm_lower_specification_notes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref note = elm_described(p, value);
	const edu_ref format = elm_is_container(t, note) ? edu_tree_child(t, note, elm_n_noteFormat) : 0;
	uint32_t length = 0;
	const char *id = format ? elm_id_of(t, format, &length) : NULL;
	const char *html = "http://publications.europa.eu/resource/authority/file-type/HTML";
	const bool is_html = id && edu_equal(id, length, html);
	return lower_plain_note(p, value, core, is_html ? core_n_descriptionHtml : core_n_note);
}

int elm_lower_report_date(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref note = elm_described(p, value);
	edu_ref subject;
	uint32_t length;
	const char *id = subject_of(p, note, &subject, &length);
	if (!id || !edu_equal(id, length, ELM_NOTE_ISSUE_DATE)) return 0;
	const edu_ref literal = edu_tree_child(t, note, elm_n_noteLiteral);
	const edu_ref text = literal ? edu_value_first(t, edu_tree_first(t, literal)) : 0;
	return text ? edu_how_text.lower(p, row, text, core) : 0;
}

int elm_lower_full_address(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_plain_note(p, value, core, row->path[0]);
}
