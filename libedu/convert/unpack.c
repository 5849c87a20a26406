/*
 * convert/unpack.c – values that travelled come back to the places they are from.
 */
#include "convert/unpack.h"

#include <string.h>

#include "base/fail.h"
#include "base/forms.h"
#include "base/text.h"
#include "convert/addresses.h"
#include "convert/places.h"
#include "model/copy.h"
#include "model/order.h"
#include "xml/xml.h"

typedef struct unpacking {
	edu_document *made;
	const edu_ledger *ledger;
	edu_error *err;
	edu_places places;
	edu_addresses addresses;
} unpacking;

static int set_json(unpacking *u, const edu_residue *r, edu_ref *out)
{
	edu_tree *t = &u->made->tree;
	edu_ref from;
	size_t used;
	*out = 0;
	int rc = edu_addresses_find(&u->addresses, r, &from, &used);
	if (rc >= 0 && from) rc = edu_pointer_make(t, from, r->path + used, r->path_length - used, (edu_kind)r->kind, out);
	if (rc < 0) return edu_fail_memory(u->err);
	if (!*out) return 0;
	const edu_kind kind = (edu_kind)t->items[*out].kind;
	const uint16_t origin = *out < u->ledger->origin_count ? u->ledger->origins[*out] : 0;
	/* What is there came by the crosswalk and is newer, unless it is there for want of a value. */
	if (kind == EDU_KIND_OBJECT || kind == EDU_KIND_ARRAY) return *out = 0, 0;
	if (t->items[*out].text && (!origin || origin >= EDU_UNPACKED)) return *out = 0, 0;
	/* And the text: a number that is none would be written as it is. */
	t->items[*out].kind = r->kind == EDU_KIND_NUMBER && !edu_is_json_number(r->text, r->length) ? EDU_KIND_STRING : r->kind;
	return edu_tree_set_text(t, *out, r->text, r->length) < 0 ? edu_fail_memory(u->err) : 0;
}

static int set_xml(unpacking *u, const edu_residue *r, edu_ref *out)
{
	int rc = edu_places_find(&u->places, r->path, r->path_length, true, out);
	if (rc >= 0 && *out) rc = edu_tree_set_text(&u->made->tree, *out, r->text, r->length);
	return rc < 0 ? edu_fail_memory(u->err) : 0;
}

static bool is_bare(const edu_tree *t, edu_ref item)
{
	return !t->items[item].text && !t->items[item].last;
}

static void delete_xml(edu_tree *t, edu_ref item)
{
	/* An element may keep attributes that stay; without its text it is only an element. */
	if (t->items[item].kind == EDU_KIND_ELEMENT) edu_tree_use_text(t, item, NULL, 0);
	else t->items[item].text = NULL;
	while (item && item != edu_tree_root(t) && is_bare(t, item)) {
		const edu_ref holder = t->items[item].parent;
		edu_tree_remove(t, item);
		item = holder;
	}
}

/* Hang the element that text is markup of below parent; damaged markup stays where it travelled. */
static int hang_markup(unpacking *u, edu_ref parent, const edu_residue *r, edu_ref *out)
{
	edu_tree *t = &u->made->tree, fragment;
	int rc = edu_tree_open(&fragment, t->ctx, t->table, false);
	if (rc >= 0) rc = edu_xml_read(&fragment, r->text, r->length, u->made->format->belongs, NULL);
	if (rc >= 0 && edu_tree_copy(t, parent, &fragment, edu_tree_root(&fragment), out) < 0) rc = EDU_ENOMEM;
	edu_tree_close(&fragment);
	return rc == EDU_ENOMEM ? edu_fail_memory(u->err) : 0;
}

static int add_markup(unpacking *u, const edu_residue *r, edu_ref *out)
{
	edu_ref there = 0, parent = 0;
	const char *end = r->path + r->path_length;
	while (end > r->path && end[-1] != '/') end--;
	int rc = edu_places_find(&u->places, r->path, (size_t)(end - r->path) - (end > r->path), true, &parent);
	*out = 0;
	if (rc >= 0 && parent) rc = edu_places_find(&u->places, r->path, r->path_length, false, &there);
	if (rc < 0) return edu_fail_memory(u->err);
	return parent && !there ? hang_markup(u, parent, r, out) : 0;
}

static int unpack_one(unpacking *u, const edu_residue *r, edu_ref *out)
{
	const bool xml = u->made->format->syntax == EDU_SYNTAX_XML;
	*out = 0;
	if (r->what == '+') return xml ? add_markup(u, r, out) : 0;
	return xml ? set_xml(u, r, out) : set_json(u, r, out);
}

/* Positions count what is there now: everything is found before anything is taken out. */
static int unpack_deletions(unpacking *u, const edu_document *source, const edu_crosswalk *walk)
{
	edu_ref *list = NULL, item;
	edu_residue r;
	size_t count = 0, capacity = 0;
	const edu_allocator *a = &source->tree.ctx->allocator;
	int rc = 0;
	for (edu_ref at = 0; walk->parked(source, &at, &r) && rc >= 0;) {
		if (r.what != '-') continue;
		rc = edu_places_find(&u->places, r.path, r.path_length, false, &item);
		if (rc < 0 || !item) continue;
		if (edu_grow(a, (void **)&list, &capacity, count, sizeof *list)) list[count++] = item;
		else rc = EDU_ENOMEM;
	}
	while (count && rc >= 0) delete_xml(&u->made->tree, list[--count]);
	edu_release(a, list, capacity * sizeof *list);
	return rc < 0 ? edu_fail_memory(u->err) : 0;
}

