/*
 * trust/verify.c – which envelope it is, and the verdict on it.
 */
#include <edu/status_list.h>

#include "trust/envelopes.h"
#include "trust/keyring.h"

#include "base/fail.h"
#include "base/text.h"

#include <string.h>

enum { ENVELOPE_MOST = 64 * 1024 * 1024 };

typedef struct json_envelope {
	bool (*recognises)(const edu_tree *t);
	int (*verify)(edu_verification *v, edu_tree *t);
} json_envelope;

/* In the order in which they are tried. */
static const json_envelope json_envelopes[] = {
	{ edu_sd_jwt_json_is, edu_sd_jwt_json_verify },
	{ edu_jws_json_is, edu_jws_json_verify },
	{ edu_enveloped_is, edu_enveloped_verify },
	{ edu_proofs_are_in, edu_proofs_verify },
};

typedef struct text_envelope {
	bool (*recognises)(const char *text, size_t length);
	int (*verify)(edu_verification *v, const char *text, size_t length);
} text_envelope;

static const text_envelope text_envelopes[] = {
	{ edu_sd_jwt_is, edu_sd_jwt_verify },
	{ edu_compact_is, edu_compact_verify },
};

static int verify_json(edu_verification *v)
{
	edu_tree t;

	int rc = edu_strict_read(&t, v->ctx, v->data, v->length, v->err);
	for (size_t i = 0; rc == 0 && i < sizeof json_envelopes / sizeof *json_envelopes; i++) {
		if (!json_envelopes[i].recognises(&t)) continue;
		rc = json_envelopes[i].verify(v, &t);
		break;
	}
	edu_tree_close(&t);
	return rc;
}

static int verify_bytes(edu_verification *v)
{
	const char *text = v->data;
	size_t length = v->length;

	edu_trim(&text, &length);
	if (v->length > ENVELOPE_MOST)
		return edu_fail(v->err, EDU_ELIMIT, "limit/envelope",
		                "the file is larger than 64 MiB, which is as much as is verified");
	if (!length)
		return edu_fail(v->err, EDU_EFORMAT, "format/empty",
		                "the input is empty; a document is expected");
	if (edu_is_xml(text, length)) return edu_xml_verify(v);
	if (*text == '{' || *text == '[' || (unsigned char)*text == 0xEF) return verify_json(v);
	for (size_t i = 0; i < sizeof text_envelopes / sizeof *text_envelopes; i++)
		if (text_envelopes[i].recognises(text, length))
			return text_envelopes[i].verify(v, text, length);
	return edu_fail(v->err, EDU_EFORMAT, "format/unknown", "neither JSON, nor XML, nor a token");
}

static int check_options(const edu_verify_options *o, edu_error *err)
{
	if (!o || o->version < 1 || o->version > EDU_VERIFY_OPTIONS_VERSION)
		return edu_fail(err, EDU_EARG, NULL,
		                "verifying needs options of a version that this library knows");
	if (o->time == EDU_TIME_UNKNOWN)
		return edu_fail(err, EDU_EARG, NULL, "verifying needs a time; this library has no clock");
	return 0;
}

static edu_verdict *new_verdict(const edu_context *ctx)
{
	edu_verdict *verdict = edu_allocate(&ctx->allocator, sizeof *verdict);
	if (!verdict) return NULL;
	memset(verdict, 0, sizeof *verdict);
	verdict->ctx = ctx;
	edu_buffer_open(&verdict->payload, &ctx->allocator);
	verdict->arena = edu_arena_new(&ctx->allocator);
	if (verdict->arena) return verdict;
	edu_release(&ctx->allocator, verdict, sizeof *verdict);
	return NULL;
}

static int finish(edu_verification *v)
{
	edu_verdict *verdict = v->verdict;
	int rc = 0;

	for (size_t i = 0; i < verdict->count && rc == 0; i++) {
		/* Where a holder's proof is demanded, an envelope that has none must not do without. */
		edu_signature *said = &verdict->list[i]->said;
		if (v->options->holder_binding && !v->is_list && said->holder == EDU_HOLDER_NOT_REQUIRED)
			said->holder = EDU_HOLDER_ABSENT;
		edu_sum_up(verdict->list[i]);
		rc = edu_word_judgement(v, verdict->list[i]);
	}
	edu_verdict_sum_up(verdict);
	if (rc == 0 && !v->is_list) rc = edu_judge_status(v);
	return rc == 0 ? edu_word_verdict(v) : rc;
}

static int verify(edu_verdict **out, const edu_context *ctx, const void *data, size_t length,
                  const edu_verify_options *options, bool is_list, edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || (!data && length))
		return edu_fail(err, EDU_EARG, NULL,
		                "verifying needs a place for the verdict, a context and bytes");
	int rc = check_options(options, err);
	if (rc < 0) return rc;
	const edu_keyring *ring = options->trust ? &options->trust->ring : NULL;
	edu_verification v = { ctx, options, ring, new_verdict(ctx), data, length, err, is_list };
	if (!v.verdict) return edu_fail_memory(err);
	rc = verify_bytes(&v);
	if (rc == 0) rc = finish(&v);
	if (rc < 0) edu_verdict_free(v.verdict);
	else *out = v.verdict;
	return rc;
}

int edu_verify(edu_verdict **out, const edu_context *ctx, const void *data, size_t length,
               const edu_verify_options *options, edu_error *err)
{
	return verify(out, ctx, data, length, options, false, err);
}

int edu_status_list_verify(edu_verdict **out, const edu_context *ctx, const void *data, size_t length,
                           const edu_verify_options *options, edu_error *err)
{
	return verify(out, ctx, data, length, options, true, err);
}
