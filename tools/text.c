/*
 * text.c – text that grows while it is put together; see text.h.
 */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(text *t, size_t more)
{
	size_t need = t->length + more + 1;
	if (t->failed) return false;
	if (need <= t->capacity) return true;
	size_t capacity = need + need / 2 + 64;
	char *data = realloc(t->data, capacity);
	if (!data) {
		t->failed = true;
		return false;
	}
	t->data = data;
	t->capacity = capacity;
	return true;
}

void text_add(text *t, const char *data, size_t length)
{
	if (!make_room(t, length)) return;
	if (length) memcpy(t->data + t->length, data, length);
	t->length += length;
	t->data[t->length] = '\0';
}

void text_puts(text *t, const char *string)
{
	text_add(t, string, strlen(string));
}

void text_putf(text *t, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int need = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (need < 0 || !make_room(t, (size_t)need)) return;
	va_start(args, format);
	vsnprintf(t->data + t->length, (size_t)need + 1, format, args);
	va_end(args);
	t->length += (size_t)need;
}

static bool is_control(const char *s)
{
	unsigned char c = (unsigned char)s[0], next = (unsigned char)s[c != 0];
	/* C1 controls are C2 80 … C2 9F in UTF-8, and some terminals obey them. */
	return c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0);
}

void text_put_shown(text *t, const char *string)
{
	for (const char *s = string; *s; s++) {
		if (!is_control(s)) {
			text_add(t, s, 1);
			continue;
		}
		text_add(t, "?", 1);
		if ((unsigned char)*s == 0xc2) s++;
	}
}

/* Bytes of the well-formed UTF-8 sequence at s (Unicode 15, table 3-7); 0: none begins there. */
static size_t sequence_at(const unsigned char *s)
{
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if ((s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4) return 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80) return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f)) return 0;
	if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f)) return 0;
	return n;
}

/* File names are bytes: what is not UTF-8 in them becomes U+FFFD, so that the line stays JSON. */
void text_put_json(text *t, const char *string)
{
	if (!string) {
		text_puts(t, "null");
		return;
	}
	text_puts(t, "\"");
	for (const char *s = string; *s;) {
		unsigned char c = (unsigned char)*s;
		size_t n = sequence_at((const unsigned char *)s);
		if (c == '"' || c == '\\') text_putf(t, "\\%c", c);
		else if (c == '\n') text_puts(t, "\\n");
		else if (c == '\t') text_puts(t, "\\t");
		else if (c < 0x20 || c == 0x7f) text_putf(t, "\\u%04x", c);
		else if (n) text_add(t, s, n);
		else text_puts(t, "\xef\xbf\xbd");
		s += n ? n : 1;
	}
	text_puts(t, "\"");
}

bool text_print(text *t, FILE *to)
{
	bool good = !t->failed && (!t->length || fwrite(t->data, 1, t->length, to) == t->length);
	t->length = 0;
	return good;
}

void text_free(text *t)
{
	free(t->data);
	*t = (text){ 0 };
}

char *text_make(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int need = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *made = need < 0 ? NULL : malloc((size_t)need + 1);
	if (!made) return NULL;
	va_start(args, format);
	vsnprintf(made, (size_t)need + 1, format, args);
	va_end(args);
	return made;
}

bool text_ends_with(const char *string, const char *end)
{
	size_t n = strlen(string), m = strlen(end);
	return n >= m && !memcmp(string + n - m, end, m);
}
