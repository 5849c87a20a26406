/*
 * emrex/registry.h – a registry while it is read.
 */
#ifndef EDU_EMREX_REGISTRY_H
#define EDU_EMREX_REGISTRY_H

#include "base/tree.h"
#include <edu/registry.h>

struct edu_registry {
	edu_allocator allocator;
	edu_arena *arena;                /* of all texts and lists */
	edu_registry_entry *entries;
	size_t count, capacity;
};

/* A source being read into a registry. */
typedef struct edu_listing {
	edu_registry *registry;
	edu_tree tree;
	const char **institutions;       /* of the entry being read */
	size_t institution_count, institution_capacity;
	edu_error *err;
} edu_listing;

/* All return 0 or a negative status. */
int edu_listing_json(edu_listing *l, const char *data, size_t length);
int edu_listing_xml(edu_listing *l, const char *data, size_t length);
/* A copy without white space at its ends, in the registry's arena; *out NULL where nothing is left of it. */
int edu_listing_text(edu_listing *l, const char *text, size_t length, const char **out);
/*
 * The certificate of an entry from PEM or bare base64, however it was broken; *out NULL where it is neither.
 */
int edu_listing_certificate(edu_listing *l, const char *text, size_t length, const char **out);
int edu_listing_institution(edu_listing *l, const char *text, size_t length);
/* Add an entry with the institutions collected so far. */
int edu_listing_entry(edu_listing *l, const edu_registry_entry *entry);

#endif
