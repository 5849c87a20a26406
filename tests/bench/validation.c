/*
 * validation.c – checking credentials by a profile; see validation.h.
 */
#include "validation.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "credential.h"
#include "work.h"

#define PROFILE "edc-generic-full"
#define VERSION "3.2"

enum { COURSES = 55, MB = 1000 * 1000 };

static void check(const edu_document *doc)
{
	edu_error err = EDU_ERROR_INIT;
	edu_validate_options options = EDU_VALIDATE_OPTIONS_INIT;
	edu_findings *findings;

	options.profile = PROFILE "@" VERSION;
	if (edu_validate(&findings, doc, &options, &err) < 0) give_up("validating", &err);
	if (edu_findings_count_of(findings, EDU_SEVERITY_ERROR)) give_up("the generated credential is invalid", NULL);
	edu_findings_free(findings);
}

static void work_check(const void *doc)
{
	check(doc);
}

static void work_read_and_check(const void *state)
{
	const input *in = state;
	edu_document *doc = read_bytes(in->ctx, in->data, in->length);

	check(doc);
	edu_document_free(doc);
}

typedef struct figures {
	credential made;
	double read, check, both; /* seconds */
} figures;

static figures measure(const edu_context *ctx, unsigned courses, double seconds)
{
	figures f = { .made = generate_credential(courses) };
	if (!f.made.data) give_up("no memory for a credential", NULL);
	const input in = { ctx, f.made.data, f.made.length };
	edu_document *doc = read_bytes(ctx, in.data, in.length);
	contender list[] = { { work_read, &in, 0 }, { work_check, doc, 0 }, { work_read_and_check, &in, 0 } };

	race(list, 3, seconds);
	edu_document_free(doc);
	f.read = list[0].best;
	f.check = list[1].best;
	f.both = list[2].best;
	return f;
}

static void row(const char *what, double ours, const char *against, double other, const char *target, int met)
{
	printf("| %-27s | %8.2f | %-46s | %8.2f | %8.2f | %-7s | %-3s |\n", what, ours * 1e3, against, other * 1e3,
	       other > ours ? other / ours : ours / other, target, met < 0 ? "" : met ? "yes" : "no");
	fflush(stdout);
}

/* Seconds from JSON to RDF and for the shapes, by a Python that has the engine; false: none has. */
static bool time_engine(const credential *c, double *rdf, double *shapes)
{
	static const char *const pythons[] = { VENV "/bin/python3", "python3" };
	char file[] = "/tmp/edu-bench-XXXXXX", command[1024];
	const int fd = mkstemp(file);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "wb");
	bool have = false;
	int conforms = 0;

	if (!out || fwrite(c->data, 1, c->length, out) != c->length || fclose(out) != 0)
		give_up("can't write a file", NULL);
	for (size_t i = 0; i < sizeof pythons / sizeof *pythons && !have; i++) {
		snprintf(command, sizeof command, "'%s' '%s' '%s' " PROFILE " " VERSION " 2>/dev/null", pythons[i],
			 ENGINE, file);
		FILE *p = popen(command, "r");
		have = p && fscanf(p, "%lf %lf %d", rdf, shapes, &conforms) == 3;
		if (p) pclose(p);
	}
	unlink(file);
	if (have && !conforms) give_up("the engine finds fault with the generated credential", NULL);
	return have;
}

static void print_against_engine(const figures *f)
{
	double rdf, shapes;

	if (!time_engine(&f->made, &rdf, &shapes)) {
		printf("\nNo Python with pyshacl, PyLD and rdflib, or no official shapes: not compared with the engine.\n");
		return;
	}
	row("validate", f->check, "pyshacl, on a graph that is made", shapes, "≥ 1000", shapes >= 1000 * f->check);
	row("decode + validate", f->both, "JSON-LD to RDF by PyLD, then pyshacl", rdf + shapes, "", -1);
}

static void print_sizes(const edu_context *ctx, const figures *first, double seconds)
{
	static const unsigned times[] = { 4, 16 };
	const double each = first->check / (double)first->made.objects;

	printf("\nLinear means that the last columns stay as they are.\n\n| MB | nodes as printed | different nodes | "
	       "validate, µs each node | against the first | decode + validate ÷ decode |\n"
	       "|---:|---:|---:|---:|---:|---:|\n");
	for (size_t i = 0; i <= sizeof times / sizeof *times; i++) {
		const figures f = i ? measure(ctx, COURSES * times[i - 1], seconds) : *first;
		const double now = f.check / (double)f.made.objects;
		printf("| %4.1f | %6zu | %5zu | %5.3f | %4.2f | %4.2f |\n", (double)f.made.length / MB, f.made.objects,
		       f.made.ids, now * 1e6, now / each, f.both / f.read);
		fflush(stdout);
		if (i) free(f.made.data);
	}
}

void print_validation(const edu_context *ctx, double seconds)
{
	const figures f = measure(ctx, COURSES, seconds);

	printf("\n### Validation\n\nA transcript as a credential of %.1f MB, laid out: %zu nodes as printed, %zu different "
	       "ones; by the profile " PROFILE ".\n\n", (double)f.made.length / MB, f.made.objects, f.made.ids);
	printf("| what | ms | against | ms | ratio | target | met |\n|---|---:|---|---:|---:|---|---|\n");
	row("decode + validate", f.both, "decode", f.read, "≤ 2", f.both <= 2 * f.read);
	print_against_engine(&f);
	print_sizes(ctx, &f, seconds);
	free(f.made.data);
}
