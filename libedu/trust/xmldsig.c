/*
 * trust/xmldsig.c – finding the signature of an ELMO document, and taking it apart by the profile's template.
 */
#include "trust/xmldsig.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "trust/elmo.h"
#include "xml/xml.h"

#include <string.h>

static const char *const no_names[] = { "" };
static const uint16_t no_lengths[] = { 0 }, no_slots[] = { 0 };
static const edu_name_table no_table = { 0, no_names, no_lengths, 0, no_slots };

int edu_xmldsig_open(edu_xmldsig *x, const edu_context *ctx, const char *data, size_t length, edu_error *err)
{
	memset(x, 0, sizeof *x);
	edu_buffer_open(&x->digest_value, &ctx->allocator);
	edu_buffer_open(&x->signature_value, &ctx->allocator);
	if (edu_tree_open(&x->tree, ctx, &no_table, true) < 0) return edu_fail_memory(err);
	return edu_xml_read_whole(&x->tree, data, length, &x->root_end, err);
}

void edu_xmldsig_close(edu_xmldsig *x)
{
	edu_tree_close(&x->tree);
	edu_buffer_free(&x->digest_value);
	edu_buffer_free(&x->signature_value);
}

bool edu_xmldsig_is(const edu_tree *t, edu_ref item, const char *local)
{
	if (!item || t->items[item].kind != EDU_KIND_ELEMENT) return false;
	const char *uri = edu_tree_name_uri(t, t->items[item].name);
	return uri && strcmp(uri, EDU_XMLDSIG_URI) == 0 &&
	       strcmp(edu_tree_name_local(t, t->items[item].name), local) == 0;
}

/* ---- which of them is the document's ---- */

/* A diploma supplement may have a signature of its own, and an extension holds whatever it likes. */
static bool may_stand_there(const edu_tree *t, edu_ref signature)
{
	for (edu_ref e = t->items[signature].parent; t->items[e].kind == EDU_KIND_ELEMENT; e = t->items[e].parent)
		if (edu_is_elmos(t, e, "diplomaSupplement") || edu_is_elmos(t, e, "extension")) return true;
	return false;
}

edu_xmldsig_place edu_xmldsig_find(edu_xmldsig *x)
{
	const edu_tree *t = &x->tree;
	const edu_ref root = edu_tree_root(t);
	edu_xmldsig_place place = EDU_XMLDSIG_NONE;

	for (edu_ref i = root; i; i = edu_tree_walk(t, root, i)) {
		if (!edu_xmldsig_is(t, i, "Signature")) continue;
		if (t->items[i].parent == root && x->signature) return EDU_XMLDSIG_SEVERAL;
		if (t->items[i].parent == root) x->signature = i;
		else if (may_stand_there(t, i)) place = EDU_XMLDSIG_OTHERS;
		else return EDU_XMLDSIG_MISPLACED;
	}
	return x->signature ? EDU_XMLDSIG_OWN : place;
}

/* ---- the template ---- */

enum { MOST_CHILDREN = 3, MOST_ATTRIBUTES = 3 };

typedef struct shape {
	const char *name;
	const char *children[MOST_CHILDREN + 1]; /* in this order; a ? in front: may be missing */
	const char *attributes[MOST_ATTRIBUTES + 1];
	bool has_text;
} shape;

static const shape shapes[] = {
	{ "Signature", { "SignedInfo", "SignatureValue", "?KeyInfo" }, { "Id" }, false },
	{ "SignedInfo", { "CanonicalizationMethod", "SignatureMethod", "Reference" }, { "Id" }, false },
	{ "CanonicalizationMethod", { NULL }, { "Algorithm" }, false },
	{ "SignatureMethod", { NULL }, { "Algorithm" }, false },
	{ "Reference", { "Transforms", "DigestMethod", "DigestValue" }, { "Id", "URI", "Type" }, false },
	{ "Transforms", { "Transform" }, { NULL }, false },
	{ "Transform", { NULL }, { "Algorithm" }, false },
	{ "DigestMethod", { NULL }, { "Algorithm" }, false },
	{ "DigestValue", { NULL }, { NULL }, true },
	{ "SignatureValue", { NULL }, { "Id" }, true },
};

static const shape *shape_of(const edu_tree *t, edu_ref element)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (edu_xmldsig_is(t, element, shapes[i].name)) return &shapes[i];
	return NULL;
}

static bool has_name(const edu_tree *t, edu_ref attribute, const char *const *names)
{
	uint32_t length;
	const char *name = edu_tree_name_text(t, t->items[attribute].name, &length);

	for (; *names; names++)
		if (edu_equal(name, length, *names)) return true;
	return false;
}

