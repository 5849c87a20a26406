/*
 * xml/feed.c – the source as the parser gets it.
 */
#include "xml/feed.h"

#include <string.h>

enum { WORTH_CUTTING = 4 };

void edu_xml_feed_open(edu_xml_feed *f, const edu_xml_source *source)
{
	f->data = source->data;
	f->length = source->length;
	f->delivered = f->fed = f->removed = 0;
	f->first = f->count = 0;
}

/* Does a tag or the like end right before the line feed that was delivered last? */
static bool is_behind_tag(const edu_xml_feed *f)
{
	size_t at = f->delivered - 1;

	if (at && f->data[at - 1] == '\r') at--;
	return at && f->data[at - 1] == '>';
}

/* How many of the next bytes are blanks, where a tag follows them. */
static size_t indentation(const edu_xml_feed *f)
{
	const char *begin = f->data + f->delivered, *end = f->data + f->length, *at = begin;

	while (at < end && (*at == ' ' || *at == '\t')) at++;
	return at < end && *at == '<' ? (size_t)(at - begin) : 0;
}

static void cut_indentation(edu_xml_feed *f)
{
	const size_t n = indentation(f);

	if (n < WORTH_CUTTING || f->count == EDU_XML_CUTS) return;
	const uint32_t slot = (f->first + f->count++) % EDU_XML_CUTS;
	f->cuts[slot].at = (uint32_t)f->fed;
	f->cuts[slot].removed = (uint32_t)n;
	f->delivered += n;
}

size_t edu_xml_feed_take(edu_xml_feed *f, char *buffer, size_t size)
{
	size_t out = 0;

	while (out < size && f->delivered < f->length) {
		const char *data = f->data + f->delivered;
		const size_t left = f->length - f->delivered, most = left < size - out ? left : size - out;
		const char *line_end = memchr(data, '\n', most);
		const size_t n = line_end ? (size_t)(line_end - data) + 1 : most;
		memcpy(buffer + out, data, n);
		out += n;
		f->fed += n;
		f->delivered += n;
		if (line_end && is_behind_tag(f)) cut_indentation(f);
	}
	return out;
}
