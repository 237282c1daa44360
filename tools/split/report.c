/* SPDX-License-Identifier: MIT */
/* What was done, for programs and for people. */
#include <math.h>

#include "common/base/num.h"
#include "tools/split/number.h"
#include "tools/split/split.h"

static const char *const method_names[] = {
    [SHUFFLE] = "shuffle",
    [HASH] = "hash",
    [ORDER] = "order",
};

/* The share of training that was asked for, in billionths. */
uint64_t
report_ratio_wanted(const struct split *s)
{
	if (s->folds != NOT_GIVEN)
		return NUMBER_WHOLE - number_ratio(1, s->folds);
	if (s->validation_count == NOT_GIVEN)
		return s->share[TRAIN];
	return number_ratio(s->plan.wanted[TRAIN], s->census.records);
}

const char *
report_method(const struct split *s)
{
	return method_names[s->method];
}

uint64_t
report_records(const struct split *s, enum side side)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < s->nfiles; i++)
		sum += s->files[i].side == side ? s->files[i].records : 0;
	return sum;
}

static void
add_count(struct buf *b, const char *name, uint64_t n)
{
	buf_printf(b, ",\"%s\":%ju", name, (uintmax_t)n);
}

static void
add_folds(struct buf *b, const struct split *s)
{
	buf_adds(b, ",\"folds\":[");
	for (size_t i = 0; i < s->nfiles; i += 2)
		buf_printf(b, "%s{\"train\":%ju,\"validation\":%ju}",
		    i > 0 ? "," : "", (uintmax_t)s->files[i].records,
		    (uintmax_t)s->files[i + 1].records);
	buf_addc(b, ']');
}

static void
add_near(struct buf *b, const struct split *s)
{
	buf_printf(b, ",\"near_duplicates\":{\"joined\":%ju,\"threshold\":",
	    (uintmax_t)s->near.joined);
	money_write_exact(b, (int64_t)(s->threshold * (double)NANO + 0.5));
	buf_printf(b,
	    ",\"shingle\":%d,\"values\":%d,\"bits\":8,\"bands\":%u,"
	    "\"rows\":%u}",
	    MINHASH_SHINGLE, MINHASH_SIZE, s->near.bands.bands,
	    s->near.bands.rows);
}

void
report_json(const struct split *s, struct out *to)
{
	uint64_t n = s->census.records, whole = n;
	struct buf b;

	if (s->folds != NOT_GIVEN)
		whole *= s->folds;
	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "{\"input\":%ju", (uintmax_t)n);
	add_count(&b, "train", report_records(s, TRAIN));
	add_count(&b, "validation", report_records(s, VALIDATION));
	add_count(&b, "test", report_records(s, TEST));
	if (s->method == HASH)
		buf_adds(&b, ",\"duplicates\":null");
	else
		add_count(&b, "duplicates", s->plan.duplicates);
	buf_adds(&b, ",\"ratio_wanted\":");
	money_write_exact(&b, (int64_t)report_ratio_wanted(s));
	buf_adds(&b, ",\"ratio_reached\":");
	money_write_exact(
	    &b, (int64_t)number_ratio(report_records(s, TRAIN), whole));
	buf_printf(&b, ",\"seed\":%ju,\"method\":\"%s\"", (uintmax_t)s->seed,
	    report_method(s));
	if (s->folds != NOT_GIVEN)
		add_folds(&b, s);
	if (!isnan(s->threshold))
		add_near(&b, s);
	buf_adds(&b, "}\n");
	out_str(to, buf_str(&b));
	buf_free(&b);
}

/* Of n records it was seen to that they are, or are not, kept together. */
static void
add_duplicates(struct buf *to, uint64_t n, const char *what, bool kept)
{
	if (n == 0)
		return;
	buf_adds(to, "; ");
	num_write_grouped(to, n);
	buf_printf(to, " %s%s, %s together", what, n == 1 ? "" : "s",
	    kept ? "kept" : "not kept");
}

static void
add_sides(struct buf *to, const struct split *s)
{
	const char *between = ": ";

	for (size_t i = 0; i < s->nfiles; i++) {
		buf_adds(to, between);
		num_write_grouped(to, s->files[i].records);
		buf_printf(to, " for %s", side_name(s->files[i].side));
		between = ", ";
	}
}

static void
add_fold_sizes(struct buf *to, const struct split *s)
{
	uint64_t least = UINT64_MAX, most = 0;

	for (size_t i = 1; i < s->nfiles; i += 2) {
		uint64_t n = s->files[i].records;

		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	buf_printf(to, ": %ju folds, with ", (uintmax_t)s->folds);
	num_write_grouped(to, least);
	if (most > least) {
		buf_adds(to, " to ");
		num_write_grouped(to, most);
	}
	buf_adds(to, " for validation");
}

void
report_text(const struct split *s, struct buf *to)
{
	num_write_grouped(to, s->census.records);
	buf_adds(to, s->census.records == 1 ? " record" : " records");
	if (s->folds == NOT_GIVEN)
		add_sides(to, s);
	else
		add_fold_sizes(to, s);
	add_duplicates(to, s->plan.duplicates, "duplicate", !s->leak);
	if (!isnan(s->threshold))
		add_duplicates(to, s->near.joined, "near duplicate", true);
}
