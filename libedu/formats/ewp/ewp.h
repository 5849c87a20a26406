/*
 * formats/ewp/ewp.h – what the files of this folder share: course data of Erasmus Without Paper as a format.
 */
#ifndef EDU_FORMATS_EWP_EWP_H
#define EDU_FORMATS_EWP_EWP_H

#include "base/map.h"
#include "core_tables.h"
#include "crosswalk_tables.h"
#include "ewp_tables.h"
#include "model/crosswalk.h"
#include "model/document.h"

#define EWP_URI "https://github.com/erasmus-without-paper/ewp-specs-api-courses/tree/stable-v1"
#define EWP_TERM_URI "https://github.com/erasmus-without-paper/ewp-specs-types-academic-term/tree/stable-v1"

/* What a course or an occurrence of the core is known by in EWP. */
typedef struct ewp_known {
	const char *id;          /* in the arena of the document that is made; NULL: it has no place */
	edu_ref identifier;      /* of the core, where it comes from; 0: it was counted */
	bool same;               /* it is an identifier of EWP already */
} ewp_known;

typedef struct ewp_raising {
	size_t count;            /* of the core's items; the arrays below have as many */
	ewp_known *known;
	edu_ref *first, *next;   /* of a course: its first occurrence; of that: the next */
	edu_ref *courses;        /* in the order in which they are written */
	size_t course_count, course_capacity;
	edu_map ids;             /* those that are taken */
	edu_ref course;          /* the one that is being written */
} ewp_raising;

static inline ewp_raising *ewp_raising_of(edu_passage *p) { return p->state; }

/* lower.c: a response becomes a catalogue, courses and their occurrences. */
int ewp_lower(edu_passage *p);
const char *ewp_scheme_of(edu_name element);     /* the scheme of what an element identifies; "" */

/* raise.c: a catalogue becomes a response. */
int ewp_raise(edu_passage *p);
int ewp_raise_node(edu_passage *p, const edu_row *row, edu_ref value, edu_ref target, edu_ref *made);

/* identify.c: what courses and occurrences are called. */
int ewp_identify(edu_passage *p, edu_ref node, edu_ref course);
edu_ref ewp_identifier_with(const edu_tree *core, edu_ref identifiers, const char *scheme);
/* An element that says an identifier of the core. */
int ewp_put_identifier(edu_passage *p, edu_ref target, edu_name name, edu_ref identifier, const char *text, uint16_t rule);

/* raise_values.c, identify.c: how values cross into EWP. */
#define EWP_RAISE(name) int ewp_raise_##name(edu_passage *p, const edu_row *row, edu_ref core, edu_ref value, edu_ref target)
EWP_RAISE(code);
EWP_RAISE(credit);
EWP_RAISE(credit_level);
EWP_RAISE(day);
EWP_RAISE(grading_scheme);
EWP_RAISE(hours);
EWP_RAISE(id);
EWP_RAISE(kind);
EWP_RAISE(level);
EWP_RAISE(of_course);
EWP_RAISE(offering);
EWP_RAISE(part);
EWP_RAISE(scheme_id);
EWP_RAISE(specification);
EWP_RAISE(specifies);
EWP_RAISE(term);
EWP_RAISE(title);
EWP_RAISE(unit);
EWP_RAISE(url);
EWP_RAISE(year);

#endif
