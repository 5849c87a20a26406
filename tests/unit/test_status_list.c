/*
 * Status lists: the vectors, the order of bits, what is refused, and memory that runs out.
 */
#include "support.h"

#include "crypto/base64url.h"
#include "base/fail.h"
#include "base/memory.h"
#include "gzip/deflate.h"

static edu_context *ctx;
static edu_error err;

static void set_up(void)
{
	ctx = new_context();
	err = (edu_error)EDU_ERROR_INIT;
}

static void tear_down(void)
{
	edu_context_free(ctx);
}

static edu_status_list *read_list(const char *json)
{
	edu_status_list *list;
	const int rc = edu_status_list_read(&list, ctx, json, strlen(json), &err);
	ck_assert_msg(rc == 0, "%s: %s", err.rule, err.message);
	return list;
}

static unsigned value_at(const edu_status_list *list, uint64_t index)
{
	unsigned value;
	ck_assert_int_eq(edu_status_list_get(list, index, &value), 0);
	return value;
}

static void check_values(const edu_status_list *list, const unsigned *expected, size_t count)
{
	ck_assert_uint_eq(edu_status_list_count(list), count);
	for (size_t i = 0; i < count; i++) ck_assert_uint_eq(value_at(list, i), expected[i]);
}

/* Entry 0 is the least significant (IETF draft, section 4.1). */
START_TEST(tokens_begin_at_the_low_end)
{
	static const unsigned one[16] = { 1, [7] = 1, [8] = 1 }, two[] = { 0, 1, 2, 3, 0, 0, 2, 1 };
	edu_status_list *list =
		read_list("{\"sub\":\"https://x\",\"status_list\":{\"bits\":1,\"lst\":\"eNprZAQAAQUAgw\"}}");
	check_values(list, one, 16);
	edu_status_list_free(list);
	list = read_list("{\"iat\":1768467600,\"exp\":2083827600,\"status_list\":{\"bits\":2,\"lst\":"
	                 "\"eNp7kgAAAioBRQ\"}}");
	check_values(list, two, 8);
	ck_assert_int_eq(edu_status_list_kind_of(list), EDU_STATUS_LIST_TOKEN);
	ck_assert_int_eq(edu_status_list_from(list), 1768467600);
	ck_assert_int_eq(edu_status_list_until(list), 2083827600);
	ck_assert_ptr_null(edu_status_list_purpose(list, 0));
	edu_status_list_free(list);
}
END_TEST

/* Entry 0 is the most significant (W3C, section 3.2). */
START_TEST(bitstrings_begin_at_the_high_end)
{
	size_t length;
	uint64_t count = 0;

	if (!have_shared("a signed status list")) return;
	char *data = file_bytes(shared_path("reference/vectors/own/status/bitstring-list.json"), &length);
	edu_status_list *list;
	ck_assert_int_eq(edu_status_list_read(&list, ctx, data, length, &err), 0);
	ck_assert_uint_eq(edu_status_list_count(list), 131072);
	for (uint64_t i = 0; i < 131072; i++) count += value_at(list, i);
	ck_assert_uint_eq(count, 4);
	ck_assert(value_at(list, 0) && value_at(list, 7) && value_at(list, 8) && value_at(list, 131071));
	ck_assert_str_eq(edu_status_list_url(list), "https://uni.example/status/1");
	ck_assert_str_eq(edu_status_list_purpose(list, 0), "revocation");
	ck_assert_ptr_null(edu_status_list_purpose(list, 1));
	edu_status_list_free(list);
	free(data);
}
END_TEST

START_TEST(the_worked_example_of_w3c)
{
	size_t length;

	if (!have_shared("W3C's status list")) return;
	char *data = file_bytes(shared_path("reference/vectors/status-list/bitstring-list-credential.json"),
	                        &length);
	edu_status_list *list;
	ck_assert_msg(edu_status_list_read(&list, ctx, data, length, &err) == 0, "%s", err.message);
	for (uint64_t i = 0; i < 131072; i++) ck_assert_uint_eq(value_at(list, i), 0);
	edu_status_list_free(list);
	free(data);
}
END_TEST

