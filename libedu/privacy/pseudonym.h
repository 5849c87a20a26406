/*
 * privacy/pseudonym.h – names that stand for identifiers, made with a key.
 *
 * key of the recipient = HMAC-SHA-256(key, "libedu pseudonym 1" ‖ 00 ‖ recipient)
 * pseudonym = the first 16 bytes of HMAC-SHA-256(key of the recipient, scheme ‖ 00 ‖ identifier), as a UUID
 * of version 8 (RFC 9562, section 5.8): a registered URN, and the form that ids of OOAPI must have.
 */
#ifndef EDU_PRIVACY_PSEUDONYM_H
#define EDU_PRIVACY_PSEUDONYM_H

#include <stdbool.h>
#include <stddef.h>

#define EDU_PSEUDONYM_PREFIX "urn:uuid:"
enum { EDU_PSEUDONYM_SIZE = sizeof EDU_PSEUDONYM_PREFIX + 36, EDU_PSEUDONYM_KEY_LEAST = 16 };

typedef struct edu_pseudonym_key {
	const void *key;
	size_t length;
	const char *recipient;
} edu_pseudonym_key;

/* NUL-terminated, with its prefix. False: libsodium can't be used. */
bool edu_pseudonym_make(char out[EDU_PSEUDONYM_SIZE], const edu_pseudonym_key *key, const char *scheme,
                        size_t scheme_length, const char *value, size_t length);
/* The name of the nth node of a document, in the same form: it is made of the number alone. */
void edu_pseudonym_count(char out[EDU_PSEUDONYM_SIZE], unsigned n);

#endif
