/*
 * jobs.c – the same work over many inputs; see jobs.h.
 *
 * Threads take inputs in order and may run ahead of the printing by a window, which bounds what waits
 * in memory.
 */
#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define WINDOW 4   /* inputs ahead for each thread */

typedef struct crew {
	const inputs *in;
	job run;
	const void *state;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t next, printed, window;
	result *results;            /* a ring, window long */
	bool *done;
	bool stop;                  /* standard output is gone: take no more */
} crew;

static void *work(void *crew_)
{
	crew *c = crew_;
	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (!c->stop && c->next < c->in->count && c->next >= c->printed + c->window)
			pthread_cond_wait(&c->changed, &c->lock);
		if (c->stop || c->next >= c->in->count) break;
		size_t i = c->next++;
		pthread_mutex_unlock(&c->lock);
		c->run(c->state, i, &c->results[i % c->window]);
		pthread_mutex_lock(&c->lock);
		c->done[i % c->window] = true;
		pthread_cond_broadcast(&c->changed);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

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

static int run_alone(const inputs *in, job run, const void *state)
{
	int worst = 0;
	for (size_t i = 0; i < in->count; i++) {
		result r = { 0 };
		run(state, i, &r);
		int status = tell(in, &r, i + 1);
		if (status > worst) worst = status;
		if (ferror(stdout)) break;
	}
	return worst;
}

static int tell_in_order(crew *c)
{
	int worst = 0;
	pthread_mutex_lock(&c->lock);
	while (c->printed < c->in->count && !c->stop) {
		size_t slot = c->printed % c->window;
		while (!c->done[slot]) pthread_cond_wait(&c->changed, &c->lock);
		pthread_mutex_unlock(&c->lock);
		int status = tell(c->in, &c->results[slot], c->printed + 1);
		if (status > worst) worst = status;
		pthread_mutex_lock(&c->lock);
		c->results[slot] = (result){ 0 };
		c->done[slot] = false;
		c->printed++;
		c->stop = ferror(stdout) != 0;
		pthread_cond_broadcast(&c->changed);
	}
	pthread_mutex_unlock(&c->lock);
	return worst;
}

static int run_crew(const inputs *in, unsigned threads, job run, const void *state)
{
	crew c = { .in = in, .run = run, .state = state, .window = (size_t)threads * WINDOW };
	pthread_t *thread = calloc(threads, sizeof *thread);
	unsigned started = 0;
	int worst;

	c.results = calloc(c.window, sizeof *c.results);
	c.done = calloc(c.window, sizeof *c.done);
	pthread_mutex_init(&c.lock, NULL);
	pthread_cond_init(&c.changed, NULL);
	if (thread && c.results && c.done)
		while (started < threads && !pthread_create(&thread[started], NULL, work, &c)) started++;
	worst = started ? tell_in_order(&c) : run_alone(in, run, state);
	for (unsigned i = 0; i < started; i++) pthread_join(thread[i], NULL);
	for (size_t i = 0; c.results && i < c.window; i++) {
		text_free(&c.results[i].out);
		text_free(&c.results[i].errors);
	}
	pthread_cond_destroy(&c.changed);
	pthread_mutex_destroy(&c.lock);
	free(c.results);
	free(c.done);
	free(thread);
	return worst;
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
	const inputs *in = &b->in;
	unsigned threads = b->threads > in->count ? (unsigned)in->count : b->threads;
	int worst = threads > 1 ? run_crew(in, threads, run, state) : run_alone(in, run, state);
	bool told = ferror(stdout) != 0;
	return fflush(stdout) && !told ? no_output() : worst;
}

void batch_close(batch *b)
{
	edu_context_free(b->ctx);
	inputs_free(&b->in);
}
