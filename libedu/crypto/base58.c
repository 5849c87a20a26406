/*
 * crypto/base58.c – base58btc by long division, many digits at a time. Leading zero bytes are leading ones ('1').
 */
#include "crypto/base58.h"

#include "base/memory.h"

#include <string.h>

enum {
	GROUP = 5, GROUP_VALUE = 656356768,        /* 58^5: five letters fit 32 bits */
	LIMBS = EDU_BASE58_LONGEST * 2 / 4         /* of either kind */
};

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* limbs, little end first in a base, times factor plus more; returns how many there are now. base 0: 2^32. */
static size_t multiply_add(uint32_t *limbs, size_t count, uint64_t base, uint64_t factor, uint64_t more)
{
	if (!base) base = (uint64_t)1 << 32;
	for (size_t i = 0; i < count; i++) {
		more += limbs[i] * factor;
		limbs[i] = (uint32_t)(more % base);
		more /= base;
	}
	for (; more; more /= base) limbs[count++] = (uint32_t)(more % base);
	return count;
}

int edu_base58_encode(edu_buffer *out, const void *data, size_t length)
{
	const unsigned char *in = data;
	uint32_t groups[LIMBS];
	char text[GROUP];
	size_t zeros = 0, count = 0;

	if (length > EDU_BASE58_LONGEST) return EDU_ELIMIT;
	while (zeros < length && !in[zeros]) zeros++;
	/* Four bytes at a time, the odd ones first. */
	for (size_t i = zeros, n = (length - zeros) % 4; i < length; i += n, n = 4) {
		uint32_t word = 0;
		if (!n) n = 4;
		for (size_t k = 0; k < n; k++) word = word << 8 | in[i + k];
		count = multiply_add(groups, count, GROUP_VALUE, (uint64_t)1 << 8 * n, word);
	}
	if (edu_buffer_room(out, zeros + GROUP * count) < 0) return EDU_ENOMEM;
	memset(out->data + out->length, '1', zeros);
	out->length += zeros;
	for (size_t g = count; g > 0; g--) {
		uint32_t rest = groups[g - 1];
		for (int k = GROUP - 1; k >= 0; k--, rest /= 58) text[k] = alphabet[rest % 58];
		/* The first group has no leading zeros. */
		size_t skip = 0;
		while (g == count && skip < GROUP - 1 && text[skip] == '1') skip++;
		memcpy(out->data + out->length, text + skip, GROUP - skip);
		out->length += GROUP - skip;
	}
	if (out->data) out->data[out->length] = '\0';
	return 0;
}

/* The value of a letter, or -1. In ASCII's order: digits without 0, capitals without I and O, the others without l. */
static int value_of(char c)
{
	if (c >= '1' && c <= '9') return c - '1';
	if (c >= 'A' && c <= 'H') return c - 'A' + 9;
	if (c >= 'J' && c <= 'N') return c - 'J' + 17;
	if (c >= 'P' && c <= 'Z') return c - 'P' + 22;
	if (c >= 'a' && c <= 'k') return c - 'a' + 33;
	return c >= 'm' && c <= 'z' ? c - 'm' + 44 : -1;
}

int edu_base58_decode(edu_buffer *out, const char *text, size_t length)
{
	uint32_t words[LIMBS];
	size_t zeros = 0, count = 0;

	if (length > EDU_BASE58_LONGEST) return EDU_ELIMIT;
	while (zeros < length && text[zeros] == '1') zeros++;
	for (size_t i = zeros, n; i < length; i += n) {
		uint64_t group = 0, factor = 1;
		for (n = 0; n < GROUP && i + n < length; n++, factor *= 58) {
			const int value = value_of(text[i + n]);
			if (value < 0) return EDU_EINVALID;
			group = group * 58 + (uint64_t)value;
		}
		count = multiply_add(words, count, 0, factor, group);
	}
	if (edu_buffer_room(out, zeros + 4 * count) < 0) return EDU_ENOMEM;
	memset(out->data + out->length, 0, zeros);
	out->length += zeros;
	for (size_t w = count; w > 0; w--)
		for (int shift = 24; shift >= 0; shift -= 8) {
			/* The first word has no leading zeros. */
			if (w == count && !(words[w - 1] >> shift)) continue;
			out->data[out->length++] = (char)(words[w - 1] >> shift);
		}
	out->data[out->length] = '\0';
	return 0;
}
