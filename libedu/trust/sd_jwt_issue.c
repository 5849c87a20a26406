/*
 * trust/sd_jwt_issue.c – the token that an issuer signs: claims, hidden as is wished (sd_jwt_hide.c), with the holder's key.
 */
#include <edu/sd_jwt.h>

#include "base/fail.h"
#include "crypto/secret.h"
#include "json/json.h"
#include "trust/did.h"
#include "trust/jwk.h"
#include "trust/sd_jwt_claims.h"
#include "trust/sd_jwt_hide.h"
#include "trust/signing.h"

#include <stddef.h>
#include <string.h>

enum { DECOYS_MOST = 64 };

/* One issuing. */
typedef struct issuing {
	const edu_sd_jwt_options *options;
	const char *vct; /* NULL: nobody said */
	edu_hiding hiding;
} issuing;

/* ---- the claims that are signed ---- */

/* Append the holder's public key as a JWK, whatever else the one that was given says. */
static int write_holder(const issuing *i, edu_buffer *out)
{
	edu_context limits;
	edu_key *key = NULL;
	edu_tree t;

	int rc = edu_strict_read_small(&t, &limits, i->hiding.ctx, i->options->holder,
	                               i->options->holder_length, EDU_HEADER_MOST, i->hiding.err);
	if (rc == 0) rc = edu_jwk_public(&key, &t, t.top, i->hiding.err);
	if (rc == 0) rc = edu_jwk_write(out, key);
	edu_key_free(key);
	edu_tree_close(&t);
	return rc;
}

/* cnf:{"jwk":…} in front of the closing brace. */
static int write_claims(const issuing *i, edu_buffer *out)
{
	const edu_sink sink = edu_buffer_sink(out);
	const edu_sd_jwt_options *o = i->options;

	int rc = edu_json_write(&i->hiding.tree, i->hiding.tree.top, &sink, EDU_JSON_COMPACT, NULL);
	if (rc == 0 && o->holder) {
		out->length--;
		rc = edu_buffer_addf(out, "%s\"cnf\":{\"jwk\":", out->length > 1 ? "," : "");
		if (rc == 0) rc = write_holder(i, out);
		if (rc == 0) rc = edu_buffer_add(out, "}}", 2);
	}
	return rc == EDU_ENOMEM || rc == EDU_EIO ? edu_fail_memory(i->hiding.err) : rc;
}

static int prepare(edu_signing **out, const issuing *i, const edu_signer *signer,
                   const edu_sign_options *signing)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_buffer claims;

	edu_buffer_open(&claims, &i->hiding.ctx->allocator);
	int rc = write_claims(i, &claims);
	/* A caller of the first version has no more than that. */
	memcpy(&o, signing, signing->version >= 2 ? sizeof o : offsetof(edu_sign_options, complete));
	o.suite = "sd-jwt";
	if (rc == 0)
		rc = edu_sign_prepare(out, i->hiding.ctx, claims.data, claims.length, signer, &o,
		                      i->hiding.err);
	if (rc == 0 && edu_buffer_add(&(*out)->tail, i->hiding.tail.data ? i->hiding.tail.data : "",
	                              i->hiding.tail.length) < 0) {
		edu_signing_free(*out);
		*out = NULL;
		rc = edu_fail_memory(i->hiding.err);
	}
	edu_buffer_free(&claims);
	return rc;
}

static int check_arguments(const edu_context *ctx, const void *claims, const edu_sd_jwt_options *o,
                           const edu_signer *signer, const edu_sign_options *signing, edu_error *err)
{
	if (!ctx || !claims || !o || !signer || !signing)
		return edu_fail(err, EDU_EARG, NULL,
		                "issuing needs a context, claims, options, a signer and its options");
	if (o->version < 1 || o->version > EDU_SD_JWT_OPTIONS_VERSION || o->decoys > DECOYS_MOST)
		return edu_fail(err, EDU_EARG, NULL,
		                "the options have a version of the future, or more than 64 decoys");
	return 0;
}

/* A key without certificates names itself: by its own DID, or the one that it is called by. */
static int name_key(edu_buffer *out, const edu_signer *signer, const char *key_name)
{
	const edu_key *key = edu_signer_key(signer);

	if (!key || signer->ring.certificate_count) return 0;
	if (!key_name) return edu_did_write(out, key, false) == EDU_ENOMEM ? EDU_ENOMEM : 0;
	return strncmp(key_name, "did:", 4) == 0 ? edu_buffer_add(out, key_name, strcspn(key_name, "#")) : 0;
}

