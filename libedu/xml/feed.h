/*
 * xml/feed.h – handing the source to the parser, without its indentation, and the way back to places in the source.
 *
 * Blanks between a line end and a tag are a third of many a document, and libxml2 looks at each for a while. What
 * is cut stands behind >, an optional carriage return and a line feed, and before <: wherever that is in a
 * document, one white space there is as good as many for being well-formed. Texts are taken from the source, so
 * that nothing is missing in them.
 */
#ifndef EDU_XML_FEED_H
#define EDU_XML_FEED_H

#include "xml/source.h"

enum { EDU_XML_CUTS = 1024 };      /* a power of two */

typedef struct edu_xml_feed {
	const char *data;              /* the source */
	size_t length;
	size_t delivered;              /* of the source */
	size_t fed;                    /* bytes the parser got for it */
	size_t removed;                /* cut in front of the place asked for last */
	uint32_t first, count;         /* of the cuts behind that place; a ring */
	struct { uint32_t at, removed; } cuts[EDU_XML_CUTS];   /* at: in what was fed */
} edu_xml_feed;

void edu_xml_feed_open(edu_xml_feed *f, const edu_xml_source *source);
/* Fill a buffer; returns the bytes, 0 at the end. */
size_t edu_xml_feed_take(edu_xml_feed *f, char *buffer, size_t size);

/* Where in the source a place in what was fed is. To be asked for places in ascending order. */
static inline size_t edu_xml_feed_place(edu_xml_feed *f, size_t at)
{
	while (f->count && f->cuts[f->first].at <= at) {
		f->removed += f->cuts[f->first].removed;
		f->first = (f->first + 1) % EDU_XML_CUTS;
		f->count--;
	}
	return at + f->removed;
}

#endif
