/*
 * privacy.h – redacting a transcript beside converting it.
 */
#ifndef EDU_TESTS_BENCH_PRIVACY_H
#define EDU_TESTS_BENCH_PRIVACY_H

#include <edu.h>

/* Measure and print, so many seconds for each contender. */
void print_privacy(const edu_context *ctx, double seconds);

#endif
