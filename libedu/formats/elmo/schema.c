/*
 * formats/elmo/schema.c – what the XML schemas of ELMO say and tables can't: namespaces, wildcards,
 * choices, and attributes of XML Schema itself. A reader passes over most of it, so that only profiles ask.
 */
#include "formats/elmo/check.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

#define XSI "http://www.w3.org/2001/XMLSchema-instance"
#define XSD "http://www.w3.org/2001/XMLSchema"
#define ADDRESS "https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1"

typedef struct schema_check {
	edu_elmo_checking *c;
	unsigned version;
	const char *root; /* its namespace */
} schema_check;

static int add(schema_check *s, edu_ref item, const char *rule, const char *message)
{
	return edu_finding_add(s->c->list, s->c->doc, item, EDU_SEVERITY_ERROR, rule, "%s", message);
}

/* What a prefix, "" for none, stands for at an element; NULL: nothing. */
static const char *namespace_at(const edu_tree *t, edu_ref element, const char *prefix, size_t length)
{
	for (edu_ref e = element; e; e = t->items[e].parent)
		for (edu_ref d = edu_tree_first(t, e); d; d = edu_tree_next(t, d)) {
			if (t->items[d].kind == EDU_KIND_ELEMENT) break;
			if (t->items[d].kind != EDU_KIND_NAMESPACE) continue;
			if (edu_equal(prefix, length, edu_tree_name_text(t, t->items[d].name, NULL)))
				return t->items[d].text;
		}
	return NULL;
}

static const char *namespace_of(const edu_tree *t, edu_ref element)
{
	const char *own = edu_tree_name_uri(t, t->items[element].name);
	return own ? own : namespace_at(t, element, "", 0);
}

/* 2.0 was published in the namespace of 1.x first. */
static int check_root(schema_check *s)
{
	const edu_elmo_shape shape = (edu_elmo_shape)s->c->doc->shape;

	if (shape == EDU_ELMO_V1 || shape == EDU_ELMO_MADE) return 0;
	if (shape == EDU_ELMO_V2 && s->version >= elmo_v_2_0) return 0;
	return add(s, s->c->doc->content, "elmo/namespace",
	           "the schema of this version has another namespace");
}

/* In foreign markup nothing is looked at but what XML itself defines. */
static int check_foreign_attribute(schema_check *s, edu_ref attribute, const char *name)
{
	const edu_item *item = &s->c->tree->items[attribute];
	const char *text = item->text ? item->text : "";
	size_t length = item->length;

	edu_trim(&text, &length);
	if (!strcmp(name, "xml:lang") && !edu_is_language(text, length))
		return add(s, attribute, "elmo/pattern",
		           "xml:lang must be a language tag such as en or de-AT");
	if (!strcmp(name, "xml:space") && !edu_equal(text, length, "default") &&
	    !edu_equal(text, length, "preserve"))
		return add(s, attribute, "elmo/pattern", "xml:space must be default or preserve");
	return 0;
}

/* ---- extensions: any element of another namespace, and no attribute that nobody declared ---- */

static int check_extension_child(schema_check *s, edu_ref child)
{
	const edu_tree *t = s->c->tree;
	const edu_item *item = &t->items[child];

	if (item->kind == EDU_KIND_ATTRIBUTE) {
		const char *name = edu_tree_name_text(t, item->name, NULL),
			   *uri = edu_tree_name_uri(t, item->name);
		if (!strncmp(name, "xml:", 4)) return check_foreign_attribute(s, child, name);
		if (uri && !strcmp(uri, XSI)) return 0;
		return add(s, child, "elmo/extension", "an extension has no attributes of its own");
	}
	if (item->kind != EDU_KIND_ELEMENT) return 0;
	const char *uri = namespace_of(t, child);
	if (s->version == elmo_v_1_0)
		return add(s, child, "elmo/extension",
		           "the schema of 1.0 takes nothing in an extension that no schema declares");
	if (uri && uri[0] && strcmp(uri, s->root) != 0) return 0;
	return add(s, child, "elmo/extension", "what an extension holds must be in a namespace of its own");
}

