/*
 * trust/wording.c – what a verdict means, in sentences that claim no more than was found (docs/trust.md).
 *
 * Never "genuine", "valid", "trusted" by themselves: unchanged since when, signed with whose key, vouched for by whom.
 */
#include "trust/verdict.h"

static int say(edu_verification *v, edu_judgement *j, edu_remark_kind kind, const char *rule,
               const char *text)
{
	return edu_remark_add(v, j, kind, rule, "%s", text);
}

static int word_integrity(edu_verification *v, edu_judgement *j)
{
	const edu_signature *s = &j->said;
	const char *whose = *s->subject    ? s->subject
	                    : *s->signer   ? s->signer
	                    : *s->key_name ? s->key_name
	                                   : s->key_id;

	if (s->integrity == EDU_INTEGRITY_CHANGED)
		return say(v, j, EDU_REMARK_STATEMENT, "say/changed",
		           "The content was changed after it was signed.");
	if (s->integrity == EDU_INTEGRITY_BAD_SIGNATURE)
		return say(v, j, EDU_REMARK_STATEMENT, "say/bad-signature",
		           "This signature was not made over this content with the key that is named, or one "
		           "of them was changed.");
	if (s->integrity != EDU_INTEGRITY_INTACT)
		return say(v, j, EDU_REMARK_STATEMENT, "say/unchecked",
		           "Whether the content is unchanged was not checked.");
	if (s->strength == EDU_STRENGTH_WEAK)
		return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "say/weak",
		                      "Unchanged as far as %s can show, since it was signed with the key of "
		                      "%s; it no longer "
		                      "withstands a determined forger.",
		                      s->algorithm, whose);
	return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "say/intact",
	                      "The content is unchanged since it was signed with the key of %s.", whose);
}

static int word_trust(edu_verification *v, edu_judgement *j)
{
	const edu_signature *s = &j->said;

	if (s->trusted == EDU_TRUSTED_NOT_ANCHORED && *s->subject)
		return edu_remark_add(
			v, j, EDU_REMARK_STATEMENT, "say/not-anchored",
			"The certificate names %s; its issuer is not among the trust anchors you gave.",
			s->signer);
	if (s->trusted == EDU_TRUSTED_NOT_ANCHORED)
		return say(v, j, EDU_REMARK_STATEMENT, "say/unknown-key",
		           "The key is not among those you trust.");
	if (s->trusted == EDU_TRUSTED_ANCHORED && *s->anchor)
		return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "say/anchored",
		                      "Vouched for by %s, which you trust.", s->anchor);
	if (s->trusted == EDU_TRUSTED_PINNED)
		return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "say/pinned",
		                      "You gave this very key or certificate%s%s.",
		                      *s->anchor ? ", as that of " : "", s->anchor);
	return 0;
}

static int word_time(edu_verification *v, edu_judgement *j)
{
	char proven[32];

	if (j->said.proven_time == EDU_TIME_UNKNOWN) return 0;
	edu_time_write(j->said.proven_time, proven);
	return edu_remark_add(
		v, j, EDU_REMARK_STATEMENT, "say/timestamp",
		"The signature existed on %s: so says a timestamp whose authority you trust. The "
		"certificate was judged at that time.",
		proven);
}

static int word_period(edu_verification *v, edu_judgement *j)
{
	const edu_signature *s = &j->said;
	char end[32], claimed[32];

	edu_time_write(s->period == EDU_PERIOD_BEFORE ? s->not_before : s->not_after, end);
	edu_time_write(s->claimed_time, claimed);
	if (s->period == EDU_PERIOD_AFTER && *end)
		return edu_remark_add(
			v, j, EDU_REMARK_STATEMENT, "say/expired",
			"The certificate expired on %s; the claimed signing time %s%sis not proven.", end,
			claimed, *claimed ? " " : "");
	if (s->period == EDU_PERIOD_BEFORE && *end)
		return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "say/not-yet",
		                      "The certificate is valid only from %s.", end);
	return 0;
}

