/*
 * emrex/base64.c – base64 as it arrives after travelling; see base64.h.
 */
#include "emrex/base64.h"
#include "base/fail.h"
#include "base/text.h"

enum { ROOM = 12 * 1024, PADDING = 64, BLANK = 65, BREAK = 66, PERCENT = 67, FOREIGN = 68 };

/* Bytes on their way out. */
typedef struct outlet {
	const edu_base64_taker *to;
	edu_error *err;
	size_t used;
	unsigned char bytes[ROOM];
} outlet;

/* The value of a digit, or what else a character is. */
static unsigned meaning(char c, unsigned *notes)
{
	const unsigned digit = edu_base64_digits[(unsigned char)c];

	if (digit) return digit - 1;
	switch (c) {
	case '-': *notes |= EDU_EMREX_URL_ALPHABET; return 62;
	case '_': *notes |= EDU_EMREX_URL_ALPHABET; return 63;
	case '=': return PADDING;
	case ' ': return BLANK;
	case '\t': case '\n': case '\r': return BREAK;
	case '%': return PERCENT;
	default: return FOREIGN;
	}
}

static int fail(const edu_base64_reader *r, edu_error *err, const char *rule, const char *message)
{
	const bool first = err && !err->code;

	edu_fail(err, EDU_EINVALID, rule, "%s", message);
	if (first) err->offset = r->offset;
	return EDU_EINVALID;
}

static int flush(outlet *o)
{
	const size_t n = o->used;

	o->used = 0;
	return n ? o->to->take(o->to->state, o->bytes, n, o->err) : 0;
}

static int put_group(edu_base64_reader *r, outlet *o, unsigned bytes)
{
	int rc = o->used + 3 > ROOM ? flush(o) : 0;

	for (unsigned i = 0; i < bytes; i++) o->bytes[o->used++] = (unsigned char)(r->bits >> (16 - 8 * i));
	r->bits = 0;
	r->digits = 0;
	return rc;
}

static int add_digit(edu_base64_reader *r, outlet *o, unsigned value)
{
	r->begun = true;
	r->bits |= (uint32_t)value << (18 - 6 * r->digits);
	return ++r->digits < 4 ? 0 : put_group(r, o, 3);
}

/* Something follows the white space: now it is known what it was. */
static int settle_blanks(edu_base64_reader *r, outlet *o)
{
	const bool plus = r->begun && !r->run_is_broken && !r->padding && !r->keep_blanks_out;
	int rc = 0;

	for (; r->blanks && plus && rc >= 0; r->blanks--) {
		r->notes |= EDU_EMREX_PLUS_RESTORED;
		rc = add_digit(r, o, 62);
	}
	if (r->run_is_broken && r->begun) r->notes |= EDU_EMREX_LINE_BREAKS;
	r->blanks = 0;
	r->run_is_broken = false;
	return rc;
}

static int add_character(edu_base64_reader *r, outlet *o, char c)
{
	const unsigned m = meaning(c, &r->notes);

	if (m == BLANK || m == BREAK) {
		if (m == BLANK) r->blanks++;
		else r->run_is_broken = true;
		return 0;
	}
	const int rc = r->blanks || r->run_is_broken ? settle_blanks(r, o) : 0;
	if (rc < 0) return rc;
	if (m == PERCENT)
		return fail(r, o->err, "emrex/twice-encoded",
		            "a percent sign in base64: the form was encoded twice; decode it once more");
	if (m == FOREIGN) return fail(r, o->err, "emrex/base64", "a character that base64 does not have");
	if (m == PADDING) {
		if (r->digits < 2 || ++r->padding > 4 - r->digits)
			return fail(r, o->err, "emrex/base64",
			            "an equals sign where base64 has none; something is missing");
		return 0;
	}
	if (r->padding) return fail(r, o->err, "emrex/base64", "base64 goes on behind its equals signs");
	return add_digit(r, o, m);
}

/* Decode groups of four plain digits; how many there are before another character. */
static size_t decode_groups(unsigned char *out, const unsigned char *in, size_t groups)
{
	const unsigned char *t = edu_base64_digits;
	size_t n = 0;

	for (; n < groups; n++, in += 4, out += 3) {
		const uint32_t a = t[in[0]], b = t[in[1]], c = t[in[2]], d = t[in[3]];
		if (!a | !b | !c | !d) break;
		const uint32_t bits = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
		out[0] = (unsigned char)(bits >> 16);
		out[1] = (unsigned char)(bits >> 8);
		out[2] = (unsigned char)bits;
	}
	return n;
}

/* Whole groups of plain digits, which is nearly all there is; the characters used up. */
static size_t add_groups(edu_base64_reader *r, outlet *o, const char *text, size_t length, int *rc)
{
	size_t at = 0, made = 1;

	if (r->digits || r->blanks || r->run_is_broken || r->padding) return 0;
	while (made && length - at >= 4 && *rc >= 0) {
		if (o->used + 3 > ROOM) *rc = flush(o);
		const size_t room = (ROOM - o->used) / 3, left = (length - at) / 4;
		made = *rc < 0 ? 0
		               : decode_groups(o->bytes + o->used, (const unsigned char *)text + at,
		                               room < left ? room : left);
		o->used += made * 3;
		at += made * 4;
	}
	if (at) r->begun = true;
	r->offset += at;
	return at;
}

int edu_base64_add(edu_base64_reader *r, const char *text, size_t length, const edu_base64_taker *to,
                   edu_error *err)
{
	outlet o;
	int rc = 0;

	o.to = to;
	o.err = err;
	o.used = 0;
	for (size_t i = 0; i < length && rc >= 0;) {
		i += add_groups(r, &o, text + i, length - i, &rc);
		if (rc < 0 || i == length) break;
		rc = add_character(r, &o, text[i++]);
		if (rc >= 0) r->offset++;
	}
	/*
	 * What stands in front of a fault is handed on, so that the order of errors doesn't depend on the
	 * pieces.
	 */
	const int last = rc == EDU_EINVALID || rc >= 0 ? flush(&o) : 0;
	return rc < 0 ? rc : last;
}

int edu_base64_end(edu_base64_reader *r, const edu_base64_taker *to, edu_error *err)
{
	outlet o;

	o.to = to;
	o.err = err;
	o.used = 0;
	if (r->digits == 0) return 0;
	if (r->digits == 1)
		return fail(r, err, "emrex/base64", "base64 ends within a byte; its end is missing");
	if (r->bits & (r->digits == 2 ? 0xFFFFu : 0xFFu))
		return fail(r, err, "emrex/base64",
		            "base64 ends within a byte; its end is missing or was changed");
	if (r->padding < 4 - r->digits) r->notes |= EDU_EMREX_NO_PADDING;
	const int rc = put_group(r, &o, r->digits - 1);
	return rc < 0 ? rc : flush(&o);
}
