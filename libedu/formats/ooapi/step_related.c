/*
 * formats/ooapi/step_related.c – what version 5 demands of an entity and another one says (handbook,
 * section 6.5): dates of a term for its offerings, the language of a course for what is offered of it, a
 * result for what expects one.
 *
 * It comes last, when all entities are there, and takes the place of defaults from the table alone.
 */
#include "base/fail.h"
#include "formats/ooapi/ids.h"
#include "formats/ooapi/step.h"

#include <string.h>

typedef struct relating {
	edu_ooapi_crossings *s;
	edu_map ids;                 /* family and id → entity */
	edu_arena *keys;
} relating;

enum { DAY = 10 };

/* ---- which entity an id means ---- */

static int learn(relating *r, edu_ref object)
{
	const edu_tree *t = r->s->to;
	const uint16_t cls = t->items[object].cls, name = cls ? edu_ooapi_id_name(cls, r->s->to_version) : 0;
	const edu_ref id = name ? edu_tree_child(t, object, name) : 0;
	char key[OOAPI_KEY_SIZE];
	const size_t length = ooapi_key_of(t, cls, id, key);
	if (!length) return 0;
	const char *kept = edu_arena_text(r->keys, key, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&r->ids, kept, length) : NULL;
	if (!slot) return edu_fail_memory(r->s->p->err);
	if (!slot->value) slot->value = object;
	return 0;
}

/* What a member leads to, the first where it is a list; 0: nothing that is here. */
static edu_ref related(const relating *r, edu_ref object, uint16_t name)
{
	const edu_tree *t = r->s->to;
	const edu_property *row =
		edu_schema_property(&ooapi_schema, t->items[object].cls, name, r->s->to_version);
	edu_ref item = edu_tree_child(t, object, name);
	char key[OOAPI_KEY_SIZE];
	if (edu_ooapi_is_array(t, item)) item = edu_tree_first(t, item);
	if (!item || edu_ooapi_is_object(t, item)) return item;
	const size_t length =
		row && row->range_count ? ooapi_key_of(t, ooapi_schema.ranges[row->range], item, key) : 0;
	return length ? edu_map_get(&r->ids, key, length) : 0;
}

/* ---- values ---- */

static const edu_item *text_in(const relating *r, edu_ref object, uint16_t name)
{
	const edu_tree *t = r->s->to;
	const edu_ref item = object ? edu_tree_child(t, object, name) : 0;
	return edu_ooapi_is_string(t, item) && t->items[item].length ? &t->items[item] : NULL;
}

/* A value that came from the table, for nothing beside it said better. */
static bool is_default(const relating *r, edu_ref item)
{
	const edu_passage *p = r->s->p;
	return item && item < p->origin_count && p->origins[item] == edu_rule_ooapi_required;
}

static bool has_default(const relating *r, edu_ref object, uint16_t name)
{
	return is_default(r, edu_tree_child(r->s->to, object, name));
}

static int take_text(relating *r, edu_ref object, uint16_t name, const char *text, size_t length)
{
	edu_ref item = edu_tree_child(r->s->to, object, name);
	const char *kept = edu_ooapi_keep(r->s, text, length);
	int rc = kept ? 0 : EDU_ENOMEM;
	if (rc == 0 && !item) rc = edu_ooapi_make(r->s, object, EDU_KIND_STRING, name, &item);
	if (rc < 0) return rc;
	edu_tree_use_text(r->s->to, item, kept, (uint32_t)length);
	return edu_origin_set(r->s->p, item, edu_rule_ooapi_required_related);
}

/* ---- offerings ---- */

/* A day, as the moment that begins or ends it where the offering has such. */
static int take_day(relating *r, edu_ref offering, bool is_end, const edu_item *day)
{
	const bool has_moments = r->s->to->items[offering].cls == ooapi_c_ComponentOffering;
	const uint16_t name = has_moments ? is_end ? ooapi_n_endDateTime : ooapi_n_startDateTime
	                      : is_end    ? ooapi_n_endDate
	                                  : ooapi_n_startDate;
	char moment[] = "YYYY-MM-DDT00:00:00Z";
	if (!day || day->length < DAY || edu_tree_child(r->s->to, offering, name)) return 0;
	memcpy(moment, day->text, DAY);
	if (is_end) memcpy(moment + DAY + 1, "23:59:59", 8);
	return take_text(r, offering, name, moment, has_moments ? sizeof moment - 1 : DAY);
}

static edu_ref education_of(const relating *r, edu_ref offering)
{
	static const uint16_t names[] = { ooapi_n_course, ooapi_n_program, ooapi_n_component };
	edu_ref found = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
		found = related(r, offering, names[i]);
	return found;
}

static int share_language(relating *r, edu_ref to, edu_ref from)
{
	const edu_item *language = from && !has_default(r, from, ooapi_n_teachingLanguage)
	                                   ? text_in(r, from, ooapi_n_teachingLanguage)
	                                   : NULL;
	if (!language || !has_default(r, to, ooapi_n_teachingLanguage)) return 0;
	return take_text(r, to, ooapi_n_teachingLanguage, language->text, language->length);
}

