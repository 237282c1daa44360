/* SPDX-License-Identifier: MIT */
#include "common/net/api.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/net/apicall.h"
#include "common/net/url.h"

/* Puts the variable's value for {NAME}, which must be a word of an address. */
static bool
expand(struct buf *to, const struct api_kind *kind, struct fault *f)
{
	struct str rest = kind->base_url, name, value;
	size_t open = str_find(rest, '{'), close = str_find(rest, '}');
	char *text;

	buf_add(to, rest.p, open);
	if (open >= close || close == rest.n)
		return true;
	name = str_of(rest.p + open + 1, close - open - 1);
	text = mem_copy(name.p, name.n);
	value = str_c(getenv(text));
	free(text);
	for (size_t i = 0; i < value.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-",
			value.p[i]) == NULL)
			value.n = 0;
	if (value.n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s wants %.*s to be set, or --base-url",
		    STR_ARGS(kind->title), STR_ARGS(name));
	buf_add_str(to, value);
	buf_add_str(to, str_from(rest, close + 1));
	return true;
}

static bool
set_base(struct api *a, const struct api_setup *setup, struct fault *f)
{
	const struct api_kind *kind = setup->kind;
	struct str prefix =
	    setup->version.n > 0 ? kind->old_prefix : kind->prefix;

	if (setup->base_url.n > 0)
		buf_add_str(&a->base, setup->base_url);
	else if (kind->base_url.n > 0 && !expand(&a->base, kind, f))
		return false;
	if (a->base.n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no address of its own: give --base-url",
		    STR_ARGS(kind->title));
	if (!url_check_base(buf_str(&a->base), f))
		return false;
	while (a->base.n > 0 && a->base.p[a->base.n - 1] == '/')
		a->base.n--;
	if (prefix.n > 0 && url_is_bare(buf_str(&a->base)))
		buf_add_str(&a->base, prefix);
	buf_add_str(&a->version, setup->version);
	return true;
}

/* A header with somebody's id, which must not end the line. */
static bool
add_header(struct api *a, const char *name, const char *value, struct fault *f)
{
	size_t i = a->extra[0] == NULL ? 0 : 1;
	struct buf b;

	if (value == NULL || value[0] == '\0')
		return true;
	for (const char *p = value; *p != '\0'; p++)
		if (*p <= ' ' || *p >= 0x7f)
			return fault_set(f, STATUS_USAGE, 0,
			    "the %s holds what no header can hold", name);
	buf_init(&b, BUF_NO_MAX);
	buf_printf(&b, "OpenAI-%s: %s", name, value);
	a->extra[i] = mem_copy(b.p, b.n);
	buf_free(&b);
	return true;
}

bool
api_open(struct api *a, const struct api_setup *setup, struct fault *f)
{
	const struct credential *c = setup->credential;
	struct http_options o = setup->http;

	*a = (struct api){.kind = setup->kind,
	    .retry = o.retry,
	    .world = o.world,
	    .key = c->key};
	buf_init(&a->base, BUF_NO_MAX);
	buf_init(&a->version, BUF_NO_MAX);
	if (!set_base(a, setup, f) ||
	    !add_header(a, "Organization", c->organization, f) ||
	    !add_header(a, "Project", c->project, f)) {
		api_close(a);
		return false;
	}
	o.key_header = c->header;
	o.key = c->key;
	o.extra = (const char *const *)a->extra;
	a->http = http_new(&o);
	return true;
}

void
api_close(struct api *a)
{
	if (a->http != NULL)
		http_free(a->http);
	for (size_t i = 0; i < LENGTH(a->extra); i++)
		free(a->extra[i]);
	buf_free(&a->base);
	buf_free(&a->version);
	*a = (struct api){0};
}

bool
api_can(
    const struct api *a, enum api_can what, const char *words, struct fault *f)
{
	if ((a->kind->can & what) != 0)
		return true;
	return fault_set(f, STATUS_USAGE, 0, "%.*s has no way to %s",
	    STR_ARGS(a->kind->title), words);
}

void
api_draw_key(struct buf *to, const struct world *world)
{
	for (int i = 0; i < 2; i++)
		buf_printf(to, "%016" PRIx64, world->random(world->ctx));
}

/* Hands the entries of a list on as models. */
struct each_model {
	bool (*each)(void *ctx, const struct api_model *model);
	void *ctx;
};

static bool
on_model(void *ctx, struct apicall_value v)
{
	struct each_model *e = ctx;
	struct api_model model;
	struct arena arena;
	bool more;

	arena_init(&arena);
	apiread_model(v, &arena, &model);
	more = e->each(e->ctx, &model);
	arena_free(&arena);
	return more;
}

bool
api_models(struct api *a,
    bool (*each)(void *ctx, const struct api_model *model), void *ctx,
    struct fault *f)
{
	struct each_model e = {each, ctx};
	struct buf url;
	bool ok;

	buf_init(&url, BUF_NO_MAX);
	ok = apicall_url(a, &(struct apicall_path){.start = a->kind->models},
		 &url, f) &&
	    apicall_list(a, &url, on_model, &e, f);
	buf_free(&url);
	return ok;
}

bool
api_chat_url(struct api *a, struct str model, struct buf *url, struct fault *f)
{
	const struct api_kind *kind = a->kind;
	struct apicall_path path = {.start = kind->chat};
	struct buf more;
	bool ok;

	buf_init(&more, BUF_NO_MAX);
	buf_add_str(&more, kind->chat);
	if (a->version.n > 0 && kind->deployments.n > 0)
		path = (struct apicall_path){
		    kind->deployments, model, buf_cstr(&more)};
	ok = apicall_url(a, &path, url, f);
	buf_free(&more);
	return ok;
}
