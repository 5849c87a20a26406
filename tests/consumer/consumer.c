/*
 * consumer.c – a program of somebody else's: reads a document, walks it, converts it, writes it.
 * Plain C99 over the installed headers.
 */
#include <edu.h>
#include <stdio.h>

static size_t count_nodes(edu_node node)
{
	size_t n = 1;
	edu_node child;
	for (child = edu_node_first(node); !edu_node_is_null(child); child = edu_node_next(child)) n += count_nodes(child);
	return n;
}

int main(int argc, char **argv)
{
	edu_context *ctx = NULL;
	edu_document *doc = NULL, *credential = NULL;
	edu_ledger *ledger = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	int rc = edu_context_new(&ctx, NULL, &err);

	if (rc == 0) rc = edu_document_read_file(&doc, ctx, argc > 1 ? argv[1] : "transcript.xml", NULL, &err);
	if (rc == 0) rc = edu_convert(&credential, doc, "elm", NULL, &ledger, &err);
	if (rc == 0) rc = edu_document_write(credential, &bytes, NULL, &err);
	if (rc == 0) {
		printf("%s: %s %s, %u nodes, %u exact, %u bytes of %s\n", edu_version(), edu_document_format(doc),
		       edu_document_version(doc), (unsigned)count_nodes(edu_document_root(doc)),
		       (unsigned)edu_ledger_count(ledger, EDU_OUTCOME_EXACT), (unsigned)bytes.length,
		       edu_document_format(credential));
	} else {
		fprintf(stderr, "%s: %s\n", edu_status_name(rc), err.message);
	}
	edu_buffer_free(&bytes);
	edu_ledger_free(ledger);
	edu_document_free(credential);
	edu_document_free(doc);
	edu_context_free(ctx);
	return rc == 0 ? 0 : 1;
}
