/*
 * trust/data_integrity.c – Data Integrity proofs eddsa-jcs-2022 and ecdsa-jcs-2019 (VC Data Integrity 1.0), sets of them,
 * and proofs that rest on others (previousProof).
 */
#include "trust/data_integrity.h"
#include "trust/envelopes.h"
#include "trust/find_key.h"
#include "trust/time.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base58.h"
#include "json/json.h"

#include <string.h>

static const edu_suite suites[] = {
	{ "eddsa-jcs-2022", EDU_KEY_ED25519, EDU_ALGORITHM_EDDSA },
	{ "ecdsa-jcs-2019", EDU_KEY_P256, EDU_ALGORITHM_ES256 },
	{ "ecdsa-jcs-2019", EDU_KEY_P384, EDU_ALGORITHM_ES384 },
};

const edu_suite *edu_suite_named(const char *name, size_t length, edu_key_type type)
{
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		if (edu_equal(name, length, suites[i].name) &&
		    (type == EDU_KEY_NONE || type == suites[i].key))
			return &suites[i];
	return NULL;
}

const edu_suite *edu_suite_for(edu_key_type type)
{
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		if (suites[i].key == type) return &suites[i];
	return NULL;
}

edu_digest_kind edu_suite_digest(const edu_suite *suite)
{
	/* Ed25519 hashes by itself; its suite takes SHA-256 of both parts. */
	return suite->key == EDU_KEY_ED25519 ? EDU_DIGEST_SHA256 : edu_algorithms[suite->algorithm].digest;
}

int edu_suite_hash(edu_buffer *out, edu_buffer texts[2], const edu_suite *suite, const edu_tree *t,
                   edu_ref proof, edu_ref document, const edu_json_swap *swaps, size_t swap_count,
                   edu_error *err)
{
	const edu_digest_kind kind = edu_suite_digest(suite);
	const edu_ref parts[2] = { proof, document };
	unsigned char digest[EDU_DIGEST_LARGEST];
	int rc = 0;

	for (int i = 0; i < 2; i++) edu_buffer_open(&texts[i], &t->ctx->allocator);
	for (int i = 0; i < 2 && rc == 0; i++) {
		rc = edu_json_canonical(&texts[i], t, parts[i], swaps, swap_count, err);
		if (rc == 0 && !edu_digest_of(kind, texts[i].data, texts[i].length, digest))
			return EDU_EUNSUPPORTED;
		if (rc == 0 && edu_buffer_add(out, digest, edu_digest_size(kind)) < 0)
			rc = edu_fail_memory(err);
	}
	return rc;
}

/* ---- one proof ---- */

typedef struct proving {
	edu_verification *v;
	const edu_tree *t;
	edu_ref proofs;                  /* the member: an object or an array */
	edu_judgement **judgements;      /* of the entries, in order */
	edu_ref context;                 /* p's own, where the document's has more behind it */
	bool dropped_context;
} proving;

static const edu_suite *suite_of(const edu_tree *t, edu_ref proof, edu_key_type type)
{
	uint32_t length;
	const char *name = edu_member_text(t, proof, "cryptosuite", &length);
	return name ? edu_suite_named(name, length, type) : NULL;
}

static int check_members(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref proof)
{
	static const char *const needed[] = { "cryptosuite", "verificationMethod", "proofPurpose",
		                              "proofValue" };
	uint32_t length;
	const char *name = edu_member_text(t, proof, "cryptosuite", &length);

	if (!edu_is_kind(t, proof, EDU_KIND_OBJECT))
		return edu_judge_malformed(v, j, "proof/object", "a proof is no JSON object");
	if (!edu_is_kind(t, edu_member(t, proof, "type"), EDU_KIND_STRING))
		return edu_judge_malformed(v, j, "proof/type", "a proof has no type, or several");
	if (name && edu_judge_text(v, &j->said.suite, name, length) < 0) return EDU_ENOMEM;
	if (!edu_has_type(t, proof, "DataIntegrityProof") || (name && !suite_of(t, proof, EDU_KEY_NONE)))
		return edu_judge_unsupported(v, j, "proof/suite",
		                             "a proof is present, and its suite is not supported");
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!edu_member_text(t, proof, needed[i], &length))
			return edu_judge_malformed(v, j, "proof/member",
			                           "the proof has no %s, or it is no text", needed[i]);
	return 0;
}

