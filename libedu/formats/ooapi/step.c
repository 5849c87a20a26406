/*
 * formats/ooapi/step.c – a document into a neighbouring version: objects and their members; see step.h.
 */
#include "base/fail.h"
#include "base/text.h"
#include "formats/ooapi/step.h"
#include "model/refusal.h"

#include <string.h>

enum { DEEPEST = 400 };

static int cross_items(edu_ooapi_crossings *s, edu_ref array, edu_ref parent, edu_name name);

static const edu_property *row_in(uint16_t cls, edu_name name, unsigned version)
{
	return name ? edu_schema_property(&ooapi_schema, cls, name, version) : NULL;
}

/* ---- one value ---- */

static uint16_t class_below(const edu_ooapi_crossings *s, edu_ref object, const edu_property *row_to)
{
	const uint16_t cls = s->from->items[object].cls;
	const uint16_t found = cls ? edu_ooapi_step_class(s, object, cls) : 0;

	/* Results and texts have no class of their own choice: the other version's row says it. */
	for (uint16_t i = 0; i < row_to->range_count; i++)
		if (ooapi_schema.ranges[row_to->range + i] == found) return found;
	return row_to->range_count == 1 ? ooapi_schema.ranges[row_to->range] : found;
}

/* A text whose language is told needs nothing but to be taken over; there are more of these than of all else. */
static bool is_whole_text(const edu_ooapi_crossings *s, edu_ref object)
{
	const edu_tree *t = s->from;
	const edu_ref first = edu_tree_first(t, object), second = first ? edu_tree_next(t, first) : 0;

	if (!second || edu_tree_next(t, second)) return false;
	const edu_name a = t->items[first].name, b = t->items[second].name;
	return t->items[first].kind == EDU_KIND_STRING && t->items[second].kind == EDU_KIND_STRING
	    && ((a == ooapi_n_language && b == ooapi_n_value) || (a == ooapi_n_value && b == ooapi_n_language));
}

static int take_text_over(edu_ooapi_crossings *s, edu_ref object, edu_ref parent, edu_name name)
{
	edu_ref made;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_OBJECT, name, &made);
	if (rc < 0) return rc;
	s->to->items[made].cls = ooapi_c_LanguageTypedString;
	edu_trace_set(s->p, object, made, EDU_OUTCOME_EXACT, 0);
	for (edu_ref i = edu_tree_first(s->from, object); i && rc == 0; i = edu_tree_next(s->from, i))
		rc = edu_ooapi_cross_plain(s, i, made, s->from->items[i].name, false);
	return rc;
}

static int cross_node(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const edu_property *row_to)
{
	edu_ref made;
	const uint16_t cls = s->from->items[item].cls;

	if (cls == ooapi_c_LanguageTypedString && is_whole_text(s, item)) return take_text_over(s, item, parent, name);
	const uint16_t below = class_below(s, item, row_to);
	if (!cls || cls == ooapi_c_Ext || cls == ooapi_c_Consumer) return edu_ooapi_copy(s, item, parent, name);
	if (!below) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_entity);
		return 0;
	}
	return edu_ooapi_cross_object(s, item, parent, name, cls, below, &made);
}

