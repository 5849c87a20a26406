/*
 * crypto/keyed.c – see keyed.h.
 */
#include "crypto/keyed.h"

#include "crypto/digest.h"

#include <sodium.h>

bool edu_keyed_digest(unsigned char out[EDU_KEYED_SIZE], const void *key, size_t key_length,
                      const edu_piece *pieces, size_t count)
{
	crypto_auth_hmacsha256_state state;

	if (!edu_crypto_ready()) return false;
	crypto_auth_hmacsha256_init(&state, key, key_length);
	for (size_t i = 0; i < count; i++)
		crypto_auth_hmacsha256_update(&state, pieces[i].data, pieces[i].length);
	crypto_auth_hmacsha256_final(&state, out);
	sodium_memzero(&state, sizeof state);
	return true;
}
