/*
 * crypto/base64url.c – base64url, strict and quick: libsodium's takes as long for a token as checking its signature.
 */
#include "crypto/base64url.h"

#include "base/memory.h"
#include "crypto/base64.h"

#include <stdbool.h>

int edu_base64url_encode(edu_buffer *out, const void *data, size_t length)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	return edu_base64_write(out, data, length, alphabet, '\0');
}

/* The value of a digit plus one; 0: it is none. */
static const unsigned char values[256] = {
	['A'] = 1, 2,  3,  4,  5,          6,  7,  8,  9,  10, 11,         12, 13, 14, 15,         16,
	17,        18, 19, 20, 21,         22, 23, 24, 25, 26, ['a'] = 27, 28, 29, 30, 31,         32,
	33,        34, 35, 36, 37,         38, 39, 40, 41, 42, 43,         44, 45, 46, 47,         48,
	49,        50, 51, 52, ['0'] = 53, 54, 55, 56, 57, 58, 59,         60, 61, 62, ['-'] = 63, ['_'] = 64
};

/* Take so many digits; false: one is none. */
static bool take(uint32_t *bits, const unsigned char *text, size_t digits)
{
	*bits = 0;
	for (size_t i = 0; i < digits; i++) {
		if (!values[text[i]]) return false;
		*bits = *bits << 6 | (values[text[i]] - 1u);
	}
	return true;
}

/* Decode into out, which has room; its end, or NULL. */
static char *decode(char *out, const unsigned char *text, size_t length)
{
	const size_t rest = length % 4;
	uint32_t bits;

	for (const unsigned char *end = text + length - rest; text < end; text += 4) {
		if (!take(&bits, text, 4)) return NULL;
		*out++ = (char)(bits >> 16);
		*out++ = (char)(bits >> 8);
		*out++ = (char)bits;
	}
	if (!rest) return out;
	/* What is left over behind the last whole byte must be zero, or one value would have several texts. */
	const unsigned over = rest == 2 ? 4 : 2;
	if (rest == 1 || !take(&bits, text, rest) || bits & ((1u << over) - 1)) return NULL;
	bits >>= over;
	if (rest == 3) *out++ = (char)(bits >> 8);
	*out++ = (char)bits;
	return out;
}

int edu_base64url_decode(edu_buffer *out, const char *text, size_t length)
{
	if (edu_buffer_room(out, length / 4 * 3 + 3) < 0) return EDU_ENOMEM;
	const char *end = decode(out->data + out->length, (const unsigned char *)text, length);
	if (end) out->length = (size_t)(end - out->data);
	out->data[out->length] = '\0';
	return end ? 0 : EDU_EINVALID;
}
