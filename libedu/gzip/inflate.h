/*
 * gzip/inflate.h – compressed bytes back into plain ones, piece by piece and within bounds. The only folder
 * that knows zlib.
 *
 * Rules: gzip/damaged, gzip/checksum, gzip/truncated, gzip/trailing (EDU_EINVALID); gzip/expanded, gzip/ratio
 * (EDU_ELIMIT).
 * The offset of an error counts compressed bytes.
 */
#ifndef EDU_GZIP_INFLATE_H
#define EDU_GZIP_INFLATE_H

#include <edu/base.h>
#include <stdbool.h>

typedef enum edu_wrapping {
	EDU_WRAPPED_GZIP = 1,    /* RFC 1952, any number of members */
	EDU_WRAPPED_ZLIB = 2     /* RFC 1950 */
} edu_wrapping;

/* Bounds on what a few bytes may become. */
typedef struct edu_inflate_limits {
	uint64_t bytes;          /* of output */
	uint64_t free_bytes;     /* of output, before the ratio counts */
	uint32_t ratio;          /* output bytes for each input byte */
} edu_inflate_limits;

typedef struct edu_inflate edu_inflate;

/* Appends to out, which must live as long. To be freed also after a failure; NULL then is possible. */
int edu_inflate_new(edu_inflate **out, const edu_allocator *a, edu_wrapping wrapping,
                    const edu_inflate_limits *limits, edu_buffer *to, edu_error *err);
int edu_inflate_add(edu_inflate *i, const void *data, size_t length, edu_error *err);
/* The input is complete. */
int edu_inflate_end(edu_inflate *i, edu_error *err);
void edu_inflate_free(edu_inflate *i);

bool edu_inflate_had_members(const edu_inflate *i);    /* more than one */
bool edu_inflate_had_more(const edu_inflate *i);       /* bytes behind the last one, which were passed over */

/* All at once: append what data holds, one member or stream and nothing behind it (gzip/trailing). */
int edu_inflate_whole(edu_buffer *out, const edu_allocator *a, edu_wrapping wrapping, const edu_inflate_limits *limits,
                      const void *data, size_t length, edu_error *err);

#endif
