/*
 * batch.h – many small transcripts in one run of the command.
 */
#ifndef EDU_TESTS_BENCH_BATCH_H
#define EDU_TESTS_BENCH_BATCH_H

/* Measure and print: so many transcripts by the command and by Python, on one processor and on all. */
void print_batch(unsigned count);

#endif
