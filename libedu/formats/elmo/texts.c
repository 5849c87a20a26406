/*
 * formats/elmo/texts.c – rule A2: texts are plain, and what looks like markup in them is shown as it stands.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

static bool is_plain_kind(const edu_property *row)
{
	return row && (row->kind == EDU_VALUE_STRING || row->kind == EDU_VALUE_TOKEN ||
	               row->kind == EDU_VALUE_LANGSTRING);
}

/* Any type but text/plain may be some markup; a wrong one (html) is reported by itself. */
static int is_plain_content(edu_elmo_checking *c, edu_ref content, bool *out)
{
	const edu_ref type = edu_elmo_child(c->tree, content, EDU_KIND_ATTRIBUTE, elmo_n_type);
	edu_elmo_token text = { "", 0 };

	if (type && edu_elmo_token_of(c, type, &text) < 0) return EDU_ENOMEM;
	*out = !text.length || edu_equal_nocase(text.text, text.length, "text/plain");
	return 0;
}

/* Does the element hold a text that the schema knows, and that isn't markup or a file? */
static int is_plain(edu_elmo_checking *c, edu_ref element, bool *out)
{
	const edu_item *item = &c->tree->items[element];
	const uint16_t around = item->parent ? c->tree->items[item->parent].cls : 0;
	const edu_name name = edu_tree_known(c->tree, item->name);

	*out = false;
	if (item->cls == elmo_c_DiplomaSupplementContent) return is_plain_content(c, element, out);
	if (item->cls)
		*out = is_plain_kind(edu_schema_any_property(&elmo_schema, item->cls, elmo_n__text));
	else if (around && name && !(around == elmo_c_Attachment && name == elmo_n_content))
		*out = is_plain_kind(edu_schema_any_property(&elmo_schema, around, name));
	return 0;
}

static bool begins_tag(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!';
}

static bool has_tag(const char *text, size_t length)
{
	const char *end = text + length;

	for (const char *s = text; (s = memchr(s, '<', (size_t)(end - s))) && ++s < end;)
		if (begins_tag(*s)) return true;
	return false;
}

static int check_text(edu_elmo_checking *c, edu_ref element)
{
	const char *text;
	size_t length;
	bool plain;

	if (is_plain(c, element, &plain) < 0) return EDU_ENOMEM;
	if (!plain) return 0;
	if (edu_tree_text(c->tree, element, &c->scratch, &text, &length) < 0) return EDU_ENOMEM;
	if (!text || !has_tag(text, length)) return 0;
	return edu_finding_add(c->list, c->doc, element, EDU_SEVERITY_WARNING, "elmo/A2",
	                       "the text has what looks like a tag, but is plain and shown as it stands; take "
	                       "the markup out, or move it to descriptionHtml");
}

int edu_elmo_check_texts(edu_elmo_checking *c)
{
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(c->tree, c->doc->content, i))
		if (c->tree->items[i].kind == EDU_KIND_ELEMENT) rc = check_text(c, i);
	return rc;
}
