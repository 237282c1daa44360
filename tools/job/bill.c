/* SPDX-License-Identifier: MIT */
/* What was trained, and what it costs. */
#include "common/market/bill.h"
#include "common/base/diag.h"
#include "common/base/num.h"
#include "tools/job/job.h"

void
bill_say(struct job_tool *t, const struct api_job *job)
{
	const struct model *row = job_row(t, job->model);
	struct buf text;
	int64_t nano;

	if (job->trained_tokens < 0 ||
	    (job->trained_tokens == 0 && !apis_is_end(job->state)))
		return;
	buf_init(&text, BUF_NO_MAX);
	diag_mask(&text, job->id);
	buf_adds(&text, ": ");
	num_write_grouped(&text, (uint64_t)job->trained_tokens);
	buf_adds(&text, " trained tokens");
	if (row == NULL || row->train == NO_FIGURE ||
	    !bill_cost(row->train, (uint64_t)job->trained_tokens, 1, &nano)) {
		buf_adds(&text, "; their price is not known");
	} else {
		buf_adds(&text, "; ");
		bill_write_cost(&text, nano);
		buf_adds(&text, " at ");
		bill_write_price(&text, row->train);
		buf_adds(&text, " per million (");
		date_write(&text, row->price_date);
		buf_addc(&text, ')');
	}
	diag(LEVEL_INFO, "%s", buf_cstr(&text));
	buf_free(&text);
}
