/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "common/base/diag.h"
#include "common/io/term.h"
#include "tools/job/job.h"

void
ticker_start(struct ticker *k)
{
	const char *mode = opt_shared.progress;

	*k = (struct ticker){.width = 0};
	k->redrawn = strcmp(mode, "always") == 0 ||
	    (strcmp(mode, "auto") == 0 && term_is(2) && !opt_shared.quiet);
	buf_init(&k->text, BUF_NO_MAX);
	buf_init(&k->said, BUF_NO_MAX);
}

void
ticker_clear(struct ticker *k)
{
	if (k->width > 0)
		fprintf(stderr, "\r%*s\r", (int)k->width, "");
	k->width = 0;
}

void
ticker_stop(struct ticker *k)
{
	ticker_clear(k);
	buf_free(&k->text);
	buf_free(&k->said);
}

static void
write_stage(struct buf *to, const struct api_job *job, const struct stage *s)
{
	diag_mask(to, job->status);
	if (s->step != API_NO_NUMBER)
		buf_printf(to, ", step %" PRId64, s->step);
	if (s->step != API_NO_NUMBER && s->total != API_NO_NUMBER)
		buf_printf(to, "/%" PRId64, s->total);
	if (s->step != API_NO_NUMBER && s->has_loss)
		buf_printf(to, ", loss %.4g", s->loss);
}

void
ticker_show(struct ticker *k, const struct api_job *job, const struct stage *s,
    int64_t seconds)
{
	buf_clear(&k->text);
	write_stage(&k->text, job, s);
	if (!k->redrawn && str_eq(buf_str(&k->text), buf_str(&k->said)))
		return;
	buf_clear(&k->said);
	buf_add_str(&k->said, buf_str(&k->text));
	buf_printf(&k->text, ", %" PRId64 ":%02d:%02d", seconds / 3600,
	    (int)(seconds / 60 % 60), (int)(seconds % 60));
	if (!k->redrawn) {
		diag(LEVEL_INFO, "%.*s: %s", STR_ARGS(job->id),
		    buf_cstr(&k->text));
		return;
	}
	ticker_clear(k);
	k->width = k->text.n;
	fprintf(stderr, "%s", buf_cstr(&k->text));
}
