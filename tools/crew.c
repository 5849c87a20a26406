/*
 * crew.c – pieces of work on several threads; see crew.h.
 */
#include "crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 4 };            /* pieces ahead for each thread */

typedef struct crew {
	const crew_work *work;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t taken, told, window;
	char *pieces;               /* a ring, window long */
	bool *done;
	bool ended;                 /* there is nothing to take any more, or nobody listens */
} crew;

static void *piece_at(const crew *c, size_t number)
{
	return c->pieces + number % c->window * c->work->size;
}

static void *work_along(void *crew_)
{
	crew *c = crew_;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (!c->ended && c->taken >= c->told + c->window) pthread_cond_wait(&c->changed, &c->lock);
		const size_t number = c->taken;
		if (c->ended || !c->work->take(c->work->state, piece_at(c, number))) break;
		c->taken++;
		pthread_mutex_unlock(&c->lock);
		c->work->run(c->work->state, piece_at(c, number));
		pthread_mutex_lock(&c->lock);
		c->done[number % c->window] = true;
		pthread_cond_broadcast(&c->changed);
	}
	c->ended = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static void tell_in_order(crew *c)
{
	bool listens = true;

	pthread_mutex_lock(&c->lock);
	while (listens) {
		const size_t number = c->told, slot = number % c->window;
		while (!c->done[slot] && !(c->ended && c->taken == number)) pthread_cond_wait(&c->changed, &c->lock);
		if (!c->done[slot]) break;
		pthread_mutex_unlock(&c->lock);
		listens = c->work->tell(c->work->state, piece_at(c, number));
		pthread_mutex_lock(&c->lock);
		c->done[slot] = false;
		c->told++;
		pthread_cond_broadcast(&c->changed);
	}
	c->ended = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
}

static void work_alone(const crew *c)
{
	const crew_work *w = c->work;

	while (w->take(w->state, c->pieces)) {
		w->run(w->state, c->pieces);
		if (!w->tell(w->state, c->pieces)) break;
	}
}

static void work_together(crew *c, pthread_t *thread, unsigned threads)
{
	unsigned started = 0;

	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	while (started < threads && !pthread_create(&thread[started], NULL, work_along, c)) started++;
	if (started) tell_in_order(c);
	else work_alone(c);
	for (unsigned i = 0; i < started; i++) pthread_join(thread[i], NULL);
	while (c->told < c->taken) c->work->drop(piece_at(c, c->told++));
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
}

bool crew_do(const crew_work *work, unsigned threads)
{
	crew c = { .work = work, .window = threads > 1 ? (size_t)threads * WINDOW : 1 };
	pthread_t *thread = calloc(threads ? threads : 1, sizeof *thread);
	bool good;

	c.pieces = calloc(c.window, work->size);
	c.done = calloc(c.window, sizeof *c.done);
	good = thread && c.pieces && c.done;
	if (good && threads > 1) work_together(&c, thread, threads);
	else if (good) work_alone(&c);
	free(c.pieces);
	free(c.done);
	free(thread);
	return good;
}
