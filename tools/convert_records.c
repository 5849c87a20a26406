/*
 * convert_records.c – edu convert on input that is read record by record: in constant memory, each record's trouble
 * its own.
 */
#include "convert_records.h"

#include <string.h>

typedef struct work {
	const record_conversion *c;
	records in;
	edu_stream_form form;
	result *r;
	size_t *all, *lost;
	bool first;                  /* nothing was written between the brackets yet */
	bool gone;                   /* the output can't be written */
} work;

static void put(work *w, const char *bytes, size_t length)
{
	const edu_sink *sink = w->c->document;
	if (!w->gone && length && sink->write(sink->state, bytes, length)) w->gone = true;
}

static void put_string(work *w, const char *string)
{
	put(w, string, strlen(string));
}

static bool has_brackets(const work *w)
{
	return w->form == EDU_STREAM_PAGE || w->form == EDU_STREAM_ARRAY;
}

static void note(work *w, const edu_error *err)
{
	put_error(&w->r->errors, w->c->in->path, err);
	if (status_of(err) > w->r->status) w->r->status = status_of(err);
}

static void count_values(work *w, const edu_ledger *ledger)
{
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_LOST; o++) *w->all += edu_ledger_count(ledger, (edu_outcome)o);
	*w->lost += edu_ledger_count(ledger, EDU_OUTCOME_LOST);
}

/* Made as a whole before any of it is written: a record that fails leaves nothing behind. */
static void convert_record(work *w, const edu_record *record)
{
	const edu_write_options layout = { EDU_WRITE_OPTIONS_VERSION, 1 };
	edu_document *made = NULL;
	edu_ledger *ledger = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;

	int rc = edu_convert(&made, record->document, w->c->to, w->c->convert, &ledger, &err);
	if (rc >= 0) rc = edu_document_write(made, &bytes, &layout, &err);
	if (rc >= 0) {
		if (has_brackets(w) && !w->first) put_string(w, ",\n");
		put(w, bytes.data, bytes.length);
		if (!has_brackets(w)) put_string(w, "\n");
		w->first = false;
	}
	if (ledger && w->c->report && rc != EDU_ENOMEM && edu_ledger_write_to(ledger, w->c->report, &err) < 0) w->gone = true;
	else if (rc < 0) note(w, &err);
	if (ledger) count_values(w, ledger);
	edu_buffer_free(&bytes);
	edu_ledger_free(ledger);
	edu_document_free(made);
}

/* What stood beside a page's entries, converted; the place of the entries is known by their being none. */
static void put_envelope(work *w)
{
	static const char items[] = "\"items\":[]";
	const edu_write_options layout = { EDU_WRITE_OPTIONS_VERSION, 1 };
	edu_document *page = NULL, *made = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	size_t length;
	const char *envelope = edu_stream_envelope(w->in.stream, &length);

	int rc = envelope ? edu_document_read(&page, w->c->ctx, envelope, length, w->c->read, &err) : -1;
	if (rc >= 0) rc = edu_convert(&made, page, w->c->to, w->c->convert, NULL, &err);
	if (rc >= 0) rc = edu_document_write(made, &bytes, &layout, &err);
	const char *at = rc >= 0 ? strstr(bytes.data, items) : NULL;
	if (at) {
		const char *behind = at + strlen(items);
		/* {"a":1,"items":[],"b":2} → ,"a":1,"b":2} */
		if (at > bytes.data + 1) {
			put_string(w, ",");
			put(w, bytes.data + 1, (size_t)(at - bytes.data - 2));
		}
		put(w, behind, bytes.length - (size_t)(behind - bytes.data));
	} else {
		put_string(w, "}");
		if (envelope && rc < 0) note(w, &err);
	}
	edu_buffer_free(&bytes);
	edu_document_free(made);
	edu_document_free(page);
}

static void put_end(work *w)
{
	if (has_brackets(w)) put_string(w, "\n]");
	if (w->form == EDU_STREAM_PAGE) put_envelope(w);
	if (has_brackets(w)) put_string(w, "\n");
}

static void convert_all(work *w)
{
	edu_record record;
	edu_error err = EDU_ERROR_INIT;
	int rc;

	if (w->form == EDU_STREAM_PAGE) put_string(w, "{\"items\":[\n");
	if (w->form == EDU_STREAM_ARRAY) put_string(w, "[\n");
	while (!w->gone && (rc = edu_stream_next(w->in.stream, &record, &err)) != 0) {
		if (rc > 0) convert_record(w, &record);
		else note(w, &err);
		edu_document_free(record.document);
	}
	put_end(w);
}

int convert_records(const record_conversion *c, result *r, size_t *all, size_t *lost)
{
	work w = { .c = c, .r = r, .all = all, .lost = lost, .first = true };
	edu_error err = EDU_ERROR_INIT;

	if (records_open(&w.in, c->in, c->ctx, c->read, &err) < 0) {
		note(&w, &err);
	} else {
		w.form = edu_stream_form_of(w.in.stream);
		convert_all(&w);
	}
	records_close(&w.in);
	return w.gone ? EXIT_NO_OUTPUT : r->status;
}
