/*
 * convert/pack.c – values without a place in the target travel in it all the same, each with its path.
 *
 * What has to travel is not guessed: the document that was made is converted back, and what the source has and
 * the result has not, or the other way round, is the residue. Applying it to the same result gives the source's
 * values again.
 */
#include "convert/pack.h"

#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "convert/anew.h"
#include "crosswalk_tables.h"
#include "model/copy.h"
#include "model/order.h"
#include "xml/xml.h"

typedef struct packing {
	const edu_document *source, *back;
	edu_document *made;
	edu_ledger *ledger;
	edu_error *err;
	edu_map leaves;          /* path in back → its leaf */
	edu_arena *arena;        /* paths */
	edu_path_walker walker;  /* over the source; leaves are met in order, so a path costs a step */
	edu_buffer scratch, markup, short_path;
	const char *prefix;      /* path of what an envelope holds */
	size_t prefix_length;    /* 0: there is no envelope */
	const char *name;        /* of what it holds */
	edu_ref place;           /* of the value that was parked last */
	edu_map things;          /* in back, by their addresses */
	edu_ref thing;           /* of the source, that was asked about last */
	bool comes_back;         /* its values find it again */
	bool all_of_it;          /* for nothing else of it is there, it travels with what it refers to */
} packing;

/* New leaves between first and the end of the tree have no source but the residue. */
static int park(packing *k, const edu_residue *residue, edu_ref leaf)
{
	const edu_ref first = (edu_ref)k->made->tree.count;
	int rc = edu_crosswalk_of(k->made->format)->park(k->made, residue, &k->place, k->err);
	for (edu_ref i = first; i < k->made->tree.count && rc >= 0; i++)
		if (edu_ledger_note_residue(k->ledger, k->made, i) < 0) rc = edu_fail_memory(k->err);
	if (rc >= 0 && leaf) k->ledger->carried[leaf] = k->place;
	return rc;
}

static bool is_foreign(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	return i->kind == EDU_KIND_ELEMENT && i->parent != t->top && !edu_tree_known(t, i->name);
}

/* From one version to another an element goes as a whole or not at all. */
static bool is_left_out(const edu_ledger *l, edu_ref item)
{
	return l->source->tree.items[item].kind == EDU_KIND_ELEMENT && l->lowered[item].outcome == EDU_OUTCOME_LOST;
}

/* The outermost element around a leaf that has no place, or that the tables don't know; 0: the leaf goes by itself. */
static edu_ref whole_element(const packing *k, edu_ref leaf)
{
	const edu_tree *t = &k->source->tree;
	edu_ref found = 0;
	for (edu_ref i = leaf; i && i != k->source->content; i = t->items[i].parent)
		if (k->ledger->core ? is_foreign(t, i) || edu_tree_is_signature(t, i) : is_left_out(k->ledger, i)) found = i;
	return found;
}

/* An element by itself, with the namespace declarations it needs from above. */
static int print_element(packing *k, edu_ref element)
{
	const edu_tree *from = &k->source->tree;
	const edu_xml_style style = { false, NULL };
	edu_tree t;
	edu_ref copy, declaration;
	int rc = edu_tree_open(&t, from->ctx, from->table, false);
	if (rc >= 0) t.top = edu_tree_add(&t, 0, EDU_KIND_NONE, 0);
	if (rc < 0 || !t.top || edu_tree_copy(&t, t.top, from, element, &copy) < 0) {
		edu_tree_close(&t);
		return edu_fail_memory(k->err);
	}
	for (edu_ref a = from->items[element].parent; a && rc >= 0; a = from->items[a].parent)
		/* Declarations stand in front of all elements, of which there may be many. */
		for (edu_ref n = edu_tree_first(from, a); n && rc >= 0; n = edu_tree_next(from, n)) {
			if (from->items[n].kind == EDU_KIND_ELEMENT) break;
			bool declared = from->items[n].kind != EDU_KIND_NAMESPACE;
			const char *prefix = edu_tree_name_text(from, from->items[n].name, NULL);
			for (edu_ref d = edu_tree_first(&t, copy); d && !declared; d = edu_tree_next(&t, d))
				declared = t.items[d].kind == EDU_KIND_NAMESPACE
					&& !strcmp(edu_tree_name_text(&t, t.items[d].name, NULL), prefix);
			if (!declared) rc = edu_tree_copy(&t, copy, from, n, &declaration);
		}
	edu_put_attributes_first(&t, copy);
	k->markup.length = 0;
	const edu_sink sink = edu_buffer_sink(&k->markup);
	if (rc >= 0) rc = edu_xml_write(&t, &sink, &style, NULL);
	edu_tree_close(&t);
	return rc < 0 ? edu_fail_memory(k->err) : 0;
}

