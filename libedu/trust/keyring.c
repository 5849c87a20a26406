/*
 * trust/keyring.c – recognising the dress of keys, and taking them out of it.
 */
#include "trust/keyring.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/der.h"
#include "crypto/pem.h"
#include "crypto/sealed_key.h"
#include "crypto/secret.h"
#include "trust/did.h"
#include "trust/jwk.h"
#include "trust/strict.h"

#include <string.h>

enum { FILE_MOST = 16 * 1024 * 1024, DOCUMENT_DEPTH = 64 };

/* One addition: how its keys are taken. */
typedef struct adding {
	edu_keyring *r;
	const char *owner;           /* kept; NULL: nobody said */
	const char *password;
	bool private;
	edu_error *err;
} adding;

int edu_keyring_open(edu_keyring *r, const edu_context *ctx)
{
	memset(r, 0, sizeof *r);
	r->ctx = ctx;
	r->arena = edu_arena_new(&ctx->allocator);
	return r->arena ? 0 : EDU_ENOMEM;
}

void edu_keyring_close(edu_keyring *r)
{
	if (!r->ctx) return;
	const edu_allocator *a = &r->ctx->allocator;
	for (size_t i = 0; i < r->key_count; i++) edu_key_free(r->keys[i].key);
	for (size_t i = 0; i < r->certificate_count; i++) edu_certificate_free(r->certificates[i]);
	edu_release(a, r->keys, r->key_capacity * sizeof *r->keys);
	edu_release(a, r->certificates, r->certificate_capacity * sizeof *r->certificates);
	edu_arena_leave(r->arena);
	memset(r, 0, sizeof *r);
}

/* Take a key, which is freed where that fails. */
static int take_key(adding *x, edu_key *key, const char *name, size_t name_length, bool pinned)
{
	edu_keyring *r = x->r;
	const char *kept = name ? edu_arena_text(r->arena, name, name_length) : NULL;

	if ((name && !kept)
	    || !edu_grow(&r->ctx->allocator, (void **)&r->keys, &r->key_capacity, r->key_count, sizeof *r->keys)) {
		edu_key_free(key);
		return edu_fail_memory(x->err);
	}
	r->keys[r->key_count++] = (edu_ring_key){ key, kept, x->owner, pinned, EDU_PURPOSE_ANY };
	return 0;
}

static int take_certificate(adding *x, edu_certificate *c)
{
	edu_keyring *r = x->r;

	if (!edu_grow(&r->ctx->allocator, (void **)&r->certificates, &r->certificate_capacity, r->certificate_count,
	              sizeof(edu_certificate *))) {
		edu_certificate_free(c);
		return edu_fail_memory(x->err);
	}
	r->certificates[r->certificate_count++] = c;
	return 0;
}

static int add_certificate(adding *x, const void *der, size_t length)
{
	edu_certificate *c;
	const int rc = edu_certificate_read(&c, &x->r->ctx->allocator, der, length, x->err);
	return rc < 0 ? rc : take_certificate(x, c);
}

static int add_spki(adding *x, const void *der, size_t length)
{
	edu_key *key;
	const int rc = edu_key_from_spki(&key, &x->r->ctx->allocator, der, length, x->err);
	return rc < 0 ? rc : take_key(x, key, NULL, 0, true);
}

static int refuse_private(adding *x)
{
	return edu_fail(x->err, EDU_EKEY, "key/private-part", "a private key stands where a public one is expected");
}

static int add_private_der(adding *x, const void *der, size_t length)
{
	edu_key *key;

	if (!x->private) return refuse_private(x);
	const int rc = edu_key_from_private_der(&key, &x->r->ctx->allocator, der, length, x->password, x->err);
	return rc < 0 ? rc : take_key(x, key, NULL, 0, true);
}

/* ---- PEM and DER ---- */

static int add_block(adding *x, const edu_pem *p, const edu_buffer *der)
{
	if (edu_pem_is(p, "CERTIFICATE")) return add_certificate(x, der->data, der->length);
	if (edu_pem_is(p, "PUBLIC KEY")) return add_spki(x, der->data, der->length);
	if (edu_pem_is(p, "PRIVATE KEY") || edu_pem_is(p, "RSA PRIVATE KEY") || edu_pem_is(p, "EC PRIVATE KEY")
	    || edu_pem_is(p, "ENCRYPTED PRIVATE KEY"))
		return add_private_der(x, der->data, der->length);
	/* Which openssl ecparam writes in front of a key. */
	if (edu_pem_is(p, "EC PARAMETERS")) return 0;
	return edu_fail(x->err, EDU_EKEY, "key/pem-label", "a PEM block is neither a certificate nor a key");
}