/* A time with a zone; without one it is read as UTC, with a warning (VC Data Integrity 1.0, 2.1). */
static int read_time(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref item, edu_time *out)
{
	bool has_zone = false;

	if (!edu_is_kind(t, item, EDU_KIND_STRING) || !memchr(t->items[item].text, 'T', t->items[item].length)
	    || !edu_time_read(out, t->items[item].text, t->items[item].length, &has_zone))
		return edu_judge_malformed(v, j, "proof/time", "a time of the proof is no dateTime");
	if (has_zone) return 0;
	return edu_remark_add(v, j, EDU_REMARK_WARNING, "proof/zone",
	                      "a time of the proof has no zone; it was read as UTC");
}

static int check_times(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref proof)
{
	const edu_ref created = edu_member(t, proof, "created"), expires = edu_member(t, proof, "expires");
	edu_time end;
	int rc = 0;

	if (created) rc = read_time(v, j, t, created, &j->said.claimed_time);
	if (rc == 0 && created && j->said.claimed_time > v->options->time)
		rc = edu_judge_constraint(v, j, "proof/created",
		                          "the proof says that it was made later than the time you ask for");
	if (rc != 0 || !expires) return rc;
	rc = read_time(v, j, t, expires, &end);
	if (rc != 0 || v->options->time <= end) return rc;
	rc = edu_judge_reason(v, j, EDU_SUB_EXPIRED, "proof/expired",
	                      "the proof has expired by its own word");
	j->said.constraint = EDU_CONSTRAINT_EXPIRED;
	return rc;
}

/* domain: the same set as expected; challenge: the same text. Not expected, they are told by nobody. */
static int check_asked(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref proof)
{
	const edu_verify_options *o = v->options;
	const edu_ref domain = edu_member(t, proof, "domain"), challenge = edu_member(t, proof, "challenge");
	int rc = 0;

	if (o->domain) {
		const edu_ref first = edu_entry_next(t, domain, 0);
		bool same = first != 0;
		for (edu_ref i = first; i; i = edu_entry_next(t, domain, i))
			same &= edu_text_is(t, i, o->domain);
		if (!same)
			rc = edu_judge_constraint(v, j, "proof/domain",
			                          "the proof was not made for the domain that you expect");
	}
	if (rc == 0 && o->challenge && !edu_text_is(t, challenge, o->challenge))
		rc = edu_judge_constraint(v, j, "proof/challenge",
		                          "the proof does not answer the challenge that you expect");
	return rc;
}

static unsigned expected_purpose(const edu_tree *t)
{
	return edu_has_type(t, t->top, "VerifiablePresentation") ? EDU_PURPOSE_AUTHENTICATION
	                                                         : EDU_PURPOSE_ASSERTION;
}

static int check_purpose(edu_verification *v, edu_judgement *j, const edu_tree *t, edu_ref proof)
{
	const bool asserting = expected_purpose(t) == EDU_PURPOSE_ASSERTION;

	if (edu_text_is(t, edu_member(t, proof, "proofPurpose"),
	                asserting ? "assertionMethod" : "authentication"))
		return 0;
	return edu_judge_constraint(v, j, "proof/purpose", "the proof was made for another purpose than %s",
	                            asserting ? "assertionMethod" : "authentication");
}

/* ---- contexts ---- */

