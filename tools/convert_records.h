/*
 * convert_records.h – edu convert on input that is read record by record.
 */
#ifndef EDU_TOOLS_CONVERT_RECORDS_H
#define EDU_TOOLS_CONVERT_RECORDS_H

#include "jobs.h"
#include "records.h"

typedef struct record_conversion {
	const input *in;
	const edu_context *ctx;
	const edu_read_options *read;
	const edu_convert_options *convert;
	const char *to;
	unsigned threads;
	const edu_sink *document;
	const edu_sink *report;      /* NULL: none is wanted */
} record_conversion;

/*
 * Lines become lines, a page a page, an array an array. A record that can't be read or converted is told, and left
 * out; the largest status of all is returned. *all and *lost count values. EXIT_NO_OUTPUT: a sink refused.
 */
int convert_records(const record_conversion *c, result *r, size_t *all, size_t *lost);

#endif
