/*
 * emrex/messages.c – requests and responses: forms with known fields.
 */
#include "emrex/form.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

int edu_check_session(const char *session_id, edu_error *err)
{
	size_t characters = 0;

	for (const char *c = session_id; *c; c++)
		if (((unsigned char)*c & 0xC0) != 0x80) characters++;
	if (characters && characters <= EDU_EMREX_SESSION_MOST) return 0;
	return edu_fail(err, EDU_EINVALID, "emrex/session", "a session id has 1 to %d characters",
	                EDU_EMREX_SESSION_MOST);
}

static int read_session(const edu_emrex_form *form, const char **out, edu_error *err)
{
	const int rc = edu_form_value(form, "sessionId", true, out, err);
	return rc < 0 ? rc : edu_check_session(*out, err);
}

/* Only URLs that a browser could follow; whether it may is another question. */
static int check_web_address(const char *url, edu_error *err)
{
	edu_emrex_url_policy lenient = EDU_EMREX_URL_POLICY_INIT;
	lenient.any_host = 1;
	lenient.allow_localhost = 1;
	return edu_emrex_check_return_url(url, &lenient, err);
}

static bool is_known_field(const char *name)
{
	return strcmp(name, "sessionId") == 0 || strcmp(name, "returnUrl") == 0;
}

static int add_more(edu_emrex_form *form, const edu_emrex_field *more, size_t count, edu_error *err)
{
	int rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++) {
		if (!more[i].name || !more[i].value)
			return edu_fail(err, EDU_EARG, NULL, "a field needs a name and a value");
		if (is_known_field(more[i].name))
			return edu_fail(err, EDU_EINVALID, "emrex/repeated",
			                "a further field has a name that the request has already");
		rc = edu_form_add_copy(form, more[i].name, more[i].value, err);
	}
	return rc;
}

int edu_emrex_request_make(edu_emrex_form **out, const edu_context *ctx, const char *session_id,
                           const char *return_url, const edu_emrex_field *more, size_t more_count,
                           edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !session_id || !return_url || (!more && more_count))
		return edu_fail(err, EDU_EARG, NULL,
		                "a request needs a place for it, a context, a session id and a return URL");
	int rc = edu_check_session(session_id, err);
	if (rc == 0) rc = check_web_address(return_url, err);
	if (rc < 0) return rc;
	edu_emrex_form *form = edu_form_new(ctx);
	if (!form) return edu_fail_memory(err);
	rc = edu_form_add_copy(form, "sessionId", session_id, err);
	if (rc == 0) rc = edu_form_add_copy(form, "returnUrl", return_url, err);
	if (rc == 0) rc = add_more(form, more, more_count, err);
	if (rc < 0) edu_emrex_form_free(form);
	else *out = form;
	return rc;
}

int edu_emrex_request_read(edu_emrex_request *out, const edu_emrex_form *form, edu_error *err)
{
	edu_emrex_request r;

	edu_error_clear(err);
	if (!out || !form)
		return edu_fail(err, EDU_EARG, NULL, "reading a request needs a place for it and a form");
	int rc = read_session(form, &r.session_id, err);
	if (rc == 0) rc = edu_form_value(form, "returnUrl", false, &r.return_url, err);
	if (rc < 0) return rc;
	if (r.return_url && !*r.return_url) r.return_url = NULL;
	*out = r;
	return 0;
}

/* Codes without the prefix that tells their dialect. */
static const struct code { const char *name; edu_emrex_outcome outcome; } codes[] = {
	{ "OK", EDU_EMREX_OK },
	{ "ERROR", EDU_EMREX_ERROR },
	{ "NO_RESULTS", EDU_EMREX_NO_RESULTS },
	{ "CANCEL", EDU_EMREX_CANCELLED },
};

const char *edu_emrex_outcome_name(edu_emrex_outcome outcome)
{
	static const char *const names[] = { "ok", "error", "no-results", "cancelled", "unknown" };
	return (unsigned)outcome < sizeof names / sizeof *names ? names[outcome] : "unknown";
}

edu_emrex_outcome edu_emrex_outcome_of(const char *code)
{
	size_t length = code ? strlen(code) : 0;

	if (code) edu_trim(&code, &length);
	if (length < 4 || !(edu_equal_nocase(code, 4, "NCP_") || edu_equal_nocase(code, 4, "EMP_")))
		return EDU_EMREX_UNKNOWN;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (edu_equal_nocase(code + 4, length - 4, codes[i].name)) return codes[i].outcome;
	return EDU_EMREX_UNKNOWN;
}

