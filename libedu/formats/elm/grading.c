/*
 * formats/elm/grading.c – grading schemes, which ELM has below specifications alone, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

/* A specification of the assessment, made to hold its grading scheme. */
static int add_scheme_holder(edu_passage *p, const edu_row *row, edu_ref scheme, bool many, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_row title = { .name = elm_n_title, .flags = EDU_ROW_UNIQUE_LANG };
	const edu_row member = { .name = elm_n_gradingScheme, .frame = row->frame };
	const edu_ref titles = elm_titles_of_achievement(t, elm_raising_of(p)->achievement);
	edu_ref holder, made;
	int rc = elm_member(p, target, row->name, many, elm_c_LearningAssessmentSpecification, &holder);
	if (rc >= 0) rc = elm_open(p, holder, elm_c_LearningAssessmentSpecification);
	if (rc >= 0 && titles) rc = elm_copy_titles(p, holder, title.name, titles, edu_rule_elm_title_of_achievement);
	return rc < 0 ? rc : elm_raise_node(p, &member, scheme, holder, &made);
}

int elm_raise_assessment_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return add_scheme_holder(p, row, value, false, target);
}

/* The scheme of a result that has no grade yet belongs to how the course is assessed. */
int elm_raise_specification_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	static const uint16_t of_result[] = { core_n_assessment, core_n_gradingScheme };
	const edu_tree *t = core_of(p);
	const edu_ref achievement = elm_raising_of(p)->achievement;
	edu_ref scheme = value;
	if (elm_raising_of(p)->is_catalogue) return elm_raise_how_assessed(p, row, core, value, target);
	if (!scheme && achievement && !elm_has_grade(t, achievement)) scheme = edu_core_at(t, achievement, of_result, 2);
	return scheme ? add_scheme_holder(p, row, scheme, true, target) : 0;
}
/* ---- lowering ---- */

/* specifiedBy and provenBy lead to a specification that holds the grading scheme. */
static int lower_scheme_below(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, const uint16_t *path,
			      unsigned depth)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = elm_described(p, value);
	const edu_ref scheme = elm_is_container(t, specification) ? edu_tree_child(t, specification, elm_n_gradingScheme) : 0;
	edu_ref node;
	if (!scheme) return 0;
	return elm_core_node(p, row, path, depth, edu_value_first(t, scheme), core, &node);
}

int elm_lower_assessment_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_scheme_below(p, row, value, core, row->path, row->depth);
}

/* A course whose results are in a scheme, and no result: the scheme belongs to the result that is missing. */
int elm_lower_specification_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t of_result[] = { core_n_assessment, core_n_gradingScheme };
	const edu_ref achievement = elm_lowering_of(p)->achievement;
	const edu_tree *t = &p->to->tree;
	if (achievement && !edu_core_at(t, achievement, of_result, 2))
		return lower_scheme_below(p, row, value, achievement, of_result, 2);
	return lower_scheme_below(p, row, value, core, row->path, row->depth);
}
