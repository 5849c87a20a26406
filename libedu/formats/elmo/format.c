/*
 * formats/elmo/format.c – EMREX ELMO, as the engines see it.
 */
#include "formats/elmo/elmo.h"

#include <string.h>

enum {
	EVERY_1_X = 1 << elmo_v_1_0 | 1 << elmo_v_1_1 | 1 << elmo_v_1_2 | 1 << elmo_v_1_3 | 1 << elmo_v_1_4
	          | 1 << elmo_v_1_5 | 1 << elmo_v_1_6 | 1 << elmo_v_1_7
};

static const char *root_uri(const edu_document *doc)
{
	return doc->shape == EDU_ELMO_MADE ? edu_elmo_uri(doc->version) : NULL;
}

unsigned edu_elmo_judged_by(const edu_document *doc)
{
	return doc->version_given || doc->version > elmo_v_1_7 ? doc->version : elmo_v_1_7;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * A12: the types of courses and attachments will grow, and readers take an unknown one as none. The list of
 * countries is frozen and lacks some; people have those nationalities all the same (elmo.md, section 5).
 */
static edu_severity unknown_code(const edu_codes *codes, const char *text, size_t length)
{
	if (strcmp(codes->name, "country") != 0) return EDU_SEVERITY_INFO;
	return length == 2 && is_capital(text[0]) && is_capital(text[1]) ? EDU_SEVERITY_WARNING
	                                                                 : EDU_SEVERITY_ERROR;
}

const edu_format edu_format_elmo = {
	.title = "EMREX ELMO",
	.syntax = EDU_SYNTAX_XML,
	.schema = &elmo_schema,
	.default_version = elmo_v_1_7,
	.reads = EVERY_1_X | 1 << elmo_v_2_0 | 1 << elmo_v_2_1,
	.writes = EVERY_1_X | 1 << elmo_v_2_0,
	.holds = EDU_ABOUT_RECORDS,
	.recognise = edu_elmo_recognise,
	.bind = edu_elmo_bind,
	.check = edu_elmo_check,
	.profiles = edu_elmo_profiles,
	.judged_by = edu_elmo_judged_by,
	.unknown_code = unknown_code,
	.belongs = edu_elmo_belongs,
	.root_uri = root_uri,
};
