/*
 * work.h – what is measured: the pieces of work, done by the library and by those it is compared with.
 */
#ifndef EDU_TESTS_BENCH_WORK_H
#define EDU_TESTS_BENCH_WORK_H

#include "measure.h"

/* Bytes to read. */
typedef struct input {
	const edu_context *ctx;
	const char *data;
	size_t length;
} input;

/* Each gives up when it fails, and leaves nothing behind. */
void work_read(const void *in);                  /* a document, recognised and bound to its tables */
void work_json_tree(const void *in);             /* JSON into the tree alone */
void work_cjson(const void *in);
void work_xml_tree(const void *in);              /* ELMO into the tree alone */
void work_libxml2(const void *in);
void work_convert(const void *in);               /* read, convert without a ledger, write */
void work_convert_ledger(const void *in);
void work_convert_report(const void *in);        /* and the report written as well */
void work_write(const void *doc);                /* an edu_document */
void work_write_compact(const void *doc);

edu_document *read_bytes(const edu_context *ctx, const char *data, size_t length);
/* A transcript as a credential; *out to be freed with edu_buffer_free(). */
void make_credential(const input *transcript, int compact, edu_buffer *out);

/* What the command does with a file; report: as with --report. */
void convert_file(const edu_context *ctx, const char *path, int ledger, int report);

#endif
