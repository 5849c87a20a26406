/*
 * crypto/base58.h – base58btc, the letters of Multikey and of proof values.
 */
#ifndef EDU_CRYPTO_BASE58_H
#define EDU_CRYPTO_BASE58_H

#include <edu/base.h>

enum { EDU_BASE58_LONGEST = 1024 };   /* decoding takes time by the square of the length */

/* Append data, encoded, to out; at most EDU_BASE58_LONGEST bytes of it. 0, EDU_ENOMEM, EDU_ELIMIT. */
int edu_base58_encode(edu_buffer *out, const void *data, size_t length);

/* Append what text encodes to out. EDU_EINVALID: a letter that is none (0, O, I, l). Also EDU_ENOMEM, EDU_ELIMIT. */
int edu_base58_decode(edu_buffer *out, const char *text, size_t length);

#endif
