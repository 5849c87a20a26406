/*
 * formats/elm/attachments.c – files inside a record, both ways.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"
#include "crypto/base64.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- raising ---- */

static size_t without_blanks(char *out, const char *text, size_t length)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++)
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t') out[n++] = text[i];
	return n;
}

/* The profile wants base64 without line breaks. */
static int add_bytes(edu_passage *p, edu_ref media, edu_ref data)
{
	const edu_item *said = &core_of(p)->items[data];
	const char *text = said->text;
	size_t length = said->length;
	edu_ref made;
	if (memchr(text, '\n', length) || memchr(text, ' ', length) || memchr(text, '\r', length) || memchr(text, '\t', length)) {
		char *out = edu_arena_reserve(p->to->tree.arena, length + 1);
		if (!out) return edu_fail_memory(p->err);
		length = without_blanks(out, text, length);
		out[length] = 0;
		edu_arena_commit(p->to->tree.arena, length + 1);
		text = out;
	}
	const bool same = text == said->text;
	const int rc = edu_target_member(p, media, EDU_KIND_STRING, elm_n_content, &made);
	return rc < 0 ? rc : edu_target_text(p, made, text, (uint32_t)length, data, same ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
					     same ? 0 : edu_rule_elm_data_uri);
}

/* The profile demands bytes: those of a text that stood in their place, or none. */
static int add_plain_text(edu_passage *p, edu_ref media, edu_ref text)
{
	edu_ref made;
	if (!text) return elm_default_text(p, media, elm_n_content, "", edu_rule_elm_no_data);
	const edu_item *said = &core_of(p)->items[text];
	p->scratch.length = 0;
	int rc = edu_base64_encode(&p->scratch, said->text, said->length);
	const char *bytes = rc < 0 ? NULL : edu_passage_keep(p, p->scratch.data ? p->scratch.data : "", p->scratch.length);
	if (!bytes) return edu_fail_memory(p->err);
	rc = edu_target_member(p, media, EDU_KIND_STRING, elm_n_content, &made);
	return rc < 0 ? rc : edu_target_text(p, made, bytes, (uint32_t)p->scratch.length, text, EDU_OUTCOME_DERIVED,
					     edu_rule_elm_no_data);
}

static int add_content(edu_passage *p, edu_ref media, edu_ref content)
{
	const edu_tree *t = core_of(p);
	const edu_ref type = edu_tree_child(t, content, core_n_mediaType), url = edu_tree_child(t, content, core_n_url);
	const edu_ref data = edu_tree_child(t, content, core_n_data);
	edu_ref made;
	int rc = data ? add_bytes(p, media, data) : add_plain_text(p, media, edu_tree_child(t, content, core_n_text));
	if (rc >= 0)
		rc = elm_add_concept(p, media, elm_n_contentEncoding, false, &edu_vocabulary_encoding, "base64", 6, 0,
				     edu_rule_elm_content_encoding);
	if (rc >= 0 && type)
		rc = elm_add_concept(p, media, elm_n_contentType, false, &edu_vocabulary_file_type, t->items[type].text,
				     t->items[type].length, type, 0);
	/* What a data URI without a media type holds is plain text (RFC 2397, section 2). */
	if (rc >= 0 && !type)
		rc = elm_add_concept(p, media, elm_n_contentType, false, &edu_vocabulary_file_type, "text/plain", 10, 0,
				     edu_rule_elm_no_data);
	if (rc < 0 || !url) return rc;
	rc = edu_target_member(p, media, EDU_KIND_STRING, elm_n_contentURL, &made);
	return rc < 0 ? rc : edu_target_text(p, made, t->items[url].text, t->items[url].length, url, EDU_OUTCOME_EXACT, 0);
}

/* One media object for each of its contents: two language versions under one id would clash when merged. */
static int add_attachment(edu_passage *p, const edu_row *row, edu_ref attachment, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref contents = edu_tree_child(t, attachment, core_n_content);
	edu_ref content = edu_value_first(t, contents), media;
	do {
		const bool again = edu_traced(p, attachment);
		int rc = elm_member(p, target, row->name, true, elm_c_MediaObject, &media);
		if (rc >= 0) rc = elm_open(p, media, elm_c_MediaObject);
		edu_trace_set(p, attachment, media, EDU_OUTCOME_EXACT, 0);
		if (rc >= 0) rc = edu_raise_frame(p, row->frame, attachment, media);
		/* Title, description and type stand with each of the contents. */
		if (again && rc >= 0) edu_origins_repeat(p, media, edu_rule_elm_repeated);
		if (rc >= 0) rc = add_content(p, media, content);
		if (rc < 0) return rc;
		if (content) content = edu_value_next(t, contents, content);
	} while (content);
	return 0;
}

int elm_raise_attachments(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	/* Those of reports and of supplement sections as well: ELM has one place for files. */
	for (edu_ref i = edu_tree_walk(t, core, core); i && rc >= 0; i = edu_tree_walk(t, core, i))
		if (t->items[i].kind == EDU_KIND_OBJECT && t->items[i].cls == core_c_Attachment) rc = add_attachment(p, row, i, target);
	return rc;
}
/* ---- lowering ---- */

int elm_lower_attachments(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t contents[] = { core_n_content };
	const edu_tree *t = &p->from->tree;
	const edu_ref described = elm_described(p, value);
	edu_ref attachment, content;
	if (!elm_is_container(t, described) || edu_traced(p, described)) return 0;
	int rc = elm_core_node(p, row, row->path, row->depth, value, core, &attachment);
	if (rc < 0 || !attachment) return rc;
	rc = edu_core_add(p, attachment, contents, 1, EDU_KIND_OBJECT, &content);
	const edu_ref data = edu_tree_child(t, described, elm_n_content);
	const edu_ref type = edu_tree_child(t, described, elm_n_contentType);
	const edu_ref encoding = edu_tree_child(t, described, elm_n_contentEncoding);
	const edu_ref url = edu_tree_child(t, described, elm_n_contentURL);
	const edu_row data_row = { .path = { core_n_data }, .depth = 1 }, url_row = { .path = { core_n_url }, .depth = 1 };
	const edu_row type_row = { .path = { core_n_mediaType }, .depth = 1, .vocabulary = &edu_vocabulary_file_type };
	if (rc >= 0 && type) rc = elm_lower_concept(p, &type_row, edu_value_first(t, type), content);
	if (rc >= 0 && data) rc = edu_how_text.lower(p, &data_row, edu_value_first(t, data), content);
	if (rc >= 0 && url) rc = edu_how_text.lower(p, &url_row, edu_value_first(t, url), content);
	if (rc < 0 || !encoding) return rc;
	/* base64 is how the core holds bytes. */
	const edu_ref held = edu_tree_child(&p->to->tree, content, core_n_data);
	const edu_ref id = elm_is_container(t, encoding) ? edu_tree_child(t, encoding, elm_n_id) : encoding;
	if (held && id) edu_trace_set(p, id, held, EDU_OUTCOME_DERIVED, edu_rule_elm_content_encoding);
	return 0;
}
