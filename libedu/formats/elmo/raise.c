/*
 * formats/elmo/raise.c – a core record becomes an ELMO document: what the rows of the crosswalk can't say.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/embed.h"
#include "formats/elmo/hows.h"
#include "formats/elmo/residue.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

#define ELMO_NAMESPACE "https://github.com/emrex-eu/elmo-schemas/tree/v1"
#define ADDRESS_NAMESPACE "https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- which achievements stand in which report ---- */

/* Awards of one body that were issued together are one report; the first of them leads. */
static int find_leader(edu_passage *p, edu_map *leaders, edu_ref award)
{
	const edu_tree *t = core_of(p);
	const edu_ref body = edu_core_one(t, award, core_n_body);
	uint32_t length;
	const char *issued = edu_core_text(t, award, core_n_issued, &length);
	elmo_raising_of(p)->next[award] = award;
	if (!body) return 0;
	char *key = edu_arena_reserve(p->to->tree.arena, sizeof body + length + 1);
	if (!key) return edu_fail_memory(p->err);
	memcpy(key, &body, sizeof body);
	if (issued) memcpy(key + sizeof body, issued, length);
	edu_arena_commit(p->to->tree.arena, sizeof body + length + 1);
	edu_map_slot *slot = edu_map_slot_of(leaders, key, sizeof body + length);
	if (!slot) return edu_fail_memory(p->err);
	if (!slot->value) slot->value = award;
	elmo_raising_of(p)->next[award] = slot->value;
	return 0;
}

/* The credential's awards, and those that stand with their achievement alone, which are chained. */
static int find_leaders(edu_passage *p)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = core_of(p);
	const edu_ref awards = edu_tree_child(t, r->credential, core_n_award);
	const edu_ref achievements = edu_tree_child(t, r->credential, core_n_achievement);
	edu_map leaders;
	edu_ref last = 0;
	int rc = 0;
	edu_map_open(&leaders, &p->to->tree.ctx->allocator);
	for (edu_ref a = edu_value_first(t, awards); a && rc >= 0; a = edu_value_next(t, awards, a)) rc = find_leader(p, &leaders, a);
	for (edu_ref v = edu_value_first(t, achievements); v && rc >= 0; v = edu_value_next(t, achievements, v)) {
		const edu_ref award = edu_core_one(t, edu_core_follow(t, v), core_n_awardedBy);
		if (!award || r->next[award]) continue;
		rc = find_leader(p, &leaders, award);
		if (last) r->number[last] = award;
		else r->alone = award;
		last = award;
	}
	edu_map_close(&leaders);
	return rc;
}

static int sort_into_reports(edu_passage *p)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = core_of(p);
	const edu_ref achievements = edu_tree_child(t, r->credential, core_n_achievement);
	const edu_ref awards = edu_tree_child(t, r->credential, core_n_award);
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_ref *last = edu_allocate(a, r->count * sizeof *last);
	if (!last) return edu_fail_memory(p->err);
	memset(last, 0, r->count * sizeof *last);
	for (edu_ref v = edu_value_first(t, achievements); v; v = edu_value_next(t, achievements, v)) {
		const edu_ref node = edu_core_follow(t, v);
		edu_ref award = edu_core_one(t, node, core_n_awardedBy);
		if (!award) award = edu_value_first(t, awards);
		const edu_ref leader = r->next[award];
		if (last[leader]) r->next[last[leader]] = v;
		else r->first[leader] = v;
		last[leader] = v;
	}
	edu_release(a, last, r->count * sizeof *last);
	return 0;
}

/* ---- the whole record ---- */

static int raise_root(edu_passage *p)
{
	edu_tree *t = &p->to->tree;
	edu_ref root, declaration;
	t->top = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	if (!t->top) return edu_fail_memory(p->err);
	const edu_name name = edu_tree_name_xml(t, "elmo", 4, 0, ELMO_NAMESPACE, 0);
	if (!name) return edu_fail_memory(p->err);
	int rc = edu_target_member(p, t->top, EDU_KIND_ELEMENT, name, &root);
	if (rc >= 0) rc = edu_target_member(p, root, EDU_KIND_NAMESPACE, 0, &declaration);
	if (rc < 0) return rc;
	edu_tree_use_text(t, declaration, ELMO_NAMESPACE, sizeof ELMO_NAMESPACE - 1);
	p->to->content = root;
	return edu_raise_frame(p, elmo_f_Elmo, elmo_raising_of(p)->credential, root);
}

int elmo_raise(edu_passage *p)
{
	elmo_raising r = { 0 };
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const size_t bytes = core_of(p)->count * sizeof(edu_ref);
	r.credential = p->from->content;
	r.count = core_of(p)->count;
	r.next = edu_allocate(a, bytes);
	r.first = edu_allocate(a, bytes);
	r.number = edu_allocate(a, bytes);
	p->state = &r;
	int rc = r.next && r.first && r.number ? 0 : edu_fail_memory(p->err);
	if (rc >= 0) {
		memset(r.next, 0, bytes);
		memset(r.first, 0, bytes);
		memset(r.number, 0, bytes);
		rc = find_leaders(p);
	}
	if (rc >= 0) rc = sort_into_reports(p);
	if (rc >= 0) rc = raise_root(p);
	edu_release(a, r.next, bytes);
	edu_release(a, r.first, bytes);
	edu_release(a, r.number, bytes);
	edu_release(a, r.used, r.used_capacity * sizeof *r.used);
	p->state = NULL;
	return rc;
}

