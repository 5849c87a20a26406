/*
 * convert/residue.c – values without a place in the target travel in it all the same, each with its path.
 *
 * What has to travel is not guessed: the document that was made is converted back, and what the source has and
 * the result has not, or the other way round, is the residue. Applying it to the same result gives the source's
 * values again.
 */
#include "convert/residue.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/text.h"
#include "convert/carry.h"
#include "crosswalk_tables.h"
#include "model/copy.h"
#include "model/order.h"
#include "xml/xml.h"

/* ---- packing ---- */

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
} packing;

static const edu_crosswalk *walk_of(const edu_document *doc) { return edu_crosswalk_of(doc->format); }

static int note_origin(edu_ledger *l, const edu_document *made, edu_ref item, edu_error *err)
{
	const size_t count = made->tree.count;
	if (count > l->origin_count) {
		const size_t room = made->tree.capacity > count ? made->tree.capacity : count;
		uint16_t *grown = edu_resize(&l->allocator, l->origins, l->origin_count * sizeof *grown, room * sizeof *grown);
		if (!grown) return edu_fail_memory(err);
		memset(grown + l->origin_count, 0, (room - l->origin_count) * sizeof *grown);
		l->origins = grown;
		l->origin_count = room;
	}
	if (!l->origins[item]) l->origins[item] = edu_rule_carry_residue;
	return 0;
}

