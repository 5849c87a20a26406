/*
 * disclosure.h – selective disclosure of a transcript of some 200 kB: issued, presented and verified, beside sd-jwt-python.
 */
#ifndef EDU_TESTS_BENCH_DISCLOSURE_H
#define EDU_TESTS_BENCH_DISCLOSURE_H

#include <edu.h>

/* Measure and print, so many seconds for each contender. */
void print_disclosure(const edu_context *ctx, double seconds);

#endif
