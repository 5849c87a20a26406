/*
 * test_base.c – errors, contexts and memory.
 */
#include "support.h"

#include "base/fail.h"
#include "base/text.h"
#include "base/tree.h"

START_TEST(counts_lines)
{
	static const struct { const char *text; size_t offset; uint32_t line, column; } places[] = {
		{ "", 0, 1, 1 }, { "abc", 2, 1, 3 }, { "a\nb", 2, 2, 1 }, { "a\r\nb", 3, 2, 1 },
		{ "a\rb", 2, 2, 1 }, { "a\r\nb", 2, 1, 3 },
		{ "\n\n\n", 3, 4, 1 }, { "\xEF\xBB\xBF" "ab", 4, 1, 2 }, { "\xEF\xBB\xBF", 0, 1, 1 },
		{ "ab", 99, 1, 3 }, { "a\r\rb", 3, 3, 1 },
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		uint32_t line, column;
		edu_place_of(places[i].text, strlen(places[i].text), places[i].offset, &line, &column);
		ck_assert_uint_eq(line, places[i].line);
		ck_assert_uint_eq(column, places[i].column);
	}
}
END_TEST

START_TEST(keeps_the_innermost_cause)
{
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_fail(&err, EDU_EFORMAT, "a/b", "value %d", 7), EDU_EFORMAT);
	ck_assert_int_eq(edu_fail_at(&err, EDU_EIO, "c/d", "x", 1, 1, "other"), EDU_EIO);
	ck_assert_int_eq(err.code, EDU_EFORMAT);
	ck_assert_str_eq(err.rule, "a/b");
	ck_assert_str_eq(err.message, "value 7");
	ck_assert_uint_eq(err.line, 0);
	ck_assert_int_eq(edu_fail_memory(NULL), EDU_ENOMEM);
	edu_error_clear(&err);
	ck_assert_int_eq(edu_fail_memory(&err), EDU_ENOMEM);
	ck_assert_str_eq(err.rule, "");
	edu_error_clear(NULL);
	edu_error_set_path(NULL, "/a");
}
END_TEST

START_TEST(keeps_head_and_tail_of_long_paths)
{
	edu_error err = EDU_ERROR_INIT;
	char path[1000];
	for (size_t shift = 0; shift < 4; shift++) {
		edu_error_clear(&err);
		for (size_t i = 0; i < sizeof path; i++) path[i] = "\xE2\x82\xAC"[(i + shift) % 3];
		memset(path, 'h', 5);
		memcpy(path + sizeof path - 8, "/z/tail", 8);
		/* Whole characters only. */
		for (size_t i = 5; (path[i] & 0xC0) == 0x80; i++) path[i] = 'h';
		for (size_t i = sizeof path - 9; (path[i] & 0xC0) == 0x80 || path[i] == '\xE2'; i--) {
			const bool lead = path[i] == '\xE2';
			path[i] = 't';
			if (lead) break;
		}
		edu_error_set_path(&err, path);
		const size_t length = strlen(err.path);
		ck_assert_uint_ge(length, EDU_PATH_SIZE - 4);
		ck_assert_uint_eq(edu_utf8_check(err.path, length), length);
		ck_assert_int_eq(memcmp(err.path, path, 60), 0);
		ck_assert_str_eq(err.path + length - 7, "/z/tail");
	}
	edu_error_set_path(&err, "/other");
	ck_assert_str_ne(err.path, "/other");
}
END_TEST

START_TEST(makes_contexts)
{
	edu_context *ctx = NULL;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_context_new(&ctx, NULL, &err), 0);
	ck_assert_uint_eq(ctx->limits.depth, 256);
	ck_assert_uint_eq(ctx->limits.bytes, (1u << 30) - 1);
	edu_context_free(ctx);
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	o.limits.bytes = UINT64_MAX;
	o.limits.items = UINT32_MAX;
	o.show_values = 3;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), 0);
	ck_assert_uint_eq(ctx->limits.bytes, UINT32_MAX - 1);
	ck_assert_uint_eq(ctx->limits.items, UINT32_MAX - 1);
	ck_assert(ctx->show_values);
	edu_context_free(ctx);
	edu_context_free(NULL);
	o.version = EDU_CONTEXT_OPTIONS_VERSION + 1;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), EDU_EARG);
	ck_assert_ptr_null(ctx);
	const edu_allocator half = { NULL, NULL, NULL, NULL };
	o.version = EDU_CONTEXT_OPTIONS_VERSION;
	o.allocator = &half;
	ck_assert_int_eq(edu_context_new(&ctx, &o, NULL), EDU_EARG);
	ck_assert_int_eq(edu_context_new(NULL, NULL, NULL), EDU_EARG);
	ck_assert_str_eq(edu_version(), EDU_VERSION);
	ck_assert_str_eq(edu_status_name(EDU_OK), "EDU_OK");
	ck_assert_str_eq(edu_status_name(EDU_ELIMIT), "EDU_ELIMIT");
	ck_assert_str_eq(edu_status_name(EDU_EINTERNAL), "EDU_EINTERNAL");
	ck_assert_ptr_nonnull(edu_status_name(EDU_EINTERNAL - 1));
	ck_assert_ptr_nonnull(edu_status_name(1));
}
END_TEST

/* ---- memory ---- */

START_TEST(shares_arenas)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_arena *arena = edu_arena_new(&a);
	ck_assert_ptr_nonnull(arena);
	const char *kept = edu_arena_text(arena, "kept", 4);
	edu_arena *same = edu_arena_share(arena);
	ck_assert_ptr_eq(same, arena);
	edu_arena_leave(arena);
	ck_assert_str_eq(kept, "kept");
	ck_assert_uint_eq(f.live, edu_arena_bytes(arena));
	edu_arena_leave(same);
	ck_assert_uint_eq(f.live, 0);
	edu_arena_leave(NULL);
}
END_TEST