/* Text with a language, where one of the versions has plain text. */
static int add_language(edu_ooapi_crossings *s, edu_ref item, edu_ref array)
{
	edu_ref object, language;

	int rc = edu_ooapi_make(s, array, EDU_KIND_OBJECT, 0, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_LanguageTypedString;
	rc = edu_ooapi_make_text(s, object, ooapi_n_language, "und", 3, &language);
	if (rc == 0) rc = edu_origin_set(s->p, language, edu_rule_ooapi_no_language);
	return rc < 0 ? rc : edu_ooapi_cross_plain(s, item, object, ooapi_n_value, false);
}

static int cross_one(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const edu_property *row_from,
                     const edu_property *row_to)
{
	const edu_item *i = &s->from->items[item];
	const bool renamed = row_from && row_from->name != row_to->name;
	const bool has_day = row_from && (row_from->kind == EDU_VALUE_DATE || row_from->kind == EDU_VALUE_DATETIME);

	if (i->kind == EDU_KIND_OBJECT)
		return row_to->kind == EDU_VALUE_NODE ? cross_node(s, item, parent, name, row_to)
		                                      : edu_ooapi_copy(s, item, parent, name);
	if (i->kind == EDU_KIND_ARRAY) return cross_items(s, item, parent, name);
	if (row_from && row_from->codes) return edu_ooapi_cross_code(s, item, parent, name, row_from->codes, row_to->codes);
	if (has_day && row_from->kind != row_to->kind && (row_to->kind == EDU_VALUE_DATE || row_to->kind == EDU_VALUE_DATETIME))
		return edu_ooapi_cross_moment(s, item, parent, name, false);
	return edu_ooapi_cross_plain(s, item, parent, name, renamed);
}

/* Entries of an array within an array, by the classes that they have. */
static int cross_items(edu_ooapi_crossings *s, edu_ref array, edu_ref parent, edu_name name)
{
	edu_ref made, unused;

	int rc = edu_ooapi_make(s, parent, EDU_KIND_ARRAY, name, &made);
	for (edu_ref e = edu_tree_first(s->from, array); e && rc == 0; e = edu_tree_next(s->from, e)) {
		const uint16_t cls = s->from->items[e].cls;
		if (cls) rc = edu_ooapi_cross_object(s, e, made, 0, cls, cls, &unused);
		else rc = edu_ooapi_copy(s, e, made, 0);
	}
	return rc;
}

/* ---- members ---- */

static bool is_text_with_language(const edu_property *row)
{
	return row && row->kind == EDU_VALUE_NODE && ooapi_schema.ranges[row->range] == ooapi_c_LanguageTypedString;
}

/* Plain text of version 4 → an array of one text with its language; of learning outcomes one array each. */
static int cross_to_language(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_property *row_to)
{
	edu_ref outer, inner;

	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, row_to->name, &outer);
	if (rc < 0 || s->from->items[item].kind != EDU_KIND_ARRAY) return rc < 0 ? rc : add_language(s, item, outer);
	for (edu_ref e = edu_tree_first(s->from, item); e && rc == 0; e = edu_tree_next(s->from, e)) {
		rc = edu_ooapi_make(s, outer, EDU_KIND_ARRAY, 0, &inner);
		if (rc == 0) rc = add_language(s, e, inner);
	}
	return rc;
}

/* The first text's value; the others and the languages have no place. */
static int cross_first_text(edu_ooapi_crossings *s, edu_ref array, edu_ref parent, edu_name name)
{
	const edu_tree *t = s->from;
	const edu_ref first = edu_ooapi_is_array(t, array) ? edu_tree_first(t, array) : 0;
	const edu_ref value = edu_ooapi_is_object(t, first) ? edu_tree_child(t, first, ooapi_n_value) : 0;

	const int rc = value ? edu_ooapi_cross_plain(s, value, parent, name, false) : 0;
	if (rc == 0) edu_ooapi_lose(s, array, edu_rule_ooapi_no_language);
	return rc;
}

static int cross_from_language(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_property *row_to)
{
	edu_ref array;

	if (row_to->max || s->from->items[item].kind != EDU_KIND_ARRAY) return cross_first_text(s, item, c->to, row_to->name);
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, row_to->name, &array);
	for (edu_ref e = edu_tree_first(s->from, item); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = cross_first_text(s, e, array, 0);
	return rc;
}

/* Of study loads the one in ECTS, of others the first. */
static edu_ref chosen(const edu_ooapi_crossings *s, edu_ref array)
{
	const edu_tree *t = s->from;

	for (edu_ref e = edu_tree_first(t, array); e; e = edu_tree_next(t, e)) {
		const edu_ref unit = t->items[e].cls == ooapi_c_StudyLoad ? edu_tree_child(t, e, ooapi_n_studyLoadUnit) : 0;
		if (edu_ooapi_is_string(t, unit) && edu_equal(t->items[unit].text, t->items[unit].length, "ects")) return e;
	}
	return edu_tree_first(t, array);
}

