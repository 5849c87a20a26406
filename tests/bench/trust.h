/*
 * trust.h – seals and proofs made and verified, beside the bare primitives of libsodium and OpenSSL.
 */
#ifndef EDU_TESTS_BENCH_TRUST_H
#define EDU_TESTS_BENCH_TRUST_H

#include <edu.h>

/* Measure and print, so many seconds for each contender. */
void print_trust(const edu_context *ctx, double seconds);

#endif
