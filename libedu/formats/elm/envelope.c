/*
 * formats/elm/envelope.c – what makes a record a credential: contexts, profile, display, issuer, dates, files.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64.h"
#include "crypto/digest.h"

#define W3C_CONTEXT "https://www.w3.org/2018/credentials/v1"
#define ELM_CONTEXT "http://data.europa.eu/snb/model/context/edc-ap"
#define PROFILE_BASE "http://data.europa.eu/snb/model/ap/"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- the whole record ---- */

int elm_raise(edu_passage *p)
{
	elm_raising r = { 0 };
	edu_tree *t = &p->to->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t bytes = elm_schema.class_count * sizeof *r.counters;
	edu_map_open(&r.concepts, a);
	edu_map_open(&r.own, a);
	r.credential = p->from->content;
	r.embeds_source = p->carry == EDU_CARRY_ORIGINAL;
	r.counters = edu_allocate(a, bytes);
	p->state = &r;
	t->top = r.counters ? edu_tree_add(t, 0, EDU_KIND_OBJECT, 0) : 0;
	int rc = t->top ? 0 : edu_fail_memory(p->err);
	if (rc >= 0) {
		memset(r.counters, 0, bytes);
		p->to->content = t->top;
		t->items[t->top].cls = elm_c_EuropeanDigitalCredential;
		edu_trace_set(p, r.credential, t->top, EDU_OUTCOME_EXACT, 0);
		rc = edu_raise_frame(p, elm_f_EuropeanDigitalCredential, r.credential, t->top);
	}
	edu_release(a, r.counters, bytes);
	edu_release(a, r.known, r.known_capacity * sizeof *r.known);
	edu_map_close(&r.concepts);
	edu_map_close(&r.own);
	p->state = NULL;
	return rc;
}

/* ---- identifier, types, profile ---- */

static bool is_below(const edu_tree *t, edu_ref item, edu_ref top)
{
	while (item && item != top) item = t->items[item].parent;
	return item && item == top;
}

/* Small pieces, gathered before they are hashed. */
typedef struct gathering {
	edu_digest digest;
	size_t length;
	unsigned char bytes[4096];
} gathering;

static void gather(gathering *g, const void *data, size_t length)
{
	if (length > sizeof g->bytes - g->length) {
		edu_digest_add(&g->digest, g->bytes, g->length);
		g->length = 0;
	}
	if (length > sizeof g->bytes) {
		edu_digest_add(&g->digest, data, length);
		return;
	}
	memcpy(g->bytes + g->length, data, length);
	g->length += length;
}

/* A name is spelt where it first occurs, for its number is not the same in every release; then its place suffices. */
static void gather_name(gathering *g, const edu_tree *t, edu_name name, uint8_t *places, uint8_t *count)
{
	_Static_assert(core_n_workload < UINT8_MAX, "names of the core are counted in bytes");
	const bool first = !places[name];
	uint32_t length;
	const char *text = edu_tree_name_text(t, name, &length);
	if (first) places[name] = ++*count;
	gather(g, &places[name], 1);
	if (first) gather(g, text, (size_t)length + 1);
}

static void gather_text(gathering *g, const edu_item *item)
{
	const uint32_t n = item->length;
	const unsigned char length[] = { (unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16),
					 (unsigned char)(n >> 24) };
	gather(g, length, sizeof length);
	gather(g, item->text, n);
}

/*
 * A digest of the record without the learner's own data: the same record gets the same identifier, and
 * nobody can confirm a guessed name or birth date by it.
 */
static int derive_id(edu_passage *p, char *out, size_t size)
{
	const edu_tree *t = core_of(p);
	const edu_ref learner = edu_tree_child(t, p->from->content, core_n_learner);
	unsigned char h[16];
	uint8_t places[UINT8_MAX + 1] = { 0 }, count = 0;
	gathering g;
	bool inside = false;   /* the learner's part, which stands in one piece */
	g.length = 0;
	if (!edu_digest_begin(&g.digest, EDU_DIGEST_BLAKE2B, sizeof h))
		return edu_fail(p->err, EDU_EINTERNAL, NULL, "libsodium can't be used");
	for (edu_ref i = edu_tree_walk(t, p->from->content, p->from->content); i; i = edu_tree_walk(t, p->from->content, i)) {
		const edu_item *item = &t->items[i];
		inside = i == learner || (inside && is_below(t, i, learner));
		if (!item->text || inside) continue;
		gather_name(&g, t, item->name, places, &count);
		gather_text(&g, item);
	}
	edu_digest_add(&g.digest, g.bytes, g.length);
	edu_digest_end(&g.digest, h);
	h[6] = (unsigned char)((h[6] & 0x0f) | 0x80);   /* RFC 9562, version 8: a value of our own making */
	h[8] = (unsigned char)((h[8] & 0x3f) | 0x80);
	snprintf(out, size, "urn:credential:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", h[0], h[1], h[2],
		 h[3], h[4], h[5], h[6], h[7], h[8], h[9], h[10], h[11], h[12], h[13], h[14], h[15]);
	return 0;
}

