/*
 * formats/registry.c – which formats there are, in the order in which they are tried, and what is said of
 * them.
 */
#include <edu/format.h>
#include "model/document.h"

#include <string.h>

/* Each try reads the whole document with that format's names: what is met most often comes first of its syntax. */
const edu_format *const edu_formats[] = {
	&edu_format_elm, &edu_format_elmo, &edu_format_ewp, &edu_format_elm2, &edu_format_elm_ams, &edu_format_elm_loq,
	&edu_format_elm_rdf, &edu_format_elm_turtle, &edu_format_ooapi,
};
const size_t edu_formats_count = sizeof edu_formats / sizeof *edu_formats;

static bool is_called(const edu_format *f, const char *name, size_t length)
{
	return strlen(edu_format_name(f)) == length && memcmp(edu_format_name(f), name, length) == 0;
}

const edu_format *edu_format_find(const char *name, size_t length)
{
	for (size_t i = 0; i < edu_formats_count; i++)
		if (is_called(edu_formats[i], name, length)) return edu_formats[i];
	return is_called(&edu_format_core, name, length) ? &edu_format_core : NULL;
}

static bool is_offered(const edu_format *f, uint32_t version)
{
	return (f->reads | f->writes) >> version & 1;
}

static size_t offered(const edu_format *f)
{
	size_t n = 0;

	for (uint32_t v = 0; v < f->schema->version_count; v++) n += is_offered(f, v);
	return n;
}

size_t edu_format_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < edu_formats_count; i++) n += offered(edu_formats[i]);
	return n;
}

static void describe(const edu_format *f, uint32_t version, edu_format_info *out)
{
	*out = (edu_format_info){
		.name = edu_format_name(f),
		.version = f->schema->versions[version],
		.title = f->title,
		.syntax = f->syntax == EDU_SYNTAX_XML ? "xml" : f->syntax == EDU_SYNTAX_TURTLE ? "turtle" : "json",
		.reads = f->reads >> version & 1,
		.writes = f->writes >> version & 1,
		/* The bare name is a target's. */
		.is_default = version == f->default_version && f->writes >> version & 1,
	};
}

int edu_format_at(size_t i, edu_format_info *out)
{
	if (!out) return EDU_EARG;
	for (size_t f = 0; f < edu_formats_count; f++)
		for (uint32_t v = 0; v < edu_formats[f]->schema->version_count; v++) {
			if (!is_offered(edu_formats[f], v)) continue;
			if (i-- == 0) {
				describe(edu_formats[f], v, out);
				return 0;
			}
		}
	return EDU_EARG;
}
