/*
 * inputs.h – which documents a command line names, and how each is read.
 */
#ifndef EDU_TOOLS_INPUTS_H
#define EDU_TOOLS_INPUTS_H

#include "command.h"

typedef struct input {
	char *path;      /* as messages show it; "-": standard input */
	char *place;     /* below an output folder, without the extension that tells its format */
} input;

typedef struct inputs {
	input *list;
	size_t count, capacity;
	bool many;       /* more than one document is possible: several operands, or a folder among them */
} inputs;

/*
 * Folders are walked, files in bytewise order of their paths; what is taken there are files whose name ends
 * like a record's (.xml .json .jsonld .elmo .jws .jwt), and how many were passed over is told on stderr.
 * Returns 0, EXIT_USAGE (none, or standard input twice) or EXIT_INTERNAL.
 */
int inputs_collect(inputs *out, const arguments *args);
void inputs_free(inputs *in);

/* In an output folder each input needs a name of its own, which gets that ending. Returns 0 or an exit status. */
int inputs_refuse_same_places(const inputs *in, const char *ending);

/* Read one as a document; returns what the library returns, EDU_EIO also for standard input. */
int input_read(edu_document **out, const input *in, const edu_context *ctx, const edu_read_options *options,
               edu_error *err);

/* The bytes of a file that is no document, "-" for standard input; to be freed by the caller. 0 or an exit status. */
int read_side_file(char **out, size_t *length, const char *path);

#endif
