/*
 * gzip/deflate.c – bytes into one gzip member.
 */
#include "gzip/deflate.h"
#include "base/memory.h"
#include "gzip/memory.h"

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

int edu_gzip(edu_buffer *out, const edu_allocator *a, const void *data, size_t length)
{
	const unsigned char *at = data;
	gz_header header;
	z_stream z;
	int rc = 0;

	memset(&z, 0, sizeof z);
	memset(&header, 0, sizeof header);
	edu_gzip_use_allocator(&z, a);
	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return EDU_ENOMEM;
	/* Else zlib names the operating system. */
	header.os = NO_SYSTEM;
	deflateSetHeader(&z, &header);
	do {
		const size_t piece = length > PIECE ? PIECE : length;
		z.next_in = (Bytef *)(uintptr_t)at;
		z.avail_in = (uInt)piece;
		at += piece;
		length -= piece;
		rc = compress_piece(&z, out, length ? Z_NO_FLUSH : Z_FINISH);
	} while (rc == 0 && length);
	deflateEnd(&z);
	return rc;
}
