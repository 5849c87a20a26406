/*
 * validate/checking.h – what the engines over the tables share.
 */
#ifndef EDU_VALIDATE_CHECKING_H
#define EDU_VALIDATE_CHECKING_H

#include "model/document.h"

typedef struct edu_checking {
	const edu_document *doc;
	const edu_schema *schema;
	unsigned version;            /* whose tables count */
	bool as_schema;              /* what they don't know is an error, as a schema processor says */
	edu_finding_list *list;
	edu_buffer scratch;          /* a text put together from pieces */
	edu_buffer collapsed;
} edu_checking;

/*
 * Add a finding of the rule NAME/rule, NAME being that of the format. 0 or EDU_ENOMEM.
 */
int edu_checking_add(edu_checking *c, edu_ref item, edu_severity severity, const char *rule,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The values of a list in words, or its name where there are too many for a message. */
void edu_checking_codes(const edu_checking *c, const edu_codes *codes, unsigned version, char *out, size_t size);

/* XML: every element against the rows of its class. 0 or EDU_ENOMEM. */
int edu_check_elements(edu_checking *c);
/* JSON-LD: every node, all its occurrences together, against the rows of its classes. 0 or EDU_ENOMEM. */
int edu_check_graph(edu_checking *c);
/* Plain JSON: every object against the rows of its class, as the judgement says. 0 or EDU_ENOMEM. */
int edu_check_members(edu_checking *c, const edu_judgement *judgement);

#endif