/* In an envelope, paths are kept as if what it holds stood alone; others stay as they are. */
static int shorten(packing *k, const char **path, size_t *length)
{
	const size_t n = k->prefix_length;
	if (!n || *length <= n || memcmp(*path, k->prefix, n) || (*path)[n] != '/') return 0;
	k->short_path.length = 0;
	/* A JSON Pointer begins below the document, an XML path with its root. */
	int rc = k->name ? edu_buffer_add(&k->short_path, "/", 1) : 0;
	if (rc >= 0 && k->name) rc = edu_buffer_add(&k->short_path, k->name, strlen(k->name));
	if (rc >= 0) rc = edu_buffer_add(&k->short_path, *path + n, *length - n);
	if (rc < 0) return edu_fail_memory(k->err);
	*path = k->short_path.data;
	*length = k->short_path.length;
	return 0;
}

/* By the name of the thing it belongs to, where the format has such; *length 0: it has none there. */
static int address_of(packing *k, const edu_document *doc, edu_ref item, const char **path, size_t *length, edu_ref *thing)
{
	const edu_crosswalk *walk = edu_crosswalk_of(doc->format);
	*length = 0;
	*thing = 0;
	if (!walk->address) return 0;
	if (walk->address(doc, item, &k->short_path, thing) < 0) return edu_fail_memory(k->err);
	*path = k->short_path.data;
	*length = *thing ? k->short_path.length : 0;
	return 0;
}

/* It has no place: its values are lost, or say no more than what they refer to does. */
static bool has_no_place(const packing *k, edu_ref leaf)
{
	const edu_entry entry = edu_ledger_entry(k->ledger, leaf);
	return entry.outcome == EDU_OUTCOME_LOST || entry.rule == edu_rule_ooapi_reference;
}

static bool is_lost_as_a_whole(const packing *k, edu_ref thing)
{
	const edu_tree *t = &k->source->tree;
	for (edu_ref i = thing; i; i = edu_tree_walk(t, thing, i))
		if (edu_tree_is_leaf(t, i) && !has_no_place(k, i)) return false;
	return true;
}

/*
 * Values of a thing travel if it comes back by its name, or if all of it travels. What comes back under another name can't
 * be told from others.
 */
static int find_thing(packing *k, edu_ref thing)
{
	const char *path;
	size_t length;
	if (thing == k->thing) return 0;
	k->thing = thing;
	k->comes_back = true;
	k->all_of_it = false;
	if (!thing) return 0;
	const int rc = address_of(k, k->source, thing, &path, &length, &thing);
	if (rc < 0 || edu_map_get(&k->things, path, length)) return rc;
	k->comes_back = k->all_of_it = is_lost_as_a_whole(k, thing);
	return 0;
}

static int note_thing(packing *k, edu_ref thing)
{
	const char *path;
	size_t length;
	const int rc = address_of(k, k->back, thing, &path, &length, &thing);
	const char *kept = rc < 0 ? NULL : edu_arena_text(k->arena, path, length);
	edu_map_slot *slot = kept ? edu_map_slot_of(&k->things, kept, length) : NULL;
	if (!slot) return edu_fail_memory(k->err);
	slot->value = 1;
	return 0;
}

static int path_of(packing *k, edu_ref item, const char **path, size_t *length)
{
	edu_ref thing;
	const int rc = address_of(k, k->source, item, path, length, &thing);
	if (rc < 0 || *length) return rc;
	if (edu_path_walker_to(&k->walker, item, path, length) < 0) return edu_fail_memory(k->err);
	return shorten(k, path, length);
}