static int same_value(bool *same, const edu_tree *t, edu_ref a, edu_ref b, edu_error *err)
{
	edu_buffer x, y;

	edu_buffer_open(&x, &t->ctx->allocator);
	edu_buffer_open(&y, &t->ctx->allocator);
	int rc = edu_json_canonical(&x, t, a, NULL, 0, err);
	if (rc == 0) rc = edu_json_canonical(&y, t, b, NULL, 0, err);
	*same = rc == 0 && x.length == y.length && memcmp(x.data, y.data, x.length) == 0;
	edu_buffer_free(&x);
	edu_buffer_free(&y);
	return rc;
}

/* The document's contexts begin with all of the proof's, in their order: what was appended later is not signed. */
static int check_context(proving *p, edu_judgement *j, edu_ref proof)
{
	const edu_tree *t = p->t;
	const edu_ref signed_ones = edu_member(t, proof, "@context"), all = edu_member(t, t->top, "@context");
	bool same = true;
	int rc = 0;

	p->context = 0;
	if (!signed_ones) return 0;
	edu_ref theirs = edu_entry_next(t, all, 0), ours = edu_entry_next(t, signed_ones, 0);
	for (; ours && rc == 0 && same;
	     ours = edu_entry_next(t, signed_ones, ours), theirs = edu_entry_next(t, all, theirs)) {
		same = theirs != 0;
		if (same) rc = same_value(&same, t, ours, theirs, p->v->err);
		if (!same) break;
	}
	if (rc < 0) return rc;
	if (!same) {
		j->said.integrity = EDU_INTEGRITY_CHANGED;
		rc = edu_judge_reason(p->v, j, EDU_SUB_HASH_FAILURE, "proof/context",
		                      "the document's contexts don't begin with those that were signed");
		return rc < 0 ? rc : EDU_JUDGED;
	}
	p->context = signed_ones;
	if (!theirs) return 0;
	p->dropped_context = true;
	return edu_remark_add(p->v, j, EDU_REMARK_WARNING, "proof/context-appended",
	                      "contexts were appended after signing; what is handed out is without them");
}

/* ---- what is signed ---- */

static int read_value(edu_buffer *out, edu_verification *v, edu_judgement *j, const edu_tree *t,
                      edu_ref proof, const edu_suite *suite)
{
	uint32_t length;
	const char *text = edu_member_text(t, proof, "proofValue", &length);
	const int rc = *text == 'z' ? edu_base58_decode(out, text + 1, length - 1) : EDU_EINVALID;

	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc < 0 || out->length != edu_algorithms[suite->algorithm].signature)
		return edu_judge_malformed(v, j, "proof/value",
		                           "proofValue is not z and base58btc of a signature of this suite");
	return 0;
}

/* Whether a proof names another one as previous, by its id. */
static bool rests_on(const edu_tree *t, edu_ref proof, edu_ref other)
{
	const edu_ref previous = edu_member(t, proof, "previousProof"), id = edu_member(t, other, "id");

	for (edu_ref i = edu_entry_next(t, previous, 0); i && id; i = edu_entry_next(t, previous, i))
		if (edu_same_text(t, i, id)) return true;
	return false;
}

/* Every proof that is named has to be there, once (VC Data Integrity 1.0, 4.4). */
static int check_previous(proving *p, edu_judgement *j, edu_ref proof)
{
	const edu_tree *t = p->t;
	const edu_ref previous = edu_member(t, proof, "previousProof");

	for (edu_ref i = edu_entry_next(t, previous, 0); i; i = edu_entry_next(t, previous, i)) {
		size_t found = 0;
		for (edu_ref k = edu_entry_next(t, p->proofs, 0); k; k = edu_entry_next(t, p->proofs, k)) {
			const edu_ref id = edu_member(t, k, "id");
			found += k != proof && id && edu_same_text(t, i, id);
		}
		if (!edu_is_kind(t, i, EDU_KIND_STRING) || found != 1)
			return edu_judge_malformed(
				p->v, j, "proof/previous",
				"the proof rests on one that is missing, or there more than once");
	}
	return 0;
}

