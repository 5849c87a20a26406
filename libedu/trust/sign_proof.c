/*
 * trust/sign_proof.c – a Data Integrity proof, spliced into the document's own bytes; beside others where it has some.
 */
#include "trust/data_integrity.h"
#include "trust/signing.h"

#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "json/string.h"

#include <string.h>

/* The proof without its value, as JSON. */
static int write_options(edu_buffer *out, const edu_preparation *p, const edu_suite *suite,
                         const edu_buffer *context)
{
	const edu_sign_options *o = p->options;
	const bool presentation = edu_has_type(p->t, p->t->top, "VerifiablePresentation");
	const char *purpose = presentation ? "authentication" : "assertionMethod";
	edu_buffer method;
	char created[32];

	edu_time_write(o->time, created);
	edu_buffer_open(&method, &p->ctx->allocator);
	int rc = edu_add_key_name(&method, p);
	if (rc == 0) rc = edu_buffer_add(out, "{", 1);
	if (rc == 0) rc = edu_add_member(out, "type", "DataIntegrityProof", 18);
	if (rc == 0) rc = edu_add_member(out, "cryptosuite", suite->name, strlen(suite->name));
	if (rc == 0 && *created) rc = edu_add_member(out, "created", created, strlen(created));
	if (rc == 0) rc = edu_add_member(out, "verificationMethod", method.data, method.length);
	if (rc == 0) rc = edu_add_member(out, "proofPurpose", purpose, strlen(purpose));
	if (rc == 0 && o->domain) rc = edu_add_member(out, "domain", o->domain, strlen(o->domain));
	if (rc == 0 && o->challenge)
		rc = edu_add_member(out, "challenge", o->challenge, strlen(o->challenge));
	if (rc == 0 && context->length) rc = edu_buffer_addf(out, ",\"@context\":");
	if (rc == 0) rc = edu_buffer_add(out, context->data, context->length);
	edu_buffer_free(&method);
	return rc;
}

/* The document's contexts as its own bytes have them, in one line. */
static int copy_context(edu_buffer *out, const edu_preparation *p)
{
	const edu_ref context = edu_member(p->t, p->t->top, "@context");
	const edu_sink sink = edu_buffer_sink(out);

	if (!context) return 0;
	/* A buffer refuses for one reason only. */
	return edu_json_write(p->t, context, &sink, EDU_JSON_COMPACT, NULL) < 0 ? EDU_ENOMEM : 0;
}

/* ---- where it goes ---- */

static size_t without_white(const char *data, size_t end)
{
	while (end && edu_is_blank(data + end - 1, 1)) end--;
	return end;
}

/* The end of a top-level member's value. */
static size_t value_end(const edu_preparation *p, edu_ref member)
{
	const edu_ref next = edu_tree_next(p->t, member);
	size_t end = without_white(p->data, next ? p->t->places[next] : p->length);

	/* In front of the next member's name stands a comma; behind the last value, the brace. */
	return without_white(p->data, end - 1);
}

static size_t value_begin(const edu_preparation *p, edu_ref member)
{
	const char *name = p->data + p->t->places[member] + 1;
	const char *at = edu_json_string_end(name, p->data + p->length) + 1;

	while (edu_is_blank(at, 1) || *at == ':') at++;
	return (size_t)(at - p->data);
}

/* Cut the document where the proof goes; head ends in front of it, tail begins behind. */
static int cut(edu_preparation *p)
{
	edu_signing *s = p->signing;
	const edu_ref proofs = edu_member(p->t, p->t->top, "proof");
	const char *d = p->data;
	int rc;

	if (!proofs) {
		const edu_ref first = edu_tree_first(p->t, p->t->top);
		const size_t brace = without_white(d, p->length) - 1, end = without_white(d, brace);
		rc = edu_buffer_add(&s->head, d, end);
		if (rc == 0) rc = edu_buffer_addf(&s->head, "%s\"proof\":", first ? "," : "");
		return rc < 0 ? rc : edu_buffer_add(&s->tail, d + end, p->length - end);
	}
	const bool is_array = edu_is_kind(p->t, proofs, EDU_KIND_ARRAY);
	const size_t begin = value_begin(p, proofs), end = value_end(p, proofs);
	/* Into the array, or with the one proof into a new one; what stands there keeps its bytes. */
	const size_t inside = is_array ? without_white(d, end - 1) : end;
	rc = edu_buffer_add(&s->head, d, begin);
	if (rc == 0) rc = edu_buffer_add(&s->head, "[", is_array ? 0 : 1);
	if (rc == 0) rc = edu_buffer_add(&s->head, d + begin, inside - begin);
	if (rc == 0) rc = edu_buffer_add(&s->head, ",", is_array && !edu_tree_first(p->t, proofs) ? 0 : 1);
	if (rc == 0) rc = edu_buffer_add(&s->tail, "]", is_array ? 0 : 1);
	return rc < 0 ? rc : edu_buffer_add(&s->tail, d + inside, p->length - inside);
}

