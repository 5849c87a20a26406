/*
 * model/findings.h – making the list that edu_findings_at() reads.
 */
#ifndef EDU_MODEL_FINDINGS_H
#define EDU_MODEL_FINDINGS_H

#include "model/document.h"

/* An empty list about a document; to be freed with edu_findings_free(). 0 or EDU_ENOMEM. */
int edu_findings_new(edu_findings **out, const edu_document *doc, edu_error *err);
/* Where edu_finding_add() adds. */
edu_finding_list *edu_findings_list(edu_findings *findings);
/* Make warnings of some rules errors from now on; rules: ids, NULL ends; NULL: none. */
void edu_finding_list_make_graver(edu_finding_list *list, const char *const *rules);
/* Put them into document order and give each its path and place. Once, before the first edu_findings_at(). */
int edu_findings_finish(edu_findings *findings, edu_error *err);

#endif
