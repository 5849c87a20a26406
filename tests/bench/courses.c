/*
 * courses.c – a catalogue of a thousand courses into the other formats for course data; see courses.h.
 */
#include "courses.h"

#include <stdio.h>
#include <stdlib.h>

#include "work.h"

enum { MB = 1000 * 1000, COURSES = 1000 };

/* What examples/catalogue.py writes; data NULL: there is no Python. */
static input make_catalogue(const edu_context *ctx)
{
	FILE *answer = popen("python3 '" CATALOGUE "'", "r");
	input in = { ctx, NULL, 0 };
	size_t capacity = 8 * MB;
	char *data = malloc(capacity);

	if (!answer || !data) give_up("no catalogue", NULL);
	for (size_t n; (n = fread(data + in.length, 1, capacity - in.length - 1, answer)) > 0;) {
		in.length += n;
		if (capacity - in.length < MB) data = realloc(data, capacity *= 2);
		if (!data) give_up("no memory for a catalogue", NULL);
	}
	const int failed = pclose(answer);
	data[in.length] = '\0';
	in.data = data;
	if (!failed) return in;
	free(data);
	return (input){ ctx, NULL, 0 };
}

static void convert_to(const input *in, const char *target, int with_ledger)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = read_bytes(in->ctx, in->data, in->length);
	edu_ledger *ledger = NULL;
	size_t written = 0;
	const edu_sink sink = counting_sink(&written);

	if (edu_convert_to(&sink, doc, target, NULL, NULL, with_ledger ? &ledger : NULL, &err) < 0) give_up("converting", &err);
	if (!written) give_up("nothing was written", NULL);
	edu_ledger_free(ledger);
	edu_document_free(doc);
}

static void work_loq(const void *in) { convert_to(in, "elm-loq", 1); }
static void work_elm(const void *in) { convert_to(in, "elm", 1); }
static void work_elm_alone(const void *in) { convert_to(in, "elm", 0); }
static void work_ewp(const void *in) { convert_to(in, "ewp", 1); }

static void row(const char *what, double ours, double cjson)
{
	printf("| %-40s | %8.1f | %8.1f | %8.1f | %6.1f |\n", what, ours * 1e3, ours * 1e6 / COURSES, cjson * 1e3, ours / cjson);
	fflush(stdout);
}

void print_courses(const edu_context *ctx, double seconds)
{
	const input in = make_catalogue(ctx);
	contender list[] = {
		{ work_cjson, &in, 0 }, { work_loq, &in, 0 }, { work_elm, &in, 0 }, { work_elm_alone, &in, 0 }, { work_ewp, &in, 0 }
	};

	printf("\n### Catalogues\n\n");
	if (!in.data) {
		printf("No Python: the catalogue can't be made.\n");
		return;
	}
	printf("1,000 courses in three languages (`examples/catalogue.py`), %.1f MB of OOAPI 5, read, converted and written.\n"
	       "Milliseconds, the best of interleaved runs; the time of cJSON_Parse and cJSON_Delete on the same bytes beside it.\n\n",
	       (double)in.length / MB);
	printf("| to | ms | µs a course | cJSON, ms | times cJSON |\n|---|---:|---:|---:|---:|\n");
	race(list, sizeof list / sizeof *list, seconds);
	row("ELM, JSON-LD", list[3].best, list[0].best);
	row("ELM, JSON-LD, with its ledger", list[2].best, list[0].best);
	row("ELM, XML of LOQ, with its ledger", list[1].best, list[0].best);
	row("EWP, with its ledger", list[4].best, list[0].best);
	free((char *)in.data);
}