static int add_pem(adding *x, const char *data, size_t length)
{
	edu_buffer der;
	edu_pem p;
	int rc;

	edu_buffer_open(&der, &x->r->ctx->allocator);
	edu_pem_open(&p, data, length);
	/* Room for any key at once: growing would leave copies behind. */
	rc = edu_buffer_room(&der, length) < 0 ? edu_fail_memory(x->err) : 1;
	while (rc > 0) {
		rc = edu_pem_next(&p, &der, x->err);
		if (rc > 0 && add_block(x, &p, &der) < 0) rc = x->err->code;
	}
	edu_wipe_buffer(&der);
	return rc;
}

static int add_pkcs12(adding *x, const void *data, size_t length)
{
	edu_certificate *leaf, *others[EDU_CERTIFICATES_MOST];
	edu_key *key;
	size_t count;

	int rc = edu_pkcs12_read(&key, &leaf, others, &count, &x->r->ctx->allocator, data, length, x->password, x->err);
	if (rc == 0) {
		rc = take_key(x, key, NULL, 0, true);
		key = NULL;
	}
	if (rc == 0) {
		rc = take_certificate(x, leaf);
		leaf = NULL;
	}
	size_t taken = 0;
	for (; rc == 0 && taken < count; taken++) rc = take_certificate(x, others[taken]);
	for (; taken < count; taken++) edu_certificate_free(others[taken]);
	edu_certificate_free(leaf);
	edu_key_free(key);
	return rc;
}

/* Is it PKCS#12: SEQUENCE { INTEGER 3, …? */
static bool is_pkcs12(const unsigned char *data, size_t length)
{
	edu_der all = { data, data + length }, body, version;
	return edu_der_take(&all, EDU_DER_SEQUENCE, &body) && edu_der_take_number(&body, &version)
	    && version.end - version.at == 1 && *version.at == 3;
}

static int add_der(adding *x, const unsigned char *data, size_t length)
{
	edu_der all = { data, data + length }, body, first;
	const bool framed = edu_der_take(&all, EDU_DER_SEQUENCE, &body);

	if (framed && is_pkcs12(data, length)) return x->private ? add_pkcs12(x, data, length) : refuse_private(x);
	if (framed && edu_der_take_number(&body, &first)) return add_private_der(x, data, length);
	/* A key begins with an AlgorithmIdentifier, whose first member is an OBJECT IDENTIFIER; so does an encrypted one,
	   which goes on with an OCTET STRING. */
	if (framed && edu_der_take(&body, EDU_DER_SEQUENCE, &first) && first.at < first.end && *first.at == 0x06) {
		if (body.at < body.end && *body.at == EDU_DER_OCTETS) return add_private_der(x, data, length);
		return add_spki(x, data, length);
	}
	return add_certificate(x, data, length);
}

/* ---- JSON ---- */

static int add_jwk(adding *x, const edu_tree *t, edu_ref jwk, bool pinned)
{
	edu_key *key;
	uint32_t length = 0;
	const char *kid = edu_member_text(t, jwk, "kid", &length);

	const int rc = x->private && edu_member(t, jwk, "d") ? edu_jwk_private(&key, t, jwk, x->err)
	                                                     : edu_jwk_public(&key, t, jwk, x->err);
	return rc < 0 ? rc : take_key(x, key, kid, length, pinned);
}

/* Keys of types that are not known are passed over (RFC 7517, section 5); others must be right. */
static int add_jwks(adding *x, const edu_tree *t, edu_ref keys)
{
	int rc = 0;

	if (!edu_is_kind(t, keys, EDU_KIND_ARRAY)) return edu_fail(x->err, EDU_EKEY, "key/jwks", "keys of a JWK set is an array");
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
			if (i == method || (named && edu_same_text(t, named, id))) purposes |= relations[r].purpose;
		}
	}
	return purposes;
}

static int read_method(edu_key **out, adding *x, const edu_tree *t, edu_ref method)
{
	uint32_t length;
	const edu_ref jwk = edu_member(t, method, "publicKeyJwk");
	const char *multikey = edu_member_text(t, method, "publicKeyMultibase", &length);

	if (edu_member(t, method, "secretKeyMultibase") || edu_member(t, method, "secretKeyJwk")) return refuse_private(x);
	if (multikey) return edu_multikey_read(out, x->r->ctx, multikey, length, x->err);
	if (jwk) return edu_jwk_public(out, t, jwk, x->err);
	return edu_fail(x->err, EDU_EKEY, "key/method", "a verification method has neither publicKeyMultibase nor publicKeyJwk");
}

