/*
 * test_emrex_decode.c – the field elmo, with all that is done to it on its way.
 */
#include "emrex_support.h"

#include "emrex/decode.h"
#include "gzip/deflate.h"
#include "gzip/inflate.h"

/* ---- the field elmo */

static void expect_decoded(const char *text, size_t length, const char *xml, size_t xml_length, unsigned notes)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	unsigned found;
	const int rc = edu_emrex_decode(&out, ctx, text, length, NULL, &found, &err);
	ck_assert_msg(rc == 0, "%s: %s at %llu", err.rule, err.message, (unsigned long long)err.offset);
	ck_assert_uint_eq(out.length, xml_length);
	if (xml_length) ck_assert_mem_eq(out.data, xml, xml_length);
	ck_assert_uint_eq(found, notes);
	edu_buffer_free(&out);
}

static void expect_not_decoded(const char *text, size_t length, int status, const char *rule)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text, length, NULL, NULL, &err), status);
	ck_assert_msg(strcmp(err.rule, rule) == 0, "%s, not %s", err.rule, rule);
	ck_assert_ptr_null(out.data);
	ck_assert_uint_eq(out.length, 0);
}

/* A document whose encoding has plus signs, slashes and padding of every kind. */
static edu_buffer with_plus(size_t padding)
{
	char xml[600];
	for (unsigned seed = 1;; seed++) {
		uint32_t x = seed;
		for (size_t i = 0; i < sizeof xml - 1; i++) xml[i] = (char)('0' + (x = x * 1664525u + 1013904223u) % 70u);
		xml[sizeof xml - 1 - seed % 7] = '\0';
		edu_buffer b = encoded(xml, strlen(xml));
		const size_t equals = (b.data[b.length - 1] == '=') + (b.data[b.length - 2] == '=');
		const char *plus = strchr(b.data, '+');
		if (equals == padding && plus && strchr(b.data, '/')) return b;
		edu_buffer_free(&b);
	}
}

static edu_buffer decoded(const char *text)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return out;
}

static void translate(char *text, char from, char to)
{
	for (; *text; text++)
		if (*text == from) *text = to;
}

START_TEST(base64_is_read_whatever_happened_to_it)
{
	for (size_t padding = 0; padding < 3; padding++) {
		edu_buffer b = with_plus(padding);
		edu_buffer xml = decoded(b.data);
		char *text = malloc(b.length + 10), *broken = malloc(6 * b.length);
		const unsigned none = padding ? EDU_EMREX_NO_PADDING : 0;
		expect_decoded(b.data, b.length, xml.data, xml.length, 0);
		strcpy(text, b.data);
		translate(text, '+', ' ');
		expect_decoded(text, strlen(text), xml.data, xml.length, EDU_EMREX_PLUS_RESTORED);
		expect_decoded(text, strlen(text) - padding, xml.data, xml.length, EDU_EMREX_PLUS_RESTORED | none);
		strcpy(text, b.data);
		translate(text, '+', '-');
		translate(text, '/', '_');
		expect_decoded(text, strlen(text), xml.data, xml.length, EDU_EMREX_URL_ALPHABET);
		for (int width = 1; width < 80; width += 25) {
			for (int kind = 0; kind < 4; kind++) {
				static const char *const ends[] = { "\n", "\r\n", " \r\n ", "\t" };
				char *at = broken;
				for (size_t i = 0; i < b.length; i++) {
					*at++ = b.data[i];
					if (i % (size_t)width == 0) at += sprintf(at, "%s", ends[kind]);
				}
				*at = '\0';
				expect_decoded(broken, strlen(broken), xml.data, xml.length, EDU_EMREX_LINE_BREAKS);
			}
		}
		sprintf(text, "  \n%s \r\n ", b.data);
		expect_decoded(text, strlen(text), xml.data, xml.length, 0);
		free(text);
		free(broken);
		edu_buffer_free(&xml);
		edu_buffer_free(&b);
	}
}
END_TEST

