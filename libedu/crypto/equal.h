/*
 * crypto/equal.h – comparing secrets in a time that tells nothing about them.
 */
#ifndef EDU_CRYPTO_EQUAL_H
#define EDU_CRYPTO_EQUAL_H

#include <stdbool.h>
#include <stddef.h>

/* The time depends on the lengths alone. */
bool edu_secrets_equal(const void *a, size_t a_length, const void *b, size_t b_length);

#endif
