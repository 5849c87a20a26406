/*
 * formats/ooapi/ids.c – see ids.h.
 */
#include "formats/ooapi/ids.h"

bool ooapi_is_entity(uint16_t cls)
{
	for (unsigned v = 0; v < ooapi_schema.version_count; v++)
		if (edu_ooapi_id_name(cls, v)) return true;
	return false;
}

edu_ref ooapi_own_id(const edu_document *doc, edu_ref object)
{
	const edu_tree *t = &doc->tree;
	const uint16_t name = edu_ooapi_id_name(t->items[object].cls, doc->version);
	return name ? edu_tree_child(t, object, name) : 0;
}

/* Components and offerings of version 5 are of one kind or several, by how they are looked at. */
static char family(uint16_t cls)
{
	switch (cls) {
	case ooapi_c_LearningComponent:
	case ooapi_c_TestComponent: return (char)ooapi_c_Component;
	case ooapi_c_CourseOffering:
	case ooapi_c_ComponentOffering:
	case ooapi_c_LearningComponentOffering:
	case ooapi_c_TestComponentOffering: return (char)ooapi_c_ProgrammeOffering;
	case ooapi_c_CourseOfferingAssociation:
	case ooapi_c_ComponentOfferingAssociation:
	case ooapi_c_LearningComponentOfferingAssociation:
	case ooapi_c_TestComponentOfferingAssociation: return (char)ooapi_c_ProgrammeOfferingAssociation;
	default: return (char)cls;
	}
}

size_t ooapi_key_of(const edu_tree *t, uint16_t cls, edu_ref id, char key[OOAPI_KEY_SIZE])
{
	const edu_item *item = &t->items[id];

	if (!id || item->kind != EDU_KIND_STRING || !item->length || item->length >= OOAPI_KEY_SIZE - 1) return 0;
	key[0] = family(cls);
	for (uint32_t i = 0; i < item->length; i++)
		key[i + 1] = (char)(item->text[i] >= 'A' && item->text[i] <= 'Z' ? item->text[i] | 0x20 : item->text[i]);
	return (size_t)item->length + 1;
}

uint16_t ooapi_class_referred(const edu_document *doc, edu_ref item)
{
	const edu_tree *t = &doc->tree;
	edu_ref member = item;

	if (t->items[item].kind != EDU_KIND_STRING) return 0;
	while (!t->items[member].name && t->items[member].parent) member = t->items[member].parent;
	const edu_ref holder = t->items[member].parent;
	const edu_name known = edu_tree_known(t, t->items[member].name);
	const edu_property *row = known && t->items[holder].cls
		? edu_schema_property(&ooapi_schema, t->items[holder].cls, known, doc->version) : NULL;
	const bool by_id = row && row->range_count
	                && (row->kind == EDU_VALUE_UUID || row->flags & EDU_PROPERTY_REFERENCE);
	return by_id ? ooapi_schema.ranges[row->range] : 0;
}

void ooapi_uuid_of_hash(const unsigned char *hash, char out[OOAPI_UUID_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++) {
		unsigned char byte = hash[i];
		if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
		if (i == 6) byte = (byte & 0x0F) | 0x80;
		if (i == 8) byte = (byte & 0x3F) | 0x80;
		*out++ = digits[byte >> 4];
		*out++ = digits[byte & 15];
	}
	*out = '\0';
}
