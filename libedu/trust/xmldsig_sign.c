/*
 * trust/xmldsig_sign.c – making the XML signature of an ELMO document, in EMREX's profile.
 *
 * The document's own bytes are never written anew: the Signature element is put in as text, in front of the root's end
 * tag, where the parser found it.
 */
#include "trust/xmldsig.h"

#include "base/fail.h"
#include "crypto/base64.h"
#include "crypto/equal.h"

#include <string.h>

void edu_xmldsig_plan_free(edu_xmldsig_plan *plan)
{
	edu_buffer_free(&plan->document);
	edu_buffer_free(&plan->to_sign);
}

/* ---- the element ---- */

static int put_text(edu_buffer *out, const char *text)
{
	int rc = 0;

	for (; *text && rc == 0; text++) {
		const char *escaped = *text == '&'   ? "&amp;"
		                      : *text == '<' ? "&lt;"
		                      : *text == '>' ? "&gt;"
		                                     : NULL;
		rc = escaped ? edu_buffer_add(out, escaped, strlen(escaped)) : edu_buffer_add(out, text, 1);
	}
	return rc;
}

static int put_key_info(edu_buffer *out, const edu_certificate *certificate)
{
	if (!certificate) return 0;
	const edu_certificate_facts *f = edu_certificate_facts_of(certificate);
	int rc = edu_buffer_addf(out, "<KeyInfo><X509Data><X509SubjectName>");
	if (rc == 0) rc = put_text(out, f->subject);
	if (rc == 0) rc = edu_buffer_addf(out, "</X509SubjectName><X509Certificate>");
	if (rc == 0) rc = edu_base64_encode(out, f->der, f->der_length);
	return rc < 0 ? rc : edu_buffer_addf(out, "</X509Certificate></X509Data></KeyInfo>");
}

static int put_signed_info(edu_buffer *out, edu_algorithm algorithm, const unsigned char *digest)
{
	const edu_digest_kind kind = edu_algorithms[algorithm].digest;

	int rc = edu_buffer_addf(
		out,
		"<SignedInfo><CanonicalizationMethod Algorithm=\"" EDU_XMLDSIG_C14N
		"\"></CanonicalizationMethod>"
		"<SignatureMethod Algorithm=\"%s\"></SignatureMethod>"
		"<Reference URI=\"\"><Transforms><Transform Algorithm=\"" EDU_XMLDSIG_ENVELOPED
		"\"></Transform>"
		"</Transforms><DigestMethod Algorithm=\"%s\"></DigestMethod><DigestValue>",
		edu_xmldsig_algorithm_uri(algorithm), edu_xmldsig_digest_uri(kind));
	if (rc == 0) rc = edu_base64_encode(out, digest, edu_digest_size(kind));
	return rc < 0 ? rc : edu_buffer_addf(out, "</DigestValue></Reference></SignedInfo>");
}

static int put_document(edu_xmldsig_plan *plan, const char *data, size_t length, size_t root_end,
                        const unsigned char *digest, const edu_certificate *certificate)
{
	edu_buffer *out = &plan->document;

	int rc = edu_buffer_add(out, data, root_end);
	if (rc == 0) rc = edu_buffer_addf(out, "<Signature xmlns=\"" EDU_XMLDSIG_URI "\">");
	if (rc == 0) rc = put_signed_info(out, plan->algorithm, digest);
	if (rc == 0) rc = edu_buffer_addf(out, "<SignatureValue>");
	plan->hole = out->length;
	if (rc == 0) rc = edu_buffer_addf(out, "</SignatureValue>");
	if (rc == 0) rc = put_key_info(out, certificate);
	if (rc == 0) rc = edu_buffer_addf(out, "</Signature>");
	return rc < 0 ? rc : edu_buffer_add(out, data + root_end, length - root_end);
}

/* ---- prepare ---- */

static int check_document(edu_xmldsig *x, edu_error *err)
{
	if (!edu_xmldsig_covers(&x->tree))
		return edu_fail(err, EDU_EFORMAT, "xmldsig/profile",
		                "the document is no ELMO; only those are signed in this way");
	if (!x->root_end)
		return edu_fail(err, EDU_EFORMAT, "xmldsig/empty",
		                "the document is empty: its root has no end tag to sign in front of");
	const edu_xmldsig_place place = edu_xmldsig_find(x);
	if (place == EDU_XMLDSIG_NONE || place == EDU_XMLDSIG_OTHERS) return 0;
	return edu_fail(err, EDU_ESTATE, "xmldsig/signed",
	                "the document has a signature already; signing it anew would be another document: "
	                "remove it first");
}

