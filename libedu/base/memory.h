/*
 * base/memory.h – contexts, allocation, arenas and growing buffers.
 *
 * An arena hands out memory that is freed all at once. It is counted, because a converted document
 * keeps the texts of its source instead of copying them.
 */
#ifndef EDU_BASE_MEMORY_H
#define EDU_BASE_MEMORY_H

#include <edu/base.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>

struct edu_context {
	edu_allocator allocator;
	edu_limits limits;      /* never zero: defaults filled in */
	bool show_values;
};

/* malloc, realloc and free, large blocks from the system; what a NULL allocator means to the functions below. */
const edu_allocator *edu_default_allocator(void);
/* All three take any size; edu_resize(a, NULL, 0, n) allocates, edu_release() takes NULL. */
void *edu_allocate(const edu_allocator *a, size_t size);
void *edu_resize(const edu_allocator *a, void *block, size_t old_size, size_t size);
void edu_release(const edu_allocator *a, void *block, size_t size);

/*
 * Make room for one more in a growing array of *capacity entries of size bytes, of which count are used.
 * Grows by half. Returns false, and changes nothing, when the allocator refuses.
 */
bool edu_grow(const edu_allocator *a, void **array, size_t *capacity, size_t count, size_t size);

typedef struct edu_arena_block edu_arena_block;

typedef struct edu_arena {
	edu_allocator allocator;
	atomic_uint users;
	edu_arena_block *blocks;   /* newest first */
	char *free, *end;          /* of the newest block */
	size_t next_size;
	struct edu_arena *base;    /* one whose texts are used here, kept alive; NULL: none */
} edu_arena;

/* NULL when the allocator refuses. The first user is the caller. */
edu_arena *edu_arena_new(const edu_allocator *a);
/* Blocks double from 4 KB on to 2 MB; begin with larger ones where so many bytes of text will come. */
void edu_arena_expect(edu_arena *arena, size_t bytes);
edu_arena *edu_arena_share(edu_arena *arena);          /* one more user; returns arena */
/* Texts of base are used beside those of arena: it lives at least as long. Once for each arena. */
void edu_arena_rest_on(edu_arena *arena, edu_arena *base);
void edu_arena_leave(edu_arena *arena);                /* the last user's leaving frees it; NULL allowed */

/* Let a function see all the memory of an arena that is left next, to overwrite it; not what it rests on. */
void edu_arena_see(edu_arena *arena, void (*see)(void *data, size_t length));

void *edu_arena_get(edu_arena *arena, size_t size);    /* aligned for pointers */
char *edu_arena_text(edu_arena *arena, const char *text, size_t length);  /* a NUL-terminated copy */
/* Room for up to size bytes of text, to be followed by one edu_arena_commit() with what was used, NUL included. */
char *edu_arena_reserve(edu_arena *arena, size_t size);
void edu_arena_commit(edu_arena *arena, size_t used);
size_t edu_arena_bytes(const edu_arena *arena);        /* in all its blocks */

/* Growing output bytes; data stays NUL-terminated. The functions return 0 or EDU_ENOMEM. */
void edu_buffer_open(edu_buffer *b, const edu_allocator *a);
int edu_buffer_room(edu_buffer *b, size_t more);       /* capacity for more bytes behind length */
int edu_buffer_add(edu_buffer *b, const void *data, size_t length);
int edu_buffer_addf(edu_buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
edu_sink edu_buffer_sink(edu_buffer *b);               /* a sink that appends to b */

#endif
