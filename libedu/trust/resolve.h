/*
 * trust/resolve.h – asking the caller for what stands elsewhere.
 */
#ifndef EDU_TRUST_RESOLVE_H
#define EDU_TRUST_RESOLVE_H

#include "trust/verdict.h"

/* 1: given, in place of what out held; 0: not available; EDU_EUSER, EDU_ENOMEM, EDU_ELIMIT. */
int edu_resolve_url(edu_buffer *out, edu_verification *v, edu_resource what, const char *url, size_t length);

#endif
