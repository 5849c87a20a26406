/*
 * formats/ooapi/step_classes.c – what an entity becomes in another version: version 6 divides components, and their
 * offerings and associations, into those for learning and those for tests, and has no education specifications.
 */
#include "base/fail.h"
#include "base/text.h"
#include "formats/ooapi/step.h"

static edu_ref child(const edu_ooapi_crossings *s, edu_ref object, uint16_t name)
{
	return edu_tree_child(s->from, object, name);
}

static bool says(const edu_ooapi_crossings *s, edu_ref item, const char *text)
{
	return edu_ooapi_is_string(s->from, item)
	    && edu_equal(s->from->items[item].text, s->from->items[item].length, text);
}

static bool is_test_component(const edu_ooapi_crossings *s, edu_ref component)
{
	return says(s, child(s, component, ooapi_n_componentType), "test");
}

/* What is known of an entity that is named by its id. 0: nothing. */
static uint16_t learnt(const edu_ooapi_crossings *s, edu_ref id)
{
	if (!edu_ooapi_is_string(s->from, id)) return 0;
	return (uint16_t)edu_map_get(&s->kinds, s->from->items[id].text, s->from->items[id].length);
}

/* By its component; where that isn't here, by what only tests have (handbook, R7). */
static bool is_test_offering(const edu_ooapi_crossings *s, edu_ref offering)
{
	const edu_ref component = child(s, offering, ooapi_n_component);

	if (edu_ooapi_is_object(s->from, component)) return is_test_component(s, component);
	const uint16_t known = learnt(s, component);
	if (known) return known == ooapi_c_TestComponent;
	return child(s, offering, ooapi_n_resultValueType) || child(s, offering, ooapi_n_resultWeight);
}

static bool is_test_association(const edu_ooapi_crossings *s, edu_ref association)
{
	const edu_ref offering = child(s, association, ooapi_n_offering);

	if (edu_ooapi_is_object(s->from, offering)) return is_test_offering(s, offering);
	const uint16_t known = learnt(s, offering);
	return known ? known == ooapi_c_TestComponentOffering : child(s, association, ooapi_n_result) != 0;
}

static uint16_t upward(const edu_ooapi_crossings *s, edu_ref object, uint16_t cls)
{
	switch (cls) {
	case ooapi_c_Component:
		return is_test_component(s, object) ? ooapi_c_TestComponent : ooapi_c_LearningComponent;
	case ooapi_c_ComponentOffering:
		return is_test_offering(s, object) ? ooapi_c_TestComponentOffering : ooapi_c_LearningComponentOffering;
	case ooapi_c_ComponentOfferingAssociation:
		return is_test_association(s, object) ? ooapi_c_TestComponentOfferingAssociation
		                                      : ooapi_c_LearningComponentOfferingAssociation;
	case ooapi_c_EducationSpecification: return ooapi_c_Programme;
	case ooapi_c_TimelineOverrideEducationSpecification: return ooapi_c_TimelineOverrideProgramme;
	default: return cls;
	}
}

static uint16_t downward(const edu_ooapi_crossings *s, edu_ref object, uint16_t cls)
{
	switch (cls) {
	case ooapi_c_LearningComponent:
	case ooapi_c_TestComponent: return ooapi_c_Component;
	case ooapi_c_LearningComponentOffering:
	case ooapi_c_TestComponentOffering: return ooapi_c_ComponentOffering;
	case ooapi_c_LearningComponentOfferingAssociation:
	case ooapi_c_TestComponentOfferingAssociation: return ooapi_c_ComponentOfferingAssociation;
	case ooapi_c_TestComponentResult: return ooapi_c_ComponentResult;
	case ooapi_c_Programme:
		return says(s, child(s, object, ooapi_n_programmeType), "specification") ? ooapi_c_EducationSpecification : cls;
	default: return cls;
	}
}

static bool exists(uint16_t cls, unsigned version)
{
	const edu_class *c = &ooapi_schema.classes[cls];

	for (uint16_t r = 0; r < c->count; r++)
		if (ooapi_schema.properties[c->first + r].versions >> version & 1) return true;
	return c->count == 0;
}

uint16_t edu_ooapi_step_class(const edu_ooapi_crossings *s, edu_ref object, uint16_t cls)
{
	uint16_t found = cls;

	if (s->pair == &edu_ooapi_pairs[0]) found = s->up ? upward(s, object, cls) : downward(s, object, cls);
	return exists(found, s->to_version) ? found : 0;
}

static int learn(edu_ooapi_crossings *s, edu_ref object, uint16_t cls)
{
	const uint16_t name = edu_ooapi_id_name(cls, s->from_version);
	const edu_ref id = child(s, object, name);

	if (!edu_ooapi_is_string(s->from, id)) return 0;
	edu_map_slot *slot = edu_map_slot_of(&s->kinds, s->from->items[id].text, s->from->items[id].length);
	if (!slot) return edu_fail_memory(s->p->err);
	if (!slot->value) slot->value = upward(s, object, cls);
	return 0;
}

/* Components before their offerings, for what these become depends on those. */
int edu_ooapi_learn_kinds(edu_ooapi_crossings *s)
{
	static const uint16_t classes[] = { ooapi_c_Component, ooapi_c_ComponentOffering };
	const edu_tree *t = s->from;
	int rc = 0;

	/* What a lone entity refers to is inside it, or not here. */
	if (!s->up || s->pair != &edu_ooapi_pairs[0] || s->p->from->shape == EDU_OOAPI_ENTITY) return 0;
	for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
		for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
			if (t->items[i].cls == classes[k]) rc = learn(s, i, classes[k]);
	return rc;
}
