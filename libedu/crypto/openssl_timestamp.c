/*
 * crypto/openssl_timestamp.c – see timestamp.h. OpenSSL checks the token's form, its ESS attribute, its signature and that its
 * certificate is one for timestamps alone.
 */
#include "crypto/timestamp.h"

#include "crypto/openssl_certificate.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>

static bool is_strong(const X509_ALGOR *algorithm)
{
	const ASN1_OBJECT *object = NULL;

	X509_ALGOR_get0(&object, NULL, NULL, algorithm);
	const int digest = OBJ_obj2nid(object);
	return digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512;
}

/* What the token says, before anybody vouches for it. */
static edu_timestamp_answer read_info(int64_t *time, PKCS7 *token)
{
	TS_TST_INFO *info = PKCS7_type_is_signed(token) ? PKCS7_to_TS_TST_INFO(token) : NULL;
	const STACK_OF(PKCS7_SIGNER_INFO) *signers = info ? PKCS7_get_signer_info(token) : NULL;
	edu_timestamp_answer answer = EDU_TIMESTAMP_MALFORMED;

	if (signers && sk_PKCS7_SIGNER_INFO_num(signers) == 1) {
		*time = edu_openssl_seconds(TS_TST_INFO_get_time(info));
		const bool strong = is_strong(TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info))) &&
		                    is_strong(sk_PKCS7_SIGNER_INFO_value(signers, 0)->digest_alg);
		if (*time != INT64_MIN) answer = strong ? EDU_TIMESTAMP_HOLDS : EDU_TIMESTAMP_WEAK;
	}
	TS_TST_INFO_free(info);
	return answer;
}

/* One run of OpenSSL's verification: 1, 0, or -1: out of memory. What is handed over belongs to the context. */
static int ask(PKCS7 *token, int flags, BIO *data, X509_STORE *store, STACK_OF(X509) *known)
{
	TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
	int answer = -1;

	if (ctx) {
		TS_VERIFY_CTX_set_data(ctx, data);
		TS_VERIFY_CTX_set_store(ctx, store);
		TS_VERIFY_CTX_set_certs(ctx, known);
		TS_VERIFY_CTX_set_flags(ctx, flags);
		answer = TS_RESP_verify_token(ctx, token) == 1;
	} else {
		BIO_free(data);
		X509_STORE_free(store);
		sk_X509_pop_free(known, X509_free);
	}
	TS_VERIFY_CTX_free(ctx);
	return answer;
}

static int check_data(edu_timestamp *out, PKCS7 *token, const void *data, size_t length)
{
	BIO *bytes = BIO_new_mem_buf(length ? data : "", (int)length);
	const int good = bytes ? ask(token, TS_VFY_VERSION | TS_VFY_DATA, bytes, NULL, NULL) : -1;

	if (good == 0) out->answer = EDU_TIMESTAMP_OTHER_DATA;
	return good < 0 ? EDU_ENOMEM : 0;
}

/* A token need not carry its authority's certificate: the caller may have given that. */
static STACK_OF(X509) *share(const edu_certificate *const *list, size_t count)
{
	STACK_OF(X509) *borrowed = edu_openssl_stack(list, count);
	STACK_OF(X509) *own = borrowed ? X509_chain_up_ref(borrowed) : NULL;

	sk_X509_free(borrowed);
	return own;
}

static int check_signature(edu_timestamp *out, PKCS7 *token, const edu_certificate *const *anchors,
                           size_t count, int64_t time)
{
	X509_STORE *store = edu_openssl_store(anchors, count, time);
	STACK_OF(X509) *known = store ? share(anchors, count) : NULL;

	if (!known) {
		X509_STORE_free(store);
		return EDU_ENOMEM;
	}
	const int good = ask(token, TS_VFY_SIGNATURE, NULL, store, known);
	if (good == 0) {
		const int reason = ERR_GET_REASON(ERR_peek_last_error());
		out->answer = reason == TS_R_CERTIFICATE_VERIFY_ERROR ? EDU_TIMESTAMP_NOT_ANCHORED
		                                                      : EDU_TIMESTAMP_BAD_SIGNATURE;
	}
	return good < 0 ? EDU_ENOMEM : 0;
}

static int check(edu_timestamp *out, PKCS7 *token, const void *data, size_t length,
                 const edu_certificate *const *anchors, size_t anchor_count, int64_t time)
{
	out->answer = read_info(&out->time, token);
	int rc = out->answer == EDU_TIMESTAMP_HOLDS ? check_data(out, token, data, length) : 0;
	if (rc == 0 && out->answer == EDU_TIMESTAMP_HOLDS && !anchor_count)
		out->answer = EDU_TIMESTAMP_NOT_ANCHORED;
	if (rc == 0 && out->answer == EDU_TIMESTAMP_HOLDS)
		rc = check_signature(out, token, anchors, anchor_count, time);
	return rc;
}

int edu_timestamp_check(edu_timestamp *out, const void *token, size_t token_length, const void *data,
                        size_t length, const edu_certificate *const *anchors, size_t anchor_count,
                        int64_t time)
{
	const unsigned char *at = token;
	int rc = 0;

	*out = (edu_timestamp){ .answer = EDU_TIMESTAMP_MALFORMED };
	if (token_length > LONG_MAX || length > INT_MAX) return 0;
	ERR_set_mark();
	PKCS7 *read = d2i_PKCS7(NULL, &at, (long)token_length);
	if (read && at == (const unsigned char *)token + token_length)
		rc = check(out, read, data, length, anchors, anchor_count, time);
	PKCS7_free(read);
	ERR_pop_to_mark();
	return rc;
}
