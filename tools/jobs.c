/*
 * jobs.c – the same work over many inputs; see jobs.h.
 */
#include "jobs.h"

#include "crew.h"

#include <unistd.h>

/* One input in its turn. */
typedef struct turn {
	size_t index;
	result r;
} turn;

typedef struct round {
	const inputs *in;
	job run;
	const void *state;
	size_t next, told;
	int worst;                  /* status so far */
} round;

/* Progress, for people who wait: only on a terminal, only when there is more than one input. */
static void show_progress(const inputs *in, size_t done)
{
	if (in->count < 2 || !isatty(STDERR_FILENO)) return;
	if (done < in->count) fprintf(stderr, "\r\033[K%zu of %zu", done, in->count);
	else fputs("\r\033[K", stderr);
	fflush(stderr);
}

static void hide_progress(const inputs *in)
{
	if (in->count > 1 && isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}

static int no_output(void)
{
	return refuse(EXIT_NO_OUTPUT, "standard output can't be written");
}

/* Print what a job said; its status, or that of the printing. */
static int tell(const inputs *in, result *r, size_t done)
{
	int status = r->status;
	if (r->errors.length || r->out.length) hide_progress(in);
	if (r->out.failed || r->errors.failed) status = refuse(EXIT_INTERNAL, "out of memory");
	else if (!text_print(&r->out, stdout)) status = no_output();
	text_print(&r->errors, stderr);
	text_free(&r->out);
	text_free(&r->errors);
	show_progress(in, done);
	return status;
}

static bool take_input(void *round_, void *turn_)
{
	round *all = round_;
	turn *t = turn_;

	if (all->next == all->in->count) return false;
	*t = (turn){ .index = all->next++ };
	return true;
}

static void run_input(const void *round_, void *turn_)
{
	const round *all = round_;
	turn *t = turn_;

	all->run(all->state, t->index, &t->r);
}

static bool tell_input(void *round_, void *turn_)
{
	round *all = round_;
	turn *t = turn_;

	const int status = tell(all->in, &t->r, ++all->told);
	if (status > all->worst) all->worst = status;
	return !ferror(stdout);
}

static void drop_input(void *turn_)
{
	turn *t = turn_;

	text_free(&t->r.out);
	text_free(&t->r.errors);
}

int batch_open(batch *b, const arguments *args, const char *jobs)
{
	edu_error err = EDU_ERROR_INIT;
	*b = (batch){ 0 };
	int status = parse_jobs(&b->threads, jobs);
	if (!status) status = inputs_collect(&b->in, args);
	if (!status && edu_context_new(&b->ctx, NULL, &err) < 0)
		status = refuse(EXIT_INTERNAL, "%s", err.message);
	return status;
}

int batch_run(const batch *b, job run, const void *state)
{
	round all = { .in = &b->in, .run = run, .state = state };
	const crew_work work = { take_input, run_input, tell_input, drop_input, &all, sizeof(turn) };
	const unsigned threads = b->threads > b->in.count ? (unsigned)b->in.count : b->threads;

	if (!crew_do(&work, threads)) return refuse(EXIT_INTERNAL, "out of memory");
	const bool told = ferror(stdout) != 0;
	return fflush(stdout) && !told ? no_output() : all.worst;
}

unsigned batch_threads_within(const batch *b)
{
	return b->in.count > 1 ? 1 : b->threads;
}

void batch_close(batch *b)
{
	edu_context_free(b->ctx);
	inputs_free(&b->in);
}