static int digest_document(unsigned char *out, const edu_xmldsig *x, edu_digest_kind kind, edu_error *err)
{
	static const edu_xml_canonical whole = { 0 };
	edu_buffer bytes;

	edu_buffer_open(&bytes, &x->tree.ctx->allocator);
	int rc = edu_xml_canonicalise(&bytes, &x->tree, &whole, err);
	if (rc == 0 && !edu_digest_of(kind, bytes.data, bytes.length, out))
		rc = edu_fail(err, EDU_EUNSUPPORTED, "xmldsig/digest",
		              "this build or platform has not that digest");
	edu_buffer_free(&bytes);
	return rc;
}

/* SignedInfo in canonical form, where it stands now. */
static int put_to_sign(edu_buffer *out, edu_xmldsig *x, const edu_context *ctx, const edu_buffer *document,
                       edu_error *err)
{
	int rc = edu_xmldsig_open(x, ctx, document->data, document->length, err);
	if (rc < 0) return rc;
	if (edu_xmldsig_find(x) != EDU_XMLDSIG_OWN)
		return edu_fail(err, EDU_EINTERNAL, NULL, "a signature got lost");
	edu_xml_canonical how = { .apex = edu_tree_first(&x->tree, x->signature) };
	while (how.apex && !edu_xmldsig_is(&x->tree, how.apex, "SignedInfo"))
		how.apex = edu_tree_next(&x->tree, how.apex);
	return edu_xml_canonicalise(out, &x->tree, &how, err);
}

int edu_xmldsig_prepare(edu_xmldsig_plan *plan, const edu_context *ctx, const char *data, size_t length,
                        edu_algorithm algorithm, const edu_certificate *certificate, edu_error *err)
{
	unsigned char digest[EDU_DIGEST_LARGEST];
	edu_xmldsig before, after = { 0 };

	memset(plan, 0, sizeof *plan);
	edu_buffer_open(&plan->document, &ctx->allocator);
	edu_buffer_open(&plan->to_sign, &ctx->allocator);
	plan->algorithm = algorithm;
	if (!edu_xmldsig_algorithm_uri(algorithm))
		return edu_fail(err, EDU_EARG, "xmldsig/algorithm",
		                "EMREX signs with RSA keys alone: RS256, RS384, RS512");
	int rc = edu_xmldsig_open(&before, ctx, data, length, err);
	if (rc == 0) rc = check_document(&before, err);
	if (rc == 0) rc = digest_document(digest, &before, edu_algorithms[algorithm].digest, err);
	if (rc == 0 && put_document(plan, data, length, before.root_end, digest, certificate) < 0)
		rc = edu_fail_memory(err);
	edu_xmldsig_close(&before);
	if (rc == 0) {
		rc = put_to_sign(&plan->to_sign, &after, ctx, &plan->document, err);
		edu_xmldsig_close(&after);
	}
	return rc;
}

/* ---- finish ---- */

static int put_value(edu_buffer *out, const edu_xmldsig_plan *plan, const void *signature, size_t length)
{
	int rc = edu_buffer_add(out, plan->document.data, plan->hole);
	if (rc == 0) rc = edu_base64_encode(out, signature, length);
	return rc < 0 ? rc
	              : edu_buffer_add(out, plan->document.data + plan->hole,
	                               plan->document.length - plan->hole);
}

/* What was written says the same as what was signed. */
static int check_result(const edu_buffer *out, const edu_xmldsig_plan *plan, const edu_context *ctx,
                        edu_error *err)
{
	edu_xmldsig x = { 0 };
	edu_buffer again;

	edu_buffer_open(&again, &ctx->allocator);
	int rc = put_to_sign(&again, &x, ctx, out, err);
	if (rc == 0 && !edu_secrets_equal(again.data, again.length, plan->to_sign.data, plan->to_sign.length))
		rc = edu_fail(err, EDU_EINTERNAL, NULL, "the signed document does not say what was signed");
	edu_buffer_free(&again);
	edu_xmldsig_close(&x);
	return rc;
}

int edu_xmldsig_finish(edu_buffer *out, edu_xmldsig_plan *plan, const edu_context *ctx, const edu_key *key,
                       const void *signature, size_t length, edu_error *err)
{
	int rc = edu_key_verify(key, plan->algorithm, plan->to_sign.data, plan->to_sign.length, signature,
	                        length);

	if (rc < 0) return edu_fail_memory(err);
	if (rc == EDU_CHECK_NOT_BUILT || rc == EDU_CHECK_DISABLED)
		return edu_fail(err, EDU_EUNSUPPORTED, "signature/not-available",
		                "this build or platform has not that algorithm");
	if (rc != EDU_CHECK_GOOD)
		return edu_fail(err, EDU_ESIGNATURE, "signature/value",
		                "the signature was not made with this key over these bytes");
	edu_buffer_open(out, &ctx->allocator);
	rc = put_value(out, plan, signature, length) < 0 ? edu_fail_memory(err)
	                                                 : check_result(out, plan, ctx, err);
	if (rc < 0) edu_buffer_free(out);
	return rc;
}
