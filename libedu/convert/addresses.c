/*
 * convert/addresses.c – see addresses.h. The beginning of an address is two steps: a list, and a name in it.
 */
#include "convert/addresses.h"

#include <string.h>

#include "base/text.h"

static int add_thing(edu_addresses *a, const char *key, size_t length, edu_ref item)
{
	const char *kept = edu_arena_text(a->keys, key, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&a->things, kept, length) : NULL;
	if (!slot) return EDU_ENOMEM;
	if (!slot->value) slot->value = item;
	return 0;
}

int edu_addresses_open(edu_addresses *a, edu_document *doc)
{
	const edu_crosswalk *walk = edu_crosswalk_of(doc->format);
	const edu_tree *t = &doc->tree;
	edu_buffer path;
	edu_ref thing;
	int rc = 0;
	*a = (edu_addresses){ .doc = doc };
	edu_map_open(&a->things, &t->ctx->allocator);
	if (!walk || !walk->address) return 0;
	a->keys = edu_arena_new(&t->ctx->allocator);
	if (!a->keys) return EDU_ENOMEM;
	edu_buffer_open(&path, &t->ctx->allocator);
	for (edu_ref i = t->top; i && rc >= 0; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].kind != EDU_KIND_OBJECT) continue;
		rc = walk->address(doc, i, &path, &thing);
		if (rc >= 0 && thing == i) rc = add_thing(a, path.data, path.length, i);
	}
	edu_buffer_free(&path);
	return rc;
}

void edu_addresses_close(edu_addresses *a)
{
	edu_map_close(&a->things);
	edu_arena_leave(a->keys);
}

/* Where two steps end; 0: there are no two with a name in the second, for a position is none. */
static size_t beginning_of(const edu_residue *r, const char **name)
{
	const char *end = r->path + r->path_length;
	const char *second = r->path_length ? memchr(r->path + 1, '/', r->path_length - 1) : NULL;
	const char *third = second ? memchr(second + 1, '/', (size_t)(end - second - 1)) : NULL;
	if (!third) return 0;
	*name = second + 1;
	for (const char *c = second + 1; c < third; c++)
		if (*c < '0' || *c > '9') return (size_t)(third - r->path);
	return 0;
}

/* A thing that nothing else made: an object in its list. */
static int make_thing(edu_addresses *a, const edu_residue *r, const char *name, size_t length, edu_ref *out)
{
	edu_tree *t = &a->doc->tree;
	const edu_name called = edu_tree_name(t, r->path + 1, (size_t)(name - r->path) - 2);
	if (!called) return EDU_ENOMEM;
	edu_ref list = edu_tree_known(t, called) ? edu_tree_child(t, t->top, edu_tree_known(t, called)) : 0;
	if (!list) list = edu_tree_add(t, t->top, EDU_KIND_ARRAY, called);
	if (!list) return EDU_ENOMEM;
	if (t->items[list].kind != EDU_KIND_ARRAY) return 0;
	*out = edu_tree_add(t, list, EDU_KIND_OBJECT, 0);
	return *out ? add_thing(a, r->path, length, *out) : EDU_ENOMEM;
}

int edu_addresses_find(edu_addresses *a, const edu_residue *r, edu_ref *out, size_t *used)
{
	const char *name;
	*used = 0;
	*out = edu_tree_root(&a->doc->tree);
	const size_t length = a->keys ? beginning_of(r, &name) : 0;
	if (!length) return 0;
	*used = length;
	*out = edu_map_get(&a->things, r->path, length);
	const char *last = r->path + length + 1;
	const bool is_member = !memchr(last, '/', r->path_length - length - 1);
	const bool is_name = is_member && r->length == (size_t)(r->path + length - name)
	                     && !memcmp(r->text, name, r->length);
	return *out || !is_name ? 0 : make_thing(a, r, name, length, out);
}
