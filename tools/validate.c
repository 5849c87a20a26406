/*
 * validate.c – edu validate: what is wrong with a document, one finding a line.
 */
#include "jobs.h"

enum { PROFILE, FROM, ENTITY, JSON, JOBS, HELP };

static const option options[] = {
	[PROFILE] = { "profile", 'p', "NAME", "rules to check by; else those of the document's format" },
	[FROM] = { "from", 0, "FORMAT", "what the input is; without it, it is recognised" },
	[ENTITY] = { "entity", 0, "NAME", "what OOAPI's objects are, such as Course, where their members don't tell" },
	[JSON] = { "json", 0, NULL, "one JSON object a line" },
	[JOBS] = { "jobs", 'j', "N", "validate N inputs at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct validation {
	batch batch;
	edu_read_options read;
	edu_validate_options options;
	bool json;
} validation;

enum { SHOWN_PLACES = 3 };

/* Where findings stand besides; findings NULL: a refusal, which stands in one place. */
typedef struct elsewhere {
	const edu_findings *findings;
	size_t number;
} elsewhere;

static void put_places_json(text *out, const elsewhere *at)
{
	edu_finding_place place;

	text_puts(out, ",\"also\":[");
	for (size_t i = 0; !edu_findings_also(at->findings, at->number, i, &place); i++) {
		text_putf(out, "%s{\"line\":%u,\"column\":%u,\"path\":", i ? "," : "", (unsigned)place.line,
		          (unsigned)place.column);
		text_put_json(out, place.path);
		text_puts(out, "}");
	}
	text_puts(out, "]");
}

static void put_places(text *out, const elsewhere *at)
{
	const size_t count = edu_findings_also_count(at->findings, at->number);
	edu_finding_place place;

	for (size_t i = 0; i < SHOWN_PLACES && !edu_findings_also(at->findings, at->number, i, &place); i++) {
		text_puts(out, i ? ", " : "; see also ");
		if (place.line) text_putf(out, "line %u ", (unsigned)place.line);
		text_put_shown(out, *place.path ? place.path : "(the whole document)");
	}
	if (count > SHOWN_PLACES) text_putf(out, " and %zu more", count - SHOWN_PLACES);
}

static void put_finding_json(text *out, const char *file, const edu_finding *f, const elsewhere *at)
{
	text_puts(out, "{\"file\":");
	text_put_json(out, file);
	text_putf(out, ",\"line\":%u,\"column\":%u,\"severity\":", (unsigned)f->line, (unsigned)f->column);
	text_put_json(out, edu_severity_name(f->severity));
	text_puts(out, ",\"rule\":");
	text_put_json(out, f->rule);
	text_puts(out, ",\"path\":");
	text_put_json(out, f->path);
	text_puts(out, ",\"message\":");
	text_put_json(out, f->message);
	if (edu_findings_also_count(at->findings, at->number)) put_places_json(out, at);
	text_puts(out, "}\n");
}

static void put_finding(text *out, const char *file, const edu_finding *f, const elsewhere *at, bool json)
{
	if (json) {
		put_finding_json(out, file, f, at);
		return;
	}
	text_put_shown(out, file);
	text_putf(out, ":%u: %s %s ", (unsigned)f->line, edu_severity_name(f->severity), f->rule);
	text_put_shown(out, f->path);
	text_puts(out, ": ");
	text_put_shown(out, f->message);
	put_places(out, at);
	text_puts(out, "\n");
}

/* A document that breaks a rule without which it can't be read is invalid, and that is its one finding. */
static void put_refusal(text *out, const char *file, const edu_error *err, bool json)
{
	edu_finding f = { EDU_SEVERITY_ERROR, err->rule, err->path, err->message, err->line, err->column, 0 };
	put_finding(out, file, &f, &(elsewhere){ NULL, 0 }, json);
}

static void validate_one(const void *state, size_t index, result *r)
{
	const validation *v = state;
	const char *file = v->batch.in.list[index].path;
	edu_document *doc = NULL;
	edu_findings *findings = NULL;
	edu_error err = EDU_ERROR_INIT;
	edu_finding f;

	int rc = input_read(&doc, &v->batch.in.list[index], v->batch.ctx, &v->read, &err);
	bool read = rc >= 0;
	if (read) rc = edu_validate(&findings, doc, &v->options, &err);
	if (rc == EDU_EINVALID) {
		put_refusal(&r->out, file, &err, v->json);
		r->status = EXIT_INVALID;
	} else if (rc < 0) {
		put_error(&r->errors, file, &err);
		r->status = read && rc == EDU_EUNSUPPORTED ? EXIT_USAGE : status_of(&err);
	} else {
		for (size_t i = 0; !edu_findings_at(findings, i, &f); i++)
			put_finding(&r->out, file, &f, &(elsewhere){ findings, i }, v->json);
		r->status = edu_findings_count_of(findings, EDU_SEVERITY_ERROR) ? EXIT_INVALID : EXIT_DONE;
	}
	edu_findings_free(findings);
	edu_document_free(doc);
}

static int run(const arguments *args)
{
	validation v = { .read = EDU_READ_OPTIONS_INIT, .options = EDU_VALIDATE_OPTIONS_INIT, .json = args->values[JSON] != NULL };

	v.options.profile = args->values[PROFILE];
	v.read.format = args->values[FROM];
	v.read.entity = args->values[ENTITY];
	int status = batch_open(&v.batch, args, args->values[JOBS]);
	if (!status) status = batch_run(&v.batch, validate_one, &v);
	batch_close(&v.batch);
	return status;
}

const verb verb_validate = { "validate", "IN…", "say what is wrong with documents", options, run };
