/*
 * test_emrex.c – the messages of EMREX: forms, the field elmo with all that is done to it on its way, return
 * addresses, persons, and the client's decision.
 */
#include "support.h"

#include "emrex/decode.h"
#include "emrex/distance.h"
#include "gzip/deflate.h"
#include "gzip/inflate.h"

#include <stdbool.h>

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

static void set_up(void) { ctx = new_context(); }
static void tear_down(void) { edu_context_free(ctx); }

/* The field elmo of some bytes. */
static edu_buffer encoded(const char *data, size_t length)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_encode(&out, ctx, data, length, &err), 0);
	return out;
}

static char *replaced(const char *text, size_t at, size_t cut, const char *with)
{
	const size_t n = strlen(text), m = strlen(with);
	char *out = malloc(n + m + 1);
	memcpy(out, text, at);
	memcpy(out + at, with, m);
	strcpy(out + at + m, text + at + cut);
	return out;
}

/* ---- forms */

static edu_emrex_form *parsed(const char *body)
{
	edu_emrex_form *form;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_form_parse(&form, ctx, body, strlen(body), &err);
	ck_assert_msg(rc == 0, "%s: %s", body, err.message);
	return form;
}

static void expect_form_refused(const char *body, size_t length, int status, const char *rule)
{
	edu_emrex_form *form;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_form_parse(&form, ctx, body, length, &err), status);
	ck_assert_ptr_null(form);
	ck_assert_str_eq(err.rule, rule);
}

START_TEST(forms_are_read)
{
	static const struct { const char *body; size_t count; const char *name, *value; } cases[] = {
		{ "", 0, NULL, NULL },
		{ "\r\n", 0, NULL, NULL },
		{ "a=b", 1, "a", "b" },
		{ "a=b\r\n", 1, "a", "b" },
		{ "&&a=b&", 1, "a", "b" },
		{ "a", 1, "a", "" },
		{ "a=", 1, "a", "" },
		{ "=b", 1, "", "b" },
		{ "a=b=c", 1, "a", "b=c" },
		{ "a%3Db=c+d%2B%e2%82%ac", 1, "a=b", "c d+\xE2\x82\xAC" },
		{ "a=b;c", 1, "a", "b;c" },
		{ "a=p%E5+%f8", 1, "a", "p\xC3\xA5 \xC3\xB8" },   /* Latin-1 */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_emrex_form *form = parsed(cases[i].body);
		edu_emrex_field f;
		ck_assert_uint_eq(edu_emrex_form_count(form), cases[i].count);
		if (cases[i].count) {
			ck_assert_int_eq(edu_emrex_form_at(form, 0, &f), 0);
			ck_assert_str_eq(f.name, cases[i].name);
			ck_assert_str_eq(f.value, cases[i].value);
		}
		ck_assert_int_eq(edu_emrex_form_at(form, cases[i].count, &f), EDU_EARG);
		edu_emrex_form_free(form);
	}
}
END_TEST