static int cross_to_one(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref array, const edu_property *row_from,
                        const edu_property *row_to)
{
	const edu_ref one = chosen(s, array);

	const int rc = one ? cross_one(s, one, c->to, row_to->name, row_from, row_to) : 0;
	for (edu_ref e = edu_tree_first(s->from, array); e; e = edu_tree_next(s->from, e))
		if (e != one) edu_ooapi_lose(s, e, edu_rule_ooapi_one_only);
	return rc;
}

static int cross_to_many(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_property *row_from,
                         const edu_property *row_to)
{
	edu_ref array;

	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, row_to->name, &array);
	if (rc < 0 || s->from->items[item].kind != EDU_KIND_ARRAY)
		return rc < 0 ? rc : cross_one(s, item, array, 0, row_from, row_to);
	for (edu_ref e = edu_tree_first(s->from, item); e && rc == 0; e = edu_tree_next(s->from, e))
		rc = cross_one(s, e, array, 0, row_from, row_to);
	return rc;
}

int edu_ooapi_cross_by_rows(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_property *row_from,
                            const edu_property *row_to)
{
	const bool has_language = is_text_with_language(row_from), gets_language = is_text_with_language(row_to);
	const bool is_array = s->from->items[item].kind == EDU_KIND_ARRAY;

	if (gets_language && !has_language && row_from && row_from->kind == EDU_VALUE_STRING)
		return cross_to_language(s, c, item, row_to);
	if (has_language && !gets_language && row_to->kind == EDU_VALUE_STRING) return cross_from_language(s, c, item, row_to);
	if (!row_to->max) return cross_to_many(s, c, item, row_from, row_to);
	if (is_array && row_from && !row_from->max) return cross_to_one(s, c, item, row_from, row_to);
	return cross_one(s, item, c->to, row_to->name, row_from, row_to);
}

/* ---- relations: an id or an object in one member, or two members ---- */

static int add_to_list(edu_ooapi_crossings *s, edu_ref item, edu_ref *array, edu_ref parent, const edu_property *row)
{
	int rc = 0;

	if (row->max) return cross_one(s, item, parent, row->name, NULL, row);
	if (!*array) rc = edu_ooapi_make(s, parent, EDU_KIND_ARRAY, row->name, array);
	return rc < 0 ? rc : cross_one(s, item, *array, 0, NULL, row);
}

/* Older → newer: by the kind of each value. */
static int split_relation(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	const edu_tree *t = s->from;
	const edu_property *ids = row_in(c->to_cls, row->ids, s->to_version);
	const edu_property *objects = row_in(c->to_cls, row->newer, s->to_version);
	const bool many = t->items[item].kind == EDU_KIND_ARRAY;
	edu_ref id_list = 0, object_list = 0;
	int rc = 0;

	if (!ids || !objects) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
		return 0;
	}
	for (edu_ref e = many ? edu_tree_first(t, item) : item; e && rc == 0; e = many ? edu_tree_next(t, e) : 0) {
		const bool is_object = t->items[e].kind == EDU_KIND_OBJECT;
		rc = add_to_list(s, e, is_object ? &object_list : &id_list, c->to, is_object ? objects : ids);
	}
	return rc;
}

static bool has_id(const edu_ooapi_crossings *s, edu_ref object, edu_ref id)
{
	const edu_tree *t = s->from;
	const uint16_t name = edu_ooapi_id_name(t->items[object].cls, s->from_version);
	const edu_ref own = name ? edu_tree_child(t, object, name) : 0;

	return edu_ooapi_is_string(t, own) && edu_ooapi_is_string(t, id) && t->items[own].length == t->items[id].length
	    && memcmp(t->items[own].text, t->items[id].text, t->items[id].length) == 0;
}

