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
