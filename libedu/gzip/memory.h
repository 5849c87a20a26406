/*
 * gzip/memory.h – zlib on the caller's allocator.
 */
#ifndef EDU_GZIP_MEMORY_H
#define EDU_GZIP_MEMORY_H

#include <edu/base.h>
#include <zlib.h>

/* The allocator must outlive the stream. */
void edu_gzip_use_allocator(z_stream *z, const edu_allocator *a);

#endif
