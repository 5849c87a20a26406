/*
 * crypto/without_openssl.c – the answers of a build that lacks OpenSSL: present, not supported by this build.
 */
#include "crypto/certificate.h"
#include "crypto/key.h"
#include "crypto/openssl.h"
#include "crypto/timestamp.h"

#include "base/fail.h"

bool edu_openssl_present(void)
{
	return false;
}

bool edu_openssl_digest(edu_digest_kind kind, const void *data, size_t length, unsigned char *out)
{
	return false;
}

int edu_openssl_public(void **handle, const void *spki, size_t length)
{
	*handle = NULL;
	return EDU_EUNSUPPORTED;
}

int edu_openssl_private(void **handle, const void *der, size_t length, const char *password, edu_error *err)
{
	*handle = NULL;
	return edu_fail(err, EDU_EUNSUPPORTED, "key/not-built",
	                "this build lacks OpenSSL, which reads keys of this kind");
}

int edu_openssl_generate(void **handle, edu_key_type type, unsigned bits)
{
	*handle = NULL;
	return EDU_EUNSUPPORTED;
}

void edu_openssl_release(void *handle)
{
}

int edu_openssl_spki(edu_buffer *out, void *handle)
{
	return EDU_EKEY;
}

int edu_openssl_pkcs8(edu_buffer *out, void *handle)
{
	return EDU_EKEY;
}

int edu_openssl_point(unsigned char *out, void *handle, size_t coordinate)
{
	return EDU_EKEY;
}

int edu_openssl_seed(unsigned char *out, void *handle)
{
	return EDU_EKEY;
}

int edu_openssl_verify(void *handle, edu_algorithm algorithm, const void *data, size_t length,
                       const void *signature, size_t signature_length)
{
	return EDU_CHECK_NOT_BUILT;
}

int edu_openssl_sign(edu_buffer *out, void *handle, edu_algorithm algorithm, const void *data, size_t length)
{
	return EDU_EUNSUPPORTED;
}

int edu_certificate_read(edu_certificate **out, const edu_allocator *a, const void *der, size_t length,
                         edu_error *err)
{
	*out = NULL;
	return edu_fail(err, EDU_EUNSUPPORTED, "certificate/not-built",
	                "this build lacks OpenSSL, which reads certificates");
}

void edu_certificate_free(edu_certificate *c)
{
}

const edu_certificate_facts *edu_certificate_facts_of(const edu_certificate *c)
{
	return NULL;
}

int edu_certificate_issuer_serial(edu_buffer *out, const edu_certificate *c)
{
	return EDU_EUNSUPPORTED;
}

int edu_certificate_chain(edu_chain *out, const edu_certificate *leaf, const edu_certificate *const *between,
                          size_t between_count, const edu_certificate *const *anchors, size_t anchor_count,
                          int64_t time)
{
	*out = (edu_chain){ .answer = EDU_CHAIN_NOT_ANCHORED };
	return 0;
}

int edu_crl_read(edu_crl **out, const edu_allocator *a, const void *der, size_t length, edu_error *err)
{
	*out = NULL;
	return edu_fail(err, EDU_EUNSUPPORTED, "crl/not-built",
	                "this build lacks OpenSSL, which reads lists of revoked certificates");
}

void edu_crl_free(edu_crl *crl) {}

int edu_certificate_revocation(edu_revocation *out, const edu_certificate *leaf,
                               const edu_revocation_lists *lists, int64_t time)
{
	*out = (edu_revocation){ .answer = EDU_REVOCATION_UNKNOWN };
	return 0;
}

int edu_pkcs12_read(edu_key **key, edu_certificate **leaf, edu_certificate **chain, size_t *chain_count,
                    const edu_allocator *a, const void *data, size_t length, const char *password,
                    edu_error *err)
{
	*key = NULL;
	*leaf = NULL;
	*chain_count = 0;
	return edu_fail(err, EDU_EUNSUPPORTED, "key/not-built",
	                "this build lacks OpenSSL, which reads PKCS#12");
}

int edu_timestamp_check(edu_timestamp *out, const void *token, size_t token_length, const void *data,
                        size_t length, const edu_certificate *const *anchors, size_t anchor_count,
                        int64_t time)
{
	*out = (edu_timestamp){ .answer = EDU_TIMESTAMP_NOT_BUILT };
	return 0;
}
