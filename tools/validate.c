/*
 * validate.c – edu validate: what is wrong with a document, one finding a line.
 */
#include "crew.h"
#include "jobs.h"
#include "records.h"

enum { PROFILE, FROM, ENTITY, LENIENT, STREAM, JSON, JOBS, HELP };

static const option options[] = {
	[PROFILE] = { "profile", 'p', "NAME", "rules to check by; else those of the document's format" },
	[FROM] = { "from", 0, "FORMAT", "what the input is; without it, it is recognised" },
	[ENTITY] = { "entity", 0, "NAME", "what OOAPI's objects are, such as Course, where their members don't tell" },
	[STREAM] = { "stream", 0, NULL, "read a page or an array entry by entry, in constant memory" },
	[LENIENT] = { "lenient", 0, NULL, "read by name what is refused for its contexts, such as credentials of W3C 2.0" },
	[JSON] = { "json", 0, NULL, "one JSON object a line" },
	[JOBS] = { "jobs", 'j', "N", "validate N inputs, or records of one, at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct validation {
	batch batch;
	edu_read_options read;
	edu_validate_options options;
	bool json;
	bool stream;                 /* record by record, also what is no NDJSON */
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

/* Findings about a document whose first byte stands on a line of its file. */
static void put_findings(const validation *v, const char *file, const edu_findings *findings, uint64_t line, result *r)
{
	edu_finding f;

	for (size_t i = 0; !edu_findings_at(findings, i, &f); i++) {
		if (f.line) f.line += (uint32_t)(line - 1);
		put_finding(&r->out, file, &f, &(elsewhere){ findings, i }, v->json);
	}
	const int status = edu_findings_count_of(findings, EDU_SEVERITY_ERROR) ? EXIT_INVALID : EXIT_DONE;
	if (status > r->status) r->status = status;
}

static void put_trouble_of(const validation *v, const char *file, const edu_error *err, bool read, result *r)
{
	int status = EXIT_INVALID;

	if (err->code == EDU_EINVALID) {
		put_refusal(&r->out, file, err, v->json);
	} else {
		put_error(&r->errors, file, err);
		status = read && err->code == EDU_EUNSUPPORTED ? EXIT_USAGE : status_of(err);
	}
	if (status > r->status) r->status = status;
}

static void validate_document(const validation *v, const char *file, const edu_document *doc, uint64_t line, result *r)
{
	edu_findings *findings = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (edu_validate(&findings, doc, &v->options, &err) < 0) put_trouble_of(v, file, &err, true, r);
	else put_findings(v, file, findings, line, r);
	edu_findings_free(findings);
}

/* An input record by record. */
typedef struct reading {
	const validation *v;
	const input *in;
	records records;
	bool alone;                  /* one record at a time */
	result *r;
} reading;

/* Some records, and what is wrong with them. */
typedef struct piece {
	record_group records;
	result r;
} piece;

static bool take_records(void *reading_, void *piece_)
{
	reading *all = reading_;
	piece *p = piece_;

	return records_take(&all->records, all->alone, &p->records);
}

static void validate_piece(const void *reading_, void *piece_)
{
	const reading *all = reading_;
	const char *file = all->in->path;
	piece *p = piece_;
	edu_record record;
	edu_error err = EDU_ERROR_INIT;

	for (size_t i = 0, at = 0; i < p->records.count; i++) {
		if (record_read(&p->records, i, &at, all->v->batch.ctx, &record, &err) < 0)
			put_trouble_of(all->v, file, &err, false, &p->r);
		else
			validate_document(all->v, file, record.document, record.line, &p->r);
		edu_document_free(record.document);
	}
	if (p->records.err.code) put_trouble_of(all->v, file, &p->records.err, false, &p->r);
}

static void drop_piece(void *piece_)
{
	piece *p = piece_;

	record_group_free(&p->records);
	text_free(&p->r.out);
	text_free(&p->r.errors);
	*p = (piece){ .r = { 0 } };
}

/* What there is to say is said as it comes up where no other input has to wait for its turn. */
static bool tell_piece(void *reading_, void *piece_)
{
	reading *all = reading_;
	piece *p = piece_;
	result *r = all->r;

	text_add(&r->out, p->r.out.data ? p->r.out.data : "", p->r.out.length);
	text_add(&r->errors, p->r.errors.data ? p->r.errors.data : "", p->r.errors.length);
	if (p->r.out.failed || p->r.errors.failed) r->errors.failed = true;
	if (p->r.status > r->status) r->status = p->r.status;
	drop_piece(p);
	if (all->v->batch.in.many || text_print(&r->out, stdout)) return true;
	text_puts(&r->errors, "edu: standard output can't be written\n");
	r->status = EXIT_NO_OUTPUT;
	return false;
}

static void validate_records(const validation *v, const input *in, result *r)
{
	const unsigned threads = batch_threads_within(&v->batch);
	reading all = { .v = v, .in = in, .alone = threads < 2, .r = r };
	const crew_work work = { take_records, validate_piece, tell_piece, drop_piece, &all, sizeof(piece) };
	edu_error err = EDU_ERROR_INIT;

	if (records_open(&all.records, in, v->batch.ctx, &v->read, &err) < 0) put_trouble_of(v, in->path, &err, false, r);
	else if (!crew_do(&work, threads)) r->errors.failed = true;
	records_close(&all.records);
}

static void validate_one(const void *state, size_t index, result *r)
{
	const validation *v = state;
	const input *in = &v->batch.in.list[index];
	edu_document *doc = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (input_has_records(in, v->stream)) {
		validate_records(v, in, r);
		return;
	}
	if (input_read(&doc, in, v->batch.ctx, &v->read, &err) < 0) put_trouble_of(v, in->path, &err, false, r);
	else validate_document(v, in->path, doc, 1, r);
	edu_document_free(doc);
}

static int run(const arguments *args)
{
	validation v = { .read = EDU_READ_OPTIONS_INIT, .options = EDU_VALIDATE_OPTIONS_INIT, .json = args->values[JSON] != NULL };

	v.options.profile = args->values[PROFILE];
	v.read.format = args->values[FROM];
	v.read.entity = args->values[ENTITY];
	v.read.lenient = args->values[LENIENT] != NULL;
	v.stream = args->values[STREAM] != NULL;
	int status = batch_open(&v.batch, args, args->values[JOBS]);
	if (!status) status = batch_run(&v.batch, validate_one, &v);
	batch_close(&v.batch);
	return status;
}

const verb verb_validate = { "validate", "IN…", "say what is wrong with documents", options, run };
