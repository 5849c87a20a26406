/*
 * xml/names.h – from the names libxml2 hands out to those of a tree.
 *
 * Local names, prefixes and URIs come from the parser's dictionary: equal text is the same pointer. So a
 * table over pointers decides, and text is looked at once for each name of a document.
 */
#ifndef EDU_XML_NAMES_H
#define EDU_XML_NAMES_H

#include "base/tree.h"

#include <libxml/xmlstring.h>

/* What a name is used for; the same text may mean something else in another role. */
typedef enum edu_xml_role {
	EDU_XML_ELEMENT = 0,
	EDU_XML_ELEMENT_BELOW = 1,       /* in no namespace, below an element that belongs to the format */
	EDU_XML_ATTRIBUTE = 2,           /* of an element that belongs to the format */
	EDU_XML_ATTRIBUTE_ELSEWHERE = 3, /* of any other element */
	EDU_XML_PLAIN = 4                /* target of an instruction, prefix of a declaration */
} edu_xml_role;

typedef struct edu_xml_name {
	const xmlChar *local, *prefix, *uri;
	edu_name name;
	uint32_t length;                 /* of the name as written; 0: this place is free */
	uint8_t role;
	bool belongs;
} edu_xml_name;

/*
 * libxml2 hands out values of attributes and declarations with each ampersand as "&#38;", for a tree builder
 * that would expand them once more. Undone in place; returns the length.
 */
size_t edu_xml_unescape(char *text, size_t length);

typedef struct edu_xml_names {
	edu_tree *tree;
	bool (*belongs)(const char *uri);
	edu_xml_name *slots;
	size_t slot_count, used;         /* slot_count is a power of two */
} edu_xml_names;

/* 0 or EDU_ENOMEM */
int edu_xml_names_open(edu_xml_names *names, edu_tree *tree, bool (*belongs)(const char *uri));
void edu_xml_names_close(edu_xml_names *names);

/* NULL: out of memory. */
const edu_xml_name *edu_xml_names_add(edu_xml_names *names, const edu_xml_name *key);

static inline size_t edu_xml_name_hash(const edu_xml_name *key)
{
	const uint64_t a = (uint64_t)(uintptr_t)key->local, b = (uint64_t)(uintptr_t)key->uri;
	const uint64_t c = (uint64_t)(uintptr_t)key->prefix;
	const uint64_t h = (a ^ b << 17 ^ c << 33 ^ key->role) * 0x9E3779B97F4A7C15u;
	return (size_t)(h >> 32);
}

static inline bool edu_xml_name_same(const edu_xml_name *a, const edu_xml_name *b)
{
	return a->local == b->local && a->uri == b->uri && a->prefix == b->prefix && a->role == b->role;
}

/* The name of the tree that stands for a name; good until the next is asked for. NULL: out of memory. */
static inline const edu_xml_name *edu_xml_names_get(edu_xml_names *names, const xmlChar *local,
                                                    const xmlChar *prefix, const xmlChar *uri, edu_xml_role role)
{
	const edu_xml_name key = { local, prefix, uri, 0, 0, (uint8_t)role, false };
	const size_t mask = names->slot_count - 1;

	for (size_t i = edu_xml_name_hash(&key) & mask; names->slots[i].length; i = (i + 1) & mask)
		if (edu_xml_name_same(&names->slots[i], &key)) return &names->slots[i];
	return edu_xml_names_add(names, &key);
}

/* Does an element of the tree belong to the format, itself or, without a namespace, by its parents? */
bool edu_xml_names_element_belongs(const edu_xml_names *names, edu_ref element);

#endif
