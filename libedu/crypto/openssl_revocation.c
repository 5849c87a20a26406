/*
 * crypto/openssl_revocation.c – lists of revoked certificates (RFC 5280, section 5), as OpenSSL reads and checks them.
 */
#include "crypto/openssl_certificate.h"

#include "base/fail.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

struct edu_crl {
	edu_allocator allocator;
	X509_CRL *crl;
};

int edu_crl_read(edu_crl **out, const edu_allocator *a, const void *der, size_t length, edu_error *err)
{
	const unsigned char *at = der;

	*out = NULL;
	ERR_set_mark();
	X509_CRL *crl = length <= LONG_MAX ? d2i_X509_CRL(NULL, &at, (long)length) : NULL;
	ERR_pop_to_mark();
	if (!crl || at != (const unsigned char *)der + length) {
		X509_CRL_free(crl);
		return edu_fail(err, EDU_EKEY, "crl/syntax", "no list of revoked certificates (CRL) in DER");
	}
	edu_crl *made = edu_allocate(a, sizeof *made);
	if (!made) {
		X509_CRL_free(crl);
		return edu_fail_memory(err);
	}
	*made = (edu_crl){ *a, crl };
	*out = made;
	return 0;
}

void edu_crl_free(edu_crl *crl)
{
	if (!crl) return;
	const edu_allocator a = crl->allocator;
	X509_CRL_free(crl->crl);
	edu_release(&a, crl, sizeof *crl);
}

/* What is found on the way. */
typedef struct finding {
	bool is_stale;
	int64_t since;
} finding;

/* Since when, by the list that is being looked at. */
static int64_t revoked_since(X509_STORE_CTX *ctx)
{
	X509_CRL *crl = X509_STORE_CTX_get0_current_crl(ctx);
	X509_REVOKED *entry = NULL;

	if (!crl || X509_CRL_get0_by_cert(crl, &entry, X509_STORE_CTX_get_current_cert(ctx)) == 0)
		return INT64_MIN;
	return edu_openssl_seconds(X509_REVOKED_get0_revocationDate(entry));
}

/*
 * Expiry of certificates was judged with their path; what is asked here is whether a list names the leaf. A list that has
 * expired says no longer who is not revoked, and still who is.
 */
static int pass_expiry(int good, X509_STORE_CTX *ctx)
{
	const int error = X509_STORE_CTX_get_error(ctx);
	finding *found = X509_STORE_CTX_get_app_data(ctx);

	if (good) return good;
	if (error == X509_V_ERR_CRL_HAS_EXPIRED) found->is_stale = true;
	if (error == X509_V_ERR_CERT_REVOKED) found->since = revoked_since(ctx);
	return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID ||
	       error == X509_V_ERR_CRL_HAS_EXPIRED;
}

static bool add_lists(X509_STORE *store, const edu_revocation_lists *lists)
{
	for (size_t i = 0; i < lists->crl_count; i++)
		if (X509_STORE_add_crl(store, lists->crls[i]->crl) != 1) return false;
	return true;
}

static bool ask(edu_revocation *out, X509_STORE *store, X509 *leaf, STACK_OF(X509) *between)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	finding found = { false, INT64_MIN };
	const bool ready = ctx && X509_STORE_CTX_init(ctx, store, leaf, between) == 1 &&
	                   X509_STORE_CTX_set_app_data(ctx, &found) == 1;

	if (ready) {
		X509_STORE_CTX_set_flags(ctx, X509_V_FLAG_CRL_CHECK);
		X509_STORE_CTX_set_purpose(ctx, X509_PURPOSE_ANY);
		X509_STORE_CTX_set_verify_cb(ctx, pass_expiry);
		const bool good = X509_verify_cert(ctx) == 1;
		const int error = X509_STORE_CTX_get_error(ctx);
		if (good && !found.is_stale) out->answer = EDU_REVOCATION_GOOD;
		if (!good && error == X509_V_ERR_CERT_REVOKED) {
			out->answer = EDU_REVOCATION_REVOKED;
			out->time = found.since;
		}
	}
	X509_STORE_CTX_free(ctx);
	return ready;
}

int edu_certificate_revocation(edu_revocation *out, const edu_certificate *leaf,
                               const edu_revocation_lists *lists, int64_t time)
{
	*out = (edu_revocation){ .answer = EDU_REVOCATION_UNKNOWN, .time = INT64_MIN };
	if (!lists->crl_count || !lists->anchor_count) return 0;
	ERR_set_mark();
	X509_STORE *store = edu_openssl_store(lists->anchors, lists->anchor_count, time);
	STACK_OF(X509) *between = edu_openssl_stack(lists->between, lists->between_count);
	const bool done = store && between && add_lists(store, lists) && ask(out, store, leaf->x509, between);
	sk_X509_free(between);
	X509_STORE_free(store);
	ERR_pop_to_mark();
	return done ? 0 : EDU_ENOMEM;
}
