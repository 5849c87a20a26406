/*
 * trust/jws.c – headers of JSON Web Signatures, read as what they are: data of whoever sent them.
 */
#include "trust/jws.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/equal.h"
#include "json/number.h"
#include "trust/find_key.h"

#include <string.h>

bool edu_jws_split(edu_jws *jws, const char *text, size_t length)
{
	const char *first = memchr(text, '.', length), *end = text + length;
	if (!first) return false;
	const char *second = memchr(first + 1, '.', (size_t)(end - first - 1));
	if (!second || memchr(second + 1, '.', (size_t)(end - second - 1))) return false;
	jws->protected_text = text;
	jws->protected_length = (size_t)(first - text);
	jws->payload = first + 1;
	jws->payload_length = (size_t)(second - first - 1);
	jws->signature_text = second + 1;
	jws->signature_length = (size_t)(end - second - 1);
	return true;
}

const char *edu_jws_text(const edu_jws *jws, const char *name, uint32_t *length)
{
	return edu_member_text(&jws->header, jws->header.top, name, length);
}

bool edu_numeric_date(edu_time *out, const edu_tree *t, edu_ref item)
{
	if (!edu_is_kind(t, item, EDU_KIND_NUMBER)) return false;
	const double value = edu_number_read(t->items[item].text, t->items[item].length);
	if (!(value >= 0 && value < 253402300800.0)) return false;
	*out = (edu_time)value;
	return true;
}

static int malformed_by(edu_verification *v, edu_judgement *j, const edu_error *err, const char *what)
{
	if (err->code == EDU_ENOMEM) return edu_fail_memory(v->err);
	return edu_judge_malformed(v, j, "jws/header", "%s: %s", what, err->message);
}

/* ---- the header itself ---- */

static int read_header(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile)
{
	edu_error own = EDU_ERROR_INIT;
	edu_buffer text;

	edu_buffer_open(&text, &v->ctx->allocator);
	int rc = 0;
	if (jws->protected_length > profile->header_most / 3 * 4)
		rc = edu_judge_malformed(v, j, "limit/header", "the header is longer than %lu bytes",
		                         (unsigned long)profile->header_most);
	else if ((rc = edu_base64url_decode(&text, jws->protected_text, jws->protected_length)) ==
	         EDU_EINVALID)
		rc = edu_judge_malformed(v, j, "jws/base64url", "the protected header is no base64url");
	else if (rc < 0)
		rc = edu_fail_memory(v->err);
	if (rc == 0) {
		rc = edu_strict_read_small(&jws->header, &jws->limits, v->ctx, text.data, text.length,
		                           profile->header_most, &own);
		if (rc < 0) rc = malformed_by(v, j, &own, "the protected header is no strict JSON");
	}
	if (rc == 0) rc = edu_remark_value(v, j, "protected header", text.data, text.length);
	if (rc == 0 && !edu_is_kind(&jws->header, jws->header.top, EDU_KIND_OBJECT))
		rc = edu_judge_malformed(v, j, "jws/header", "the protected header is no JSON object");
	edu_buffer_free(&text);
	return rc;
}

/* RFC 7515, section 4: no name stands in both headers. */
static int check_unprotected(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = jws->outer;

	if (!jws->unprotected) return 0;
	if (!edu_is_kind(t, jws->unprotected, EDU_KIND_OBJECT))
		return edu_judge_malformed(v, j, "jws/header", "the unprotected header is no JSON object");
	for (edu_ref i = edu_tree_first(t, jws->unprotected); i; i = edu_tree_next(t, i)) {
		const char *name = edu_tree_name_text(t, t->items[i].name, NULL);
		if (edu_member(&jws->header, jws->header.top, name))
			return edu_judge_malformed(v, j, "jws/header-twice", "a name stands in both headers");
		if (!strcmp(name, "crit") || !strcmp(name, "alg") || !strcmp(name, "b64"))
			return edu_judge_malformed(v, j, "jws/unprotected",
			                           "alg, crit or b64 stands where nothing protects it");
	}
	return 0;
}

static int check_algorithm(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	uint32_t length;
	const char *alg = edu_jws_text(jws, "alg", &length);

	if (!alg) return edu_judge_malformed(v, j, "jws/alg", "the protected header names no algorithm");
	jws->algorithm = edu_algorithm_named(alg, length);
	if (jws->algorithm != EDU_ALGORITHM_NONE) {
		j->said.algorithm = edu_algorithms[jws->algorithm].name;
		return 0;
	}
	j->said.strength = EDU_STRENGTH_FORBIDDEN;
	return edu_judge_malformed(
		v, j, "jws/alg",
		"the algorithm is none that may sign a credential: EdDSA, ES256, ES384, ES512, RS256, RS384, "
		"RS512, PS256, PS384, PS512");
}

/* RFC 7515, 4.1.11: names that the RFCs themselves define are never critical extensions. */
static const char *const registered[] = { "alg",      "jku", "jwk", "kid",  "x5u", "x5c", "x5t",
	                                  "x5t#S256", "typ", "cty", "crit", "epk", "apu", "apv",
	                                  "iv",       "tag", "p2s", "p2c",  "enc", "zip", NULL };

