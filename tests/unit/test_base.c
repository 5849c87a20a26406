/*
 * The lowest layer: lexical forms, errors, arenas and buffers, names, the tree with its leaves and paths.
 */
#include "support.h"

#include "base/fail.h"
#include "base/forms.h"
#include "base/outline.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "base/tree.h"

/* ---- lexical forms ---- */

typedef bool lexical(const char *text, size_t length);

static const struct lexical_case {
	const char *what;
	lexical *is;
	const char *good[24], *bad[40];
} lexicals[] = {
	{ "date", edu_is_date,
	  { "2026-02-28", "2024-02-29", "2000-02-29", "1999-12-31Z", "2009-09-25+02:00", "2009-09-25-14:00",
	    "2009-09-25+14:00",
	    "12026-01-01", "-0044-03-15", "-0001-02-29", "9999-12-31-00:00", "0001-01-01" },
	  { "", "2026-02-30", "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
	    "2026-04-31", "0000-01-01",
	    "-0000-01-01", "02026-01-01", "226-01-01", "2026-1-1", "2026/01/01", "20260101",
	    "2026-01-01T00:00:00", "2026-01-01 ",
	    "2026-01-01z", "2026-01-01+2:00", "2026-01-01+0200", "2026-01-01+14:01", "2026-01-01+15:00",
	    "2026-01-01+02:60",
	    "2026-01-01+", "2026-01-01ZZ", "+2026-01-01", "2026-01", "2026", "2026-01-0", "-2026-01-32",
	    "2026-01-01Z+01:00" } },
	{ "dateTime", edu_is_datetime,
	  { "2026-02-28T10:20:30", "2026-02-28T10:20:30Z", "2026-02-28T10:20:30.123456789+02:00",
	    "2026-02-28T24:00:00",
	    "2026-02-28T24:00:00.000Z", "2026-02-28T00:00:00-00:00", "2026-12-31T23:59:59.9-12:00" },
	  { "", "2026-02-28", "2026-02-30T00:00:00", "2026-02-28 10:20:30", "2026-02-28t10:20:30",
	    "2026-02-28T10:20",
	    "2026-02-28T24:00:01", "2026-02-28T24:01:00", "2026-02-28T24:00:00.1", "2026-02-28T25:00:00",
	    "2026-02-28T10:60:00",
	    "2026-02-28T10:20:60", "2026-02-28T10:20:30.", "2026-02-28T10:20:30,5", "2026-02-28T10:20:30z",
	    "2026-02-28T10:20:30+0200",
	    "2026-02-28T1:20:30", "0000-02-28T10:20:30", "2026-02-28T10:20:30+14:30", "2026-02-28T",
	    "2026-02-28TZ" } },
	{ "duration", edu_is_duration,
	  { "P1Y", "P26M", "P3D", "PT4H", "P1Y2M3DT4H5M6S", "PT0S", "PT1.5S", "-P1D", "P0Y", "P1YT1S",
	    "P400D", "PT36H", "PT1M", "P1M",
	    "P99999999999999999999Y" },
	  { "", "P", "PT", "P1", "1Y", "P26W", "P1YT", "P1.5Y", "PT1.S", "PT.5S", "P1M1Y", "PT1S1M", "P1Y1Y",
	    "+P1Y", "p1y", "P 1Y", "P1Y ",
	    "P-1Y", "PT1.5M", "P1H", "PT1D", "--P1Y", "PY", "P1YT1", "P1S", "P1DT", "P1DT1H1" } },
	{ "decimal", edu_is_decimal,
	  { "0", "5", "-5", "+5", "5.", ".5", "-.5", "+5.0", "007",
	    "1234567890123456789012345678901234567890.5", "00.00", "-0" },
	  { "", ".", "+", "-", "+.", "1e5", "1E5", "5,0", " 5", "5 ", "1.2.3", "--5", "+-5", "0x5", "INF",
	    "NaN", "5.-", "5-" } },
	{ "integer", edu_is_integer,
	  { "0", "-0", "+5", "007", "99999999999999999999999999999" },
	  { "", "+", "-", "5.", "5.0", "1e3", " 5", "5 ", "--5", "0x5", "5a" } },
	{ "boolean", edu_is_boolean, { "true", "false", "0", "1" },
	  { "", "True", "TRUE", "yes", "2", "00", "true ", "tru" } },
	{ "language", edu_is_language,
	  { "en", "nl-NL", "zh-Hant-TW", "x-private", "de-1996", "abcdefgh", "i-klingon",
	    "en-a-bbb-x-a-ccc" },
	  { "", "-", "en-", "-en", "en--GB", "abcdefghi", "en_GB", "1en", "en-abcdefghi", "e n", "\xC3\xA9n",
	    "en-\xC3\xA9" } },
	{ "RFC 3339 date", edu_is_full_date,
	  { "2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31" },
	  { "", "2026-02-29", "2026-2-28", "2026-02-28Z", "2026-02-28T00:00:00Z", "12026-02-28", "-026-02-28", "2026-13-01" } },
	{ "RFC 3339 date-time", edu_is_timestamp,
	  { "2026-02-28T10:20:30Z", "2026-02-28T10:20:30.5+02:00", "2026-02-28T00:00:00-00:00" },
	  { "", "2026-02-28", "2026-02-28T10:20:30", "2026-02-28 10:20:30Z", "2026-02-28T24:00:00Z", "2026-02-30T10:20:30Z",
	    "2026-02-28T10:20Z", "12026-02-28T10:20:30Z", "2026-02-28T10:20:30+0200" } },
	{ "UUID", edu_is_uuid,
	  { "123e4567-e89b-42d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000",
	    "00000000-0000-0000-0000-000000000000" },
	  { "", "123e4567e89b42d3a456426614174000", "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
	    "123e4567-e89b-42d3-a456-42661417400", "123e4567-e89b-42d3-a456-42661417400g",
	    "123e4567-e89b-42d3-a4564-26614174000", "{123e4567-e89b-42d3-a456-426614174000}" } },
	{ "e-mail address", edu_is_email,
	  { "a@b", "ada.marker@example.org", "a+b@sub.example.org", "a@xn--bcher-kva.example" },
	  { "", "@", "a", "a@", "@b", "a b@c", "a@b c", "a@b..c", "a@.b", "a@b.", "a..b@c", ".a@b", "a.@b", "a@b@c", "a@-b", "a@b-",
	    "a,b@c" } },
	{ "URI", edu_is_uri,
	  { "https://example.org/a?b#c", "urn:x:y", "mailto:a@b", "http://[::1]/", "a:%41" },
	  { "", "a", "/a", "https://example.org/a b", "https://example.org/\xC3\xA9", "a:%4", "a:%zz" } },
	{ "URI reference", edu_is_uri_reference, { "", "/courses", "?a=b", "https://example.org/" }, { "a b", "<", "%" } },
	{ "language tag", edu_is_language_tag,
	  { "en", "nl-NL", "zh-Hant-TW", "zh-cmn-Hans-CN", "de-AT-1996", "sl-rozaj-biske", "es-419", "en-a-bbb-x-a-ccc", "x-klingon",
	    "nl-s-NL", "EN", "abcd", "abcdefgh" },
	  { "", "-", "en-", "-en", "en--GB", "abcdefghi", "en_GB", "1en", "e", "zh-TW-hant", "en-a", "en-x", "de-1996-AT", "x",
	    "en-GB-GB", "abcd-abc" } },
	{ "period", edu_is_period,
	  { "P1Y", "P1M2W", "P1Y2M3D", "-P1D", "PT1.5S", "P1DT30H4S", "PT20M", "P2W" },
	  { "", "P", "PT", "-", "P1DT", "P1.5D", "P2W3D", "P3D2W", "P1H", "p1y", "P1", "PT1D", "P1D1Y", "+P1D", "P1Y ", "PT.5S" } },
	{ "IRI", edu_is_iri,
	  { "http://example.org/a?b#c", "urn:uuid:1", "mailto:a@b", "did:key:z6M", "a:", "A+-.9:x",
	    "http://ex\xC3\xA4mple.org/\xE2\x82\xAC",
	    "data:,a", "urn:x%zz", "http://[::1]/" },
	  { "", ":", ":a", "a", "/a/b", "1a:b", "a b:c", "http://a b", "http://a<b", "http://a>b",
	    "http://a\"b", "http://a{b", "http://a}b",
	    "http://a|b", "http://a\\b", "http://a^b", "http://a`b", "http://a\tb", "http://a\x7F",
	    "http://a\xC2\x85", "-a:b", "\xC3\xA9:b" } },
	{ "base64", edu_is_base64,
	  { "", "AA==", "AAA=", "AAAA", " A A\n= =\t", "+/+/", "Zm9vYmFy", "QQ==" },
	  { "A", "AA", "AAA", "AA=", "AAAA=", "A===", "====", "=", "AA==AA==", "AB==", "AAB=", "-_-_", "AA=A",
	    "AA==x", "\xC3\xA9==", "====AAAA" } },
};

