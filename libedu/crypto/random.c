/*
 * crypto/random.c – see random.h.
 */
#include "crypto/random.h"
#include "crypto/digest.h"

#include <sodium.h>

bool edu_random_bytes(void *out, size_t length)
{
	if (!edu_crypto_ready()) return false;
	randombytes_buf(out, length);
	return true;
}
