/*
 * summary.h – what edu inspect says of a document, for people and as JSON.
 *
 * Everything that tells who the learner is stays hidden unless asked for; initials alone are shown.
 */
#ifndef EDU_TOOLS_SUMMARY_H
#define EDU_TOOLS_SUMMARY_H

#include <edu/course.h>
#include <edu/credential.h>
#include <edu/learner.h>
#include "command.h"

typedef struct summary {
	const edu_document *source;      /* as read: its format and version are told */
	edu_credential credential;       /* of the same document in the core model */
	const char *language;            /* preferred for texts */
	bool personal;
} summary;

void put_summary_text(text *out, const summary *s);
void put_summary_json(text *out, const summary *s);

/* "M. L.-O." from the learner's names, "" where there are none. */
void put_initials(text *out, edu_person learner);

/* Title, credits and kind may stand with the achievement or with what it specifies. */
edu_credit credit_of(edu_achievement a);

/*
 * Visit the achievements in document order: enter, parts, leave. An achievement that stands in several places
 * has its parts visited at the first; again tells the others. Returns false when out of memory.
 */
typedef struct visitor {
	void (*enter)(void *state, edu_achievement a, size_t depth, bool again);
	void (*leave)(void *state);
	void *state;
} visitor;
bool visit_achievements(edu_credential c, const visitor *v);

#endif