START_TEST(knows_lexical_forms)
{
	const struct lexical_case *c = &lexicals[_i];
	for (size_t i = 0; c->good[i]; i++)
		ck_assert_msg(c->is(c->good[i], strlen(c->good[i])), "%s: \"%s\"", c->what, c->good[i]);
	for (size_t i = 0; c->bad[i]; i++)
		ck_assert_msg(!c->is(c->bad[i], strlen(c->bad[i])), "not a %s: \"%s\"", c->what, c->bad[i]);
}
END_TEST

/* Long runs are looked at eight at a time: whatever stands at whatever place is found all the same. */
START_TEST(finds_every_fault_in_long_base64)
{
	static const char faults[] = "=-. \n\xC3";
	char text[49];
	for (size_t length = 4; length < sizeof text; length += 4)
		for (size_t at = 0; at < length; at++)
			for (size_t f = 0; f < sizeof faults - 1; f++) {
				edu_buffer out = EDU_BUFFER_INIT;
				memset(text, 'z', length);
				text[at] = faults[f];
				const bool good = edu_base64_decode(&out, text, length) == 0;
				ck_assert_msg(edu_is_base64(text, length) == good, "%zu of %zu: %c", at, length, faults[f]);
				edu_buffer_free(&out);
			}
}
END_TEST

/* Neither the end of the text nor its beginning may be run over: from a block of exactly its size. */
START_TEST(reads_no_further_than_told)
{
	const struct lexical_case *c = &lexicals[_i];
	for (size_t i = 0; c->good[i]; i++) {
		for (size_t length = 0; length <= strlen(c->good[i]); length++) {
			char *block = malloc(length + 1);
			ck_assert_ptr_nonnull(block);
			memcpy(block + 1, c->good[i], length);
			(void)c->is(block + 1, length);
			(void)edu_is_white(block + 1, length);
			(void)edu_utf8_check(block + 1, length);
			free(block);
		}
	}
}
END_TEST

START_TEST(takes_moments_apart)
{
	edu_moment m;
	ck_assert(edu_parse_moment("2024-02-29T23:05:59.5-11:30", 27, &m));
	ck_assert_int_eq(m.year, 2024);
	ck_assert_int_eq(m.month, 2);
	ck_assert_int_eq(m.day, 29);
	ck_assert_int_eq(m.hour, 23);
	ck_assert_int_eq(m.minute, 5);
	ck_assert_int_eq(m.second, 59);
	ck_assert(m.has_fraction && m.has_time && m.has_zone);
	ck_assert_int_eq(m.zone, -(11 * 60 + 30));
	edu_next_day(&m);
	ck_assert_int_eq(m.month, 3);
	ck_assert_int_eq(m.day, 1);
	ck_assert(edu_parse_moment("1999-12-31", 10, &m) && !m.has_time && !m.has_zone);
	edu_next_day(&m);
	ck_assert_int_eq(m.year, 2000);
	ck_assert_int_eq(m.month, 1);
	ck_assert(edu_parse_moment("-0001-12-31", 11, &m));
	edu_next_day(&m);
	ck_assert_int_eq(m.year, 1);
}
END_TEST

static const struct { const char *a, *b; int order; } ordered[] = {
	{ "1", "1.0", 0 }, { "1.", "01", 0 }, { "0", "-0.00", 0 }, { ".5", "0.50", 0 }, { "+5", "5", 0 },
	{ "1", "2", -1 }, { "10", "9", 1 },
	{ "-10", "-9", -1 }, { "-1", "1", -1 }, { "0.1", "0.09", 1 }, { "-0.1", "-0.09", -1 },
	{ "0.10001", "0.1", 1 }, { "0", "-0.1", 1 },
	{ "100000000000000000000000000000001", "100000000000000000000000000000000", 1 },
	{ "1.5", "1.49999999999999999999999", 1 },
};

START_TEST(compares_decimals)
{
	const char *a = ordered[_i].a, *b = ordered[_i].b;
	ck_assert_int_eq(edu_compare_decimals(a, strlen(a), b, strlen(b)), ordered[_i].order);
	ck_assert_int_eq(edu_compare_decimals(b, strlen(b), a, strlen(a)), -ordered[_i].order);
}
END_TEST

