/*
 * model/file.c – the bytes of a file, by the C library alone, so that pipes and devices work as well.
 */
#include "model/file.h"
#include "base/fail.h"

#include <errno.h>
#include <stdio.h>

enum { FIRST_PIECE = 64 * 1024 };

/* strerror() depends on the locale and is not safe between threads. */
static const char *meaning(int number)
{
	switch (number) {
	case ENOENT: return "there is no such file";
	case ENOTDIR: return "a part of the path is no folder";
	case EISDIR: return "it is a folder";
	case EACCES: case EPERM: return "permission denied";
	case ENAMETOOLONG: return "the path is too long";
	case EMFILE: case ENFILE: return "too many open files";
	case ENOMEM: return "the system is out of memory";
	case ELOOP: return "too many symbolic links";
	default: return "the system reports an error";
	}
}

static int fail_system(edu_error *err, const char *doing, int number)
{
	return edu_fail(err, EDU_EIO, number == ENOENT ? "file/missing" : "file/system", "%s: %s (errno %d)",
	                doing, meaning(number), number);
}

static int fail_limit(edu_error *err, const edu_context *ctx)
{
	return edu_fail(
		err, EDU_ELIMIT, "limit/bytes",
		"the file is larger than the limit of %llu bytes; raise the context's limit to read it",
		(unsigned long long)ctx->limits.bytes);
}

/* What the file says of its size, to ask for memory once; the first piece where it can't say. */
static size_t expected_size(FILE *file)
{
	size_t size = 0;

	if (fseek(file, 0, SEEK_END) == 0) {
		const long end = ftell(file);
		if (end > 0) size = (size_t)end;
		rewind(file);
	}
	clearerr(file);
	return size ? size : FIRST_PIECE;
}

typedef struct piece {
	char *data;
	size_t length, capacity;
} piece;

static int resize(piece *p, const edu_context *ctx, size_t capacity)
{
	char *data = edu_resize(&ctx->allocator, p->data, p->capacity, capacity);
	if (!data) return EDU_ENOMEM;
	p->data = data;
	p->capacity = capacity;
	return 0;
}

/* Read until the end, or until one byte more than the limit is there. */
static int read_all(piece *p, const edu_context *ctx, FILE *file, edu_error *err)
{
	for (;;) {
		if (p->length == p->capacity && resize(p, ctx, p->capacity + p->capacity / 2 + 1) < 0)
			return edu_fail_memory(err);
		errno = 0;
		const size_t n = fread(p->data + p->length, 1, p->capacity - p->length, file);
		p->length += n;
		if (p->length > ctx->limits.bytes) return fail_limit(err, ctx);
		if (ferror(file)) return fail_system(err, "the file can't be read", errno);
		if (n == 0 || feof(file)) return 0;
	}
}

/* A folder opens like a file and claims to be huge; reading tells. */
static int check_oversize(FILE *file, const edu_context *ctx, edu_error *err)
{
	char first;

	errno = 0;
	if (fread(&first, 1, 1, file) == 0 && ferror(file))
		return fail_system(err, "the file can't be read", errno);
	return fail_limit(err, ctx);
}

int edu_file_read(char **data, size_t *length, const edu_context *ctx, const char *path, edu_error *err)
{
	piece p = { NULL, 0, 0 };

	errno = 0;
	FILE *file = fopen(path, "rb");
	if (!file) return fail_system(err, "the file can't be opened", errno);
	const size_t size = expected_size(file);
	int rc = size > FIRST_PIECE && size > ctx->limits.bytes ? check_oversize(file, ctx, err) : 0;
	/* One byte more than the file has shows its end without another growth. */
	if (rc == 0 && resize(&p, ctx, size + 1) < 0) rc = edu_fail_memory(err);
	if (rc == 0) rc = read_all(&p, ctx, file, err);
	if (rc == 0 && resize(&p, ctx, p.length + 1) < 0) rc = edu_fail_memory(err);
	fclose(file);
	if (rc < 0) {
		edu_release(&ctx->allocator, p.data, p.capacity);
		return rc;
	}
	p.data[p.length] = '\0';
	*data = p.data;
	*length = p.length;
	return 0;
}
