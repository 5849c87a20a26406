/*
 * formats/elm/course_class.c – which of ELM's classes a course of the core is.
 */
#include "formats/elm/crosswalk.h"

#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

static bool has_level_of(const edu_tree *t, edu_ref course, const char *framework)
{
	const edu_ref levels = edu_tree_child(t, course, core_n_level);
	for (edu_ref l = edu_value_first(t, levels); l; l = edu_value_next(t, levels, l)) {
		uint32_t length;
		const char *said = edu_core_text(t, edu_core_follow(t, l), core_n_framework, &length);
		if (said && edu_equal_nocase(said, length, framework)) return true;
	}
	return false;
}

/* What an achievement needs in the profile, and a lecture seldom has. */
static bool is_achievable(const edu_tree *t, edu_ref course)
{
	return edu_tree_child(t, course, core_n_learningOutcome) && edu_tree_child(t, course, core_n_fieldOfStudy);
}

uint16_t elm_course_class(const edu_passage *p, edu_ref course)
{
	const edu_tree *t = core_of(p);
	uint32_t length;
	const char *kind = edu_core_text(t, course, core_n_kind, &length);
	if (kind && edu_equal(kind, length, "Class") && !is_achievable(t, course)) return elm_c_LearningActivitySpecification;
	/* The profile demands both levels of a qualification (elm.md, section 10). */
	return has_level_of(t, course, "EQF") && has_level_of(t, course, "NQF") ? elm_c_Qualification
	     : elm_c_LearningAchievementSpecification;
}
