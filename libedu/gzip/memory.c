/*
 * gzip/memory.c – zlib on the caller's allocator, which wants to hear the size of what is released.
 */
#include "gzip/memory.h"
#include "base/memory.h"

typedef union block {
	size_t size;
	_Alignas(16) unsigned char aligned[16];
} block;

static voidpf get(voidpf state, uInt count, uInt size)
{
	const size_t bytes = (size_t)count * size + sizeof(block);
	block *b = edu_allocate(state, bytes);

	if (!b) return Z_NULL;
	b->size = bytes;
	return b + 1;
}

static void release(voidpf state, voidpf memory)
{
	block *b = memory;

	if (b) edu_release(state, b - 1, b[-1].size);
}

void edu_gzip_use_allocator(z_stream *z, const edu_allocator *a)
{
	z->zalloc = get;
	z->zfree = release;
	z->opaque = (voidpf)(uintptr_t)a;
}