/* The attributes that say path and kind have gone where the value went. */
static void note_restored(const edu_document *source, edu_ledger *ledger, edu_ref place, edu_ref back)
{
	const edu_tree *t = &source->tree;
	ledger->restored[place] = back;
	for (edu_ref a = edu_tree_first(t, place); a; a = edu_tree_next(t, a))
		if (t->items[a].kind == EDU_KIND_ATTRIBUTE) ledger->restored[a] = back;
}

static bool is_version(const edu_document *doc, const edu_residue *r)
{
	return edu_equal(r->text, r->length, doc->format->schema->versions[doc->version]);
}

int edu_residue_version(const edu_document *source, const edu_format *format)
{
	const edu_crosswalk *walk = edu_crosswalk_of(source->format);
	edu_residue r;
	for (edu_ref at = 0; walk && walk->parked && walk->parked(source, &at, &r);)
		for (unsigned v = 0; r.what == 'v' && v < format->schema->version_count; v++)
			if (edu_equal(r.text, r.length, format->schema->versions[v])) return (int)v;
	return -1;
}

/* A value of an XML document has no place in a JSON one, nor is there a path to it. */
static bool is_for(const edu_document *made, const edu_residue *r)
{
	if (made->format->syntax == EDU_SYNTAX_XML) return true;
	return r->what == 'v' || (r->what == '=' && r->kind != EDU_KIND_ELEMENT && r->kind != EDU_KIND_ATTRIBUTE);
}

/* Is there something in an element that other versions of the format know, and this one doesn't? */
static bool is_of_another_version(const edu_document *made, edu_ref top)
{
	const edu_tree *t = &made->tree;
	for (edu_ref i = top; i; i = edu_tree_walk(t, top, i)) {
		const edu_name name = t->items[i].name ? edu_tree_known(t, t->items[i].name) : 0;
		const uint16_t cls = t->items[t->items[i].parent].cls;
		if (!name || !cls || !edu_schema_any_property(made->format->schema, cls, name)) continue;
		if (!edu_schema_property(made->format->schema, cls, name, made->version)) return true;
	}
	return false;
}

static bool is_attached(const edu_tree *t, edu_ref item)
{
	while (t->items[item].parent) item = t->items[item].parent;
	return item == t->top;
}

/* What came back to a version that doesn't know it goes on travelling. */
static void send_on(const edu_document *source, edu_document *made, edu_ledger *ledger)
{
	edu_tree *t = &made->tree;
	edu_residue r;
	for (edu_ref at = 0; edu_crosswalk_of(source->format)->parked(source, &at, &r);) {
		edu_ref item = ledger->restored[r.place];
		if (r.what == '-' || r.what == 'v' || !item) continue;
		if (is_attached(t, item) && !is_of_another_version(made, item)) continue;
		note_restored(source, ledger, r.place, 0);
		t->items[item].text = NULL;
		t->items[item].last = 0;
		while (item != edu_tree_root(t) && t->items[item].parent && is_bare(t, item)) {
			const edu_ref holder = t->items[item].parent;
			edu_tree_remove(t, item);
			item = holder;
		}
	}
}

/* Values were added behind what is there. */
static int finish_xml(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err)
{
	int rc = made->format->bind(made, NULL, err);
	if (rc < 0) return rc;
	send_on(source, made, ledger);
	for (edu_ref i = 1; i < made->tree.count; i++) edu_put_in_order(&made->tree, made->format->schema, i);
	return 0;
}

bool edu_residue_travels(const edu_document *source)
{
	const edu_crosswalk *walk = edu_crosswalk_of(source->format);
	edu_residue r;
	edu_ref at = 0;
	return walk && walk->parked && walk->parked(source, &at, &r);
}

/* Values that are set, and markup; what takes something away leads to the whole. */
static int unpack_values(unpacking *u, const edu_document *source, edu_ledger *ledger)
{
	const edu_crosswalk *walk = edu_crosswalk_of(source->format);
	edu_document *made = u->made;
	edu_residue r;
	edu_ref back;
	int rc = 0;
	for (edu_ref at = 0; walk->parked(source, &at, &r) && rc >= 0;) {
		if (!is_for(made, &r)) continue;
		if (r.what == '-' || (r.what == 'v' && is_version(made, &r)))
			note_restored(source, ledger, r.place, edu_tree_root(&made->tree));
		if (r.what == '-' || r.what == 'v') continue;
		rc = unpack_one(u, &r, &back);
		note_restored(source, ledger, r.place, back);
		if (rc < 0 || !back) continue;
		if (edu_ledger_note_residue(ledger, made, back) < 0) rc = edu_fail_memory(u->err);
		else ledger->origins[back] = EDU_UNPACKED;
	}
	return rc;
}

int edu_residue_unpack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err)
{
	unpacking u = { .made = made, .ledger = ledger, .err = err, .places = { .tree = &made->tree } };
	if (!edu_residue_travels(source)) return 0;
	const size_t bytes = ledger->lowered_count * sizeof *ledger->restored;
	ledger->restored = edu_allocate(&ledger->allocator, bytes);
	if (!ledger->restored) return edu_fail_memory(err);
	memset(ledger->restored, 0, bytes);
	int rc = edu_addresses_open(&u.addresses, made) < 0 ? edu_fail_memory(err) : unpack_values(&u, source, ledger);
	edu_addresses_close(&u.addresses);
	if (rc < 0 || made->format->syntax != EDU_SYNTAX_XML) return rc < 0 ? rc : made->format->bind(made, NULL, err);
	rc = unpack_deletions(&u, source, edu_crosswalk_of(source->format));
	return rc < 0 ? rc : finish_xml(source, made, ledger, err);
}
