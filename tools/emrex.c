/*
 * emrex.c – edu emrex: the forms of EMREX made and taken apart, for those who try out a provider or a client.
 */
#include "files.h"
#include "inputs.h"

#include <stdlib.h>
#include <string.h>

enum { SESSION, RETURN_URL, CODE, DIALECT, MESSAGE, HTML, LIMIT, OUTPUT, HELP };

static const option options[] = {
	[SESSION] = { "session", 's', "ID", "the session id; decode refuses another one" },
	[RETURN_URL] = { "return-url", 0, "URL", "request: where the response is to be posted" },
	[CODE] = { "code", 0, "WHAT", "response: ok, error, no-results or cancelled; else ok" },
	[DIALECT] = { "dialect", 0, "NAME", "response: ncp or emp, how return codes begin; else ncp" },
	[MESSAGE] = { "message", 0, "TEXT", "response: a text for the learner" },
	[HTML] = { "html", 0, "URL", "a page that posts the form there, not the form alone" },
	[LIMIT] = { "limit", 0, "MIB", "decode: how large the document may be; else 64" },
	[OUTPUT] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

/* What one call works with. */
typedef struct exchange {
	const arguments *args;
	edu_context *ctx;
	edu_emrex_form *form;
	edu_buffer out;
} exchange;

/* A value given on the command line that breaks a rule. */
static int fail_usage(const edu_error *err)
{
	return refuse(err->code == EDU_ENOMEM ? EXIT_INTERNAL : EXIT_USAGE, "%s", err->message);
}

static int write_out(const exchange *x)
{
	const char *path = x->args->values[OUTPUT];
	return write_file(path ? path : "-", x->out.data, x->out.length);
}

static int write_form(exchange *x)
{
	const char *action = x->args->values[HTML];
	edu_error err = EDU_ERROR_INIT;
	int rc = action ? edu_emrex_form_write_html(x->form, action, &x->out, &err)
	                : edu_emrex_form_write(x->form, &x->out, &err);
	return rc < 0 ? fail_usage(&err) : write_out(x);
}

/* Operands NAME=VALUE, split in copies that the caller frees. */
static int parse_fields(edu_emrex_field *fields, char **copies, const arguments *args)
{
	for (size_t i = 1; i < args->operand_count; i++) {
		char *copy = copies[i - 1] = text_make("%s", args->operands[i]);
		if (!copy) return refuse(EXIT_INTERNAL, "out of memory");
		char *equals = strchr(copy, '=');
		if (!equals) return refuse(EXIT_USAGE, "a further field of a request is NAME=VALUE");
		*equals = '\0';
		fields[i - 1] = (edu_emrex_field){ copy, equals + 1 };
	}
	return 0;
}

static int make_request(exchange *x)
{
	const arguments *args = x->args;
	const size_t count = args->operand_count - 1;
	edu_error err = EDU_ERROR_INIT;

	if (!args->values[SESSION] || !args->values[RETURN_URL])
		return refuse(EXIT_USAGE, "a request needs --session ID and --return-url URL");
	edu_emrex_field *fields = calloc(count + 1, sizeof *fields);
	char **copies = calloc(count + 1, sizeof *copies);
	int status = fields && copies ? parse_fields(fields, copies, args)
	                              : refuse(EXIT_INTERNAL, "out of memory");
	if (!status && edu_emrex_request_make(&x->form, x->ctx, args->values[SESSION],
	                                      args->values[RETURN_URL], fields, count, &err) < 0)
		status = fail_usage(&err);
	for (size_t i = 0; copies && i < count; i++) free(copies[i]);
	free(copies);
	free(fields);
	return status ? status : write_form(x);
}

static int parse_answer(edu_emrex_answer *a, const arguments *args)
{
	const char *code = args->values[CODE] ? args->values[CODE] : "ok";
	const char *dialect = args->values[DIALECT] ? args->values[DIALECT] : "ncp";

	if (!args->values[SESSION]) return refuse(EXIT_USAGE, "a response needs --session ID");
	a->session_id = args->values[SESSION];
	a->message = args->values[MESSAGE];
	a->outcome = EDU_EMREX_OK;
	while (a->outcome != EDU_EMREX_UNKNOWN && strcmp(code, edu_emrex_outcome_name(a->outcome)))
		a->outcome = (edu_emrex_outcome)(a->outcome + 1);
	if (a->outcome == EDU_EMREX_UNKNOWN)
		return refuse(EXIT_USAGE, "--code is ok, error, no-results or cancelled");
	if (strcmp(dialect, "ncp") && strcmp(dialect, "emp"))
		return refuse(EXIT_USAGE, "--dialect is ncp or emp");
	a->dialect = strcmp(dialect, "emp") ? EDU_EMREX_NCP : EDU_EMREX_EMP;
	const size_t documents = args->operand_count - 1;
	if (documents != (a->outcome == EDU_EMREX_OK))
		return refuse(EXIT_USAGE, "a response has one document when its code is ok, and else none");
	return 0;
}

static int make_response(exchange *x)
{
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_error err = EDU_ERROR_INIT;
	char *xml = NULL;

	int status = parse_answer(&a, x->args);
	if (!status && a.outcome == EDU_EMREX_OK)
		status = read_side_file(&xml, &a.xml_length, x->args->operands[1]);
	if (!status && xml && !a.xml_length)
		status = refuse(EXIT_UNREADABLE, "%s: it is empty", x->args->operands[1]);
	a.xml = xml;
	if (!status && edu_emrex_response_make(&x->form, x->ctx, &a, &err) < 0) status = fail_usage(&err);
	if (!status) status = write_form(x);
	free(xml);
	return status;
}

static void tell_notes(unsigned notes)
{
	for (unsigned note = 1; note && note <= notes; note <<= 1)
		if (notes & note) refuse(0, "note: %s", edu_emrex_note_text((edu_emrex_note)note));
}

/* Is it a form, or the field elmo alone? */
static bool is_form(const char *data, size_t length)
{
	const char *at = data, *end = data + length;
	while (at && at < end) {
		static const char *const names[] = { "elmo=", "sessionId=", "returnCode=", "returnMessage=" };
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if ((size_t)(end - at) >= strlen(names[i]) && !memcmp(at, names[i], strlen(names[i])))
				return true;
		at = memchr(at, '&', (size_t)(end - at));
		if (at) at++;
	}
	return false;
}

static int parse_limit(edu_emrex_decode_options *o, const char *value)
{
	char *end = NULL;
	unsigned long mib = value ? strtoul(value, &end, 10) : 0;
	if (value && (value[0] < '1' || value[0] > '9' || *end || mib > 4095))
		return refuse(EXIT_USAGE, "--limit wants a number of mebibytes, 1 to 4095");
	o->bytes = (uint64_t)mib << 20;
	return 0;
}

/* The field elmo of a response, borrowed from its form. */
static int take_elmo(exchange *x, const char *data, size_t length, const char **elmo)
{
	const char *file = x->args->operands[1], *session = x->args->values[SESSION];
	edu_emrex_response r;
	edu_error err = EDU_ERROR_INIT;

	int rc = edu_emrex_form_parse(&x->form, x->ctx, data, length, &err);
	if (rc == 0) rc = edu_emrex_response_read(&r, x->form, &err);
	if (rc < 0) return tell_failure(file, &err);
	if (session && strcmp(session, r.session_id))
		return refuse(EXIT_INVALID, "%s: it belongs to another session", file);
	if (r.outcome != EDU_EMREX_OK)
		return refuse(EXIT_INVALID, "%s: the return code means: %s", file,
		              edu_emrex_outcome_name(r.outcome));
	if (!r.elmo)
		return refuse(EXIT_INVALID, "%s: the return code means ok, but there is no document", file);
	*elmo = r.elmo;
	return 0;
}

static int decode(exchange *x)
{
	edu_emrex_decode_options o = EDU_EMREX_DECODE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	const char *elmo = NULL;
	char *data = NULL;
	size_t length;
	unsigned notes;

	if (x->args->operand_count != 2) return refuse(EXIT_USAGE, "decode takes one input");
	int status = parse_limit(&o, x->args->values[LIMIT]);
	if (!status) status = read_side_file(&data, &length, x->args->operands[1]);
	if (status) return status;
	if (is_form(data, length)) status = take_elmo(x, data, length, &elmo);
	else elmo = data;
	if (!status && elmo != data) length = strlen(elmo);
	if (!status && edu_emrex_decode(&x->out, x->ctx, elmo, length, &o, &notes, &err) < 0)
		status = tell_failure(x->args->operands[1], &err);
	free(data);
	if (status) return status;
	tell_notes(notes);
	return write_out(x);
}

static const struct task { const char *name; int (*run)(exchange *x); } tasks[] = {
	{ "request", make_request },
	{ "response", make_response },
	{ "decode", decode },
};

static int run(const arguments *args)
{
	exchange x = { .args = args, .out = EDU_BUFFER_INIT };
	edu_error err = EDU_ERROR_INIT;
	size_t i = 0;

	while (i < sizeof tasks / sizeof *tasks && args->operand_count &&
	       strcmp(args->operands[0], tasks[i].name))
		i++;
	if (!args->operand_count || i == sizeof tasks / sizeof *tasks)
		return refuse(EXIT_USAGE, "emrex wants request, response or decode; see edu emrex --help");
	if (edu_context_new(&x.ctx, NULL, &err) < 0) return refuse(EXIT_INTERNAL, "%s", err.message);
	int status = tasks[i].run(&x);
	edu_buffer_free(&x.out);
	edu_emrex_form_free(x.form);
	edu_context_free(x.ctx);
	return status;
}

const verb verb_emrex = { "emrex", "request [NAME=VALUE…] | response [IN] | decode IN",
	                  "make and take apart the forms of EMREX", options, run };
