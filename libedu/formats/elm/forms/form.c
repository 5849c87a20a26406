/*
 * formats/elm/forms/form.c – the formats elm-loq and elm-ams; see form.h.
 */
#include "formats/elm/forms/form.h"
#include "ams_tables.h"
#include "loq_tables.h"
#include "model/twin.h"

#include <string.h>

/* A parent's number is lower than its children's, so that one pass suffices. */
static int bind(edu_document *doc, const edu_form_table *table)
{
	edu_tree *t = &doc->tree;
	const edu_ref root = edu_tree_root(t);

	doc->content = root;
	t->items[root].cls = table->root_class;
	for (edu_ref i = root + 1; i < t->count; i++) {
		const edu_property *row = t->items[i].kind == EDU_KIND_ELEMENT ? edu_form_property_of(table, t, i) : NULL;
		t->items[i].cls = row && row->kind == EDU_VALUE_NODE ? table->schema->ranges[row->range] : 0;
	}
	/* xsdVersion is optional, and both versions are the same elements. */
	const edu_ref version = edu_tree_child(t, root, table->version);
	if (!doc->version_given && version && t->items[version].text)
		doc->version = strncmp(t->items[version].text, "3.1", 3) == 0 ? elm_v_3_1 : elm_v_3_2;
	return 0;
}

static edu_recognition recognise(const edu_tree *t, const edu_form_table *table)
{
	const edu_name name = t->items[edu_tree_root(t)].name;
	const char *uri = edu_tree_name_uri(t, name);

	return uri && strcmp(uri, table->uri) == 0 && strcmp(edu_tree_name_local(t, name), table->root) == 0
	     ? EDU_RECOGNISED : EDU_RECOGNISED_NOT;
}

static int fill(edu_passage *p, void *state)
{
	return edu_form_read(p, state);
}

static int make_twin(edu_document *doc, const edu_form_table *table, edu_error *err)
{
	const int rc = edu_twin_make(doc, &edu_format_elm, fill, (void *)table, err);
	return rc < 0 ? rc : edu_elm_check_twin(doc, err);
}

#define VERSIONS (1 << elm_v_3_1 | 1 << elm_v_3_2)

/* What a format of a table does; each calls the function of the same name. */
#define FORM(NAME, WHAT, ABOUT) \
	static int bind_##NAME(edu_document *doc, const edu_read_options *options, edu_error *err) \
	{ \
		return bind(doc, &edu_form_##NAME); \
	} \
	static edu_recognition recognise_##NAME(const edu_tree *t, const edu_read_options *options, edu_error *err) \
	{ \
		return recognise(t, &edu_form_##NAME); \
	} \
	static bool belongs_##NAME(const char *uri) { return edu_form_knows(&edu_form_##NAME, uri); } \
	static int make_twin_##NAME(edu_document *doc, const char *data, size_t length, edu_error *err) \
	{ \
		return make_twin(doc, &edu_form_##NAME, err); \
	} \
	static int transcribe_##NAME(edu_passage *p) { return edu_form_write(p, &edu_form_##NAME); } \
	const edu_format edu_format_elm_##NAME = { \
		.name = "elm-" #NAME, \
		.title = WHAT, \
		.syntax = EDU_SYNTAX_XML, \
		.form_of = &edu_format_elm, \
		.schema = &NAME##_schema, \
		.default_version = elm_v_3_2, \
		.reads = VERSIONS, \
		.writes = VERSIONS, \
		.holds = ABOUT, \
		.recognise = recognise_##NAME, \
		.bind = bind_##NAME, \
		.make_twin = make_twin_##NAME, \
		.transcribe = transcribe_##NAME, \
		.belongs = belongs_##NAME, \
	}

FORM(loq, "European Learning Model: courses (loq.xsd)", EDU_ABOUT_COURSES);
FORM(ams, "European Learning Model: accreditations (ams.xsd)", EDU_ABOUT_ACCREDITATIONS);
