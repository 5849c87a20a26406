/*
 * Tables of the formats: that the generated ones are sound, and looking things up in them.
 */
#include "core_tables.h"
#include "elm_tables.h"
#include "elmo_tables.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const edu_schema *const schemas[] = { &core_schema, &elm_schema, &elmo_schema };
enum { SCHEMAS = sizeof schemas / sizeof schemas[0] };

/* The same steps as a reader's: hash, slot, next slot. */
static unsigned find_by_slots(const edu_name_table *t, const char *text)
{
	const size_t length = strlen(text);
	for (uint32_t i = edu_name_hash(text, length) & t->mask; t->slots[i]; i = (i + 1) & t->mask) {
		const unsigned n = t->slots[i];
		if (t->lengths[n] == length && !strcmp(t->names[n], text)) return n;
	}
	return 0;
}

START_TEST(every_name_is_found_in_its_slots)
{
	for (int i = 0; i < SCHEMAS; i++) {
		const edu_name_table *t = &schemas[i]->names;
		ck_assert_uint_eq(t->mask & (t->mask + 1), 0);
		ck_assert_uint_gt(t->mask, t->count);
		for (unsigned n = 1; n <= t->count; n++) ck_assert_uint_eq(find_by_slots(t, t->names[n]), n);
		ck_assert_uint_eq(find_by_slots(t, "no such name"), 0);
		ck_assert_uint_eq(find_by_slots(t, ""), 0);
	}
}
END_TEST

START_TEST(probing_stays_short)
{
	for (int i = 0; i < SCHEMAS; i++) {
		const edu_name_table *t = &schemas[i]->names;
		unsigned steps = 0;
		for (unsigned n = 1; n <= t->count; n++) {
			uint32_t slot = edu_name_hash(t->names[n], t->lengths[n]) & t->mask;
			while (t->slots[slot] != n) slot = (slot + 1) & t->mask, steps++;
		}
		ck_assert_uint_lt(steps, t->count);
	}
}
END_TEST

static void check_row(const edu_schema *s, const edu_property *row)
{
	ck_assert_uint_ge(row->name, 1);
	ck_assert_uint_le(row->name, s->names.count);
	ck_assert_uint_ge(row->kind, EDU_VALUE_STRING);
	ck_assert_uint_le(row->kind, EDU_VALUE_ANY);
	ck_assert_uint_ne(row->versions, 0);
	ck_assert_uint_eq(row->versions >> s->version_count, 0);
	ck_assert(row->max == 0 || row->min <= row->max);
	ck_assert_int_eq(row->range_count > 0, row->kind == EDU_VALUE_NODE);
	for (unsigned i = 0; i < row->range_count; i++)
		ck_assert_uint_lt(s->ranges[row->range + i], s->class_count);
}

START_TEST(rows_hold_what_the_tables_have)
{
	for (int i = 0; i < SCHEMAS; i++) {
		const edu_schema *s = schemas[i];
		unsigned rows = 0;
		for (unsigned c = 1; c < s->class_count; c++) {
			ck_assert_uint_eq(s->classes[c].first, rows);
			rows += s->classes[c].count;
		}
		ck_assert_uint_eq(rows, s->property_count);
		for (unsigned r = 0; r < rows; r++) check_row(s, &s->properties[r]);
	}
}
END_TEST

START_TEST(every_row_is_found_in_its_versions_only)
{
	for (int i = 0; i < SCHEMAS; i++) {
		const edu_schema *s = schemas[i];
		for (uint16_t c = 1; c < s->class_count; c++)
			for (unsigned r = 0; r < s->classes[c].count; r++) {
				const edu_property *row = &s->properties[s->classes[c].first + r];
				ck_assert_ptr_nonnull(edu_schema_any_property(s, c, row->name));
				for (unsigned v = 0; v < s->version_count; v++) {
					const bool found = edu_schema_property(s, c, row->name, v) == row;
					ck_assert_int_eq(found, row->versions >> v & 1);
				}
			}
	}
}
END_TEST

