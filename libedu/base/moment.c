/*
 * base/moment.c – dates, times and durations of XML Schema.
 */
#include "base/text.h"

typedef struct scanner {
	const char *at, *end;
} scanner;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool skip(scanner *s, char c)
{
	if (s->at == s->end || *s->at != c) return false;
	s->at++;
	return true;
}

static bool two_digits(scanner *s, int *value)
{
	if (s->end - s->at < 2 || !is_digit(s->at[0]) || !is_digit(s->at[1])) return false;
	*value = (s->at[0] - '0') * 10 + (s->at[1] - '0');
	s->at += 2;
	return true;
}

static size_t skip_digits(scanner *s)
{
	const char *begin = s->at;
	while (s->at < s->end && is_digit(*s->at)) s->at++;
	return (size_t)(s->at - begin);
}

/* XML Schema 1.0, 3.2.7.1: at least four digits, no leading zero beyond them, and no year 0000. */
static bool scan_year(scanner *s, int64_t *year)
{
	const bool negative = skip(s, '-');
	const char *begin = s->at;
	const size_t digits = skip_digits(s);
	if (digits < 4 || digits > 18 || (digits > 4 && *begin == '0')) return false;
	*year = 0;
	for (; begin < s->at; begin++) *year = *year * 10 + (*begin - '0');
	if (*year == 0) return false;
	if (negative) *year = -*year;
	return true;
}

static int days_in(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	/* Without a year 0, year -1 takes its place in the row of leap years. */
	const int64_t y = year < 0 ? year + 1 : year;
	const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
	return month == 2 && leap ? 29 : days[month - 1];
}

static bool scan_date(scanner *s, edu_moment *m)
{
	return scan_year(s, &m->year) && skip(s, '-') && two_digits(s, &m->month) && skip(s, '-')
	    && two_digits(s, &m->day) && m->month >= 1 && m->month <= 12 && m->day >= 1
	    && m->day <= days_in(m->year, m->month);
}

static bool scan_time(scanner *s, edu_moment *m)
{
	if (!two_digits(s, &m->hour) || !skip(s, ':') || !two_digits(s, &m->minute) || !skip(s, ':')
	    || !two_digits(s, &m->second))
		return false;
	bool fraction_is_zero = true;
	if (skip(s, '.')) {
		const char *begin = s->at;
		if (!skip_digits(s)) return false;
		m->has_fraction = true;
		for (; begin < s->at; begin++)
			if (*begin != '0') fraction_is_zero = false;
	}
	if (m->minute > 59 || m->second > 59 || m->hour > 24) return false;
	/* 24:00:00 is the end of the day; nothing comes after it. */
	return m->hour < 24 || (m->minute == 0 && m->second == 0 && fraction_is_zero);
}

/* Nothing is a zone as well: has_zone tells. */
static bool scan_zone(scanner *s, edu_moment *m)
{
	if (s->at == s->end) return true;
	m->has_zone = true;
	if (skip(s, 'Z')) return true;
	const bool west = *s->at == '-';
	int hours, minutes;
	if (!(skip(s, '+') || skip(s, '-')) || !two_digits(s, &hours) || !skip(s, ':') || !two_digits(s, &minutes))
		return false;
	m->zone = hours * 60 + minutes;
	if (minutes > 59 || m->zone > 14 * 60) return false;
	if (west) m->zone = -m->zone;
	return true;
}

bool edu_parse_moment(const char *text, size_t length, edu_moment *out)
{
	*out = (edu_moment){ 0 };
	if (!length) return false;
	scanner s = { text, text + length };
	if (!scan_date(&s, out)) return false;
	if (skip(&s, 'T')) {
		out->has_time = true;
		if (!scan_time(&s, out)) return false;
	}
	return scan_zone(&s, out) && s.at == s.end;
}

int64_t edu_days_since_epoch(int64_t year, int month, int day)
{
	if (month <= 2) year--;
	const int64_t era = (year >= 0 ? year : year - 399) / 400;
	const int64_t of_era = year - era * 400;
	const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void edu_next_day(edu_moment *m)
{
	if (++m->day <= days_in(m->year, m->month)) return;
	m->day = 1;
	if (++m->month <= 12) return;
	m->month = 1;
	if (++m->year == 0) m->year = 1;
}

bool edu_is_date(const char *text, size_t length)
{
	edu_moment m;
	return edu_parse_moment(text, length, &m) && !m.has_time;
}

bool edu_is_datetime(const char *text, size_t length)
{
	edu_moment m;
	return edu_parse_moment(text, length, &m) && m.has_time;
}

/* Count the parts, digits with a letter of units behind them, in the units' order, each at most once. */
static size_t scan_parts(scanner *s, const char *units)
{
	size_t parts = 0;
	while (s->at < s->end && is_digit(*s->at)) {
		scanner part = *s;
		skip_digits(&part);
		const bool fraction = skip(&part, '.');
		if (part.at == part.end || (fraction && !skip_digits(&part)) || part.at == part.end) return 0;
		while (*units && *units != *part.at) units++;
		if (!*units || (fraction && *units != 'S')) return 0;
		units++;
		part.at++;
		*s = part;
		parts++;
	}
	return parts;
}

bool edu_is_duration(const char *text, size_t length)
{
	if (!length) return false;
	scanner s = { text, text + length };
	skip(&s, '-');
	if (!skip(&s, 'P')) return false;
	const size_t days = scan_parts(&s, "YMD");
	if (!skip(&s, 'T')) return days > 0 && s.at == s.end;
	return scan_parts(&s, "HMS") > 0 && s.at == s.end;
}
