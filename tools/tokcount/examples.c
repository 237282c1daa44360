/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/example/tally.h"
#include "tools/tokcount/tokcount.h"

static void
print_example(const struct report *r, const struct tallied *e)
{
	const struct tokcount *tc = r->tc;
	const struct counts *c = &e->counts[0];

	if (tc->per_example)
		out_printf(tc->out,
		    "{\"index\":%zu,\"tokens\":%zu,"
		    "\"assistant_tokens\":%zu,\"messages\":%zu}\n",
		    e->index, c->tokens, c->assistant_tokens, c->messages);
	else if (!tc->json && tc->over != TOKCOUNT_ALL)
		report_over(r, e->file, e->line, c->tokens);
}

static void
add(void *user, const struct tallied *e)
{
	struct report *r = user;
	bool over = e->counts[0].tokens > r->tc->over;

	if (over)
		diag_raise(STATUS_NO);
	if (over || r->tc->over == TOKCOUNT_ALL) {
		print_example(r, e);
		report_add(r, e->bytes, &e->counts[0]);
	}
}

static void
end_file(void *user, const char *file)
{
	struct report *r = user;

	if (r->file.images > 0)
		diag_at((struct place){.file = file}, LEVEL_WARNING,
		    "the tokens of %llu image%s are not counted",
		    (unsigned long long)r->file.images,
		    r->file.images == 1 ? "" : "s");
	report_file(r, file);
}

void
tokcount_examples(const struct tokcount *tc, char **files)
{
	struct report report;
	struct tally tally = {
	    .encodings = &tc->encoding,
	    .nencodings = 1,
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
