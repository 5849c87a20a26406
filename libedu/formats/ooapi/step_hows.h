/*
 * formats/ooapi/step_hows.h – what the files share that members cross by whose way a row names.
 */
#ifndef EDU_FORMATS_OOAPI_STEP_HOWS_H
#define EDU_FORMATS_OOAPI_STEP_HOWS_H

#include "base/text.h"
#include "formats/ooapi/step.h"

/* A member of the source crosses: 0 or EDU_ENOMEM. */
typedef int edu_ooapi_cross(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, edu_ref item,
                            const edu_ooapi_step_row *row);

/* step_codes.c */
edu_ooapi_cross edu_ooapi_cross_language, edu_ooapi_cross_country;
/* step_outcomes.c */
edu_ooapi_cross edu_ooapi_cross_outcomes;
/* step_amounts.c */
edu_ooapi_cross edu_ooapi_cross_credits, edu_ooapi_cross_months, edu_ooapi_cross_a_code;

/* A new text from a source: derived, by a rule. */
int edu_ooapi_derive_text(edu_ooapi_crossings *s, edu_ref item, edu_ref parent, edu_name name, const char *text,
                          size_t length, uint16_t rule);

/* What the row's member is called on the other side. */
static inline uint16_t edu_ooapi_name_to(const edu_ooapi_crossings *s, const edu_ooapi_step_row *row)
{
	return s->up ? row->newer : row->older;
}

static inline const edu_item *edu_ooapi_item_at(const edu_ooapi_crossings *s, edu_ref item)
{
	return &s->from->items[item];
}

static inline bool edu_ooapi_says(const edu_ooapi_crossings *s, edu_ref item, const char *text)
{
	const edu_item *i = edu_ooapi_item_at(s, item);
	return edu_ooapi_is_string(s->from, item) && edu_equal(i->text, i->length, text);
}

#endif
