/*
 * xml/source.h – the bytes of a document as UTF-8, whatever encoding they came in, and the way back.
 *
 * libxml2 could convert as well, but reports bad bytes through the handlers of the whole process, loads
 * converters from files and loses the places. So it is only ever given UTF-8.
 */
#ifndef EDU_XML_SOURCE_H
#define EDU_XML_SOURCE_H

#include "base/memory.h"

typedef enum edu_xml_encoding {
	EDU_XML_UTF8 = 0,
	EDU_XML_ASCII,
	EDU_XML_UTF16LE,
	EDU_XML_UTF16BE,
	EDU_XML_LATIN1,            /* ISO-8859-1 */
	EDU_XML_LATIN9,            /* ISO-8859-15 */
	EDU_XML_WINDOWS1252
} edu_xml_encoding;

typedef struct edu_xml_source {
	const char *data;          /* UTF-8, NUL behind: the input itself, its BOM included, or converted */
	size_t length;
	const char *input;
	size_t input_length;
	const edu_allocator *allocator;
	char *converted;           /* NULL: the input is UTF-8 */
	char *copy;                /* of an input in UTF-8 without a NUL behind; NULL: there is none */
	edu_xml_encoding encoding;
	size_t mark, input_mark;   /* the same place in data and in input */
} edu_xml_source;

/*
 * Find out the encoding (BOM, first bytes, declaration) and convert. UTF-8 is not checked here: libxml2 does.
 * 0, EDU_ENOMEM, EDU_ESYNTAX (the bytes contradict the declaration or the encoding), EDU_EUNSUPPORTED.
 */
int edu_xml_source_open(edu_xml_source *s, const edu_allocator *a, const char *input, size_t length,
                        edu_error *err);
/* Put a NUL behind data by copying it, for an input that has none. 0 or EDU_ENOMEM. */
int edu_xml_source_terminate(edu_xml_source *s);
void edu_xml_source_close(edu_xml_source *s);          /* also after a failed open */

size_t edu_xml_source_find(edu_xml_source *s, size_t offset);

/* Where in the input an offset in data is; cheap where offsets come in ascending order. */
static inline size_t edu_xml_source_place(edu_xml_source *s, size_t offset)
{
	return s->converted ? edu_xml_source_find(s, offset) : offset;
}

#endif
