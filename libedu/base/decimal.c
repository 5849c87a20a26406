/*
 * base/decimal.c – decimal numbers as text: checked, compared and rounded without loss.
 */
#include "base/text.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A decimal taken apart. No zeros in front of the whole part nor behind the fraction; zero has neither, nor a sign. */
typedef struct parts {
	bool negative;
	const char *whole, *fraction;
	size_t whole_length, fraction_length;
} parts;

static bool take_apart(const char *text, size_t length, parts *p)
{
	const char *end = text + length;
	p->negative = length && *text == '-';
	if (length && (*text == '-' || *text == '+')) text++;
	p->whole = text;
	while (text < end && is_digit(*text)) text++;
	p->whole_length = (size_t)(text - p->whole);
	p->fraction = text;
	p->fraction_length = 0;
	if (text < end && *text == '.') {
		p->fraction = ++text;
		while (text < end && is_digit(*text)) text++;
		p->fraction_length = (size_t)(text - p->fraction);
	}
	const bool well_formed = text == end && p->whole_length + p->fraction_length > 0;

	while (p->whole_length && *p->whole == '0') {
		p->whole++;
		p->whole_length--;
	}
	while (p->fraction_length && p->fraction[p->fraction_length - 1] == '0') p->fraction_length--;
	if (!p->whole_length && !p->fraction_length) p->negative = false;
	return well_formed;
}

bool edu_is_decimal(const char *text, size_t length)
{
	parts p;
	return length && take_apart(text, length, &p);
}

bool edu_is_integer(const char *text, size_t length)
{
	size_t i = length && (*text == '+' || *text == '-');
	if (i == length) return false;
	while (i < length && is_digit(text[i])) i++;
	return i == length;
}

static int compare_bytes(const char *a, size_t an, const char *b, size_t bn)
{
	const size_t shorter = an < bn ? an : bn;
	const int order = shorter ? memcmp(a, b, shorter) : 0;
	return order ? order : (an > bn) - (an < bn);
}

int edu_compare_decimals(const char *a, size_t an, const char *b, size_t bn)
{
	parts x, y;
	take_apart(a, an, &x);
	take_apart(b, bn, &y);
	if (x.negative != y.negative) return x.negative ? -1 : 1;
	int order = (x.whole_length > y.whole_length) - (x.whole_length < y.whole_length);
	if (!order) order = compare_bytes(x.whole, x.whole_length, y.whole, y.whole_length);
	if (!order) order = compare_bytes(x.fraction, x.fraction_length, y.fraction, y.fraction_length);
	order = (order > 0) - (order < 0);
	return x.negative ? -order : order;
}

size_t edu_round_decimal(char *out, const char *text, size_t length)
{
	parts p;
	take_apart(text, length, &p);
	bool carry = p.fraction_length && p.fraction[0] >= '5';
	if (!p.whole_length && !carry) {
		out[0] = '0';
		return 1;
	}
	/* One digit in front may come out of the carry; it is taken away again when it stays zero. */
	char *digits = out + p.negative;
	digits[0] = '0';
	memcpy(digits + 1, p.whole, p.whole_length);
	for (size_t i = p.whole_length; carry; i--) {
		carry = digits[i] == '9';
		digits[i] = carry ? '0' : (char)(digits[i] + 1);
	}
	size_t count = p.whole_length + 1;
	if (digits[0] == '0') memmove(digits, digits + 1, --count);
	if (p.negative) out[0] = '-';
	return count + p.negative;
}
