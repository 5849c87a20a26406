/*
 * base/text.c – UTF-8, white space, and the lexical forms of names, addresses and encoded bytes.
 */
#include "base/text.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Length of the well-formed sequence at s, whose first byte is not ASCII; 0: there is none. Unicode, table 3-7. */
static size_t sequence(const unsigned char *s, size_t left)
{
	const unsigned char lead = s[0];
	if (lead >= 0xC2 && lead < 0xE0) return left >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
	if (lead < 0xE0 || lead > 0xF4) return 0;
	const size_t length = lead < 0xF0 ? 3 : 4;
	if (left < length) return 0;
	/* Overlong forms, surrogates and what lies beyond U+10FFFF all show in the second byte. */
	const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	if (s[1] < low || s[1] > high) return 0;
	for (size_t i = 2; i < length; i++)
		if ((s[i] & 0xC0) != 0x80) return 0;
	return length;
}

/* Position of the first byte with its highest bit set, among eight read from memory of which some byte has it. */
static size_t first_high(uint64_t high)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(high) / 8;
#else
	unsigned char bytes[8];
	size_t i = 0;
	memcpy(bytes, &high, sizeof bytes);
	while (!bytes[i]) i++;
	return i;
#endif
}

size_t edu_utf8_check(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;
	for (uint64_t eight; length - i >= sizeof eight;) {
		memcpy(&eight, s + i, sizeof eight);
		eight &= 0x8080808080808080u;
		if (!eight) {
			i += sizeof eight;
			continue;
		}
		i += first_high(eight);
		const size_t n = sequence(s + i, length - i);
		if (!n) return i;
		i += n;
	}
	while (i < length) {
		const size_t n = s[i] < 0x80 ? 1 : sequence(s + i, length - i);
		if (!n) return i;
		i += n;
	}
	return length;
}

bool edu_is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_space(text[i])) return false;
	return true;
}

/* Length of the white space character at s (Unicode's White_Space, and U+001C to U+001F); 0: none. */
static size_t white(const unsigned char *s, size_t left)
{
	if (s[0] < 0x80) return s[0] == ' ' || (s[0] >= 0x09 && s[0] <= 0x0D) || (s[0] >= 0x1C && s[0] <= 0x1F);
	if (left >= 2 && s[0] == 0xC2) return s[1] == 0x85 || s[1] == 0xA0 ? 2 : 0;
	if (left < 3) return 0;
	const uint32_t c = ((uint32_t)s[0] << 16) | ((uint32_t)s[1] << 8) | s[2];
	const bool is_white = c == 0xE19A80                       /* U+1680 */
	                   || (c >= 0xE28080 && c <= 0xE2808A)    /* U+2000 to U+200A */
	                   || c == 0xE280A8 || c == 0xE280A9      /* U+2028, U+2029 */
	                   || c == 0xE280AF || c == 0xE2819F      /* U+202F, U+205F */
	                   || c == 0xE38080;                      /* U+3000 */
	return is_white ? 3 : 0;
}

bool edu_is_white(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	for (size_t i = 0, n; i < length; i += n)
		if (!(n = white(s + i, length - i))) return false;
	return true;
}

bool edu_is_visible(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < '!' || text[i] > '~') return false;
	return length > 0;
}

/* EWP's Courses API: a prefix for the type, of which there may be more in the future, and up to 40 characters. */
bool edu_is_ewp_id(const char *text, size_t length)
{
	const char *slash = memchr(text, '/', length);
	const size_t prefix = slash ? (size_t)(slash - text) : 0;

	for (size_t i = 0; i < prefix; i++)
		if (text[i] < 'A' || text[i] > 'Z') return false;
	return prefix && length > prefix + 1 && length - prefix - 1 <= 40 && length <= 64 && edu_is_visible(text, length);
}

void edu_trim(const char **text, size_t *length)
{
	while (*length && is_space((*text)[*length - 1])) --*length;
	while (*length && is_space(**text)) {
		++*text;
		--*length;
	}
}

bool edu_equal(const char *a, size_t n, const char *literal)
{
	return strlen(literal) == n && (n == 0 || memcmp(a, literal, n) == 0);
}

bool edu_equal_nocase(const char *a, size_t n, const char *literal)
{
	if (strlen(literal) != n) return false;
	for (size_t i = 0; i < n; i++)
		if (lower(a[i]) != lower(literal[i])) return false;
	return true;
}

size_t edu_collapse(char *out, const char *text, size_t length)
{
	size_t written = 0;
	edu_trim(&text, &length);
	for (size_t i = 0; i < length; i++) {
		if (!is_space(text[i])) out[written++] = text[i];
		else if (!is_space(text[i + 1])) out[written++] = ' ';   /* the last byte is no space */
	}
	return written;
}

bool edu_is_boolean(const char *text, size_t length)
{
	return edu_equal(text, length, "true") || edu_equal(text, length, "false")
	    || edu_equal(text, length, "1") || edu_equal(text, length, "0");
}

bool edu_is_language(const char *text, size_t length)
{
	size_t part = 0;
	bool first = true;
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '-') {
			if (!part) return false;
			part = 0;
			first = false;
		} else if (!(is_letter(text[i]) || (!first && is_digit(text[i]))) || ++part > 8) {
			return false;
		}
	}
	return part > 0;
}

bool edu_is_iri(const char *text, size_t length)
{
	size_t i = 0;
	while (i < length && (is_letter(text[i]) || (i && (is_digit(text[i]) || memchr("+-.", text[i], 3))))) i++;
	if (i == 0 || i == length || text[i] != ':') return false;
	for (i++; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c <= 0x20 || c == 0x7F || memchr("<>\"{}|\\^`", c, 9)) return false;
		/* U+0080 to U+009F: RFC 3987, section 2.2, begins at U+00A0. */
		if (c == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] < 0xA0) return false;
	}
	return true;
}

const unsigned char edu_base64_digits[256] = {
	['A'] = 1, ['B'] = 2, ['C'] = 3, ['D'] = 4, ['E'] = 5, ['F'] = 6, ['G'] = 7, ['H'] = 8,
	['I'] = 9, ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
	['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
	['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
	['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
	['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
	['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
};

/* How many characters from here on are digits and nothing else, in whole eights: files have millions of them. */
static size_t digits_in_eights(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text, *t = edu_base64_digits;
	size_t n = 0;

	for (; n + 8 <= length; n += 8, s += 8)
		if (!t[s[0]] | !t[s[1]] | !t[s[2]] | !t[s[3]] | !t[s[4]] | !t[s[5]] | !t[s[6]] | !t[s[7]]) break;
	return n;
}

bool edu_is_base64(const char *text, size_t length)
{
	size_t digits = 0, padding = 0;
	int last = 0;
	for (size_t i = 0; i < length; i++) {
		const size_t run = padding ? 0 : digits_in_eights(text + i, length - i);
		digits += run;
		i += run;
		if (run) last = edu_base64_digits[(unsigned char)text[i - 1]] - 1;
		if (i == length) break;
		if (is_space(text[i])) continue;
		if (text[i] == '=') {
			padding++;
			continue;
		}
		last = edu_base64_digits[(unsigned char)text[i]] - 1;
		if (last < 0 || padding) return false;
		digits++;
	}
	if (padding > 2 || (digits + padding) % 4) return false;
	/* xs:base64Binary allows no bits in the last digit that belong to no byte. */
	return padding == 0 || (digits > 0 && (last & (padding == 1 ? 3 : 15)) == 0);
}
