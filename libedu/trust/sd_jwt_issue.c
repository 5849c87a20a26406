/*
 * trust/sd_jwt_issue.c – claims hidden behind digests, and the token that an issuer signs (RFC 9901, section 4).
 */
#include <edu/sd_jwt.h>

#include "base/fail.h"
#include "crypto/base64url.h"
#include "crypto/random.h"
#include "crypto/secret.h"
#include "json/json.h"
#include "model/sort.h"
#include "trust/jwk.h"
#include "trust/pattern.h"
#include "trust/sd_jwt.h"
#include "trust/signing.h"

#include <string.h>

enum { SALT = 16, DECOY = 32, DECOYS_MOST = 64 };

/* One issuing. */
typedef struct hiding {
	const edu_context *ctx;
	const edu_sd_jwt_options *options;
	edu_error *err;
	edu_tree tree;
	edu_ref *chosen; /* what is hidden, in document order */
	size_t chosen_count, chosen_capacity;
	edu_buffer tail; /* ~disclosure~…~ */
} hiding;

static int random_bytes(hiding *h, void *out, size_t length)
{
	if (!h->options->random)
		return edu_random_bytes(out, length)
		               ? 0
		               : edu_fail(h->err, EDU_EINTERNAL, NULL, "libsodium can't be used");
	if (h->options->random(h->options->random_state, out, length) == 0) return 0;
	return edu_fail(h->err, EDU_EUSER, NULL, "the source of randomness said stop");
}

static int invalid(hiding *h, const char *rule, const char *message)
{
	return edu_fail(h->err, EDU_EINVALID, rule, "%s", message);
}

/* ---- what is hidden ---- */

static bool is_hideable(const edu_tree *t, edu_ref item)
{
	uint32_t length;
	const char *name = edu_tree_name_text(t, t->items[item].name, &length);
	return t->items[item].parent != t->top || edu_sd_jwt_may_hide(name, length);
}

static int check_name(hiding *h, edu_ref item)
{
	static const char *const reserved[] = { "_sd", "_sd_alg", "..." };
	const char *name = edu_tree_name_text(&h->tree, h->tree.items[item].name, NULL);

	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (strcmp(name, reserved[i]) == 0)
			return invalid(h, "sd-jwt/reserved",
			               "the claims have a member _sd, _sd_alg or ..., which SD-JWT keeps for "
			               "itself");
	return 0;
}

static int choose(hiding *h, edu_ref item, edu_patterns *patterns)
{
	int rc = check_name(h, item);

	if (rc == 0) rc = edu_patterns_match(patterns, item);
	if (rc == EDU_ENOMEM) return edu_fail_memory(h->err);
	if (rc <= 0) return rc;
	if (!is_hideable(&h->tree, item))
		return invalid(h, "sd-jwt/hidden",
		               "iss, aud, exp, nbf, cnf, vct and status have to stay open");
	if (!edu_grow(&h->ctx->allocator, (void **)&h->chosen, &h->chosen_capacity, h->chosen_count,
	              sizeof *h->chosen))
		return edu_fail_memory(h->err);
	h->chosen[h->chosen_count++] = item;
	return 0;
}

static int choose_all(hiding *h)
{
	const edu_tree *t = &h->tree;
	edu_patterns patterns;

	int rc = edu_patterns_open(&patterns, t, h->options->hidden, h->options->hidden_count);
	for (edu_ref i = edu_tree_walk(t, t->top, t->top); i && rc == 0; i = edu_tree_walk(t, t->top, i))
		rc = choose(h, i, &patterns);
	if (rc == 0 && !edu_patterns_all_used(&patterns))
		rc = invalid(h, "sd-jwt/pattern", "a pattern names nothing that is in the claims");
	edu_patterns_close(&patterns);
	return rc == EDU_ENOMEM ? edu_fail_memory(h->err) : rc;
}

/* ---- hiding ---- */

