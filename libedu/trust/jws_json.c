/*
 * trust/jws_json.c – JWS in JSON serialisation, general or flattened (RFC 7515, 7.2): the shape of EDC seals.
 */
#include "trust/envelopes.h"
#include "trust/jades.h"

#include "base/fail.h"
#include "crypto/base64url.h"

#include <string.h>

bool edu_jws_json_is(const edu_tree *t)
{
	const edu_ref signature = edu_member(t, t->top, "signature");

	/* Without its payload it is a signature all the same: a detached one (RFC 7515, appendix F). */
	return edu_member(t, t->top, "signatures") || (signature && edu_member(t, t->top, "protected"))
	    || (signature && edu_member(t, t->top, "payload"));
}

/* What the signatures of one file share: the credential, parsed from exactly the bytes that are signed. */
typedef struct sealed {
	edu_verification *v;
	const edu_tree *t;
	const char *payload;             /* as it stands in the file; NULL: it does not */
	size_t payload_length;
	const char *detached;            /* the octets that the caller handed in; NULL: none */
	size_t detached_length;
	bool is_read, is_unencoded;
	edu_buffer decoded;              /* the payload's octets where they were base64url */
	edu_buffer encoded;              /* base64url of the caller's octets, as it is signed */
	edu_tree credential;
	edu_error why;                   /* it could not be read */
} sealed;

static const char *octets_of(const sealed *s, size_t *length)
{
	*length = s->detached ? s->detached_length : s->is_unencoded ? s->payload_length : s->decoded.length;
	if (s->detached) return s->detached;
	return s->is_unencoded ? s->payload : s->decoded.data ? s->decoded.data : "";
}

/* What goes into the signing input of a payload that was handed in: its octets, or base64url of them. */
static int attach(sealed *s, edu_jws *jws)
{
	int rc = 0;

	if (!s->detached) return 0;
	if (!jws->is_unencoded && !s->encoded.data)
		rc = edu_base64url_encode(&s->encoded, s->detached, s->detached_length);
	if (rc < 0) return edu_fail_memory(s->v->err);
	jws->payload = jws->is_unencoded ? s->detached : s->encoded.data ? s->encoded.data : "";
	jws->payload_length = jws->is_unencoded ? s->detached_length : s->encoded.length;
	return 0;
}

/* Read the credential as the first signature says; a later one has to say the same (RFC 7797, section 3). */
static int read_payload(sealed *s, edu_judgement *j, bool is_unencoded)
{
	size_t length;
	int rc = 0;

	if (s->is_read && s->is_unencoded != is_unencoded)
		return edu_judge_malformed(s->v, j, "jws/b64-differs",
		                           "the signatures don't agree on how the payload is written");
	if (!s->is_read && !is_unencoded && !s->detached)
		rc = edu_base64url_decode(&s->decoded, s->payload, s->payload_length);
	if (rc == EDU_ENOMEM) return edu_fail_memory(s->v->err);
	if (rc < 0) return edu_judge_malformed(s->v, j, "jws/payload", "the payload is no base64url");
	if (!s->is_read) {
		s->is_read = true;
		s->is_unencoded = is_unencoded;
		const char *octets = octets_of(s, &length);
		rc = edu_strict_read(&s->credential, s->v->ctx, octets, length, &s->why);
		if (rc == EDU_ENOMEM) return edu_fail_memory(s->v->err);
	}
	if (!s->why.code) return 0;
	return edu_judge_malformed(s->v, j, s->why.rule, "the payload is no strict JSON: %s", s->why.message);
}

static int judge_credential(sealed *s, edu_judgement *j)
{
	const edu_tree *t = &s->credential;
	edu_issuer issuer;
	size_t length;
	const char *octets = octets_of(s, &length);

	edu_issuer_of(&issuer, t, t->top);
	int rc = j->key ? edu_judge_issuer(s->v, j, &issuer) : 0;
	if (rc == 0 && !s->v->verdict->has_payload) rc = edu_judge_validity(s->v, t, t->top);
	return rc == 0 ? edu_verdict_set_payload(s->v, octets, length) : rc;
}

