/*
 * emrex/registry_xml.c – the EMREX providers of the EWP catalogue.
 *
 * Two namespaces are in use for the same element, so names are matched without them.
 */
#include "emrex/registry.h"
#include "base/fail.h"
#include "base/map.h"
#include "base/text.h"
#include "model/refusal.h"
#include "xml/xml.h"

#include <string.h>

static bool belongs_nowhere(const char *uri)
{
	return false;
}

static bool is_called(const edu_tree *t, edu_ref item, const char *name)
{
	return item && t->items[item].kind == EDU_KIND_ELEMENT &&
	       !strcmp(edu_tree_name_local(t, t->items[item].name), name);
}

/* Take one child of a provider's element into its entry. */
static int add_child(edu_listing *l, edu_ref child, const char *text, size_t length, edu_registry_entry *e)
{
	const edu_tree *t = &l->tree;

	if (is_called(t, child, "institution")) return edu_listing_institution(l, text, length);
	if (is_called(t, child, "name") && !e->name) return edu_listing_text(l, text, length, &e->name);
	if (is_called(t, child, "country-code") && !e->country)
		return edu_listing_text(l, text, length, &e->country);
	if (is_called(t, child, "url") && !e->url) return edu_listing_text(l, text, length, &e->url);
	if (is_called(t, child, "certificate") && !e->certificate)
		return edu_listing_certificate(l, text, length, &e->certificate);
	return 0;
}

static int add_provider(edu_listing *l, edu_ref provider, edu_buffer *scratch)
{
	const edu_tree *t = &l->tree;
	edu_registry_entry e;
	int rc = 0;

	memset(&e, 0, sizeof e);
	for (edu_ref c = edu_tree_first(t, provider); c && rc == 0; c = edu_tree_next(t, c)) {
		const char *text = NULL;
		size_t length = 0;
		if (t->items[c].kind != EDU_KIND_ELEMENT) continue;
		scratch->length = 0;
		if (edu_tree_text(t, c, scratch, &text, &length) < 0) return edu_fail_memory(l->err);
		if (text) rc = add_child(l, c, text, length, &e);
	}
	return rc < 0 ? rc : edu_listing_entry(l, &e);
}

/* With several providers for a country it is the learner who picks one. */
static int mark_single_fetch(edu_listing *l)
{
	edu_registry *r = l->registry;
	edu_map first;           /* of each country: the number of its first provider, from 1 */
	int rc = 0;

	edu_map_open(&first, &r->allocator);
	for (size_t i = 0; i < r->count && rc == 0; i++) {
		const char *country = r->entries[i].country;
		if (!country) continue;
		edu_map_slot *slot = edu_map_slot_of(&first, country, strlen(country));
		if (!slot) rc = edu_fail_memory(l->err);
		else if (!slot->value) slot->value = (uint32_t)i + 1;
		else r->entries[i].single_fetch = r->entries[slot->value - 1].single_fetch = 1;
	}
	edu_map_close(&first);
	return rc;
}

int edu_listing_xml(edu_listing *l, const char *data, size_t length)
{
	const edu_tree *t = &l->tree;
	edu_buffer scratch;

	edu_buffer_open(&scratch, &l->registry->allocator);
	/* It is read in place and needs a NUL behind, which the caller's bytes may lack. */
	int rc = edu_buffer_add(&scratch, data, length) < 0 ? edu_fail_memory(l->err) : 0;
	if (rc == 0) rc = edu_xml_read(&l->tree, scratch.data, length, belongs_nowhere, l->err);
	edu_buffer_free(&scratch);
	if (rc < 0) return rc;
	const edu_ref root = edu_tree_root(t);
	if (!is_called(t, root, "catalogue"))
		return edu_refuse(l->err, EDU_EFORMAT, "registry/unknown", t, root,
		                  "well-formed XML, but no catalogue of EWP");
	edu_buffer_open(&scratch, &l->registry->allocator);
	for (edu_ref i = root; i && rc == 0; i = edu_tree_walk(t, root, i))
		if (is_called(t, i, "emrex-data-access-point") &&
		    is_called(t, t->items[i].parent, "apis-implemented"))
			rc = add_provider(l, i, &scratch);
	edu_buffer_free(&scratch);
	return rc < 0 ? rc : mark_single_fetch(l);
}
