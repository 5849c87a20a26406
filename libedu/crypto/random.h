/*
 * crypto/random.h – random bytes, for salts that nobody is to guess.
 */
#ifndef EDU_CRYPTO_RANDOM_H
#define EDU_CRYPTO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>

/* False: libsodium can't be used. */
bool edu_random_bytes(void *out, size_t length);

#endif