/*
 * What stands otherwise while a proof is hashed: no proofValue in it, no proofs in the document but those it rests on, and
 * its own contexts. Returns how many; swaps has room for EDU_PROOFS_MOST + 3.
 */
static size_t swaps_for(edu_json_swap *swaps, const proving *p, edu_ref proof)
{
	const edu_tree *t = p->t;
	size_t n = 0;

	swaps[n++] = (edu_json_swap){ edu_member(t, proof, "proofValue"), 0 };
	if (!edu_member(t, proof, "previousProof")) {
		swaps[n++] = (edu_json_swap){ p->proofs, 0 };
	} else {
		for (edu_ref i = edu_entry_next(t, p->proofs, 0); i; i = edu_entry_next(t, p->proofs, i))
			if (!rests_on(t, proof, i)) swaps[n++] = (edu_json_swap){ i, 0 };
	}
	if (p->context) swaps[n++] = (edu_json_swap){ edu_member(t, t->top, "@context"), p->context };
	return n;
}

static int check_value(proving *p, edu_judgement *j, edu_ref proof, const edu_suite *suite,
                       const edu_buffer *value)
{
	edu_verification *v = p->v;
	edu_json_swap swaps[EDU_PROOFS_MOST + 3];
	edu_buffer hash, texts[2];

	edu_buffer_open(&hash, &v->ctx->allocator);
	int rc = edu_suite_hash(&hash, texts, suite, p->t, proof, p->t->top, swaps,
	                        swaps_for(swaps, p, proof), v->err);
	if (rc == 0) rc = edu_remark_value(v, j, "canonical proof", texts[0].data, texts[0].length);
	if (rc == 0) rc = edu_remark_value(v, j, "canonical document", texts[1].data, texts[1].length);
	if (rc == 0)
		rc = edu_remark_hex(v, j, "digests, of the proof and of the document", hash.data,
		                    hash.length);
	if (rc == 0)
		rc = edu_judge_signature(v, j, suite->algorithm, hash.data, hash.length, value->data,
		                         value->length);
	if (rc == EDU_EUNSUPPORTED) {
		j->said.strength = EDU_STRENGTH_NOT_BUILT;
		rc = EDU_JUDGED;
	}
	edu_buffer_free(&texts[0]);
	edu_buffer_free(&texts[1]);
	edu_buffer_free(&hash);
	return rc;
}

static int judge_proof(proving *p, edu_judgement *j, edu_ref proof)
{
	edu_verification *v = p->v;
	const edu_tree *t = p->t;
	uint32_t length;
	edu_buffer value;
	edu_issuer issuer;

	int rc = check_members(v, j, t, proof);
	if (rc != 0) return rc;
	const char *method = edu_member_text(t, proof, "verificationMethod", &length);
	j->said.form = EDU_FORM_OK;
	rc = edu_judge_text(v, &j->said.key_name, method, length);
	if (rc == 0) rc = check_times(v, j, t, proof);
	if (rc == 0) rc = check_purpose(v, j, t, proof);
	if (rc == 0) rc = check_asked(v, j, t, proof);
	if (rc == 0) rc = check_previous(p, j, proof);
	if (rc == 0) rc = check_context(p, j, proof);
	if (rc == 0) rc = edu_find_method(v, j, method, length, expected_purpose(t));
	if (rc != 0 || !j->key) return rc;
	const edu_suite *suite = suite_of(t, proof, edu_key_type_of(j->key));
	if (!suite)
		return edu_judge_malformed(v, j, "proof/key",
		                           "the suite of the proof is not one for this type of key");
	edu_buffer_open(&value, &v->ctx->allocator);
	rc = read_value(&value, v, j, t, proof, suite);
	if (rc == 0) rc = check_value(p, j, proof, suite, &value);
	edu_buffer_free(&value);
	if (rc < 0 || j->said.form != EDU_FORM_OK) return rc;
	rc = edu_judge_key(v, j);
	edu_issuer_of(&issuer, t, t->top);
	return rc == 0 ? edu_judge_issuer(v, j, &issuer) : rc;
}