/* Tails are what is behind the signature: the rest of the proof comes first. */
static int assemble(edu_preparation *p, const edu_buffer *proof)
{
	edu_signing *s = p->signing;

	int rc = edu_buffer_addf(&s->tail, "\"}");
	if (rc == 0) rc = cut(p);
	if (rc == 0) rc = edu_buffer_add(&s->head, proof->data, proof->length);
	if (rc == 0) rc = edu_buffer_addf(&s->head, ",\"proofValue\":\"");
	s->encoding = EDU_ENCODING_BASE58;
	return rc;
}

static int hash(edu_preparation *p, const edu_suite *suite, const edu_buffer *proof)
{
	const edu_ref proofs = edu_member(p->t, p->t->top, "proof");
	const edu_json_swap swaps[] = { { proofs, 0 } };
	edu_buffer texts[2], closed;
	edu_tree options = { 0 };
	unsigned char digest[EDU_DIGEST_LARGEST];

	edu_buffer_open(&closed, &p->ctx->allocator);
	int rc = edu_buffer_add(&closed, proof->data, proof->length);
	if (rc == 0) rc = edu_buffer_add(&closed, "}", 1);
	if (rc == 0) rc = edu_strict_read(&options, p->ctx, closed.data, closed.length, p->err);
	/* Of two trees: the proof's digest from its own, the document's from the document. */
	for (int i = 0; i < 2; i++) edu_buffer_open(&texts[i], &p->ctx->allocator);
	if (rc == 0) rc = edu_json_canonical(&texts[0], &options, options.top, NULL, 0, p->err);
	if (rc == 0) rc = edu_json_canonical(&texts[1], p->t, p->t->top, swaps, proofs != 0, p->err);
	for (int i = 0; i < 2 && rc == 0; i++) {
		if (!edu_digest_of(edu_suite_digest(suite), texts[i].data, texts[i].length, digest))
			rc = edu_fail(p->err, EDU_EUNSUPPORTED, "key/not-built",
			              "this build lacks OpenSSL, which makes this digest");
		else
			rc = edu_buffer_add(&p->signing->bytes, digest,
			                    edu_digest_size(edu_suite_digest(suite)));
	}
	for (int i = 0; i < 2; i++) edu_buffer_free(&texts[i]);
	edu_buffer_free(&closed);
	edu_tree_close(&options);
	return rc;
}

int edu_prepare_proof(edu_preparation *p)
{
	const edu_suite *suite = edu_suite_for(edu_key_type_of(p->key));
	const char *name = p->options->suite;
	edu_buffer context, proof;

	if (!suite || (name && strcmp(name, suite->name) != 0))
		return edu_fail(p->err, EDU_EKEY, "key/algorithm",
		                "the suite is not one for keys of this type");
	p->signing->algorithm = suite->algorithm;
	int rc = edu_json_check_exact(p->t, p->t->top, p->err);
	edu_buffer_open(&context, &p->ctx->allocator);
	edu_buffer_open(&proof, &p->ctx->allocator);
	if (rc == 0) rc = copy_context(&context, p);
	if (rc == 0) rc = write_options(&proof, p, suite, &context);
	if (rc == 0) rc = hash(p, suite, &proof);
	if (rc == 0) rc = assemble(p, &proof);
	edu_buffer_free(&context);
	edu_buffer_free(&proof);
	return rc;
}
