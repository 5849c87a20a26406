/*
 * formats/ooapi/hows.c – the names that OOAPI's crosswalk uses, and the crosswalk itself.
 */
#include "formats/ooapi/hows.h"
#include "base/fail.h"
#include "formats/ooapi/crosswalk.h"

#define OOAPI_HOW(name) const edu_how edu_how_ooapi_##name = { ooapi_lower_##name, NULL }

OOAPI_HOW(code_type);
OOAPI_HOW(country);
OOAPI_HOW(date);
OOAPI_HOW(ects);
OOAPI_HOW(family_name);
OOAPI_HOW(gender);
OOAPI_HOW(language);
OOAPI_HOW(level);
OOAPI_HOW(lines);
OOAPI_HOW(mailbox);
OOAPI_HOW(mode);
OOAPI_HOW(outcome_ids);
OOAPI_HOW(outcomes);
OOAPI_HOW(own_id);
OOAPI_HOW(qualification_level);
OOAPI_HOW(study_load);
OOAPI_HOW(texts);
OOAPI_HOW(word);

static int raise(edu_passage *p)
{
	return edu_fail(p->err, EDU_EUNSUPPORTED, "convert/target", "OOAPI is not written from other formats by this release");
}

const edu_crosswalk edu_crosswalk_ooapi = {
	.schema = &ooapi_schema,
	.frames = edu_ooapi_frames,
	.rows = edu_ooapi_rows,
	.absent = edu_ooapi_absent,
	.nowhere = edu_ooapi_nowhere,
	.rule_no_place = edu_rule_ooapi_nowhere,
	.rule_unknown = edu_rule_ooapi_unknown,
	.lower = ooapi_lower,
	.raise = raise,
};
