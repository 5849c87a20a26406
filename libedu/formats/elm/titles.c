/*
 * formats/elm/titles.c – titles, which are demanded of every claim and specification.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include "base/fail.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

edu_ref elm_titles_of_achievement(const edu_tree *t, edu_ref achievement)
{
	if (!achievement) return 0;
	const edu_ref own = edu_tree_child(t, achievement, core_n_title);
	const edu_ref specification = edu_core_one(t, achievement, core_n_specification);
	return own || !specification ? own : edu_tree_child(t, specification, core_n_title);
}

/* Copies of texts that belong elsewhere: one for each language. */
int elm_copy_titles(edu_passage *p, edu_ref target, edu_name name, edu_ref titles, uint16_t rule)
{
	const edu_tree *t = core_of(p);
	edu_tree *to = &p->to->tree;
	edu_ref map, made;
	int rc = edu_target_member(p, target, EDU_KIND_OBJECT, name, &map);
	for (edu_ref v = edu_value_first(t, titles); v && rc >= 0; v = edu_value_next(t, titles, v)) {
		const char *language = edu_core_language(t, v);
		edu_ref taken;
		edu_name key;
		rc = edu_target_language(p, map, language, &key, &taken);
		if (rc < 0 || taken) continue;
		rc = edu_target_member(p, map, EDU_KIND_STRING, key, &made);
		if (rc < 0) return rc;
		edu_tree_use_text(to, made, t->items[v].text, t->items[v].length);
		rc = edu_origin_set(p, made, rule);
	}
	return rc;
}

static int default_title(edu_passage *p, edu_ref target, edu_name name, const char *text, uint32_t length, uint16_t rule)
{
	const edu_name und = edu_tree_name(&p->to->tree, "und", 3);
	edu_ref map, made;
	int rc = und ? edu_target_member(p, target, EDU_KIND_OBJECT, name, &map) : edu_fail_memory(p->err);
	if (rc >= 0) rc = edu_target_member(p, map, EDU_KIND_STRING, und, &made);
	if (rc < 0) return rc;
	if (edu_tree_set_text(&p->to->tree, made, text, length) < 0) return edu_fail_memory(p->err);
	return edu_origin_set(p, made, rule);
}

int elm_raise_title(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	if (value) return edu_how_lang.raise(p, row, core, value, target);
	const uint16_t cls = t->items[core].cls;
	if (cls == core_c_GradingScheme) {
		uint32_t length;
		const char *name = edu_core_text(t, core, core_n_localId, &length);
		if (!name) name = "Grading scheme", length = 14;
		return default_title(p, target, row->name, name, length, edu_rule_elm_title_of_local_name);
	}
	if (cls == core_c_Offering && elm_raising_of(p)->is_catalogue) {
		const edu_ref course = edu_core_one(t, core, core_n_specification);
		const edu_ref of_course = course ? edu_tree_child(t, course, core_n_title) : 0;
		return of_course ? elm_copy_titles(p, target, row->name, of_course, edu_rule_elm_course_title) : 0;
	}
	const edu_ref achievement = cls == core_c_Achievement ? core : elm_raising_of(p)->achievement;
	const edu_ref titles = elm_titles_of_achievement(t, achievement);
	const uint16_t rule = cls == core_c_Achievement ? edu_rule_elm_title_of_specification : edu_rule_elm_title_of_achievement;
	return titles ? elm_copy_titles(p, target, row->name, titles, rule) : 0;
}
