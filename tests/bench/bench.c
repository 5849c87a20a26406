/*
 * bench.c – speed and memory of the library, as ratios to what one would take instead, in one run on the same bytes.
 *
 * usage: bench [--quick]                   prints tables in Markdown
 *        bench --child MODE FILE           converts one file and prints the most memory it took
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "batch.h"
#include "catalogue.h"
#include "courses.h"
#include "disclosure.h"
#include "exchange.h"
#include "generate.h"
#include "privacy.h"
#include "trust.h"
#include "validation.h"
#include "work.h"
#include "xml_signature.h"

enum { MB = 1000 * 1000, SEED = 20260714 };
enum { PLAIN, LEDGER, REPORT };

typedef struct bench {
	const edu_context *ctx;
	size_t size;             /* of the file that all contenders get */
	size_t largest;          /* of the files that show growth */
	double seconds;          /* for each contender */
	input elmo;
	edu_buffer pretty, compact;
	char file[64];           /* elmo's bytes */
} bench;

static double rate(const contender *c, size_t bytes) { return (double)bytes / c->best / 1e6; }

static void row(const char *what, double value, const char *against, double other, double target)
{
	const double ratio = value / other;
	char wanted[32] = "", met[8] = "";
	if (target > 0) {
		snprintf(wanted, sizeof wanted, "≥ %g", target);
		snprintf(met, sizeof met, "%s", ratio >= target ? "yes" : "no");
	}
	printf("| %-46s | %7.0f | %-28s | %7.0f | %5.2f | %-6s | %-3s |\n", what, value, against, other, ratio, wanted, met);
	fflush(stdout);
}

static void head(const char *title)
{
	printf("\n### %s\n\n", title);
}

/* ---- inputs ---- */

static input make_input(const edu_context *ctx, size_t bytes)
{
	input in = { ctx, NULL, 0 };
	char *data = generate_transcript(bytes, SEED, &in.length);
	if (!data) give_up("no memory for a transcript", NULL);
	in.data = data;
	return in;
}

/* A transcript whose credential, laid out, has about that many bytes. */
static void make_credentials(bench *b)
{
	input in = make_input(b->ctx, MB);
	make_credential(&in, 0, &b->pretty);
	const double factor = (double)b->pretty.length / (double)in.length;
	free((char *)in.data);
	in = make_input(b->ctx, (size_t)((double)b->size / factor));
	make_credential(&in, 0, &b->pretty);
	make_credential(&in, 1, &b->compact);
	free((char *)in.data);
}

static void write_file(char *path, const input *in)
{
	const int fd = mkstemp(path);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
	if (!f || fwrite(in->data, 1, in->length, f) != in->length || fclose(f) != 0) give_up("can't write a file", NULL);
}

/* ---- speed ---- */

static void print_json(const bench *b, const char *layout, const edu_buffer *bytes, void (*writing)(const void *))
{
	const input in = { b->ctx, bytes->data, bytes->length };
	edu_document *doc = read_bytes(b->ctx, bytes->data, bytes->length);
	contender list[] = { { work_cjson, &in, 0 }, { work_json_tree, &in, 0 }, { work_read, &in, 0 }, { writing, doc, 0 } };
	char what[64];
	race(list, 4, b->seconds);
	edu_document_free(doc);
	const double cjson = rate(&list[0], in.length), tree = rate(&list[1], in.length), read = rate(&list[2], in.length);
	snprintf(what, sizeof what, "ELM decode, %s: into the tree", layout);
	row(what, tree, "cJSON_Parse, cJSON_Delete", cjson, 5);
	snprintf(what, sizeof what, "ELM decode, %s: document with classes", layout);
	row(what, read, "cJSON_Parse, cJSON_Delete", cjson, 0);
	snprintf(what, sizeof what, "ELM encode, %s", layout);
	row(what, rate(&list[3], in.length), "decode, document", read, 1.5);
}

static double print_xml(const bench *b)
{
	edu_document *doc = read_bytes(b->ctx, b->elmo.data, b->elmo.length);
	contender list[] = { { work_libxml2, &b->elmo, 0 }, { work_xml_tree, &b->elmo, 0 }, { work_read, &b->elmo, 0 },
			     { work_write, doc, 0 }, { work_convert, &b->elmo, 0 }, { work_convert_ledger, &b->elmo, 0 },
			     { work_convert_report, &b->elmo, 0 } };
	race(list, 7, b->seconds);
	edu_document_free(doc);
	const size_t n = b->elmo.length;
	const double libxml2 = rate(&list[0], n), read = rate(&list[2], n);
	static const char name[] = "xmlReadMemory, xmlFreeDoc";
	row("ELMO decode: into the tree", rate(&list[1], n), name, libxml2, 4);
	row("ELMO decode: document with classes", read, name, libxml2, 0);
	row("ELMO encode", rate(&list[3], n), "decode, document", read, 1.5);
	row("ELMO → ELM, bytes to bytes, no ledger", rate(&list[4], n), name, libxml2, 0);
	row("ELMO → ELM, bytes to bytes, ledger", rate(&list[5], n), name, libxml2, 1);
	row("ELMO → ELM, ledger, report of every value", rate(&list[6], n), name, libxml2, 0);
	return rate(&list[6], n);
}

