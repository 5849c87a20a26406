/*
 * trust/binding.c – is the key that of the issuer whom the record names?
 */
#include "trust/judge.h"

#include "base/text.h"
#include "trust/strict.h"
#include "trust/time.h"

#include <string.h>

/* ---- whom the record names ---- */

/* The value of a member that is a text, or a list of one, or an object with that text as one of its members. */
static edu_ref value_of(const edu_tree *t, edu_ref object, const char *name, const char *inner)
{
	edu_ref item = edu_entry_next(t, edu_member(t, object, name), 0);
	if (inner && edu_is_kind(t, item, EDU_KIND_OBJECT))
		item = edu_entry_next(t, edu_member(t, item, inner), 0);
	return edu_is_kind(t, item, EDU_KIND_STRING) ? item : 0;
}

static void set(const char **text, size_t *length, const edu_tree *t, edu_ref item)
{
	*text = item ? t->items[item].text : NULL;
	*length = item ? t->items[item].length : 0;
}

void edu_issuer_of(edu_issuer *out, const edu_tree *t, edu_ref credential)
{
	const edu_ref issuer = edu_member(t, credential, "issuer");
	const edu_ref identifier = edu_entry_next(t, edu_member(t, issuer, "eIDASIdentifier"), 0);
	edu_ref id = value_of(t, credential, "issuer", "id");

	memset(out, 0, sizeof *out);
	if (!id) id = value_of(t, credential, "iss", NULL);
	set(&out->id, &out->id_length, t, id);
	set(&out->identifier, &out->identifier_length, t, value_of(t, identifier, "notation", NULL));
	set(&out->country, &out->country_length, t, value_of(t, identifier, "spatial", "id"));
	/* http://publications.europa.eu/resource/authority/country/ESP */
	for (size_t i = out->country_length; i > 0; i--) {
		if (out->country[i - 1] != '/') continue;
		out->country += i;
		out->country_length -= i;
		break;
	}
}

/* ---- by certificate ---- */

/* Member states' codes as they stand in identifiers (ISO 3166-1 alpha-2, EL for Greece) and in spatial (alpha-3). */
static const char countries[][2][4] = {
	{ "AT", "AUT" }, { "BE", "BEL" }, { "BG", "BGR" }, { "CY", "CYP" }, { "CZ", "CZE" }, { "DE", "DEU" },
	{ "DK", "DNK" }, { "EE", "EST" }, { "EL", "GRC" }, { "ES", "ESP" }, { "FI", "FIN" }, { "FR", "FRA" },
	{ "GR", "GRC" }, { "HR", "HRV" }, { "HU", "HUN" }, { "IE", "IRL" }, { "IS", "ISL" }, { "IT", "ITA" },
	{ "LI", "LIE" }, { "LT", "LTU" }, { "LU", "LUX" }, { "LV", "LVA" }, { "MT", "MLT" }, { "NL", "NLD" },
	{ "NO", "NOR" }, { "PL", "POL" }, { "PT", "PRT" }, { "RO", "ROU" }, { "SE", "SWE" }, { "SI", "SVN" },
	{ "SK", "SVK" }, { "CH", "CHE" }, { "GB", "GBR" },
};

const char *edu_country_of(const char *organisation_id)
{
	for (size_t i = 0; strlen(organisation_id) > 5 && i < sizeof countries / sizeof *countries; i++)
		if (memcmp(countries[i][0], organisation_id + 3, 2) == 0) return countries[i][1];
	return NULL;
}

/* Does the country that is stated, if one is, fit that of VATES-…? A country that is not listed speaks neither way. */
static bool country_agrees(const char *organisation_id, const edu_issuer *issuer)
{
	if (!issuer->country_length) return true;
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
		if (memcmp(countries[i][0], organisation_id + 3, 2) == 0 &&
		    edu_equal(issuer->country, issuer->country_length, countries[i][1]))
			return true;
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
		if (memcmp(countries[i][0], organisation_id + 3, 2) == 0) return false;
	return true;
}

/* ETSI EN 319 412-1, 5.1.4: VATES-A00000000. EDC records hold the whole; some issuers only what is behind the dash. */
static edu_binding bind_by_identifier(const char *organisation_id, const edu_issuer *issuer)
{
	if (!*organisation_id || !issuer->identifier_length) return EDU_BINDING_CLAIMED;
	if (edu_equal(issuer->identifier, issuer->identifier_length, organisation_id))
		return EDU_BINDING_PROVEN;
	const bool has_head = strlen(organisation_id) > 6 && organisation_id[5] == '-';
	if (has_head && edu_equal(issuer->identifier, issuer->identifier_length, organisation_id + 6)
	    && country_agrees(organisation_id, issuer))
		return EDU_BINDING_PROVEN;
	return EDU_BINDING_CONTRADICTED;
}

