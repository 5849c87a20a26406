/*
 * crypto/base64url.h – the base64url of JOSE: RFC 4648, section 5, without padding (RFC 7515, section 2).
 */
#ifndef EDU_CRYPTO_BASE64URL_H
#define EDU_CRYPTO_BASE64URL_H

#include <edu/base.h>

/* Append data, encoded, to out; 0 or EDU_ENOMEM. */
int edu_base64url_encode(edu_buffer *out, const void *data, size_t length);

/*
 * Append what text encodes to out; nothing is passed over. EDU_EINVALID: padding, white space, a foreign character, an
 * impossible length, bits behind the last byte. Also EDU_ENOMEM; out's length is then as before.
 */
int edu_base64url_decode(edu_buffer *out, const char *text, size_t length);

#endif
