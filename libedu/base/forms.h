/*
 * base/forms.h – lexical forms of texts in JSON: what JSON Schema calls formats, language tags, durations.
 *
 * Like those of base/text.h: (text, length), no allocation, no locale.
 */
#ifndef EDU_BASE_FORMS_H
#define EDU_BASE_FORMS_H

#include <stdbool.h>
#include <stddef.h>

bool edu_is_full_date(const char *text, size_t length);      /* RFC 3339 full-date: a day of the calendar, no zone */
bool edu_is_timestamp(const char *text, size_t length);      /* RFC 3339 date-time: T and an offset are there */
bool edu_is_uuid(const char *text, size_t length);           /* RFC 9562: 8-4-4-4-12 hexadecimal digits, any version */
bool edu_is_email(const char *text, size_t length);          /* RFC 5321 Mailbox, without quoted parts and literals */
bool edu_is_uri(const char *text, size_t length);            /* RFC 3986, absolute */
bool edu_is_uri_reference(const char *text, size_t length);  /* RFC 3986 URI-reference: characters alone are checked */

/* BCP 47 (RFC 5646, section 2.1): well-formed, letters in any case; grandfathered tags are none. */
bool edu_is_language_tag(const char *text, size_t length);
/* Whether a well-formed tag is in the case that section 2.1.1 recommends: zh-Hant-TW. */
bool edu_has_tag_case(const char *text, size_t length);

/* ISO 8601 as RFC 3339, Appendix A, has it: weeks not mixed, fractions of seconds alone, at least one part. */
bool edu_is_period(const char *text, size_t length);

bool edu_is_json_number(const char *text, size_t length);    /* RFC 8259, section 6 */

#endif
