/*
 * trust/sd_jwt_verify.c – verdicts on SD-JWT (RFC 9901) and SD-JWT VC: the issuer's signature, what was disclosed, and the
 * holder's proof.
 */
#include "trust/envelopes.h"
#include "trust/jws.h"
#include "trust/jwk.h"
#include "trust/sd_jwt.h"
#include "trust/sd_jwt_claims.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/equal.h"
#include "json/json.h"

#include <string.h>

enum { PROOF_WINDOW = 300 }; /* seconds that a holder's clock may differ */

static const char *const proof_types[] = { "kb+jwt", NULL };
static const edu_jws_profile issuer_profile = { NULL, NULL, false, EDU_HEADER_MOST, false, false };
static const edu_jws_profile proof_profile = { NULL, proof_types, true, EDU_HEADER_MOST, false, false };

/* What one verdict works with. */
typedef struct presentation {
	edu_verification *v;
	edu_judgement *j;
	edu_sd_jwt sd;
	edu_jws jws;
} presentation;

static int changed(presentation *p, const char *rule, const char *reason)
{
	p->j->said.integrity = EDU_INTEGRITY_CHANGED;
	const int rc = edu_judge_reason(p->v, p->j, EDU_SUB_HASH_FAILURE, rule, "%s", reason);
	return rc < 0 ? rc : EDU_JUDGED;
}

/* What is wrong with the disclosures. */
static int judge_fault(presentation *p, int rc)
{
	if (rc == EDU_ENOMEM) return edu_fail_memory(p->v->err);
	if (rc == 0) return 0;
	if (p->sd.is_orphan) return changed(p, p->sd.rule, p->sd.reason);
	return edu_judge_malformed(p->v, p->j, p->sd.rule, "%s", p->sd.reason);
}

static int decode(presentation *p, edu_buffer *out, const edu_jws *jws)
{
	const int rc = edu_base64url_decode(out, jws->payload, jws->payload_length);
	if (rc == EDU_ENOMEM) return edu_fail_memory(p->v->err);
	return rc < 0 ? edu_judge_malformed(p->v, p->j, "jws/payload", "a payload is no base64url") : 0;
}

/* ---- the holder's proof (section 4.3, 7.3) ---- */

/* Its own axes, which are none of the credential's. */
static void forget(edu_verification *v, edu_judgement *j)
{
	for (size_t i = 0; i < j->chain_count; i++) edu_certificate_free(j->chain[i]);
	edu_key_free(j->own_key);
	edu_release(&v->ctx->allocator, j->remarks.list, j->remarks.capacity * sizeof *j->remarks.list);
}

static int fail_holder(presentation *p, const char *rule, const char *reason)
{
	p->j->said.holder = EDU_HOLDER_FAILED;
	const int rc = edu_judge_constraint(p->v, p->j, rule, "%s", reason);
	return rc < 0 ? rc : EDU_JUDGED;
}

static bool says(const edu_tree *t, const char *name, const char *expected)
{
	return !expected || edu_text_is(t, edu_member(t, t->top, name), expected);
}

/* The digest of everything up to the last tilde: what is presented is what the holder has seen. */
static int check_binding(presentation *p, const edu_tree *t)
{
	uint32_t length;
	const char *found = edu_member_text(t, t->top, "sd_hash", &length);
	edu_buffer computed;

	if (!found)
		return edu_judge_malformed(p->v, p->j, "sd-jwt/sd-hash", "the holder's proof has no sd_hash");
	edu_buffer_open(&computed, &p->v->ctx->allocator);
	int rc = edu_sd_jwt_digest(&computed, p->sd.digest, p->sd.jwt, p->sd.bound_length);
	const bool same = rc == 0 && edu_secrets_equal(found, length, computed.data, computed.length);
	edu_buffer_free(&computed);
	if (rc == EDU_ENOMEM) return edu_fail_memory(p->v->err);
	return same ? 0
	            : changed(p, "sd-jwt/sd-hash",
	                      "the holder's proof was made for other disclosures than were sent");
}