static int check_extension(schema_check *s, edu_ref extension)
{
	const char *text;
	size_t length;
	int rc = 0;

	for (edu_ref i = edu_tree_first(s->c->tree, extension); i && rc == 0;
	     i = edu_tree_next(s->c->tree, i))
		rc = check_extension_child(s, i);
	if (rc < 0 || edu_tree_text(s->c->tree, extension, &s->c->scratch, &text, &length) < 0)
		return EDU_ENOMEM;
	if (!text || edu_is_blank(text, length)) return 0;
	return add(s, extension, "elmo/extension", "an extension holds elements only, no text");
}

/* ---- addresses ---- */

static int check_address(schema_check *s, edu_ref address)
{
	const edu_tree *t = s->c->tree;
	int rc = 0;

	for (edu_ref i = edu_tree_first(t, address); i && rc == 0; i = edu_tree_next(t, i)) {
		if (t->items[i].kind != EDU_KIND_ELEMENT || !edu_tree_known(t, t->items[i].name)) continue;
		const char *uri = namespace_of(t, i);
		if (!uri || strcmp(uri, ADDRESS) != 0)
			rc = add(s, i, "elmo/address", "parts of an address are in the namespace " ADDRESS);
	}
	return rc;
}

/* ---- xsi:type and xsi:nil ---- */

/* The row of a child in this version; NULL: the schema has none there. */
static const edu_property *row_of(const schema_check *s, edu_ref element)
{
	const edu_tree *t = s->c->tree;
	const edu_name name = edu_tree_known(t, t->items[element].name);
	const uint16_t cls = t->items[t->items[element].parent].cls;
	return name && cls ? edu_schema_property(&elmo_schema, cls, name, s->version) : NULL;
}

/* Does an element stand where the schema names its type? */
static bool is_of_the_schema(const edu_tree *t, edu_ref element)
{
	if (t->items[element].cls) return true;
	return t->items[t->items[element].parent].cls && edu_tree_known(t, t->items[element].name);
}

static const struct builtin {
	uint8_t kind;
	const char *name;
} builtins[] = {
	{ EDU_VALUE_STRING, "string" },     { EDU_VALUE_TOKEN, "token" },     { EDU_VALUE_DATE, "date" },
	{ EDU_VALUE_DATETIME, "dateTime" }, { EDU_VALUE_DECIMAL, "decimal" },
};

/* Any type of XML Schema's own fits where anything does; elsewhere the one that the schema names. */
static bool is_type_of(const schema_check *s, edu_ref element, const edu_elmo_token *type)
{
	const edu_tree *t = s->c->tree;
	const char *colon = memchr(type->text, ':', type->length);
	const size_t prefix = colon ? (size_t)(colon - type->text) : 0, local = colon ? prefix + 1 : 0;
	const char *uri = namespace_at(t, element, type->text, prefix);
	const edu_property *row = row_of(s, element);

	if (!uri || strcmp(uri, XSD) != 0) return false;
	if (!is_of_the_schema(t, element) || (row && row->kind == EDU_VALUE_ANY)) return true;
	if (!row) return false;
	for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
		if (builtins[i].kind == row->kind && !row->codes)
			return edu_equal(type->text + local, type->length - local, builtins[i].name);
	return false;
}

/* Where anything is allowed, a type of XML Schema's own makes it a text, with nothing in it and beside it. */
static int check_plain(schema_check *s, edu_ref element)
{
	const edu_tree *t = s->c->tree;
	int rc = 0;

	if (!is_of_the_schema(t, element)) return 0;
	for (edu_ref i = edu_tree_first(t, element); i && rc == 0; i = edu_tree_next(t, i)) {
		const char *uri = edu_tree_name_uri(t, t->items[i].name);
		if (t->items[i].kind != EDU_KIND_ELEMENT && t->items[i].kind != EDU_KIND_ATTRIBUTE) continue;
		if (t->items[i].kind == EDU_KIND_ATTRIBUTE && uri && !strcmp(uri, XSI)) continue;
		rc = add(s, i, "elmo/xsi",
		         "xsi:type makes the element a text, with no elements in it and no attributes");
	}
	return rc;
}

