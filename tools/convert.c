/*
 * convert.c – edu convert: from one format into another, with an account of every value.
 */
#include "convert_records.h"
#include "jobs.h"
#include "places.h"

#include <stdlib.h>
#include <string.h>

enum { FROM, ENTITY, LENIENT, TO, OUTPUT, REPORT, CARRY, SUPPLEMENT, STRICT, STREAM, JOBS, HELP };

static const option options[] = {
	[FROM] = { "from", 0, "FORMAT", "what the input is; without it, it is recognised" },
	[ENTITY] = { "entity", 0, "NAME", "what OOAPI's objects are, such as Course, where their members don't tell" },
	[LENIENT] = { "lenient", 0, NULL, "read by name what is refused for its contexts, such as credentials of W3C 2.0" },
	[TO] = { "to", 't', "FORMAT", "what it becomes: NAME or NAME@VERSION, as edu formats lists them" },
	[OUTPUT] = { "output", 'o', "OUT", "file, or DIR/ for several inputs; without it, standard output" },
	[REPORT] = { "report", 0, "FILE", "what became of every value, JSON Lines; DIR/ for several inputs" },
	[CARRY] = { "carry", 0, "WHAT", "what has no place travels along: none, residue or original" },
	[SUPPLEMENT] = { "supplement", 0, "FILE", "JSON with what sources lack: issuer, id, dates, language" },
	[STRICT] = { "strict", 0, NULL, "fail, and write no document, when a value is lost" },
	[STREAM] = { "stream", 0, NULL, "convert a page or an array entry by entry, in constant memory" },
	[JOBS] = { "jobs", 'j', "N", "convert N inputs, or records of one, at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct conversion {
	batch batch;
	edu_read_options read;
	edu_convert_options convert;
	const char *to;
	places places;
	bool stream;                 /* record by record, also what is no NDJSON */
} conversion;

/* Does a list entry answer to "name" or "name@version"? */
static bool answers(const edu_format_info *f, const char *spec)
{
	size_t n = strlen(f->name);
	if (strncmp(spec, f->name, n)) return false;
	if (!spec[n]) return true;
	/* A major version stands for its newest. */
	const size_t length = strlen(spec + n + 1);
	return spec[n] == '@' && length && !strncmp(spec + n + 1, f->version, length)
	    && (!f->version[length] || f->version[length] == '.');
}

/* The entry a specification means; with writes, only one that can be written. */
static bool find_format(edu_format_info *out, const char *spec, bool writes)
{
	for (size_t i = 0; !edu_format_at(i, out); i++)
		if (answers(out, spec) && (writes ? out->writes : out->reads)) return true;
	return false;
}

static int parse_carry(edu_carry *out, const char *value)
{
	static const char *const names[] = { "none", "residue", "original" };
	for (int i = 0; i < 3; i++) {
		if (value && strcmp(value, names[i])) continue;
		*out = (edu_carry)i;
		return 0;
	}
	return refuse(EXIT_USAGE, "--carry wants none, residue or original");
}

static const char *extension_of(const edu_format_info *format)
{
	if (!strcmp(format->syntax, "xml")) return ".xml";
	return strcmp(format->name, "elm") ? ".json" : ".jsonld";
}

static int parse(conversion *c, const arguments *args)
{
	const char *from = args->values[FROM], *to = args->values[TO];
	edu_format_info format;

	if (!to) return refuse(EXIT_USAGE, "convert needs --to FORMAT; edu formats lists them");
	if (!find_format(&format, to, true))
		return refuse(EXIT_USAGE, "--to %s: no format that is written", to);
	c->places.extension = extension_of(&format);
	c->to = to;
	if (from && !find_format(&format, from, false))
		return refuse(EXIT_USAGE, "--from %s: no format that is read", from);
	c->read.format = from;
	c->read.entity = args->values[ENTITY];
	c->read.lenient = args->values[LENIENT] != NULL;
	c->stream = args->values[STREAM] != NULL;
	c->convert.strict = args->values[STRICT] != NULL;
	int status = parse_carry(&c->convert.carry, args->values[CARRY]);
	if (!status) status = places_parse(&c->places, args->values[OUTPUT], args->values[REPORT], c->batch.in.many);
	return status;
}

/* Convert into a begun output; returns the exit status. *ledger is set as well where strictness refuses. */
static int write_document(const conversion *c, const input *in, const edu_document *source, output *o, edu_ledger **ledger,
                          result *r)
{
	edu_error err = EDU_ERROR_INIT;
	if (!places_begin_document(&c->places, in, o)) return put_trouble(&r->errors, o);
	const edu_sink sink = output_sink(o);
	const int rc = edu_convert_to(&sink, source, c->to, &c->convert, NULL, ledger, &err);
	if (rc == EDU_EIO) return put_trouble(&r->errors, o);
	if (rc < 0) {
		put_error(&r->errors, in->path, &err);
		return status_of(&err);
	}
	return output_finish(o) ? 0 : put_trouble(&r->errors, o);
}

/* The document and its report: both appear, or neither; the report alone where strictness refuses the document. */
static int write_results(const conversion *c, const input *in, const edu_document *source, edu_ledger **ledger, result *r)
{
	output document = OUTPUT_NONE, report = OUTPUT_NONE;
	int status = write_document(c, in, source, &document, ledger, r);
	const bool refused = status == EXIT_INVALID && *ledger;
	if (c->places.report && (!status || refused)) {
		const int reported = places_write_report(&c->places, in, *ledger, &report, r);
		if (reported > status) status = reported;
	}
	if (!status && !output_publish(&document)) status = put_trouble(&r->errors, &document);
	output_end(&document);
	output_end(&report);
	return status;
}

static void warn_of_lost(const input *in, size_t all, size_t lost, result *r)
{
	if (!lost) return;
	text_puts(&r->errors, "edu: ");
	text_put_shown(&r->errors, in->path);
	text_putf(&r->errors, ": %zu of %zu values lost; --report FILE says which\n", lost, all);
}

static void warn_of_loss(const input *in, const edu_ledger *ledger, result *r)
{
	size_t all = 0;
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_LOST; o++)
		all += edu_ledger_count(ledger, (edu_outcome)o);
	warn_of_lost(in, all, edu_ledger_count(ledger, EDU_OUTCOME_LOST), r);
}

