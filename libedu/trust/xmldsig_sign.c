/*
 * trust/xmldsig_sign.c – making the XML signature of an ELMO document, in EMREX's profile.
 *
 * The document's own bytes are never written anew: the Signature element is put in as text, in front of the root's end
 * tag, where the parser found it.
 */
#include "trust/xmldsig.h"

#include "base/fail.h"
#include "crypto/base64.h"
#include "trust/signing.h"

#include <string.h>

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

/* The document up to the value, and from there on. */
static int put_document(edu_preparation *p, size_t root_end, const unsigned char *digest)
{
	edu_buffer *head = &p->signing->head, *tail = &p->signing->tail;

	int rc = edu_buffer_add(head, p->data, root_end);
	if (rc == 0) rc = edu_buffer_addf(head, "<Signature xmlns=\"" EDU_XMLDSIG_URI "\">");
	if (rc == 0) rc = put_signed_info(head, p->signing->algorithm, digest);
	if (rc == 0) rc = edu_buffer_addf(head, "<SignatureValue>");
	if (rc == 0) rc = edu_buffer_addf(tail, "</SignatureValue>");
	if (rc == 0) rc = put_key_info(tail, p->chain_count ? p->chain[0] : NULL);
	if (rc == 0) rc = edu_buffer_addf(tail, "</Signature>");
	if (rc == 0) rc = edu_buffer_add(tail, p->data + root_end, p->length - root_end);
	return rc < 0 ? edu_fail_memory(p->err) : 0;
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

/* SignedInfo in canonical form, where it will stand: its value is no part of that. */
static int canonicalise_info(edu_buffer *out, edu_xmldsig *x, edu_error *err)
{
	if (edu_xmldsig_find(x) != EDU_XMLDSIG_OWN)
		return edu_fail(err, EDU_EINTERNAL, NULL, "a signature got lost");
	edu_xml_canonical how = { .apex = edu_tree_first(&x->tree, x->signature) };
	while (how.apex && !edu_xmldsig_is(&x->tree, how.apex, "SignedInfo"))
		how.apex = edu_tree_next(&x->tree, how.apex);
	return edu_xml_canonicalise(out, &x->tree, &how, err);
}

static int put_bytes(edu_preparation *p)
{
	edu_signing *s = p->signing;
	edu_xmldsig x;
	edu_buffer whole;

	edu_buffer_open(&whole, &p->ctx->allocator);
	if (edu_buffer_add(&whole, s->head.data, s->head.length) < 0 ||
	    edu_buffer_add(&whole, s->tail.data, s->tail.length) < 0) {
		edu_buffer_free(&whole);
		return edu_fail_memory(p->err);
	}
	int rc = edu_xmldsig_open(&x, p->ctx, whole.data, whole.length, p->err);
	if (rc == 0) rc = canonicalise_info(&s->bytes, &x, p->err);
	edu_xmldsig_close(&x);
	edu_buffer_free(&whole);
	return rc;
}

/* SHA-1 by the name that verdicts give it: for receivers that know nothing else. */
static int choose_algorithm(edu_preparation *p)
{
	const char *name = p->options->algorithm;
	const bool is_old = name && strcmp(name, edu_algorithms[EDU_ALGORITHM_RS1].name) == 0;

	const int rc = is_old ? 0 : edu_prepare_algorithm(p);
	if (is_old) p->signing->algorithm = EDU_ALGORITHM_RS1;
	if (rc < 0) return rc;
	if (edu_key_type_of(p->key) == EDU_KEY_RSA && edu_xmldsig_algorithm_uri(p->signing->algorithm))
		return 0;
	return edu_fail(p->err, EDU_EKEY, "xmldsig/algorithm",
	                "EMREX signs with RSA keys alone: RS256, RS384 or RS512");
}

int edu_prepare_xmldsig(edu_preparation *p)
{
	unsigned char digest[EDU_DIGEST_LARGEST];
	edu_xmldsig x;

	int rc = choose_algorithm(p);
	if (rc < 0) return rc;
	p->signing->encoding = EDU_ENCODING_BASE64;
	rc = edu_xmldsig_open(&x, p->ctx, p->data, p->length, p->err);
	if (rc == 0) rc = check_document(&x, p->err);
	if (rc == 0) rc = digest_document(digest, &x, edu_algorithms[p->signing->algorithm].digest, p->err);
	if (rc == 0) rc = put_document(p, x.root_end, digest);
	edu_xmldsig_close(&x);
	return rc < 0 ? rc : put_bytes(p);
}
