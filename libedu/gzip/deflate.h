/*
 * gzip/deflate.h – bytes into one gzip member, or one zlib stream.
 */
#ifndef EDU_GZIP_DEFLATE_H
#define EDU_GZIP_DEFLATE_H

#include <edu/base.h>

/*
 * Append data as one gzip member without name and time, so that equal data gives equal bytes; 0 or
 * EDU_ENOMEM.
 */
int edu_gzip(edu_buffer *out, const edu_allocator *a, const void *data, size_t length);
/* The same as one zlib stream (RFC 1950), of the highest compression. */
int edu_zlib(edu_buffer *out, const edu_allocator *a, const void *data, size_t length);

#endif
