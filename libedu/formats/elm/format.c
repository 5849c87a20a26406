/*
 * formats/elm/format.c – the European Learning Model, as the engines see it.
 */
#include "formats/elm/elm.h"
#include "formats/elm/profile.h"

const edu_format edu_format_elm = {
	.title = "European Learning Model (EDC)",
	.syntax = EDU_SYNTAX_JSON,
	.linked = true,
	.schema = &elm_schema,
	.default_version = elm_v_3_2,
	.reads = 1 << elm_v_3_1 | 1 << elm_v_3_2,
	.writes = 1 << elm_v_3_1 | 1 << elm_v_3_2,
	.recognise = edu_elm_recognise,
	.bind = edu_elm_bind,
	.check = edu_elm_check,
	.check_profile = edu_elm_check_profile,
};
