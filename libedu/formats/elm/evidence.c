/*
 * formats/elm/evidence.c – the document a credential was made from, embedded as the profile edc-converted asks.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/evidence.h"

#include <string.h>

#include "base/fail.h"

/* The parts of a credential that a conversion from its embedded source must give again. */
const uint16_t elm_record[] = { elm_n_credentialSubject, 0 };

#define CONVERSION "http://data.europa.eu/snb/evidence-type/c_c4f849d7"

static int add_code(edu_passage *p, edu_ref object, edu_name name, const char *iri, const char *scheme)
{
	edu_ref concept, in_scheme;
	int rc = elm_member(p, object, name, false, elm_c_Concept, &concept);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_id, iri, edu_rule_carry_original);
	if (rc >= 0) rc = elm_default_text(p, concept, elm_n_type, "Concept", edu_rule_elm_type);
	if (rc >= 0) rc = elm_member(p, concept, elm_n_inScheme, true, elm_c_ConceptScheme, &in_scheme);
	if (rc >= 0) rc = elm_default_text(p, in_scheme, elm_n_id, scheme, edu_rule_elm_vocabulary);
	return rc < 0 ? rc : elm_default_text(p, in_scheme, elm_n_type, "ConceptScheme", edu_rule_elm_type);
}

static int add_media(edu_passage *p, edu_ref evidence, const char *base64, size_t length, const char *media_type,
		     edu_ref *place)
{
	const bool xml = !strcmp(media_type, "application/xml");
	const edu_name english = edu_tree_name(&p->to->tree, "en", 2);
	edu_ref media, title;
	int rc = english ? elm_member(p, evidence, elm_n_embeddedEvidence, true, elm_c_MediaObject, &media) : edu_fail_memory(p->err);
	if (rc >= 0) rc = elm_default_text(p, media, elm_n_id, "urn:epass:mediaObject:source", edu_rule_elm_id);
	if (rc >= 0) rc = elm_default_text(p, media, elm_n_type, "MediaObject", edu_rule_elm_type);
	if (rc >= 0) rc = edu_target_member(p, media, EDU_KIND_OBJECT, elm_n_title, &title);
	if (rc >= 0) rc = elm_default_text(p, title, english, xml ? "source.xml" : "source.jsonld", edu_rule_carry_original);
	if (rc >= 0) rc = edu_target_member(p, media, EDU_KIND_STRING, elm_n_content, place);
	if (rc < 0) return rc;
	if (edu_tree_set_text(&p->to->tree, *place, base64, length) < 0) return edu_fail_memory(p->err);
	rc = edu_origin_set(p, *place, edu_rule_carry_original);
	if (rc >= 0)
		rc = add_code(p, media, elm_n_contentEncoding, "http://data.europa.eu/snb/encoding/6146cde7dd",
			      "http://data.europa.eu/snb/encoding/25831c2");
	return rc < 0 ? rc : add_code(p, media, elm_n_contentType,
				      xml ? "http://publications.europa.eu/resource/authority/file-type/XML"
					  : "http://publications.europa.eu/resource/authority/file-type/JSON_LD",
				      "http://publications.europa.eu/resource/authority/file-type");
}

int elm_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place)
{
	edu_ref evidence;
	int rc = elm_member(p, p->to->content, elm_n_evidence, true, elm_c_Evidence, &evidence);
	if (rc >= 0) rc = elm_default_text(p, evidence, elm_n_id, "urn:epass:evidence:source", edu_rule_elm_id);
	if (rc >= 0) rc = elm_default_text(p, evidence, elm_n_type, "Evidence", edu_rule_elm_type);
	if (rc >= 0) rc = add_code(p, evidence, elm_n_dcType, CONVERSION, "http://data.europa.eu/snb/evidence-type/25831c2");
	return rc < 0 ? rc : add_media(p, evidence, base64, length, media_type, place);
}

static bool is_conversion(const edu_tree *t, edu_ref evidence)
{
	edu_ref type = edu_tree_child(t, evidence, elm_n_dcType);
	type = edu_value_first(t, type);
	if (type && t->items[type].kind == EDU_KIND_OBJECT) type = edu_tree_child(t, type, elm_n_id);
	return type && t->items[type].text && !strcmp(t->items[type].text, CONVERSION);
}

edu_ref elm_embedded(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	const edu_ref all = edu_tree_child(t, doc->content, elm_n_evidence);
	for (edu_ref e = edu_value_first(t, all); e; e = edu_value_next(t, all, e)) {
		const edu_ref media = is_conversion(t, e) ? edu_tree_child(t, e, elm_n_embeddedEvidence) : 0;
		const edu_ref first = edu_value_first(t, media);
		const edu_ref content = first ? edu_tree_child(t, first, elm_n_content) : 0;
		if (content) return edu_value_first(t, content);
	}
	return 0;
}
