/*
 * emrex/listing.c – providers on their way into a registry, one by one.
 */
#include "emrex/registry.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

int edu_listing_text(edu_listing *l, const char *text, size_t length, const char **out)
{
	*out = NULL;
	edu_trim(&text, &length);
	if (!length) return 0;
	*out = edu_arena_text(l->registry->arena, text, length);
	return *out ? 0 : edu_fail_memory(l->err);
}

int edu_listing_institution(edu_listing *l, const char *text, size_t length)
{
	void *list = l->institutions;
	const char *name;

	int rc = edu_listing_text(l, text, length, &name);
	if (rc < 0 || !name) return rc;
	if (!edu_grow(&l->registry->allocator, &list, &l->institution_capacity, l->institution_count,
	              sizeof *l->institutions))
		return edu_fail_memory(l->err);
	l->institutions = list;
	l->institutions[l->institution_count++] = name;
	return 0;
}

int edu_listing_entry(edu_listing *l, const edu_registry_entry *entry)
{
	edu_registry *r = l->registry;
	const size_t size = l->institution_count * sizeof *l->institutions;
	const char **institutions = NULL;
	void *entries = r->entries;

	if (size) {
		institutions = edu_arena_get(r->arena, size);
		if (!institutions) return edu_fail_memory(l->err);
		memcpy(institutions, l->institutions, size);
	}
	if (!edu_grow(&r->allocator, &entries, &r->capacity, r->count, sizeof *r->entries))
		return edu_fail_memory(l->err);
	r->entries = entries;
	r->entries[r->count] = *entry;
	r->entries[r->count].institutions = institutions;
	r->entries[r->count++].institution_count = l->institution_count;
	l->institution_count = 0;
	return 0;
}