START_TEST(what_is_no_form_is_refused)
{
	static const struct { const char *body, *rule; } cases[] = {
		{ "<html>", "emrex/no-form" }, { "  <!DOCTYPE html>", "emrex/no-form" }, { "{\"sessionId\":1}", "emrex/no-form" },
		{ "--XX\r\nContent-Disposition: form-data; name=\"sessionId\"", "emrex/no-form" },
		{ "a=%", "emrex/percent" }, { "a=%4", "emrex/percent" }, { "a=%zz", "emrex/percent" }, { "a%2=b", "emrex/percent" },
		{ "a=%00", "emrex/nul" }, { "a%00=b", "emrex/nul" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_form_refused(cases[i].body, strlen(cases[i].body), EDU_EINVALID, cases[i].rule);
	expect_form_refused("a=b\0c", 5, EDU_EINVALID, "emrex/nul");
	char many[4100];
	for (size_t i = 0; i < sizeof many; i++) many[i] = "a=&"[i % 3];
	expect_form_refused(many, sizeof many, EDU_ELIMIT, "emrex/fields");
}
END_TEST

START_TEST(forms_are_written_so_that_they_read_the_same)
{
	static const edu_emrex_field fields[] = {
		{ "a", "" }, { "plus", "a+b c" }, { "odd", "&=%#?\"'<>;/\\\r\n\t" }, { "\xC3\xA5", "\xE2\x82\xAC \xF0\x9F\x8E\x93" },
	};
	edu_buffer body = EDU_BUFFER_INIT, again = EDU_BUFFER_INIT;
	edu_emrex_form *form;
	ck_assert_int_eq(edu_emrex_form_from_fields(&form, ctx, fields, 4, NULL), 0);
	ck_assert_int_eq(edu_emrex_form_write(form, &body, NULL), 0);
	for (size_t i = 0; i < body.length; i++) ck_assert(body.data[i] > ' ' && body.data[i] < 127);
	edu_emrex_form *back = parsed(body.data);
	ck_assert_uint_eq(edu_emrex_form_count(back), 4);
	for (size_t i = 0; i < 4; i++) {
		edu_emrex_field f;
		ck_assert_int_eq(edu_emrex_form_at(back, i, &f), 0);
		ck_assert_str_eq(f.name, fields[i].name);
		ck_assert_str_eq(f.value, fields[i].value);
	}
	ck_assert_int_eq(edu_emrex_form_write(back, &again, NULL), 0);
	ck_assert_str_eq(again.data, body.data);
	edu_emrex_form_free(back);
	edu_emrex_form_free(form);
	edu_buffer_free(&body);
	edu_buffer_free(&again);
}
END_TEST

START_TEST(pages_escape_every_value)
{
	static const edu_emrex_field fields[] = { { "\"><b>", "'\"><script>&amp;</script>\n" } };
	edu_buffer page = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_form *form;
	ck_assert_int_eq(edu_emrex_form_from_fields(&form, ctx, fields, 1, NULL), 0);
	ck_assert_int_eq(edu_emrex_form_write_html(form, "https://x.example/?a=1&b=\"2\"", &page, &err), 0);
	ck_assert_ptr_nonnull(strstr(page.data, "action=\"https://x.example/?a=1&amp;b=&quot;2&quot;\""));
	ck_assert_ptr_nonnull(strstr(page.data, "name=\"&quot;&gt;&lt;b&gt;\" value=\"&#39;&quot;&gt;&lt;script&gt;&amp;amp;"
	                                        "&lt;/script&gt;&#10;\""));
	ck_assert_ptr_null(strstr(page.data, "<script"));
	ck_assert_int_eq(edu_emrex_form_write_html(form, "javascript:alert(1)", &page, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/url-scheme");
	edu_emrex_form_free(form);
	edu_buffer_free(&page);
}
END_TEST

/* ---- requests and responses */

START_TEST(requests_go_there_and_back)
{
	static const edu_emrex_field more[] = { { "hei_id", "example.org" }, { "hei_id", "example.net" } };
	static const edu_emrex_field bad[] = { { "sessionId", "x" } };
	const char *url = "https://client.example/store?x=1";
	edu_emrex_form *form;
	edu_emrex_request r;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_request_make(&form, ctx, SESSION, url, more, 2, &err), 0);
	ck_assert_uint_eq(edu_emrex_form_count(form), 4);
	ck_assert_int_eq(edu_emrex_request_read(&r, form, &err), 0);
	ck_assert_str_eq(r.session_id, SESSION);
	ck_assert_str_eq(r.return_url, url);
	edu_emrex_form_free(form);
	ck_assert_int_eq(edu_emrex_request_make(&form, ctx, SESSION "x", url, NULL, 0, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/session");
	ck_assert_int_eq(edu_emrex_request_make(&form, ctx, SESSION, "ftp://x.example/", NULL, 0, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/url-scheme");
	ck_assert_int_eq(edu_emrex_request_make(&form, ctx, SESSION, url, bad, 1, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/repeated");
	form = parsed("sessionId=a");
	ck_assert_int_eq(edu_emrex_request_read(&r, form, &err), 0);
	ck_assert_ptr_null(r.return_url);
	edu_emrex_form_free(form);
}
END_TEST

START_TEST(return_codes_have_five_meanings)
{
	static const struct { const char *code; edu_emrex_outcome outcome; } cases[] = {
		{ "NCP_OK", EDU_EMREX_OK }, { "EMP_OK", EDU_EMREX_OK }, { "emp_ok", EDU_EMREX_OK }, { " Ncp_Ok\n", EDU_EMREX_OK },
		{ "NCP_ERROR", EDU_EMREX_ERROR }, { "EMP_error", EDU_EMREX_ERROR },
		{ "NCP_NO_RESULTS", EDU_EMREX_NO_RESULTS }, { "emp_no_results", EDU_EMREX_NO_RESULTS },
		{ "NCP_CANCEL", EDU_EMREX_CANCELLED }, { "EMP_CANCEL", EDU_EMREX_CANCELLED },
		{ "", EDU_EMREX_UNKNOWN }, { "OK", EDU_EMREX_UNKNOWN }, { "NCP_", EDU_EMREX_UNKNOWN }, { "NCP_OKAY", EDU_EMREX_UNKNOWN },
		{ "XCP_OK", EDU_EMREX_UNKNOWN }, { "NCP_CANCELLED", EDU_EMREX_UNKNOWN },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_int_eq(edu_emrex_outcome_of(cases[i].code), cases[i].outcome);
	ck_assert_int_eq(edu_emrex_outcome_of(NULL), EDU_EMREX_UNKNOWN);
}
END_TEST

START_TEST(responses_have_one_of_each_field)
{
	static const struct { const char *body, *rule; } bad[] = {
		{ "returnCode=NCP_OK", "emrex/missing" },
		{ "sessionId=a", "emrex/missing" },
		{ "sessionId=&returnCode=NCP_OK", "emrex/session" },
		{ "sessionId=" SESSION "1&returnCode=NCP_OK", "emrex/session" },
		{ "sessionId=a&sessionId=a&returnCode=NCP_OK", "emrex/repeated" },
		{ "sessionId=a&returnCode=NCP_OK&returnCode=NCP_ERROR", "emrex/repeated" },
		{ "sessionId=a&returnCode=NCP_OK&elmo=&elmo=x", "emrex/repeated" },
		{ "sessionId=a&returnCode=NCP_OK&returnMessage=&%72eturnMessage=", "emrex/repeated" },
	};
	static const char *const nothing[] = {
		"sessionId=a&returnCode=NCP_OK", "sessionId=a&returnCode=x&elmo=", "sessionId=a&returnCode=x&elmo=null",
		"sessionId=a&returnCode=x&elmo=+%0A",
	};
	edu_emrex_response r;
	edu_error err = EDU_ERROR_INIT;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		edu_emrex_form *form = parsed(bad[i].body);
		ck_assert_int_eq(edu_emrex_response_read(&r, form, &err), EDU_EINVALID);
		ck_assert_str_eq(err.rule, bad[i].rule);
		edu_emrex_form_free(form);
	}
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		edu_emrex_form *form = parsed(nothing[i]);
		ck_assert_int_eq(edu_emrex_response_read(&r, form, &err), 0);
		ck_assert_ptr_null(r.elmo);
		ck_assert_str_eq(r.message, "");
		edu_emrex_form_free(form);
	}
}
END_TEST

static edu_buffer response_body(edu_emrex_outcome outcome, edu_emrex_dialect dialect, const char *message, const char *xml)
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

START_TEST(responses_are_written_the_same_each_time)
{
	static const char *const codes[2][4] = {
		{ "=NCP_OK&", "=NCP_ERROR&", "=NCP_NO_RESULTS&", "=NCP_CANCEL&" },
		{ "=EMP_OK&", "=EMP_ERROR&", "=EMP_NO_RESULTS&", "=EMP_CANCEL&" },
	};
	for (int dialect = 0; dialect < 2; dialect++)
		for (int outcome = 0; outcome < 4; outcome++) {
			const char *xml = outcome ? NULL : ELMO;
			edu_buffer a = response_body((edu_emrex_outcome)outcome, (edu_emrex_dialect)dialect, "so & so", xml);
			edu_buffer b = response_body((edu_emrex_outcome)outcome, (edu_emrex_dialect)dialect, "so & so", xml);
			ck_assert_str_eq(a.data, b.data);
			ck_assert_ptr_nonnull(strstr(a.data, codes[dialect][outcome]));
			ck_assert_ptr_nonnull(strstr(a.data, "returnMessage=so+%26+so"));
			ck_assert_int_eq(strstr(a.data, "elmo=H4sIAAAAAAAA") != NULL, outcome == 0);
			edu_buffer_free(&a);
			edu_buffer_free(&b);
		}
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_emrex_form *form;
	a.session_id = SESSION;
	ck_assert_int_eq(edu_emrex_response_make(&form, ctx, &a, NULL), EDU_EARG);      /* ok without a document */
	a.outcome = EDU_EMREX_CANCELLED;
	a.xml = ELMO;
	a.xml_length = 4;
	ck_assert_int_eq(edu_emrex_response_make(&form, ctx, &a, NULL), EDU_EARG);      /* cancelled, and yet a document */
	a.xml = NULL;
	a.outcome = EDU_EMREX_UNKNOWN;
	ck_assert_int_eq(edu_emrex_response_make(&form, ctx, &a, NULL), EDU_EARG);
}
END_TEST

/* ---- the field elmo */

static void expect_decoded(const char *text, size_t length, const char *xml, size_t xml_length, unsigned notes)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	unsigned found;
	const int rc = edu_emrex_decode(&out, ctx, text, length, NULL, &found, &err);
	ck_assert_msg(rc == 0, "%s: %s at %llu", err.rule, err.message, (unsigned long long)err.offset);
	ck_assert_uint_eq(out.length, xml_length);
	if (xml_length) ck_assert_mem_eq(out.data, xml, xml_length);
	ck_assert_uint_eq(found, notes);
	edu_buffer_free(&out);
}

static void expect_not_decoded(const char *text, size_t length, int status, const char *rule)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text, length, NULL, NULL, &err), status);
	ck_assert_msg(strcmp(err.rule, rule) == 0, "%s, not %s", err.rule, rule);
	ck_assert_ptr_null(out.data);
	ck_assert_uint_eq(out.length, 0);
}

/* A document whose encoding has plus signs, slashes and padding of every kind. */
static edu_buffer with_plus(size_t padding)
{
	char xml[600];
	for (unsigned seed = 1;; seed++) {
		uint32_t x = seed;
		for (size_t i = 0; i < sizeof xml - 1; i++) xml[i] = (char)('0' + (x = x * 1664525u + 1013904223u) % 70u);
		xml[sizeof xml - 1 - seed % 7] = '\0';
		edu_buffer b = encoded(xml, strlen(xml));
		const size_t equals = (b.data[b.length - 1] == '=') + (b.data[b.length - 2] == '=');
		const char *plus = strchr(b.data, '+');
		if (equals == padding && plus && strchr(b.data, '/')) return b;
		edu_buffer_free(&b);
	}
}

static edu_buffer decoded(const char *text)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return out;
}

static void translate(char *text, char from, char to)
{
	for (; *text; text++)
		if (*text == from) *text = to;
}

START_TEST(base64_is_read_whatever_happened_to_it)
{
	for (size_t padding = 0; padding < 3; padding++) {
		edu_buffer b = with_plus(padding);
		edu_buffer xml = decoded(b.data);
		char *text = malloc(b.length + 10), *broken = malloc(6 * b.length);
		const unsigned none = padding ? EDU_EMREX_NO_PADDING : 0;
		expect_decoded(b.data, b.length, xml.data, xml.length, 0);
		strcpy(text, b.data);
		translate(text, '+', ' ');
		expect_decoded(text, strlen(text), xml.data, xml.length, EDU_EMREX_PLUS_RESTORED);
		expect_decoded(text, strlen(text) - padding, xml.data, xml.length, EDU_EMREX_PLUS_RESTORED | none);
		strcpy(text, b.data);
		translate(text, '+', '-');
		translate(text, '/', '_');
		expect_decoded(text, strlen(text), xml.data, xml.length, EDU_EMREX_URL_ALPHABET);
		for (int width = 1; width < 80; width += 25) {
			for (int kind = 0; kind < 4; kind++) {
				static const char *const ends[] = { "\n", "\r\n", " \r\n ", "\t" };
				char *at = broken;
				for (size_t i = 0; i < b.length; i++) {
					*at++ = b.data[i];
					if (i % (size_t)width == 0) at += sprintf(at, "%s", ends[kind]);
				}
				*at = '\0';
				expect_decoded(broken, strlen(broken), xml.data, xml.length, EDU_EMREX_LINE_BREAKS);
			}
		}
		sprintf(text, "  \n%s \r\n ", b.data);
		expect_decoded(text, strlen(text), xml.data, xml.length, 0);
		free(text);
		free(broken);
		edu_buffer_free(&xml);
		edu_buffer_free(&b);
	}
}
END_TEST

START_TEST(damage_to_base64_is_refused_at_its_place)
{
	edu_buffer b = encoded(ELMO, strlen(ELMO));
	const size_t places[] = { 0, 1, 2, 3, 4, b.length / 2, b.length / 2 + 1, b.length - 5 };
	static const char *const foreign[] = { "*", "\x01", "\xC3\xA5", "\"", "\\", "~", "." };
	for (size_t p = 0; p < sizeof places / sizeof *places; p++)
		for (size_t f = 0; f < sizeof foreign / sizeof *foreign; f++) {
			char *text = replaced(b.data, places[p], 1, foreign[f]);
			edu_buffer out = EDU_BUFFER_INIT;
			edu_error err = EDU_ERROR_INIT;
			ck_assert_int_eq(edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, &err), EDU_EINVALID);
			ck_assert_str_eq(err.rule, "emrex/base64");
			ck_assert_uint_eq(err.offset, places[p]);
			free(text);
		}
	edu_buffer_free(&b);
	expect_not_decoded("", 0, EDU_EINVALID, "emrex/empty");
	expect_not_decoded(" \r\n", 3, EDU_EINVALID, "emrex/empty");
	expect_not_decoded("H4sI%2B", 7, EDU_EINVALID, "emrex/twice-encoded");
	expect_not_decoded("PGE=PGE=", 8, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("=", 1, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PA===", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGE==", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGEv=", 5, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("P", 1, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PB", 2, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PGF", 3, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("PA\0A", 4, EDU_EINVALID, "emrex/base64");
	expect_not_decoded("AAAA", 4, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("QQ==", 4, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("JVBERi0=", 8, EDU_EINVALID, "emrex/compression");
	expect_not_decoded("<elmo/>", 7, EDU_EINVALID, "emrex/base64");
}
END_TEST

/* Any one character changed is an error, or decodes to the same: the checksum sees to that. */
START_TEST(no_change_goes_unnoticed)
{
	edu_buffer b = encoded(ELMO, strlen(ELMO));
	for (size_t i = 0; i < b.length; i++)
		for (int c = 0; c < 2; c++) {
			edu_buffer out = EDU_BUFFER_INIT;
			char *text = replaced(b.data, i, 1, c ? "A" : "z");
			if (edu_emrex_decode(&out, ctx, text, strlen(text), NULL, NULL, NULL) == 0) {
				ck_assert_uint_eq(out.length, strlen(ELMO));
				ck_assert_mem_eq(out.data, ELMO, out.length);
			}
			edu_buffer_free(&out);
			free(text);
		}
	edu_buffer_free(&b);
}
END_TEST

static edu_buffer base64_of(const void *data, size_t length)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = data;
	edu_buffer out;
	edu_buffer_open(&out, edu_default_allocator());
	for (size_t i = 0; i < length; i += 3) {
		const uint32_t v = (uint32_t)in[i] << 16 | (i + 1 < length ? (uint32_t)in[i + 1] << 8 : 0) | (i + 2 < length ? in[i + 2] : 0);
		const char four[] = { alphabet[v >> 18], alphabet[v >> 12 & 63], i + 1 < length ? alphabet[v >> 6 & 63] : '=',
		                      i + 2 < length ? alphabet[v & 63] : '=' };
		ck_assert_int_eq(edu_buffer_add(&out, four, 4), 0);
	}
	return out;
}

static edu_buffer gzipped(const char *data, size_t length)
{
	edu_buffer out;
	edu_buffer_open(&out, edu_default_allocator());
	ck_assert_int_eq(edu_gzip(&out, edu_default_allocator(), data, length), 0);
	return out;
}

static void expect_unwrapped(const void *data, size_t length, const char *xml, unsigned notes)
{
	edu_buffer text = base64_of(data, length);
	expect_decoded(text.data, text.length, xml, strlen(xml), notes);
	edu_buffer_free(&text);
}

static void expect_not_unwrapped(const void *data, size_t length, int status, const char *rule)
{
	edu_buffer text = base64_of(data, length);
	expect_not_decoded(text.data, text.length, status, rule);
	edu_buffer_free(&text);
}

START_TEST(every_wrapping_is_recognised)
{
	edu_buffer half = gzipped("<elmo>", 6), rest = gzipped("</elmo>", 7), both = EDU_BUFFER_INIT;
	edu_buffer_open(&both, edu_default_allocator());
	ck_assert_int_eq(edu_buffer_add(&both, half.data, half.length), 0);
	expect_unwrapped(both.data, both.length, "<elmo>", 0);
	ck_assert_int_eq(edu_buffer_add(&both, rest.data, rest.length), 0);
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS);
	expect_not_unwrapped(both.data, both.length - 1, EDU_EINVALID, "gzip/truncated");
	ck_assert_int_eq(edu_buffer_add(&both, "\0\0", 2), 0);
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	both.data[both.length - 2] = '\x1F';
	expect_unwrapped(both.data, both.length, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	expect_unwrapped(both.data, both.length - 1, "<elmo></elmo>", EDU_EMREX_MEMBERS | EDU_EMREX_TRAILING_BYTES);
	both.data[both.length - 1] = '\x8B';
	expect_not_unwrapped(both.data, both.length, EDU_EINVALID, "gzip/truncated");
	edu_buffer_free(&both);
	edu_buffer_free(&half);
	edu_buffer_free(&rest);
	/* python3 -c 'import zlib; print(zlib.compress(b"<a/>"))' */
	static const char zlib[] = "\x78\x9C\xB3\x49\xD4\xB7\x03\x00\x02\xB3\x01\x0B!!";
	expect_unwrapped(zlib, 12, "<a/>", EDU_EMREX_ZLIB);
	expect_unwrapped(zlib, 14, "<a/>", EDU_EMREX_ZLIB | EDU_EMREX_TRAILING_BYTES);
	expect_not_unwrapped("\x78\x9C\xB3\x49\xD4\xB7\x03\x00\x02\xB3\x01\x0A", 12, EDU_EINVALID, "gzip/checksum");
	expect_unwrapped("<a/>", 4, "<a/>", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("<", 1, "<", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("\n <a/>", 6, "\n <a/>", EDU_EMREX_NOT_COMPRESSED);
	expect_unwrapped("\xEF\xBB\xBF<a/>", 7, "\xEF\xBB\xBF<a/>", EDU_EMREX_NOT_COMPRESSED);
}
END_TEST

START_TEST(gzip_that_does_not_hold_is_refused)
{
	edu_buffer gz = gzipped(ELMO, strlen(ELMO));
	char *copy = malloc(gz.length);
	for (size_t n = 2; n < gz.length; n++) expect_not_unwrapped(gz.data, n, EDU_EINVALID, "gzip/truncated");
	for (size_t i = 1; i <= 8; i++) {       /* CRC32 and ISIZE */
		memcpy(copy, gz.data, gz.length);
		copy[gz.length - i] ^= 1;
		expect_not_unwrapped(copy, gz.length, EDU_EINVALID, "gzip/checksum");
	}
	memcpy(copy, gz.data, gz.length);
	copy[2] = 7;                             /* no such method */
	expect_not_unwrapped(copy, gz.length, EDU_EINVALID, "gzip/damaged");
	free(copy);
	edu_buffer_free(&gz);
}
END_TEST

START_TEST(bombs_are_stopped_early)
{
	const size_t size = 200u << 20;
	char *blanks = malloc(size);
	memset(blanks, ' ', size);
	edu_buffer gz = gzipped(blanks, size), text = base64_of(gz.data, gz.length), out = EDU_BUFFER_INIT;
	edu_emrex_decode_options o = EDU_EMREX_DECODE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_uint_gt(size / gz.length, 900);
	expect_not_decoded(text.data, text.length, EDU_ELIMIT, "gzip/ratio");
	o.ratio = 2000;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "gzip/expanded");
	o.bytes = size;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), 0);
	ck_assert_uint_eq(out.length, size);
	o.bytes = size - 1;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	edu_buffer_free(&gz);
	edu_buffer_free(&text);
	/* A megabyte may be as empty as it likes, which real transcripts sometimes are. */
	gz = gzipped(blanks, 1 << 20);
	text = base64_of(gz.data, gz.length);
	expect_decoded(text.data, text.length, blanks, 1 << 20, 0);
	/* Plain text has the limit of bytes, too. */
	edu_buffer_free(&text);
	text = base64_of(blanks, 1000);
	o.bytes = 999;
	ck_assert_int_eq(edu_emrex_decode(&out, ctx, text.data, text.length, &o, NULL, &err), EDU_ELIMIT);
	ck_assert_str_eq(err.rule, "gzip/expanded");
	edu_buffer_free(&gz);
	edu_buffer_free(&text);
	free(blanks);
}
END_TEST

/* Decode in pieces of that many characters. */
static int decode_pieces(edu_buffer *out, const char *text, size_t length, size_t piece, unsigned *notes, edu_error *err)
{
	edu_decoder d;
	edu_buffer_open(out, edu_default_allocator());
	int rc = edu_decoder_open(&d, ctx, NULL, out, err);
	for (size_t at = 0; at < length && rc == 0; at += piece)
		rc = edu_decoder_add(&d, text + at, length - at < piece ? length - at : piece, err);
	if (rc == 0) rc = edu_decoder_end(&d, err);
	*notes = d.notes;
	edu_decoder_close(&d);
	return rc;
}

START_TEST(pieces_make_no_difference)
{
	edu_buffer b[8];
	edu_buffer gz = gzipped(ELMO, strlen(ELMO)), two = gzipped("<a/>", 4);
	b[0] = encoded(ELMO, strlen(ELMO));
	b[1] = with_plus(1);
	translate(b[1].data, '+', ' ');
	b[2] = base64_of(ELMO, strlen(ELMO));
	b[3] = base64_of(gz.data, gz.length - 3);
	ck_assert_int_eq(edu_buffer_add(&gz, two.data, two.length), 0);
	b[4] = base64_of(gz.data, gz.length);
	ck_assert_int_eq(edu_buffer_add(&gz, "\x1F" "behind", 7), 0);
	b[5] = base64_of(gz.data, gz.length);
	b[6] = base64_of(gz.data, gz.length);
	b[6].data[b[6].length / 2] = '*';
	b[7] = with_plus(2);
	ck_assert_int_eq(edu_buffer_add(&b[7], " \n", 2), 0);
	for (size_t i = 0; i < 8; i++) {
		edu_buffer whole, parts;
		edu_error whole_err = EDU_ERROR_INIT;
		unsigned whole_notes, notes;
		const int expected = decode_pieces(&whole, b[i].data, b[i].length, b[i].length, &whole_notes, &whole_err);
		for (size_t piece = 1; piece < 80; piece++) {
			edu_error err = EDU_ERROR_INIT;
			ck_assert_int_eq(decode_pieces(&parts, b[i].data, b[i].length, piece, &notes, &err), expected);
			ck_assert_str_eq(err.rule, whole_err.rule);
			ck_assert_uint_eq(err.offset, whole_err.offset);
			ck_assert_uint_eq(notes, whole_notes);
			if (expected == 0) {
				ck_assert_uint_eq(parts.length, whole.length);
				ck_assert_mem_eq(parts.data, whole.data, whole.length);
			}
			edu_buffer_free(&parts);
		}
		edu_buffer_free(&whole);
		edu_buffer_free(&b[i]);
	}
	edu_buffer_free(&gz);
	edu_buffer_free(&two);
}
END_TEST

/* ---- return addresses */

static int asked(void *state, const char *host, const char *url)
{
	++*(int *)state;
	return strcmp(host, "asked.example") == 0;
}

START_TEST(return_addresses_are_checked)
{
	static const char *const hosts[] = { "client.example", ".uni.example" };
	static const struct { const char *url, *rule; } cases[] = {
		{ "https://client.example/", "" }, { "https://CLIENT.example/x?y=%20#", "emrex/url-fragment" },
		{ "https://client.example", "" }, { "HTTPS://Client.Example:8443/a?b=c", "" }, { "https://client.example?x", "" },
		{ "https://a.uni.example/", "" }, { "https://a.b.uni.example/", "" }, { "https://uni.example/", "emrex/url-host" },
		{ "https://auni.example/", "emrex/url-host" }, { "https://client.example.evil.example/", "emrex/url-host" },
		{ "https://evil.example/client.example", "emrex/url-host" }, { "https://asked.example/", "" },
		{ "http://client.example/", "emrex/url-scheme" }, { "javascript:alert(1)", "emrex/url-scheme" },
		{ "//client.example/", "emrex/url-scheme" }, { "", "emrex/url-scheme" }, { "https:client.example", "emrex/url-scheme" },
		{ "https://user@client.example/", "emrex/url-user" }, { "https://client.example@evil.example/", "emrex/url-user" },
		{ "https://client.example:x@evil.example/", "emrex/url-user" },
		{ "https://client.example/#x", "emrex/url-fragment" }, { "https://evil.example#@client.example/", "emrex/url-fragment" },
		{ "https://evil.example\\@client.example/", "emrex/url-syntax" }, { "https://client.example/a b", "emrex/url-syntax" },
		{ "https://client.example/\r\nX: y", "emrex/url-syntax" }, { "https://client.example/\xC3\xA5", "emrex/url-syntax" },
		{ "https://client.example:/", "emrex/url-syntax" }, { "https://client.example:0/", "emrex/url-syntax" },
		{ "https://client.example:65536/", "emrex/url-syntax" }, { "https://client.example:1x/", "emrex/url-syntax" },
		{ "https:///x", "emrex/url-host" }, { "https://client.example./", "emrex/url-host" },
		{ "https://client%2eexample/", "emrex/url-host" }, { "https://[::2]/", "emrex/url-host" },
		{ "https://client_.example/", "emrex/url-host" }, { "https://localhost/", "emrex/url-host" },
		{ "http://localhost/", "emrex/url-scheme" },
	};
	edu_emrex_url_policy p = EDU_EMREX_URL_POLICY_INIT;
	edu_error err = EDU_ERROR_INIT;
	int calls = 0;
	ck_assert_int_eq(edu_emrex_check_return_url("https://client.example/", &p, &err), EDU_EARG);
	p.hosts = hosts;
	p.host_count = 2;
	p.allow = asked;
	p.state = &calls;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		err.rule[0] = '\0';
		const int rc = edu_emrex_check_return_url(cases[i].url, &p, &err);
		ck_assert_msg(rc == (*cases[i].rule ? EDU_EINVALID : 0), "%s: %d", cases[i].url, rc);
		if (rc) ck_assert_msg(!strcmp(err.rule, cases[i].rule), "%s: %s", cases[i].url, err.rule);
	}
	ck_assert_int_gt(calls, 0);
	p.allow_localhost = 1;
	static const char *const local[] = { "http://localhost", "http://localhost:8080/x", "http://127.0.0.1/", "https://[::1]:9/" };
	for (size_t i = 0; i < 4; i++) ck_assert_int_eq(edu_emrex_check_return_url(local[i], &p, &err), 0);
	ck_assert_int_eq(edu_emrex_check_return_url("http://localhost.evil.example/", &p, &err), EDU_EINVALID);
	ck_assert_int_eq(edu_emrex_check_return_url("http://client.example/", &p, &err), EDU_EINVALID);
	char longest[3000];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	memcpy(longest, "https://", 8);
	ck_assert_int_eq(edu_emrex_check_return_url(longest, &p, &err), EDU_EINVALID);
	longest[1000] = '\0';
	ck_assert_int_eq(edu_emrex_check_return_url(longest, &p, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/url-host");
}
END_TEST

/* ---- persons */

static unsigned distance_of(const char *a, const char *b, bool folded)
{
	edu_units x = { NULL, 0, 0 }, y = { NULL, 0, 0 };
	const edu_allocator *m = edu_default_allocator();
	ck_assert_int_eq(edu_units_of(&x, m, a, strlen(a), folded), 0);
	ck_assert_int_eq(edu_units_of(&y, m, b, strlen(b), folded), 0);
	const unsigned d = edu_distance(&x, &y);
	ck_assert_uint_eq(edu_distance(&y, &x), d);
	edu_units_free(&x, m);
	edu_units_free(&y, m);
	return d;
}

START_TEST(distances_are_those_of_levenshtein)
{
	static const struct { const char *a, *b; unsigned exact, folded; } cases[] = {
		{ "", "", 0, 0 }, { "", "abc", 3, 3 }, { "kitten", "sitting", 3, 3 }, { "Hansen", "Hansson", 2, 2 },
		{ "Ada", "ADA", 2, 0 }, { "\xC3\x85se", "\xC3\xA5SE", 3, 0 },             /* Åse åSE */
		{ "Stra\xC3\x9F" "e", "STRASSE", 6, 0 }, { "\xC5\x81\xC3\xB3" "d\xC5\xBA", "\xC5\x82\xC3\x93" "D\xC5\xB9", 4, 0 },
		{ "\xC4\xB0pek", "ipek", 1, 0 }, { "\xC5\xB8", "\xC3\xBF", 1, 0 }, { "\xC4\xB9", "\xC4\xBA", 1, 0 },
		{ " Anna  Maria ", "Anna\tMaria", 4, 0 }, { "\xF0\x9F\x8E\x93", "", 2, 2 }, { "\xC4\xB8", "\xC4\xB7", 1, 1 },
		{ "e\xCC\x81", "\xC3\xA9", 2, 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ck_assert_msg(distance_of(cases[i].a, cases[i].b, false) == cases[i].exact, "%s %s: %u", cases[i].a, cases[i].b,
		              distance_of(cases[i].a, cases[i].b, false));
		ck_assert_msg(distance_of(cases[i].a, cases[i].b, true) == cases[i].folded, "%s %s: %u", cases[i].a, cases[i].b,
		              distance_of(cases[i].a, cases[i].b, true));
	}
	char huge[5001];
	memset(huge, 'x', 5000);
	huge[5000] = '\0';
	ck_assert_uint_eq(distance_of(huge, "x", false), 5000);
	huge[EDU_NAME_MOST] = '\0';
	ck_assert_uint_eq(distance_of(huge, "x", false), EDU_NAME_MOST - 1);
}
END_TEST

static edu_emrex_match match_of(const char *xml, const edu_emrex_person *p)
{
	edu_document *doc = read_text(ctx, xml, "elmo");
	edu_emrex_match m;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_match_learner(&m, doc, p, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	edu_document_free(doc);
	return m;
}

#define NAMED(given, family, more) \
	ELMO_OF("<learner><givenNames>" given "</givenNames><familyName>" family "</familyName>" more "</learner>")

START_TEST(learners_are_matched)
{
	static const edu_emrex_person jens = { "Hansson", "Jens", "1990-01-02" };
	static const edu_emrex_person unborn = { "Hansen", "Jens", NULL };
	edu_emrex_match m = match_of(ELMO, &ada);
	ck_assert(m.score == 0 && m.name == 0 && m.birth == EDU_EMREX_BIRTH_EQUAL && m.closest == EDU_EMREX_NAME_CURRENT);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-02</bday>"), &jens);
	ck_assert(m.score == 2 && m.family_name == 2 && m.given_names == 0 && m.name == 2);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-03</bday>"), &jens);
	ck_assert(m.score == 102 && m.birth == EDU_EMREX_BIRTH_DIFFERENT);
	m = match_of(NAMED("Jens", "Hansen", ""), &jens);
	ck_assert(m.score == 102 && m.birth == EDU_EMREX_BIRTH_MISSING);
	m = match_of(NAMED("Jens", "Hansen", "<bday>1990-01-02</bday>"), &unborn);
	ck_assert(m.score == 100 && m.birth == EDU_EMREX_BIRTH_MISSING && m.name == 0);
	/* Case, blanks, zones. */
	m = match_of(NAMED(" JENS ", "hansson", "<bday>1990-01-02+01:00</bday>"), &jens);
	ck_assert(m.score > 100 && m.name == 0 && m.birth == EDU_EMREX_BIRTH_EQUAL);
	m = match_of(NAMED("Jens", "Hansson", "<bday> 1990-01-02Z </bday>"), &jens);
	ck_assert(m.birth == EDU_EMREX_BIRTH_EQUAL);
	/* Names given up, and names in two scripts. */
	m = match_of(NAMED("Jens", "Larsen", "<bday>1990-01-02</bday><birthName>HANSSON</birthName>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_AT_BIRTH && m.family_name > 0);
	m = match_of(NAMED("Jens", "Larsen", "<bday>1990-01-02</bday><birthName>Jens Hansson</birthName>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_AT_BIRTH);
	m = match_of(NAMED("J.", "H.", "<alternativeName xml:lang=\"en\">X</alternativeName>"
	                   "<alternativeName>Hansson Jens</alternativeName><dateOfBirth>1990-01-02</dateOfBirth>"), &jens);
	ck_assert(m.name == 0 && m.closest == EDU_EMREX_NAME_ALTERNATIVE && m.birth == EDU_EMREX_BIRTH_EQUAL);
	/* Text in pieces is one text. */
	m = match_of(NAMED("Je<!-- -->ns", "Han<![CDATA[ss]]>on", "<bday>1990-01-02</bday>"), &jens);
	ck_assert(m.score == 0);
	m = match_of(NAMED("", "", ""), &jens);
	ck_assert(m.name == 11);
}
END_TEST

START_TEST(learners_that_are_none_are_refused)
{
	edu_document *doc = read_text(ctx, ELMO_OF(LEARNER LEARNER), "elmo"), *core;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_match m;
	ck_assert_int_eq(edu_emrex_match_learner(&m, doc, &ada, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "emrex/two-learners");
	edu_document_free(doc);
	ck_assert_int_eq(edu_document_new(&core, ctx, NULL), 0);
	ck_assert_int_eq(edu_emrex_match_learner(&m, core, &ada, NULL), EDU_EUNSUPPORTED);
	edu_document_free(core);
}
END_TEST

/* ---- the client's decision */

static edu_emrex_reply *received(const char *body, const edu_emrex_person *p, const edu_emrex_receive_options *o)
{
	edu_emrex_reply *reply;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_emrex_receive(&reply, ctx, body, strlen(body), SESSION, p, o, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return reply;
}

static void expect_verdict(const char *body, const edu_emrex_person *p, const edu_emrex_receive_options *o,
                           const char *verdict, const char *rule)
{
	edu_emrex_reply *reply = received(body, p, o);
	const edu_error *reason = edu_emrex_reply_reason(reply);
	ck_assert_str_eq(edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)), verdict);
	ck_assert_str_eq(edu_emrex_signature_name(edu_emrex_reply_signature(reply)), o && o->trust ? "refused" : "not checked");
	ck_assert_int_eq(edu_emrex_reply_document(reply) != NULL, *rule == '\0');
	ck_assert_int_eq(reason != NULL, *rule != '\0');
	if (reason) ck_assert_msg(!strcmp(reason->rule, rule), "%s, not %s", reason->rule, rule);
	edu_emrex_reply_free(reply);
}

START_TEST(a_good_response_is_received)
{
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, "for you", ELMO);
	edu_emrex_reply *reply = received(body.data, &ada, NULL);
	size_t length;
	ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "for you");
	ck_assert_uint_eq(edu_emrex_reply_notes(reply), 0);
	ck_assert_uint_eq(edu_emrex_reply_match(reply)->score, 0);
	edu_document *doc = edu_emrex_reply_take_document(reply);
	ck_assert_ptr_null(edu_emrex_reply_document(reply));
	edu_emrex_reply_free(reply);
	const char *original = edu_document_original(doc, &length);
	ck_assert_uint_eq(length, strlen(ELMO));
	ck_assert_mem_eq(original, ELMO, length);
	edu_document_free(doc);
	edu_emrex_form *form = parsed(body.data);
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &ada, NULL, NULL), 0);
	ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	edu_emrex_reply_free(reply);
	edu_emrex_form_free(form);
	edu_buffer_free(&body);
}
END_TEST

#define CODE(code) "sessionId=" SESSION "&returnCode=" code "&returnMessage=m"

START_TEST(every_refusal_has_its_verdict)
{
	static const struct { const char *body, *verdict, *rule; } cases[] = {
		{ "<html>", "bad-form", "emrex/no-form" },
		{ "", "bad-form", "emrex/missing" },
		{ CODE("NCP_OK") "&sessionId=" SESSION, "bad-form", "emrex/repeated" },
		{ "sessionId=0123456789abcdef0123456789abcdeF&returnCode=NCP_OK", "other-session", "emrex/other-session" },
		{ "sessionId=0&returnCode=NCP_CANCEL", "other-session", "emrex/other-session" },
		{ CODE("NCP_ERROR"), "provider-error", "emrex/provider-error" },
		{ CODE("EMP_NO_RESULTS"), "nothing-found", "emrex/nothing-found" },
		{ CODE("NCP_CANCEL") "&elmo=x", "learner-cancelled", "emrex/cancelled" },
		{ CODE("NCP_MAYBE"), "unknown-code", "emrex/unknown-code" },
		{ CODE("NCP_OK"), "no-document", "emrex/no-document" },
		{ CODE("NCP_OK") "&elmo=null", "no-document", "emrex/no-document" },
		{ CODE("NCP_OK") "&elmo=*", "damaged", "emrex/base64" },
		{ CODE("NCP_OK") "&elmo=H4sI", "damaged", "gzip/truncated" },
		{ CODE("NCP_OK") "&elmo=PGE%2BPC9hPg", "not-elmo", "format/other" },                  /* <a></a> */
		{ CODE("NCP_OK") "&elmo=PGE", "not-elmo", "xml/syntax" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_verdict(cases[i].body, &ada, NULL, cases[i].verdict, cases[i].rule);
	/* The message is heard from the right session only. */
	edu_emrex_reply *reply = received(CODE("NCP_ERROR"), &ada, NULL);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "m");
	edu_emrex_reply_free(reply);
	reply = received("sessionId=x&returnCode=NCP_ERROR&returnMessage=m", &ada, NULL);
	ck_assert_str_eq(edu_emrex_reply_message(reply), "");
	edu_emrex_reply_free(reply);
}
END_TEST

START_TEST(transcripts_of_others_are_refused)
{
	static const edu_emrex_person near = { "MARKER-LINDT", "Ada", "2000-02-29" };
	static const edu_emrex_person younger = { "Marker-Lind", "Ada", "2001-02-28" };
	static const edu_emrex_person undated = { "Marker-Lind", "Ada", NULL };
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_EMP, NULL, ELMO);
	expect_verdict(body.data, &near, NULL, "other-person", "emrex/name");
	expect_verdict(body.data, &younger, NULL, "other-person", "emrex/birth-date");
	expect_verdict(body.data, &undated, NULL, "other-person", "emrex/no-birth-date");
	o.name_distance = 1;
	o.without_birth_date = 1;
	expect_verdict(body.data, &near, &o, "unverified", "");
	expect_verdict(body.data, &undated, &o, "unverified", "");
	expect_verdict(body.data, &younger, &o, "other-person", "emrex/birth-date");
	edu_buffer_free(&body);
	body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO_OF(LEARNER LEARNER));
	expect_verdict(body.data, &ada, NULL, "other-person", "emrex/two-learners");
	edu_buffer_free(&body);
	body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO_OF(""));
	expect_verdict(body.data, &ada, NULL, "not-elmo", "elmo/no-learner");
	edu_buffer_free(&body);
}
END_TEST

START_TEST(what_is_wrong_with_the_options_is_told)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_reply *reply;
	o.demand_signature = 1;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION, &ada, &o, &err), EDU_EARG);
	ck_assert_str_eq(err.rule, "emrex/signature");
	ck_assert_ptr_null(reply);
	o.demand_signature = 0;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, "", &ada, &o, &err), EDU_EARG);
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION SESSION, &ada, &o, &err), EDU_EARG);
	o.version = 99;
	ck_assert_int_eq(edu_emrex_receive(&reply, ctx, "", 0, SESSION, &ada, &o, &err), EDU_EARG);
}
END_TEST

