/*
 * formats/ooapi/hows.c – the names that OOAPI's crosswalk uses, and the crosswalk itself.
 */
#include "formats/ooapi/hows.h"
#include "formats/ooapi/addresses.h"
#include "formats/ooapi/carried.h"
#include "formats/ooapi/crosswalk.h"
#include "formats/ooapi/raise.h"

/* Ids of entities, and what older versions spell otherwise, are lowered alone. */
static int raise_nothing(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
{
	return 0;
}

static int lower_nothing(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return 0;
}

static int lower_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_text.lower(p, row, value, core);
}

static int lower_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_node.lower(p, row, value, core);
}

static int lower_enter(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_enter.lower(p, row, value, core);
}

const edu_how edu_how_ooapi_address_type = { lower_nothing, ooapi_raise_address_type };
const edu_how edu_how_ooapi_code_type = { ooapi_lower_code_type, ooapi_raise_code_type };
const edu_how edu_how_ooapi_country = { ooapi_lower_country, ooapi_raise_country };
const edu_how edu_how_ooapi_date = { ooapi_lower_date, ooapi_raise_date };
const edu_how edu_how_ooapi_ects = { ooapi_lower_ects, raise_nothing };
const edu_how edu_how_ooapi_enrolment_periods = { ooapi_lower_enrolment_periods, ooapi_raise_enrolment_periods };
const edu_how edu_how_ooapi_family_name = { ooapi_lower_family_name, ooapi_raise_texts };
const edu_how edu_how_ooapi_gender = { ooapi_lower_gender, ooapi_raise_gender };
const edu_how edu_how_ooapi_language = { ooapi_lower_language, ooapi_raise_language };
const edu_how edu_how_ooapi_last_day = { ooapi_lower_date, ooapi_raise_last_day };
const edu_how edu_how_ooapi_level = { ooapi_lower_level, ooapi_raise_level };
const edu_how edu_how_ooapi_lines = { ooapi_lower_lines, ooapi_raise_lines };
const edu_how edu_how_ooapi_mailbox = { ooapi_lower_mailbox, ooapi_raise_mailbox };
const edu_how edu_how_ooapi_mode = { ooapi_lower_mode, ooapi_raise_word };
const edu_how edu_how_ooapi_other_codes = { lower_node, ooapi_raise_other_codes };
const edu_how edu_how_ooapi_outcome_ids = { ooapi_lower_outcome_ids, ooapi_raise_outcome_ids };
const edu_how edu_how_ooapi_outcomes = { ooapi_lower_outcomes, raise_nothing };
const edu_how edu_how_ooapi_own_end = { ooapi_lower_date, ooapi_raise_own_end };
const edu_how edu_how_ooapi_own_id = { ooapi_lower_own_id, raise_nothing };
const edu_how edu_how_ooapi_own_start = { ooapi_lower_date, ooapi_raise_own_start };
const edu_how edu_how_ooapi_phones = { lower_text, ooapi_raise_phones };
const edu_how edu_how_ooapi_primary_code = { lower_node, ooapi_raise_primary_code };
const edu_how edu_how_ooapi_qualification_level = { ooapi_lower_qualification_level, ooapi_raise_qualification_level };
const edu_how edu_how_ooapi_result = { lower_enter, ooapi_raise_result };
const edu_how edu_how_ooapi_result_date = { ooapi_lower_date, ooapi_raise_result_date };
const edu_how edu_how_ooapi_result_load = { ooapi_lower_study_load, ooapi_raise_result_load };
const edu_how edu_how_ooapi_study_load = { ooapi_lower_study_load, ooapi_raise_study_load };
const edu_how edu_how_ooapi_texts = { ooapi_lower_texts, ooapi_raise_texts };
const edu_how edu_how_ooapi_word = { ooapi_lower_word, ooapi_raise_word };

const edu_crosswalk edu_crosswalk_ooapi = {
	.schema = &ooapi_schema,
	.frames = edu_ooapi_frames,
	.rows = edu_ooapi_rows,
	.absent = edu_ooapi_absent,
	.nowhere = edu_ooapi_nowhere,
	.attendants = edu_ooapi_attendants,
	.no_scheme = &edu_ooapi_no_scheme,
	.takes = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES,
	.rule_no_place = edu_rule_ooapi_no_extra,
	.rule_unknown = edu_rule_ooapi_unknown,
	.raise_node = ooapi_raise_node,
	.lower = ooapi_lower,
	.raise = ooapi_raise,
	.complete = ooapi_complete,
	.embed = ooapi_embed,
	.embedded = ooapi_embedded,
	.park = ooapi_park,
	.parked = ooapi_parked,
	.address = ooapi_address,
	.record = ooapi_record_lists,
	.raises = 1 << ooapi_v_6_0 | 1 << ooapi_v_6_1,
};
