/*
 * trust/judge.c – does anything that the caller trusts vouch for the key, and is it inside its time?
 */
#include "trust/judge.h"

#include "base/fail.h"

#include <string.h>

int edu_judge_add_certificate(edu_verification *v, edu_judgement *j, const void *der, size_t length)
{
	edu_certificate *c;
	edu_error own = EDU_ERROR_INIT;

	if (j->chain_count == EDU_CERTIFICATES_MOST)
		return edu_judge_malformed(v, j, "limit/certificates",
		                           "more than %d certificates were sent along",
		                           EDU_CERTIFICATES_MOST);
	const int rc = edu_certificate_read(&c, &v->ctx->allocator, der, length, &own);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc == EDU_EUNSUPPORTED) {
		j->said.strength = EDU_STRENGTH_NOT_BUILT;
		return EDU_JUDGED;
	}
	if (rc < 0) return edu_judge_malformed(v, j, "certificate/syntax", "%s", own.message);
	j->chain[j->chain_count++] = c;
	return 0;
}

static int tell_key(edu_verification *v, edu_judgement *j)
{
	unsigned char fingerprint[EDU_DIGEST_SHA256_SIZE];
	char hex[2 * sizeof fingerprint + 1];

	if (!edu_key_fingerprint(j->key, fingerprint)) return edu_fail_memory(v->err);
	for (size_t i = 0; i < sizeof fingerprint; i++) {
		hex[2 * i] = "0123456789abcdef"[fingerprint[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[fingerprint[i] & 15];
	}
	j->said.key_type = edu_key_type_name(edu_key_type_of(j->key));
	j->said.key_bits = edu_key_bits(j->key);
	return edu_judge_text(v, &j->said.key_id, hex, sizeof hex - 1);
}

static int tell_certificate(edu_verification *v, edu_judgement *j, const edu_certificate_facts *f)
{
	const char *signer = *f->organisation  ? f->organisation
	                     : *f->common_name ? f->common_name
	                                       : f->subject;

	j->said.not_before = f->not_before;
	j->said.not_after = f->not_after;
	int rc = edu_judge_text(v, &j->said.subject, f->subject, strlen(f->subject));
	if (rc == 0) rc = edu_judge_text(v, &j->said.certificate_issuer, f->issuer, strlen(f->issuer));
	return rc < 0 ? rc : edu_judge_text(v, &j->said.signer, signer, strlen(signer));
}

int edu_judge_take_leaf(edu_verification *v, edu_judgement *j)
{
	const edu_certificate_facts *f = edu_certificate_facts_of(j->chain[0]);

	const int rc = tell_certificate(v, j, f);
	if (rc < 0) return rc;
	if (!f->key)
		return edu_judge_unsupported(v, j, "certificate/key",
		                             "the certificate's key is of a type that is not supported");
	if (!j->key) {
		j->key = f->key;
		j->said.key_origin = EDU_KEY_ORIGIN_CERTIFICATE;
	}
	return 0;
}

static edu_period period_at(edu_time time, edu_time from, edu_time to)
{
	return time < from ? EDU_PERIOD_BEFORE : time > to ? EDU_PERIOD_AFTER : EDU_PERIOD_INSIDE;
}

/* Best signature time (EN 319 102-1): a proof that the signature is as old outweighs the time of asking. */
static edu_time judged_at(const edu_verification *v, const edu_judgement *j)
{
	return j->said.proven_time != EDU_TIME_UNKNOWN ? j->said.proven_time : v->options->time;
}

/* A leaf that the caller gave, and that is no authority, vouches for itself. */
static bool is_pinned(const edu_verification *v, const edu_certificate_facts *f)
{
	return !f->is_authority && edu_keyring_certificate(v->trust, f->sha256) != NULL;
}

/* Do the lists that the caller gave name the leaf? One that was revoked after the signature is proven to exist counts. */
static int judge_revocation(edu_verification *v, edu_judgement *j)
{
	const edu_keyring *trust = v->trust;
	const edu_revocation_lists lists = {
		(const edu_crl *const *)trust->crls,
		trust->crl_count,
		(const edu_certificate *const *)j->chain + 1,
		(const edu_certificate *const *)trust->certificates,
		j->chain_count - 1,
		trust->certificate_count,
	};
	edu_revocation found;
	char since[32];

	/* Lists are of the time of asking, whenever the signature was made. */
	if (edu_certificate_revocation(&found, j->chain[0], &lists, v->options->time) < 0)
		return edu_fail_memory(v->err);
	j->revocation = found.answer;
	if (found.answer != EDU_REVOCATION_REVOKED) return 0;
	edu_time_write(found.time, since);
	if (j->said.proven_time != EDU_TIME_UNKNOWN && j->said.proven_time < found.time)
		return edu_remark_add(
			v, j, EDU_REMARK_WARNING, "certificate/revoked-later",
			"The certificate was revoked on %s, after the signature is proven to have existed.",
			since);
	j->said.trusted = EDU_TRUSTED_REVOKED;
	return edu_judge_reason(
		v, j, EDU_SUB_REVOKED_NO_POE, "certificate/revoked",
		"the certificate was revoked on %s, and nothing proves that the signature is older", since);
}

static int judge_chain(edu_verification *v, edu_judgement *j, const edu_certificate_facts *leaf)
{
	edu_chain chain;
	const edu_keyring *trust = v->trust;
	const edu_certificate *const *anchors =
		trust ? (const edu_certificate *const *)trust->certificates : NULL;

	const int rc = edu_certificate_chain(&chain, j->chain[0],
	                                     (const edu_certificate *const *)j->chain + 1, j->chain_count - 1,
	                                     anchors, trust ? trust->certificate_count : 0, judged_at(v, j));
	if (rc < 0) return edu_fail_memory(v->err);
	switch (chain.answer) {
	case EDU_CHAIN_ANCHORED: {
		const char *subject = edu_certificate_facts_of(anchors[chain.anchor])->subject;
		j->said.trusted = EDU_TRUSTED_ANCHORED;
		if (leaf->is_authority || !leaf->may_sign) {
			j->said.trusted = EDU_TRUSTED_CONSTRAINTS;
			return edu_judge_reason(v, j, EDU_SUB_CHAIN_CONSTRAINTS_FAILURE, "certificate/usage",
			                        "the signer's certificate is one of an authority, or not "
			                        "meant for signatures");
		}
		const int told = edu_judge_text(v, &j->said.anchor, subject, strlen(subject));
		return told < 0 ? told : judge_revocation(v, j);
	}
	case EDU_CHAIN_NOT_ANCHORED:
		j->said.trusted = EDU_TRUSTED_NOT_ANCHORED;
		return 0;
	case EDU_CHAIN_CONSTRAINTS:
		j->said.trusted = EDU_TRUSTED_CONSTRAINTS;
		return edu_judge_reason(v, j, EDU_SUB_CHAIN_CONSTRAINTS_FAILURE, "certificate/constraints",
		                        "the chain of certificates is not fit for this: %s", chain.reason);
	case EDU_CHAIN_EXPIRED:
		j->said.trusted = EDU_TRUSTED_ANCHORED;
		j->said.period = EDU_PERIOD_AFTER;
		return edu_judge_reason(v, j, EDU_SUB_OUT_OF_BOUNDS_NO_POE, "certificate/chain-period",
		                        "a certificate of the chain is outside its validity");
	default:
		j->said.trusted = EDU_TRUSTED_FAILED;
		return edu_judge_reason(v, j, EDU_SUB_CERTIFICATE_CHAIN_GENERAL_FAILURE, "certificate/chain",
		                        "the chain of certificates could not be built: %s", chain.reason);
	}
}

static int judge_certificate(edu_verification *v, edu_judgement *j)
{
	const edu_certificate_facts *f = edu_certificate_facts_of(j->chain[0]);

	j->said.period = period_at(judged_at(v, j), f->not_before, f->not_after);
	if (!is_pinned(v, f)) return judge_chain(v, j, f);
	j->said.trusted = EDU_TRUSTED_PINNED;
	j->pinned = true;
	return edu_judge_text(v, &j->said.anchor, f->subject, strlen(f->subject));
}

/* Take what the caller says of a key. A named owner weighs more than a mere acquaintance. */
static int take_word(edu_verification *v, edu_judgement *j, const edu_ring_key *k)
{
	if (j->said.trusted == EDU_TRUSTED_PINNED && !k->owner) return 0;
	j->said.trusted = k->pinned || k->owner ? EDU_TRUSTED_PINNED : EDU_TRUSTED_ANCHORED;
	j->pinned |= k->pinned && !k->owner;
	j->owner = k->owner ? k->owner : j->owner;
	if (!k->owner) return 0;
	const int rc = *j->said.signer ? 0 : edu_judge_text(v, &j->said.signer, k->owner, strlen(k->owner));
	return rc < 0 ? rc : edu_judge_text(v, &j->said.anchor, k->owner, strlen(k->owner));
}

static int judge_bare_key(edu_verification *v, edu_judgement *j)
{
	size_t at = 0;
	int rc = 0;

	if (j->said.trusted == EDU_TRUSTED_UNKNOWN) j->said.trusted = EDU_TRUSTED_NOT_ANCHORED;
	for (const edu_ring_key *k; rc == 0 && (k = edu_keyring_find(v->trust, j->key, &at));)
		rc = take_word(v, j, k);
	return rc;
}

/* The certificate that the caller gave for a bare key: it vouches, and its time counts. */
static int judge_by_certificates(edu_verification *v, edu_judgement *j)
{
	for (size_t i = 0; v->trust && i < v->trust->certificate_count; i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(v->trust->certificates[i]);
		if (!f->key || f->is_authority || !edu_keys_equal(f->key, j->key)) continue;
		j->said.trusted = EDU_TRUSTED_PINNED;
		j->pinned = true;
		j->said.period = period_at(judged_at(v, j), f->not_before, f->not_after);
		const int rc = tell_certificate(v, j, f);
		return rc < 0 ? rc : edu_judge_text(v, &j->said.anchor, f->subject, strlen(f->subject));
	}
	return 0;
}

int edu_judge_key(edu_verification *v, edu_judgement *j)
{
	int rc = tell_key(v, j);

	if (rc == 0 && j->chain_count) rc = judge_certificate(v, j);
	if (rc == 0 && j->said.trusted != EDU_TRUSTED_PINNED && j->said.trusted != EDU_TRUSTED_ANCHORED &&
	    j->said.trusted != EDU_TRUSTED_CONSTRAINTS && j->said.trusted != EDU_TRUSTED_REVOKED)
		rc = judge_bare_key(v, j);
	if (rc == 0 && !j->chain_count && j->said.trusted == EDU_TRUSTED_NOT_ANCHORED)
		rc = judge_by_certificates(v, j);
	return rc;
}