/* Everything that a value says is lost, by one rule. */
static void lose(edu_passage *p, edu_ref value, uint16_t rule)
{
	const edu_tree *t = core_of(p);
	if (!value) return;
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, rule);
	for (edu_ref i = edu_tree_walk(t, value, value); i; i = edu_tree_walk(t, value, i))
		edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, rule);
}

/* A node that stands elsewhere already has its source there. */
static void note_repeats(edu_passage *p, edu_ref first)
{
	for (edu_ref i = first; i < p->to->tree.count && i < p->origin_count; i++)
		if (p->origins[i] == EDU_SOURCED) p->origins[i] = edu_rule_elmo_repeated;
}

static int raise_element(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	const edu_tree *t = core_of(p);
	const edu_ref node = value ? edu_core_follow(t, value) : 0;
	const bool again = node && p->traces[node].to;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, made);
	if (rc < 0) return rc;
	if (!*made) {
		lose(p, value, edu_rule_convert_one_only);
		return 0;
	}
	p->to->tree.items[*made].cls = p->crosswalk->frames[row->frame].cls;
	if (!value) return 0;
	edu_trace_set(p, value, *made, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, node, *made, EDU_OUTCOME_EXACT, 0);
	rc = edu_raise_frame(p, row->frame, node, *made);
	if (rc >= 0 && again) note_repeats(p, *made);
	return rc;
}

/* ---- codes: the schema's lists are complete, and what is read may say more ---- */

/* One code of ISO 639-1, and none at all where there are several (rule A17). */
static int raise_language(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref first = edu_value_first(t, value);
	const edu_item *item = &t->items[first];
	const bool several = edu_value_next(t, value, first);
	const bool two_letters = item->length == 2 && item->text[0] >= 'a' && item->text[0] <= 'z' && item->text[1] >= 'a'
			      && item->text[1] <= 'z';
	if (!several && two_letters) return edu_how_text.raise(p, row, core, first, target);
	for (edu_ref v = first; v; v = edu_value_next(t, value, v))
		lose(p, v, several ? edu_rule_elmo_several_languages : edu_rule_elmo_language_code);
	return 0;
}

static int raise_code(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_schema *schema = &elmo_schema;
	const uint16_t cls = p->to->tree.items[target].cls;
	const edu_property *property = edu_schema_property(schema, cls, row->name, p->to->version);
	const edu_codes *codes = property && property->codes ? &schema->codes[property->codes] : NULL;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_item *item = &t->items[v];
		if (!codes || edu_codes_have(codes, item->text, item->length, p->to->version))
			rc = edu_how_text.raise(p, row, core, v, target);
		else
			lose(p, v, edu_rule_elmo_code);
	}
	return rc;
}

/* ---- dates ---- */

static int raise_text_as(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, const char *text,
			 uint32_t length, uint16_t rule)
{
	edu_ref made;
	const int rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0) return rc;
	if (!made) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
		return 0;
	}
	return edu_target_text(p, made, text, length, value, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
}

/* A day or moment of the calendar; readers are lenient, and the schema is not. */
static bool is_moment(const edu_passage *p, edu_ref value)
{
	const edu_item *item = &core_of(p)->items[value];
	edu_moment m;
	return item->text && edu_parse_moment(item->text, item->length, &m);
}

static int raise_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &core_of(p)->items[value];
	const char *time = item->text ? memchr(item->text, 'T', item->length) : NULL;
	if (!is_moment(p, value)) return lose(p, value, edu_rule_elmo_not_date), 0;
	if (!time) return edu_how_text.raise(p, row, core, value, target);
	const uint32_t length = (uint32_t)(time - item->text);
	const char *date = edu_passage_keep(p, item->text, length);
	return date ? raise_text_as(p, row, value, target, date, length, edu_rule_elmo_date_of_datetime) : EDU_ENOMEM;
}

/* The schema wants xs:dateTime; a date without a time is seen in the core where a reader was lenient. */
static int moment_text(edu_passage *p, edu_ref value, const char **text, uint32_t *length, uint16_t *rule)
{
	const edu_item *item = &core_of(p)->items[value];
	edu_moment m;
	char made[64];
	*text = item->text;
	*length = item->length;
	if (!edu_parse_moment(item->text, item->length, &m) || m.has_time) return 0;
	const int n = snprintf(made, sizeof made, "%04lld-%02d-%02dT00:00:00Z", (long long)m.year, m.month, m.day);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	*rule = edu_rule_elmo_datetime_of_date;
	return *text ? 0 : EDU_ENOMEM;
}