static int word_binding(edu_verification *v, edu_judgement *j)
{
	switch (j->said.binding) {
	case EDU_BINDING_PROVEN:
		if (j->said.trusted != EDU_TRUSTED_ANCHORED && j->said.trusted != EDU_TRUSTED_PINNED)
			return say(v, j, EDU_REMARK_STATEMENT, "say/agrees",
			           "What the key or its certificate says of its owner agrees with the issuer "
			           "named in the record.");
		return say(v, j, EDU_REMARK_STATEMENT, "say/bound",
		           "The key belongs to the issuer named in the record.");
	case EDU_BINDING_CONTRADICTED:
		return say(v, j, EDU_REMARK_STATEMENT, "say/contradicted",
		           "The issuer named in the record is somebody else than the owner of the key.");
	case EDU_BINDING_CLAIMED:
		return say(v, j, EDU_REMARK_STATEMENT, "say/claimed",
		           "The issuer named in the record is a claim; the key is not bound to it.");
	default:
		return 0;
	}
}

static int word_qualified(edu_verification *v, edu_judgement *j)
{
	const edu_certificate_facts *f = j->chain_count ? edu_certificate_facts_of(j->chain[0]) : NULL;

	if (!f || !f->has_qualified_statement) return 0;
	return edu_remark_add(v, j, EDU_REMARK_EXTRA, "certificate/qualified",
	                      "Qualified status not determined (the certificate states it is qualified%s)",
	                      f->has_seal_statement ? ", for seals" : "");
}

static int word_revocation(edu_verification *v, edu_judgement *j)
{
	if (!j->chain_count || j->revocation == EDU_REVOCATION_REVOKED) return 0;
	if (j->revocation == EDU_REVOCATION_GOOD)
		return say(v, j, EDU_REMARK_STATEMENT, "say/not-revoked",
		           "The certificate is not on the list of revoked ones that you gave; those above it "
		           "were "
		           "not looked for.");
	return say(v, j, EDU_REMARK_EXTRA, "certificate/revocation",
	           "Whether the certificate was revoked was not checked");
}

int edu_word_judgement(edu_verification *v, edu_judgement *j)
{
	if (j->said.form == EDU_FORM_MALFORMED) return 0;
	int rc = word_integrity(v, j);
	/* Whose key did not make a signature is of no interest. */
	if (rc < 0 || j->said.integrity != EDU_INTEGRITY_INTACT) return rc;
	rc = word_trust(v, j);
	if (rc == 0) rc = word_time(v, j);
	if (rc == 0) rc = word_period(v, j);
	if (rc == 0) rc = word_binding(v, j);
	if (rc == 0) rc = word_qualified(v, j);
	return rc == 0 ? word_revocation(v, j) : rc;
}

int edu_word_verdict(edu_verification *v)
{
	int rc = 0;

	if (v->verdict->indication == EDU_NOT_SIGNED)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/not-signed", "The document bears no signature.");
	if (rc == 0 && v->verdict->status == EDU_STATUS_REVOKED)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/revoked",
		         "The issuer has revoked the credential.");
	if (rc == 0 && v->verdict->status == EDU_STATUS_SUSPENDED)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/suspended",
		         "The issuer has suspended the credential, for the time being.");
	if (rc == 0 && v->verdict->status == EDU_STATUS_UNKNOWN)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/status-unknown",
		         "The credential refers to a status list that was not given: whether it is revoked "
		         "is not known.");
	if (rc == 0 && v->verdict->validity == EDU_VALIDITY_EXPIRED)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/credential-expired",
		         "The credential's own validity has ended.");
	if (rc == 0 && v->verdict->validity == EDU_VALIDITY_NOT_YET)
		rc = say(v, NULL, EDU_REMARK_STATEMENT, "say/credential-not-yet",
		         "The credential's own validity has not begun.");
	return rc;
}
