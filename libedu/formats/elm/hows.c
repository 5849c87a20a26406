/*
 * formats/elm/hows.c – the names that ELM's crosswalk uses, and the crosswalk itself.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/evidence.h"
#include "formats/elm/hows.h"
#include "formats/elm/residue.h"

/* Said by the format alone: nothing to carry into the core. */
static int leave(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return 0;
}

static int lower_text(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_text.lower(p, row, value, core);
}

static int lower_lang(edu_passage *p, const edu_row *row, edu_ref value, edu_ref core)
{
	return edu_how_lang.lower(p, row, value, core);
}

const edu_how edu_how_elm_credential_id = { lower_text, elm_raise_credential_id };
const edu_how edu_how_elm_credential_type = { leave, elm_raise_type };
const edu_how edu_how_elm_profile = { leave, elm_raise_profile };
const edu_how edu_how_elm_schema = { leave, elm_raise_schema };
const edu_how edu_how_elm_display = { elm_lower_enter, elm_raise_display };
const edu_how edu_how_elm_subject = { elm_lower_node, elm_raise_subject };
const edu_how edu_how_elm_issuer = { elm_lower_node, elm_raise_issuer };
const edu_how edu_how_elm_issued = { lower_text, elm_raise_issued };
const edu_how edu_how_elm_datetime = { lower_text, elm_raise_date };
const edu_how edu_how_elm_valid_from = { lower_text, elm_raise_valid_from };
const edu_how edu_how_elm_attachments = { elm_lower_attachments, elm_raise_attachments };
const edu_how edu_how_elm_birth_date = { elm_lower_date, elm_raise_birth_date };
const edu_how edu_how_elm_date = { elm_lower_date, elm_raise_date };
const edu_how edu_how_elm_place = { elm_lower_node, elm_raise_place };
const edu_how edu_how_elm_concept = { elm_lower_concept, elm_raise_concept };
const edu_how edu_how_elm_claims = { elm_lower_claims, elm_raise_claims };
const edu_how edu_how_elm_mailbox = { elm_lower_mailbox, elm_raise_mailbox };
const edu_how edu_how_elm_full_address = { elm_lower_full_address, elm_raise_full_address };
const edu_how edu_how_elm_legal_identifier = { elm_lower_node, elm_raise_legal_identifier };
const edu_how edu_how_elm_legal_name = { lower_lang, elm_raise_legal_name };
const edu_how edu_how_elm_alt_label = { lower_lang, elm_raise_alt_label };
const edu_how edu_how_elm_achievement_identifier = { elm_lower_achievement_identifier, elm_raise_achievement_identifier };
const edu_how edu_how_elm_title = { lower_lang, elm_raise_title };
const edu_how edu_how_elm_organisation_notes = { elm_lower_organisation_notes, elm_raise_organisation_notes };
const edu_how edu_how_elm_notes = { elm_lower_notes, elm_raise_notes };
const edu_how edu_how_elm_awarded_by = { elm_lower_awarded_by, elm_raise_awarded_by };
const edu_how edu_how_elm_credit = { elm_lower_node, elm_raise_credit };
const edu_how edu_how_elm_specification = { elm_lower_node, elm_raise_specification };
const edu_how edu_how_elm_assessment = { elm_lower_node, elm_raise_assessment };
const edu_how edu_how_elm_activity = { elm_lower_node, elm_raise_activity };
const edu_how edu_how_elm_part = { elm_lower_part, elm_raise_part };
const edu_how edu_how_elm_report_date = { elm_lower_report_date, elm_raise_report_date };
const edu_how edu_how_elm_specification_identifier = { elm_lower_specification_identifier,
						       elm_raise_specification_identifier };
const edu_how edu_how_elm_kind = { elm_lower_concept, elm_raise_kind };
const edu_how edu_how_elm_specification_notes = { elm_lower_specification_notes, elm_raise_specification_notes };
const edu_how edu_how_elm_field = { elm_lower_concept, elm_raise_field };
const edu_how edu_how_elm_eqf_level = { elm_lower_eqf_level, elm_raise_eqf_level };
const edu_how edu_how_elm_other_level = { elm_lower_other_level, elm_raise_other_level };
const edu_how edu_how_elm_nqf_level = { elm_lower_nqf_level, elm_raise_nqf_level };
const edu_how edu_how_elm_specification_scheme = { elm_lower_how_assessed, elm_raise_specification_scheme };
const edu_how edu_how_elm_global_id = { elm_lower_global_id, elm_raise_global_id };
const edu_how edu_how_elm_grade_status = { elm_lower_grade_status, elm_raise_grade_status };
const edu_how edu_how_elm_assessment_scheme = { elm_lower_assessment_scheme, elm_raise_assessment_scheme };
const edu_how edu_how_elm_scheme_identifier = { elm_lower_scheme_identifier, elm_raise_scheme_identifier };
const edu_how edu_how_elm_integer = { lower_text, elm_raise_integer };
const edu_how edu_how_elm_category = { elm_lower_node, elm_raise_category };
const edu_how edu_how_elm_used = { elm_lower_used, NULL };
const edu_how edu_how_elm_temporal = { elm_lower_temporal, elm_raise_temporal };
const edu_how edu_how_elm_occurrence = { elm_lower_occurrence, elm_raise_occurrence };
const edu_how edu_how_elm_activity_specification = { elm_lower_enter, elm_raise_activity_specification };

/* Of catalogues. */
const edu_how edu_how_elm_activities = { elm_lower_activities, elm_raise_activities };
const edu_how edu_how_elm_activity_kind = { leave, elm_raise_activity_kind };
const edu_how edu_how_elm_course_credit = { elm_lower_node, elm_raise_course_credit };
const edu_how edu_how_elm_course_id = { elm_lower_course_id, elm_raise_global_id };
const edu_how edu_how_elm_course_language = { elm_lower_concept, elm_raise_course_language };
const edu_how edu_how_elm_course_page = { leave, elm_raise_course_page };
const edu_how edu_how_elm_default_language = { elm_lower_concept, elm_raise_default_language };
const edu_how edu_how_elm_offered = { elm_lower_node, elm_raise_offered };
const edu_how edu_how_elm_offered_activity = { elm_lower_offered_activity, elm_raise_offered_activity };
const edu_how edu_how_elm_parts = { leave, elm_raise_parts };
const edu_how edu_how_elm_provided_by = { elm_lower_node, elm_raise_provided_by };
const edu_how edu_how_elm_whole = { leave, elm_raise_whole };

const edu_crosswalk edu_crosswalk_elm = {
	.schema = &elm_schema,
	.frames = edu_elm_frames,
	.rows = edu_elm_rows,
	.absent = edu_elm_absent,
	.nowhere = edu_elm_nowhere,
	.attendants = edu_elm_attendants,
	.open = edu_elm_open,
	.top = elm_f_EuropeanDigitalCredential,
	.takes = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES,
	.rule_no_place = edu_rule_elm_no_place,
	.rule_unknown = edu_rule_elm_unknown_term,
	.lower_node = elm_lower_node,
	.raise_node = elm_raise_node,
	.lower_enter = elm_lower_enter,
	.lower = elm_lower,
	.raise = elm_raise,
	.embed = elm_embed,
	.embedded = elm_embedded,
	.park = elm_park,
	.parked = elm_parked,
	.record = elm_record,
};
