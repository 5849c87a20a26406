/*
 * formats/ooapi/addresses.c – where a value stands, told by its entity's id instead of positions:
 * /courses/UUID/name/0/value.
 *
 * A file holds its entities in any order and shape; what is made from another format holds them in a
 * bundle. So what travels has to find its entity, wherever that stands.
 */
#include "formats/ooapi/addresses.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/ooapi/ids.h"

enum { DEEPEST = 64 };       /* steps below an entity */

uint16_t edu_ooapi_list_name(uint16_t cls, unsigned version)
{
	const edu_class *bundle = &ooapi_schema.classes[ooapi_c_Bundle];

	for (uint16_t r = 0; r < bundle->count; r++) {
		const edu_property *row = &ooapi_schema.properties[bundle->first + r];
		if (!(row->versions >> version & 1) || row->max) continue;
		for (uint16_t i = 0; i < row->range_count; i++)
			if (ooapi_schema.ranges[row->range + i] == cls) return row->name;
	}
	return 0;
}

/* The object with an id of its own that an item stands in, or is; *steps of the way there, the last first. 0: none. */
static edu_ref entity_around(const edu_document *doc, edu_ref item, edu_ref steps[DEEPEST], size_t *count)
{
	const edu_tree *t = &doc->tree;
	for (*count = 0; item && *count < DEEPEST; item = t->items[item].parent) {
		const edu_ref id =
			edu_ooapi_is_object(t, item) && t->items[item].cls ? ooapi_own_id(doc, item) : 0;
		if (id && t->items[id].kind == EDU_KIND_STRING) return item;
		steps[(*count)++] = item;
	}
	return 0;
}

/* A carrier may end a path at a blank: it has an escape of its own, beside those of RFC 6901. */
static int add_text(edu_buffer *out, const char *text, size_t length)
{
	static const char escaped[] = "~/ ";
	int rc = edu_buffer_add(out, "/", 1);
	for (size_t i = 0; i < length && rc >= 0; i++) {
		const char *found = text[i] ? strchr(escaped, text[i]) : NULL;
		const char pair[] = { '~', (char)('0' + (found ? found - escaped : 0)) };
		rc = found ? edu_buffer_add(out, pair, 2) : edu_buffer_add(out, &text[i], 1);
	}
	return rc;
}

static int add_step(edu_buffer *out, const edu_tree *t, edu_ref item)
{
	char digits[24];
	unsigned position = 0;
	uint32_t length;
	if (t->items[item].name) {
		const char *name = edu_tree_name_text(t, t->items[item].name, &length);
		return add_text(out, name, length);
	}
	for (edu_ref e = edu_tree_first(t, t->items[item].parent); e && e != item; e = edu_tree_next(t, e))
		position++;
	const int n = snprintf(digits, sizeof digits, "%u", position);
	return add_text(out, digits, (size_t)n);
}

int ooapi_address(const edu_document *doc, edu_ref item, edu_buffer *out, edu_ref *entity)
{
	const edu_tree *t = &doc->tree;
	edu_ref steps[DEEPEST];
	size_t count;
	uint32_t length;
	out->length = 0;
	*entity = entity_around(doc, item, steps, &count);
	const uint16_t list = *entity ? edu_ooapi_list_name(t->items[*entity].cls, doc->version) : 0;
	if (!list) return *entity = 0, 0;
	const char *name = edu_tree_name_text(t, list, &length);
	const edu_item *id = &t->items[ooapi_own_id(doc, *entity)];
	int rc = add_text(out, name, length);
	if (rc >= 0) rc = add_text(out, id->text, id->length);
	while (count && rc >= 0) rc = add_step(out, t, steps[--count]);
	return rc < 0 ? EDU_ENOMEM : 0;
}