/* Controlled Identifiers 1.0, "retrieve verification method": only methods whose controller is the document count. */
static int add_method(adding *x, const edu_tree *t, edu_ref document, edu_ref method)
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
	rc = take_key(x, key, name, length, false);
	if (rc == 0) x->r->keys[x->r->key_count - 1].purposes = purposes_of(t, document, method);
	return rc;
}

static int add_controller(adding *x, const edu_tree *t, edu_ref document)
{
	static const char *const holders[] = { "verificationMethod", "assertionMethod", "authentication" };
	const edu_ref id = edu_member(t, document, "id");
	int rc = 0;

	if (!edu_is_kind(t, id, EDU_KIND_STRING)) return edu_fail(x->err, EDU_EKEY, "key/controller", "the document has no id");
	if (x->owner && !edu_text_is(t, id, x->owner))
		return edu_fail(x->err, EDU_EKEY, "key/owner", "the document is that of another id than the owner that is named");
	x->owner = edu_arena_text(x->r->arena, t->items[id].text, t->items[id].length);
	if (!x->owner) return edu_fail_memory(x->err);
	for (size_t k = 0; k < sizeof holders / sizeof *holders; k++) {
		const edu_ref list = edu_member(t, document, holders[k]);
		for (edu_ref i = edu_entry_next(t, list, 0); i && rc >= 0; i = edu_entry_next(t, list, i))
			if (edu_is_kind(t, i, EDU_KIND_OBJECT)) rc = add_method(x, t, document, i);
	}
	return rc;
}

static int add_object(adding *x, const edu_tree *t)
{
	const edu_ref keys = edu_member(t, t->top, "keys");

	if (edu_member(t, t->top, "kty")) return add_jwk(x, t, t->top, true);
	if (keys) return add_jwks(x, t, keys);
	if (edu_member(t, t->top, "verificationMethod") || edu_member(t, t->top, "assertionMethod"))
		return add_controller(x, t, t->top);
	return edu_fail(x->err, EDU_EKEY, "key/json", "JSON that is no JWK, no JWK set and no controller document");
}

static int add_json(adding *x, const char *data, size_t length)
{
	edu_context limits = *x->r->ctx;
	edu_tree t;

	limits.limits.depth = DOCUMENT_DEPTH;
	int rc = edu_strict_read(&t, &limits, data, length, x->err);
	if (rc == 0) rc = add_object(x, &t);
	edu_tree_close(&t);
	return rc;
}

/* ---- DIDs, Multikeys, raw bytes ---- */

static int add_did(adding *x, const char *text, size_t length)
{
	edu_key *key;
	size_t did;

	const int rc = edu_did_read(&key, x->r->ctx, text, length, &did, x->err);
	if (rc < 0) return rc;
	x->owner = edu_arena_text(x->r->arena, text, did);
	if (x->owner) return take_key(x, key, NULL, 0, false);
	edu_key_free(key);
	return edu_fail_memory(x->err);
}

static int add_multikey(adding *x, const char *text, size_t length)
{
	edu_key *key;
	const int rc = x->private ? edu_multikey_read_secret(&key, x->r->ctx, text, length, x->err)
	                          : edu_multikey_read(&key, x->r->ctx, text, length, x->err);
	return rc < 0 ? rc : take_key(x, key, NULL, 0, true);
}

/* Ed25519 alone has raw forms: 32 bytes, public or seed as the occasion demands, or 64 of seed‖public. */
static int add_raw(adding *x, const unsigned char *data, size_t length)
{
	edu_key *key;
	int rc = x->private ? edu_key_from_seed(&key, &x->r->ctx->allocator, data, x->err)
	                    : edu_key_from_octets(&key, &x->r->ctx->allocator, EDU_KEY_ED25519, data, length, x->err);
	if (rc < 0) return rc;
	size_t n;
	if (length == 64 && memcmp(edu_key_octets(key, &n), data + 32, 32) != 0) {
		edu_key_free(key);
		return edu_fail(x->err, EDU_EKEY, "key/pair", "the secret key's halves don't belong together");
	}
	return take_key(x, key, NULL, 0, true);
}

