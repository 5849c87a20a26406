/*
 * validate/checking.c – findings of the engines, under the name of their format.
 */
#include "validate/checking.h"
#include "model/findings.h"

#include <stdio.h>
#include <string.h>

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

void edu_checking_codes(const edu_checking *c, const edu_codes *codes, unsigned version, char *out, size_t size)
{
	size_t length = 0;

	for (uint32_t i = 0; i < codes->count; i++) {
		if (codes->versions && !(codes->versions[i] >> version & 1)) continue;
		const size_t more = strlen(codes->values[i]) + 2;
		if (length + more >= size) {
			snprintf(out, size, "the codes of the schema's list %s", codes->name);
			return;
		}
		length += (size_t)snprintf(out + length, size - length, "%s%s", length ? ", " : "", codes->values[i]);
	}
}
