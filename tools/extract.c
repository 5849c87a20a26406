/*
 * extract.c – edu extract: the files inside documents, such as the PDF of a transcript, into files.
 *
 * Names are made of the input's name, a number and an ending for what the bytes are; never of anything a
 * document says.
 */
#include "jobs.h"
#include "outputs.h"

#include <stdlib.h>
#include <string.h>

enum { OUTPUT, JOBS, HELP };

static const option options[] = {
	[OUTPUT] = { "output", 'o', "DIR", "the folder to write to; else the current one" },
	[JOBS] = { "jobs", 'j', "N", "work on N inputs at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct extraction {
	batch batch;
	const char *folder;
} extraction;

static const char *const known[] = { "application/pdf", "image/png", "image/jpeg" };

/* Of these types the bytes tell; a statement that they don't bear out counts for nothing. */
static bool is_told_by_bytes(const char *media_type)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(media_type, known[i])) return true;
	return false;
}

static const char *type_of(const edu_enclosure *e, const edu_buffer *bytes)
{
	const char *found = edu_media_type_of(bytes->data, bytes->length);
	if (*found) return found;
	return is_told_by_bytes(e->media_type) ? "" : e->media_type;
}

static void note_mismatch(const edu_enclosure *e, const char *type, const char *path, result *r)
{
	if (!*e->media_type || !strcmp(e->media_type, type)) return;
	text_puts(&r->errors, "edu: ");
	text_put_shown(&r->errors, path);
	text_puts(&r->errors, ": stated to be ");
	text_put_shown(&r->errors, e->media_type);
	text_putf(&r->errors, ", and is %s\n", *type ? type : "something else");
}

static int write_bytes(const edu_buffer *bytes, const char *path, result *r)
{
	output o = OUTPUT_NONE;
	int status = 0;
	int trouble = make_folders_above(path);
	if (trouble) {
		o.trouble = trouble;
		o.path = text_make("%s", path);
	}
	bool good = !trouble && output_begin(&o, path);
	if (good) {
		edu_sink sink = output_sink(&o);
		good = !bytes->length || !sink.write(sink.state, bytes->data, bytes->length);
		good = good && output_finish(&o) && output_publish(&o);
	}
	if (!good) status = put_trouble(&r->errors, &o);
	output_end(&o);
	return status;
}

static int write_enclosure(const extraction *x, const input *in, size_t number, const edu_enclosure *e,
                           const edu_buffer *bytes, result *r)
{
	const char *type = type_of(e, bytes);
	char *path = text_make("%s%s%s-%zu%s", x->folder, text_ends_with(x->folder, "/") ? "" : "/",
	                       in->place, number, edu_media_type_extension(type));
	if (!path) {
		text_puts(&r->errors, "edu: out of memory\n");
		return EXIT_INTERNAL;
	}
	note_mismatch(e, type, path, r);
	int status = write_bytes(bytes, path, r);
	if (!status) {
		text_put_shown(&r->out, path);
		text_putf(&r->out, ": %s, %zu bytes\n", *type ? type : "unknown type", bytes->length);
	}
	free(path);
	return status;
}

static void extract_one(const void *state, size_t index, result *r)
{
	const extraction *x = state;
	const input *in = &x->batch.in.list[index];
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_document *doc = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_enclosure e;
	size_t number = 0;

	if (input_read(&doc, in, x->batch.ctx, NULL, &err) < 0) {
		put_error(&r->errors, in->path, &err);
		r->status = status_of(&err);
		return;
	}
	for (int end = edu_enclosure_first(&e, doc); !end; end = edu_enclosure_next(&e)) {
		int status;
		number++;
		if (edu_enclosure_bytes(&e, &bytes, &err) < 0) {
			put_error(&r->errors, in->path, &err);
			status = status_of(&err);
		} else {
			status = write_enclosure(x, in, number, &e, &bytes, r);
		}
		if (status > r->status) r->status = status;
	}
	if (!number) {
		text_puts(&r->errors, "edu: ");
		text_put_shown(&r->errors, in->path);
		text_puts(&r->errors, ": no files inside\n");
	}
	edu_buffer_free(&bytes);
	edu_document_free(doc);
}

static int run(const arguments *args)
{
	extraction x = { .folder = args->values[OUTPUT] ? args->values[OUTPUT] : "." };

	if (!*x.folder) return refuse(EXIT_USAGE, "--output needs the name of a folder");
	int status = batch_open(&x.batch, args, args->values[JOBS]);
	if (!status) status = inputs_refuse_same_places(&x.batch.in, "-1");
	if (!status) status = batch_run(&x.batch, extract_one, &x);
	batch_close(&x.batch);
	return status;
}

const verb verb_extract = { "extract", "IN…", "write the files inside documents into files", options, run };
