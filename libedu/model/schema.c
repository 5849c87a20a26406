/*
 * model/schema.c – looking things up in the tables of a format.
 */
#include "model/schema.h"

#include <string.h>

enum { NO_ROW = 0xffff };

static const edu_property *first_row(const edu_schema *s, uint16_t cls, edu_name known)
{
	if (!known || known > s->names.count || cls >= s->class_count) return NULL;
	const uint16_t row = s->by_name[(size_t)cls * (s->names.count + 1) + known];
	return row == NO_ROW ? NULL : &s->properties[row];
}

const edu_property *edu_schema_property(const edu_schema *s, uint16_t cls, edu_name known, unsigned version)
{
	const edu_property *row = first_row(s, cls, known);
	if (!row || version >= s->version_count) return NULL;
	const edu_property *end = s->properties + s->classes[cls].first + s->classes[cls].count;
	for (; row < end; row++)
		if (row->name == known && (row->versions >> version & 1)) return row;
	return NULL;
}

const edu_property *edu_schema_any_property(const edu_schema *s, uint16_t cls, edu_name known)
{
	return first_row(s, cls, known);
}

uint16_t edu_schema_class(const edu_schema *s, const char *name)
{
	for (uint16_t i = 1; i < s->class_count; i++) {
		const edu_class *c = &s->classes[i];
		if (strcmp(c->name, name) == 0 || (c->term && strcmp(c->term, name) == 0)) return i;
	}
	return 0;
}

int edu_schema_version(const edu_schema *s, const char *version)
{
	const size_t length = strlen(version);
	int newest = -1;

	for (uint32_t i = 0; i < s->version_count; i++) {
		if (strcmp(s->versions[i], version) == 0) return (int)i;
		if (length && strncmp(s->versions[i], version, length) == 0 && s->versions[i][length] == '.')
			newest = (int)i;
	}
	return newest;
}

static int compare_texts(const char *a, const char *b, size_t b_length)
{
	const size_t a_length = strlen(a);
	const int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
	return order ? order : (a_length > b_length) - (a_length < b_length);
}

bool edu_codes_have(const edu_codes *codes, const char *text, size_t length, unsigned version)
{
	uint32_t low = 0, high = codes->count;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const int order = compare_texts(codes->values[middle], text, length);
		if (order == 0) return !codes->versions || (codes->versions[middle] >> version & 1);
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return false;
}
