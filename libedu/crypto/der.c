/*
 * crypto/der.c – headers of DER, written from the inside out.
 */
#include "crypto/der.h"

#include <string.h>

/* The bytes of a length, at most five. */
static size_t put_length(unsigned char *out, size_t length)
{
	if (length < 128) {
		out[0] = (unsigned char)length;
		return 1;
	}
	size_t n = 1;
	while (n < 4 && length >> 8 * n) n++;
	out[0] = (unsigned char)(0x80 | n);
	for (size_t i = 0; i < n; i++) out[1 + i] = (unsigned char)(length >> 8 * (n - 1 - i));
	return 1 + n;
}

int edu_der_wrap(edu_buffer *out, size_t from, unsigned char tag)
{
	unsigned char head[6];
	const size_t length = out->length - from, size = 1 + put_length(head + 1, length);

	head[0] = tag;
	if (edu_buffer_room(out, size) < 0) return EDU_ENOMEM;
	memmove(out->data + from + size, out->data + from, length);
	memcpy(out->data + from, head, size);
	out->length += size;
	out->data[out->length] = '\0';
	return 0;
}

int edu_der_integer(edu_buffer *out, const unsigned char *number, size_t length)
{
	const size_t from = out->length;

	while (length > 1 && !*number) {
		number++;
		length--;
	}
	/* The first bit is the sign. */
	int rc = !length || *number & 0x80 ? edu_buffer_add(out, "", 1) : 0;
	if (rc == 0) rc = edu_buffer_add(out, number, length);
	return rc < 0 ? rc : edu_der_wrap(out, from, EDU_DER_INTEGER);
}

bool edu_der_take(edu_der *d, unsigned char tag, edu_der *value)
{
	const unsigned char *at = d->at;

	if (d->end - at < 2 || *at++ != tag) return false;
	size_t length = *at++;
	if (length & 0x80) {
		const size_t n = length & 0x7F;
		if (n < 1 || n > 4 || (size_t)(d->end - at) < n || !*at) return false;
		length = 0;
		for (size_t i = 0; i < n; i++) length = length << 8 | *at++;
		if (length < 128) return false;
	}
	if ((size_t)(d->end - at) < length) return false;
	*value = (edu_der){ at, at + length };
	d->at = at + length;
	return true;
}

bool edu_der_take_number(edu_der *d, edu_der *number)
{
	const edu_der before = *d;

	if (!edu_der_take(d, EDU_DER_INTEGER, number) || number->at == number->end || *number->at & 0x80) {
		*d = before;
		return false;
	}
	while (number->end - number->at > 1 && !*number->at) number->at++;
	return true;
}
