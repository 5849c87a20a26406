/*
 * formats/elm/envelope.c – what makes a record a credential: contexts, profile, display, issuer.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"

#define PROFILE_BASE "http://data.europa.eu/snb/model/ap/"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- identifier, types, profile ---- */

int elm_raise_credential_id(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref contexts;
	char id[64];
	int rc = edu_target_member(p, target, EDU_KIND_ARRAY, elm_n__context, &contexts);
	if (rc >= 0) rc = elm_default_text(p, contexts, 0, ELM_W3C_CONTEXT, edu_rule_elm_envelope);
	if (rc >= 0) rc = elm_default_text(p, contexts, 0, ELM_CONTEXT, edu_rule_elm_envelope);
	if (rc < 0) return rc;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	rc = elm_derive_id(p, id, sizeof id);
	return rc < 0 ? rc : edu_target_default(p, target, EDU_KIND_STRING, row->name, id, edu_rule_elm_credential_id, NULL);
}

int elm_raise_type(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref types;
	int rc = edu_target_member(p, target, EDU_KIND_ARRAY, row->name, &types);
	if (rc >= 0) rc = elm_default_text(p, types, 0, "VerifiableCredential", edu_rule_elm_envelope);
	return rc < 0 ? rc : elm_default_text(p, types, 0, "EuropeanDigitalCredential", edu_rule_elm_envelope);
}

int elm_raise_profile(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const char *name = elm_raising_of(p)->embeds_source ? "converted" : "generic";
	return elm_add_concept(p, target, row->name, true, &edu_vocabulary_credential, name, (uint32_t)strlen(name), 0,
			       edu_rule_elm_envelope);
}

int elm_raise_schema(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const bool converted = elm_raising_of(p)->embeds_source;
	edu_ref schema;
	int rc = elm_member(p, target, row->name, true, elm_c_ShaclValidator2017, &schema);
	if (rc >= 0)
		rc = elm_default_text(p, schema, elm_n_id, converted ? PROFILE_BASE "edc-converted" : PROFILE_BASE "edc-generic-full",
				      edu_rule_elm_envelope);
	return rc < 0 ? rc : elm_default_text(p, schema, elm_n_type, "ShaclValidator2017", edu_rule_elm_envelope);
}

/* ---- display ---- */

/* An empty picture, one pixel: the profile demands one for each page of a credential. */
#define EMPTY_PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAGqQ1lAAAAABJRU5ErkJggg=="

static const char *display_language(const edu_passage *p, uint32_t *length)
{
	const char *language = edu_core_text(core_of(p), p->from->content, core_n_primaryLanguage, length);
	if (language) return language;
	*length = 2;
	return "en";
}

static int add_language(edu_passage *p, edu_ref object, edu_name name, bool many)
{
	uint32_t length;
	const char *language = display_language(p, &length);
	const edu_ref said = edu_tree_child(core_of(p), p->from->content, core_n_primaryLanguage);
	return elm_add_concept(p, object, name, many, &edu_vocabulary_language, language, length, said,
			       edu_rule_elm_display_language);
}

static int add_picture(edu_passage *p, edu_ref detail)
{
	edu_ref image, page;
	int rc = edu_target_default(p, detail, EDU_KIND_NUMBER, elm_n_page, "1", edu_rule_elm_display, &page);
	if (rc >= 0) rc = elm_member(p, detail, elm_n_image, false, elm_c_MediaObject, &image);
	if (rc >= 0) rc = elm_open(p, image, elm_c_MediaObject);
	if (rc >= 0) rc = elm_default_text(p, image, elm_n_content, EMPTY_PNG, edu_rule_elm_display);
	if (rc >= 0)
		rc = elm_add_concept(p, image, elm_n_contentEncoding, false, &edu_vocabulary_encoding, "base64", 6, 0,
				     edu_rule_elm_display);
	return rc < 0 ? rc : elm_add_concept(p, image, elm_n_contentType, false, &edu_vocabulary_file_type, "image/png", 9, 0,
					     edu_rule_elm_display);
}

static int add_individual_display(edu_passage *p, edu_ref display)
{
	edu_ref individual, detail;
	int rc = elm_member(p, display, elm_n_individualDisplay, true, elm_c_IndividualDisplay, &individual);
	if (rc >= 0) rc = elm_open(p, individual, elm_c_IndividualDisplay);
	if (rc >= 0) rc = add_language(p, individual, elm_n_language, false);
	if (rc >= 0) rc = elm_member(p, individual, elm_n_displayDetail, true, elm_c_DisplayDetail, &detail);
	if (rc >= 0) rc = elm_open(p, detail, elm_c_DisplayDetail);
	return rc < 0 ? rc : add_picture(p, detail);
}

static int add_display_title(edu_passage *p, edu_ref display)
{
	const edu_name english = edu_tree_name(&p->to->tree, "en", 2);
	edu_ref map;
	const int rc = english ? edu_target_member(p, display, EDU_KIND_OBJECT, elm_n_title, &map) : edu_fail_memory(p->err);
	return rc < 0 ? rc : elm_default_text(p, map, english, "Transcript of Records", edu_rule_elm_display_title);
}

int elm_raise_display(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref display;
	int rc = elm_member(p, target, row->name, false, elm_c_DisplayParameter, &display);
	if (rc >= 0) rc = elm_open(p, display, elm_c_DisplayParameter);
	if (rc >= 0) rc = edu_raise_frame(p, row->frame, core, display);
	if (rc >= 0 && !edu_tree_child(core_of(p), core, core_n_title)) rc = add_display_title(p, display);
	if (rc >= 0) rc = add_language(p, display, elm_n_primaryLanguage, false);
	if (rc >= 0) rc = add_language(p, display, elm_n_language, true);
	return rc < 0 ? rc : add_individual_display(p, display);
}

/* ---- issuer ---- */

int elm_raise_issuer(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref award = edu_core_one(t, core, core_n_award);
	edu_ref made;
	if (value) return elm_raise_node(p, row, value, target, &made);
	const edu_ref body = award ? edu_core_one(t, award, core_n_body) : 0;
	if (!body) return 0;
	int rc = elm_member(p, target, row->name, false, elm_c_Organisation, &made);
	if (rc < 0) return rc;
	if (!edu_traced(p, body)) {
		rc = elm_open(p, made, elm_c_Organisation);
		edu_trace_set(p, body, made, EDU_OUTCOME_EXACT, 0);
		return rc < 0 ? rc : edu_raise_frame(p, row->frame, body, made);
	}
	return elm_add_reference(p, made, body, edu_rule_elm_issuer_of_award);
}
