/*
 * xml_signature.h – an ELMO document's signature verified, beside the bare signature and beside libxml2 with it.
 */
#ifndef EDU_TESTS_BENCH_XML_SIGNATURE_H
#define EDU_TESTS_BENCH_XML_SIGNATURE_H

#include <edu.h>

/* Measure and print, so many seconds for each contender. */
void print_xml_signature(const edu_context *ctx, double seconds);

#endif