static bool is_among(const edu_tree *t, edu_ref item, const char *const *names)
{
	for (; names && *names; names++)
		if (edu_text_is(t, item, *names)) return true;
	return false;
}

static int check_critical(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile)
{
	const edu_tree *t = &jws->header;
	const edu_ref crit = edu_member(t, t->top, "crit");

	if (!crit) return 0;
	if (!edu_is_kind(t, crit, EDU_KIND_ARRAY) || !edu_tree_first(t, crit))
		return edu_judge_malformed(v, j, "jws/crit", "crit is no array with something in it");
	for (edu_ref i = edu_tree_first(t, crit); i; i = edu_tree_next(t, i)) {
		if (!edu_is_kind(t, i, EDU_KIND_STRING))
			return edu_judge_malformed(v, j, "jws/crit", "crit holds something that is no text");
		for (edu_ref k = edu_tree_first(t, crit); k != i; k = edu_tree_next(t, k))
			if (edu_same_text(t, i, k))
				return edu_judge_malformed(v, j, "jws/crit", "crit names something twice");
		if (is_among(t, i, registered))
			return edu_judge_malformed(v, j, "jws/crit", "crit names what is no extension");
		if (!is_among(t, i, profile->critical))
			return edu_judge_malformed(v, j, "jws/crit-unknown",
			                           "crit demands something that is not understood here");
		if (!edu_member(t, t->top, t->items[i].text))
			return edu_judge_malformed(v, j, "jws/crit", "crit names what is not in the header");
	}
	return 0;
}

static int check_b64(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile)
{
	const edu_tree *t = &jws->header;
	const edu_ref b64 = edu_member(t, t->top, "b64"), crit = edu_member(t, t->top, "crit");

	if (!b64) return 0;
	if (edu_is_kind(t, b64, EDU_KIND_TRUE)) return 0;
	if (!edu_is_kind(t, b64, EDU_KIND_FALSE))
		return edu_judge_malformed(v, j, "jws/b64", "b64 is neither true nor false");
	for (edu_ref i = edu_entry_next(t, crit, 0); i; i = edu_entry_next(t, crit, i))
		jws->is_unencoded |= edu_text_is(t, i, "b64");
	if (!jws->is_unencoded)
		return edu_judge_malformed(
			v, j, "jws/b64-not-critical",
			"b64 is false without being critical, so that others would verify other bytes");
	if (!profile->unencoded)
		return edu_judge_malformed(v, j, "jws/b64", "b64 is false in a compact serialisation");
	return 0;
}

/* Tokens that are never credentials; elsewhere the profile lists what is. */
static const char *const foreign[] = { "kb+jwt",
	                               "statuslist+jwt",
	                               "at+jwt",
	                               "dpop+jwt",
	                               "openid4vci-proof+jwt",
	                               "oauth-authz-req+jwt",
	                               "entity-statement+jwt",
	                               NULL };

static bool type_is(const char *text, size_t length, const char *const *types)
{
	static const char prefix[] = "application/";
	const size_t n = sizeof prefix - 1;

	if (length > n && edu_equal_nocase(text, n, prefix)) {
		text += n;
		length -= n;
	}
	for (; *types; types++)
		if (edu_equal_nocase(text, length, *types)) return true;
	return false;
}

bool edu_jws_is_sd_jwt_vc(const edu_jws *jws)
{
	static const char *const own[] = { "dc+sd-jwt", "vc+sd-jwt", NULL };
	uint32_t length = 0;
	const char *typ = edu_jws_text(jws, "typ", &length);

	return typ && type_is(typ, length, own);
}

static int check_type(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile)
{
	const edu_ref member = edu_member(&jws->header, jws->header.top, "typ");
	uint32_t length = 0;
	const char *typ = edu_jws_text(jws, "typ", &length);

	if (member && !typ) return edu_judge_malformed(v, j, "jws/typ", "typ is no text");
	const bool fits = !typ             ? !profile->type_needed
	                  : profile->types ? type_is(typ, length, profile->types)
	                                   : !type_is(typ, length, foreign);
	return fits ? 0
	            : edu_judge_constraint(v, j, "jws/typ",
	                                   "the token is of another type than is expected here");
}

/* ---- certificates in the header ---- */

/* x5c is standard base64, padded and without white space (RFC 7515, 4.1.6). */
static int add_certificate(edu_jws *jws, edu_verification *v, edu_judgement *j, edu_ref entry)
{
	const edu_item *item = &jws->header.items[entry];
	edu_buffer der;

	if (item->kind != EDU_KIND_STRING)
		return edu_judge_malformed(v, j, "jws/x5c", "x5c holds something that is no text");
	for (size_t i = 0; i < item->length; i++)
		if (edu_is_blank(item->text + i, 1))
			return edu_judge_malformed(v, j, "jws/x5c", "x5c holds white space");
	if (item->length > EDU_HEADER_MOST / 3 * 4)
		return edu_judge_malformed(v, j, "limit/certificate", "a certificate is longer than %d bytes",
		                           EDU_HEADER_MOST);
	edu_buffer_open(&der, &v->ctx->allocator);
	int rc = edu_base64_decode(&der, item->text, item->length);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
	else if (rc < 0)
		rc = edu_judge_malformed(v, j, "jws/x5c", "x5c holds something that is no standard base64");
	else rc = edu_judge_add_certificate(v, j, der.data, der.length);
	edu_buffer_free(&der);
	return rc;
}

