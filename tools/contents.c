/*
 * contents.c – what edu inspect says of a document without a learner's record: which records it holds, counted.
 */
#include "contents.h"

#include <string.h>

enum { MOST_CLASSES = 64 };

typedef struct tally {
	const char *classes[MOST_CLASSES];
	size_t counts[MOST_CLASSES];
	size_t length;
} tally;

static void count(tally *t, edu_node record)
{
	const char *cls = edu_node_class(record);
	size_t i = 0;

	if (!*cls) return;
	while (i < t->length && strcmp(t->classes[i], cls)) i++;
	if (i == MOST_CLASSES) return;
	if (i == t->length) {
		t->classes[t->length++] = cls;
		t->counts[i] = 0;
	}
	t->counts[i]++;
}

static void count_entries(tally *t, edu_node array)
{
	if (edu_node_kind(array) != EDU_KIND_ARRAY) return;
	for (edu_node n = edu_node_first(array); !edu_node_is_null(n); n = edu_node_next(n)) count(t, n);
}

static bool is_holder(edu_node top)
{
	const char *cls = edu_node_class(top);
	return !strcmp(cls, "Page") || !strcmp(cls, "Bundle") || !strcmp(cls, "CoursesResponse");
}

/* The top is an array of records, holds such arrays or elements, or is one record. */
static void count_records(tally *t, const edu_document *doc)
{
	const edu_node top = edu_document_root(doc);

	count_entries(t, top);
	if (is_holder(top))
		for (edu_node n = edu_node_first(top); !edu_node_is_null(n); n = edu_node_next(n)) {
			if (edu_node_kind(n) == EDU_KIND_ELEMENT) count(t, n);
			else count_entries(t, n);
		}
	if (!t->length) count(t, top);
}

void put_contents_json(text *out, const edu_document *doc)
{
	tally t = { .length = 0 };

	count_records(&t, doc);
	text_puts(out, "{\"format\":");
	text_put_json(out, edu_document_format(doc));
	text_puts(out, ",\"version\":");
	text_put_json(out, edu_document_version(doc));
	text_puts(out, ",\"contents\":{");
	for (size_t i = 0; i < t.length; i++) {
		if (i) text_puts(out, ",");
		text_put_json(out, t.classes[i]);
		text_putf(out, ":%zu", t.counts[i]);
	}
	text_puts(out, "}}\n");
}

void put_contents_text(text *out, const edu_document *doc)
{
	tally t = { .length = 0 };

	count_records(&t, doc);
	text_putf(out, "%-13s%s %s\n", "document", edu_document_format(doc), edu_document_version(doc));
	for (size_t i = 0; i < t.length; i++)
		text_putf(out, "%-13s%zu %s\n", i ? "" : "holds", t.counts[i], t.classes[i]);
}
