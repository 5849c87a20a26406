/*
 * trust/jades_unsigned.c – what nothing in a seal protects: timestamps of its signature, which vouch for themselves, and
 * long-term data, which is told and not verified. Nothing of it makes a verdict worse: anybody can add it.
 */
#include "trust/jades.h"

#include "base/fail.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/timestamp.h"

#include <string.h>

enum { ITEMS_MOST = 12, TOKENS_MOST = 16 };

/* ---- timestamps ---- */

/* Bytes, and what stands in a container of timestamps of them. */
typedef struct stamped {
	const char *data;
	size_t length;
	const char *what;  /* for people */
	edu_time earliest; /* of those that hold; EDU_TIME_UNKNOWN: none does */
	size_t count;
} stamped;

static const char *const failings[] = {
	[EDU_TIMESTAMP_NOT_BUILT] = "this build lacks OpenSSL, which checks timestamps",
	[EDU_TIMESTAMP_MALFORMED] = "it is no token of RFC 3161",
	[EDU_TIMESTAMP_OTHER_DATA] = "it is one of something else",
	[EDU_TIMESTAMP_WEAK] = "its digest is too weak to prove anything",
	[EDU_TIMESTAMP_NOT_ANCHORED] =
		"nothing that you trust vouches for its authority, for timestamps and at that time",
	[EDU_TIMESTAMP_BAD_SIGNATURE] = "its signature does not hold",
};

static int tell_failing(edu_verification *v, edu_judgement *j, const stamped *s, const char *why)
{
	return edu_remark_add(v, j, EDU_REMARK_EXTRA, "jades/timestamp",
	                      "a timestamp of the %s is present, and proves nothing: %s", s->what, why);
}

static int judge_token(edu_verification *v, edu_judgement *j, stamped *s, const edu_buffer *token)
{
	const edu_keyring *trust = v->trust;
	edu_timestamp t;

	const int rc = edu_timestamp_check(&t, token->data, token->length, s->data, s->length,
	                                   trust ? (const edu_certificate *const *)trust->certificates : NULL,
	                                   trust ? trust->certificate_count : 0, v->options->time);
	if (rc < 0) return edu_fail_memory(v->err);
	if (t.answer != EDU_TIMESTAMP_HOLDS) return tell_failing(v, j, s, failings[t.answer]);
	if (t.time > v->options->time) return tell_failing(v, j, s, "it is of a time to come");
	if (s->earliest == EDU_TIME_UNKNOWN || t.time < s->earliest) s->earliest = t.time;
	return 0;
}

/* {"val": base64 of DER}, and nothing that says it is another kind of token (TS 119 182-1, 5.4.3.3). */
static int judge_entry(edu_verification *v, edu_judgement *j, stamped *s, const edu_tree *t, edu_ref entry)
{
	uint32_t length;
	const char *text = edu_member_text(t, entry, "val", &length);
	edu_buffer token;

	if (!text || edu_member(t, entry, "encoding"))
		return tell_failing(v, j, s, failings[EDU_TIMESTAMP_MALFORMED]);
	edu_buffer_open(&token, &v->ctx->allocator);
	int rc = edu_base64_decode(&token, text, length);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
	else if (rc < 0) rc = tell_failing(v, j, s, failings[EDU_TIMESTAMP_MALFORMED]);
	else rc = judge_token(v, j, s, &token);
	edu_buffer_free(&token);
	return rc;
}

/* A container: {"tstTokens": […]}. Canonical forms of JSON are nobody's standard: with one it is passed over. */
static int judge_container(edu_verification *v, edu_judgement *j, stamped *s, const edu_tree *t,
                           edu_ref container)
{
	const edu_ref tokens = edu_member(t, container, "tstTokens");
	int rc = 0;

	if (!edu_is_kind(t, tokens, EDU_KIND_ARRAY) || edu_member(t, container, "canonAlg"))
		return tell_failing(v, j, s, "it is of a form that is not supported");
	for (edu_ref e = edu_tree_first(t, tokens); e && rc == 0; e = edu_tree_next(t, e))
		rc = s->count++ < TOKENS_MOST ? judge_entry(v, j, s, t, e)
		                              : tell_failing(v, j, s, "there are more than 16 of them");
	return rc;
}

/* ---- items of etsiU ---- */

/* An item of etsiU, an object or base64url of one: its first member, in *in, which is t or read into inner. */
static int open_item(edu_ref *first, const edu_tree **in, edu_tree *inner, const edu_context *ctx,
                     const edu_tree *t, edu_ref item)
{
	edu_error own = EDU_ERROR_INIT;
	edu_buffer text;
	int rc = 0;

	*in = t;
	*first = edu_is_kind(t, item, EDU_KIND_OBJECT) ? edu_tree_first(t, item) : 0;
	if (!edu_is_kind(t, item, EDU_KIND_STRING)) return 0;
	edu_buffer_open(&text, &ctx->allocator);
	rc = edu_base64url_decode(&text, t->items[item].text, t->items[item].length);
	if (rc == 0) rc = edu_strict_read(inner, ctx, text.data, text.length, &own);
	if (rc == 0 && edu_is_kind(inner, inner->top, EDU_KIND_OBJECT)) {
		*in = inner;
		*first = edu_tree_first(inner, inner->top);
	}
	edu_buffer_free(&text);
	return rc == EDU_ENOMEM ? rc : 0;
}

