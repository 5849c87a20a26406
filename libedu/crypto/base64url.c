/*
 * crypto/base64url.c – base64url through libsodium.
 */
#include "crypto/base64url.h"

#include "base/memory.h"

#include <sodium.h>

enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

int edu_base64url_encode(edu_buffer *out, const void *data, size_t length)
{
	if (length > SIZE_MAX / 4 * 3 - 8) return EDU_ENOMEM;
	const size_t room = sodium_base64_ENCODED_LEN(length, VARIANT);   /* NUL included */
	if (edu_buffer_room(out, room) < 0) return EDU_ENOMEM;
	sodium_bin2base64(out->data + out->length, room, data, length, VARIANT);
	out->length += room - 1;
	return 0;
}

int edu_base64url_decode(edu_buffer *out, const char *text, size_t length)
{
	size_t decoded = 0;

	if (edu_buffer_room(out, length / 4 * 3 + 3) < 0) return EDU_ENOMEM;
	/* Without a pointer to the end libsodium refuses whatever it did not read; with one it would report success. */
	if (sodium_base642bin((unsigned char *)out->data + out->length, length / 4 * 3 + 3, text, length, NULL, &decoded, NULL,
	                      VARIANT) != 0) {
		out->data[out->length] = '\0';
		return EDU_EINVALID;
	}
	out->length += decoded;
	out->data[out->length] = '\0';
	return 0;
}
