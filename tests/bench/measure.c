/*
 * measure.c – time and memory; see measure.h.
 */
#include "measure.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"

void give_up(const char *what, const edu_error *err)
{
	fprintf(stderr, "bench: %s%s%s %s\n", what, err ? ": " : "", err ? err->message : "", err ? err->path : "");
	exit(70);
}

/* Of this process alone: the machine is shared, and all that is measured runs in one thread. */
static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void race(contender *list, size_t count, double seconds)
{
	double spent = 0;
	for (size_t i = 0; i < count; i++) list[i].best = 1e9;
	for (unsigned round = 0; round < 3 || spent < seconds * (double)count; round++) {
		for (size_t i = 0; i < count; i++) {
			/* malloc() puts off what it has to do for freed blocks; the next contender must not pay for it. */
			malloc_trim(0);
			const double begin = now();
			list[i].run(list[i].state);
			const double took = now() - begin;
			spent += took;
			if (took < list[i].best) list[i].best = took;
		}
	}
}

static void count(counted *c, size_t more)
{
	c->live += more;
	if (c->live > c->peak) c->peak = c->live;
}

static void *allocate(void *state, size_t size)
{
	void *block = edu_allocate(NULL, size);
	if (block) count(state, size);
	return block;
}

static void *resize(void *state, void *block, size_t old_size, size_t size)
{
	void *moved = edu_resize(NULL, block, old_size, size);
	if (!moved) return NULL;
	((counted *)state)->live -= old_size;
	count(state, size);
	return moved;
}

static void release(void *state, void *block, size_t size)
{
	((counted *)state)->live -= size;
	edu_release(NULL, block, size);
}

edu_allocator counting_allocator(counted *c)
{
	return (edu_allocator){ allocate, resize, release, c };
}

static int swallow(void *state, const void *data, size_t length)
{
	*(size_t *)state += length;
	return 0;
}

edu_sink counting_sink(size_t *bytes)
{
	return (edu_sink){ swallow, bytes };
}

size_t peak_of_process(void)
{
	char line[256];
	unsigned long kilobytes = 0;
	FILE *f = fopen("/proc/self/status", "r");
	if (!f) return 0;
	while (fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %lu", &kilobytes) != 1) {}
	fclose(f);
	return (size_t)kilobytes * 1024;
}
