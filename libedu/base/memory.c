/*
 * base/memory.c – allocation through the caller's allocator, arenas and growing buffers.
 */
#include "base/memory.h"
#include "base/pages.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#  define EDU_POISONING 1
#elif defined(__has_feature)
#  if __has_feature(address_sanitizer)
#    define EDU_POISONING 1
#  endif
#endif
#ifdef EDU_POISONING
#  include <sanitizer/asan_interface.h>
#  define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#  define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#  define POISON(p, n) ((void)(p), (void)(n))
#  define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = EDU_PAGES_FROM, FIRST_ENTRIES = 16, FIRST_BYTES = 256 };

struct edu_arena_block {
	edu_arena_block *next;
	size_t size;             /* of the whole block, this header included */
};

static void *default_allocate(void *state, size_t size)
{
	return size < EDU_PAGES_FROM ? malloc(size) : edu_pages_get(size);
}

static void default_release(void *state, void *block, size_t size)
{
	if (size < EDU_PAGES_FROM) free(block);
	else edu_pages_release(block, size);
}

static void *default_resize(void *state, void *block, size_t old_size, size_t size)
{
	if (old_size < EDU_PAGES_FROM && size < EDU_PAGES_FROM) return realloc(block, size);
	if (old_size >= EDU_PAGES_FROM && size >= EDU_PAGES_FROM) return edu_pages_resize(block, old_size, size);
	void *other = default_allocate(state, size);
	if (!other) return NULL;
	memcpy(other, block, old_size < size ? old_size : size);
	default_release(state, block, old_size);
	return other;
}

static const edu_allocator default_allocator = { default_allocate, default_resize, default_release, NULL };

const edu_allocator *edu_default_allocator(void)
{
	return &default_allocator;
}

static const edu_allocator *chosen(const edu_allocator *a)
{
	return a && a->allocate ? a : &default_allocator;
}

void *edu_allocate(const edu_allocator *a, size_t size)
{
	a = chosen(a);
	return a->allocate(a->state, size ? size : 1);
}

void *edu_resize(const edu_allocator *a, void *block, size_t old_size, size_t size)
{
	a = chosen(a);
	if (!block) return edu_allocate(a, size);
	return a->resize(a->state, block, old_size ? old_size : 1, size ? size : 1);
}

void edu_release(const edu_allocator *a, void *block, size_t size)
{
	a = chosen(a);
	if (block) a->release(a->state, block, size ? size : 1);
}

bool edu_grow(const edu_allocator *a, void **array, size_t *capacity, size_t count, size_t size)
{
	if (count < *capacity) return true;
	size_t larger = *capacity < FIRST_ENTRIES ? FIRST_ENTRIES : *capacity + *capacity / 2;
	if (larger <= count || larger > SIZE_MAX / size) return false;

	/* The caller's pointer has a type of its own; copying keeps to the aliasing rules. */
	void *block;
	memcpy(&block, array, sizeof block);
	block = edu_resize(a, block, *capacity * size, larger * size);
	if (!block) return false;
	memcpy(array, &block, sizeof block);
	*capacity = larger;
	return true;
}

edu_arena *edu_arena_new(const edu_allocator *a)
{
	edu_arena *arena = edu_allocate(a, sizeof *arena);
	if (!arena) return NULL;
	arena->allocator = *chosen(a);
	atomic_init(&arena->users, 1);
	arena->blocks = NULL;
	arena->free = arena->end = NULL;
	arena->next_size = FIRST_BLOCK;
	arena->base = NULL;
	return arena;
}

void edu_arena_expect(edu_arena *arena, size_t bytes)
{
	while (arena->next_size < LARGEST_BLOCK && arena->next_size < bytes / 2) arena->next_size *= 2;
}

edu_arena *edu_arena_share(edu_arena *arena)
{
	atomic_fetch_add_explicit(&arena->users, 1, memory_order_relaxed);
	return arena;
}

void edu_arena_rest_on(edu_arena *arena, edu_arena *base)
{
	arena->base = edu_arena_share(base);
}

void edu_arena_leave(edu_arena *arena)
{
	while (arena && atomic_fetch_sub_explicit(&arena->users, 1, memory_order_acq_rel) == 1) {
		const edu_allocator a = arena->allocator;
		edu_arena *base = arena->base;
		for (edu_arena_block *b = arena->blocks, *next; b; b = next) {
			next = b->next;
			UNPOISON(b, b->size);
			edu_release(&a, b, b->size);
		}
		edu_release(&a, arena, sizeof *arena);
		arena = base;
	}
}

void edu_arena_see(edu_arena *arena, void (*see)(void *data, size_t length))
{
	for (edu_arena_block *b = arena->blocks; b; b = b->next) {
		UNPOISON(b, b->size);
		see(b + 1, b->size - sizeof *b);
	}
}