static int park_element(packing *k, edu_ref element)
{
	const edu_tree *t = &k->source->tree;
	const char *path;
	size_t path_length;
	int rc = path_of(k, element, &path, &path_length);
	if (rc >= 0) rc = print_element(k, element);
	if (rc < 0) return rc;
	const edu_residue residue = { '+', EDU_KIND_STRING, path, path_length, k->markup.data, k->markup.length, 0 };
	rc = park(k, &residue, element);
	/* Every leaf below goes with it. */
	for (edu_ref i = edu_tree_walk(t, element, element); i; i = edu_tree_walk(t, element, i))
		k->ledger->carried[i] = k->ledger->carried[element];
	return rc;
}

static int park_leaf(packing *k, edu_ref leaf)
{
	const edu_tree *t = &k->source->tree, *back = &k->back->tree;
	const char *text, *path, *other = NULL;
	size_t length, path_length, other_length = 0;
	edu_buffer second;
	edu_ref thing;
	int rc = address_of(k, k->source, leaf, &path, &path_length, &thing);
	if (rc >= 0) rc = find_thing(k, thing);
	const bool is_lost = edu_ledger_entry(k->ledger, leaf).outcome == EDU_OUTCOME_LOST;
	if (rc < 0 || !k->comes_back || (thing && !is_lost && !k->all_of_it)) return rc;
	rc = path_of(k, leaf, &path, &path_length);
	if (rc < 0) return rc;
	const edu_ref twin = edu_map_get(&k->leaves, path, path_length);
	edu_buffer_open(&second, &k->ledger->allocator);
	if (twin) rc = edu_tree_text(back, twin, &second, &other, &other_length);
	if (rc >= 0) rc = edu_tree_text(t, leaf, &k->markup, &text, &length);
	const bool same = rc >= 0 && twin && t->items[leaf].kind == back->items[twin].kind && length == other_length
		       && (!length || !memcmp(text, other, length));
	edu_buffer_free(&second);
	if (rc < 0) return edu_fail_memory(k->err);
	/* A value that is lost may come back all the same, made anew; it travels, for that is a promise. */
	if (same && !is_lost) return 0;
	const edu_residue residue = { '=', t->items[leaf].kind, path, path_length, text ? text : "", length, 0 };
	return park(k, &residue, leaf);
}

static int index_leaves(packing *k)
{
	const edu_tree *t = &k->back->tree;
	edu_path_walker walker;
	edu_ref last = 0;
	int rc = 0;
	edu_path_walker_open(&walker, t);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(t, leaf)) {
		const char *path;
		size_t length;
		edu_ref thing;
		rc = address_of(k, k->back, leaf, &path, &length, &thing);
		if (rc >= 0 && thing && thing != last) rc = note_thing(k, last = thing);
		if (rc >= 0) rc = address_of(k, k->back, leaf, &path, &length, &thing);
		if (rc >= 0 && !length) rc = edu_path_walker_to(&walker, leaf, &path, &length);
		const char *kept = rc < 0 ? NULL : edu_arena_text(k->arena, path, length);
		edu_map_slot *slot = kept ? edu_map_slot_of(&k->leaves, kept, length) : NULL;
		if (slot) slot->value = leaf;
		else rc = edu_fail_memory(k->err);
	}
	edu_path_walker_close(&walker);
	return rc;
}

/* XML comes back in the schema's shape, so what it has too much can be named; JSON may come back in another shape. */
static int park_deletions(packing *k)
{
	const edu_tree *t = &k->source->tree, *back = &k->back->tree;
	edu_map source;
	edu_path_walker walker;
	int rc = 0;
	const char *path;
	size_t length;
	edu_map_open(&source, &k->ledger->allocator);
	edu_path_walker_open(&walker, t);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(t, leaf)) {
		rc = edu_path_walker_to(&walker, leaf, &path, &length);
		if (rc >= 0) rc = shorten(k, &path, &length);
		const char *kept = rc < 0 ? NULL : edu_arena_text(k->arena, path, length);
		edu_map_slot *slot = kept ? edu_map_slot_of(&source, kept, length) : NULL;
		if (slot) slot->value = leaf;
		else rc = edu_fail_memory(k->err);
	}
	edu_path_walker_close(&walker);
	edu_path_walker_open(&walker, back);
	for (edu_ref leaf = edu_tree_next_leaf(back, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(back, leaf)) {
		rc = edu_path_walker_to(&walker, leaf, &path, &length);
		if (rc < 0 || edu_map_get(&source, path, length)) continue;
		const edu_residue residue = { '-', EDU_KIND_STRING, path, length, "", 0, 0 };
		rc = park(k, &residue, 0);
	}
	edu_path_walker_close(&walker);
	edu_map_close(&source);
	return rc < 0 ? edu_fail_memory(k->err) : 0;
}

