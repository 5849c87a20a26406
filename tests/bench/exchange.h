/*
 * exchange.h – a transcript with large attachments on its way from a provider's answer to a credential.
 */
#ifndef EDU_TESTS_BENCH_EXCHANGE_H
#define EDU_TESTS_BENCH_EXCHANGE_H

#include <edu.h>

/* Measure and print, so many seconds for each contender; bytes: of the XML. */
void print_exchange(const edu_context *ctx, size_t bytes, double seconds);

#endif
