/*
 * test_registry.c – registries of EMREX providers, and the files inside documents.
 */
#include "support.h"

#include <stdbool.h>

static edu_context *ctx;

static void set_up(void) { ctx = new_context(); }
static void tear_down(void) { edu_context_free(ctx); }

#define PEM "-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n"

static edu_registry *registry_of(const char *text)
{
	edu_registry *r;
	edu_error err = EDU_ERROR_INIT;
	const int rc = edu_registry_read(&r, ctx, text, strlen(text), &err);
	ck_assert_msg(rc == 0, "%s %s %s", err.rule, err.path, err.message);
	return r;
}

static edu_registry_entry entry_of(const edu_registry *r, size_t i)
{
	edu_registry_entry e;
	ck_assert_int_eq(edu_registry_at(r, i, &e), 0);
	return e;
}

static void expect_text(const char *found, const char *expected)
{
	if (expected) ck_assert_str_eq(found, expected);
	else ck_assert_ptr_null(found);
}

START_TEST(lists_of_emreg_are_read)
{
	static const char *const keys[] = { "ncps", "emps" };
	for (int k = 0; k < 2; k++) {
		char text[2000];
		snprintf(text, sizeof text,
			"{\"countries\":[{\"countryCode\":\"SE\",\"countryName\":\"Sweden\",\"singleFetch\":false},null,"
			"{\"countryCode\":\"NO\",\"countryName\":\"Norway\",\"singleFetch\":\"true\"},"
			"{\"countryCode\":\"FI\",\"countryName\":\"Finland\"},{\"countryCode\":\"PL\",\"singleFetch\":true}],"
			"\"%s\":[null,{\"acronym\":\"EXA\",\"countryCode\":\"SE\",\"institutions\":[\"All\"],"
			"\"url\":\"https://emp.example.org/init\",\"pubKey\":\"-----BEGIN CERTIFICATE-----\\nMIIB\\nAAAA\\n"
			"-----END CERTIFICATE-----\",\"new\":{}},{\"countryCode\":\"NO\",\"institutions\":[\"Uni A\",null,\" Uni B \"]},"
			"{\"countryCode\":\"FI\",\"institutions\":null},{\"countryCode\":\"PL\",\"url\":\"\"},{},7]}", keys[k]);
		edu_registry *r = registry_of(text);
		ck_assert_uint_eq(edu_registry_count(r), 5);
		edu_registry_entry e = entry_of(r, 0);
		expect_text(e.name, "EXA");
		expect_text(e.country, "SE");
		expect_text(e.country_name, "Sweden");
		expect_text(e.url, "https://emp.example.org/init");
		expect_text(e.certificate, PEM);
		ck_assert(!e.single_fetch && e.institution_count == 1);
		expect_text(e.institutions[0], "All");
		e = entry_of(r, 1);
		ck_assert(e.single_fetch && e.institution_count == 2 && !e.name && !e.certificate);
		expect_text(e.institutions[1], "Uni B");
		e = entry_of(r, 2);
		ck_assert(!e.single_fetch && !e.institution_count && e.country_name);
		e = entry_of(r, 3);
		ck_assert(e.single_fetch && !e.url && !e.country_name);
		e = entry_of(r, 4);
		ck_assert(!e.country && !e.single_fetch);
		ck_assert_int_eq(edu_registry_at(r, 5, &e), EDU_EARG);
		edu_registry_free(r);
	}
}
END_TEST

#define V1 "https://github.com/erasmus-without-paper/ewp-specs-api-registry/tree/stable-v1"
#define POINT "https://github.com/erasmus-without-paper/ewp-specs-api-emrex-data-access-point/blob/stable-v1/manifest-entry.xsd"
#define NCP "https://github.com/erasmus-without-paper/ewp-specs-api-emrex-ncp/blob/stable-v1/manifest-entry.xsd"
#define CATALOGUE \
	"<?xml version=\"1.0\"?><r:catalogue xmlns:r=\"" V1 "\">" \
	"<r:host><r:apis-implemented><x:echo xmlns:x=\"u\"><x:url>no</x:url></x:echo></r:apis-implemented></r:host>" \
	"<r:host><r:apis-implemented><p:emrex-data-access-point xmlns:p=\"" POINT "\" version=\"1.0\">" \
	"<p:url> https://a.example/ </p:url><p:name>A</p:name><p:country-code>NO</p:country-code>" \
	"<p:institution>Uni A</p:institution><p:institution>Uni B</p:institution>" \
	"<p:certificate>\n MIIB\n AAAA \n</p:certificate></p:emrex-data-access-point></r:apis-implemented></r:host>" \
	"<r:host><r:apis-implemented><emrex-data-access-point xmlns=\"" NCP "\"><url>https://b.example/</url>" \
	"<country-code>NO</country-code><certificate>-- none --</certificate></emrex-data-access-point></r:apis-implemented>" \
	"</r:host><r:host><r:apis-implemented><emrex-data-access-point xmlns=\"" POINT "\"><country-code>SE</country-code>" \
	"</emrex-data-access-point></r:apis-implemented></r:host></r:catalogue>"

