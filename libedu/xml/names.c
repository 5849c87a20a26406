/*
 * xml/names.c – what a name that a document brings means in the tree.
 */
#include "xml/names.h"

#include <string.h>

enum { FIRST_SLOTS = 256 };

static edu_xml_name *new_slots(edu_xml_names *names, size_t count)
{
	edu_xml_name *slots = edu_allocate(&names->tree->ctx->allocator, count * sizeof *slots);
	if (slots) memset(slots, 0, count * sizeof *slots);
	return slots;
}

static void free_slots(edu_xml_names *names)
{
	edu_release(&names->tree->ctx->allocator, names->slots, names->slot_count * sizeof *names->slots);
}

int edu_xml_names_open(edu_xml_names *names, edu_tree *tree, bool (*belongs)(const char *uri))
{
	*names = (edu_xml_names){ .tree = tree, .belongs = belongs };
	names->slots = new_slots(names, FIRST_SLOTS);
	if (!names->slots) return EDU_ENOMEM;
	names->slot_count = FIRST_SLOTS;
	return 0;
}

void edu_xml_names_close(edu_xml_names *names)
{
	free_slots(names);
	names->slots = NULL;
	names->slot_count = 0;
}

static edu_xml_name *free_slot(edu_xml_name *slots, size_t count, const edu_xml_name *key)
{
	size_t i = edu_xml_name_hash(key) & (count - 1);
	while (slots[i].length) i = (i + 1) & (count - 1);
	return &slots[i];
}

static bool grow(edu_xml_names *names)
{
	const size_t count = names->slot_count * 2;
	edu_xml_name *slots = new_slots(names, count);

	if (!slots) return false;
	for (size_t i = 0; i < names->slot_count; i++)
		if (names->slots[i].length) *free_slot(slots, count, &names->slots[i]) = names->slots[i];
	free_slots(names);
	names->slots = slots;
	names->slot_count = count;
	return true;
}

/* What an element or attribute stands for in the table; *direct: its name as written is the table's. */
static edu_name meaning(const edu_xml_names *names, edu_xml_name *n, const char *text, size_t length,
                        const char *uri, bool *direct)
{
	const edu_name_table *table = names->tree->table;

	*direct = !n->prefix;
	switch ((edu_xml_role)n->role) {
	case EDU_XML_ELEMENT:
		n->belongs = names->belongs(uri);
		break;
	case EDU_XML_ELEMENT_BELOW:
		n->belongs = true;
		break;
	case EDU_XML_ATTRIBUTE:
		n->belongs = !n->prefix;
		break;
	case EDU_XML_ATTRIBUTE_ELSEWHERE:
	case EDU_XML_PLAIN:
		n->belongs = false;
	}
	if (n->belongs) return edu_table_find(table, (const char *)n->local, strlen((const char *)n->local));
	/* The prefix xml can't be declared otherwise, so that the name as written says all. */
	const bool is_attribute = n->role == EDU_XML_ATTRIBUTE || n->role == EDU_XML_ATTRIBUTE_ELSEWHERE;
	*direct = is_attribute && n->prefix && strcmp((const char *)n->prefix, "xml") == 0;
	return *direct ? edu_table_find(table, text, length) : 0;
}

static edu_name tree_name(edu_xml_names *names, edu_xml_name *n, const char *text, size_t length,
                          const char *uri)
{
	bool direct;
	const edu_name known = meaning(names, n, text, length, uri, &direct);
	const size_t local = n->prefix ? strlen((const char *)n->prefix) + 1 : 0;

	n->length = (uint32_t)length;
	if (known && direct) return known;
	return edu_tree_name_xml(names->tree, text, length, local, uri, known);
}

size_t edu_xml_unescape(char *text, size_t length)
{
	static const char escaped[] = "&#38;";
	const size_t n = sizeof escaped - 1;
	size_t out = 0;

	for (size_t i = 0; i < length; out++) {
		text[out] = text[i];
		i += length - i >= n && memcmp(text + i, escaped, n) == 0 ? n : 1;
	}
	text[out] = '\0';
	return out;
}

/* A name as written, put together from its parts, and its namespace, in one block: text, NUL, uri, NUL. */
static bool resolve(edu_xml_names *names, edu_xml_name *n)
{
	const edu_allocator *a = &names->tree->ctx->allocator;
	const size_t prefix = n->prefix ? strlen((const char *)n->prefix) + 1 : 0;
	const size_t length = prefix + strlen((const char *)n->local);
	const size_t uri_length = n->uri ? strlen((const char *)n->uri) : 0, size = length + uri_length + 2;
	char *text = edu_allocate(a, size);

	if (!text) return false;
	char *uri = text + length + 1;
	if (prefix) {
		memcpy(text, n->prefix, prefix - 1);
		text[prefix - 1] = ':';
	}
	memcpy(text + prefix, n->local, length - prefix + 1);
	memcpy(uri, n->uri ? (const char *)n->uri : "", uri_length + 1);
	edu_xml_unescape(uri, uri_length);
	n->name = tree_name(names, n, text, length, n->uri ? uri : NULL);
	edu_release(a, text, size);
	return n->name != 0;
}

const edu_xml_name *edu_xml_names_add(edu_xml_names *names, const edu_xml_name *key)
{
	edu_xml_name n = *key;

	if (names->used * 2 >= names->slot_count && !grow(names)) return NULL;
	if (!resolve(names, &n)) return NULL;
	edu_xml_name *slot = free_slot(names->slots, names->slot_count, &n);
	*slot = n;
	names->used++;
	return slot;
}

bool edu_xml_names_element_belongs(const edu_xml_names *names, edu_ref element)
{
	const edu_tree *t = names->tree;

	for (; t->items[element].kind == EDU_KIND_ELEMENT; element = t->items[element].parent) {
		const edu_name name = t->items[element].name;
		if (edu_tree_known(t, name)) return true;
		const char *uri = edu_tree_name_uri(t, name);
		if (names->belongs(uri)) return true;
		if (uri) return false;
	}
	return false;
}
