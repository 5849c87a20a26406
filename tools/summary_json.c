/*
 * summary_json.c – a summary as one JSON object.
 */
#include "summary.h"

#include <string.h>

/* ,"name": – members that are always there come first in each object. */
static void put_name(text *out, const char *name)
{
	text_putf(out, ",\"%s\":", name);
}

static void put_member(text *out, const char *name, const char *value)
{
	if (!value) return;
	put_name(out, name);
	text_put_json(out, value);
}

static edu_node language_of(edu_node value)
{
	return edu_node_child(value, "lang");
}

static const char *tag_of(edu_node value)
{
	const char *tag = edu_node_text(language_of(value), NULL);
	return tag && *tag ? tag : "und";
}

/* Is there a text of the same language before? A member name may stand once only. */
static bool is_repeated(edu_node first, edu_node value)
{
	for (edu_node v = first; v.ref != value.ref; v = edu_node_next(v))
		if (!strcmp(tag_of(v), tag_of(value))) return true;
	return false;
}

/* A property with a text for each language, as a language map; "und" where none is told. */
static void put_texts(text *out, const char *name, edu_node node, const char *property)
{
	edu_node first = edu_node_first(edu_node_child(edu_node_resolve(node), property));
	if (edu_node_is_null(first)) return;
	put_name(out, name);
	text_puts(out, "{");
	for (edu_node v = first; !edu_node_is_null(v); v = edu_node_next(v)) {
		if (is_repeated(first, v)) continue;
		if (v.ref != first.ref) text_puts(out, ",");
		text_put_json(out, tag_of(v));
		text_puts(out, ":");
		text_put_json(out, edu_node_text(v, NULL));
	}
	text_puts(out, "}");
}

static void put_organisation(text *out, const char *name, edu_organisation o)
{
	if (edu_organisation_is_null(o)) return;
	put_name(out, name);
	text_puts(out, "{\"type\":\"Organisation\"");
	put_member(out, "id", edu_organisation_id(o));
	put_texts(out, "legalName", o.node, "legalName");
	put_member(out, "homepage", edu_organisation_homepage_at(o, 0));
	edu_address address = edu_location_address_first(edu_organisation_location_first(o));
	put_member(out, "country", edu_address_country(address));
	text_puts(out, "}");
}