static int add_text(hiding *h, edu_ref parent, edu_name name, const char *text, size_t length)
{
	const edu_ref item = edu_tree_add(&h->tree, parent, EDU_KIND_STRING, name);
	if (!item) return edu_tree_add_failed(&h->tree, h->err);
	return edu_tree_set_text(&h->tree, item, text, length) < 0 ? edu_fail_memory(h->err) : 0;
}

static int add_decoy(hiding *h, edu_ref digests)
{
	unsigned char nothing[DECOY];
	edu_buffer digest;

	edu_buffer_open(&digest, &h->ctx->allocator);
	int rc = random_bytes(h, nothing, sizeof nothing);
	if (rc == 0 &&
	    edu_sd_jwt_digest(&digest, EDU_DIGEST_SHA256, (const char *)nothing, sizeof nothing) != 0)
		rc = edu_fail_memory(h->err);
	if (rc == 0) rc = add_text(h, digests, 0, digest.data, digest.length);
	edu_buffer_free(&digest);
	return rc;
}

/* The member _sd of an object, made with its decoys where it isn't there. */
static int digests_of(hiding *h, edu_ref object, edu_ref *digests)
{
	*digests = edu_member(&h->tree, object, "_sd");
	if (*digests) return 0;
	const edu_name name = edu_tree_name(&h->tree, "_sd", 3);
	if (!name) return edu_fail_memory(h->err);
	*digests = edu_tree_add(&h->tree, object, EDU_KIND_ARRAY, name);
	if (!*digests) return edu_tree_add_failed(&h->tree, h->err);
	int rc = 0;
	for (unsigned i = 0; i < h->options->decoys && rc == 0; i++) rc = add_decoy(h, *digests);
	return rc;
}

typedef struct digest_text {
	const char *text;
	uint32_t length;
} digest_text;

static int order_digests(const void *a, const void *b, const void *state)
{
	return strcmp(((const digest_text *)a)->text, ((const digest_text *)b)->text);
}

/* Their order must not tell in which order the claims stood. */
static int sort_digests(hiding *h, edu_ref digests)
{
	edu_tree *t = &h->tree;
	digest_text *texts = NULL;
	size_t count = 0, capacity = 0;
	int rc = 0;

	for (edu_ref e = edu_tree_first(t, digests); e && rc == 0; e = edu_tree_next(t, e)) {
		if (!edu_grow(&h->ctx->allocator, (void **)&texts, &capacity, count, sizeof *texts))
			rc = EDU_ENOMEM;
		else texts[count++] = (digest_text){ t->items[e].text, t->items[e].length };
	}
	if (rc == 0) rc = edu_sort(&h->ctx->allocator, texts, count, sizeof *texts, order_digests, NULL);
	size_t i = 0;
	for (edu_ref e = edu_tree_first(t, digests); e && rc == 0; e = edu_tree_next(t, e), i++)
		edu_tree_use_text(t, e, texts[i].text, texts[i].length);
	edu_release(&h->ctx->allocator, texts, capacity * sizeof *texts);
	return rc < 0 ? edu_fail_memory(h->err) : 0;
}

static int sort_below(hiding *h, edu_ref top)
{
	const edu_tree *t = &h->tree;
	int rc = 0;

	for (edu_ref i = top; i && rc == 0; i = edu_tree_walk(t, top, i))
		if (t->items[i].kind == EDU_KIND_ARRAY &&
		    strcmp(edu_tree_name_text(t, t->items[i].name, NULL), "_sd") == 0)
			rc = sort_digests(h, i);
	return rc;
}