static const struct { const char *in, *out; } rounded[] = {
	{ "0", "0" }, { "7", "7" }, { "7.4", "7" }, { "7.5", "8" }, { "-7.5", "-8" }, { "-7.4", "-7" },
	{ "0.4", "0" }, { "-0.4", "0" }, { "-0.5", "-1" },
	{ ".5", "1" }, { "9.5", "10" }, { "99.9", "100" }, { "-99.5", "-100" }, { "+3.", "3" },
	{ "007.49999", "7" }, { "0.05", "0" },
	{ "12345678901234567890.5", "12345678901234567891" }, { "-.50", "-1" }, { "1.45", "1" },
};

START_TEST(rounds_decimals)
{
	char out[64];
	const size_t length = edu_round_decimal(out, rounded[_i].in, strlen(rounded[_i].in));
	ck_assert_uint_eq(length, strlen(rounded[_i].out));
	ck_assert_mem_eq(out, rounded[_i].out, length);
}
END_TEST

static const struct { const char *in, *out; } collapsed[] = {
	{ "", "" }, { " ", "" }, { "a", "a" }, { " a ", "a" }, { "a b", "a b" },
	{ "\ta \n\r b  c\n", "a b c" }, { "a\xC2\xA0 b", "a\xC2\xA0 b" },
};

START_TEST(collapses_white_space)
{
	char out[64];
	const size_t length = edu_collapse(out, collapsed[_i].in, strlen(collapsed[_i].in));
	ck_assert_uint_eq(length, strlen(collapsed[_i].out));
	ck_assert_mem_eq(out, collapsed[_i].out, length);
}
END_TEST

START_TEST(knows_white_space)
{
	static const char all[] = " \t\n\v\f\r\x1C\x1F\xC2\x85\xC2\xA0\xE1\x9A\x80\xE2\x80\x80\xE2\x80\x8A\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\x9F\xE3\x80\x80";
	static const char *const none[] = { "a", "\x1B", "\xC2", "\xC2\x86", "\xE2\x80\x8B", "\xE2\x80",
	                                   "\xEF\xBB\xBF", "\xE3\x80\x81", "\x7F" };
	ck_assert(edu_is_white(all, sizeof all - 1));
	ck_assert(edu_is_white("", 0));
	ck_assert(!edu_is_blank(all, sizeof all - 1));
	ck_assert(edu_is_blank(" \t\r\n", 4));
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		ck_assert(!edu_is_white(none[i], strlen(none[i])));
	const char *text = "\r\n a b\t";
	size_t length = 7;
	edu_trim(&text, &length);
	ck_assert(edu_equal(text, length, "a b"));
	ck_assert(edu_equal_nocase(text, length, "A b") && !edu_equal_nocase("\xC3\xA9", 2, "\xC3\x89"));
	ck_assert(edu_equal(NULL, 0, "") && !edu_equal("a", 1, "") && !edu_equal_nocase("[", 1, "{"));
}
END_TEST

/* Every code point's own bytes are well-formed, surrogates aside; and at every position in a word. */
START_TEST(checks_utf8)
{
	unsigned wrong = 0;
	for (uint32_t c = 0x80; c <= 0x110000; c++) {
		char text[24];
		const size_t before = c % 17;
		memset(text, 'a', sizeof text);
		char *p = text + before;
		if (c < 0x800) {
			*p++ = (char)(0xC0 | c >> 6);
		} else if (c < 0x10000) {
			*p++ = (char)(0xE0 | c >> 12);
			*p++ = (char)(0x80 | (c >> 6 & 63));
		} else {
			*p++ = (char)(0xF0 | c >> 18);
			*p++ = (char)(0x80 | (c >> 12 & 63));
			*p++ = (char)(0x80 | (c >> 6 & 63));
		}
		*p++ = (char)(0x80 | (c & 63));
		const bool valid = c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
		wrong += edu_utf8_check(text, sizeof text) != (valid ? sizeof text : before);
		wrong += edu_utf8_check(text, (size_t)(p - text) - 1) != before;
	}
	ck_assert_uint_eq(wrong, 0);
	static const char *const bad[] = { "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF",
	                                  "\xF0\x8F\xBF\xBF", "\xF5\x80\x80\x80", "\xFE",
	                                   "\xE2\x28\xA1", "\xF0\x28\x8C\xBC", "\xF0\x90\x28\xBC",
	                                   "\xF0\x90\x80\x28", "\xC3\xC3" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_uint_eq(edu_utf8_check(bad[i], strlen(bad[i])), 0);
}
END_TEST

/* ---- errors, contexts ---- */

START_TEST(counts_lines)
{
	static const struct { const char *text; size_t offset; uint32_t line, column; } places[] = {
		{ "", 0, 1, 1 }, { "abc", 2, 1, 3 }, { "a\nb", 2, 2, 1 }, { "a\r\nb", 3, 2, 1 },
		{ "a\rb", 2, 2, 1 }, { "a\r\nb", 2, 1, 3 },
		{ "\n\n\n", 3, 4, 1 }, { "\xEF\xBB\xBF" "ab", 4, 1, 2 }, { "\xEF\xBB\xBF", 0, 1, 1 },
		{ "ab", 99, 1, 3 }, { "a\r\rb", 3, 3, 1 },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		uint32_t line, column;
		edu_place_of(places[i].text, strlen(places[i].text), places[i].offset, &line, &column);
		ck_assert_uint_eq(line, places[i].line);
		ck_assert_uint_eq(column, places[i].column);
	}
}
END_TEST

START_TEST(keeps_the_innermost_cause)
{
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_fail(&err, EDU_EFORMAT, "a/b", "value %d", 7), EDU_EFORMAT);
	ck_assert_int_eq(edu_fail_at(&err, EDU_EIO, "c/d", "x", 1, 1, "other"), EDU_EIO);
	ck_assert_int_eq(err.code, EDU_EFORMAT);
	ck_assert_str_eq(err.rule, "a/b");
	ck_assert_str_eq(err.message, "value 7");
	ck_assert_uint_eq(err.line, 0);
	ck_assert_int_eq(edu_fail_memory(NULL), EDU_ENOMEM);
	edu_error_clear(&err);
	ck_assert_int_eq(edu_fail_memory(&err), EDU_ENOMEM);
	ck_assert_str_eq(err.rule, "");
	edu_error_clear(NULL);
	edu_error_set_path(NULL, "/a");
}
END_TEST

