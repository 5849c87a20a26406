/*
 * model/findings.c – the list of findings: collecting, ordering, reading.
 *
 * Paths and places are made once, at the end: in document order all of them together cost one walk.
 */
#include "model/findings.h"
#include "base/fail.h"
#include "model/sort.h"

#include <stdio.h>
#include <string.h>

/* Beyond so many of one rule the rest is only counted: a hostile document shall not fill the memory. */
enum { LISTED_OF_A_RULE = 10000, LONGEST_MESSAGE = 512 };

typedef struct entry {
	edu_finding finding;
	uint32_t order;           /* of its item in the document */
} entry;

typedef struct tally {
	const char *rule;
	edu_severity severity;
	size_t count;
} tally;

struct edu_finding_list {
	const edu_document *doc;
	edu_arena *arena;
	entry *entries;
	size_t count, capacity;
	tally *tallies;
	size_t tally_count, tally_capacity;
};

struct edu_findings {
	edu_finding_list list;
};

static const edu_allocator *allocator_of(const edu_finding_list *list)
{
	return &list->doc->tree.ctx->allocator;
}

int edu_findings_new(edu_findings **out, const edu_document *doc, edu_error *err)
{
	const edu_allocator *a = &doc->tree.ctx->allocator;
	edu_findings *f = edu_allocate(a, sizeof *f);

	*out = NULL;
	if (!f) return edu_fail_memory(err);
	memset(f, 0, sizeof *f);
	f->list.doc = doc;
	f->list.arena = edu_arena_new(a);
	if (!f->list.arena) {
		edu_release(a, f, sizeof *f);
		return edu_fail_memory(err);
	}
	*out = f;
	return 0;
}

edu_finding_list *edu_findings_list(edu_findings *findings)
{
	return &findings->list;
}

/* The arena knows the allocator: findings may outlive their document. */
void edu_findings_free(edu_findings *findings)
{
	if (!findings) return;
	edu_finding_list *list = &findings->list;
	const edu_allocator a = list->arena->allocator;
	edu_release(&a, list->entries, list->capacity * sizeof *list->entries);
	edu_release(&a, list->tallies, list->tally_capacity * sizeof *list->tallies);
	edu_arena_leave(list->arena);
	edu_release(&a, findings, sizeof *findings);
}

/* The count of a rule's findings, with the rule's id to stay; NULL: out of memory. */
static tally *tally_of(edu_finding_list *list, const char *rule, edu_severity severity)
{
	for (size_t i = 0; i < list->tally_count; i++) {
		tally *t = &list->tallies[i];
		if (t->severity == severity && strcmp(t->rule, rule) == 0) return t;
	}
	if (!edu_grow(allocator_of(list), (void **)&list->tallies, &list->tally_capacity, list->tally_count,
	              sizeof *list->tallies)) return NULL;
	const char *kept = edu_arena_text(list->arena, rule, strlen(rule));
	if (!kept) return NULL;
	tally *t = &list->tallies[list->tally_count++];
	*t = (tally){ kept, severity, 0 };
	return t;
}

static int append(edu_finding_list *list, edu_ref item, edu_severity severity, const char *rule,
                  const char *message)
{
	if (!edu_grow(allocator_of(list), (void **)&list->entries, &list->capacity, list->count,
	              sizeof *list->entries)) return EDU_ENOMEM;
	const char *text = edu_arena_text(list->arena, message, strlen(message));
	if (!text) return EDU_ENOMEM;
	entry *e = &list->entries[list->count++];
	memset(e, 0, sizeof *e);
	e->finding.severity = severity;
	e->finding.rule = rule;
	e->finding.message = text;
	e->finding.path = "";
	e->finding.ref = item;
	return 0;
}

int edu_finding_add(edu_finding_list *list, const edu_document *doc, edu_ref item, edu_severity severity,
                    const char *rule, const char *format, ...)
{
	char message[LONGEST_MESSAGE];
	va_list args;

	tally *t = tally_of(list, rule, severity);
	if (!t) return EDU_ENOMEM;
	if (t->count++ >= LISTED_OF_A_RULE) return 0;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return append(list, item, severity, t->rule, message);
}

/* One finding for what was counted and not listed, at the top. */
static int add_unlisted(edu_finding_list *list)
{
	const edu_tree *t = &list->doc->tree;
	const size_t rules = list->tally_count;

	for (size_t i = 0; i < rules; i++) {
		char message[LONGEST_MESSAGE];
		if (list->tallies[i].count <= LISTED_OF_A_RULE) continue;
		snprintf(message, sizeof message, "%zu more findings of the rule %s are not listed",
		         list->tallies[i].count - LISTED_OF_A_RULE, list->tallies[i].rule);
		if (append(list, edu_tree_root(t), EDU_SEVERITY_INFO, "validate/more", message) < 0)
			return EDU_ENOMEM;
	}
	return 0;
}

