/*
 * trust/keyring_json.c – keys in JSON: JWK, JWK sets, controller documents (Controlled Identifiers 1.0).
 */
#include "trust/keyring_add.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/secret.h"
#include "trust/did.h"
#include "trust/jwk.h"
#include "trust/strict.h"

#include <string.h>

enum { DOCUMENT_DEPTH = 64 };

static int add_jwk(edu_adding *x, const edu_tree *t, edu_ref jwk, bool pinned)
{
	edu_key *key;
	uint32_t length = 0;
	const char *kid = edu_member_text(t, jwk, "kid", &length);

	const int rc = x->private && edu_member(t, jwk, "d") ? edu_jwk_private(&key, t, jwk, x->err)
	                                                     : edu_jwk_public(&key, t, jwk, x->err);
	return rc < 0 ? rc : edu_ring_take_key(x, key, kid, length, pinned);
}

/* Keys of types that are not known are passed over (RFC 7517, section 5); others must be right. */
static int add_jwks(edu_adding *x, const edu_tree *t, edu_ref keys)
{
	int rc = 0;

	if (!edu_is_kind(t, keys, EDU_KIND_ARRAY))
		return edu_fail(x->err, EDU_EKEY, "key/jwks", "keys of a JWK set is an array");
	for (edu_ref i = edu_tree_first(t, keys); i && rc >= 0; i = edu_tree_next(t, i)) {
		edu_error own = EDU_ERROR_INIT, *outer = x->err;
		x->err = &own;
		rc = add_jwk(x, t, i, false);
		x->err = outer;
		if (rc == EDU_EKEY && (!strcmp(own.rule, "key/type") || !strcmp(own.rule, "key/use"))) rc = 0;
		else if (rc < 0) *outer = own;
	}
	return rc;
}

/* Which of the relations of a controller document list a method, by its id or whole. */
static unsigned purposes_of(const edu_tree *t, edu_ref document, edu_ref method)
{
	static const struct { const char *name; unsigned purpose; } relations[] = {
		{ "assertionMethod", EDU_PURPOSE_ASSERTION }, { "authentication", EDU_PURPOSE_AUTHENTICATION }
	};
	const edu_ref id = edu_member(t, method, "id");
	unsigned purposes = 0;

	for (size_t r = 0; r < 2; r++) {
		const edu_ref list = edu_member(t, document, relations[r].name);
		for (edu_ref i = edu_entry_next(t, list, 0); i; i = edu_entry_next(t, list, i)) {
			const edu_ref named = edu_is_kind(t, i, EDU_KIND_OBJECT) ? edu_member(t, i, "id") : i;
			if (i == method || (named && edu_same_text(t, named, id)))
				purposes |= relations[r].purpose;
		}
	}
	return purposes;
}

static int read_method(edu_key **out, edu_adding *x, const edu_tree *t, edu_ref method)
{
	uint32_t length;
	const edu_ref jwk = edu_member(t, method, "publicKeyJwk");
	const char *multikey = edu_member_text(t, method, "publicKeyMultibase", &length);

	if (edu_member(t, method, "secretKeyMultibase") || edu_member(t, method, "secretKeyJwk"))
		return edu_ring_refuse_private(x);
	if (multikey) return edu_multikey_read(out, x->r->ctx, multikey, length, x->err);
	if (jwk) return edu_jwk_public(out, t, jwk, x->err);
	return edu_fail(x->err, EDU_EKEY, "key/method",
	                "a verification method has neither publicKeyMultibase nor publicKeyJwk");
}

/* Controlled Identifiers 1.0, "retrieve verification method": only methods whose controller is the document count. */
static int add_method(edu_adding *x, const edu_tree *t, edu_ref document, edu_ref method)
{
	const edu_ref id = edu_member(t, document, "id"), controller = edu_member(t, method, "controller");
	edu_key *key;
	uint32_t length;
	const char *name = edu_member_text(t, method, "id", &length);

	if (!name || !controller || !edu_same_text(t, id, controller)) return 0;
	int rc = read_method(&key, x, t, method);
	if (rc == EDU_EKEY && !strcmp(x->err->rule, "key/type")) {
		edu_error_clear(x->err);
		return 0;
	}
	if (rc < 0) return rc;
	rc = edu_ring_take_key(x, key, name, length, false);
	if (rc == 0) x->r->keys[x->r->key_count - 1].purposes = purposes_of(t, document, method);
	return rc;
}

static int add_controller(edu_adding *x, const edu_tree *t, edu_ref document)
{
	static const char *const holders[] = { "verificationMethod", "assertionMethod", "authentication" };
	const edu_ref id = edu_member(t, document, "id");
	int rc = 0;

	if (!edu_is_kind(t, id, EDU_KIND_STRING))
		return edu_fail(x->err, EDU_EKEY, "key/controller", "the document has no id");
	if (x->owner && !edu_text_is(t, id, x->owner))
		return edu_fail(x->err, EDU_EKEY, "key/owner",
		                "the document is that of another id than the owner that is named");
	x->owner = edu_arena_text(x->r->arena, t->items[id].text, t->items[id].length);
	if (!x->owner) return edu_fail_memory(x->err);
	for (size_t k = 0; k < sizeof holders / sizeof *holders; k++) {
		const edu_ref list = edu_member(t, document, holders[k]);
		for (edu_ref i = edu_entry_next(t, list, 0); i && rc >= 0; i = edu_entry_next(t, list, i))
			if (edu_is_kind(t, i, EDU_KIND_OBJECT)) rc = add_method(x, t, document, i);
	}
	return rc;
}

static int add_object(edu_adding *x, const edu_tree *t)
{
	const edu_ref keys = edu_member(t, t->top, "keys");

	if (edu_member(t, t->top, "kty")) return add_jwk(x, t, t->top, true);
	if (keys) return add_jwks(x, t, keys);
	if (edu_member(t, t->top, "verificationMethod") || edu_member(t, t->top, "assertionMethod"))
		return add_controller(x, t, t->top);
	return edu_fail(x->err, EDU_EKEY, "key/json",
	                "JSON that is no JWK, no JWK set and no controller document");
}

int edu_ring_add_json(edu_adding *x, const char *data, size_t length)
{
	edu_context limits = *x->r->ctx;
	edu_tree t;

	limits.limits.depth = DOCUMENT_DEPTH;
	int rc = edu_strict_read(&t, &limits, data, length, x->err);
	if (rc == 0) rc = add_object(x, &t);
	/* Private keys must not stay behind, not even of JSON that is broken further on. */
	if (x->private && t.arena) edu_arena_see(t.arena, edu_wipe);
	edu_tree_close(&t);
	return rc;
}