/* Among the objects of a member, an array or one, that with the id; 0: none. */
static edu_ref object_with(const edu_ooapi_crossings *s, edu_ref member, edu_ref id)
{
	const edu_tree *t = s->from;

	if (edu_ooapi_is_object(t, member)) return has_id(s, member, id) ? member : 0;
	if (!edu_ooapi_is_array(t, member)) return 0;
	for (edu_ref e = edu_tree_first(t, member); e; e = edu_tree_next(t, e))
		if (edu_ooapi_is_object(t, e) && has_id(s, e, id)) return e;
	return 0;
}

/* A relation while it is joined: what the older version's member takes. */
typedef struct joining {
	const edu_ooapi_crossing *c;
	const edu_property *row;     /* of the older version */
	edu_ref array;
	bool full;                   /* it takes one value and has it */
} joining;

static int join_one(edu_ooapi_crossings *s, joining *j, edu_ref item)
{
	if (edu_traced(s->p, item)) return 0;
	if (j->full || (s->from->items[item].kind == EDU_KIND_STRING && !(j->row->flags & EDU_PROPERTY_REFERENCE))) {
		edu_ooapi_lose(s, item, j->full ? edu_rule_ooapi_one_only : edu_rule_ooapi_no_place);
		return 0;
	}
	j->full = j->row->max == 1;
	return add_to_list(s, item, &j->array, j->c->to, j->row);
}

/* Newer → older (handbook, R2): for each id the object with it, else the id; then the objects that no id names. */
static int join_relation(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, const edu_ooapi_step_row *row)
{
	const edu_tree *t = s->from;
	const edu_ref ids = edu_tree_child(t, c->from, row->ids), objects = edu_tree_child(t, c->from, row->newer);
	const bool several = edu_ooapi_is_array(t, objects), many = edu_ooapi_is_array(t, ids);
	joining j = { c, row_in(c->to_cls, row->older, s->to_version), 0, false };
	int rc = 0;

	for (edu_ref e = many ? edu_tree_first(t, ids) : ids; e && rc == 0 && j.row; e = many ? edu_tree_next(t, e) : 0) {
		const edu_ref object = object_with(s, objects, e);
		if (t->items[e].kind == EDU_KIND_NULL) continue;
		rc = join_one(s, &j, object ? object : e);
		/* The object says its id. */
		if (object) edu_trace_set(s->p, e, s->p->traces[object].to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_implied);
	}
	for (edu_ref e = several ? edu_tree_first(t, objects) : objects; e && rc == 0 && j.row;
	     e = several ? edu_tree_next(t, e) : 0)
		if (t->items[e].kind == EDU_KIND_OBJECT) rc = join_one(s, &j, e);
	if (ids) edu_ooapi_lose(s, ids, edu_rule_ooapi_no_place);
	if (objects) edu_ooapi_lose(s, objects, edu_rule_ooapi_no_place);
	return rc;
}

static int cross_relation(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, const edu_ooapi_step_row *row)
{
	return s->up ? split_relation(s, c, item, row) : join_relation(s, c, row);
}

/* ---- objects ---- */

/* Rows whose names depend on what the object becomes: component, offering. */
static const edu_ooapi_step_row *row_for_target(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c,
                                                const edu_ooapi_step_row *row)
{
	const size_t width = ooapi_schema.names.count + 1;

	if (!s->up || c->from_cls == c->to_cls) return row;
	for (uint16_t r = 1; r <= ooapi_schema.names.count; r++) {
		const uint8_t index = s->pair->by_newer[c->to_cls * width + r];
		if (index && s->pair->rows[index].older == row->older && s->pair->rows[index].newer == r)
			return &s->pair->rows[index];
	}
	return row;
}

static const edu_ooapi_step_row *step_row(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_name known)
{
	const size_t width = ooapi_schema.names.count + 1;
	const uint8_t index = (s->up ? s->pair->by_older : s->pair->by_newer)[c->from_cls * width + known];

	return index ? row_for_target(s, c, &s->pair->rows[index]) : NULL;
}

