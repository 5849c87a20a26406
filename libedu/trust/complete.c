/*
 * trust/complete.c – what sealing adds to a credential: who the seal's owner is, from their certificate, and when it was
 * issued. EDC's software does the same; an unsealed credential lacks just that.
 */
#include "trust/complete.h"

#include "base/fail.h"
#include "json/json.h"
#include "trust/judge.h"

#include <string.h>

#define COUNTRY "http://publications.europa.eu/resource/authority/country/"

/* Give an object a member anew. 0: out of memory, or the limit of items. */
static edu_ref add(edu_tree *t, edu_ref object, const char *name, edu_kind kind)
{
	const edu_ref old = edu_member(t, object, name);
	const edu_name number = edu_tree_name(t, name, strlen(name));

	if (old) edu_tree_remove(t, old);
	return number ? edu_tree_add(t, object, kind, number) : 0;
}

static int add_text(edu_tree *t, edu_ref object, const char *name, const char *text, size_t length,
                    edu_error *err)
{
	const edu_ref item = add(t, object, name, EDU_KIND_STRING);

	if (!item) return edu_tree_add_failed(t, err);
	return edu_tree_set_text(t, item, text, length) < 0 ? edu_fail_memory(err) : 0;
}

/* http://publications.europa.eu/resource/authority/country/NLD, of VATNL-…; a country without one is left out. */
static int add_country(edu_tree *t, edu_ref identifier, const char *organisation_id, edu_error *err)
{
	const char *code = edu_country_of(organisation_id);
	char iri[sizeof COUNTRY + 3];

	if (!code) return 0;
	const edu_ref spatial = add(t, identifier, "spatial", EDU_KIND_OBJECT);
	if (!spatial) return edu_tree_add_failed(t, err);
	memcpy(iri, COUNTRY, sizeof COUNTRY - 1);
	memcpy(iri + sizeof COUNTRY - 1, code, 4);
	int rc = add_text(t, spatial, "id", iri, strlen(iri), err);
	return rc == 0 ? add_text(t, spatial, "type", "Concept", 7, err) : rc;
}

/* The issuer as an object: one that is but an id becomes one. */
static int open_issuer(edu_tree *t, edu_ref *out, edu_error *err)
{
	const edu_ref issuer = edu_member(t, t->top, "issuer");

	*out = issuer;
	if (edu_is_kind(t, issuer, EDU_KIND_OBJECT)) return 0;
	if (!edu_is_kind(t, issuer, EDU_KIND_STRING))
		return edu_fail(err, EDU_EINVALID, "sign/issuer",
		                "the credential names no issuer whose identifier could be filled in");
	const edu_item old = t->items[issuer];
	*out = add(t, t->top, "issuer", EDU_KIND_OBJECT);
	return *out ? add_text(t, *out, "id", old.text, old.length, err) : edu_tree_add_failed(t, err);
}

static int add_identifier(edu_tree *t, const char *organisation_id, edu_error *err)
{
	edu_ref issuer, identifier;

	int rc = open_issuer(t, &issuer, err);
	if (rc < 0) return rc;
	identifier = add(t, issuer, "eIDASIdentifier", EDU_KIND_OBJECT);
	if (!identifier) return edu_tree_add_failed(t, err);
	rc = add_text(t, identifier, "id", "urn:certificateIdentifier:1", 27, err);
	if (rc == 0) rc = add_text(t, identifier, "type", "LegalIdentifier", 15, err);
	if (rc == 0) rc = add_text(t, identifier, "notation", organisation_id, strlen(organisation_id), err);
	return rc == 0 ? add_country(t, identifier, organisation_id, err) : rc;
}

int edu_complete_credential(edu_buffer *out, edu_tree *t, const edu_certificate *leaf, edu_time time,
                            edu_error *err)
{
	const char *organisation_id = edu_certificate_facts_of(leaf)->organisation_id;
	const edu_sink sink = edu_buffer_sink(out);
	char now[32];

	if (!*organisation_id)
		return edu_fail(err, EDU_EKEY, "sign/organisation",
		                "the certificate has no organizationIdentifier to fill in");
	edu_time_write(time, now);
	int rc = add_identifier(t, organisation_id, err);
	if (rc == 0) rc = add_text(t, t->top, "issued", now, strlen(now), err);
	if (rc == 0) rc = add_text(t, t->top, "issuanceDate", now, strlen(now), err);
	if (rc == 0 && edu_json_write(t, t->top, &sink, EDU_JSON_COMPACT, NULL) < 0)
		rc = edu_fail_memory(err);
	return rc;
}