static bool keeps_format(const conversion *c, const edu_document *source)
{
	const char *name = edu_document_format(source);
	const size_t length = strlen(name);
	return !strncmp(c->to, name, length) && (!c->to[length] || c->to[length] == '@');
}

/*
 * Only where the document is written back in its own format, or travels inside the other, are its bytes needed again.
 * What comes from ELM 2 always holds its source, as the profile of converted credentials asks.
 */
static bool needs_original(const conversion *c, const edu_document *source)
{
	return keeps_format(c, source) || c->convert.carry == EDU_CARRY_ORIGINAL ||
	       !strcmp(edu_document_format(source), "elm2");
}

static void convert_document(const conversion *c, const input *in, const edu_document *source, result *r)
{
	edu_ledger *ledger = NULL;
	const int status = write_results(c, in, source, &ledger, r);
	if (!status && !c->places.report) warn_of_loss(in, ledger, r);
	if (status > r->status) r->status = status;
	edu_ledger_free(ledger);
}

/* How many learners' records a file holds apart from each other: a response of EWP, or associations of OOAPI. */
static size_t count_records(const edu_document *source)
{
	const size_t transcripts = edu_tors_count(source);
	return transcripts ? transcripts : edu_learners_count(source);
}

/* One of them; with bytes of its own where it is to travel in what it becomes. */
static int take_record(edu_document **out, const conversion *c, const edu_document *source, size_t i, edu_error *err)
{
	edu_buffer bytes = EDU_BUFFER_INIT;
	int rc = edu_tors_is_response(source) ? edu_tors_take(out, source, i, err) : edu_learners_take(out, source, i, err);

	if (rc < 0 || c->convert.carry != EDU_CARRY_ORIGINAL) return rc;
	rc = edu_document_write(*out, &bytes, NULL, err);
	edu_document_free(*out);
	*out = NULL;
	if (rc >= 0) rc = edu_document_read(out, c->batch.ctx, bytes.data, bytes.length, NULL, err);
	edu_buffer_free(&bytes);
	return rc;
}

