/* SPDX-License-Identifier: MIT */
/*
 * What people write for ft-lint: a configuration, lists of levels, a baseline.
 * Whatever the bytes, they are taken or refused at one of their places, and
 * what was taken from a configuration is taken again when it is written out.
 */
#include <stdint.h>
#include <stdlib.h>

#include "tools/lint/baseline.c"
#include "tools/lint/config.c"
#include "tools/lint/content.c"
#include "tools/lint/levels.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

const struct rule rules[] = {
    {.id = "E101", .name = "ant", .level = LEVEL_ERROR},
    {.id = "W102", .name = "bee", .level = LEVEL_WARNING},
    {.id = "I203", .name = "cat", .level = LEVEL_OFF},
};
const size_t rule_count = LENGTH(rules);

const char *
family_name(enum family family)
{
	return family == FAMILY_FILE ? "file" : "other";
}

const struct rule *
rule_find(struct str id)
{
	for (size_t i = 0; i < rule_count; i++)
		if (str_is(id, rules[i].id))
			return &rules[i];
	return NULL;
}

static const struct config_key keys[] = {{"model", false}, {"warn", true}};

static void
read_config(struct str bytes)
{
	struct config c = {0}, again = {0};
	struct buf text;
	struct fault f;

	buf_init(&text, BUF_NO_MAX);
	if (config_parse(&c, bytes, keys, LENGTH(keys), &f)) {
		for (size_t i = 0; i < c.n; i++)
			buf_printf(
			    &text, "%s=%s\n", c.v[i].key->name, c.v[i].value);
		if (!config_parse(
			&again, buf_str(&text), keys, LENGTH(keys), &f) ||
		    again.n != c.n)
			abort();
		for (size_t i = 0; i < c.n; i++)
			if (again.v[i].key != c.v[i].key ||
			    strcmp(again.v[i].value, c.v[i].value) != 0)
				abort();
	} else if (f.status != STATUS_USAGE || f.off > bytes.n) {
		abort();
	}
	config_free(&c);
	config_free(&again);
	buf_free(&text);
}

static void
read_levels(struct str bytes)
{
	struct levels l;
	struct fault f;

	levels_init(&l);
	if (!levels_read(&l, bytes, &f) && f.off > bytes.n)
		abort();
	levels_settle(&l);
	if (!levels_select(&l, bytes, &f) && f.off > bytes.n)
		abort();
	levels_settle(&l);
	for (size_t i = 0; i < rule_count; i++)
		if (levels_of(&l, &rules[i]) > LEVEL_OFF)
			abort();
	levels_free(&l);
}

static void
read_baseline(struct str bytes)
{
	struct content_counts known = {0};
	struct fault f;
	size_t line;

	if (!baseline_read(&known, bytes, &line, &f) &&
	    (f.status != STATUS_USAGE || line == 0))
		abort();
	if (baseline_left(&known) != baseline_total(&known))
		abort();
	content_free(&known);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = str_of((const char *)data, n);

	read_config(bytes);
	read_levels(bytes);
	read_baseline(bytes);
	return 0;
}