static int raise_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	const char *text;
	uint32_t length;
	const int rc = moment_text(p, value, &text, &length, &rule);
	return rc < 0 ? rc : raise_text_as(p, row, value, target, text, length, rule);
}

/* A date that has its own place already, a second time where the schema demands one. */
static int repeat_moment(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t rule)
{
	const char *text;
	uint32_t length;
	uint16_t ignored;
	edu_ref made;
	int rc = moment_text(p, value, &text, &length, &ignored);
	if (rc >= 0) rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, rule);
}

static edu_ref first_issue_date(const edu_passage *p, edu_ref credential)
{
	const edu_tree *t = core_of(p);
	const edu_ref awards = edu_tree_child(t, credential, core_n_award);
	for (edu_ref a = edu_value_first(t, awards); a; a = edu_value_next(t, awards, a)) {
		const edu_ref issued = edu_tree_child(t, a, core_n_issued);
		if (issued && is_moment(p, issued)) return issued;
	}
	return 0;
}

static edu_ref date_of_credential(const edu_passage *p, edu_ref credential)
{
	static const uint16_t names[] = { core_n_issued, core_n_issuanceDate, core_n_validFrom };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const edu_ref date = edu_tree_child(core_of(p), credential, names[i]);
		if (date && is_moment(p, date)) return date;
	}
	return first_issue_date(p, credential);
}

static int raise_generated(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value && is_moment(p, value)) return raise_moment(p, row, value, target, 0);
	lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, core);
	/* The date itself belongs to the report: here it is only repeated. */
	return date ? repeat_moment(p, row, date, target, edu_rule_elmo_generated_of_issue) : 0;
}

static int raise_issue_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value && is_moment(p, value)) return raise_moment(p, row, value, target, 0);
	lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, elmo_raising_of(p)->credential);
	if (!date) return 0;
	return edu_traced(p, date) ? repeat_moment(p, row, date, target, edu_rule_elmo_issue_date_missing)
				   : raise_moment(p, row, date, target, edu_rule_elmo_issue_date_missing);
}

/* The schema wants both ends of a term. */
static int raise_term(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref session = edu_core_follow(t, v);
		const edu_ref start = edu_tree_child(t, session, core_n_startDate), end = edu_tree_child(t, session, core_n_endDate);
		edu_ref made;
		if (start && end && is_moment(p, start) && is_moment(p, end)) rc = raise_element(p, row, v, target, &made);
		else lose(p, session, edu_rule_elmo_term_dates);
	}
	return rc;
}

/* A diploma supplement has a date of its own; else that of the record. */
static int raise_supplement_date(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (value && is_moment(p, value)) return raise_date(p, row, core, value, target);
	lose(p, value, edu_rule_elmo_not_date);
	const edu_ref date = date_of_credential(p, elmo_raising_of(p)->credential);
	if (!date) return 0;
	const char *time = memchr(t->items[date].text, 'T', t->items[date].length);
	const uint32_t length = time ? (uint32_t)(time - t->items[date].text) : t->items[date].length;
	const char *day = edu_passage_keep(p, t->items[date].text, length);
	const int rc = day ? edu_target_add(p, row, target, EDU_KIND_STRING, &made) : EDU_ENOMEM;
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, day, length);
	return edu_origin_set(p, made, edu_rule_elmo_issue_date_missing);
}

/* ---- what the schema demands to be whole ---- */

static bool is_number(const edu_passage *p, edu_ref node, uint16_t name, bool count)
{
	const edu_ref value = edu_tree_child(core_of(p), node, name);
	const edu_item *item = &core_of(p)->items[value];
	if (!value || !item->text) return false;
	return count ? edu_is_integer(item->text, item->length) && item->text[0] != '-' : edu_is_decimal(item->text, item->length);
}

static int raise_shortened(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(core_of(p), value);
	edu_ref made;
	if (is_number(p, node, core_n_percentageLower, false) && is_number(p, node, core_n_percentageEqual, false)
	    && is_number(p, node, core_n_percentageHigher, false))
		return raise_element(p, row, value, target, &made);
	return lose(p, node, edu_rule_elmo_percentage_missing), 0;
}

static edu_ref first_category(const edu_passage *p, edu_ref distribution)
{
	const edu_tree *t = core_of(p);
	const edu_ref all = edu_tree_child(t, distribution, core_n_category);
	for (edu_ref c = edu_value_first(t, all); c; c = edu_value_next(t, all, c))
		if (is_number(p, edu_core_follow(t, c), core_n_count, true)) return c;
	return 0;
}

static int raise_distribution(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(core_of(p), value);
	edu_ref made;
	if (first_category(p, node)) return raise_element(p, row, value, target, &made);
	return lose(p, node, edu_rule_elmo_category_count), 0;
}

static int raise_category(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v)) {
		const edu_ref node = edu_core_follow(t, v);
		edu_ref made;
		if (is_number(p, node, core_n_count, true)) rc = raise_element(p, row, v, target, &made);
		else lose(p, node, edu_rule_elmo_category_count);
	}
	return rc;
}

