/*
 * cJSON trees at the edge: documents into them and out of them, without losing a digit.
 */
#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <edu/cjson.h>

static edu_context *ctx;
static edu_error err;

static void open_context(void)
{
	ck_assert_int_eq(edu_context_new(&ctx, NULL, NULL), 0);
}

static void close_context(void)
{
	edu_context_free(ctx);
}

/* The beginning of a document that is recognised; what stands in place of %s is up to the test. */
#define BEGIN "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"," \
	"\"http://data.europa.eu/snb/model/context/edc-ap\"],\"id\":\"urn:credential:1\"," \
	"\"type\":[\"VerifiableCredential\",\"EuropeanDigitalCredential\"],\"x\":"

static edu_document *read_text(const char *text)
{
	edu_document *doc = NULL;
	const int rc = edu_document_read(&doc, ctx, text, strlen(text), NULL, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	return doc;
}

static char *printed(edu_document *doc)
{
	cJSON *tree = NULL;
	const int rc = edu_node_to_cjson(&tree, edu_document_root(doc), &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	char *text = cJSON_PrintUnformatted(tree);
	cJSON_Delete(tree);
	ck_assert_ptr_nonnull(text);
	return text;
}

START_TEST(keeps_every_digit)
{
	static const char text[] = BEGIN
		"[9007199254740993,0.30000000000000004,2.50,1e999,-0,\"\xC3\xA9\\n\\\"\",{},[],[[1],{\"a\":null}],"
		"true,false,{\"b\":{\"c\":[]},\"d\":\"\"}]}";
	edu_document *doc = read_text(text), *again = NULL;
	char *first = printed(doc);
	ck_assert_str_eq(first, text);

	cJSON *tree = NULL;
	ck_assert_int_eq(edu_node_to_cjson(&tree, edu_document_root(doc), &err), 0);
	ck_assert_int_eq(edu_document_from_cjson(&again, ctx, tree, NULL, &err), 0);
	char *second = printed(again);
	ck_assert_str_eq(second, text);
	ck_assert_str_eq(edu_document_format(again), edu_document_format(doc));
	cJSON_free(first);
	cJSON_free(second);
	cJSON_Delete(tree);
	edu_document_free(doc);
	edu_document_free(again);
}
END_TEST

START_TEST(copies_a_part)
{
	edu_document *doc = read_text(BEGIN "{\"a\":[1,2]}}");
	cJSON *tree = NULL;
	ck_assert_int_eq(edu_node_to_cjson(&tree, edu_node_child(edu_document_root(doc), "x"), &err), 0);
	ck_assert(cJSON_IsRaw(cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(tree, "a"), 1)));
	ck_assert_int_eq(cJSON_GetArraySize(tree), 1);
	cJSON_Delete(tree);
	edu_document_free(doc);
}
END_TEST

START_TEST(refuses_what_cjson_cannot_hold)
{
	edu_document *doc = read_text(BEGIN "{\"a\":[\"\\u0000\"]}}");
	cJSON *tree = (cJSON *)&err;
	ck_assert_int_eq(edu_node_to_cjson(&tree, edu_document_root(doc), &err), EDU_EUNSUPPORTED);
	ck_assert_ptr_null(tree);
	ck_assert_str_eq(err.path, "/x/a/0");
	edu_document_free(doc);
	ck_assert_int_eq(edu_node_to_cjson(&tree, (edu_node){ NULL, 0 }, &err), EDU_EARG);
	ck_assert_int_eq(edu_node_to_cjson(NULL, (edu_node){ NULL, 0 }, &err), EDU_EARG);

	doc = read_text("<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner/><report/></elmo>");
	ck_assert_int_eq(edu_node_to_cjson(&tree, edu_document_root(doc), &err), EDU_EUNSUPPORTED);
	edu_document_free(doc);
}
END_TEST

static const struct { double value; const char *text; } numbers[] = {
	{ 0, "0" }, { 1, "1" }, { -17, "-17" }, { 0.1, "0.1" },
	{ 0.30000000000000004, "0.30000000000000004" },
	{ 2.5, "2.5" }, { 1e21, "1e+21" }, { 5e-324, "4.94065645841247e-324" },
	{ 1.7976931348623157e308, "1.7976931348623157e+308" }, { 9007199254740992.0, "9007199254740992" },
	{ 123456789.125, "123456789.125" },
};

static cJSON *document_with(cJSON *x)
{
	cJSON *tree = cJSON_Parse(BEGIN "0}");
	ck_assert_ptr_nonnull(tree);
	ck_assert(cJSON_ReplaceItemInObjectCaseSensitive(tree, "x", x));
	return tree;
}

/* Whatever the locale writes between whole part and fraction. */
START_TEST(writes_numbers_shortest)
{
	static const char *const locales[] = { "C", "de_DE.UTF-8", "fa_IR.UTF-8" };
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		setlocale(LC_ALL, locales[i]);
		cJSON *tree = document_with(cJSON_CreateNumber(numbers[_i].value));
		edu_document *doc = NULL;
		const int rc = edu_document_from_cjson(&doc, ctx, tree, NULL, &err);
		setlocale(LC_ALL, "C");
		ck_assert_msg(rc == 0, "%s", err.message);
		ck_assert_str_eq(edu_node_text(edu_node_child(edu_document_root(doc), "x"), NULL),
		                 numbers[_i].text);
		edu_document_free(doc);
		cJSON_Delete(tree);
	}
}
END_TEST

