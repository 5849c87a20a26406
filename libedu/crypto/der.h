/*
 * crypto/der.h – as much of DER as keys need: headers written and stepped into.
 */
#ifndef EDU_CRYPTO_DER_H
#define EDU_CRYPTO_DER_H

#include "base/memory.h"

enum edu_der_tag {
	EDU_DER_INTEGER = 0x02, EDU_DER_BITS = 0x03, EDU_DER_OCTETS = 0x04, EDU_DER_SEQUENCE = 0x30,
	EDU_DER_CONTEXT_4 = 0xA4
};

/* Put tag and length in front of everything behind `from`; 0 or EDU_ENOMEM. */
int edu_der_wrap(edu_buffer *out, size_t from, unsigned char tag);
/* Append an INTEGER of a big-endian number. */
int edu_der_integer(edu_buffer *out, const unsigned char *number, size_t length);

/* What is left to be read. */
typedef struct edu_der {
	const unsigned char *at, *end;
} edu_der;

/* Take the next value if it has that tag; false, and d as before: it has not, or is no DER. */
bool edu_der_take(edu_der *d, unsigned char tag, edu_der *value);
/* The same for an INTEGER that is not negative: its bytes without leading zeros. */
bool edu_der_take_number(edu_der *d, edu_der *number);

#endif
