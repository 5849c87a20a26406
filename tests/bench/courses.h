/*
 * courses.h – a catalogue of a thousand courses into the other formats for course data.
 */
#ifndef EDU_TESTS_BENCH_COURSES_H
#define EDU_TESTS_BENCH_COURSES_H

#include <edu.h>

/* Print the table. */
void print_courses(const edu_context *ctx, double seconds);

#endif
