/* SPDX-License-Identifier: MIT */
/* What name means which model. */
#include <stdlib.h>

#include "common/market/market.h"

/* Longer names look like nothing that we know. */
enum { NAME_MAX_BYTES = 128, SUGGESTIONS = 3 };

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

const struct provider *
market_provider(const struct market *m, struct str name)
{
	for (size_t i = 0; i < m->nproviders; i++)
		if (str_eq(m->providers[i].name, name))
			return &m->providers[i];
	return NULL;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/*
 * How many letters must be put in, left out or replaced to make one name of
 * the other (Levenshtein), large and small letters being the same.
 */
static unsigned
distance(struct str a, struct str b)
{
	unsigned row[NAME_MAX_BYTES + 1];

	for (size_t j = 0; j <= b.n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 0; i < a.n; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i + 1;
		for (size_t j = 0; j < b.n; j++) {
			unsigned above = row[j + 1];
			unsigned least =
			    corner + (lower(a.p[i]) != lower(b.p[j]));

			if (least > above + 1)
				least = above + 1;
			if (least > row[j] + 1)
				least = row[j] + 1;
			row[j + 1] = least;
			corner = above;
		}
	}
	return row[b.n];
}

struct near {
	struct str *names;
	unsigned *far; /* each name's distance, ascending */
	size_t n, max;
};

/* Keeps the name if it is among the nearest; the first of equals stays. */
static void
consider(struct near *near, struct str wanted, struct str name)
{
	unsigned far;
	size_t at;

	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return;
	far = distance(wanted, name);
	if (far > 2 && far > wanted.n / 3)
		return;
	for (size_t i = 0; i < near->n; i++)
		if (str_eq(near->names[i], name))
			return;
	for (at = near->n; at > 0 && near->far[at - 1] > far; at--)
		;
	if (at == near->max)
		return;
	if (near->n < near->max)
		near->n++;
	for (size_t i = near->n - 1; i > at; i--) {
		near->names[i] = near->names[i - 1];
		near->far[i] = near->far[i - 1];
	}
	near->names[at] = name;
	near->far[at] = far;
}

size_t
market_suggest(
    const struct market *m, struct str name, struct str *nearest, size_t max)
{
	struct near near = {.names = nearest, .max = max};
	struct str provider;

	split_provider(m, &name, &provider);
	name = take_apart(name).base;
	if (name.n > NAME_MAX_BYTES)
		return 0;
	near.far = mem_zero(max, sizeof(*near.far));
	for (size_t i = 0; i < m->nmodels; i++) {
		struct str rest = m->models[i].aliases, alias;

		consider(&near, name, m->models[i].name);
		while (str_split(&rest, ',', &alias))
			consider(&near, name, str_trim(alias));
	}
	free(near.far);
	return near.n;
}

void
market_write_hint(struct buf *to, const struct market *m, struct str name)
{
	struct str near[SUGGESTIONS];
	size_t n = market_suggest(m, name, near, SUGGESTIONS);

	if (n == 0)
		buf_adds(to, "ft-cost --list-models shows those known");
	else
		buf_adds(to, "did you mean ");
	for (size_t i = 0; i < n; i++) {
		buf_adds(to, i == 0 ? "" : i + 1 < n ? ", " : " or ");
		buf_add_str(to, near[i]);
	}
	if (n > 0)
		buf_addc(to, '?');
}
