/*
 * formats/elmo/hows.c – the names that ELMO's crosswalk uses, and the crosswalk itself.
 */
#include "formats/elmo/crosswalk.h"
#include "formats/elmo/embed.h"
#include "formats/elmo/residue.h"
#include "formats/elmo/hows.h"

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

const edu_how edu_how_elmo_generated = { lower_token, elmo_raise_generated };
const edu_how edu_how_elmo_issue_date = { lower_token, elmo_raise_issue_date };
const edu_how edu_how_elmo_report = { elmo_lower_report, elmo_raise_report };
const edu_how edu_how_elmo_achievements = { elmo_lower_achievements, elmo_raise_achievements };
const edu_how edu_how_elmo_part = { elmo_lower_part, elmo_raise_part };
const edu_how edu_how_elmo_term = { lower_node, elmo_raise_term };
const edu_how edu_how_elmo_body = { lower_node, elmo_raise_body };
const edu_how edu_how_elmo_external_scheme = { elmo_lower_external_scheme, elmo_raise_external_scheme };
const edu_how edu_how_elmo_country = { elmo_lower_country, elmo_raise_code };
const edu_how edu_how_elmo_code = { lower_token, elmo_raise_code };
const edu_how edu_how_elmo_language = { lower_token, elmo_raise_language };
const edu_how edu_how_elmo_supplement_date = { lower_token, elmo_raise_supplement_date };
const edu_how edu_how_elmo_shortened = { lower_node, elmo_raise_shortened };
const edu_how edu_how_elmo_distribution = { lower_node, elmo_raise_distribution };
const edu_how edu_how_elmo_category = { lower_node, elmo_raise_category };
const edu_how edu_how_elmo_demanded = { lower_token, elmo_raise_demanded };
const edu_how edu_how_elmo_section_number = { lower_token, elmo_raise_section_number };
const edu_how edu_how_elmo_instance = { lower_enter, elmo_raise_instance };
const edu_how edu_how_elmo_name = { lower_name, elmo_raise_name };
const edu_how edu_how_elmo_title = { elmo_lower_title, elmo_raise_titles };
const edu_how edu_how_elmo_titles = { lower_lang, elmo_raise_titles };
const edu_how edu_how_elmo_date = { lower_token, elmo_raise_date };
const edu_how edu_how_elmo_decimal = { elmo_lower_decimal, elmo_raise_decimal };
const edu_how edu_how_elmo_identifier_type = { lower_token, elmo_raise_identifier_type };
const edu_how edu_how_elmo_issuer_identifier = { lower_node, elmo_raise_issuer_identifier };
const edu_how edu_how_elmo_issuer_url = { lower_token, elmo_raise_issuer_url };
const edu_how edu_how_elmo_scheme_reference = { elmo_lower_scheme_reference, elmo_raise_scheme_reference };
const edu_how edu_how_elmo_grading_schemes = { lower_node, elmo_raise_grading_schemes };
const edu_how edu_how_elmo_scheme_name = { lower_token, elmo_raise_scheme_name };
const edu_how edu_how_elmo_group_name = { lower_text, elmo_raise_group_name };
const edu_how edu_how_elmo_grouping = { elmo_lower_grouping, elmo_raise_grouping };
const edu_how edu_how_elmo_attachment_reference = { elmo_lower_attachment_reference, elmo_raise_attachment_reference };
const edu_how edu_how_elmo_content = { elmo_lower_content, elmo_raise_content };
const edu_how edu_how_elmo_credit_scheme = { elmo_lower_credit_scheme, elmo_raise_credit_scheme };
const edu_how edu_how_elmo_credit_level = { elmo_lower_credit_level, elmo_raise_credit_level };
const edu_how edu_how_elmo_introduction = { elmo_lower_introduction, elmo_raise_introduction };
const edu_how edu_how_elmo_address = { lower_node, elmo_raise_address };
const edu_how edu_how_elmo_address_line = { lower_text, elmo_raise_address_line };

const edu_crosswalk edu_crosswalk_elmo = {
	.schema = &elmo_schema,
	.frames = edu_elmo_frames,
	.rows = edu_elmo_rows,
	.absent = edu_elmo_absent,
	.nowhere = edu_elmo_nowhere,
	.no_scheme = &edu_elmo_no_scheme,
	.top = elmo_f_Elmo,
	.takes = EDU_ABOUT_RECORDS,
	.rule_no_place = edu_rule_elmo_no_place,
	.rule_unknown = edu_rule_elmo_unknown,
	.raise_node = elmo_raise_element,
	.lower = elmo_lower,
	.raise = elmo_raise,
	.complete = elmo_complete,
	.embed = elmo_embed,
	.embedded = elmo_embedded,
	.park = elmo_park,
	.parked = elmo_parked,
	.record = elmo_record,
};
