/*
 * formats/elm/v2_envelope.c – the credential of ELM 2 as one of ELM 3; see v2.h.
 */
#include "formats/elm/v2.h"

#include <string.h>

#include "base/fail.h"

#define PROFILE "http://data.europa.eu/snb/model/ap/edc-converted"
/* An empty picture, one pixel: the profile demands one for each page of a credential. */
#define EMPTY_PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAGqQ1lAAAAABJRU5ErkJggg=="

/* Every id, with the first element that has it: links may lead forward. */
static int index_elements(edu_elm_v2 *v)
{
	for (edu_ref i = v->credential; i; i = edu_tree_walk(v->t, v->credential, i)) {
		const edu_item *item = &v->t->items[i];
		if (item->kind != EDU_KIND_ATTRIBUTE && item->kind != EDU_KIND_ELEMENT) continue;
		if (!item->length || i == v->credential || strcmp(edu_elm_v2_name(v->t, i), "id") != 0) continue;
		edu_map_slot *slot = edu_map_slot_of(&v->elements, item->text, item->length);
		if (!slot) return edu_fail_memory(v->p->err);
		if (!slot->value) slot->value = item->parent;
	}
	return 0;
}

static int open_credential(edu_elm_v2 *v)
{
	edu_tree *made = &v->p->to->tree;
	edu_ref contexts, types, schema;
	const edu_ref id = edu_elm_v2_child(v->t, v->credential, "id");

	made->top = edu_tree_add(made, 0, EDU_KIND_OBJECT, 0);
	if (!made->top) return edu_fail_memory(v->p->err);
	v->p->to->content = made->top;
	made->items[made->top].cls = elm_c_EuropeanDigitalCredential;
	edu_elm_v2_trace(v, v->credential, made->top);
	int rc = edu_target_member(v->p, made->top, EDU_KIND_ARRAY, elm_n__context, &contexts);
	if (rc >= 0) rc = elm_default_text(v->p, contexts, 0, EDU_ELM_CONTEXT_W3C, edu_rule_elm_envelope);
	if (rc >= 0) rc = elm_default_text(v->p, contexts, 0, EDU_ELM_CONTEXT_EDC, edu_rule_elm_envelope);
	if (rc >= 0 && id) rc = edu_elm_v2_iri(v, id, made->top, elm_n_id, 1);
	if (rc >= 0) rc = edu_target_member(v->p, made->top, EDU_KIND_ARRAY, elm_n_type, &types);
	if (rc >= 0) rc = elm_default_text(v->p, types, 0, "VerifiableCredential", edu_rule_elm_envelope);
	if (rc >= 0) rc = elm_default_text(v->p, types, 0, "EuropeanDigitalCredential", edu_rule_elm_envelope);
	if (rc >= 0) rc = edu_elm_v2_member(v, made->top, elm_n_credentialSchema, elm_c_ShaclValidator2017, &schema);
	if (rc >= 0) rc = elm_default_text(v->p, schema, elm_n_id, PROFILE, edu_rule_elm_envelope);
	return rc < 0 ? rc : elm_default_text(v->p, schema, elm_n_type, "ShaclValidator2017", edu_rule_elm_envelope);
}

/* ---- display ---- */

static int add_picture(edu_elm_v2 *v, edu_ref detail)
{
	edu_ref page, image;

	int rc = edu_target_default(v->p, detail, EDU_KIND_NUMBER, elm_n_page, "1", edu_rule_elm_display, &page);
	if (rc >= 0) rc = edu_elm_v2_member(v, detail, elm_n_image, elm_c_MediaObject, &image);
	if (rc >= 0) rc = elm_default_text(v->p, image, elm_n_type, "MediaObject", edu_rule_elm_type);
	if (rc >= 0) rc = elm_default_text(v->p, image, elm_n_content, EMPTY_PNG, edu_rule_elm_display);
	if (rc >= 0)
		rc = edu_elm_v2_constant(v, image, elm_n_contentEncoding, "encoding", "6146cde7dd", edu_rule_elm_display);
	return rc < 0 ? rc : edu_elm_v2_constant(v, image, elm_n_contentType, "file-type", "PNG", edu_rule_elm_display);
}

