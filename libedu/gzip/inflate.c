/*
 * gzip/inflate.c – compressed bytes back into plain ones; see inflate.h.
 */
#include "gzip/inflate.h"
#include "base/fail.h"
#include "base/memory.h"
#include "gzip/memory.h"

#include <string.h>

enum { ROOM = 64 * 1024, MAGIC_1 = 0x1F, MAGIC_2 = 0x8B };

typedef enum phase {
	INSIDE = 0,              /* a member */
	BETWEEN = 1,             /* behind a member */
	HALF_MAGIC = 2,          /* behind a member and the first byte of what may be another */
	BEHIND = 3               /* the last member */
} phase;

struct edu_inflate {
	z_stream z;
	edu_allocator allocator;
	edu_inflate_limits limits;
	edu_wrapping wrapping;
	edu_buffer *to;
	phase phase;
	uint64_t in, out;        /* bytes so far */
	size_t members;
	bool more;
	bool open;               /* z is to be ended */
};

int edu_inflate_new(edu_inflate **out, const edu_allocator *a, edu_wrapping wrapping,
                    const edu_inflate_limits *limits, edu_buffer *to, edu_error *err)
{
	edu_inflate *i = *out = edu_allocate(a, sizeof *i);
	if (!i) return edu_fail_memory(err);
	memset(i, 0, sizeof *i);
	i->allocator = *a;
	i->limits = *limits;
	i->wrapping = wrapping;
	i->to = to;
	edu_gzip_use_allocator(&i->z, &i->allocator);
	if (inflateInit2(&i->z, MAX_WBITS + (wrapping == EDU_WRAPPED_GZIP ? 16 : 0)) != Z_OK)
		return edu_fail_memory(err);
	i->open = true;
	return 0;
}

void edu_inflate_free(edu_inflate *i)
{
	if (!i) return;
	if (i->open) inflateEnd(&i->z);
	const edu_allocator a = i->allocator;
	edu_release(&a, i, sizeof *i);
}

bool edu_inflate_had_members(const edu_inflate *i)
{
	return i->members > 1;
}

bool edu_inflate_had_more(const edu_inflate *i)
{
	return i->more;
}

static int fail_at(const edu_inflate *i, edu_error *err, int code, const char *rule, const char *message)
{
	const bool first = err && !err->code;

	edu_fail(err, code, rule, "%s", message);
	if (first) err->offset = i->in;
	return code;
}

static int check_limits(const edu_inflate *i, edu_error *err)
{
	if (i->out > i->limits.bytes)
		return fail_at(i, err, EDU_ELIMIT, "gzip/expanded",
		               "the data expands to more bytes than the limit; raise the limit to read it");
	if (i->out > i->limits.free_bytes && i->out / i->limits.ratio >= i->in)
		return fail_at(i, err, EDU_ELIMIT, "gzip/ratio",
		               "the data expands to so much more than it is that it looks like an attack");
	return 0;
}

/* zlib has one code for everything, and its messages tell. */
static int fail_data(const edu_inflate *i, edu_error *err)
{
	const char *said = i->z.msg;

	if (said &&
	    (strcmp(said, "incorrect data check") == 0 || strcmp(said, "incorrect length check") == 0))
		return fail_at(i, err, EDU_EINVALID, "gzip/checksum",
		               "the checksum or length at the end of the compressed data is another; it was "
		               "damaged on its way");
	return fail_at(i, err, EDU_EINVALID, "gzip/damaged", "the compressed data is damaged");
}

static void end_member(edu_inflate *i)
{
	i->members++;
	i->phase = i->wrapping == EDU_WRAPPED_GZIP ? BETWEEN : BEHIND;
}

