/*
 * split.c – edu split: responses of EWP with transcripts of several learners, and files of OOAPI with results of several,
 * taken apart into files.
 */
#include "jobs.h"
#include "outputs.h"

#include <stdlib.h>

enum { OUTPUT, BARE, JOBS, HELP };

static const option options[] = {
	[OUTPUT] = { "output", 'o', "DIR", "the folder to write to; else the current one" },
	[BARE] = { "bare", 0, NULL, "the ELMO documents alone, without the response around them" },
	[JOBS] = { "jobs", 'j', "N", "work on N inputs at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct splitting {
	batch batch;
	const char *folder;
	bool bare;
} splitting;

static int take(edu_document **one, const splitting *s, const edu_document *all, size_t i, edu_error *err)
{
	if (!edu_tors_is_response(all)) return edu_learners_take(one, all, i, err);
	return s->bare ? edu_tors_unwrap(one, all, i, err) : edu_tors_take(one, all, i, err);
}

static int write_record(const splitting *s, const input *in, const edu_document *all, size_t i, result *r)
{
	edu_document *one = NULL;
	edu_error err = EDU_ERROR_INIT;
	int status;

	const char *ending = edu_tors_is_response(all) ? "xml" : "json";
	const int rc = take(&one, s, all, i, &err);
	char *path = text_make("%s%s%s-%zu.%s", s->folder, text_ends_with(s->folder, "/") ? "" : "/", in->place, i + 1, ending);
	if (rc < 0) {
		put_error(&r->errors, in->path, &err);
		status = status_of(&err);
	} else if (!path) {
		text_puts(&r->errors, "edu: out of memory\n");
		status = EXIT_INTERNAL;
	} else {
		status = output_document(&r->errors, path, one);
	}
	if (!status) {
		text_put_shown(&r->out, path);
		text_puts(&r->out, "\n");
	}
	free(path);
	edu_document_free(one);
	return status;
}

static void split_one(const void *state, size_t index, result *r)
{
	const splitting *s = state;
	const input *in = &s->batch.in.list[index];
	edu_document *doc = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (input_read(&doc, in, s->batch.ctx, NULL, &err) < 0) {
		put_error(&r->errors, in->path, &err);
		r->status = status_of(&err);
		return;
	}
	const size_t transcripts = edu_tors_count(doc), count = transcripts ? transcripts : edu_learners_count(doc);
	for (size_t i = 0; i < count; i++) {
		const int status = write_record(s, in, doc, i, r);
		if (status > r->status) r->status = status;
	}
	if (!count) {
		text_puts(&r->errors, "edu: ");
		text_put_shown(&r->errors, in->path);
		text_puts(&r->errors, edu_tors_is_response(doc) ? ": a response without a transcript\n"
		                                                : ": neither a response of EWP nor students of OOAPI, nothing to take apart\n");
	}
	edu_document_free(doc);
}

static int run(const arguments *args)
{
	splitting s = { .folder = args->values[OUTPUT] ? args->values[OUTPUT] : ".", .bare = args->values[BARE] != NULL };

	if (!*s.folder) return refuse(EXIT_USAGE, "--output needs the name of a folder");
	int status = batch_open(&s.batch, args, args->values[JOBS]);
	if (!status) status = inputs_refuse_same_places(&s.batch.in, "-1.xml");
	if (!status) status = batch_run(&s.batch, split_one, &s);
	batch_close(&s.batch);
	return status;
}

const verb verb_split = { "split", "IN…", "take apart responses of EWP, and files of OOAPI, with several learners", options, run };