/*
 * Providers that have nothing to send leave the field out, or empty, or write what their language calls
 * nothing.
 */
static bool is_nothing(const char *elmo)
{
	size_t length = strlen(elmo);

	edu_trim(&elmo, &length);
	return !length || edu_equal_nocase(elmo, length, "null");
}

int edu_emrex_response_read(edu_emrex_response *out, const edu_emrex_form *form, edu_error *err)
{
	edu_emrex_response r;

	edu_error_clear(err);
	if (!out || !form)
		return edu_fail(err, EDU_EARG, NULL, "reading a response needs a place for it and a form");
	int rc = read_session(form, &r.session_id, err);
	if (rc == 0) rc = edu_form_value(form, "returnCode", true, &r.code, err);
	if (rc == 0) rc = edu_form_value(form, "returnMessage", false, &r.message, err);
	if (rc == 0) rc = edu_form_value(form, "elmo", false, &r.elmo, err);
	if (rc < 0) return rc;
	r.outcome = edu_emrex_outcome_of(r.code);
	if (!r.message) r.message = "";
	if (r.elmo && is_nothing(r.elmo)) r.elmo = NULL;
	*out = r;
	return 0;
}

static const char *code_of(edu_emrex_outcome outcome, edu_emrex_dialect dialect)
{
	static const char *const names[][4] = {
		{ "NCP_OK", "NCP_ERROR", "NCP_NO_RESULTS", "NCP_CANCEL" },
		{ "EMP_OK", "EMP_ERROR", "EMP_NO_RESULTS", "EMP_CANCEL" },
	};
	return names[dialect == EDU_EMREX_EMP][outcome];
}

static int check_answer(const edu_emrex_answer *a, edu_error *err)
{
	if (a->version < 1 || a->version > EDU_EMREX_ANSWER_VERSION)
		return edu_fail(err, EDU_EARG, NULL, "the answer has version %u; this library knows up to %d",
		                a->version, EDU_EMREX_ANSWER_VERSION);
	if (!a->session_id)
		return edu_fail(err, EDU_EARG, NULL, "an answer needs the session id of its request");
	if ((unsigned)a->outcome >= EDU_EMREX_UNKNOWN || (unsigned)a->dialect > EDU_EMREX_EMP)
		return edu_fail(err, EDU_EARG, NULL, "there is no return code for that outcome or dialect");
	if ((a->outcome == EDU_EMREX_OK) != (a->xml && a->xml_length))
		return edu_fail(err, EDU_EARG, NULL,
		                "an answer has a document when its outcome is ok, and then only");
	return edu_check_session(a->session_id, err);
}

static int add_elmo(edu_emrex_form *form, const edu_context *ctx, const edu_emrex_answer *a, edu_error *err)
{
	edu_buffer elmo = EDU_BUFFER_INIT;
	int rc = 0;

	if (a->outcome == EDU_EMREX_OK) rc = edu_emrex_encode(&elmo, ctx, a->xml, a->xml_length, err);
	if (rc == 0) rc = edu_form_add_copy(form, "elmo", elmo.data ? elmo.data : "", err);
	edu_buffer_free(&elmo);
	return rc;
}

int edu_emrex_response_make(edu_emrex_form **out, const edu_context *ctx, const edu_emrex_answer *answer,
                            edu_error *err)
{
	edu_error own;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !answer)
		return edu_fail(err, EDU_EARG, NULL,
		                "a response needs a place for it, a context and an answer");
	int rc = check_answer(answer, err);
	if (rc < 0) return rc;
	edu_emrex_form *form = edu_form_new(ctx);
	if (!form) return edu_fail_memory(err);
	rc = edu_form_add_copy(form, "sessionId", answer->session_id, err);
	if (rc == 0) rc = edu_form_add(form, "returnCode", code_of(answer->outcome, answer->dialect), err);
	if (rc == 0)
		rc = edu_form_add_copy(form, "returnMessage", answer->message ? answer->message : "", err);
	if (rc == 0) rc = add_elmo(form, ctx, answer, err);
	if (rc < 0) edu_emrex_form_free(form);
	else *out = form;
	return rc;
}
