/*
 * formats/elm/raise_nodes.c – nodes of a credential: in full where they first stand, by their identifier after that.
 *
 * What a node is known by is kept apart from the tree, for the node may have been handed on when it is named again.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/hows.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

static const edu_tree *core_of(const edu_passage *p) { return &p->from->tree; }

/* ---- identifiers ---- */

/* EDCI's word for the kind of a node in urn:epass:<kind>:<n> (elm.md, section 6, ids); its length. */
static size_t put_id_kind(char *out, uint16_t cls)
{
	static const struct {
		uint16_t cls;
		const char *kind;
	} words[] = {
		{ elm_c_Organisation, "org" }, { elm_c_LearningActivity, "activity" },
		{ elm_c_LearningEntitlement, "entitlement" }, { elm_c_PeriodOfTime, "period" },
		{ elm_c_LearningAchievementSpecification, "learningAchievementSpec" },
		{ elm_c_LearningActivitySpecification, "learningActivitySpec" },
		{ elm_c_LearningAssessmentSpecification, "learningAssessmentSpec" },
	};
	const char *kind = elm_schema.classes[cls].name;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].cls == cls) kind = words[i].kind;
	const size_t length = strlen(kind);
	memcpy(out, kind, length);
	if (out[0] >= 'A' && out[0] <= 'Z') out[0] = (char)(out[0] - 'A' + 'a');
	return length;
}

static size_t put_number(char *out, uint32_t number)
{
	char digits[10];
	size_t count = 0;
	do digits[count++] = (char)('0' + number % 10);
	while (number /= 10);
	for (size_t i = 0; i < count; i++) out[i] = digits[count - 1 - i];
	return count;
}

/* Every node has an identifier, so they are written without printf(). */
static int add_id(edu_passage *p, edu_ref object, uint16_t cls)
{
	static const char scheme[] = "urn:epass:";
	char *id = edu_arena_reserve(p->to->tree.arena, 100);
	size_t n = sizeof scheme - 1;
	if (!id) return edu_fail_memory(p->err);
	memcpy(id, scheme, n);
	n += put_id_kind(id + n, cls);
	id[n++] = ':';
	n += put_number(id + n, ++elm_raising_of(p)->counters[cls]);
	id[n] = '\0';
	edu_arena_commit(p->to->tree.arena, n + 1);
	return edu_target_constant(p, object, EDU_KIND_STRING, elm_n_id, id, n, edu_rule_elm_id, NULL);
}

int elm_open(edu_passage *p, edu_ref object, uint16_t cls)
{
	const int rc = add_id(p, object, cls);
	return rc < 0 ? rc : elm_default_text(p, object, elm_n_type, elm_schema.classes[cls].term, edu_rule_elm_type);
}

/* The same under the identifier that the core has for it. */
static int open_as(edu_passage *p, edu_ref object, uint16_t cls, edu_ref id)
{
	const edu_item *item = &core_of(p)->items[id];
	edu_ref made;
	int rc = edu_target_member(p, object, EDU_KIND_STRING, elm_n_id, &made);
	if (rc >= 0) rc = edu_target_text(p, made, item->text, item->length, id, EDU_OUTCOME_EXACT, 0);
	return rc < 0 ? rc : elm_default_text(p, object, elm_n_type, elm_schema.classes[cls].term, edu_rule_elm_type);
}

/* Written when its node is opened. */
int elm_raise_global_id(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return 0;
}

/* Links lead to it; or it is an awarding body, which may be the issuer, too; or a course, which has parts and is offered. */
static bool may_be_named_again(const edu_passage *p, const edu_item *node)
{
	const bool is_catalogue = ((const elm_raising *)p->state)->is_catalogue;
	return node->flags & EDU_ITEM_SHARED || node->cls == core_c_Organisation
	    || (is_catalogue && node->cls == core_c_Specification);
}

int elm_remember(edu_passage *p, edu_ref made, edu_ref id)
{
	elm_raising *r = elm_raising_of(p);
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	const edu_item *item = &p->to->tree.items[id];
	if (!edu_grow(a, (void **)&r->known, &r->known_capacity, r->known_count, sizeof *r->known)) return edu_fail_memory(p->err);
	r->known[r->known_count++] = (elm_known){ edu_passage_number(p, made), item->length, item->text };
	return 0;
}

