/* SPDX-License-Identifier: MIT */
#include "tools/lint/choice.h"

#include <assert.h>

bool
choice_is_all(const struct lint *lint)
{
	return str_is(str_c(lint->provider_name), "all");
}

static unsigned
bits_of_formats(const struct provider *p)
{
	struct str rest = p->formats, name;
	unsigned bits = 0;

	while (rest.n > 0 && str_split(&rest, ',', &name))
		bits |= OF(example_named(name));
	return bits;
}

static unsigned
bits_of_roles(const struct provider *p)
{
	unsigned bits = 0;

	if (p->roles.n == 0)
		return ~0u;
	for (int who = ROLE_SYSTEM; who <= ROLE_FUNCTION; who++)
		if (market_lists(p->roles, str_c(role_name((enum role)who))))
			bits |= 1U << who;
	return bits;
}

void
choice_provider(struct lint *lint, const struct provider *p,
    const struct setup *s, const struct cmd *cmd)
{
	struct fault f;
	bool ok;

	lint->provider = p;
	lint->formats = bits_of_formats(p);
	lint->roles = bits_of_roles(p);
	levels_init(&lint->levels);
	/* The table is part of the program. */
	ok = p->rules.n == 0 || levels_read(&lint->levels, p->rules, &f);
	assert(ok);
	levels_settle(&lint->levels);
	setup_levels(s, cmd, &lint->levels);
}

static bool
sells_models(const struct market *m, struct str provider)
{
	for (size_t i = 0; i < m->nmodels; i++)
		if (str_eq(m->models[i].provider, provider))
			return true;
	return false;
}

/* The model of that name that the provider has, or NULL. */
static const struct model *
find_own(const struct market *m, struct str provider, struct str name)
{
	const struct model *model;
	struct buf full;

	buf_init(&full, BUF_NO_MAX);
	buf_printf(&full, "%.*s/%.*s", STR_ARGS(provider), STR_ARGS(name));
	model = market_find(m, buf_str(&full));
	buf_free(&full);
	return model;
}

static void
refuse_model(
    const struct lint *lint, const struct setup *s, const struct cmd *cmd)
{
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	market_write_hint(&hint, &lint->market, str_c(lint->model_name));
	setup_wrong(s, cmd, "model", "unknown model '%s'; %s", lint->model_name,
	    buf_cstr(&hint));
}

static void
find_model(struct lint *lint, const struct setup *s, const struct cmd *cmd)
{
	struct str name = str_c(lint->model_name);
	struct str provider = str_c(lint->provider_name);
	const struct model *own = NULL;

	lint->model = market_find(&lint->market, name);
	if (provider.n > 0 &&
	    (lint->model == NULL || !str_eq(lint->model->provider, provider))) {
		own = find_own(&lint->market, provider, name);
		if (own == NULL && lint->model != NULL &&
		    sells_models(&lint->market, provider))
			setup_wrong(s, cmd, "model",
			    "'%s' is a model of %.*s, not of %s",
			    lint->model_name, STR_ARGS(lint->model->provider),
			    lint->provider_name);
	}
	if (own != NULL)
		lint->model = own;
	if (lint->model == NULL)
		refuse_model(lint, s, cmd);
	lint->encoding = encoding_find(lint->model->encoding);
	lint->visual = market_visual(&lint->market, lint->model->name);
	if (lint->encoding == NULL)
		setup_wrong(s, cmd, "model",
		    "the encoding of '%s' is not built in", lint->model_name);
}

static void
read_today(struct lint *lint, const struct cmd *cmd)
{
	lint->today = date_today();
	if (lint->today_text != NULL &&
	    (!date_read(str_c(lint->today_text), &lint->today) ||
		!date_is_day(lint->today)))
		opt_wrong(cmd,
		    "--today wants a date such as 2026-10-23, not '%s'",
		    lint->today_text);
}

void
choice_make(struct lint *lint, const struct setup *s, const struct cmd *cmd)
{
	struct str provider = STR("openai");

	read_today(lint, cmd);
	market_init(&lint->market);
	if (lint->model_name != NULL && choice_is_all(lint))
		setup_wrong(s, cmd, "model",
		    "the model of one provider says nothing of all");
	if (lint->model_name != NULL)
		find_model(lint, s, cmd);
	if (lint->provider_name != NULL && !choice_is_all(lint))
		provider = str_c(lint->provider_name);
	else if (lint->model != NULL)
		provider = lint->model->provider;
	choice_provider(lint, market_provider(&lint->market, provider), s, cmd);
}
