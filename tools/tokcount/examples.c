/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/example/tally.h"
#include "tools/tokcount/tokcount.h"

static void
print_example(
    const struct report *r, const struct tallied *e, const struct counts *c)
{
	const struct tokcount *tc = r->tc;

	if (tc->per_example)
		out_printf(tc->out,
		    "{\"index\":%zu,\"tokens\":%zu,"
		    "\"assistant_tokens\":%zu,\"messages\":%zu}\n",
		    e->index, c->tokens, c->assistant_tokens, c->messages);
	else if (!tc->json && tc->over != TOKCOUNT_ALL)
		report_over(r, e->file, e->line, c->tokens);
}

static void
add_images(struct sums *to, const struct tallied *e)
{
	to->image_tokens += tallied_tokens(e, 0, 0) - e->counts[0].tokens;
	to->unsized += e->unsized;
}

static void
add(void *user, const struct tallied *e)
{
	struct report *r = user;
	struct counts c = e->counts[0];
	bool over;

	c.tokens = tallied_tokens(e, 0, 0);
	over = c.tokens > r->tc->over;
	if (over)
		diag_raise(STATUS_NO);
	if (over || r->tc->over == TOKCOUNT_ALL) {
		print_example(r, e, &c);
		report_add(r, e->bytes, &c);
		add_images(&r->file, e);
		add_images(&r->all, e);
	}
}

static void
end_file(void *user, const char *file)
{
	struct report *r = user;

	tally_warn_of_images((struct place){.file = file},
	    r->tc->visual != NULL, r->file.images, r->file.unsized);
	report_file(r, file);
}

void
tokcount_examples(const struct tokcount *tc, char **files)
{
	struct report report;
	struct tally tally = {
	    .encodings = &tc->encoding,
	    .nencodings = 1,
	    .visuals = &tc->visual,
	    .nvisuals = tc->visual != NULL,
	    .as = tc->as,
	    .special = tc->special,
	    .user = &report,
	    .example = add,
	    .file_end = end_file,
	    .fault = tally_report,
	};

	report_start(&report, tc);
	tally_run(&tally, files, &opt_shared);
	report_end(&report);
}