/* What stands beside the document, in an envelope or a graph, has no path in the document alone. */
static bool is_inside(const packing *k, edu_ref leaf)
{
	edu_ref item = leaf;
	while (item && item != k->source->content) item = k->source->tree.items[item].parent;
	return item || !k->prefix_length;
}

/* The bare name of the format means an older version, where not all of this has a place. */
static int park_version(packing *k)
{
	const edu_document *d = k->source;
	if (d->version <= d->format->default_version) return 0;
	const char *version = d->format->schema->versions[d->version];
	const edu_residue residue = { 'v', EDU_KIND_STRING, "/", 1, version, strlen(version), 0 };
	return park(k, &residue, 0);
}

static int pack(packing *k)
{
	const edu_tree *t = &k->source->tree;
	const bool xml = k->source->format->syntax == EDU_SYNTAX_XML;
	int rc = index_leaves(k);
	if (rc >= 0 && k->ledger->core) rc = park_version(k);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(t, leaf)) {
		const edu_ref whole = xml ? whole_element(k, leaf) : 0;
		if (k->ledger->carried[leaf] || !is_inside(k, leaf)) continue;
		if (whole) rc = park_element(k, whole);
		else if (xml || has_no_place(k, leaf)) rc = park_leaf(k, leaf);
	}
	return rc < 0 || !xml ? rc : park_deletions(k);
}

static int convert_back(const edu_document *source, const edu_document *made, edu_document **back, edu_error *err)
{
	char target[32];
	size_t n = 0;
	const char *parts[] = { edu_document_format(source), "@", edu_document_version(source) };
	for (size_t i = 0; i < 3; i++)
		for (const char *s = parts[i]; *s && n + 1 < sizeof target; s++) target[n++] = *s;
	target[n] = 0;
	return edu_convert_anew(back, made, target, NULL, err);
}

static int find_envelope(packing *k)
{
	const edu_tree *t = &k->source->tree;
	const edu_ref content = k->source->content;
	const bool xml = k->source->format->syntax == EDU_SYNTAX_XML;
	/* In another version of its format, a document stays in its envelope. */
	if (content == edu_tree_root(t) || !k->ledger->core) return 0;
	if (edu_tree_path(t, content, &k->scratch) < 0) return edu_fail_memory(k->err);
	k->prefix = edu_arena_text(k->arena, k->scratch.data, k->scratch.length);
	k->prefix_length = k->scratch.length;
	k->name = xml ? edu_tree_name_local(t, t->items[content].name) : NULL;
	return k->prefix ? 0 : edu_fail_memory(k->err);
}

int edu_residue_pack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err)
{
	packing k = { .source = source, .made = made, .ledger = ledger, .err = err, .comes_back = true };
	edu_document *back = NULL;
	int rc = convert_back(source, made, &back, err);
	if (rc < 0) return rc;
	k.back = back;
	const size_t bytes = ledger->lowered_count * sizeof *ledger->carried;
	ledger->carried = edu_allocate(&ledger->allocator, bytes);
	ledger->carry_rule = edu_rule_carry_residue;
	k.arena = edu_arena_new(&ledger->allocator);
	edu_map_open(&k.leaves, &ledger->allocator);
	edu_map_open(&k.things, &ledger->allocator);
	edu_path_walker_open(&k.walker, &source->tree);
	edu_buffer_open(&k.scratch, &ledger->allocator);
	edu_buffer_open(&k.markup, &ledger->allocator);
	edu_buffer_open(&k.short_path, &ledger->allocator);
	if (!ledger->carried || !k.arena) rc = edu_fail_memory(err);
	else memset(ledger->carried, 0, bytes);
	if (rc >= 0) rc = find_envelope(&k);
	if (rc >= 0) rc = pack(&k);
	edu_buffer_free(&k.short_path);
	edu_path_walker_close(&k.walker);
	edu_buffer_free(&k.scratch);
	edu_buffer_free(&k.markup);
	edu_map_close(&k.leaves);
	edu_map_close(&k.things);
	edu_arena_leave(k.arena);
	edu_document_free(back);
	return rc;
}