static edu_status_list *make(edu_status_list_kind kind, unsigned bits, uint64_t entries)
{
	edu_status_list_options o = EDU_STATUS_LIST_OPTIONS_INIT;
	edu_status_list *list;

	o.kind = kind;
	o.bits = bits;
	o.entries = entries;
	o.url = "https://uni.example/status/1";
	o.issuer = "https://uni.example/";
	o.from = 1768467600;
	const int rc = edu_status_list_new(&list, ctx, &o, &err);
	ck_assert_msg(rc == 0, "%s: %s", err.rule, err.message);
	return list;
}

static edu_status_list *write_and_read(edu_status_list *list)
{
	edu_buffer out;
	edu_status_list *again;

	ck_assert_int_eq(edu_status_list_write(list, &out, &err), 0);
	ck_assert_msg(edu_status_list_read(&again, ctx, out.data, out.length, &err) == 0, "%s: %s", err.rule,
	              err.message);
	edu_buffer_free(&out);
	edu_status_list_free(list);
	return again;
}

START_TEST(what_is_set_comes_back)
{
	static const struct {
		edu_status_list_kind kind;
		unsigned bits;
		uint64_t entries;
	} lists[] = {
		{ EDU_STATUS_LIST_BITSTRING, 1, 0 }, { EDU_STATUS_LIST_TOKEN, 1, 100 },
		{ EDU_STATUS_LIST_TOKEN, 2, 1000 },  { EDU_STATUS_LIST_TOKEN, 4, 33 },
		{ EDU_STATUS_LIST_TOKEN, 8, 7 },
	};

	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
		edu_status_list *list = make(lists[k].kind, lists[k].bits, lists[k].entries);
		const uint64_t count = edu_status_list_count(list), step = count / 20 + 1;
		const unsigned most = (1u << lists[k].bits) - 1;
		for (uint64_t i = 0; i < count; i += step)
			ck_assert_int_eq(edu_status_list_set(list, i, most - i % 2, &err), 0);
		list = write_and_read(list);
		ck_assert_uint_eq(edu_status_list_count(list), count);
		for (uint64_t i = 0; i < count; i++)
			ck_assert_uint_eq(value_at(list, i), i % step ? 0 : most - i % 2);
		/* And is taken back. */
		ck_assert_int_eq(edu_status_list_set(list, 0, 0, &err), 0);
		list = write_and_read(list);
		ck_assert_uint_eq(value_at(list, 0), 0);
		edu_status_list_free(list);
	}
}
END_TEST

START_TEST(what_else_a_list_says_stays)
{
	edu_status_list *list = make(EDU_STATUS_LIST_BITSTRING, 1, 0);
	edu_buffer one, two;

	ck_assert_int_eq(edu_status_list_write(list, &one, &err), 0);
	edu_status_list_free(list);
	/* A proof goes: it is one of what was. */
	static const char proof[] = ",\"ttl\":1,\"proof\":{}}";
	char *json = malloc(one.length + sizeof proof);
	const size_t end = (size_t)(strrchr(one.data, '}') - one.data);
	memcpy(json, one.data, end);
	strcpy(json + end, proof);
	list = read_list(json);
	ck_assert_int_eq(edu_status_list_set_times(list, 1770000000, 1780000000, &err), 0);
	ck_assert_int_eq(edu_status_list_from(list), 1770000000);
	ck_assert_int_eq(edu_status_list_until(list), 1780000000);
	ck_assert_int_eq(edu_status_list_write(list, &two, &err), 0);
	ck_assert_ptr_nonnull(strstr(two.data, "\"ttl\": 1"));
	ck_assert_ptr_null(strstr(two.data, "proof"));
	edu_status_list_free(list);
	free(json);
	edu_buffer_free(&one);
	edu_buffer_free(&two);
}
END_TEST

START_TEST(equal_lists_give_equal_bytes)
{
	edu_buffer out[2];
	for (int i = 0; i < 2; i++) {
		edu_status_list *list = make(EDU_STATUS_LIST_BITSTRING, 1, 0);
		ck_assert_int_eq(edu_status_list_set(list, 4711, 1, &err), 0);
		ck_assert_int_eq(edu_status_list_write(list, &out[i], &err), 0);
		edu_status_list_free(list);
	}
	ck_assert_str_eq(out[0].data, out[1].data);
	for (int i = 0; i < 2; i++) edu_buffer_free(&out[i]);
}
END_TEST

