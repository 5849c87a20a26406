/*
 * validate/checking.c – findings of the engines, under the name of their format.
 */
#include "validate/checking.h"
#include "model/findings.h"

#include <stdio.h>

enum { LONGEST_FINDING = 512 };

int edu_checking_add(edu_checking *c, edu_ref item, edu_severity severity, const char *rule,
                     const char *format, ...)
{
	char id[EDU_RULE_SIZE], message[LONGEST_FINDING];
	va_list args;

	snprintf(id, sizeof id, "%s/%s", c->schema->format, rule);
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return edu_finding_add(c->list, c->doc, item, severity, id, "%s", message);
}
