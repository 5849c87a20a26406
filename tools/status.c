/*
 * status.c – edu status: status lists shown, asked, made and changed.
 */
#include "files.h"
#include "inputs.h"
#include "trusting.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { KIND, URL, ISSUER, PURPOSE, BITS, ENTRIES, SET, INDEX, FROM, UNTIL, TRUST, AT, JSON, OUTPUT, HELP };

static const option options[] = {
	[KIND] = { "kind", 0, "NAME", "create: bitstring or token; else bitstring" },
	[URL] = { "url", 0, "URL", "create: where the list will be published" },
	[ISSUER] = { "issuer", 0, "ID", "create: who issues it" },
	[PURPOSE] = { "purpose", 0, "NAME", "bitstring: revocation, suspension, …; else revocation" },
	[BITS] = { "bits", 0, "N", "create: bits of an entry: 1; token: also 2, 4, 8" },
	[ENTRIES] = { "entries", 0, "N", "create: how many; else 131072" },
	[SET] = { "set", 0, "I=V", "create, update: entry I becomes V, or 1; repeatable" },
	[INDEX] = { "index", 'i', "I", "check: which entry; repeatable" },
	[FROM] = { "from", 0, "TIME", "create, update: since when the list holds; else now" },
	[UNTIL] = { "until", 0, "TIME", "create, update: until when" },
	[TRUST] = { "trust", 't', "FILE", "check: whom you trust; OWNER=FILE says whose; repeatable" },
	[AT] = { "at", 0, "TIME", "check: the time to judge validity at; else now" },
	[JSON] = { "json", 0, NULL, "one JSON object a line" },
	[OUTPUT] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct task_state {
	const arguments *args;
	edu_context *ctx;
	edu_status_list *list;
} task_state;

static int parse_number(uint64_t *out, const char *value, const char *what)
{
	char *end;
	const bool digits = value[0] >= '0' && value[0] <= '9' && strlen(value) < 19;
	*out = digits ? strtoull(value, &end, 10) : 0;
	return digits && !*end ? 0 : refuse(EXIT_USAGE, "%s wants a number, not %s", what, value);
}

static int print(text *out)
{
	const bool good = text_print(out, stdout) && !fflush(stdout);
	text_free(out);
	return good ? 0 : refuse(EXIT_NO_OUTPUT, "standard output can't be written");
}

/* ---- lists in files: the plain JSON, or whatever it is signed in ---- */

static int read_verified(task_state *s, const char *path, const edu_verify_options *o, edu_verdict **verdict)
{
	edu_error err = EDU_ERROR_INIT;
	char *data;
	size_t length, n;

	int status = read_side_file(&data, &length, path);
	if (status) return status;
	if (edu_status_list_verify(verdict, s->ctx, data, length, o, &err) < 0)
		status = tell_error(path, &err);
	const char *payload = status ? NULL : edu_verdict_payload(*verdict, &n);
	/* Of what is not signed, the bytes themselves: shown and changed, never believed. */
	if (!status && !payload && edu_verdict_indication(*verdict) == EDU_NOT_SIGNED) {
		payload = data;
		n = length;
	}
	if (!status && !payload) status = refuse(EXIT_INVALID, "%s: its signature does not hold", path);
	if (!status && edu_status_list_read(&s->list, s->ctx, payload, n, &err) < 0)
		status = tell_error(path, &err);
	free(data);
	return status;
}

static int read_list(task_state *s, const char *path)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_verdict *verdict = NULL;

	/* Nobody is believed here, so that any time will do. */
	o.time = 0;
	const int status = read_verified(s, path, &o, &verdict);
	edu_verdict_free(verdict);
	return status;
}

/* ---- read ---- */

static void put_facts(text *out, const edu_status_list *list, bool json)
{
	const char *const names[] = { "from", "until" };
	const edu_time times[] = { edu_status_list_from(list), edu_status_list_until(list) };
	const char *purpose;

	text_putf(out, json ? "{\"kind\":\"%s\",\"url\":" : "%s list ",
	          edu_status_list_kind_name(edu_status_list_kind_of(list)));
	if (json) text_put_json(out, edu_status_list_url(list));
	else text_put_shown(out, edu_status_list_url(list));
	text_putf(out,
	          json ? ",\"entries\":%" PRIu64 ",\"bits\":%u,\"purposes\":["
	               : "\n  %" PRIu64 " entries of %u bits\n",
	          edu_status_list_count(list), edu_status_list_bits(list));
	for (size_t i = 0; (purpose = edu_status_list_purpose(list, i)); i++) {
		text_puts(out, json ? i ? "," : "" : "  purpose ");
		if (json) text_put_json(out, purpose);
		else text_put_shown(out, purpose);
		if (!json) text_puts(out, "\n");
	}
	if (json) text_puts(out, "]");
	for (int i = 0; i < 2; i++) {
		char written[32];
		edu_time_write(times[i], written);
		if (*written) text_putf(out, json ? ",\"%s\":\"%s\"" : "  %s %s\n", names[i], written);
	}
}