/* A text that must be there, and may be empty. */
static int raise_demanded(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	const edu_kind kind = row->flags & EDU_ROW_ATTRIBUTE ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT;
	const int rc = edu_target_member(p, target, kind, row->name, &made);
	if (rc < 0) return rc;
	if (kind == EDU_KIND_ATTRIBUTE) edu_tree_use_text(&p->to->tree, made, "", 0);
	return edu_origin_set(p, made, edu_rule_elmo_text_missing);
}

static bool is_section_number(const edu_item *item)
{
	for (uint32_t i = 0; i < item->length; i++)
		if (item->text[i] != '.' && (item->text[i] < '0' || item->text[i] > '9')) return false;
	return item->length > 0;
}

/* Digits and points; else the section's place among its siblings. */
static int raise_section_number(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	unsigned place = 1;
	char number[24];
	if (value && is_section_number(&t->items[value])) return edu_how_text.raise(p, row, core, value, target);
	lose(p, value, edu_rule_elmo_section_number);
	for (edu_ref s = edu_tree_first(t, t->items[core].parent); s && s != core; s = edu_tree_next(t, s)) place++;
	snprintf(number, sizeof number, "%u", place);
	return edu_target_default(p, target, EDU_KIND_ATTRIBUTE, row->name, number, edu_rule_elmo_section_number, NULL);
}

/* Every specification has an instance, be it empty. */
static int raise_instance(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	edu_ref made;
	int rc = raise_element(p, row, 0, target, &made);
	if (rc < 0 || !made) return rc;
	rc = edu_raise_frame(p, row->frame, core, made);
	return rc < 0 || edu_tree_first(&p->to->tree, made) ? rc : edu_origin_set(p, made, edu_rule_elmo_instance_missing);
}

/* ---- reports and what is in them ---- */

/* award 0: what nobody awarded. */
static int raise_one_report(edu_passage *p, const edu_row *row, edu_ref award, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	const edu_ref leader = r->next[award];
	edu_ref made;
	if (leader != award) {
		edu_trace_set(p, award, p->traces[leader].to, EDU_OUTCOME_EXACT, 0);
		return 0;
	}
	r->report++;
	r->schemes = 0;
	r->used_count = 0;
	const int rc = raise_element(p, row, award, target, &made);
	return rc < 0 || award ? rc : edu_raise_frame(p, row->frame, 0, made);
}

static int raise_report(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const elmo_raising *r = elmo_raising_of(p);
	const edu_tree *t = core_of(p);
	int rc = 0;
	for (edu_ref a = edu_value_first(t, value); a && rc >= 0; a = edu_value_next(t, value, a))
		rc = raise_one_report(p, row, a, target);
	for (edu_ref a = r->alone; a && rc >= 0; a = r->number[a]) rc = raise_one_report(p, row, a, target);
	if (rc < 0 || (!r->first[0] && r->report)) return rc;
	/* Achievements that nobody awarded, or none at all: a report of the issuer's, for the schema wants one. */
	return raise_one_report(p, row, 0, target);
}

/* Who awarded; where that is not known, who issued. The schema wants an issuer in every report. */
static int raise_body(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (value) return edu_how_node.raise(p, row, core, value, target);
	const edu_ref issuer = edu_tree_child(t, elmo_raising_of(p)->credential, core_n_issuer);
	if (issuer) return raise_element(p, row, issuer, target, &made);
	const int rc = raise_element(p, row, 0, target, &made);
	return rc < 0 ? rc : edu_raise_frame(p, row->frame, 0, made);
}

static int raise_achievements(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	int rc = 0;
	for (edu_ref v = r->first[core]; v && rc >= 0; v = r->next[v]) {
		edu_trace *trace = &p->traces[edu_core_follow(core_of(p), v)];
		edu_ref made;
		trace->state |= EDU_TRACE_OPEN;
		rc = raise_element(p, row, v, target, &made);
		trace->state &= (uint8_t)~EDU_TRACE_OPEN;
	}
	return rc;
}

/* A part that contains itself can't be said by a tree; links make that possible in the core. */
static int raise_part(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_ref node = edu_core_follow(core_of(p), value);
	edu_trace *trace = &p->traces[node];
	edu_ref made;
	if (trace->state & EDU_TRACE_OPEN) {
		edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elmo_cycle);
		return 0;
	}
	trace->state |= EDU_TRACE_OPEN;
	const int rc = raise_element(p, row, value, target, &made);
	p->traces[node].state &= (uint8_t)~EDU_TRACE_OPEN;
	return rc;
}

/* ---- names ---- */

static bool speaks(const edu_tree *t, edu_ref text, const char *language)
{
	const char *tag = edu_core_language(t, text);
	return tag && edu_equal_nocase(tag, strlen(tag), language);
}

