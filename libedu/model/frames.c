/*
 * model/frames.c – the two engines: a frame's rows applied to a node of the format, or of the core.
 */
#include "model/crosswalk.h"

#include "base/fail.h"
#include "crosswalk_tables.h"

/* Frames nest as deep as documents do; past this the stack of a host's thread is in danger. */
#define FRAME_DEPTH 400

/* Nodes that many others share are written once for each of them where a format is a tree: that has an end, too. */
#define EXPANSION 32
#define EXPANSION_FLOOR 100000

static int enter(edu_passage *p)
{
	const size_t made = edu_passage_number(p, (edu_ref)p->to->tree.count);
	if (made > p->from->tree.count * EXPANSION + EXPANSION_FLOOR)
		return edu_fail(p->err, EDU_ELIMIT, "convert/expansion",
				"shared nodes would make the result more than %d times as large as the source", EXPANSION);
	if (++p->depth > FRAME_DEPTH)
		return edu_fail(p->err, EDU_ELIMIT, "convert/depth", "the record nests more than %d levels deep", FRAME_DEPTH);
	return 0;
}

static bool is_markup(edu_kind kind)
{
	return kind == EDU_KIND_NAMESPACE || kind == EDU_KIND_COMMENT || kind == EDU_KIND_INSTRUCTION
	    || kind == EDU_KIND_TEXT || kind == EDU_KIND_CDATA;
}

int edu_lower_value(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	/* Arrays in arrays are flattened, as JSON-LD does (JSON-LD 1.1 API, 5.1.2); no recursion, they may be deep. */
	edu_ref v = value;
	while (v) {
		if (t->items[v].kind == EDU_KIND_ARRAY) {
			const edu_ref inner = edu_tree_first(t, v);
			if (inner) {
				v = inner;
				continue;
			}
		} else if (t->items[v].kind != EDU_KIND_NULL) {
			const int rc = row->how->lower(p, row, v, core);
			if (rc < 0) return rc;
		}
		while (v != value && !edu_tree_next(t, v)) v = t->items[v].parent;
		if (v == value) break;
		v = edu_tree_next(t, v);
	}
	return 0;
}

/* The row for a child; *guess, where the last one was found, is tried first: children mostly follow the rows' order. */
static const edu_row *row_of(const edu_frame *f, const edu_row *rows, const edu_item *item, edu_name name, unsigned *guess)
{
	for (unsigned i = 0; i < f->count; i++) {
		const unsigned at = *guess + i < f->count ? *guess + i : *guess + i - f->count;
		const bool attribute = rows[at].flags & EDU_ROW_ATTRIBUTE;
		if (rows[at].name != name || rows[at].flags & EDU_ROW_OWN_TEXT) continue;
		if (attribute != (item->kind == EDU_KIND_ATTRIBUTE)) continue;
		*guess = at;
		return &rows[at];
	}
	return NULL;
}

static int lower_child(edu_passage *p, uint16_t frame, edu_ref child, edu_ref core, unsigned *guess)
{
	const edu_tree *t = &p->from->tree;
	const edu_frame *f = &p->crosswalk->frames[frame];
	const edu_item *item = &t->items[child];
	const edu_name name = item->name ? edu_tree_known(t, item->name) : 0;
	if (!name || is_markup((edu_kind)item->kind)) return 0;
	const edu_row *row = row_of(f, p->crosswalk->rows + f->first, item, name, guess);
	return row ? edu_lower_value(p, row, child, core) : 0;
}

int edu_lower_child(edu_passage *p, uint16_t frame, edu_ref child, edu_ref core)
{
	unsigned guess = 0;
	return lower_child(p, frame, child, core, &guess);
}

int edu_lower_frame(edu_passage *p, uint16_t frame, edu_ref node, edu_ref core)
{
	const edu_tree *t = &p->from->tree;
	const edu_frame *f = &p->crosswalk->frames[frame];
	const edu_row *rows = p->crosswalk->rows + f->first;
	unsigned guess = 0;
	int rc = enter(p);
	for (edu_ref child = edu_tree_first(t, node); child && rc >= 0; child = edu_tree_next(t, child))
		rc = lower_child(p, frame, child, core, &guess);
	for (unsigned i = 0; i < f->count && rc >= 0; i++)
		if (rows[i].flags & EDU_ROW_OWN_TEXT) rc = rows[i].how->lower(p, &rows[i], node, core);
	p->depth--;
	return rc;
}