/* The same work in Python, where lxml is there. */
static void print_naive(const bench *b, double ours)
{
	char command[512];
	double seconds;
	long kilobytes;
	const int n = snprintf(command, sizeof command, "python3 '%s' '%s' 3 2>/dev/null", NAIVE, b->file);
	FILE *p = n < (int)sizeof command ? popen(command, "r") : NULL;
	const bool have = p && fscanf(p, "%lf %ld", &seconds, &kilobytes) == 2;
	if (p) pclose(p);
	if (!have) {
		printf("\nPython with lxml is not there: not compared.\n");
		return;
	}
	row("ELMO → ELM, ledger, report of every value", ours, "Python, lxml and json: no ledger",
	    (double)b->elmo.length / seconds / 1e6, 0);
	printf("\nThe Python script takes %.1f × the input in memory.\n", (double)kilobytes * 1024 / (double)b->elmo.length);
}

static void print_speed(const bench *b)
{
	head("Speed");
	printf("ELMO of %.1f MB; ELM of %.1f MB laid out, %.1f MB compact. MB are millions of bytes of the input, the best of "
	       "interleaved runs.\n\n", (double)b->elmo.length / MB, (double)b->pretty.length / MB, (double)b->compact.length / MB);
	printf("| %-46s | %7s | %-28s | %7s | %5s | %-6s | %-3s |\n", "what", "MB/s", "against", "MB/s", "ratio", "target", "met");
	printf("|---|---:|---|---:|---:|---|---|\n");
	print_json(b, "laid out", &b->pretty, work_write);
	print_json(b, "compact", &b->compact, work_write_compact);
	print_naive(b, print_xml(b));
}

/* ---- memory ---- */

/* One conversion with the library's own requests counted. */
static counted count_conversion(const input *in, bool ledger)
{
	counted c = { 0, 0 };
	const edu_allocator a = counting_allocator(&c);
	edu_context_options options = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	options.allocator = &a;
	if (edu_context_new(&ctx, &options, NULL) < 0) give_up("no context", NULL);
	const input counted_in = { ctx, in->data, in->length };
	if (ledger) work_convert_report(&counted_in);
	else work_convert(&counted_in);
	edu_context_free(ctx);
	if (c.live) give_up("memory was not given back", NULL);
	return c;
}

static int child(const char *mode, const char *path)
{
	edu_context *ctx;
	const int kind = atoi(mode);
	if (edu_context_new(&ctx, NULL, NULL) < 0) give_up("no context", NULL);
	convert_file(ctx, path, kind != PLAIN, kind == REPORT);
	edu_context_free(ctx);
	printf("%zu\n", peak_of_process());
	return 0;
}