/* New leaves between first and the end of the tree have no source but the residue. */
static int park(packing *k, const edu_residue *residue, edu_ref leaf)
{
	const edu_ref first = (edu_ref)k->made->tree.count;
	int rc = walk_of(k->made)->park(k->made, residue, &k->place, k->err);
	for (edu_ref i = first; i < k->made->tree.count && rc >= 0; i++) rc = note_origin(k->ledger, k->made, i, k->err);
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

/* Attributes and declarations stand in front of what is in an element; those that came later are put there. */
static void put_attributes_first(edu_tree *t, edu_ref element)
{
	const edu_ref end = t->items[element].last;
	edu_ref next;
	for (edu_ref c = edu_tree_first(t, element); c; c = next) {
		const edu_kind kind = (edu_kind)t->items[c].kind;
		next = c == end ? 0 : edu_tree_next(t, c);
		if (kind == EDU_KIND_ATTRIBUTE || kind == EDU_KIND_NAMESPACE) continue;
		edu_tree_remove(t, c);
		edu_tree_hang(t, element, c);
	}
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
	put_attributes_first(&t, copy);
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

static int path_of(packing *k, edu_ref item, const char **path, size_t *length)
{
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
	int rc = path_of(k, leaf, &path, &path_length);
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
	if (same && edu_ledger_entry(k->ledger, leaf).outcome != EDU_OUTCOME_LOST) return 0;
	const edu_residue residue = { '=', t->items[leaf].kind, path, path_length, text ? text : "", length, 0 };
	return park(k, &residue, leaf);
}

static int index_leaves(packing *k)
{
	const edu_tree *t = &k->back->tree;
	edu_path_walker walker;
	int rc = 0;
	edu_path_walker_open(&walker, t);
	for (edu_ref leaf = edu_tree_next_leaf(t, 0); leaf && rc >= 0; leaf = edu_tree_next_leaf(t, leaf)) {
		const char *path;
		size_t length;
		rc = edu_path_walker_to(&walker, leaf, &path, &length);
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
		else if (xml || edu_ledger_entry(k->ledger, leaf).outcome == EDU_OUTCOME_LOST) rc = park_leaf(k, leaf);
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
	packing k = { .source = source, .made = made, .ledger = ledger, .err = err };
	edu_document *back = NULL;
	int rc = convert_back(source, made, &back, err);
	if (rc < 0) return rc;
	k.back = back;
	const size_t bytes = ledger->lowered_count * sizeof *ledger->carried;
	ledger->carried = edu_allocate(&ledger->allocator, bytes);
	ledger->carry_rule = edu_rule_carry_residue;
	k.arena = edu_arena_new(&ledger->allocator);
	edu_map_open(&k.leaves, &ledger->allocator);
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
	edu_arena_leave(k.arena);
	edu_document_free(back);
	return rc;
}

/* ---- unpacking ---- */

/* Where a step was found last below one element: values come in document order, so the next is near. */
typedef struct last_step {
	edu_ref parent, child;
	const char *name;
	size_t length;
	unsigned position;
} last_step;

enum { STEPS = 16 };         /* of a path whose last place is remembered */

typedef struct unpacking {
	edu_document *made;
	const edu_ledger *ledger;
	edu_error *err;
	last_step last[STEPS];
} unpacking;

/* One step of an XML path: local name, position; an attribute begins with @. */
static bool next_step(const char **path, const char *end, const char **name, size_t *length, unsigned *position)
{
	if (*path >= end || **path != '/') return false;
	const char *start = ++*path;
	while (*path < end && **path != '/' && **path != '[') ++*path;
	*name = start;
	*length = (size_t)(*path - start);
	*position = 1;
	if (*path < end && **path == '[') {
		*position = (unsigned)strtoul(*path + 1, NULL, 10);
		while (*path < end && **path != '/') ++*path;
	}
	return *length > 0 && *position > 0;
}

static edu_ref child_from(const edu_tree *t, edu_ref from, const char *name, size_t length, unsigned position)
{
	const bool attribute = *name == '@';
	if (attribute) name++, length--;
	for (edu_ref c = from; c; c = edu_tree_next(t, c)) {
		const edu_kind kind = (edu_kind)t->items[c].kind;
		if (kind != (attribute ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT)) continue;
		const char *local = attribute ? edu_tree_name_text(t, t->items[c].name, NULL) : edu_tree_name_local(t, t->items[c].name);
		if (strlen(local) == length && !memcmp(local, name, length) && !--position) return c;
	}
	return 0;
}

static edu_ref child_at(unpacking *u, unsigned depth, edu_ref parent, const char *name, size_t length, unsigned position)
{
	const edu_tree *t = &u->made->tree;
	last_step *last = depth < STEPS ? &u->last[depth] : NULL;
	const bool near = last && last->parent == parent && last->position <= position && last->length == length
		       && !memcmp(last->name, name, length);
	const edu_ref child = near ? child_from(t, last->child, name, length, position - last->position + 1)
				   : child_from(t, edu_tree_first(t, parent), name, length, position);
	if (last && child) *last = (last_step){ parent, child, name, length, position };
	return child;
}

/* Whoever wrote the carrier chose the path: a name must be one (XML 1.0, production 5), and its prefix declared. */
static bool is_name(const char *name, size_t length)
{
	if (length > 4 && !memcmp(name, "xml:", 4)) name += 4, length -= 4;
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)name[i];
		const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
		const bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
		if (!letter && !(i && later)) return false;
	}
	return length > 0;
}

/* The item at an XML path; made on the way where make says so. *out 0: it is not there. */
static int item_at(unpacking *u, const char *path, size_t path_length, bool make, edu_ref *out, edu_ref *parent)
{
	edu_tree *t = &u->made->tree;
	const char *end = path + path_length, *name;
	size_t length;
	unsigned position;
	edu_ref item = edu_tree_root(t);
	*out = 0;
	if (!next_step(&path, end, &name, &length, &position)) return 0;
	/* What stood around the document, in an envelope, has no place in the document alone. */
	const char *local = edu_tree_name_local(t, t->items[item].name);
	if (strlen(local) != length || memcmp(local, name, length)) return 0;
	for (unsigned depth = 0; next_step(&path, end, &name, &length, &position); depth++) {
		edu_ref child = child_at(u, depth, item, name, length, position);
		if (parent) *parent = item;
		if (!child && (!make || (parent && path >= end))) return *out = 0, 0;
		if (!child) {
			const bool attribute = *name == '@';
			if (!is_name(name + attribute, length - attribute)) return *out = 0, 0;
			edu_name known = edu_tree_name(t, name + attribute, length - attribute);
			if (!attribute && known && known <= t->table->count) known = edu_tree_name_beside(t, item, known);
			if (known) child = edu_tree_add(t, item, attribute ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT, known);
			if (!child) return edu_fail_memory(u->err);
			if (attribute) put_attributes_first(t, item);
		}
		item = child;
	}
	*out = item;
	return 0;
}

/* A single value that gets company moves into an array in its place. */
static int make_array(unpacking *u, edu_ref *item)
{
	edu_tree *t = &u->made->tree;
	const edu_ref array = edu_tree_add(t, t->items[*item].parent, EDU_KIND_ARRAY, t->items[*item].name);
	if (!array) return edu_fail_memory(u->err);
	edu_tree_remove(t, *item);
	t->items[*item].name = 0;
	edu_tree_hang(t, array, *item);
	*item = array;
	return 0;
}

static int entry_at(unpacking *u, edu_ref *item, unsigned long position, edu_kind kind)
{
	edu_tree *t = &u->made->tree;
	if (t->items[*item].kind != EDU_KIND_ARRAY) {
		/* Arrays of one and single values pass for each other. */
		if (!position || !t->items[*item].parent) return 0;
		const int rc = make_array(u, item);
		if (rc < 0) return rc;
	}
	edu_ref entry = edu_tree_first(t, *item);
	for (unsigned long i = 0; i < position && entry; i++) entry = edu_tree_next(t, entry);
	if (!entry) entry = edu_tree_add(t, *item, kind, 0);
	if (!entry) return edu_fail_memory(u->err);
	*item = entry;
	return 0;
}

static int member_at(unpacking *u, edu_ref *item, const char *name, size_t length, edu_kind kind)
{
	edu_tree *t = &u->made->tree;
	if (t->items[*item].kind == EDU_KIND_ARRAY) {
		const int rc = entry_at(u, item, 0, EDU_KIND_OBJECT);
		if (rc < 0) return rc;
	}
	if (t->items[*item].kind != EDU_KIND_OBJECT) return *item = 0, 0;
	const edu_name known = edu_tree_name(t, name, length);
	edu_ref child = 0;
	if (!known) return edu_fail_memory(u->err);
	for (edu_ref c = edu_tree_first(t, *item); c && !child; c = edu_tree_next(t, c))
		if (t->items[c].name == known) child = c;
	if (!child) child = edu_tree_add(t, *item, kind, known);
	if (!child) return edu_fail_memory(u->err);
	*item = child;
	return 0;
}

static bool is_position(const char *step, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (step[i] < '0' || step[i] > '9') return false;
	return length > 0 && length < 10;
}

static int pointer_at(unpacking *u, const edu_residue *r, edu_ref *out)
{
	const char *p = r->path, *end = p + r->path_length;
	edu_buffer step;
	int rc = 0;
	*out = edu_tree_root(&u->made->tree);
	edu_buffer_open(&step, &u->made->tree.ctx->allocator);
	while (p < end && rc >= 0 && *out) {
		step.length = 0;
		for (p++; p < end && *p != '/' && rc >= 0; p++) {
			const bool escaped = *p == '~' && p + 1 < end;
			const char c = escaped ? *++p == '1' ? '/' : '~' : *p;
			rc = edu_buffer_add(&step, &c, 1);
		}
		/* What is missing is made as the step behind it wants it. */
		const char *behind = p < end ? memchr(p + 1, '/', (size_t)(end - p - 1)) : NULL;
		const size_t length = p < end ? (size_t)((behind ? behind : end) - p - 1) : 0;
		const edu_kind kind = p >= end ? (edu_kind)r->kind : is_position(p + 1, length) ? EDU_KIND_ARRAY : EDU_KIND_OBJECT;
		if (rc < 0) break;
		rc = is_position(step.data, step.length) ? entry_at(u, out, strtoul(step.data, NULL, 10), kind)
							 : member_at(u, out, step.data ? step.data : "", step.length, kind);
	}
	edu_buffer_free(&step);
	return rc < 0 ? edu_fail_memory(u->err) : 0;
}

/* RFC 8259, section 6. */
static bool is_json_number(const char *text, size_t length)
{
	size_t i = length && *text == '-';
	const size_t first = i;
	for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {}
	if (i == first || (text[first] == '0' && i > first + 1)) return false;
	if (i < length && text[i] == '.') {
		const size_t point = i++;
		for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {}
		if (i == point + 1) return false;
	}
	if (i < length && (text[i] == 'e' || text[i] == 'E')) {
		i++;
		if (i < length && (text[i] == '+' || text[i] == '-')) i++;
		const size_t digits = i;
		for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {}
		if (i == digits) return false;
	}
	return i == length;
}

static int set_json(unpacking *u, const edu_residue *r, edu_ref *out)
{
	edu_tree *t = &u->made->tree;
	int rc = pointer_at(u, r, out);
	if (rc < 0 || !*out) return rc;
	const edu_kind kind = (edu_kind)t->items[*out].kind;
	const uint16_t origin = *out < u->ledger->origin_count ? u->ledger->origins[*out] : 0;
	/* What is there came by the crosswalk and is newer, unless it is there for want of a value. */
	if (kind == EDU_KIND_OBJECT || kind == EDU_KIND_ARRAY) return *out = 0, 0;
	if (t->items[*out].text && (!origin || origin >= EDU_UNPACKED)) return *out = 0, 0;
	/* And the text: a number that is none would be written as it is. */
	t->items[*out].kind = r->kind == EDU_KIND_NUMBER && !is_json_number(r->text, r->length) ? EDU_KIND_STRING : r->kind;
	return edu_tree_set_text(t, *out, r->text, r->length) < 0 ? edu_fail_memory(u->err) : 0;
}

static int set_xml(unpacking *u, const edu_residue *r, edu_ref *out)
{
	const int rc = item_at(u, r->path, r->path_length, true, out, NULL);
	if (rc < 0 || !*out) return rc;
	return edu_tree_set_text(&u->made->tree, *out, r->text, r->length) < 0 ? edu_fail_memory(u->err) : 0;
}

static bool is_bare(const edu_tree *t, edu_ref item)
{
	return !t->items[item].text && !t->items[item].last;
}

static int delete_xml(unpacking *u, const edu_residue *r)
{
	edu_tree *t = &u->made->tree;
	edu_ref item;
	const int rc = item_at(u, r->path, r->path_length, false, &item, NULL);
	if (rc < 0 || !item) return rc;
	/* An element may keep attributes that stay; without its text it is only an element. */
	if (t->items[item].kind == EDU_KIND_ELEMENT) edu_tree_use_text(t, item, NULL, 0);
	else t->items[item].text = NULL;
	/* What was remembered may be taken out here. */
	memset(u->last, 0, sizeof u->last);
	while (item && item != edu_tree_root(t) && is_bare(t, item)) {
		const edu_ref holder = t->items[item].parent;
		edu_tree_remove(t, item);
		item = holder;
	}
	return 0;
}

static int add_markup(unpacking *u, const edu_residue *r, edu_ref *out)
{
	edu_tree *t = &u->made->tree, fragment;
	edu_ref there, parent = 0;
	const char *end = r->path + r->path_length;
	while (end > r->path && end[-1] != '/') end--;
	int rc = item_at(u, r->path, (size_t)(end - r->path) - (end > r->path), true, &parent, NULL);
	*out = 0;
	if (rc < 0 || !parent) return rc;
	rc = item_at(u, r->path, r->path_length, false, &there, NULL);
	if (rc < 0 || there) return rc;
	if (edu_tree_open(&fragment, t->ctx, t->table, false) < 0) {
		edu_tree_close(&fragment);
		return edu_fail_memory(u->err);
	}
	rc = edu_xml_read(&fragment, r->text, r->length, u->made->format->belongs, NULL);
	if (rc >= 0 && edu_tree_copy(t, parent, &fragment, edu_tree_root(&fragment), out) < 0) rc = EDU_ENOMEM;
	edu_tree_close(&fragment);
	/* Damaged markup stays where it travelled; only memory is a failure. */
	return rc == EDU_ENOMEM ? edu_fail_memory(u->err) : 0;
}

/* Positions count what is there now: values are set from the front, and deletions made from the back. */
static int unpack_one(unpacking *u, const edu_residue *r, edu_ref *out)
{
	const bool xml = u->made->format->syntax == EDU_SYNTAX_XML;
	*out = 0;
	if (r->what == '+') return xml ? add_markup(u, r, out) : 0;
	return xml ? set_xml(u, r, out) : set_json(u, r, out);
}

static int unpack_deletions(unpacking *u, const edu_document *source, const edu_crosswalk *walk)
{
	edu_residue *list = NULL, r;
	size_t count = 0, capacity = 0;
	const edu_allocator *a = &source->tree.ctx->allocator;
	int rc = 0;
	for (edu_ref at = 0; walk->parked(source, &at, &r) && rc >= 0;) {
		if (r.what != '-') continue;
		if (edu_grow(a, (void **)&list, &capacity, count, sizeof *list)) list[count++] = r;
		else rc = edu_fail_memory(u->err);
	}
	while (count && rc >= 0) rc = delete_xml(u, &list[--count]);
	edu_release(a, list, capacity * sizeof *list);
	return rc;
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
	const edu_crosswalk *walk = walk_of(source);
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
	for (edu_ref at = 0; walk_of(source)->parked(source, &at, &r);) {
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
	const edu_crosswalk *walk = walk_of(source);
	edu_residue r;
	edu_ref at = 0;
	return walk && walk->parked && walk->parked(source, &at, &r);
}

int edu_residue_unpack(const edu_document *source, edu_document *made, edu_ledger *ledger, edu_error *err)
{
	const edu_crosswalk *walk = walk_of(source);
	unpacking u = { .made = made, .ledger = ledger, .err = err };
	edu_residue r;
	edu_ref at, back;
	int rc = 0;
	if (!edu_residue_travels(source)) return 0;
	const size_t bytes = ledger->lowered_count * sizeof *ledger->restored;
	ledger->restored = edu_allocate(&ledger->allocator, bytes);
	if (!ledger->restored) return edu_fail_memory(err);
	memset(ledger->restored, 0, bytes);
	for (at = 0; walk->parked(source, &at, &r) && rc >= 0;) {
		if (!is_for(made, &r)) continue;
		/* What takes something away leads to the whole. */
		if (r.what == '-' || (r.what == 'v' && is_version(made, &r)))
			note_restored(source, ledger, r.place, edu_tree_root(&made->tree));
		if (r.what == '-' || r.what == 'v') continue;
		rc = unpack_one(&u, &r, &back);
		note_restored(source, ledger, r.place, back);
		if (rc >= 0 && back) rc = note_origin(ledger, made, back, err);
		if (rc >= 0 && back) ledger->origins[back] = EDU_UNPACKED;
	}
	if (rc < 0 || made->format->syntax != EDU_SYNTAX_XML) return rc < 0 ? rc : made->format->bind(made, NULL, err);
	rc = unpack_deletions(&u, source, walk);
	return rc < 0 ? rc : finish_xml(source, made, ledger, err);
}
