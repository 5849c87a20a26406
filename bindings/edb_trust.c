/*
 * edb_trust.c – signatures for the bindings; see edb_trust.h.
 */
#include "edb_trust.h"
#include "edb_inside.h"
#include "lines.h"

#include <stdlib.h>
#include <string.h>

/* ---- pieces */

typedef struct pieces {
	const unsigned char *at, *end;
} pieces;

typedef struct piece {
	char *name;              /* NUL-terminated, to be freed; "" where it has none */
	const unsigned char *data;
	size_t length;
} piece;

static int take(pieces *p, const unsigned char **data, size_t *length)
{
	if (p->end - p->at < 4) return 0;
	*length = (size_t)p->at[0] << 24 | (size_t)p->at[1] << 16 | (size_t)p->at[2] << 8 | p->at[3];
	p->at += 4;
	if ((size_t)(p->end - p->at) < *length) return 0;
	*data = p->at;
	p->at += *length;
	return 1;
}

/* 1: a piece; 0: none is left; EDU_ENOMEM; EDU_EARG: the binding wrote something else. */
static int next_piece(pieces *p, piece *out)
{
	const unsigned char *name;
	size_t length;

	if (p->at == p->end) return 0;
	if (!take(p, &name, &length) || !take(p, &out->data, &out->length)) return EDU_EARG;
	out->name = malloc(length + 1);
	if (!out->name) return EDU_ENOMEM;
	memcpy(out->name, name, length);
	out->name[length] = '\0';
	return 1;
}

/* A name may be a password. */
static void forget_piece(piece *one)
{
	for (volatile char *c = one->name; c && *c; c++) *c = '\0';
	free(one->name);
	one->name = NULL;
}

static pieces pieces_of(const void *data, size_t length)
{
	const unsigned char *at = data ? data : (const unsigned char *)"";
	return (pieces){ at, at + (data ? length : 0) };
}

/* ---- verdicts */

/* What documents refer to, looked up by URL. */
static int resolve(void *state, edu_resource what, const char *url,
                   void (*answer)(void *sink, const void *data, size_t length), void *sink)
{
	pieces p = *(const pieces *)state;
	piece one;
	int rc, found = 0;

	while (!found && (rc = next_piece(&p, &one)) > 0) {
		found = strcmp(one.name, url) == 0;
		if (found) answer(sink, one.data, one.length);
		forget_piece(&one);
	}
	return found ? 0 : rc < 0 ? -1 : 1;
}

static int add_anchors(edu_trust *trust, const void *anchors, size_t length, edu_error *err)
{
	pieces p = pieces_of(anchors, length);
	piece one;
	int rc;

	while ((rc = next_piece(&p, &one)) > 0) {
		rc = edu_trust_add(trust, one.data, one.length, *one.name ? one.name : NULL, err);
		forget_piece(&one);
		if (rc < 0) break;
	}
	return rc;
}

static int add_payload(edu_buffer *out, const edu_verdict *v)
{
	const char *payload = edu_verdict_payload(v, NULL);
	return payload ? lines_text(out, "payload", payload) : 0;
}

static int add_head(edu_buffer *out, const edu_verdict *v)
{
	int rc = lines_text(out, "indication", edu_indication_name(edu_verdict_indication(v)));
	if (!rc) rc = lines_text(out, "sub_indication", edu_sub_indication_name(edu_verdict_sub_indication(v)));
	if (!rc) rc = lines_number(out, "good", edu_verdict_is_good(v) != 0);
	if (!rc) rc = lines_text(out, "status", edu_credential_status_name(edu_verdict_status(v)));
	if (!rc) rc = lines_text(out, "validity", edu_validity_name(edu_verdict_validity(v)));
	if (!rc) rc = lines_number(out, "count", (uint32_t)edu_verdict_count(v));
	if (!rc) rc = add_payload(out, v);
	return rc ? rc : lines_end(out);
}

static int add_signature(edu_buffer *out, const edu_signature *s)
{
	char claimed[32], proven[32];
	edu_time_write(s->claimed_time, claimed);
	edu_time_write(s->proven_time, proven);
	const struct { const char *name, *text; } members[] = {
		{ "indication", edu_indication_name(s->indication) },
		{ "sub_indication", edu_sub_indication_name(s->sub_indication) },
		{ "rule", s->rule }, { "reason", s->reason }, { "envelope", s->envelope }, { "suite", s->suite },
		{ "form", edu_form_name(s->form) }, { "integrity", edu_integrity_name(s->integrity) },
		{ "strength", edu_strength_name(s->strength) }, { "key_origin", edu_key_origin_name(s->key_origin) },
		{ "binding", edu_binding_name(s->binding) }, { "trust", edu_trusted_name(s->trusted) },
		{ "period", edu_period_name(s->period) }, { "holder", edu_holder_name(s->holder) },
		{ "constraint", edu_constraint_name(s->constraint) }, { "algorithm", s->algorithm },
		{ "key_type", s->key_type }, { "key_id", s->key_id }, { "key_name", s->key_name },
		{ "subject", s->subject }, { "certificate_issuer", s->certificate_issuer }, { "signer", s->signer },
		{ "anchor", s->anchor }, { "claimed_time", claimed }, { "proven_time", proven },
	};
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof members / sizeof *members; i++)
		rc = lines_text(out, members[i].name, members[i].text);
	return rc ? rc : lines_end(out);
}

