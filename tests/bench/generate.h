/*
 * generate.h – transcripts of any size that belong to nobody: EMREX ELMO 1.7, made from a seed.
 */
#ifndef EDU_TESTS_BENCH_GENERATE_H
#define EDU_TESTS_BENCH_GENERATE_H

#include <stddef.h>
#include <stdint.h>

/*
 * One transcript of about that many bytes, NUL-terminated behind *length; to be freed with free(). The same
 * seed and size give the same bytes on every machine. NULL: out of memory.
 */
char *generate_transcript(size_t bytes, uint64_t seed, size_t *length);

#endif
