/*
 * trust/time.h – times in documents.
 */
#ifndef EDU_TRUST_TIME_H
#define EDU_TRUST_TIME_H

#include <edu/trust.h>
#include <stdbool.h>

/* An xsd:dateTime or date of the years 1 to 9999, as UTC where it has no zone; has_zone may be NULL. */
bool edu_time_read(edu_time *out, const char *text, size_t length, bool *has_zone);

#endif
