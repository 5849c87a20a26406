/*
 * trust/jades.c – JAdES baseline B: the EDC seal's header, member by member.
 */
#include "trust/jades.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/equal.h"
#include "trust/time.h"

#include <string.h>

/* From then on new signatures carry iat and no sigT (TS 119 182-1 V1.2.1): 2025-07-15T00:00:00Z. */
#define SIG_T_ENDS 1752537600

static const char *const critical[] = { "b64",   "sigT",  "iat",   "exp",    "x5t#o",  "sigX5ts",
	                                "srCms", "sigPl", "srAts", "sigPId", "adoTst", NULL };

const edu_jws_profile edu_jades_profile = { critical, NULL, false, EDU_SEAL_HEADER_MOST, true, false };

bool edu_jades_is(const edu_jws *jws)
{
	static const char *const members[] = {
		"sigT", "x5t#S256", "x5t#o", "sigX5ts", "sigD", "adoTst", "x5c"
	};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (edu_member(&jws->header, jws->header.top, members[i])) return true;
	return false;
}

/* ---- when ---- */

static int check_sig_t(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	uint32_t length;
	const char *text = edu_jws_text(jws, "sigT", &length);
	edu_time time;

	/* TS 119 182-1, 5.2.1: no offset, no fraction. */
	if (!text || length != 20 || text[19] != 'Z' || !edu_time_read(&time, text, length, NULL))
		return edu_judge_malformed(v, j, "jades/sigT",
		                           "sigT is no time of the form 2026-01-15T09:00:00Z");
	j->said.claimed_time = time;
	if (time < SIG_T_ENDS) return 0;
	return edu_remark_add(v, j, EDU_REMARK_WARNING, "jades/sigT-late",
	                      "the signing time stands in sigT; since 2025-07-15 it belongs into iat");
}

static int check_time(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &jws->header;
	const edu_ref iat = edu_member(t, t->top, "iat"), sig_t = edu_member(t, t->top, "sigT");

	if (iat && sig_t)
		return edu_judge_malformed(v, j, "jades/two-times", "the header has both iat and sigT");
	if (sig_t) return check_sig_t(jws, v, j);
	if (!iat)
		return edu_remark_add(v, j, EDU_REMARK_WARNING, "jades/no-time",
		                      "the header does not say when it was signed: not JAdES baseline B");
	if (!edu_numeric_date(&j->said.claimed_time, t, iat) || strpbrk(t->items[iat].text, ".eE"))
		return edu_judge_malformed(v, j, "jades/iat", "iat is no whole number of seconds");
	return 0;
}

static int check_end(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &jws->header;
	const edu_ref exp = edu_member(t, t->top, "exp");
	edu_time end;

	if (!exp) return 0;
	if (!edu_numeric_date(&end, t, exp))
		return edu_judge_malformed(v, j, "jades/exp", "exp is no number of seconds");
	if (v->options->time < end) return 0;
	return edu_judge_constraint(v, j, "jades/expired", "the signature has expired by its own header");
}

/* ---- which certificate ---- */

static const struct { const char *name; edu_digest_kind kind; } digests[] = {
	{ "S256", EDU_DIGEST_SHA256 }, { "S384", EDU_DIGEST_SHA384 }, { "S512", EDU_DIGEST_SHA512 }
};

