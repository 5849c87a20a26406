/*
 * trust/verdict.c – judgements: made, filled, asked, freed.
 */
#include "trust/verdict.h"

#include "base/fail.h"
#include "crypto/equal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 512 };

const char *edu_verdict_keep(edu_verification *v, const char *text, size_t length)
{
	char *kept = edu_arena_text(v->verdict->arena, text, length);
	if (!kept) {
		edu_fail_memory(v->err);
		return NULL;
	}
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)kept[i] < 0x20 || kept[i] == 0x7F) kept[i] = '?';
	return kept;
}

int edu_judge_text(edu_verification *v, const char **place, const char *text, size_t length)
{
	const char *kept = edu_verdict_keep(v, text, length);
	if (!kept) return EDU_ENOMEM;
	*place = kept;
	return 0;
}

edu_judgement *edu_judgement_new(edu_verification *v, const char *envelope)
{
	static const edu_signature nothing = EDU_SIGNATURE_INIT;
	edu_verdict *verdict = v->verdict;
	edu_judgement *j = edu_arena_get(verdict->arena, sizeof *j);

	if (!j || !edu_grow(&v->ctx->allocator, (void **)&verdict->list, &verdict->capacity, verdict->count,
	                    sizeof(edu_judgement *))) {
		edu_fail_memory(v->err);
		return NULL;
	}
	memset(j, 0, sizeof *j);
	j->said = nothing;
	j->said.envelope = envelope;
	verdict->list[verdict->count++] = j;
	return j;
}

static const char *keep_message(edu_verification *v, const char *format, va_list args)
{
	char text[LONGEST];
	vsnprintf(text, sizeof text, format, args);
	return edu_verdict_keep(v, text, strlen(text));
}

static int set_reason(edu_verification *v, edu_judgement *j, edu_sub_indication sub, const char *rule,
                      const char *format, va_list args)
{
	if (j->why[sub].rule) return 0;
	j->why[sub].text = keep_message(v, format, args);
	/* A copy: it may stand in an error that is gone soon. */
	j->why[sub].rule = edu_verdict_keep(v, rule, strlen(rule));
	return j->why[sub].text && j->why[sub].rule ? 0 : EDU_ENOMEM;
}

int edu_judge_reason(edu_verification *v, edu_judgement *j, edu_sub_indication sub, const char *rule,
                     const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const int rc = set_reason(v, j, sub, rule, format, args);
	va_end(args);
	return rc;
}

int edu_judge_malformed(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const int rc = set_reason(v, j, EDU_SUB_FORMAT_FAILURE, rule, format, args);
	va_end(args);
	j->said.form = EDU_FORM_MALFORMED;
	return rc < 0 ? rc : EDU_JUDGED;
}

int edu_judge_unsupported(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const int rc = set_reason(v, j, EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE, rule, format, args);
	va_end(args);
	j->said.form = EDU_FORM_UNSUPPORTED;
	return rc < 0 ? rc : EDU_JUDGED;
}

int edu_judge_constraint(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const int rc = set_reason(v, j, EDU_SUB_SIG_CONSTRAINTS_FAILURE, rule, format, args);
	va_end(args);
	j->said.constraint = EDU_CONSTRAINT_BROKEN;
	return rc;
}

int edu_judge_digest(edu_verification *v, edu_judgement *j, const char *rule, const char *what,
                     const void *found, size_t found_length, const void *computed, size_t computed_length)
{
	int rc = edu_remark_hex(v, j, "digest sent", found, found_length);

	if (rc == 0) rc = edu_remark_hex(v, j, "digest computed", computed, computed_length);
	if (rc < 0 || edu_secrets_equal(found, found_length, computed, computed_length)) return rc;
	j->said.integrity = EDU_INTEGRITY_CHANGED;
	rc = edu_judge_reason(v, j, EDU_SUB_HASH_FAILURE, rule,
	                      "the digest of %s is another one: it was changed after it "
	                      "was signed",
	                      what);
	return rc < 0 ? rc : EDU_JUDGED;
}

