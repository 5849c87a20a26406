/*
 * gzip/deflate.c – bytes into one gzip member, or one zlib stream.
 */
#include "gzip/deflate.h"
#include "base/memory.h"
#include "gzip/memory.h"

#include <stdbool.h>
#include <string.h>

enum { PIECE = 1 << 20, ROOM = 64 * 1024, NO_SYSTEM = 255 };

/* Compress what the stream has been given; 0 or EDU_ENOMEM. */
static int compress_piece(z_stream *z, edu_buffer *out, int flush)
{
	do {
		if (edu_buffer_room(out, ROOM) < 0) return EDU_ENOMEM;
		z->next_out = (Bytef *)out->data + out->length;
		z->avail_out = ROOM;
		if (deflate(z, flush) == Z_STREAM_ERROR) return EDU_EINTERNAL;
		out->length += ROOM - z->avail_out;
		out->data[out->length] = '\0';
	} while (!z->avail_out);
	return 0;
}

static int compress_all(z_stream *z, edu_buffer *out, const void *data, size_t length)
{
	const unsigned char *at = data;
	int rc = 0;

	do {
		const size_t piece = length > PIECE ? PIECE : length;
		z->next_in = (Bytef *)(uintptr_t)at;
		z->avail_in = (uInt)piece;
		at += piece;
		length -= piece;
		rc = compress_piece(z, out, length ? Z_NO_FLUSH : Z_FINISH);
	} while (rc == 0 && length);
	return rc;
}

static bool begin(z_stream *z, const edu_allocator *a, int level, int window)
{
	memset(z, 0, sizeof *z);
	edu_gzip_use_allocator(z, a);
	return deflateInit2(z, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK;
}

int edu_gzip(edu_buffer *out, const edu_allocator *a, const void *data, size_t length)
{
	gz_header header;
	z_stream z;

	memset(&header, 0, sizeof header);
	if (!begin(&z, a, Z_DEFAULT_COMPRESSION, MAX_WBITS + 16)) return EDU_ENOMEM;
	/* Else zlib names the operating system. */
	header.os = NO_SYSTEM;
	deflateSetHeader(&z, &header);
	const int rc = compress_all(&z, out, data, length);
	deflateEnd(&z);
	return rc;
}

int edu_zlib(edu_buffer *out, const edu_allocator *a, const void *data, size_t length)
{
	z_stream z;

	if (!begin(&z, a, Z_BEST_COMPRESSION, MAX_WBITS)) return EDU_ENOMEM;
	const int rc = compress_all(&z, out, data, length);
	deflateEnd(&z);
	return rc;
}
