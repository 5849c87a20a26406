/*
 * matrix.c – what converts to what: formats that are read against formats that are written.
 *
 * Formats suffice: each version that is read goes into each that is written.
 */
#include "matrix.h"

#include <edu.h>
#include <stdbool.h>
#include <string.h>

static const struct {
	unsigned about;
	char letter;
	const char *name, *meaning;
} abouts[] = {
	{ EDU_ABOUT_RECORDS, 'R', "records", "learners' records" },
	{ EDU_ABOUT_COURSES, 'C', "courses", "courses" },
	{ EDU_ABOUT_ACCREDITATIONS, 'A', "accreditations", "accreditations" },
};

enum { ABOUTS = sizeof abouts / sizeof *abouts };

static bool does(const edu_format_info *f, bool writes)
{
	return writes ? f->writes : f->reads;
}

/* The next format of which some version is read, or written; *at = 0 at first. False: there is none. */
static bool next_format(size_t *at, bool writes, edu_format_info *out)
{
	edu_format_info before = { 0 };

	if (*at && edu_format_at(*at - 1, &before)) return false;
	while (!edu_format_at((*at)++, out))
		if (does(out, writes) && (!before.name || strcmp(out->name, before.name) != 0)) return true;
	return false;
}

static int widest_name(void)
{
	edu_format_info f;
	size_t widest = 0;

	for (size_t i = 0; !edu_format_at(i, &f); i++)
		if (strlen(f.name) > widest) widest = strlen(f.name);
	return (int)widest;
}

/* ---- for people ---- */

static void put_cell(text *out, unsigned takes, int width)
{
	char letters[ABOUTS + 1];
	size_t n = 0;

	for (size_t i = 0; i < ABOUTS; i++)
		if (takes & abouts[i].about) letters[n++] = abouts[i].letter;
	letters[n] = '\0';
	text_putf(out, "  %-*s", width, n ? letters : "-");
}

/* No blanks behind the last cell. */
static void end_row(text *out)
{
	while (out->length && out->data[out->length - 1] == ' ') out->length--;
	text_puts(out, "\n");
}

static void put_legend(text *out)
{
	text_puts(out, "\nFrom the formats on the left into those above, any version that is read into any that is written:\n");
	for (size_t i = 0; i < ABOUTS; i++) text_putf(out, "%c %s, ", abouts[i].letter, abouts[i].meaning);
	text_puts(out, "- nothing.\n");
}

void put_matrix(text *out)
{
	const int widest = widest_name();
	edu_format_info from, to;

	text_putf(out, "%-*s", widest, "");
	for (size_t column = 0; next_format(&column, true, &to);) text_putf(out, "  %s", to.name);
	text_puts(out, "\n");
	for (size_t row = 0; next_format(&row, false, &from);) {
		text_putf(out, "%-*s", widest, from.name);
		for (size_t column = 0; next_format(&column, true, &to);)
			put_cell(out, edu_convert_takes(from.name, to.name), (int)strlen(to.name));
		end_row(out);
	}
	put_legend(out);
}

/* ---- for programs ---- */

static void put_side(text *out, const char *side, const char *name, bool writes)
{
	edu_format_info f;
	const char *comma = "";

	text_putf(out, "\"%s\":{\"format\":", side);
	text_put_json(out, name);
	text_puts(out, ",\"versions\":[");
	for (size_t i = 0; !edu_format_at(i, &f); i++) {
		if (strcmp(f.name, name) != 0 || !does(&f, writes)) continue;
		text_puts(out, comma);
		text_put_json(out, f.version);
		comma = ",";
	}
	text_puts(out, "]}");
}

static void put_pair(text *out, const char *from, const char *to)
{
	const unsigned takes = edu_convert_takes(from, to);
	const char *comma = "";

	text_puts(out, "{");
	put_side(out, "source", from, false);
	text_puts(out, ",");
	put_side(out, "target", to, true);
	text_puts(out, ",\"takes\":[");
	for (size_t i = 0; i < ABOUTS; i++) {
		if (!(takes & abouts[i].about)) continue;
		text_putf(out, "%s\"%s\"", comma, abouts[i].name);
		comma = ",";
	}
	text_puts(out, "]}\n");
}

void put_matrix_json(text *out)
{
	edu_format_info from, to;

	for (size_t row = 0; next_format(&row, false, &from);)
		for (size_t column = 0; next_format(&column, true, &to);) put_pair(out, from.name, to.name);
}
