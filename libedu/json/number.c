/*
 * json/number.c – decimal to double and back with whole numbers of any size: slow and certain, behind a quick way.
 *
 * The quick way: up to 15 significant digits of no extreme size survive the way into a double and back, and no two such
 * decimals share one double; so they are their own shortest form, and no arithmetic is needed.
 */
#include "json/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	QUICK_DIGITS = 15, QUICK_EXPONENT = 290,
	KEPT = 800,              /* more significant digits than any double's halfway point has (767) */
	WORDS = 128,             /* of 32 bits: 10^1130 and 2^1130 times what is kept fit */
	SHORTEST_MOST = 17
};

/* digits × 10^exponent; digits without leading and trailing zeros, none of them for zero. */
typedef struct decimal {
	char digits[KEPT + 1];
	size_t count;
	long exponent;           /* of the last digit kept */
	bool negative, more;     /* more: digits that are not zero were left out */
} decimal;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void take_digit(decimal *d, char c, bool fraction)
{
	if (d->count == KEPT || (d->count == 0 && c == '0')) {
		d->more |= c != '0';
		if (!fraction && d->count) d->exponent++;
		if (fraction && !d->count) d->exponent--;
		return;
	}
	d->digits[d->count++] = c;
	d->exponent -= fraction;
}

/* A number of JSON's grammar. */
static void take_apart(decimal *d, const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	long exponent = 0;
	bool fraction = false;

	d->count = 0;
	d->exponent = 0;
	d->more = false;
	d->negative = at < end && *at == '-';
	at += d->negative;
	for (; at < end && (is_digit(*at) || *at == '.'); at++) {
		if (*at == '.') fraction = true;
		else take_digit(d, *at, fraction);
	}
	if (at < end) {
		const bool down = *++at == '-';
		at += down || *at == '+';
		/* Beyond that nothing changes any more, and the sum can't overflow. */
		for (; at < end; at++)
			if (exponent < 100000000) exponent = exponent * 10 + (*at - '0');
		if (down) exponent = -exponent;
	}
	d->exponent += exponent;
	while (d->count && d->digits[d->count - 1] == '0' && !d->more) {
		d->count--;
		d->exponent++;
	}
}

/* ---- whole numbers, little end first ---- */

typedef struct whole {
	uint32_t words[WORDS];
	int count;
} whole;

static void whole_set(whole *w, uint64_t value)
{
	w->count = 0;
	for (; value; value >>= 32) w->words[w->count++] = (uint32_t)value;
}

static void whole_multiply(whole *w, uint32_t factor, uint32_t more)
{
	uint64_t carry = more;

	for (int i = 0; i < w->count; i++) {
		carry += (uint64_t)w->words[i] * factor;
		w->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry) w->words[w->count++] = (uint32_t)carry;
}

static void whole_times_ten(whole *w, long power)
{
	for (; power >= 9; power -= 9) whole_multiply(w, 1000000000, 0);
	for (; power > 0; power--) whole_multiply(w, 10, 0);
}

static void whole_shift(whole *w, long bits)
{
	const int words = (int)(bits / 32), rest = (int)(bits % 32);

	if (!w->count) return;
	if (rest) whole_multiply(w, (uint32_t)1 << rest, 0);
	memmove(w->words + words, w->words, (size_t)w->count * sizeof *w->words);
	memset(w->words, 0, (size_t)words * sizeof *w->words);
	w->count += words;
}

static int whole_compare(const whole *a, const whole *b)
{
	if (a->count != b->count) return a->count < b->count ? -1 : 1;
	for (int i = a->count - 1; i >= 0; i--)
		if (a->words[i] != b->words[i]) return a->words[i] < b->words[i] ? -1 : 1;
	return 0;
}

