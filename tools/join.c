/*
 * join.c – edu join: transcripts, each with the mobility it is for, become one response of EWP.
 */
#include "inputs.h"
#include "outputs.h"

#include <stdlib.h>
#include <string.h>

enum { OUTPUT, DROP, HELP };

static const option options[] = {
	[OUTPUT] = { "output", 'o', "OUT", "file; without it, standard output" },
	[DROP] = { "drop-signatures", 0, NULL, "leave out signatures, which don't hold inside a response" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct joining {
	edu_context *ctx;
	edu_document **documents;
	edu_tor_entry *entries;
	char **ids;              /* cut from the operands */
	size_t count;
} joining;

/* Where the path begins in ID=PATH; 0: all of the operand is the path. */
static size_t path_in(const char *operand)
{
	const char *equals = strchr(operand, '='), *slash = strchr(operand, '/');
	return equals && (!slash || equals < slash) ? (size_t)(equals + 1 - operand) : 0;
}

static int read_entry(joining *j, const char *operand)
{
	const size_t at = path_in(operand), i = j->count;
	edu_error err = EDU_ERROR_INIT;
	input in = { text_make("%s", operand + at), NULL };
	int status = in.path ? 0 : refuse(EXIT_INTERNAL, "out of memory");

	if (!status && at) j->ids[i] = text_make("%.*s", (int)at - 1, operand);
	if (!status && at && !j->ids[i]) status = refuse(EXIT_INTERNAL, "out of memory");
	j->count++;
	if (!status && input_read(&j->documents[i], &in, j->ctx, NULL, &err) < 0) status = tell_failure(in.path, &err);
	j->entries[i] = (edu_tor_entry){ .transcript = j->documents[i], .omobility_id = j->ids[i] };
	free(in.path);
	return status;
}

static int write_response(const edu_document *response, const char *path)
{
	text errors = { 0 };
	const int status = output_document(&errors, path, response);

	text_print(&errors, stderr);
	text_free(&errors);
	return status;
}

static int join(joining *j, const arguments *args)
{
	edu_tors_options how = EDU_TORS_OPTIONS_INIT;
	edu_document *response = NULL;
	edu_error err = EDU_ERROR_INIT;
	int status = 0;

	for (size_t i = 0; i < args->operand_count && !status; i++) status = read_entry(j, args->operands[i]);
	if (status) return status;
	how.drop_signatures = args->values[DROP] != NULL;
	if (edu_tors_make(&response, j->ctx, j->entries, j->count, &how, &err) < 0) status = tell_failure("join", &err);
	else status = write_response(response, args->values[OUTPUT] ? args->values[OUTPUT] : "-");
	edu_document_free(response);
	return status;
}

static int run(const arguments *args)
{
	const size_t n = args->operand_count;
	joining j = { .documents = calloc(n + 1, sizeof *j.documents), .entries = calloc(n + 1, sizeof *j.entries),
		      .ids = calloc(n + 1, sizeof *j.ids) };
	edu_error err = EDU_ERROR_INIT;
	int status = j.documents && j.entries && j.ids ? 0 : refuse(EXIT_INTERNAL, "out of memory");

	if (!status && edu_context_new(&j.ctx, NULL, &err) < 0) status = tell_failure("join", &err);
	if (!status) status = join(&j, args);
	for (size_t i = 0; i < j.count; i++) {
		edu_document_free(j.documents[i]);
		free(j.ids[i]);
	}
	edu_context_free(j.ctx);
	free(j.documents);
	free(j.entries);
	free(j.ids);
	return status;
}

const verb verb_join = { "join", "[ID=]IN…", "put transcripts into one response of EWP", options, run };