static int refuse_shape(edu_verification *v, edu_judgement *j, const shape *s, const char *what)
{
	return edu_judge_malformed(v, j, "xmldsig/profile",
	                           "%s %s, which is not in EMREX's profile of XML signatures", s->name, what);
}

/* Anything that is no element: blanks between elements, text where it belongs; never a comment or instruction. */
static bool is_harmless(const edu_tree *t, edu_ref item, const shape *s)
{
	const edu_item *i = &t->items[item];
	if (i->kind == EDU_KIND_NAMESPACE) return true;
	if (i->kind == EDU_KIND_ATTRIBUTE) return has_name(t, item, s->attributes);
	return i->kind == EDU_KIND_TEXT && (s->has_text || edu_is_blank(i->text, i->length));
}

static int check_shape(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref element,
                       const shape *s)
{
	const char *const *expected = s->children;

	if (!s->has_text && !edu_is_blank(t->items[element].text, t->items[element].length))
		return refuse_shape(v, j, s, "holds text");
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c)) {
		if (t->items[c].kind != EDU_KIND_ELEMENT) {
			if (!is_harmless(t, c, s))
				return refuse_shape(v, j, s, "holds an attribute, text or comment");
			continue;
		}
		if (*expected && **expected == '?' && !edu_xmldsig_is(t, c, *expected + 1))
			return refuse_shape(v, j, s, "holds another element");
		if (!*expected || !edu_xmldsig_is(t, c, *expected + (**expected == '?')))
			return refuse_shape(v, j, s, "lacks an element, or holds a further one");
		expected++;
	}
	return *expected && **expected != '?' ? refuse_shape(v, j, s, "lacks an element") : 0;
}

/* Every element of the signature but KeyInfo, which is information. */
static int check_shapes(const edu_xmldsig *x, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &x->tree;
	int rc = 0;

	for (edu_ref i = x->signature; i && rc == 0; i = edu_tree_walk(t, x->signature, i)) {
		if (edu_xmldsig_is(t, i, "KeyInfo")) break;
		const shape *s = t->items[i].kind == EDU_KIND_ELEMENT ? shape_of(t, i) : NULL;
		if (s) rc = check_shape(v, j, t, i, s);
	}
	return rc;
}

/* ---- what it says ---- */

static const struct algorithm_row {
	const char *uri;
	edu_algorithm algorithm;
} algorithms[] = {
	{ "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", EDU_ALGORITHM_RS256 },
	{ "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", EDU_ALGORITHM_RS384 },
	{ "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", EDU_ALGORITHM_RS512 },
	{ "http://www.w3.org/2000/09/xmldsig#rsa-sha1", EDU_ALGORITHM_RS1 },
};

static const struct digest_row {
	const char *uri;
	edu_digest_kind digest;
} digests[] = {
	{ "http://www.w3.org/2001/04/xmlenc#sha256", EDU_DIGEST_SHA256 },
	{ "http://www.w3.org/2001/04/xmldsig-more#sha384", EDU_DIGEST_SHA384 },
	{ "http://www.w3.org/2001/04/xmlenc#sha512", EDU_DIGEST_SHA512 },
	{ "http://www.w3.org/2000/09/xmldsig#sha1", EDU_DIGEST_SHA1 },
};

const char *edu_xmldsig_algorithm_uri(edu_algorithm algorithm)
{
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
		if (algorithms[i].algorithm == algorithm) return algorithms[i].uri;
	return NULL;
}

const char *edu_xmldsig_digest_uri(edu_digest_kind digest)
{
	for (size_t i = 0; i < sizeof digests / sizeof *digests; i++)
		if (digests[i].digest == digest) return digests[i].uri;
	return NULL;
}

static edu_ref child(const edu_tree *t, edu_ref element, const char *local)
{
	edu_ref c = element ? edu_tree_first(t, element) : 0;
	while (c && !edu_xmldsig_is(t, c, local)) c = edu_tree_next(t, c);
	return c;
}

/* The value of an attribute without a prefix; NULL: it is missing. */
static const edu_item *attribute(const edu_tree *t, edu_ref element, const char *name)
{
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c)) {
		uint32_t length;
		if (t->items[c].kind != EDU_KIND_ATTRIBUTE) continue;
		const char *text = edu_tree_name_text(t, t->items[c].name, &length);
		if (edu_equal(text, length, name)) return &t->items[c];
	}
	return NULL;
}

