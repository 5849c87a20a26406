/*
 * xml/reasons.h – what a complaint of libxml2 means, in our words: its own quote the document.
 */
#ifndef EDU_XML_REASONS_H
#define EDU_XML_REASONS_H

#include <edu/base.h>

typedef struct edu_xml_reason {
	int code;                /* xmlParserErrors */
	int status;              /* edu_status */
	const char *rule;
	const char *message;
} edu_xml_reason;

/* Never NULL; a code that the table doesn't have is plain bad syntax. */
const edu_xml_reason *edu_xml_reason_of(int code);

#endif
