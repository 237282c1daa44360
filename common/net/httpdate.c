/* SPDX-License-Identifier: MIT */
#include "common/net/httpdate.h"

#include "common/base/num.h"
#include "common/market/date.h"

enum { DAY = 24 * 60 * 60, SHORT_NAME = 3 };

struct moment {
	uint64_t year, month, day, hour, minute, second;
};

static const char days[][10] = {"Sunday", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday"};
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* Takes n bytes off the front. */
static bool
take(struct str *s, size_t n, struct str *piece)
{
	if (s->n < n)
		return false;
	*piece = str_of(s->p, n);
	*s = str_from(*s, n);
	return true;
}

static bool
take_text(struct str *s, const char *text)
{
	struct str piece;

	return take(s, strlen(text), &piece) && str_is(piece, text);
}

static bool
take_number(struct str *s, size_t digits, uint64_t *n)
{
	struct str piece;

	return take(s, digits, &piece) && num_u64(piece, n);
}

/* A day's name, short or in full. */
static bool
take_day_name(struct str *s, bool in_full)
{
	for (size_t i = 0; i < LENGTH(days); i++) {
		struct str name = str_c(days[i]);

		if (!in_full)
			name.n = SHORT_NAME;
		if (str_starts(*s, name)) {
			*s = str_from(*s, name.n);
			return true;
		}
	}
	return false;
}

static bool
take_month(struct str *s, uint64_t *month)
{
	struct str name;

	if (!take(s, SHORT_NAME, &name))
		return false;
	for (*month = 1; *month <= 12; ++*month)
		if (memcmp(name.p, months + (*month - 1) * SHORT_NAME,
			SHORT_NAME) == 0)
			return true;
	return false;
}

static bool
take_time(struct str *s, struct moment *m)
{
	return take_number(s, 2, &m->hour) && take_text(s, ":") &&
	    take_number(s, 2, &m->minute) && take_text(s, ":") &&
	    take_number(s, 2, &m->second);
}

static bool
read_usual(struct str s, struct moment *m)
{
	return take_day_name(&s, false) && take_text(&s, ", ") &&
	    take_number(&s, 2, &m->day) && take_text(&s, " ") &&
	    take_month(&s, &m->month) && take_text(&s, " ") &&
	    take_number(&s, 4, &m->year) && take_text(&s, " ") &&
	    take_time(&s, m) && str_is(s, " GMT");
}

static bool
read_old(struct str s, struct moment *m)
{
	return take_day_name(&s, true) && take_text(&s, ", ") &&
	    take_number(&s, 2, &m->day) && take_text(&s, "-") &&
	    take_month(&s, &m->month) && take_text(&s, "-") &&
	    take_number(&s, 2, &m->year) && take_text(&s, " ") &&
	    take_time(&s, m) && str_is(s, " GMT");
}

static bool
read_asctime(struct str s, struct moment *m)
{
	bool one_digit;

	if (!take_day_name(&s, false) || !take_text(&s, " ") ||
	    !take_month(&s, &m->month) || !take_text(&s, " "))
		return false;
	one_digit = str_starts(s, STR(" "));
	return (!one_digit || take_text(&s, " ")) &&
	    take_number(&s, one_digit ? 1 : 2, &m->day) && take_text(&s, " ") &&
	    take_time(&s, m) && take_text(&s, " ") &&
	    take_number(&s, 4, &m->year) && s.n == 0;
}

/* The year in full that ends in these two digits and is nearest. */
static uint64_t
full_year(uint64_t digits, int64_t today)
{
	int64_t now = 1970 + today / DAY * 400 / 146097;
	int64_t year = now - now % 100 + (int64_t)digits;

	if (year > now + 50)
		year -= 100;
	else if (year <= now - 50)
		year += 100;
	return year < 0 ? 0 : (uint64_t)year;
}

bool
httpdate_read(struct str s, int64_t today, int64_t *seconds)
{
	struct moment m;
	struct buf text;
	uint32_t date;
	bool ok;

	if (read_old(s, &m))
		m.year = full_year(m.year, today);
	else if (!read_usual(s, &m) && !read_asctime(s, &m))
		return false;
	/* A minute may have a 61st second. */
	if (m.hour > 23 || m.minute > 59 || m.second > 60)
		return false;
	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "%04u-%02u-%02u", (unsigned)m.year, (unsigned)m.month,
	    (unsigned)m.day);
	ok = date_read(buf_str(&text), &date);
	buf_free(&text);
	if (!ok)
		return false;
	*seconds = date_days(19700101, date) * DAY +
	    (int64_t)(m.hour * 3600 + m.minute * 60 + m.second);
	return true;
}
