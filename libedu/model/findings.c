/*
 * model/findings.c – the list of findings: collecting and reading.
 */
#include "model/finding_list.h"
#include "model/twin.h"
#include "base/fail.h"

#include <stdio.h>
#include <string.h>

/*
 * Beyond so many of one rule the rest is only counted, beyond so many other places none is kept: a hostile
 * document shall not fill the memory.
 */
enum { LISTED_OF_A_RULE = 10000, LISTED_PLACES = 100000, LONGEST_MESSAGE = 512 };

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
	edu_release(&a, list->others, list->other_capacity * sizeof *list->others);
	edu_release(&a, list->tallies, list->tally_capacity * sizeof *list->tallies);
	edu_arena_leave(list->arena);
	edu_release(&a, findings, sizeof *findings);
}

/* The count of a rule's findings, with the rule's id to stay; NULL: out of memory. */
static edu_finding_tally *tally_of(edu_finding_list *list, const char *rule, edu_severity severity)
{
	for (size_t i = 0; i < list->tally_count; i++) {
		edu_finding_tally *t = &list->tallies[i];
		if (t->severity == severity && strcmp(t->rule, rule) == 0) return t;
	}
	if (!edu_grow(allocator_of(list), (void **)&list->tallies, &list->tally_capacity, list->tally_count,
	              sizeof *list->tallies)) return NULL;
	const char *kept = edu_arena_text(list->arena, rule, strlen(rule));
	if (!kept) return NULL;
	edu_finding_tally *t = &list->tallies[list->tally_count++];
	*t = (edu_finding_tally){ kept, severity, 0 };
	return t;
}

static int append(edu_finding_list *list, edu_ref item, edu_severity severity, const char *rule,
                  const char *message)
{
	if (!edu_grow(allocator_of(list), (void **)&list->entries, &list->capacity, list->count,
	              sizeof *list->entries)) return EDU_ENOMEM;
	const char *text = edu_arena_text(list->arena, message, strlen(message));
	if (!text) return EDU_ENOMEM;
	edu_finding_entry *e = &list->entries[list->count];
	memset(e, 0, sizeof *e);
	e->number = (uint32_t)list->count++;
	e->finding.severity = severity;
	e->finding.rule = rule;
	e->finding.message = text;
	e->finding.path = "";
	e->finding.ref = item;
	return 0;
}

void edu_finding_list_make_graver(edu_finding_list *list, const char *const *rules)
{
	list->graver = rules;
}

static edu_severity graver(const edu_finding_list *list, edu_severity severity, const char *rule)
{
	for (size_t i = 0; severity == EDU_SEVERITY_WARNING && list->graver && list->graver[i]; i++)
		if (strcmp(list->graver[i], rule) == 0) return EDU_SEVERITY_ERROR;
	return severity;
}

int edu_finding_add(edu_finding_list *list, const edu_document *doc, edu_ref item, edu_severity severity,
                    const char *rule, const char *format, ...)
{
	char message[LONGEST_MESSAGE];
	va_list args;

	severity = graver(list, severity, rule);
	edu_finding_tally *t = tally_of(list, rule, severity);
	if (!t) return EDU_ENOMEM;
	list->listed = t->count++ < LISTED_OF_A_RULE;
	if (!list->listed) return 0;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return append(list, edu_document_shown_item(doc, item), severity, t->rule, message);
}

int edu_finding_also(edu_finding_list *list, const edu_document *doc, edu_ref item)
{
	if (!list->listed || list->other_count == LISTED_PLACES) return 0;
	if (!edu_grow(allocator_of(list), (void **)&list->others, &list->other_capacity, list->other_count,
	              sizeof *list->others)) return EDU_ENOMEM;
	edu_finding_entry *e = &list->entries[list->count - 1];
	edu_finding_other *o = &list->others[list->other_count++];
	memset(o, 0, sizeof *o);
	o->place.path = "";
	o->place.ref = edu_document_shown_item(doc, item);
	o->finding = e->number;
	e->also_count++;
	return 0;
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

int edu_findings_finish(edu_findings *findings, edu_error *err)
{
	edu_finding_list *list = &findings->list;

	int rc = add_unlisted(list);
	if (rc == 0) rc = edu_finding_list_order(list);
	return rc < 0 ? edu_fail_memory(err) : 0;
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

size_t edu_findings_also_count(const edu_findings *findings, size_t i)
{
	return findings && i < findings->list.count ? findings->list.entries[i].also_count : 0;
}

int edu_findings_also(const edu_findings *findings, size_t i, size_t j, edu_finding_place *out)
{
	if (!findings || !out || i >= findings->list.count) return EDU_EARG;
	const edu_finding_entry *e = &findings->list.entries[i];
	if (j >= e->also_count) return EDU_EARG;
	*out = findings->list.others[e->also + j].place;
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