/* The host of an https URL; NULL: it is none, or has a port or user, which no name of a certificate speaks for. */
static const char *host_of(const edu_issuer *issuer, size_t *length)
{
	static const char scheme[] = "https://";
	const size_t n = sizeof scheme - 1;

	if (issuer->id_length <= n || memcmp(issuer->id, scheme, n) != 0) return NULL;
	const char *host = issuer->id + n;
	for (*length = 0; *length < issuer->id_length - n && !strchr("/?#", host[*length]); ++*length)
		if (host[*length] == '@' || host[*length] == ':') return NULL;
	return *length ? host : NULL;
}

static bool is_named(const edu_certificate_facts *f, const edu_issuer *issuer)
{
	size_t length;
	const char *host = host_of(issuer, &length);

	for (size_t i = 0; issuer->id && f->uris[i]; i++)
		if (edu_equal(issuer->id, issuer->id_length, f->uris[i])) return true;
	for (size_t i = 0; host && f->hosts[i]; i++)
		if (edu_equal_nocase(host, length, f->hosts[i])) return true;
	return false;
}

static int judge_certificate(edu_verification *v, edu_judgement *j, const edu_issuer *issuer)
{
	const edu_certificate_facts *f = edu_certificate_facts_of(j->chain[0]);

	j->said.binding =
		is_named(f, issuer) ? EDU_BINDING_PROVEN : bind_by_identifier(f->organisation_id, issuer);
	if (j->said.binding == EDU_BINDING_CONTRADICTED)
		return edu_judge_reason(v, j, EDU_SUB_SIG_CONSTRAINTS_FAILURE, "issuer/contradicted",
		                        "the certificate's organisation identifier is not that of the issuer "
		                        "whom the record names");
	return 0;
}

/* ---- by owner ---- */

static int judge_owner(edu_verification *v, edu_judgement *j, const edu_issuer *issuer)
{
	if (!issuer->id) {
		j->said.binding = EDU_BINDING_CLAIMED;
		return edu_judge_reason(v, j, EDU_SUB_SIG_CONSTRAINTS_FAILURE, "issuer/none",
		                        "the record names no issuer whom the key could belong to");
	}
	j->said.binding = edu_equal(issuer->id, issuer->id_length, j->owner) ? EDU_BINDING_PROVEN
	                                                                     : EDU_BINDING_CONTRADICTED;
	if (j->said.binding == EDU_BINDING_PROVEN) return 0;
	return edu_judge_reason(v, j, EDU_SUB_SIG_CONSTRAINTS_FAILURE, "issuer/contradicted",
	                        "the key belongs to somebody else than the issuer whom the record names");
}

int edu_judge_issuer(edu_verification *v, edu_judgement *j, const edu_issuer *issuer)
{
	int rc = 0;

	if (j->owner) return judge_owner(v, j, issuer);
	if (j->chain_count) rc = judge_certificate(v, j, issuer);
	else j->said.binding = EDU_BINDING_CLAIMED;
	if (rc < 0 || !j->pinned) return rc;
	/* The caller's word outweighs what the record says; a difference is told. */
	if (j->said.binding == EDU_BINDING_CONTRADICTED)
		rc = edu_remark_add(
			v, j, EDU_REMARK_WARNING, "issuer/differs",
			"the certificate that you gave names another organisation than the record does");
	j->said.binding = EDU_BINDING_PROVEN;
	return rc;
}

/* ---- the credential's own time ---- */

static bool time_of(edu_time *out, const edu_tree *t, edu_ref item)
{
	return edu_is_kind(t, item, EDU_KIND_STRING) &&
	       edu_time_read(out, t->items[item].text, t->items[item].length, NULL);
}

int edu_judge_validity(edu_verification *v, const edu_tree *t, edu_ref credential)
{
	/* VCDM 2.0; VCDM 1.1; ELM says expirationDate and validUntil. issued is when, not from when. */
	static const char *const from[] = { "validFrom", "issuanceDate" }, *const until[] = {
		"validUntil", "expirationDate"
	};
	edu_validity *validity = &v->verdict->validity;

	for (int k = 0; k < 2; k++) {
		const edu_ref items[2] = { edu_member(t, credential, from[k]),
			                   edu_member(t, credential, until[k]) };
		for (int end = 0; end < 2; end++) {
			edu_time time;
			if (!items[end]) continue;
			if (!time_of(&time, t, items[end])) {
				const int rc = edu_remark_add(
					v, NULL, EDU_REMARK_WARNING, "validity/no-time",
					"a date of the credential's validity is no date: it was not judged");
				if (rc < 0) return rc;
				continue;
			}
			if (*validity == EDU_VALIDITY_UNSTATED) *validity = EDU_VALIDITY_INSIDE;
			if (end && v->options->time > time) *validity = EDU_VALIDITY_EXPIRED;
			if (!end && v->options->time < time) *validity = EDU_VALIDITY_NOT_YET;
		}
	}
	return 0;
}
