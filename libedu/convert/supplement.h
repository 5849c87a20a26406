/*
 * convert/supplement.h – what the caller adds to a record before it is raised.
 */
#ifndef EDU_CONVERT_SUPPLEMENT_H
#define EDU_CONVERT_SUPPLEMENT_H

#include "model/crosswalk.h"

/*
 * Fill what the core record in p->to lacks from a JSON object whose members are the core's own
 * (docs/supplement.md); what the record has is left alone. p->default_language is set where it is given.
 * 0, EDU_ENOMEM, or EDU_EINVALID and EDU_ESYNTAX for a supplement that can't be used.
 */
int edu_supplement_apply(edu_passage *p, const char *json, size_t length);

#endif