/* x5t#S256: the digest of the leaf that was sent along. */
static int check_thumbprint(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_ref member = edu_member(&jws->header, jws->header.top, "x5t#S256");
	uint32_t length;
	const char *text = edu_jws_text(jws, "x5t#S256", &length);
	edu_buffer digest;

	if (!member || !j->chain_count) return 0;
	if (!text) return edu_judge_malformed(v, j, "jws/x5t", "x5t#S256 is no text");
	edu_buffer_open(&digest, &v->ctx->allocator);
	const int rc = edu_base64url_decode(&digest, text, length);
	const bool fits = rc == 0 && edu_secrets_equal(digest.data, digest.length,
	                                               edu_certificate_facts_of(j->chain[0])->sha256,
	                                               EDU_DIGEST_SHA256_SIZE);
	edu_buffer_free(&digest);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	return fits ? 0
	            : edu_judge_malformed(
			      v, j, "jws/x5t",
			      "x5t#S256 is not the digest of the certificate that was sent along");
}

static int read_certificates(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &jws->header;
	const edu_ref x5c = edu_member(t, t->top, "x5c");
	int rc = 0;

	if (!x5c) return 0;
	if (!edu_is_kind(t, x5c, EDU_KIND_ARRAY) || !edu_tree_first(t, x5c))
		return edu_judge_malformed(v, j, "jws/x5c", "x5c is no array with something in it");
	for (edu_ref i = edu_tree_first(t, x5c); i && rc == 0; i = edu_tree_next(t, i))
		rc = add_certificate(jws, v, j, i);
	return rc == 0 ? check_thumbprint(jws, v, j) : rc;
}

static int read_signature(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const int rc = edu_base64url_decode(&jws->signature, jws->signature_text, jws->signature_length);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc < 0 || !jws->signature.length)
		return edu_judge_malformed(v, j, "jws/signature", "the signature is empty or no base64url");
	return 0;
}

int edu_jws_open(edu_jws *jws, edu_verification *v, edu_judgement *j, const edu_jws_profile *profile)
{
	uint32_t length;

	edu_buffer_open(&jws->signature, &v->ctx->allocator);
	jws->takes_embedded_key = profile->embedded_key;
	int rc = read_header(jws, v, j, profile);
	if (rc == 0) rc = check_unprotected(jws, v, j);
	if (rc == 0) rc = check_algorithm(jws, v, j);
	if (rc == 0) rc = check_critical(jws, v, j, profile);
	if (rc == 0) rc = check_b64(jws, v, j, profile);
	if (rc == 0) rc = read_signature(jws, v, j);
	if (rc == 0) rc = check_type(jws, v, j, profile);
	if (rc == 0) rc = read_certificates(jws, v, j);
	if (rc != 0) return rc;
	const char *kid = edu_jws_text(jws, "kid", &length);
	return kid ? edu_judge_text(v, &j->said.key_name, kid, length) : 0;
}

/* RFC 7515, 5.2, and RFC 7797, section 3: the header as received, a dot, the payload. */
static int signing_input(edu_buffer *out, const edu_jws *jws)
{
	int rc = edu_buffer_room(out, jws->protected_length + 1 + jws->payload_length);
	if (rc == 0) rc = edu_buffer_add(out, jws->protected_text, jws->protected_length);
	if (rc == 0) rc = edu_buffer_add(out, ".", 1);
	return rc < 0 ? rc : edu_buffer_add(out, jws->payload, jws->payload_length);
}

int edu_jws_check(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	edu_buffer input;

	edu_buffer_open(&input, &v->ctx->allocator);
	int rc = signing_input(&input, jws) < 0 ? edu_fail_memory(v->err) : 0;
	const edu_signed_bytes bytes = { jws->algorithm, input.data, input.length, jws->signature.data,
		                         jws->signature.length };
	j->said.form = EDU_FORM_OK;
	if (rc == 0) rc = edu_find_jws_key(jws, v, j, &bytes);
	if (rc == 0 && j->key)
		rc = edu_judge_signature(v, j, jws->algorithm, input.data, input.length, jws->signature.data,
		                         jws->signature.length);
	edu_buffer_free(&input);
	if (rc < 0 || !j->key) return rc < 0 ? rc : EDU_JUDGED;
	const int judged = edu_judge_key(v, j);
	return judged < 0 ? judged : rc;
}

void edu_jws_close(edu_jws *jws)
{
	edu_tree_close(&jws->header);
	edu_buffer_free(&jws->signature);
}
