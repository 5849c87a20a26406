/*
 * catalogue.h – OOAPI: a catalogue into the next version, page by page, and validating courses.
 */
#ifndef EDU_TESTS_BENCH_CATALOGUE_H
#define EDU_TESTS_BENCH_CATALOGUE_H

#include <edu.h>

/* Print the tables; a catalogue of about so many bytes. */
void print_catalogue(const edu_context *ctx, size_t bytes, double seconds);

#endif