static int check_proof_claims(presentation *p, const edu_tree *t)
{
	const edu_verify_options *o = p->v->options;
	const edu_ref aud = edu_member(t, t->top, "aud"), nonce = edu_member(t, t->top, "nonce");
	edu_time made;

	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT) || !edu_is_kind(t, aud, EDU_KIND_STRING) ||
	    !edu_is_kind(t, nonce, EDU_KIND_STRING) ||
	    !edu_numeric_date(&made, t, edu_member(t, t->top, "iat")))
		return edu_judge_malformed(p->v, p->j, "sd-jwt/proof",
		                           "the holder's proof lacks iat, aud or nonce");
	const int rc = check_binding(p, t);
	if (rc != 0) return rc;
	if (!says(t, "aud", o->audience))
		return fail_holder(p, "sd-jwt/audience", "the holder's proof was made for somebody else");
	if (!says(t, "nonce", o->nonce))
		return fail_holder(p, "sd-jwt/nonce", "the holder's proof was made for another request");
	if (made > o->time + PROOF_WINDOW || made < o->time - PROOF_WINDOW)
		return fail_holder(p, "sd-jwt/stale",
		                   "the holder's proof was not made at the time given, within five minutes");
	p->j->said.holder = EDU_HOLDER_PROVEN;
	return 0;
}

static int read_proof_claims(presentation *p, const edu_jws *jws)
{
	edu_error own = EDU_ERROR_INIT;
	edu_tree t = { 0 };
	edu_buffer payload;

	edu_buffer_open(&payload, &p->v->ctx->allocator);
	int rc = decode(p, &payload, jws);
	if (rc == 0) {
		rc = edu_strict_read(&t, p->v->ctx, payload.data ? payload.data : "", payload.length, &own);
		if (rc == EDU_ENOMEM) rc = edu_fail_memory(p->v->err);
		else if (rc < 0)
			rc = edu_judge_malformed(p->v, p->j, "sd-jwt/proof",
			                         "the holder's proof is no strict JSON");
	}
	if (rc == 0) rc = check_proof_claims(p, &t);
	edu_tree_close(&t);
	edu_buffer_free(&payload);
	return rc;
}

/* The proof's signature, judged aside; what is wrong with it is told of the credential. */
static int check_proof_signature(presentation *p, edu_jws *jws)
{
	static const edu_signature nothing = EDU_SIGNATURE_INIT;
	edu_judgement aside;

	memset(&aside, 0, sizeof aside);
	aside.said = nothing;
	int rc = edu_jws_open(jws, p->v, &aside, &proof_profile);
	if (rc == 0) rc = edu_jws_check(jws, p->v, &aside);
	forget(p->v, &aside);
	if (rc < 0) return rc;
	if (aside.said.form == EDU_FORM_MALFORMED || aside.said.strength == EDU_STRENGTH_FORBIDDEN)
		return edu_judge_malformed(
			p->v, p->j, "sd-jwt/proof", "the holder's proof is malformed: %s",
			aside.why[EDU_SUB_FORMAT_FAILURE].text ? aside.why[EDU_SUB_FORMAT_FAILURE].text : "");
	if (aside.said.constraint == EDU_CONSTRAINT_BROKEN)
		return fail_holder(p, "sd-jwt/proof-type", "the holder's proof has not the type kb+jwt");
	if (aside.said.integrity == EDU_INTEGRITY_INTACT) return 0;
	p->j->said.holder = EDU_HOLDER_FAILED;
	if (aside.said.integrity != EDU_INTEGRITY_BAD_SIGNATURE) return EDU_JUDGED;
	p->j->said.integrity = EDU_INTEGRITY_BAD_SIGNATURE;
	rc = edu_judge_reason(p->v, p->j, EDU_SUB_SIG_CRYPTO_FAILURE, "sd-jwt/proof-value",
	                      "the holder's proof was not made with the key that the credential names");
	return rc < 0 ? rc : EDU_JUDGED;
}

static int check_proof_with(presentation *p, const edu_key *key)
{
	edu_jws jws = { .fixed_key = key };

	if (!edu_jws_split(&jws, p->sd.proof, p->sd.proof_length))
		return edu_judge_malformed(p->v, p->j, "sd-jwt/proof",
		                           "the holder's proof is not three parts between two dots");
	int rc = check_proof_signature(p, &jws);
	if (rc == 0) rc = read_proof_claims(p, &jws);
	edu_jws_close(&jws);
	return rc;
}

