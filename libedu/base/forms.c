/*
 * base/forms.c – lexical forms of texts in JSON; see forms.h.
 */
#include "base/forms.h"
#include "base/text.h"

#include <string.h>

enum { DATE_LENGTH = 10 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_hexadecimal(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* ---- dates and times ---- */

bool edu_is_full_date(const char *text, size_t length)
{
	edu_moment m;
	return length == DATE_LENGTH && edu_parse_moment(text, length, &m) && !m.has_time && !m.has_zone;
}

bool edu_is_timestamp(const char *text, size_t length)
{
	edu_moment m;
	return length > DATE_LENGTH && text[DATE_LENGTH] == 'T' && edu_parse_moment(text, length, &m) && m.has_time
	    && m.has_zone && m.hour < 24;
}

/* Behind a number, its fraction and its unit; NULL: there is none. */
static const char *part_end(const char *p, const char *end, bool may_have_fraction)
{
	if (p == end || !is_digit(*p)) return NULL;
	while (p < end && is_digit(*p)) p++;
	if (p < end && *p == '.' && may_have_fraction) {
		if (++p == end || !is_digit(*p)) return NULL;
		while (p < end && is_digit(*p)) p++;
	}
	return p < end && is_letter(*p) ? p + 1 : NULL;
}

/* Read parts whose units follow each other as in units; how many, -1: something else stands there. */
static int read_parts(const char **p, const char *end, const char *units, bool is_time)
{
	int parts = 0;

	while (*p < end && is_digit(**p)) {
		const char *next = part_end(*p, end, is_time);
		const char *unit = next ? strchr(units, next[-1]) : NULL;
		const bool has_fraction = next && memchr(*p, '.', (size_t)(next - *p));
		if (!unit || (has_fraction && *unit != 'S')) return -1;
		/* D and W exclude each other. */
		units = *unit == 'D' || *unit == 'W' ? "" : unit + 1;
		*p = next;
		parts++;
	}
	return parts;
}

bool edu_is_period(const char *text, size_t length)
{
	const char *p = text, *end = text + length;

	if (p < end && *p == '-') p++;
	if (p == end || *p++ != 'P') return false;
	const int days = read_parts(&p, end, "YMDW", false);
	if (days < 0 || p == end) return days > 0;
	if (*p++ != 'T') return false;
	return read_parts(&p, end, "HMS", true) > 0 && p == end;
}

/* ---- names of things ---- */

bool edu_is_uuid(const char *text, size_t length)
{
	if (length != 36) return false;
	for (size_t i = 0; i < length; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !is_hexadecimal(text[i])) return false;
	return true;
}

bool edu_is_email(const char *text, size_t length)
{
	const char *at = memchr(text, '@', length);
	size_t local = at ? (size_t)(at - text) : 0, label = 0;

	if (!local || local > 64) return false;
	for (size_t i = 0; i < local; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c <= 0x20 || c == 0x7F || memchr("()<>[]:;,\\\"", c, 11)) return false;
		if (c == '.' && (i == 0 || i + 1 == local || text[i + 1] == '.')) return false;
	}
	for (size_t i = local + 1; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c == '.') {
			if (!label || text[i - 1] == '-') return false;
			label = 0;
			continue;
		}
		if (!(is_letter((char)c) || is_digit((char)c) || c >= 0x80 || (c == '-' && label))) return false;
		label++;
	}
	return label > 0 && text[length - 1] != '-';
}

bool edu_is_uri_reference(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c <= 0x20 || c >= 0x7F || memchr("<>\"{}|\\^`", c, 9)) return false;
		if (c != '%') continue;
		if (length - i < 3 || !is_hexadecimal(text[i + 1]) || !is_hexadecimal(text[i + 2])) return false;
	}
	return true;
}

bool edu_is_uri(const char *text, size_t length)
{
	return edu_is_iri(text, length) && edu_is_uri_reference(text, length);
}

/* ---- language tags ---- */

typedef struct subtags {
	const char *next, *end;      /* next NULL: all were read */
	const char *text;            /* the current one; NULL: none is left */
	size_t length;
	bool letters, digits;        /* all of it */
} subtags;