/* Weak keys, and algorithms that are weak whatever the key. */
static edu_strength strength_of(const edu_key *key, edu_algorithm algorithm)
{
	const bool small = edu_key_type_of(key) == EDU_KEY_RSA && edu_key_bits(key) < EDU_RSA_ACCEPTABLE;
	return small || edu_algorithms[algorithm].weak ? EDU_STRENGTH_WEAK : EDU_STRENGTH_ACCEPTABLE;
}

static int judge_check(edu_verification *v, edu_judgement *j, edu_check check)
{
	switch (check) {
	case EDU_CHECK_GOOD:
		/* A digest that differs outweighs a signature that holds. */
		if (j->said.integrity == EDU_INTEGRITY_UNCHECKED) j->said.integrity = EDU_INTEGRITY_INTACT;
		return 0;
	case EDU_CHECK_BAD:
		j->said.integrity = EDU_INTEGRITY_BAD_SIGNATURE;
		return EDU_JUDGED;
	case EDU_CHECK_MALFORMED:
		return edu_judge_malformed(v, j, "signature/size",
		                           "the signature has not the size that its key demands");
	case EDU_CHECK_MISMATCH:
		return edu_judge_malformed(v, j, "signature/algorithm",
		                           "the algorithm that is named is not one for this type of key");
	case EDU_CHECK_NOT_BUILT:
		j->said.strength = EDU_STRENGTH_NOT_BUILT;
		return EDU_JUDGED;
	default:
		j->said.strength = EDU_STRENGTH_DISABLED;
		return EDU_JUDGED;
	}
}

int edu_judge_signature(edu_verification *v, edu_judgement *j, edu_algorithm algorithm, const void *data,
                        size_t length, const void *signature, size_t signature_length)
{
	unsigned char digest[EDU_DIGEST_SHA256_SIZE];
	int rc = 0;

	j->said.algorithm = edu_algorithms[algorithm].name;
	j->said.strength = strength_of(j->key, algorithm);
	if (v->options->explain && edu_digest_of(EDU_DIGEST_SHA256, data, length, digest))
		rc = edu_remark_hex(v, j, "SHA-256 of what is signed", digest, sizeof digest);
	if (rc == 0) rc = edu_remark_value(v, j, "what is signed", data, length);
	if (rc == 0) rc = edu_remark_hex(v, j, "signature", signature, signature_length);
	if (rc < 0) return rc;
	rc = edu_key_verify(j->key, algorithm, data, length, signature, signature_length);
	return rc < 0 ? edu_fail_memory(v->err) : judge_check(v, j, (edu_check)rc);
}

/* ---- remarks ---- */

static int add_remark(edu_verification *v, edu_judgement *j, edu_remark_kind kind, const char *rule,
                      const char *text, size_t length)
{
	edu_remark_list *l = j ? &j->remarks : &v->verdict->remarks;

	rule = edu_verdict_keep(v, rule, strlen(rule));
	if (!text || !rule ||
	    !edu_grow(&v->ctx->allocator, (void **)&l->list, &l->capacity, l->count, sizeof *l->list))
		return edu_fail_memory(v->err);
	l->list[l->count++] = (edu_remark){ kind, rule, text, length };
	return 0;
}

int edu_remark_add(edu_verification *v, edu_judgement *j, edu_remark_kind kind, const char *rule,
                   const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = keep_message(v, format, args);
	va_end(args);
	return text ? add_remark(v, j, kind, rule, text, strlen(text)) : EDU_ENOMEM;
}

int edu_remark_value(edu_verification *v, edu_judgement *j, const char *name, const void *data, size_t length)
{
	if (!v->options->explain) return 0;
	return add_remark(v, j, EDU_REMARK_VALUE, name, edu_arena_text(v->verdict->arena, data, length),
	                  length);
}

