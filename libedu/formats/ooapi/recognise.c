/*
 * formats/ooapi/recognise.c – is it OOAPI, and how does the file hold its entities?
 */
#include "formats/ooapi/ooapi.h"
#include "base/fail.h"

static bool is_entity(const edu_tree *t, edu_ref item)
{
	return edu_ooapi_entity_of(t, item, ooapi_v_5_0) != 0;
}

/* Are the entries of an array entities? The first decides; an empty one says nothing. */
static bool holds_entities(const edu_tree *t, edu_ref array)
{
	return edu_ooapi_is_array(t, array) && is_entity(t, edu_tree_first(t, array));
}

static bool is_page(const edu_tree *t)
{
	const edu_ref items = edu_tree_child(t, t->top, ooapi_n_items);

	if (!edu_ooapi_is_array(t, items)) return false;
	/* An empty collection is told by what pages have beside. */
	return holds_entities(t, items)
	    || (!edu_tree_first(t, items) && edu_tree_child(t, t->top, ooapi_n_pageSize)
	        && edu_tree_child(t, t->top, ooapi_n_pageNumber));
}

static bool is_gateway(const edu_tree *t)
{
	return edu_ooapi_is_object(t, edu_tree_child(t, t->top, ooapi_n_gateway))
	    && edu_ooapi_is_object(t, edu_tree_child(t, t->top, ooapi_n_responses));
}

/* An object of lists of entities, whatever their names, one of them not empty; its version and ext may stand beside. */
static bool is_bundle(const edu_tree *t)
{
	bool holds = edu_tree_child(t, t->top, ooapi_n_ooapi) != 0;

	for (edu_ref i = edu_tree_first(t, t->top); i; i = edu_tree_next(t, i)) {
		const edu_name known = edu_tree_known(t, t->items[i].name);
		if (known == ooapi_n_ooapi || known == ooapi_n_ext) continue;
		if (!edu_ooapi_is_array(t, i) || (edu_tree_first(t, i) && !holds_entities(t, i))) return false;
		holds |= edu_tree_first(t, i) != 0;
	}
	return holds;
}

/* Where the caller says what the objects are, nothing asks for their members. */
static edu_ooapi_shape stated_shape(const edu_tree *t)
{
	if (edu_ooapi_is_array(t, t->top)) return EDU_OOAPI_ARRAY;
	if (!edu_ooapi_is_object(t, t->top)) return EDU_OOAPI_UNKNOWN;
	return edu_ooapi_is_array(t, edu_tree_child(t, t->top, ooapi_n_items)) ? EDU_OOAPI_PAGE : EDU_OOAPI_ENTITY;
}

edu_ooapi_shape edu_ooapi_shape_of(const edu_tree *t, uint16_t stated)
{
	if (stated) return stated_shape(t);
	if (edu_ooapi_is_array(t, t->top)) return holds_entities(t, t->top) ? EDU_OOAPI_ARRAY : EDU_OOAPI_UNKNOWN;
	if (!edu_ooapi_is_object(t, t->top)) return EDU_OOAPI_UNKNOWN;
	if (is_gateway(t)) return EDU_OOAPI_GATEWAY;
	if (is_entity(t, t->top)) return EDU_OOAPI_ENTITY;
	if (is_page(t)) return EDU_OOAPI_PAGE;
	return is_bundle(t) ? EDU_OOAPI_BUNDLE : EDU_OOAPI_UNKNOWN;
}

edu_recognition edu_ooapi_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const uint16_t stated = options->entity ? edu_ooapi_class_named(options->entity) : 0;

	if (options->entity && !stated) {
		edu_fail(err, EDU_EARG, "ooapi/entity-name",
		         "OOAPI has no entity of that name; docs/ooapi.md lists them, Course is one");
		return EDU_RECOGNISED_REFUSED;
	}
	return edu_ooapi_shape_of(t, stated) == EDU_OOAPI_UNKNOWN ? EDU_RECOGNISED_NOT : EDU_RECOGNISED;
}