START_TEST(keeps_head_and_tail_of_long_paths)
{
	edu_error err = EDU_ERROR_INIT;
	char path[1000];
	for (size_t shift = 0; shift < 4; shift++) {
		edu_error_clear(&err);
		for (size_t i = 0; i < sizeof path; i++) path[i] = "\xE2\x82\xAC"[(i + shift) % 3];
		memset(path, 'h', 5);
		memcpy(path + sizeof path - 8, "/z/tail", 8);
		/* Whole characters only. */
		for (size_t i = 5; (path[i] & 0xC0) == 0x80; i++) path[i] = 'h';
		for (size_t i = sizeof path - 9; (path[i] & 0xC0) == 0x80 || path[i] == '\xE2'; i--) {
			const bool lead = path[i] == '\xE2';
			path[i] = 't';
			if (lead) break;
		}
		edu_error_set_path(&err, path);
		const size_t length = strlen(err.path);
		ck_assert_uint_ge(length, EDU_PATH_SIZE - 4);
		ck_assert_uint_eq(edu_utf8_check(err.path, length), length);
		ck_assert_int_eq(memcmp(err.path, path, 60), 0);
		ck_assert_str_eq(err.path + length - 7, "/z/tail");
	}
	edu_error_set_path(&err, "/other");
	ck_assert_str_ne(err.path, "/other");
}
END_TEST

START_TEST(makes_contexts)
{
	edu_context *ctx = NULL;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_context_new(&ctx, NULL, &err), 0);
	ck_assert_uint_eq(ctx->limits.depth, 256);
	ck_assert_uint_eq(ctx->limits.bytes, (1u << 30) - 1);
	edu_context_free(ctx);
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	o.limits.bytes = UINT64_MAX;
	o.limits.items = UINT32_MAX;
	o.show_values = 3;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), 0);
	ck_assert_uint_eq(ctx->limits.bytes, UINT32_MAX - 1);
	ck_assert_uint_eq(ctx->limits.items, UINT32_MAX - 1);
	ck_assert(ctx->show_values);
	edu_context_free(ctx);
	edu_context_free(NULL);
	o.version = EDU_CONTEXT_OPTIONS_VERSION + 1;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), EDU_EARG);
	ck_assert_ptr_null(ctx);
	const edu_allocator half = { NULL, NULL, NULL, NULL };
	o.version = EDU_CONTEXT_OPTIONS_VERSION;
	o.allocator = &half;
	ck_assert_int_eq(edu_context_new(&ctx, &o, NULL), EDU_EARG);
	ck_assert_int_eq(edu_context_new(NULL, NULL, NULL), EDU_EARG);
	ck_assert_str_eq(edu_version(), EDU_VERSION);
	ck_assert_str_eq(edu_status_name(EDU_OK), "EDU_OK");
	ck_assert_str_eq(edu_status_name(EDU_ELIMIT), "EDU_ELIMIT");
	ck_assert_str_eq(edu_status_name(EDU_EINTERNAL), "EDU_EINTERNAL");
	ck_assert_ptr_nonnull(edu_status_name(EDU_EINTERNAL - 1));
	ck_assert_ptr_nonnull(edu_status_name(1));
}
END_TEST

/* ---- memory ---- */

START_TEST(shares_arenas)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_arena *arena = edu_arena_new(&a);
	ck_assert_ptr_nonnull(arena);
	const char *kept = edu_arena_text(arena, "kept", 4);
	edu_arena *same = edu_arena_share(arena);
	ck_assert_ptr_eq(same, arena);
	edu_arena_leave(arena);
	ck_assert_str_eq(kept, "kept");
	ck_assert_uint_eq(f.live, edu_arena_bytes(arena));
	edu_arena_leave(same);
	ck_assert_uint_eq(f.live, 0);
	edu_arena_leave(NULL);
}
END_TEST

START_TEST(hands_out_arena_memory)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_arena *arena = edu_arena_new(&a);
	size_t sum = 0;
	bool good = true;
	for (size_t i = 1; i < 3000; i++) {
		const size_t size = i * 7919 % 3001;
		char *text = edu_arena_text(arena, "", 0);
		char *p = edu_arena_get(arena, size);
		if (!text || !p) break;
		good &= *text == '\0' && (uintptr_t)p % sizeof(void *) == 0;
		memset(p, 'x', size);
		sum += size;
	}
	ck_assert(good);
	ck_assert_uint_ge(edu_arena_bytes(arena), sum);
	ck_assert_uint_le(edu_arena_bytes(arena), sum + sum / 4 + (1 << 20));

	/* A large text stands alone, and the rest of the block before it stays in use. */
	char *small = edu_arena_text(arena, "a", 1);
	char *large = edu_arena_get(arena, 5 << 20);
	char *next = edu_arena_text(arena, "b", 1);
	ck_assert_ptr_nonnull(large);
	memset(large, 'x', 5 << 20);
	ck_assert(next > small && next <= small + 2 + sizeof(void *));

	char *room = edu_arena_reserve(arena, 100000);
	ck_assert_ptr_nonnull(room);
	memset(room, 'y', 100000);
	edu_arena_commit(arena, 10);
	ck_assert_ptr_eq(edu_arena_text(arena, "c", 1), room + 10);
	ck_assert_ptr_null(edu_arena_get(arena, SIZE_MAX));
	ck_assert_ptr_null(edu_arena_text(arena, "", SIZE_MAX));
	edu_arena_leave(arena);
	ck_assert_uint_eq(f.live, 0);
}
END_TEST

START_TEST(grows_buffers_and_arrays)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_buffer b = EDU_BUFFER_INIT;
	edu_buffer_free(&b);
	edu_buffer_open(&b, &a);
	ck_assert_int_eq(edu_buffer_add(&b, NULL, 0), 0);
	ck_assert_str_eq(b.data, "");
	int rc = 0;
	for (int i = 0; i < 10000 && rc == 0; i++) rc = edu_buffer_addf(&b, "%04d,", i);
	ck_assert_int_eq(rc, 0);
	ck_assert_uint_eq(b.length, 50000);
	ck_assert_int_eq(memcmp(b.data + 49995, "9999,", 6), 0);
	ck_assert_uint_lt(SIZE_MAX - f.countdown, 40);
	ck_assert_int_eq(edu_buffer_room(&b, SIZE_MAX - 10), EDU_ENOMEM);
	const edu_sink sink = edu_buffer_sink(&b);
	ck_assert_int_eq(sink.write(sink.state, "end", 3), 0);
	ck_assert_str_eq(b.data + 50000, "end");
	edu_buffer_free(&b);
	ck_assert_ptr_null(b.data);
	edu_buffer_free(NULL);

	int *array = NULL;
	size_t capacity = 0;
	bool good = true;
	for (size_t i = 0; i < 1000; i++) {
		good &= edu_grow(&a, (void **)&array, &capacity, i, sizeof *array);
		array[i] = (int)i;
	}
	ck_assert(good && array[999] == 999 && capacity < 2000);
	f.countdown = 0;
	ck_assert(!edu_grow(&a, (void **)&array, &capacity, capacity, sizeof *array));
	ck_assert_int_eq(array[999], 999);
	edu_release(&a, array, capacity * sizeof *array);
	ck_assert_uint_eq(f.live, 0);
	void *p = edu_resize(NULL, NULL, 0, 10);
	ck_assert_ptr_nonnull(p);
	edu_release(NULL, p, 10);
	edu_release(NULL, NULL, 0);
}
END_TEST