/* What is made later has a higher number, so that the list is sorted. */
static const elm_known *known_as(const edu_passage *p, edu_ref node)
{
	const elm_raising *r = p->state;
	const edu_ref number = p->traces[node].to;
	size_t low = 0, high = r->known_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (r->known[middle].number == number) return &r->known[middle];
		if (r->known[middle].number < number) low = middle + 1;
		else high = middle;
	}
	return NULL;
}

int elm_add_reference(edu_passage *p, edu_ref object, edu_ref node, uint16_t rule)
{
	const elm_known *known = known_as(p, node);
	edu_ref id;
	if (!known) return edu_fail(p->err, EDU_EINTERNAL, NULL, "a node is named again that no link leads to");
	const int rc = edu_target_member(p, object, EDU_KIND_STRING, elm_n_id, &id);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, id, known->id, known->length);
	return edu_origin_set(p, id, rule);
}

/* ---- nodes ---- */

void elm_lose_texts(edu_passage *p, edu_ref node, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;

	for (edu_ref i = edu_tree_walk(t, node, node); i; i = edu_tree_walk(t, node, i))
		if (t->items[i].text) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, rule);
}

static bool has_framework(const edu_tree *t, edu_ref specification)
{
	const edu_ref levels = edu_tree_child(t, specification, core_n_level);
	for (edu_ref l = edu_value_first(t, levels); l; l = edu_value_next(t, levels, l)) {
		uint32_t length;
		const char *framework = edu_core_text(t, l, core_n_framework, &length);
		if (framework && (edu_equal_nocase(framework, length, "EQF") || edu_equal_nocase(framework, length, "NQF"))) return true;
	}
	return false;
}

/* The class a core node is written as, where the frame's is one of two. */
static uint16_t class_of(const edu_passage *p, const edu_row *row, edu_ref node)
{
	const edu_tree *t = core_of(p);
	const edu_frame *frame = &p->crosswalk->frames[row->frame];
	const uint16_t cls = frame->cls;
	if (frame->core == core_c_Specification && ((const elm_raising *)p->state)->is_catalogue) return elm_course_class(p, node);
	if (cls == elm_c_LearningAchievementSpecification && has_framework(t, node)) return elm_c_Qualification;
	if (cls == elm_c_Identifier && edu_tree_child(t, node, core_n_country)) return elm_c_LegalIdentifier;
	return cls;
}

/* Activities have rows of their own. */
static uint16_t frame_of(const edu_passage *p, const edu_row *row, uint16_t cls)
{
	const bool is_course = p->crosswalk->frames[row->frame].core == core_c_Specification;
	return is_course && cls == elm_c_LearningActivitySpecification ? elm_f_CourseActivity : row->frame;
}

static int raise_as(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t cls, edu_ref *made)
{
	const edu_tree *t = core_of(p);
	const edu_ref node = value ? edu_core_follow(t, value) : 0;
	const bool again = node && edu_traced(p, node) && p->traces[node].to;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, made);
	if (rc < 0) return rc;
	if (!*made) {
		if (value) edu_trace_set(p, value, 0, EDU_OUTCOME_LOST, edu_rule_convert_one_only);
		return 0;
	}
	if (again) {
		if (value != node) edu_trace_set(p, value, *made, EDU_OUTCOME_DERIVED, edu_rule_elm_reference);
		return elm_add_reference(p, *made, node, edu_rule_elm_reference);
	}
	p->to->tree.items[*made].cls = cls;
	const edu_ref id = node ? edu_tree_child(t, node, core_n_id) : 0;
	rc = id ? open_as(p, *made, cls, id) : elm_open(p, *made, cls);
	if (rc >= 0 && node && may_be_named_again(p, &t->items[node]))
		rc = elm_remember(p, *made, edu_tree_first(&p->to->tree, *made));
	if (rc < 0 || !value) return rc;
	edu_trace_set(p, node, *made, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, value, *made, EDU_OUTCOME_EXACT, 0);
	return edu_raise_frame(p, frame_of(p, row, cls), node, *made);
}

int elm_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made)
{
	const uint16_t cls = value ? class_of(p, row, edu_core_follow(core_of(p), value)) : p->crosswalk->frames[row->frame].cls;
	return raise_as(p, row, value, target, cls, made);
}

/* eIDAS, VAT and registration numbers are legal identifiers whatever else is known of them. */
int elm_raise_legal_identifier(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	const edu_tree *t = core_of(p);
	edu_ref made;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, value); v && rc >= 0; v = edu_value_next(t, value, v))
		rc = raise_as(p, row, v, target, elm_c_LegalIdentifier, &made);
	return rc;
}
