/*
 * model/sort.c – bottom-up merge sort; see sort.h.
 */
#include "model/sort.h"

#include <string.h>

typedef struct sorting {
	size_t size;
	edu_order *order;
	const void *state;
} sorting;

static bool is_sorted(const char *entries, size_t count, const sorting *s)
{
	for (size_t i = 1; i < count; i++)
		if (s->order(entries + (i - 1) * s->size, entries + i * s->size, s->state) > 0) return false;
	return true;
}

/* Merge [0, middle) and [middle, count) of from into to. */
static void merge(char *to, const char *from, size_t middle, size_t count, const sorting *s)
{
	size_t left = 0, right = middle;

	for (size_t i = 0; i < count; i++) {
		const bool take_left = left < middle && (right >= count
			|| s->order(from + left * s->size, from + right * s->size, s->state) <= 0);
		memcpy(to + i * s->size, from + (take_left ? left++ : right++) * s->size, s->size);
	}
}

int edu_sort(const edu_allocator *a, void *entries, size_t count, size_t size, edu_order *order,
             const void *state)
{
	const sorting s = { size, order, state };
	char *from = entries;

	if (is_sorted(from, count, &s)) return 0;
	char *const scratch = edu_allocate(a, count * size);
	if (!scratch) return EDU_ENOMEM;
	char *to = scratch;
	for (size_t width = 1; width < count; width *= 2) {
		for (size_t i = 0; i < count; i += 2 * width) {
			const size_t left = count - i < width ? count - i : width;
			const size_t both = count - i < 2 * width ? count - i : 2 * width;
			merge(to + i * size, from + i * size, left, both, &s);
		}
		char *const other = from;
		from = to;
		to = other;
	}
	if (from != entries) memcpy(entries, from, count * size);
	edu_release(a, scratch, count * size);
	return 0;
}
