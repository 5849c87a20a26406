/*
 * trust/sd_jwt_present.c – the holder's side: a selection of disclosures, and the proof that goes with it.
 */
#include <edu/sd_jwt.h>

#include "base/fail.h"
#include "json/json.h"
#include "trust/jws.h"
#include "trust/pattern.h"
#include "trust/sd_jwt.h"
#include "trust/signing.h"

#include "crypto/base64url.h"

#include <inttypes.h>
#include <string.h>

static int fail_fault(const edu_sd_jwt *s, int rc, edu_error *err)
{
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	return rc ? edu_fail(err, EDU_EINVALID, s->rule, "%s", s->reason) : 0;
}

static int read_payload(edu_buffer *out, const edu_sd_jwt *s, edu_error *err)
{
	edu_jws jws = { 0 };

	if (!edu_jws_split(&jws, s->jwt, s->jwt_length))
		return edu_fail(err, EDU_EINVALID, "jws/compact",
		                "the issuer's token is not three parts between two dots");
	const int rc = edu_base64url_decode(out, jws.payload, jws.payload_length);
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	return rc < 0 ? edu_fail(err, EDU_EINVALID, "jws/payload", "the payload is no base64url") : 0;
}

static int take_apart(edu_sd_jwt *s, const edu_context *ctx, const char *text, size_t length, edu_error *err)
{
	edu_buffer payload;

	int rc = fail_fault(s, edu_sd_jwt_open(s, ctx, text, length), err);
	if (rc < 0) return rc;
	if (s->proof_length)
		return edu_fail(err, EDU_EINVALID, "sd-jwt/bound",
		                "a holder's proof stands behind it: this is a presentation");
	edu_buffer_open(&payload, &ctx->allocator);
	rc = read_payload(&payload, s, err);
	if (rc == 0)
		rc = fail_fault(s, edu_sd_jwt_process(s, payload.data ? payload.data : "", payload.length),
		                err);
	edu_buffer_free(&payload);
	return rc;
}

/* Mark what is named: used means from here on that it is shown. */
static int select_named(edu_sd_jwt *s, const char *const *shown, size_t count, edu_error *err)
{
	edu_patterns patterns;
	int rc = edu_patterns_open(&patterns, &s->tree, shown, count);

	for (size_t i = 0; i < s->count && rc >= 0; i++) {
		rc = edu_patterns_match(&patterns, s->list[i].value);
		s->list[i].used = rc == 1;
	}
	if (rc < 0) rc = edu_fail_memory(err);
	else if (!edu_patterns_all_used(&patterns))
		rc = edu_fail(err, EDU_EINVALID, "sd-jwt/pattern",
		              "a pattern names nothing that is hidden in the token");
	edu_patterns_close(&patterns);
	return rc < 0 ? rc : 0;
}

static bool stands_in(const edu_tree *t, edu_ref item, edu_ref outer)
{
	while (item && item != outer) item = t->items[item].parent;
	return item != 0;
}

/* What is shown brings everything that it is hidden in. */
static void close_selection(edu_sd_jwt *s)
{
	for (size_t i = 0; i < s->count; i++)
		for (size_t k = 0; k < s->count && !s->list[i].used; k++)
			s->list[i].used =
				s->list[k].used && stands_in(&s->tree, s->list[k].value, s->list[i].value);
}

static int write_selection(edu_buffer *out, const edu_sd_jwt *s)
{
	int rc = edu_buffer_add(out, s->jwt, s->jwt_length);
	if (rc == 0) rc = edu_buffer_add(out, "~", 1);
	for (size_t i = 0; i < s->count && rc == 0; i++) {
		if (!s->list[i].used) continue;
		rc = edu_buffer_add(out, s->list[i].text, s->list[i].length);
		if (rc == 0) rc = edu_buffer_add(out, "~", 1);
	}
	return rc;
}

static void trim(const char **text, size_t *length)
{
	while (*length && strchr(" \t\r\n", (*text)[*length - 1])) --*length;
}

