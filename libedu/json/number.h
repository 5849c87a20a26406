/*
 * json/number.h – numbers as doubles and back, exactly, without the C library's locale.
 *
 * RFC 8785 wants numbers as ECMAScript prints them: the shortest decimal that reads back as the same double, of several
 * the one nearest to it.
 */
#ifndef EDU_JSON_NUMBER_H
#define EDU_JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { EDU_NUMBER_LONGEST = 32 };   /* bytes of a number as ECMAScript prints it, NUL included */

/* The double nearest to a JSON number, ties to even; infinite where it is beyond all of them. */
double edu_number_read(const char *text, size_t length);
/* Whether that is finite; quick for what is usual. */
bool edu_number_is_finite(const char *text, size_t length);
/* Write a finite double as ECMAScript does; returns the length. */
size_t edu_number_write(char *out, double value);
/* The same for the double of a JSON number, quick for what is usual; 0: it is not finite. */
size_t edu_number_canonical(char *out, const char *text, size_t length);
/* Does the canonical text denote another decimal than the one written? Then a signer would sign something else. */
bool edu_number_is_exact(const char *text, size_t length);

#endif