START_TEST(what_is_not_there_is_not_found)
{
	ck_assert_ptr_null(edu_schema_property(&elm_schema, elm_c_Person, elm_n_grade, elm_v_3_2));
	ck_assert_ptr_null(edu_schema_any_property(&elm_schema, elm_c_Person, elm_n_grade));
	ck_assert_ptr_null(edu_schema_any_property(&elm_schema, elm_c_Person, 0));
	ck_assert_ptr_null(edu_schema_any_property(&elm_schema, elm_c_Person, elm_schema.names.count + 1));
	ck_assert_ptr_null(edu_schema_any_property(&elm_schema, 0, elm_n_grade));
	const uint16_t behind = (uint16_t)elm_schema.class_count;
	ck_assert_ptr_null(edu_schema_any_property(&elm_schema, behind, elm_n_grade));
	ck_assert_ptr_null(edu_schema_property(&elm_schema, elm_c_Person, elm_n_familyName, 16));
}
END_TEST

START_TEST(a_property_may_differ_by_version)
{
	const edu_schema *s = &elmo_schema;
	const edu_property *old = edu_schema_property(s, elmo_c_Elmo, elmo_n_ds_Signature, elmo_v_1_4);
	const edu_property *new = edu_schema_property(s, elmo_c_Elmo, elmo_n_ds_Signature, elmo_v_1_5);
	ck_assert_uint_eq(old->min, 1);
	ck_assert_uint_eq(new->min, 0);
	ck_assert_uint_ne(old->id, new->id);
	ck_assert_ptr_null(edu_schema_property(&elmo_schema, elmo_c_Learner, elmo_n_bday, elmo_v_2_0));
	ck_assert_ptr_nonnull(edu_schema_any_property(&elmo_schema, elmo_c_Learner, elmo_n_bday));
}
END_TEST

START_TEST(a_deactivated_class_demands_nothing)
{
	const uint16_t c = elm_c_VerifiableCredential;
	ck_assert_uint_eq(edu_schema_property(&elm_schema, c, elm_n_issuer, elm_v_3_2)->min, 0);
	ck_assert_uint_eq(edu_schema_property(&elm_schema, c, elm_n_issuer, elm_v_3_2)->max, 0);
}
END_TEST

START_TEST(flags_are_those_of_the_description)
{
	const edu_property *p = edu_schema_property(&elm_schema, elm_c_Person, elm_n_nationalID, elm_v_3_1);
	ck_assert(p->flags & EDU_PROPERTY_VANISHES);
	p = edu_schema_property(&elm_schema, elm_c_Person, elm_n_nationalID, elm_v_3_2);
	ck_assert(!(p->flags & EDU_PROPERTY_VANISHES));
	p = edu_schema_property(&elm_schema, elm_c_EuropeanDigitalCredential, elm_n_issued, elm_v_3_2);
	ck_assert(p->flags & EDU_PROPERTY_SCOPED);
	p = edu_schema_property(&elm_schema, elm_c_Organisation, elm_n_legalName, elm_v_3_2);
	ck_assert(p->flags & EDU_PROPERTY_UNIQUE_LANG);
	p = edu_schema_property(&elm_schema, elm_c_LearningActivity, elm_n_levelOfCompletion, elm_v_3_2);
	ck_assert_uint_eq(p->max_value, 100);
	p = edu_schema_property(&elmo_schema, elmo_c_Identifier, elmo_n_type, elmo_v_1_7);
	ck_assert(p->flags & EDU_PROPERTY_ATTRIBUTE);
	p = edu_schema_property(&elmo_schema, elmo_c_Identifier, elmo_n__text, elmo_v_1_7);
	ck_assert(p->flags & EDU_PROPERTY_TEXT);
	p = edu_schema_property(&elmo_schema, elmo_c_LearningOpportunityInstance, elmo_n_status, elmo_v_1_7);
	ck_assert(p->flags & EDU_PROPERTY_CLOSED_CODES);
	p = edu_schema_property(&elmo_schema, elmo_c_DiplomaSupplementSection, elmo_n_number, elmo_v_1_7);
	ck_assert_str_eq(elmo_schema.patterns[p->pattern], "dotted-number");
}
END_TEST

