/*
 * trust/xmldsig_verify.c – is the XML signature of an ELMO document that of a key the caller trusts, over what stands
 * there (handbook, elmo.md 13.3)?
 *
 * The key is the caller's, for EMREX's registry says whose it is; a certificate sent along is information. Both the
 * signature and the digest are looked at in any case, because only together they tell what happened.
 */
#include "trust/xmldsig.h"

#include "base/fail.h"
#include "crypto/equal.h"
#include "crypto/openssl.h"
#include "trust/elmo.h"
#include "trust/envelopes.h"
#include "trust/judge.h"

#include <string.h>

/* ---- the key ---- */

/* The signature over the canonical SignedInfo, and where its key comes from. */
typedef struct signing {
	edu_xmldsig *x;
	edu_verification *v;
	edu_judgement *j;
	edu_buffer info;           /* canonical */
	edu_certificate *embedded; /* NULL: none that can be read */
	bool is_adopted;           /* embedded belongs to the judgement's chain, which frees it */
} signing;

static bool verifies(const signing *s, const edu_key *key)
{
	const edu_buffer *value = &s->x->signature_value;
	return edu_key_type_of(key) == EDU_KEY_RSA &&
	       edu_key_verify(key, s->x->algorithm, s->info.data, s->info.length, value->data,
	                      value->length) == EDU_CHECK_GOOD;
}

/* Reading a certificate costs more than all the rest of a small document. */
static int adopt_embedded(signing *s)
{
	s->j->chain[s->j->chain_count++] = s->embedded;
	s->is_adopted = true;
	return edu_judge_take_leaf(s->v, s->j);
}

/* The caller gave this certificate: it vouches for itself, an authority or not, and its end does not end that. */
static int take_callers_certificate(signing *s, const edu_certificate *c)
{
	const edu_certificate_facts *f = edu_certificate_facts_of(c);

	const edu_certificate_facts *own = s->embedded ? edu_certificate_facts_of(s->embedded) : NULL;
	const bool is_same =
		own && edu_secrets_equal(own->sha256, sizeof own->sha256, f->sha256, sizeof f->sha256);

	int rc = is_same ? 0 : edu_judge_add_certificate(s->v, s->j, f->der, f->der_length);
	if (rc == 0) rc = is_same ? adopt_embedded(s) : edu_judge_take_leaf(s->v, s->j);
	s->j->said.key_origin = EDU_KEY_ORIGIN_CALLER;
	return rc;
}

/* Among what the caller gave, the key that made the signature; *fits: there is one of the right type. */
static int find_callers_key(signing *s, bool *fits)
{
	const edu_keyring *r = s->v->trust;

	*fits = false;
	for (size_t i = 0; r && i < r->certificate_count; i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(r->certificates[i]);
		if (!f->key || edu_key_type_of(f->key) != EDU_KEY_RSA) continue;
		if (verifies(s, f->key)) return take_callers_certificate(s, r->certificates[i]);
		*fits |= !f->is_authority;
	}
	for (size_t i = 0; r && i < r->key_count && !s->j->key; i++) {
		*fits |= edu_key_type_of(r->keys[i].key) == EDU_KEY_RSA;
		if (!verifies(s, r->keys[i].key)) continue;
		s->j->key = r->keys[i].key;
		s->j->said.key_origin = EDU_KEY_ORIGIN_CALLER;
	}
	return 0;
}

/* One of the caller's keys that could have made it, for a signature that none of them made. */
static int take_any_key(signing *s)
{
	const edu_keyring *r = s->v->trust;

	for (size_t i = 0; i < r->certificate_count; i++) {
		const edu_certificate_facts *f = edu_certificate_facts_of(r->certificates[i]);
		if (f->key && edu_key_type_of(f->key) == EDU_KEY_RSA && !f->is_authority)
			return take_callers_certificate(s, r->certificates[i]);
	}
	for (size_t i = 0; i < r->key_count; i++) {
		if (edu_key_type_of(r->keys[i].key) != EDU_KEY_RSA) continue;
		s->j->key = r->keys[i].key;
		s->j->said.key_origin = EDU_KEY_ORIGIN_CALLER;
		return 0;
	}
	return 0;
}

static int read_embedded(signing *s)
{
	edu_error own = EDU_ERROR_INIT;
	edu_buffer der;

	edu_buffer_open(&der, &s->v->ctx->allocator);
	int rc = edu_xmldsig_certificate(s->x, &der);
	if (rc == 1)
		rc = edu_certificate_read(&s->embedded, &s->v->ctx->allocator, der.data, der.length, &own);
	edu_buffer_free(&der);
	if (rc == EDU_ENOMEM) return edu_fail_memory(s->v->err);
	if (rc == EDU_EUNSUPPORTED) s->j->said.strength = EDU_STRENGTH_NOT_BUILT;
	return 0;
}