START_TEST(what_values_mean)
{
	edu_status_list *tokens = make(EDU_STATUS_LIST_TOKEN, 4, 8),
			*bits = make(EDU_STATUS_LIST_BITSTRING, 1, 0);

	static const edu_credential_status token[] = { EDU_STATUS_GOOD, EDU_STATUS_REVOKED,
		                                       EDU_STATUS_SUSPENDED, EDU_STATUS_MESSAGE,
		                                       EDU_STATUS_UNKNOWN };
	for (unsigned i = 0; i < 5; i++) ck_assert_int_eq(edu_status_list_meaning(tokens, NULL, i), token[i]);
	ck_assert_int_eq(edu_status_list_meaning(tokens, NULL, 0x0B), EDU_STATUS_UNKNOWN);
	ck_assert_int_eq(edu_status_list_meaning(tokens, NULL, 0x0C), EDU_STATUS_MESSAGE);
	ck_assert_int_eq(edu_status_list_meaning(bits, "revocation", 0), EDU_STATUS_GOOD);
	ck_assert_int_eq(edu_status_list_meaning(bits, "revocation", 1), EDU_STATUS_REVOKED);
	ck_assert_int_eq(edu_status_list_meaning(bits, "suspension", 1), EDU_STATUS_SUSPENDED);
	ck_assert_int_eq(edu_status_list_meaning(bits, "refresh", 1), EDU_STATUS_MESSAGE);
	ck_assert_int_eq(edu_status_list_meaning(bits, "elsewise", 0), EDU_STATUS_UNKNOWN);
	edu_status_list_free(tokens);
	edu_status_list_free(bits);
}
END_TEST

static void check_refused(const char *json, int rc, const char *rule)
{
	edu_status_list *list;
	edu_error_clear(&err);
	ck_assert_int_eq(edu_status_list_read(&list, ctx, json, strlen(json), &err), rc);
	ck_assert_str_eq(err.rule, rule);
	ck_assert_ptr_null(list);
}

#define TOKEN(bits, lst) "{\"status_list\":{\"bits\":" bits ",\"lst\":\"" lst "\"}}"
#define BITSTRING(list)                                                                                      \
	"{\"type\":[\"BitstringStatusListCredential\"],\"credentialSubject\":{\"encodedList\":\"" list "\"}" \
	                                                                                               "}"

START_TEST(lists_that_are_none)
{
	check_refused("{}", EDU_EFORMAT, "status/format");
	check_refused("[]", EDU_EFORMAT, "status/format");
	check_refused("{\"status_list\":[]}", EDU_EFORMAT, "status/format");
	check_refused("{\"status_list\":{\"bits\":1}}", EDU_EINVALID, "status/encoding");
	check_refused(TOKEN("3", "eNprZAQAAQUAgw"), EDU_EINVALID, "status/bits");
	check_refused(TOKEN("\"1\"", "eNprZAQAAQUAgw"), EDU_EINVALID, "status/bits");
	check_refused(TOKEN("1.0", "eNprZAQAAQUAgw"), EDU_EINVALID, "status/bits");
	check_refused(TOKEN("1", "eNprZAQAAQUAgw=="), EDU_EINVALID, "status/encoding");
	check_refused(TOKEN("1", "eNprZAQAAQUA gw"), EDU_EINVALID, "status/encoding");
	/* Cut off; with something behind; a gzip member where a zlib stream belongs, and the reverse. */
	check_refused(TOKEN("1", "eNprZAQAAQU"), EDU_EINVALID, "gzip/truncated");
	check_refused(TOKEN("1", "eNprZAQAAQUAgwAA"), EDU_EINVALID, "gzip/trailing");
	check_refused(TOKEN("1", "H4sIAAAAAAAA_2MAAI3vAtIBAAAA"), EDU_EINVALID, "gzip/damaged");
	check_refused(BITSTRING("ueNprZAQAAQUAgw"), EDU_EINVALID, "gzip/damaged");
	check_refused(BITSTRING("H4sIAAAAAAAA_2MAAI3vAtIBAAAA"), EDU_EINVALID, "status/encoding");
	check_refused(BITSTRING("uH4sIAAAAAAAA_2MAAI3vAtIBAAAA"), EDU_EINVALID, "status/length");
	check_refused(BITSTRING("u"), EDU_EINVALID, "status/encoding");
	check_refused("{\"status_list\":{\"bits\":1,\"bits\":1}}", EDU_ESYNTAX, "json/duplicate-member");
}
END_TEST

