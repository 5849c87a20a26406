/*
 * formats/ooapi/catalogue.c – a file without a student's associations becomes a catalogue: what is taught, when it is
 * taught, and by whom.
 */
#include "formats/ooapi/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static ooapi_entity *entity_of(edu_passage *p, uint32_t i) { return &ooapi_lowering_of(p)->entities.list[i]; }

static int place_related(edu_passage *p, uint32_t from, const uint16_t *names, edu_ref node, uint16_t property)
{
	uint32_t found;
	const int rc = ooapi_entity_related(p, &ooapi_lowering_of(p)->entities, from, names, &found);
	return rc < 0 || !found ? rc : ooapi_place_entity(p, found, node, property);
}

/* ---- providers ---- */

static int lower_providers(edu_passage *p)
{
	const size_t count = ooapi_lowering_of(p)->entities.count;
	int rc = 0;
	for (uint32_t i = 1; i < count && rc >= 0; i++) {
		const ooapi_entity *e = entity_of(p, i);
		if (e->core && e->fullest && ooapi_is_education(e->cls))
			rc = place_related(p, i, ooapi_to_organisation, e->core, core_n_provider);
	}
	return rc;
}

/* ---- offerings ---- */

static edu_ref find_scheme(const edu_passage *p, const edu_item *name)
{
	const ooapi_lowering *l = p->state;
	for (size_t i = 0; i < l->scheme_count; i++) {
		const edu_item *text = &p->to->tree.items[edu_tree_child(&p->to->tree, l->schemes[i], core_n_localId)];
		if (text->length == name->length && !memcmp(text->text, name->text, name->length)) return l->schemes[i];
	}
	return 0;
}

static int link_scheme(edu_passage *p, edu_ref type, edu_ref offering, edu_ref scheme)
{
	static const uint16_t path[] = { core_n_gradingScheme };
	edu_tree *t = &p->to->tree;
	edu_ref link;
	const int rc = edu_core_add(p, offering, path, 1, EDU_KIND_LINK, &link);
	if (rc < 0 || !link) return rc;
	t->items[link].last = scheme;
	t->items[scheme].flags |= EDU_ITEM_SHARED;
	edu_trace_set(p, type, edu_tree_child(t, scheme, core_n_localId), EDU_OUTCOME_DERIVED, edu_rule_ooapi_value_type);
	return edu_origin_set(p, link, edu_rule_ooapi_value_type);
}

/* How results are expressed names a grading scheme: the first offering that does has it, others lead there. */
static int lower_value_type(edu_passage *p, edu_ref object, edu_ref offering)
{
	static const uint16_t path[] = { core_n_gradingScheme }, name[] = { core_n_localId };
	ooapi_lowering *l = ooapi_lowering_of(p);
	const edu_ref type = edu_tree_child(&p->from->tree, object, ooapi_n_resultValueType);
	const edu_item *said = &p->from->tree.items[type];
	edu_ref scheme;
	if (!type || said->kind != EDU_KIND_STRING || !said->length) return 0;
	scheme = find_scheme(p, said);
	if (scheme) return link_scheme(p, type, offering, scheme);
	int rc = edu_core_add(p, offering, path, 1, EDU_KIND_OBJECT, &scheme);
	if (rc < 0 || !scheme) return rc;
	rc = ooapi_lower_as(p, name, 1, type, scheme, said->text, said->length, edu_rule_ooapi_value_type, NULL);
	if (l->scheme_count < sizeof l->schemes / sizeof *l->schemes) l->schemes[l->scheme_count++] = scheme;
	return rc;
}

static int lower_offering(edu_passage *p, uint32_t self)
{
	uint32_t education;
	int rc = ooapi_place_entity(p, self, p->to->content, core_n_offering);
	const edu_ref offering = entity_of(p, self)->core, object = entity_of(p, self)->fullest;
	if (rc >= 0) rc = ooapi_entity_related(p, &ooapi_lowering_of(p)->entities, self, ooapi_to_education, &education);
	if (rc >= 0 && education) rc = ooapi_place_education(p, education, offering, core_n_specification);
	if (rc >= 0) rc = place_related(p, self, ooapi_to_session, offering, core_n_session);
	if (rc >= 0) rc = place_related(p, self, ooapi_to_organisation, offering, core_n_provider);
	return rc < 0 ? rc : lower_value_type(p, object, offering);
}

/* ---- what is left ---- */

/* Entities of one class that nothing leads to stand by themselves. */
static int lower_rest(edu_passage *p, bool (*is_wanted)(uint16_t cls), uint16_t property)
{
	const size_t count = ooapi_lowering_of(p)->entities.count;
	int rc = 0;
	for (uint32_t i = 1; i < count && rc >= 0; i++) {
		const ooapi_entity *e = entity_of(p, i);
		if (e->core || !e->fullest || !is_wanted(e->cls)) continue;
		rc = property == core_n_offering ? lower_offering(p, i) : ooapi_place_entity(p, i, p->to->content, property);
	}
	return rc;
}

static bool is_organisation(uint16_t cls) { return cls == ooapi_c_Organisation; }
static bool is_session(uint16_t cls) { return cls == ooapi_c_AcademicSession; }

int ooapi_lower_catalogue(edu_passage *p)
{
	p->to->tree.items[p->to->content].cls = core_c_Catalogue;
	ooapi_lowering_of(p)->is_catalogue = true;
	int rc = ooapi_lower_parts(p);
	if (rc >= 0) rc = lower_providers(p);
	if (rc >= 0) rc = lower_rest(p, ooapi_is_offering, core_n_offering);
	if (rc >= 0) rc = lower_rest(p, is_organisation, core_n_organisation);
	if (rc >= 0) rc = lower_rest(p, is_session, core_n_session);
	return rc < 0 ? rc : ooapi_settle_copies(p);
}