/* ---- signatures, over the documents and keys of the reference */

static edu_trust *trusting(const char *certificate)
{
	edu_trust *trust;
	edu_error err = EDU_ERROR_INIT;
	size_t length;
	char *pem = file_bytes(shared_path(certificate), &length);
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	ck_assert_int_eq(edu_trust_add(trust, pem, length, NULL, &err), 0);
	free(pem);
	return trust;
}

#define VECTORS "reference/vectors/own/"
#define SEAL VECTORS "pki/seal-rsa.pem"

static const struct {
	const char *file, *certificate;
	int allow_weak;
	edu_emrex_verdict verdict;
	edu_emrex_signature signature;
} signatures[] = {
	{ "elmo-mini-sha256.xml", SEAL, 0, EDU_EMREX_ACCEPTED, EDU_EMREX_SIGNATURE_VERIFIED },
	{ "elmo-mini-sha256.xml", NULL, 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha256.xml", VECTORS "pki/anchor.pem", 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha1.xml", SEAL, 0, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "elmo-mini-sha1.xml", SEAL, 1, EDU_EMREX_ACCEPTED, EDU_EMREX_SIGNATURE_VERIFIED },
	{ "bad-value-changed.xml", SEAL, 1, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
	{ "bad-wrapped.xml", SEAL, 1, EDU_EMREX_BAD_SIGNATURE, EDU_EMREX_SIGNATURE_REFUSED },
};

START_TEST(signatures_are_verified_with_the_certificates_given)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_emrex_form *form;
	edu_emrex_reply *reply;
	edu_trust *trust = NULL;
	char path[256];
	if (!have_shared("signed transcripts")) return;
	snprintf(path, sizeof path, VECTORS "xmldsig/%s", signatures[_i].file);
	char *xml = file_bytes(shared_path(path), &a.xml_length);
	a.session_id = SESSION;
	a.xml = xml;
	ck_assert_int_eq(edu_emrex_response_make(&form, ctx, &a, &err), 0);
	if (signatures[_i].certificate) trust = trusting(signatures[_i].certificate);
	else ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	o.trust = trust;
	o.allow_weak = signatures[_i].allow_weak;
	o.demand_signature = 1;
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &signer, &o, &err), EDU_EARG);
	ck_assert_int_eq(edu_time_parse(&o.time, "2026-02-01T00:00:00Z"), 0);
	ck_assert_int_eq(edu_emrex_receive_form(&reply, ctx, form, SESSION, &signer, &o, &err), 0);
	ck_assert_str_eq(edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)), edu_emrex_verdict_name(signatures[_i].verdict));
	ck_assert_int_eq(edu_emrex_reply_signature(reply), signatures[_i].signature);
	ck_assert_ptr_nonnull(edu_emrex_reply_signature_verdict(reply));
	ck_assert_int_eq(edu_emrex_reply_document(reply) != NULL, signatures[_i].verdict == EDU_EMREX_ACCEPTED);
	if (edu_emrex_reply_reason(reply)) ck_assert_int_ne(edu_emrex_reply_reason(reply)->message[0], 0);
	edu_emrex_reply_free(reply);
	edu_trust_free(trust);
	edu_emrex_form_free(form);
	free(xml);
}
END_TEST

