/*
 * formats/elmo/embed.c – the document a transcript was made from, as an attachment of it.
 */
#include "formats/elmo/embed.h"

#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"

const uint16_t elmo_record[] = { elmo_n_learner, elmo_n_report, 0 };

/* By this identifier the attachment is found again. */
#define SOURCE_TYPE "libedu-source"

static int add_element(edu_passage *p, edu_ref parent, edu_name name, const char *text, edu_ref *out)
{
	return edu_target_default(p, parent, EDU_KIND_ELEMENT, name, text, edu_rule_carry_original, out);
}

/* Where an attachment belongs: behind the reports and other attachments, before groups and extension. */
static int open_attachment(edu_passage *p, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	static const uint16_t behind[] = { elmo_n_groups, elmo_n_extension };
	int rc = edu_target_member(p, p->to->content, EDU_KIND_ELEMENT, elmo_n_attachment, out);
	for (size_t i = 0; i < 2 && rc >= 0; i++) {
		const edu_ref later = edu_tree_child(t, p->to->content, behind[i]);
		if (!later) continue;
		edu_tree_remove(t, later);
		edu_tree_hang(t, p->to->content, later);
	}
	return rc;
}

int elmo_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place)
{
	edu_tree *t = &p->to->tree;
	edu_ref attachment, identifier, made;
	const size_t prefix = strlen(media_type) + 13;
	int rc = open_attachment(p, &attachment);
	if (rc >= 0) rc = add_element(p, attachment, elmo_n_identifier, "source", &identifier);
	if (rc >= 0)
		rc = edu_target_default(p, identifier, EDU_KIND_ATTRIBUTE, elmo_n_type, SOURCE_TYPE, edu_rule_carry_original, NULL);
	if (rc >= 0) rc = add_element(p, attachment, elmo_n_title, "The credential this transcript was made from", &made);
	if (rc >= 0)
		rc = edu_target_default(p, made, EDU_KIND_ATTRIBUTE, elmo_n_xml_lang, "en", edu_rule_carry_original, NULL);
	if (rc >= 0) rc = add_element(p, attachment, elmo_n_type, "Other", &made);
	if (rc >= 0) rc = edu_target_member(p, attachment, EDU_KIND_ELEMENT, elmo_n_content, place);
	if (rc < 0) return rc;
	char *uri = edu_arena_reserve(t->arena, prefix + length + 1);
	if (!uri) return edu_fail_memory(p->err);
	memcpy(uri, "data:", 5);
	memcpy(uri + 5, media_type, strlen(media_type));
	memcpy(uri + prefix - 8, ";base64,", 8);
	memcpy(uri + prefix, base64, length);
	uri[prefix + length] = 0;
	edu_arena_commit(t->arena, prefix + length + 1);
	edu_tree_use_text(t, *place, uri, (uint32_t)(prefix + length));
	return edu_origin_set(p, *place, edu_rule_carry_original);
}

static bool is_source(const edu_tree *t, edu_ref attachment)
{
	const edu_ref identifier = edu_tree_child(t, attachment, elmo_n_identifier);
	const edu_ref type = identifier ? edu_tree_child(t, identifier, elmo_n_type) : 0;
	return type && t->items[type].text && !strcmp(t->items[type].text, SOURCE_TYPE);
}

edu_ref elmo_embedded(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	for (edu_ref c = edu_tree_first(t, doc->content); c; c = edu_tree_next(t, c))
		if (t->items[c].name && edu_tree_known(t, t->items[c].name) == elmo_n_attachment && is_source(t, c))
			return edu_tree_child(t, c, elmo_n_content);
	return 0;
}
