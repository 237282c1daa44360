/* SPDX-License-Identifier: MIT */
/* How long the model, and the service that trains it, will be there. */
#include "tools/lint/rules.h"

enum {
	SOON = 90, /* days in which an end is worth a warning */
};

/* Who says how long a provider's service lives comes first in its row. */
static struct str
first_source(const struct provider *p)
{
	return str_of(p->source.p, str_find(p->source, ';'));
}

/* The model is the same for all files: what is said of it is said once. */
static void
tell_end(struct file *f, uint32_t end, const char *what, struct str of,
    struct str source)
{
	int64_t days = date_days(f->lint->today, end);
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "%.*s %s on ", STR_ARGS(of), what);
	date_write(&text, end);
	if (days > 0)
		buf_printf(&text, ", in %lld day%s", (long long)days,
		    days == 1 ? "" : "s");
	buf_printf(&text, " (%.*s)", STR_ARGS(source));
	found_in_order(f, NULL, "%s", buf_cstr(&text));
	buf_free(&text);
}

static bool
is_soon(const struct file *f, uint32_t end)
{
	return date_is_day(end) && date_days(f->lint->today, end) <= SOON;
}

void
rule_model_ended(struct file *f)
{
	const struct model *m = f->lint->model;

	if (f->nth == 1 && date_is_day(m->shutdown) &&
	    m->shutdown <= f->lint->today)
		tell_end(f, m->shutdown, "was shut down", m->name,
		    m->shutdown_source);
}

void
rule_model_ends(struct file *f)
{
	const struct model *m = f->lint->model;

	if (f->nth == 1 && m->shutdown > f->lint->today &&
	    is_soon(f, m->shutdown))
		tell_end(f, m->shutdown, "will be shut down", m->name,
		    m->shutdown_source);
}

void
rule_service_ended(struct file *f)
{
	const struct provider *p = f->lint->provider;

	if (f->nth == 1 && date_is_day(p->jobs_until) &&
	    p->jobs_until < f->lint->today)
		tell_end(f, p->jobs_until, "took its last training job",
		    p->title, first_source(p));
}

void
rule_service_ends(struct file *f)
{
	const struct provider *p = f->lint->provider;

	if (f->nth == 1 && p->jobs_until >= f->lint->today &&
	    is_soon(f, p->jobs_until))
		tell_end(f, p->jobs_until, "will take its last training job",
		    p->title, first_source(p));
}
