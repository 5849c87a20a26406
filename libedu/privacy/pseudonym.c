/*
 * privacy/pseudonym.c – see pseudonym.h.
 */
#include "privacy/pseudonym.h"

#include <stdio.h>
#include <string.h>

#include "crypto/keyed.h"
#include "crypto/secret.h"

/* Hexadecimal digits of 16 bytes in groups of 8, 4, 4, 4 and 12. */
static void put_uuid(char *out, const unsigned char *bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

bool edu_pseudonym_make(char out[EDU_PSEUDONYM_SIZE], const edu_pseudonym_key *key, const char *scheme,
                        size_t scheme_length, const char *value, size_t length)
{
	static const char purpose[] = "libedu pseudonym 1";
	unsigned char of_recipient[EDU_KEYED_SIZE], made[EDU_KEYED_SIZE];
	const edu_piece who[] = { { purpose, sizeof purpose }, { key->recipient, strlen(key->recipient) } };
	const edu_piece what[] = { { scheme, scheme_length }, { "", 1 }, { value, length } };

	const bool good = edu_keyed_digest(of_recipient, key->key, key->length, who, 2) &&
	                  edu_keyed_digest(made, of_recipient, sizeof of_recipient, what, 3);
	edu_wipe(of_recipient, sizeof of_recipient);
	if (!good) return false;
	made[6] = (unsigned char)((made[6] & 0x0f) | 0x80);
	made[8] = (unsigned char)((made[8] & 0x3f) | 0x80);
	memcpy(out, EDU_PSEUDONYM_PREFIX, sizeof EDU_PSEUDONYM_PREFIX - 1);
	put_uuid(out + sizeof EDU_PSEUDONYM_PREFIX - 1, made);
	edu_wipe(made, sizeof made);
	return true;
}

void edu_pseudonym_count(char out[EDU_PSEUDONYM_SIZE], unsigned n)
{
	unsigned char bytes[16] = { [6] = 0x80, [8] = 0x80 };

	for (int i = 0; i < 4; i++) bytes[15 - i] = (unsigned char)(n >> 8 * i);
	memcpy(out, EDU_PSEUDONYM_PREFIX, sizeof EDU_PSEUDONYM_PREFIX - 1);
	put_uuid(out + sizeof EDU_PSEUDONYM_PREFIX - 1, bytes);
}
