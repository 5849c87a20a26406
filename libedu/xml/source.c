/*
 * xml/source.c – the encoding of a document: recognising it (XML 1.0, appendix F), and converting to UTF-8.
 */
#include "base/fail.h"
#include "base/text.h"
#include "xml/source.h"

#include <string.h>

#define RULE "xml/encoding"

/* The characters 80…9F of windows-1252; 0: not assigned. */
static const uint16_t windows1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static uint32_t latin9(unsigned char byte)
{
	switch (byte) {
	case 0xA4: return 0x20AC;
	case 0xA6: return 0x0160;
	case 0xA8: return 0x0161;
	case 0xB4: return 0x017D;
	case 0xB8: return 0x017E;
	case 0xBC: return 0x0152;
	case 0xBD: return 0x0153;
	case 0xBE: return 0x0178;
	default: return byte;
	}
}

static const struct encoding_name {
	const char *name;
	edu_xml_encoding encoding;
} encoding_names[] = {
	{ "UTF-8", EDU_XML_UTF8 },            { "UTF8", EDU_XML_UTF8 },
	{ "US-ASCII", EDU_XML_ASCII },        { "ASCII", EDU_XML_ASCII },
	{ "ISO-8859-1", EDU_XML_LATIN1 },     { "ISO8859-1", EDU_XML_LATIN1 },
	{ "ISO_8859-1", EDU_XML_LATIN1 },     { "LATIN1", EDU_XML_LATIN1 },
	{ "ISO-8859-15", EDU_XML_LATIN9 },    { "ISO8859-15", EDU_XML_LATIN9 },
	{ "LATIN-9", EDU_XML_LATIN9 },        { "WINDOWS-1252", EDU_XML_WINDOWS1252 },
	{ "CP1252", EDU_XML_WINDOWS1252 },    { "UTF-16", EDU_XML_UTF16BE },
	{ "UTF16", EDU_XML_UTF16BE },         { "UTF-16BE", EDU_XML_UTF16BE },
	{ "UTF-16LE", EDU_XML_UTF16LE },
};

