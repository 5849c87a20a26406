/*
 * summary_text.c – a summary for people: who, what, from whom, and the achievements as an indented tree.
 */
#include <edu/vocabulary.h>
#include "summary.h"

#include <string.h>

typedef struct page {
	text *out;
	const summary *s;
} page;

static void put_label(text *out, const char *label)
{
	text_putf(out, "%-13s", label);
}

static void put_line(text *out, const char *label, const char *value)
{
	if (!value || !*value) return;
	put_label(out, label);
	text_put_shown(out, value);
	text_puts(out, "\n");
}

/* The text in the language asked for, else the first. */
#define CHOOSE(get, node, language) (get((node), (language)) ? get((node), (language)) : get((node), NULL))

static const char *organisation_country(edu_organisation o)
{
	edu_address address = edu_location_address_first(edu_organisation_location_first(o));
	return edu_address_country(address);
}

static void put_organisation(text *out, const char *label, edu_organisation o, const summary *s)
{
	const char *name = CHOOSE(edu_organisation_legal_name, o, s->language);
	const char *country = organisation_country(o);
	if (edu_organisation_is_null(o)) return;
	put_label(out, label);
	text_put_shown(out, name ? name : "(no name)");
	if (country) {
		text_puts(out, ", ");
		text_put_shown(out, country);
	}
	text_puts(out, "\n");
}

static void put_learner(text *out, edu_person p, const summary *s)
{
	if (edu_person_is_null(p)) return;
	put_label(out, "learner");
	if (!s->personal) {
		put_initials(out, p);
		text_puts(out, "  (name and identifiers hidden; --show-personal shows them)\n");
		return;
	}
	const char *names[] = { edu_person_given_name(p, NULL), edu_person_family_name(p, NULL) };
	bool any = names[0] || names[1];
	text_put_shown(out, names[0] ? names[0] : "");
	text_puts(out, names[0] && names[1] ? " " : "");
	text_put_shown(out, names[1] ? names[1] : "");
	const char *full = edu_person_full_name(p, NULL);
	if (!any && full) text_put_shown(out, full);
	text_puts(out, "\n");
	put_line(out, "born", edu_person_birth_date(p));
	edu_identifier i = edu_person_identifier_first(p);
	for (; !edu_identifier_is_null(i); i = edu_identifier_next(i)) {
		put_label(out, "identifier");
		text_put_shown(out, edu_identifier_value(i) ? edu_identifier_value(i) : "");
		if (edu_identifier_scheme(i)) {
			text_puts(out, "  (");
			text_put_shown(out, edu_identifier_scheme(i));
			text_puts(out, ")");
		}
		text_puts(out, "\n");
	}
}

/* A further fact about an achievement, behind its title. */
static void put_fact(text *out, const char *before, const char *value)
{
	if (!value || !*value) return;
	text_puts(out, " · ");
	text_puts(out, before);
	text_put_shown(out, value);
}

static void put_credits(text *out, edu_achievement a)
{
	for (edu_credit c = credit_of(a); !edu_credit_is_null(c); c = edu_credit_next(c)) {
		const char *scheme = edu_credit_scheme(c);
		put_fact(out, "", edu_credit_value(c));
		if (!edu_credit_value(c) || !scheme) continue;
		text_puts(out, " ");
		text_put_shown(out, strcmp(scheme, "ects") ? scheme : "ECTS");
	}
}

static void put_levels(text *out, edu_specification spec, const summary *s)
{
	edu_level l = edu_specification_level_first(spec);
	for (; !edu_level_is_null(l); l = edu_level_next(l)) {
		const char *framework = edu_level_framework(l), *value = edu_level_value(l);
		const char *called = CHOOSE(edu_level_description, l, s->language);
		put_fact(out, "", framework ? framework : "level");
		text_puts(out, " ");
		text_put_shown(out, value ? value : called ? called : "");
	}
}

/* A kind that only a vocabulary of ELM has is a code there; people want its name. */
static const char *name_of_kind(const char *kind)
{
	edu_code code;
	return edu_code_find(&code, edu_scheme_find("learning-opportunity"), kind) ? code.label : kind;
}

static void put_period(text *out, const char *start, const char *end)
{
	if (!start && !end) return;
	put_fact(out, "", start ? start : "…");
	if (!end) return;
	text_puts(out, " – ");
	text_put_shown(out, end);
}

static void put_activity(text *out, edu_activity a, const summary *s)
{
	const char *title = CHOOSE(edu_activity_title, a, s->language);

	text_put_shown(out, title ? title : "(no title)");
	put_fact(out, "", "activity");
	put_period(out, edu_activity_start_date(a), edu_activity_end_date(a));
	put_fact(out, "", edu_activity_workload(a));
	text_puts(out, "\n");
}

