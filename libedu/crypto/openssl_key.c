/*
 * crypto/openssl_key.c – keys and signatures through OpenSSL 3: RSA, ECDSA, and what libsodium does not hash.
 */
#include "crypto/openssl.h"

#include "base/fail.h"
#include "crypto/key.h"

#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

bool edu_openssl_present(void)
{
	return true;
}

static const EVP_MD *digest_of(edu_digest_kind kind)
{
	switch (kind) {
	case EDU_DIGEST_SHA1: return EVP_sha1();
	case EDU_DIGEST_SHA256: return EVP_sha256();
	case EDU_DIGEST_SHA384: return EVP_sha384();
	case EDU_DIGEST_SHA512: return EVP_sha512();
	default: return NULL;
	}
}

bool edu_openssl_digest(edu_digest_kind kind, const void *data, size_t length, unsigned char *out)
{
	const EVP_MD *md = digest_of(kind);

	ERR_set_mark();
	const bool done = md && EVP_Digest(data, length, out, NULL, md, NULL) == 1;
	ERR_pop_to_mark();
	return done;
}

/* Why the last call failed: memory, or whatever else is wrong with the key. */
static int failure(void)
{
	return ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE ? EDU_ENOMEM : EDU_EKEY;
}

int edu_openssl_public(void **handle, const void *spki, size_t length)
{
	const unsigned char *at = spki;
	int rc = 0;

	*handle = NULL;
	if (length > LONG_MAX) return EDU_EKEY;
	ERR_set_mark();
	/* Decoding a point checks that it lies on its curve. */
	EVP_PKEY *key = d2i_PUBKEY(NULL, &at, (long)length);
	if (!key) rc = failure();
	else if (at != (const unsigned char *)spki + length) rc = EDU_EKEY;
	ERR_pop_to_mark();
	if (rc == 0) *handle = key;
	else EVP_PKEY_free(key);
	return rc;
}

typedef struct passage_word {
	const char *password;
	bool asked;
} passage_word;

/* Always given: OpenSSL's own would ask on the terminal. */
static int give_password(char *out, int size, int writing, void *state)
{
	passage_word *w = state;
	const size_t length = w->password ? strlen(w->password) : 0;

	w->asked = true;
	if (!w->password || size < 0 || length > (size_t)size) return -1;
	memcpy(out, w->password, length);
	return (int)length;
}

static EVP_PKEY *read_encrypted(const void *der, size_t length, passage_word *w)
{
	BIO *in = BIO_new_mem_buf(der, (int)length);
	EVP_PKEY *key = in ? d2i_PKCS8PrivateKey_bio(in, NULL, give_password, w) : NULL;

	BIO_free(in);
	return key;
}

int edu_openssl_private(void **handle, const void *der, size_t length, const char *password, edu_error *err)
{
	const unsigned char *at = der;
	passage_word w = { password, false };
	int rc = 0;

	*handle = NULL;
	if (length > INT_MAX) return edu_fail(err, EDU_EKEY, "key/size", "the key is far too large");
	ERR_set_mark();
	EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &at, (long)length);
	if (!key) key = read_encrypted(der, length, &w);
	if (!key) rc = failure();
	ERR_pop_to_mark();
	*handle = key;
	if (rc == 0) return 0;
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	if (w.asked && !password)
		return edu_fail(err, EDU_EKEY, "key/password-needed",
		                "the private key is encrypted; give its password");
	if (w.asked)
		return edu_fail(err, EDU_EKEY, "key/password", "the password does not open the private key");
	return edu_fail(err, EDU_EKEY, "key/syntax", "no private key in PKCS#8, PKCS#1 or SEC 1");
}

int edu_openssl_generate(void **handle, edu_key_type type, unsigned bits)
{
	static const char *const curves[EDU_KEY_TYPES] = { [EDU_KEY_P256] = "P-256", [EDU_KEY_P384] = "P-384",
	                                                   [EDU_KEY_P521] = "P-521" };
	ERR_set_mark();
	*handle = type == EDU_KEY_RSA ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits)
	                              : EVP_PKEY_Q_keygen(NULL, NULL, "EC", curves[type]);
	const int rc = *handle ? 0 : failure();
	ERR_pop_to_mark();
	return rc;
}

