/* SPDX-License-Identifier: MIT */
/* What name means which model. */
#include "common/base/near.h"
#include "common/base/num.h"
#include "common/market/market.h"

enum { SUGGESTIONS = 3 };

/* A name taken apart. */
struct wanted {
	struct str provider; /* empty: any */
	struct str base;     /* what was fine-tuned, or the name itself */
};

static struct str
before(struct str s, const char *mark)
{
	return str_of(s.p, str_search(s, str_c(mark)));
}

/*
 * The id of a fine-tuned model names its base: "ft:BASE:org:suffix:id" today,
 * "BASE:ft-org-date" in 2022, "BASE.ft-id" for a deployment on Azure; those of
 * checkpoints have ":ckpt-step-N" behind.  Matching the start of the id instead
 * would take "ft:gpt-4.1-..." for a gpt-4.
 */
static struct wanted
take_apart(struct str name)
{
	struct wanted w = {STR(""), name};

	if (str_starts(w.base, STR("ft:"))) {
		w.base = before(str_from(w.base, 3), ":");
		return w;
	}
	w.base = before(w.base, ":ft-");
	if (str_search(w.base, STR(".ft-")) < w.base.n) {
		w.provider = STR("azure");
		w.base = before(w.base, ".ft-");
	}
	return w;
}

static bool
is_provider(const struct market *m, struct str name)
{
	if (market_provider(m, name) != NULL)
		return true;
	for (size_t i = 0; i < m->nmodels; i++)
		if (str_eq(m->models[i].provider, name))
			return true;
	return false;
}

/* Splits "provider/name" where the provider is one of ours. */
static bool
split_provider(const struct market *m, struct str *name, struct str *provider)
{
	size_t slash = str_find(*name, '/');

	if (slash == name->n || !is_provider(m, str_of(name->p, slash)))
		return false;
	*provider = str_of(name->p, slash);
	*name = str_from(*name, slash + 1);
	return true;
}

static bool
has_name(const struct model *model, struct str name)
{
	struct str rest = model->aliases, alias;

	if (str_eq(model->name, name))
		return true;
	while (str_split(&rest, ',', &alias))
		if (name.n > 0 && str_eq(str_trim(alias), name))
			return true;
	return false;
}

static const struct model *
look_up(const struct market *m, struct wanted w)
{
	for (size_t i = 0; i < m->nmodels; i++)
		if ((w.provider.n == 0 ||
			str_eq(m->models[i].provider, w.provider)) &&
		    has_name(&m->models[i], w.base))
			return &m->models[i];
	return NULL;
}

const struct model *
market_find(const struct market *m, struct str name)
{
	struct str provider = STR("");
	const struct model *model;
	struct wanted w;

	/* Some providers' own names have a slash. */
	model = look_up(m, (struct wanted){STR(""), name});
	if (model != NULL)
		return model;
	split_provider(m, &name, &provider);
	w = take_apart(name);
	if (provider.n > 0)
		w.provider = provider;
	model = look_up(m, w);
	if (model == NULL && provider.n == 0)
		model = look_up(m, (struct wanted){STR(""), w.base});
	return model;
}

static bool
fits(struct str pattern, struct str name)
{
	if (!str_ends(pattern, STR("*")))
		return str_eq(pattern, name);
	return str_starts(name, str_of(pattern.p, pattern.n - 1));
}

struct str
market_encoding(const struct market *m, struct str name)
{
	const struct model *model = market_find(m, name);
	struct str provider, best = STR(""), encoding = STR("");

	if (model != NULL && model->encoding.n > 0)
		return model->encoding;
	split_provider(m, &name, &provider);
	name = take_apart(name).base;
	for (size_t i = 0; i < m->nrules; i++) {
		const struct encoding_rule *rule = &m->rules[i];

		if (rule->pattern.n > best.n && fits(rule->pattern, name)) {
			best = rule->pattern;
			encoding = rule->encoding;
		}
	}
	return encoding;
}

const struct visual *
market_visual(const struct market *m, struct str name)
{
	const struct model *model = market_find(m, name);
	const struct visual *best = NULL;
	struct str provider;

	split_provider(m, &name, &provider);
	name = model != NULL ? model->name : take_apart(name).base;
	for (size_t i = 0; i < m->nvisuals; i++) {
		const struct visual *v = &m->visuals[i];

		if ((best == NULL || v->pattern.n > best->pattern.n) &&
		    fits(v->pattern, name))
			best = v;
	}
	return best;
}

const struct provider *
market_provider(const struct market *m, struct str name)
{
	for (size_t i = 0; i < m->nproviders; i++)
		if (str_eq(m->providers[i].name, name))
			return &m->providers[i];
	return NULL;
}

bool
market_lists(struct str list, struct str name)
{
	struct str entry;

	while (list.n > 0 && str_split(&list, ',', &entry))
		if (str_eq(entry, name))
			return true;
	return false;
}

uint64_t
market_max_examples(const struct provider *p, struct str form)
{
	struct str rest = p->max_by_format, entry;
	uint64_t most;

	while (rest.n > 0 && str_split(&rest, ',', &entry))
		if (entry.n > form.n && entry.p[form.n] == '=' &&
		    str_starts(entry, form) &&
		    num_u64(str_from(entry, form.n + 1), &most))
			return most;
	return p->max_examples;
}

/* The models whose names look like that one. */
static void
look_around(const struct market *m, struct str name, struct near *near)
{
	struct str provider;

	split_provider(m, &name, &provider);
	near->to = take_apart(name).base;
	for (size_t i = 0; i < m->nmodels; i++) {
		struct str rest = m->models[i].aliases, alias;

		near_consider(near, m->models[i].name);
		while (str_split(&rest, ',', &alias))
			near_consider(near, str_trim(alias));
	}
}

size_t
market_suggest(
    const struct market *m, struct str name, struct str *nearest, size_t max)
{
	struct near near = {
	    .names = nearest, .max = max < NEAR_MAX ? max : NEAR_MAX};

	look_around(m, name, &near);
	return near.n;
}

void
market_write_hint(struct buf *to, const struct market *m, struct str name)
{
	struct str names[SUGGESTIONS];
	struct near near = {.names = names, .max = SUGGESTIONS};

	look_around(m, name, &near);
	if (near.n == 0)
		buf_adds(to, "ft-cost --list-models shows those known");
	near_write(to, &near);
}
