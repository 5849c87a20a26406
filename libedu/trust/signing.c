/*
 * trust/signing.c – from a prepared document and a signature to a signed one; and states that travel between processes.
 */
#include "trust/signing.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base58.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/secret.h"

#include <string.h>

static edu_signing *new_signing(const edu_context *ctx)
{
	edu_signing *s = edu_allocate(&ctx->allocator, sizeof *s);
	if (!s) return NULL;
	memset(s, 0, sizeof *s);
	s->ctx = ctx;
	edu_buffer_open(&s->bytes, &ctx->allocator);
	edu_buffer_open(&s->head, &ctx->allocator);
	edu_buffer_open(&s->tail, &ctx->allocator);
	return s;
}

edu_signing *edu_signing_new(const edu_context *ctx, const edu_key *key, edu_error *err)
{
	edu_buffer spki;

	if (edu_key_type_of(key) == EDU_KEY_X25519) {
		edu_fail(err, EDU_EKEY, "key/use", "an X25519 key signs nothing; it is for edu encrypt");
		return NULL;
	}
	edu_signing *s = new_signing(ctx);
	if (!s) {
		edu_fail_memory(err);
		return NULL;
	}
	edu_buffer_open(&spki, &ctx->allocator);
	int rc = edu_key_spki(&spki, key) < 0 ? edu_fail_memory(err) : 0;
	if (rc == 0) rc = edu_key_from_spki(&s->public_key, &ctx->allocator, spki.data, spki.length, err);
	edu_buffer_free(&spki);
	s->algorithm = edu_algorithm_for(edu_key_type_of(key));
	if (rc == 0) return s;
	edu_signing_free(s);
	return NULL;
}

void edu_signing_free(edu_signing *s)
{
	if (!s) return;
	const edu_allocator *a = &s->ctx->allocator;
	edu_key_free(s->public_key);
	edu_wipe_buffer(&s->bytes);
	edu_wipe_buffer(&s->head);
	edu_wipe_buffer(&s->tail);
	edu_release(a, s, sizeof *s);
}

const unsigned char *edu_signing_bytes(const edu_signing *s, size_t *length)
{
	if (length) *length = s ? s->bytes.length : 0;
	return s ? (const unsigned char *)s->bytes.data : NULL;
}

const char *edu_signing_algorithm(const edu_signing *s)
{
	return s ? edu_algorithms[s->algorithm].name : "";
}

int edu_signing_digest(const edu_signing *s, unsigned char *out, size_t *length, edu_error *err)
{
	if (!s || !out || !length)
		return edu_fail(err, EDU_EARG, NULL, "a signing and a place for its digest are needed");
	const edu_digest_kind kind = edu_algorithms[s->algorithm].digest;
	*length = edu_digest_size(kind);
	if (s->algorithm == EDU_ALGORITHM_EDDSA)
		return edu_fail(err, EDU_EUNSUPPORTED, "sign/whole",
		                "Ed25519 signs the whole, not a digest of it");
	if (!edu_digest_of(kind, s->bytes.data, s->bytes.length, out))
		return edu_fail(err, EDU_EUNSUPPORTED, "key/not-built",
		                "this build lacks OpenSSL, which makes this digest");
	return 0;
}

/* ---- finishing ---- */

static int add_encoded(edu_buffer *out, edu_encoding encoding, const void *signature, size_t length)
{
	int rc;
	switch (encoding) {
	case EDU_ENCODING_BASE58:
		rc = edu_buffer_add(out, "z", 1);
		return rc < 0 ? rc : edu_base58_encode(out, signature, length);
	case EDU_ENCODING_BASE64: return edu_base64_encode(out, signature, length);
	default: return edu_base64url_encode(out, signature, length);
	}
}

static int check(const edu_signing *s, const void *signature, size_t length, edu_error *err)
{
	switch (edu_key_verify(s->public_key, s->algorithm, s->bytes.data, s->bytes.length, signature,
	                       length)) {
	case EDU_CHECK_GOOD: return 0;
	case EDU_ENOMEM: return edu_fail_memory(err);
	case EDU_CHECK_NOT_BUILT:
	case EDU_CHECK_DISABLED:
		return edu_fail(err, EDU_EUNSUPPORTED, "key/not-built",
		                "this build or platform can't check the signature; it was not put in");
	default:
		return edu_fail(
			err, EDU_ESIGNATURE, "sign/wrong",
			"the signature was not made over these bytes with this key; it was not put in");
	}
}

int edu_signing_assemble(edu_buffer *out, const edu_signing *s, const void *signature, size_t length,
                         edu_error *err)
{
	edu_buffer_open(out, &s->ctx->allocator);
	if (edu_buffer_room(out, s->head.length + 2 * length + 8 + s->tail.length) == 0 &&
	    edu_buffer_add(out, s->head.data, s->head.length) == 0 &&
	    add_encoded(out, s->encoding, signature, length) == 0 &&
	    edu_buffer_add(out, s->tail.data, s->tail.length) == 0)
		return 0;
	edu_buffer_free(out);
	return edu_fail_memory(err);
}

