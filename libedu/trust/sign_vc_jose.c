/*
 * trust/sign_vc_jose.c – a credential as compact JWS (VC-JOSE), or a status list as one: the payload is the document's own
 * bytes.
 */
#include "trust/signing.h"

#include "base/fail.h"

#include <string.h>

static int add_kid(edu_buffer *out, const edu_preparation *p)
{
	edu_buffer name;

	edu_buffer_open(&name, &p->ctx->allocator);
	int rc = edu_add_key_name(&name, p);
	if (rc == 0) rc = edu_add_member(out, "kid", name.data, name.length);
	edu_buffer_free(&name);
	return rc;
}

static int write_header(edu_buffer *out, const edu_preparation *p, const char *typ, const char *cty)
{
	const char *alg = edu_algorithms[p->signing->algorithm].name;

	int rc = edu_buffer_add(out, "{", 1);
	if (rc == 0) rc = edu_add_member(out, "alg", alg, strlen(alg));
	if (rc == 0) rc = p->chain_count && !p->options->key_name ? edu_add_chain(out, p) : add_kid(out, p);
	if (rc == 0) rc = edu_add_member(out, "typ", typ, strlen(typ));
	if (rc == 0 && cty) rc = edu_add_member(out, "cty", cty, strlen(cty));
	return rc < 0 ? rc : edu_buffer_add(out, "}", 1);
}

static int prepare(edu_preparation *p, const char *typ, const char *cty)
{
	edu_buffer header;

	int rc = edu_prepare_algorithm(p);
	edu_buffer_open(&header, &p->ctx->allocator);
	if (rc == 0) rc = write_header(&header, p, typ, cty);
	if (rc == 0) rc = edu_prepare_compact(p, &header, p->data, p->length);
	edu_buffer_free(&header);
	return rc;
}

int edu_prepare_vc_jose(edu_preparation *p)
{
	if (edu_member(p->t, p->t->top, "vc") || edu_member(p->t, p->t->top, "vp"))
		return edu_fail(p->err, EDU_EINVALID, "sign/vc",
		                "the document has a member vc or vp, which VC-JOSE forbids");
	return prepare(p, "vc+jwt", "vc");
}

int edu_prepare_status_token(edu_preparation *p)
{
	if (!edu_member(p->t, p->t->top, "status_list"))
		return edu_fail(p->err, EDU_EINVALID, "sign/status",
		                "the document is not the claims of a status list token");
	return prepare(p, "statuslist+jwt", NULL);
}

/* The issuer's part of an SD-JWT: of claims in which nothing is hidden, it is the whole. */
int edu_prepare_sd_jwt(edu_preparation *p)
{
	const int rc = prepare(p, edu_member(p->t, p->t->top, "vct") ? "dc+sd-jwt" : "sd-jwt", NULL);
	return rc < 0 ? rc : edu_buffer_add(&p->signing->tail, "~", 1);
}

int edu_prepare_holder_proof(edu_preparation *p)
{
	if (!edu_member(p->t, p->t->top, "sd_hash"))
		return edu_fail(p->err, EDU_EINVALID, "sign/holder",
		                "the document is not the claims of a holder's proof");
	return prepare(p, "kb+jwt", NULL);
}
