/*
 * crypto/base64.c – base64 in both directions.
 */
#include "crypto/base64.h"

#include "base/memory.h"
#include "base/text.h"

int edu_base64_write(edu_buffer *out, const void *data, size_t length, const char *alphabet, char padding)
{
	const unsigned char *in = data;
	if (length > SIZE_MAX / 4 * 3 - 3 || edu_buffer_room(out, (length + 2) / 3 * 4) < 0)
		return EDU_ENOMEM;
	char *at = out->data + out->length;
	for (; length >= 3; in += 3, length -= 3) {
		const uint32_t three = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
		*at++ = alphabet[three >> 18];
		*at++ = alphabet[three >> 12 & 63];
		*at++ = alphabet[three >> 6 & 63];
		*at++ = alphabet[three & 63];
	}
	if (length) {
		const uint32_t rest = (uint32_t)in[0] << 16 | (length > 1 ? (uint32_t)in[1] << 8 : 0);
		*at++ = alphabet[rest >> 18];
		*at++ = alphabet[rest >> 12 & 63];
		if (length > 1) *at++ = alphabet[rest >> 6 & 63];
		for (; padding && length < 3; length++) *at++ = padding;
	}
	*at = '\0';
	out->length = (size_t)(at - out->data);
	return 0;
}

int edu_base64_encode(edu_buffer *out, const void *data, size_t length)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	return edu_base64_write(out, data, length, alphabet, '=');
}

enum { SPACE = 64, PADDING = 65, FOREIGN = 66 };

/* The value of a digit, or what else a character is. */
static unsigned meaning(char c)
{
	const unsigned digit = edu_base64_digits[(unsigned char)c];
	if (digit) return digit - 1;
	switch (c) {
	case '=': return PADDING;
	case ' ': case '\t': case '\n': case '\r': return SPACE;
	default: return FOREIGN;
	}
}

/* Decode into out, which has room for three bytes for every four characters; its end, or NULL. */
static char *decode(char *out, const char *text, size_t length)
{
	uint32_t bits = 0;
	unsigned digits = 0, padding = 0;
	for (size_t i = 0; i < length; i++) {
		const unsigned m = meaning(text[i]);
		if (m == SPACE) continue;
		if (m == PADDING) {
			padding++;
			continue;
		}
		if (m == FOREIGN || padding) return NULL;
		bits = bits << 6 | m;
		if (++digits < 4) continue;
		*out++ = (char)(bits >> 16);
		*out++ = (char)(bits >> 8);
		*out++ = (char)bits;
		bits = 0;
		digits = 0;
	}
	if (digits == 0) return padding ? NULL : out;
	if (digits == 1 || digits + padding != 4) return NULL;
	/* What is left over behind the last whole byte must be zero. */
	const unsigned over = digits == 2 ? 4 : 2;
	if (bits & ((1u << over) - 1)) return NULL;
	bits >>= over;
	if (digits == 3) *out++ = (char)(bits >> 8);
	*out++ = (char)bits;
	return out;
}

int edu_base64_decode(edu_buffer *out, const char *text, size_t length)
{
	if (edu_buffer_room(out, length / 4 * 3 + 3) < 0) return EDU_ENOMEM;
	const char *end = decode(out->data + out->length, text, length);
	if (!end) {
		out->data[out->length] = '\0';
		return EDU_EINVALID;
	}
	out->length = (size_t)(end - out->data);
	out->data[out->length] = '\0';
	return 0;
}
