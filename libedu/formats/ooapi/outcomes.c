/*
 * formats/ooapi/outcomes.c – learning outcomes: texts of a course, or since version 6 entities that it leads to.
 */
#include "formats/ooapi/crosswalk.h"
#include "formats/ooapi/hows.h"

/* A node holds few outcomes; in a longer list one may stand twice. */
enum { SEARCHED = 64 };

static bool has_outcome(const edu_tree *core, edu_ref node, edu_ref outcome)
{
	const edu_ref list = edu_tree_child(core, node, core_n_learningOutcome);
	unsigned left = SEARCHED;
	for (edu_ref v = edu_value_first(core, list); v && left; v = edu_value_next(core, list, v), left--)
		if (edu_core_follow(core, v) == outcome) return true;
	return false;
}

/* By its id and as an object, an outcome is one. */
static int place_outcome(edu_passage *p, uint32_t entity, edu_ref core)
{
	const ooapi_entity *e = &ooapi_lowering_of(p)->entities.list[entity];
	if (!e->fullest || (e->core && has_outcome(&p->to->tree, core, e->core))) return 0;
	return ooapi_place_entity(p, entity, core, core_n_learningOutcome);
}

int ooapi_lower_outcomes(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_row texts = { .path = { core_n_title }, .depth = 1 };
	const uint32_t entity = ooapi_entity_at(&ooapi_lowering_of(p)->entities, value);
	edu_ref made;
	if (entity) return place_outcome(p, entity, core);
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &made);
	return rc < 0 ? rc : ooapi_lower_texts(p, &texts, value, made);
}

int ooapi_lower_outcome_ids(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	uint32_t entity;
	const int rc = ooapi_entity_referred(p, &ooapi_lowering_of(p)->entities, value, &entity);
	return rc < 0 || !entity ? rc : place_outcome(p, entity, core);
}
