/*
 * trust/sd_jwt_present.c – the holder's side: a selection of disclosures, and the proof that goes with it.
 */
#include <edu/sd_jwt.h>

#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "trust/disclosure_policy.h"
#include "trust/jws.h"
#include "trust/pattern.h"
#include "trust/sd_jwt_json.h"
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

/* ---- a token, compact or in JSON ---- */

typedef struct source {
	edu_sd_jwt sd;
	edu_tree json;      /* top 0: it is compact */
	edu_buffer compact; /* of JSON */
} source;

static void close_source(source *s)
{
	edu_sd_jwt_close(&s->sd);
	edu_tree_close(&s->json);
	edu_buffer_free(&s->compact);
}

/* JSON becomes the compact form; text moves on to it. */
static int read_json(source *s, const edu_context *ctx, const char **text, size_t *length, edu_error *err)
{
	const char *rule, *reason;

	int rc = edu_strict_read(&s->json, ctx, *text, *length, err);
	if (rc < 0) return rc;
	rc = edu_sd_jwt_json_compact(&s->compact, &s->json, edu_sd_jwt_json_first(&s->json), &rule, &reason);
	if (rc == 1) return edu_fail(err, EDU_EINVALID, rule, "%s", reason);
	*text = s->compact.data;
	*length = s->compact.length;
	return rc < 0 ? edu_fail_memory(err) : 0;
}

static int read_claims(edu_sd_jwt *s, edu_error *err)
{
	edu_buffer payload;

	if (s->proof_length)
		return edu_fail(err, EDU_EINVALID, "sd-jwt/bound",
		                "a holder's proof stands behind it: this is a presentation");
	edu_buffer_open(&payload, &s->ctx->allocator);
	int rc = read_payload(&payload, s, err);
	if (rc == 0)
		rc = fail_fault(s, edu_sd_jwt_process(s, payload.data ? payload.data : "", payload.length),
		                err);
	edu_buffer_free(&payload);
	return rc;
}

/* To be closed also after a failure. */
static int take_apart(source *s, const edu_context *ctx, const char *text, size_t length, edu_error *err)
{
	memset(s, 0, sizeof *s);
	edu_buffer_open(&s->compact, &ctx->allocator);
	edu_trim(&text, &length);
	int rc = length && *text == '{' ? read_json(s, ctx, &text, &length, err) : 0;
	if (rc == 0) rc = fail_fault(&s->sd, edu_sd_jwt_open(&s->sd, ctx, text, length), err);
	return rc == 0 ? read_claims(&s->sd, err) : rc;
}

/* ---- what is shown ---- */

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

/* Marks of items are free for one pass: an item that is marked holds something that is shown. */
static void mark_holders(edu_sd_jwt *s)
{
	for (size_t i = 0; i < s->count; i++)
		for (edu_ref r = s->list[i].used ? s->list[i].value : 0;
		     r && !(s->tree.items[r].flags & EDU_ITEM_MARK); r = s->tree.items[r].parent)
			s->tree.items[r].flags |= EDU_ITEM_MARK;
}

/* What is shown brings everything that it is hidden in. */
static void close_selection(edu_sd_jwt *s)
{
	mark_holders(s);
	for (size_t i = 0; i < s->count; i++)
		s->list[i].used |= (s->tree.items[s->list[i].value].flags & EDU_ITEM_MARK) != 0;
	for (size_t i = 0; i < s->tree.count; i++) s->tree.items[i].flags &= (uint8_t)~EDU_ITEM_MARK;
}

/* Which of a group's members each disclosure is: the object it stands in, 0 where it is none. */
static int find_members(edu_ref *objects, const edu_sd_jwt *s, const edu_disclosure_group *g)
{
	edu_path_walker walker;
	const char *path;
	size_t length;
	int rc = 0;

	edu_path_walker_open(&walker, &s->tree);
	for (size_t i = 0; i < s->count && rc == 0; i++) {
		const edu_ref value = s->list[i].value;
		rc = edu_path_walker_to(&walker, value, &path, &length);
		if (rc < 0) continue;
		const edu_place place = edu_place_at(path, length);
		objects[i] = edu_places_fit(&g->members, &place) ? s->tree.items[value].parent : 0;
	}
	edu_path_walker_close(&walker);
	return rc;
}

