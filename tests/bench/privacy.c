/*
 * privacy.c – edu_redact() beside edu_convert(), both with their ledgers, on documents that were read; see
 * privacy.h.
 */
#include "privacy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "work.h"

enum { SEED = 20260714, TRANSCRIPT = 40 * 1000, KEY = 32 };

typedef struct redaction {
	const edu_document *source;
	const char *policy; /* NULL: a conversion into the other format */
} redaction;

static void work_account(const void *state)
{
	static const char key[KEY] = "no secret";
	const redaction *r = state;
	const edu_redact_options options = { EDU_REDACT_OPTIONS_VERSION, key, sizeof key, "somebody" };
	const char *other = strcmp(edu_document_format(r->source), "elmo") ? "elmo" : "elm";
	edu_error err = EDU_ERROR_INIT;
	edu_document *made = NULL;
	edu_ledger *ledger = NULL;
	size_t written = 0;
	const edu_sink sink = counting_sink(&written);

	const int rc = r->policy ? edu_redact(&made, r->source, r->policy, strlen(r->policy), &options,
	                                      &ledger, &err)
	                         : edu_convert(&made, r->source, other, NULL, &ledger, &err);
	if (rc < 0 || edu_ledger_write_to(ledger, &sink, &err) < 0) give_up("redacting", &err);
	edu_ledger_free(ledger);
	edu_document_free(made);
}

static void print_row(const char *what, const edu_document *source, size_t length, double seconds)
{
	const redaction work[] = { { source, NULL }, { source, "results-only" }, { source, "pseudonymous" } };
	contender list[] = { { work_account, &work[0], 0 },
		             { work_account, &work[1], 0 },
		             { work_account, &work[2], 0 } };

	race(list, 3, seconds);
	printf("| %s, %zu kB | %.0f | %.0f | %.2f | %.0f | %.2f |\n", what, length / 1000, 1 / list[0].best,
	       1 / list[1].best, list[1].best / list[0].best, 1 / list[2].best, list[2].best / list[0].best);
	fflush(stdout);
}

void print_privacy(const edu_context *ctx, double seconds)
{
	size_t length;
	char *transcript = generate_transcript(TRANSCRIPT, SEED, &length);
	edu_buffer credential = EDU_BUFFER_INIT;

	if (!transcript) give_up("no memory for a transcript", NULL);
	const input in = { ctx, transcript, length };
	make_credential(&in, 0, &credential);
	edu_document *elmo = read_bytes(ctx, transcript, length),
		     *elm = read_bytes(ctx, credential.data, credential.length);
	printf("\n## Redacting\n\nDocuments that were read, with their ledgers written, a second; ratios are "
	       "times, converting 1.\n\n"
	       "| document | converted | redacted, results only | ratio | pseudonymous | ratio "
	       "|\n|-|-|-|-|-|-|\n");
	print_row("ELMO", elmo, length, seconds);
	print_row("ELM", elm, credential.length, seconds);
	edu_document_free(elm);
	edu_document_free(elmo);
	edu_buffer_free(&credential);
	free(transcript);
}