/* Nobody but the document itself says that this certificate is its signer's. */
static int take_embedded(signing *s)
{
	const edu_certificate_facts *f = edu_certificate_facts_of(s->embedded);

	if (!f->key || edu_key_type_of(f->key) != EDU_KEY_RSA)
		return edu_judge_malformed(s->v, s->j, "xmldsig/key",
		                           "the certificate sent along has no RSA key of 1024 bits or more");
	return adopt_embedded(s);
}

static int tell_embedded(signing *s)
{
	edu_verification *v = s->v;
	edu_judgement *j = s->j;
	const edu_certificate_facts *f = s->embedded ? edu_certificate_facts_of(s->embedded) : NULL;

	if (j->said.key_origin != EDU_KEY_ORIGIN_CALLER || !f) return 0;
	if (f->key && edu_keys_equal(f->key, j->key))
		return edu_remark_add(v, j, EDU_REMARK_STATEMENT, "xmldsig/embedded-same",
		                      "The certificate sent along has the same key as the one you gave.");
	return edu_remark_add(v, j, EDU_REMARK_WARNING, "xmldsig/embedded-differs",
	                      "the certificate sent along has another key than the one you gave%s",
	                      f->key && verifies(s, f->key) ? "; the signature was made with that one" : "");
}

static int find_key(signing *s)
{
	bool fits;

	int rc = read_embedded(s);
	if (rc == 0) rc = find_callers_key(s, &fits);
	if (rc != 0 || s->j->key) return rc;
	if (fits) return take_any_key(s);
	return s->embedded ? take_embedded(s) : 0;
}

/* ---- the checks ---- */

static int canonical_info(signing *s)
{
	const edu_xml_canonical how = { .apex = s->x->signed_info, .exclusive = s->x->is_exclusive };
	edu_error own = EDU_ERROR_INIT;

	const int rc = edu_xml_canonicalise(&s->info, &s->x->tree, &how, &own);
	if (rc == EDU_EINVALID) return edu_judge_malformed(s->v, s->j, own.rule, "%s", own.message);
	if (rc < 0) return edu_fail_memory(s->v->err);
	return edu_remark_value(s->v, s->j, "canonical SignedInfo", s->info.data, s->info.length);
}

/* Inclusive, whatever SignedInfo's own method is: a node-set that leaves the last transform has no other form. */
static int check_digest(signing *s)
{
	const edu_xml_canonical how = { .without = s->x->signature };
	unsigned char computed[EDU_DIGEST_LARGEST];
	edu_error own = EDU_ERROR_INIT;
	edu_buffer document;
	bool done = false;

	edu_buffer_open(&document, &s->v->ctx->allocator);
	int rc = edu_xml_canonicalise(&document, &s->x->tree, &how, &own);
	if (rc == EDU_EINVALID) rc = edu_judge_malformed(s->v, s->j, own.rule, "%s", own.message);
	else if (rc < 0) rc = edu_fail_memory(s->v->err);
	else rc = edu_remark_value(s->v, s->j, "canonical document", document.data, document.length);
	if (rc == 0) done = edu_digest_of(s->x->digest, document.data, document.length, computed);
	edu_buffer_free(&document);
	if (rc != 0) return rc;
	if (!done) {
		s->j->said.strength = edu_openssl_present() ? EDU_STRENGTH_DISABLED : EDU_STRENGTH_NOT_BUILT;
		return EDU_JUDGED;
	}
	return edu_judge_digest(s->v, s->j, "xmldsig/digest", "the document", s->x->digest_value.data,
	                        s->x->digest_value.length, computed, edu_digest_size(s->x->digest));
}

static int check_signature(signing *s)
{
	edu_judgement *j = s->j;

	if (!j->key) return 0;
	const int rc = edu_judge_signature(s->v, j, s->x->algorithm, s->info.data, s->info.length,
	                                   s->x->signature_value.data, s->x->signature_value.length);
	/* SHA-1 in either place. */
	if (s->x->digest == EDU_DIGEST_SHA1 && j->said.strength == EDU_STRENGTH_ACCEPTABLE)
		j->said.strength = EDU_STRENGTH_WEAK;
	return rc;
}

/* The registry's word says whose key it is, and outlives the certificate's own end. */
static int judge_trust(signing *s)
{
	static const edu_issuer nobody = { NULL, 0, NULL, 0, NULL, 0 };
	edu_judgement *j = s->j;

	if (!j->key) return 0;
	int rc = edu_judge_key(s->v, j);
	if (rc < 0) return rc;
	if (j->said.key_origin == EDU_KEY_ORIGIN_CALLER) {
		j->said.trusted = EDU_TRUSTED_PINNED;
		/* A provider signs for institutions; whose word theirs is, the registry knows. */
		j->said.binding = EDU_BINDING_NOT_APPLICABLE;
		j->pinned = j->expiry_is_information = true;
		j->weak_allowed = s->v->options->allow_weak != 0;
		return 0;
	}
	rc = edu_judge_issuer(s->v, j, &nobody);
	if (j->said.trusted == EDU_TRUSTED_PINNED) j->weak_allowed = s->v->options->allow_weak != 0;
	return rc;
}