static int show(task_state *s)
{
	const bool json = s->args->values[JSON] != NULL;
	text out = { 0 };
	uint64_t set = 0;
	unsigned value;

	const int status = read_list(s, s->args->operands[1]);
	if (status) return status;
	put_facts(&out, s->list, json);
	if (json) text_puts(&out, ",\"set\":{");
	for (uint64_t i = 0; i < edu_status_list_count(s->list); i++) {
		if (edu_status_list_get(s->list, i, &value) || !value) continue;
		text_putf(&out, json ? "%s\"%" PRIu64 "\":%u" : "%s  %" PRIu64 ": %u\n",
		          json && set ? "," : "", i, value);
		set++;
	}
	text_puts(&out, json ? "}}\n" : "");
	if (!json && !set) text_puts(&out, "  every entry is 0\n");
	return print(&out);
}

/* ---- check ---- */

static int put_entry(task_state *s, text *out, const char *value, bool vouched, edu_credential_status *worst)
{
	const char *purpose = edu_status_list_purpose(s->list, 0);
	edu_credential_status status = EDU_STATUS_UNKNOWN;
	uint64_t index;
	unsigned entry = 0;

	if (parse_number(&index, value, "--index")) return EXIT_USAGE;
	const bool there = !edu_status_list_get(s->list, index, &entry);
	if (there && vouched) status = edu_status_list_meaning(s->list, purpose, entry);
	if (s->args->values[JSON]) {
		text_putf(out, "{\"index\":%" PRIu64 ",\"status\":\"%s\",\"vouched\":%s", index,
		          edu_credential_status_name(status), vouched ? "true" : "false");
		if (there) text_putf(out, ",\"value\":%u", entry);
		text_puts(out, "}\n");
	} else {
		text_putf(out, "%" PRIu64 ": %s%s\n", index, edu_credential_status_name(status),
		          !there    ? ": the list has no such entry"
		          : vouched ? ""
		                    : ": nobody you trust vouches for the list");
	}
	if (status == EDU_STATUS_REVOKED || status == EDU_STATUS_SUSPENDED) *worst = EDU_STATUS_REVOKED;
	if (status == EDU_STATUS_UNKNOWN && *worst == EDU_STATUS_GOOD) *worst = EDU_STATUS_UNKNOWN;
	return 0;
}

static int check_with(task_state *s, const edu_verify_options *o)
{
	edu_credential_status worst = EDU_STATUS_GOOD;
	edu_verdict *verdict = NULL;
	const char *index;
	text out = { 0 };

	int status = read_verified(s, s->args->operands[1], o, &verdict);
	const bool vouched = !status && edu_verdict_is_good(verdict);
	for (size_t i = 0; !status && (index = argument_value(s->args, INDEX, i)); i++)
		status = put_entry(s, &out, index, vouched, &worst);
	edu_verdict_free(verdict);
	if (status) {
		text_free(&out);
		return status;
	}
	status = print(&out);
	return status                        ? status
	       : worst == EDU_STATUS_GOOD    ? EXIT_DONE
	       : worst == EDU_STATUS_REVOKED ? EXIT_INVALID
	                                     : EXIT_INDETERMINATE;
}

static int check(task_state *s)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_trust *trust = NULL;

	if (!argument_value(s->args, INDEX, 0)) return refuse(EXIT_USAGE, "check wants --index");
	int status = parse_time(&o.time, s->args->values[AT]);
	if (!status) status = trust_files(&trust, s->ctx, s->args, TRUST);
	o.trust = trust;
	if (!status) status = check_with(s, &o);
	edu_trust_free(trust);
	return status;
}

/* ---- create and update ---- */

