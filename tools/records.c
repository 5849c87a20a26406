/*
 * records.c – inputs that are read record by record; see records.h.
 */
#include "records.h"

#include <string.h>

bool input_has_records(const input *in, bool asked)
{
	return asked || text_ends_with(in->path, ".ndjson") || text_ends_with(in->path, ".jsonl");
}

static int read_file(void *file, void *data, size_t size, size_t *length)
{
	*length = fread(data, 1, size, file);
	return *length == 0 && ferror((FILE *)file) ? -1 : 0;
}

int records_open(records *r, const input *in, const edu_context *ctx, const edu_read_options *options, edu_error *err)
{
	*r = (records){ NULL, NULL };
	r->file = strcmp(in->path, "-") ? fopen(in->path, "rb") : stdin;
	if (!r->file) {
		err->code = EDU_EIO;
		snprintf(err->rule, sizeof err->rule, "file/open");
		snprintf(err->message, sizeof err->message, "the file can't be opened");
		return EDU_EIO;
	}
	const edu_source source = { read_file, r->file };
	return edu_stream_new(&r->stream, ctx, &source, options, err);
}

void records_close(records *r)
{
	edu_stream_free(r->stream);
	if (r->file && r->file != stdin) fclose(r->file);
}

/* Bytes after which no further record is added, so that what waits stays small. */
enum { ENOUGH = 128 * 1024 };

bool records_take(records *r, bool alone, record_group *g)
{
	const char *data;
	int rc = 1;

	while (g->count < (alone ? 1 : RECORDS_TOGETHER) && g->bytes.length < ENOUGH && rc > 0) {
		rc = edu_stream_next_bytes(r->stream, &g->list[g->count], &data, &g->err);
		if (rc <= 0) break;
		text_add(&g->bytes, data, g->list[g->count++].length);
		g->read = *edu_stream_options(r->stream);
	}
	return g->count || rc < 0;
}

int record_read(const record_group *g, size_t i, size_t *at, const edu_context *ctx, edu_record *out, edu_error *err)
{
	const size_t from = *at;

	*out = g->list[i];
	*at += out->length;
	if (g->bytes.failed) {
		*err = (edu_error)EDU_ERROR_INIT;
		err->code = EDU_ENOMEM;
		snprintf(err->message, sizeof err->message, "out of memory");
		return EDU_ENOMEM;
	}
	return edu_record_read(out, ctx, g->bytes.data ? g->bytes.data + from : "", &g->read, err);
}

void record_group_free(record_group *g)
{
	text_free(&g->bytes);
	*g = (record_group){ .count = 0 };
}
