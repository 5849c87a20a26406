/*
 * formats/core/schemes.c – looking codes up; see edu/vocabulary.h.
 */
#include "formats/core/schemes.h"

#include <string.h>

/* Which text of an entry: they stand behind one another. */
enum { CODE, OTHER, LABEL };

static const char *text_of(const edu_scheme *s, size_t i, int which)
{
	const char *text = edu_scheme_text + edu_scheme_codes[s->first + i];

	while (which--) text += strlen(text) + 1;
	return text;
}

static void fill(edu_code *out, const edu_scheme *s, size_t i)
{
	if (!out) return;
	out->code = text_of(s, i, CODE);
	out->other = text_of(s, i, OTHER);
	out->label = text_of(s, i, LABEL);
}

/* By bytes, and the shorter first; text has an end of its own. */
static int compare(const char *text, const char *key, size_t length)
{
	const int order = strncmp(text, key, length);

	return order ? order : text[length] != '\0';
}

/* Where a code stands among those of a scheme; its count: nowhere. */
static size_t place_of(const edu_scheme *s, const char *key, size_t length, bool other)
{
	size_t low = 0, high = other ? s->others : s->count;

	if (memchr(key, '\0', length)) return s->count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const size_t i = other ? edu_scheme_others[s->first_other + middle] : middle;
		const int order = compare(text_of(s, i, other ? OTHER : CODE), key, length);
		if (!order) return i;
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return s->count;
}

static const edu_scheme *scheme_with_base(const char *iri, size_t length)
{
	for (size_t i = 0; i < edu_scheme_number; i++) {
		const size_t base = strlen(edu_schemes[i].base);
		if (length > base && memcmp(iri, edu_schemes[i].base, base) == 0) return &edu_schemes[i];
	}
	return NULL;
}

const edu_scheme *edu_scheme_of_iri(const char *iri, size_t length)
{
	for (size_t i = 0; i < edu_scheme_number; i++)
		if (strlen(edu_schemes[i].iri) == length && memcmp(edu_schemes[i].iri, iri, length) == 0)
			return &edu_schemes[i];
	return NULL;
}

bool edu_scheme_lists(const edu_scheme *scheme, const char *iri, size_t length)
{
	const size_t base = strlen(scheme->base);

	return scheme_with_base(iri, length) == scheme &&
	       place_of(scheme, iri + base, length - base, false) < scheme->count;
}

size_t edu_scheme_count(void)
{
	return edu_scheme_number;
}

const edu_scheme *edu_scheme_at(size_t i)
{
	return i < edu_scheme_number ? &edu_schemes[i] : NULL;
}

const edu_scheme *edu_scheme_find(const char *name)
{
	for (size_t i = 0; name && i < edu_scheme_number; i++)
		if (strcmp(edu_schemes[i].name, name) == 0) return &edu_schemes[i];
	return name ? edu_scheme_of_iri(name, strlen(name)) : NULL;
}

const char *edu_scheme_name(const edu_scheme *scheme)
{
	return scheme ? scheme->name : "";
}

const char *edu_scheme_iri(const edu_scheme *scheme)
{
	return scheme ? scheme->iri : "";
}

const char *edu_scheme_base(const edu_scheme *scheme)
{
	return scheme ? scheme->base : "";
}

int edu_scheme_is_complete(const edu_scheme *scheme)
{
	return scheme && scheme->complete;
}

size_t edu_scheme_code_count(const edu_scheme *scheme)
{
	return scheme ? scheme->count : 0;
}

int edu_code_at(edu_code *out, const edu_scheme *scheme, size_t i)
{
	if (!scheme || i >= scheme->count) return 0;
	fill(out, scheme, i);
	return 1;
}

int edu_code_find(edu_code *out, const edu_scheme *scheme, const char *code)
{
	return scheme && code ? edu_code_at(out, scheme, place_of(scheme, code, strlen(code), false)) : 0;
}

int edu_code_find_other(edu_code *out, const edu_scheme *scheme, const char *other)
{
	if (!scheme || !other || !*other) return 0;
	return edu_code_at(out, scheme, place_of(scheme, other, strlen(other), true));
}

int edu_code_find_iri(edu_code *out, const edu_scheme **scheme, const char *iri)
{
	const edu_scheme *found = iri ? scheme_with_base(iri, strlen(iri)) : NULL;

	if (!found || !edu_code_find(out, found, iri + strlen(found->base))) return 0;
	if (scheme) *scheme = found;
	return 1;
}

size_t edu_code_iri(char *out, size_t size, const edu_scheme *scheme, const char *code)
{
	const char *const parts[] = { scheme ? scheme->base : "", scheme && code ? code : "" };
	size_t length = 0;

	for (int p = 0; p < 2; p++)
		for (const char *c = parts[p]; *c; c++, length++)
			if (length + 1 < size) out[length] = *c;
	if (size) out[length < size ? length : size - 1] = '\0';
	return length;
}
