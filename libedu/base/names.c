/*
 * base/names.c – numbers for names: those of a format's constant table, and those a document brings.
 */
#include "base/tree.h"

#include <string.h>

enum { FIRST_SLOTS = 16 };

edu_name edu_table_find(const edu_name_table *table, const char *text, size_t length)
{
	const uint32_t mask = table->mask;
	if (!table->count) return 0;
	for (uint32_t slot = edu_name_hash(text, length) & mask; table->slots[slot]; slot = (slot + 1) & mask) {
		const edu_name name = table->slots[slot];
		if (table->lengths[name] == length && memcmp(table->names[name], text, length) == 0) return name;
	}
	return 0;
}

/* Documents choose their own names, so that this hash looks at every byte; a seed keeps floods from being made. */
static uint32_t own_hash(const edu_tree *t, const char *text, size_t length)
{
	uint64_t h = (t->own_seed ^ length) * 0x9E3779B97F4A7C15u, piece;
	for (; length >= sizeof piece; text += sizeof piece, length -= sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		h = (h ^ piece) * 0xD6E8FEB86659FD93u;
		h ^= h >> 32;
	}
	piece = 0;
	if (length) memcpy(&piece, text, length);
	h = (h ^ piece) * 0xD6E8FEB86659FD93u;
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	return (uint32_t)(h >> 32);
}

static bool same_uri(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

typedef struct wanted_name {
	const char *text;
	size_t length;
	const char *uri;
	bool any_meaning;        /* JSON: what a name stands for is decided once for the whole document */
	edu_name known;
	uint32_t hash;
} wanted_name;

static bool is_wanted(const edu_own_name *own, const wanted_name *w)
{
	return own->hash == w->hash && own->length == w->length && memcmp(own->text, w->text, w->length) == 0
	    && same_uri(own->uri, w->uri) && (w->any_meaning || own->known == w->known);
}

static edu_name find_own(const edu_tree *t, const wanted_name *w)
{
	if (!t->own_slot_count) return 0;
	const size_t mask = t->own_slot_count - 1;
	for (size_t slot = w->hash & mask; t->own_slots[slot]; slot = (slot + 1) & mask) {
		const uint32_t number = t->own_slots[slot];
		if (is_wanted(&t->own[number - 1], w)) return t->table->count + number;
	}
	return 0;
}

static void put_in_slot(uint32_t *slots, size_t slot_count, uint32_t hash, uint32_t number)
{
	size_t slot = hash & (slot_count - 1);
	while (slots[slot]) slot = (slot + 1) & (slot_count - 1);
	slots[slot] = number;
}

/* Twice as many slots, so that at most half of them are taken. */
static bool more_slots(edu_tree *t)
{
	const edu_allocator *a = &t->ctx->allocator;
	const size_t count = t->own_slot_count ? t->own_slot_count * 2 : FIRST_SLOTS;
	uint32_t *slots = edu_allocate(a, count * sizeof *slots);
	if (!slots) return false;
	memset(slots, 0, count * sizeof *slots);
	for (size_t i = 0; i < t->own_count; i++) put_in_slot(slots, count, t->own[i].hash, (uint32_t)i + 1);
	edu_release(a, t->own_slots, t->own_slot_count * sizeof *slots);
	t->own_slots = slots;
	t->own_slot_count = count;
	return true;
}

/* Neighbouring names mostly share a namespace; one copy of its URI serves them. */
static const char *own_uri(edu_tree *t, const char *uri)
{
	if (!uri) return NULL;
	for (size_t i = t->own_count; i > 0 && i + 8 > t->own_count; i--)
		if (t->own[i - 1].uri && strcmp(t->own[i - 1].uri, uri) == 0) return t->own[i - 1].uri;
	return edu_arena_text(t->arena, uri, strlen(uri));
}

static edu_name add_own(edu_tree *t, const wanted_name *w, size_t local)
{
	if (t->own_count >= UINT32_MAX / 4 || w->length >= UINT32_MAX) return 0;
	if (!edu_grow(&t->ctx->allocator, (void **)&t->own, &t->own_capacity, t->own_count, sizeof *t->own))
		return 0;
	if ((t->own_count + 1) * 2 > t->own_slot_count && !more_slots(t)) return 0;
	edu_own_name *own = &t->own[t->own_count];
	own->text = edu_arena_text(t->arena, w->text, w->length);
	own->uri = own_uri(t, w->uri);
	if (!own->text || (w->uri && !own->uri)) return 0;
	own->length = (uint32_t)w->length;
	own->local = (uint32_t)local;
	own->known = w->known;
	own->hash = w->hash;
	const uint32_t number = (uint32_t)++t->own_count;
	put_in_slot(t->own_slots, t->own_slot_count, w->hash, number);
	return t->table->count + number;
}

edu_name edu_tree_name(edu_tree *t, const char *text, size_t length)
{
	edu_name name = edu_table_find(t->table, text, length);
	if (name) return name;
	const wanted_name w = { text, length, NULL, true, 0, own_hash(t, text, length) };
	name = find_own(t, &w);
	return name ? name : add_own(t, &w, 0);
}

edu_name edu_tree_name_xml(edu_tree *t, const char *text, size_t length, size_t local, const char *uri,
                           edu_name known)
{
	/* One prefix may stand for many namespaces. */
	const uint32_t space = uri ? own_hash(t, uri, strlen(uri)) : 0;
	const wanted_name w = { text, length, uri, false, known, own_hash(t, text, length) ^ space };
	const edu_name name = find_own(t, &w);
	return name ? name : add_own(t, &w, local);
}

static const edu_own_name *own_of(const edu_tree *t, edu_name name)
{
	return name > t->table->count ? &t->own[name - t->table->count - 1] : NULL;
}

const char *edu_tree_name_text(const edu_tree *t, edu_name name, uint32_t *length)
{
	const edu_own_name *own = own_of(t, name);
	if (length) *length = own ? own->length : name ? t->table->lengths[name] : 0;
	return own ? own->text : name ? t->table->names[name] : "";
}

const char *edu_tree_name_uri(const edu_tree *t, edu_name name)
{
	const edu_own_name *own = own_of(t, name);
	return own ? own->uri : NULL;
}

const char *edu_tree_name_local(const edu_tree *t, edu_name name)
{
	const edu_own_name *own = own_of(t, name);
	if (own) return own->text + own->local;
	if (!name) return "";
	const char *colon = strchr(t->table->names[name], ':');
	return colon ? colon + 1 : t->table->names[name];
}

void edu_tree_name_means(edu_tree *t, edu_name own, edu_name known)
{
	if (own > t->table->count) t->own[own - t->table->count - 1].known = known;
}

edu_name edu_tree_name_beside(edu_tree *t, edu_ref element, edu_name known)
{
	const edu_own_name *own = own_of(t, t->items[element].name);
	const uint32_t prefix = own ? own->local : 0, length = t->table->lengths[known];
	edu_buffer text;

	if (!prefix) return known;
	edu_buffer_open(&text, &t->ctx->allocator);
	edu_name name = 0;
	if (edu_buffer_add(&text, own->text, prefix) >= 0 && edu_buffer_add(&text, t->table->names[known], length) >= 0)
		name = edu_tree_name_xml(t, text.data, text.length, prefix, own->uri, known);
	edu_buffer_free(&text);
	return name;
}