static const char *name_of(const edu_tree *t, edu_ref member)
{
	return edu_tree_name_text(t, t->items[member].name, NULL);
}

/* Timestamps of the signature's value, as its text stands there (TS 119 182-1, 5.3.4). */
static int judge_item(edu_verification *v, edu_judgement *j, stamped *s, const edu_tree *t, edu_ref item)
{
	edu_tree inner = { 0 };
	const edu_tree *in;
	edu_ref first;

	int rc = open_item(&first, &in, &inner, v->ctx, t, item) < 0 ? edu_fail_memory(v->err) : 0;
	if (rc == 0 && first && strcmp(name_of(in, first), "sigTst") == 0)
		rc = judge_container(v, j, s, in, first);
	edu_tree_close(&inner);
	return rc;
}

static int judge_signature_time(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = jws->outer;
	const edu_ref list = edu_member(t, jws->unprotected, "etsiU");
	stamped s = { jws->signature_text, jws->signature_length, "signature", EDU_TIME_UNKNOWN, 0 };
	int rc = 0;

	if (!edu_is_kind(t, list, EDU_KIND_ARRAY)) return 0;
	for (edu_ref i = edu_tree_first(t, list); i && rc == 0; i = edu_tree_next(t, i))
		rc = judge_item(v, j, &s, t, i);
	j->said.proven_time = s.earliest;
	if (rc == 0 && s.earliest != EDU_TIME_UNKNOWN && j->said.claimed_time != EDU_TIME_UNKNOWN &&
	    j->said.claimed_time > s.earliest)
		rc = edu_remark_add(
			v, j, EDU_REMARK_WARNING, "jades/time-order",
			"the signing time that is claimed is later than a timestamp of the signature");
	return rc;
}

/* adoTst stands in the protected header: a timestamp of the payload, older than the signature. */
static int judge_content_time(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = &jws->header;
	const edu_ref container = edu_member(t, t->top, "adoTst");
	stamped s = { jws->payload, jws->payload_length, "content", EDU_TIME_UNKNOWN, 0 };
	char time[32];

	if (!container) return 0;
	const int rc = judge_container(v, j, &s, t, container);
	if (rc < 0 || s.earliest == EDU_TIME_UNKNOWN) return rc;
	edu_time_write(s.earliest, time);
	return edu_remark_add(
		v, j, EDU_REMARK_STATEMENT, "say/content-time",
		"The content existed on %s, and the signature is younger: so says a timestamp whose "
		"authority you trust.",
		time);
}

int edu_jades_judge_timestamps(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const int rc = judge_content_time(jws, v, j);

	j->timestamps_told = true;
	return rc == 0 ? judge_signature_time(jws, v, j) : rc;
}

/* ---- what is told ---- */

/* Names that are told; what else stands there is foreign. */
static const char *const unsigned_names[] = { "sigTst",     "xVals", "rVals",  "arcTst", "rfsTst",
	                                      "sigRTst",    "xRefs", "rRefs",  "axVals", "arVals",
	                                      "anyValData", "cSig",  "sigPSt", "tstVD" };

/* Add the name of an item, unless it was judged. */
static int add_name(edu_buffer *names, edu_verification *v, const edu_judgement *j, const edu_tree *t,
                    edu_ref item)
{
	const char *known = "something unknown";
	edu_tree inner = { 0 };
	const edu_tree *in;
	edu_ref first;

	const int rc = open_item(&first, &in, &inner, v->ctx, t, item);
	for (size_t i = 0; first && rc == 0 && i < sizeof unsigned_names / sizeof *unsigned_names; i++)
		if (strcmp(name_of(in, first), unsigned_names[i]) == 0) known = unsigned_names[i];
	edu_tree_close(&inner);
	if (rc < 0 || (known == unsigned_names[0] && j->timestamps_told)) return rc;
	return edu_buffer_addf(names, "%s%s", names->length ? ", " : "", known);
}

int edu_jades_tell_unsigned(edu_jws *jws, edu_verification *v, edu_judgement *j)
{
	const edu_tree *t = jws->outer;
	const edu_ref list = edu_member(t, jws->unprotected, "etsiU");
	edu_buffer names;
	int rc = 0, count = 0;

	if (!list) return 0;
	if (!edu_is_kind(t, list, EDU_KIND_ARRAY))
		return edu_remark_add(v, j, EDU_REMARK_WARNING, "jades/etsiU",
		                      "etsiU is no array; it was not looked at");
	edu_buffer_open(&names, &v->ctx->allocator);
	for (edu_ref i = edu_tree_first(t, list); i && rc == 0 && count < ITEMS_MOST;
	     i = edu_tree_next(t, i), count++)
		rc = add_name(&names, v, j, t, i);
	if (rc < 0) rc = edu_fail_memory(v->err);
	else if (names.length || !count)
		rc = edu_remark_add(v, j, EDU_REMARK_EXTRA, "jades/long-term",
		                    "Long-term data present (%s), not verified",
		                    names.length ? names.data : "none");
	edu_buffer_free(&names);
	return rc;
}
