/*
 * formats/core/core.c – the core as a format: it is built and read through the typed interface, never from bytes.
 */
#include "core_tables.h"
#include "model/crosswalk.h"

static edu_recognition recognise(const edu_tree *tree, const edu_read_options *options, edu_error *err)
{
	return EDU_RECOGNISED_NOT;
}

static int bind(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	doc->content = edu_tree_root(&doc->tree);
	return 0;
}

const edu_format edu_format_core = {
	.title = "libedu core model",
	.syntax = EDU_SYNTAX_NONE,
	.schema = &core_schema,
	.holds = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES,
	.recognise = recognise,
	.bind = bind,
};

const edu_crosswalk *edu_crosswalk_of(const edu_format *format)
{
	if (format == &edu_format_elmo) return &edu_crosswalk_elmo;
	if (format == &edu_format_ewp) return &edu_crosswalk_ewp;
	if (format->schema == edu_format_elm.schema) return &edu_crosswalk_elm;
	if (format == &edu_format_elm2) return &edu_crosswalk_elm2;
	if (format == &edu_format_ooapi) return &edu_crosswalk_ooapi;
	return NULL;
}
