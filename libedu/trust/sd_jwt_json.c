/*
 * trust/sd_jwt_json.c – see sd_jwt_json.h.
 */
#include "trust/sd_jwt_json.h"
#include "trust/envelopes.h"

#include "base/fail.h"
#include "json/json.h"

#include <string.h>

static const char proof_member[] = "kb_jwt", disclosures_member[] = "disclosures";

edu_ref edu_sd_jwt_json_first(const edu_tree *t)
{
	const edu_ref signatures = edu_member(t, t->top, "signatures");

	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT)) return 0;
	return signatures ? edu_entry_next(t, signatures, 0) : t->top;
}

static edu_ref header_of(const edu_tree *t, edu_ref signature)
{
	return edu_member(t, signature, "header");
}

bool edu_sd_jwt_json_is(const edu_tree *t)
{
	const edu_ref header = header_of(t, edu_sd_jwt_json_first(t));

	return edu_member(t, t->top, "payload") &&
	       (edu_member(t, header, disclosures_member) || edu_member(t, header, proof_member));
}

/* ---- as compact text ---- */

static int wrong(const char **rule, const char **reason, const char *name, const char *text)
{
	*rule = name;
	*reason = text;
	return 1;
}

/* A part of the compact form holds neither of what parts it. */
static const char *part(const edu_tree *t, edu_ref item, uint32_t *length)
{
	if (!edu_is_kind(t, item, EDU_KIND_STRING) || !t->items[item].length) return NULL;
	*length = t->items[item].length;
	return memchr(t->items[item].text, '~', *length) ? NULL : t->items[item].text;
}

static int add_token(edu_buffer *out, const edu_tree *t, edu_ref signature, const char **rule,
                     const char **reason)
{
	const edu_ref parts[] = { edu_member(t, signature, "protected"), edu_member(t, t->top, "payload"),
		                  edu_member(t, signature, "signature") };

	for (size_t i = 0; i < 3; i++) {
		uint32_t length;
		const char *text = part(t, parts[i], &length);
		if (!text || memchr(text, '.', length))
			return wrong(rule, reason, "jws/members",
			             "payload, protected and signature have to be texts in base64url");
		if ((i && edu_buffer_add(out, ".", 1) < 0) || edu_buffer_add(out, text, length) < 0)
			return EDU_ENOMEM;
	}
	return edu_buffer_add(out, "~", 1);
}

static int add_disclosures(edu_buffer *out, const edu_tree *t, edu_ref list, const char **rule,
                           const char **reason)
{
	uint32_t length;

	if (list && !edu_is_kind(t, list, EDU_KIND_ARRAY))
		return wrong(rule, reason, "sd-jwt/disclosures", "disclosures is no array");
	for (edu_ref e = list ? edu_tree_first(t, list) : 0; e; e = edu_tree_next(t, e)) {
		const char *text = part(t, e, &length);
		if (!text) return wrong(rule, reason, "sd-jwt/disclosures", "a disclosure is no base64url");
		if (edu_buffer_add(out, text, length) < 0 || edu_buffer_add(out, "~", 1) < 0)
			return EDU_ENOMEM;
	}
	return 0;
}

int edu_sd_jwt_json_compact(edu_buffer *out, const edu_tree *t, edu_ref signature, const char **rule,
                            const char **reason)
{
	const edu_ref first = edu_sd_jwt_json_first(t), header = header_of(t, first);
	const edu_ref proof = edu_member(t, header, proof_member);
	uint32_t length;

	if (signature != first && (edu_member(t, header_of(t, signature), disclosures_member) ||
	                           edu_member(t, header_of(t, signature), proof_member)))
		return wrong(rule, reason, "sd-jwt/header",
		             "disclosures and kb_jwt stand in another header than the first");
	int rc = add_token(out, t, signature, rule, reason);
	if (rc == 0) rc = add_disclosures(out, t, edu_member(t, header, disclosures_member), rule, reason);
	if (rc != 0 || !proof) return rc;
	const char *text = part(t, proof, &length);
	if (!text) return wrong(rule, reason, "sd-jwt/proof", "the holder's proof is no text in three parts");
	/* It binds the first signature's token: of another one it says nothing. */
	return signature == first ? edu_buffer_add(out, text, length) : 0;
}

/* ---- verified ---- */

static int malformed(edu_verification *v, const char *rule, const char *reason)
{
	edu_judgement *j = edu_judgement_new(v, "sd-jwt");
	const int rc = j ? edu_judge_malformed(v, j, rule, "%s", reason) : EDU_ENOMEM;
	return rc < 0 ? rc : 0;
}

