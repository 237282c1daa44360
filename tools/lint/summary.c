/* SPDX-License-Identifier: MIT */
#include "common/base/num.h"
#include "common/market/bill.h"
#include "tools/lint/baseline.h"
#include "tools/lint/report.h"

static void
write_count(struct buf *to, uint64_t n, const char *one, const char *many)
{
	num_write_grouped(to, n);
	buf_printf(to, " %s", n == 1 ? one : many);
}

static void
write_line(struct buf *to, uint64_t n, const char *one, const char *many)
{
	if (n == 0)
		return;
	write_count(to, n, one, many);
	buf_addc(to, '\n');
}

static void
write_distribution(struct buf *to, const char *name, const struct histogram *h)
{
	static const double quantiles[] = {0, .05, .5, .95, 1};

	buf_printf(to, "%-30s", name);
	for (size_t i = 0; i < LENGTH(quantiles); i++)
		buf_printf(to, " %9.*f",
		    quantiles[i] > 0 && quantiles[i] < 1 ? 1 : 0,
		    histogram_quantile(h, quantiles[i]));
	buf_printf(to, " %9.1f\n", histogram_mean(h));
}

static void
write_distributions(struct buf *to, const struct file *f)
{
	const struct totals *all = &f->all;

	if (all->messages.n == 0)
		return;
	buf_printf(to, "\n%-30s %9s %9s %9s %9s %9s %9s\n", "", "min", "p5",
	    "median", "p95", "max", "mean");
	write_distribution(to, "messages per example", &all->messages);
	if (f->lint->encoding == NULL) {
		buf_adds(to,
		    "\ntokens were not counted: --model NAME counts "
		    "them and checks the limit\n");
		return;
	}
	write_distribution(to, "tokens per example", &all->tokens);
	write_distribution(
	    to, "assistant tokens per example", &all->assistant_tokens);
}

static void
write_images(struct buf *to, const struct file *f)
{
	const struct totals *all = &f->all;

	if (f->lint->visual == NULL && all->images > 0) {
		num_write_grouped(to, all->images);
		buf_printf(to,
		    " image%s not counted: how many tokens the "
		    "model takes of one is not known\n",
		    all->images == 1 ? " was" : "s were");
	}
	if (all->unsized > 0) {
		buf_adds(to, "the size of ");
		num_write_grouped(to, all->unsized);
		buf_printf(to,
		    " image%s is not known: %d by %d pixels were assumed\n",
		    all->unsized == 1 ? "" : "s", COUNT_SIDE, COUNT_SIDE);
	}
}

/* What training would be billed for; see ft-cost(1) for the price. */
static void
write_bill(struct buf *to, const struct file *f)
{
	const struct totals *all = &f->all;
	unsigned epochs = bill_auto_epochs(all->messages.n);

	if (f->lint->model == NULL || all->messages.n == 0)
		return;
	buf_adds(to, "\nabout ");
	num_write_grouped(to, all->billed);
	buf_printf(to, " tokens are billed for an epoch, ");
	num_write_grouped(to, all->billed * epochs);
	buf_printf(to, " for the %u epochs of 'auto'\n", epochs);
	write_images(to, f);
	if (f->lint->model->example_limit == 0)
		buf_adds(to,
		    "how many tokens of an example the model takes is "
		    "not known and was not checked\n");
}

static void
write_known(struct buf *to, const struct file *f)
{
	uint64_t gone;

	write_line(to, f->all.known, "finding that is known is not shown",
	    "findings that are known are not shown");
	if (f->lint->baseline == NULL)
		return;
	gone = baseline_left(f->lint->baseline);
	write_line(to, gone, "finding of the baseline is gone",
	    "findings of the baseline are gone");
}

void
summary_write(struct buf *to, const struct file *f)
{
	const struct totals *all = &f->all;

	write_count(to, all->records, "record", "records");
	buf_adds(to, ": ");
	num_write_grouped(to, all->good);
	buf_adds(to, " good, ");
	num_write_grouped(to, all->bad);
	buf_adds(to, " bad; ");
	write_count(to, all->level[LEVEL_ERROR], "error", "errors");
	buf_adds(to, ", ");
	write_count(to, all->level[LEVEL_WARNING], "warning", "warnings");
	buf_adds(to, ", ");
	write_count(to, all->level[LEVEL_INFO], "note", "notes");
	buf_addc(to, '\n');
	for (size_t i = 0; i < FIXES; i++)
		write_line(to, all->fixed[i], fixes[i].one, fixes[i].many);
	write_known(to, f);
	write_line(to, all->unseen, "line was not looked at",
	    "lines were not looked at");
	write_line(to, all->blank, "blank line", "blank lines");
	write_line(to, all->without_system, "example without a system message",
	    "examples without a system message");
	write_line(to, all->without_user, "example without a user message",
	    "examples without a user message");
	write_line(to, all->over_limit, "example over the model's token limit",
	    "examples over the model's token limit");
	write_distributions(to, f);
	write_bill(to, f);
	report_not_run(to, f->lint);
}