START_TEST(hands_out_arena_memory)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_arena *arena = edu_arena_new(&a);
	size_t sum = 0;
	bool good = true;
	for (size_t i = 1; i < 3000; i++) {
		const size_t size = i * 7919 % 3001;
		char *text = edu_arena_text(arena, "", 0);
		char *p = edu_arena_get(arena, size);
		if (!text || !p) break;
		good &= *text == '\0' && (uintptr_t)p % sizeof(void *) == 0;
		memset(p, 'x', size);
		sum += size;
	}
	ck_assert(good);
	ck_assert_uint_ge(edu_arena_bytes(arena), sum);
	ck_assert_uint_le(edu_arena_bytes(arena), sum + sum / 4 + (1 << 20));

	/* A large text stands alone, and the rest of the block before it stays in use. */
	char *small = edu_arena_text(arena, "a", 1);
	char *large = edu_arena_get(arena, 5 << 20);
	char *next = edu_arena_text(arena, "b", 1);
	ck_assert_ptr_nonnull(large);
	memset(large, 'x', 5 << 20);
	ck_assert(next > small && next <= small + 2 + sizeof(void *));

	char *room = edu_arena_reserve(arena, 100000);
	ck_assert_ptr_nonnull(room);
	memset(room, 'y', 100000);
	edu_arena_commit(arena, 10);
	ck_assert_ptr_eq(edu_arena_text(arena, "c", 1), room + 10);
	ck_assert_ptr_null(edu_arena_get(arena, SIZE_MAX));
	ck_assert_ptr_null(edu_arena_text(arena, "", SIZE_MAX));
	edu_arena_leave(arena);
	ck_assert_uint_eq(f.live, 0);
}
END_TEST

START_TEST(grows_buffers_and_arrays)
{
	faulty f = { .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&f);
	edu_buffer b = EDU_BUFFER_INIT;
	edu_buffer_free(&b);
	edu_buffer_open(&b, &a);
	ck_assert_int_eq(edu_buffer_add(&b, NULL, 0), 0);
	ck_assert_str_eq(b.data, "");
	int rc = 0;
	for (int i = 0; i < 10000 && rc == 0; i++) rc = edu_buffer_addf(&b, "%04d,", i);
	ck_assert_int_eq(rc, 0);
	ck_assert_uint_eq(b.length, 50000);
	ck_assert_int_eq(memcmp(b.data + 49995, "9999,", 6), 0);
	ck_assert_uint_lt(SIZE_MAX - f.countdown, 40);
	ck_assert_int_eq(edu_buffer_room(&b, SIZE_MAX - 10), EDU_ENOMEM);
	const edu_sink sink = edu_buffer_sink(&b);
	ck_assert_int_eq(sink.write(sink.state, "end", 3), 0);
	ck_assert_str_eq(b.data + 50000, "end");
	edu_buffer_free(&b);
	ck_assert_ptr_null(b.data);
	edu_buffer_free(NULL);

	int *array = NULL;
	size_t capacity = 0;
	bool good = true;
	for (size_t i = 0; i < 1000; i++) {
		good &= edu_grow(&a, (void **)&array, &capacity, i, sizeof *array);
		array[i] = (int)i;
	}
	ck_assert(good && array[999] == 999 && capacity < 2000);
	f.countdown = 0;
	ck_assert(!edu_grow(&a, (void **)&array, &capacity, capacity, sizeof *array));
	ck_assert_int_eq(array[999], 999);
	edu_release(&a, array, capacity * sizeof *array);
	ck_assert_uint_eq(f.live, 0);
	void *p = edu_resize(NULL, NULL, 0, 10);
	ck_assert_ptr_nonnull(p);
	edu_release(NULL, p, 10);
	edu_release(NULL, NULL, 0);
}
END_TEST

/* Large blocks come from elsewhere than small ones; what is in them goes along when they cross the line. */
START_TEST(resizes_large_blocks)
{
	static const size_t sizes[] = { 1 << 20, 3 << 20, (3 << 20) + 1, 9 << 20, 40 << 20, 5 << 20, 2 << 20,
	                               (2 << 20) - 1, 9 << 20 };
	size_t size = 0;
	uint32_t *block = NULL;
	bool good = true;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		const size_t kept = (sizes[i] < size ? sizes[i] : size) / sizeof *block;
		void *other = edu_allocate(NULL, 2 << 20);
		block = edu_resize(NULL, block, size, sizes[i]);
		ck_assert(block && other);
		for (size_t k = 0; k < kept; k++) good &= block[k] == (uint32_t)k * 2654435761u;
		size = sizes[i];
		for (size_t k = 0; k < size / sizeof *block; k++) block[k] = (uint32_t)k * 2654435761u;
		edu_release(NULL, other, 2 << 20);
	}
	edu_release(NULL, block, size);
	ck_assert(good);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base");
	TCase *memory = tcase_create("errors and memory");
	tcase_add_test(memory, counts_lines);
	tcase_add_test(memory, keeps_the_innermost_cause);
	tcase_add_test(memory, keeps_head_and_tail_of_long_paths);
	tcase_add_test(memory, makes_contexts);
	tcase_add_test(memory, shares_arenas);
	tcase_add_test(memory, hands_out_arena_memory);
	tcase_add_test(memory, grows_buffers_and_arrays);
	tcase_add_test(memory, resizes_large_blocks);
	suite_add_tcase(s, memory);

	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