/* ---- all of them ---- */

/* A proof counts only if those that it rests on do. Cycles can't be made: each would have to be signed before the other. */
static int judge_chains(proving *p)
{
	const edu_tree *t = p->t;
	int rc = 0;

	for (size_t round = 0; round < EDU_PROOFS_MOST && rc == 0; round++) {
		size_t a = 0;
		for (edu_ref i = edu_entry_next(t, p->proofs, 0); i && rc == 0;
		     i = edu_entry_next(t, p->proofs, i), a++) {
			size_t b = 0;
			for (edu_ref k = edu_entry_next(t, p->proofs, 0); k;
			     k = edu_entry_next(t, p->proofs, k), b++) {
				edu_judgement *j = p->judgements[a], *other = p->judgements[b];
				if (a == b || !rests_on(t, i, k) ||
				    other->said.integrity == EDU_INTEGRITY_INTACT)
					continue;
				if (j->said.integrity != EDU_INTEGRITY_INTACT) continue;
				j->said.integrity = EDU_INTEGRITY_UNCHECKED;
				rc = edu_judge_reason(p->v, j, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
				                      "proof/previous",
				                      "the proof rests on one that does not hold");
			}
		}
	}
	return rc;
}

/* What was hashed: the document without proofs, with the contexts that were signed. */
static int hand_out(proving *p, edu_tree *t)
{
	edu_buffer *payload = &p->v->verdict->payload;
	const edu_sink sink = edu_buffer_sink(payload);
	edu_ref context = 0;

	for (edu_ref i = edu_entry_next(t, p->proofs, 0); i && p->dropped_context && !context;
	     i = edu_entry_next(t, p->proofs, i))
		context = edu_member(t, i, "@context");
	edu_tree_remove(t, p->proofs);
	if (context) {
		edu_tree_remove(t, edu_member(t, t->top, "@context"));
		edu_tree_remove(t, context);
		edu_tree_hang(t, t->top, context);
	}
	/* A buffer refuses for one reason only. */
	if (edu_buffer_room(payload, p->v->length) < 0 ||
	    edu_json_write(t, t->top, &sink, EDU_JSON_COMPACT, NULL) < 0)
		return edu_fail_memory(p->v->err);
	p->v->verdict->has_payload = true;
	return 0;
}

bool edu_proofs_are_in(const edu_tree *t)
{
	return edu_member(t, t->top, "proof") != 0;
}

int edu_proofs_verify(edu_verification *v, edu_tree *t)
{
	edu_judgement *judgements[EDU_PROOFS_MOST] = { NULL };
	proving p = { .v = v, .t = t, .proofs = edu_member(t, t->top, "proof"), .judgements = judgements };
	size_t count = 0;
	bool intact = false;
	int rc = 0;

	const edu_ref first = edu_entry_next(t, p.proofs, 0);
	for (edu_ref i = first; (i || !first) && rc >= 0; i = edu_entry_next(t, p.proofs, i), count++) {
		edu_judgement *j = edu_judgement_new(v, "data-integrity");
		if (!j) return EDU_ENOMEM;
		if (!first || count == EDU_PROOFS_MOST) {
			rc = edu_judge_malformed(v, j, "proof/count",
			                         "there is no proof in proof, or there are more than %d",
			                         EDU_PROOFS_MOST);
			return rc < 0 ? rc : 0;
		}
		judgements[count] = j;
		rc = judge_proof(&p, j, i);
		intact |= j->said.integrity == EDU_INTEGRITY_INTACT;
	}
	if (rc >= 0) rc = judge_chains(&p);
	if (rc >= 0) rc = edu_judge_validity(v, t, t->top);
	return rc >= 0 && intact ? hand_out(&p, t) : rc < 0 ? rc : 0;
}
