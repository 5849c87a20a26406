/*
 * trust/time.c – times as seconds since 1970, and back to text.
 */
#include "trust/time.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

bool edu_time_read(edu_time *out, const char *text, size_t length, bool *has_zone)
{
	edu_moment m;

	if (!edu_parse_moment(text, length, &m) || m.year < 1 || m.year > 9999) return false;
	const int64_t days = edu_days_since_epoch(m.year, m.month, m.day);
	*out = ((days * 24 + m.hour) * 60 + m.minute - m.zone) * 60 + m.second;
	if (has_zone) *has_zone = m.has_zone;
	return true;
}

int edu_time_parse(edu_time *out, const char *text)
{
	if (!out || !text || !edu_time_read(out, text, strlen(text), NULL)) return EDU_EARG;
	return 0;
}

void edu_time_write(edu_time time, char *out)
{
	int64_t days = time / 86400, rest = time % 86400;

	*out = '\0';
	if (time == EDU_TIME_UNKNOWN) return;
	if (rest < 0) {
		rest += 86400;
		days--;
	}
	days += 719468;
	const int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
	const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	const int64_t shifted = (5 * of_year + 2) / 153, day = of_year - (153 * shifted + 2) / 5 + 1;
	const int64_t month = shifted < 10 ? shifted + 3 : shifted - 9,
		      year = year_of_era + era * 400 + (month <= 2);
	if (year < 1 || year > 9999) return;
	snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)year, (int)month, (int)day,
	         (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}