/* Comments are outside the digest: what stands around one may have been one word when it was signed. */
static int tell_comments(signing *s)
{
	const edu_tree *t = &s->x->tree;

	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].kind != EDU_KIND_COMMENT ||
		    !(t->items[t->items[i].parent].flags & EDU_ITEM_MIXED))
			continue;
		return edu_remark_add(s->v, s->j, EDU_REMARK_WARNING, "xmldsig/comment",
		                      "a comment stands inside a value; comments are not signed, and anybody "
		                      "may have put it there");
	}
	return 0;
}

static int check(signing *s)
{
	edu_verification *v = s->v;
	edu_judgement *j = s->j;

	int rc = canonical_info(s);
	if (rc == 0) rc = find_key(s);
	if (rc == 0) rc = tell_embedded(s);
	if (rc != 0) return rc;
	j->said.form = EDU_FORM_OK;
	const int signature = check_signature(s);
	const int digest = signature < 0 || j->said.form != EDU_FORM_OK ? signature : check_digest(s);
	if (signature < 0 || digest < 0) return signature < 0 ? signature : digest;
	if (j->said.integrity == EDU_INTEGRITY_CHANGED || j->said.integrity == EDU_INTEGRITY_BAD_SIGNATURE)
		return edu_xmldsig_explain(s->x, v, j, j->key);
	if (signature || digest) return 0;
	rc = judge_trust(s);
	if (rc == 0) rc = tell_comments(s);
	return rc < 0 ? rc : edu_verdict_set_payload(v, v->data, v->length);
}

static int verify_signature(edu_xmldsig *x, edu_verification *v, edu_judgement *j)
{
	signing s = { .x = x, .v = v, .j = j };

	edu_buffer_open(&s.info, &v->ctx->allocator);
	int rc = edu_xmldsig_take_apart(x, v, j);
	if (rc == 0) rc = check(&s);
	edu_buffer_free(&s.info);
	if (!s.is_adopted) edu_certificate_free(s.embedded);
	return rc;
}

/* ---- documents ---- */

bool edu_xmldsig_covers(const edu_tree *t)
{
	return edu_is_elmo(t, edu_tree_root(t));
}

/*
 * XML of another kind. In an EWP response the reference would mean the whole response (elmo.md, section 12); elsewhere
 * there are other profiles, XAdES among them.
 */
static int judge_foreign(edu_verification *v, edu_judgement *j, const edu_tree *t)
{
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		if (!edu_is_elmo(t, i)) continue;
		j->said.form = EDU_FORM_EMBEDDED;
		return edu_judge_reason(
			v, j, EDU_SUB_SIGNED_DATA_NOT_FOUND, "xmldsig/embedded",
			"the transcript stands in another document, where its signature can't be verified");
	}
	return edu_judge_unsupported(
		v, j, "xmldsig/profile",
		"an XML signature is present, and not verified: the document is no ELMO");
}

static bool is_last(const edu_tree *t, edu_ref element)
{
	for (edu_ref c = edu_tree_next(t, element); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_ELEMENT) return false;
	return true;
}

static int judge_own(edu_xmldsig *x, edu_verification *v, edu_judgement *j)
{
	int rc = 0;

	if (!is_last(&x->tree, x->signature))
		rc = edu_remark_add(v, j, EDU_REMARK_WARNING, "xmldsig/not-last",
		                    "the signature is not the last child of the root");
	return rc < 0 ? rc : verify_signature(x, v, j);
}

static int verify_tree(edu_xmldsig *x, edu_verification *v)
{
	const edu_tree *t = &x->tree;
	const bool is_foreign = !edu_xmldsig_covers(t);
	const edu_xmldsig_place place = edu_xmldsig_find(x);

	if (place == EDU_XMLDSIG_NONE) return 0;
	if (place == EDU_XMLDSIG_OTHERS && !is_foreign)
		return edu_remark_add(v, NULL, EDU_REMARK_EXTRA, "xmldsig/other",
		                      "A signature inside a diploma supplement or extension is none of this "
		                      "document; it was not "
		                      "verified");
	edu_judgement *j = edu_judgement_new(v, "xmldsig");
	if (!j) return EDU_ENOMEM;
	if (is_foreign) return judge_foreign(v, j, t);
	if (place == EDU_XMLDSIG_SEVERAL)
		return edu_judge_malformed(v, j, "xmldsig/several",
		                           "the document has more than one signature of its own");
	if (place == EDU_XMLDSIG_MISPLACED)
		return edu_judge_malformed(
			v, j, "xmldsig/misplaced",
			"a signature stands where none belongs; it covers nothing that is read");
	return judge_own(x, v, j);
}

int edu_xml_verify(edu_verification *v)
{
	edu_xmldsig x;

	int rc = edu_xmldsig_open(&x, v->ctx, v->data, v->length, v->err);
	if (rc == 0) rc = verify_tree(&x, v);
	edu_xmldsig_close(&x);
	return rc < 0 ? rc : 0;
}