static int judge(sealed *s, edu_judgement *j, edu_jws *jws)
{
	int rc = edu_jws_open(jws, s->v, j, &edu_jades_profile);

	/* In JSON an SD-JWT is told by its header: without it, it would escape its own rules. */
	if (rc == 0 && edu_jws_is_sd_jwt_vc(jws))
		rc = edu_judge_constraint(s->v, j, "jws/typ",
		                          "the token is an SD-JWT, and its header has no disclosures");
	if (rc == 0) rc = attach(s, jws);
	if (rc == 0) rc = read_payload(s, j, jws->is_unencoded);
	if (rc == 0 && edu_jades_is(jws)) rc = edu_jades_check_header(jws, s->v, j);
	else if (rc == 0) j->said.envelope = "jws";
	if (rc == 0) rc = edu_jades_judge_timestamps(jws, s->v, j);
	if (rc != 0) return rc;
	rc = edu_jws_check(jws, s->v, j);
	/* Where trust and binding are judged, a bad signature has been told already; who it claims to be is told, too. */
	if (rc >= 0) {
		const int told = judge_credential(s, j);
		if (told < 0) return told;
	}
	return rc;
}

static int judge_members(sealed *s, edu_judgement *j, edu_jws *jws)
{
	if (!jws->protected_text || !jws->signature_text || (!s->payload && !s->detached))
		return edu_judge_malformed(s->v, j, "jws/members",
		                           "payload, protected and signature have to be texts; a payload that is kept apart "
		                           "has to be handed in");
	if (s->detached && edu_member(s->t, s->t->top, "payload"))
		return edu_judge_malformed(s->v, j, "jws/detached",
		                           "a payload was handed in, and the signature has its own");
	return judge(s, j, jws);
}

/* One signature; holder: the object with its members. */
static int verify_one(sealed *s, edu_ref holder)
{
	const edu_tree *t = s->t;
	edu_judgement *j = edu_judgement_new(s->v, "jades");
	uint32_t protected_length = 0, signature_length = 0;
	edu_jws jws = { 0 };

	if (!j) return EDU_ENOMEM;
	jws.protected_text = edu_member_text(t, holder, "protected", &protected_length);
	jws.signature_text = edu_member_text(t, holder, "signature", &signature_length);
	jws.protected_length = protected_length;
	jws.signature_length = signature_length;
	jws.payload = s->payload;
	jws.payload_length = s->payload_length;
	jws.outer = t;
	jws.unprotected = edu_member(t, holder, "header");
	int rc = judge_members(s, j, &jws);
	if (rc >= 0) {
		const int told = edu_jades_tell_unsigned(&jws, s->v, j);
		rc = told < 0 ? told : rc;
	}
	edu_jws_close(&jws);
	return rc < 0 ? rc : 0;
}

static int malformed(edu_verification *v, const char *rule, const char *text)
{
	edu_judgement *j = edu_judgement_new(v, "jades");
	const int rc = j ? edu_judge_malformed(v, j, rule, "%s", text) : EDU_ENOMEM;
	return rc < 0 ? rc : 0;
}

int edu_jws_json_verify(edu_verification *v, edu_tree *t)
{
	const edu_ref signatures = edu_member(t, t->top, "signatures"),
		      signature = edu_member(t, t->top, "signature");
	sealed s = { .v = v, .t = t };
	uint32_t length = 0;
	size_t count = 0;
	int rc = 0;

	if (signatures && (signature || edu_member(t, t->top, "protected")))
		return malformed(
			v, "jws/mixed",
			"members of the flattened and of the general serialisation stand side by side");
	if (signatures && (!edu_is_kind(t, signatures, EDU_KIND_ARRAY) || !edu_tree_first(t, signatures)))
		return malformed(v, "jws/signatures", "signatures is no array with something in it");
	s.payload = edu_member_text(t, t->top, "payload", &length);
	s.payload_length = length;
	/* What the caller hands in belongs to the document, not to a status list that it leads to. */
	s.detached = v->is_list ? NULL : v->options->payload;
	s.detached_length = v->options->payload_length;
	edu_buffer_open(&s.decoded, &v->ctx->allocator);
	edu_buffer_open(&s.encoded, &v->ctx->allocator);
	if (!signatures) rc = verify_one(&s, t->top);
	for (edu_ref i = edu_entry_next(t, signatures, 0); i && rc == 0; i = edu_tree_next(t, i)) {
		if (count++ == EDU_SIGNATURES_MOST)
			rc = malformed(v, "limit/signatures", "more than 8 signatures");
		else rc = verify_one(&s, i);
		if (count > EDU_SIGNATURES_MOST) break;
	}
	edu_tree_close(&s.credential);
	edu_buffer_free(&s.decoded);
	edu_buffer_free(&s.encoded);
	return rc;
}