/* Large blocks come from elsewhere than small ones; what is in them goes along when they cross the line. */
START_TEST(resizes_large_blocks)
{
	static const size_t sizes[] = { 1 << 20, 3 << 20, (3 << 20) + 1, 9 << 20, 40 << 20, 5 << 20, 2 << 20,
	                               (2 << 20) - 1, 9 << 20 };
	size_t size = 0;
	uint32_t *block = NULL;
	bool good = true;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		const size_t kept = (sizes[i] < size ? sizes[i] : size) / sizeof *block;
		void *other = edu_allocate(NULL, 2 << 20);
		block = edu_resize(NULL, block, size, sizes[i]);
		ck_assert(block && other);
		for (size_t k = 0; k < kept; k++) good &= block[k] == (uint32_t)k * 2654435761u;
		size = sizes[i];
		for (size_t k = 0; k < size / sizeof *block; k++) block[k] = (uint32_t)k * 2654435761u;
		edu_release(NULL, other, 2 << 20);
	}
	edu_release(NULL, block, size);
	ck_assert(good);
}
END_TEST

/* ---- names and trees ---- */

enum { KNOWN = 8, SLOTS = 16 };
enum { ELMO = 1, REPORT, TITLE, XML_LANG, XSI_TYPE, VALUE, NOTE, KIND };
static const char *const known_names[KNOWN + 1] = { "", "elmo", "report", "title", "xml:lang", "xsi:type",
                                                   "value", "note", "kind" };
static uint16_t known_lengths[KNOWN + 1], known_slots[SLOTS];
static const edu_name_table known = { KNOWN, known_names, known_lengths, SLOTS - 1, known_slots };
static const char dsig[] = "http://www.w3.org/2000/09/xmldsig#";

static void make_table(void)
{
	for (uint16_t name = 1; name <= KNOWN; name++) {
		known_lengths[name] = (uint16_t)strlen(known_names[name]);
		uint32_t slot = edu_name_hash(known_names[name], known_lengths[name]) & (SLOTS - 1);
		while (known_slots[slot]) slot = (slot + 1) & (SLOTS - 1);
		known_slots[slot] = name;
	}
}

static edu_context *ctx;
static edu_tree tree;

static void open_tree(void)
{
	ck_assert_int_eq(edu_context_new(&ctx, NULL, NULL), 0);
	ck_assert_int_eq(edu_tree_open(&tree, ctx, &known, true), 0);
}

static void close_tree(void)
{
	edu_tree_close(&tree);
	edu_context_free(ctx);
}

static edu_ref add(edu_ref parent, edu_kind kind, edu_name name, const char *text)
{
	const edu_ref item = edu_tree_add(&tree, parent, kind, name);
	ck_assert_uint_ne(item, 0);
	if (text) ck_assert_int_eq(edu_tree_set_text(&tree, item, text, strlen(text)), 0);
	return item;
}

static edu_name foreign(const char *text, const char *uri, edu_name means)
{
	const char *colon = strchr(text, ':');
	return edu_tree_name_xml(&tree, text, strlen(text), colon ? (size_t)(colon + 1 - text) : 0, uri,
	                         means);
}

START_TEST(numbers_names)
{
	ck_assert_uint_eq(edu_tree_name(&tree, "title", 5), TITLE);
	ck_assert_uint_eq(edu_table_find(&known, "titles", 6), 0);
	const edu_name own = edu_tree_name(&tree, "@id", 3);
	ck_assert_uint_eq(own, KNOWN + 1);
	ck_assert_uint_eq(edu_tree_name(&tree, "@id", 3), own);
	ck_assert_uint_eq(edu_tree_known(&tree, own), 0);
	edu_tree_name_means(&tree, own, VALUE);
	ck_assert_uint_eq(edu_tree_known(&tree, own), VALUE);
	ck_assert_uint_eq(edu_tree_name(&tree, "@id", 3), own);
	ck_assert_uint_ne(edu_tree_name(&tree, "", 0), 0);

	const edu_name a = foreign("n:title", "urn:a", TITLE), b = foreign("n:title", "urn:b", 0),
		c = foreign("title", NULL, 0);
	ck_assert(a != b && b != c && a != c && c != TITLE);
	ck_assert_uint_eq(foreign("n:title", "urn:a", TITLE), a);
	ck_assert_str_eq(edu_tree_name_local(&tree, a), "title");
	ck_assert_str_eq(edu_tree_name_uri(&tree, a), "urn:a");
	ck_assert_str_eq(edu_tree_name_text(&tree, a, NULL), "n:title");
	ck_assert_ptr_null(edu_tree_name_uri(&tree, TITLE));
	ck_assert_str_eq(edu_tree_name_local(&tree, XML_LANG), "lang");
	ck_assert_str_eq(edu_tree_name_text(&tree, 0, NULL), "");

	bool good = true;
	for (int round = 0; round < 2; round++) {
		for (unsigned i = 0; i < 5000; i++) {
			char text[40];
			uint32_t length;
			snprintf(text, sizeof text, "xxxxxxxx%05uxxxxxxxx", i);
			const edu_name name = edu_tree_name(&tree, text, 21);
			edu_tree_name_text(&tree, name, &length);
			good &= name == KNOWN + 6 + i && length == 21
			     && strcmp(edu_tree_name_text(&tree, name, NULL), text) == 0;
		}
	}
	ck_assert_msg(good, "names stay what they are");
}
END_TEST

static void check_ring(edu_ref parent, const edu_ref *expected)
{
	edu_ref c = edu_tree_first(&tree, parent), last = 0;
	for (; *expected; expected++, last = c, c = edu_tree_next(&tree, c)) {
		ck_assert_uint_eq(c, *expected);
		ck_assert_uint_eq(tree.items[c].parent, parent);
	}
	ck_assert_uint_eq(c, 0);
	ck_assert_uint_eq(tree.items[parent].last, last);
}

