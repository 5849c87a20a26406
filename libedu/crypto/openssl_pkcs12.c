/*
 * crypto/openssl_pkcs12.c – PKCS#12: what institutions get from trust service providers, a key with its certificates.
 */
#include "crypto/openssl_certificate.h"

#include "base/fail.h"
#include "crypto/secret.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

/* Our key of OpenSSL's, by way of PKCS#8. */
static int take_key(edu_key **out, const edu_allocator *a, EVP_PKEY *from, edu_error *err)
{
	unsigned char *der = NULL;
	PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(from);
	const int length = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : 0;

	PKCS8_PRIV_KEY_INFO_free(info);
	if (length <= 0) return edu_fail(err, EDU_EKEY, "key/type", "keys of this type are not supported");
	const int rc = edu_key_from_private_der(out, a, der, (size_t)length, NULL, err);
	OPENSSL_clear_free(der, (size_t)length);
	return rc;
}

static int take_certificate(edu_certificate **out, const edu_allocator *a, X509 *from, edu_error *err)
{
	unsigned char *der = NULL;
	const int length = i2d_X509(from, &der);

	if (length <= 0) return edu_fail_memory(err);
	const int rc = edu_certificate_read(out, a, der, (size_t)length, err);
	OPENSSL_free(der);
	return rc;
}

/* OpenSSL knows the cipher, and only its legacy provider has it. */
static bool is_legacy(void)
{
	const unsigned long error = ERR_peek_last_error();
	return ERR_GET_LIB(error) == ERR_LIB_EVP || ERR_GET_REASON(error) == ERR_R_UNSUPPORTED;
}

static int fail_to_open(PKCS12 *p12, const char *password, edu_error *err)
{
	if (!p12) return edu_fail(err, EDU_EKEY, "key/pkcs12", "no PKCS#12 file");
	if (is_legacy())
		return edu_fail(err, EDU_EKEY, "key/legacy-cipher",
		                "the PKCS#12 file needs OpenSSL's legacy provider; write it again with a "
		                "cipher of today");
	return password ? edu_fail(err, EDU_EKEY, "key/password",
	                           "the password does not open the PKCS#12 file")
	                : edu_fail(err, EDU_EKEY, "key/password-needed", "the PKCS#12 file needs a password");
}

static bool opens(PKCS12 *p12, const char *password)
{
	return PKCS12_verify_mac(p12, password ? password : "", -1) ||
	       (!password && PKCS12_verify_mac(p12, NULL, 0));
}

int edu_pkcs12_read(edu_key **key, edu_certificate **leaf, edu_certificate **chain, size_t *chain_count,
                    const edu_allocator *a, const void *data, size_t length, const char *password,
                    edu_error *err)
{
	const unsigned char *at = data;
	EVP_PKEY *private = NULL;
	X509 *own = NULL;
	STACK_OF(X509) *others = NULL;

	*key = NULL;
	*leaf = NULL;
	*chain_count = 0;
	ERR_set_mark();
	PKCS12 *p12 = length <= LONG_MAX ? d2i_PKCS12(NULL, &at, (long)length) : NULL;
	int rc = 0;
	if (!p12 || !opens(p12, password) ||
	    !PKCS12_parse(p12, password ? password : "", &private, &own, &others))
		rc = fail_to_open(p12, password, err);
	else if (!private || !own)
		rc = edu_fail(err, EDU_EKEY, "key/pkcs12",
		              "the PKCS#12 file holds no private key with its certificate");
	if (rc == 0) rc = take_key(key, a, private, err);
	if (rc == 0) rc = take_certificate(leaf, a, own, err);
	for (int i = 0; rc == 0 && i < sk_X509_num(others) && i < EDU_CERTIFICATES_MOST; i++) {
		rc = take_certificate(&chain[i], a, sk_X509_value(others, i), err);
		if (rc == 0) ++*chain_count;
	}
	PKCS12_free(p12);
	EVP_PKEY_free(private);
	X509_free(own);
	sk_X509_pop_free(others, X509_free);
	ERR_pop_to_mark();
	return rc;
}
