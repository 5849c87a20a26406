/*
 * crypto/base58.c – base58btc by long division. Leading zero bytes are leading ones ('1').
 */
#include "crypto/base58.h"

#include "base/memory.h"

#include <string.h>

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* digits, little-endian in a base, times factor plus more; returns how many there are now. */
static size_t multiply_add(unsigned char *digits, size_t count, unsigned base, unsigned factor, unsigned more)
{
	for (size_t i = 0; i < count; i++) {
		more += digits[i] * factor;
		digits[i] = (unsigned char)(more % base);
		more /= base;
	}
	for (; more; more /= base) digits[count++] = (unsigned char)(more % base);
	return count;
}

int edu_base58_encode(edu_buffer *out, const void *data, size_t length)
{
	const unsigned char *in = data;
	unsigned char digits[2 * EDU_BASE58_LONGEST];
	size_t zeros = 0, count = 0;

	if (length > EDU_BASE58_LONGEST) return EDU_ELIMIT;
	while (zeros < length && !in[zeros]) zeros++;
	for (size_t i = zeros; i < length; i++) count = multiply_add(digits, count, 58, 256, in[i]);
	if (edu_buffer_room(out, zeros + count) < 0) return EDU_ENOMEM;
	memset(out->data + out->length, '1', zeros);
	out->length += zeros;
	while (count) out->data[out->length++] = alphabet[digits[--count]];
	out->data[out->length] = '\0';
	return 0;
}

int edu_base58_decode(edu_buffer *out, const char *text, size_t length)
{
	unsigned char bytes[EDU_BASE58_LONGEST];
	size_t zeros = 0, count = 0;

	if (length > EDU_BASE58_LONGEST) return EDU_ELIMIT;
	while (zeros < length && text[zeros] == '1') zeros++;
	for (size_t i = zeros; i < length; i++) {
		const char *letter = text[i] ? strchr(alphabet, text[i]) : NULL;
		if (!letter) return EDU_EINVALID;
		count = multiply_add(bytes, count, 256, 58, (unsigned)(letter - alphabet));
	}
	if (edu_buffer_room(out, zeros + count) < 0) return EDU_ENOMEM;
	memset(out->data + out->length, 0, zeros);
	out->length += zeros;
	while (count) out->data[out->length++] = (char)bytes[--count];
	out->data[out->length] = '\0';
	return 0;
}
