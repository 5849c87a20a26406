/*
 * measure.h – time and memory: contenders that take turns, an allocator and a sink that count.
 */
#ifndef EDU_TESTS_BENCH_MEASURE_H
#define EDU_TESTS_BENCH_MEASURE_H

#include <edu.h>

/* Say what failed on standard error, and leave: a measurement of something that fails means nothing. */
_Noreturn void give_up(const char *what, const edu_error *err);

/* One way to do a piece of work. */
typedef struct contender {
	void (*run)(const void *state);
	const void *state;
	double best;             /* seconds, after race() */
} contender;

/* All in turn, again and again, at least three times and until each has had so many seconds: the best counts. */
void race(contender *list, size_t count, double seconds);

/* Bytes that are out, now and at most. */
typedef struct counted {
	size_t live, peak;
} counted;

/* The library's own allocator, counted. */
edu_allocator counting_allocator(counted *c);

/* A sink that counts into *bytes. */
edu_sink counting_sink(size_t *bytes);

/* The most memory this process ever had, in bytes; 0 where the system doesn't say. */
size_t peak_of_process(void);

#endif
