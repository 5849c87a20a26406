/*
 * test_emrex.c – the messages of EMREX: forms, requests, responses, return addresses.
 */
#include "emrex_support.h"

/* ---- forms */

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
	tcase_add_test(tc, return_addresses_are_checked);
}

int main(void)
{
	return run_tests("emrex", add);
}
