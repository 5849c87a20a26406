/*
 * formats/ooapi/format.c – OOAPI, as the engines see it.
 */
#include "formats/ooapi/ooapi.h"
#include "formats/ooapi/profile.h"
#include "formats/ooapi/step.h"

const edu_format edu_format_ooapi = {
	.title = "Open Education API (OOAPI)",
	.syntax = EDU_SYNTAX_JSON,
	.schema = &ooapi_schema,
	.default_version = ooapi_v_5_0,
	.reads = 1 << ooapi_v_4_0 | 1 << ooapi_v_5_0 | 1 << ooapi_v_6_0 | 1 << ooapi_v_6_1,
	.writes = 1 << ooapi_v_4_0 | 1 << ooapi_v_5_0 | 1 << ooapi_v_6_0 | 1 << ooapi_v_6_1,
	.holds = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES,
	.recognise = edu_ooapi_recognise,
	.bind = edu_ooapi_bind,
	.judge = edu_ooapi_judge,
	.check_judged = edu_ooapi_check_judged,
	.id_name = edu_ooapi_id_name,
	.step_to = edu_ooapi_step_to,
	.step = edu_ooapi_step,
};
