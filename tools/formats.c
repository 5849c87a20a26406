/*
 * formats.c – edu formats: what is read and written, by version.
 */
#include "command.h"

enum { JSON, HELP };

static const option options[] = {
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

static void put_row(text *out, const edu_format_info *f)
{
	char spec[64];
	snprintf(spec, sizeof spec, "%s@%s", f->name, f->version);
	text_putf(out, "%-12s %-6s %-6s %-4s  %s%s\n", spec, f->reads ? "reads" : "-",
	          f->writes ? "writes" : "-", f->syntax, f->title, f->is_default ? " (the bare name)" : "");
}

static int run(const arguments *args)
{
	text out = { 0 };
	edu_format_info f;
	int status = 0;

	if (args->operand_count) return refuse(EXIT_USAGE, "formats takes no operand");
	for (size_t i = 0; !edu_format_at(i, &f); i++) {
		if (args->values[JSON]) put_json(&out, &f);
		else put_row(&out, &f);
	}
	if (!text_print(&out, stdout) || fflush(stdout))
		status = refuse(EXIT_NO_OUTPUT, "standard output can't be written");
	text_free(&out);
	return status;
}

const verb verb_formats = { "formats", "", "list what is read and written, by version", options, run };
