/*
 * model/schema.h – the tables that describe a format: its names, classes, properties and value lists.
 *
 * Instances are generated from formats/NAME/NAME.toml and are constant.
 */
#ifndef EDU_MODEL_SCHEMA_H
#define EDU_MODEL_SCHEMA_H

#include "base/tree.h"

/* What a property's values look like. */
typedef enum edu_value_kind {
	EDU_VALUE_STRING = 1,    /* any text, verbatim */
	EDU_VALUE_TOKEN,         /* text, white space collapsed */
	EDU_VALUE_LANGSTRING,    /* JSON: language map; XML: text with optional xml:lang */
	EDU_VALUE_HTML,          /* markup, escaped */
	EDU_VALUE_URI,
	EDU_VALUE_IRI,           /* a reference to a node by id */
	EDU_VALUE_DATE,
	EDU_VALUE_DATETIME,
	EDU_VALUE_DURATION,
	EDU_VALUE_DECIMAL,
	EDU_VALUE_INTEGER,
	EDU_VALUE_POSITIVE,      /* xs:positiveInteger */
	EDU_VALUE_COUNT,         /* xs:nonNegativeInteger */
	EDU_VALUE_BOOLEAN,
	EDU_VALUE_LITERAL,       /* any scalar */
	EDU_VALUE_NODE,          /* a node of one of the classes in range */
	EDU_VALUE_ANY,           /* anything: foreign markup, opaque members */
	EDU_VALUE_NUMBER,        /* a JSON number */
	EDU_VALUE_UUID,          /* an id; range: of what, where that is known */
	EDU_VALUE_EMAIL
} edu_value_kind;

enum edu_property_flag {
	EDU_PROPERTY_ATTRIBUTE = 1,     /* XML attribute */
	EDU_PROPERTY_UNIQUE_LANG = 2,   /* at most one value per language */
	EDU_PROPERTY_ORDERED = 4,       /* the order of its values means something */
	EDU_PROPERTY_TEXT = 8,          /* XML: the text of the element itself, beside attributes */
	EDU_PROPERTY_SCOPED = 16,       /* JSON-LD: known only inside a node of type VerifiableCredential/-Presentation */
	EDU_PROPERTY_VANISHES = 32,     /* JSON-LD: the context drops or misplaces it; see the format's table for why */
	EDU_PROPERTY_CLOSED_CODES = 64, /* codes is complete: another value is an error, not a warning */
	EDU_PROPERTY_REFERENCE = 128,   /* JSON: a node, or the id of one as a string */
	EDU_PROPERTY_NESTED = 256,      /* JSON: an array of arrays */
	EDU_PROPERTY_NON_NEGATIVE = 512,
	EDU_PROPERTY_WITHOUT_ID = 1024  /* JSON: the node has no id of its own here */
};

typedef struct edu_property {
	uint16_t id;             /* permanent number, unique in its format */
	uint16_t name;           /* edu_name in the format's table */
	uint8_t kind;            /* edu_value_kind */
	uint16_t flags;          /* edu_property_flag */
	uint16_t versions;       /* bit i: belongs to the schema's i-th version */
	uint16_t min;            /* cardinality in those versions */
	uint16_t max;            /* 0: no limit */
	uint16_t range;          /* first of its classes in schema->ranges; for EDU_VALUE_NODE */
	uint16_t range_count;
	uint16_t codes;          /* value list, index into schema->codes; 0: none */
	uint16_t pattern;        /* index into schema->patterns; 0: none */
	uint32_t max_value;      /* largest integer allowed; 0: no limit */
	/* JSON alone. max tells an array (0) from a single value (1), min whether the member must be there. */
	uint16_t nullable;       /* bit i: null is a value in version i */
	uint16_t claims_null;    /* bit i: the prose of version i allows null, its schema doesn't */
	uint16_t min_length;     /* in characters */
	uint16_t max_length;     /* 0: no limit */
	uint8_t min_items;
	uint8_t alternative;     /* of the rows of a class with this number one must be there; 0: none of them */
} edu_property;

/* The rows of a class stand in the order of the format (XML: the order its schema demands). A name may have
   several rows when versions differ; their version bits don't overlap. */
typedef struct edu_class {
	uint16_t id;             /* permanent */
	uint16_t first, count;   /* rows in schema->properties */
	uint8_t open;            /* other members are no finding */
	uint8_t closed;          /* other members are an error */
	const char *name;        /* "LearningAchievement" */
	const char *term;        /* JSON-LD: value of type that means it; NULL: never stated */
} edu_class;

typedef struct edu_codes {
	const char *name;
	uint32_t count;
	const char *const *values;   /* sorted bytewise */
	const uint16_t *versions;    /* [count]: bit i: allowed in version i; NULL: in all */
	uint16_t closed;             /* bit i: complete in version i */
} edu_codes;

typedef struct edu_schema {
	const char *format;                  /* "elmo" */
	const char *const *versions;         /* oldest first */
	uint32_t version_count;
	edu_name_table names;
	const edu_class *classes;            /* [class_count], [0] unused; an item's cls is an index */
	uint32_t class_count;
	const edu_property *properties;
	uint32_t property_count;
	const uint16_t *ranges;
	const edu_codes *codes;              /* [0] unused */
	const char *const *patterns;         /* [0] unused; names of patterns that validate/ knows */
	/* For each class and name the first row, or 0xffff: by_name[cls * (names.count + 1) + name] */
	const uint16_t *by_name;
	/* For each name the versions, as bits, in which some class has such a property. */
	const uint16_t *name_versions;
} edu_schema;

/* The row for a property of a class in a version; NULL: there is none. version: index into versions. */
const edu_property *edu_schema_property(const edu_schema *s, uint16_t cls, edu_name known, unsigned version);
/* Some row of that name in any version; NULL: the class has no such property at all. */
const edu_property *edu_schema_any_property(const edu_schema *s, uint16_t cls, edu_name known);
uint16_t edu_schema_class(const edu_schema *s, const char *name);   /* by name or term; 0: unknown */
/* Index of a version by name, or of the newest of a major version ("6" for "6.1"); -1: none. */
int edu_schema_version(const edu_schema *s, const char *version);
bool edu_codes_have(const edu_codes *codes, const char *text, size_t length, unsigned version);

#endif
