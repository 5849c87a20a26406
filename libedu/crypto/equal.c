/*
 * crypto/equal.c – comparing secrets in a time that tells nothing about them.
 */
#include "crypto/equal.h"

#include <sodium.h>

bool edu_secrets_equal(const void *a, size_t a_length, const void *b, size_t b_length)
{
	return a_length == b_length && (!a_length || sodium_memcmp(a, b, a_length) == 0);
}
