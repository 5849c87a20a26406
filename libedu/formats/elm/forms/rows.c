/*
 * formats/elm/forms/rows.c – the tables of the forms asked: namespaces, rows of elements.
 */
#include "formats/elm/forms/form.h"

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

const edu_property *edu_form_property_of(const edu_form_table *table, const edu_tree *t, edu_ref element)
{
	const edu_item *i = &t->items[element];
	const uint16_t cls = i->parent ? t->items[i->parent].cls : 0;
	const edu_name known = i->name ? edu_tree_known(t, i->name) : 0;
	return cls && known ? edu_schema_any_property(table->schema, cls, known) : NULL;
}

const edu_form_row *edu_form_row_of(const edu_form_table *table, const edu_tree *t, edu_ref element)
{
	const edu_property *row = edu_form_property_of(table, t, element);
	return row ? &table->rows[row - table->schema->properties] : NULL;
}

bool edu_form_knows(const edu_form_table *table, const char *uri)
{
	for (size_t i = 1; uri && i < SPACES; i++)
		if (strcmp(uri, spaces[i].uri) == 0) return true;
	return uri && strcmp(uri, table->uri) == 0;
}
