/*
 * formats/elm/forms/form.c – the formats elm-loq and elm-ams; see form.h.
 */
#include "formats/elm/forms/form.h"
#include "base/text.h"
#include "ams_tables.h"
#include "loq_tables.h"
#include "model/twin.h"

#include <string.h>

/* In the order of SPACES in generate/forms.py; [0] is the form's own. */
static const struct space { const char *prefix, *uri; } spaces[] = {
	{ "", NULL }, { "dc", "http://purl.org/dc/terms/" }, { "skos", "http://www.w3.org/2004/02/skos/core#" },
	{ "locn", "http://www.w3.org/ns/locn#" }, { "clv", "http://data.europa.eu/m8g/" },
};

enum { SPACES = sizeof spaces / sizeof *spaces };

void edu_form_space(const edu_form_table *table, unsigned space, const char **prefix, const char **uri)
{
	*prefix = space < SPACES ? spaces[space].prefix : NULL;
	*uri = space == 0 ? table->uri : space < SPACES ? spaces[space].uri : NULL;
}

static const edu_property *property_of(const edu_form_table *table, const edu_tree *t, edu_ref element)
{
	const edu_item *i = &t->items[element];
	const uint16_t cls = i->parent ? t->items[i->parent].cls : 0;
	const edu_name known = i->name ? edu_tree_known(t, i->name) : 0;
	return cls && known ? edu_schema_any_property(table->schema, cls, known) : NULL;
}

const edu_form_row *edu_form_row_of(const edu_form_table *table, const edu_tree *t, edu_ref element)
{
	const edu_property *row = property_of(table, t, element);
	return row ? &table->rows[row - table->schema->properties] : NULL;
}

/* A parent's number is lower than its children's, so that one pass suffices. */
static int bind(edu_document *doc, const edu_form_table *table)
{
	edu_tree *t = &doc->tree;
	const edu_ref root = edu_tree_root(t);

	doc->content = root;
	t->items[root].cls = table->root_class;
	for (edu_ref i = root + 1; i < t->count; i++) {
		const edu_property *row = t->items[i].kind == EDU_KIND_ELEMENT ? property_of(table, t, i) : NULL;
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

static bool belongs(const char *uri, const edu_form_table *table)
{
	for (size_t i = 1; uri && i < SPACES; i++)
		if (strcmp(uri, spaces[i].uri) == 0) return true;
	return uri && strcmp(uri, table->uri) == 0;
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
	static bool belongs_##NAME(const char *uri) { return belongs(uri, &edu_form_##NAME); } \
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
