/*
 * base/text.h – UTF-8, white space, and the lexical forms of XML Schema and BCP 47.
 *
 * Everything works on (text, length), allocates nothing and knows no locale.
 */
#ifndef EDU_BASE_TEXT_H
#define EDU_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Offset of the first byte that is not part of well-formed UTF-8 (Unicode, table 3-7); length where all is well. */
size_t edu_utf8_check(const char *text, size_t length);

bool edu_is_blank(const char *text, size_t length);                    /* only XML white space, or nothing */
bool edu_is_white(const char *text, size_t length);                    /* only Unicode's white space, or nothing */
bool edu_is_visible(const char *text, size_t length);                  /* visible ASCII characters, and not nothing */
bool edu_is_ewp_id(const char *text, size_t length);                   /* CR/… and the like, up to 64 characters */
void edu_trim(const char **text, size_t *length);                      /* XML white space at both ends */
bool edu_equal(const char *a, size_t n, const char *literal);          /* literal: NUL-terminated */
bool edu_equal_nocase(const char *a, size_t n, const char *literal);   /* ASCII letters only */
/* Write text collapsed as xs:token says into out (at least length bytes); returns the bytes written. */
size_t edu_collapse(char *out, const char *text, size_t length);

/* Lexical checks. Whole text, white space already trimmed; value space included (2026-02-30 is no date). */
bool edu_is_date(const char *text, size_t length);                     /* xs:date */
bool edu_is_datetime(const char *text, size_t length);                 /* xs:dateTime */
bool edu_is_duration(const char *text, size_t length);                 /* xs:duration */
bool edu_is_decimal(const char *text, size_t length);                  /* xs:decimal */
bool edu_is_integer(const char *text, size_t length);                  /* xs:integer */
bool edu_is_boolean(const char *text, size_t length);                  /* xs:boolean */
bool edu_is_language(const char *text, size_t length);                 /* xs:language, the shape of a BCP 47 tag */
bool edu_is_iri(const char *text, size_t length);                      /* absolute; no blanks or <>"{}|\^` */
bool edu_is_base64(const char *text, size_t length);                   /* xs:base64Binary; white space ignored */
/* The value of a digit of base64's standard alphabet (RFC 4648, section 4), and one more; 0 for other characters. */
extern const unsigned char edu_base64_digits[256];

/* A date or dateTime taken apart. has_time and has_zone tell what was written. */
typedef struct edu_moment {
	int64_t year;
	int month, day, hour, minute;
	int second;
	bool has_fraction;
	bool has_time, has_zone;
	int zone;                     /* minutes east of UTC */
} edu_moment;
bool edu_parse_moment(const char *text, size_t length, edu_moment *out);
/* The day after; for dates that were shifted to UTC. */
void edu_next_day(edu_moment *m);
/* Days of the civil calendar since 1970-01-01. */
int64_t edu_days_since_epoch(int64_t year, int month, int day);

/* Compare two decimals by value without rounding: <0, 0, >0. Both must satisfy edu_is_decimal(). */
int edu_compare_decimals(const char *a, size_t an, const char *b, size_t bn);
/* Round to an integer, halves away from zero, written to out (at least length + 2 bytes); returns its length. */
size_t edu_round_decimal(char *out, const char *text, size_t length);

#endif
