/*
 * convert_records.c – edu convert on input that is read record by record: in constant memory, each record's trouble
 * its own, several at a time.
 */
#include "convert_records.h"

#include "crew.h"

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

/* Some records, and what has become of them. */
typedef struct piece {
	record_group records;
	result r;                    /* out: the documents */
	text reports;
	size_t all, lost;
} piece;

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

static void note(const record_conversion *c, result *r, const edu_error *err)
{
	put_error(&r->errors, c->in->path, err);
	if (status_of(err) > r->status) r->status = status_of(err);
}

static void count_values(piece *p, const edu_ledger *ledger)
{
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_LOST; o++) p->all += edu_ledger_count(ledger, (edu_outcome)o);
	p->lost += edu_ledger_count(ledger, EDU_OUTCOME_LOST);
}

static int keep(void *text_, const void *data, size_t length)
{
	text_add(text_, data, length);
	return ((const text *)text_)->failed;
}

/* Made as a whole before any of it is kept: a record that fails leaves nothing behind. */
static void convert_record(const work *w, piece *p, const edu_document *record)
{
	const edu_write_options layout = { EDU_WRITE_OPTIONS_VERSION, 1 };
	const edu_sink reports = { keep, &p->reports };
	edu_document *made = NULL;
	edu_ledger *ledger = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;

	int rc = edu_convert(&made, record, w->c->to, w->c->convert, &ledger, &err);
	if (rc >= 0) rc = edu_document_write(made, &bytes, &layout, &err);
	if (rc >= 0) {
		if (has_brackets(w) && p->r.out.length) text_puts(&p->r.out, ",\n");
		text_add(&p->r.out, bytes.data, bytes.length);
		if (!has_brackets(w)) text_puts(&p->r.out, "\n");
	}
	if (rc < 0) note(w->c, &p->r, &err);
	if (ledger && w->c->report && rc != EDU_ENOMEM && edu_ledger_write_to(ledger, &reports, &err) < 0) note(w->c, &p->r, &err);
	if (ledger) count_values(p, ledger);
	edu_buffer_free(&bytes);
	edu_ledger_free(ledger);
	edu_document_free(made);
}

/* ---- pieces ---- */

static bool take_records(void *work_, void *piece_)
{
	work *w = work_;
	piece *p = piece_;

	return records_take(&w->in, w->c->threads < 2, &p->records);
}

static void convert_piece(const void *work_, void *piece_)
{
	const work *w = work_;
	piece *p = piece_;
	edu_record record;
	edu_error err = EDU_ERROR_INIT;

	for (size_t i = 0, at = 0; i < p->records.count; i++) {
		if (record_read(&p->records, i, &at, w->c->ctx, &record, &err) < 0) note(w->c, &p->r, &err);
		else convert_record(w, p, record.document);
		edu_document_free(record.document);
	}
	if (p->records.err.code) note(w->c, &p->r, &p->records.err);
}

static void drop_piece(void *piece_)
{
	piece *p = piece_;

	record_group_free(&p->records);
	text_free(&p->r.out);
	text_free(&p->r.errors);
	text_free(&p->reports);
	*p = (piece){ .all = 0 };
}

static bool tell_piece(void *work_, void *piece_)
{
	work *w = work_;
	piece *p = piece_;
	const edu_sink *report = w->c->report;

	if (p->r.out.failed || p->reports.failed) {
		text_puts(&w->r->errors, "edu: out of memory\n");
		p->r.status = EXIT_INTERNAL;
	}
	if (has_brackets(w) && !w->first && p->r.out.length) put_string(w, ",\n");
	if (p->r.out.length) {
		put(w, p->r.out.data, p->r.out.length);
		w->first = false;
	}
	if (report && p->reports.length && report->write(report->state, p->reports.data, p->reports.length)) w->gone = true;
	if (p->r.errors.length) text_add(&w->r->errors, p->r.errors.data, p->r.errors.length);
	if (p->r.status > w->r->status) w->r->status = p->r.status;
	*w->all += p->all;
	*w->lost += p->lost;
	drop_piece(p);
	return !w->gone;
}

/* ---- what stands around them ---- */

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
		if (envelope && rc < 0) note(w->c, w->r, &err);
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
	const crew_work all = { take_records, convert_piece, tell_piece, drop_piece, w, sizeof(piece) };

	if (w->form == EDU_STREAM_PAGE) put_string(w, "{\"items\":[\n");
	if (w->form == EDU_STREAM_ARRAY) put_string(w, "[\n");
	if (!crew_do(&all, w->c->threads)) {
		text_puts(&w->r->errors, "edu: out of memory\n");
		w->r->status = EXIT_INTERNAL;
	}
	put_end(w);
}

int convert_records(const record_conversion *c, result *r, size_t *all, size_t *lost)
{
	work w = { .c = c, .r = r, .all = all, .lost = lost, .first = true };
	edu_error err = EDU_ERROR_INIT;

	if (records_open(&w.in, c->in, c->ctx, c->read, &err) < 0) {
		note(c, r, &err);
	} else {
		w.form = edu_stream_form_of(w.in.stream);
		convert_all(&w);
	}
	records_close(&w.in);
	return w.gone ? EXIT_NO_OUTPUT : r->status;
}
