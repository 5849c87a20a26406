/*
 * emrex/registry.c – lists of EMREX providers: read, asked, freed.
 */
#include "emrex/registry.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

/* Both sources bring all names themselves. */
static const char *const no_names[] = { "" };
static const uint16_t no_numbers[] = { 0 };
static const edu_name_table empty_table = { 0, no_names, no_numbers, 0, no_numbers };

static edu_registry *make(const edu_context *ctx)
{
	edu_registry *r = edu_allocate(&ctx->allocator, sizeof *r);
	if (!r) return NULL;
	memset(r, 0, sizeof *r);
	r->allocator = ctx->allocator;
	r->arena = edu_arena_new(&ctx->allocator);
	if (r->arena) return r;
	edu_release(&ctx->allocator, r, sizeof *r);
	return NULL;
}

void edu_registry_free(edu_registry *registry)
{
	if (!registry) return;
	const edu_allocator a = registry->allocator;
	edu_arena_leave(registry->arena);
	edu_release(&a, registry->entries, registry->capacity * sizeof *registry->entries);
	edu_release(&a, registry, sizeof *registry);
}

static bool begins_json(const char *data, size_t length)
{
	size_t at = length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (at < length && edu_is_blank(data + at, 1)) at++;
	return at < length && (data[at] == '{' || data[at] == '[');
}

int edu_registry_read(edu_registry **out, const edu_context *ctx, const void *data, size_t length,
                      edu_error *err)
{
	edu_error own;
	edu_listing l;
	int rc = 0;

	memset(&l, 0, sizeof l);
	l.err = err ? err : &own;
	edu_error_clear(l.err);
	if (out) *out = NULL;
	if (!out || !ctx || (!data && length))
		return edu_fail(l.err, EDU_EARG, NULL,
		                "reading a registry needs a place for it, a context and bytes");
	if (!length)
		return edu_fail(l.err, EDU_EFORMAT, "registry/unknown",
		                "the input is empty; a registry is expected");
	l.registry = make(ctx);
	if (!l.registry) return edu_fail_memory(l.err);
	if (edu_tree_open(&l.tree, ctx, &empty_table, true) < 0) rc = edu_fail_memory(l.err);
	if (rc == 0)
		rc = begins_json(data, length) ? edu_listing_json(&l, data, length)
		                               : edu_listing_xml(&l, data, length);
	edu_tree_close(&l.tree);
	edu_release(&ctx->allocator, l.institutions, l.institution_capacity * sizeof *l.institutions);
	if (rc < 0) edu_registry_free(l.registry);
	else *out = l.registry;
	return rc;
}

size_t edu_registry_count(const edu_registry *registry)
{
	return registry ? registry->count : 0;
}

int edu_registry_at(const edu_registry *registry, size_t i, edu_registry_entry *out)
{
	if (!registry || !out || i >= registry->count) return EDU_EARG;
	*out = registry->entries[i];
	return 0;
}

static bool has_institution(const edu_registry_entry *e, const char *name, bool all_will_do)
{
	const size_t length = strlen(name);

	if (!e->institution_count) return all_will_do;
	for (size_t i = 0; i < e->institution_count; i++)
		if (edu_equal_nocase(name, length, e->institutions[i])
		    || (all_will_do && edu_equal_nocase("all", 3, e->institutions[i])))
			return true;
	return false;
}

size_t edu_registry_find(const edu_registry *registry, const char *country, const char *institution,
                         size_t from)
{
	for (size_t i = from; i < edu_registry_count(registry); i++) {
		const edu_registry_entry *e = &registry->entries[i];
		if (country && (!e->country || !edu_equal_nocase(country, strlen(country), e->country)))
			continue;
		if (institution && !has_institution(e, institution, country != NULL)) continue;
		return i;
	}
	return edu_registry_count(registry);
}
