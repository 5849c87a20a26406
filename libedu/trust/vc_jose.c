/*
 * trust/vc_jose.c – credentials as compact JWS: VC-JOSE (VCDM 2.0), JWT credentials of VCDM 1.1, Open Badges' JWT.
 */
#include "trust/envelopes.h"
#include "trust/jws.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64url.h"

#include <string.h>

static const char *const critical[] = { "b64", NULL };
static const char *const types[] = { "vc+jwt", "vp+jwt", "vc+ld+jwt", "vp+ld+jwt", "jwt", NULL };
static const edu_jws_profile profile = { critical, types, false, EDU_HEADER_MOST, false, true };
/* A status list is a token of its own type, or a credential. */
static const char *const list_types[] = { "statuslist+jwt", "vc+jwt", "vc+ld+jwt", NULL };
static const edu_jws_profile list_profile = { critical, list_types, true, EDU_HEADER_MOST, false, false };

bool edu_compact_is(const char *text, size_t length)
{
	edu_jws jws;

	if (!edu_jws_split(&jws, text, length)) return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] != '.' && text[i] != '-' && text[i] != '_' && text[i] != '=' &&
		    !(text[i] >= '0' && text[i] <= '9') && !(text[i] >= 'A' && text[i] <= 'Z') &&
		    !(text[i] >= 'a' && text[i] <= 'z'))
			return false;
	return true;
}

/* ---- claims and members that say the same ---- */

/* Two texts that must not contradict each other; a missing one doesn't. */
static bool contradict(const edu_tree *t, edu_ref claim, edu_ref member)
{
	if (edu_is_kind(t, member, EDU_KIND_OBJECT)) member = edu_member(t, member, "id");
	return claim && edu_is_kind(t, member, EDU_KIND_STRING) && !edu_same_text(t, claim, member);
}

static int check_claims(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref credential)
{
	static const char *const pairs[][2] = { { "iss", "issuer" },
		                                { "jti", "id" },
		                                { "sub", "credentialSubject" } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (contradict(t, edu_member(t, t->top, pairs[i][0]), edu_member(t, credential, pairs[i][1])))
			return edu_judge_constraint(
				v, j, "vc-jose/contradiction",
				"the claim %s and the credential's %s contradict each other", pairs[i][0],
				pairs[i][1]);
	return 0;
}

/* nbf and exp: numbers (RFC 7519, section 2); they bound the credential like its own dates. */
int edu_judge_claimed_time(edu_verification *v, edu_judgement *j, const edu_tree *t)
{
	static const char *const names[] = { "nbf", "exp", "iat" };
	edu_validity *validity = &v->verdict->validity;

	for (int i = 0; i < 3; i++) {
		const edu_ref item = edu_member(t, t->top, names[i]);
		edu_time time;
		if (!item) continue;
		if (!edu_numeric_date(&time, t, item))
			return edu_judge_malformed(v, j, "jwt/time", "%s is no number of seconds", names[i]);
		if (i == 2) {
			j->said.claimed_time = time;
			continue;
		}
		if (*validity == EDU_VALIDITY_UNSTATED) *validity = EDU_VALIDITY_INSIDE;
		if (i == 0 && v->options->time < time) *validity = EDU_VALIDITY_NOT_YET;
		if (i == 1 && v->options->time >= time) *validity = EDU_VALIDITY_EXPIRED;
	}
	return 0;
}

/* Where the credential stands: the payload itself (2.0), or its member vc (1.1). 0: neither is right. */
static edu_ref credential_in(const edu_jws *jws, const edu_tree *t)
{
	const edu_ref vc = edu_member(t, t->top, "vc"), vp = edu_member(t, t->top, "vp");
	uint32_t length = 0;
	const char *typ = edu_jws_text(jws, "typ", &length);
	const bool jwt = !typ || edu_equal_nocase(typ, length, "jwt");

	if (!vc && !vp) return t->top;
	/* VC-JOSE, 3.1.1: vc and vp must not be there. */
	return jwt && edu_is_kind(t, vc, EDU_KIND_OBJECT) ? vc : 0;
}

static int judge_credential(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_tree *t)
{
	const edu_ref credential = credential_in(jws, t);
	edu_issuer issuer;

	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT) || !credential)
		return edu_judge_malformed(v, j, "vc-jose/payload",
		                           "the payload is not a credential of the kind that typ says");
	int rc = edu_judge_claimed_time(v, j, t);
	if (rc == 0) rc = check_claims(v, j, t, credential);
	if (rc == 0) rc = edu_judge_validity(v, t, credential);
	if (rc == 0) rc = edu_jws_check(jws, v, j);
	if (rc < 0 || !j->key) return rc;
	edu_issuer_of(&issuer, t, credential);
	/* VCDM 1.1: iss stands for issuer, which may be missing. */
	if (!issuer.id) {
		edu_issuer claimed;
		edu_issuer_of(&claimed, t, t->top);
		issuer.id = claimed.id;
		issuer.id_length = claimed.id_length;
	}
	const int bound = edu_judge_issuer(v, j, &issuer);
	return bound < 0 ? bound : rc;
}

static int judge(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	edu_error own = EDU_ERROR_INIT;
	edu_tree credential = { 0 };
	edu_buffer payload;

	edu_buffer_open(&payload, &v->ctx->allocator);
	int rc = edu_jws_open(jws, v, j, v->is_list ? &list_profile : &profile);
	if (rc == 0) rc = edu_base64url_decode(&payload, jws->payload, jws->payload_length);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
	else if (rc == EDU_EINVALID)
		rc = edu_judge_malformed(v, j, "jws/payload", "the payload is no base64url");
	if (rc == 0) {
		rc = edu_strict_read(&credential, v->ctx, payload.data, payload.length, &own);
		if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
		else if (rc < 0)
			rc = edu_judge_malformed(v, j, own.rule, "the payload is no strict JSON: %s",
			                         own.message);
	}
	if (rc == 0) {
		rc = judge_credential(jws, v, j, &credential);
		const int kept = rc < 0 ? 0 : edu_verdict_set_payload(v, payload.data, payload.length);
		rc = kept < 0 ? kept : rc;
	}
	edu_tree_close(&credential);
	edu_buffer_free(&payload);
	return rc;
}

int edu_compact_verify(edu_verification *v, const char *text, size_t length)
{
	edu_judgement *j = edu_judgement_new(v, "vc-jose");
	edu_jws jws = { 0 };

	if (!j) return EDU_ENOMEM;
	int rc = edu_jws_split(&jws, text, length)
	                 ? judge(&jws, v, j)
	                 : edu_judge_malformed(v, j, "jws/compact", "not three parts between two dots");
	edu_jws_close(&jws);
	return rc < 0 ? rc : 0;
}

/* ---- a credential in a data: URL ---- */

static const char head[] = "data:application/vc+jwt,";

bool edu_enveloped_is(const edu_tree *t)
{
	return edu_has_type(t, t->top, "EnvelopedVerifiableCredential");
}

int edu_enveloped_verify(edu_verification *v, edu_tree *t)
{
	uint32_t length;
	const char *id = edu_member_text(t, t->top, "id", &length);

	if (id && length > sizeof head && memcmp(id, head, sizeof head - 1) == 0)
		return edu_compact_verify(v, id + sizeof head - 1, length - (sizeof head - 1));
	edu_judgement *j = edu_judgement_new(v, "vc-jose");
	if (!j) return EDU_ENOMEM;
	const int rc = edu_judge_unsupported(
		v, j, "vc-jose/envelope",
		"an enveloped credential whose id is no data: URL of the type application/vc+jwt");
	return rc < 0 ? rc : 0;
}
