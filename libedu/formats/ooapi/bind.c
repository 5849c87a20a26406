/*
 * formats/ooapi/bind.c – classes for the objects: by the member they are values of, or else by their own members.
 */
#include "formats/ooapi/ooapi.h"

/* The object that an item is a value of, arrays looked through; *member is its place there. 0: it is the top. */
static edu_ref holder_of(const edu_tree *t, edu_ref item, edu_ref *member)
{
	while (!t->items[item].name && t->items[item].parent) item = t->items[item].parent;
	*member = item;
	return t->items[item].parent;
}

static bool is_document_of_gateway(const edu_document *doc, edu_ref holder)
{
	const edu_tree *t = &doc->tree;

	return doc->shape == EDU_OOAPI_GATEWAY && t->items[holder].parent == t->top
	    && edu_tree_known(t, t->items[holder].name) == ooapi_n_responses;
}

static uint16_t holder_class(const edu_document *doc, edu_ref item, uint16_t stated)
{
	if (stated) return stated;
	const uint16_t entity = edu_ooapi_entity_of(&doc->tree, item, doc->version);

	if (entity) return entity;
	return edu_tree_child(&doc->tree, item, ooapi_n_items) ? ooapi_c_Page : 0;
}

/* Lists may hold what their names don't say, and offerings state their kind against the association's own. */
static uint16_t class_by_row(const edu_document *doc, edu_ref item, uint16_t holder, const edu_property *row)
{
	const uint16_t first = ooapi_schema.ranges[row->range];

	if (row->range_count == 1 && row->name != ooapi_n_offering && holder != ooapi_c_Bundle) return first;
	const uint16_t found = edu_ooapi_entity_of(&doc->tree, item, doc->version);
	return !found && row->range_count == 1 ? first : found;
}

static uint16_t class_by_member(const edu_document *doc, edu_ref item, uint16_t holder, edu_ref member)
{
	const edu_name known = edu_tree_known(&doc->tree, doc->tree.items[member].name);
	const edu_property *row = edu_schema_property(&ooapi_schema, holder, known, doc->version);

	if (!row) row = edu_schema_any_property(&ooapi_schema, holder, known);
	if (row && row->range_count) return class_by_row(doc, item, holder, row);
	/* Lists of a bundle may have any name. */
	return holder == ooapi_c_Bundle ? edu_ooapi_entity_of(&doc->tree, item, doc->version) : 0;
}

static uint16_t class_of(const edu_document *doc, edu_ref item, uint16_t stated)
{
	static const uint16_t tops[] = {
		[EDU_OOAPI_PAGE] = ooapi_c_Page, [EDU_OOAPI_BUNDLE] = ooapi_c_Bundle, [EDU_OOAPI_GATEWAY] = ooapi_c_Gateway
	};
	const edu_tree *t = &doc->tree;
	edu_ref member;

	if (item == t->top && doc->shape < sizeof tops / sizeof *tops && tops[doc->shape]) return tops[doc->shape];
	const edu_ref holder = holder_of(t, item, &member);
	/* The top, or an entry of one that is an array. */
	if (!holder) return holder_class(doc, item, stated);
	if (stated && doc->shape == EDU_OOAPI_PAGE && holder == t->top && member != item) return stated;
	if (t->items[holder].cls) return class_by_member(doc, item, t->items[holder].cls, member);
	return is_document_of_gateway(doc, holder) ? holder_class(doc, item, stated) : 0;
}

int edu_ooapi_bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	const uint16_t stated = options && options->entity ? edu_ooapi_class_named(options->entity) : 0;
	edu_tree *t = &doc->tree;

	doc->shape = edu_ooapi_shape_of(t, stated);
	doc->content = t->top;
	if (!doc->version_given) doc->version = edu_ooapi_find_version(t);
	/* What holds an object comes before it. */
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_OBJECT) t->items[i].cls = class_of(doc, i, stated);
	return 0;
}