/* Show the members of a group that stand in an object of which one is shown. */
static int complete_group(edu_sd_jwt *s, const edu_disclosure_group *g)
{
	edu_ref *objects = edu_allocate(&s->ctx->allocator, (s->count + 1) * sizeof *objects);
	edu_tree *t = &s->tree;

	if (!objects) return EDU_ENOMEM;
	const int rc = find_members(objects, s, g);
	for (size_t i = 0; i < s->count && rc == 0; i++)
		if (objects[i] && s->list[i].used) t->items[objects[i]].flags |= EDU_ITEM_MARK;
	for (size_t i = 0; i < s->count && rc == 0; i++)
		s->list[i].used |= objects[i] && t->items[objects[i]].flags & EDU_ITEM_MARK;
	for (size_t i = 0; i < s->count && rc == 0; i++)
		t->items[objects[i]].flags &= (uint8_t)~EDU_ITEM_MARK;
	edu_release(&s->ctx->allocator, objects, (s->count + 1) * sizeof *objects);
	return rc;
}

/* A member of two groups joins them, in whichever order they stand. */
static int complete_groups(edu_sd_jwt *s, const edu_disclosure_policy *policy)
{
	int rc = 0;

	for (size_t k = 0; policy && k < policy->group_count; k++)
		for (size_t i = 0; i < policy->group_count && rc == 0; i++)
			rc = complete_group(s, &policy->groups[i]);
	return rc;
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

static int write_source(edu_buffer *out, const source *s)
{
	edu_buffer tail;

	if (!s->json.top) return write_selection(out, &s->sd);
	edu_buffer_open(&tail, &s->sd.ctx->allocator);
	int rc = edu_sd_jwt_json_write(out, &tail, &s->json, &s->sd);
	if (rc == 0) rc = edu_buffer_add(out, tail.data, tail.length);
	edu_buffer_free(&tail);
	return rc;
}

int edu_sd_jwt_present_by(edu_buffer *out, const edu_context *ctx, const void *token, size_t length,
                          const char *const *shown, size_t shown_count, const edu_disclosure_policy *policy,
                          edu_error *err)
{
	source s;

	edu_error_clear(err);
	if (!out || !ctx || !token || (!shown && shown_count))
		return edu_fail(err, EDU_EARG, NULL,
		                "presenting needs a place, a context, a token and what is to be shown");
	edu_buffer_open(out, &ctx->allocator);
	int rc = take_apart(&s, ctx, token, length, err);
	if (rc == 0) rc = select_named(&s.sd, shown, shown_count, err);
	if (rc == 0) {
		close_selection(&s.sd);
		if (complete_groups(&s.sd, policy) < 0 || write_source(out, &s) < 0)
			rc = edu_fail_memory(err);
	}
	close_source(&s);
	if (rc < 0) edu_buffer_free(out);
	return rc;
}

int edu_sd_jwt_present(edu_buffer *out, const edu_context *ctx, const void *token, size_t length,
                       const char *const *shown, size_t shown_count, edu_error *err)
{
	return edu_sd_jwt_present_by(out, ctx, token, length, shown, shown_count, NULL, err);
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

/* JSON: the proof becomes the last member of the first header. */
static int write_around(edu_buffer *head, edu_buffer *tail, const source *s)
{
	if (!s->json.top) return edu_buffer_add(head, s->sd.jwt, s->sd.bound_length);
	int rc = edu_buffer_add(tail, "\"", 1);
	if (rc == 0) rc = edu_sd_jwt_json_write(head, tail, &s->json, &s->sd);
	return rc == 0 ? edu_buffer_addf(head, ",\"kb_jwt\":\"") : rc;
}

/* The presentation stands around its proof. */
static int put_around(edu_signing *signing, const source *s)
{
	edu_buffer whole;

	edu_buffer_open(&whole, &s->sd.ctx->allocator);
	int rc = write_around(&whole, &signing->tail, s);
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
	edu_buffer claims;
	source s;

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !presentation || !holder || !audience || !nonce || time == EDU_TIME_UNKNOWN)
		return edu_fail(err, EDU_EARG, NULL,
		                "a holder's proof needs a presentation, a signer, audience, nonce and time");
	edu_buffer_open(&claims, &ctx->allocator);
	int rc = take_apart(&s, ctx, presentation, length, err);
	if (rc == 0 && write_claims(&claims, &s.sd, audience, nonce, time) != 0) rc = edu_fail_memory(err);
	o.suite = "kb-jwt";
	if (rc == 0) rc = edu_sign_prepare(out, ctx, claims.data, claims.length, holder, &o, err);
	if (rc == 0 && put_around(*out, &s) < 0) {
		edu_signing_free(*out);
		*out = NULL;
		rc = edu_fail_memory(err);
	}
	edu_buffer_free(&claims);
	close_source(&s);
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
