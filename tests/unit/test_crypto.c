/*
 * Hashes and base64 against the values their specifications print.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/digest.h"

static void to_hex(char *out, const unsigned char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

static const struct { edu_digest_kind kind; size_t size; const char *in, *hex; } digests[] = {
	/* FIPS 180-4's examples */
	{ EDU_DIGEST_SHA256, 32, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ EDU_DIGEST_SHA256, 32, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ EDU_DIGEST_SHA256, 32, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	/* RFC 7693, appendix A */
	{ EDU_DIGEST_BLAKE2B, 64, "abc",
	  "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923" },
};

/* Whatever the pieces a text comes in, its hash is the same. */
START_TEST(hashes_in_pieces)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 4096 };
	const char *in = digests[_i].in;
	for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
		unsigned char out[EDU_DIGEST_LARGEST];
		char hex[2 * EDU_DIGEST_LARGEST + 1];
		edu_digest d;
		ck_assert(edu_digest_begin(&d, digests[_i].kind, digests[_i].size));
		for (size_t at = 0, n; at < strlen(in); at += n) {
			n = strlen(in) - at < pieces[k] ? strlen(in) - at : pieces[k];
			edu_digest_add(&d, in + at, n);
		}
		edu_digest_add(&d, NULL, 0);
		edu_digest_end(&d, out);
		to_hex(hex, out, digests[_i].size);
		ck_assert_str_eq(hex, digests[_i].hex);
	}
}
END_TEST

START_TEST(refuses_sizes_there_are_not)
{
	edu_digest d;
	ck_assert(edu_crypto_ready() && edu_crypto_ready());
	ck_assert(!edu_digest_begin(&d, EDU_DIGEST_SHA256, 31));
	ck_assert(!edu_digest_begin(&d, EDU_DIGEST_BLAKE2B, 15));
	ck_assert(!edu_digest_begin(&d, EDU_DIGEST_BLAKE2B, 65));
	ck_assert(!edu_digest_begin(&d, (edu_digest_kind)9, 32));
	ck_assert(edu_digest_begin(&d, EDU_DIGEST_BLAKE2B, 16));
}
END_TEST

static const struct { const char *plain, *encoded; } pairs[] = {
	/* RFC 4648, section 10 */
	{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
	{ "\xFB\xFF\xBF", "+/+/" },
};

START_TEST(encodes_and_decodes)
{
	edu_buffer out;
	edu_buffer_open(&out, NULL);
	ck_assert_int_eq(edu_base64_encode(&out, pairs[_i].plain, strlen(pairs[_i].plain)), 0);
	ck_assert_str_eq(out.data, pairs[_i].encoded);
	out.length = 0;
	ck_assert_int_eq(edu_base64_decode(&out, pairs[_i].encoded, strlen(pairs[_i].encoded)), 0);
	ck_assert_str_eq(out.data, pairs[_i].plain);
	edu_buffer_free(&out);
}
END_TEST

START_TEST(decodes_with_white_space)
{
	edu_buffer out;
	edu_buffer_open(&out, NULL);
	ck_assert_int_eq(edu_buffer_add(&out, "<", 1), 0);
	ck_assert_int_eq(edu_base64_decode(&out, " Zm9v\r\n Y m\tE = \n", 17), 0);
	ck_assert_str_eq(out.data, "<fooba");
	edu_buffer_free(&out);
}
END_TEST

static const char *const damaged[] = {
	"Z", "Zg", "Zg=", "Zg===", "=", "====", "Zm9vY", "Zm9v=", "Zh==", "Zm9=", "Zg==Zg==", "Z-8_", "Zg=a",
	"Zm9v*", "\xC3\xA9==", "Zm\v8="
};

START_TEST(refuses_damaged_base64)
{
	edu_buffer out;
	edu_buffer_open(&out, NULL);
	ck_assert_int_eq(edu_buffer_add(&out, "kept", 4), 0);
	ck_assert_int_eq(edu_base64_decode(&out, damaged[_i], strlen(damaged[_i])), EDU_EINVALID);
	ck_assert_str_eq(out.data, "kept");
	ck_assert_uint_eq(out.length, 4);
	ck_assert(!edu_is_base64(damaged[_i], strlen(damaged[_i])));
	edu_buffer_free(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("crypto");
	TCase *c = tcase_create("hashes and base64");
	tcase_add_loop_test(c, hashes_in_pieces, 0, sizeof digests / sizeof *digests);
	tcase_add_test(c, refuses_sizes_there_are_not);
	tcase_add_loop_test(c, encodes_and_decodes, 0, sizeof pairs / sizeof *pairs);
	tcase_add_test(c, decodes_with_white_space);
	tcase_add_loop_test(c, refuses_damaged_base64, 0, sizeof damaged / sizeof *damaged);
	suite_add_tcase(s, c);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
