/*
 * crypto/openssl_chain.c – from a leaf to an anchor, by the rules of RFC 5280 as OpenSSL applies them.
 *
 * Twice: first without regard to time, so that "no path" and "expired" stay apart; then at the caller's time.
 */
#include "crypto/openssl_certificate.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

STACK_OF(X509) *edu_openssl_stack(const edu_certificate *const *list, size_t count)
{
	STACK_OF(X509) *stack = sk_X509_new_null();

	for (size_t i = 0; stack && i < count; i++) {
		if (sk_X509_push(stack, list[i]->x509) > 0) continue;
		sk_X509_free(stack);
		stack = NULL;
	}
	return stack;
}

X509_STORE *edu_openssl_store(const edu_certificate *const *anchors, size_t count, int64_t time)
{
	X509_STORE *store = X509_STORE_new();

	if (!store) return NULL;
	X509_VERIFY_PARAM *p = X509_STORE_get0_param(store);
	X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN);
	X509_VERIFY_PARAM_set_time(p, (time_t)time);
	X509_VERIFY_PARAM_set_auth_level(p, EDU_CHAIN_STRENGTH);
	X509_VERIFY_PARAM_set_depth(p, EDU_CERTIFICATES_MOST);
	for (size_t i = 0; i < count; i++) {
		if (X509_STORE_add_cert(store, anchors[i]->x509) == 1) continue;
		X509_STORE_free(store);
		return NULL;
	}
	return store;
}

static edu_chain_answer answer_of(int error)
{
	switch (error) {
	case X509_V_OK:
		return EDU_CHAIN_ANCHORED;
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
	case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
	case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
	case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
	case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
	case X509_V_ERR_CERT_UNTRUSTED:
		return EDU_CHAIN_NOT_ANCHORED;
	case X509_V_ERR_INVALID_CA:
	case X509_V_ERR_PATH_LENGTH_EXCEEDED:
	case X509_V_ERR_INVALID_PURPOSE:
	case X509_V_ERR_CERT_REJECTED:
	case X509_V_ERR_CERT_CHAIN_TOO_LONG:
	case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
	case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
	case X509_V_ERR_PERMITTED_VIOLATION:
	case X509_V_ERR_EXCLUDED_VIOLATION:
	case X509_V_ERR_SUBTREE_MINMAX:
	case X509_V_ERR_EE_KEY_TOO_SMALL:
	case X509_V_ERR_CA_KEY_TOO_SMALL:
	case X509_V_ERR_CA_MD_TOO_WEAK:
		return EDU_CHAIN_CONSTRAINTS;
	case X509_V_ERR_CERT_NOT_YET_VALID:
	case X509_V_ERR_CERT_HAS_EXPIRED:
		return EDU_CHAIN_EXPIRED;
	default:
		return EDU_CHAIN_FAILED;
	}
}

/* Expiry of the leaf is told by its facts; only that of what is above it counts here. */
static int pass_leaf_expiry(int good, X509_STORE_CTX *ctx)
{
	const int error = X509_STORE_CTX_get_error(ctx);

	if (good || X509_STORE_CTX_get_error_depth(ctx) > 0) return good;
	return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
}

/* Which of the anchors the path that was found ends in. */
static size_t anchor_at_end(X509_STORE_CTX *ctx, const edu_certificate *const *anchors, size_t count)
{
	const STACK_OF(X509) *path = X509_STORE_CTX_get0_chain(ctx);
	const int length = sk_X509_num(path);

	for (int i = length - 1; i >= 0; i--)
		for (size_t k = 0; k < count; k++)
			if (X509_cmp(sk_X509_value(path, i), anchors[k]->x509) == 0) return k;
	return 0;
}

typedef struct question {
	X509 *leaf;
	STACK_OF(X509) *between, *trusted;
	const edu_certificate *const *anchors;
	size_t anchor_count;
	int64_t time;
} question;

/* One run of OpenSSL's verification; false: out of memory. */
static bool ask(edu_chain *out, const question *q, unsigned long flags)
{
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	X509_STORE *store = X509_STORE_new();
	const bool ready = ctx && store && X509_STORE_CTX_init(ctx, store, q->leaf, q->between) == 1;

	if (ready) {
		X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(ctx);
		X509_STORE_CTX_set0_trusted_stack(ctx, q->trusted);
		X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN | flags);
		X509_VERIFY_PARAM_set_time(p, (time_t)q->time);
		X509_VERIFY_PARAM_set_auth_level(p, EDU_CHAIN_STRENGTH);
		X509_VERIFY_PARAM_set_depth(p, EDU_CERTIFICATES_MOST);
		X509_VERIFY_PARAM_set_purpose(p, X509_PURPOSE_ANY);
		X509_STORE_CTX_set_verify_cb(ctx, pass_leaf_expiry);
		const bool good = X509_verify_cert(ctx) == 1;
		const int error = X509_STORE_CTX_get_error(ctx);
		out->answer = good ? EDU_CHAIN_ANCHORED : answer_of(error);
		out->reason = good ? NULL : X509_verify_cert_error_string(error);
		if (good) out->anchor = anchor_at_end(ctx, q->anchors, q->anchor_count);
	}
	X509_STORE_CTX_free(ctx);
	X509_STORE_free(store);
	return ready;
}

int edu_certificate_chain(edu_chain *out, const edu_certificate *leaf, const edu_certificate *const *between,
                          size_t between_count, const edu_certificate *const *anchors, size_t anchor_count,
                          int64_t time)
{
	question q = { leaf->x509, NULL, NULL, anchors, anchor_count, time };

	*out = (edu_chain){ .answer = EDU_CHAIN_NOT_ANCHORED, .reason = "no anchors were given" };
	if (!anchor_count) return 0;
	ERR_set_mark();
	q.between = edu_openssl_stack(between, between_count);
	q.trusted = edu_openssl_stack(anchors, anchor_count);
	bool done = q.between && q.trusted && ask(out, &q, X509_V_FLAG_NO_CHECK_TIME);
	if (done && out->answer == EDU_CHAIN_ANCHORED) done = ask(out, &q, 0);
	sk_X509_free(q.between);
	sk_X509_free(q.trusted);
	ERR_pop_to_mark();
	return done ? 0 : EDU_ENOMEM;
}