static int add_any(adding *x, const char *data, size_t length)
{
	const char *text = data;
	size_t trimmed = length;

	if (length > FILE_MOST) return edu_fail(x->err, EDU_ELIMIT, "limit/key-file", "a key file has at most 16 MiB");
	if (length == 32 || (length == 64 && x->private)) return add_raw(x, (const unsigned char *)data, length);
	if (edu_sealed_key_is(data, length))
		return edu_fail(x->err, EDU_EKEY, "key/sealed", "an encrypted key file of edu; open it with its password");
	if (edu_pem_is_near(data, length)) return add_pem(x, data, length);
	if (length && data[0] == 0x30 && (unsigned char)data[length > 1] & 0x80) return add_der(x, (const unsigned char *)data, length);
	edu_trim(&text, &trimmed);
	if (trimmed && text[0] == '{') return add_json(x, text, trimmed);
	if (edu_did_is_key(text, trimmed)) return add_did(x, text, trimmed);
	if (trimmed && text[0] == 'z') return add_multikey(x, text, trimmed);
	if (length && data[0] == 0x30) return add_der(x, (const unsigned char *)data, length);
	return edu_fail(x->err, EDU_EKEY, "key/unknown",
	                "neither PEM, DER, PKCS#12, a JWK, a JWK set, a Multikey, a DID nor a controller document");
}

static int add(edu_keyring *r, const void *data, size_t length, const char *owner, const char *password, bool private,
               edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;
	adding x = { r, NULL, password, private, err ? err : &own };

	edu_error_clear(x.err);
	if (owner && !(x.owner = edu_arena_text(r->arena, owner, strlen(owner)))) return edu_fail_memory(x.err);
	const size_t keys = r->key_count, certificates = r->certificate_count;
	const int rc = add_any(&x, data, length);
	if (rc == 0 && r->key_count == keys && r->certificate_count == certificates)
		return edu_fail(x.err, EDU_EKEY, "key/none", "no key and no certificate in it can be used");
	return rc;
}

int edu_keyring_add(edu_keyring *r, const void *data, size_t length, const char *owner, edu_error *err)
{
	return add(r, data, length, owner, NULL, false, err);
}

int edu_keyring_add_private(edu_keyring *r, const void *data, size_t length, const char *password, edu_error *err)
{
	edu_buffer opened;

	if (!edu_sealed_key_is(data, length)) return add(r, data, length, NULL, password, true, err);
	edu_buffer_open(&opened, &r->ctx->allocator);
	int rc = edu_sealed_key_read(&opened, data, length, password, err);
	if (rc == 0) rc = add(r, opened.data, opened.length, NULL, NULL, true, err);
	edu_wipe_buffer(&opened);
	return rc;
}

/* ---- questions ---- */

const edu_certificate *edu_keyring_certificate(const edu_keyring *r, const unsigned char *sha256)
{
	for (size_t i = 0; r && i < r->certificate_count; i++)
		if (memcmp(edu_certificate_facts_of(r->certificates[i])->sha256, sha256, 32) == 0) return r->certificates[i];
	return NULL;
}

const edu_ring_key *edu_keyring_find(const edu_keyring *r, const edu_key *key, size_t *at)
{
	while (r && *at < r->key_count) {
		const edu_ring_key *k = &r->keys[(*at)++];
		if (edu_keys_equal(k->key, key)) return k;
	}
	return NULL;
}

const edu_ring_key *edu_keyring_named(const edu_keyring *r, const char *name, size_t length, size_t *at)
{
	while (r && *at < r->key_count) {
		const edu_ring_key *k = &r->keys[(*at)++];
		if (k->name && edu_equal(name, length, k->name)) return k;
	}
	return NULL;
}

/* ---- the public side ---- */

int edu_trust_new(edu_trust **out, const edu_context *ctx, edu_error *err)
{
	if (out) *out = NULL;
	if (!out || !ctx) return edu_fail(err, EDU_EARG, NULL, "a place for the trust and a context are needed");
	edu_trust *trust = edu_allocate(&ctx->allocator, sizeof *trust);
	if (trust && edu_keyring_open(&trust->ring, ctx) < 0) {
		edu_release(&ctx->allocator, trust, sizeof *trust);
		trust = NULL;
	}
	if (!trust) return edu_fail_memory(err);
	*out = trust;
	return 0;
}

int edu_trust_add(edu_trust *trust, const void *data, size_t length, const char *owner, edu_error *err)
{
	if (!trust || (!data && length)) return edu_fail(err, EDU_EARG, NULL, "a trust and bytes are needed");
	return edu_keyring_add(&trust->ring, data, length, owner, err);
}

void edu_trust_free(edu_trust *trust)
{
	if (!trust) return;
	const edu_context *ctx = trust->ring.ctx;
	edu_keyring_close(&trust->ring);
	edu_release(&ctx->allocator, trust, sizeof *trust);
}