/* [salt, name, value], or [salt, value]. */
static int write_disclosure(hiding *h, edu_buffer *out, edu_ref item)
{
	const edu_tree *t = &h->tree;
	unsigned char salt[SALT];
	edu_buffer text;
	uint32_t length;
	const char *name = edu_tree_name_text(t, t->items[item].name, &length);
	const edu_sink sink = edu_buffer_sink(out);

	int rc = random_bytes(h, salt, sizeof salt);
	if (rc < 0) return rc;
	edu_buffer_open(&text, &h->ctx->allocator);
	rc = edu_base64url_encode(&text, salt, sizeof salt);
	if (rc == 0) rc = edu_buffer_add(out, "[", 1);
	if (rc == 0) rc = edu_json_quote(out, text.data, text.length);
	edu_buffer_free(&text);
	if (rc == 0 && t->items[item].name) rc = edu_buffer_add(out, ",", 1);
	if (rc == 0 && t->items[item].name) rc = edu_json_quote(out, name, length);
	if (rc == 0) rc = edu_buffer_add(out, ",", 1);
	if (rc == 0) rc = sort_below(h, item);
	if (rc == 0) rc = edu_json_write(t, item, &sink, EDU_JSON_COMPACT, NULL);
	if (rc == 0) rc = edu_buffer_add(out, "]", 1);
	return rc < 0 ? edu_fail_memory(h->err) : 0;
}

/* Put a digest in the place of what it hides. */
static int replace(hiding *h, edu_ref item, const edu_buffer *digest)
{
	edu_tree *t = &h->tree;
	const edu_ref parent = t->items[item].parent;
	edu_ref digests;

	if (t->items[parent].kind == EDU_KIND_OBJECT) {
		edu_tree_remove(t, item);
		const int rc = digests_of(h, parent, &digests);
		return rc < 0 ? rc : add_text(h, digests, 0, digest->data, digest->length);
	}
	const edu_name dots = edu_tree_name(t, "...", 3);
	if (!dots) return edu_fail_memory(h->err);
	t->items[item].kind = EDU_KIND_OBJECT;
	t->items[item].last = 0;
	edu_tree_use_text(t, item, NULL, 0);
	return add_text(h, item, dots, digest->data, digest->length);
}

static int hide(hiding *h, edu_ref item)
{
	edu_buffer text, encoded, digest;

	edu_buffer_open(&text, &h->ctx->allocator);
	edu_buffer_open(&encoded, &h->ctx->allocator);
	edu_buffer_open(&digest, &h->ctx->allocator);
	int rc = write_disclosure(h, &text, item);
	if (rc == 0 && (edu_base64url_encode(&encoded, text.data, text.length) < 0 ||
	                edu_buffer_add(&h->tail, encoded.data, encoded.length) < 0 ||
	                edu_buffer_add(&h->tail, "~", 1) < 0 ||
	                edu_sd_jwt_digest(&digest, EDU_DIGEST_SHA256, encoded.data, encoded.length) != 0))
		rc = edu_fail_memory(h->err);
	if (rc == 0) rc = replace(h, item, &digest);
	edu_buffer_free(&text);
	edu_buffer_free(&encoded);
	edu_buffer_free(&digest);
	return rc;
}

/* Children before parents, so that what hides may itself be hidden. */
static int hide_all(hiding *h)
{
	const edu_name name = edu_tree_name(&h->tree, "_sd_alg", 7);
	int rc = name ? 0 : edu_fail_memory(h->err);

	for (size_t i = h->chosen_count; i > 0 && rc == 0; i--) rc = hide(h, h->chosen[i - 1]);
	if (rc == 0 && h->chosen_count) rc = add_text(h, h->tree.top, name, "sha-256", 7);
	return rc == 0 ? sort_below(h, h->tree.top) : rc;
}

/* ---- the claims that are signed ---- */

/* Append the holder's public key as a JWK, whatever else the one that was given says. */
static int write_holder(hiding *h, edu_buffer *out)
{
	edu_context limits;
	edu_key *key = NULL;
	edu_tree t;

	int rc = edu_strict_read_small(&t, &limits, h->ctx, h->options->holder, h->options->holder_length,
	                               EDU_HEADER_MOST, h->err);
	if (rc == 0) rc = edu_jwk_public(&key, &t, t.top, h->err);
	if (rc == 0) rc = edu_jwk_write(out, key);
	edu_key_free(key);
	edu_tree_close(&t);
	return rc;
}

