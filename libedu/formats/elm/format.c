/*
 * formats/elm/format.c – the European Learning Model, as the engines see it.
 */
#include "formats/elm/dataset.h"
#include "formats/elm/profile.h"

static int make_twin(edu_document *doc, const char *data, size_t length, edu_error *err)
{
	return doc->shape == EDU_ELM_DATASET ? edu_elm_make_dataset_twin(doc, err) : 0;
}

const edu_format edu_format_elm = {
	.title = "European Learning Model (EDC)",
	.syntax = EDU_SYNTAX_JSON,
	.linked = true,
	.schema = &elm_schema,
	.default_version = elm_v_3_2,
	.reads = 1 << elm_v_3_1 | 1 << elm_v_3_2,
	.writes = 1 << elm_v_3_1 | 1 << elm_v_3_2,
	.holds = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES | EDU_ABOUT_ACCREDITATIONS,
	.recognise = edu_elm_recognise,
	.bind = edu_elm_bind,
	.make_twin = make_twin,
	.check = edu_elm_check,
	.check_profile = edu_elm_check_profile,
	.own_profile = edu_elm_own_profile,
};