static void put_entitlements(text *out, edu_entitlement e, size_t depth, const summary *s)
{
	for (; !edu_entitlement_is_null(e); e = edu_entitlement_next(e)) {
		const char *title = CHOOSE(edu_entitlement_title, e, s->language);
		text_putf(out, "%*s", (int)(depth > 40 ? 80 : depth * 2), "");
		text_puts(out, depth ? "entitles to: " : "");
		text_put_shown(out, title ? title : "(no title)");
		if (!depth) put_fact(out, "", "entitlement");
		text_puts(out, "\n");
	}
}

static void put_achievement(void *page_, edu_achievement a, size_t depth, bool again)
{
	const page *p = page_;
	text *out = p->out;
	edu_specification spec = edu_achievement_specification(a);
	const char *title = CHOOSE(edu_achievement_title, a, p->s->language);

	if (!title) title = CHOOSE(edu_specification_title, spec, p->s->language);
	text_putf(out, "%*s", (int)(depth > 40 ? 80 : depth * 2), "");
	text_put_shown(out, title ? title : "(no title)");
	if (again) {
		text_puts(out, " · see above\n");
		return;
	}
	put_fact(out, "", name_of_kind(edu_specification_kind(spec)));
	put_levels(out, spec, p->s);
	put_credits(out, a);
	edu_assessment t = edu_achievement_assessment_first(a);
	for (; !edu_assessment_is_null(t); t = edu_assessment_next(t))
		put_fact(out, "grade ", CHOOSE(edu_assessment_grade, t, p->s->language));
	put_fact(out, "", edu_achievement_status(a));
	text_puts(out, "\n");
	put_entitlements(out, edu_achievement_entitlement_first(a), depth + 1, p->s);
}

/* What is claimed without an achievement: taking part in something, being allowed something. */
static void put_other_claims(text *out, edu_credential c, const summary *s)
{
	edu_activity a = edu_credential_activity_first(c);
	edu_entitlement e = edu_credential_entitlement_first(c);

	if (edu_activity_is_null(a) && edu_entitlement_is_null(e)) return;
	text_puts(out, "\n");
	for (; !edu_activity_is_null(a); a = edu_activity_next(a)) put_activity(out, a, s);
	put_entitlements(out, e, 0, s);
}

static void put_attachments(text *out, edu_attachment a, const summary *s)
{
	for (; !edu_attachment_is_null(a); a = edu_attachment_next(a)) {
		const char *title = CHOOSE(edu_attachment_title, a, s->language);
		const char *media = edu_content_media_type(edu_attachment_content_first(a));
		put_label(out, "attachment");
		text_put_shown(out, title ? title : "(no title)");
		put_fact(out, "", edu_attachment_kind(a));
		put_fact(out, "", media);
		text_puts(out, "\n");
	}
}

static void put_awards(text *out, edu_credential c, const summary *s)
{
	for (edu_award w = edu_credential_award_first(c); !edu_award_is_null(w); w = edu_award_next(w)) {
		edu_organisation o = edu_award_body_first(w);
		for (; !edu_organisation_is_null(o); o = edu_organisation_next(o))
			put_organisation(out, "awarded by", o, s);
		put_line(out, "awarded on", edu_award_date(w));
		put_line(out, "reported on", edu_award_issued(w));
		put_attachments(out, edu_award_attachment_first(w), s);
	}
}

void put_summary_text(text *out, const summary *s)
{
	edu_credential c = s->credential;
	page p = { out, s };
	const visitor v = { put_achievement, NULL, &p };

	put_line(out, "title", CHOOSE(edu_credential_title, c, s->language));
	put_label(out, "document");
	text_putf(out, "%s %s\n", edu_document_format(s->source), edu_document_version(s->source));
	put_learner(out, edu_credential_learner(c), s);
	put_organisation(out, "issuer", edu_credential_issuer(c), s);
	put_line(out, "generated", edu_credential_generated(c));
	put_line(out, "issued", edu_credential_issued(c));
	put_line(out, "valid from", edu_credential_valid_from(c));
	put_line(out, "valid until", edu_credential_valid_until(c));
	put_line(out, "expires", edu_credential_expiration_date(c));
	put_awards(out, c, s);
	put_attachments(out, edu_credential_attachment_first(c), s);
	if (edu_credential_achievement_count(c)) text_puts(out, "\n");
	if (!visit_achievements(c, &v)) out->failed = true;
	put_other_claims(out, c, s);
}
