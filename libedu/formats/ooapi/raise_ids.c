/*
 * formats/ooapi/raise_ids.c – ids of entities: those that a record holds as identifiers, or else derived
 * ones.
 *
 * A derived id is a hash over the kind of entity and over identifiers (ooapi.md, 6.1 G2): the same record
 * gives the same ids, and the same course of the same institution has one id in all records. Names of
 * persons and dates of birth are no part of it.
 */
#include "formats/ooapi/raise.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "formats/ooapi/ids.h"

/* ---- ids that are there ---- */

bool ooapi_is_own_id(const edu_tree *core, edu_ref identifier)
{
	static const char *const schemes[] = {
		"personId",
		"organizationId",
		"organisationId",
		"programId",
		"programmeId",
		"educationSpecificationId",
		"courseId",
		"componentId",
		"learningOutcomeId",
		"offeringId",
		"programmeOfferingId",
		"courseOfferingId",
		"learningComponentOfferingId",
		"testComponentOfferingId",
		"associationId",
		"academicSessionId",
	};
	uint32_t length, value_length;
	const char *scheme = edu_core_text(core, identifier, core_n_scheme, &length);
	const char *value = edu_core_text(core, identifier, core_n_value, &value_length);
	if (!scheme || !value || !edu_is_uuid(value, value_length)) return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (edu_equal(scheme, length, schemes[i])) return true;
	return false;
}

static edu_ref own_id(const edu_tree *t, edu_ref node)
{
	const edu_ref identifiers = edu_tree_child(t, node, core_n_identifier);
	for (edu_ref v = edu_value_first(t, identifiers); v; v = edu_value_next(t, identifiers, v))
		if (ooapi_is_own_id(t, edu_core_follow(t, v)))
			return edu_core_one(t, edu_core_follow(t, v), core_n_value);
	return 0;
}

static int use_text(edu_passage *p, edu_ref source, const char *text, ooapi_identity *out)
{
	*out = (ooapi_identity){ edu_passage_keep(p, text, OOAPI_UUID_SIZE - 1), source };
	return out->id ? 0 : EDU_ENOMEM;
}

/* The first of a node's identifiers that is an id here, or its IRI where that is a UUID. False: there is none. */
static bool find_id(edu_passage *p, edu_ref node, ooapi_identity *out, int *rc)
{
	static const char urn[] = "urn:uuid:";
	const edu_tree *t = &p->from->tree;
	const edu_ref source = node ? own_id(t, node) : 0, iri = node ? edu_core_one(t, node, core_n_id) : 0;
	const size_t skip = sizeof urn - 1;
	*rc = 0;
	if (source) return *rc = use_text(p, source, t->items[source].text, out), true;
	const edu_item *item = &t->items[iri];
	if (!iri || item->length <= skip || !edu_equal_nocase(item->text, skip, urn)
	    || !edu_is_uuid(item->text + skip, item->length - skip))
		return false;
	*rc = use_text(p, iri, item->text + skip, out);
	return true;
}

/* ---- ids that are derived ---- */

static int begin_name(edu_passage *p, edu_digest *d, const char *kind)
{
	static const char space[] = "urn:libedu:ooapi:";
	if (!edu_crypto_ready() || !edu_digest_begin(d, EDU_DIGEST_SHA256, EDU_DIGEST_SHA256_SIZE))
		return edu_fail(p->err, EDU_EINTERNAL, NULL,
		                "the library of cryptography can't be used, and ids are hashes");
	edu_digest_add(d, space, sizeof space - 1);
	edu_digest_add(d, kind, strlen(kind) + 1);
	return 0;
}

/* A text that may be absent, with the NUL that ends it: parts can't run into each other, for lengths stand between. */
static void add_part(edu_digest *d, const char *text, size_t length)
{
	char size[24];
	const int n = snprintf(size, sizeof size, "%zu:", text ? length : 0);
	edu_digest_add(d, size, (size_t)n);
	if (text) edu_digest_add(d, text, length);
}

static void add_id(edu_digest *d, const char *id)
{
	add_part(d, id, id ? OOAPI_UUID_SIZE - 1 : 0);
}

static void add_member(edu_digest *d, const edu_tree *t, edu_ref node, uint16_t name)
{
	uint32_t length;
	const char *text = node ? edu_core_text(t, node, name, &length) : NULL;
	add_part(d, text, text ? length : 0);
}

static int end_name(edu_passage *p, edu_digest *d, ooapi_identity *out)
{
	unsigned char hash[EDU_DIGEST_SHA256_SIZE];
	char id[OOAPI_UUID_SIZE];
	edu_digest_end(d, hash);
	ooapi_uuid_of_hash(hash, id);
	return use_text(p, 0, id, out);
}

/* The first of a node's identifiers, with its scheme. False: it has none. */
static bool add_identifier(edu_digest *d, const edu_tree *t, edu_ref node)
{
	const edu_ref identifier = node ? edu_core_one(t, node, core_n_identifier) : 0;
	if (!identifier || !edu_core_text(t, identifier, core_n_value, NULL)) return false;
	add_member(d, t, identifier, core_n_scheme);
	add_member(d, t, identifier, core_n_value);
	return true;
}