static int add_remarks(edu_buffer *out, const edu_verdict *v, size_t i)
{
	static const char *const kinds[] = { "statement", "warning", "extra", "value" };
	const size_t count = edu_verdict_count(v);
	edu_remark r;
	int rc = 0;

	for (size_t k = 0; !rc && !edu_verdict_remark(v, i, k, &r); k++) {
		rc = lines_number(out, "on", i < count ? (uint32_t)i + 1 : 0);
		if (!rc) rc = lines_text(out, "kind", kinds[r.kind]);
		if (!rc) rc = lines_text(out, "rule", r.rule);
		if (!rc) rc = lines_text(out, "text", r.text);
		if (!rc) rc = lines_end(out);
	}
	return rc;
}

static int write_verdict(edu_buffer *out, const edu_verdict *v)
{
	const size_t count = edu_verdict_count(v);

	*out = lines_open();
	int rc = add_head(out, v);
	for (size_t i = 0; !rc && i < count; i++) {
		edu_signature s = EDU_SIGNATURE_INIT;
		rc = edu_verdict_at(v, i, &s);
		if (!rc) rc = add_signature(out, &s);
	}
	for (size_t i = 0; !rc && i <= count; i++) rc = add_remarks(out, v, i);
	return rc;
}

/* What was signed, where it is a document; that it is none is no fault of the signature. */
static int take_document(edb_document *made, const edu_verdict *v)
{
	edu_error own = EDU_ERROR_INIT;
	const int rc = edu_verdict_document(&made->doc, v, &own);
	return rc == EDU_ENOMEM ? rc : 0;
}

static int judge(edb_document *made, edu_verify_options *options, const void *anchors, size_t anchors_length,
                 const void *data, size_t length, edu_error *err)
{
	const edu_context *ctx = made->context->ctx;
	edu_verdict *verdict = NULL;
	edu_trust *trust = NULL;

	int rc = edu_trust_new(&trust, ctx, err);
	if (!rc) rc = add_anchors(trust, anchors, anchors_length, err);
	options->trust = trust;
	if (!rc) rc = edu_verify(&verdict, ctx, data, length, options, err);
	if (!rc) rc = write_verdict(&made->ledger, verdict);
	if (!rc) rc = take_document(made, verdict);
	edu_verdict_free(verdict);
	edu_trust_free(trust);
	return rc;
}

edb_document *edb_verify(const char *at, int allow_weak, int holder_binding, const char *audience, const char *nonce,
                         const char *domain, const char *challenge, const void *anchors, size_t anchors_length,
                         const void *resources, size_t resources_length, const void *data, size_t length, edu_error *err)
{
	edu_verify_options options = EDU_VERIFY_OPTIONS_INIT;
	pieces known = pieces_of(resources, resources_length);
	edb_context *context = edb_make_context(err);
	edb_document *made = context ? edb_make_document(context, err) : NULL;

	if (!made) return NULL;
	options.allow_weak = allow_weak;
	options.holder_binding = holder_binding;
	options.audience = audience;
	options.nonce = nonce;
	options.domain = domain;
	options.challenge = challenge;
	options.resolve = resolve;
	options.resolve_state = &known;
	/* What is no time is refused by edu_verify(), which needs one. */
	if (!at || edu_time_parse(&options.time, at) < 0) options.time = EDU_TIME_UNKNOWN;
	const int rc = judge(made, &options, anchors, anchors_length, data, length, err);
	if (!rc) return made;
	if (rc == EDU_ENOMEM) edb_fail_memory(err);
	edb_close(made);
	return NULL;
}

edu_buffer edb_take_verdict(edb_document *doc)
{
	return edb_take_ledger(doc);
}

/* ---- what signing and presenting share */

/* Of one call; all of it goes with it. */
typedef struct call {
	edu_context *ctx;
	edu_signer *signer;
	edu_disclosure_policy *policy;
	char *text;              /* pointers, line feeds between them replaced by NULs */
	const char **list;
	size_t count;
} call;

static int add_keys(edu_signer *signer, const void *keys, size_t length, edu_error *err)
{
	pieces p = pieces_of(keys, length);
	piece one;
	int rc;

	while ((rc = next_piece(&p, &one)) > 0) {
		rc = edu_signer_add(signer, one.data, one.length, *one.name ? one.name : NULL, err);
		forget_piece(&one);
		if (rc < 0) break;
	}
	return rc;
}