/* Does a member beside it get that name in the other version? */
static bool is_taken(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, edu_name name)
{
	const edu_tree *t = s->from;

	for (edu_ref i = edu_tree_first(t, c->from); i; i = edu_tree_next(t, i)) {
		const edu_name known = edu_tree_known(t, t->items[i].name);
		const edu_ooapi_step_row *row = known && i != item ? step_row(s, c, known) : NULL;
		if (row && ((s->up ? row->newer : row->older) == name || (s->up && row->ids == name))) return true;
	}
	return false;
}

/* Without a row of its own: under the same name, where the other version has it. */
static int cross_same(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item, edu_name known, edu_name name)
{
	const edu_property *row_from = row_in(c->from_cls, known, s->from_version);
	const edu_property *row_to = row_in(c->to_cls, name, s->to_version);

	/* Versions mixed: what this version calls otherwise counts. */
	if (row_to && !row_from && is_taken(s, c, item, name)) {
		edu_ooapi_lose(s, item, edu_rule_ooapi_one_only);
		return 0;
	}
	if (row_to) return edu_ooapi_cross_by_rows(s, c, item, row_from, row_to);
	if (!row_from) return edu_ooapi_copy(s, item, c->to, 0);
	edu_ooapi_lose(s, item, edu_rule_ooapi_no_place);
	return 0;
}

static int cross_member(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item)
{
	const edu_name known = edu_tree_known(s->from, s->from->items[item].name);

	/* Done already, together with a member beside it. */
	if (edu_traced(s->p, item)) return 0;
	if (s->from->items[item].kind == EDU_KIND_NULL && s->to_version < ooapi_v_6_0) {
		edu_trace_set(s->p, item, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_null);
		return 0;
	}
	if (!known) return edu_ooapi_copy(s, item, c->to, 0);
	if (known == ooapi_n_programmeType && c->to_cls == ooapi_c_EducationSpecification) {
		edu_trace_set(s->p, item, c->to, EDU_OUTCOME_DERIVED, edu_rule_ooapi_implied);
		return 0;
	}
	if (known == ooapi_n_ext && edu_ooapi_has_carried(s, item)) return edu_ooapi_cross_ext(s, c, item);
	if (known == c->from_id) return cross_same(s, c, item, known, edu_ooapi_id_name(c->to_cls, s->to_version));
	const edu_ooapi_step_row *row = step_row(s, c, known);
	if (!row) return cross_same(s, c, item, known, known);
	if (row->how) return edu_ooapi_cross_how(s, c, item, row);
	if (row->ids) return cross_relation(s, c, item, row);
	return cross_same(s, c, item, known, s->up ? row->newer : row->older);
}

int edu_ooapi_cross_object(edu_ooapi_crossings *s, edu_ref from, edu_ref parent, edu_name name, uint16_t from_cls,
                           uint16_t to_cls, edu_ref *made)
{
	edu_ooapi_crossing c = {
		.from = from, .from_cls = from_cls, .to_cls = to_cls, .from_id = edu_ooapi_id_name(from_cls, s->from_version)
	};

	if (s->p->depth >= DEEPEST)
		return edu_refuse(s->p->err, EDU_ELIMIT, "convert/depth", s->from, from,
		                  "objects are nested deeper than a conversion follows");
	int rc = edu_ooapi_make(s, parent, EDU_KIND_OBJECT, name, &c.to);
	if (rc < 0) return rc;
	*made = c.to;
	s->to->items[c.to].cls = to_cls;
	edu_trace_set(s->p, from, c.to, EDU_OUTCOME_EXACT, 0);
	s->p->depth++;
	for (edu_ref i = edu_tree_first(s->from, from); i && rc == 0; i = edu_tree_next(s->from, i))
		rc = cross_member(s, &c, i);
	s->p->depth--;
	if (rc == 0) rc = edu_ooapi_restore(s, &c);
	if (rc == 0) rc = edu_ooapi_carry(s, &c);
	return rc == 0 ? edu_ooapi_add_required(s, &c) : rc;
}
