/*
 * command.h – what the verbs of the command share: exit statuses, the description of a verb, messages.
 */
#ifndef EDU_TOOLS_COMMAND_H
#define EDU_TOOLS_COMMAND_H

#include <edu.h>
#include "text.h"

/* Exit statuses, a contract with scripts. With several inputs the largest of theirs is the command's. */
enum {
	EXIT_DONE = 0,
	EXIT_INVALID = 1,       /* the document is invalid; or --strict, and something was lost */
	EXIT_INDETERMINATE = 2, /* verify: intact, and nothing that is trusted vouches for it */
	EXIT_USAGE = 64,
	EXIT_UNREADABLE = 65,   /* not readable as any known format */
	EXIT_NO_INPUT = 66,
	EXIT_INTERNAL = 70,
	EXIT_NO_OUTPUT = 73     /* can't write */
};

#define MAX_OPTIONS 32

typedef struct option {
	const char *name;       /* without its dashes; NULL ends a table */
	char letter;            /* short form; 0: none */
	const char *value;      /* what the help calls its value; NULL: it takes none */
	const char *help;
} option;

/* An option as it was given. */
typedef struct given {
	int option;
	const char *value;
} given;

/* The command line. values[i] belongs to the verb's i-th option: NULL where it was not given; the last one counts. */
typedef struct arguments {
	const char *values[MAX_OPTIONS];
	given *given;           /* all of them, for options that may be repeated */
	size_t given_count;
	const char **operands;
	size_t operand_count;
} arguments;

typedef struct verb {
	const char *name;
	const char *operands;   /* as the usage line shows them */
	const char *summary;
	const option *options;
	int (*run)(const arguments *args);
} verb;

extern const verb verb_convert, verb_inspect, verb_validate, verb_extract, verb_split, verb_join, verb_emrex,
                  verb_redact, verb_encrypt, verb_decrypt, verb_verify, verb_sign, verb_present, verb_status, verb_keygen, verb_formats;

/* Options stand anywhere, values after '=' or as the next word; "--" ends them. Returns 0 or EXIT_USAGE. */
int arguments_parse(arguments *out, const verb *v, int argc, char **argv);
void arguments_free(arguments *args);
/* The i-th value of an option that may be repeated; NULL: there are no more. */
const char *argument_value(const arguments *args, int which, size_t i);
bool wants_help(const arguments *args, const verb *v);

/* One line on standard error, "edu: " in front; returns the status, so that a refusal is one statement. */
int refuse(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The line for an error of the library: edu: FILE:LINE:COLUMN: message (rule) at PATH */
void put_error(text *out, const char *file, const edu_error *err);
/* The same straight to standard error, where one thing alone is done; returns the exit status. */
int tell_failure(const char *file, const edu_error *err);
/* The exit status that stands for it. */
int status_of(const edu_error *err);

/* The value of --jobs: how many threads; 0 given means one per processor. Returns 0 or EXIT_USAGE. */
int parse_jobs(unsigned *out, const char *value);

#endif