static const char *root_id(edu_passage *p)
{
	return ooapi_id_of(p, ooapi_raising_of(p)->root);
}

/* ---- one kind after the other ---- */

int ooapi_identify_organisation(edu_passage *p, edu_ref node, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	edu_digest d;
	int rc;
	if (find_id(p, node, out, &rc)) return rc;
	rc = begin_name(p, &d, "organisation");
	if (rc < 0) return rc;
	if (!add_identifier(&d, t, node)) {
		add_member(&d, t, node, core_n_id);
		add_member(&d, t, node, core_n_homepage);
		add_member(&d, t, node, core_n_legalName);
	}
	return end_name(p, &d, out);
}

/* Somebody without identifiers is whom a document of that institution and moment is about. */
int ooapi_identify_learner(edu_passage *p, edu_ref node, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref credential = ooapi_raising_of(p)->credential;
	edu_digest d;
	int rc;
	if (find_id(p, node, out, &rc)) return rc;
	rc = begin_name(p, &d, "person");
	if (rc < 0) return rc;
	add_id(&d, root_id(p));
	if (!add_identifier(&d, t, node)) {
		add_member(&d, t, credential, core_n_id);
		add_member(&d, t, credential, core_n_issued);
		add_member(&d, t, credential, core_n_generated);
		add_member(&d, t, edu_core_one(t, credential, core_n_award), core_n_issued);
	}
	return end_name(p, &d, out);
}

int ooapi_identify_education(edu_passage *p, const ooapi_record *r, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = ooapi_specification_of(p, r);
	edu_digest d;
	int rc;
	if (find_id(p, specification, out, &rc)) return rc;
	rc = begin_name(p, &d, ooapi_schema.classes[r->cls].name);
	if (rc < 0) return rc;
	add_id(&d, ooapi_id_of(p, r->organisation));
	if (!add_identifier(&d, t, specification)) {
		if (specification) add_member(&d, t, specification, core_n_id);
		add_member(&d, t, specification ? specification : r->node, core_n_title);
	}
	return end_name(p, &d, out);
}

/* The same course in the same term is one offering. */
int ooapi_identify_offering(edu_passage *p, const ooapi_record *r, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref offering = r->offered,
		      occurrence = offering ? offering : edu_core_one(t, r->node, core_n_activity);
	const edu_ref session = occurrence ? edu_core_one(t, occurrence, core_n_session) : 0;
	edu_digest d;
	int rc;
	if (find_id(p, offering, out, &rc)) return rc;
	rc = begin_name(p, &d, "offering");
	if (rc < 0) return rc;
	add_id(&d, ooapi_id_of(p, r->education));
	if (offering) add_identifier(&d, t, offering);
	add_member(&d, t, session, core_n_title);
	add_member(&d, t, occurrence, core_n_startDate);
	add_member(&d, t, occurrence, core_n_endDate);
	return end_name(p, &d, out);
}

static int name_association(edu_passage *p, const ooapi_record *r, uint32_t number, ooapi_identity *out)
{
	char counted[16];
	edu_digest d;
	const int rc = begin_name(p, &d, "association");
	if (rc < 0) return rc;
	add_id(&d, ooapi_id_of(p, ooapi_raising_of(p)->learner));
	add_id(&d, ooapi_id_of(p, r->offering));
	add_identifier(&d, &p->from->tree, r->node);
	const int n = snprintf(counted, sizeof counted, "%u", (unsigned)number);
	if (number) add_part(&d, counted, (size_t)n);
	return end_name(p, &d, out);
}

/* Two achievements are two, however alike. */
int ooapi_identify_association(edu_passage *p, const ooapi_record *r, ooapi_identity *out)
{
	int rc;
	if (find_id(p, r->node, out, &rc)) return rc;
	rc = name_association(p, r, 0, out);
	if (rc < 0) return rc;
	edu_map_slot *slot = edu_map_slot_of(&ooapi_raising_of(p)->repeats, out->id, OOAPI_UUID_SIZE - 1);
	if (!slot) return edu_fail_memory(p->err);
	return slot->value++ ? name_association(p, r, slot->value, out) : 0;
}

int ooapi_identify_session(edu_passage *p, edu_ref node, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	edu_digest d;
	int rc;
	if (find_id(p, node, out, &rc)) return rc;
	rc = begin_name(p, &d, "academicSession");
	if (rc < 0) return rc;
	add_id(&d, root_id(p));
	add_member(&d, t, node, core_n_title);
	add_member(&d, t, node, core_n_startDate);
	add_member(&d, t, node, core_n_endDate);
	return end_name(p, &d, out);
}

int ooapi_identify_outcome(edu_passage *p, edu_ref node, const char *education, ooapi_identity *out)
{
	const edu_tree *t = &p->from->tree;
	edu_digest d;
	int rc;
	if (find_id(p, node, out, &rc)) return rc;
	rc = begin_name(p, &d, "learningOutcome");
	if (rc < 0) return rc;
	add_id(&d, education);
	if (!add_identifier(&d, t, node)) add_member(&d, t, node, core_n_title);
	return end_name(p, &d, out);
}
