/*
 * formats/ewp/lower.c – a response of the Courses API becomes a catalogue of the core: what the rows can't say.
 */
#include "formats/ewp/ewp.h"

#include <string.h>

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
	{ ewp_n_academic_year_id, "ewp-academic-year-id" },
	{ ewp_n_ewp_id, "ewp-id" },
	{ ewp_n_term_id, "ewp-term-id" },
};

const char *ewp_scheme_of(edu_name element)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].element == element) return kinds[i].scheme;
	return "";
}

static int lower_identifier(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	const edu_name element = edu_tree_known(&p->from->tree, p->from->tree.items[value].name);
	edu_ref identifier;
	int rc = edu_core_add(p, core, row->path, row->depth, EDU_KIND_OBJECT, &identifier);

	if (rc < 0 || !identifier) return rc;
	rc = add_value(p, identifier, core_n_value, value, 0);
	return rc < 0 ? rc : add_constant(p, identifier, core_n_scheme, ewp_scheme_of(element), edu_rule_ewp_scheme);
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

static int lower_wrapper(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_lower_frame(p, row->frame, value, core);
}

static int lower_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_text.lower(p, row, value, core);
}

static int lower_token(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	edu_row token = *row;
	token.flags |= EDU_ROW_TOKEN;
	return edu_how_text.lower(p, &token, value, core);
}

static int lower_lang(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_lang.lower(p, row, value, core);
}

static int lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_node.lower(p, row, value, core);
}

const edu_how edu_how_ewp_code = { lower_identifier, ewp_raise_code };
const edu_how edu_how_ewp_credit = { lower_node, ewp_raise_credit };
const edu_how edu_how_ewp_credit_level = { lower_token, ewp_raise_credit_level };
const edu_how edu_how_ewp_day = { lower_token, ewp_raise_day };
const edu_how edu_how_ewp_grading_scheme = { lower_node, ewp_raise_grading_scheme };
const edu_how edu_how_ewp_hours = { lower_token, ewp_raise_hours };
const edu_how edu_how_ewp_id = { lower_identifier, ewp_raise_id };
const edu_how edu_how_ewp_kind = { lower_text, ewp_raise_kind };
const edu_how edu_how_ewp_level = { lower_level, ewp_raise_level };
const edu_how edu_how_ewp_of_course = { lower_token, ewp_raise_of_course };
const edu_how edu_how_ewp_offering = { lower_offering, ewp_raise_offering };
const edu_how edu_how_ewp_part = { lower_part, ewp_raise_part };
const edu_how edu_how_ewp_scheme_id = { lower_identifier, ewp_raise_scheme_id };
const edu_how edu_how_ewp_specification = { lower_specification, ewp_raise_specification };
const edu_how edu_how_ewp_specifies = { lower_wrapper, ewp_raise_specifies };
const edu_how edu_how_ewp_term = { lower_node, ewp_raise_term };
const edu_how edu_how_ewp_title = { lower_lang, ewp_raise_title };
const edu_how edu_how_ewp_unit = { lower_identifier, ewp_raise_unit };
const edu_how edu_how_ewp_url = { lower_token, ewp_raise_url };
const edu_how edu_how_ewp_year = { lower_identifier, ewp_raise_year };

const edu_crosswalk edu_crosswalk_ewp = {
	.schema = &ewp_schema,
	.frames = edu_ewp_frames,
	.rows = edu_ewp_rows,
	.absent = edu_ewp_absent,
	.nowhere = edu_ewp_nowhere,
	.top = ewp_f_CoursesResponse,
	.takes = EDU_ABOUT_COURSES,
	.rule_no_place = edu_rule_ewp_no_place,
	.rule_unknown = edu_rule_ewp_unknown,
	.raise_node = ewp_raise_node,
	.lower = ewp_lower,
	.raise = ewp_raise,
};
