/*
 * trust/sign_vc_jose.c – a credential as compact JWS (VC-JOSE): the payload is the credential's own bytes.
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

static int write_header(edu_buffer *out, const edu_preparation *p)
{
	const char *alg = edu_algorithms[p->signing->algorithm].name;

	int rc = edu_buffer_add(out, "{", 1);
	if (rc == 0) rc = edu_add_member(out, "alg", alg, strlen(alg));
	if (rc == 0) rc = p->chain_count && !p->options->key_name ? edu_add_chain(out, p) : add_kid(out, p);
	if (rc == 0) rc = edu_add_member(out, "typ", "vc+jwt", 6);
	if (rc == 0) rc = edu_add_member(out, "cty", "vc", 2);
	return rc < 0 ? rc : edu_buffer_add(out, "}", 1);
}

int edu_prepare_vc_jose(edu_preparation *p)
{
	edu_buffer header;

	if (edu_member(p->t, p->t->top, "vc") || edu_member(p->t, p->t->top, "vp"))
		return edu_fail(p->err, EDU_EINVALID, "sign/vc", "the document has a member vc or vp, which VC-JOSE forbids");
	int rc = edu_prepare_algorithm(p);
	edu_buffer_open(&header, &p->ctx->allocator);
	if (rc == 0) rc = write_header(&header, p);
	if (rc == 0) rc = edu_prepare_compact(p, &header, p->data, p->length);
	edu_buffer_free(&header);
	return rc;
}