static bool names_algorithm(const edu_tree *t, edu_ref element, const char *uri)
{
	const edu_item *a = attribute(t, element, "Algorithm");
	return a && edu_equal(a->text, a->length, uri);
}

static int refuse_algorithm(edu_verification *v, edu_judgement *j, const char *what)
{
	j->said.strength = EDU_STRENGTH_FORBIDDEN;
	return edu_judge_malformed(v, j, "xmldsig/algorithm", "%s is none of those that EMREX uses", what);
}

static int read_methods(edu_xmldsig *x, edu_verification *v, edu_judgement *j, edu_ref reference)
{
	const edu_tree *t = &x->tree;
	const edu_ref c14n = child(t, x->signed_info, "CanonicalizationMethod");
	const edu_ref method = child(t, x->signed_info, "SignatureMethod"),
		      digest = child(t, reference, "DigestMethod");

	x->is_exclusive = names_algorithm(t, c14n, EDU_XMLDSIG_EXCLUSIVE);
	if (!x->is_exclusive && !names_algorithm(t, c14n, EDU_XMLDSIG_C14N))
		return refuse_algorithm(v, j, "the canonicalization method");
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
		if (names_algorithm(t, method, algorithms[i].uri)) x->algorithm = algorithms[i].algorithm;
	if (!x->algorithm) return refuse_algorithm(v, j, "the signature method");
	for (size_t i = 0; i < sizeof digests / sizeof *digests; i++)
		if (names_algorithm(t, digest, digests[i].uri)) x->digest = digests[i].digest;
	return x->digest ? 0 : refuse_algorithm(v, j, "the digest method");
}

static int check_reference(const edu_xmldsig *x, edu_verification *v, edu_judgement *j, edu_ref reference)
{
	const edu_tree *t = &x->tree;
	const edu_item *uri = attribute(t, reference, "URI");

	if (!uri || uri->length)
		return edu_judge_malformed(
			v, j, "xmldsig/reference",
			"the signature refers to something else than the document that it stands in");
	if (!names_algorithm(t, child(t, child(t, reference, "Transforms"), "Transform"),
	                     EDU_XMLDSIG_ENVELOPED))
		return edu_judge_malformed(v, j, "xmldsig/transform",
		                           "the transform is another one than that of enveloped signatures");
	return 0;
}

/* Base64 with white space, which carriage returns of Java's &#13; are, too. */
static int decode(edu_buffer *out, const edu_tree *t, edu_ref element)
{
	const char *text = NULL;
	size_t length = 0;
	edu_buffer scratch;

	edu_buffer_open(&scratch, &t->ctx->allocator);
	int rc = edu_tree_text(t, element, &scratch, &text, &length);
	out->length = 0;
	if (rc == 0) rc = edu_base64_decode(out, text ? text : "", length);
	edu_buffer_free(&scratch);
	return rc;
}

static int read_value(edu_buffer *out, const edu_xmldsig *x, edu_verification *v, edu_judgement *j,
                      edu_ref element)
{
	const int rc = decode(out, &x->tree, element);

	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc == 0 && out->length) return 0;
	return edu_judge_malformed(v, j, "xmldsig/base64",
	                           "%s is empty or no base64: it was damaged on its way",
	                           edu_tree_name_local(&x->tree, x->tree.items[element].name));
}

int edu_xmldsig_take_apart(edu_xmldsig *x, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &x->tree;

	int rc = check_shapes(x, v, j);
	if (rc != 0) return rc;
	x->signed_info = child(t, x->signature, "SignedInfo");
	x->key_info = child(t, x->signature, "KeyInfo");
	const edu_ref reference = child(t, x->signed_info, "Reference");
	rc = check_reference(x, v, j, reference);
	if (rc == 0) rc = read_methods(x, v, j, reference);
	if (rc == 0) rc = read_value(&x->digest_value, x, v, j, child(t, reference, "DigestValue"));
	if (rc == 0) rc = read_value(&x->signature_value, x, v, j, child(t, x->signature, "SignatureValue"));
	if (rc == 0 && x->digest_value.length != edu_digest_size(x->digest))
		rc = edu_judge_malformed(v, j, "xmldsig/digest-length",
		                         "the digest has not the length of its method");
	return rc;
}

int edu_xmldsig_certificate(const edu_xmldsig *x, edu_buffer *out)
{
	const edu_tree *t = &x->tree;
	const edu_ref data = child(t, x->key_info, "X509Data"),
		      certificate = child(t, data, "X509Certificate");

	if (!certificate) return 0;
	const int rc = decode(out, t, certificate);
	return rc == EDU_ENOMEM ? rc : rc == 0 && out->length;
}
