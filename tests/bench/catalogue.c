/*
 * catalogue.c – OOAPI: a catalogue into the next version, page by page, and validating courses; see catalogue.h.
 */
#include "catalogue.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "work.h"

enum { MB = 1000 * 1000, COURSES = 1000, TEXTS = 6 };

/* ---- a catalogue: made up, in three languages ---- */

typedef struct page {
	char *data;
	size_t length, capacity;
} page;

static void put(page *p, const char *text)
{
	const size_t n = strlen(text);
	if (p->length + n + 1 > p->capacity) {
		p->capacity = (p->length + n + 1) * 2;
		p->data = realloc(p->data, p->capacity);
		if (!p->data) give_up("no memory for a catalogue", NULL);
	}
	memcpy(p->data + p->length, text, n + 1);
	p->length += n;
}

static const char sentence[] = "Students learn to collect data, to design experiments and to report what they found. ";

static void put_texts(page *p, const char *name, unsigned long number, int sentences)
{
	static const char *const languages[] = { "en", "nl-NL", "de" };
	char text[160];

	for (int i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%s{\"language\":\"%s\",\"value\":\"%lu ", i ? "," : name, languages[i], number);
		put(p, text);
		for (int k = 0; k < sentences; k++) put(p, sentence);
		put(p, "\"}");
	}
	put(p, "]");
}

static void put_course(page *p, unsigned long n)
{
	char text[640];

	snprintf(text, sizeof text,
	         "{\"courseId\":\"%08lx-0000-4000-8000-000000000001\",\"primaryCode\":{\"codeType\":\"identifier\",\"code\":\"C%lu\"},"
	         "\"abbreviation\":\"C%lu\",\"teachingLanguage\":\"nld\",\"level\":\"bachelor\",\"studyLoad\":{\"studyLoadUnit\":"
	         "\"ects\",\"value\":7.5},\"modeOfDelivery\":[\"on campus\",\"online\"],\"duration\":\"P6M\",\"fieldsOfStudy\":\"0541\","
	         "\"link\":\"https://www.example.org/c/%lu\",\"organization\":\"00000000-0000-4000-8000-000000000002\","
	         "\"coordinators\":[\"00000000-0000-4000-8000-000000000003\"],\"validFrom\":\"2025-09-01\",\"name\":[", n, n, n, n);
	put(p, text);
	put_texts(p, "", n, 0);
	put_texts(p, ",\"description\":[", n, TEXTS);
	put_texts(p, ",\"admissionRequirements\":[", n, 1);
	put_texts(p, ",\"assessment\":[", n, 2);
	put(p, "}");
}

/* Courses until there are so many, or so many bytes; 0: no limit. */
static page make_page(size_t courses, size_t bytes)
{
	page p = { NULL, 0, 0 };

	put(&p, "{\"pageSize\":250,\"pageNumber\":1,\"hasPreviousPage\":false,\"hasNextPage\":false,\"items\":[");
	for (unsigned long n = 0; (!courses || n < courses) && (!bytes || p.length < bytes); n++) {
		if (n) put(&p, ",\n");
		put_course(&p, n);
	}
	put(&p, "]}");
	return p;
}

/* ---- the work ---- */

typedef struct reading {
	const input *in;
	size_t at;
} reading;

static int read_bytes_of(void *state, void *data, size_t size, size_t *length)
{
	reading *r = state;
	const size_t left = r->in->length - r->at;

	*length = left < size ? left : size;
	memcpy(data, r->in->data + r->at, *length);
	r->at += *length;
	return 0;
}

/* What edu convert --stream does, without a file: each record read, converted and written. */
static void work_step(const void *state)
{
	reading r = { state, 0 };
	const edu_source source = { read_bytes_of, &r };
	const edu_write_options layout = { EDU_WRITE_OPTIONS_VERSION, 1 };
	edu_read_options options = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_stream *stream;
	edu_record record;
	size_t written = 0;
	const edu_sink sink = counting_sink(&written);
	int rc;

	options.format = "ooapi@5";
	options.drop_original = 1;
	if (edu_stream_new(&stream, r.in->ctx, &source, &options, &err) < 0) give_up("streaming", &err);
	while ((rc = edu_stream_next(stream, &record, &err)) > 0) {
		if (edu_convert_to(&sink, record.document, "ooapi@6", NULL, &layout, NULL, &err) < 0) give_up("converting", &err);
		edu_document_free(record.document);
	}
	if (rc < 0 || !written) give_up("streaming", &err);
	edu_stream_free(stream);
}

