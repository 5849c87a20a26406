/*
 * json/extent.c – where a JSON value ends; see extent.h.
 */
#include "json/extent.h"

#include "json/scan.h"

#include <string.h>

size_t edu_json_white(const char *text, size_t length)
{
	size_t n = 0;
	while (n < length && text[n] && strchr(" \t\r\n", text[n])) n++;
	return n;
}

static void scan_string(edu_extent *c, const char *text, size_t length)
{
	while (c->at < length) {
		if (c->escaped) {
			c->escaped = false;
			c->at++;
			continue;
		}
		c->at += edu_plain_run(text + c->at, length - c->at);
		if (c->at == length) return;
		const char found = text[c->at++];
		c->escaped = found == '\\';
		if (found != '"') continue;
		c->in_string = false;
		return;
	}
}

bool edu_extent_grow(edu_extent *c, const char *text, size_t length)
{
	while (c->at < length) {
		if (c->in_string) {
			scan_string(c, text, length);
			if (c->in_string) return false;
			if (!c->depth) return true;
			continue;
		}
		const char found = text[c->at];
		if (found == '"') c->in_string = true;
		else if (found == '{' || found == '[') c->depth++;
		else if (found == '}' || found == ']') {
			if (!c->depth) return true;
			if (!--c->depth) return c->at++, true;
		} else if (!c->depth && (found == ',' || found == '\n')) return true;
		c->at++;
	}
	return false;
}

size_t edu_find_items(const char *text, size_t length)
{
	size_t depth = 0, i = 0;

	while (i < length) {
		const char found = text[i];
		if (found != '"') {
			if (found == '{' || found == '[') depth++;
			if ((found == '}' || found == ']') && --depth == 0) return 0;
			i++;
			continue;
		}
		edu_extent c = { .at = i + 1, .in_string = true };
		scan_string(&c, text, length);
		if (c.in_string) return 0;
		const bool is_items = depth == 1 && c.at - i == 7 && memcmp(text + i, "\"items\"", 7) == 0;
		i = c.at;
		if (!is_items) continue;
		i += edu_json_white(text + i, length - i);
		if (i == length || text[i++] != ':') continue;
		i += edu_json_white(text + i, length - i);
		if (i < length && text[i] == '[') return i + 1;
	}
	return 0;
}