/* 64 MiB of zeros in 64 kB. */
START_TEST(a_bomb_is_cut_off)
{
	const size_t size = (size_t)64 << 20;
	char *zeros = calloc(1, size);
	edu_buffer compressed, json;

	edu_buffer_open(&compressed, NULL);
	edu_buffer_open(&json, NULL);
	ck_assert_int_eq(edu_zlib(&compressed, edu_default_allocator(), zeros, size), 0);
	free(zeros);
	ck_assert_int_eq(edu_buffer_addf(&json, "{\"status_list\":{\"bits\":1,\"lst\":\""), 0);
	ck_assert_int_eq(edu_base64url_encode(&json, compressed.data, compressed.length), 0);
	ck_assert_int_eq(edu_buffer_addf(&json, "\"}}"), 0);
	check_refused(json.data, EDU_ELIMIT, "gzip/expanded");
	edu_buffer_free(&compressed);
	edu_buffer_free(&json);
}
END_TEST

START_TEST(entries_that_are_none)
{
	edu_status_list *list = make(EDU_STATUS_LIST_TOKEN, 2, 8);
	unsigned value;

	ck_assert_int_eq(edu_status_list_get(list, 8, &value), EDU_EARG);
	ck_assert_int_eq(edu_status_list_get(list, UINT64_MAX, &value), EDU_EARG);
	ck_assert_int_eq(edu_status_list_set(list, 8, 0, &err), EDU_EARG);
	ck_assert_int_eq(edu_status_list_set(list, 0, 4, &err), EDU_EARG);
	edu_status_list_free(list);
}
END_TEST

START_TEST(options_that_make_no_list)
{
	edu_status_list_options o = EDU_STATUS_LIST_OPTIONS_INIT;
	edu_status_list *list;

	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
	o.url = "https://x";
	o.from = 0;
	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
	o.issuer = "https://y";
	o.entries = 131071;
	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
	o.entries = UINT64_MAX;
	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
	o.entries = 0;
	o.bits = 2;
	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
	o.bits = 0;
	o.kind = EDU_STATUS_LIST_2021;
	ck_assert_int_eq(edu_status_list_new(&list, ctx, &o, &err), EDU_EARG);
}
END_TEST

static int make_and_write(const edu_allocator *a, const void *state)
{
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	edu_status_list_options o = EDU_STATUS_LIST_OPTIONS_INIT;
	edu_status_list *list = NULL, *again = NULL;
	edu_buffer out = EDU_BUFFER_INIT;
	edu_context *own;

	int rc = edu_context_new(&own, &options, &err);
	if (rc < 0) return rc;
	o.url = o.issuer = "https://uni.example/";
	o.from = 1768467600;
	rc = edu_status_list_new(&list, own, &o, &err);
	if (rc == 0) rc = edu_status_list_set_times(list, o.from, o.from + 1, &err);
	if (rc == 0) rc = edu_status_list_write(list, &out, &err);
	if (rc == 0) rc = edu_status_list_read(&again, own, out.data, out.length, &err);
	edu_buffer_free(&out);
	edu_status_list_free(list);
	edu_status_list_free(again);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out)
{
	ck_assert_uint_gt(refuse_each_request(make_and_write, NULL, 0), 20);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, tokens_begin_at_the_low_end);
	tcase_add_test(tc, bitstrings_begin_at_the_high_end);
	tcase_add_test(tc, the_worked_example_of_w3c);
	tcase_add_test(tc, what_is_set_comes_back);
	tcase_add_test(tc, what_else_a_list_says_stays);
	tcase_add_test(tc, equal_lists_give_equal_bytes);
	tcase_add_test(tc, what_values_mean);
	tcase_add_test(tc, lists_that_are_none);
	tcase_add_test(tc, a_bomb_is_cut_off);
	tcase_add_test(tc, entries_that_are_none);
	tcase_add_test(tc, options_that_make_no_list);
	tcase_add_test(tc, memory_that_runs_out);
}

int main(void)
{
	return run_tests("status_list", add_tests);
}