int edu_remark_hex(edu_verification *v, edu_judgement *j, const char *name, const void *data, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = data;

	if (!v->options->explain) return 0;
	char *text = edu_arena_get(v->verdict->arena, 2 * length + 1);
	for (size_t i = 0; text && i < length; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	if (text) text[2 * length] = '\0';
	return add_remark(v, j, EDU_REMARK_VALUE, name, text, 2 * length);
}

int edu_verdict_set_payload(edu_verification *v, const void *data, size_t length)
{
	if (v->verdict->has_payload) return 0;
	if (edu_buffer_add(&v->verdict->payload, data, length) < 0) return edu_fail_memory(v->err);
	v->verdict->has_payload = true;
	return 0;
}

/* ---- the public side ---- */

edu_indication edu_verdict_indication(const edu_verdict *verdict)
{
	return verdict ? verdict->indication : EDU_NOT_SIGNED;
}

edu_sub_indication edu_verdict_sub_indication(const edu_verdict *verdict)
{
	return verdict ? verdict->sub_indication : EDU_SUB_NONE;
}

edu_credential_status edu_verdict_status(const edu_verdict *verdict)
{
	return verdict ? verdict->status : EDU_STATUS_NONE;
}

edu_validity edu_verdict_validity(const edu_verdict *verdict)
{
	return verdict ? verdict->validity : EDU_VALIDITY_UNSTATED;
}

int edu_verdict_is_good(const edu_verdict *verdict)
{
	return verdict && verdict->indication == EDU_TOTAL_PASSED && verdict->status != EDU_STATUS_REVOKED
	    && verdict->status != EDU_STATUS_SUSPENDED && verdict->validity != EDU_VALIDITY_NOT_YET
	    && verdict->validity != EDU_VALIDITY_EXPIRED;
}

size_t edu_verdict_count(const edu_verdict *verdict)
{
	return verdict ? verdict->count : 0;
}

int edu_verdict_at(const edu_verdict *verdict, size_t i, edu_signature *out)
{
	if (!verdict || !out || i >= verdict->count || out->version < 1 ||
	    out->version > EDU_SIGNATURE_VERSION)
		return EDU_EARG;
	/* A caller of the first version has no room for what came later. */
	const unsigned version = out->version;
	memcpy(out, &verdict->list[i]->said,
	       version == 1 ? offsetof(edu_signature, proven_time) : sizeof *out);
	out->version = version;
	return 0;
}

int edu_verdict_remark(const edu_verdict *verdict, size_t i, size_t k, edu_remark *out)
{
	if (!verdict || !out) return EDU_EARG;
	const edu_remark_list *l = i < verdict->count ? &verdict->list[i]->remarks : &verdict->remarks;
	if (k >= l->count) return EDU_EARG;
	*out = l->list[k];
	return 0;
}

const char *edu_verdict_payload(const edu_verdict *verdict, size_t *length)
{
	const bool there = verdict && verdict->has_payload && verdict->indication != EDU_TOTAL_FAILED;
	if (length) *length = there ? verdict->payload.length : 0;
	return there ? verdict->payload.data : NULL;
}

int edu_verdict_document(edu_document **out, const edu_verdict *verdict, edu_error *err)
{
	size_t length;
	const char *payload = edu_verdict_payload(verdict, &length);

	if (out) *out = NULL;
	if (!out || !verdict)
		return edu_fail(err, EDU_EARG, NULL, "a place for the document and a verdict are needed");
	if (!payload)
		return edu_fail(err, EDU_ESTATE, "verdict/no-payload", "there are no signed bytes that hold");
	if (verdict->document_length) {
		payload += verdict->document_at;
		length = verdict->document_length;
	}
	return edu_document_read(out, verdict->ctx, payload, length, NULL, err);
}

static void free_judgement(edu_judgement *j, const edu_allocator *a)
{
	for (size_t i = 0; i < j->chain_count; i++) edu_certificate_free(j->chain[i]);
	edu_key_free(j->own_key);
	edu_release(a, j->remarks.list, j->remarks.capacity * sizeof *j->remarks.list);
}

void edu_verdict_free(edu_verdict *verdict)
{
	if (!verdict) return;
	const edu_allocator a = verdict->ctx->allocator;
	for (size_t i = 0; i < verdict->count; i++) free_judgement(verdict->list[i], &a);
	edu_release(&a, verdict->list, verdict->capacity * sizeof(edu_judgement *));
	edu_release(&a, verdict->remarks.list, verdict->remarks.capacity * sizeof *verdict->remarks.list);
	edu_buffer_free(&verdict->payload);
	edu_arena_leave(verdict->arena);
	edu_release(&a, verdict, sizeof *verdict);
}
