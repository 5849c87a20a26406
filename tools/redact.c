/*
 * redact.c – edu redact: a smaller document by a policy, with an account of every value.
 */
#include "jobs.h"
#include "places.h"
#include "secrets.h"

#include <stdlib.h>
#include <string.h>

enum { POLICY, KEY, RECIPIENT, FROM, OUTPUT, REPORT, JOBS, LIST, HELP };

static const option options[] = {
	[POLICY] = { "policy", 'p', "NAME", "what stays: a policy that comes with edu, or a file with one" },
	[KEY] = { "key", 'k', "FILE", "for pseudonyms: secret bytes, at least 16" },
	[RECIPIENT] = { "recipient", 0, "ID", "for whom: pseudonyms differ from one to the next" },
	[FROM] = { "from", 0, "FORMAT", "what the input is; without it, it is recognised" },
	[OUTPUT] = { "output", 'o', "OUT", "file, or DIR/ for several inputs; without it, standard output" },
	[REPORT] = { "report", 0, "FILE", "what became of every value, JSON Lines; DIR/ for several inputs" },
	[JOBS] = { "jobs", 'j', "N", "work on N inputs at a time; 0: one for each processor" },
	[LIST] = { "list", 0, NULL, "name the policies that come with edu; with --policy NAME, show it" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct redaction {
	batch batch;
	edu_read_options read;
	edu_redact_options redact;
	const char *policy, *policy_name;
	size_t policy_length;
	places places;
} redaction;

/* The text of a policy that comes with edu; NULL: there is none of that name. */
static const char *text_of(const char *name)
{
	for (size_t i = 0; edu_redact_policy_name(i); i++)
		if (!strcmp(edu_redact_policy_name(i), name)) return edu_redact_policy_text(i);
	return NULL;
}

static int list_policies(const char *name)
{
	const char *policy = name ? text_of(name) : NULL;
	text out = { 0 };

	if (name && !policy) return refuse(EXIT_USAGE, "no policy %s comes with edu", name);
	if (policy) text_puts(&out, policy);
	for (size_t i = 0; !policy && edu_redact_policy_name(i); i++)
		text_putf(&out, "%s\n", edu_redact_policy_name(i));
	const bool good = text_print(&out, stdout) && !fflush(stdout);
	text_free(&out);
	return good ? EXIT_DONE : refuse(EXIT_NO_OUTPUT, "standard output can't be written");
}

/* ---- one input ---- */

static void tell_what_is_gone(const input *in, const edu_document *source, const edu_ledger *ledger,
                              bool reported, result *r)
{
	const size_t gone = edu_ledger_count(ledger, EDU_OUTCOME_LOST);
	size_t all = 0;

	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_LOST; o++)
		all += edu_ledger_count(ledger, (edu_outcome)o);
	if (edu_document_is_sealed(source)) {
		text_puts(&r->errors, "edu: ");
		text_put_shown(&r->errors, in->path);
		text_puts(&r->errors, ": the seal holds for the whole record only and was left out "
		                      "(redact/seal); whoever hands on "
		                      "what is left has to sign it anew\n");
	}
	if (reported) return;
	text_puts(&r->errors, "edu: ");
	text_put_shown(&r->errors, in->path);
	text_putf(&r->errors, ": %zu of %zu values left out; --report FILE says which\n", gone, all);
}

static const char *extension_of(const edu_document *doc)
{
	const char *name = edu_document_format(doc);
	edu_format_info format;

	for (size_t i = 0; !edu_format_at(i, &format); i++)
		if (!strcmp(format.name, name) && !strcmp(format.syntax, "xml")) return ".xml";
	return strcmp(name, "elm") ? ".json" : ".jsonld";
}

/* The document and its report: both appear, or neither. */
static int write_results(const redaction *c, const input *in, const edu_document *made,
                         const edu_ledger *ledger, result *r)
{
	output document = OUTPUT_NONE, report = OUTPUT_NONE;
	edu_error err = EDU_ERROR_INIT;
	places to = c->places;

	to.extension = extension_of(made);
	int status = places_begin_document(&to, in, &document) ? 0 : put_trouble(&r->errors, &document);
	if (!status) {
		const edu_sink sink = output_sink(&document);
		const int rc = edu_document_write_to(made, &sink, NULL, &err);
		if (rc < 0 && rc != EDU_EIO) {
			put_error(&r->errors, in->path, &err);
			status = status_of(&err);
		} else if (rc < 0 || !output_finish(&document)) {
			status = put_trouble(&r->errors, &document);
		}
	}
	if (!status && c->places.report) status = places_write_report(&c->places, in, ledger, &report, r);
	if (!status && !output_publish(&document)) status = put_trouble(&r->errors, &document);
	output_end(&document);
	output_end(&report);
	return status;
}

/* The document has been read: what is wrong with JSON now is wrong with the policy's. */
static bool is_of_policy(const edu_error *err)
{
	return !strcmp(err->rule, "redact/policy") || !strncmp(err->rule, "json/", 5);
}

static void redact_one(const void *state, size_t index, result *r)
{
	const redaction *c = state;
	const input *in = &c->batch.in.list[index];
	edu_document *source = NULL, *made = NULL;
	edu_ledger *ledger = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (input_read(&source, in, c->batch.ctx, &c->read, &err) < 0) {
		put_error(&r->errors, in->path, &err);
		r->status = status_of(&err);
	} else if (edu_redact(&made, source, c->policy, c->policy_length, &c->redact, &ledger, &err) < 0) {
		put_error(&r->errors, is_of_policy(&err) ? c->policy_name : in->path, &err);
		r->status = status_of(&err);
	} else {
		r->status = write_results(c, in, made, ledger, r);
		if (!r->status) tell_what_is_gone(in, source, ledger, c->places.report, r);
	}
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(source);
}

/* ---- the verb ---- */

/* A policy by name, or the bytes of a file, then in *bytes, too. */
static int find_policy(redaction *c, char **bytes, const char *name)
{
	if (!name)
		return refuse(EXIT_USAGE,
		              "redact needs --policy; edu redact --list names those that come with edu");
	c->policy_name = name;
	c->policy = text_of(name);
	if (c->policy) {
		c->policy_length = strlen(c->policy);
		return 0;
	}
	const int status = read_side_file(bytes, &c->policy_length, name);
	c->policy = *bytes;
	return status;
}

static int run_all(redaction *c, const arguments *args)
{
	char *policy = NULL, *key = NULL;

	int status = batch_open(&c->batch, args, args->values[JOBS]);
	if (!status)
		status = places_parse(&c->places, args->values[OUTPUT], args->values[REPORT],
		                      c->batch.in.many);
	if (!status && (c->places.output_folder || c->places.report_folder))
		status = inputs_refuse_same_places(&c->batch.in, c->places.extension);
	if (!status) status = find_policy(c, &policy, args->values[POLICY]);
	if (!status && args->values[KEY])
		status = read_secret(&key, &c->redact.key_length, args->values[KEY]);
	c->redact.key = key;
	if (!status) status = batch_run(&c->batch, redact_one, c);
	batch_close(&c->batch);
	forget_secret(key, c->redact.key_length);
	free(policy);
	return status;
}

static int run(const arguments *args)
{
	redaction c = { .read = EDU_READ_OPTIONS_INIT,
		        .redact = EDU_REDACT_OPTIONS_INIT,
		        .places.extension = "" };

	if (args->values[LIST]) return list_policies(args->values[POLICY]);
	c.read.format = args->values[FROM];
	c.redact.recipient = args->values[RECIPIENT];
	return run_all(&c, args);
}

const verb verb_redact = { "redact", "--policy NAME IN…",
	                   "leave out what a policy removes, and account for every value", options, run };
