/*
 * edb_emrex.c – EMREX for the bindings; see edb_emrex.h.
 */
#include "edb_emrex.h"
#include "edb_inside.h"
#include "lines.h"

#include <stdlib.h>
#include <string.h>

/* ---- decisions */

static const char *closest_name(edu_emrex_name name)
{
	return name == EDU_EMREX_NAME_CURRENT ? "current" : name == EDU_EMREX_NAME_AT_BIRTH ? "at-birth" : "alternative";
}

static const char *birth_name(edu_emrex_birth birth)
{
	return birth == EDU_EMREX_BIRTH_EQUAL ? "equal" : birth == EDU_EMREX_BIRTH_DIFFERENT ? "different" : "missing";
}

static int add_match(edu_buffer *out, const edu_emrex_match *m)
{
	int rc = lines_number(out, "matched", m != NULL);
	if (!m) return rc;
	if (!rc) rc = lines_number(out, "score", m->score);
	if (!rc) rc = lines_number(out, "family_name", m->family_name);
	if (!rc) rc = lines_number(out, "given_names", m->given_names);
	if (!rc) rc = lines_number(out, "name", m->name);
	if (!rc) rc = lines_text(out, "closest", closest_name(m->closest));
	return rc ? rc : lines_text(out, "birth", birth_name(m->birth));
}

static int add_notes(edu_buffer *out, unsigned notes)
{
	char text[1024] = "";

	for (unsigned bit = 1; bit <= EDU_EMREX_TRAILING_BYTES; bit *= 2) {
		if (!(notes & bit)) continue;
		if (text[0]) strncat(text, "\n", sizeof text - strlen(text) - 1);
		strncat(text, edu_emrex_note_text((edu_emrex_note)bit), sizeof text - strlen(text) - 1);
	}
	return lines_text(out, "notes", text);
}

static int write_decision(edu_buffer *out, const edu_emrex_reply *reply)
{
	const edu_error *reason = edu_emrex_reply_reason(reply);

	*out = lines_open();
	int rc = lines_text(out, "verdict", edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)));
	if (!rc) rc = lines_text(out, "rule", reason ? reason->rule : "");
	if (!rc) rc = lines_text(out, "reason", reason ? reason->message : "");
	if (!rc) rc = lines_text(out, "message", edu_emrex_reply_message(reply));
	if (!rc) rc = lines_text(out, "signature", edu_emrex_signature_name(edu_emrex_reply_signature(reply)));
	if (!rc) rc = add_notes(out, edu_emrex_reply_notes(reply));
	if (!rc) rc = add_match(out, edu_emrex_reply_match(reply));
	return rc ? rc : lines_end(out);
}

/* The decision, and the document where there is one. The reply needs the trust as long as it lives. */
static int decide(edb_document *made, const void *data, size_t length, const char *session, const edu_emrex_person *person,
                  edu_emrex_receive_options *options, const char *certificate, edu_error *err)
{
	edu_context *ctx = made->context->ctx;
	edu_emrex_reply *reply = NULL;
	edu_trust *trust = NULL;
	int rc = certificate ? edu_trust_new(&trust, ctx, err) : 0;

	if (!rc && trust) rc = edu_trust_add(trust, certificate, strlen(certificate), NULL, err);
	options->trust = trust;
	if (!rc) rc = edu_emrex_receive(&reply, ctx, data, length, session, person, options, err);
	if (!rc) rc = write_decision(&made->ledger, reply);
	if (!rc) made->doc = edu_emrex_reply_take_document(reply);
	edu_emrex_reply_free(reply);
	edu_trust_free(trust);
	return rc;
}

edb_document *edb_receive(const char *session, const char *family, const char *given, const char *birth, int distance,
                          int without_birth_date, const char *certificate, const char *at, int allow_weak,
                          const void *data, size_t length, edu_error *err)
{
	const edu_emrex_person person = { family, given, birth };
	edu_emrex_receive_options options = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edb_context *context = edb_make_context(err);
	edb_document *made = context ? edb_make_document(context, err) : NULL;

	if (!made) return NULL;
	options.name_distance = distance > 0 ? (unsigned)distance : 0;
	options.without_birth_date = without_birth_date;
	options.allow_weak = allow_weak;
	/* What is no time is refused by edu_emrex_receive(), where it needs one. */
	if (!at || edu_time_parse(&options.time, at) < 0) options.time = EDU_TIME_UNKNOWN;
	const int rc = decide(made, data, length, session, &person, &options, certificate, err);
	if (!rc) return made;
	if (rc == EDU_ENOMEM) edb_fail_memory(err);
	edb_close(made);
	return NULL;
}

int edb_has_content(const edb_document *doc)
{
	return doc->doc != NULL;
}

edu_buffer edb_take_decision(edb_document *doc)
{
	return edb_take_ledger(doc);
}

/* ---- forms */