/* The one text where the format takes one without language: untagged, else in the language asked for, else English. */
static edu_ref chosen_text(const edu_passage *p, edu_ref value)
{
	const edu_tree *t = core_of(p);
	edu_ref chosen = edu_value_first(t, value);
	int best = 0;
	for (edu_ref v = chosen; v; v = edu_value_next(t, value, v)) {
		const int rank = !edu_core_language(t, v) ? 3
			       : p->default_language && speaks(t, v, p->default_language) ? 2
			       : speaks(t, v, "en") ? 1 : 0;
		if (rank > best) {
			best = rank;
			chosen = v;
		}
	}
	return chosen;
}

static int raise_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	if (!value) {
		const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
		return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_name_missing);
	}
	const edu_ref chosen = chosen_text(p, value);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v))
		if (v != chosen) edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_elmo_one_name);
	return raise_text_as(p, row, chosen, target, t->items[chosen].text, t->items[chosen].length, 0);
}

/* ---- titles: of the specification, and of the achievement where it differs ---- */

static edu_ref same_text(const edu_tree *t, edu_ref property, edu_ref text)
{
	const edu_item *a = &t->items[text];
	const char *language = edu_core_language(t, text);
	unsigned left = 64;   /* as edu_core_same() */
	for (edu_ref v = edu_value_first(t, property); v && left; v = edu_value_next(t, property, v), left--) {
		const edu_item *b = &t->items[v];
		const char *other = edu_core_language(t, v);
		if (a->length == b->length && a->text && b->text && !memcmp(a->text, b->text, a->length)
		    && !language == !other && (!language || !strcmp(language, other)))
			return v;
	}
	return 0;
}

static int raise_titles(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref also = row->also[0] ? edu_core_at(t, core, row->also, row->also[1] ? 2 : 1) : 0;
	int rc = value ? edu_how_lang.raise(p, row, core, value, target) : 0;
	for (edu_ref v = edu_value_first(t, also); v && rc >= 0; v = edu_value_next(t, also, v)) {
		const edu_ref same = value ? same_text(t, value, v) : 0;
		if (!same) {
			rc = edu_how_lang.raise(p, row, core, v, target);
			continue;
		}
		const edu_ref language = edu_tree_child(t, v, core_n_lang), said = edu_tree_child(t, same, core_n_lang);
		edu_trace_set(p, v, p->traces[same].to, EDU_OUTCOME_DERIVED, edu_rule_elmo_title_once);
		if (language && said)
			edu_trace_set(p, language, p->traces[said].to, EDU_OUTCOME_DERIVED, edu_rule_elmo_title_once);
	}
	if (rc < 0 || value || also || !(row->flags & EDU_ROW_ALWAYS)) return rc;
	edu_ref made;
	rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_title_missing);
}

/* ---- identifiers ---- */

static int raise_identifier_type(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	return edu_target_default(p, target, EDU_KIND_ATTRIBUTE, row->name, "local", edu_rule_elmo_type_missing, NULL);
}

/* The web domain of a page: the best guess of a SCHAC identifier there is (rule A6). */
static bool domain_of(const char *url, uint32_t length, const char **domain, size_t *n)
{
	const char *start = url, *end = url + length;
	for (const char *s = url; s + 3 <= end; s++)
		if (!memcmp(s, "://", 3)) {
			start = s + 3;
			break;
		}
	const char *stop = start;
	while (stop < end && *stop != '/' && *stop != ':' && *stop != '?' && *stop != '#') stop++;
	if (stop - start > 4 && !memcmp(start, "www.", 4)) start += 4;
	*domain = start;
	*n = (size_t)(stop - start);
	return *n && memchr(start, '.', *n);
}

static int raise_issuer_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const char *text;
	size_t n;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_node.raise(p, row, core, value, target);
	const char *url = edu_core_text(t, core, core_n_homepage, &length);
	const bool schac = url && domain_of(url, length, &text, &n);
	if (!schac) {
		text = edu_core_text(t, core, core_n_legalName, &length);
		n = length;
	}
	if (!text) text = "";
	int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	if (rc >= 0)
		rc = edu_target_default(p, made, EDU_KIND_ATTRIBUTE, elmo_n_type, schac ? "schac" : "local",
					edu_rule_elmo_identifier_missing, NULL);
	if (rc < 0) return rc;
	if (edu_tree_set_text(&p->to->tree, made, text, n) < 0) return edu_fail_memory(p->err);
	return edu_origin_set(p, made, edu_rule_elmo_identifier_missing);
}

static int raise_issuer_url(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	edu_ref made;
	const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_url_missing);
}

/* ---- grading schemes: named within one report ---- */

static int use_scheme(edu_passage *p, edu_ref scheme)
{
	elmo_raising *r = elmo_raising_of(p);
	if (r->next[scheme] == r->report) return 0;
	r->next[scheme] = r->report;
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&r->used, &r->used_capacity, r->used_count, sizeof *r->used))
		return edu_fail_memory(p->err);
	r->used[r->used_count++] = scheme;
	return 0;
}

