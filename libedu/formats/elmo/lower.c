/*
 * formats/elmo/lower.c – an ELMO record becomes a core record: what the rows of the crosswalk can't say.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/hows.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "formats/elmo/elmo.h"
#include "model/refusal.h"

/* A record is about one learner. */
static int refuse_response(const edu_passage *p)
{
	const edu_tree *t = &p->from->tree;
	const bool none = !edu_elmo_next_transcript(t, 0);
	return edu_refuse(p->err, EDU_EUNSUPPORTED, none ? "ewp/none" : "ewp/several", t, p->from->content, "%s",
			  none ? "an EWP response without a transcript: there is nothing to convert"
			       : "an EWP response with several transcripts, one for each learner; take them one by one, as "
				 "edu convert -o DIR/, edu split and edu_tors_take() do");
}

int elmo_lower(edu_passage *p)
{
	if (p->from->shape == EDU_ELMO_RESPONSE) return refuse_response(p);
	elmo_lowering l = { 0 };
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	l.credential = p->to->content;
	p->state = &l;
	int rc = edu_lower_frame(p, elmo_f_Elmo, p->from->content, l.credential);
	if (rc >= 0) rc = elmo_resolve_attachments(p);
	if (rc >= 0) rc = elmo_resolve_groups(p);
	edu_release(a, l.schemes.list, l.schemes.capacity * sizeof *l.schemes.list);
	edu_release(a, l.externals.list, l.externals.capacity * sizeof *l.externals.list);
	edu_release(a, l.attachments.list, l.attachments.capacity * sizeof *l.attachments.list);
	edu_release(a, l.groups.list, l.groups.capacity * sizeof *l.groups.list);
	p->state = NULL;
	return rc;
}

/* One report is one award; what it reports is achievements of the whole credential. */
int elmo_lower_report(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	elmo_lowering *l = elmo_lowering_of(p);
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &l->award);
	if (rc < 0) return rc;
	rc = edu_lower_frame(p, row->frame, value, l->award);
	if (rc >= 0) rc = elmo_resolve_schemes(p);
	return rc < 0 ? rc : elmo_resolve_externals(p);
}

static int lower_achievement(edu_passage *p, uint16_t frame, edu_ref value, edu_ref holder, const uint16_t *path)
{
	static const uint16_t awarded_by[] = { core_n_awardedBy };
	elmo_lowering *l = elmo_lowering_of(p);
	edu_ref achievement, link;
	int rc = edu_core_add(p, holder, path, 1, EDU_KIND_OBJECT, &achievement);
	if (rc < 0) return rc;
	rc = edu_core_add(p, achievement, awarded_by, 1, EDU_KIND_LINK, &link);
	if (rc < 0) return rc;
	p->to->tree.items[link].last = l->award;
	p->to->tree.items[l->award].flags |= EDU_ITEM_SHARED;
	return edu_lower_frame(p, frame, value, achievement);
}

int elmo_lower_achievements(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t path[] = { core_n_achievement };
	return lower_achievement(p, row->frame, value, elmo_lowering_of(p)->credential, path);
}

int elmo_lower_part(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return lower_achievement(p, row->frame, value, core, row->path);
}

int elmo_lower_scheme_reference(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return elmo_refer(p, &elmo_lowering_of(p)->schemes, value, core);
}

int elmo_lower_attachment_reference(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return elmo_refer(p, &elmo_lowering_of(p)->attachments, value, core);
}

int elmo_lower_grouping(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return elmo_refer(p, &elmo_lowering_of(p)->groups, value, core);
}

/* The title of a course is that of the achievement, too: whoever reads either shall find it. */
int elmo_lower_title(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_tree *t = &p->to->tree;
	edu_ref copy;
	int rc = edu_how_lang.lower(p, row, value, core);
	const edu_ref titles = edu_core_at(t, core, row->path, row->depth);
	const edu_ref made = titles ? t->items[titles].last : 0;
	if (rc < 0 || !made) return rc;
	const char *language = edu_core_language(t, made);
	if (edu_core_same(p, core, row->also, 2, t->items[made].text, t->items[made].length, language)) return 0;
	rc = edu_core_add(p, core, row->also, 2, EDU_KIND_STRING, &copy);
	if (rc < 0 || !copy) return rc;
	edu_tree_use_text(t, copy, t->items[made].text, t->items[made].length);
	if (language) rc = edu_core_set_language(p, copy, language, strlen(language), NULL);
	return rc < 0 ? rc : edu_origin_set(p, copy, edu_rule_convert_repeated);
}

/* ---- texts that need a second look ---- */

/* A text of the core that the source says as `text`, changed to `made` by a rule; both may be the same. */
static int lower_as(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core, const char *made, uint32_t length,
		    uint16_t rule)
{
	edu_ref item;
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_STRING, &item);
	if (rc < 0 || !item) return rc;
	edu_tree_use_text(&p->to->tree, item, made, length);
	edu_trace_set(p, value, item, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	return edu_origin_set(p, item, EDU_SOURCED);
}

