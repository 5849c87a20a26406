/*
 * trust/sign_jades.c – a JAdES seal of level B, in the shape of EDC (trust.md, section 9).
 */
#include "trust/complete.h"
#include "trust/signing.h"

#include "base/fail.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "json/json.h"

#include <string.h>

/* kid as TS 119 182-1 wants it: base64 of DER IssuerSerial. */
static int add_kid(edu_buffer *out, const edu_preparation *p)
{
	edu_buffer der, text;

	edu_buffer_open(&der, &p->ctx->allocator);
	edu_buffer_open(&text, &p->ctx->allocator);
	int rc = edu_certificate_issuer_serial(&der, p->chain[0]);
	if (rc == 0) rc = edu_base64_encode(&text, der.data, der.length);
	if (rc == 0) rc = edu_add_member(out, "kid", text.data, text.length);
	edu_buffer_free(&der);
	edu_buffer_free(&text);
	return rc;
}

static int add_thumbprint(edu_buffer *out, const edu_preparation *p)
{
	int rc = edu_buffer_addf(out, ",\"x5t#S256\":\"");
	if (rc == 0)
		rc = edu_base64url_encode(out, edu_certificate_facts_of(p->chain[0])->sha256,
		                          EDU_DIGEST_SHA256_SIZE);
	return rc < 0 ? rc : edu_buffer_add(out, "\"", 1);
}

static int add_time(edu_buffer *out, const edu_preparation *p)
{
	char text[32];

	if (!p->options->old_signing_time)
		return edu_buffer_addf(out, ",\"iat\":%lld,\"crit\":[\"b64\"]}", (long long)p->options->time);
	edu_time_write(p->options->time, text);
	return edu_buffer_addf(out, ",\"sigT\":\"%s\",\"crit\":[\"b64\",\"sigT\"]}", text);
}

/* The order of members is fixed, so that the same seal has the same bytes. */
static int write_header(edu_buffer *out, const edu_preparation *p)
{
	const char *alg = edu_algorithms[p->signing->algorithm].name;

	int rc = edu_buffer_add(out, "{", 1);
	if (rc == 0) rc = edu_add_member(out, "alg", alg, strlen(alg));
	if (rc == 0) rc = edu_add_member(out, "cty", "json", 4);
	if (rc == 0) rc = add_kid(out, p);
	if (rc == 0) rc = add_thumbprint(out, p);
	if (rc == 0) rc = edu_add_chain(out, p);
	if (rc == 0) rc = edu_add_member(out, "typ", "jose+json", 9);
	if (rc == 0) rc = edu_buffer_addf(out, ",\"b64\":false");
	return rc < 0 ? rc : add_time(out, p);
}

static int assemble(edu_preparation *p, const edu_buffer *header)
{
	edu_signing *s = p->signing;

	int rc = edu_base64url_encode(&s->bytes, header->data, header->length);
	const size_t protected_length = s->bytes.length;
	if (rc == 0) rc = edu_buffer_add(&s->bytes, ".", 1);
	if (rc == 0) rc = edu_buffer_add(&s->bytes, p->data, p->length);
	if (rc == 0) rc = edu_buffer_addf(&s->head, "{\"payload\":");
	if (rc == 0) rc = edu_json_quote(&s->head, p->data, p->length);
	if (rc == 0) rc = edu_buffer_addf(&s->head, ",\"signatures\":[{\"protected\":\"");
	if (rc == 0) rc = edu_buffer_add(&s->head, s->bytes.data, protected_length);
	if (rc == 0) rc = edu_buffer_addf(&s->head, "\",\"signature\":\"");
	s->encoding = EDU_ENCODING_BASE64URL;
	return rc < 0 ? rc : edu_buffer_addf(&s->tail, "\"}]}");
}

/* What is sealed: the document's bytes, or with the options' leave what completing made of them. */
static int complete(edu_buffer *made, edu_preparation *p)
{
	if (!edu_signing_completes(p->options)) return 0;
	const int rc = edu_complete_credential(made, p->t, p->chain[0], p->options->time, p->err);
	p->data = made->data;
	p->length = made->length;
	return rc;
}

int edu_prepare_jades(edu_preparation *p)
{
	edu_buffer header, made;

	if (!p->chain_count)
		return edu_fail(p->err, EDU_EKEY, "sign/certificate",
		                "a JAdES seal needs the signer's certificate");
	if (p->options->time < 0 || p->options->time > 253402300799)
		return edu_fail(p->err, EDU_EARG, "sign/time", "a JAdES seal needs the time of signing");
	if (edu_member(p->t, p->t->top, "signatures"))
		return edu_fail(p->err, EDU_EINVALID, "sign/sealed", "the document is sealed already");
	int rc = edu_prepare_algorithm(p);
	edu_buffer_open(&header, &p->ctx->allocator);
	edu_buffer_open(&made, &p->ctx->allocator);
	if (rc == 0) rc = complete(&made, p);
	if (rc == 0) rc = write_header(&header, p);
	if (rc == 0) rc = assemble(p, &header);
	edu_buffer_free(&header);
	edu_buffer_free(&made);
	return rc;
}