static void convert_record(const conversion *c, const input *in, const edu_document *all, size_t i, result *r)
{
	edu_document *source = NULL;
	edu_error err = EDU_ERROR_INIT;
	const char *kind = edu_tors_is_response(all) ? "transcript" : "learner";
	input one = { text_make("%s, %s %zu", in->path, kind, i + 1), text_make("%s-%zu", in->place, i + 1) };

	if (!one.path || !one.place) {
		text_puts(&r->errors, "edu: out of memory\n");
		r->status = EXIT_INTERNAL;
	} else if (take_record(&source, c, all, i, &err) < 0) {
		put_error(&r->errors, one.path, &err);
		if (status_of(&err) > r->status) r->status = status_of(&err);
	} else {
		convert_document(c, &one, source, r);
	}
	edu_document_free(source);
	free(one.path);
	free(one.place);
}

/* Each of several records becomes an output of its own, where there is a folder for them. */
static bool splits(const conversion *c, const edu_document *source)
{
	return c->places.output_folder && (!c->places.report || c->places.report_folder) && !keeps_format(c, source)
	       && count_records(source) > 1;
}

/* Record by record; what could be converted appears, whatever became of the rest. */
static void convert_stream(const conversion *c, const input *in, result *r)
{
	output document = OUTPUT_NONE, report = OUTPUT_NONE;
	edu_sink sink, entries;
	size_t all = 0, lost = 0;
	bool good = places_begin_document(&c->places, in, &document);

	if (good && c->places.report) good = places_begin_report(&c->places, in, &report);
	if (good) {
		sink = output_sink(&document);
		entries = output_sink(&report);
		const record_conversion work = { in, c->batch.ctx, &c->read, &c->convert, c->to, batch_threads_within(&c->batch),
			                         &sink, c->places.report ? &entries : NULL };
		r->status = convert_records(&work, r, &all, &lost);
		good = r->status != EXIT_NO_OUTPUT && output_finish(&document) && output_publish(&document);
		if (good && c->places.report) good = output_finish(&report) && output_publish(&report);
	}
	if (!good) r->status = put_trouble(&r->errors, document.trouble || !c->places.report ? &document : &report);
	else if (!c->places.report) warn_of_lost(in, all, lost, r);
	output_end(&document);
	output_end(&report);
}

static void convert_one(const void *state, size_t index, result *r)
{
	const conversion *c = state;
	const input *in = &c->batch.in.list[index];
	edu_document *source = NULL;
	edu_error err = EDU_ERROR_INIT;

	if (input_has_records(in, c->stream)) {
		convert_stream(c, in, r);
		return;
	}
	if (input_read(&source, in, c->batch.ctx, &c->read, &err) < 0) {
		put_error(&r->errors, in->path, &err);
		r->status = status_of(&err);
		return;
	}
	if (!needs_original(c, source)) edu_document_drop_original(source);
	if (splits(c, source))
		for (size_t i = 0, n = count_records(source); i < n; i++) convert_record(c, in, source, i, r);
	else
		convert_document(c, in, source, r);
	edu_document_free(source);
}

static int run(const arguments *args)
{
	conversion c = { .read = EDU_READ_OPTIONS_INIT, .convert = EDU_CONVERT_OPTIONS_INIT };
	const char *supplement = args->values[SUPPLEMENT];
	char *bytes = NULL;

	int status = batch_open(&c.batch, args, args->values[JOBS]);
	if (!status) status = parse(&c, args);
	if (!status && (c.places.output_folder || c.places.report_folder))
		status = inputs_refuse_same_places(&c.batch.in, c.places.extension);
	if (!status && supplement) status = read_side_file(&bytes, &c.convert.supplement_length, supplement);
	c.convert.supplement = bytes;
	if (!status) status = batch_run(&c.batch, convert_one, &c);
	batch_close(&c.batch);
	free(bytes);
	return status;
}

const verb verb_convert = {
	"convert", "--to FORMAT IN…", "turn documents into another format and account for every value",
	options, run
};