START_TEST(keeps_siblings_in_a_ring)
{
	const edu_ref top = add(0, EDU_KIND_ARRAY, 0, NULL);
	check_ring(top, (edu_ref[]){ 0 });
	const edu_ref a = add(top, EDU_KIND_NULL, 0, NULL), b = add(top, EDU_KIND_NULL, 0, NULL),
		c = add(top, EDU_KIND_NULL, 0, NULL);
	check_ring(top, (edu_ref[]){ a, b, c, 0 });
	edu_tree_remove(&tree, b);
	check_ring(top, (edu_ref[]){ a, c, 0 });
	ck_assert_uint_eq(edu_tree_next(&tree, b), 0);
	edu_tree_remove(&tree, b);
	edu_tree_hang(&tree, top, b);
	check_ring(top, (edu_ref[]){ a, c, b, 0 });
	edu_tree_remove(&tree, b);
	edu_tree_remove(&tree, a);
	check_ring(top, (edu_ref[]){ c, 0 });
	edu_tree_remove(&tree, c);
	check_ring(top, (edu_ref[]){ 0 });
	edu_tree_hang(&tree, c, a);
	edu_tree_hang(&tree, top, c);
	check_ring(top, (edu_ref[]){ c, 0 });
	check_ring(c, (edu_ref[]){ a, 0 });
	const edu_ref walked[] = { top, c, a, 0 };
	edu_ref item = top;
	for (size_t i = 0; i < 4; i++) {
		ck_assert_uint_eq(item, walked[i]);
		if (item) item = edu_tree_walk(&tree, top, item);
	}
	ck_assert_uint_eq(edu_tree_walk(&tree, c, a), 0);
}
END_TEST

START_TEST(finds_children_and_texts)
{
	const edu_ref top = add(0, EDU_KIND_OBJECT, 0, NULL);
	const edu_name alias = edu_tree_name(&tree, "@title", 6);
	edu_tree_name_means(&tree, alias, TITLE);
	add(top, EDU_KIND_STRING, VALUE, "v");
	const edu_ref title = add(top, EDU_KIND_STRING, alias, "t");
	ck_assert_uint_eq(edu_tree_child(&tree, top, TITLE), title);
	ck_assert_uint_eq(edu_tree_child(&tree, top, NOTE), 0);
	ck_assert_uint_eq(edu_tree_child(&tree, top, 0), 0);
	const edu_ref link = add(top, EDU_KIND_LINK, NOTE, NULL);
	tree.items[link].last = title;
	ck_assert_uint_eq(edu_tree_first(&tree, link), 0);

	edu_buffer scratch = EDU_BUFFER_INIT;
	const char *text;
	size_t length;
	const edu_ref e = add(0, EDU_KIND_ELEMENT, TITLE, NULL);
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(text == NULL && length == 0);
	tree.items[e].flags |= EDU_ITEM_MIXED;
	add(e, EDU_KIND_COMMENT, 0, "no");
	add(e, EDU_KIND_CDATA, 0, "one");
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "one") && scratch.data == NULL);
	add(e, EDU_KIND_ELEMENT, NOTE, "no");
	add(e, EDU_KIND_TEXT, 0, " two");
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "one two"));
	ck_assert_int_eq(edu_tree_text(&tree, title, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "t"));
	edu_buffer_free(&scratch);
}
END_TEST

START_TEST(keeps_the_limit_of_items)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *small;
	edu_tree t;
	edu_error err = EDU_ERROR_INIT;
	o.limits.items = 100;
	ck_assert_int_eq(edu_context_new(&small, &o, NULL), 0);
	ck_assert_int_eq(edu_tree_open(&t, small, &known, false), 0);
	const edu_ref top = edu_tree_add(&t, 0, EDU_KIND_ARRAY, 0);
	size_t added = 1;
	while (edu_tree_add(&t, top, EDU_KIND_NULL, 0)) added++;
	ck_assert_uint_eq(added, 100);
	ck_assert_int_eq(edu_tree_add_failed(&t, &err), EDU_ELIMIT);
	edu_tree_close(&t);
	edu_tree_close(&t);
	edu_context_free(small);
}
END_TEST

/* Walk the leaves and compare their paths: told alone, by a walker in order, and by a walker that jumps. */
static void check_leaves(const char *const *expected)
{
	edu_path_walker w, jumping;
	edu_ref leaves[64];
	size_t count = 0;
	edu_path_walker_open(&w, &tree);
	edu_path_walker_open(&jumping, &tree);
	for (edu_ref leaf = edu_tree_next_leaf(&tree, 0); leaf; leaf = edu_tree_next_leaf(&tree, leaf)) {
		edu_buffer alone = EDU_BUFFER_INIT;
		const char *path;
		size_t length;
		ck_assert_ptr_nonnull(expected[count]);
		ck_assert(edu_tree_is_leaf(&tree, leaf));
		ck_assert_int_eq(edu_tree_path(&tree, leaf, &alone), 0);
		ck_assert_str_eq(alone.data, expected[count]);
		ck_assert_int_eq(edu_path_walker_to(&w, leaf, &path, &length), 0);
		ck_assert_str_eq(path, expected[count]);
		ck_assert_uint_eq(length, strlen(path));
		edu_buffer_free(&alone);
		leaves[count++] = leaf;
	}
	ck_assert_ptr_null(expected[count]);
	for (size_t i = 0; i < count * count; i++) {
		const size_t k = i * 7 % count;
		const char *path;
		size_t length;
		ck_assert_int_eq(edu_path_walker_to(&jumping, leaves[k], &path, &length), 0);
		ck_assert_str_eq(path, expected[k]);
	}
	edu_path_walker_close(&jumping);
	edu_path_walker_close(&w);
	edu_path_walker_close(&w);
}

START_TEST(walks_leaves_of_json)
{
	static const char *const expected[] = {
		"/title", "/note/0", "/note/1/0", "/note/1/2", "/note/2/kind", "/note/12", "/a~1b~0c", "/",
		NULL
	};
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	add(tree.top, EDU_KIND_STRING, TITLE, " ");
	const edu_ref note = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	add(note, EDU_KIND_NULL, 0, NULL);
	const edu_ref inner = add(note, EDU_KIND_ARRAY, 0, NULL);
	add(inner, EDU_KIND_TRUE, 0, NULL);
	add(inner, EDU_KIND_OBJECT, 0, NULL);
	add(inner, EDU_KIND_FALSE, 0, NULL);
	add(add(note, EDU_KIND_OBJECT, 0, NULL), EDU_KIND_NUMBER, KIND, "1");
	for (int i = 3; i < 12; i++) add(note, EDU_KIND_ARRAY, 0, NULL);
	add(note, EDU_KIND_NUMBER, 0, "2");
	add(tree.top, EDU_KIND_STRING, edu_tree_name(&tree, "a/b~c", 5), "x");
	add(tree.top, EDU_KIND_STRING, edu_tree_name(&tree, "", 0), "x");
	check_leaves(expected);
}
END_TEST