/* Expand until the piece is used up, or the member ends. */
static int expand(edu_inflate *i, edu_error *err)
{
	for (;;) {
		if (edu_buffer_room(i->to, ROOM) < 0) return edu_fail_memory(err);
		const uInt piece = i->z.avail_in;
		i->z.next_out = (Bytef *)i->to->data + i->to->length;
		i->z.avail_out = ROOM;
		const int said = inflate(&i->z, Z_NO_FLUSH);
		const size_t made = ROOM - i->z.avail_out;
		i->to->length += made;
		i->to->data[i->to->length] = '\0';
		i->in += piece - i->z.avail_in;
		i->out += made;
		if (said == Z_MEM_ERROR) return edu_fail_memory(err);
		if (said != Z_OK && said != Z_STREAM_END && said != Z_BUF_ERROR) return fail_data(i, err);
		const int rc = check_limits(i, err);
		if (rc < 0) return rc;
		if (said == Z_STREAM_END) {
			end_member(i);
			return 0;
		}
		if (i->z.avail_out) return 0;
	}
}

static int begin_member(edu_inflate *i, edu_error *err)
{
	static const unsigned char magic[] = { MAGIC_1, MAGIC_2 };
	Bytef *const next = i->z.next_in;
	const uInt left = i->z.avail_in;

	/* The allocations of the first member serve the next. */
	if (inflateReset(&i->z) != Z_OK) return edu_fail(err, EDU_EINTERNAL, NULL, "zlib can't be set back");
	i->phase = INSIDE;
	i->in -= sizeof magic;
	i->z.next_in = (Bytef *)(uintptr_t)magic;
	i->z.avail_in = sizeof magic;
	const int rc = expand(i, err);
	i->z.next_in = next;
	i->z.avail_in = left;
	return rc;
}

/* The byte behind a member: does another one begin? */
static int look(edu_inflate *i, edu_error *err)
{
	const unsigned char byte = *i->z.next_in++;

	i->z.avail_in--;
	i->in++;
	if (i->phase == BETWEEN && byte == MAGIC_1) {
		i->phase = HALF_MAGIC;
		return 0;
	}
	if (i->phase == HALF_MAGIC && byte == MAGIC_2) return begin_member(i, err);
	i->phase = BEHIND;
	i->more = true;
	return 0;
}

static int add_piece(edu_inflate *i, edu_error *err)
{
	int rc = 0;

	while (rc == 0 && i->z.avail_in && i->phase != BEHIND)
		rc = i->phase == INSIDE ? expand(i, err) : look(i, err);
	if (i->z.avail_in) i->more = true;
	return rc;
}

int edu_inflate_add(edu_inflate *i, const void *data, size_t length, edu_error *err)
{
	const unsigned char *at = data;
	int rc = 0;

	while (rc == 0 && length) {
		const uInt piece = length > ROOM ? ROOM : (uInt)length;
		i->z.next_in = (Bytef *)(uintptr_t)at;
		i->z.avail_in = piece;
		rc = add_piece(i, err);
		at += piece;
		length -= piece;
	}
	return rc;
}

int edu_inflate_end(edu_inflate *i, edu_error *err)
{
	if (i->phase == HALF_MAGIC) i->more = true;
	if (i->phase != INSIDE) return 0;
	return fail_at(i, err, EDU_EINVALID, "gzip/truncated", "the compressed data ends too early");
}

int edu_inflate_whole(edu_buffer *out, const edu_allocator *a, edu_wrapping wrapping, const edu_inflate_limits *limits,
                      const void *data, size_t length, edu_error *err)
{
	edu_inflate *i;

	int rc = edu_inflate_new(&i, a, wrapping, limits, out, err);
	if (rc == 0) rc = edu_inflate_add(i, data, length, err);
	if (rc == 0) rc = edu_inflate_end(i, err);
	if (rc == 0 && (edu_inflate_had_members(i) || edu_inflate_had_more(i)))
		rc = fail_at(i, err, EDU_EINVALID, "gzip/trailing", "bytes stand behind the compressed data");
	edu_inflate_free(i);
	return rc;
}
