/*
 * trust/sd_jwt_hide.c – see sd_jwt_hide.h; the steps are those of RFC 9901, section 4.
 */
#include "trust/sd_jwt_hide.h"

#include "base/fail.h"
#include "crypto/base64url.h"
#include "crypto/random.h"
#include "crypto/secret.h"
#include "json/json.h"
#include "model/sort.h"
#include "trust/pattern.h"
#include "trust/sd_jwt.h"
#include "trust/strict.h"

#include <string.h>

enum { SALT = 16, DECOY = 32 };

static int random_bytes(edu_hiding *h, void *out, size_t length)
{
	if (!h->random)
		return edu_random_bytes(out, length)
		               ? 0
		               : edu_fail(h->err, EDU_EINTERNAL, NULL, "libsodium can't be used");
	if (h->random(h->random_state, out, length) == 0) return 0;
	return edu_fail(h->err, EDU_EUSER, NULL, "the source of randomness said stop");
}

static int invalid(edu_hiding *h, const char *rule, const char *message)
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

static int check_name(edu_hiding *h, edu_ref item)
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

static int add_place(edu_hiding *h, edu_ref item, unsigned to)
{
	if (!edu_grow(&h->ctx->allocator, (void **)&h->places, &h->place_capacity, h->place_count,
	              sizeof *h->places))
		return edu_fail_memory(h->err);
	h->places[h->place_count++] = (edu_hidden_place){ item, to };
	return 0;
}

/* What a policy makes a multiple of a number, once everything in it is hidden. */
static int choose_pad(edu_hiding *h, edu_ref item, const edu_place *place)
{
	const edu_kind kind = (edu_kind)h->tree.items[item].kind;
	const unsigned to =
		kind == EDU_KIND_OBJECT || kind == EDU_KIND_ARRAY ? edu_policy_pad(h->policy, place) : 0;

	return to ? add_place(h, item, to) : 0;
}

static int choose(edu_hiding *h, edu_ref item, edu_patterns *patterns)
{
	const char *path = "";
	size_t length = 0;
	int rc = check_name(h, item);

	if (rc == 0) rc = edu_patterns_match(patterns, item);
	if (rc >= 0 && h->policy && edu_path_walker_to(&patterns->walker, item, &path, &length) < 0)
		rc = EDU_ENOMEM;
	const edu_place place = edu_place_at(path, length);
	if (rc == 0 && h->policy) rc = edu_policy_hides(h->policy, &place);
	if (rc == EDU_ENOMEM) return edu_fail_memory(h->err);
	if (rc == 1 && !is_hideable(&h->tree, item))
		return invalid(h, "sd-jwt/hidden",
		               "iss, aud, exp, nbf, cnf, vct and status have to stay open");
	if (rc == 1) rc = add_place(h, item, 0);
	return rc == 0 && h->policy ? choose_pad(h, item, &place) : rc;
}

static int choose_all(edu_hiding *h)
{
	const edu_tree *t = &h->tree;
	edu_patterns patterns;

	int rc = edu_patterns_open(&patterns, t, h->hidden, h->hidden_count);
	for (edu_ref i = edu_tree_walk(t, t->top, t->top); i && rc == 0; i = edu_tree_walk(t, t->top, i))
		rc = choose(h, i, &patterns);
	if (rc == 0 && !edu_patterns_all_used(&patterns))
		rc = invalid(h, "sd-jwt/pattern", "a pattern names nothing that is in the claims");
	edu_patterns_close(&patterns);
	return rc == EDU_ENOMEM ? edu_fail_memory(h->err) : rc;
}

/* ---- hiding ---- */

static int add_text(edu_hiding *h, edu_ref parent, edu_name name, const char *text, size_t length)
{
	const edu_ref item = edu_tree_add(&h->tree, parent, EDU_KIND_STRING, name);
	if (!item) return edu_tree_add_failed(&h->tree, h->err);
	return edu_tree_set_text(&h->tree, item, text, length) < 0 ? edu_fail_memory(h->err) : 0;
}

