/* SPDX-License-Identifier: MIT */
/* The models that are asked: what they refuse, and whether they are there. */
#include <stdlib.h>

#include "common/ask/work.h"
#include "common/base/diag.h"
#include "common/base/near.h"
#include "common/token/token.h"

enum { NEAREST = 3, LINE_MAX_BYTES = 3000 };

struct asked_model *
asked_model(struct ask *a, struct str name)
{
	struct asked_model *m = a->models;

	while (m != NULL && !str_eq(m->name, name))
		m = m->next;
	if (m != NULL)
		return m;
	m = arena_zero(&a->arena, 1, sizeof(*m));
	m->name = arena_copy(&a->arena, name);
	m->price = ask_price(a, m->name);
	m->next = a->models;
	a->models = m;
	askcache_adapted(
	    &a->cache, a->server, m->name, &a->arena, &m->adapted, &m->known);
	return m;
}

void
asked_models_free(struct ask *a)
{
	for (struct asked_model *m = a->models; m != NULL; m = m->next)
		tokenizer_free(m->tokenizer);
	a->models = NULL;
}

/* Of what was renamed and is refused by its new name as well, the old one. */
static struct adaptation *
renamed_to(struct adapted *adapted, struct str name)
{
	for (size_t i = 0; i < adapted->n; i++)
		if (name.n > 0 && str_eq(adapted->v[i].becomes, name))
			return &adapted->v[i];
	return NULL;
}

bool
asked_model_adapt(struct ask *a, struct asking *q, struct adaptation one)
{
	struct asked_model *m = q->model;
	struct adaptation *old = renamed_to(&m->adapted, one.param);
	bool ours = old != NULL || question_has_ours(&q->q, one.param) ||
	    (q->streams && str_is(one.param, "stream_options"));

	/* Many may be refused before the first refusal is read. */
	if (q->adapted < m->adapted.n)
		return true;
	if (!ours)
		return false;
	if (old != NULL) {
		old->becomes = STR("");
		one = *old;
	} else if (!adapted_add(&m->adapted, one)) {
		return false;
	}
	if (one.becomes.n > 0)
		diag(LEVEL_INFO, "%.*s takes no %.*s: %.*s is sent instead",
		    STR_ARGS(m->name), STR_ARGS(one.param),
		    STR_ARGS(one.becomes));
	else
		diag(LEVEL_INFO, "%.*s takes no %.*s: it is left out",
		    STR_ARGS(m->name), STR_ARGS(one.param));
	askcache_adapt(&a->cache, a->server, m->name, one);
	return true;
}

void
asked_model_answered(struct ask *a, struct asked_model *m)
{
	if (!m->known)
		askcache_adapt(&a->cache, a->server, m->name,
		    (struct adaptation){STR(""), STR("")});
	m->known = true;
}

/* The list of the server, for those that are wanted. */
struct listing {
	struct ask *ask;
	struct arena arena;
	struct str *name;
	size_t n, cap;
	const char *const *wanted;
	size_t nwanted;
};

/* Names of one model: a server's "x:latest" is x, and what a model was in the
 * middle of its training is no model of its own in the list. */
static bool
is_same(struct str listed, struct str wanted)
{
	static const struct str tag = {":latest", 7},
				step = {":ckpt-step-", 11};
	size_t at = str_search(wanted, step);

	if (str_eq(listed, wanted))
		return true;
	if (str_ends(listed, tag) &&
	    str_eq(str_of(listed.p, listed.n - tag.n), wanted))
		return true;
	return at < wanted.n && str_eq(listed, str_of(wanted.p, at));
}

static bool
on_model(void *ctx, const struct api_model *model)
{
	struct listing *l = ctx;

	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 64 : 2 * l->cap;
		l->name = mem_resize(l->name, l->cap, sizeof(*l->name));
	}
	l->name[l->n++] = arena_copy(&l->arena, model->id);
	for (size_t i = 0; i < l->nwanted; i++)
		if (is_same(model->id, str_c(l->wanted[i])) &&
		    model->shutdown.n > 0)
			diag(LEVEL_INFO,
			    "%s will be shut down on %.*s: --record keeps what "
			    "it answers",
			    l->wanted[i], STR_ARGS(model->shutdown));
	return true;
}

/* Says which there are. */
static void
tell_list(const struct listing *l)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	str_sort(l->name, l->n);
	for (size_t i = 0; i < l->n; i++) {
		if (b.n > 0)
			buf_adds(&b, ", ");
		buf_add_str(&b, l->name[i]);
		if (b.n > LINE_MAX_BYTES || i + 1 == l->n) {
			diag(LEVEL_INFO, "models of the server: %s",
			    buf_cstr(&b));
			buf_clear(&b);
		}
	}
	buf_free(&b);
}

static bool
refuse(const struct listing *l, struct str name, struct fault *f)
{
	struct str nearest[NEAREST];
	struct near near = {.to = name, .names = nearest, .max = NEAREST};
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	for (size_t i = 0; i < l->n; i++)
		near_consider(&near, l->name[i]);
	if (near.n > 0)
		buf_adds(&hint, "; ");
	near_write(&hint, &near);
	fault_set(f, STATUS_REFUSED, 0, "the server has no model '%.*s'%s",
	    STR_ARGS(name), buf_cstr(&hint));
	tell_list(l);
	buf_free(&hint);
	return false;
}

static bool
check_list(const struct listing *l, struct fault *f)
{
	for (size_t i = 0; i < l->nwanted; i++) {
		struct str name = str_c(l->wanted[i]);
		size_t k = 0;

		while (k < l->n && !is_same(l->name[k], name))
			k++;
		if (k == l->n)
			return refuse(l, name, f);
	}
	return true;
}

/* A server that has no list at all. */
static bool
is_without(const struct ask *a)
{
	long status = a->session.api.status;

	return status == 404 || status == 405 || status == 501;
}

static bool
check_prices(
    struct ask *a, const char *const *models, size_t n, struct fault *f)
{
	for (size_t i = 0; i < n && a->max_cost != NO_FIGURE; i++) {
		const struct asked_model *m = asked_model(a, str_c(models[i]));

		if (m->price.in == NO_FIGURE || m->price.out == NO_FIGURE)
			return fault_set(f, STATUS_USAGE, 0,
			    "no price of '%s' is known, which --max-cost "
			    "wants: give --price-in and --price-out, or "
			    "--prices FILE",
			    models[i]);
		if (m->price.tuned)
			diag(LEVEL_INFO,
			    "no price of %s itself is known: that of models "
			    "tuned from it is taken",
			    models[i]);
	}
	return true;
}

bool
ask_check_models(
    struct ask *a, const char *const *models, size_t n, struct fault *f)
{
	struct listing l = {.ask = a, .wanted = models, .nwanted = n};
	bool ok = true, all_known = true;

	if (!a->online)
		return true;
	if (!check_prices(a, models, n, f))
		return false;
	for (size_t i = 0; i < n; i++)
		all_known =
		    all_known && asked_model(a, str_c(models[i]))->known;
	if (all_known || (a->session.api.kind->can & API_LISTED) == 0)
		return true;
	arena_init(&l.arena);
	if (api_models(&a->session.api, on_model, &l, f))
		ok = l.n == 0 || check_list(&l, f);
	else
		ok = is_without(a);
	free(l.name);
	arena_free(&l.arena);
	return ok;
}
