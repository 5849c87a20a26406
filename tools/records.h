/*
 * records.h – inputs that are read record by record: newline-delimited JSON, and with --stream pages and arrays.
 */
#ifndef EDU_TOOLS_RECORDS_H
#define EDU_TOOLS_RECORDS_H

#include "inputs.h"

/* One input as a stream. */
typedef struct records {
	edu_stream *stream;
	FILE *file;
} records;

/* Is an input to be read so: by its name, or because it was asked for? */
bool input_has_records(const input *in, bool asked);
/* 0 or the library's status; records_close() in any case. */
int records_open(records *r, const input *in, const edu_context *ctx, const edu_read_options *options, edu_error *err);
void records_close(records *r);

#endif