/* A context for one call; NULL: out of memory, and the error says so. */
static edu_context *open_context(edu_error *err)
{
	edu_context *ctx = NULL;
	if (edu_context_new(&ctx, NULL, err) < 0) edb_fail_memory(err);
	return ctx;
}

static int write_form(const edu_emrex_form *form, const char *action, edu_buffer *out, edu_error *err)
{
	return action ? edu_emrex_form_write_html(form, action, out, err) : edu_emrex_form_write(form, out, err);
}

/* The fields of a form as an array, borrowed from it; NULL: out of memory. */
static edu_emrex_field *fields_of(const edu_emrex_form *form, size_t *count)
{
	*count = form ? edu_emrex_form_count(form) : 0;
	edu_emrex_field *fields = calloc(*count + 1, sizeof *fields);
	for (size_t i = 0; fields && i < *count; i++)
		if (edu_emrex_form_at(form, i, &fields[i]) < 0) *count = i;
	return fields;
}

static int make_request(edu_buffer *out, const edu_context *ctx, const char *session, const char *url, const char *more,
                        const char *action, edu_error *err)
{
	edu_emrex_form *further = NULL, *form = NULL;
	edu_emrex_field *fields = NULL;
	size_t count;
	int rc = more && *more ? edu_emrex_form_parse(&further, ctx, more, strlen(more), err) : 0;

	if (rc == 0 && !(fields = fields_of(further, &count))) rc = EDU_ENOMEM;
	if (rc == 0) rc = edu_emrex_request_make(&form, ctx, session, url, fields, count, err);
	if (rc == 0) rc = write_form(form, action, out, err);
	edu_emrex_form_free(form);
	edu_emrex_form_free(further);
	free(fields);
	return rc;
}

edu_buffer edb_request_make(const char *session, const char *url, const char *more, const char *action, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_context *ctx = open_context(err);
	const int rc = ctx ? make_request(&out, ctx, session, url, more, action, err) : EDU_ENOMEM;
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}

static int write_request(edu_buffer *out, const edu_emrex_form *form, edu_error *err)
{
	edu_emrex_request request;
	edu_emrex_field field;
	int rc = edu_emrex_request_read(&request, form, err);

	if (!rc) rc = lines_text(out, "session_id", request.session_id);
	if (!rc && request.return_url) rc = lines_text(out, "return_url", request.return_url);
	if (!rc) rc = lines_end(out);
	for (size_t i = 0; !rc && !edu_emrex_form_at(form, i, &field); i++) {
		rc = lines_text(out, "name", field.name);
		if (!rc) rc = lines_text(out, "value", field.value);
		if (!rc) rc = lines_end(out);
	}
	return rc;
}

edu_buffer edb_request_read(const void *data, size_t length, edu_error *err)
{
	edu_buffer out = lines_open();
	edu_context *ctx = open_context(err);
	edu_emrex_form *form = NULL;
	int rc = ctx ? edu_emrex_form_parse(&form, ctx, data, length, err) : EDU_ENOMEM;
	if (!rc) rc = write_request(&out, form, err);
	edu_emrex_form_free(form);
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}

/* Cut a text at its blanks into at most as many words as it has characters; returns how many. */
static size_t cut(char *text, const char **words)
{
	size_t count = 0;
	int inside = 0;

	for (; *text; text++) {
		if (*text == ' ') *text = '\0';
		else if (!inside) words[count++] = text;
		inside = *text != '\0';
	}
	return count;
}

void edb_check_return_url(const char *url, const char *hosts, int allow_localhost, edu_error *err)
{
	edu_emrex_url_policy policy = EDU_EMREX_URL_POLICY_INIT;
	const size_t length = hosts ? strlen(hosts) : 0;
	char *list = calloc(length + 1, 1);
	const char **words = calloc(length + 1, sizeof *words);

	if (list && words) {
		if (length) memcpy(list, hosts, length);
		policy.host_count = cut(list, words);
		policy.hosts = words;
		policy.allow_localhost = allow_localhost;
	}
	/* What comes of it stands in the error. */
	if (!list || !words || edu_emrex_check_return_url(url, &policy, err) == EDU_ENOMEM) edb_fail_memory(err);
	free(words);
	free(list);
}

edu_buffer edb_response_make(const char *session, int outcome, int dialect, const char *note, const char *action,
                             const void *xml, size_t xml_length, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_emrex_answer answer = EDU_EMREX_ANSWER_INIT;
	edu_emrex_form *form = NULL;
	edu_context *ctx = open_context(err);
	answer.session_id = session;
	answer.outcome = (edu_emrex_outcome)outcome;
	answer.dialect = (edu_emrex_dialect)dialect;
	answer.message = note;
	answer.xml = xml;
	answer.xml_length = xml_length;
	int rc = ctx ? edu_emrex_response_make(&form, ctx, &answer, err) : EDU_ENOMEM;
	if (!rc) rc = write_form(form, action, &out, err);
	edu_emrex_form_free(form);
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}
