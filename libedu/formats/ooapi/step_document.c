/*
 * formats/ooapi/step_document.c – a whole document into a neighbouring version: what holds the entities.
 */
#include "base/fail.h"
#include "formats/ooapi/addresses.h"
#include "formats/ooapi/step.h"

#include <string.h>

static int cross_value(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name);

/* ---- bundles: a list for each kind, under the other version's name ---- */

static int list_of(edu_ooapi_crossings *s, edu_ref bundle, uint16_t name, edu_ref *out)
{
	*out = edu_tree_child(s->to, bundle, name);
	return *out ? 0 : edu_ooapi_make(s, bundle, EDU_KIND_ARRAY, name, out);
}

static int cross_entry(edu_ooapi_crossings *s, edu_ref entry, edu_ref bundle)
{
	const uint16_t cls = s->from->items[entry].cls;
	const uint16_t becomes = cls ? edu_ooapi_step_class(s, entry, cls) : 0;
	const uint16_t name = becomes ? edu_ooapi_list_name(becomes, s->to_version) : 0;
	edu_ref list, made;

	if (!name) {
		edu_ooapi_lose(s, entry, edu_rule_ooapi_no_entity);
		return 0;
	}
	const int rc = list_of(s, bundle, name, &list);
	return rc < 0 ? rc : edu_ooapi_cross_object(s, entry, list, 0, cls, becomes, &made);
}

/* The other version's number, where the bundle has one. */
static int cross_version(edu_ooapi_crossings *s, edu_ref item, edu_ref bundle)
{
	const char *version = ooapi_schema.versions[s->to_version];
	edu_ref made;

	const int rc = edu_ooapi_make_text(s, bundle, ooapi_n_ooapi, version, strlen(version), &made);
	if (rc == 0) edu_ooapi_mark(s, item, made, EDU_OUTCOME_DERIVED, edu_rule_ooapi_implied);
	return rc;
}

static int cross_bundle(edu_ooapi_crossings *s, edu_ref bundle, edu_ref *made)
{
	int rc = edu_ooapi_make(s, 0, EDU_KIND_OBJECT, 0, made);

	if (rc == 0) s->to->items[*made].cls = ooapi_c_Bundle;
	for (edu_ref i = edu_tree_first(s->from, bundle); i && rc == 0; i = edu_tree_next(s->from, i)) {
		const edu_name known = edu_tree_known(s->from, s->from->items[i].name);
		if (known == ooapi_n_ooapi) rc = cross_version(s, i, *made);
		else if (!edu_ooapi_is_array(s->from, i)) rc = edu_ooapi_copy(s, i, *made, 0);
		else
			for (edu_ref e = edu_tree_first(s->from, i); e && rc == 0; e = edu_tree_next(s->from, e))
				rc = cross_entry(s, e, *made);
	}
	return rc;
}

/* ---- pages, arrays, gateways ---- */

static int cross_list(edu_ooapi_crossings *s, edu_ref array, edu_ref parent, edu_name name)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_ARRAY, name, &made);
	if (!parent) s->to->top = made;
	for (edu_ref e = edu_tree_first(s->from, array); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = cross_value(s, e, made, 0);
	return rc;
}

static int cross_page(edu_ooapi_crossings *s, edu_ref page, edu_ref parent, edu_name name)
{
	edu_ooapi_crossing c = { .from = page, .from_cls = ooapi_c_Page, .to_cls = ooapi_c_Page };

	int rc = edu_ooapi_make(s, parent, EDU_KIND_OBJECT, name, &c.to);
	if (!parent) s->to->top = c.to;
	if (rc == 0) s->to->items[c.to].cls = ooapi_c_Page;
	for (edu_ref i = edu_tree_first(s->from, page); i && rc == 0; i = edu_tree_next(s->from, i)) {
		const edu_name known = edu_tree_known(s->from, s->from->items[i].name);
		if (known == ooapi_n_items && edu_ooapi_is_array(s->from, i)) rc = cross_list(s, i, c.to, known);
		else if (known && !edu_schema_property(&ooapi_schema, ooapi_c_Page, known, s->to_version)
		         && edu_schema_property(&ooapi_schema, ooapi_c_Page, known, s->from_version))
			edu_ooapi_lose(s, i, edu_rule_ooapi_no_place);
		else rc = edu_ooapi_copy(s, i, c.to, 0);
	}
	return rc == 0 ? edu_ooapi_add_required(s, &c) : rc;
}

