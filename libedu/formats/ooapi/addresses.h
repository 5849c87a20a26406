/*
 * formats/ooapi/addresses.h – where a value stands, told by its entity's id.
 */
#ifndef EDU_FORMATS_OOAPI_ADDRESSES_H
#define EDU_FORMATS_OOAPI_ADDRESSES_H

#include "formats/ooapi/ooapi.h"

/* The name of a bundle's list for entities of a class in a version; 0: there is none. */
uint16_t edu_ooapi_list_name(uint16_t cls, unsigned version);

/* out: the address of an item; *entity: the object it begins with, 0: it has none. 0 or EDU_ENOMEM. */
int ooapi_address(const edu_document *doc, edu_ref item, edu_buffer *out, edu_ref *entity);

#endif