int elmo_lower_decimal(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	const int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	if (rc < 0 || !length) return rc;
	const char *comma = memchr(text, ',', length);
	if (!comma || edu_is_decimal(text, length))
		return lower_as(p, row, value, core, text, length, collapsed ? edu_rule_elmo_token_collapsed : 0);
	char *pointed = edu_arena_text(p->to->tree.arena, text, length);
	if (!pointed) return edu_fail_memory(p->err);
	pointed[comma - text] = '.';
	if (!edu_is_decimal(pointed, length)) return lower_as(p, row, value, core, text, length, 0);
	return lower_as(p, row, value, core, pointed, length, edu_rule_elmo_decimal_comma);
}

int elmo_lower_credit_scheme(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	const int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	if (rc < 0 || !length) return rc;
	if (edu_equal_nocase(text, length, "ects") && !edu_equal(text, length, "ects"))
		return lower_as(p, row, value, core, "ects", 4, edu_rule_elmo_ects_spelling);
	return lower_as(p, row, value, core, text, length, collapsed ? edu_rule_elmo_token_collapsed : 0);
}

int elmo_lower_credit_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	const int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	if (rc < 0 || !length) return rc;
	if (edu_equal(text, length, "-")) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elmo_level_dash);
		return 0;
	}
	return lower_as(p, row, value, core, text, length, collapsed ? edu_rule_elmo_token_collapsed : 0);
}

/* Any markup is allowed in an introduction; only plain text has a place in the core. */
int elmo_lower_introduction(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	for (edu_ref c = edu_tree_first(t, value); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_ELEMENT) return 0;
	return edu_how_text.lower(p, row, value, core);
}

/* ---- attachments: data:application/pdf;base64,… (rule A19) ---- */

static int add_text(edu_passage *p, edu_ref node, uint16_t name, const char *text, uint32_t length, edu_ref *out)
{
	const uint16_t path[] = { name };
	const int rc = edu_core_add(p, node, path, 1, EDU_KIND_STRING, out);
	if (rc < 0 || !*out) return rc;
	edu_tree_use_text(&p->to->tree, *out, text, length);
	return edu_origin_set(p, *out, EDU_SOURCED);
}

static int lower_data(edu_passage *p, edu_ref value, edu_ref content, const char *text, uint32_t length)
{
	const char *comma = length > 5 && edu_equal_nocase(text, 5, "data:") ? memchr(text, ',', length) : NULL;
	if (comma && (comma - text < 12 || !edu_equal_nocase(comma - 7, 7, ";base64"))) comma = NULL;
	const bool bare_pdf = !comma && length > 8 && !memcmp(text, "JVBERi0", 7);
	edu_ref data, type;
	int rc;
	if (!comma && !bare_pdf) {
		rc = add_text(p, content, core_n_text, text, length, &data);
		edu_trace_set(p, value, data, EDU_OUTCOME_EXACT, 0);
		return rc;
	}
	const char *bytes = comma ? comma + 1 : text;
	rc = add_text(p, content, core_n_data, bytes, (uint32_t)(length - (size_t)(bytes - text)), &data);
	if (rc < 0) return rc;
	edu_trace_set(p, value, data, EDU_OUTCOME_DERIVED, comma ? edu_rule_elmo_data_uri : edu_rule_elmo_bare_base64);
	const char *name = comma ? text + 5 : "application/pdf";
	const char *end = comma ? memchr(name, ';', (size_t)(comma - name)) : NULL;
	const size_t n = !comma ? strlen(name) : (size_t)((end ? end : comma) - name);
	if (!n) return 0;
	char *kept = edu_arena_text(p->to->tree.arena, name, n);
	/* Media types are the same in either case (RFC 2045, section 5.1). */
	for (size_t i = 0; kept && i < n; i++)
		if (kept[i] >= 'A' && kept[i] <= 'Z') kept[i] = (char)(kept[i] - 'A' + 'a');
	if (!kept) edu_fail_memory(p->err);
	return kept ? add_text(p, content, core_n_mediaType, kept, (uint32_t)n, &type) : EDU_ENOMEM;
}

int elmo_lower_content(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_ref content, language;
	int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	if (rc < 0) return rc;
	rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &content);
	if (rc < 0) return rc;
	if (length) rc = lower_data(p, value, content, text, length);
	const edu_ref tag = edu_tree_child(t, value, elmo_n_xml_lang);
	if (rc < 0 || !tag) return rc;
	rc = add_text(p, content, core_n_language, t->items[tag].text, t->items[tag].length, &language);
	edu_trace_set(p, tag, language, EDU_OUTCOME_EXACT, 0);
	return rc;
}