START_TEST(catalogues_of_ewp_are_read)
{
	edu_registry *r = registry_of(CATALOGUE);
	ck_assert_uint_eq(edu_registry_count(r), 3);
	edu_registry_entry e = entry_of(r, 0);
	expect_text(e.name, "A");
	expect_text(e.url, "https://a.example/");
	expect_text(e.country, "NO");
	expect_text(e.certificate, PEM);
	ck_assert(e.institution_count == 2 && e.single_fetch);
	expect_text(e.institutions[1], "Uni B");
	e = entry_of(r, 1);
	ck_assert(!e.certificate && e.single_fetch && !e.name);
	e = entry_of(r, 2);
	ck_assert(!e.single_fetch && !e.url);
	edu_registry_free(r);
}
END_TEST

START_TEST(providers_are_found)
{
	edu_registry *r = registry_of("{\"ncps\":[{\"countryCode\":\"SE\",\"institutions\":[\"All\"]},"
		"{\"countryCode\":\"NO\",\"institutions\":[\"Uni A\"]},{\"countryCode\":\"NO\",\"institutions\":[\"Uni B\",\"Uni C\"]},"
		"{\"countryCode\":\"FI\"},{\"institutions\":[\"Uni C\"]}]}");
	static const struct { const char *country, *institution; size_t from, expected; } cases[] = {
		{ NULL, NULL, 0, 0 }, { NULL, NULL, 1, 1 }, { NULL, NULL, 9, 5 }, { "NO", NULL, 0, 1 }, { "no", NULL, 2, 2 },
		{ "NO", NULL, 3, 5 }, { "DK", NULL, 0, 5 }, { "NO", "uni c", 0, 2 }, { "NO", "Uni D", 0, 5 },
		{ "SE", "Anything", 0, 0 }, { "FI", "Anything", 0, 3 }, { NULL, "Anything", 0, 5 }, { NULL, "Uni C", 0, 2 },
		{ NULL, "Uni C", 3, 4 }, { "SE", "", 0, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_uint_eq(edu_registry_find(r, cases[i].country, cases[i].institution, cases[i].from), cases[i].expected);
	edu_registry_free(r);
	ck_assert_uint_eq(edu_registry_find(NULL, NULL, NULL, 0), 0);
}
END_TEST

START_TEST(certificates_become_pem)
{
	static const struct { const char *json, *pem; } cases[] = {
		{ "MIIBAAAA", PEM },
		{ "-----BEGIN CERTIFICATE-----\\r\\nMIIBAAAA\\r\\n-----END CERTIFICATE-----\\r\\n", PEM },
		{ "-----BEGIN CERTIFICATE-----\\\\nMIIB\\\\nAAAA\\\\n-----END CERTIFICATE-----\\\\n", PEM },
		{ "-----BEGIN CERTIFICATE-----MIIBAAAA-----END CERTIFICATE-----", PEM },
		{ "-----BEGIN CERTIFICATE----- MIIB AAAA -----END CERTIFICATE-----", PEM },
		{ "-----BEGIN PUBLIC KEY-----\\nMIIBAAAA\\n-----END PUBLIC KEY-----",
		  "-----BEGIN PUBLIC KEY-----\nMIIBAAAA\n-----END PUBLIC KEY-----\n" },
		{ "", NULL }, { " ", NULL }, { "-----BEGIN CERTIFICATE-----", NULL }, { "no key", NULL },
		{ "-----BEGIN CERTIFICATE-----\\n*\\n-----END CERTIFICATE-----", NULL },
		{ "-----BEGIN CERTIFICATE-----\\n\\n-----END CERTIFICATE-----", NULL },
		{ "0123456789012345678901234567890123456789012345678901234567890123abcd",
		  "-----BEGIN CERTIFICATE-----\n0123456789012345678901234567890123456789012345678901234567890123\nabcd\n"
		  "-----END CERTIFICATE-----\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[500];
		snprintf(text, sizeof text, "{\"emps\":[{\"pubKey\":\"%s\"}]}", cases[i].json);
		edu_registry *r = registry_of(text);
		expect_text(entry_of(r, 0).certificate, cases[i].pem);
		edu_registry_free(r);
	}
}
END_TEST

START_TEST(what_is_no_registry_is_refused)
{
	static const struct { const char *text; int status; const char *rule; } cases[] = {
		{ "", EDU_EFORMAT, "registry/unknown" }, { "{}", EDU_EFORMAT, "registry/unknown" },
		{ "[]", EDU_EFORMAT, "registry/unknown" }, { "{\"ncps\":{}}", EDU_EFORMAT, "registry/unknown" },
		{ "<catalog/>", EDU_EFORMAT, "registry/unknown" }, { "{\"ncps\":[{},]}", EDU_ESYNTAX, "json/syntax" },
		{ "{\"ncps\":[],\"ncps\":[]}", EDU_ESYNTAX, "json/duplicate-member" },
		{ "{\"ncps\":[{\"acronym\":\"\xE5\"}]}", EDU_ESYNTAX, "json/utf-8" },
		{ "<catalogue>", EDU_ESYNTAX, NULL }, { "<!DOCTYPE catalogue><catalogue/>", EDU_EUNSUPPORTED, NULL }, { "x", EDU_ESYNTAX, NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		edu_registry *r;
		edu_error err = EDU_ERROR_INIT;
		const int rc = edu_registry_read(&r, ctx, cases[i].text, strlen(cases[i].text), &err);
		ck_assert_msg(rc < 0 && (rc == cases[i].status || !cases[i].rule), "%s: %d %s", cases[i].text, rc, err.rule);
		ck_assert_ptr_null(r);
		if (cases[i].rule) ck_assert_msg(!strcmp(err.rule, cases[i].rule), "%s: %s", cases[i].text, err.rule);
	}
}
END_TEST

/* ---- enclosures */

#define NS "https://github.com/emrex-eu/elmo-schemas/tree/v1"
#define WITH(attachments) "<elmo xmlns=\"" NS "\"><generatedDate>2024-05-06T10:11:12Z</generatedDate><learner>" \
	"<givenNames>A</givenNames><familyName>B</familyName></learner><report><issuer><identifier type=\"schac\">x.example" \
	"</identifier><title>X</title></issuer><learningOpportunitySpecification><title>Y</title><specifies>" \
	"<learningOpportunityInstance/></specifies></learningOpportunitySpecification><issueDate>2024-05-06T10:11:12Z</issueDate>" \
	"</report>" attachments "</elmo>"
#define ATTACHED(content) "<attachment><title xml:lang=\"en\">T</title><type>Diploma</type>" content "</attachment>"

static void expect_bytes(const char *content, const char *media_type, const char *bytes, const char *sniffed)
{
	char text[4000];
	edu_enclosure e;
	edu_error err = EDU_ERROR_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	snprintf(text, sizeof text, WITH(ATTACHED("<content xml:lang=\"en\">%s</content>")), content);
	edu_document *doc = read_text(ctx, text, "elmo");
	ck_assert_int_eq(edu_enclosure_first(&e, doc), 0);
	ck_assert_str_eq(e.title, "T");
	ck_assert_str_eq(e.kind, "Diploma");
	ck_assert_str_eq(e.language, "en");
	ck_assert_str_eq(e.media_type, media_type);
	const int rc = edu_enclosure_bytes(&e, &out, &err);
	if (bytes) {
		ck_assert_msg(rc == 0, "%s: %s", content, err.message);
		ck_assert_uint_eq(out.length, strlen(bytes));
		ck_assert_mem_eq(out.data, bytes, out.length);
		ck_assert_str_eq(edu_media_type_of(out.data, out.length), sniffed);
	} else {
		ck_assert_int_eq(rc, EDU_EINVALID);
		ck_assert_str_eq(err.rule, sniffed);
		ck_assert_str_eq(err.path, "/elmo/attachment[1]/content[1]");
	}
	ck_assert_int_eq(edu_enclosure_next(&e), EDU_EARG);
	edu_buffer_free(&out);
	edu_document_free(doc);
}

START_TEST(contents_are_decoded)
{
	expect_bytes("data:application/pdf;base64,JVBERi0x", "application/pdf", "%PDF-1", "application/pdf");
	expect_bytes(" DATA:Application/PDF;charset=x;BASE64,JVBE\nRi 0x\n", "application/pdf", "%PDF-1", "application/pdf");
	expect_bytes("JVBERi0x", "", "%PDF-1", "application/pdf");
	expect_bytes("data:image/png;base64,JVBERi0", "image/png", "%PDF-", "application/pdf");
	expect_bytes("data:;base64,aGk", "", "hi", "");
	expect_bytes("data:text/plain,a%20b+c", "text/plain", "a b+c", "");
	expect_bytes("data:text/html;base64,PGI<!-- -->+PC9iPg==", "text/html", "<b></b>", "");
	expect_bytes("data:application/pdf;base64,JVBERi*", "application/pdf", NULL, "enclosure/base64");
	expect_bytes("data:application/pdf;base64,J", "application/pdf", NULL, "enclosure/base64");
	expect_bytes("data:text/plain,%4", "text/plain", NULL, "enclosure/data-uri");
	expect_bytes("data:text/plain", "text/plain", NULL, "enclosure/data-uri");
	expect_bytes("a link to a file", "", NULL, "enclosure/no-file");
	expect_bytes("see https://x.example/", "", NULL, "enclosure/no-file");
	expect_bytes(" ", "", NULL, "enclosure/empty");
	expect_bytes("data:../../../etc/passwd x/y;base64,aGk=", "", "hi", "");
}
END_TEST

static size_t count_enclosures(const edu_document *doc)
{
	edu_enclosure e;
	size_t n = 0;
	for (int rc = edu_enclosure_first(&e, doc); rc == 0; rc = edu_enclosure_next(&e)) n++;
	return n;
}

START_TEST(enclosures_are_found_in_every_format)
{
	edu_error err = EDU_ERROR_INIT;
	edu_enclosure e;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_document *core = NULL, *elm = NULL;
	edu_document *doc = read_text(ctx, WITH(ATTACHED("<content>data:application/pdf;base64,JVBERi0x</content>"
		"<content xml:lang=\"nb\">data:image/png;base64,iVBORw0KGgo=</content>") ATTACHED("<content>JVBERi0y</content>")
		"<attachment><title>none</title></attachment>"), "elmo");
	ck_assert_uint_eq(count_enclosures(doc), 3);
	ck_assert_int_eq(edu_convert(&core, doc, "core", NULL, NULL, &err), 0);
	ck_assert_uint_eq(count_enclosures(core), 3);
	ck_assert_int_eq(edu_enclosure_first(&e, core), 0);
	ck_assert_str_eq(e.title, "T");
	ck_assert_str_eq(e.media_type, "application/pdf");
	ck_assert_int_eq(edu_enclosure_bytes(&e, &out, &err), 0);
	ck_assert_str_eq(out.data, "%PDF-1");
	ck_assert_int_eq(edu_enclosure_next(&e), 0);
	ck_assert_str_eq(e.language, "nb");
	ck_assert_str_eq(e.media_type, "image/png");
	ck_assert_int_eq(edu_enclosure_bytes(&e, &out, &err), 0);
	ck_assert_str_eq(edu_media_type_of(out.data, out.length), "image/png");
	if (edu_convert(&elm, doc, "elm", NULL, NULL, &err) == 0) {
		ck_assert_uint_ge(count_enclosures(elm), 2);
		ck_assert_int_eq(edu_enclosure_first(&e, elm), 0);
		ck_assert_str_eq(e.title, "T");
		ck_assert_str_eq(e.kind, "Diploma");
		ck_assert_str_eq(e.media_type, "application/pdf");
		ck_assert_int_eq(edu_enclosure_bytes(&e, &out, &err), 0);
		ck_assert_str_eq(out.data, "%PDF-1");
	}
	edu_document_free(elm);
	edu_document_free(core);
	edu_document_free(doc);
	edu_buffer_free(&out);
	ck_assert_int_eq(edu_enclosure_first(&e, NULL), EDU_EARG);
	ck_assert_int_eq(edu_enclosure_next(&e), EDU_EARG);
}
END_TEST

START_TEST(media_types_are_told)
{
	ck_assert_str_eq(edu_media_type_of("\xFF\xD8\xFF\xE0", 4), "image/jpeg");
	ck_assert_str_eq(edu_media_type_of("%PD", 3), "");
	ck_assert_str_eq(edu_media_type_of(NULL, 0), "");
	ck_assert_str_eq(edu_media_type_extension("Application/PDF"), ".pdf");
	ck_assert_str_eq(edu_media_type_extension("image/jpeg"), ".jpg");
	ck_assert_str_eq(edu_media_type_extension("../x"), ".bin");
	ck_assert_str_eq(edu_media_type_extension(NULL), ".bin");
}
END_TEST

START_TEST(large_enclosures_are_decoded)
{
	const size_t groups = 5u << 20;
	static const char head[] = "data:application/pdf;base64,JVBERi0x";
	char *text = malloc(2000 + 4 * groups);
	size_t n = (size_t)sprintf(text, WITH("<attachment><title>T</title><content>"));
	n -= strlen("</elmo>");
	n += (size_t)sprintf(text + n, "%s", head);
	for (size_t i = 0; i < groups; i++) memcpy(text + n + 4 * i, "MTIz", 4);
	n += 4 * groups;
	strcpy(text + n, "</content></attachment></elmo>");
	edu_document *doc = read_text(ctx, text, "elmo");
	edu_enclosure e;
	edu_buffer out = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_enclosure_first(&e, doc), 0);
	ck_assert_int_eq(edu_enclosure_bytes(&e, &out, NULL), 0);
	ck_assert_uint_eq(out.length, 6 + 3 * groups);
	ck_assert_int_eq(memcmp(out.data + out.length - 3, "123", 3), 0);
	edu_buffer_free(&out);
	edu_document_free(doc);
	free(text);
}
END_TEST

/* ---- every allocation fails once, and from there on */

static int work_in(const edu_context *c)
{
	static const char json[] = "{\"countries\":[{\"countryCode\":\"SE\",\"countryName\":\"S\"}],\"ncps\":[{\"countryCode\":\"SE\","
		"\"institutions\":[\"A\",\"B\"],\"pubKey\":\"MIIBAAAA\"}]}";
	static const char xml[] = WITH(ATTACHED("<content>data:application/pdf;base64,JVBE<!-- -->Ri0x</content>"));
	edu_registry *a = NULL, *b = NULL;
	edu_document *doc = NULL;
	edu_enclosure e;
	edu_buffer out = EDU_BUFFER_INIT;
	int rc = edu_registry_read(&a, c, json, sizeof json - 1, NULL);
	if (rc == 0) rc = edu_registry_read(&b, c, CATALOGUE, sizeof CATALOGUE - 1, NULL);
	if (rc == 0) rc = edu_document_read(&doc, c, xml, sizeof xml - 1, NULL, NULL);
	if (rc == 0) rc = edu_enclosure_first(&e, doc);
	if (rc == 0) rc = edu_enclosure_bytes(&e, &out, NULL);
	edu_buffer_free(&out);
	edu_document_free(doc);
	edu_registry_free(a);
	edu_registry_free(b);
	return rc;
}

static int work(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c;
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = work_in(c);
	edu_context_free(c);
	return rc;
}

START_TEST(allocations_may_fail)
{
	ck_assert_uint_gt(refuse_each_request(work, NULL, 0), 20);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, lists_of_emreg_are_read);
	tcase_add_test(tc, catalogues_of_ewp_are_read);
	tcase_add_test(tc, providers_are_found);
	tcase_add_test(tc, certificates_become_pem);
	tcase_add_test(tc, what_is_no_registry_is_refused);
	tcase_add_test(tc, contents_are_decoded);
	tcase_add_test(tc, enclosures_are_found_in_every_format);
	tcase_add_test(tc, media_types_are_told);
	tcase_add_test(tc, large_enclosures_are_decoded);
	tcase_add_test(tc, allocations_may_fail);
}

int main(void)
{
	return run_tests("registry", add);
}