/* The language of the one view that there is: the credential's own. */
static int add_view(edu_elm_v2 *v, edu_ref display)
{
	const edu_scheme *languages = edu_scheme_find("language");
	edu_ref view, detail;
	edu_code code;

	int rc = edu_elm_v2_member(v, display, elm_n_individualDisplay, elm_c_IndividualDisplay, &view);
	if (rc >= 0) rc = elm_default_text(v->p, view, elm_n_type, "IndividualDisplay", edu_rule_elm_type);
	if (rc >= 0 && edu_code_find_other(&code, languages, v->language))
		rc = edu_elm_v2_constant(v, view, elm_n_language, "language", code.code, edu_rule_elm_display_language);
	if (rc >= 0) rc = edu_elm_v2_member(v, view, elm_n_displayDetail, elm_c_DisplayDetail, &detail);
	if (rc >= 0) rc = elm_default_text(v->p, detail, elm_n_type, "DisplayDetail", edu_rule_elm_type);
	return rc < 0 ? rc : add_picture(v, detail);
}

static int add_languages(edu_elm_v2 *v, edu_ref display)
{
	const edu_ref primary = edu_elm_v2_child(v->t, v->credential, "primaryLanguage");
	const edu_ref list = edu_elm_v2_child(v->t, v->credential, "availableLanguages");
	int rc = primary ? edu_elm_v2_language(v, primary, display, elm_n_primaryLanguage) : 0;

	for (edu_ref i = list ? edu_tree_first(v->t, list) : 0; i && rc >= 0; i = edu_tree_next(v->t, i))
		if (v->t->items[i].kind == EDU_KIND_ELEMENT) rc = edu_elm_v2_language(v, i, display, elm_n_language);
	return rc;
}

static int add_display(edu_elm_v2 *v)
{
	const edu_ref title = edu_elm_v2_child(v->t, v->credential, "title");
	const edu_ref description = edu_elm_v2_child(v->t, v->credential, "description");
	edu_ref display;

	int rc = edu_elm_v2_member(v, v->p->to->content, elm_n_displayParameter, elm_c_DisplayParameter, &display);
	if (rc >= 0) rc = elm_default_text(v->p, display, elm_n_type, "DisplayParameter", edu_rule_elm_type);
	if (rc >= 0 && title) rc = edu_elm_v2_texts(v, title, display, elm_n_title);
	if (rc >= 0 && description) rc = edu_elm_v2_texts(v, description, display, elm_n_description);
	if (rc >= 0) rc = add_languages(v, display);
	return rc < 0 ? rc : add_view(v, display);
}

/* ---- the rest ---- */

/* Children of the credential that a table's row would suffice for, were they said of a node. */
static int add_members(edu_elm_v2 *v)
{
	static const edu_elm_v2_row rows[] = {
		{ 0, "identifier", V2_IDENTIFIER, elm_n_identifier, 0 },
		{ 0, "type", V2_CODE, elm_n_credentialProfiles, 0 },
		{ 0, "issuer", V2_NODE, elm_n_issuer, elm_c_Organisation },
		{ 0, "validFrom", V2_DATE, elm_n_validFrom, 0 },
		{ 0, "issued", V2_DATE, elm_n_issued, 0 },
		{ 0, "validUntil", V2_DATE, elm_n_validUntil, 0 },
		{ 0, "credentialSubject", V2_NODE, elm_n_credentialSubject, elm_c_Person },
	};
	const edu_ref made = v->p->to->content;
	int rc = 0;

	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
		for (edu_ref i = edu_tree_first(v->t, v->credential); i && rc >= 0; i = edu_tree_next(v->t, i))
			if (v->t->items[i].kind == EDU_KIND_ELEMENT && edu_elm_v2_takes(v, made, rows[r].key) &&
			    strcmp(edu_elm_v2_name(v->t, i), rows[r].element) == 0)
				rc = edu_elm_v2_value(v, &rows[r], i, made);
	const edu_ref files = edu_elm_v2_child(v->t, v->credential, "attachmentList");
	return rc < 0 || !files ? rc : edu_elm_v2_members(v, files, made, elm_c_EuropeanDigitalCredential);
}

/* The language that texts without one are in. */
static void find_language(edu_elm_v2 *v)
{
	const edu_ref primary = edu_elm_v2_child(v->t, v->credential, "primaryLanguage");
	const edu_item *i = &v->t->items[primary];
	edu_code code;

	v->language = primary && i->text && edu_code_find_other(&code, edu_scheme_find("language"), i->text) ? code.other
													     : "en";
}

int edu_elm_v2_translate(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_elm_v2 v = { .p = p, .t = &p->from->tree, .credential = p->from->content };

	edu_map_open(&v.elements, a);
	edu_map_open(&v.printed, a);
	edu_map_open(&v.concepts, a);
	find_language(&v);
	int rc = index_elements(&v);
	if (rc >= 0) rc = open_credential(&v);
	if (rc >= 0) rc = add_display(&v);
	if (rc >= 0) rc = add_members(&v);
	edu_map_close(&v.elements);
	edu_map_close(&v.printed);
	edu_map_close(&v.concepts);
	return rc;
}
