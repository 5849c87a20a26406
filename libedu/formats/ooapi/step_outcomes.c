/*
 * formats/ooapi/step_outcomes.c – learning outcomes (R14, G2): texts of a course in the older versions, entities in the newer.
 */
#include "formats/ooapi/step_hows.h"
#include "crypto/digest.h"
#include "formats/ooapi/ids.h"

#include <stdio.h>

/* A name-based UUID, version 8 of RFC 9562: a hash over the entity's id, the member and a number. */
static bool derived_id(const edu_item *entity, unsigned number, char *out)
{
	static const char space[] = "urn:libedu:ooapi:learningOutcomes";
	unsigned char hash[EDU_DIGEST_SHA256_SIZE];
	char index[16];
	edu_digest d;

	if (!edu_crypto_ready() || !edu_digest_begin(&d, EDU_DIGEST_SHA256, sizeof hash)) return false;
	const int n = snprintf(index, sizeof index, "/%u", number);
	edu_digest_add(&d, space, sizeof space);
	edu_digest_add(&d, entity->text, entity->length);
	edu_digest_add(&d, index, (size_t)n);
	edu_digest_end(&d, hash);
	ooapi_uuid_of_hash(hash, out);
	return true;
}

/* One outcome: its id, a number for its code, and the texts as its name. */
static int add_outcome(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref texts, unsigned number, edu_ref ids,
                       edu_ref list)
{
	const edu_ref own = edu_tree_child(s->from, c->from, edu_ooapi_id_name(c->from_cls, s->from_version));
	edu_ref object, code, made;
	char id[40], digits[16];

	if (!edu_ooapi_is_string(s->from, own) || !derived_id(edu_ooapi_item_at(s, own), number, id)) {
		edu_ooapi_lose(s, texts, edu_rule_ooapi_no_place);
		return 0;
	}
	const char *kept = edu_ooapi_keep(s, id, 36);
	const int n = snprintf(digits, sizeof digits, "%u", number);
	const char *counted = kept ? edu_ooapi_keep(s, digits, (size_t)n) : NULL;
	if (!counted) return EDU_ENOMEM;
	int rc = edu_ooapi_make_text(s, ids, 0, kept, 36, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make(s, list, EDU_KIND_OBJECT, 0, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_LearningOutcome;
	rc = edu_ooapi_make_text(s, object, ooapi_n_learningOutcomeId, kept, 36, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make(s, object, EDU_KIND_OBJECT, ooapi_n_primaryCode, &code);
	if (rc < 0) return rc;
	s->to->items[code].cls = ooapi_c_Code;
	rc = edu_ooapi_make_text(s, code, ooapi_n_codeType, "identifier", 10, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc == 0) rc = edu_ooapi_make_text(s, code, ooapi_n_code, counted, (size_t)n, &made);
	if (rc == 0) rc = edu_origin_set(s->p, made, edu_rule_ooapi_outcome);
	if (rc < 0 || s->from->items[texts].kind == EDU_KIND_ARRAY)
		return rc < 0 ? rc : edu_ooapi_copy(s, texts, object, ooapi_n_name);
	rc = edu_ooapi_make(s, object, EDU_KIND_ARRAY, ooapi_n_name, &made);
	return rc < 0 ? rc : edu_ooapi_copy(s, texts, made, 0);
}

static int outcomes_up(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	unsigned number = 0;
	edu_ref ids, list;

	if (!edu_ooapi_is_array(s->from, item)) return edu_ooapi_copy(s, item, c->to, ooapi_n_learningOutcomes);
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomeIds, &ids);
	if (rc == 0) rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomes, &list);
	for (edu_ref e = edu_tree_first(s->from, item); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = add_outcome(s, c, e, ++number, ids, list);
	return rc;
}

/* An array of texts as an entry of an array: it has no name there. */
static int copy_texts(edu_ooapi_crossings *s, edu_ref texts, edu_ref parent)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_ARRAY, 0, &made);
	for (edu_ref e = edu_tree_first(s->from, texts); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = edu_ooapi_copy(s, e, made, 0);
	return rc;
}

static int outcomes_down(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_tree *t = s->from;
	const edu_ref ids = edu_tree_child(t, c->from, ooapi_n_learningOutcomeIds);
	const edu_ref list = edu_tree_child(t, c->from, ooapi_n_learningOutcomes);
	edu_ref made = 0;
	int rc = 0;

	for (edu_ref e = edu_ooapi_is_array(t, list) ? edu_tree_first(t, list) : 0; e && rc == 0; e = edu_tree_next(t, e)) {
		const edu_ref name = edu_ooapi_is_object(t, e) ? edu_tree_child(t, e, ooapi_n_name) : 0;
		if (!edu_ooapi_is_array(t, name)) continue;
		if (!made) rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_learningOutcomes, &made);
		if (rc == 0) rc = copy_texts(s, name, made);
	}
	if (list) edu_ooapi_lose(s, list, edu_rule_ooapi_no_place);
	if (ids) edu_ooapi_lose(s, ids, edu_rule_ooapi_no_entity);
	return rc;
}

int edu_ooapi_cross_outcomes(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? outcomes_up(s, c, item) : outcomes_down(s, c);
}
