/*
 * trust/names.c – the words for indications and for the values of axes.
 */
#include <edu/trust.h>

#define NAME_OF(names, value) \
	((unsigned)(value) < sizeof(names) / sizeof *(names) && (names)[value] ? (names)[value] : "")

const char *edu_indication_name(edu_indication indication)
{
	static const char *const names[] = { "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NOT-SIGNED" };
	return NAME_OF(names, indication);
}

const char *edu_sub_indication_name(edu_sub_indication sub)
{
	static const char *const names[] = { "",
		                             "FORMAT_FAILURE",
		                             "HASH_FAILURE",
		                             "SIG_CRYPTO_FAILURE",
		                             "SIG_CONSTRAINTS_FAILURE",
		                             "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
		                             "NO_SIGNING_CERTIFICATE_FOUND",
		                             "NO_CERTIFICATE_CHAIN_FOUND",
		                             "CHAIN_CONSTRAINTS_FAILURE",
		                             "CERTIFICATE_CHAIN_GENERAL_FAILURE",
		                             "REVOKED_NO_POE",
		                             "OUT_OF_BOUNDS_NO_POE",
		                             "TRY_LATER",
		                             "SIGNED_DATA_NOT_FOUND",
		                             "EXPIRED" };
	return NAME_OF(names, sub);
}

const char *edu_form_name(edu_form value)
{
	static const char *const names[] = { "unknown", "ok", "malformed", "unsupported", "embedded" };
	return NAME_OF(names, value);
}

const char *edu_integrity_name(edu_integrity value)
{
	static const char *const names[] = { "not-checked", "intact", "changed", "bad-signature" };
	return NAME_OF(names, value);
}

const char *edu_strength_name(edu_strength value)
{
	static const char *const names[] = { "unknown",   "acceptable",           "weak",
		                             "forbidden", "disabled-by-platform", "not-in-this-build" };
	return NAME_OF(names, value);
}

const char *edu_key_origin_name(edu_key_origin value)
{
	static const char *const names[] = { "none", "caller", "certificate", "did", "resolved", "embedded" };
	return NAME_OF(names, value);
}

const char *edu_binding_name(edu_binding value)
{
	static const char *const names[] = { "unknown", "proven", "contradicted", "claimed",
		                             "not-applicable" };
	return NAME_OF(names, value);
}

const char *edu_trusted_name(edu_trusted value)
{
	static const char *const names[] = { "not-evaluated", "anchored", "pinned", "not-anchored",
		                             "constraints",   "failed",   "revoked" };
	return NAME_OF(names, value);
}

const char *edu_period_name(edu_period value)
{
	static const char *const names[] = { "unknown", "inside", "not-yet-valid", "expired" };
	return NAME_OF(names, value);
}

const char *edu_constraint_name(edu_constraint value)
{
	static const char *const names[] = { "kept", "broken", "expired" };
	return NAME_OF(names, value);
}

const char *edu_holder_name(edu_holder value)
{
	static const char *const names[] = { "not-required", "proven", "absent", "failed" };
	return NAME_OF(names, value);
}

const char *edu_credential_status_name(edu_credential_status value)
{
	static const char *const names[] = { "none", "good", "revoked", "suspended", "unknown", "message" };
	return NAME_OF(names, value);
}

const char *edu_validity_name(edu_validity value)
{
	static const char *const names[] = { "unstated", "inside", "not-yet-valid", "expired" };
	return NAME_OF(names, value);
}