int elm_raise_credential_id(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref contexts;
	char id[64];
	int rc = edu_target_member(p, target, EDU_KIND_ARRAY, elm_n__context, &contexts);
	if (rc >= 0) rc = elm_default_text(p, contexts, 0, W3C_CONTEXT, edu_rule_elm_envelope);
	if (rc >= 0) rc = elm_default_text(p, contexts, 0, ELM_CONTEXT, edu_rule_elm_envelope);
	if (rc < 0) return rc;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	rc = derive_id(p, id, sizeof id);
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

/* ---- issuer and dates ---- */

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

/* xsd:dateTime of a date or moment of the core. The day stays as written: its zone meant the same day elsewhere. */
int elm_raise_moment(edu_passage *p, edu_ref item, edu_ref value, uint16_t rule)
{
	const edu_item *said = &core_of(p)->items[value];
	edu_moment m;
	char text[48];
	if (!edu_parse_moment(said->text, said->length, &m) || m.has_time)
		return edu_target_text(p, item, said->text, said->length, value, EDU_OUTCOME_EXACT, 0);
	static const char midnight[] = "T00:00:00Z";
	int n = 10 + (int)sizeof midnight - 1;
	/* Ten letters are a date without a zone, YYYY-MM-DD. */
	if (said->length == 10) {
		memcpy(text, said->text, 10);
		memcpy(text + 10, midnight, sizeof midnight);
	} else {
		n = snprintf(text, sizeof text, "%04lld-%02d-%02d%s", (long long)m.year, m.month, m.day, midnight);
	}
	const char *kept = edu_passage_keep(p, text, (size_t)n);
	if (!kept) return EDU_ENOMEM;
	return edu_target_text(p, item, kept, (uint32_t)n, value, EDU_OUTCOME_DERIVED, m.has_zone ? edu_rule_elm_zone_dropped : rule);
}

bool elm_is_moment(const edu_passage *p, edu_ref value)
{
	const edu_item *said = &core_of(p)->items[value];
	edu_moment m;
	return said->text && edu_parse_moment(said->text, said->length, &m);
}

static int raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	edu_ref made;
	if (!elm_is_moment(p, value)) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elm_not_date);
		return 0;
	}
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	return rc < 0 || !made ? rc : elm_raise_moment(p, made, value, rule);
}

int elm_raise_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime);
}

int elm_raise_birth_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return raise_moment(p, row, value, target, edu_rule_elm_birth_date);
}

/* Days since an era and minutes of the day, without the zone: good for telling which date is later. */
static int64_t order_of(const edu_item *item)
{
	edu_moment m;
	if (!item->text || !edu_parse_moment(item->text, item->length, &m)) return INT64_MIN;
	return ((((m.year * 12 + m.month) * 31 + m.day) * 24 + m.hour) * 60 + m.minute - m.zone) * 60 + m.second;
}

static edu_ref latest_award(const edu_tree *t, edu_ref credential)
{
	const edu_ref awards = edu_tree_child(t, credential, core_n_award);
	edu_ref latest = 0;
	int64_t best = 0;
	for (edu_ref a = edu_value_first(t, awards); a; a = edu_value_next(t, awards, a)) {
		const edu_ref issued = edu_tree_child(t, a, core_n_issued);
		const int64_t order = issued ? order_of(&t->items[issued]) : INT64_MIN;
		if (issued && order != INT64_MIN && (!latest || order > best)) {
			latest = a;
			best = order;
		}
	}
	return latest;
}

int elm_raise_issued(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref award = elm_raising_of(p)->award;
	const edu_ref issued = award ? edu_tree_child(t, award, core_n_issued) : 0;
	if (value || !issued) return value ? raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime) : 0;
	const int rc = raise_moment(p, row, issued, target, edu_rule_elm_date_as_datetime);
	if (!p->traces[issued].rule) p->traces[issued].rule = edu_rule_elm_issue_date;
	return rc;
}

int elm_raise_valid_from(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return raise_moment(p, row, value, target, edu_rule_elm_date_as_datetime);
	const edu_ref issued = edu_tree_child(&p->to->tree, target, elm_n_issued);
	edu_ref made;
	if (!issued) return 0;
	const int rc = edu_target_member(p, target, EDU_KIND_STRING, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, p->to->tree.items[issued].text, p->to->tree.items[issued].length);
	return edu_origin_set(p, made, edu_rule_elm_valid_from);
}

/* ---- the subject: which report the credential's date of issue is taken from is settled before the claims ---- */

int elm_raise_subject(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elm_raising *r = elm_raising_of(p);
	edu_ref made;
	if (!edu_tree_child(core_of(p), core, core_n_issued)) r->award = latest_award(core_of(p), core);
	if (value) return elm_raise_node(p, row, value, target, &made);
	int rc = elm_member(p, target, row->name, false, elm_c_Person, &made);
	if (rc >= 0) rc = elm_open(p, made, elm_c_Person);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, 0, made);
}

/* ---- files ---- */

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
