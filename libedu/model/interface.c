/*
 * model/interface.c – reading and building nodes by the names of their properties, for the typed interface.
 */
#include "model/interface.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

static edu_node node_at(const edu_document *doc, edu_ref ref)
{
	return (edu_node){ doc, ref };
}

/* The item that holds the properties: the node itself, or where it leads to; 0: no node. */
static edu_ref home_of(edu_node node)
{
	if (edu_node_is_null(node)) return 0;
	const edu_item *i = &node.document->tree.items[node.ref];
	return i->kind == EDU_KIND_LINK ? i->last : node.ref;
}

edu_node edu_interface_root(const edu_document *doc, const edu_format *format, uint16_t cls)
{
	const edu_ref root = doc && doc->format == format ? edu_tree_root(&doc->tree) : 0;
	return node_at(doc, root && doc->tree.items[root].cls == cls ? root : 0);
}

/* The first value of a property; 0: it has none. */
static edu_ref first_value(edu_node node, edu_name name)
{
	const edu_ref home = home_of(node);
	if (!home) return 0;
	const edu_tree *t = &node.document->tree;
	const edu_ref child = edu_tree_child(t, home, name);
	return child && t->items[child].kind == EDU_KIND_ARRAY ? edu_tree_first(t, child) : child;
}

static edu_ref next_value(const edu_tree *t, edu_ref value)
{
	const edu_ref parent = t->items[value].parent;
	return parent && t->items[parent].kind == EDU_KIND_ARRAY ? edu_tree_next(t, value) : 0;
}

size_t edu_interface_count(edu_node node, edu_name name)
{
	size_t count = 0;
	for (edu_ref v = first_value(node, name); v; v = next_value(&node.document->tree, v)) count++;
	return count;
}

edu_node edu_interface_at(edu_node node, edu_name name, size_t i)
{
	edu_ref value = first_value(node, name);
	for (; value && i; i--) value = next_value(&node.document->tree, value);
	return node_at(node.document, value);
}

edu_node edu_interface_next(edu_node value)
{
	const edu_ref next = edu_node_is_null(value) ? 0 : next_value(&value.document->tree, value.ref);
	return node_at(value.document, next);
}

static const char *text_of(edu_node value)
{
	return edu_node_is_null(value) ? NULL : value.document->tree.items[value.ref].text;
}

const char *edu_interface_text_at(edu_node node, edu_name name, size_t i)
{
	return text_of(edu_interface_at(node, name, i));
}

static edu_name language_name(const edu_tree *t)
{
	return edu_table_find(t->table, "lang", 4);
}

static const char *language_of(edu_node value)
{
	if (edu_node_is_null(value)) return NULL;
	const edu_tree *t = &value.document->tree;
	return text_of(node_at(value.document, edu_tree_child(t, value.ref, language_name(t))));
}

