/*
 * formats/elmo/grading.c – rule A14: the percentages of a shortened grading are percentages, and come
 * to a hundred.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

enum { PARTS = 3 };

static const struct part {
	uint16_t name;
	bool may_be_all;             /* nobody can have a grade above one that all others are below */
	const char *message;
} parts[PARTS] = {
	{ elmo_n_percentageLower, false, "percentageLower must be 0 or more, and less than 100" },
	{ elmo_n_percentageEqual, true, "percentageEqual must be from 0 to 100" },
	{ elmo_n_percentageHigher, true, "percentageHigher must be from 0 to 100" },
};

static bool is_in_range(const edu_elmo_token *value, bool may_be_all)
{
	const int order = edu_compare_decimals(value->text, value->length, "100", 3);
	return edu_compare_decimals(value->text, value->length, "0", 1) >= 0
	    && (order < 0 || (may_be_all && order == 0));
}

bool edu_elmo_is_percentage(const edu_elmo_token *value)
{
	return is_in_range(value, true);
}

/* Where the point is, or would be. */
static size_t point_of(const edu_elmo_token *value)
{
	const char *point = memchr(value->text, '.', value->length);
	return point ? (size_t)(point - value->text) : value->length;
}

/* The n-th digit behind the point, from 1; zero where none is written. */
static int fraction_digit(const edu_elmo_token *value, size_t n)
{
	const size_t at = point_of(value) + n;
	return at < value->length ? value->text[at] - '0' : 0;
}

/* Of a number from 0 to 100. */
static int whole_part(const edu_elmo_token *value)
{
	const size_t end = point_of(value);
	int n = 0;

	for (size_t i = 0; i < end; i++)
		if (value->text[i] != '+' && value->text[i] != '-') n = n * 10 + (value->text[i] - '0');
	return n;
}

/* Added up in decimal, however many digits there are: from 99.5 to 100.5. */
bool edu_elmo_comes_to_hundred(const edu_elmo_token *values, size_t count)
{
	size_t digits = 1;
	bool more = false;           /* something stands behind the tenths of the sum */
	long carry = 0, tenths = 0;

	for (size_t p = 0; p < count; p++)
		if (values[p].length - point_of(&values[p]) > digits)
			digits = values[p].length - point_of(&values[p]);
	for (size_t n = digits; n > 1; n--) {
		long column = carry;
		for (size_t p = 0; p < count; p++) column += fraction_digit(&values[p], n);
		more = more || column % 10;
		carry = column / 10;
	}
	for (size_t p = 0; p < count; p++) tenths += whole_part(&values[p]) * 10 + fraction_digit(&values[p], 1);
	tenths += carry;
	return tenths >= 995 && (tenths < 1005 || (tenths == 1005 && !more));
}

int edu_elmo_check_shortened_grading(edu_elmo_checking *c, edu_ref grading)
{
	edu_elmo_token values[PARTS];
	bool all = true;

	for (int p = 0; p < PARTS; p++) {
		const edu_ref item = edu_elmo_child(c->tree, grading, EDU_KIND_ELEMENT, parts[p].name);
		values[p] = (edu_elmo_token){ "", 0 };
		if (item && edu_elmo_token_of(c, item, &values[p]) < 0) return EDU_ENOMEM;
		/* Missing, or no number: the schema's matter. */
		const bool is_number = edu_is_decimal(values[p].text, values[p].length);
		if (is_number && is_in_range(&values[p], parts[p].may_be_all)) continue;
		all = false;
		if (is_number && edu_finding_add(c->list, c->doc, item, EDU_SEVERITY_WARNING, "elmo/A14",
		                                 "%s", parts[p].message) < 0)
			return EDU_ENOMEM;
	}
	if (!all || edu_elmo_comes_to_hundred(values, PARTS)) return 0;
	return edu_finding_add(c->list, c->doc, grading, EDU_SEVERITY_WARNING, "elmo/A14",
	                       "the three percentages don't add up to 100; correct them, or leave "
	                       "shortenedGrading out");
}