/* A block with room for payload bytes, not yet in the arena's list; everything behind its header is poisoned. */
static edu_arena_block *new_block(edu_arena *arena, size_t payload)
{
	if (payload > SIZE_MAX - sizeof(edu_arena_block)) return NULL;
	const size_t size = sizeof(edu_arena_block) + payload;
	edu_arena_block *b = edu_allocate(&arena->allocator, size);
	if (!b) return NULL;
	b->size = size;
	POISON(b + 1, payload);
	return b;
}

/* Put a fresh block in front, with room for at least size bytes. */
static bool next_block(edu_arena *arena, size_t size)
{
	size_t payload = arena->next_size - sizeof(edu_arena_block);
	if (payload < size) payload = size;
	edu_arena_block *b = new_block(arena, payload);
	if (!b) return false;
	b->next = arena->blocks;
	arena->blocks = b;
	arena->free = (char *)(b + 1);
	arena->end = (char *)b + b->size;
	if (arena->next_size < LARGEST_BLOCK) arena->next_size *= 2;
	return true;
}

/* A large request gets a block of its own behind the newest, whose free rest stays in use. */
static char *own_block(edu_arena *arena, size_t size)
{
	edu_arena_block *b = new_block(arena, size);
	if (!b) return NULL;
	edu_arena_block **place = arena->blocks ? &arena->blocks->next : &arena->blocks;
	b->next = *place;
	*place = b;
	if (arena->blocks == b) arena->free = arena->end = (char *)b + b->size;
	UNPOISON(b + 1, size);
	return (char *)(b + 1);
}

static char *take(edu_arena *arena, size_t size)
{
	if (size > (size_t)(arena->end - arena->free)) {
		if (size > arena->next_size / 4) return own_block(arena, size);
		if (!next_block(arena, size)) return NULL;
	}
	char *p = arena->free;
	arena->free += size;
	UNPOISON(p, size);
	return p;
}

void *edu_arena_get(edu_arena *arena, size_t size)
{
	const size_t align = sizeof(void *);
	const size_t skip = arena->free ? (size_t)(-(uintptr_t)arena->free & (align - 1)) : 0;
	if (skip && skip <= (size_t)(arena->end - arena->free)) arena->free += skip;
	/* Whole words, so that the next request finds free aligned as well. A fresh block always is. */
	if (size > SIZE_MAX - align) return NULL;
	return take(arena, (size + align - 1) & ~(align - 1));
}

char *edu_arena_text(edu_arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX) return NULL;
	char *p = take(arena, length + 1);
	if (!p) return NULL;
	if (length) memcpy(p, text, length);
	p[length] = '\0';
	return p;
}

char *edu_arena_reserve(edu_arena *arena, size_t size)
{
	if (size > (size_t)(arena->end - arena->free) && !next_block(arena, size)) return NULL;
	UNPOISON(arena->free, size);
	return arena->free;
}

void edu_arena_commit(edu_arena *arena, size_t used)
{
	arena->free += used;
	POISON(arena->free, (size_t)(arena->end - arena->free));
}

size_t edu_arena_bytes(const edu_arena *arena)
{
	size_t sum = sizeof *arena;
	for (const edu_arena_block *b = arena->blocks; b; b = b->next) sum += b->size;
	return sum;
}

void edu_buffer_open(edu_buffer *b, const edu_allocator *a)
{
	b->data = NULL;
	b->length = b->capacity = 0;
	b->allocator = *chosen(a);
}

int edu_buffer_room(edu_buffer *b, size_t more)
{
	if (more > SIZE_MAX - 1 - b->length) return EDU_ENOMEM;
	const size_t needed = b->length + more + 1;
	if (needed <= b->capacity) return 0;
	size_t larger = b->capacity < FIRST_BYTES ? FIRST_BYTES : b->capacity + b->capacity / 2;
	if (larger < needed) larger = needed;
	char *data = edu_resize(&b->allocator, b->data, b->capacity, larger);
	if (!data) return EDU_ENOMEM;
	data[b->length] = '\0';
	b->data = data;
	b->capacity = larger;
	return 0;
}

int edu_buffer_add(edu_buffer *b, const void *data, size_t length)
{
	if (edu_buffer_room(b, length) < 0) return EDU_ENOMEM;
	if (length) memcpy(b->data + b->length, data, length);
	b->length += length;
	b->data[b->length] = '\0';
	return 0;
}

int edu_buffer_addf(edu_buffer *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	const int length = vsnprintf(NULL, 0, format, args);
	int rc = length < 0 ? EDU_ENOMEM : edu_buffer_room(b, (size_t)length);
	if (rc == 0) {
		vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
		b->length += (size_t)length;
	}
	va_end(again);
	va_end(args);
	return rc;
}

static int append(void *state, const void *data, size_t length)
{
	return edu_buffer_add(state, data, length);
}

edu_sink edu_buffer_sink(edu_buffer *b)
{
	return (edu_sink){ append, b };
}

void edu_buffer_free(edu_buffer *b)
{
	if (!b) return;
	edu_release(&b->allocator, b->data, b->capacity);
	b->data = NULL;
	b->length = b->capacity = 0;
}