/* The scheme's own local name; else a number, given at its first use in the report. */
static int scheme_name(edu_passage *p, edu_ref scheme, const char **text, uint32_t *length)
{
	elmo_raising *r = elmo_raising_of(p);
	*text = edu_core_text(core_of(p), scheme, core_n_localId, length);
	if (*text) return 0;
	if (!r->number[scheme]) r->number[scheme] = ++r->schemes;
	char made[24];
	const int n = snprintf(made, sizeof made, "scheme-%u", (unsigned)r->number[scheme]);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	return *text ? 0 : EDU_ENOMEM;
}

static bool belongs_to_award(const edu_tree *t, edu_ref scheme)
{
	const edu_ref holder = t->items[scheme].parent;
	return t->items[holder].kind == EDU_KIND_ARRAY;
}

static int raise_scheme_reference(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref scheme = edu_core_follow(t, value);
	const char *text;
	uint32_t length;
	int rc = scheme_name(p, scheme, &text, &length);
	if (rc < 0) return rc;
	/* A name that led nowhere when it was read leads nowhere again. */
	const edu_ref name = edu_tree_child(t, scheme, core_n_localId);
	if (scheme == value && name && t->items[scheme].last == name && t->items[name].flags & EDU_ITEM_LAST
	    && !(t->items[scheme].flags & EDU_ITEM_SHARED))
		return raise_text_as(p, row, name, target, text, length, 0);
	if (!belongs_to_award(t, scheme)) rc = use_scheme(p, scheme);
	if (rc < 0) return rc;
	if (t->items[value].kind == EDU_KIND_LINK)
		return raise_text_as(p, row, value, target, text, length, edu_rule_elmo_scheme_reference);
	edu_ref made;
	rc = edu_target_add(p, row, target, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_scheme_reference);
}

static int raise_grading_schemes(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	elmo_raising *r = elmo_raising_of(p);
	edu_ref made;
	int rc = value ? edu_how_node.raise(p, row, core, value, target) : 0;
	for (size_t i = 0; i < r->used_count && rc >= 0; i++)
		rc = raise_element(p, row, r->used[i], target, &made);
	/* Numbers hold within one report. */
	for (size_t i = 0; i < r->used_count; i++) r->number[r->used[i]] = 0;
	return rc;
}

static int raise_scheme_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const char *text;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	int rc = scheme_name(p, core, &text, &length);
	if (rc >= 0) rc = edu_target_member(p, target, EDU_KIND_ATTRIBUTE, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_grading_scheme_name);
}

/* ---- groups ---- */

/* A group's local name: its own, or its place among its siblings. */
static int group_name(edu_passage *p, edu_ref node, const char **text, uint32_t *length)
{
	const edu_tree *t = core_of(p);
	*text = edu_core_text(t, node, core_n_localId, length);
	if (*text) return 0;
	uint32_t *number = elmo_raising_of(p)->number, place = 0;
	if (!number[node])
		for (edu_ref s = edu_tree_first(t, t->items[node].parent); s; s = edu_tree_next(t, s)) number[s] = ++place;
	char made[24];
	const int n = snprintf(made, sizeof made, "%u", (unsigned)number[node]);
	*text = edu_passage_keep(p, made, (size_t)n);
	*length = (uint32_t)n;
	return *text ? 0 : EDU_ENOMEM;
}

static int raise_group_name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const char *text;
	uint32_t length;
	edu_ref made;
	if (value) return edu_how_text.raise(p, row, core, value, target);
	int rc = group_name(p, core, &text, &length);
	if (rc >= 0) rc = edu_target_member(p, target, EDU_KIND_ATTRIBUTE, row->name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	return edu_origin_set(p, made, edu_rule_elmo_group_name);
}

static int raise_grouping(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref group = edu_core_follow(t, v);
		const edu_ref grouping = t->items[t->items[group].parent].parent;
		edu_ref made, type, id;
		const char *type_text, *id_text;
		uint32_t type_length, id_length;
		int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &made);
		if (rc < 0) return rc;
		if (!made) {
			edu_trace_set(p, v, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
			continue;
		}
		rc = group_name(p, grouping, &type_text, &type_length);
		if (rc >= 0) rc = group_name(p, group, &id_text, &id_length);
		if (rc >= 0) rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_typeref, &type);
		if (rc >= 0) rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_idref, &id);
		if (rc < 0) return rc;
		edu_tree_use_text(&p->to->tree, type, type_text, type_length);
		edu_tree_use_text(&p->to->tree, id, id_text, id_length);
		edu_trace_set(p, v, type, EDU_OUTCOME_DERIVED, edu_rule_elmo_group_reference);
		rc = edu_origin_set(p, type, edu_rule_elmo_group_reference);
		if (rc >= 0) rc = edu_origin_set(p, id, edu_rule_elmo_group_reference);
		if (rc < 0) return rc;
	}
	return 0;
}

/* ---- attachments ---- */

static int raise_attachment_reference(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	const edu_ref attachment = edu_core_follow(t, value);
	const edu_ref identifier = edu_core_one(t, attachment, core_n_identifier);
	uint32_t length;
	const char *text = identifier ? edu_core_text(t, identifier, core_n_value, &length) : NULL;
	if (!text) return 0;
	return raise_text_as(p, row, value, target, text, length, edu_rule_elmo_attachment_reference);
}

