/* SPDX-License-Identifier: MIT */
/*
 * Days of the calendar, for figures that are true from a day and models that
 * end on one.
 *
 * A date is one number, 20261023, so that < and == compare.  A source that
 * gives only the month or the year gives 20261000 or 20260000.
 */
#ifndef FT_MARKET_DATE_H
#define FT_MARKET_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/json/jsonw.h"

#define NO_DATE ((uint32_t)0)

/* "2026-10-23", "2026-10" or "2026".  False on what is not in the calendar. */
bool date_read(struct str s, uint32_t *date) MUSTCHECK;

/* Is the day known, and not just the month or year? */
bool date_is_day(uint32_t date);

/* Appends a date as date_read() takes it; NO_DATE as "-". */
void date_write(struct buf *to, uint32_t date);

/* Writes a member of an object: the date as text, or null for NO_DATE. */
void date_member(struct jsonw *w, const char *key, uint32_t date);

/*
 * The days from one date to another, below 0 when `to` is before `from`.  What
 * is not known of a date counts as the first of the month or year.
 */
int64_t date_days(uint32_t from, uint32_t to);

/* Today in UTC, by the clock. */
uint32_t date_today(void);

#endif
