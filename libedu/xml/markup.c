/*
 * xml/markup.c – finding markup that is too long or too full; see markup.h.
 */
#include "xml/markup.h"

#include <stdbool.h>
#include <string.h>

/* A tag of twice that length holds a window that begins at a multiple of it and, as no tag holds a second <, has none. */
enum { WINDOW = 32 * 1024 };

static size_t find(const char *data, size_t length, size_t at, char c)
{
	const char *found = at < length ? memchr(data + at, c, length - at) : NULL;
	return found ? (size_t)(found - data) : length;
}

static size_t behind(const char *data, size_t length, size_t at, const char *end)
{
	const size_t n = strlen(end);
	for (at = find(data, length, at, end[0]); at + n <= length; at = find(data, length, at + 1, end[0]))
		if (memcmp(data + at, end, n) == 0) return at + n;
	return length;
}

size_t edu_xml_markup_end(const char *data, size_t length, size_t at)
{
	static const struct { const char *begin, *end; } kinds[] = {
		{ "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const size_t n = strlen(kinds[i].begin);
		if (length - at >= n && memcmp(data + at, kinds[i].begin, n) == 0)
			return behind(data, length, at + n, kinds[i].end);
	}
	return find(data, length, at + 1, '<');
}

/* Values in quotes of what begins as a start tag. */
static size_t count_attributes(const char *tag, size_t length)
{
	size_t count = 0;
	if (length < 2 || strchr("!?/", tag[1])) return 0;
	for (size_t at = 1; at < length && tag[at] != '>'; at++) {
		if (tag[at] != '"' && tag[at] != '\'') continue;
		count++;
		at = find(tag, length, at + 1, tag[at]);
	}
	return count;
}

/* Is it markup that begins there, or does it stand within a comment, say? *at: markup from which to find out, in front. */
static bool is_markup(const char *data, size_t length, size_t *at, size_t tag)
{
	while (*at < tag && data[*at] == '<') *at = find(data, length, edu_xml_markup_end(data, length, *at), '<');
	return *at == tag;
}

size_t edu_xml_overfull_tag(const char *data, size_t length)
{
	size_t markup = find(data, length, 0, '<');
	for (size_t at = 0; at + WINDOW <= length; at += WINDOW) {
		if (memchr(data + at, '<', WINDOW)) continue;
		const size_t end = find(data, length, at + WINDOW, '<');
		size_t tag = at;
		while (tag && data[tag] != '<') tag--;
		if (count_attributes(data + tag, end - tag) > EDU_XML_MOST_ATTRIBUTES && is_markup(data, length, &markup, tag))
			return tag;
		/* The next window is the one that holds its end. */
		at = end - end % WINDOW - WINDOW;
	}
	return length;
}
