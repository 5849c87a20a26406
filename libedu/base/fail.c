/*
 * base/fail.c – filling the caller's edu_error.
 */
#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* True while err can take the error: it is there, and no inner cause has been reported. */
static bool is_open(const edu_error *err)
{
	return err && err->code == 0;
}

static void fill(edu_error *err, int code, const char *rule, const char *format, va_list args)
{
	err->code = code;
	snprintf(err->rule, sizeof err->rule, "%s", rule ? rule : "");
	vsnprintf(err->message, sizeof err->message, format, args);
}

int edu_fail(edu_error *err, int code, const char *rule, const char *format, ...)
{
	if (!is_open(err)) return code;
	va_list args;
	va_start(args, format);
	fill(err, code, rule, format, args);
	va_end(args);
	return code;
}

int edu_fail_memory(edu_error *err)
{
	return edu_fail(err, EDU_ENOMEM, NULL, "out of memory");
}

int edu_fail_at(edu_error *err, int code, const char *rule, const char *data, size_t length, size_t offset,
                const char *format, ...)
{
	if (!is_open(err)) return code;
	va_list args;
	va_start(args, format);
	fill(err, code, rule, format, args);
	va_end(args);
	err->offset = offset;
	edu_place_of(data, length, offset, &err->line, &err->column);
	return code;
}

void edu_place_of(const char *data, size_t length, size_t offset, uint32_t *line, uint32_t *column)
{
	if (offset > length) offset = length;
	size_t begin = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	uint32_t lines = 1;
	for (size_t i = begin; i < offset; i++) {
		const bool inner_cr = data[i] == '\r' && i + 1 < length && data[i + 1] == '\n';
		if ((data[i] != '\n' && data[i] != '\r') || inner_cr) continue;
		lines++;
		begin = i + 1;
	}
	*line = lines;
	*column = offset < begin ? 1 : (uint32_t)(offset - begin) + 1;
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

void edu_error_set_path(edu_error *err, const char *path)
{
	static const char gap[] = "\xE2\x80\xA6";   /* … */

	if (!err || err->path[0]) return;
	const size_t length = strlen(path);
	if (length < sizeof err->path) {
		memcpy(err->path, path, length + 1);
		return;
	}
	/* The tail says where, the head says in what; neither may end within a character. */
	size_t head = sizeof err->path / 3;
	while (head && is_continuation(path[head])) head--;
	size_t tail = length - (sizeof err->path - head - sizeof gap);
	while (is_continuation(path[tail])) tail++;
	memcpy(err->path, path, head);
	memcpy(err->path + head, gap, sizeof gap - 1);
	memcpy(err->path + head + sizeof gap - 1, path + tail, length - tail + 1);
}

void edu_error_clear(edu_error *err)
{
	if (err) memset(err, 0, sizeof *err);
}