/* What a policy makes of a document. */
static int make_claims(issuing *i, edu_buffer *out, const char *data, size_t length, const edu_signer *signer,
                       const edu_sign_options *signing)
{
	edu_claims_around around = { i->hiding.policy->claim, i->vct, NULL, signing->time };
	edu_buffer iss;

	edu_buffer_open(&iss, &i->hiding.ctx->allocator);
	int rc = name_key(&iss, signer, signing->key_name) < 0 ? edu_fail_memory(i->hiding.err) : 0;
	if (iss.length) around.iss = iss.data;
	if (rc == 0) rc = edu_sd_jwt_claims(out, i->hiding.ctx, data, length, &around, i->hiding.err);
	edu_buffer_free(&iss);
	return rc;
}

static int check_claims(const issuing *i)
{
	const edu_tree *t = &i->hiding.tree;

	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT))
		return edu_fail(i->hiding.err, EDU_EINVALID, "sign/object",
		                "what is issued has to be a JSON object");
	if (i->options->holder && edu_member(t, t->top, "cnf"))
		return edu_fail(i->hiding.err, EDU_EINVALID, "sd-jwt/cnf",
		                "the claims name a holder's key already");
	return 0;
}

/* Read the claims: the document itself, or what a policy makes of it. */
static int read_claims(issuing *i, const char *data, size_t length, const edu_signer *signer,
                       const edu_sign_options *signing)
{
	edu_buffer claims;
	int rc = 0;

	edu_buffer_open(&claims, &i->hiding.ctx->allocator);
	if (i->hiding.policy && i->hiding.policy->claim) {
		rc = make_claims(i, &claims, data, length, signer, signing);
		data = claims.data;
		length = claims.length;
	}
	if (rc == 0) rc = edu_strict_read(&i->hiding.tree, i->hiding.ctx, data, length, i->hiding.err);
	edu_buffer_free(&claims);
	return rc == 0 ? check_claims(i) : rc;
}

/* Members that came with the second version of the options. */
static void take_options(issuing *i, const edu_sd_jwt_options *o)
{
	i->options = o;
	i->hiding.hidden = o->hidden;
	i->hiding.hidden_count = o->hidden_count;
	i->hiding.decoys = o->decoys;
	i->hiding.random = o->random;
	i->hiding.random_state = o->random_state;
	i->hiding.policy = o->version >= 2 ? o->policy : NULL;
	i->vct = o->version >= 2 ? o->vct : NULL;
	if (!i->vct && i->hiding.policy) i->vct = i->hiding.policy->vct;
}

int edu_sd_jwt_prepare(edu_signing **out, const edu_context *ctx, const void *claims, size_t length,
                       const edu_sd_jwt_options *options, const edu_signer *signer,
                       const edu_sign_options *signing, edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;
	issuing i = { .hiding = { .ctx = ctx, .err = err ? err : &own } };

	edu_error_clear(i.hiding.err);
	if (!out) return edu_fail(err, EDU_EARG, NULL, "issuing needs a place for its result");
	*out = NULL;
	int rc = check_arguments(ctx, claims, options, signer, signing, i.hiding.err);
	if (rc < 0) return rc;
	take_options(&i, options);
	edu_buffer_open(&i.hiding.tail, &ctx->allocator);
	rc = read_claims(&i, claims, length, signer, signing);
	if (rc == 0) rc = edu_hiding_hide(&i.hiding);
	if (rc == 0) rc = prepare(out, &i, signer, signing);
	edu_hiding_close(&i.hiding);
	return rc;
}

int edu_sd_jwt_issue(edu_buffer *out, const edu_context *ctx, const void *claims, size_t length,
                     const edu_sd_jwt_options *options, const edu_signer *signer,
                     const edu_sign_options *signing, edu_error *err)
{
	edu_signing *s;

	if (!out) return edu_fail(err, EDU_EARG, NULL, "issuing needs a place for its result");
	int rc = edu_sd_jwt_prepare(&s, ctx, claims, length, options, signer, signing, err);
	if (rc == 0) rc = edu_signing_sign(out, s, signer, err);
	edu_signing_free(s);
	return rc;
}
