/*
 * formats/ooapi/ooapi.h – what the files of this folder share: OOAPI (since version 6: OEAPI) as a format.
 */
#ifndef EDU_FORMATS_OOAPI_OOAPI_H
#define EDU_FORMATS_OOAPI_OOAPI_H

#include "model/document.h"
#include "ooapi_tables.h"

/* edu_document.shape: how the file holds its entities (docs/ooapi.md). */
typedef enum edu_ooapi_shape {
	EDU_OOAPI_UNKNOWN = 0,
	EDU_OOAPI_ENTITY,            /* one entity, or a problem report */
	EDU_OOAPI_PAGE,              /* an answer of a collection: items */
	EDU_OOAPI_ARRAY,             /* entities side by side */
	EDU_OOAPI_BUNDLE,            /* an object of lists of entities */
	EDU_OOAPI_GATEWAY            /* answers of several endpoints, each below its name */
} edu_ooapi_shape;

/* entities.c: the class of an object that stands where any entity may, told by its members; 0: none is known. */
uint16_t edu_ooapi_entity_of(const edu_tree *t, edu_ref object, unsigned version);
/* The name of the own id of a class's objects in a version; 0: they have none. */
uint16_t edu_ooapi_id_name(uint16_t cls, unsigned version);

/* versions.c: the version whose marks are most frequent; 5.0 where none are. */
unsigned edu_ooapi_find_version(const edu_tree *t);

/* entities.c: the class of a name as the schemas or the tables have it ("Program", "Programme"); 0: there is none. */
uint16_t edu_ooapi_class_named(const char *name);

/* recognise.c: how the top holds entities. stated: the class that the caller gave them; 0: none. */
edu_ooapi_shape edu_ooapi_shape_of(const edu_tree *t, uint16_t stated);
edu_recognition edu_ooapi_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err);

int edu_ooapi_bind(edu_document *doc, const edu_read_options *options, edu_error *err);

static inline bool edu_ooapi_is_object(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].kind == EDU_KIND_OBJECT;
}

static inline bool edu_ooapi_is_array(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].kind == EDU_KIND_ARRAY;
}

#endif
