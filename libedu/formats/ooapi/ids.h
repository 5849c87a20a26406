/*
 * formats/ooapi/ids.h – ids of entities: where they stand, and when two are the same.
 */
#ifndef EDU_FORMATS_OOAPI_IDS_H
#define EDU_FORMATS_OOAPI_IDS_H

#include "formats/ooapi/ooapi.h"

enum { OOAPI_KEY_SIZE = 65, OOAPI_UUID_SIZE = 37 };

/* Has the class of an object an id of its own, in any version? */
bool ooapi_is_entity(uint16_t cls);
/* The leaf with an object's own id; 0: it has none. */
edu_ref ooapi_own_id(const edu_document *doc, edu_ref object);
/* A key for an id among those of like entities: UUIDs are compared in small letters. Its length; 0: it can't be an id. */
size_t ooapi_key_of(const edu_tree *t, uint16_t cls, edu_ref id, char key[OOAPI_KEY_SIZE]);
/* The class of what a text refers to by id; 0: it is no reference. */
uint16_t ooapi_class_referred(const edu_document *doc, edu_ref item);
/* A name-based UUID, version 8 of RFC 9562, of the first 16 bytes of a hash. */
void ooapi_uuid_of_hash(const unsigned char *hash, char out[OOAPI_UUID_SIZE]);

#endif
