/*
 * validation.h – how fast credentials are checked: against reading alone, against the SHACL engine of Python, and
 * by size.
 */
#ifndef EDU_TESTS_BENCH_VALIDATION_H
#define EDU_TESTS_BENCH_VALIDATION_H

#include <edu.h>

/* Measure and print, so many seconds for each contender. */
void print_validation(const edu_context *ctx, double seconds);

#endif
