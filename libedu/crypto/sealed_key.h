/*
 * crypto/sealed_key.h – private keys at rest: encrypted files of our own (docs/trust.md has the layout).
 */
#ifndef EDU_CRYPTO_SEALED_KEY_H
#define EDU_CRYPTO_SEALED_KEY_H

#include <edu/base.h>
#include <stdbool.h>

bool edu_sealed_key_is(const void *data, size_t length);
/* Append what was sealed. EDU_EKEY: wrong password, or damaged (the two can't be told apart); EDU_ENOMEM, EDU_ELIMIT. */
int edu_sealed_key_read(edu_buffer *out, const void *data, size_t length, const char *password,
                        edu_error *err);
/* Append a key file. 0, EDU_ENOMEM, EDU_EKEY (an empty password). */
int edu_sealed_key_write(edu_buffer *out, const void *key, size_t length, const char *password,
                         edu_error *err);

#endif
