/*
 * formats/ewp/lower.c – a response of the Courses API becomes a catalogue of the core: what the rows can't say.
 */
#include "formats/ewp/ewp.h"

#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"

/* The course whose occurrences and parts are being lowered. */
typedef struct lowering {
	edu_ref specification;
} lowering;

int ewp_lower(edu_passage *p)
{
	lowering l = { 0 };
	const edu_ref catalogue = p->to->content;

	p->to->tree.items[catalogue].cls = core_c_Catalogue;
	p->state = &l;
	const int rc = edu_lower_frame(p, ewp_f_CoursesResponse, p->from->content, catalogue);
	p->state = NULL;
	return rc;
}

static int lower_specification(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	lowering *l = p->state;
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &l->specification);
	return rc < 0 ? rc : edu_lower_frame(p, row->frame, value, l->specification);
}

/* Occurrences stand beside the courses, and name theirs. */
static int lower_offering(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t offerings[] = { core_n_offering }, specification[] = { core_n_specification };
	const lowering *l = p->state;
	edu_ref offering, link;
	int rc = edu_core_add(p, p->to->content, offerings, 1, EDU_KIND_OBJECT, &offering);

	if (rc >= 0) rc = edu_core_add(p, offering, specification, 1, EDU_KIND_LINK, &link);
	if (rc < 0) return rc;
	p->to->tree.items[link].last = l->specification;
	p->to->tree.items[l->specification].flags |= EDU_ITEM_SHARED;
	return edu_lower_frame(p, row->frame, value, offering);
}

/* A text that comes from value, as one property of a node; an empty one is none. */
static int add_value(edu_passage *p, edu_ref node, uint16_t name, edu_ref value, uint16_t rule)
{
	const uint16_t path[] = { name };
	const char *text;
	uint32_t length;
	bool collapsed;
	edu_ref made;
	int rc = edu_passage_text(p, value, true, &text, &length, &collapsed);

	if (rc < 0 || !length) return rc;
	rc = edu_core_add(p, node, path, 1, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, length);
	edu_trace_set(p, value, made, rule ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_EXACT, rule);
	return edu_origin_set(p, made, EDU_SOURCED);
}

static int add_constant(edu_passage *p, edu_ref node, uint16_t name, const char *text, uint16_t rule)
{
	const uint16_t path[] = { name };
	edu_ref made;
	const int rc = edu_core_add(p, node, path, 1, EDU_KIND_STRING, &made);

	if (rc < 0 || !made) return rc;
	edu_tree_use_text(&p->to->tree, made, text, (uint32_t)strlen(text));
	return edu_origin_set(p, made, rule);
}

static const struct kind_of_identifier {
	uint16_t element;
	const char *scheme;
} kinds[] = {
	/* As ELMO calls them, where it has them (elmo.md, section 12). */
	{ ewp_n_los_id, "ewp-los-id" },
	{ ewp_n_loi_id, "ewp-loi-id" },
	{ ewp_n_los_code, "local" },
	{ ewp_n_ounit_id, "ewp-ounit-id" },
};

static int lower_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_name element = edu_tree_known(&p->from->tree, p->from->tree.items[value].name);
	const char *scheme = "";
	edu_ref identifier;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &identifier);

	if (rc < 0 || !identifier) return rc;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].element == element) scheme = kinds[i].scheme;
	rc = add_value(p, identifier, core_n_value, value, 0);
	return rc < 0 ? rc : add_constant(p, identifier, core_n_scheme, scheme, edu_rule_ewp_scheme);
}

/* A part is known by its identifier alone: it may stand in this response, in another, or in none. */
static int lower_part(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	static const uint16_t identifier[] = { core_n_identifier };
	const edu_row inner = { .name = row->name, .path = { identifier[0] }, .depth = 1 };
	edu_ref part;
	const int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &part);
	return rc < 0 || !part ? rc : lower_identifier(p, &inner, value, part);
}

static int lower_level(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_ref level;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &level);

	if (rc < 0 || !level) return rc;
	rc = add_value(p, level, core_n_value, value, 0);
	return rc < 0 ? rc : add_constant(p, level, core_n_framework, "EQF", edu_rule_ewp_eqf);
}

/* The core knows the hours of a course, EWP those of each occurrence: the first that says some is believed. */
static int lower_hours(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return add_value(p, ((const lowering *)p->state)->specification, core_n_contactHours, value, 0);
}

const edu_how edu_how_ewp_specification = { lower_specification, NULL };
const edu_how edu_how_ewp_offering = { lower_offering, NULL };
const edu_how edu_how_ewp_identifier = { lower_identifier, NULL };
const edu_how edu_how_ewp_part = { lower_part, NULL };
const edu_how edu_how_ewp_level = { lower_level, NULL };
const edu_how edu_how_ewp_hours = { lower_hours, NULL };

const edu_crosswalk edu_crosswalk_ewp = {
	.schema = &ewp_schema,
	.frames = edu_ewp_frames,
	.rows = edu_ewp_rows,
	.absent = edu_ewp_absent,
	.nowhere = edu_ewp_nowhere,
	.top = ewp_f_CoursesResponse,
	.rule_no_place = edu_rule_ewp_no_place,
	.rule_unknown = edu_rule_ewp_unknown,
	.lower = ewp_lower,
};