static int split_lines(call *c, const char *lines)
{
	const size_t length = strlen(lines);

	c->text = malloc(length + 1);
	c->list = malloc((length + 1) * sizeof *c->list);
	if (!c->text || !c->list) return EDU_ENOMEM;
	memcpy(c->text, lines, length + 1);
	for (char *at = c->text, *end; *at; at = end) {
		end = at + strcspn(at, "\n");
		c->list[c->count++] = at;
		if (*end) *end++ = '\0';
	}
	return 0;
}

static int open_policy(call *c, const char *policy, edu_error *err)
{
	if (!policy) return 0;
	return *policy == '{' ? edu_disclosure_policy_read(&c->policy, c->ctx, policy, strlen(policy), err)
	                      : edu_disclosure_policy_named(&c->policy, c->ctx, policy, err);
}

static int open_call(call *c, const char *policy, const char *lines, const void *keys, size_t keys_length, edu_error *err)
{
	memset(c, 0, sizeof *c);
	int rc = edu_context_new(&c->ctx, NULL, err);
	if (!rc) rc = edu_signer_new(&c->signer, c->ctx, err);
	if (!rc) rc = add_keys(c->signer, keys, keys_length, err);
	if (!rc) rc = open_policy(c, policy, err);
	return rc ? rc : split_lines(c, lines ? lines : "");
}

static void close_call(call *c)
{
	edu_disclosure_policy_free(c->policy);
	edu_signer_free(c->signer);
	edu_context_free(c->ctx);
	free(c->text);
	free(c->list);
}

/* ---- signing */

static int issue(edu_buffer *out, const call *c, const char *vct, int decoys, const char *holder,
                 const edu_sign_options *signing, const void *data, size_t length, edu_error *err)
{
	edu_sd_jwt_options o = EDU_SD_JWT_OPTIONS_INIT;

	o.hidden = c->list;
	o.hidden_count = c->count;
	o.decoys = decoys > 0 ? (unsigned)decoys : 0;
	o.holder = holder;
	o.holder_length = holder ? strlen(holder) : 0;
	o.policy = c->policy;
	o.vct = vct;
	return edu_sd_jwt_issue(out, c->ctx, data, length, &o, c->signer, signing, err);
}

edu_buffer edb_sign(const char *suite, const char *at, const char *algorithm, const char *key_name, const char *domain,
                    const char *challenge, const char *policy, const char *vct, const char *hidden, int decoys,
                    const char *holder, const void *keys, size_t keys_length, const void *data, size_t length,
                    edu_error *err)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	call c;

	o.suite = suite;
	o.algorithm = algorithm;
	o.key_name = key_name;
	o.domain = domain;
	o.challenge = challenge;
	if (!at || edu_time_parse(&o.time, at) < 0) o.time = EDU_TIME_UNKNOWN;
	int rc = open_call(&c, policy, hidden, keys, keys_length, err);
	if (!rc && suite && strcmp(suite, "sd-jwt") == 0) rc = issue(&out, &c, vct, decoys, holder, &o, data, length, err);
	else if (!rc) rc = edu_sign(&out, c.ctx, data, length, c.signer, &o, err);
	close_call(&c);
	return edb_result(&out, rc, err);
}

edu_buffer edb_present(const char *policy, const char *shown, const char *audience, const char *nonce, const char *at,
                       const void *keys, size_t keys_length, const void *data, size_t length, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT, bound = EDU_BUFFER_INIT;
	edu_time time = EDU_TIME_UNKNOWN;
	call c;

	int rc = open_call(&c, policy, shown, keys, keys_length, err);
	if (!rc) rc = edu_sd_jwt_present_by(&out, c.ctx, data, length, c.list, c.count, c.policy, err);
	if (at && edu_time_parse(&time, at) < 0) time = EDU_TIME_UNKNOWN;
	if (!rc && keys) {
		rc = edu_sd_jwt_prove(&bound, c.ctx, out.data, out.length, c.signer, audience, nonce, time, err);
		edu_buffer_free(&out);
		out = bound;
	}
	close_call(&c);
	return edb_result(&out, rc, err);
}

/* ---- keys */

edu_buffer edb_key_make(const char *type, const char *password, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_context *ctx = NULL;

	int rc = edu_context_new(&ctx, NULL, err);
	if (!rc) rc = edu_key_make(&out, NULL, ctx, type, password, err);
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}

edu_buffer edb_key_public(const char *name, const void *keys, size_t keys_length, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	call c;

	int rc = open_call(&c, NULL, NULL, keys, keys_length, err);
	if (!rc) rc = edu_signer_public(&out, c.signer, name, err);
	close_call(&c);
	return edb_result(&out, rc, err);
}