/* The key that the issuer bound the credential to. */
static int check_proof(presentation *p)
{
	const edu_tree *t = &p->sd.tree;
	const edu_ref jwk = edu_member(t, edu_member(t, t->top, "cnf"), "jwk");
	edu_error own = EDU_ERROR_INIT;
	edu_key *key = NULL;

	if (!p->sd.proof_length) {
		p->j->said.holder =
			p->v->options->holder_binding ? EDU_HOLDER_ABSENT : EDU_HOLDER_NOT_REQUIRED;
		return 0;
	}
	if (!edu_is_kind(t, jwk, EDU_KIND_OBJECT))
		return edu_judge_malformed(
			p->v, p->j, "sd-jwt/cnf",
			"a holder's proof was sent, and the credential names no holder's key");
	int rc = edu_jwk_public(&key, t, jwk, &own);
	if (rc == EDU_ENOMEM) return edu_fail_memory(p->v->err);
	if (rc == EDU_EUNSUPPORTED)
		return edu_judge_unsupported(p->v, p->j, own.rule, "the holder's key: %s", own.message);
	if (rc < 0) return edu_judge_malformed(p->v, p->j, own.rule, "the holder's key: %s", own.message);
	rc = check_proof_with(p, key);
	edu_key_free(key);
	return rc;
}

/* ---- SD-JWT VC ---- */

/* VC-JOSE's vc+sd-jwt holds a credential of W3C instead, which has a context. */
static int check_vc(presentation *p)
{
	const edu_tree *t = &p->sd.tree;
	const edu_ref vct = edu_member(t, t->top, "vct");

	if (!edu_jws_is_sd_jwt_vc(&p->jws) || (!vct && edu_member(t, t->top, "@context"))) return 0;
	if (!edu_is_kind(t, vct, EDU_KIND_STRING) || !t->items[vct].length)
		return edu_judge_malformed(p->v, p->j, "sd-jwt-vc/vct",
		                           "the credential does not say of which type it is (vct)");
	const edu_ref also = edu_member(t, t->top, "aka_vcts");
	if (also && (!edu_is_kind(t, also, EDU_KIND_ARRAY) || !edu_tree_first(t, also)))
		return edu_judge_malformed(p->v, p->j, "sd-jwt-vc/aka",
		                           "aka_vcts is no array with something in it");
	return edu_judge_text(p->v, &p->j->said.suite, "SD-JWT VC", 9);
}

/* ---- the whole ---- */

/* Whom the credential in a claim of its own names, where iss says nothing: an ELM issuer's identifier. */
static void name_issuer(edu_issuer *issuer, const edu_tree *t)
{
	const edu_ref inner = edu_sd_jwt_credential_in(t);
	edu_issuer of_inner;

	edu_issuer_of(issuer, t, t->top);
	if (!inner) return;
	edu_issuer_of(&of_inner, t, inner);
	if (!issuer->identifier) {
		issuer->identifier = of_inner.identifier;
		issuer->identifier_length = of_inner.identifier_length;
		issuer->country = of_inner.country;
		issuer->country_length = of_inner.country_length;
	}
}

static int judge_issuer(presentation *p)
{
	edu_issuer issuer;

	name_issuer(&issuer, &p->sd.tree);
	int rc = edu_judge_issuer(p->v, p->j, &issuer);
	/* Without iss the issuer is whom the certificate names; a credential inside must not name another. */
	if (rc == 0 && !issuer.id && edu_jws_is_sd_jwt_vc(&p->jws) && p->j->chain_count &&
	    p->j->said.binding != EDU_BINDING_CONTRADICTED)
		p->j->said.binding = EDU_BINDING_PROVEN;
	return rc;
}

