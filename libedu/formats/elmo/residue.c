/*
 * formats/elmo/residue.c – values of another format that travel in a transcript: elements of its extension.
 *
 * <extension><residue xmlns="urn:libedu:residue" path="/issuer/id" kind="string">…</residue>…</extension>
 */
#include "formats/elmo/residue.h"

#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"
#include "model/order.h"

#define NAMESPACE "urn:libedu:residue"

static const struct {
	uint8_t kind;
	const char *name;
} kinds[] = {
	{ EDU_KIND_STRING, "string" }, { EDU_KIND_NUMBER, "number" }, { EDU_KIND_TRUE, "true" },
	{ EDU_KIND_FALSE, "false" },   { EDU_KIND_NULL, "null" },     { EDU_KIND_ELEMENT, "element" },
	{ EDU_KIND_ATTRIBUTE, "attribute" },
};

/* What to do with the value, where it is not to be set. */
static const struct {
	char what;
	const char *name;
} deeds[] = {
	{ '+', "markup" }, { '-', "absent" }, { 'v', "version" },
};

static const char *kind_name(char what, uint8_t kind)
{
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (deeds[i].what == what) return deeds[i].name;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].kind == kind) return kinds[i].name;
	return "string";
}

static char what_of(const char *name)
{
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (!strcmp(deeds[i].name, name)) return deeds[i].what;
	return '=';
}

static uint8_t kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].name, name)) return kinds[i].kind;
	return EDU_KIND_STRING;
}

static edu_ref attribute(const edu_tree *t, edu_ref element, const char *name)
{
	for (edu_ref a = edu_tree_first(t, element); a; a = edu_tree_next(t, a))
		if (t->items[a].kind == EDU_KIND_ATTRIBUTE && !strcmp(edu_tree_name_text(t, t->items[a].name, NULL), name)) return a;
	return 0;
}

static bool add_attribute(edu_tree *t, edu_ref element, const char *name, const char *text, size_t length)
{
	const edu_name number = edu_tree_name_xml(t, name, strlen(name), 0, NULL, 0);
	const edu_ref item = number ? edu_tree_add(t, element, EDU_KIND_ATTRIBUTE, number) : 0;
	return item && edu_tree_set_text(t, item, text, length) >= 0;
}

int elmo_park(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err)
{
	edu_tree *t = &doc->tree;
	edu_ref extension = *place ? t->items[*place].parent : edu_tree_child(t, doc->content, elmo_n_extension);
	const edu_name name = edu_tree_name_xml(t, "residue", 7, 0, NAMESPACE, 0);
	const char *kind = kind_name(residue->what, residue->kind);
	if (!extension) {
		const edu_name called = edu_tree_name_beside(t, doc->content, elmo_n_extension);
		extension = called ? edu_tree_add(t, doc->content, EDU_KIND_ELEMENT, called) : 0;
		/* A signature stands behind it. */
		if (extension) edu_put_in_order(t, &elmo_schema, doc->content);
	}
	*place = extension && name ? edu_tree_add(t, extension, EDU_KIND_ELEMENT, name) : 0;
	const edu_ref declaration = *place ? edu_tree_add(t, *place, EDU_KIND_NAMESPACE, 0) : 0;
	if (!declaration || edu_tree_set_text(t, declaration, NAMESPACE, sizeof NAMESPACE - 1) < 0
	    || !add_attribute(t, *place, "path", residue->path, residue->path_length)
	    || !add_attribute(t, *place, "kind", kind, strlen(kind))
	    || edu_tree_set_text(t, *place, residue->text, residue->length) < 0)
		return edu_fail_memory(err);
	return 0;
}

bool elmo_parked(const edu_document *doc, edu_ref *at, edu_residue *out)
{
	const edu_tree *t = &doc->tree;
	const edu_ref extension = edu_tree_child(t, doc->content, elmo_n_extension);
	edu_ref next = *at ? edu_tree_next(t, *at) : extension ? edu_tree_first(t, extension) : 0;
	for (; next; next = edu_tree_next(t, next)) {
		const char *uri = t->items[next].kind == EDU_KIND_ELEMENT ? edu_tree_name_uri(t, t->items[next].name) : NULL;
		const edu_ref path = uri && !strcmp(uri, NAMESPACE) ? attribute(t, next, "path") : 0;
		const edu_ref kind = path ? attribute(t, next, "kind") : 0;
		if (!path || !t->items[path].text) continue;
		const char *said = kind && t->items[kind].text ? t->items[kind].text : "string";
		*out = (edu_residue){ what_of(said), kind_of(said), t->items[path].text, t->items[path].length, t->items[next].text ? t->items[next].text : "",
				      t->items[next].length, next };
		*at = next;
		return true;
	}
	return false;
}