START_TEST(damage_to_base64_is_refused_at_its_place)
{
	edu_buffer b = encoded(ELMO, strlen(ELMO));
	const size_t places[] = { 0, 1, 2, 3, 4, b.length / 2, b.length / 2 + 1, b.length - 5 };
	static const char *const foreign[] = { "*", "\x01", "\xC3\xA5", "\"", "\\", "~", "." };
	for (size_t p = 0; p < sizeof places / sizeof *places; p++)
		for (size_t f = 0; f < sizeof foreign / sizeof *foreign; f++) {
			char *text = replaced(b.data, places[p], 1, foreign[f]);
			edu_buffer out = EDU_BUFFER_INIT;
			edu_error err = EDU_ERROR_INIT;
			ck_assert_int_eq(edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, &err), EDU_EINVALID);
			ck_assert_str_eq(err.rule, "emrex/base64");
			ck_assert_uint_eq(err.offset, places[p]);
			free(text);
		}
	edu_buffer_free(&b);
	expect_not_decoded("", 0, EDU_EINVALID, "emrex/empty");
	expect_not_decoded(" \r\n", 3, EDU_EINVALID, "emrex/empty");
	expect_not_decoded("H4sI%2B", 7, EDU_EINVALID, "emrex/twice-encoded");
	expect_not_decoded("PGE=PGE=", 8, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("=", 1, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PA===", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGE==", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGEv=", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("P", 1, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PB", 2, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGF", 3, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PA\0A", 4, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("AAAA", 4, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("QQ==", 4, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("JVBERi0=", 8, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("<elmo/>", 7, EDU_EINVALID, "emrex/base64");
}
END_TEST

/* Any one character changed is an error, or decodes to the same: the checksum sees to that. */
START_TEST(no_change_goes_unnoticed)
{
	edu_buffer b = encoded(ELMO, strlen(ELMO));
	for (size_t i = 0; i < b.length; i++)
		for (int c = 0; c < 2; c++) {
			edu_buffer out = EDU_BUFFER_INIT;
			char *text = replaced(b.data, i, 1, c ? "A" : "z");
			if (edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, NULL) == 0) {
				ck_assert_uint_eq(out.length, strlen(ELMO));
				ck_assert_mem_eq(out.data, ELMO, out.length);
			}
			edu_buffer_free(&out);
			free(text);
		}
	edu_buffer_free(&b);
}
END_TEST

static edu_buffer base64_of(const void *data, size_t length)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = data;
	edu_buffer out;
	edu_buffer_open(&out, edu_default_allocator());
	for (size_t i = 0; i < length; i += 3) {
		const uint32_t v = (uint32_t)in[i] << 16 | (i + 1 < length ? (uint32_t)in[i + 1] << 8 : 0) | (i + 2 < length ? in[i + 2] : 0);
		const char four[] = { alphabet[v >> 18], alphabet[v >> 12 & 63], i + 1 < length ? alphabet[v >> 6 & 63] : '=',
		                      i + 2 < length ? alphabet[v & 63] : '=' };
		ck_assert_int_eq(edu_buffer_add(&out, four, 4), 0);
	}
	return out;
}

static edu_buffer gzipped(const char *data, size_t length)
{
	edu_buffer out;
	edu_buffer_open(&out, edu_default_allocator());
	ck_assert_int_eq(edu_gzip(&out, edu_default_allocator(), data, length), 0);
	return out;
}

static void expect_unwrapped(const void *data, size_t length, const char *xml, unsigned notes)
{
	edu_buffer text = base64_of(data, length);
	expect_decoded(text.data, text.length, xml, strlen(xml), notes);
	edu_buffer_free(&text);
}

static void expect_not_unwrapped(const void *data, size_t length, int status, const char *rule)
{
	edu_buffer text = base64_of(data, length);
	expect_not_decoded(text.data, text.length, status, rule);
	edu_buffer_free(&text);
}

START_TEST(every_wrapping_is_recognised)
{
	edu_buffer half = gzipped("<elmo>", 6), rest = gzipped("</elmo>", 7), both = EDU_BUFFER_INIT;
	edu_buffer_open(&both, edu_default_allocator());
	ck_assert_int_eq(edu_buffer_add(&both, half.data, half.length), 0);
	expect_unwrapped(both.data, both.length, "<elmo>", 0);
	ck_assert_int_eq(edu_buffer_add(&both, rest.data, rest.length), 0);
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS);
	expect_not_unwrapped(both.data, both.length - 1, EDU_EINVALID, "gzip/truncated");
	ck_assert_int_eq(edu_buffer_add(&both, "\0\0", 2), 0);
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	both.data[both.length - 2] = '\x1F';
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	expect_unwrapped(both.data, both.length - 1, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	both.data[both.length - 1] = '\x8B';
	expect_not_unwrapped(both.data, both.length, EDU_EINVALID, "gzip/truncated");
	edu_buffer_free(&both);
	edu_buffer_free(&half);
	edu_buffer_free(&rest);
	/* python3 -c 'import zlib; print(zlib.compress(b"<a/>"))' */
	static const char zlib[] = "\x78\x9C\xB3\x49\xD4\xB7\x03\x00\x02\xB3\x01\x0B!!";
	expect_unwrapped(zlib, 12, "<a/>", EDU_EMREX_ZLIB);
	expect_unwrapped(zlib, 14, "<a/>", EDU_EMREX_ZLIB | EDU_EMREX_TRAILING_BYTES);
	expect_not_unwrapped("\x78\x9C\xB3\x49\xD4\xB7\x03\x00\x02\xB3\x01\x0A", 12, EDU_EINVALID, "gzip/checksum");
	expect_unwrapped("<a/>", 4, "<a/>", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("<", 1, "<", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("\n <a/>", 6, "\n <a/>", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("\xEF\xBB\xBF<a/>", 7, "\xEF\xBB\xBF<a/>", EDU_EMREX_NOT_COMPRESSED);
}
END_TEST

START_TEST(gzip_that_does_not_hold_is_refused)
{
	edu_buffer gz = gzipped(ELMO, strlen(ELMO));
	char *copy = malloc(gz.length);
	for (size_t n = 2; n < gz.length; n++) expect_not_unwrapped(gz.data, n, EDU_EINVALID, "gzip/truncated");
	for (size_t i = 1; i <= 8; i++) {       /* CRC32 and ISIZE */
		memcpy(copy, gz.data, gz.length);
		copy[gz.length - i] ^= 1;
		expect_not_unwrapped(copy, gz.length, EDU_EINVALID, "gzip/checksum");
	}
	memcpy(copy, gz.data, gz.length);
	copy[2] = 7;                             /* no such method */
	expect_not_unwrapped(copy, gz.length, EDU_EINVALID, "gzip/damaged");
	free(copy);
	edu_buffer_free(&gz);
}
END_TEST

START_TEST(bombs_are_stopped_early)
{
	const size_t size = 200u << 20;
	char *blanks = malloc(size);
	memset(blanks, ' ', size);
	edu_buffer gz = gzipped(blanks, size), text = base64_of(gz.data, gz.length), out = EDU_BUFFER_INIT;
	edu_emrex_decode_options o = EDU_EMREX_DECODE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_uint_gt(size / gz.length, 900);
	expect_not_decoded(text.data, text.length, EDU_ELIMIT, "gzip/ratio");
	o.ratio = 2000;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "gzip/expanded");
	o.bytes = size;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), 0);
	ck_assert_uint_eq(out.length, size);
	o.bytes = size - 1;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	edu_buffer_free(&gz);
	edu_buffer_free(&text);
	/* A megabyte may be as empty as it likes, which real transcripts sometimes are. */
	gz = gzipped(blanks, 1 << 20);
	text = base64_of(gz.data, gz.length);
	expect_decoded(text.data, text.length, blanks, 1 << 20, 0);
	/* Plain text has the limit of bytes, too. */
	edu_buffer_free(&text);
	text = base64_of(blanks, 1000);
	o.bytes = 999;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "gzip/expanded");
	edu_buffer_free(&gz);
	edu_buffer_free(&text);
	free(blanks);
}
END_TEST

/* Decode in pieces of that many characters. */
static int decode_pieces(edu_buffer *out, const char *text, size_t length, size_t piece, unsigned *notes, edu_error *err)
{
	edu_decoder d;
	edu_buffer_open(out, edu_default_allocator());
	int rc = edu_decoder_open(&d, ctx, NULL, out, err);
	for (size_t at = 0; at < length && rc == 0; at += piece)
		rc = edu_decoder_add(&d, text + at, length - at < piece ? length - at : piece, err);
	if (rc == 0) rc = edu_decoder_end(&d, err);
	*notes = d.notes;
	edu_decoder_close(&d);
	return rc;
}

START_TEST(pieces_make_no_difference)
{
	edu_buffer b[8];
	edu_buffer gz = gzipped(ELMO, strlen(ELMO)), two = gzipped("<a/>", 4);
	b[0] = encoded(ELMO, strlen(ELMO));
	b[1] = with_plus(1);
	translate(b[1].data, '+', ' ');
	b[2] = base64_of(ELMO, strlen(ELMO));
	b[3] = base64_of(gz.data, gz.length - 3);
	ck_assert_int_eq(edu_buffer_add(&gz, two.data, two.length), 0);
	b[4] = base64_of(gz.data, gz.length);
	ck_assert_int_eq(edu_buffer_add(&gz, "\x1F" "behind", 7), 0);
	b[5] = base64_of(gz.data, gz.length);
	b[6] = base64_of(gz.data, gz.length);
	b[6].data[b[6].length / 2] = '*';
	b[7] = with_plus(2);
	ck_assert_int_eq(edu_buffer_add(&b[7], " \n", 2), 0);
	for (size_t i = 0; i < 8; i++) {
		edu_buffer whole, parts;
		edu_error whole_err = EDU_ERROR_INIT;
		unsigned whole_notes, notes;
		const int expected = decode_pieces(&whole, b[i].data, b[i].length, b[i].length, &whole_notes, &whole_err);
		for (size_t piece = 1; piece < 80; piece++) {
			edu_error err = EDU_ERROR_INIT;
			ck_assert_int_eq(decode_pieces(&parts, b[i].data, b[i].length, piece, &notes, &err), expected);
			ck_assert_str_eq(err.rule, whole_err.rule);
			ck_assert_uint_eq(err.offset, whole_err.offset);
			ck_assert_uint_eq(notes, whole_notes);
			if (expected == 0) {
				ck_assert_uint_eq(parts.length, whole.length);
				ck_assert_mem_eq(parts.data, whole.data, whole.length);
			}
			edu_buffer_free(&parts);
		}
		edu_buffer_free(&whole);
		edu_buffer_free(&b[i]);
	}
	edu_buffer_free(&gz);
	edu_buffer_free(&two);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, base64_is_read_whatever_happened_to_it);
	tcase_add_test(tc, damage_to_base64_is_refused_at_its_place);
	tcase_add_test(tc, no_change_goes_unnoticed);
	tcase_add_test(tc, every_wrapping_is_recognised);
	tcase_add_test(tc, gzip_that_does_not_hold_is_refused);
	tcase_add_test(tc, bombs_are_stopped_early);
	tcase_add_test(tc, pieces_make_no_difference);
}

int main(void)
{
	return run_tests("emrex_decode", add);
}
