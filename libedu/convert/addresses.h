/*
 * convert/addresses.h – places that are told by names of things instead of positions, in formats that have such names.
 */
#ifndef EDU_CONVERT_ADDRESSES_H
#define EDU_CONVERT_ADDRESSES_H

#include "base/map.h"
#include "model/crosswalk.h"

typedef struct edu_addresses {
	edu_document *doc;
	edu_map things;          /* the beginning of an address → the item it leads to */
	edu_arena *keys;         /* NULL: the format has no addresses */
} edu_addresses;

/* All things of a document. 0 or EDU_ENOMEM; to be closed in any case. */
int edu_addresses_open(edu_addresses *a, edu_document *doc);
void edu_addresses_close(edu_addresses *a);

/*
 * What a path leads to first, *used bytes of it: a thing, the whole document where the path has no name in it (*used 0), or
 * nothing (*out 0). A thing that isn't there is made where the value is its own name. 0 or EDU_ENOMEM.
 */
int edu_addresses_find(edu_addresses *a, const edu_residue *residue, edu_ref *out, size_t *used);

#endif