static int relate_offering(relating *r, edu_ref offering)
{
	const edu_ref session = related(r, offering, ooapi_n_academicSession),
		      education = education_of(r, offering);
	int rc = take_day(r, offering, false, text_in(r, session, ooapi_n_startDate));
	if (rc == 0) rc = take_day(r, offering, true, text_in(r, session, ooapi_n_endDate));
	if (rc == 0) rc = share_language(r, offering, education);
	return rc < 0 || !education ? rc : share_language(r, education, offering);
}

/* ---- associations ---- */

static int affiliate(relating *r, edu_ref person)
{
	static const char student[] = "student";
	const edu_ref list = person ? edu_tree_child(r->s->to, person, ooapi_n_affiliations) : 0;
	edu_ref made;
	if (!is_default(r, list) || !edu_ooapi_is_array(r->s->to, list) || edu_tree_first(r->s->to, list))
		return 0;
	int rc = edu_ooapi_make_text(r->s, list, 0, student, sizeof student - 1, &made);
	if (rc == 0) rc = edu_origin_set(r->s->p, made, edu_rule_ooapi_required_related);
	return rc < 0 ? rc : edu_origin_set(r->s->p, list, 0);
}

static int relate_association(relating *r, edu_ref association)
{
	edu_tree *t = r->s->to;
	const edu_ref offering = related(r, association, ooapi_n_offering),
		      result = edu_tree_child(t, association, ooapi_n_result);
	const edu_item *role = text_in(r, association, ooapi_n_role);
	const bool is_student = role && !strcmp(role->text, "student");
	int rc = is_student ? affiliate(r, related(r, association, ooapi_n_person)) : 0;
	if (rc < 0 || !offering || !edu_ooapi_is_object(t, result)) return rc;
	const edu_ref expected = edu_tree_child(t, offering, ooapi_n_resultExpected);
	if (is_default(r, expected)) {
		t->items[expected].kind = EDU_KIND_TRUE;
		rc = edu_origin_set(r->s->p, expected, edu_rule_ooapi_required_related);
	}
	return rc < 0 ? rc : take_day(r, offering, true, text_in(r, result, ooapi_n_resultDate));
}

/* ---- courses ---- */

static int relate_course(relating *r, edu_ref course)
{
	static const struct { const char *number, *level; } levels[] = {
		{ "5", "associate degree" }, { "6", "bachelor" }, { "7", "master" }, { "8", "doctoral" },
	};
	const edu_ref programme = related(r, course, ooapi_n_programs);
	const edu_item *level = text_in(r, programme, ooapi_n_level),
		       *number = text_in(r, programme, ooapi_n_levelOfQualification);
	if (!programme || !has_default(r, course, ooapi_n_level)) return 0;
	if (level) return take_text(r, course, ooapi_n_level, level->text, level->length);
	for (size_t i = 0; i < sizeof levels / sizeof *levels && number; i++)
		if (!strcmp(number->text, levels[i].number))
			return take_text(r, course, ooapi_n_level, levels[i].level, strlen(levels[i].level));
	return 0;
}

/* ---- all of them: terms before results, for a term's end is nearer to what was offered ---- */

static bool is_offering(uint16_t cls)
{
	return cls == ooapi_c_ProgrammeOffering || cls == ooapi_c_CourseOffering
	       || cls == ooapi_c_ComponentOffering;
}

static bool is_association(uint16_t cls)
{
	return cls >= ooapi_c_ProgrammeOfferingAssociation && cls <= ooapi_c_TestComponentOfferingAssociation;
}

static int relate(relating *r, edu_ref object, int pass)
{
	const uint16_t cls = r->s->to->items[object].cls;
	if (pass == 0) return learn(r, object);
	if (pass == 1)
		return is_offering(cls)        ? relate_offering(r, object)
		       : cls == ooapi_c_Course ? relate_course(r, object)
		                               : 0;
	return is_association(cls) ? relate_association(r, object) : 0;
}

int edu_ooapi_add_related(edu_ooapi_crossings *s)
{
	const edu_allocator *a = &s->to->ctx->allocator;
	const edu_ref top = s->to->top;
	relating r = { .s = s, .keys = edu_arena_new(a) };
	int rc = r.keys ? 0 : edu_fail_memory(s->p->err);
	edu_map_open(&r.ids, a);
	for (int pass = 0; pass < 3; pass++)
		for (edu_ref i = top; i && rc >= 0; i = edu_tree_walk(s->to, top, i))
			if (s->to->items[i].cls && edu_ooapi_is_object(s->to, i)) rc = relate(&r, i, pass);
	edu_map_close(&r.ids);
	if (r.keys) edu_arena_leave(r.keys);
	return rc;
}
