/*
 * places.h – where the results of a verb go that makes one document, and one report, of each input.
 */
#ifndef EDU_TOOLS_PLACES_H
#define EDU_TOOLS_PLACES_H

#include "inputs.h"
#include "jobs.h"
#include "outputs.h"

typedef struct places {
	const char *output, *report; /* as given; output "-" where it was not, report NULL */
	bool output_folder, report_folder;
	const char *extension; /* of documents in an output folder */
} places;

/* From the values of --output and --report; many: several inputs are possible. Returns 0 or EXIT_USAGE. */
int places_parse(places *p, const char *document, const char *report, bool many);

/* Begin a document or a report of an input's. False, with the trouble in *o: it can't be. */
bool places_begin_document(const places *p, const input *in, output *o);
bool places_begin_report(const places *p, const input *in, output *o);
/* Write a report and give it its name; returns the exit status, its line in r->errors. */
int places_write_report(const places *p, const input *in, const edu_ledger *ledger, output *o, result *r);

#endif
