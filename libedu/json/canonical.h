/*
 * json/canonical.h – RFC 8785, the JSON Canonicalization Scheme: one text for each value.
 */
#ifndef EDU_JSON_CANONICAL_H
#define EDU_JSON_CANONICAL_H

#include "base/tree.h"

/* While writing, another item stands where one is; to 0: it is left out. */
typedef struct edu_json_swap {
	edu_ref from, to;
} edu_json_swap;

/*
 * Append the canonical text of item. 0, EDU_ENOMEM, EDU_EINVALID (a number beyond the doubles), EDU_EUNSUPPORTED (an
 * item JSON has no form for).
 */
int edu_json_canonical(edu_buffer *out, const edu_tree *t, edu_ref item, const edu_json_swap *swaps, size_t swap_count,
                       edu_error *err);

/*
 * May the value be signed in canonical form, without something else being signed than was written? EDU_EINVALID (rule
 * json/number-exact, with a path): a whole number beyond ±(2^53 − 1), or a decimal that a double changes. Also EDU_ENOMEM.
 */
int edu_json_check_exact(const edu_tree *t, edu_ref item, edu_error *err);

#endif
