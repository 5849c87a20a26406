/*
 * formats/ewp/format.c – the response of EWP's Courses API, as the engines see it.
 */
#include "formats/ewp/ewp.h"

#include <string.h>

static bool belongs(const char *uri)
{
	static const char *const own[] = {
		EWP_URI,
		EWP_TERM_URI,
	};

	for (size_t i = 0; uri && i < sizeof own / sizeof *own; i++)
		if (strcmp(uri, own[i]) == 0) return true;
	return false;
}

/* The root's name is not in the tables, so that it is the tree's own and has its namespace. */
static edu_recognition recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_ref root = edu_tree_root(t);
	const edu_name name = t->items[root].name;
	const bool is_response = strcmp(edu_tree_name_local(t, name), "courses-response") == 0;
	return is_response && belongs(edu_tree_name_uri(t, name)) ? EDU_RECOGNISED : EDU_RECOGNISED_NOT;
}

/* A parent's number is lower than its children's, so that one pass suffices. */
static int bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	edu_tree *t = &doc->tree;
	const edu_schema *s = doc->format->schema;

	doc->content = edu_tree_root(t);
	t->items[doc->content].cls = ewp_c_CoursesResponse;
	for (edu_ref i = doc->content + 1; i < t->count; i++) {
		edu_item *item = &t->items[i];
		const uint16_t cls = item->parent ? t->items[item->parent].cls : 0;
		if (item->kind != EDU_KIND_ELEMENT || !cls) continue;
		const edu_property *row = edu_schema_any_property(s, cls, edu_tree_known(t, item->name));
		item->cls = row && row->kind == EDU_VALUE_NODE ? s->ranges[row->range] : 0;
	}
	return 0;
}

const edu_format edu_format_ewp = {
	.title = "EWP course data",
	.syntax = EDU_SYNTAX_XML,
	.schema = &ewp_schema,
	.default_version = ewp_v_1,
	.reads = 1 << ewp_v_1,
	.writes = 1 << ewp_v_1,
	.holds = EDU_ABOUT_COURSES,
	.recognise = recognise,
	.bind = bind,
	.belongs = belongs,
};