/* Does the version that is written know the place at all? Wrappers and rows of no property are let through. */
static bool has_place(const edu_passage *p, const edu_frame *f, const edu_row *row)
{
	const edu_schema *schema = p->to->format->schema;
	const edu_property *known = row->name ? edu_schema_any_property(schema, f->cls, row->name) : NULL;
	return !known || known->versions >> p->to->version & 1
	    || edu_schema_property(schema, f->cls, row->name, p->to->version);
}

/* Names of the core among a node's children, one bit each: most rows of a frame find nothing. */
typedef struct names_below {
	uint64_t bits[4];
} names_below;

static names_below find_names(const edu_tree *core, edu_ref node)
{
	names_below found = { { 0 } };
	for (edu_ref i = edu_tree_first(core, node); i; i = edu_tree_next(core, i))
		found.bits[core->items[i].name >> 6 & 3] |= (uint64_t)1 << (core->items[i].name & 63);
	return found;
}

static bool may_have(const names_below *found, uint16_t name)
{
	return found->bits[name >> 6 & 3] >> (name & 63) & 1;
}

/* What a row raises: the property its path leads to, or else one of those that stand for it. */
static edu_ref value_for(const edu_tree *t, const edu_row *row, const names_below *found, edu_ref core)
{
	edu_ref value = may_have(found, row->path[0]) ? edu_core_at(t, core, row->path, row->depth) : 0;
	for (unsigned i = 0; i < 2 && !value; i++) {
		const uint16_t *other = row->otherwise[i];
		if (other[0] && may_have(found, other[0])) value = edu_core_at(t, core, other, other[1] ? 2 : 1);
	}
	return value;
}

int edu_raise_frame(edu_passage *p, uint16_t frame, edu_ref core, edu_ref target)
{
	const edu_frame *f = &p->crosswalk->frames[frame];
	const edu_row *rows = p->crosswalk->rows + f->first;
	const names_below found = find_names(&p->from->tree, core);
	int rc = enter(p);
	for (unsigned i = 0; i < f->count && rc >= 0; i++) {
		const edu_row *row = &rows[i];
		const bool always = !row->depth || row->flags & EDU_ROW_ALWAYS;
		if (row->flags & EDU_ROW_LOWER_ONLY) continue;
		const edu_ref value = value_for(&p->from->tree, row, &found, core);
		if ((!value && !always) || !has_place(p, f, row)) continue;
		rc = row->how->raise(p, row, core, value, target);
	}
	p->depth--;
	return rc;
}

bool edu_frame_has(const edu_passage *p, uint16_t frame, edu_ref core)
{
	const edu_frame *f = &p->crosswalk->frames[frame];
	for (unsigned i = 0; i < f->count; i++) {
		const edu_row *row = &p->crosswalk->rows[f->first + i];
		if (row->flags & EDU_ROW_LOWER_ONLY) continue;
		if (row->depth ? edu_core_at(&p->from->tree, core, row->path, row->depth) != 0
			       : row->frame && edu_frame_has(p, row->frame, core))
			return true;
	}
	return false;
}

int edu_raise_below(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, uint16_t repeated, edu_ref *made)
{
	const edu_ref node = value ? edu_core_follow(&p->from->tree, value) : 0;
	const bool again = node && p->traces[node].to;
	int rc = edu_target_add(p, row, target, EDU_KIND_OBJECT, made);
	if (rc < 0) return rc;
	if (!*made) {
		edu_trace_lose(p, value, edu_rule_convert_one_only);
		return 0;
	}
	p->to->tree.items[*made].cls = p->crosswalk->frames[row->frame].cls;
	if (!value) return 0;
	edu_trace_set(p, value, *made, EDU_OUTCOME_EXACT, 0);
	edu_trace_set(p, node, *made, EDU_OUTCOME_EXACT, 0);
	rc = edu_raise_frame(p, row->frame, node, *made);
	/* A node that stands elsewhere already has its source there. */
	if (rc >= 0 && again) edu_origins_repeat(p, *made, repeated);
	return rc;
}