static bool refs_follow_the_document(const edu_tree *t)
{
	edu_ref last = 0;

	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		if (i < last) return false;
		last = i;
	}
	return true;
}

/* A read tree numbers its items in document order; one that was made need not. */
static int number_entries(edu_finding_list *list)
{
	const edu_tree *t = &list->doc->tree;

	for (size_t i = 0; i < list->count; i++) list->entries[i].order = list->entries[i].finding.ref;
	if (refs_follow_the_document(t)) return 0;
	uint32_t *order = edu_allocate(allocator_of(list), t->count * sizeof *order);
	if (!order) return EDU_ENOMEM;
	memset(order, 0, t->count * sizeof *order);
	uint32_t n = 0;
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) order[i] = ++n;
	for (size_t i = 0; i < list->count; i++) list->entries[i].order = order[list->entries[i].finding.ref];
	edu_release(allocator_of(list), order, t->count * sizeof *order);
	return 0;
}

static int by_order(const void *a, const void *b, const void *state)
{
	const uint32_t x = ((const entry *)a)->order, y = ((const entry *)b)->order;
	return (x > y) - (x < y);
}

static int fill_paths(edu_finding_list *list)
{
	edu_path_walker w;
	int rc = 0;

	edu_path_walker_open(&w, &list->doc->tree);
	for (size_t i = 0; i < list->count && rc == 0; i++) {
		edu_finding *f = &list->entries[i].finding;
		const char *path;
		size_t length;
		if (i && list->entries[i - 1].finding.ref == f->ref) {
			f->path = list->entries[i - 1].finding.path;
			continue;
		}
		rc = edu_path_walker_to(&w, f->ref, &path, &length);
		if (rc == 0 && !(f->path = edu_arena_text(list->arena, path, length))) rc = EDU_ENOMEM;
	}
	edu_path_walker_close(&w);
	return rc;
}

/* Lines are counted on from the last place asked for, so that all places together cost one pass. */
static void fill_places(edu_finding_list *list)
{
	const edu_document *doc = list->doc;
	const char *data = doc->inner ? doc->inner : doc->original;
	const size_t length = doc->inner ? doc->inner_length : doc->original_length;
	size_t last = 0;             /* the last place asked for, and its line and column */
	uint32_t line = 1, column = 1;

	if (!data || !doc->tree.places) return;
	for (size_t i = 0; i < list->count; i++) {
		edu_finding *f = &list->entries[i].finding;
		const size_t offset = doc->tree.places[f->ref];
		uint32_t lines, columns;
		if (offset < last) {
			last = 0;
			line = column = 1;
		}
		edu_place_of(data + last, length - last, offset - last, &lines, &columns);
		column = lines > 1 ? columns : column + columns - 1;
		line += lines - 1;
		f->line = line;
		f->column = column;
		last = offset;
	}
}

int edu_findings_finish(edu_findings *findings, edu_error *err)
{
	edu_finding_list *list = &findings->list;

	int rc = add_unlisted(list);
	if (rc == 0) rc = number_entries(list);
	if (rc == 0)
		rc = edu_sort(allocator_of(list), list->entries, list->count, sizeof *list->entries, by_order,
		              NULL);
	if (rc == 0) rc = fill_paths(list);
	if (rc < 0) return edu_fail_memory(err);
	fill_places(list);
	return 0;
}

size_t edu_findings_count(const edu_findings *findings)
{
	return findings ? findings->list.count : 0;
}

size_t edu_findings_count_of(const edu_findings *findings, edu_severity severity)
{
	size_t n = 0;

	for (size_t i = 0; findings && i < findings->list.count; i++)
		n += findings->list.entries[i].finding.severity == severity;
	return n;
}

int edu_findings_at(const edu_findings *findings, size_t i, edu_finding *out)
{
	if (!findings || !out || i >= findings->list.count) return EDU_EARG;
	*out = findings->list.entries[i].finding;
	return 0;
}

const char *edu_severity_name(edu_severity severity)
{
	switch (severity) {
	case EDU_SEVERITY_ERROR: return "error";
	case EDU_SEVERITY_WARNING: return "warning";
	case EDU_SEVERITY_INFO: return "info";
	}
	return "";
}
