/*
 * inspect.c – edu inspect: what a document says, whatever its format.
 */
#include "contents.h"
#include "jobs.h"
#include "summary.h"

#include <stdlib.h>
#include <string.h>

enum { JSON, PERSONAL, LANGUAGE, LENIENT, JOBS, HELP };

static const option options[] = {
	[JSON] = { "json", 0, NULL, "one JSON object for each document" },
	[PERSONAL] = { "show-personal", 0, NULL, "show who the learner is: names, birth date, identifiers" },
	[LANGUAGE] = { "language", 'l', "TAG", "show texts in this language where there are any; else en" },
	[LENIENT] = { "lenient", 0, NULL, "read by name what is refused for its contexts, such as credentials of W3C 2.0" },
	[JOBS] = { "jobs", 'j', "N", "read N inputs at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct inspection {
	batch batch;
	edu_read_options read;
	const char *language;
	bool json, personal;
} inspection;

/* core NULL: the document holds no learner's record. */
static void put_summary(result *r, const inspection *i, const edu_document *source, const edu_document *core,
                        const char *file, bool headed)
{
	const summary s = { source, edu_document_credential(core), i->language, i->personal };
	/* A catalogue of courses is no record, either. */
	if (edu_credential_is_null(s.credential)) core = NULL;
	if (i->json) {
		if (core) put_summary_json(&r->out, &s);
		else put_contents_json(&r->out, source);
		return;
	}
	if (headed) {
		text_puts(&r->out, "== ");
		text_put_shown(&r->out, file);
		text_puts(&r->out, "\n");
	}
	if (core) put_summary_text(&r->out, &s);
	else put_contents_text(&r->out, source);
	if (headed) text_puts(&r->out, "\n");
}

static void inspect_document(const inspection *i, const edu_document *source, const char *file, bool headed, result *r)
{
	edu_document *core = NULL;
	edu_error err = EDU_ERROR_INIT;

	/* A format without a way to the core: the records it holds are counted. */
	if (edu_convert(&core, source, "core", NULL, NULL, &err) >= 0 || !strcmp(err.rule, "convert/source")) {
		put_summary(r, i, source, core, file, headed);
	} else {
		put_error(&r->errors, file, &err);
		if (status_of(&err) > r->status) r->status = status_of(&err);
	}
	edu_document_free(core);
}

/* The transcripts of a response, one after the other. */
static void inspect_transcripts(const inspection *i, const edu_document *response, const char *file, result *r)
{
	for (size_t n = 0; n < edu_tors_count(response); n++) {
		edu_document *source = NULL;
		edu_error err = EDU_ERROR_INIT;
		char *name = text_make("%s, transcript %zu", file, n + 1);
		if (edu_tors_take(&source, response, n, &err) >= 0) {
			inspect_document(i, source, name ? name : file, true, r);
		} else {
			put_error(&r->errors, file, &err);
			if (status_of(&err) > r->status) r->status = status_of(&err);
		}
		free(name);
		edu_document_free(source);
	}
}

static void inspect_one(const void *state, size_t index, result *r)
{
	const inspection *i = state;
	const char *file = i->batch.in.list[index].path;
	edu_document *source = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (input_read(&source, &i->batch.in.list[index], i->batch.ctx, &i->read, &err) < 0) {
		put_error(&r->errors, file, &err);
		r->status = status_of(&err);
	} else if (edu_tors_count(source) > 1) {
		inspect_transcripts(i, source, file, r);
	} else {
		inspect_document(i, source, file, i->batch.in.many, r);
	}
	edu_document_free(source);
}

static int run(const arguments *args)
{
	inspection i = { .read = EDU_READ_OPTIONS_INIT, .json = args->values[JSON] != NULL, .personal = args->values[PERSONAL] != NULL };

	i.language = args->values[LANGUAGE] ? args->values[LANGUAGE] : "en";
	i.read.lenient = args->values[LENIENT] != NULL;
	int status = batch_open(&i.batch, args, args->values[JOBS]);
	if (!status) status = batch_run(&i.batch, inspect_one, &i);
	batch_close(&i.batch);
	return status;
}

const verb verb_inspect = {
	"inspect", "IN…", "show what a document says, the learner's name hidden", options, run
};