/* False where a subtag is empty, too long or not alphanumeric. */
static bool next_subtag(subtags *s)
{
	s->text = s->next;
	s->length = 0;
	if (!s->text) return true;
	const char *dash = memchr(s->text, '-', (size_t)(s->end - s->text));
	s->length = (size_t)((dash ? dash : s->end) - s->text);
	s->next = dash ? dash + 1 : NULL;
	s->letters = s->digits = true;
	for (size_t i = 0; i < s->length; i++) {
		s->letters &= is_letter(s->text[i]);
		s->digits &= is_digit(s->text[i]);
		if (!is_letter(s->text[i]) && !is_digit(s->text[i])) return false;
	}
	return s->length >= 1 && s->length <= 8;
}

static bool is_private(const subtags *s)
{
	return s->text && s->length == 1 && (*s->text | 0x20) == 'x';
}

static bool is_variant(const subtags *s)
{
	return s->text && (s->length >= 5 || (s->length == 4 && is_digit(*s->text)));
}

/* Subtags of at least so many characters, up to the next singleton or the end; at least one. */
static bool read_run(subtags *s, size_t shortest)
{
	size_t count = 0;

	while (s->text && s->length >= shortest) {
		count++;
		if (!next_subtag(s)) return false;
	}
	return count > 0;
}

static bool read_extensions(subtags *s)
{
	while (s->text && s->length == 1 && !is_private(s))
		if (!next_subtag(s) || !read_run(s, 2)) return false;
	if (!is_private(s)) return !s->text;
	return next_subtag(s) && read_run(s, 1) && !s->text;
}

bool edu_is_language_tag(const char *text, size_t length)
{
	subtags s = { .next = text, .end = text + length };

	if (!length || !next_subtag(&s)) return false;
	if (is_private(&s)) return read_extensions(&s);
	if (!s.letters || s.length < 2) return false;
	const bool may_extend = s.length <= 3;
	if (!next_subtag(&s)) return false;
	for (int i = 0; may_extend && i < 3 && s.text && s.letters && s.length == 3; i++)
		if (!next_subtag(&s)) return false;
	if (s.text && s.letters && s.length == 4 && !next_subtag(&s)) return false;
	const bool region = s.text && ((s.letters && s.length == 2) || (s.digits && s.length == 3));
	if (region && !next_subtag(&s)) return false;
	while (is_variant(&s))
		if (!next_subtag(&s)) return false;
	return read_extensions(&s);
}

bool edu_has_tag_case(const char *text, size_t length)
{
	subtags s = { .next = text, .end = text + length };
	bool first = true, after_singleton = false;

	while (next_subtag(&s) && s.text) {
		const bool script = !first && !after_singleton && s.letters && s.length == 4;
		const bool region = !first && !after_singleton && s.letters && s.length == 2;
		for (size_t i = 0; i < s.length; i++) {
			const bool upper = region || (script && i == 0);
			if (is_letter(s.text[i]) && is_upper(s.text[i]) != upper) return false;
		}
		after_singleton |= s.length == 1;
		first = false;
	}
	return true;
}

/* ---- numbers ---- */

static size_t count_digits(const char *text, size_t length, size_t from)
{
	size_t i = from;
	while (i < length && text[i] >= '0' && text[i] <= '9') i++;
	return i - from;
}

bool edu_is_json_number(const char *text, size_t length)
{
	size_t i = length && *text == '-';
	size_t digits = count_digits(text, length, i);
	if (!digits || (text[i] == '0' && digits > 1)) return false;
	i += digits;
	if (i < length && text[i] == '.') {
		digits = count_digits(text, length, i + 1);
		if (!digits) return false;
		i += 1 + digits;
	}
	if (i < length && (text[i] == 'e' || text[i] == 'E')) {
		i++;
		if (i < length && (text[i] == '+' || text[i] == '-')) i++;
		digits = count_digits(text, length, i);
		if (!digits) return false;
		i += digits;
	}
	return i == length;
}