const char *edu_interface_language_at(edu_node node, edu_name name, size_t i)
{
	return language_of(edu_interface_at(node, name, i));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether the first parts of two tags agree: "en" and "EN-GB". */
static bool have_same_primary(const char *a, const char *b)
{
	for (; *a && *a != '-'; a++, b++)
		if (lower(*a) != lower(*b)) return false;
	return !*b || *b == '-';
}

const char *edu_interface_text_in(edu_node node, edu_name name, const char *language)
{
	edu_node value = edu_interface_at(node, name, 0);
	if (!language) return text_of(value);
	const char *near = NULL;
	for (; !edu_node_is_null(value); value = edu_interface_next(value)) {
		const char *tag = language_of(value);
		if (!tag) continue;
		if (edu_equal_nocase(tag, strlen(tag), language)) return text_of(value);
		if (!near && have_same_primary(tag, language)) near = text_of(value);
	}
	return near;
}

int edu_interface_new(edu_document **out, const edu_context *ctx, const edu_format *format, uint16_t cls,
                      edu_error *err)
{
	if (!out) return edu_fail(err, EDU_EARG, NULL, "there is no place for the new document");
	*out = NULL;
	if (!ctx) return edu_fail(err, EDU_EARG, NULL, "a document needs a context");
	edu_document *doc = edu_document_make(ctx, format, format->default_version, false);
	if (!doc) return edu_fail_memory(err);
	const edu_ref root = edu_tree_add(&doc->tree, 0, EDU_KIND_OBJECT, 0);
	if (!root) {
		const int rc = edu_tree_add_failed(&doc->tree, err);
		edu_document_free(doc);
		return rc;
	}
	doc->tree.items[root].cls = cls;
	doc->tree.top = root;
	doc->content = root;
	*out = doc;
	return 0;
}

/* Where a value is to go: the item, and what the tables say about the property. */
typedef struct place {
	edu_document *doc;
	edu_tree *tree;
	edu_ref home;
	edu_name name;
	const edu_property *row;
} place;

static int find_place(place *p, edu_node node, edu_name name, edu_error *err)
{
	const edu_ref home = home_of(node);
	if (!home) return edu_fail(err, EDU_EARG, NULL, "there is no such node to add to");
	/* Nodes are handed out as read-only views; who calls this says that the document may change. */
	edu_document *doc = (edu_document *)node.document;
	const edu_schema *s = doc->format->schema;
	const edu_property *row = edu_schema_property(s, doc->tree.items[home].cls, name, doc->version);
	if (!row) return edu_fail(err, EDU_EARG, NULL, "nodes of this class have no such property");
	*p = (place){ doc, &doc->tree, home, name, row };
	return 0;
}

bool edu_interface_has_form(edu_value_kind kind, const char *text, size_t length)
{
	switch (kind) {
	case EDU_VALUE_URI:
	case EDU_VALUE_IRI: return edu_is_iri(text, length);
	case EDU_VALUE_DATE: return edu_is_date(text, length);
	case EDU_VALUE_DATETIME: return edu_is_datetime(text, length);
	case EDU_VALUE_DURATION: return edu_is_duration(text, length);
	case EDU_VALUE_DECIMAL: return edu_is_decimal(text, length);
	case EDU_VALUE_INTEGER: return edu_is_integer(text, length);
	case EDU_VALUE_BOOLEAN: return edu_is_boolean(text, length);
	case EDU_VALUE_POSITIVE:
		return edu_is_integer(text, length) && edu_compare_decimals(text, length, "0", 1) > 0;
	case EDU_VALUE_COUNT:
		return edu_is_integer(text, length) && edu_compare_decimals(text, length, "0", 1) >= 0;
	default: return true;
	}
}

/* Whether the tables allow the text as a value; it need not be of a language. */
static int check_text(const place *p, const char *text, edu_error *err)
{
	if (!text) return edu_fail(err, EDU_EARG, NULL, "there is no text to add");
	const size_t length = strlen(text);
	if (edu_utf8_check(text, length) != length)
		return edu_fail(err, EDU_EINVALID, "build/utf-8", "the text is not UTF-8");
	if (!edu_interface_has_form((edu_value_kind)p->row->kind, text, length))
		return edu_fail(err, EDU_EINVALID, "build/form", "the text lacks the form of this property");
	const edu_codes *codes = &p->doc->format->schema->codes[p->row->codes];
	if (!(p->row->flags & EDU_PROPERTY_CLOSED_CODES)) return 0;
	if (!edu_codes_have(codes, text, length, p->doc->version))
		return edu_fail(err, EDU_EINVALID, "build/code", "the text is no code of this property");
	return 0;
}

static int give_text(edu_tree *t, edu_ref item, const char *text, edu_error *err)
{
	return edu_tree_set_text(t, item, text, strlen(text)) < 0 ? edu_fail_memory(err) : 0;
}

/* A text item that hangs nowhere yet. */
static int make_text(edu_ref *out, const place *p, const char *text, edu_error *err)
{
	*out = edu_tree_add(p->tree, 0, EDU_KIND_STRING, p->row->max == 1 ? p->name : 0);
	if (!*out) return edu_tree_add_failed(p->tree, err);
	return give_text(p->tree, *out, text, err);
}

/* Hang a value into its place; it is made in full before, so that a failure leaves nothing half done. */
static int put(const place *p, edu_ref value, edu_error *err)
{
	edu_ref parent = p->home;
	const edu_ref child = edu_tree_child(p->tree, p->home, p->name);
	if (p->row->max == 1) {
		if (child) return edu_fail(err, EDU_ESTATE, "build/one-only", "it has its value already");
	} else {
		parent = child ? child : edu_tree_add(p->tree, p->home, EDU_KIND_ARRAY, p->name);
		if (!parent) return edu_tree_add_failed(p->tree, err);
	}
	edu_tree_hang(p->tree, parent, value);
	return 0;
}

int edu_interface_set_text(edu_node node, edu_name name, const char *text, edu_error *err)
{
	place p;
	int rc = find_place(&p, node, name, err);
	if (rc < 0) return rc;
	const edu_ref before = edu_tree_child(p.tree, p.home, name);
	if (!text) {
		if (before) edu_tree_remove(p.tree, before);
		return 0;
	}
	rc = check_text(&p, text, err);
	if (rc < 0) return rc;
	if (before) return give_text(p.tree, before, text, err);
	edu_ref value;
	rc = make_text(&value, &p, text, err);
	return rc < 0 ? rc : put(&p, value, err);
}

int edu_interface_add_text(edu_node node, edu_name name, const char *text, edu_error *err)
{
	return edu_interface_add_text_in(node, name, text, NULL, err);
}

static int add_language(const place *p, edu_ref value, const char *language, edu_error *err)
{
	if (!edu_is_language(language, strlen(language)))
		return edu_fail(err, EDU_EINVALID, "build/language", "the language is no BCP 47 tag");
	const edu_ref item = edu_tree_add(p->tree, value, EDU_KIND_STRING, language_name(p->tree));
	if (!item) return edu_tree_add_failed(p->tree, err);
	return give_text(p->tree, item, language, err);
}

int edu_interface_add_text_in(edu_node node, edu_name name, const char *text, const char *language,
                              edu_error *err)
{
	place p;
	edu_ref value;
	int rc = find_place(&p, node, name, err);
	if (rc >= 0) rc = check_text(&p, text, err);
	if (rc >= 0) rc = make_text(&value, &p, text, err);
	if (rc >= 0 && language) rc = add_language(&p, value, language, err);
	return rc < 0 ? rc : put(&p, value, err);
}

int edu_interface_add_node(edu_node *out, edu_node node, edu_name name, edu_error *err)
{
	place p;
	if (out) *out = node_at(NULL, 0);
	int rc = find_place(&p, node, name, err);
	if (rc < 0) return rc;
	const edu_ref value = edu_tree_add(p.tree, 0, EDU_KIND_OBJECT, p.row->max == 1 ? name : 0);
	if (!value) return edu_tree_add_failed(p.tree, err);
	p.tree->items[value].cls = p.doc->format->schema->ranges[p.row->range];
	rc = put(&p, value, err);
	if (rc >= 0 && out) *out = node_at(p.doc, value);
	return rc;
}

int edu_interface_link(edu_node node, edu_name name, edu_node target, edu_error *err)
{
	place p;
	int rc = find_place(&p, node, name, err);
	if (rc < 0) return rc;
	const edu_ref home = home_of(target);
	if (!home || target.document != node.document)
		return edu_fail(err, EDU_EARG, NULL, "a link leads to a node of the same document");
	if (p.tree->items[home].cls != p.doc->format->schema->ranges[p.row->range])
		return edu_fail(err, EDU_EARG, NULL, "nodes of that class are no values of this property");
	const edu_ref value = edu_tree_add(p.tree, 0, EDU_KIND_LINK, p.row->max == 1 ? name : 0);
	if (!value) return edu_tree_add_failed(p.tree, err);
	p.tree->items[value].last = home;
	rc = put(&p, value, err);
	if (rc >= 0) p.tree->items[home].flags |= EDU_ITEM_SHARED;
	return rc;
}
