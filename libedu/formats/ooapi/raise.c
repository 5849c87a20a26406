/*
 * formats/ooapi/raise.c – a record of the core becomes a bundle of OOAPI 6.1: which achievements there
 * are, what each of them is in OOAPI, and who teaches it.
 */
#include "formats/ooapi/raise.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

/* ---- the achievements, wholes before parts ---- */

static int add_record(edu_passage *p, edu_ref node, uint32_t whole, uint16_t parts)
{
	ooapi_raising *r = ooapi_raising_of(p);
	const edu_tree *t = &p->from->tree;
	const edu_ref property = edu_tree_child(t, node, parts);
	if (!edu_grow(&p->to->tree.ctx->allocator, (void **)&r->records, &r->capacity, r->count,
	              sizeof *r->records))
		return edu_fail_memory(p->err);
	r->records[r->count++] = (ooapi_record){
		.node = node, .whole = whole, .parts = property, .next = edu_value_first(t, property)
	};
	p->traces[node].state |= EDU_TRACE_OPEN;
	return 0;
}

/*
 * Without recursion, for parts nest as they like. A part that was met already has its parts there; here it is known
 * to be part of another as well.
 */
int ooapi_find_records(edu_passage *p, uint16_t top)
{
	ooapi_raising *r = ooapi_raising_of(p);
	const edu_tree *t = &p->from->tree;
	uint32_t at = 0;
	int rc = add_record(p, r->credential, 0, top);
	while (rc >= 0) {
		ooapi_record *record = &r->records[at];
		if (!record->next) {
			if (!at) break;
			at = record->whole;
			continue;
		}
		const edu_ref node = edu_core_follow(t, record->next);
		record->next = edu_value_next(t, record->parts, record->next);
		const bool again = p->traces[node].state & EDU_TRACE_OPEN;
		rc = add_record(p, node, at, core_n_part);
		if (rc < 0) break;
		r->records[r->count - 1].again = again;
		if (!again) at = (uint32_t)r->count - 1;
	}
	for (size_t i = 0; i < r->count; i++) p->traces[r->records[i].node].state &= (uint8_t)~EDU_TRACE_OPEN;
	return rc;
}

/* ---- what each of them is ---- */

edu_ref ooapi_specification_of(const edu_passage *p, const ooapi_record *r)
{
	const edu_tree *t = &p->from->tree;
	return t->items[r->node].cls == core_c_Specification ? r->node
	                                                     : edu_core_one(t, r->node, core_n_specification);
}

static bool is_kind(const edu_passage *p, const ooapi_record *r, const char *kind)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref specification = ooapi_specification_of(p, r);
	uint32_t length;
	const char *text = specification ? edu_core_text(t, specification, core_n_kind, &length) : NULL;
	return text && edu_equal(text, length, kind);
}

/*
 * Programmes have parts of any kind, courses have components, and these have components. So what has other parts is a
 * programme, whatever it is called; its type says that.
 */
void ooapi_find_classes(edu_passage *p)
{
	ooapi_raising *r = ooapi_raising_of(p);
	for (size_t i = r->count; --i > 0;) {
		const ooapi_record *record = &r->records[i];
		if (!is_kind(p, record, "Class") || record->holds_more)
			r->records[record->whole].holds_more = true;
	}
	for (size_t i = 1; i < r->count; i++) {
		ooapi_record *record = &r->records[i];
		const bool is_programme = record->holds_more || is_kind(p, record, "Degree Programme")
		                          || is_kind(p, record, "Module");
		const bool in_programme = record->whole && r->records[record->whole].cls == ooapi_c_Programme;
		const bool is_class = is_kind(p, record, "Class");
		record->cls = is_programme || (is_class && in_programme) ? ooapi_c_Programme
			    : is_class ? ooapi_c_LearningComponent : ooapi_c_Course;
	}
}

static void find_awards(edu_passage *p)
{
	ooapi_raising *r = ooapi_raising_of(p);
	const edu_tree *t = &p->from->tree;
	r->records[0].award = edu_core_one(t, r->credential, core_n_award);
	for (size_t i = 1; i < r->count; i++) {
		ooapi_record *record = &r->records[i];
		const edu_ref award = edu_core_one(t, record->node, core_n_awardedBy);
		record->award = award ? award : r->records[record->whole].award;
	}
}

/* Who teaches it: of the offering, or of the course, or else who awarded it. */
int ooapi_find_organisation(edu_passage *p, ooapi_record *record)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref offered =
		record->offered ? record->offered : edu_core_one(t, record->node, core_n_offering);
	const edu_ref specification = ooapi_specification_of(p, record);
	edu_ref node = offered ? edu_core_one(t, offered, core_n_provider) : 0;
	if (!node && specification) node = edu_core_one(t, specification, core_n_provider);
	if (!node && record->award) node = edu_core_one(t, record->award, core_n_body);
	record->organisation = ooapi_raising_of(p)->root;
	return node ? ooapi_raise_organisation(p, node, "institute", &record->organisation) : 0;
}

/* ---- the whole record ---- */

static int raise_record_of_learner(edu_passage *p)
{
	ooapi_raising *r = ooapi_raising_of(p);
	int rc = ooapi_find_records(p, core_n_achievement);
	if (rc < 0) return rc;
	ooapi_find_classes(p);
	find_awards(p);
	rc = ooapi_open_bundle(p);
	if (rc >= 0) rc = ooapi_raise_organisations(p);
	if (rc >= 0) rc = ooapi_raise_learner(p);
	for (size_t i = 1; i < r->count && rc >= 0; i++) {
		if (r->records[i].again) continue;
		rc = ooapi_find_organisation(p, &r->records[i]);
		if (rc >= 0) rc = ooapi_raise_record(p, &r->records[i]);
	}
	return rc < 0 ? rc : ooapi_close_bundle(p);
}

int ooapi_raise(edu_passage *p)
{
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	ooapi_raising r = { .credential = p->from->content };
	const bool is_catalogue = p->from->tree.items[r.credential].cls == core_c_Catalogue;
	p->state = &r;
	edu_map_open(&r.ids, a);
	edu_map_open(&r.repeats, a);
	const int rc = is_catalogue ? ooapi_raise_catalogue(p) : raise_record_of_learner(p);
	edu_map_close(&r.ids);
	edu_map_close(&r.repeats);
	edu_release(a, r.records, r.capacity * sizeof *r.records);
	edu_release(a, r.moved, r.moved_count * sizeof *r.moved);
	p->state = NULL;
	return rc;
}

int ooapi_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	const edu_ref node = edu_core_follow(&p->from->tree, value);
	const int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, made);
	if (rc < 0) return rc;
	if (!*made) return ooapi_lose_core(p, value, edu_rule_convert_one_only), 0;
	p->to->tree.items[*made].cls = p->crosswalk->frames[row->frame].cls;
	edu_trace_set(p, value, *made, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, node, *made, EDU_OUTCOME_EXACT, 0);
	return edu_raise_frame(p, row->frame, node, *made);
}

/* Everything was added before. That there is something to complete keeps a bundle whole: its lists grow all at once. */
int ooapi_complete(edu_passage *p)
{
	return 0;
}