/* Write the claims, and remember where the credential among them stands. */
static int write_claims(presentation *p, edu_buffer *out, size_t *at, size_t *length)
{
	const edu_tree *t = &p->sd.tree;
	const edu_ref inner = edu_sd_jwt_credential_in(t);
	const edu_sink sink = edu_buffer_sink(out);
	int rc = 0;

	for (edu_ref i = edu_tree_first(t, t->top); i && rc == 0; i = edu_tree_next(t, i)) {
		uint32_t n;
		const char *name = edu_tree_name_text(t, t->items[i].name, &n);
		rc = edu_buffer_add(out, out->length ? "," : "{", 1);
		if (rc == 0) rc = edu_json_quote(out, name, n);
		if (rc == 0) rc = edu_buffer_add(out, ":", 1);
		if (i == inner) *at = out->length;
		/* The sink is memory: what fails is that. */
		if (rc == 0) rc = edu_json_write(t, i, &sink, EDU_JSON_COMPACT, NULL);
		if (i == inner) *length = out->length - *at;
	}
	if (rc == 0) rc = edu_buffer_addf(out, "%s}", out->length ? "" : "{");
	return rc < 0 ? edu_fail_memory(p->v->err) : 0;
}

static int hand_out(presentation *p)
{
	size_t at = 0, length = 0;
	edu_buffer claims;

	edu_buffer_open(&claims, &p->v->ctx->allocator);
	int rc = write_claims(p, &claims, &at, &length);
	const bool is_first = !p->v->verdict->has_payload;
	if (rc == 0) rc = edu_verdict_set_payload(p->v, claims.data, claims.length);
	if (rc == 0 && is_first) {
		p->v->verdict->document_at = at;
		p->v->verdict->document_length = length;
	}
	edu_buffer_free(&claims);
	if (rc == 0 && p->sd.hidden)
		rc = edu_remark_add(p->v, p->j, EDU_REMARK_EXTRA, "sd-jwt/hidden",
		                    "%lu entries are hidden, or decoys", (unsigned long)p->sd.hidden);
	return rc;
}

/* What the claims say, once every disclosure stands in its place. */
static int judge_claims(presentation *p)
{
	int rc = check_vc(p);

	if (rc == 0) rc = edu_judge_claimed_time(p->v, p->j, &p->sd.tree);
	if (rc == 0) rc = edu_judge_validity(p->v, &p->sd.tree, p->sd.tree.top);
	const edu_ref inner = edu_sd_jwt_credential_in(&p->sd.tree);
	if (rc == 0 && inner) rc = edu_judge_validity(p->v, &p->sd.tree, inner);
	if (rc == 0 && p->j->key) rc = judge_issuer(p);
	if (rc == 0) rc = check_proof(p);
	return rc == 0 ? hand_out(p) : rc;
}

static int judge(presentation *p, const char *text, size_t length)
{
	edu_buffer payload;

	edu_buffer_open(&payload, &p->v->ctx->allocator);
	int rc = judge_fault(p, edu_sd_jwt_open(&p->sd, p->v->ctx, text, length));
	if (rc == 0 && !edu_jws_split(&p->jws, p->sd.jwt, p->sd.jwt_length))
		rc = edu_judge_malformed(p->v, p->j, "jws/compact",
		                         "the issuer's token is not three parts between two dots");
	if (rc == 0) rc = edu_jws_open(&p->jws, p->v, p->j, &issuer_profile);
	if (rc == 0) rc = decode(p, &payload, &p->jws);
	if (rc == 0)
		rc = judge_fault(
			p, edu_sd_jwt_process(&p->sd, payload.data ? payload.data : "", payload.length));
	if (rc == 0) rc = edu_jws_check(&p->jws, p->v, p->j);
	if (rc == 0 || (rc == EDU_JUDGED && p->sd.tree.top &&
	                p->j->said.integrity == EDU_INTEGRITY_UNCHECKED && !p->j->key))
		rc = judge_claims(p);
	edu_buffer_free(&payload);
	return rc;
}

int edu_sd_jwt_verify_with(edu_verification *v, const char *text, size_t length, const edu_tree *outer,
                           edu_ref unprotected)
{
	presentation p = { .v = v,
		           .j = edu_judgement_new(v, "sd-jwt"),
		           .jws = { .outer = outer, .unprotected = unprotected } };

	if (!p.j) return EDU_ENOMEM;
	const int rc = judge(&p, text, length);
	edu_jws_close(&p.jws);
	edu_sd_jwt_close(&p.sd);
	return rc < 0 ? rc : 0;
}

int edu_sd_jwt_verify(edu_verification *v, const char *text, size_t length)
{
	return edu_sd_jwt_verify_with(v, text, length, NULL, 0);
}
