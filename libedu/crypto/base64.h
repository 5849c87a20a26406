/*
 * crypto/base64.h – the standard base64 of RFC 4648, section 4: padded, with + and /.
 */
#ifndef EDU_CRYPTO_BASE64_H
#define EDU_CRYPTO_BASE64_H

#include <edu/base.h>

/* Append data to out in an alphabet of 64 digits, padded with a character or, for '\0', not at all; 0 or EDU_ENOMEM. */
int edu_base64_write(edu_buffer *out, const void *data, size_t length, const char *alphabet, char padding);
/* Append data, encoded in one line, to out; 0 or EDU_ENOMEM. */
int edu_base64_encode(edu_buffer *out, const void *data, size_t length);

/*
 * Append what text encodes to out. White space is passed over; anything else that is no base64 is EDU_EINVALID:
 * foreign characters, missing padding, bits behind the last byte. Also EDU_ENOMEM; out's length is then as before.
 */
int edu_base64_decode(edu_buffer *out, const char *text, size_t length);

#endif
