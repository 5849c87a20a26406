/*
 * formats/elm/literals.c – a JSON scalar as a literal of RDF (JSON-LD 1.1 API, section 8.2.2).
 */
#include "formats/elm/statements.h"

#include <stdio.h>
#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

enum { DIGITS = 39 };

/* 0.d1d2d3… times ten to exponent. */
typedef struct decimal {
	char digits[DIGITS + 1];
	size_t count;
	long exponent;
	bool negative;
	bool more;           /* than the digits */
} decimal;

static void read_decimal(const edu_item *i, decimal *d)
{
	const char *at = i->text, *end = i->text + i->length;
	bool point = false;

	*d = (decimal){ .negative = *at == '-' };
	for (at += d->negative; at < end && *at != 'e' && *at != 'E'; at++) {
		if (*at == '.') {
			point = true;
			continue;
		}
		if (!point && (d->count || *at != '0')) d->exponent++;
		if (point && !d->count && *at == '0') d->exponent--;
		if (!d->count && *at == '0') continue;
		if (d->count < DIGITS - 1) d->digits[d->count++] = *at;
		else d->more |= *at != '0';
	}
	if (at < end) {
		long written = 0;
		const bool sign = *++at == '-';
		if (*at == '-' || *at == '+') at++;
		for (; at < end && written < 100000; at++) written = written * 10 + (*at - '0');
		d->exponent += sign ? -written : written;
	}
	while (d->count && d->digits[d->count - 1] == '0') d->count--;
}

/* A JSON number as text: digits where it is whole, else a double in its canonical form. 0 or EDU_ENOMEM. */
static int write_number(edu_arena *arena, const edu_item *i, edu_elm_thing *out, bool *whole)
{
	decimal d;
	size_t length = 0;
	char *text = edu_arena_get(arena, DIGITS + 33);

	if (!text) return EDU_ENOMEM;
	read_decimal(i, &d);
	*whole = !d.count || (!d.more && d.exponent >= (long)d.count && d.exponent <= 21);
	if (!d.count) {
		text[length++] = '0';
	} else if (*whole) {
		if (d.negative) text[length++] = '-';
		for (long n = 0; n < d.exponent; n++) text[length++] = n < (long)d.count ? d.digits[n] : '0';
	} else {
		if (d.count > 16) d.count = 16;
		d.digits[d.count] = '\0';
		length = (size_t)snprintf(text, DIGITS + 33, "%s%c.%sE%ld", d.negative ? "-" : "", d.digits[0],
		                          d.count > 1 ? d.digits + 1 : "0", d.exponent - 1);
	}
	text[length] = '\0';
	out->text = text;
	out->length = (uint32_t)length;
	return 0;
}

int edu_elm_literal_of(edu_arena *arena, const edu_item *i, const char *datatype, size_t datatype_length,
                       edu_elm_thing *out)
{
	bool whole = false;

	*out = (edu_elm_thing){ .kind = EDU_ELM_TEXT, .text = i->text ? i->text : "", .length = i->length };
	if (i->kind == EDU_KIND_NUMBER && write_number(arena, i, out, &whole) < 0) return EDU_ENOMEM;
	if (i->kind == EDU_KIND_TRUE) out->text = "true", out->length = 4;
	if (i->kind == EDU_KIND_FALSE) out->text = "false", out->length = 5;
	if (!datatype) {
		datatype = i->kind == EDU_KIND_STRING   ? XSD "string"
		           : i->kind != EDU_KIND_NUMBER ? XSD "boolean"
		           : whole                      ? XSD "integer"
		                                        : XSD "double";
		datatype_length = strlen(datatype);
	}
	out->datatype = datatype;
	out->datatype_length = (uint32_t)datatype_length;
	return 0;
}
