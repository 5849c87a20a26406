/*
 * batch.c – many small transcripts in one run of the command; see batch.h.
 */
#include "batch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"

enum { COURSES = 12, LONGEST_PATH = 128 };

typedef struct folders {
	char top[LONGEST_PATH], in[LONGEST_PATH + 4], out[LONGEST_PATH + 5];
	size_t bytes; /* of all transcripts */
} folders;

typedef struct figures {
	double wall, processor; /* seconds; processor: of all processes together */
} figures;

static int put_course(FILE *file, unsigned number, unsigned course)
{
	static const char *const grades[] = { "A", "B", "C", "D", "E" };

	return fprintf(file,
	               "    <learningOpportunitySpecification>\n"
	               "      <identifier type=\"local\">C%u</identifier>\n"
	               "      <title xml:lang=\"en\">Course number %u</title>\n"
	               "      <title xml:lang=\"sv\">Kurs nummer %u</title>\n"
	               "      <type>Course</type>\n"
	               "      <specifies><learningOpportunityInstance>\n"
	               "        <start>2024-01-%02u</start><date>2024-06-%02u</date><status>passed</status>\n"
	               "        <gradingSchemeLocalId>g</gradingSchemeLocalId><resultLabel>%s</resultLabel>\n"
	               "        <credit><scheme>ects</scheme><value>7.5</value></credit>\n"
	               "        <languageOfInstruction>en</languageOfInstruction>\n"
	               "      </learningOpportunityInstance></specifies>\n"
	               "    </learningOpportunitySpecification>\n",
	               course, course, course, course % 28 + 1, course % 28 + 1,
	               grades[(number + course) % 5]);
}

/* A term's results of somebody who doesn't exist. */
static int put_transcript(FILE *file, unsigned number)
{
	int length = fprintf(
		file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\">\n"
		"  <generatedDate>2024-07-01T12:00:00+02:00</generatedDate>\n"
		"  <learner><identifier type=\"local\">L%u</identifier><givenNames>Given %u</givenNames>"
		"<familyName>Family %u</familyName><bday>2000-02-%02u</bday></learner>\n"
		"  <report>\n"
		"    <issuer><country>SE</country><identifier type=\"schac\">example.org</identifier>"
		"<title xml:lang=\"en\">Example "
	        "University</title><url>https://www.example.org/</url></issuer>\n",
		number, number, number, number % 28 + 1);

	for (unsigned i = 1; i <= COURSES; i++) length += put_course(file, number, i);
	return length +
	       fprintf(file,
	               "    <issueDate>2024-07-01T12:00:00+02:00</issueDate>\n"
	               "    <gradingScheme localId=\"g\"><description xml:lang=\"en\">A to F</description>"
	               "</gradingScheme>\n  </report>\n</elmo>\n");
}

static void write_transcript(folders *f, unsigned number)
{
	char path[LONGEST_PATH + 32];

	snprintf(path, sizeof path, "%s/%06u.xml", f->in, number);
	FILE *file = fopen(path, "wb");
	if (!file) give_up("can't write a file", NULL);
	f->bytes += (size_t)put_transcript(file, number);
	if (fclose(file) != 0) give_up("can't write a file", NULL);
}

static folders make_folders(unsigned count)
{
	folders f = { .top = "/tmp/edu-batch-XXXXXX" };

	if (!mkdtemp(f.top)) give_up("can't make a folder", NULL);
	snprintf(f.in, sizeof f.in, "%s/in", f.top);
	snprintf(f.out, sizeof f.out, "%s/out/", f.top);
	if (mkdir(f.in, 0700) < 0 || mkdir(f.out, 0700) < 0) give_up("can't make a folder", NULL);
	for (unsigned i = 0; i < count; i++) write_transcript(&f, i);
	return f;
}

static double seconds_of(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* One run of a program, and what it and its own children took; wall 0: it can't be run, or failed. */
static figures run(const char *const *arguments)
{
	struct rusage used;
	int status;
	const double begin = now();
	const pid_t child = fork();

	if (child == 0) {
		/* What it says of losses is no part of the measurement. */
		const int null = open("/dev/null", O_WRONLY);
		if (null >= 0) dup2(null, STDERR_FILENO);
		execvp(arguments[0], (char *const *)arguments);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0)
		return (figures){ 0, 0 };
	return (figures){ now() - begin, seconds_of(&used.ru_utime) + seconds_of(&used.ru_stime) };
}

static figures by_command(const folders *f, const char *jobs)
{
	const char *const arguments[] = { EDU,  "convert", "--to", "elm", "--jobs",
		                          jobs, "-o",      f->out, f->in, NULL };
	const figures found = run(arguments);

	if (found.wall == 0) give_up("the command failed", NULL);
	return found;
}

static figures by_python(const folders *f, const char *jobs)
{
	const char *const arguments[] = { "python3", NAIVE, "--folder", f->in, f->out, jobs, NULL };
	return run(arguments);
}

static void row(const char *what, unsigned count, const figures *ours, const figures *other)
{
	printf("| %-14s | %7.0f | %7.0f |", what, count / ours->wall, count / ours->processor);
	if (other->wall > 0)
		printf(" %7.0f | %7.0f | %5.1f | %5.1f |\n", count / other->wall, count / other->processor,
		       other->wall / ours->wall, other->processor / ours->processor);
	else printf(" | | | |\n");
	fflush(stdout);
}

void print_batch(unsigned count)
{
	folders f = make_folders(count);
	const long processors = sysconf(_SC_NPROCESSORS_ONLN);
	char jobs[24], name[32], remove[LONGEST_PATH + 16];

	snprintf(jobs, sizeof jobs, "%ld", processors > 0 ? processors : 1);
	printf("\n### Many small transcripts\n\n%u transcripts of %.1f kB in one run of `edu convert --jobs "
	       "N`, files read and "
	       "written; beside them the same with lxml and json, in N processes. Per core: for each second "
	       "of any "
	       "processor.\n\n| | per second | per core | lxml: per second | per core | ratio | per core |\n"
	       "|---|---:|---:|---:|---:|---:|---:|\n",
	       count, (double)f.bytes / count / 1e3);
	const figures one = by_command(&f, "1"), one_python = by_python(&f, "1");
	row("one job", count, &one, &one_python);
	const figures all = by_command(&f, jobs), all_python = by_python(&f, jobs);
	snprintf(name, sizeof name, "%s jobs", jobs);
	row(name, count, &all, &all_python);
	snprintf(remove, sizeof remove, "rm -rf '%s'", f.top);
	if (system(remove) != 0) give_up("can't take the files away", NULL);
}