int edu_sd_jwt_present(edu_buffer *out, const edu_context *ctx, const void *token, size_t length,
                       const char *const *shown, size_t shown_count, edu_error *err)
{
	const char *text = token;
	edu_sd_jwt s;

	edu_error_clear(err);
	if (!out || !ctx || !token || (!shown && shown_count))
		return edu_fail(err, EDU_EARG, NULL,
		                "presenting needs a place, a context, a token and what is to be shown");
	trim(&text, &length);
	edu_buffer_open(out, &ctx->allocator);
	int rc = take_apart(&s, ctx, text, length, err);
	if (rc == 0) rc = select_named(&s, shown, shown_count, err);
	if (rc == 0) {
		close_selection(&s);
		rc = write_selection(out, &s) < 0 ? edu_fail_memory(err) : 0;
	}
	edu_sd_jwt_close(&s);
	if (rc < 0) edu_buffer_free(out);
	return rc;
}

/* ---- the holder's proof ---- */

static int write_claims(edu_buffer *out, const edu_sd_jwt *s, const char *audience, const char *nonce,
                        edu_time time)
{
	int rc = edu_buffer_addf(out, "{\"iat\":%" PRId64 ",\"aud\":", time);
	if (rc == 0) rc = edu_json_quote(out, audience, strlen(audience));
	if (rc == 0) rc = edu_buffer_addf(out, ",\"nonce\":");
	if (rc == 0) rc = edu_json_quote(out, nonce, strlen(nonce));
	if (rc == 0) rc = edu_buffer_addf(out, ",\"sd_hash\":\"");
	if (rc == 0) rc = edu_sd_jwt_digest(out, s->digest, s->jwt, s->bound_length);
	return rc != 0 ? rc : edu_buffer_addf(out, "\"}");
}

/* The presentation stands in front of its proof. */
static int put_in_front(edu_signing *signing, const edu_sd_jwt *s)
{
	edu_buffer whole;

	edu_buffer_open(&whole, &s->ctx->allocator);
	int rc = edu_buffer_add(&whole, s->jwt, s->bound_length);
	if (rc == 0) rc = edu_buffer_add(&whole, signing->head.data, signing->head.length);
	edu_buffer_free(rc == 0 ? &signing->head : &whole);
	if (rc == 0) signing->head = whole;
	return rc;
}

int edu_sd_jwt_bind(edu_signing **out, const edu_context *ctx, const void *presentation, size_t length,
                    const edu_signer *holder, const char *audience, const char *nonce, edu_time time,
                    edu_error *err)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	const char *text = presentation;
	edu_buffer claims;
	edu_sd_jwt s;

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !presentation || !holder || !audience || !nonce || time == EDU_TIME_UNKNOWN)
		return edu_fail(err, EDU_EARG, NULL,
		                "a holder's proof needs a presentation, a signer, audience, nonce and time");
	trim(&text, &length);
	edu_buffer_open(&claims, &ctx->allocator);
	int rc = take_apart(&s, ctx, text, length, err);
	if (rc == 0 && write_claims(&claims, &s, audience, nonce, time) != 0) rc = edu_fail_memory(err);
	o.suite = "kb-jwt";
	if (rc == 0) rc = edu_sign_prepare(out, ctx, claims.data, claims.length, holder, &o, err);
	if (rc == 0 && put_in_front(*out, &s) < 0) {
		edu_signing_free(*out);
		*out = NULL;
		rc = edu_fail_memory(err);
	}
	edu_buffer_free(&claims);
	edu_sd_jwt_close(&s);
	return rc;
}

int edu_sd_jwt_prove(edu_buffer *out, const edu_context *ctx, const void *presentation, size_t length,
                     const edu_signer *holder, const char *audience, const char *nonce, edu_time time,
                     edu_error *err)
{
	edu_signing *signing;

	if (!out) return edu_fail(err, EDU_EARG, NULL, "a place for the proof is needed");
	int rc = edu_sd_jwt_bind(&signing, ctx, presentation, length, holder, audience, nonce, time, err);
	if (rc == 0) rc = edu_signing_sign(out, signing, holder, err);
	edu_signing_free(signing);
	return rc;
}
