/*
 * test_lexical.c – lexical forms of values: numbers, dates, tags, base64, UTF-8.
 */
#include "support.h"

#include "base/forms.h"
#include "base/text.h"
#include "crypto/base64.h"

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

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

int main(void)
{
	Suite *s = suite_create("lexical");
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

	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
