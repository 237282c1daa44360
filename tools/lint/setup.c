/* SPDX-License-Identifier: MIT */
#include "tools/lint/setup.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/io/in.h"

enum { CONFIG_MAX = 1 << 20 };

/* Long options that a project has an opinion on. */
static const struct config_key keys[] = {
    {"type", false},
    {"provider", false},
    {"model", false},
    {"select", true},
    {"ignore", true},
    {"warn", true},
    {"error", true},
    {"fail-on", false},
    {"max-findings", false},
    {"excerpt", false},
    {"baseline", false},
};

static void
wrong_at(const struct setup *s, const struct config_entry *e, size_t off,
    const char *text)
{
	struct place at = {s->config.name, e->line, e->column + off};

	diag_at(at, LEVEL_ERROR, "%s", text);
	diag_exit(STATUS_USAGE);
}

/* A file that is named in the configuration is looked for beside it. */
static const char *
beside(const struct setup *s, struct config *c, const char *value)
{
	struct str name = str_c(c->name);
	char *path;

	if (value[0] == '/')
		return value;
	while (name.n > 0 && name.p[name.n - 1] != '/')
		name.n--;
	path = arena_take(&c->memory, name.n + strlen(value) + 1, 1);
	memcpy(path, s->config.name, name.n);
	memcpy(path + name.n, value, strlen(value) + 1);
	return path;
}

static void
set_option(struct setup *s, const struct cmd *cmd, const struct config_entry *e)
{
	const struct opt *o = opt_named(cmd, e->key->name);
	const char *value = e->value;
	struct buf text;

	if (opt_given(cmd, o))
		return;
	if (str_is(str_c(o->name), "baseline"))
		value = beside(s, &s->config, value);
	if (opt_set(o, value))
		return;
	buf_init(&text, BUF_NO_MAX);
	buf_printf(
	    &text, "'%s' wants %s, not '%s'", o->name, opt_wanted(o), value);
	wrong_at(s, e, 0, buf_cstr(&text));
}

void
setup_read(struct setup *s, const struct cmd *cmd)
{
	struct fault f;
	struct buf text;

	buf_init(&s->path, BUF_NO_MAX);
	buf_init(&text, CONFIG_MAX);
	s->config.name = s->config_name;
	if (s->config.name == NULL && config_find(".ft-lint", &s->path))
		s->config.name = buf_cstr(&s->path);
	if (s->config.name == NULL)
		return;
	diag_verbose("configuration: %s", s->config.name);
	if (!in_whole(s->config.name, &text))
		diag_exit(diag_status());
	if (!config_parse(&s->config, buf_str(&text), keys, LENGTH(keys), &f)) {
		diag_fault(
		    (struct place){s->config.name, s->config.line, 1}, &f);
		diag_exit(STATUS_USAGE);
	}
	buf_free(&text);
	for (size_t i = 0; i < s->config.n; i++)
		if (!s->config.v[i].key->repeats)
			set_option(s, cmd, &s->config.v[i]);
}

static bool
add_list(
    struct levels *levels, const char *key, struct str list, struct fault *f)
{
	static const struct {
		const char *key;
		enum level level;
	} sets[] = {{"ignore", LEVEL_OFF}, {"warn", LEVEL_WARNING},
	    {"error", LEVEL_ERROR}};

	for (size_t i = 0; i < LENGTH(sets); i++)
		if (str_is(str_c(key), sets[i].key))
			return levels_set(levels, list, sets[i].level, f);
	return levels_select(levels, list, f);
}

static void
add_lists(const struct cmd *cmd, struct levels *levels, const char *option,
    const struct opt_list *lists)
{
	struct fault f;

	for (size_t i = 0; i < lists->n; i++)
		if (!add_list(levels, option, str_c(lists->v[i]), &f))
			opt_wrong(cmd, "--%s: %s", option, f.text);
}

void
setup_levels(
    const struct setup *s, const struct cmd *cmd, struct levels *levels)
{
	struct fault f;

	for (size_t i = 0; i < s->config.n; i++) {
		const struct config_entry *e = &s->config.v[i];

		if (e->key->repeats &&
		    !add_list(levels, e->key->name, str_c(e->value), &f))
			wrong_at(s, e, f.off, f.text);
	}
	levels_settle(levels);
	add_lists(cmd, levels, "select", &s->selects);
	add_lists(cmd, levels, "ignore", &s->ignores);
	add_lists(cmd, levels, "warn", &s->warns);
	add_lists(cmd, levels, "error", &s->errors);
	levels_settle(levels);
}

void
setup_wrong(const struct setup *s, const struct cmd *cmd, const char *option,
    const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text, BUF_NO_MAX);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	if (!opt_given(cmd, opt_named(cmd, option)))
		for (size_t i = 0; i < s->config.n; i++)
			if (str_is(str_c(option), s->config.v[i].key->name))
				wrong_at(
				    s, &s->config.v[i], 0, buf_cstr(&text));
	opt_wrong(cmd, "%s", buf_cstr(&text));
}

void
setup_free(struct setup *s)
{
	config_free(&s->config);
	buf_free(&s->path);
}