int edu_sign_finish(edu_buffer *out, const edu_signing *s, const void *signature, size_t length,
                    edu_error *err)
{
	edu_buffer plain;

	edu_error_clear(err);
	if (!out || !s || !signature)
		return edu_fail(err, EDU_EARG, NULL, "a place, a signing and a signature are needed");
	edu_buffer_open(out, &s->ctx->allocator);
	edu_buffer_open(&plain, &s->ctx->allocator);
	const unsigned wanted = edu_algorithms[s->algorithm].signature;
	int rc = 0;
	if (wanted && length != wanted)
		rc = edu_signature_from_der(&plain, edu_key_type_of(s->public_key), signature, length);
	/* What is neither fails where it is checked. */
	if (rc == 0 && plain.length) {
		signature = plain.data;
		length = plain.length;
	}
	rc = rc == EDU_ENOMEM ? edu_fail_memory(err) : check(s, signature, length, err);
	if (rc == 0) rc = edu_signing_assemble(out, s, signature, length, err);
	edu_buffer_free(&plain);
	return rc;
}

/* ---- states ---- */

static int add_base64(edu_buffer *out, const char *name, const void *data, size_t length)
{
	int rc = edu_buffer_addf(out, ",\"%s\":\"", name);
	if (rc == 0) rc = edu_base64_encode(out, data, length);
	return rc < 0 ? rc : edu_buffer_add(out, "\"", 1);
}

int edu_signing_save(const edu_signing *s, edu_buffer *out, edu_error *err)
{
	edu_buffer spki;

	edu_error_clear(err);
	if (!s || !out) return edu_fail(err, EDU_EARG, NULL, "a signing and a place are needed");
	edu_buffer_open(out, &s->ctx->allocator);
	edu_buffer_open(&spki, &s->ctx->allocator);
	int rc = edu_key_spki(&spki, s->public_key);
	if (rc == 0)
		rc = edu_buffer_addf(out, "{\"signing\":1,\"algorithm\":\"%s\",\"encoding\":%d",
		                     edu_algorithms[s->algorithm].name, (int)s->encoding);
	if (rc == 0) rc = add_base64(out, "publicKey", spki.data, spki.length);
	if (rc == 0) rc = add_base64(out, "bytes", s->bytes.data, s->bytes.length);
	if (rc == 0) rc = add_base64(out, "head", s->head.data, s->head.length);
	if (rc == 0) rc = add_base64(out, "tail", s->tail.data, s->tail.length);
	if (rc == 0) rc = edu_buffer_add(out, "}\n", 2);
	edu_buffer_free(&spki);
	if (rc == 0) return 0;
	edu_buffer_free(out);
	return edu_fail_memory(err);
}

static int refuse_state(edu_error *err)
{
	return edu_fail(err, EDU_EINVALID, "sign/state", "this is no state that edu_signing_save() wrote");
}

static int take_base64(edu_buffer *out, const edu_tree *t, const char *name, edu_error *err)
{
	uint32_t length;
	const char *text = edu_member_text(t, t->top, name, &length);
	const int rc = text ? edu_base64_decode(out, text, length) : EDU_EINVALID;
	return rc == EDU_ENOMEM ? edu_fail_memory(err) : rc < 0 ? refuse_state(err) : 0;
}

static int restore(edu_signing *s, const edu_tree *t, edu_error *err)
{
	uint32_t length = 0;
	const char *name = edu_member_text(t, t->top, "algorithm", &length);
	const edu_ref encoding = edu_member(t, t->top, "encoding");
	edu_buffer spki;

	if (!name || !edu_is_kind(t, encoding, EDU_KIND_NUMBER) || t->items[encoding].length != 1)
		return refuse_state(err);
	s->encoding = (edu_encoding)(t->items[encoding].text[0] - '0');
	s->algorithm = edu_algorithm_named(name, length);
	if (s->encoding > EDU_ENCODING_BASE64 || s->algorithm == EDU_ALGORITHM_NONE) return refuse_state(err);
	edu_buffer_open(&spki, &s->ctx->allocator);
	int rc = take_base64(&spki, t, "publicKey", err);
	if (rc == 0) rc = edu_key_from_spki(&s->public_key, &s->ctx->allocator, spki.data, spki.length, err);
	if (rc == 0) rc = take_base64(&s->bytes, t, "bytes", err);
	if (rc == 0) rc = take_base64(&s->head, t, "head", err);
	if (rc == 0) rc = take_base64(&s->tail, t, "tail", err);
	edu_buffer_free(&spki);
	return rc;
}

int edu_signing_restore(edu_signing **out, const edu_context *ctx, const void *data, size_t length,
                        edu_error *err)
{
	edu_tree t = { 0 };

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !data)
		return edu_fail(err, EDU_EARG, NULL, "a place, a context and bytes are needed");
	edu_signing *s = new_signing(ctx);
	int rc = s ? edu_strict_read(&t, ctx, data, length, err) : edu_fail_memory(err);
	if (rc == 0) rc = restore(s, &t, err);
	edu_tree_close(&t);
	if (rc < 0) edu_signing_free(s);
	else *out = s;
	return rc;
}