START_TEST(walks_a_lone_scalar)
{
	tree.top = add(0, EDU_KIND_STRING, 0, "x");
	check_leaves((const char *const[]){ "", NULL });
	ck_assert_uint_eq(edu_tree_root(&tree), tree.top);
}
END_TEST

START_TEST(walks_leaves_of_xml)
{
	static const char *const expected[] = {
		"/elmo/@kind", "/elmo/report[1]/title[1]/@xml:lang", "/elmo/report[1]/title[1]",
		"/elmo/report[1]/title[2]",
		"/elmo/report[1]/note[1]", "/elmo/report[1]/note[1]/value[1]",
		"/elmo/report[1]/title[3]/@xml:lang",
		"/elmo/report[1]/title[3]/@attr", "/elmo/report[1]/title[3]",
		"/elmo/report[3]/value[1]/@kind", "/elmo/report[3]/value[1]/note[1]",
		"/elmo/Signature[1]", "/elmo/Signature[2]/@kind", "/elmo/report[4]", NULL
	};
	const edu_name lang = foreign("xml:lang", "http://www.w3.org/XML/1998/namespace", XML_LANG);
	tree.top = add(0, EDU_KIND_NONE, 0, NULL);
	add(tree.top, EDU_KIND_COMMENT, 0, "before");
	const edu_ref root = add(tree.top, EDU_KIND_ELEMENT, foreign("e:elmo", "urn:elmo", ELMO), NULL);
	add(tree.top, EDU_KIND_INSTRUCTION, 0, "behind");
	ck_assert_uint_eq(edu_tree_root(&tree), root);
	add(root, EDU_KIND_NAMESPACE, 0, "urn:elmo");
	add(root, EDU_KIND_ATTRIBUTE, XSI_TYPE, "x");
	add(root, EDU_KIND_ATTRIBUTE, foreign("s:nil", "http://www.w3.org/2001/XMLSchema-instance", 0), "x");
	add(root, EDU_KIND_ATTRIBUTE, KIND, "");

	const edu_ref report = add(root, EDU_KIND_ELEMENT, REPORT, "\n \xC2\xA0");
	edu_ref e = add(report, EDU_KIND_ELEMENT, TITLE, "one");
	add(e, EDU_KIND_ATTRIBUTE, XML_LANG, "en");
	add(report, EDU_KIND_ELEMENT, foreign("e:title", "urn:elmo", TITLE), "two");
	const edu_ref mixed = add(report, EDU_KIND_ELEMENT, NOTE, NULL);
	tree.items[mixed].flags |= EDU_ITEM_MIXED;
	const edu_ref piece = add(mixed, EDU_KIND_TEXT, 0, " \n");
	add(mixed, EDU_KIND_ELEMENT, VALUE, "v");
	add(mixed, EDU_KIND_CDATA, 0, "text");
	e = add(report, EDU_KIND_ELEMENT, foreign("title", "urn:other", 0), "three");
	add(e, EDU_KIND_ATTRIBUTE, lang, "nl");
	add(e, EDU_KIND_ATTRIBUTE, foreign("o:attr", "urn:other", 0), "x");
	const edu_ref comment = add(e, EDU_KIND_COMMENT, 0, "no leaf");

	add(root, EDU_KIND_ELEMENT, REPORT, NULL);
	e = add(add(root, EDU_KIND_ELEMENT, REPORT, NULL), EDU_KIND_ELEMENT, VALUE, NULL);
	add(e, EDU_KIND_ELEMENT, NOTE, "n");
	add(e, EDU_KIND_ATTRIBUTE, KIND, "behind a child");

	const edu_ref signature = add(root, EDU_KIND_ELEMENT, foreign("ds:Signature", dsig, 0), "x");
	add(signature, EDU_KIND_ATTRIBUTE, KIND, "x");
	add(signature, EDU_KIND_ELEMENT, foreign("ds:SignedInfo", dsig, 0), "x");
	e = add(root, EDU_KIND_ELEMENT, foreign("Signature", "urn:other", 0), NULL);
	add(e, EDU_KIND_ATTRIBUTE, KIND, "x");
	add(root, EDU_KIND_ELEMENT, REPORT, "last");
	check_leaves(expected);

	edu_buffer path = EDU_BUFFER_INIT;
	ck_assert(edu_tree_is_signature(&tree, signature) && !edu_tree_is_leaf(&tree, piece)
	          && !edu_tree_is_leaf(&tree, comment));
	ck_assert_int_eq(edu_tree_path(&tree, comment, &path), 0);
	ck_assert_str_eq(path.data, "/elmo/report[1]/title[3]");
	ck_assert_int_eq(edu_tree_path(&tree, tree.top, &path), 0);
	ck_assert_str_eq(path.data, "/elmo/report[1]/title[3]");
	edu_buffer_free(&path);
}
END_TEST

/* An array of many entries and an element of many differently named children: paths of all, forwards and backwards. */
START_TEST(tells_many_paths)
{
	enum { MANY = 200000 };
	edu_path_walker w;
	char expected[64];
	const char *path;
	size_t length;
	bool good = true;
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	const edu_ref array = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	for (int i = 0; i < MANY; i++) good &= edu_tree_add(&tree, array, EDU_KIND_NULL, 0) != 0;
	const edu_ref first = array + 1;
	edu_path_walker_open(&w, &tree);
	for (unsigned i = 0; i < MANY; i++) {
		const unsigned k = i % 2 ? MANY - i : i;
		snprintf(expected, sizeof expected, "/note/%u", k);
		good &= edu_path_walker_to(&w, first + k, &path, &length) == 0 && strcmp(path, expected) == 0;
		good &= i % 1000 || (edu_path_walker_to(&w, array, &path, &length) == 0
		                     && strcmp(path, "/note") == 0);
	}
	edu_path_walker_close(&w);
	ck_assert(good);

	const edu_ref root = add(0, EDU_KIND_ELEMENT, ELMO, NULL), child = root + 1;
	for (unsigned i = 0; i < MANY; i++) {
		char name[24];
		snprintf(name, sizeof name, "%c:n%u", "ab"[i / 10 % 2], i % 5000);
		good &= edu_tree_add(&tree, root, EDU_KIND_ELEMENT, foreign(name, "urn:x", 0)) != 0;
	}
	edu_path_walker_open(&w, &tree);
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(expected, sizeof expected, "/elmo/n%u[%u]", i % 5000, i / 5000 + 1);
		good &= edu_path_walker_to(&w, child + i, &path, &length) == 0 && strcmp(path, expected) == 0;
	}
	edu_path_walker_close(&w);
	ck_assert(good);
}
END_TEST

