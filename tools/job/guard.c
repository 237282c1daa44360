/* SPDX-License-Identifier: MIT */
/* Is a model worth training: is it there, and for how long? */
#include "common/base/diag.h"
#include "common/base/near.h"
#include "tools/job/job.h"

enum {
	DYING = 30, /* days in which a model is not worth training any more */
	SUGGESTED = 3,
};

/* What the server's list says of a model. */
struct looked {
	struct str wanted;
	bool found;
	uint32_t shutdown;
	struct arena arena; /* of the names that are near */
	struct str names[SUGGESTED];
	struct near near;
};

static bool
look(void *ctx, const struct api_model *model)
{
	struct looked *l = ctx;
	uint32_t date;

	if (!str_eq(model->id, l->wanted)) {
		near_consider(&l->near, arena_copy(&l->arena, model->id));
		return true;
	}
	l->found = true;
	if (date_read(model->shutdown, &date) && date_is_day(date))
		l->shutdown = date;
	return false;
}

static bool
refuse_unknown(struct looked *l, struct fault *f)
{
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	near_write(&hint, &l->near);
	fault_set(f, STATUS_REFUSED, 0,
	    "the server has no model '%.*s'; %s%s--force tries all the same",
	    STR_ARGS(l->wanted), buf_cstr(&hint), hint.n > 0 ? " " : "");
	buf_free(&hint);
	return false;
}

/* A day from which the model is gone; false when that is now or soon. */
static bool
is_alive(const struct job_tool *t, struct str model, uint32_t end,
    const char *who, struct fault *f)
{
	int64_t days;
	struct buf date;

	if (end == NO_DATE || !date_is_day(end))
		return true;
	days = date_days(t->today, end);
	buf_init(&date, BUF_NO_MAX);
	date_write(&date, end);
	if (days > DYING || t->force)
		diag(LEVEL_WARNING,
		    "%.*s %s shut down on %s (%s), with what is trained on it",
		    STR_ARGS(model), days <= 0 ? "was" : "will be",
		    buf_cstr(&date), who);
	else
		fault_set(f, STATUS_REFUSED, 0,
		    "%.*s %s shut down on %s (%s), with what is trained on "
		    "it; --force tries all the same",
		    STR_ARGS(model), days <= 0 ? "was" : "will be",
		    buf_cstr(&date), who);
	buf_free(&date);
	return days > DYING || t->force;
}

const struct model *
job_row(const struct job_tool *t, struct str name)
{
	struct str provider = t->session.api.kind->name;
	const struct model *m = market_find(&t->market, name);
	struct buf full;

	if (str_is(provider, "compatible") || str_is(provider, "litellm"))
		return m;
	if (m != NULL && str_eq(m->provider, provider))
		return m;
	buf_init(&full, BUF_NO_MAX);
	buf_printf(&full, "%.*s/%.*s", STR_ARGS(provider), STR_ARGS(name));
	m = market_find(&t->market, buf_str(&full));
	buf_free(&full);
	return m != NULL && str_eq(m->provider, provider) ? m : NULL;
}

static bool
is_open(const struct job_tool *t, struct fault *f)
{
	const struct provider *p =
	    market_provider(&t->market, t->session.api.kind->name);
	struct buf date;

	if (p == NULL || !date_is_day(p->jobs_until) ||
	    date_days(t->today, p->jobs_until) >= 0 || t->force)
		return true;
	buf_init(&date, BUF_NO_MAX);
	date_write(&date, p->jobs_until);
	fault_set(f, STATUS_REFUSED, 0,
	    "%.*s takes no new jobs since %s; --force tries all the same",
	    STR_ARGS(p->title), buf_cstr(&date));
	buf_free(&date);
	return false;
}

bool
guard(struct job_tool *t, struct str model, struct fault *f)
{
	struct looked l = {
	    .wanted = model, .near = {.to = model, .max = SUGGESTED}};
	const struct model *row = job_row(t, model);
	const char *who = "the server says";
	bool ok;

	l.near.names = l.names;
	arena_init(&l.arena);
	ok = api_models(&t->session.api, look, &l, f);
	if (ok && !l.found && !t->force)
		ok = refuse_unknown(&l, f);
	else if (!ok && f->status == STATUS_REFUSED) {
		diag(LEVEL_WARNING,
		    "whether the model is there is not known: %s", f->text);
		ok = true;
	}
	if (l.shutdown == NO_DATE && row != NULL) {
		l.shutdown = row->shutdown;
		who = "by our table";
	}
	ok = ok && is_open(t, f) && is_alive(t, model, l.shutdown, who, f);
	arena_free(&l.arena);
	return ok;
}