static void check(const edu_document *doc, const char *profile)
{
	edu_error err = EDU_ERROR_INIT;
	edu_validate_options options = EDU_VALIDATE_OPTIONS_INIT;
	edu_findings *findings;

	options.profile = profile;
	if (edu_validate(&findings, doc, &options, &err) < 0) give_up("validating", &err);
	if (edu_findings_count_of(findings, EDU_SEVERITY_ERROR)) give_up("the catalogue is invalid", NULL);
	edu_findings_free(findings);
}

static void work_official(const void *doc) { check(doc, "official"); }
static void work_sound(const void *doc) { check(doc, NULL); }

static void work_read_ooapi(const void *state)
{
	const input *in = state;
	edu_read_options options = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;

	options.format = "ooapi@5";
	if (edu_document_read(&doc, in->ctx, in->data, in->length, &options, &err) < 0) give_up("reading", &err);
	edu_document_free(doc);
}

/* Seconds of Python's jsonschema for one page; false: it isn't there. */
static bool time_jsonschema(const page *p, double *seconds)
{
	static const char *const pythons[] = { VENV "/bin/python3", "python3" };
	char file[] = "/tmp/edu-bench-XXXXXX", command[1024];
	const int fd = mkstemp(file);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "wb");
	bool have = false;

	if (!out || fwrite(p->data, 1, p->length, out) != p->length || fclose(out) != 0) give_up("can't write a file", NULL);
	for (size_t i = 0; i < sizeof pythons / sizeof *pythons && !have; i++) {
		snprintf(command, sizeof command, "'%s' '%s' '%s' 2>/dev/null", pythons[i], JSONSCHEMA, file);
		FILE *answer = popen(command, "r");
		have = answer && fscanf(answer, "%lf", seconds) == 1;
		if (answer) pclose(answer);
	}
	unlink(file);
	return have;
}

static void row(const char *what, double ours, const char *against, double other, double target)
{
	printf("| %-44s | %8.1f | %-34s | %8.1f | %7.1f | ≥ %-4g | %-3s |\n", what, ours * 1e3, against, other * 1e3,
	       other / ours, target, other >= target * ours ? "yes" : "no");
	fflush(stdout);
}

static void print_validation_rows(const edu_context *ctx, double seconds)
{
	page p = make_page(COURSES, 0);
	const input in = { ctx, p.data, p.length };
	edu_document *doc = read_bytes(ctx, p.data, p.length);
	contender list[] = { { work_official, doc, 0 }, { work_sound, doc, 0 } };
	double other;

	race(list, 2, seconds);
	(void)in;
	if (time_jsonschema(&p, &other)) {
		row("validate 1,000 courses, official verdict", list[0].best, "jsonschema (Python), formats on", other, 100);
		row("validate 1,000 courses, sound verdict", list[1].best, "jsonschema (Python), formats on", other, 100);
	} else {
		printf("\nNo Python with jsonschema, or no official schema: not compared.\n");
	}
	edu_document_free(doc);
	free(p.data);
}

void print_catalogue(const edu_context *ctx, size_t bytes, double seconds)
{
	page p = make_page(0, bytes);
	const input in = { ctx, p.data, p.length };
	contender list[] = { { work_cjson, &in, 0 }, { work_step, &in, 0 }, { work_read_ooapi, &in, 0 } };
	counted c = { 0, 0 };
	const edu_allocator a = counting_allocator(&c);
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *counting;

	printf("\n### OOAPI\n\nA catalogue of %.1f MB as one page. Milliseconds, the best of interleaved runs.\n\n", (double)p.length / MB);
	printf("| %-44s | %8s | %-34s | %8s | %7s | %-6s | %-3s |\n", "what", "ms", "against", "ms", "ratio", "target", "met");
	printf("|---|---:|---|---:|---:|---|---|\n");
	race(list, 3, seconds);
	row("5.0 → 6.1 as a stream, read and written", list[1].best, "cJSON_Parse, cJSON_Delete", list[0].best, 1);
	row("read as a whole, with classes", list[2].best, "cJSON_Parse, cJSON_Delete", list[0].best, 1);
	print_validation_rows(ctx, seconds);
	options.allocator = &a;
	if (edu_context_new(&counting, &options, NULL) < 0) give_up("no context", NULL);
	const input counted_in = { counting, p.data, p.length };
	work_step(&counted_in);
	edu_context_free(counting);
	printf("\nThe most memory of the stream: %.2f MB, %.2f %% of the input.\n", (double)c.peak / MB,
	       100.0 * (double)c.peak / (double)p.length);
	free(p.data);
}
