/*
 * trust/sum_up.c – from the axes to an indication in the words of ETSI EN 319 102-1: one table, the first match wins.
 */
#include "trust/verdict.h"

typedef enum axis {
	FORM, INTEGRITY, STRENGTH, CONSTRAINT, HOLDER, ORIGIN, TRUSTED, PERIOD, BINDING
} axis;

static unsigned value_of(const edu_judgement *j, axis a)
{
	const edu_signature *s = &j->said;
	switch (a) {
	case FORM: return s->form;
	case INTEGRITY: return s->integrity;
	case STRENGTH:
		return s->strength == EDU_STRENGTH_WEAK && j->weak_allowed ? EDU_STRENGTH_ACCEPTABLE
		                                                           : s->strength;
	case CONSTRAINT: return s->constraint;
	case HOLDER: return s->holder;
	case ORIGIN: return s->key_origin;
	case TRUSTED: return s->trusted;
	case PERIOD:
		return j->expiry_is_information && s->trusted == EDU_TRUSTED_PINNED ? EDU_PERIOD_INSIDE
		                                                                    : s->period;
	default: return s->binding;
	}
}

#define ANY(a, b) (1u << (a) | 1u << (b))

static const struct row {
	axis axis;
	unsigned values;         /* bit: this value decides */
	edu_indication indication;
	edu_sub_indication sub;
	const char *rule, *reason;
} rows[] = {
	{ FORM, 1u << EDU_FORM_MALFORMED, EDU_TOTAL_FAILED, EDU_SUB_FORMAT_FAILURE, "signature/form",
	  "the envelope breaks the rules of its format" },
	{ STRENGTH, 1u << EDU_STRENGTH_FORBIDDEN, EDU_TOTAL_FAILED, EDU_SUB_FORMAT_FAILURE,
	  "signature/forbidden", "the algorithm is not one that may sign a credential" },
	{ INTEGRITY, 1u << EDU_INTEGRITY_CHANGED, EDU_TOTAL_FAILED, EDU_SUB_HASH_FAILURE, "signature/digest",
	  "the content was changed after it was signed" },
	{ INTEGRITY, 1u << EDU_INTEGRITY_BAD_SIGNATURE, EDU_TOTAL_FAILED, EDU_SUB_SIG_CRYPTO_FAILURE,
	  "signature/value", "the signature was not made with this key over this content" },
	{ CONSTRAINT, 1u << EDU_CONSTRAINT_EXPIRED, EDU_TOTAL_FAILED, EDU_SUB_EXPIRED, "signature/expired",
	  "the signature has expired by its own word" },
	{ CONSTRAINT, 1u << EDU_CONSTRAINT_BROKEN, EDU_INDETERMINATE, EDU_SUB_SIG_CONSTRAINTS_FAILURE,
	  "signature/constraint", "the signature was made for another purpose" },
	{ HOLDER, ANY(EDU_HOLDER_ABSENT, EDU_HOLDER_FAILED), EDU_INDETERMINATE,
	  EDU_SUB_SIG_CONSTRAINTS_FAILURE, "signature/holder",
	  "the holder's proof is missing or does not fit" },
	{ FORM, 1u << EDU_FORM_UNSUPPORTED, EDU_INDETERMINATE, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
	  "signature/unsupported",
	  "the signature is of a kind that is not supported; its integrity was not checked" },
	{ FORM, 1u << EDU_FORM_EMBEDDED, EDU_INDETERMINATE, EDU_SUB_SIGNED_DATA_NOT_FOUND,
	  "signature/embedded", "what was signed stands inside another document" },
	{ STRENGTH, ANY(EDU_STRENGTH_NOT_BUILT, EDU_STRENGTH_DISABLED), EDU_INDETERMINATE,
	  EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE, "signature/not-available",
	  "the algorithm is present, and not supported by this build or platform" },
	{ STRENGTH, 1u << EDU_STRENGTH_WEAK, EDU_INDETERMINATE, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
	  "signature/weak", "the algorithm or the key is too weak to withstand a determined forger" },
	{ ORIGIN, 1u << EDU_KEY_ORIGIN_NONE, EDU_INDETERMINATE, EDU_SUB_NO_SIGNING_CERTIFICATE_FOUND,
	  "signature/no-key", "the key that the signature was made with is not known" },
	{ INTEGRITY, 1u << EDU_INTEGRITY_UNCHECKED, EDU_INDETERMINATE,
	  EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE, "signature/unchecked", "the signature was not checked" },
	{ TRUSTED, ANY(EDU_TRUSTED_UNKNOWN, EDU_TRUSTED_NOT_ANCHORED), EDU_INDETERMINATE,
	  EDU_SUB_NO_CERTIFICATE_CHAIN_FOUND, "signature/not-anchored",
	  "nothing that you trust vouches for the key" },
	{ TRUSTED, 1u << EDU_TRUSTED_CONSTRAINTS, EDU_INDETERMINATE, EDU_SUB_CHAIN_CONSTRAINTS_FAILURE,
	  "certificate/constraints", "the certificate, or one that vouches for it, is not meant for this" },
	{ TRUSTED, 1u << EDU_TRUSTED_FAILED, EDU_INDETERMINATE, EDU_SUB_CERTIFICATE_CHAIN_GENERAL_FAILURE,
	  "certificate/chain", "the chain of certificates could not be built" },
	{ TRUSTED, 1u << EDU_TRUSTED_REVOKED, EDU_INDETERMINATE, EDU_SUB_REVOKED_NO_POE,
	  "certificate/revoked", "the certificate was revoked" },
	{ PERIOD, ANY(EDU_PERIOD_BEFORE, EDU_PERIOD_AFTER), EDU_INDETERMINATE, EDU_SUB_OUT_OF_BOUNDS_NO_POE,
	  "certificate/period",
	  "the certificate is outside its validity, and nothing proves that the signature is older" },
	{ BINDING, ANY(EDU_BINDING_UNKNOWN, EDU_BINDING_CLAIMED) | 1u << EDU_BINDING_CONTRADICTED,
	  EDU_INDETERMINATE, EDU_SUB_SIG_CONSTRAINTS_FAILURE, "signature/binding",
	  "the issuer named in the record is a claim; the key is not bound to it" },
};

void edu_sum_up(edu_judgement *j)
{
	edu_signature *s = &j->said;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];
		if (!(r->values >> value_of(j, r->axis) & 1)) continue;
		const edu_reason *why = &j->why[r->sub];
		s->indication = r->indication;
		s->sub_indication = r->sub;
		s->rule = why->rule ? why->rule : r->rule;
		s->reason = why->rule ? why->text : r->reason;
		return;
	}
	s->indication = EDU_TOTAL_PASSED;
	s->sub_indication = EDU_SUB_NONE;
	s->rule = s->reason = "";
}

/* The first judgement with an indication decides the sub-indication of the whole. */
static bool take(edu_verdict *verdict, edu_indication indication)
{
	for (size_t i = 0; i < verdict->count; i++) {
		if (verdict->list[i]->said.indication != indication) continue;
		verdict->indication = indication;
		verdict->sub_indication = verdict->list[i]->said.sub_indication;
		return true;
	}
	return false;
}

void edu_verdict_sum_up(edu_verdict *verdict)
{
	verdict->indication = EDU_NOT_SIGNED;
	if (take(verdict, EDU_TOTAL_FAILED) || take(verdict, EDU_TOTAL_PASSED)) return;
	take(verdict, EDU_INDETERMINATE);
}
