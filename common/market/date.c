/* SPDX-License-Identifier: MIT */
#include "common/market/date.h"

#include <time.h>

#include "common/base/num.h"

enum { YEAR = 10000, MONTH = 100 };

static unsigned
days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* Takes "-" and two digits off the front of *s. */
static bool
two_digits(struct str *s, uint64_t *value)
{
	if (s->n < 3 || s->p[0] != '-' || !num_u64(str_of(s->p + 1, 2), value))
		return false;
	*s = str_from(*s, 3);
	return true;
}

bool
date_read(struct str s, uint32_t *date)
{
	uint64_t year, month = 0, day = 0;

	if (s.n < 4 || !num_u64(str_of(s.p, 4), &year) || year == 0)
		return false;
	s = str_from(s, 4);
	if (s.n > 0) {
		if (!two_digits(&s, &month) || month < 1 || month > 12)
			return false;
		if (s.n > 0 && (!two_digits(&s, &day) || day < 1))
			return false;
		if (s.n > 0 || day > days_in((unsigned)year, (unsigned)month))
			return false;
	}
	*date = (uint32_t)(year * YEAR + month * MONTH + day);
	return true;
}

bool
date_is_day(uint32_t date)
{
	return date % MONTH != 0;
}

void
date_write(struct buf *to, uint32_t date)
{
	if (date == NO_DATE) {
		buf_addc(to, '-');
		return;
	}
	buf_printf(to, "%04u", (unsigned)(date / YEAR));
	if (date % YEAR != 0)
		buf_printf(to, "-%02u", (unsigned)(date / MONTH % 100));
	if (date % MONTH != 0)
		buf_printf(to, "-%02u", (unsigned)(date % MONTH));
}

/* Days since 0000-03-01 of the Gregorian calendar carried backwards: with the
 * year beginning in March, a leap day is its last and shifts no month. */
static int64_t
day_number(uint32_t date)
{
	int64_t year = date / YEAR;
	int64_t month = date / MONTH % 100, day = date % MONTH;

	if (month == 0)
		month = 1;
	if (day == 0)
		day = 1;
	if (month < 3) {
		month += 12;
		year--;
	}
	return 365 * year + year / 4 - year / 100 + year / 400 +
	    (153 * (month - 3) + 2) / 5 + day - 1;
}

int64_t
date_days(uint32_t from, uint32_t to)
{
	return day_number(to) - day_number(from);
}

uint32_t
date_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (now == (time_t)-1 || gmtime_r(&now, &tm) == NULL)
		return NO_DATE;
	return (uint32_t)((tm.tm_year + 1900) * YEAR + (tm.tm_mon + 1) * MONTH +
	    tm.tm_mday);
}

void
date_member(struct jsonw *w, const char *key, uint32_t date)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	if (date != NO_DATE)
		date_write(&text, date);
	jsonw_text(w, key, buf_str(&text));
	buf_free(&text);
}