static void whole_add(whole *a, const whole *b)
{
	uint64_t carry = 0;

	for (int i = 0; i < b->count || carry; i++) {
		if (i == a->count) a->words[a->count++] = 0;
		carry += (uint64_t)a->words[i] + (i < b->count ? b->words[i] : 0);
		a->words[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

/* a -= b, which is not larger. */
static void whole_subtract(whole *a, const whole *b)
{
	int64_t borrow = 0;

	for (int i = 0; i < a->count; i++) {
		borrow += (int64_t)a->words[i] - (i < b->count ? b->words[i] : 0);
		a->words[i] = (uint32_t)borrow;
		borrow >>= 32;
	}
	while (a->count && !a->words[a->count - 1]) a->count--;
}

static long whole_bits(const whole *w)
{
	long bits = 32L * w->count;
	for (uint32_t top = 0x80000000u; w->count && top && !(w->words[w->count - 1] & top); top >>= 1)
		bits--;
	return bits;
}

/* ---- decimal to double ---- */

/* The quotient of n by d, which is less than 2^54, bit by bit; n keeps the remainder. */
static uint64_t divide(whole *n, const whole *d)
{
	const long shift = whole_bits(n) - whole_bits(d);
	uint64_t quotient = 0;

	for (long bit = shift; bit >= 0; bit--) {
		whole part = *d;
		whole_shift(&part, bit);
		quotient <<= 1;
		if (whole_compare(n, &part) < 0) continue;
		whole_subtract(n, &part);
		quotient |= 1;
	}
	return quotient;
}

/* Round n/d × 2^exponent, with a quotient of 53 bits (fewer below the normal doubles), to the nearest, ties to even. */
static double round_to_double(whole *n, const whole *d, long exponent, bool more)
{
	uint64_t q = divide(n, d);

	whole_shift(n, 1);
	const int half = whole_compare(n, d);
	if (half > 0 || (half == 0 && (more || q & 1))) q++;
	return ldexp((double)q, (int)exponent);
}

static double read_decimal(const decimal *d)
{
	whole n, m;

	whole_set(&n, 0);
	whole_set(&m, 1);
	for (size_t i = 0; i < d->count; i++) whole_multiply(&n, 10, (uint32_t)(d->digits[i] - '0'));
	if (d->exponent > 0) whole_times_ten(&n, d->exponent);
	else whole_times_ten(&m, -d->exponent);
	/* Scale so that the quotient has 53 bits, or as many as a double of this size has. */
	long exponent = whole_bits(&n) - whole_bits(&m) - 53;
	whole scaled = m, other = n;
	if (exponent > 0) whole_shift(&scaled, exponent);
	else whole_shift(&other, -exponent);
	/* The estimate may be one bit short: 2^52 ≤ quotient < 2^53 is wanted. */
	whole lowest = scaled;
	whole_shift(&lowest, 53);
	if (whole_compare(&other, &lowest) >= 0) exponent++;
	else {
		lowest = scaled;
		whole_shift(&lowest, 52);
		if (whole_compare(&other, &lowest) < 0) exponent--;
	}
	if (exponent < -1074) exponent = -1074;
	if (exponent > 0) whole_shift(&m, exponent);
	else whole_shift(&n, -exponent);
	return round_to_double(&n, &m, exponent, d->more);
}

double edu_number_read(const char *text, size_t length)
{
	decimal d;

	take_apart(&d, text, length);
	const long magnitude = d.exponent + (long)d.count;   /* 10^(magnitude-1) ≤ value < 10^magnitude */
	double value = 0;
	if (d.count && magnitude > 310) value = HUGE_VAL;
	else if (d.count && magnitude > -330) value = read_decimal(&d);
	return d.negative ? -value : value;
}

bool edu_number_is_finite(const char *text, size_t length)
{
	/* Fewer than 300 characters without an exponent can't reach 10^308. */
	if (length < 300 && !memchr(text, 'e', length) && !memchr(text, 'E', length)) return true;
	return isfinite(edu_number_read(text, length));
}

/* ---- double to its shortest decimal ---- */

/* value = r/s with room on both sides: everything between value - down/s and value + up/s reads back as value. */
typedef struct shortest {
	whole r, s, up, down;
	bool closed;             /* the ends themselves read back, too */
} shortest;

/* Steele and White's free-format algorithm as Dybvig states it. Returns the power of ten in front of 0.d1d2…  */
static long scale(shortest *z, double value)
{
	int exponent;
	const double fraction = frexp(value, &exponent);
	uint64_t mantissa = (uint64_t)ldexp(fraction, 53);
	long e = (long)exponent - 53;

	if (e < -1074) {
		mantissa >>= -1074 - e;
		e = -1074;
	}
	/* At a power of two the gap below is half of that above. */
	const bool lopsided = mantissa == (uint64_t)1 << 52 && e > -1074;
	z->closed = !(mantissa & 1);
	whole_set(&z->r, mantissa);
	whole_set(&z->s, 1);
	whole_set(&z->up, 1);
	whole_set(&z->down, 1);
	whole_shift(&z->r, 1 + lopsided + (e > 0 ? e : 0));
	whole_shift(&z->s, 1 + lopsided + (e < 0 ? -e : 0));
	whole_shift(&z->up, lopsided + (e > 0 ? e : 0));
	whole_shift(&z->down, e > 0 ? e : 0);

	/* The power of ten that is not too high and at most one too low: log10(2) is 78913 / 2^18, a little less. */
	long k = exponent > 0 ? (exponent - 1) * 78913L / 262144 + 1 : -((1 - exponent) * 78914L / 262144);
	if (k > 0) whole_times_ten(&z->s, k);
	else {
		whole_times_ten(&z->r, -k);
		whole_times_ten(&z->up, -k);
		whole_times_ten(&z->down, -k);
	}
	whole above = z->r;
	whole_add(&above, &z->up);
	const int over = whole_compare(&above, &z->s);
	if (z->closed ? over >= 0 : over > 0) {
		whole_multiply(&z->s, 10, 0);
		k++;
	}
	return k;
}

static size_t shortest_digits(shortest *z, char *out)
{
	size_t count = 0;

	for (;;) {
		whole_multiply(&z->r, 10, 0);
		whole_multiply(&z->up, 10, 0);
		whole_multiply(&z->down, 10, 0);
		unsigned digit = 0;
		for (; whole_compare(&z->r, &z->s) >= 0; digit++) whole_subtract(&z->r, &z->s);
		whole above = z->r;
		whole_add(&above, &z->up);
		const int low = whole_compare(&z->r, &z->down), high = whole_compare(&above, &z->s);
		const bool down = z->closed ? low <= 0 : low < 0, up = z->closed ? high >= 0 : high > 0;
		if (!down && !up) {
			out[count++] = (char)('0' + digit);
			continue;
		}
		whole twice = z->r;
		whole_shift(&twice, 1);
		const int half = whole_compare(&twice, &z->s);
		if (up && (!down || half > 0 || (half == 0 && digit & 1))) digit++;
		out[count++] = (char)('0' + digit);
		return count;
	}
}

/* ECMAScript's layout of digits × 10^(point - count), ECMA-262 Number::toString. */
static size_t lay_out(char *out, const char *digits, size_t count, long point, bool negative)
{
	char *at = out;
	const long k = (long)count;

	if (negative) *at++ = '-';
	if (point > 0 && point <= 21) {
		const size_t whole_digits = count < (size_t)point ? count : (size_t)point;
		memcpy(at, digits, whole_digits);
		at += whole_digits;
		for (long i = k; i < point; i++) *at++ = '0';
		if (k > point) *at++ = '.';
		if (k > point) memcpy(at, digits + point, (size_t)(k - point));
		at += k > point ? k - point : 0;
	} else if (point > -6 && point <= 0) {
		memcpy(at, "0.", 2);
		at += 2;
		for (long i = point; i < 0; i++) *at++ = '0';
		memcpy(at, digits, count);
		at += count;
	} else {
		*at++ = digits[0];
		if (k > 1) *at++ = '.';
		memcpy(at, digits + 1, count - 1);
		at += count - 1;
		at += snprintf(at, 8, "e%c%ld", point > 0 ? '+' : '-', point > 0 ? point - 1 : 1 - point);
	}
	*at = '\0';
	return (size_t)(at - out);
}

size_t edu_number_write(char *out, double value)
{
	char digits[SHORTEST_MOST + 1];
	shortest z;

	if (value == 0) {
		memcpy(out, "0", 2);
		return 1;
	}
	const long point = scale(&z, fabs(value));
	const size_t count = shortest_digits(&z, digits);
	return lay_out(out, digits, count, point, value < 0);
}

size_t edu_number_canonical(char *out, const char *text, size_t length)
{
	decimal d;

	take_apart(&d, text, length);
	const long point = d.exponent + (long)d.count;
	if (!d.count) return edu_number_write(out, 0);
	if (d.count <= QUICK_DIGITS && point < QUICK_EXPONENT && point > -QUICK_EXPONENT)
		return lay_out(out, d.digits, d.count, point, d.negative);
	const double value = edu_number_read(text, length);
	return isfinite(value) ? edu_number_write(out, value) : 0;
}

bool edu_number_is_exact(const char *text, size_t length)
{
	char canonical[EDU_NUMBER_LONGEST];
	decimal written, meant;

	take_apart(&written, text, length);
	const size_t n = edu_number_canonical(canonical, text, length);
	take_apart(&meant, canonical, n);
	return !written.more && written.count == meant.count &&
	       (!meant.count || written.exponent == meant.exponent) &&
	       memcmp(written.digits, meant.digits, meant.count) == 0;
}