static int raise_data_uri(edu_passage *p, edu_ref content, edu_ref target, edu_ref data)
{
	const edu_tree *t = core_of(p);
	uint32_t type_length;
	const char *type = edu_core_text(t, content, core_n_mediaType, &type_length);
	if (!type) type = "application/octet-stream", type_length = 24;
	const edu_item *bytes = &t->items[data];
	const size_t length = 5 + type_length + 8 + (size_t)bytes->length;
	char *uri = edu_arena_reserve(p->to->tree.arena, length + 1);
	if (!uri) return edu_fail_memory(p->err);
	memcpy(uri, "data:", 5);
	memcpy(uri + 5, type, type_length);
	memcpy(uri + 5 + type_length, ";base64,", 8);
	memcpy(uri + 13 + type_length, bytes->text, bytes->length);
	uri[length] = 0;
	edu_arena_commit(p->to->tree.arena, length + 1);
	const edu_ref media = edu_tree_child(t, content, core_n_mediaType);
	if (media) edu_trace_set(p, media, target, EDU_OUTCOME_DERIVED, edu_rule_elmo_data_uri);
	return edu_target_text(p, target, uri, (uint32_t)length, data, EDU_OUTCOME_DERIVED, edu_rule_elmo_data_uri);
}

static int raise_content(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	for (edu_ref v = edu_value_first(t, value); v; v = edu_value_next(t, value, v)) {
		const edu_ref data = edu_tree_child(t, v, core_n_data), text = edu_tree_child(t, v, core_n_text);
		const edu_ref language = edu_tree_child(t, v, core_n_language);
		edu_ref made, attribute;
		int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, &made);
		if (rc < 0 || !made) return rc;
		if (data) rc = raise_data_uri(p, v, made, data);
		else if (text)
			rc = edu_target_text(p, made, t->items[text].text, t->items[text].length, text, EDU_OUTCOME_EXACT, 0);
		if (rc < 0 || !language) {
			if (rc < 0) return rc;
			continue;
		}
		rc = edu_target_member(p, made, EDU_KIND_ATTRIBUTE, elmo_n_xml_lang, &attribute);
		if (rc >= 0)
			rc = edu_target_text(p, attribute, t->items[language].text, t->items[language].length, language,
					     EDU_OUTCOME_EXACT, 0);
		if (rc < 0) return rc;
	}
	return 0;
}

/* ---- numbers and levels ---- */

static int raise_decimal(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &core_of(p)->items[value];
	if (edu_is_decimal(item->text, item->length)) return edu_how_text.raise(p, row, core, value, target);
	char *text = edu_arena_text(p->to->tree.arena, item->text, item->length);
	if (!text) return edu_fail_memory(p->err);
	char *comma = memchr(text, ',', item->length);
	if (comma) *comma = '.';
	if (comma && edu_is_decimal(text, item->length))
		return raise_text_as(p, row, value, target, text, item->length, edu_rule_elmo_decimal_comma);
	edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_elmo_not_decimal);
	return 0;
}

static int raise_credit_scheme(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	return edu_target_default(p, target, EDU_KIND_ELEMENT, row->name, "local", edu_rule_elmo_scheme_missing, NULL);
}

/* Only the three levels of the schema; others were read leniently. */
static int raise_credit_level(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_item *item = &core_of(p)->items[value];
	if (edu_equal(item->text, item->length, "Bachelor") || edu_equal(item->text, item->length, "Master")
	    || edu_equal(item->text, item->length, "PhD"))
		return edu_how_text.raise(p, row, core, value, target);
	return 0;
}

static int raise_introduction(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	if (value) return edu_how_text.raise(p, row, core, value, target);
	edu_ref made;
	const int rc = edu_target_member(p, target, EDU_KIND_ELEMENT, row->name, &made);
	return rc < 0 ? rc : edu_origin_set(p, made, edu_rule_elmo_introduction_missing);
}

/* ---- addresses: their parts are in a namespace of their own ---- */

static int raise_address(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *from = core_of(p);
	edu_tree *to = &p->to->tree;
	edu_ref made, declaration;
	const edu_ref first = edu_value_first(from, value);
	int rc = raise_element(p, row, first, target, &made);
	if (rc < 0 || !made) return rc;
	for (edu_ref part = edu_tree_first(to, made); part; part = edu_tree_next(to, part)) {
		rc = edu_target_member(p, part, EDU_KIND_NAMESPACE, 0, &declaration);
		if (rc < 0) return rc;
		edu_tree_use_text(to, declaration, ADDRESS_NAMESPACE, sizeof ADDRESS_NAMESPACE - 1);
	}
	return 0;
}

static bool has_address_parts(const edu_tree *t, edu_ref address)
{
	for (edu_ref c = edu_tree_first(t, address); c; c = edu_tree_next(t, c))
		if (t->items[c].name != core_n_fullAddress && t->items[c].name != core_n_country) return true;
	return false;
}