static int add_decoy(edu_hiding *h, edu_name name, edu_ref parent)
{
	unsigned char nothing[DECOY];
	edu_buffer digest;

	edu_buffer_open(&digest, &h->ctx->allocator);
	int rc = random_bytes(h, nothing, sizeof nothing);
	if (rc == 0 &&
	    edu_sd_jwt_digest(&digest, EDU_DIGEST_SHA256, (const char *)nothing, sizeof nothing) != 0)
		rc = edu_fail_memory(h->err);
	if (rc == 0) rc = add_text(h, parent, name, digest.data, digest.length);
	edu_buffer_free(&digest);
	return rc;
}

/* The member _sd of an object, made with its decoys where it isn't there. */
static int digests_of(edu_hiding *h, edu_ref object, edu_ref *digests)
{
	*digests = edu_member(&h->tree, object, "_sd");
	if (*digests) return 0;
	const edu_name name = edu_tree_name(&h->tree, "_sd", 3);
	if (!name) return edu_fail_memory(h->err);
	*digests = edu_tree_add(&h->tree, object, EDU_KIND_ARRAY, name);
	if (!*digests) return edu_tree_add_failed(&h->tree, h->err);
	int rc = 0;
	for (unsigned i = 0; i < h->decoys && rc == 0; i++) rc = add_decoy(h, 0, *digests);
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
static int sort_digests(edu_hiding *h, edu_ref digests)
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

static int sort_below(edu_hiding *h, edu_ref top)
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
static int write_disclosure(edu_hiding *h, edu_buffer *out, edu_ref item)
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
static int replace(edu_hiding *h, edu_ref item, const edu_buffer *digest)
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

static int hide(edu_hiding *h, edu_ref item)
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

/* How many entries of an object or array are hidden. */
static size_t hidden_in(const edu_tree *t, edu_ref place)
{
	const bool is_array = t->items[place].kind == EDU_KIND_ARRAY;
	size_t count = 0;

	if (!is_array) place = edu_member(t, place, "_sd");
	for (edu_ref e = place ? edu_tree_first(t, place) : 0; e; e = edu_tree_next(t, e))
		count += !is_array || edu_member(t, e, "...") != 0;
	return count;
}

static int add_decoy_to(edu_hiding *h, edu_ref place)
{
	if (h->tree.items[place].kind == EDU_KIND_OBJECT)
		return add_decoy(h, 0, edu_member(&h->tree, place, "_sd"));
	const edu_name dots = edu_tree_name(&h->tree, "...", 3);
	if (!dots) return edu_fail_memory(h->err);
	const edu_ref element = edu_tree_add(&h->tree, place, EDU_KIND_OBJECT, 0);
	return element ? add_decoy(h, dots, element) : edu_tree_add_failed(&h->tree, h->err);
}

/* Where nothing is hidden, nothing is added: that would only hide that there is nothing to hide. */
static int pad(edu_hiding *h, edu_ref place, unsigned to)
{
	const size_t count = hidden_in(&h->tree, place);
	int rc = 0;

	for (size_t i = count; i % to && rc == 0; i++) rc = add_decoy_to(h, place);
	return rc;
}

int edu_hiding_hide(edu_hiding *h)
{
	const edu_name name = edu_tree_name(&h->tree, "_sd_alg", 7);
	int rc = name ? choose_all(h) : edu_fail_memory(h->err);

	/* Children before parents, so that what hides may itself be hidden. */
	for (size_t i = h->place_count; i > 0 && rc == 0; i--) {
		const edu_hidden_place *p = &h->places[i - 1];
		rc = p->pad_to ? pad(h, p->item, p->pad_to) : hide(h, p->item);
	}
	if (rc == 0 && h->tail.length) rc = add_text(h, h->tree.top, name, "sha-256", 7);
	return rc == 0 ? sort_below(h, h->tree.top) : rc;
}

void edu_hiding_close(edu_hiding *h)
{
	edu_release(&h->ctx->allocator, h->places, h->place_capacity * sizeof *h->places);
	edu_wipe_buffer(&h->tail);
	edu_tree_close(&h->tree);
}
