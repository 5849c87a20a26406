/*
 * jobs.h – the same work over many inputs, on several threads, told in the order of the inputs.
 */
#ifndef EDU_TOOLS_JOBS_H
#define EDU_TOOLS_JOBS_H

#include "inputs.h"

/* What one input has to say; printed when its turn has come. */
typedef struct result {
	int status;
	text out, errors;
} result;

/* What every verb over inputs starts from; shared between the threads. */
typedef struct batch {
	inputs in;
	edu_context *ctx;
	unsigned threads;
} batch;

typedef void (*job)(const void *state, size_t index, result *r);

/* Inputs and settings from the command line; jobs is the value of --jobs. Returns 0 or an exit status. */
int batch_open(batch *b, const arguments *args, const char *jobs);
/*
 * Run the job for every input; jobs don't change the state. Returns the largest status of all,
 * EXIT_NO_OUTPUT when standard output refuses.
 */
int batch_run(const batch *b, job run, const void *state);
/* How many threads one input may have to itself: all of them, where it is the only one. */
unsigned batch_threads_within(const batch *b);
void batch_close(batch *b);

#endif