static int set_entries(task_state *s)
{
	edu_error err = EDU_ERROR_INIT;
	const char *value;

	for (size_t i = 0; (value = argument_value(s->args, SET, i)); i++) {
		const char *equals = strchr(value, '=');
		char *index = text_make("%.*s", equals ? (int)(equals - value) : (int)strlen(value), value);
		uint64_t at = 0, to = 1;
		int status =
			index ? parse_number(&at, index, "--set") : refuse(EXIT_INTERNAL, "out of memory");
		free(index);
		if (!status && equals) status = parse_number(&to, equals + 1, "--set");
		if (status) return status;
		if (to > 255 || edu_status_list_set(s->list, at, (unsigned)to, &err) < 0)
			return refuse(EXIT_USAGE, "--set %s: %s", value,
			              *err.message ? err.message : "the value is too large");
	}
	return 0;
}

static int write_list(task_state *s)
{
	const char *path = s->args->values[OUTPUT] ? s->args->values[OUTPUT] : "-";
	edu_error err = EDU_ERROR_INIT;
	edu_buffer out = EDU_BUFFER_INIT;

	int status = set_entries(s);
	if (!status && edu_status_list_write(s->list, &out, &err) < 0) status = tell_error(path, &err);
	if (!status) status = write_file(path, out.data, out.length);
	edu_buffer_free(&out);
	return status;
}

static int parse_options(edu_status_list_options *o, const arguments *args)
{
	const char *kind = args->values[KIND] ? args->values[KIND] : "bitstring";
	uint64_t bits = 0;
	int status = 0;

	if (strcmp(kind, "bitstring") && strcmp(kind, "token"))
		return refuse(EXIT_USAGE, "--kind is bitstring or token");
	o->kind = strcmp(kind, "token") ? EDU_STATUS_LIST_BITSTRING : EDU_STATUS_LIST_TOKEN;
	o->url = args->values[URL];
	o->issuer = args->values[ISSUER];
	o->purpose = args->values[PURPOSE];
	if (args->values[BITS]) status = parse_number(&bits, args->values[BITS], "--bits");
	if (!status && args->values[ENTRIES])
		status = parse_number(&o->entries, args->values[ENTRIES], "--entries");
	o->bits = (unsigned)(bits < 256 ? bits : 255);
	if (!status) status = parse_time(&o->from, args->values[FROM]);
	if (!status && args->values[UNTIL]) status = parse_time(&o->until, args->values[UNTIL]);
	return status;
}

static int create(task_state *s)
{
	edu_status_list_options o = EDU_STATUS_LIST_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	const int status = parse_options(&o, s->args);
	if (status) return status;
	if (edu_status_list_new(&s->list, s->ctx, &o, &err) < 0)
		return refuse(err.code == EDU_ENOMEM ? EXIT_INTERNAL : EXIT_USAGE, "%s", err.message);
	return write_list(s);
}

static int update(task_state *s)
{
	edu_time from, until = EDU_TIME_UNKNOWN;
	edu_error err = EDU_ERROR_INIT;

	int status = read_list(s, s->args->operands[1]);
	if (!status) status = parse_time(&from, s->args->values[FROM]);
	if (!status && s->args->values[UNTIL]) status = parse_time(&until, s->args->values[UNTIL]);
	if (!status && edu_status_list_set_times(s->list, from, until, &err) < 0)
		status = tell_error(s->args->operands[1], &err);
	return status ? status : write_list(s);
}

static const struct task {
	const char *name;
	size_t operands;
	int (*run)(task_state *s);
} tasks[] = {
	{ "read", 2, show },
	{ "check", 2, check },
	{ "create", 1, create },
	{ "update", 2, update },
};

static int run(const arguments *args)
{
	task_state s = { .args = args };
	edu_error err = EDU_ERROR_INIT;
	size_t i = 0;

	while (i < sizeof tasks / sizeof *tasks && args->operand_count &&
	       strcmp(args->operands[0], tasks[i].name))
		i++;
	if (!args->operand_count || i == sizeof tasks / sizeof *tasks)
		return refuse(EXIT_USAGE,
		              "status wants read, check, create or update; see edu status --help");
	if (args->operand_count != tasks[i].operands)
		return refuse(EXIT_USAGE, "status %s takes %s", tasks[i].name,
		              tasks[i].operands > 1 ? "one list" : "no input");
	if (edu_context_new(&s.ctx, NULL, &err) < 0) return refuse(EXIT_INTERNAL, "%s", err.message);
	const int status = tasks[i].run(&s);
	edu_status_list_free(s.list);
	edu_context_free(s.ctx);
	return status;
}

const verb verb_status = { "status", "read LIST | check LIST | create | update LIST",
	                   "show, ask, make and change status lists", options, run };
