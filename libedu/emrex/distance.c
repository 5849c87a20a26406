/*
 * emrex/distance.c – how far two names are from each other.
 */
#include "emrex/distance.h"
#include "base/text.h"
#include "fold_table.h"

#include <string.h>

/* The character at *at of well-formed UTF-8; moves *at behind it. */
static uint32_t next_character(const char *text, size_t *at)
{
	const unsigned char *s = (const unsigned char *)text + *at;

	if (s[0] < 0x80) {
		*at += 1;
		return s[0];
	}
	if (s[0] < 0xE0) {
		*at += 2;
		return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
	}
	if (s[0] < 0xF0) {
		*at += 3;
		return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	}
	*at += 4;
	return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
	       (s[3] & 0x3F);
}

static void put(edu_units *u, uint32_t unit)
{
	u->units[u->count++] = (uint16_t)unit;
}

static void put_character(edu_units *u, uint32_t c)
{
	if (c < 0x10000) {
		put(u, c);
		return;
	}
	put(u, 0xD800 + ((c - 0x10000) >> 10));
	put(u, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

static void put_folded(edu_units *u, uint32_t c)
{
	if (c >= 'A' && c <= 'Z') c += 32;
	if (c < FOLD_FIRST || c > FOLD_LAST) {
		put_character(u, c);
		return;
	}
	const uint16_t folded = fold_table[c - FOLD_FIRST];
	put(u, folded ? folded : 's');
	if (!folded) put(u, 's');
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0;
}

int edu_units_of(edu_units *out, const edu_allocator *a, const char *text, size_t length, bool folded)
{
	bool blank = false;

	/* No character has more units than bytes. */
	if (length > out->capacity) {
		uint16_t *units =
			edu_resize(a, out->units, out->capacity * sizeof *units, length * sizeof *units);
		if (!units) return EDU_ENOMEM;
		out->units = units;
		out->capacity = length;
	}
	out->count = 0;
	length = edu_utf8_check(text, length);
	for (size_t at = 0; at < length;) {
		const uint32_t c = next_character(text, &at);
		if (folded && is_blank(c)) {
			blank = true;
			continue;
		}
		if (blank && out->count) put(out, ' ');
		blank = false;
		if (folded) put_folded(out, c);
		else put_character(out, c);
	}
	return 0;
}

void edu_units_free(edu_units *u, const edu_allocator *a)
{
	edu_release(a, u->units, u->capacity * sizeof *u->units);
	*u = (edu_units){ NULL, 0, 0 };
}

static uint16_t least(uint16_t a, uint16_t b, uint16_t c)
{
	const uint16_t m = a < b ? a : b;
	return m < c ? m : c;
}

unsigned edu_distance(const edu_units *a, const edu_units *b)
{
	uint16_t row[EDU_NAME_MOST + 1];

	if (a->count > EDU_NAME_MOST || b->count > EDU_NAME_MOST)
		return (unsigned)(a->count > b->count ? a->count : b->count);
	for (size_t j = 0; j <= b->count; j++) row[j] = (uint16_t)j;
	for (size_t i = 1; i <= a->count; i++) {
		uint16_t diagonal = row[0];
		row[0] = (uint16_t)i;
		for (size_t j = 1; j <= b->count; j++) {
			const uint16_t kept = (uint16_t)(diagonal + (a->units[i - 1] != b->units[j - 1]));
			diagonal = row[j];
			row[j] = least(kept, (uint16_t)(row[j] + 1), (uint16_t)(row[j - 1] + 1));
		}
	}
	return row[b->count];
}
