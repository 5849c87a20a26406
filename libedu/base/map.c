/*
 * base/map.c – from text to number: open addressing, linear probing, at most two thirds full.
 */
#include "base/map.h"

#include <string.h>

void edu_map_open(edu_map *m, const edu_allocator *a)
{
	memset(m, 0, sizeof *m);
	m->allocator = *a;
}

void edu_map_close(edu_map *m)
{
	edu_release(&m->allocator, m->slots, m->capacity * sizeof *m->slots);
	m->slots = NULL;
	m->capacity = m->count = 0;
}

/* FNV-1a; identifiers differ in their last bytes, so every byte counts. */
static uint64_t hash(const char *key, size_t length)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)key[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static edu_map_slot *probe(edu_map_slot *slots, size_t capacity, const char *key, size_t length)
{
	size_t i = hash(key, length) & (capacity - 1);
	while (slots[i].key && (slots[i].length != length || memcmp(slots[i].key, key, length))) i = (i + 1) & (capacity - 1);
	return &slots[i];
}

static bool grow(edu_map *m)
{
	const size_t capacity = m->capacity ? m->capacity * 2 : 64;
	edu_map_slot *slots = edu_allocate(&m->allocator, capacity * sizeof *slots);
	if (!slots) return false;
	memset(slots, 0, capacity * sizeof *slots);
	for (size_t i = 0; i < m->capacity; i++)
		if (m->slots[i].key) *probe(slots, capacity, m->slots[i].key, m->slots[i].length) = m->slots[i];
	edu_release(&m->allocator, m->slots, m->capacity * sizeof *m->slots);
	m->slots = slots;
	m->capacity = capacity;
	return true;
}

edu_map_slot *edu_map_slot_of(edu_map *m, const char *key, size_t length)
{
	if (m->count * 3 >= m->capacity * 2 && !grow(m)) return NULL;
	edu_map_slot *slot = probe(m->slots, m->capacity, key, length);
	if (!slot->key) {
		*slot = (edu_map_slot){ key, (uint32_t)length, 0 };
		m->count++;
	}
	return slot;
}

uint32_t edu_map_get(const edu_map *m, const char *key, size_t length)
{
	return m->capacity ? probe(m->slots, m->capacity, key, length)->value : 0;
}
