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

enum { RECORDS_TOGETHER = 64 };

/* Some records that follow each other, not yet read. All zeros: none. */
typedef struct record_group {
	edu_record list[RECORDS_TOGETHER];
	size_t count;
	text bytes;                  /* theirs, one behind the other */
	edu_read_options read;
	edu_error err;               /* of the stream, behind the last of them; code 0: none */
} record_group;

/* Is an input to be read so: by its name, or because it was asked for? */
bool input_has_records(const input *in, bool asked);
/* 0 or the library's status; records_close() in any case. */
int records_open(records *r, const input *in, const edu_context *ctx, const edu_read_options *options, edu_error *err);
void records_close(records *r);

/*
 * The next ones into an empty group; false: there are none. Alone, one at a time, so that each is done with before the
 * next is asked for.
 */
bool records_take(records *r, bool alone, record_group *g);
/* Read one of a group, whose bytes begin at *at, which moves behind them; as edu_record_read(). */
int record_read(const record_group *g, size_t i, size_t *at, const edu_context *ctx, edu_record *out, edu_error *err);
void record_group_free(record_group *g);

#endif
