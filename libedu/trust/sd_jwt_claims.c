/*
 * trust/sd_jwt_claims.c – see sd_jwt_claims.h; the shape is that of the European pilots (vct urn:eudi:elm:1).
 */
#include "trust/sd_jwt_claims.h"

#include "base/fail.h"
#include "json/json.h"
#include "trust/judge.h"
#include "trust/strict.h"
#include "trust/time.h"

#include <inttypes.h>
#include <string.h>

edu_ref edu_sd_jwt_credential_in(const edu_tree *claims)
{
	const edu_ref elm = edu_member(claims, claims->top, "elm");

	return edu_member(claims, claims->top, "vct") && edu_is_kind(claims, elm, EDU_KIND_OBJECT) ? elm : 0;
}

/* A verifier looks for the key at an iss: what stands there has to be a place or a DID, which numbers of ELM are not. */
static bool can_be_iss(const edu_issuer *issuer)
{
	return issuer->id && ((issuer->id_length > 8 && memcmp(issuer->id, "https://", 8) == 0) ||
	                      (issuer->id_length > 4 && memcmp(issuer->id, "did:", 4) == 0));
}

static bool ends(edu_time *out, const edu_tree *t)
{
	static const char *const names[] = { "validUntil", "expirationDate" };
	uint32_t length;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = edu_member_text(t, t->top, names[i], &length);
		if (text && edu_time_read(out, text, length, NULL) && *out >= 0) return true;
	}
	return false;
}

/* Append a member with a comma behind it. */
static int add_text(edu_buffer *out, const char *name, const char *text, size_t length)
{
	int rc = edu_buffer_addf(out, "\"%s\":", name);
	if (rc == 0) rc = edu_json_quote(out, text, length);
	return rc == 0 ? edu_buffer_add(out, ",", 1) : rc;
}

static int write_claims(edu_buffer *out, const edu_tree *t, const edu_claims_around *around)
{
	edu_issuer issuer;
	edu_time end;
	int rc = 0;

	edu_issuer_of(&issuer, t, t->top);
	if (can_be_iss(&issuer)) rc = add_text(out, "iss", issuer.id, issuer.id_length);
	else if (around->iss) rc = add_text(out, "iss", around->iss, strlen(around->iss));
	if (rc == 0 && around->vct) rc = add_text(out, "vct", around->vct, strlen(around->vct));
	if (rc == 0 && around->time != EDU_TIME_UNKNOWN)
		rc = edu_buffer_addf(out, "\"iat\":%" PRId64 ",", around->time);
	if (rc == 0 && ends(&end, t)) rc = edu_buffer_addf(out, "\"exp\":%" PRId64 ",", end);
	if (rc == 0) rc = edu_json_quote(out, around->claim, strlen(around->claim));
	return rc == 0 ? edu_buffer_add(out, ":", 1) : rc;
}

static int check(const edu_tree *t, edu_error *err)
{
	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT))
		return edu_fail(err, EDU_EINVALID, "sign/object", "what is issued has to be a JSON object");
	if (edu_member(t, t->top, "proof") || edu_member(t, t->top, "signatures") ||
	    edu_member(t, t->top, "signature"))
		return edu_fail(
			err, EDU_EINVALID, "sd-jwt/signed",
			"the credential is signed already: no part of it could be hidden without breaking "
			"that; issue the unsigned one");
	return 0;
}

int edu_sd_jwt_claims(edu_buffer *out, const edu_context *ctx, const char *data, size_t length,
                      const edu_claims_around *around, edu_error *err)
{
	edu_tree t;

	int rc = edu_strict_read(&t, ctx, data, length, err);
	if (rc == 0) rc = check(&t, err);
	if (rc == 0 && (edu_buffer_add(out, "{", 1) < 0 || write_claims(out, &t, around) < 0 ||
	                edu_buffer_add(out, data, length) < 0 || edu_buffer_add(out, "}", 1) < 0))
		rc = edu_fail_memory(err);
	edu_tree_close(&t);
	return rc;
}