static cJSON *nested(int depth)
{
	cJSON *inner = cJSON_CreateArray();
	while (--depth > 0) {
		cJSON *outer = cJSON_CreateArray();
		cJSON_AddItemToArray(outer, inner);
		inner = outer;
	}
	return inner;
}

static cJSON *with_member_twice(void)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddNullToObject(object, "a");
	cJSON_AddNullToObject(object, "a");
	return object;
}

static cJSON *without_type(void)
{
	cJSON *item = cJSON_CreateNull();
	item->type = cJSON_Invalid;
	return item;
}

static cJSON *with_null_raw(void)
{
	cJSON *item = cJSON_CreateRaw("1");
	cJSON_free(item->valuestring);
	item->valuestring = NULL;
	return item;
}

START_TEST(refuses_trees_json_has_no_form_for)
{
	const struct { cJSON *x; int rc; const char *rule; } bad[] = {
		{ cJSON_CreateNumber(HUGE_VAL), EDU_EINVALID, "json/number" },
		{ cJSON_CreateNumber((double)NAN), EDU_EINVALID, "json/number" },
		{ without_type(), EDU_EINVALID, "" },
		{ with_null_raw(), EDU_EINVALID, "" },
		{ cJSON_CreateRaw("1,2"), EDU_ESYNTAX, "json/trailing-bytes" },
		{ cJSON_CreateRaw("01"), EDU_ESYNTAX, "json/number" },
		{ cJSON_CreateRaw(""), EDU_ESYNTAX, "json/empty" },
		{ cJSON_CreateString("\xFF"), EDU_ESYNTAX, "json/utf-8" },
		{ with_member_twice(), EDU_ESYNTAX, "json/duplicate-member" },
		{ nested(256), EDU_ELIMIT, "json/depth" },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		cJSON *tree = document_with(bad[i].x);
		edu_document *doc = (edu_document *)&err;
		ck_assert_int_eq(edu_document_from_cjson(&doc, ctx, tree, NULL, &err), bad[i].rc);
		ck_assert_ptr_null(doc);
		ck_assert_str_eq(err.rule, bad[i].rule);
		cJSON_Delete(tree);
	}
	edu_document *doc;
	ck_assert_int_eq(edu_document_from_cjson(&doc, ctx, NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_document_from_cjson(NULL, ctx, NULL, NULL, NULL), EDU_EARG);
}
END_TEST

START_TEST(takes_raw_values)
{
	cJSON *tree = document_with(cJSON_CreateRaw(" {\"a\": [1, 2.50]} "));
	edu_document *doc = NULL;
	ck_assert_int_eq(edu_document_from_cjson(&doc, ctx, tree, NULL, &err), 0);
	char *text = printed(doc);
	ck_assert_str_eq(text, BEGIN "{\"a\":[1,2.50]}}");
	cJSON_free(text);
	cJSON_Delete(tree);
	edu_document_free(doc);
}
END_TEST

/* A list that was linked into a circle has no end; the limit of bytes is. */
START_TEST(ends_on_circles)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *small;
	o.limits.bytes = 10000;
	ck_assert_int_eq(edu_context_new(&small, &o, NULL), 0);
	cJSON *x = cJSON_CreateArray();
	cJSON_AddItemToArray(x, cJSON_CreateNull());
	x->child->next = x->child;
	edu_document *doc;
	ck_assert_int_eq(edu_document_from_cjson(&doc, small, x, NULL, &err), EDU_ELIMIT);
	x->child->next = NULL;
	cJSON_Delete(x);
	edu_context_free(small);
}
END_TEST

/* Every allocation cJSON makes fails once. */
static size_t countdown;

static void *failing_malloc(size_t size)
{
	return countdown-- == 0 ? NULL : malloc(size);
}

START_TEST(survives_cjsons_lack_of_memory)
{
	edu_document *doc = read_text(BEGIN "[{\"a\":\"b\"},[1,true]]}");
	cJSON_Hooks hooks = { failing_malloc, free };
	int rc = EDU_ENOMEM;
	for (size_t n = 0; rc == EDU_ENOMEM; n++) {
		cJSON *tree;
		ck_assert_uint_lt(n, 100);
		countdown = n;
		cJSON_InitHooks(&hooks);
		rc = edu_node_to_cjson(&tree, edu_document_root(doc), &err);
		cJSON_InitHooks(NULL);
		ck_assert(rc == 0 || tree == NULL);
		cJSON_Delete(tree);
	}
	ck_assert_int_eq(rc, 0);
	edu_document_free(doc);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("cjson");
	TCase *c = tcase_create("both ways");
	tcase_add_checked_fixture(c, open_context, close_context);
	tcase_add_test(c, keeps_every_digit);
	tcase_add_test(c, copies_a_part);
	tcase_add_test(c, refuses_what_cjson_cannot_hold);
	tcase_add_loop_test(c, writes_numbers_shortest, 0, sizeof numbers / sizeof *numbers);
	tcase_add_test(c, refuses_trees_json_has_no_form_for);
	tcase_add_test(c, takes_raw_values);
	tcase_add_test(c, ends_on_circles);
	tcase_add_test(c, survives_cjsons_lack_of_memory);
	suite_add_tcase(s, c);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
