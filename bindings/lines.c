/*
 * lines.c – JSON Lines in a growing buffer; see lines.h.
 */
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(void *state, size_t size)
{
	return malloc(size);
}

static void *resize(void *state, void *block, size_t old_size, size_t size)
{
	return realloc(block, size);
}

static void release(void *state, void *block, size_t size)
{
	free(block);
}

static int add(edu_buffer *out, const char *data, size_t length)
{
	if (out->capacity - out->length <= length) {
		const size_t capacity = (out->length + length + 1) * 2;
		char *bigger = realloc(out->data, capacity);
		if (!bigger) return EDU_ENOMEM;
		out->data = bigger;
		out->capacity = capacity;
	}
	memcpy(out->data + out->length, data, length);
	out->length += length;
	out->data[out->length] = '\0';
	return 0;
}

static int add_text(edu_buffer *out, const char *text)
{
	return add(out, text, strlen(text));
}

static int add_string(edu_buffer *out, const char *text)
{
	int rc = add_text(out, "\"");
	for (const char *c = text; !rc && *c; c++) {
		const unsigned char byte = (unsigned char)*c;
		char escape[8] = { *c };
		if (byte < 0x20) snprintf(escape, sizeof escape, "\\u%04x", byte);
		if (byte == '"' || byte == '\\') snprintf(escape, sizeof escape, "\\%c", byte);
		rc = add_text(out, escape);
	}
	return rc ? rc : add_text(out, "\"");
}

/* The first member opens the object. */
static int at_line(const edu_buffer *out)
{
	return !out->length || out->data[out->length - 1] == '\n';
}

int lines_text(edu_buffer *out, const char *name, const char *text)
{
	int rc = add_text(out, at_line(out) ? "{" : ",");
	if (!rc) rc = add_string(out, name);
	if (!rc) rc = add_text(out, ":");
	return rc ? rc : add_string(out, text);
}

int lines_number(edu_buffer *out, const char *name, uint32_t value)
{
	char member[64];
	snprintf(member, sizeof member, "%c\"%s\":%lu", at_line(out) ? '{' : ',', name, (unsigned long)value);
	return add_text(out, member);
}

int lines_end(edu_buffer *out)
{
	return add_text(out, "}\n");
}

edu_buffer lines_open(void)
{
	return (edu_buffer){ .allocator = { allocate, resize, release, NULL } };
}
