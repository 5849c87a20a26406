/*
 * json/string.c – decoding what stands between the quotes of a JSON string, and saying what is wrong with it.
 */
#include "json/string.h"

#include "base/text.h"
#include "json/scan.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}

/* The code unit of a \uXXXX at in; -1: there is none. */
static int32_t code_unit(const char *in, const char *end)
{
	if (end - in < 6 || in[0] != '\\' || in[1] != 'u') return -1;
	int32_t unit = 0;
	for (int i = 2; i < 6; i++) {
		const int digit = hex_digit(in[i]);
		if (digit < 0) return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static bool is_high_surrogate(int32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(int32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

static char *put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		*out++ = (char)c;
		return out;
	}
	if (c < 0x800) {
		*out++ = (char)(0xC0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*out++ = (char)(0xE0 | c >> 12);
		} else {
			*out++ = (char)(0xF0 | c >> 18);
			*out++ = (char)(0x80 | (c >> 12 & 0x3F));
		}
		*out++ = (char)(0x80 | (c >> 6 & 0x3F));
	}
	*out++ = (char)(0x80 | (c & 0x3F));
	return out;
}

/* What a backslash and one more character stand for; 0: nothing. */
static char short_escape(char c)
{
	switch (c) {
	case '"': case '\\': case '/': return c;
	case 'b': return '\b';
	case 'f': return '\f';
	case 'n': return '\n';
	case 'r': return '\r';
	case 't': return '\t';
	default: return 0;
	}
}

bool edu_json_unescape(const char **in, const char *end, char **out)
{
	const char *p = *in;
	if (end - p < 2) return false;
	const char plain = short_escape(p[1]);
	if (plain) {
		*(*out)++ = plain;
		*in = p + 2;
		return true;
	}
	const int32_t unit = code_unit(p, end);
	if (unit < 0 || is_low_surrogate(unit)) return false;
	uint32_t c = (uint32_t)unit;
	p += 6;
	if (is_high_surrogate(unit)) {
		const int32_t low = code_unit(p, end);
		if (!is_low_surrogate(low)) return false;
		c = 0x10000 + ((c - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
		p += 6;
	}
	*out = put_utf8(*out, c);
	*in = p;
	return true;
}

const char *edu_json_string_end(const char *body, const char *end)
{
	while (body < end) {
		body += edu_plain_run(body, (size_t)(end - body));
		if (body == end) break;
		if (*body == '"') return body;
		body += *body == '\\' && end - body > 1 ? 2 : 1;
	}
	return NULL;
}

size_t edu_json_decode(char *out, const char *body, size_t length)
{
	const char *const begin = out, *const end = body + length;
	if (edu_utf8_check(body, length) != length) return (size_t)-1;
	while (body < end) {
		const size_t run = edu_plain_run(body, (size_t)(end - body));
		memcpy(out, body, run);
		out += run;
		body += run;
		if (body < end && (*body != '\\' || !edu_json_unescape(&body, end, &out))) return (size_t)-1;
	}
	return (size_t)(out - begin);
}

/* What is wrong with the backslash at p, which edu_json_unescape() refused; at NULL: it is cut off. */
static edu_json_fault escape_fault(const char *p, const char *end)
{
	const int32_t unit = code_unit(p, end);
	if (unit >= 0) {
		/* A second half that may yet follow behind the end of the input is missing, not wrong. */
		const char *rest = p + 6;
		if (is_high_surrogate(unit) && (rest == end || (*rest == '\\' && end - rest < 6)))
			return (edu_json_fault){ NULL, NULL, NULL };
		return (edu_json_fault){ p, "json/lone-surrogate",
		                         "half of a surrogate pair stands alone; write both halves" };
	}
	if (end - p < 2 || (p[1] == 'u' && end - p < 6)) return (edu_json_fault){ NULL, NULL, NULL };
	return (edu_json_fault){ p, "json/escape",
	                         "a backslash begins none of JSON's escapes; write \\\\ for a backslash" };
}

edu_json_fault edu_json_string_fault(const char *body, const char *end, bool is_name)
{
	const edu_json_fault truncated = { end, "json/truncated", "the input ends within a string" };
	const char *p = body;
	while (p < end && *p != '"') {
		if ((unsigned char)*p < 0x20)
			return (edu_json_fault){ p, "json/control-character",
			                         "a control character stands in a string; escape it" };
		if ((unsigned char)*p >= 0x80) {
			const size_t left = end - p < 4 ? (size_t)(end - p) : 4;
			const size_t good = edu_utf8_check(p, left);
			if (good == 0) return (edu_json_fault){ p, "json/utf-8", "the bytes are not UTF-8" };
			p += good;
			continue;
		}
		if (*p != '\\') {
			p++;
			continue;
		}
		char scratch[4], *out = scratch;
		const char *const escape = p;
		if (!edu_json_unescape(&p, end, &out)) {
			const edu_json_fault fault = escape_fault(escape, end);
			return fault.at ? fault : truncated;
		}
		if (is_name && out == scratch + 1 && scratch[0] == '\0')
			return (edu_json_fault){ escape, "json/nul-in-name", "a member's name holds \\u0000" };
	}
	return truncated;
}
