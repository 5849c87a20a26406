/*
 * outputs.h – files that appear whole or not at all.
 *
 * What is written goes to a temporary file in the target's folder first and gets its name when everything
 * has been written. Standard output, devices and pipes are written straight.
 */
#ifndef EDU_TOOLS_OUTPUTS_H
#define EDU_TOOLS_OUTPUTS_H

#include "command.h"

typedef struct output {
	char *path;         /* as given; "-": standard output */
	char *target;       /* the file to be replaced, links followed; NULL: written straight */
	char *temporary;
	int slot;           /* where an interrupt finds the temporary file's name; -1: nowhere */
	FILE *file;
	int trouble;        /* errno of the first failure; 0: none */
} output;

#define OUTPUT_NONE { NULL, NULL, NULL, -1, NULL, 0 }

/* All three return false on failure, with errno's value in trouble. Afterwards output_end() in any case. */
bool output_begin(output *o, const char *path);
bool output_finish(output *o);      /* everything has reached the file */
bool output_publish(output *o);     /* it has its name */
/* Close; what has not been published disappears. */
void output_end(output *o);
edu_sink output_sink(output *o);    /* of a begun output */
/* The line for its trouble; returns EXIT_NO_OUTPUT. */
int put_trouble(text *errors, const output *o);

/* Write a document to a path, making the folders above it. Returns 0 or an exit status, its line in errors. */
int output_document(text *errors, const char *path, const edu_document *doc);

/* Does an option's value name a folder: '/' at its end, or one that exists? */
bool names_folder(const char *value);
/* Make the folders above a path that are missing. Returns 0 or errno. */
int make_folders_above(const char *path);

#endif