/* { "digAlg": "S512", "digVal": … } over the leaf. */
static int check_reference(edu_jws *jws, edu_verification *v, edu_judgement *j, edu_ref reference)
{
	const edu_tree *t = &jws->header;
	const edu_ref alg = edu_member(t, reference, "digAlg");
	unsigned char computed[EDU_DIGEST_LARGEST];
	uint32_t length;
	const char *text = edu_member_text(t, reference, "digVal", &length);
	edu_buffer found;
	size_t k = 0;

	if (!j->chain_count) return 0;
	while (k < 3 && !edu_text_is(t, alg, digests[k].name)) k++;
	if (!text || k == 3)
		return edu_judge_malformed(v, j, "jades/x5t#o",
		                           "a certificate's reference has no known digest");
	const edu_certificate_facts *f = edu_certificate_facts_of(j->chain[0]);
	if (!edu_digest_of(digests[k].kind, f->der, f->der_length, computed))
		return edu_remark_add(v, j, EDU_REMARK_EXTRA, "jades/x5t#o",
		                      "the certificate's reference could not be checked");
	edu_buffer_open(&found, &v->ctx->allocator);
	const int rc = edu_base64url_decode(&found, text, length);
	const bool fits = rc == 0 && edu_secrets_equal(found.data, found.length, computed,
	                                               edu_digest_size(digests[k].kind));
	edu_buffer_free(&found);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	return fits ? 0
	            : edu_judge_malformed(
			      v, j, "jws/x5t",
			      "the certificate's reference does not fit the one that was sent along");
}

static int check_certificate(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &jws->header;
	const edu_ref s256 = edu_member(t, t->top, "x5t#S256"), other = edu_member(t, t->top, "x5t#o");
	const edu_ref many = edu_member(t, t->top, "sigX5ts");
	const int count = (s256 != 0) + (other != 0) + (many != 0);

	if (count > 1)
		return edu_judge_malformed(v, j, "jades/references",
		                           "the header refers to the certificate in more than one way");
	if (!count)
		return edu_remark_add(
			v, j, EDU_REMARK_WARNING, "jades/no-reference",
			"the header does not protect which certificate signed: not JAdES baseline B");
	if (other) return check_reference(jws, v, j, other);
	/* The first of the list is the signer's. */
	return many ? check_reference(jws, v, j, edu_entry_next(t, many, 0)) : 0;
}

/* kid as TS 119 182-1 wants it names issuer and serial; older producers put other things there. */
static int check_kid(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	uint32_t length;
	const char *kid = edu_jws_text(jws, "kid", &length);
	edu_buffer found, computed;

	if (!kid || !j->chain_count) return 0;
	edu_buffer_open(&found, &v->ctx->allocator);
	edu_buffer_open(&computed, &v->ctx->allocator);
	int rc = edu_base64_decode(&found, kid, length);
	const bool is_der = rc == 0 && found.length > 2 && found.data[0] == 0x30;
	if (rc != EDU_ENOMEM) rc = edu_certificate_issuer_serial(&computed, j->chain[0]);
	if (rc < 0) rc = edu_fail_memory(v->err);
	else if (!is_der || !edu_secrets_equal(found.data, found.length, computed.data, computed.length))
		rc = edu_remark_add(v, j, EDU_REMARK_WARNING, "jades/kid",
		                    "kid does not name the issuer and serial number of the certificate");
	edu_buffer_free(&found);
	edu_buffer_free(&computed);
	return rc;
}

/* ---- extensions ---- */

static int tell_extensions(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	static const struct {
		const char *name, *text;
	} told[] = {
		{ "srCms", "commitments of the signer (srCms) are present, and not verified" },
		{ "sigPl", "a place of signing (sigPl) is present: a claim" },
		{ "srAts", "attributes of the signer (srAts) are present, and not verified" },
		{ "sigPId", "a signature policy (sigPId) is named, and not applied" },
	};
	const edu_tree *t = &jws->header;
	int rc = 0;

	if (edu_member(t, t->top, "sigD"))
		return edu_judge_malformed(v, j, "jades/sigD",
		                           "a detached signature (sigD), which is not supported");
	for (size_t i = 0; i < sizeof told / sizeof *told && rc == 0; i++)
		if (edu_member(t, t->top, told[i].name))
			rc = edu_remark_add(v, j, EDU_REMARK_EXTRA, "jades/extension", "%s", told[i].text);
	return rc;
}

int edu_jades_check_header(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	int rc = check_time(jws, v, j);

	if (rc == 0) rc = check_end(jws, v, j);
	if (rc == 0) rc = check_certificate(jws, v, j);
	if (rc == 0) rc = check_kid(jws, v, j);
	return rc == 0 ? tell_extensions(jws, v, j) : rc;
}