/* cnf:{"jwk":…} in front of the closing brace. */
static int write_claims(hiding *h, edu_buffer *out)
{
	const edu_sink sink = edu_buffer_sink(out);
	const edu_sd_jwt_options *o = h->options;

	int rc = edu_json_write(&h->tree, h->tree.top, &sink, EDU_JSON_COMPACT, NULL);
	if (rc == 0 && o->holder) {
		out->length--;
		rc = edu_buffer_addf(out, "%s\"cnf\":{\"jwk\":", out->length > 1 ? "," : "");
		if (rc == 0) rc = write_holder(h, out);
		if (rc == 0) rc = edu_buffer_add(out, "}}", 2);
	}
	return rc == EDU_ENOMEM || rc == EDU_EIO ? edu_fail_memory(h->err) : rc;
}

static int prepare(edu_signing **out, hiding *h, const edu_signer *signer, const edu_sign_options *signing)
{
	edu_sign_options o = *signing;
	edu_buffer claims;

	edu_buffer_open(&claims, &h->ctx->allocator);
	int rc = write_claims(h, &claims);
	o.suite = "sd-jwt";
	if (rc == 0) rc = edu_sign_prepare(out, h->ctx, claims.data, claims.length, signer, &o, h->err);
	if (rc == 0 && edu_buffer_add(&(*out)->tail, h->tail.data ? h->tail.data : "", h->tail.length) < 0) {
		edu_signing_free(*out);
		*out = NULL;
		rc = edu_fail_memory(h->err);
	}
	edu_buffer_free(&claims);
	return rc;
}

static int check_arguments(const hiding *h, const void *claims, const edu_signer *signer,
                           const edu_sign_options *signing)
{
	const edu_sd_jwt_options *o = h->options;

	if (!h->ctx || !claims || !o || !signer || !signing)
		return edu_fail(h->err, EDU_EARG, NULL,
		                "issuing needs a context, claims, options, a signer and its options");
	if (o->version < 1 || o->version > EDU_SD_JWT_OPTIONS_VERSION || o->decoys > DECOYS_MOST)
		return edu_fail(h->err, EDU_EARG, NULL,
		                "the options have a version of the future, or more than 64 decoys");
	return 0;
}

int edu_sd_jwt_prepare(edu_signing **out, const edu_context *ctx, const void *claims, size_t length,
                       const edu_sd_jwt_options *options, const edu_signer *signer,
                       const edu_sign_options *signing, edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;
	hiding h = { .ctx = ctx, .options = options, .err = err ? err : &own };

	edu_error_clear(h.err);
	if (!out) return edu_fail(err, EDU_EARG, NULL, "issuing needs a place for its result");
	*out = NULL;
	int rc = check_arguments(&h, claims, signer, signing);
	if (rc < 0) return rc;
	edu_buffer_open(&h.tail, &ctx->allocator);
	rc = edu_strict_read(&h.tree, ctx, claims, length, h.err);
	if (rc == 0 && !edu_is_kind(&h.tree, h.tree.top, EDU_KIND_OBJECT))
		rc = invalid(&h, "sign/object", "what is issued has to be a JSON object");
	if (rc == 0 && options->holder && edu_member(&h.tree, h.tree.top, "cnf"))
		rc = invalid(&h, "sd-jwt/cnf", "the claims name a holder's key already");
	if (rc == 0) rc = choose_all(&h);
	if (rc == 0) rc = hide_all(&h);
	if (rc == 0) rc = prepare(out, &h, signer, signing);
	edu_release(&ctx->allocator, h.chosen, h.chosen_capacity * sizeof *h.chosen);
	edu_wipe_buffer(&h.tail);
	edu_tree_close(&h.tree);
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
