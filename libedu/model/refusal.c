/*
 * model/refusal.c – errors that point at an item; see refusal.h.
 */
#include "model/refusal.h"
#include "base/fail.h"

#include <stdio.h>

int edu_refuse(edu_error *err, int code, const char *rule, const edu_tree *t, edu_ref item,
               const char *format, ...)
{
	char message[EDU_MESSAGE_SIZE];
	edu_buffer path;
	va_list args;

	if (err && err->code) return code;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	edu_fail(err, code, rule, "%s", message);
	edu_buffer_open(&path, &t->ctx->allocator);
	/* Without memory for the path the error still says what is wrong. */
	if (err && edu_tree_path(t, item, &path) == 0 && path.data) edu_error_set_path(err, path.data);
	edu_buffer_free(&path);
	if (err && t->places) err->offset = t->places[item];
	return code;
}
