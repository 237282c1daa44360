/* SPDX-License-Identifier: MIT */
/* What was done, for programs and for people. */
#include "common/base/num.h"
#include "tools/split/number.h"
#include "tools/split/split.h"

static const char *const method_names[] = {
    [SHUFFLE] = "shuffle",
    [HASH] = "hash",
    [ORDER] = "order",
};

/* The share of training that was asked for, in billionths. */
static uint64_t
ratio_wanted(const struct split *s)
{
	if (s->validation_count == NOT_GIVEN)
		return s->share[TRAIN];
	return number_ratio(s->plan.wanted[TRAIN], s->census.records);
}

void
report_json(const struct split *s, struct out *to)
{
	uint64_t n = s->census.records;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "{\"input\":%ju", (uintmax_t)n);
	buf_printf(&b, ",\"train\":%ju", (uintmax_t)s->sides[TRAIN].records);
	buf_printf(
	    &b, ",\"validation\":%ju", (uintmax_t)s->sides[VALIDATION].records);
	buf_printf(&b, ",\"test\":%ju", (uintmax_t)s->sides[TEST].records);
	if (s->method == HASH)
		buf_adds(&b, ",\"duplicates\":null");
	else
		buf_printf(
		    &b, ",\"duplicates\":%ju", (uintmax_t)s->plan.duplicates);
	buf_adds(&b, ",\"ratio_wanted\":");
	money_write_exact(&b, (int64_t)ratio_wanted(s));
	buf_adds(&b, ",\"ratio_reached\":");
	money_write_exact(
	    &b, (int64_t)number_ratio(s->sides[TRAIN].records, n));
	buf_printf(&b, ",\"seed\":%ju,\"method\":\"%s\"}\n", (uintmax_t)s->seed,
	    method_names[s->method]);
	out_str(to, buf_str(&b));
	buf_free(&b);
}

void
report_text(const struct split *s, struct buf *to)
{
	const char *between = ": ";

	num_write_grouped(to, s->census.records);
	buf_adds(to, " records");
	for (size_t i = 0; i < s->plan.nsides; i++) {
		buf_adds(to, between);
		num_write_grouped(to, s->sides[i].records);
		buf_printf(to, " for %s", side_name((enum side)i));
		between = ", ";
	}
	if (s->plan.duplicates == 0)
		return;
	buf_adds(to, "; ");
	num_write_grouped(to, s->plan.duplicates);
	buf_adds(to,
	    s->leak ? " duplicates, not kept together"
		    : " duplicates, kept together");
}
