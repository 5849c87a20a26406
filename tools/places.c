/*
 * places.c – see places.h.
 */
#include "places.h"

#include <stdlib.h>
#include <string.h>

int places_parse(places *p, const char *document, const char *report, bool many)
{
	p->output = document ? document : "-";
	p->report = report;
	p->output_folder = names_folder(p->output);
	p->report_folder = report && names_folder(report);
	if (many && !p->output_folder) return refuse(EXIT_USAGE, "several inputs need a folder: -o DIR/");
	if (many && report && !p->report_folder)
		return refuse(EXIT_USAGE, "several inputs need a folder for their reports: --report DIR/");
	if (report && !p->report_folder && !strcmp(report, p->output))
		return refuse(EXIT_USAGE, "--report and the document can't go to the same place");
	return 0;
}

/* The path of a result; NULL: out of memory. */
static char *result_path(const char *value, bool folder, const char *place, const char *extension)
{
	if (!folder) return text_make("%s", value);
	return text_make("%s%s%s%s", value, text_ends_with(value, "/") ? "" : "/", place, extension);
}

static bool begin(output *o, const char *value, bool folder, const char *place, const char *extension)
{
	char *path = result_path(value, folder, place, extension);
	int trouble = folder && path ? make_folders_above(path) : 0;
	bool good = path && !trouble && output_begin(o, path);
	if (trouble) {
		*o = (output)OUTPUT_NONE;
		o->trouble = trouble;
		o->path = path;
		return false;
	}
	free(path);
	return good;
}

bool places_begin_document(const places *p, const input *in, output *o)
{
	return begin(o, p->output, p->output_folder, in->place, p->extension);
}

bool places_begin_report(const places *p, const input *in, output *o)
{
	return begin(o, p->report, p->report_folder, in->place, ".ledger.jsonl");
}

int places_write_report(const places *p, const input *in, const edu_ledger *ledger, output *o, result *r)
{
	edu_error err = EDU_ERROR_INIT;
	if (!places_begin_report(p, in, o)) return put_trouble(&r->errors, o);
	const edu_sink sink = output_sink(o);
	const int rc = edu_ledger_write_to(ledger, &sink, &err);
	if (rc < 0 && rc != EDU_EIO) {
		put_error(&r->errors, in->path, &err);
		return status_of(&err);
	}
	return rc == 0 && output_finish(o) && output_publish(o) ? 0 : put_trouble(&r->errors, o);
}