START_TEST(classes_are_found_by_name_or_term)
{
	ck_assert_uint_eq(edu_schema_class(&elm_schema, "LearningAchievement"), elm_c_LearningAchievement);
	ck_assert_uint_eq(edu_schema_class(&elmo_schema, "Elmo"), elmo_c_Elmo);
	ck_assert_uint_eq(edu_schema_class(&elmo_schema, "elmo"), 0);
	ck_assert_uint_eq(edu_schema_class(&elmo_schema, ""), 0);
	ck_assert_ptr_null(elmo_schema.classes[elmo_c_Elmo].term);
	ck_assert_int_eq(elmo_schema.classes[elmo_c_Extension].open, 1);
}
END_TEST

START_TEST(versions_are_found_by_name)
{
	ck_assert_int_eq(edu_schema_version(&elmo_schema, "1.0"), 0);
	ck_assert_int_eq(edu_schema_version(&elmo_schema, "2.0"), elmo_v_2_0);
	ck_assert_int_eq(edu_schema_version(&elmo_schema, "2.2"), -1);
	ck_assert_int_eq(edu_schema_version(&elm_schema, "3"), elm_v_3_2);
	ck_assert_int_eq(edu_schema_version(&elm_schema, "3."), -1);
	ck_assert_int_eq(edu_schema_version(&elm_schema, ""), -1);
}
END_TEST

static const edu_codes *codes_of(uint16_t cls, edu_name name)
{
	return &elmo_schema.codes[edu_schema_any_property(&elmo_schema, cls, name)->codes];
}

static bool have(const edu_codes *codes, const char *text, unsigned version)
{
	return edu_codes_have(codes, text, strlen(text), version);
}

START_TEST(codes_are_found_whole_and_by_version)
{
	const edu_codes *types = codes_of(elmo_c_Attachment, elmo_n_type);
	ck_assert(have(types, "Learning Agreement", elmo_v_1_0));
	ck_assert(!have(types, "Diploma", elmo_v_1_5));
	ck_assert(have(types, "Diploma", elmo_v_1_6));
	ck_assert(have(types, "Diploma Supplement", elmo_v_1_0));
	ck_assert(!have(types, "Diplom", elmo_v_1_7));
	ck_assert(!have(types, "", elmo_v_1_7));
	ck_assert(!have(types, "diploma", elmo_v_1_7));
	ck_assert(edu_codes_have(types, "Other things", 5, elmo_v_1_7));
	const edu_codes *countries = codes_of(elmo_c_Issuer, elmo_n_country);
	ck_assert_uint_eq(countries->count, 197);
	for (uint32_t i = 0; i < countries->count; i++)
		ck_assert(have(countries, countries->values[i], elmo_v_1_0));
	ck_assert(!have(countries, "XK", elmo_v_1_7));
	ck_assert(!edu_codes_have(&elmo_schema.codes[0], "x", 1, 0));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("schema");
	TCase *tables = tcase_create("tables");
	tcase_add_test(tables, every_name_is_found_in_its_slots);
	tcase_add_test(tables, probing_stays_short);
	tcase_add_test(tables, rows_hold_what_the_tables_have);
	tcase_add_test(tables, flags_are_those_of_the_description);
	tcase_add_test(tables, a_deactivated_class_demands_nothing);
	suite_add_tcase(suite, tables);
	TCase *lookup = tcase_create("lookup");
	tcase_add_test(lookup, every_row_is_found_in_its_versions_only);
	tcase_add_test(lookup, what_is_not_there_is_not_found);
	tcase_add_test(lookup, a_property_may_differ_by_version);
	tcase_add_test(lookup, classes_are_found_by_name_or_term);
	tcase_add_test(lookup, versions_are_found_by_name);
	tcase_add_test(lookup, codes_are_found_whole_and_by_version);
	suite_add_tcase(suite, lookup);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	const int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
