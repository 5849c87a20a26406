/*
 * crypto/pem.h – blocks of PEM (RFC 7468), one after the other.
 */
#ifndef EDU_CRYPTO_PEM_H
#define EDU_CRYPTO_PEM_H

#include <edu/base.h>
#include <stdbool.h>

/* What is still to be read. */
typedef struct edu_pem {
	const char *at, *end;
	const char *label;           /* of the block that was read: "CERTIFICATE" */
	size_t label_length;
} edu_pem;

bool edu_pem_is_near(const char *data, size_t length);   /* is there a block at all? */
void edu_pem_open(edu_pem *p, const char *data, size_t length);
/*
 * The next block: 1, with its bytes in place of what out held; 0: there is none. EDU_ENOMEM; EDU_EKEY: no end, or no
 * base64 (rule key/pem), or encrypted in the way of before PKCS#8 (key/pem-encrypted).
 */
int edu_pem_next(edu_pem *p, edu_buffer *out, edu_error *err);
bool edu_pem_is(const edu_pem *p, const char *label);

/* Append a block. 0 or EDU_ENOMEM. */
int edu_pem_write(edu_buffer *out, const char *label, const void *der, size_t length);

#endif
