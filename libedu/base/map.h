/*
 * base/map.h – from text to number, for identifiers that a document mentions often.
 *
 * Keys are borrowed: they must outlive the map.
 */
#ifndef EDU_BASE_MAP_H
#define EDU_BASE_MAP_H

#include "base/memory.h"

typedef struct edu_map_slot {
	const char *key;         /* NULL: free */
	uint32_t length;
	uint32_t value;
} edu_map_slot;

typedef struct edu_map {
	edu_allocator allocator;
	edu_map_slot *slots;
	size_t capacity;         /* 0 or a power of two */
	size_t count;
} edu_map;

void edu_map_open(edu_map *m, const edu_allocator *a);
void edu_map_close(edu_map *m);
/* The slot of a key, made with value 0 when new; NULL: out of memory. Good until the next call. */
edu_map_slot *edu_map_slot_of(edu_map *m, const char *key, size_t length);
uint32_t edu_map_get(const edu_map *m, const char *key, size_t length);   /* 0: not there */

#endif
