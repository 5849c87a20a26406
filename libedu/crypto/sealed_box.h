/*
 * crypto/sealed_box.h – bytes that one key alone opens: libsodium's sealed box, X25519 with
 * XSalsa20-Poly1305, in a container of our own.
 *
 * "EDUBOX1\n", the first 16 bytes of SHA-256 of the recipient's public key, and the box. The sender is
 * nobody: the box is made with a key that is thrown away.
 */
#ifndef EDU_CRYPTO_SEALED_BOX_H
#define EDU_CRYPTO_SEALED_BOX_H

#include "crypto/key.h"

bool edu_sealed_box_is(const void *data, size_t length);
/* Append a container. 0, EDU_ENOMEM, EDU_EKEY (another type of key). */
int edu_sealed_box_write(edu_buffer *out, const edu_key *recipient, const void *data, size_t length,
                         edu_error *err);
/*
 * Append what was put in; of a buffer that is to be wiped. 0, EDU_ENOMEM, EDU_EFORMAT (no container, or cut
 * off), EDU_EVERSION, EDU_EKEY (another key's, or not a private one of the type), EDU_EINVALID (changed).
 */
int edu_sealed_box_read(edu_buffer *out, const edu_key *key, const void *data, size_t length, edu_error *err);

#endif