START_TEST(an_unsigned_document_is_refused_where_signatures_are_verified)
{
	edu_emrex_receive_options o = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_trust *trust;
	ck_assert_int_eq(edu_trust_new(&trust, ctx, &err), 0);
	o.trust = trust;
	o.time = 0;
	edu_buffer body = response_body(EDU_EMREX_OK, EDU_EMREX_NCP, NULL, ELMO);
	expect_verdict(body.data, &ada, &o, "bad-signature", "emrex/not-signed");
	edu_buffer_free(&body);
	edu_trust_free(trust);
}
END_TEST

/* ---- every allocation fails once, and from there on */

static int round_trip_in(const edu_context *c)
{
	edu_emrex_answer a = EDU_EMREX_ANSWER_INIT;
	edu_emrex_form *request = NULL, *form = NULL;
	edu_emrex_reply *reply = NULL;
	edu_buffer body = EDU_BUFFER_INIT, page = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	a.session_id = SESSION;
	a.message = "\xC3\xA5";
	a.xml = NAMED("Ada", "Lind", "<bday>2000-02-29</bday><birthName>Marker-Lind</birthName>");
	a.xml_length = strlen(a.xml);
	int rc = edu_emrex_request_make(&request, c, SESSION, "https://client.example/", NULL, 0, &err);
	if (rc == 0) rc = edu_emrex_form_write_html(request, "https://emp.example/", &page, &err);
	if (rc == 0) rc = edu_emrex_response_make(&form, c, &a, &err);
	if (rc == 0) rc = edu_emrex_form_write(form, &body, &err);
	if (rc == 0) rc = edu_emrex_receive(&reply, c, body.data, body.length, SESSION, &ada, NULL, &err);
	if (rc == 0) ck_assert_int_eq(edu_emrex_reply_verdict(reply), EDU_EMREX_UNVERIFIED);
	else ck_assert_int_eq(err.code, rc);
	edu_emrex_form_free(request);
	edu_emrex_form_free(form);
	edu_emrex_reply_free(reply);
	edu_buffer_free(&body);
	edu_buffer_free(&page);
	return rc;
}