static int check_instance_attribute(schema_check *s, edu_ref attribute)
{
	const edu_tree *t = s->c->tree;
	const char *local = edu_tree_name_local(t, t->items[attribute].name);
	edu_elmo_token type;

	if (!strcmp(local, "nil") && is_of_the_schema(t, t->items[attribute].parent))
		return add(s, attribute, "elmo/xsi",
		           "no element of ELMO may be nil; leave it out, or leave it empty");
	if (strcmp(local, "type") != 0) return 0;
	if (edu_elmo_token_of(s->c, attribute, &type) < 0) return EDU_ENOMEM;
	if (is_type_of(s, t->items[attribute].parent, &type))
		return check_plain(s, t->items[attribute].parent);
	return add(s, attribute, "elmo/xsi",
	           "xsi:type names another type than the schema has here; leave it out");
}

/* ---- namespaces and languages ---- */

/* Names with a prefix have their own; others the one declared last, which matters only where that is. */
static const char *declared_namespace(const edu_tree *t, edu_ref element)
{
	const char *own = edu_tree_name_uri(t, t->items[element].name);

	for (edu_ref d = edu_tree_first(t, element); d && !own; d = edu_tree_next(t, d)) {
		if (t->items[d].kind == EDU_KIND_ELEMENT) break;
		if (t->items[d].kind == EDU_KIND_NAMESPACE && !t->items[d].name)
			own = t->items[d].text ? t->items[d].text : "";
	}
	return own;
}

static int check_namespace(schema_check *s, edu_ref element)
{
	const edu_tree *t = s->c->tree;
	const uint16_t cls = t->items[t->items[element].parent].cls;
	const char *uri = cls && cls != elmo_c_FlexibleAddress && cls != elmo_c_Extension &&
	                                  element != s->c->doc->content
	                          ? declared_namespace(t, element)
	                          : NULL;

	if (!uri || edu_tree_is_signature(t, element) || !edu_tree_known(t, t->items[element].name)) return 0;
	if (strcmp(uri, s->root) == 0) return 0;
	return add(s, element, "elmo/namespace", "the element is in another namespace than the document");
}

static int check_attribute(schema_check *s, edu_ref i)
{
	const edu_tree *t = s->c->tree;
	const char *uri = edu_tree_name_uri(t, t->items[i].name);
	const edu_property *row = row_of(s, t->items[i].parent);

	if (uri && !strcmp(uri, XSI)) return check_instance_attribute(s, i);
	if (is_of_the_schema(t, t->items[i].parent) && !(row && row->kind == EDU_VALUE_ANY)) return 0;
	return check_foreign_attribute(s, i, edu_tree_name_text(t, t->items[i].name, NULL));
}

/* ---- all of it ---- */

static int check_item(schema_check *s, edu_ref i)
{
	const edu_item *item = &s->c->tree->items[i];
	int rc = 0;

	if (item->kind == EDU_KIND_ATTRIBUTE) return check_attribute(s, i);
	if (item->kind == EDU_KIND_ELEMENT) rc = check_namespace(s, i);
	if (rc == 0 && item->cls == elmo_c_Extension) rc = check_extension(s, i);
	if (rc == 0 && item->cls == elmo_c_FlexibleAddress) rc = check_address(s, i);
	return rc;
}

int edu_elmo_check_schema(edu_elmo_checking *c, unsigned version)
{
	schema_check s = { c, version, namespace_of(c->tree, c->doc->content) };
	int rc = check_root(&s);

	if (!s.root) s.root = "";
	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(c->tree, c->doc->content, i))
		rc = check_item(&s, i);
	return rc;
}

/* The two ways to write an address exclude each other; a table has both. */
int edu_elmo_check_address(edu_elmo_checking *c, edu_ref address)
{
	static const uint16_t parts[] = {
		elmo_n_buildingNumber, elmo_n_buildingName,  elmo_n_streetName,       elmo_n_unit,
		elmo_n_floor,          elmo_n_postOfficeBox, elmo_n_deliveryPointCode
	};

	if (!edu_tree_child(c->tree, address, elmo_n_addressLine)) return 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const edu_ref part = edu_tree_child(c->tree, address, parts[i]);
		if (!part) continue;
		return edu_finding_add(
			c->list, c->doc, part, EDU_SEVERITY_ERROR, "elmo/address",
			"an address has either lines or parts such as streetName; leave one out");
	}
	return 0;
}
