/*
 * trust/keyring.c – keys and certificates that somebody handed in: kept, found, freed.
 */
#include "trust/keyring_add.h"

#include "base/fail.h"
#include "base/text.h"

#include <string.h>

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
	for (size_t i = 0; i < r->crl_count; i++) edu_crl_free(r->crls[i]);
	edu_release(a, r->crls, r->crl_capacity * sizeof *r->crls);
	edu_release(a, r->keys, r->key_capacity * sizeof *r->keys);
	edu_release(a, r->certificates, r->certificate_capacity * sizeof *r->certificates);
	edu_arena_leave(r->arena);
	memset(r, 0, sizeof *r);
}

int edu_ring_take_key(edu_adding *x, edu_key *key, const char *name, size_t name_length, bool pinned)
{
	edu_keyring *r = x->r;
	const char *kept = name ? edu_arena_text(r->arena, name, name_length) : NULL;

	if ((name && !kept) || !edu_grow(&r->ctx->allocator, (void **)&r->keys, &r->key_capacity,
	                                 r->key_count, sizeof *r->keys)) {
		edu_key_free(key);
		return edu_fail_memory(x->err);
	}
	r->keys[r->key_count++] = (edu_ring_key){ key, kept, x->owner, pinned, EDU_PURPOSE_ANY };
	return 0;
}

int edu_ring_take_certificate(edu_adding *x, edu_certificate *c)
{
	edu_keyring *r = x->r;

	if (!edu_grow(&r->ctx->allocator, (void **)&r->certificates, &r->certificate_capacity,
	              r->certificate_count, sizeof(edu_certificate *))) {
		edu_certificate_free(c);
		return edu_fail_memory(x->err);
	}
	r->certificates[r->certificate_count++] = c;
	return 0;
}

int edu_ring_take_crl(edu_adding *x, edu_crl *crl)
{
	edu_keyring *r = x->r;

	if (!edu_grow(&r->ctx->allocator, (void **)&r->crls, &r->crl_capacity, r->crl_count,
	              sizeof(edu_crl *))) {
		edu_crl_free(crl);
		return edu_fail_memory(x->err);
	}
	r->crls[r->crl_count++] = crl;
	return 0;
}

int edu_ring_refuse_private(edu_adding *x)
{
	return edu_fail(x->err, EDU_EKEY, "key/private-part",
	                "a private key stands where a public one is expected");
}

const edu_certificate *edu_keyring_certificate(const edu_keyring *r, const unsigned char *sha256)
{
	for (size_t i = 0; r && i < r->certificate_count; i++)
		if (memcmp(edu_certificate_facts_of(r->certificates[i])->sha256, sha256, 32) == 0)
			return r->certificates[i];
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
	if (!out || !ctx)
		return edu_fail(err, EDU_EARG, NULL, "a place for the trust and a context are needed");
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
