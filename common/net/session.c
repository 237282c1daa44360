/* SPDX-License-Identifier: MIT */
#include "common/net/session.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/net/interrupt.h"

enum { NAMES_MAX = 8, RETRIES_MAX = 100, SECONDS_MAX = 86400 };

/* The names of variables, as a list that ends in NULL. */
struct names {
	char *v[NAMES_MAX + 2];
	size_t n;
};

static void
names_add(struct names *l, struct str name)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_is(name, l->v[i]))
			return;
	if (name.n > 0 && l->n <= NAMES_MAX)
		l->v[l->n++] = mem_copy(name.p, name.n);
}

static void
names_add_list(struct names *l, struct str list)
{
	struct str name;

	while (list.n > 0 && str_split(&list, ',', &name))
		names_add(l, name);
}

static void
names_free(struct names *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
}

static void
on_warning(const char *file, size_t line, const char *text)
{
	diag_at((struct place){.file = file, .line = line}, LEVEL_WARNING, "%s",
	    text);
}

static void
on_wait(void *ctx, const struct http_wait *w)
{
	(void)ctx;
	diag(LEVEL_INFO, "%s; another try in %.1f s", w->why,
	    (double)w->ms / 1000);
}

static const struct api_kind *
find_kind(
    const struct session *s, const struct session_options *o, struct fault *f)
{
	const char *name = o->provider != NULL ? o->provider
	    : o->azure			       ? "azure"
					       : getenv("FT_PROVIDER");
	const struct api_kind *kind;
	struct buf names;

	if (name == NULL || name[0] == '\0')
		name = "openai";
	kind = apis_find(&s->apis, str_c(name));
	if (kind != NULL)
		return kind;
	buf_init(&names, BUF_NO_MAX);
	apis_write_names(&names, &s->apis);
	fault_set(f, STATUS_USAGE, 0, "unknown provider '%s'; known are %s",
	    name, buf_cstr(&names));
	buf_free(&names);
	return NULL;
}

/*
 * Loads the key.  One of OPENAI_API_KEY goes to another provider only where the
 * user has said to which address: that may be what they call any key.
 */
static bool
load_key(struct session *s, const struct session_options *o,
    const struct api_kind *kind, struct fault *f)
{
	struct names keys = {.n = 0}, bases = {.n = 0};
	struct credential_ask ask = {.names = (const char *const *)keys.v,
	    .base_names = (const char *const *)bases.v,
	    .key_file = o->key_file,
	    .env_file = o->env_file,
	    .optional = o->keyless || str_is(kind->name, "compatible"),
	    .warn = on_warning};
	bool told = o->base_url != NULL, ok;
	struct buf header;

	names_add_list(&bases, kind->base_env);
	for (size_t i = 0; i < bases.n; i++)
		told = told || getenv(bases.v[i]) != NULL;
	if (o->key_env != NULL)
		names_add(&keys, str_c(o->key_env));
	else
		names_add_list(&keys, kind->key_env);
	if (o->key_env == NULL && told)
		names_add(&keys, STR("OPENAI_API_KEY"));
	buf_init(&header, BUF_NO_MAX);
	buf_printf(&header, "%.*s ", STR_ARGS(kind->auth));
	ask.header = buf_cstr(&header);
	ok = credential_load(&s->credential, &ask, f);
	/* Where the key is from is a name in the list, or a file's. */
	s->credential.from = NULL;
	buf_free(&header);
	names_free(&keys);
	names_free(&bases);
	return ok;
}

static bool
is_in_range(const char *name, double seconds, struct fault *f)
{
	if (seconds > 0 && seconds <= SECONDS_MAX)
		return true;
	return fault_set(f, STATUS_USAGE, 0,
	    "--%s wants seconds above 0 and up to %d", name, SECONDS_MAX);
}

static bool
set_http(struct session *s, const struct session_options *o,
    struct http_options *h, struct fault *f)
{
	*h = http_usual;
	if (o->retries > RETRIES_MAX)
		return fault_set(
		    f, STATUS_USAGE, 0, "--retries is at most %d", RETRIES_MAX);
	if (!is_in_range("max-wait", o->wait_most, f) ||
	    !is_in_range("connect-timeout", o->connect, f) ||
	    !is_in_range("idle-timeout", o->idle, f) ||
	    !is_in_range("answer-timeout", o->answer, f))
		return false;
	h->retry.most = (unsigned)o->retries;
	h->retry.told = (int64_t)(o->wait_most * 1000);
	h->connect = (int64_t)(o->connect * 1000);
	h->idle = (int64_t)(o->idle * 1000);
	h->think = (int64_t)(o->answer * 1000);
	h->rate = o->rate;
	h->tick = o->tick;
	h->ctx = o->ctx;
	if (o->in_flight > 0)
		h->most = (unsigned)o->in_flight;
	h->waits = on_wait;
	h->stopped = interrupt_seen;
	h->stop_fd = interrupt_fd();
	h->trace = s->traced ? &s->trace : NULL;
	return true;
}

static bool
open_trace(struct session *s, const struct session_options *o, struct fault *f)
{
	if (o->trace == NULL)
		return true;
	s->traced =
	    trace_open(&s->trace, o->trace, s->credential.key, &world_real, f);
	return s->traced;
}

static bool
open_api(struct session *s, const struct session_options *o,
    const struct api_kind *kind, struct fault *f)
{
	struct api_setup setup = {.kind = kind, .credential = &s->credential};
	char *variable;

	if (o->api_version != NULL && kind->version_env.n == 0)
		return fault_set(f, STATUS_USAGE, 0,
		    "%.*s has no versions to choose", STR_ARGS(kind->title));
	variable = mem_copy(kind->version_env.p, kind->version_env.n);
	setup.base_url =
	    str_c(o->base_url != NULL ? o->base_url : s->credential.base_url);
	setup.version = str_c(o->api_version != NULL ? o->api_version
		: variable[0] != '\0'		     ? getenv(variable)
						     : NULL);
	free(variable);
	return set_http(s, o, &setup.http, f) && api_open(&s->api, &setup, f);
}

bool
session_open(
    struct session *s, const struct session_options *o, struct fault *f)
{
	const struct api_kind *kind;

	*s = (struct session){0};
	interrupt_catch();
	apis_init(&s->apis);
	kind = find_kind(s, o, f);
	if (kind != NULL && load_key(s, o, kind, f) && open_trace(s, o, f) &&
	    open_api(s, o, kind, f))
		return true;
	session_close(s);
	return false;
}

void
session_close(struct session *s)
{
	if (s->api.http != NULL)
		api_close(&s->api);
	if (s->traced)
		trace_close(&s->trace);
	s->traced = false;
	credential_free(&s->credential);
	apis_free(&s->apis);
}

void
session_fault(
    struct session *s, struct out *out, const char *id, const struct fault *f)
{
	out_flush(out);
	diag_fault((struct place){.file = id}, f);
	if (!interrupt_seen())
		return;
	out_finish(out, false);
	session_close(s);
	interrupt_die();
}
