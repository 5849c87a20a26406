/*
 * formats/ooapi/education.c – what is taught, apart from who takes it: where it stands, and what kind of course it is.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/text.h"

static ooapi_entity *entity_of(const edu_passage *p, uint32_t i)
{
	return &((ooapi_lowering *)p->state)->entities.list[i];
}

bool ooapi_has_courses(edu_passage *p)
{
	const ooapi_entities *e = &ooapi_lowering_of(p)->entities;
	for (size_t i = 1; i < e->count; i++)
		if (e->list[i].fullest && (ooapi_is_education(e->list[i].cls) || ooapi_is_offering(e->list[i].cls))) return true;
	return false;
}

void ooapi_lose_courses(edu_passage *p)
{
	const ooapi_entities *e = &ooapi_lowering_of(p)->entities;
	const edu_tree *t = &p->from->tree;
	for (size_t i = 0; i < e->copy_count; i++) {
		const ooapi_entity *entity = &e->list[e->copies[i].entity];
		const edu_ref item = e->copies[i].item;
		if (entity->core || (!ooapi_is_education(entity->cls) && !ooapi_is_offering(entity->cls))) continue;
		for (edu_ref v = item; v; v = edu_tree_walk(t, item, v))
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_ooapi_not_of_record);
	}
}

/* ---- what kind of course ---- */

/* A programme that is called otherwise by a value of one's own (raise_record.c). NULL: it is no kind of its own. */
static const char *kind_of_programme(const edu_item *type)
{
	static const struct { const char *type, *kind; } kinds[] = {
		{ "program", "Degree Programme" }, { "programme", "Degree Programme" }, { "x-course", "Course" },
		{ "x-class", "Class" }, { "x-other", NULL }, { "x-unspecified", NULL },
	};
	if (!type->text) return "Degree Programme";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (edu_equal(type->text, type->length, kinds[i].type)) return kinds[i].kind;
	return "Module";
}

static const char *kind_of(uint16_t cls, const edu_item *said)
{
	switch (cls) {
	case ooapi_c_EducationSpecification: return "Degree Programme";
	case ooapi_c_Programme: return kind_of_programme(said);
	case ooapi_c_Course: return "Course";
	default: return "Class";
	}
}

/* The text that tells kinds of programmes, or of components, apart; 0: there is none. */
static edu_ref said_kind(const edu_passage *p, const ooapi_entity *education)
{
	static const uint16_t names[] = { ooapi_n_programType, ooapi_n_programmeType, ooapi_n_componentType };
	const edu_tree *t = &p->from->tree;
	edu_ref said = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && education->fullest && !said; i++) {
		said = edu_tree_child(t, education->fullest, names[i]);
		if (said && t->items[said].kind != EDU_KIND_STRING) said = 0;
	}
	return said;
}

static int lower_kind(edu_passage *p, uint32_t education, edu_ref specification)
{
	static const uint16_t path[] = { core_n_kind };
	const ooapi_entity *e = entity_of(p, education);
	const edu_ref said = said_kind(p, e);
	const char *kind = kind_of(e->cls, &p->from->tree.items[said]);
	edu_ref made;
	if (!kind) return 0;
	const int rc = edu_core_add(p, specification, path, 1, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, kind, (uint32_t)strlen(kind));
	if (said) edu_trace_set(p, said, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_course_kind);
	return edu_origin_set(p, made, said ? EDU_SOURCED : edu_rule_ooapi_course_kind);
}

int ooapi_place_education(edu_passage *p, uint32_t education, edu_ref node, uint16_t property)
{
	const bool known = entity_of(p, education)->core != 0;
	const int rc = ooapi_place_entity(p, education, node, property);
	return rc < 0 || known ? rc : lower_kind(p, education, entity_of(p, education)->core);
}
