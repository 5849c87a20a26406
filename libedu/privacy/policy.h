/*
 * privacy/policy.h – what a policy says of places in the core model: kept, removed, or replaced by a
 * pseudonym.
 *
 * Places are named by the core's words, so that one policy serves all formats (docs/privacy.md has the form).
 */
#ifndef EDU_PRIVACY_POLICY_H
#define EDU_PRIVACY_POLICY_H

#include "model/document.h"

typedef enum edu_policy_action {
	EDU_POLICY_SILENT = 0,
	EDU_POLICY_KEEP = 1,
	EDU_POLICY_REMOVE = 2,
	EDU_POLICY_PSEUDONYM = 3
} edu_policy_action;

/* What becomes of the names of nodes, which the core does not keep. */
typedef enum edu_policy_ids {
	EDU_POLICY_IDS_RENAME = 0,
	EDU_POLICY_IDS_PSEUDONYM = 1,
	EDU_POLICY_IDS_KEEP = 2
} edu_policy_ids;

enum { EDU_POLICY_STEPS = 8 };

typedef struct edu_policy_rule {
	uint16_t cls;                     /* whose property the first step is; 0: the record's */
	uint16_t steps[EDU_POLICY_STEPS]; /* names of the core, outermost first */
	uint8_t depth;                    /* 0: the nodes of the class */
	uint8_t action;                   /* edu_policy_action */
} edu_policy_rule;

typedef struct edu_policy {
	edu_allocator allocator;
	edu_policy_rule *rules;
	size_t count, capacity;
	edu_policy_action otherwise; /* for what no rule covers */
	bool keeps_unmapped;         /* what has no place in the core stays */
	edu_policy_ids ids;
	bool needs_key;
} edu_policy;

/*
 * Read a policy: JSON, or the name of one that comes with the library. 0, EDU_ENOMEM, EDU_ESYNTAX,
 * EDU_ELIMIT, EDU_EINVALID (rule redact/policy). To be closed in any case.
 */
int edu_policy_read(edu_policy *out, const edu_context *ctx, const char *text, size_t length, edu_error *err);
void edu_policy_close(edu_policy *policy);

/*
 * What is to become of every item of a document of the core: fills actions, one for each of them, none being
 * SILENT. The nearest rule decides; of those that meet in one place, the one with more steps.
 */
void edu_policy_apply(const edu_policy *policy, const edu_document *core, uint8_t *actions);

#endif