/* The most memory of a process of its own that converts the file as the command does. */
static size_t peak_of_child(const char *file, int kind)
{
	char mode[2] = { (char)('0' + kind), 0 }, answer[32] = "";
	int ends[2];
	if (pipe(ends) != 0) give_up("no pipe", NULL);
	const pid_t pid = fork();
	if (pid < 0) give_up("no process", NULL);
	if (!pid) {
		dup2(ends[1], 1);
		execl("/proc/self/exe", "bench", "--child", mode, file, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	size_t n = 0;
	for (ssize_t got; n + 1 < sizeof answer && (got = read(ends[0], answer + n, sizeof answer - 1 - n)) > 0;) n += (size_t)got;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return (size_t)strtoull(answer, NULL, 10);
}

static void memory_row(const char *what, size_t peak, size_t length, double target)
{
	const double ratio = (double)peak / (double)length;
	printf("| %-64s | %6.0f | %5.2f | ≤ %g | %-3s |\n", what, (double)peak / MB, ratio, target, ratio <= target ? "yes" : "no");
	fflush(stdout);
}

static void print_memory(const bench *b)
{
	const size_t n = b->elmo.length;
	head("Memory");
	printf("ELMO of %.1f MB into ELM. The library's requests are what it asked its allocator for; the process is one that does "
	       "what the command does with a file, all of it counted.\n\n", (double)n / MB);
	printf("| %-64s | %6s | %5s | %s | %-3s |\n|---|---:|---:|---|---|\n", "peak of", "MB", "ratio", "target", "met");
	memory_row("library, no ledger, original bytes kept", count_conversion(&b->elmo, false).peak, n, 4);
	memory_row("library, ledger and report, original bytes kept", count_conversion(&b->elmo, true).peak, n, 6);
	memory_row("process, no ledger", peak_of_child(b->file, PLAIN), n, 4);
	memory_row("process, ledger", peak_of_child(b->file, LEDGER), n, 6);
	memory_row("process, ledger and report", peak_of_child(b->file, REPORT), n, 6);
}

/* ---- growth ---- */

/* Of a process that converts the smallest transcript there is. */
static size_t peak_of_smallest(const edu_context *ctx)
{
	const input in = make_input(ctx, 1);
	char file[] = "/tmp/edu-bench-XXXXXX";
	write_file(file, &in);
	const size_t peak = peak_of_child(file, REPORT);
	unlink(file);
	free((char *)in.data);
	return peak;
}

static void print_growth(const bench *b)
{
	static const unsigned sizes[] = { 1, 2, 5, 10, 20, 50, 100, 200 };
	double first = 0;
	const size_t fixed = peak_of_smallest(b->ctx);
	head("Growth");
	printf("The whole conversion with ledger and report; linear means that the columns stay as they are. %.1f MB are what a "
	       "process takes that converts next to nothing: its libraries, above all.\n\n", (double)fixed / MB);
	printf("| MB | ms for each MB | against 1 MB | process, peak ÷ input | beyond the fixed part ÷ input |\n"
	       "|---:|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] * (size_t)MB <= b->largest; i++) {
		const input in = make_input(b->ctx, sizes[i] * (size_t)MB);
		char file[] = "/tmp/edu-bench-XXXXXX";
		contender c = { work_convert_report, &in, 0 };
		write_file(file, &in);
		race(&c, 1, b->seconds);
		const double each = c.best * 1e3 / ((double)in.length / MB);
		if (!i) first = each;
		const double peak = (double)peak_of_child(file, REPORT), n = (double)in.length;
		printf("| %3u | %6.2f | %4.2f | %5.2f | %4.2f |\n", sizes[i], each, each / first, peak / n, (peak - (double)fixed) / n);
		fflush(stdout);
		unlink(file);
		free((char *)in.data);
	}
}

/* Signatures of every envelope, beside the bare ones. */
static void print_seals(const edu_context *ctx, double seconds)
{
	print_trust(ctx, seconds);
	print_xml_signature(ctx, seconds);
	print_disclosure(ctx, seconds);
}

int main(int argc, char **argv)
{
	bench b = { .size = 20 * MB, .largest = 200 * (size_t)MB, .seconds = 2, .pretty = EDU_BUFFER_INIT,
		    .compact = EDU_BUFFER_INIT, .file = "/tmp/edu-bench-XXXXXX" };
	unsigned transcripts = 10000;
	edu_context *ctx;
	if (argc == 4 && !strcmp(argv[1], "--child")) return child(argv[2], argv[3]);
	if (argc == 2 && !strcmp(argv[1], "--quick")) {
		b.size = 2 * MB;
		b.largest = 10 * MB;
		b.seconds = 0.3;
		transcripts = 1000;
	} else if (argc == 2 && !strcmp(argv[1], "--seals")) {
		if (edu_context_new(&ctx, NULL, NULL) < 0) give_up("no context", NULL);
		print_seals(ctx, 1);
		print_privacy(ctx, 1);
		edu_context_free(ctx);
		return 0;
	} else if (argc > 1) {
		fprintf(stderr, "usage: bench [--quick | --seals]\n");
		return 64;
	}
	if (edu_context_new(&ctx, NULL, NULL) < 0) give_up("no context", NULL);
	b.ctx = ctx;
	b.elmo = make_input(ctx, b.size);
	make_credentials(&b);
	write_file(b.file, &b.elmo);
	print_speed(&b);
	print_validation(ctx, b.seconds);
	print_catalogue(ctx, b.size * 5, b.seconds);
	print_courses(ctx, b.seconds);
	print_exchange(ctx, b.size / 2 * 5, b.seconds);
	print_batch(transcripts);
	print_seals(ctx, b.seconds);
	print_privacy(ctx, b.seconds);
	print_memory(&b);
	unlink(b.file);
	free((char *)b.elmo.data);
	edu_buffer_free(&b.pretty);
	edu_buffer_free(&b.compact);
	print_growth(&b);
	edu_context_free(ctx);
	return 0;
}