void edu_openssl_release(void *handle)
{
	EVP_PKEY_free(handle);
}

/* Append what one of OpenSSL's writers makes of the key, and wipe its copy. */
static int add_encoded(edu_buffer *out, unsigned char *der, int length)
{
	if (length <= 0) return EDU_EKEY;
	const int rc = edu_buffer_add(out, der, (size_t)length);
	OPENSSL_clear_free(der, (size_t)length);
	return rc;
}

int edu_openssl_spki(edu_buffer *out, void *handle)
{
	unsigned char *der = NULL;

	ERR_set_mark();
	const int length = i2d_PUBKEY(handle, &der);
	ERR_pop_to_mark();
	return add_encoded(out, der, length);
}

int edu_openssl_pkcs8(edu_buffer *out, void *handle)
{
	unsigned char *der = NULL;

	ERR_set_mark();
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(handle);
	const int length = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : 0;
	PKCS8_PRIV_KEY_INFO_free(info);
	ERR_pop_to_mark();
	return add_encoded(out, der, length);
}

int edu_openssl_point(unsigned char *out, void *handle, size_t coordinate)
{
	BIGNUM *x = NULL, *y = NULL;
	const int width = (int)coordinate;

	ERR_set_mark();
	const bool good = EVP_PKEY_get_bn_param(handle, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
	                  EVP_PKEY_get_bn_param(handle, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 &&
	                  BN_bn2binpad(x, out + 1, width) == width &&
	                  BN_bn2binpad(y, out + 1 + coordinate, width) == width;
	ERR_pop_to_mark();
	out[0] = 4;
	BN_free(x);
	BN_free(y);
	return good ? 0 : EDU_EKEY;
}

int edu_openssl_seed(unsigned char *out, void *handle)
{
	size_t length = 32;

	ERR_set_mark();
	const bool good = EVP_PKEY_get_raw_private_key(handle, out, &length) == 1 && length == 32;
	ERR_pop_to_mark();
	return good ? 0 : EDU_EKEY;
}

static bool set_padding(EVP_PKEY_CTX *ctx, const edu_algorithm_facts *f)
{
	if (f->key != EDU_KEY_RSA || !f->pss) return true;
	return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0
	    && EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST) > 0;
}

int edu_openssl_verify(void *handle, edu_algorithm algorithm, const void *data, size_t length,
                       const void *signature, size_t signature_length)
{
	const edu_algorithm_facts *f = &edu_algorithms[algorithm];
	EVP_PKEY_CTX *padding;
	int answer = EDU_CHECK_DISABLED;

	ERR_set_mark();
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	if (!ctx) answer = EDU_ENOMEM;
	else if (EVP_DigestVerifyInit(ctx, &padding, digest_of(f->digest), NULL, handle) == 1 &&
	         set_padding(padding, f))
		answer = EVP_DigestVerify(ctx, signature, signature_length, data, length) == 1
		                 ? EDU_CHECK_GOOD
		                 : EDU_CHECK_BAD;
	EVP_MD_CTX_free(ctx);
	ERR_pop_to_mark();
	return answer;
}

int edu_openssl_sign(edu_buffer *out, void *handle, edu_algorithm algorithm, const void *data, size_t length)
{
	const edu_algorithm_facts *f = &edu_algorithms[algorithm];
	unsigned char made[EDU_SIGNATURE_LARGEST];
	size_t made_length = sizeof made;
	EVP_PKEY_CTX *padding;

	ERR_set_mark();
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	const bool good = ctx && EVP_DigestSignInit(ctx, &padding, digest_of(f->digest), NULL, handle) == 1 &&
	                  set_padding(padding, f) &&
	                  EVP_DigestSign(ctx, made, &made_length, data, length) == 1;
	EVP_MD_CTX_free(ctx);
	ERR_pop_to_mark();
	return good ? edu_buffer_add(out, made, made_length) : EDU_EKEY;
}