/* What is dropped piece by piece is still known by its path. */
START_TEST(outlines_what_is_gone)
{
	static const char *const expected[] = { NULL, "", "/note", "/note/0", "/note/0/value", "/note/0/note", "/note/0/note/0",
						"/note/0/note/1", "/note/1", "/note/1/value", "/kind" };
	edu_outline o;
	edu_path_walker w;
	const char *path;
	size_t length;
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	edu_outline_open(&o, &tree, false);
	const edu_ref notes = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	edu_ref note = add(notes, EDU_KIND_OBJECT, 0, NULL);
	add(note, EDU_KIND_STRING, VALUE, "a");
	const edu_ref inner = add(note, EDU_KIND_ARRAY, NOTE, NULL);
	for (unsigned i = 0; i < 2; i++) {
		const edu_ref entry = add(inner, EDU_KIND_STRING, 0, "b");
		ck_assert_uint_eq(edu_outline_number(&o, entry), 6 + i);
		ck_assert_int_eq(edu_outline_drop(&o, &tree, entry), 0);
	}
	ck_assert_int_eq(edu_outline_drop(&o, &tree, note), 0);
	ck_assert_uint_eq(tree.count, note + 1);
	note = add(notes, EDU_KIND_OBJECT, 0, NULL);
	add(note, EDU_KIND_STRING, VALUE, "c");
	ck_assert_uint_eq(edu_outline_number(&o, note), 8);
	ck_assert_int_eq(edu_outline_drop(&o, &tree, note), 0);
	const edu_ref kind = add(tree.top, EDU_KIND_NUMBER, KIND, "1");
	ck_assert_int_eq(edu_outline_update(&o), 0);
	ck_assert_uint_eq(edu_outline_number(&o, kind), 10);
	ck_assert_uint_eq(edu_outline_number(&o, notes), 2);
	ck_assert_uint_eq(o.count, 11);
	edu_path_walker_open_outline(&w, &o);
	for (uint32_t i = 1; i < o.count; i++) {
		const bool leaf = i == 4 || i == 6 || i == 7 || i >= 9;
		ck_assert_int_eq(edu_path_walker_to(&w, i, &path, &length), 0);
		ck_assert_str_eq(path, expected[i]);
		ck_assert_int_eq((o.items[i].step & EDU_OUTLINE_LEAF) != 0, leaf);
	}
	edu_path_walker_close(&w);
	edu_outline_close(&o);
}
END_TEST

/* A tree with own names, texts, paths, made of an allocator that fails somewhere. */
static int build(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c = NULL;
	edu_tree t;
	edu_path_walker w;
	edu_buffer alone;
	const char *path;
	size_t length;
	static const char text[] = "some text that fills the arena up, piece by piece";
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc < 0) return rc;
	rc = edu_tree_open(&t, c, &known, true);
	edu_buffer_open(&alone, a);
	memset(&w, 0, sizeof w);
	edu_ref parent = 0;
	for (int i = 0; i < 100 && rc == 0; i++) {
		const edu_name name = i % 4 ? edu_tree_name_xml(&t, "p:own", 5, 2, i % 8 ? "urn:a" : "urn:b",
		                                                (edu_name)(i % 3))
		                            : edu_tree_name(&t, (const char[]){ (char)(' ' + i), 'x' }, 2);
		const edu_ref item = name ? edu_tree_add(&t, i % 20 ? parent : 0, EDU_KIND_ELEMENT, name) : 0;
		if (!item) rc = EDU_ENOMEM;
		else rc = edu_tree_set_text(&t, item, text, sizeof text - 1);
		if (rc == 0) parent = item;
	}
	if (rc == 0) edu_path_walker_open(&w, &t);
	for (edu_ref item = 1; item <= 100 && rc == 0; item++) {
		rc = edu_path_walker_to(&w, item, &path, &length);
		/* A walker that failed once still knows its way. */
		if (rc < 0 && edu_path_walker_to(&w, item, &path, &length) == 0 && path[0] != '/')
			rc = EDU_EINTERNAL;
	}
	if (rc == 0) rc = edu_tree_path(&t, 100, &alone);
	edu_buffer_free(&alone);
	edu_path_walker_close(&w);
	edu_tree_close(&t);
	edu_context_free(c);
	return rc;
}

START_TEST(survives_lack_of_memory)
{
	ck_assert_uint_gt(refuse_each_request(build, NULL, 0), 20);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

int main(void)
{
	make_table();
	Suite *s = suite_create("base");
	TCase *text = tcase_create("text");
	tcase_add_test(text, finds_every_fault_in_long_base64);
	tcase_add_loop_test(text, knows_lexical_forms, 0, COUNT(lexicals));
	tcase_add_loop_test(text, reads_no_further_than_told, 0, COUNT(lexicals));
	tcase_add_test(text, takes_moments_apart);
	tcase_add_loop_test(text, compares_decimals, 0, COUNT(ordered));
	tcase_add_loop_test(text, rounds_decimals, 0, COUNT(rounded));
	tcase_add_loop_test(text, collapses_white_space, 0, COUNT(collapsed));
	tcase_add_test(text, knows_white_space);
	tcase_add_test(text, checks_utf8);
	suite_add_tcase(s, text);

	TCase *memory = tcase_create("errors and memory");
	tcase_add_test(memory, counts_lines);
	tcase_add_test(memory, keeps_the_innermost_cause);
	tcase_add_test(memory, keeps_head_and_tail_of_long_paths);
	tcase_add_test(memory, makes_contexts);
	tcase_add_test(memory, shares_arenas);
	tcase_add_test(memory, hands_out_arena_memory);
	tcase_add_test(memory, grows_buffers_and_arrays);
	tcase_add_test(memory, resizes_large_blocks);
	tcase_add_test(memory, survives_lack_of_memory);
	suite_add_tcase(s, memory);

	TCase *trees = tcase_create("trees");
	tcase_set_timeout(trees, 60);
	tcase_add_checked_fixture(trees, open_tree, close_tree);
	tcase_add_test(trees, numbers_names);
	tcase_add_test(trees, keeps_siblings_in_a_ring);
	tcase_add_test(trees, finds_children_and_texts);
	tcase_add_test(trees, keeps_the_limit_of_items);
	tcase_add_test(trees, walks_leaves_of_json);
	tcase_add_test(trees, walks_a_lone_scalar);
	tcase_add_test(trees, walks_leaves_of_xml);
	tcase_add_test(trees, tells_many_paths);
	tcase_add_test(trees, outlines_what_is_gone);
	suite_add_tcase(s, trees);

	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
