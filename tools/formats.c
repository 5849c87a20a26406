/*
 * formats.c – edu formats: what is read and written, by version.
 */
#include "command.h"
#include "matrix.h"

#include <string.h>

enum { MATRIX, JSON, HELP };

static const option options[] = {
	[MATRIX] = { "matrix", 0, NULL, "what converts to what, instead" },
	[JSON] = { "json", 0, NULL, "one JSON object a line" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

static void put_json(text *out, const edu_format_info *f)
{
	text_puts(out, "{\"name\":");
	text_put_json(out, f->name);
	text_puts(out, ",\"version\":");
	text_put_json(out, f->version);
	text_puts(out, ",\"title\":");
	text_put_json(out, f->title);
	text_puts(out, ",\"syntax\":");
	text_put_json(out, f->syntax);
	text_putf(out, ",\"reads\":%s,\"writes\":%s,\"default\":%s}\n", f->reads ? "true" : "false",
	          f->writes ? "true" : "false", f->is_default ? "true" : "false");
}

/* How wide a column is that takes the longest of the formats' specifications. */
static int widest_spec(void)
{
	edu_format_info f;
	size_t widest = 0;

	for (size_t i = 0; !edu_format_at(i, &f); i++) {
		const size_t length = strlen(f.name) + 1 + strlen(f.version);
		if (length > widest) widest = length;
	}
	return (int)widest;
}

static void put_row(text *out, const edu_format_info *f, int width)
{
	char spec[64];
	snprintf(spec, sizeof spec, "%s@%s", f->name, f->version);
	text_putf(out, "%-*s  %-5s  %-6s  %-6s  %s%s\n", width, spec, f->reads ? "reads" : "-", f->writes ? "writes" : "-",
	          f->syntax, f->title, f->is_default ? " (the bare name)" : "");
}

static void put_formats(text *out, bool json)
{
	const int width = widest_spec();
	edu_format_info f;

	for (size_t i = 0; !edu_format_at(i, &f); i++) {
		if (json) put_json(out, &f);
		else put_row(out, &f, width);
	}
}

static int run(const arguments *args)
{
	text out = { 0 };
	const bool json = args->values[JSON];
	int status = 0;

	if (args->operand_count) return refuse(EXIT_USAGE, "formats takes no operand");
	if (!args->values[MATRIX]) put_formats(&out, json);
	else if (json) put_matrix_json(&out);
	else put_matrix(&out);
	if (!text_print(&out, stdout) || fflush(stdout))
		status = refuse(EXIT_NO_OUTPUT, "standard output can't be written");
	text_free(&out);
	return status;
}

const verb verb_formats = { "formats", "", "list what is read and written, by version", options, run };
