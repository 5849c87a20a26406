/*
 * formats/ooapi/profile.h – profiles: what they change in the tables, and their consumer objects.
 *
 * The tables are generated from profiles.toml.
 */
#ifndef EDU_FORMATS_OOAPI_PROFILE_H
#define EDU_FORMATS_OOAPI_PROFILE_H

#include "formats/ooapi/ooapi.h"

typedef enum edu_ooapi_consumer_kind {
	EDU_OOAPI_TEXT, EDU_OOAPI_BOOLEAN, EDU_OOAPI_NUMBER, EDU_OOAPI_DATE, EDU_OOAPI_OBJECT
} edu_ooapi_consumer_kind;

typedef struct edu_ooapi_consumer_row {
	const char *name;            /* NULL ends */
	uint8_t kind;                /* edu_ooapi_consumer_kind */
	uint8_t required;
	uint8_t many;                /* an array of at most so many; a single value is understood */
	uint8_t most;                /* 0: no limit */
	const char *pattern;         /* 9: a digit, @: a capital letter; NULL: none */
	const char *const *values;   /* NULL ends; NULL: any */
} edu_ooapi_consumer_row;

typedef struct edu_ooapi_consumer {
	uint16_t cls;                /* of the object it stands in; 0 ends */
	const edu_ooapi_consumer_row *rows;
} edu_ooapi_consumer;

typedef struct edu_ooapi_profile {
	const char *name;            /* also the key of its consumer object; NULL ends */
	uint16_t versions;           /* bits */
	const edu_delta *deltas;
	const edu_ooapi_consumer *consumers;
} edu_ooapi_profile;

extern const edu_ooapi_profile edu_ooapi_profiles[];   /* the first lies beneath all others */

int edu_ooapi_judge(const edu_document *doc, const char *name, edu_judgement *out);
int edu_ooapi_check_judged(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list,
                           edu_error *err);

/* consumers.c: the consumer objects of a profile. 0 or EDU_ENOMEM. */
int edu_ooapi_check_consumers(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list);
/* one_of.c: what only the published schemas of answers refuse. */
int edu_ooapi_check_one_of(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list);
/* rio.c: what the register refuses though the schema has it. */
int edu_ooapi_check_rio(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list);
/* relations.c: what holds between entities: one id one content, references that lead somewhere, no cycles. */
int edu_ooapi_check_relations(const edu_document *doc, edu_finding_list *list);

#endif
