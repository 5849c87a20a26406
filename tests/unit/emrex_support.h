/*
 * emrex_support.h – what the tests of EMREX share: a transcript, two persons, a context for each test.
 */
#ifndef EDU_TESTS_EMREX_SUPPORT_H
#define EDU_TESTS_EMREX_SUPPORT_H

#include "support.h"

#define NS "https://github.com/emrex-eu/elmo-schemas/tree/v1"
#define LEARNER "<learner><givenNames>Ada</givenNames><familyName>Marker-Lind</familyName><bday>2000-02-29</bday></learner>"
#define REPORT "<report><issuer><identifier type=\"schac\">example.org</identifier><title xml:lang=\"en\">Example</title>" \
	"<url>https://www.example.org/</url></issuer><learningOpportunitySpecification><title xml:lang=\"en\">Algebra</title>" \
	"<specifies><learningOpportunityInstance><status>passed</status></learningOpportunityInstance></specifies>" \
	"</learningOpportunitySpecification><issueDate>2024-05-06T10:11:12+02:00</issueDate></report>"
#define ELMO_OF(learner) "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<elmo xmlns=\"" NS "\">" \
	"<generatedDate>2024-05-06T10:11:12+02:00</generatedDate>" learner REPORT "</elmo>\n"
#define ELMO ELMO_OF(LEARNER)
#define SESSION "0123456789abcdef0123456789abcdef"

/* Whose transcript the reference's signed documents are. */
static const edu_emrex_person signer = { "Ångström & Søn", "Zoë", "2001-02-03" };
static const edu_emrex_person ada = { "Marker-Lind", "Ada", "2000-02-29" };

static edu_context *ctx;

static inline void set_up(void) { ctx = new_context(); }
static inline void tear_down(void) { edu_context_free(ctx); }

/* The field elmo of some bytes. */
static inline edu_buffer encoded(const char *data, size_t length)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_encode(&out, ctx, data, length, &err), 0);
	return out;
}

static inline char *replaced(const char *text, size_t at, size_t cut, const char *with)
{
	const size_t n = strlen(text), m = strlen(with);
	char *out = malloc(n + m + 1);
	memcpy(out, text, at);
	memcpy(out + at, with, m);
	strcpy(out + at + m, text + at + cut);
	return out;
}

static inline edu_emrex_form *parsed(const char *body)
{
	edu_emrex_form *form;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_form_parse(&form, ctx, body, strlen(body), &err);
	ck_assert_msg(rc == 0, "%s: %s", body, err.message);
	return form;
}

static inline edu_buffer response_body(edu_emrex_outcome outcome, edu_emrex_dialect dialect, const char *message, const char *xml)
{
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_buffer body = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_form *form;
	a.session_id = SESSION;
	a.outcome = outcome;
	a.dialect = dialect;
	a.message = message;
	a.xml = xml;
	a.xml_length = xml ? strlen(xml) : 0;
	const int rc = edu_emrex_response_make(&form, ctx, &a, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	ck_assert_int_eq(edu_emrex_form_write(form, &body, &err), 0);
	edu_emrex_form_free(form);
	return body;
}

#endif