static int round_trip(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c;
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = round_trip_in(c);
	edu_context_free(c);
	return rc;
}

START_TEST(allocations_may_fail)
{
	ck_assert_uint_gt(refuse_each_request(round_trip, NULL, 0), 20);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, forms_are_read);
	tcase_add_test(tc, what_is_no_form_is_refused);
	tcase_add_test(tc, forms_are_written_so_that_they_read_the_same);
	tcase_add_test(tc, pages_escape_every_value);
	tcase_add_test(tc, requests_go_there_and_back);
	tcase_add_test(tc, return_codes_have_five_meanings);
	tcase_add_test(tc, responses_have_one_of_each_field);
	tcase_add_test(tc, responses_are_written_the_same_each_time);
	tcase_add_test(tc, base64_is_read_whatever_happened_to_it);
	tcase_add_test(tc, damage_to_base64_is_refused_at_its_place);
	tcase_add_test(tc, no_change_goes_unnoticed);
	tcase_add_test(tc, every_wrapping_is_recognised);
	tcase_add_test(tc, gzip_that_does_not_hold_is_refused);
	tcase_add_test(tc, bombs_are_stopped_early);
	tcase_add_test(tc, pieces_make_no_difference);
	tcase_add_test(tc, return_addresses_are_checked);
	tcase_add_test(tc, distances_are_those_of_levenshtein);
	tcase_add_test(tc, learners_are_matched);
	tcase_add_test(tc, learners_that_are_none_are_refused);
	tcase_add_test(tc, a_good_response_is_received);
	tcase_add_test(tc, every_refusal_has_its_verdict);
	tcase_add_test(tc, transcripts_of_others_are_refused);
	tcase_add_test(tc, what_is_wrong_with_the_options_is_told);
	tcase_add_loop_test(tc, signatures_are_verified_with_the_certificates_given, 0,
	                    (int)(sizeof signatures / sizeof *signatures));
	tcase_add_test(tc, an_unsigned_document_is_refused_where_signatures_are_verified);
	tcase_add_test(tc, allocations_may_fail);
}

int main(void)
{
	return run_tests("emrex", add);
}
