/*
 * crypto/openssl.h – what OpenSSL does for keys: the one place that differs between builds with and without it.
 *
 * A handle is an EVP_PKEY. Every function leaves OpenSSL's queue of errors as it found it, for hosts have their own
 * business with it. Without OpenSSL all of them say that they can't.
 */
#ifndef EDU_CRYPTO_OPENSSL_H
#define EDU_CRYPTO_OPENSSL_H

#include "base/memory.h"
#include "crypto/algorithm.h"

bool edu_openssl_present(void);
bool edu_openssl_digest(edu_digest_kind kind, const void *data, size_t length, unsigned char *out);

/* *handle of a SubjectPublicKeyInfo. 0, EDU_ENOMEM, EDU_EKEY (off the curve), EDU_EUNSUPPORTED (no OpenSSL). */
int edu_openssl_public(void **handle, const void *spki, size_t length);
/* *handle of a private key; password NULL: none. 0, EDU_ENOMEM, EDU_EKEY, EDU_EUNSUPPORTED. */
int edu_openssl_private(void **handle, const void *der, size_t length, const char *password, edu_error *err);
int edu_openssl_generate(void **handle, edu_key_type type, unsigned bits);
void edu_openssl_release(void *handle);

/* Append. 0, EDU_ENOMEM, EDU_EKEY. */
int edu_openssl_spki(edu_buffer *out, void *handle);
int edu_openssl_pkcs8(edu_buffer *out, void *handle);
/* 04‖x‖y, coordinates of so many bytes. */
int edu_openssl_point(unsigned char *out, void *handle, size_t coordinate);
/* The seed of an Ed25519 key. */
int edu_openssl_seed(unsigned char *out, void *handle);

/* An edu_check of key.h; elliptic curves: the signature is DER here. */
int edu_openssl_verify(void *handle, edu_algorithm algorithm, const void *data, size_t length,
                       const void *signature, size_t signature_length);
int edu_openssl_sign(edu_buffer *out, void *handle, edu_algorithm algorithm, const void *data, size_t length);

#endif
