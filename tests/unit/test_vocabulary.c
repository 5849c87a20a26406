/*
 * test_vocabulary.c – looking up the codes of vocabularies.
 */
#include "support.h"

#include <string.h>

START_TEST(a_code_is_found_from_each_side)
{
	const edu_scheme *country = edu_scheme_find("country"), *found = NULL;
	edu_code code;
	ck_assert_ptr_nonnull(country);
	ck_assert_ptr_eq(edu_scheme_find("http://publications.europa.eu/resource/authority/country"), country);
	ck_assert_int_eq(edu_code_find(&code, country, "IRL"), 1);
	ck_assert_str_eq(code.other, "IE");
	ck_assert_str_eq(code.label, "Ireland");
	ck_assert_int_eq(edu_code_find_other(&code, country, "GR"), 1);
	ck_assert_str_eq(code.code, "GRC");
	ck_assert_int_eq(
		edu_code_find_iri(&code, &found, "http://publications.europa.eu/resource/authority/country/FIN"), 1);
	ck_assert_ptr_eq(found, country);
	ck_assert_str_eq(code.other, "FI");
	ck_assert_int_eq(edu_code_find_iri(&code, NULL, "http://data.europa.eu/snb/eqf/6"), 1);
	ck_assert_str_eq(code.label, "Level 6");
}
END_TEST

START_TEST(what_no_list_has_is_not_found)
{
	const edu_scheme *language = edu_scheme_find("language"), *found = language;
	edu_code code;
	ck_assert_int_eq(edu_code_find(&code, language, "en"), 0);
	ck_assert_int_eq(edu_code_find(&code, language, ""), 0);
	ck_assert_int_eq(edu_code_find(&code, language, "EN"), 0);
	ck_assert_int_eq(edu_code_find(&code, language, "ENGL"), 0);
	ck_assert_int_eq(edu_code_find(&code, language, NULL), 0);
	ck_assert_int_eq(edu_code_find(&code, NULL, "ENG"), 0);
	ck_assert_int_eq(edu_code_find_other(&code, language, ""), 0);
	ck_assert_int_eq(edu_code_find_other(&code, language, "EN"), 0);
	ck_assert_int_eq(edu_code_find_iri(&code, &found, "http://data.europa.eu/snb/eqf/9"), 0);
	ck_assert_int_eq(edu_code_find_iri(&code, &found, "http://data.europa.eu/snb/eqf/"), 0);
	ck_assert_int_eq(edu_code_find_iri(&code, &found, "urn:x:y"), 0);
	ck_assert_ptr_eq(found, language);
	ck_assert_ptr_null(edu_scheme_find("no such scheme"));
	ck_assert_ptr_null(edu_scheme_find(NULL));
	ck_assert_ptr_null(edu_scheme_at(edu_scheme_count()));
	ck_assert_int_eq(edu_code_at(&code, language, edu_scheme_code_count(language)), 0);
	ck_assert_str_eq(edu_scheme_name(NULL), "");
	ck_assert_uint_eq(edu_scheme_code_count(NULL), 0);
}
END_TEST

START_TEST(every_code_leads_to_itself)
{
	size_t codes = 0;
	for (size_t s = 0; s < edu_scheme_count(); s++) {
		const edu_scheme *scheme = edu_scheme_at(s), *found;
		ck_assert_ptr_eq(edu_scheme_find(edu_scheme_name(scheme)), scheme);
		ck_assert_ptr_eq(edu_scheme_find(edu_scheme_iri(scheme)), scheme);
		const char *last = "";
		for (size_t i = 0; i < edu_scheme_code_count(scheme); i++, codes++) {
			edu_code code, again;
			char iri[200];
			ck_assert_int_eq(edu_code_at(&code, scheme, i), 1);
			ck_assert_int_gt(strcmp(code.code, last), 0);
			last = code.code;
			ck_assert_int_eq(edu_code_find(&again, scheme, code.code), 1);
			ck_assert_ptr_eq(again.code, code.code);
			ck_assert_uint_lt(edu_code_iri(iri, sizeof iri, scheme, code.code), sizeof iri);
			ck_assert_int_eq(edu_code_find_iri(&again, &found, iri), 1);
			ck_assert_ptr_eq(again.code, code.code);
			ck_assert_ptr_eq(found, scheme);
			if (!*code.other) continue;
			ck_assert_int_eq(edu_code_find_other(&again, scheme, code.other), 1);
			ck_assert_ptr_eq(again.code, code.code);
		}
	}
	ck_assert_uint_gt(codes, 14000);
}
END_TEST

START_TEST(an_iri_that_does_not_fit_is_cut_and_measured)
{
	const edu_scheme *eqf = edu_scheme_find("eqf");
	char small[8];
	ck_assert_uint_eq(edu_code_iri(NULL, 0, eqf, "6"), strlen("http://data.europa.eu/snb/eqf/6"));
	ck_assert_uint_eq(edu_code_iri(small, sizeof small, eqf, "6"), strlen("http://data.europa.eu/snb/eqf/6"));
	ck_assert_str_eq(small, "http:/" "/");
	ck_assert_uint_eq(edu_code_iri(small, sizeof small, NULL, "6"), 0);
	ck_assert_str_eq(small, "");
}
END_TEST

START_TEST(lists_that_are_closed_say_so)
{
	ck_assert_int_eq(edu_scheme_is_complete(edu_scheme_find("eqf")), 1);
	ck_assert_int_eq(edu_scheme_is_complete(edu_scheme_find("grade-status")), 0);
	ck_assert_int_eq(edu_scheme_is_complete(NULL), 0);
	ck_assert_uint_eq(edu_scheme_code_count(edu_scheme_find("isced-f")), 220);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, a_code_is_found_from_each_side);
	tcase_add_test(tc, what_no_list_has_is_not_found);
	tcase_add_test(tc, every_code_leads_to_itself);
	tcase_add_test(tc, an_iri_that_does_not_fit_is_cut_and_measured);
	tcase_add_test(tc, lists_that_are_closed_say_so);
}

int main(void)
{
	return run_tests("vocabulary", add);
}