static void put_identifiers(text *out, edu_identifier i)
{
	if (edu_identifier_is_null(i)) return;
	put_name(out, "identifiers");
	for (const char *before = "["; !edu_identifier_is_null(i); i = edu_identifier_next(i), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"value\":");
		text_put_json(out, edu_identifier_value(i));
		put_member(out, "scheme", edu_identifier_scheme(i));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_learner(text *out, edu_person p, bool personal)
{
	if (edu_person_is_null(p)) return;
	text initials = { 0 };
	put_initials(&initials, p);
	put_name(out, "learner");
	text_puts(out, "{\"initials\":");
	text_put_json(out, initials.data ? initials.data : "");
	text_free(&initials);
	if (personal) {
		put_texts(out, "givenName", p.node, "givenName");
		put_texts(out, "familyName", p.node, "familyName");
		put_texts(out, "fullName", p.node, "fullName");
		put_member(out, "birthDate", edu_person_birth_date(p));
		put_identifiers(out, edu_person_identifier_first(p));
	}
	text_puts(out, "}");
}

static void put_credits(text *out, edu_credit c)
{
	if (edu_credit_is_null(c)) return;
	put_name(out, "credits");
	for (const char *before = "["; !edu_credit_is_null(c); c = edu_credit_next(c), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"value\":");
		text_put_json(out, edu_credit_value(c));
		put_member(out, "scheme", edu_credit_scheme(c));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_levels(text *out, edu_level l)
{
	if (edu_level_is_null(l)) return;
	put_name(out, "levels");
	for (const char *before = "["; !edu_level_is_null(l); l = edu_level_next(l), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"value\":");
		text_put_json(out, edu_level_value(l));
		put_member(out, "framework", edu_level_framework(l));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_grades(text *out, edu_assessment t)
{
	if (edu_assessment_is_null(t)) return;
	put_name(out, "assessments");
	for (const char *before = "["; !edu_assessment_is_null(t); t = edu_assessment_next(t), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"issued\":");
		text_put_json(out, edu_assessment_issued(t));
		put_texts(out, "grade", t.node, "grade");
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

/* What is claimed without an achievement. */
static void put_activities(text *out, edu_activity a)
{
	if (edu_activity_is_null(a)) return;
	put_name(out, "activities");
	for (const char *before = "["; !edu_activity_is_null(a); a = edu_activity_next(a), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"workload\":");
		text_put_json(out, edu_activity_workload(a));
		put_texts(out, "title", a.node, "title");
		put_member(out, "startDate", edu_activity_start_date(a));
		put_member(out, "endDate", edu_activity_end_date(a));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_entitlements(text *out, edu_entitlement e)
{
	if (edu_entitlement_is_null(e)) return;
	put_name(out, "entitlements");
	for (const char *before = "["; !edu_entitlement_is_null(e); e = edu_entitlement_next(e), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"issued\":");
		text_put_json(out, edu_entitlement_issued(e));
		put_texts(out, "title", e.node, "title");
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

typedef struct page {
	text *out;
	bool first;      /* nothing stands in the array yet */
} page;

static void enter(void *page_, edu_achievement a, size_t depth, bool again)
{
	page *p = page_;
	text *out = p->out;
	edu_specification spec = edu_achievement_specification(a);
	edu_activity activity = edu_achievement_activity_first(a);

	(void)depth;
	if (!p->first) text_puts(out, ",");
	p->first = true;
	text_putf(out, "{\"repeated\":%s", again ? "true" : "false");
	if (edu_achievement_title_count(a)) put_texts(out, "title", a.node, "title");
	else put_texts(out, "title", spec.node, "title");
	if (!again) {
		put_member(out, "kind", edu_specification_kind(spec));
		put_member(out, "status", edu_achievement_status(a));
		put_levels(out, edu_specification_level_first(spec));
		put_credits(out, credit_of(a));
		put_grades(out, edu_achievement_assessment_first(a));
		put_entitlements(out, edu_achievement_entitlement_first(a));
		put_member(out, "startDate", edu_activity_start_date(activity));
		put_member(out, "endDate", edu_activity_end_date(activity));
	}
	put_name(out, "parts");
	text_puts(out, "[");
}

static void leave(void *page_)
{
	page *p = page_;
	text_puts(p->out, "]}");
	p->first = false;
}

static void put_attachments(text *out, edu_attachment a)
{
	if (edu_attachment_is_null(a)) return;
	put_name(out, "attachments");
	for (const char *before = "["; !edu_attachment_is_null(a); a = edu_attachment_next(a), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"kind\":");
		text_put_json(out, edu_attachment_kind(a));
		put_texts(out, "title", a.node, "title");
		put_member(out, "mediaType", edu_content_media_type(edu_attachment_content_first(a)));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_awards(text *out, edu_award w)
{
	if (edu_award_is_null(w)) return;
	put_name(out, "awards");
	for (const char *before = "["; !edu_award_is_null(w); w = edu_award_next(w), before = ",") {
		text_puts(out, before);
		text_puts(out, "{\"date\":");
		text_put_json(out, edu_award_date(w));
		put_member(out, "issued", edu_award_issued(w));
		put_organisation(out, "body", edu_award_body_first(w));
		put_attachments(out, edu_award_attachment_first(w));
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

void put_summary_json(text *out, const summary *s)
{
	edu_credential c = s->credential;
	page p = { out, true };
	const visitor v = { enter, leave, &p };

	text_puts(out, "{\"format\":");
	text_put_json(out, edu_document_format(s->source));
	put_member(out, "version", edu_document_version(s->source));
	put_member(out, "id", edu_credential_id(c));
	put_texts(out, "title", c.node, "title");
	put_learner(out, edu_credential_learner(c), s->personal);
	put_organisation(out, "issuer", edu_credential_issuer(c));
	put_member(out, "generated", edu_credential_generated(c));
	put_member(out, "issued", edu_credential_issued(c));
	put_member(out, "validFrom", edu_credential_valid_from(c));
	put_member(out, "validUntil", edu_credential_valid_until(c));
	put_member(out, "expirationDate", edu_credential_expiration_date(c));
	put_awards(out, edu_credential_award_first(c));
	put_attachments(out, edu_credential_attachment_first(c));
	put_activities(out, edu_credential_activity_first(c));
	put_entitlements(out, edu_credential_entitlement_first(c));
	put_name(out, "achievements");
	text_puts(out, "[");
	if (!visit_achievements(c, &v)) out->failed = true;
	text_puts(out, "]}\n");
}
