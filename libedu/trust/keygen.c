/*
 * trust/keygen.c – new keys, and public keys in the dress that is asked for.
 */
#include "trust/signing.h"

#include "base/fail.h"
#include "crypto/pem.h"
#include "crypto/sealed_key.h"
#include "crypto/secret.h"
#include "trust/did.h"
#include "trust/jwk.h"

#include <string.h>

enum { RSA_BITS = 3072, PKCS8_ROOM = 8192 };

static edu_key_type type_named(const char *name)
{
	for (int i = EDU_KEY_ED25519; i < EDU_KEY_TYPES; i++)
		if (!strcmp(edu_key_type_name((edu_key_type)i), name)) return (edu_key_type)i;
	return EDU_KEY_NONE;
}

static int write_private(edu_buffer *out, const edu_key *key, const edu_context *ctx, const char *password,
                         edu_error *err)
{
	edu_buffer der;

	edu_buffer_open(&der, &ctx->allocator);
	int rc = edu_buffer_room(&der, PKCS8_ROOM) < 0 ? edu_fail_memory(err) : edu_key_pkcs8(&der, key, err);
	if (rc == 0 && password) rc = edu_sealed_key_write(out, der.data, der.length, password, err);
	else if (rc == 0 && edu_pem_write(out, "PRIVATE KEY", der.data, der.length) < 0)
		rc = edu_fail_memory(err);
	edu_wipe_buffer(&der);
	return rc;
}

int edu_key_make(edu_buffer *private_key, edu_buffer *public_key, const edu_context *ctx, const char *type,
                 const char *password, edu_error *err)
{
	edu_key *key = NULL;

	edu_error_clear(err);
	if (!private_key || !ctx || !type)
		return edu_fail(err, EDU_EARG, NULL, "a place for the key, a context and a type are needed");
	edu_buffer_open(private_key, &ctx->allocator);
	if (public_key) edu_buffer_open(public_key, &ctx->allocator);
	int rc = edu_key_generate(&key, &ctx->allocator, type_named(type), RSA_BITS, err);
	if (rc == 0) rc = write_private(private_key, key, ctx, password, err);
	if (rc == 0 && public_key && edu_jwk_write(public_key, key) < 0) rc = edu_fail_memory(err);
	edu_key_free(key);
	if (rc == 0) return 0;
	edu_wipe_buffer(private_key);
	if (public_key) edu_buffer_free(public_key);
	return rc;
}

static int write_pem(edu_buffer *out, const edu_key *key)
{
	edu_buffer spki;

	edu_buffer_open(&spki, &out->allocator);
	int rc = edu_key_spki(&spki, key);
	if (rc == 0) rc = edu_pem_write(out, "PUBLIC KEY", spki.data, spki.length);
	edu_buffer_free(&spki);
	return rc;
}

int edu_signer_public(edu_buffer *out, const edu_signer *signer, const char *dress, edu_error *err)
{
	int rc = EDU_EARG;

	edu_error_clear(err);
	if (!out || !signer || !dress)
		return edu_fail(err, EDU_EARG, NULL, "a place, a signer and a dress are needed");
	edu_buffer_open(out, &signer->ring.ctx->allocator);
	const edu_key *key = edu_signer_key(signer);
	if (!key) return edu_fail(err, EDU_EKEY, "sign/no-key", "the signer has no key");
	if (!strcmp(dress, "jwk")) rc = edu_jwk_write(out, key);
	else if (!strcmp(dress, "pem")) rc = write_pem(out, key);
	else if (!strcmp(dress, "did")) rc = edu_did_write(out, key, false);
	else if (!strcmp(dress, "thumbprint")) rc = edu_jwk_thumbprint(out, key);
	if (rc == 0) return 0;
	edu_buffer_free(out);
	if (rc == EDU_EARG)
		return edu_fail(err, rc, NULL, "no dress of that name: jwk, pem, did, thumbprint");
	if (rc == EDU_EKEY)
		return edu_fail(err, rc, "key/did", "keys of this type have no did:key that is written");
	return edu_fail_memory(err);
}