static int cross_holder(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_OBJECT, name, &made);
	if (!parent) s->to->top = made;
	for (edu_ref i = edu_tree_first(s->from, item); i && rc == 0; i = edu_tree_next(s->from, i)) {
		const edu_name own = s->from->items[i].name;
		uint32_t length;
		const char *text = edu_tree_name_text(s->from, own, &length);
		const edu_name there = edu_tree_name(s->to, text, length);
		rc = there ? cross_value(s, i, made, there) : edu_fail_memory(s->p->err);
	}
	return rc;
}

/* Whatever may stand where an entity may. */
static int cross_value(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name)
{
	const uint16_t cls = s->from->items[item].cls;
	edu_ref made;

	if (edu_ooapi_is_array(s->from, item)) return cross_list(s, item, parent, name);
	if (cls == ooapi_c_Page) return cross_page(s, item, parent, name);
	if (!cls) return edu_ooapi_copy(s, item, parent, name);
	const uint16_t becomes = edu_ooapi_step_class(s, item, cls);
	if (becomes) return edu_ooapi_cross_object(s, item, parent, name, cls, becomes, &made);
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_entity);
	return 0;
}

/* gateway stays as it is; the answers below responses are documents. */
static int cross_gateway(edu_ooapi_crossings *s, edu_ref top)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, 0, EDU_KIND_OBJECT, 0, &made);
	s->to->top = made;
	for (edu_ref i = edu_tree_first(s->from, top); i && rc == 0; i = edu_tree_next(s->from, i)) {
		const edu_name known = edu_tree_known(s->from, s->from->items[i].name);
		if (known == ooapi_n_responses && edu_ooapi_is_object(s->from, i)) rc = cross_holder(s, i, made, known);
		else rc = edu_ooapi_copy(s, i, made, 0);
	}
	return rc;
}

static int cross_top(edu_ooapi_crossings *s)
{
	const edu_ref top = s->from->top;
	const uint16_t cls = s->from->items[top].cls;

	switch (s->p->from->shape) {
	case EDU_OOAPI_GATEWAY: return cross_gateway(s, top);
	case EDU_OOAPI_BUNDLE: return cross_bundle(s, top, &s->to->top);
	case EDU_OOAPI_PAGE:
	case EDU_OOAPI_ARRAY: return cross_value(s, top, 0, 0);
	default: break;
	}
	const uint16_t becomes = cls ? edu_ooapi_step_class(s, top, cls) : 0;
	if (becomes) return edu_ooapi_cross_object(s, top, 0, 0, cls, becomes, &s->to->top);
	return edu_fail(s->p->err, EDU_EUNSUPPORTED, "ooapi/no-entity", "OOAPI %s has no %s",
	                ooapi_schema.versions[s->to_version], cls ? ooapi_schema.classes[cls].name : "such object");
}

unsigned edu_ooapi_step_to(unsigned from, unsigned to)
{
	/* What 6.0 and 6.1 have in common is the same. */
	if (from >= ooapi_v_6_0 && to >= ooapi_v_6_0) return from;
	const bool far = from == ooapi_v_4_0 ? to >= ooapi_v_6_0 : to == ooapi_v_4_0 && from >= ooapi_v_6_0;
	return far ? ooapi_v_5_0 : to;
}

int edu_ooapi_step(edu_passage *p)
{
	const bool with_4 = p->from->version == ooapi_v_4_0 || p->to->version == ooapi_v_4_0;
	edu_ooapi_crossings s = {
		.p = p, .from = &p->from->tree, .to = &p->to->tree, .pair = &edu_ooapi_pairs[with_4],
		.from_version = p->from->version, .to_version = p->to->version, .up = p->to->version > p->from->version,
	};

	edu_map_open(&s.kinds, &s.to->ctx->allocator);
	int rc = edu_ooapi_learn_kinds(&s);
	if (rc == 0) rc = cross_top(&s);
	if (rc == 0 && s.to_version == ooapi_v_5_0) rc = edu_ooapi_add_related(&s);
	p->to->shape = p->from->shape;
	p->to->content = s.to->top;
	edu_map_close(&s.kinds);
	return rc;
}
