/*
 * validate/values.c – kinds and patterns of values; see values.h.
 */
#include "validate/values.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

bool edu_kind_collapses(uint8_t kind)
{
	switch (kind) {
	case EDU_VALUE_STRING:
	case EDU_VALUE_LANGSTRING:
	case EDU_VALUE_HTML:
	case EDU_VALUE_LITERAL:
	case EDU_VALUE_ANY:
	case EDU_VALUE_NODE:
		return false;
	default:
		return true;
	}
}

static bool is_negative(const char *text, size_t length)
{
	return length && text[0] == '-' && edu_compare_decimals(text, length, "0", 1) < 0;
}

bool edu_kind_has(uint8_t kind, const char *text, size_t length)
{
	switch (kind) {
	case EDU_VALUE_DATE: return edu_is_date(text, length);
	case EDU_VALUE_DATETIME: return edu_is_datetime(text, length);
	case EDU_VALUE_DURATION: return edu_is_duration(text, length);
	case EDU_VALUE_DECIMAL: return edu_is_decimal(text, length);
	case EDU_VALUE_INTEGER: return edu_is_integer(text, length);
	case EDU_VALUE_COUNT: return edu_is_integer(text, length) && !is_negative(text, length);
	case EDU_VALUE_POSITIVE:
		return edu_is_integer(text, length) && edu_compare_decimals(text, length, "0", 1) > 0;
	case EDU_VALUE_BOOLEAN: return edu_is_boolean(text, length);
	default: return true;        /* xs:anyURI, too, accepts almost any text */
	}
}

const char *edu_kind_words(uint8_t kind)
{
	switch (kind) {
	case EDU_VALUE_DATE: return "a date such as 2026-01-31";
	case EDU_VALUE_DATETIME: return "a date with time such as 2026-01-31T12:00:00+01:00";
	case EDU_VALUE_DURATION: return "a duration such as P6M or PT125H";
	case EDU_VALUE_DECIMAL: return "a decimal number such as 7.5";
	case EDU_VALUE_INTEGER: return "an integer";
	case EDU_VALUE_COUNT: return "an integer of 0 or more";
	case EDU_VALUE_POSITIVE: return "an integer of 1 or more";
	case EDU_VALUE_BOOLEAN: return "true or false";
	case EDU_VALUE_LANGSTRING: return "a text with its language";
	case EDU_VALUE_URI: return "a web address that is no node";
	case EDU_VALUE_IRI: return "a reference by an absolute IRI";
	case EDU_VALUE_NODE: return "a node";
	default: return "a text";
	}
}

static bool is_dotted_number(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] != '.' && (text[i] < '0' || text[i] > '9')) return false;
	return length > 0;
}

static bool is_two_capitals(const char *text, size_t length)
{
	return length == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
}

/* Identifiers of EWP. */
static bool is_ascii_64(const char *text, size_t length)
{
	return length <= 64 && edu_is_visible(text, length);
}

static const struct pattern_row {
	const char *name;
	bool (*has)(const char *text, size_t length);
	const char *words;
} patterns[] = {
	{ "language", edu_is_language, "a language tag such as en or de-AT" },
	{ "dotted-number", is_dotted_number, "digits and points such as 4.3" },
	{ "ewp-id", edu_is_ewp_id, "a prefix such as CR or DEP, a slash, and up to 40 printable ASCII characters" },
	{ "ascii-64", is_ascii_64, "1 to 64 printable ASCII characters without blanks" },
	{ "two-capitals", is_two_capitals, "two capital letters" },
};

static const struct pattern_row *pattern_row(const char *name)
{
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (strcmp(patterns[i].name, name) == 0) return &patterns[i];
	return NULL;
}

bool edu_pattern_has(const char *pattern, const char *text, size_t length)
{
	const struct pattern_row *row = pattern_row(pattern);
	return !row || row->has(text, length);
}

const char *edu_pattern_words(const char *pattern)
{
	const struct pattern_row *row = pattern_row(pattern);
	return row ? row->words : "a text of the right form";
}

void edu_bare_integer(const char **text, size_t *length)
{
	if (*length && **text == '+') ++*text, --*length;
	while (*length > 1 && **text == '0') ++*text, --*length;
}

bool edu_exceeds(const char *text, size_t length, uint32_t limit)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%u", (unsigned)limit);
	return edu_compare_decimals(text, length, digits, strlen(digits)) > 0;
}