static int raise_address_line(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	if (value) return edu_how_text.raise(p, row, core, value, target);
	const edu_ref full = edu_tree_child(t, core, core_n_fullAddress);
	if (!full || has_address_parts(t, core)) return 0;
	const edu_ref chosen = chosen_text(p, full);
	return raise_text_as(p, row, chosen, target, t->items[chosen].text, t->items[chosen].length,
			     edu_rule_elmo_address_text);
}

/* ---- the names that the crosswalk uses ---- */

static int lower_token(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_row token = *row;
	token.flags |= EDU_ROW_TOKEN;
	return edu_how_text.lower(p, &token, value, core);
}

/* A name that is not known is empty (elmo.md, rule A4): it says nothing. */
static int lower_name(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_row token = *row;
	const int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);
	token.flags |= EDU_ROW_TOKEN;
	return rc < 0 || !length ? rc : edu_how_lang.lower(p, &token, value, core);
}

static int lower_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_text.lower(p, row, value, core);
}

static int lower_lang(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_lang.lower(p, row, value, core);
}

static int lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_node.lower(p, row, value, core);
}

static int lower_enter(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_enter.lower(p, row, value, core);
}

const edu_how edu_how_elmo_generated = { lower_token, raise_generated };
const edu_how edu_how_elmo_issue_date = { lower_token, raise_issue_date };
const edu_how edu_how_elmo_report = { elmo_lower_report, raise_report };
const edu_how edu_how_elmo_achievements = { elmo_lower_achievements, raise_achievements };
const edu_how edu_how_elmo_part = { elmo_lower_part, raise_part };
const edu_how edu_how_elmo_term = { lower_node, raise_term };
const edu_how edu_how_elmo_body = { lower_node, raise_body };
const edu_how edu_how_elmo_code = { lower_token, raise_code };
const edu_how edu_how_elmo_language = { lower_token, raise_language };
const edu_how edu_how_elmo_supplement_date = { lower_token, raise_supplement_date };
const edu_how edu_how_elmo_shortened = { lower_node, raise_shortened };
const edu_how edu_how_elmo_distribution = { lower_node, raise_distribution };
const edu_how edu_how_elmo_category = { lower_node, raise_category };
const edu_how edu_how_elmo_demanded = { lower_token, raise_demanded };
const edu_how edu_how_elmo_section_number = { lower_token, raise_section_number };
const edu_how edu_how_elmo_instance = { lower_enter, raise_instance };
const edu_how edu_how_elmo_name = { lower_name, raise_name };
const edu_how edu_how_elmo_title = { elmo_lower_title, raise_titles };
const edu_how edu_how_elmo_titles = { lower_lang, raise_titles };
const edu_how edu_how_elmo_date = { lower_token, raise_date };
const edu_how edu_how_elmo_decimal = { elmo_lower_decimal, raise_decimal };
const edu_how edu_how_elmo_identifier_type = { lower_token, raise_identifier_type };
const edu_how edu_how_elmo_issuer_identifier = { lower_node, raise_issuer_identifier };
const edu_how edu_how_elmo_issuer_url = { lower_token, raise_issuer_url };
const edu_how edu_how_elmo_scheme_reference = { elmo_lower_scheme_reference, raise_scheme_reference };
const edu_how edu_how_elmo_grading_schemes = { lower_node, raise_grading_schemes };
const edu_how edu_how_elmo_scheme_name = { lower_token, raise_scheme_name };
const edu_how edu_how_elmo_group_name = { lower_text, raise_group_name };
const edu_how edu_how_elmo_grouping = { elmo_lower_grouping, raise_grouping };
const edu_how edu_how_elmo_attachment_reference = { elmo_lower_attachment_reference, raise_attachment_reference };
const edu_how edu_how_elmo_content = { elmo_lower_content, raise_content };
const edu_how edu_how_elmo_credit_scheme = { elmo_lower_credit_scheme, raise_credit_scheme };
const edu_how edu_how_elmo_credit_level = { elmo_lower_credit_level, raise_credit_level };
const edu_how edu_how_elmo_introduction = { elmo_lower_introduction, raise_introduction };
const edu_how edu_how_elmo_address = { lower_node, raise_address };
const edu_how edu_how_elmo_address_line = { lower_text, raise_address_line };

const edu_crosswalk edu_crosswalk_elmo = {
	.schema = &elmo_schema,
	.frames = edu_elmo_frames,
	.rows = edu_elmo_rows,
	.absent = edu_elmo_absent,
	.nowhere = edu_elmo_nowhere,
	.top = elmo_f_Elmo,
	.rule_no_place = edu_rule_elmo_no_place,
	.rule_unknown = edu_rule_elmo_unknown,
	.raise_node = raise_element,
	.lower = elmo_lower,
	.raise = elmo_raise,
	.embed = elmo_embed,
	.embedded = elmo_embedded,
	.park = elmo_park,
	.parked = elmo_parked,
	.record = elmo_record,
};
