/*
 * verdict.c – verdicts for people and for programs; see verdict.h.
 */
#include "verdict.h"

#include <string.h>

static void put_line(text *out, const char *label, const char *value)
{
	if (!*value) return;
	text_putf(out, "    %-12s ", label);
	text_put_shown(out, value);
	text_puts(out, "\n");
}

/* Values may be long and hold line breaks: they are what they are, in lines of their own. */
static void put_value(text *out, const edu_remark *r)
{
	text_putf(out, "    %s (%zu bytes):\n", r->rule, r->length);
	text_puts(out, "      ");
	for (size_t i = 0; i < r->length; i++) {
		const unsigned char c = (unsigned char)r->text[i];
		if (c == '\n') text_puts(out, "\n      ");
		else if (c < 0x20 || c == 0x7F) text_putf(out, "\\x%02x", c);
		else text_add(out, &r->text[i], 1);
	}
	text_puts(out, "\n");
}

static void put_remarks(text *out, const edu_verdict *verdict, size_t i)
{
	static const char *const marks[] = { "", "warning: ", "not verified: ", "" };
	edu_remark r;

	for (size_t k = 0; !edu_verdict_remark(verdict, i, k, &r); k++) {
		if (r.kind == EDU_REMARK_VALUE) {
			put_value(out, &r);
			continue;
		}
		text_putf(out, "  %s", marks[r.kind]);
		text_put_shown(out, r.text);
		text_puts(out, "\n");
	}
}

static void put_signature(text *out, const edu_verdict *verdict, size_t i)
{
	edu_signature s = EDU_SIGNATURE_INIT;
	char time[32];

	if (edu_verdict_at(verdict, i, &s)) return;
	text_putf(out, "  signature %zu: %s%s%s%s%s%s%s\n", i + 1, s.envelope, *s.suite ? " " : "", s.suite,
	          *s.algorithm ? ", " : "", s.algorithm, *s.key_type ? ", " : "", s.key_type);
	text_putf(out, "  %s%s%s", edu_indication_name(s.indication), s.sub_indication ? " / " : "",
	          edu_sub_indication_name(s.sub_indication));
	if (*s.reason) text_puts(out, ": ");
	text_put_shown(out, s.reason);
	if (*s.rule) text_putf(out, " (%s)", s.rule);
	text_puts(out, "\n");
	put_line(out, "signer", s.signer);
	put_line(out, "subject", s.subject);
	put_line(out, "issued by", s.certificate_issuer);
	put_line(out, "key", s.key_id);
	edu_time_write(s.claimed_time, time);
	if (*time) text_putf(out, "    %-12s %s (a claim)\n", "signed at", time);
	edu_time_write(s.proven_time, time);
	if (*time) text_putf(out, "    %-12s %s (proven)\n", "existed at", time);
	put_remarks(out, verdict, i);
}

void put_verdict(text *out, const char *file, const edu_verdict *verdict)
{
	const edu_indication indication = edu_verdict_indication(verdict);

	text_put_shown(out, file);
	text_putf(out, ": %s%s%s\n", edu_indication_name(indication),
	          edu_verdict_sub_indication(verdict) ? " / " : "",
	          edu_sub_indication_name(edu_verdict_sub_indication(verdict)));
	for (size_t i = 0; i < edu_verdict_count(verdict); i++) put_signature(out, verdict, i);
	if (edu_verdict_status(verdict))
		text_putf(out, "  status: %s\n", edu_credential_status_name(edu_verdict_status(verdict)));
	if (edu_verdict_validity(verdict))
		text_putf(out, "  validity of the credential: %s\n",
		          edu_validity_name(edu_verdict_validity(verdict)));
	put_remarks(out, verdict, edu_verdict_count(verdict));
}

/* ---- JSON ---- */

static void put_member(text *out, const char *name, const char *value)
{
	text_putf(out, ",\"%s\":", name);
	text_put_json(out, *value ? value : NULL);
}

static void put_time(text *out, const char *name, edu_time time)
{
	char written[32];
	edu_time_write(time, written);
	put_member(out, name, written);
}

static void put_remarks_json(text *out, const edu_verdict *verdict, size_t i)
{
	static const char *const kinds[] = { "statement", "warning", "extra", "value" };
	edu_remark r;

	text_puts(out, ",\"remarks\":[");
	for (size_t k = 0; !edu_verdict_remark(verdict, i, k, &r); k++) {
		text_putf(out, "%s{\"kind\":\"%s\"", k ? "," : "", kinds[r.kind]);
		put_member(out, r.kind == EDU_REMARK_VALUE ? "name" : "rule", r.rule);
		put_member(out, "text", r.text);
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_signature_json(text *out, const edu_verdict *verdict, size_t i)
{
	edu_signature s = EDU_SIGNATURE_INIT;

	if (edu_verdict_at(verdict, i, &s)) return;
	text_putf(out, "%s{\"indication\":\"%s\"", i ? "," : "", edu_indication_name(s.indication));
	put_member(out, "subIndication", edu_sub_indication_name(s.sub_indication));
	put_member(out, "rule", s.rule);
	put_member(out, "reason", s.reason);
	put_member(out, "envelope", s.envelope);
	put_member(out, "suite", s.suite);
	put_member(out, "form", edu_form_name(s.form));
	put_member(out, "integrity", edu_integrity_name(s.integrity));
	put_member(out, "strength", edu_strength_name(s.strength));
	put_member(out, "keyOrigin", edu_key_origin_name(s.key_origin));
	put_member(out, "binding", edu_binding_name(s.binding));
	put_member(out, "trust", edu_trusted_name(s.trusted));
	put_member(out, "period", edu_period_name(s.period));
	put_member(out, "holder", edu_holder_name(s.holder));
	put_member(out, "constraint", edu_constraint_name(s.constraint));
	put_member(out, "algorithm", s.algorithm);
	put_member(out, "keyType", s.key_type);
	text_putf(out, ",\"keyBits\":%u", s.key_bits);
	put_member(out, "keyId", s.key_id);
	put_member(out, "keyName", s.key_name);
	put_member(out, "subject", s.subject);
	put_member(out, "certificateIssuer", s.certificate_issuer);
	put_member(out, "signer", s.signer);
	put_member(out, "anchor", s.anchor);
	put_time(out, "notBefore", s.not_before);
	put_time(out, "notAfter", s.not_after);
	put_time(out, "claimedTime", s.claimed_time);
	put_time(out, "provenTime", s.proven_time);
	put_remarks_json(out, verdict, i);
	text_puts(out, "}");
}

void put_verdict_json(text *out, const char *file, const edu_verdict *verdict)
{
	text_puts(out, "{\"file\":");
	text_put_json(out, file);
	text_putf(out, ",\"indication\":\"%s\"", edu_indication_name(edu_verdict_indication(verdict)));
	put_member(out, "subIndication", edu_sub_indication_name(edu_verdict_sub_indication(verdict)));
	text_putf(out, ",\"good\":%s", edu_verdict_is_good(verdict) ? "true" : "false");
	put_member(out, "status", edu_credential_status_name(edu_verdict_status(verdict)));
	put_member(out, "validity", edu_validity_name(edu_verdict_validity(verdict)));
	text_puts(out, ",\"signatures\":[");
	for (size_t i = 0; i < edu_verdict_count(verdict); i++) put_signature_json(out, verdict, i);
	text_puts(out, "]");
	put_remarks_json(out, verdict, edu_verdict_count(verdict));
	text_puts(out, "}\n");
}
