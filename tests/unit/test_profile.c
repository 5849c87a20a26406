/*
 * Checking by application profiles: memory that runs out, versions, documents that have no profiles. What
 * profiles find is compared with SHACL engines in tests/profiles.
 */
#include "support.h"

static int check_by(const edu_context *ctx, const char *data, size_t length, const char *profile,
                    size_t *errors)
{
	edu_validate_options o = EDU_VALIDATE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc = NULL;
	edu_findings *findings = NULL;

	o.profile = profile;
	int rc = edu_document_read(&doc, ctx, data, length, NULL, &err);
	if (rc == 0) rc = edu_validate(&findings, doc, &o, &err);
	if (rc < 0) ck_assert_int_eq(err.code, rc);
	*errors = edu_findings_count_of(findings, EDU_SEVERITY_ERROR);
	edu_findings_free(findings);
	edu_document_free(doc);
	return rc;
}

typedef struct check {
	const char *data, *profile;
	size_t length;
} check;

static int check_with(const edu_allocator *a, const void *state)
{
	const check *c = state;
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx = NULL;
	edu_error err = EDU_ERROR_INIT;
	size_t errors;

	o.allocator = a;
	int rc = edu_context_new(&ctx, &o, &err);
	if (rc == 0) rc = check_by(ctx, c->data, c->length, c->profile, &errors);
	edu_context_free(ctx);
	return rc;
}

START_TEST(every_allocation_may_fail)
{
	static const char *const files[] = {
		"tests/corpus/elm/valid/sealed.jsonld",
		"tests/corpus/elm/invalid/one-id-two-nodes.jsonld",
	};
	static const char *const profiles[] = { "edc-generic-full", "loq-mdr", "pid" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		check c;
		char *data = file_bytes(source_path(files[i]), &c.length);
		c.data = data;
		for (size_t p = 0; p < sizeof profiles / sizeof *profiles; p++) {
			c.profile = profiles[p];
			refuse_each_request(check_with, &c, 0);
		}
		free(data);
	}
}
END_TEST

START_TEST(names_of_profiles)
{
	static const char *const known[] = {
		"edc-generic-no-cv",
		"edc-generic-full",
		"edc-accredited",
		"edc-converted",
		"edc-issued-by-mandate",
		"edc-diploma-supplement",
		"loq",
		"loq-mdr",
		"ams",
		"ams-mdr",
		"pid",
		"auto",
		"tables",
		"pid@3.1",
		"auto@3.2",
	};
	static const char *const unknown[] = { "", "edc", "EDC-generic-full", "loq@3.3", "pid@", "@3.1" };
	edu_context *ctx = new_context();
	size_t length, errors;
	char *data = file_bytes(source_path("tests/corpus/elm/valid/sealed.jsonld"), &length);

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		ck_assert_msg(check_by(ctx, data, length, known[i], &errors) == 0, "%s", known[i]);
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		ck_assert_msg(check_by(ctx, data, length, unknown[i], &errors) == EDU_EUNSUPPORTED, "%s",
		              unknown[i]);
	free(data);
	edu_context_free(ctx);
}
END_TEST

START_TEST(other_formats_have_none)
{
	edu_context *ctx = new_context();
	size_t length, errors;
	char *data = file_bytes(source_path("tests/corpus/elmo/valid/everything-1.7.xml"), &length);

	ck_assert_int_eq(check_by(ctx, data, length, "edc-generic-full", &errors), EDU_EUNSUPPORTED);
	ck_assert_int_eq(check_by(ctx, data, length, "tables", &errors), 0);
	free(data);
	edu_context_free(ctx);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, every_allocation_may_fail);
	tcase_add_test(tc, names_of_profiles);
	tcase_add_test(tc, other_formats_have_none);
}

int main(void)
{
	return run_tests("profile", add_tests);
}