static bool is_utf16(const edu_xml_source *s)
{
	return s->encoding == EDU_XML_UTF16LE || s->encoding == EDU_XML_UTF16BE;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(const char *text, size_t length, size_t at)
{
	while (at < length && is_blank(text[at])) at++;
	return at;
}

static bool has_utf8_bom(const char *text, size_t length)
{
	return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* One name="value" of the XML declaration at *at, which moves behind it; false where there is none. */
static bool next_setting(const char *text, size_t length, size_t *at, bool *is_encoding,
                         const char **value, size_t *n)
{
	size_t i = skip_blanks(text, length, *at);
	const size_t name = i;

	while (i < length && text[i] >= 'a' && text[i] <= 'z') i++;
	const size_t name_end = i;
	i = skip_blanks(text, length, i);
	if (i == length || text[i] != '=') return false;
	i = skip_blanks(text, length, i + 1);
	if (i == length || (text[i] != '"' && text[i] != '\'')) return false;
	const char *end = memchr(text + i + 1, text[i], length - i - 1);
	if (!end) return false;
	*is_encoding = edu_equal(text + name, name_end - name, "encoding");
	*value = text + i + 1;
	*n = (size_t)(end - *value);
	*at = (size_t)(end - text) + 1;
	return true;
}

/* The encoding that the XML declaration of an ASCII-compatible text names. False: it names none. */
static bool declared_name(const char *text, size_t length, const char **name, size_t *n)
{
	size_t at = has_utf8_bom(text, length) ? 3 : 0;
	bool found = false;

	if (length - at < 6 || memcmp(text + at, "<?xml", 5) != 0 || !is_blank(text[at + 5])) return false;
	at += 6;
	while (!found && next_setting(text, length, &at, &found, name, n)) { }
	return found;
}

static int fail_declared(edu_error *err, const edu_xml_source *s, const char *what)
{
	return edu_fail_at(err, EDU_ESYNTAX, RULE, s->input, s->input_length, 0,
	                   "the XML declaration names another encoding than the bytes are in: %s", what);
}

/* Ask the declaration of a text whose encoding the first bytes leave open. */
static int ask_declaration(edu_xml_source *s, edu_error *err)
{
	const char *name;
	size_t n;

	s->encoding = EDU_XML_UTF8;
	if (!declared_name(s->input, s->input_length, &name, &n)) return 0;
	for (size_t i = 0; i < sizeof encoding_names / sizeof *encoding_names; i++) {
		if (!edu_equal_nocase(name, n, encoding_names[i].name)) continue;
		s->encoding = encoding_names[i].encoding;
		if (is_utf16(s))
			return fail_declared(err, s, "UTF-16 is named, and they are not");
		if (s->encoding != EDU_XML_UTF8 && has_utf8_bom(s->input, s->input_length))
			return fail_declared(err, s, "they begin with the mark of UTF-8");
		return 0;
	}
	return edu_fail_at(err, EDU_EUNSUPPORTED, RULE, s->input, s->input_length, (size_t)(name - s->input),
	                   "the encoding named in the XML declaration is not read; write the document in UTF-8");
}

/* By the first bytes; what they leave open, the declaration says. */
static int recognise(edu_xml_source *s, edu_error *err)
{
	static const struct { const char *bytes; uint8_t length; int8_t encoding; } begin[] = {
		{ "\xFF\xFE\0\0", 4, -1 }, { "\0\0\xFE\xFF", 4, -1 },      /* UTF-32 */
		{ "<\0\0\0", 4, -1 },      { "\0\0\0<", 4, -1 },
		{ "\x4C\x6F\xA7\x94", 4, -1 },                             /* EBCDIC */
		{ "\xFE\xFF", 2, EDU_XML_UTF16BE }, { "\xFF\xFE", 2, EDU_XML_UTF16LE },
		{ "\0<", 2, EDU_XML_UTF16BE },      { "<\0", 2, EDU_XML_UTF16LE },
	};

	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
		const size_t n = begin[i].length;
		if (s->input_length < n || memcmp(s->input, begin[i].bytes, n) != 0) continue;
		if (begin[i].encoding < 0)
			return edu_fail_at(err, EDU_EUNSUPPORTED, RULE, s->input, s->input_length, 0,
			                   "UTF-32 and EBCDIC are not read; write the document in UTF-8");
		s->encoding = (edu_xml_encoding)begin[i].encoding;
		return 0;
	}
	return ask_declaration(s, err);
}

static uint32_t unit(const edu_xml_source *s, size_t at)
{
	const uint32_t a = (unsigned char)s->input[at], b = (unsigned char)s->input[at + 1];
	return s->encoding == EDU_XML_UTF16LE ? a | b << 8 : a << 8 | b;
}

/* The character at an offset of UTF-16; returns its bytes, 0: malformed. */
static size_t utf16_char(const edu_xml_source *s, size_t at, uint32_t *c)
{
	const size_t left = s->input_length - at;

	if (left < 2) return 0;
	*c = unit(s, at);
	if (*c < 0xD800 || *c > 0xDFFF) return 2;
	if (*c > 0xDBFF || left < 4) return 0;
	const uint32_t low = unit(s, at + 2);
	if (low < 0xDC00 || low > 0xDFFF) return 0;
	*c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
	return 4;
}

/* The character at an offset of the input; returns its bytes, 0: malformed. */
static size_t next_char(const edu_xml_source *s, size_t at, uint32_t *c)
{
	const unsigned char byte = (unsigned char)s->input[at];

	*c = byte;
	switch (s->encoding) {
	case EDU_XML_UTF16LE:
	case EDU_XML_UTF16BE:
		return utf16_char(s, at, c);
	case EDU_XML_LATIN9:
		*c = latin9(byte);
		return 1;
	case EDU_XML_WINDOWS1252:
		if (byte >= 0x80 && byte < 0xA0) *c = windows1252[byte - 0x80];
		return *c || !byte ? 1 : 0;
	case EDU_XML_ASCII:
		return byte < 0x80 ? 1 : 0;
	default:
		return 1;
	}
}

static size_t utf8_length(uint32_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

static char *put_utf8(char *out, uint32_t c)
{
	static const unsigned char lead[5] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	const size_t n = utf8_length(c);

	for (size_t i = n; i > 1; i--, c >>= 6) out[i - 1] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(lead[n] | c);
	return out + n;
}

/* Where the text begins behind a BOM. */
static size_t text_begin(const edu_xml_source *s)
{
	if (!is_utf16(s)) return 0;
	return s->input_length >= 2 && unit(s, 0) == 0xFEFF ? 2 : 0;
}

static int converted_length(const edu_xml_source *s, size_t *length, edu_error *err)
{
	uint32_t c;

	*length = 0;
	for (size_t at = text_begin(s), n; at < s->input_length; at += n) {
		n = next_char(s, at, &c);
		if (!n)
			return edu_fail_at(err, EDU_ESYNTAX, RULE, s->input, s->input_length, at,
			                   "bytes that are no character of the encoding");
		*length += utf8_length(c);
	}
	return 0;
}

static int convert(edu_xml_source *s, edu_error *err)
{
	uint32_t c;
	size_t length;
	const int rc = converted_length(s, &length, err);

	if (rc < 0) return rc;
	s->converted = edu_allocate(s->allocator, length + 1);
	if (!s->converted) return edu_fail_memory(err);
	char *out = s->converted;
	for (size_t at = text_begin(s); at < s->input_length; out = put_utf8(out, c))
		at += next_char(s, at, &c);
	*out = '\0';
	s->data = s->converted;
	s->length = length;
	s->input_mark = text_begin(s);
	return 0;
}

/* UTF-16 is known by its bytes; a declaration may only agree. */
static int check_utf16_declaration(const edu_xml_source *s, edu_error *err)
{
	const char *name;
	size_t n;

	if (!declared_name(s->data, s->length, &name, &n) || (n >= 5 && edu_equal_nocase(name, 5, "UTF16"))
	    || (n >= 6 && edu_equal_nocase(name, 6, "UTF-16")))
		return 0;
	return fail_declared(err, s, "they are UTF-16");
}

int edu_xml_source_open(edu_xml_source *s, const edu_allocator *a, const char *input, size_t length, edu_error *err)
{
	*s = (edu_xml_source){ .data = input, .length = length, .input = input, .input_length = length };
	s->allocator = a;
	int rc = recognise(s, err);
	if (rc < 0 || s->encoding == EDU_XML_UTF8) return rc;
	rc = convert(s, err);
	if (rc < 0) return rc;
	return is_utf16(s) ? check_utf16_declaration(s, err) : 0;
}

int edu_xml_source_terminate(edu_xml_source *s)
{
	if (s->data != s->input) return 0;
	s->copy = edu_allocate(s->allocator, s->length + 1);
	if (!s->copy) return EDU_ENOMEM;
	memcpy(s->copy, s->input, s->length);
	s->copy[s->length] = '\0';
	s->data = s->copy;
	return 0;
}

void edu_xml_source_close(edu_xml_source *s)
{
	edu_release(s->allocator, s->copy, s->length + 1);
	edu_release(s->allocator, s->converted, s->length + 1);
	s->converted = s->copy = NULL;
}

size_t edu_xml_source_find(edu_xml_source *s, size_t offset)
{
	uint32_t c;

	if (offset < s->mark) {
		s->mark = 0;
		s->input_mark = text_begin(s);
	}
	while (s->mark < offset && s->input_mark < s->input_length) {
		s->input_mark += next_char(s, s->input_mark, &c);
		s->mark += utf8_length(c);
	}
	return s->input_mark;
}
