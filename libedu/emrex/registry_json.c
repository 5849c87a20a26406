/*
 * emrex/registry_json.c – EMREG's list: countries, and providers under "ncps" (since 2016) or "emps" (since
 * 2025).
 *
 * Lists are written by hand: entries may be null, members missing, and booleans texts.
 */
#include "emrex/registry.h"
#include "base/fail.h"
#include "base/map.h"
#include "base/text.h"
#include "json/json.h"
#include "model/refusal.h"

#include <string.h>

static edu_ref member(const edu_tree *t, edu_ref object, const char *name)
{
	if (!object || t->items[object].kind != EDU_KIND_OBJECT) return 0;
	for (edu_ref m = edu_tree_first(t, object); m; m = edu_tree_next(t, m))
		if (!strcmp(edu_tree_name_text(t, t->items[m].name, NULL), name)) return m;
	return 0;
}

static edu_ref first_entry(const edu_tree *t, edu_ref array)
{
	return array && t->items[array].kind == EDU_KIND_ARRAY ? edu_tree_first(t, array) : 0;
}

/* A member's text; NULL where it is none. */
static int text_of(edu_listing *l, edu_ref object, const char *name, const char **out)
{
	const edu_ref m = member(&l->tree, object, name);

	*out = NULL;
	if (!m || l->tree.items[m].kind != EDU_KIND_STRING) return 0;
	return edu_listing_text(l, l->tree.items[m].text, l->tree.items[m].length, out);
}

static bool is_true(const edu_tree *t, edu_ref value)
{
	if (!value) return false;
	const edu_item *item = &t->items[value];
	return item->kind == EDU_KIND_TRUE
	       || (item->kind == EDU_KIND_STRING && edu_equal_nocase(item->text, item->length, "true"));
}

/* Which item of "countries" has which code; the first counts. */
static int map_countries(edu_listing *l, edu_map *countries)
{
	const edu_tree *t = &l->tree;

	for (edu_ref c = first_entry(t, member(t, t->top, "countries")); c; c = edu_tree_next(t, c)) {
		const char *text;
		const int rc = text_of(l, c, "countryCode", &text);
		if (rc < 0) return rc;
		if (!text) continue;
		edu_map_slot *slot = edu_map_slot_of(countries, text, strlen(text));
		if (!slot) return edu_fail_memory(l->err);
		if (!slot->value) slot->value = c;
	}
	return 0;
}

static int add_country(edu_listing *l, const edu_map *countries, edu_registry_entry *e)
{
	const edu_ref c = e->country ? edu_map_get(countries, e->country, strlen(e->country)) : 0;

	if (!c) return 0;
	e->single_fetch = is_true(&l->tree, member(&l->tree, c, "singleFetch"));
	return text_of(l, c, "countryName", &e->country_name);
}

static int add_institutions(edu_listing *l, edu_ref list)
{
	const edu_tree *t = &l->tree;
	int rc = 0;

	if (list && t->items[list].kind == EDU_KIND_STRING)
		return edu_listing_institution(l, t->items[list].text, t->items[list].length);
	for (edu_ref i = first_entry(t, list); i && rc == 0; i = edu_tree_next(t, i))
		if (t->items[i].kind == EDU_KIND_STRING)
			rc = edu_listing_institution(l, t->items[i].text, t->items[i].length);
	return rc;
}

static int add_provider(edu_listing *l, const edu_map *countries, edu_ref provider)
{
	const edu_tree *t = &l->tree;
	edu_registry_entry e;

	memset(&e, 0, sizeof e);
	const edu_ref key = member(t, provider, "pubKey");
	int rc = text_of(l, provider, "acronym", &e.name);
	if (rc == 0) rc = text_of(l, provider, "countryCode", &e.country);
	if (rc == 0) rc = text_of(l, provider, "url", &e.url);
	if (rc == 0) rc = add_country(l, countries, &e);
	if (rc == 0) rc = add_institutions(l, member(t, provider, "institutions"));
	if (rc == 0 && key && t->items[key].kind == EDU_KIND_STRING)
		rc = edu_listing_certificate(l, t->items[key].text, t->items[key].length, &e.certificate);
	return rc < 0 ? rc : edu_listing_entry(l, &e);
}

static int add_providers(edu_listing *l, const edu_map *countries)
{
	static const char *const lists[] = { "ncps", "emps" };
	const edu_tree *t = &l->tree;
	bool known = false;
	int rc = 0;

	for (size_t i = 0; i < 2 && rc == 0; i++) {
		const edu_ref list = member(t, t->top, lists[i]);
		known |= list && t->items[list].kind == EDU_KIND_ARRAY;
		for (edu_ref p = first_entry(t, list); p && rc == 0; p = edu_tree_next(t, p))
			if (t->items[p].kind == EDU_KIND_OBJECT) rc = add_provider(l, countries, p);
	}
	if (rc < 0 || known) return rc;
	return edu_refuse(l->err, EDU_EFORMAT, "registry/unknown", t, t->top,
	                  "well-formed JSON, but no list of EMREX providers: it has neither ncps nor emps");
}

int edu_listing_json(edu_listing *l, const char *data, size_t length)
{
	edu_map countries;

	int rc = edu_json_read(&l->tree, data, length, l->err);
	if (rc < 0) return rc;
	edu_map_open(&countries, &l->registry->allocator);
	rc = map_countries(l, &countries);
	if (rc == 0) rc = add_providers(l, &countries);
	edu_map_close(&countries);
	return rc;
}