static int verify_one(edu_verification *v, const edu_tree *t, edu_ref signature)
{
	const char *rule = NULL, *reason = NULL;
	edu_buffer compact;

	edu_buffer_open(&compact, &v->ctx->allocator);
	int rc = edu_sd_jwt_json_compact(&compact, t, signature, &rule, &reason);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
	else if (rc) rc = malformed(v, rule, reason);
	else rc = edu_sd_jwt_verify_with(v, compact.data, compact.length, t, header_of(t, signature));
	edu_buffer_free(&compact);
	return rc;
}

int edu_sd_jwt_json_verify(edu_verification *v, edu_tree *t)
{
	const edu_ref signatures = edu_member(t, t->top, "signatures");
	size_t count = 0;
	int rc = 0;

	if (!signatures) return verify_one(v, t, t->top);
	if (edu_member(t, t->top, "signature") || edu_member(t, t->top, "protected"))
		return malformed(
			v, "jws/mixed",
			"members of the flattened and of the general serialisation stand side by side");
	if (!edu_is_kind(t, signatures, EDU_KIND_ARRAY))
		return malformed(v, "jws/signatures", "signatures is no array with something in it");
	for (edu_ref i = edu_tree_first(t, signatures); i && rc == 0; i = edu_tree_next(t, i)) {
		if (count++ == EDU_SIGNATURES_MOST)
			return malformed(v, "limit/signatures", "more than 8 signatures");
		rc = verify_one(v, t, i);
	}
	return rc;
}

/* ---- written ---- */

static int add_value(edu_buffer *out, const edu_tree *t, edu_ref item)
{
	const edu_sink sink = edu_buffer_sink(out);
	return edu_json_write(t, item, &sink, EDU_JSON_COMPACT, NULL) < 0 ? EDU_ENOMEM : 0;
}

/* Append the members of an object but some, each with a comma behind it. */
static int add_members(edu_buffer *out, const edu_tree *t, edu_ref object, const char *const *but)
{
	int rc = 0;

	for (edu_ref i = object ? edu_tree_first(t, object) : 0; i && rc == 0; i = edu_tree_next(t, i)) {
		uint32_t length;
		const char *name = edu_tree_name_text(t, t->items[i].name, &length);
		bool passed_over = false;
		for (size_t k = 0; but[k]; k++) passed_over |= strcmp(but[k], name) == 0;
		if (passed_over) continue;
		rc = edu_json_quote(out, name, length);
		if (rc == 0) rc = edu_buffer_add(out, ":", 1);
		if (rc == 0) rc = add_value(out, t, i);
		if (rc == 0) rc = edu_buffer_add(out, ",", 1);
	}
	return rc;
}

static int add_used(edu_buffer *out, const edu_sd_jwt *s)
{
	bool any = false;
	int rc = edu_buffer_addf(out, "\"%s\":[", disclosures_member);

	for (size_t i = 0; i < s->count && rc == 0; i++) {
		if (!s->list[i].used) continue;
		if (any) rc = edu_buffer_add(out, ",", 1);
		if (rc == 0) rc = edu_json_quote(out, s->list[i].text, s->list[i].length);
		any = true;
	}
	return rc == 0 ? edu_buffer_add(out, "]", 1) : rc;
}

/* The other signatures as they are. */
static int add_rest(edu_buffer *tail, const edu_tree *t, edu_ref first)
{
	int rc = 0;

	for (edu_ref i = edu_tree_next(t, first); i && rc == 0; i = edu_tree_next(t, i)) {
		rc = edu_buffer_add(tail, ",", 1);
		if (rc == 0) rc = add_value(tail, t, i);
	}
	return rc == 0 ? edu_buffer_add(tail, "]}", 2) : rc;
}

int edu_sd_jwt_json_write(edu_buffer *head, edu_buffer *tail, const edu_tree *t, const edu_sd_jwt *s)
{
	static const char *const own[] = { "header", "signatures", NULL };
	static const char *const own_header[] = { "disclosures", "kb_jwt", NULL };
	const edu_ref first = edu_sd_jwt_json_first(t);

	int rc = edu_buffer_add(head, "{", 1);
	if (rc == 0) rc = add_members(head, t, t->top, own);
	if (rc == 0 && first != t->top) rc = edu_buffer_addf(head, "\"signatures\":[{");
	if (rc == 0 && first != t->top) rc = add_members(head, t, first, own);
	if (rc == 0) rc = edu_buffer_addf(head, "\"header\":{");
	if (rc == 0) rc = add_members(head, t, header_of(t, first), own_header);
	if (rc == 0) rc = add_used(head, s);
	if (rc == 0) rc = edu_buffer_add(tail, "}}", 2);
	return rc == 0 && first != t->top ? add_rest(tail, t, first) : rc;
}
