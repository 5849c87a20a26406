/*
 * formats/elm/claims.c – the shape of a claim by its properties alone; see claims.h.
 */
#include "formats/elm/claims.h"

/* How many values a property has, or EDU_ENOMEM; all of one class, where cls is not 0. */
static int count_of(edu_elm_values *v, edu_elm_number node, edu_name property, uint16_t cls)
{
	if (edu_elm_values_get(v, node, property) < 0) return EDU_ENOMEM;
	for (size_t i = 0; i < v->count; i++) {
		const edu_elm_value *value = &v->values[i];
		if (!cls) continue;
		if (value->kind != EDU_ELM_NODE_VALUE || !(v->nodes->nodes[value->node].classes >> cls & 1))
			return 0;
	}
	return v->count > 2 ? 2 : (int)v->count;
}

int edu_elm_passes_for_claim(edu_elm_values *scratch, edu_elm_number node)
{
	const int titles = count_of(scratch, node, elm_n_title, 0);
	if (titles <= 0) return titles;
	const int awards = count_of(scratch, node, elm_n_awardedBy, elm_c_AwardingProcess);
	if (awards != 1) return awards < 0 ? awards : 0;
	const int types = count_of(scratch, node, elm_n_dcType, elm_c_Concept);
	return types < 0 ? types : types > 0;
}
